import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { checksumOf, type Seal, sealedChecksum } from "../../src/answer/shards.js";
import { json, oneovern, temporaryFolder, words } from "./oneovern.js";

/* Shards of a stream in files, and what merge says of them. */

const folder = temporaryFolder();
const file = (name: string) => join(folder, name);
const parts = [1, 2, 3];

beforeAll(async () => {
  for (const i of parts) {
    await oneovern([...words(`diagrams V_12 --shard ${i}/3 -o`), file(`records${i}`)]);
    await oneovern([...words("diagrams V_6 through 2 loops --format id --shard"), `${i}/3`, "-o", file(`ids${i}`)]);
    await oneovern([...words(`diagrams V_12 --no-terms --shard ${i}/3 -o`), file(`bare${i}`)]);
  }
  await oneovern([...words("diagrams V_10 --shard 2/3 -o"), file("other")]);
  await oneovern([...words("diagrams V_12 --shard 1/2 -o"), file("half")]);
});

const merge = (names: readonly string[], ...flags: string[]) => oneovern(["merge", ...names.map(file), ...flags]);

describe("all shards", () => {
  test("of records add up to the sum that expand has, proved", async () => {
    const { code, value } = await json(["merge", ...parts.map((i) => file(`records${i}`))]);
    const { value: whole } = await json(words("expand V_12"));
    expect(code).toBe(0);
    expect(value.sum).toEqual(whole.sum);
    expect(
      value.certificate.checks.map(({ name, passed }: { name: string; passed: boolean }) => [name, passed]),
    ).toEqual([
      ["class count", true],
      ["labelled total", true],
      ["generating function", true],
    ]);
    expect((await merge(["records2", "records1", "records3"])).stdout).toMatch(
      /^V_12.*: 79 diagrams, 11389 labelled\n/,
    );
  });

  test("of ids, and of records without terms, are proved to be all", async () => {
    for (const [kind, title, last] of [
      ["ids", /^V_6 through 2 loops, one input: 83 diagrams/, "all 2 checks passed"],
      ["bare", /^V_12/, "all 2 checks passed"],
    ] as const) {
      const { code, stdout } = await merge(parts.map((i) => `${kind}${i}`));
      expect(code).toBe(0);
      expect(stdout).toMatch(title);
      expect(stdout).toContain(last);
    }
  });

  test("without their seals they are the stream", async () => {
    const whole = (await oneovern(words("diagrams V_12"))).stdout;
    const lines = parts.flatMap((i) =>
      readFileSync(file(`records${i}`), "utf8")
        .trimEnd()
        .split("\n")
        .slice(0, -1),
    );
    expect(`${lines.join("\n")}\n`).toBe(whole);
  });
});

