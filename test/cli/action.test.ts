import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { json, oneovern, shell, temporaryFolder, words } from "./oneovern.js";

/* The command action, and the requests of its word. */

describe("requests", () => {
  test.each([
    ["action V_6", "action V_6"],
    ["action V₆", "action V_6"],
    ["action the six-point vertex through order 1/n^2", "action V_6"],
    ["action V_6 through order 1/n^4", "action V_6 through order 1/n^4"],
    ["action through order n^{-3}", "action through order 1/n^3"],
    ["action at order 1/n^2 about K_0", "action at order 1/n^2 about K_0"],
    ["action V_4 with expanded blobs, tree level", "action V_4 at tree level with expanded blobs"],
    ["action V_4 with general inputs", "action V_4 with general inputs"],
  ])("%s is read, and printed as one", async (text, canonical) => {
    const { parseRequest, printRequest } = await import("../../src/language/request.js");
    expect(printRequest(parseRequest(text))).toBe(canonical);
    expect(parseRequest(canonical)).toEqual(parseRequest(text));
  });

  test.each([
    ["expand action", /the action through which order\?[\s\S]*expected action V_6/],
    ["expand action V_5", /odd number of points/],
    ["expand action V_2", /two-point vertex/],
    ["action V_4 at 2 loops", /at 2 loops[\s\S]*says nothing of an action/],
    ["action V_4 with equal widths", /says nothing of an action/],
    ["action V_6(x1,x2; x3,x4; x5,x6)", /is not expected here[\s\S]*\^/],
    ["action V_6 about K_1", /K_1 is a correction/],
    ["action V_6 through order 2/n^2", /not of 2\/n/],
    ["action V_6 through order 1/n^2 at order 1/n", /says again/],
    ["action through order 1/n^40", /takes longer than anybody waits[\s\S]*1\/n\^10/],
    ["action through order 1/n^5 --general", /general inputs[\s\S]*1\/n\^4/],
    ["expand V_4 with general inputs", /is said of actions/],
    ["expand scaling through order 2 with general inputs", /says nothing of scaling laws/],
    ["evaluate action V_6 --activation tanh --C-W 1 --width 8 --depth 3", /does not compute this of an action/],
    ["expand action V_6 --equal-widths", /--equal-widths/],
    ["table action through order 1/n^9", /more than the budget/],
    ["table action V_6 at tree level", /would say more/],
    ["count action V_6 with general inputs", /no count by formula/],
    ["count action through order 1/n^99", /1\/n\^24 at most/],
    ["explain S-1a.a", /S-ab\.a\.b/],
    ["explain S-Qa.Qa", /"S-Qa\.Qa" is no diagram/],
    ["explain S-a.b", /the id "S-a\.b": the diagram is not connected/],
    ["explain S-a0b.ab", /full vertices beside terms of their series/],
    ["explain T-Qa1.b.ab", /full vertices beside terms of their series/],
    ["explain T-a.b", /not connected/],
    ["explain T-a0", /K_1, K_2, \.\.\., not K_0 itself/],
    ["explain T-Qa1b.a2b", /the blob a has the orders 1 and 2/],
    ["explain T-a.a.a.a.a.a.a.a.a.a", /too many equal circles/],
    ["diagrams action through order 1/n^2 with general inputs --max-terms 4", /more than 4 diagrams; the budget is 4/],
    ["code action V_4 --target python --equal-widths", /--equal-widths/],
    ["code action V_4 with general inputs --target python", /no code is written for general inputs/],
  ])("oneovern %s is refused by name", async (line, said) => {
    const { code, stdout, stderr } = await oneovern(words(line));
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/ {4}at /);
  });
});

