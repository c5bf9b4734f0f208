import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shell, temporaryFolder } from "./oneovern.js";

/* Runs that are continued, and runs with different seeds as one. */

const folder = temporaryFolder();
const flags = "--activation tanh --C-W 1 --width 32 --depth 4 --vertices 4";
const run = (words: string) => shell(`oneovern ${words}`, folder);

describe("simulate --continue", () => {
  test("draws what is missing, and nothing twice: the run is as if it had never stopped", () => {
    const first = run(`simulate ${flags} --samples 4000 --continue a.json`);
    expect([first.code, first.stderr]).toEqual([0, ""]);
    const drawn = JSON.parse(readFileSync(join(folder, "a.json"), "utf8"));
    expect(drawn.parts[0].blocks).toHaveLength(80);
    const more = run(`simulate ${flags} --samples 8000 --continue a.json`);
    expect(more.stdout).toContain("8000 networks drawn from their kernels, seed 1");
    const all = JSON.parse(readFileSync(join(folder, "a.json"), "utf8"));
    expect(all.parts[0].blocks.slice(0, 80)).toEqual(drawn.parts[0].blocks);
    // Without a block in between, as an interruption leaves it, that block alone is drawn again.
    const cut = {
      ...all,
      parts: [{ seed: 1, blocks: all.parts[0].blocks.filter((_: unknown, i: number) => i !== 17) }],
    };
    writeFileSync(join(folder, "b.json"), JSON.stringify(cut));
    const again = run(`simulate ${flags} --samples 8000 --continue b.json`);
    expect(again.stdout).toBe(more.stdout);
    expect(readFileSync(join(folder, "b.json"), "utf8")).toBe(readFileSync(join(folder, "a.json"), "utf8"));
    // All that is there is reported, whatever --samples says.
    expect(run(`simulate ${flags} --samples 400 --continue b.json`).stdout).toBe(more.stdout);
  });

  test("refuses another network, seed or route, and what is no run", () => {
    for (const [words, said] of [
      [flags.replace("--width 32", "--width 33"), "a run with widths [32,32,32], and here it is [33,33,33]"],
      [flags.replace("tanh", "erf"), 'a run with activation "tanh", and here it is "erf"'],
      [`${flags} --seed 2`, "a run with the seed 1"],
      [`${flags} --route weights`, 'a run with route "kernel", and here it is "weights"'],
      [flags.replace("--vertices 4", "--vertices 6"), "a run with vertices 4, and here it is 6"],
    ] as const) {
      const { code, stdout, stderr } = run(`simulate ${words} --samples 4000 --continue a.json`);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(said);
      expect(stderr).toContain("expected");
    }
    for (const [text, said] of [
      ["{", "none.json: "],
      ["[]", "no run of an ensemble"],
      ['{"run":1}', "a part of the run is missing"],
      [
        '{"run":1,"network":{},"route":"kernel","highest":2,"blockSize":50,"parts":[{"seed":1,"blocks":[{"index":0,"values":[1]},{"index":0,"values":[1]}]}]}',
        "block 0 is there twice",
      ],
      [
        '{"run":1,"network":{},"route":"kernel","highest":2,"blockSize":50,"parts":[{"seed":1,"blocks":[{"index":0,"values":[1]},{"index":1,"values":[null]}]}]}',
        "block 1 is no list of 1 numbers",
      ],
    ] as const) {
      writeFileSync(join(folder, "none.json"), text);
      const { code, stderr } = run(`simulate ${flags} --samples 4000 --continue none.json`);
      expect([code, stderr.includes(said)]).toEqual([2, true]);
      expect(readFileSync(join(folder, "none.json"), "utf8")).toBe(text);
    }
  });
});

describe("merge", () => {
  test("two seeds are one run of both: means are those of all blocks, and errors fall as they should", () => {
    run(`simulate ${flags} --samples 8000 --continue one.json`);
    run(`simulate ${flags} --samples 8000 --seed 2 --continue two.json`);
    const { code, stdout } = run("merge one.json two.json --save both.json --json");
    const merged = JSON.parse(stdout);
    expect([code, merged.samples, merged.seeds, merged.verdict]).toEqual([0, 16_000, [1, 2], "agree"]);
    const alone = JSON.parse(run(`simulate ${flags} --samples 8000 --continue one.json --json`).stdout);
    const ratio = merged.layers[2].V_4.standardError / alone.layers[2].V_4.standardError;
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(0.8);
    const values = ["one", "two"].flatMap((name) =>
      JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")).parts[0].blocks.map(
        ({ values: [first] }: { values: number[] }) => first,
      ),
    ) as number[];
    expect(merged.layers[0].K.measured).toBeCloseTo(values.reduce((a, b) => a + b, 0) / values.length, 13);
    // In any order, and of a merge again.
    expect(run("merge two.json one.json --json").stdout).toBe(stdout);
    expect(run("merge both.json --json").stdout).toBe(stdout);
    expect(run("merge both.json --loops 0").code).toBe(3);
  });

  test("a block that is there twice, another network, and a merge to be continued are refused by name", () => {
    for (const [words, said] of [
      ["merge one.json both.json", "block 0 of seed 1 is in one.json and in both.json"],
      ["merge one.json nowhere.json", "nowhere.json"],
      [`simulate ${flags} --samples 8000 --continue both.json`, "both.json has runs with the seeds 1, 2"],
    ] as const) {
      const { code, stderr } = run(words);
      expect([code, stderr.includes(said)]).toEqual([2, true]);
    }
    run(`simulate ${flags.replace("tanh", "erf")} --samples 8000 --continue erf.json`);
    expect(run("merge one.json erf.json").stderr).toContain('one.json has activation "tanh", and erf.json "erf"');
  });
});