describe("what is refused", () => {
  const changed = (name: string, change: (text: string) => string): string => {
    writeFileSync(file(`changed-${name}`), change(readFileSync(file(name), "utf8")));
    return `changed-${name}`;
  };
  /** A shard as another version would have sealed it. */
  function resealed(text: string, change: Partial<Seal>): string {
    const at = text.lastIndexOf('{"seal"');
    const lines = text.slice(0, at);
    const seal: Seal = { ...JSON.parse(text.slice(at)).seal, ...change };
    const checksum = sealedChecksum(seal, checksumOf(new TextEncoder().encode(lines)));
    return `${lines}${JSON.stringify({ seal: { ...seal, checksum } })}\n`;
  }
  test.each<readonly [string, () => readonly string[], RegExp]>([
    ["a shard is missing", () => ["records1", "records3"], /1 of 3 shards of V_12 is missing: 2\n.*--shard 2\/3 makes/],
    [
      "a shard is there twice",
      () => ["records1", "records1", "records3"],
      /shard 1\/3 is there twice: .*records1 and /,
    ],
    ["another request", () => ["records1", "other"], /different requests: V_12 and V_10/],
    ["another number of shards", () => ["records2", "half"], /different numbers of shards: 3 and 2/],
    ["other lines", () => ["records1", "bare2"], /different kinds of lines/],
    [
      "another version",
      () => ["records1", changed("records2", (text) => resealed(text, { oneovern: "9.9.9" }))],
      /different versions: .* and 9\.9\.9/,
    ],
    [
      "sealed with a lie",
      () => [
        changed("records1", (text) => resealed(text, { shard: [1, 2] })),
        changed("records2", (text) => resealed(text, { shard: [2, 2] })),
      ],
      /the shards are not what they say, all of V_12: class count/,
    ],
    ["a last line cut off", () => [changed("records1", (text) => text.slice(0, -30))], /no seal at its end/],
    ["cut off in the middle", () => [changed("ids1", (text) => text.slice(0, 100))], /no seal at its end/],
    [
      "a line is lost",
      () => [changed("ids2", (text) => text.replace(/^.*\n/, ""))],
      /says \d+ lines, and there are \d+/,
    ],
    ["a line was changed", () => [changed("ids3", (text) => text.replace("1", "2"))], /others than there are/],
    [
      "a seal was changed",
      () => ["records1", changed("records3", (text) => text.replace('"shard":[3,3]', '"shard":[2,3]'))],
      /not as it was written/,
    ],
    [
      "a seal makes no sense",
      () => [changed("ids1", (text) => text.replace('"tally":[', '"tally":[null,'))],
      /not as it was/,
    ],
    ["no record", () => [changed("records3", (text) => text.replace("}", "!"))], /line 1: .* is no record/],
    ["a file that is not there", () => ["nothing"], /there is no such file/],
  ])("%s", async (_, names, said) => {
    const { code, stdout, stderr } = await merge(names());
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(said);
  });

  test("a shard is not written over by what it is merged to", async () => {
    const { code, stderr } = await merge(
      parts.map((i) => `ids${i}`),
      "-o",
      file("ids1"),
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/ids1 and -o name one file/);
    expect((await merge(parts.map((i) => `ids${i}`))).code).toBe(0);
  });

  test("a shard whose first line was damaged is still one", async () => {
    const text = readFileSync(file("records1"), "utf8");
    writeFileSync(file("damaged"), `xx{${text.slice(3)}`);
    const { code, stderr } = await merge(["damaged"]);
    expect(code).toBe(2);
    expect(stderr).toContain("is not as it was written");
  });

  test("flags of runs, and shards that are none", async () => {
    expect(
      (
        await merge(
          parts.map((i) => `ids${i}`),
          "--resum",
        )
      ).stderr,
    ).toMatch(/--resum says nothing about shards of diagrams/);
    for (const shard of ["0/0", "5/3", "1.5/2", "0/4", "1", "-1/2", "1/1e3", "1/1000001"]) {
      const { code, stderr } = await oneovern(["diagrams", "V_4", "--shard", shard]);
      expect([shard, code]).toEqual([shard, 2]);
      expect(stderr).toMatch(/1 <= i <= m/);
    }
    expect((await oneovern(words("diagrams V_8 --after 3_P_a.1a"))).code).toBe(2);
    expect((await oneovern(words("diagrams V_4 --after 2x"))).stderr).toMatch(/expected the id of a diagram of V_4/);
  });
});

describe("a part of a stream", () => {
  test("begins at its place at once, whatever is written of it", async () => {
    // The millionth part of 13 million, near their end: what lists all of them first would take minutes.
    const shard = words("diagrams V_30 --shard 999000/1000000");
    const { stdout: ids } = await oneovern([...shard, "--format", "id"]);
    const { stdout: dot } = await oneovern([...shard, "--format", "dot"]);
    const [, first] = /^graph "(.*)" \{/.exec(dot) ?? [];
    expect(first).toBe(ids.split("\n")[0]);
    expect([...dot.matchAll(/^graph /gm)]).toHaveLength(ids.trim().split("\n").length - 1);
  });

  test("is all that --max-terms looks at", async () => {
    expect((await oneovern(words("diagrams V_30 --max-terms 3 --limit 3 --format id"))).stdout.trim()).toBe(
      "15\n14a.1a\n13a.2a",
    );
    expect((await oneovern(words("diagrams V_12 --max-terms 27 --shard 1/3 --format id"))).code).toBe(0);
    expect(await oneovern(words("diagrams V_12 --max-terms 26 --shard 1/3 --format id"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "27 of the 79 diagrams of V_12 are in a shard; the budget is 26\nexpected more shards, or --max-terms 27",
      ),
    });
  });
});