describe("the command", () => {
  test.each([
    ["action", /missing required argument/],
    ["action ghosts", /how many attachments/],
    ["action ghosts --attachments 0", /from 1 to 1000000000/],
    ["action ghosts --attachments 99", /1 to 16/],
    ["action ghosts --attachments 3 --loops 4", /3 loops at most/],
    ["action ghosts --attachments 15 --loops 2", /1 to 12/],
    ["action ghosts 4", /behind ghosts/],
    ["action rules --attachments 30", /1 to 8/],
    ["action ghosts --attachments 2 --about K_0", /--about says nothing about ghosts/],
    ["action V_6 --samples 500", /--samples says nothing about/],
    ["action ghost --attachments 3", /"ghost" is nothing that action does[\s\S]*did you mean: action ghosts/],
    ["action K_2", /nothing that action does[\s\S]*expected V_6/],
    ["action V_2", /expected V_4, V_6/],
    ["action V_4 --activation tanh --C-W 1 --width 8 --depth 3 --neurons 9", /9 neurons looked at[\s\S]*8 at most/],
    ["table action V_8 --max-terms 20", /35 diagrams, more than the budget/],
    ["expand action V_6 with general inputs --max-terms 3", /more than 3 diagrams/],
    ["diagrams action V_6 at tree level", /would say more/],
    ["action ghosts --attachments 15 --format html", /250 at most are drawn/],
    ["action V_6 --attachments 3", /--attachments says nothing about/],
    ["action V_6 --plot flow.svg", /--plot says nothing about[\s\S]*a network's couplings/],
    ["action V_6 --activation tanh --C-W 1 --width 8 --depth 3 --leading", /--leading says nothing about/],
    ["action V_6 --activation tanh --C-W 1 --width 8", /no layers/],
    ["action V_6 --standalone", /goes with --format latex/],
    ["action V_6 --format svg", /no format "svg"/],
    ["action simulate --activation tanh --C-W 1 --width 8 --depth 3 --samples 20", /too few/],
    ["action simulate --activation tanh --C-W 1 --width 8 --depth 1", /depth 2/],
    ["action simulate --activation tanh --C-W 1 --width 8 --depth 3 --order 7", /--order 7/],
    ["dictionary --format html", /no format "html"/],
    ["expand V_4 --through action", /no correlator/],
    ["expand <phi_i(x)phi_j(x)> --through paths", /Allowed choices are action/],
  ])("oneovern %s", async (line, said) => {
    const { code, stdout, stderr } = await oneovern(words(line));
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(said);
  });

  test("flags say the same as clauses", async () => {
    const pairs = [
      ["action V_6 --about K_0", "expand action V_6 about K_0"],
      ["action V_8 --leading", "expand action V_8 at tree level"],
      ["action V_4 --general", "expand action V_4 with general inputs"],
      ["action action V_4", "expand action V_4"],
    ];
    for (const [flags, clauses] of pairs)
      expect((await oneovern(words(flags as string))).stdout).toBe((await oneovern(words(clauses as string))).stdout);
  });

  test("certify answers 0, with every route and both descriptions", async () => {
    const { code, value } = await json(words("certify action through order 1/n^3"));
    expect(code).toBe(0);
    expect(value.certificate.passed).toBe(true);
    expect(value.certificate.checks.map(({ name }: { name: string }) => name)).toEqual([
      "moments and Laguerre polynomials",
      "flow in the cumulants",
      "number of diagrams",
      "sum of symmetry factors",
      "powers",
      "Legendre transform",
      "linear layer",
      "two descriptions",
      "two descriptions, higher moments",
    ]);
  });

  test("past the budget of diagrams they are counted, and the answer is proved by two routes", async () => {
    const { value } = await json(words("action through order 1/n^4 --max-terms 20"));
    const names = value.certificate.checks.map(({ name }: { name: string }) => name);
    expect(names).not.toContain("number of diagrams");
    expect(names).toContain("moments and Laguerre polynomials");
    expect(value.diagramsByOrder.at(-1)).toEqual({ order: 4, diagrams: "115" });
  });

  test("diagrams are streamed: ids, records, DOT, shards that miss nothing", async () => {
    const ids = (await oneovern(words("diagrams action through order 1/n^3 --format id"))).stdout.trim().split("\n");
    expect(ids.length).toBe(2 + 7 + 26);
    const shards = await Promise.all(
      [1, 2, 3].map(
        async (i) => (await oneovern(words(`diagrams action through order 1/n^3 --format id --shard ${i}/3`))).stdout,
      ),
    );
    expect(shards.join("").trim().split("\n").toSorted()).toEqual(ids.toSorted());
    const { stdout } = await oneovern(words("diagrams action V_4 --format dot"));
    expect(stdout).toContain("graph");
    const general = await oneovern(words("diagrams action V_6 with general inputs --limit 7"));
    expect(
      general.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id)[0],
    ).toBe("T-Qa.Qa");
  });

  test("the stream of general inputs lists what the action prints: trees alone, and couplings that are asked for", async () => {
    for (const request of ["action V_6 at tree level with general inputs", "action V_4 with general inputs"]) {
      const { value } = await json(["action", ...request.split(" ").slice(1)]);
      const printed = value.couplings.flatMap(({ order, terms }: { order: number; terms: { id: string }[] }) =>
        order === 0 ? [] : terms.map(({ id }) => id),
      );
      const { stdout } = await oneovern(words(`diagrams ${request} --format id`));
      expect(stdout.trim().split("\n").toSorted()).toEqual(printed.toSorted());
    }
  });

  test("the Gaussian alone claims nothing that was not compared", async () => {
    const { value } = await json(words("action at order 1/n^0"));
    expect(value.couplings.map(({ order }: { order: number }) => order)).toEqual([0]);
    expect(value.certificate.checks.map(({ name }: { name: string }) => name)).toEqual(["two descriptions"]);
  });

  test("ids explain themselves, in other spellings too", async () => {
    const { stdout } = await oneovern(words("explain S-b.ba.a"));
    expect(stdout).toContain("S-ab.a.b: a diagram of the action");
    expect(stdout).toContain("another spelling");
  });
});

describe("numbers", () => {
  const network = "--activation tanh --C-W 1 --width 24 --depth 4";

  test("couplings layer by layer, with a picture", async () => {
    const folder = temporaryFolder();
    const { code, stderr } = shell(`oneovern action V_6 ${network} --neurons 2 --plot flow.svg -o flow.txt`, folder);
    expect([code, stderr]).toEqual([0, ""]);
    expect(readFileSync(join(folder, "flow.svg"), "utf8")).toMatch(/^<svg/);
    expect(readFileSync(join(folder, "flow.txt"), "utf8")).toContain("e^-S has a norm");
  });

  test("both descriptions agree: exit code 0; on threads the same bytes", () => {
    const folder = temporaryFolder();
    const runs = [1, 2].map((threads) =>
      shell(`oneovern action simulate ${network} --samples 20000 --seed 3 --threads ${threads}`, folder),
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
    expect(runs[0]?.stdout).toContain("both descriptions agree with the prediction");
  });

  test("where nothing of the networks can be tested: exit code 3", () => {
    const { code, stdout } = shell(
      "oneovern action simulate --activation relu --C-W 2 --width 3 --depth 6 --order 1 --samples 100000 --seed 2",
    );
    expect(stdout).toContain("no test");
    expect(code).toBe(3);
  });
});

test("nothing is left of a file that could not be written", () => {
  const folder = temporaryFolder();
  const { code } = shell("oneovern action V_6 -o missing/action.txt", folder);
  expect(code).toBe(2);
  expect(existsSync(join(folder, "missing"))).toBe(false);
});
