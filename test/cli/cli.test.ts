import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { standardPasses } from "../../src/answer/kernel.js";
import type { Passes } from "../../src/answer/passes.js";
import { oneovern, shell, temporaryFolder } from "./oneovern.js";

describe("products go to standard output, talk to standard error", () => {
  test.each([
    [["table", "V_8"], /ten|10 diagrams, 61 labelled/],
    [["expand", "V_6"], /V_6, leading order/],
    [["count", "V_8"], /all +10 +61/],
    [["explain", "2ab.1a.1b"], /C₂⁽²⁾/],
    [["certify", "V_8"], /all 8 checks passed/],
    [["diagrams", "V_6"], /"id":"3"/],
    [["code", "V_4", "--target", "typescript"], /export function evaluate/],
    [["--version"], /^\d+\.\d+\.\d+\n$/],
    [["-V"], /^\d+\.\d+\.\d+\n$/],
    [["--help"], /Exit codes/],
    [["table", "--help"], /--standalone/],
    [[], /Usage: oneovern/],
  ])("oneovern %j", async (args, product) => {
    const { code, stdout, stderr } = await oneovern(args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(product);
    expect(stdout.endsWith("\n")).toBe(true);
  });

  test("a request need not be quoted, and may come from standard input", async () => {
    const quoted = (await oneovern(["table", "V_8 at leading order"])).stdout;
    expect((await oneovern(["table", "V_8", "at", "leading", "order"])).stdout).toBe(quoted);
    expect((await oneovern(["table", "-"], { input: "# the table\nthe 8-point vertex\n" })).stdout).toBe(quoted);
  });

  test("a command line that begins with a request asks for its table", async () => {
    const table = await oneovern(["table", "V_4", "through", "1", "loop", "--json"]);
    expect(await oneovern(["V_4", "through", "1", "loop", "--json"])).toEqual(table);
    expect(await oneovern(["V_4 through 1 loop", "--json"])).toEqual(table);
  });

  test("flags may stand before the request", async () => {
    expect(await oneovern(["--json", "V_6"])).toEqual(await oneovern(["table", "V_6", "--json"]));
    expect(await oneovern(["-f", "csv", "V_4[1]"])).toEqual(await oneovern(["table", "V_4[1]", "-f", "csv"]));
  });

  test("one coefficient of a series is short for the recursion", async () => {
    const [short, long] = [await oneovern(["K_2"]), await oneovern(["K at 2 loops about K_0 with expanded blobs"])];
    expect(short).toEqual(long);
    expect(short.code).toBe(0);
  });

  test("help is a product: of a command, of all, and lost where the disk is full", async () => {
    expect((await oneovern(["help", "table"])).stdout).toBe((await oneovern(["table", "--help"])).stdout);
    expect((await oneovern(["help"])).stdout).toBe((await oneovern(["--help"])).stdout);
    for (const command of ["oneovern --help", "oneovern table -h", "oneovern"]) {
      const { code, stderr } = shell(`${command} > /dev/full`);
      expect([code, stderr]).toEqual([2, "error [file]: standard output: no space is left on the device\n"]);
    }
  });

  test("a message that cannot be written changes nothing about the answer", () => {
    expect(shell("oneovern table V_7 2> /dev/full").code).toBe(2);
    expect(shell("oneovern table V_4 --trace 2> /dev/full").code).toBe(0);
  });

  test("a character cut in two on its way to standard input is one", async () => {
    const bytes = Buffer.from("V₈ at order 1/n³");
    const { stdout } = await oneovern(["table", "V_8"]);
    for (let at = 1; at < bytes.length; at++)
      expect((await oneovern(["table", "-"], { input: [bytes.subarray(0, at), bytes.subarray(at)] })).stdout).toBe(
        stdout,
      );
    const trickle = `(printf 'V\\xe2'; sleep 0.2; printf '\\x82\\x88') | oneovern table -`;
    expect(shell(trickle)).toEqual({ code: 0, stdout, stderr: "" });
  });

  test("the same input gives the same bytes", async () => {
    for (const args of [
      ["table", "V_10"],
      ["table", "V_8", "--json"],
      ["diagrams", "V_12"],
      ["table", "V_8", "--format", "latex", "--standalone"],
      ["code", "V_8", "--target", "typescript"],
    ])
      expect((await oneovern(args)).stdout).toBe((await oneovern(args)).stdout);
  });

  test("--trace tells on standard error what each pass did", async () => {
    const { stdout, stderr } = await oneovern(["table", "V_8", "--trace"]);
    expect(stdout).toBe((await oneovern(["table", "V_8"])).stdout);
    expect(stderr.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "read",
      "enumerate",
      "weigh",
      "collect",
      "prove",
      "",
    ]);
  });
});

const labelled30 = `V_30(${Array.from({ length: 15 }, (_, i) => `x${2 * i + 1},x${2 * i + 2}`).join("; ")})`;

describe("what is wrong is said on standard error with exit code 2, and nothing else happens", () => {
  const folder = temporaryFolder();
  test.each<[string[], RegExp]>([
    [["table", "V_7"], /odd number of points[\s\S]*did you mean: V_6 or V_8/],
    [["table", "V_0"], /no vertex/],
    [["table", "V_2"], /kernel itself[\s\S]*expected K/],
    [["table", "V_8", "at", "10000", "loops"], /V_8 at 10000 loops has more than 10\^\d+ diagrams/],
    [["diagrams", "V_8", "at", "10000", "loops"], /expected 60 loops at most/],
    [["count", "V_8", "at", "10000", "loops"], /too large to be counted/],
    [["table", "V_12 at 3 loops"], /V_12 at 3 loops has 72,236 diagrams; the budget is 20,000/],
    [["table", "V_8 at 10001 loops"], /10000 at most/],
    [["table", "V_6(x1,x2;x3)"], /an odd number of inputs, 3, .*\n.*\n +\| +\^\^\nexpected 3 pairs/],
    [["table", "V_4(x1,x2,x3,x4)"], /4 inputs and no pair[\s\S]*did you mean: V_4\(x1,x2; x3,x4\)/],
    [["table", "V_4(x1,x2;x3,x4;x5,x6)"], /3 pairs of inputs for "V_4"[\s\S]*expected 2/],
    [["table", "<phi_x(x) phi_j(y)>"], /used as a neuron index and as an input/],
    [["diagrams", "<phi_i(x1) phi_j(x2)>"], /diagrams of a correlator[\s\S]*\^/],
    [["table", "<phi_i(x1) phi_j(x2)> through 1 loop"], /single orders of a correlator/],
    [["expand", "<phi_i(x1) phi_j(x2)> about K_0"], /expansions of a correlator/],
    [
      ["table", `<${Array.from({ length: 14 }, (_, f) => `phi_i(x${f}) `).join("")}>`],
      /14 fields, has more than 300000 terms\nexpected fewer fields/,
    ],
    [["table", "V_12(a,b;c,d;e,f;g,h;i,j;k,l)", "--max-terms", "50"], /has 79 diagrams; the budget is 50/],
    [
      ["table", "V_12(a,b;c,d;e,f;g,h;i,j;k,l)", "--max-terms", "5000", "--expand-perms"],
      /has 11,389 labelled diagrams; the budget is 5,000/,
    ],
    [
      ["expand", "V_14(a,b;c,d;e,f;g,h;i,j;k,l;m,n)"],
      /228,090 labelled diagrams, each of which is weighed\nexpected 50,000/,
    ],
    [
      ["diagrams", labelled30],
      /diagram 15 has .* 1,382,958,545 monomials[\s\S]*--format id lists all 924,670,\S+ labelled/,
    ],
    [["diagrams", "V_8(x,x; x,x; x,x; x,x)", "--no-terms"], /--no-terms is for one input/],
    [["diagrams", "V_8", "--no-terms", "--format", "dot"], /the format dot has no terms/],
    [["explain", "15aaaaaaaaaaaaaaa"], /monomials; the budget is 20,000\nexpected a smaller diagram, or --max-bracket/],
    [["table", `V_8(${"x,".repeat(4996)}x`], /the request ends too early/],
    [["table", "<phi_i(x) phi_i(x)>", "--template", "x.hbs"], /no such file|no rows for a template/],
    [["table", "9".repeat(5000)], /not expected|too early/],
    [["table", `V_${"9".repeat(5000)}`], /5000 characters/],
    [["table", "V_30"], /V_30 has 13,[\d,]+ diagrams; the budget is 20,000|V_30 has [\d,]+ diagrams/],
    [["table", "V_20000"], /more than 10\^\d+ diagrams/],
    [["table", "V_8", "--max-terms", "9"], /has 10 diagrams; the budget is 9[\s\S]*--max-terms 10/],
    [["table", "V_8", "--max-terms", "0"], /whole number/],
    [["table", "V_8", "--max-terms", "many"], /whole number/],
    [["diagrams", "V_8", "--max-terms", "9"], /has 10 diagrams; the budget is 9/],
    [["diagrams", "V_8", "--shard", "3/2"], /1 <= i <= m/],
    [["diagrams", "V_8", "--limit", "-1"], /whole number/],
    [["count", "V_202"], /too large to be counted/],
    [["table", "V_8", "--format", "pdf"], /no format "pdf"\nexpected text, latex, markdown, html, csv, json/],
    [["count", "V_8", "--format", "markdown"], /no format "markdown"/],
    [["table", "V_8", "--json", "--format", "csv"], /contradict/],
    [["table", "V_8", "--standalone"], /goes with --format latex/],
    [["table", "V_8", "--template", "/nowhere/x.hbs"], /there is no such file/],
    [["table", "V_8", "--colour"], /unknown option '--colour'/],
    [["table", "-V_8"], /unknown option '-V_8'\nexpected -V by itself, or the request V_8 without a dash/],
    [["-V_8"], /unknown option '-V_8'/],
    [["table", "V_8", "-q8"], /unknown option '-q8'/],
    [["table", "V_8", "-V"], /unknown option '-V'/],
    [["--version", "table"], /--version stands alone, and there is "table"/],
    [
      ["--json", "table", "V_8"],
      /"--json" stands before the command "table"\nexpected the command first: oneovern table --json/,
    ],
    [["--colour", "V_8"], /unknown option '--colour'/],
    [["help", "nonsense"], /no command "nonsense"\nexpected table, expand/],
    [["V_7"], /odd number of points/],
    [["nothing like a request"], /not expected here/],
    [["tabel", "V_8"], /unknown command 'tabel'[\s\S]*table/],
    [["table"], /missing required argument/],
    [["code", "V_8"], /required option/],
    [["code", "V_8", "--target", "cobol"], /no target "cobol"\nexpected typescript, javascript, python/],
    [["code", "V_8", "-t", "python", "--name", "lambda"], /--name lambda: a word of python/],
    [["code", "V_8", "-t", "c", "--name", "8v"], /--name "8v" is no name in c\nexpected letters/],
    [["code", "V_70", "-t", "c"], /V_70: its recursion takes k\^4 operations, .*\nexpected V_68 at most/],
    [["code", "V_40", "-t", "c", "--gradient"], /--gradient: all derivatives of V_40 take .* operations/],
    [["code", "V_26 at 2 loops", "-t", "c"], /V_26 at 2 loops has .* monomials/],
    [["expand", "V_32"], /V_32 has 212,041 monomials; the budget is 200,000\n.* --max-terms 212041 to allow it/],
    [["expand", "V_8", "--max-terms", "5"], /V_8 has 13 monomials; the budget is 5/],
    [["expand", "V_80"], /V_80 has far too many monomials; .*\nexpected a smaller request/],
    [["certify", "V_32"], /oneovern expand proves a sum without listing them, with --max-terms 212041/],
    [
      ["expand", "V_40", "--max-terms", "3000000"],
      /V_40 has 2,755,267 monomials; .*\n.*a sum has 1,000,000 monomials at most/,
    ],
    [["certify", "V_20 at 3 loops"], /each of which a certificate lists\nexpected 20,000,000 at most/],
    [["code", "V_8", "-t", "python", "-o", "/no/such/folder/v8.py"], /there is no folder \/no\/such\/folder/],
    [["code", "V_8", "-t", "c", "--kind", "flow"], /no kind of code "flow"\nexpected sum, step/],
    [["code", "V_8", "-t", "c", "--kind", "step"], /--kind step takes no request, and there is "V_8"/],
    [["code", "V_8", "-t", "c", "--vertices", "8"], /--vertices 8 is for --kind step/],
    [["code", "-t", "c", "--kind", "step", "--equal-widths"], /--equal-widths: a step has the ratio/],
    [["code", "-t", "c", "--kind", "step", "--max-terms", "1"], /V_4\[0\]: .* has 2 diagrams; the budget is 1/],
    [["code", "-t", "c", "--kind", "step", "--vertices", "30", "--loops", "2"], /V_30 .* needs V_14\[2\]/],
    [["code", "-t", "c"], /the request is empty/],
    [["explain", "1a.1b"], /not connected/],
    [["explain", "1a.1ab0"], /a tadpole is K_1, K_2, ..., not K_0 itself/],
    [["explain", "1a1.1a2"], /the blob a has the orders 1 and 2/],
    [["explain", "nonsense"], /"nonsense"/],
    [["explain", "500"], /monomials; the budget/],
    [["table", "V_8", "-o", folder], /is a directory/],
    [["table", "V_8", "-o", join(folder, "no/such/folder/x")], /there is no folder/],
    [["table", "V_8", "-o", join(folder, "x".repeat(300))], /name is too long/],
    [["table", "V_8", "-o", ""], /needs the name of a file/],
    [["table", "V_7", "-o", join(folder, "never")], /odd/],
    [["table", ""], /the request is empty/],
  ])("oneovern %j", async (args, reason) => {
    const { code, stdout, stderr } = await oneovern(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^ +at .*:\d+:\d+/m);
    expect(stderr.length).toBeLessThan(2500);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a diagram of a thousand vertices in a row is explained, or refused, but never a stack trace", async () => {
    const name = (i: number) =>
      "A".repeat(Math.floor(i / 26) % 4) + "BCDEFGHIJK"[Math.floor(i / 104)] + String.fromCharCode(97 + (i % 26));
    const chain = (n: number) =>
      Array.from({ length: n }, (_, v) => `1${v > 0 ? name(v - 1) : ""}${v < n - 1 ? name(v) : ""}`).join(".");
    const { code, stdout, stderr } = await oneovern(["explain", chain(1000)]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("1000 function vertices and 999 blobs would not fit");
    expect(await oneovern(["explain", chain(1010)])).toMatchObject({ code: 2, stdout: "" });
  });

  test("a NUL byte on standard input", async () => {
    const { code, stdout, stderr } = await oneovern(["table", "-"], { input: "V_8\0" });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('"␀" is not expected here');
  });

  test("a flood on standard input", async () => {
    const { code, stderr } = await oneovern(["table", "-"], { input: "V_8 ".repeat(100_000) });
    expect(code).toBe(2);
    expect(stderr).toContain("no request");
  });
});

describe("colours", () => {
  // A terminal of its own, and no wishes about colour from whoever runs the tests.
  const onTerminal = (command: string, wishes = "") =>
    shell(
      `unset NO_COLOR FORCE_COLOR; TERM=xterm ${wishes} script -qec '"$NODE" "$ONEOVERN" ${command}' /dev/null < /dev/null`,
    ).stdout;
  const sequence = "\u001b[";
  test("are shown on a terminal and nowhere else", async () => {
    expect(onTerminal("table V_8")).toContain(sequence);
    expect((await oneovern(["table", "V_8"])).stdout).not.toContain(sequence);
  });
  test("are left out with --no-color, with NO_COLOR and in files", () => {
    expect(onTerminal("table V_8 --no-color")).not.toContain(sequence);
    expect(onTerminal("table V_8", "NO_COLOR=1")).not.toContain(sequence);
    expect(onTerminal("table V_8 -o /dev/stdout")).not.toContain(sequence);
  });
});

test("a displayed formula of Markdown has no empty line, which would end it", async () => {
  const { stdout } = await oneovern(["expand", "<phi_i(x1) phi_i(x2)>", "--format", "markdown"]);
  expect(stdout).toMatch(/^\$\$\n(?:.+\n)+\$\$\n$/m);
});

test("orders of a table under their names", async () => {
  const { stdout } = await oneovern(["table", "V_4 through 1 loop", "--format", "latex"]);
  expect(stdout).toMatch(/leading order[^\n]*: 2 diagrams[\s\S]*1 loop[^\n]*: \d+ diagrams/);
});

describe("count", () => {
  test("by orders where there are several, the same in text and JSON", async () => {
    const count = ["count", "V_4(a,b; c,d) through 2 loops"];
    const { byLoops, labelledByLoops } = JSON.parse((await oneovern([...count, "--json"])).stdout);
    expect(Object.keys(byLoops)).toEqual(["0", "1", "2"]);
    const [, rows = ""] = (await oneovern(count)).stdout.split(/^ *loops +classes +labelled\n/m);
    expect(
      rows
        .trim()
        .split("\n")
        .map((row) => row.trim().split(/ +/)),
    ).toEqual(Object.keys(byLoops).map((loops) => [loops, byLoops[loops], labelledByLoops[loops]]));
  });
});

describe("diagrams", () => {
  const lines = async (args: string[]) => (await oneovern(["diagrams", ...args])).stdout.trimEnd().split("\n");
  const ids = async (args: string[]) => (await lines(args)).map((line) => (JSON.parse(line) as { id: string }).id);

  test("are the table's elements, one a line", async () => {
    const { diagrams } = JSON.parse((await oneovern(["table", "V_10", "--json"])).stdout) as {
      diagrams: { id: string }[];
    };
    const streamed = (await lines(["V_10"])).map((line) => JSON.parse(line) as { id: string });
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(streamed.sort(byId)).toEqual(diagrams.sort(byId));
  });

  test("one budget, on what is shown, whatever the format", async () => {
    const labelled = ["diagrams", "V_8(x1,x2; x3,x4; x5,x6; x7,x8)"];
    for (const format of ["json", "ndjson", "id", "dot"])
      for (const [more, allowed, shown] of [
        [[], 30, 10],
        [["--expand-perms"], 61, 61],
      ] as const) {
        const args = [...labelled, ...more, "--format", format, "--max-terms"];
        const { code, stdout } = await oneovern([...args, String(allowed)]);
        const records = format === "dot" ? stdout.match(/^graph /gm) : stdout.match(/\n/g);
        expect([format, code, records?.length]).toEqual([format, 0, shown]);
        const refused = await oneovern([...args, String(shown - 1)]);
        expect([refused.code, refused.stdout]).toEqual([2, ""]);
        expect(refused.stderr).toMatch(/the budget is \d+/);
      }
    const table = ["table", "V_8(x1,x2; x3,x4; x5,x6; x7,x8)", "--max-terms", "30"];
    expect((await oneovern(table)).code).toBe(0);
    expect((await oneovern([...table, "--expand-perms"])).stderr).toContain("61 labelled diagrams; the budget is 30");
  });

  test("without their terms, where those are too many", async () => {
    const records = await lines(["V_60 at 10 loops", "--limit", "2", "--no-terms"]);
    expect(records.map((line) => JSON.parse(line).id)).toEqual(
      await lines(["V_60 at 10 loops", "--limit", "2", "--format", "id"]),
    );
    const [whole, bare] = [await lines(["V_8 at 1 loop"]), await lines(["V_8 at 1 loop", "--no-terms"])];
    expect(bare.map((line) => JSON.parse(line))).toEqual(
      whole.map((line) => {
        const { terms, ...rest } = JSON.parse(line);
        expect(terms.length).toBeGreaterThan(0);
        return rest;
      }),
    );
    expect((await oneovern(["diagrams", "V_12", "--max-bracket", "3"])).stderr).toMatch(
      /--no-terms lists all 79 diagrams/,
    );
  });

  test("in shards are all of them, each once", async () => {
    const all = await ids(["V_12"]);
    const shards = await Promise.all(["1/3", "2/3", "3/3"].map((shard) => ids(["V_12", "--shard", shard])));
    // Each ends with its seal.
    expect(shards.map((found) => found.at(-1))).toEqual([undefined, undefined, undefined]);
    expect(shards.flatMap((found) => found.slice(0, -1))).toEqual(all);
    expect(await ids(["V_12", "--limit", "5"])).toEqual(all.slice(0, 5));
  });

  test("of V_20 stream in little memory, and of V_200 begin at once", async () => {
    // 11,947 records of V_20 within a heap that the list of them would not fit into.
    const { code, stdout } = shell(`"$NODE" --max-old-space-size=40 "$ONEOVERN" diagrams V_20 | wc -l`);
    expect([code, stdout.trim()]).toEqual([0, "11947"]);
    // 228,090 labelled diagrams of V_14, one by one.
    const labelled = shell(
      `"$NODE" --max-old-space-size=60 "$ONEOVERN" diagrams "V_14(a,b;c,d;e,f;g,h;i,j;k,l;m,n)" --expand-perms --format id | wc -l`,
    );
    expect([labelled.code, labelled.stdout.trim()]).toEqual([0, "228090"]);
    expect(await ids(["V_60", "--limit", "2"])).toEqual(["30", "29a.1a"]);
    expect(await lines(["V_200", "--format", "id", "--limit", "2"])).toEqual(["100", "99a.1a"]);
  });
});

describe("a result that its proof does not confirm", () => {
  const passes: Partial<Passes> = { enumerate: (request) => [...standardPasses().enumerate(request)].slice(1) };
  const folder = temporaryFolder();
  test.each([
    [["table", "V_8", "--json"]],
    [["table", "V_8", "--format", "latex", "-o", join(folder, "x.tex")]],
    [["code", "V_8", "--target", "typescript"]],
  ])("%j: exit 70, nothing on standard output, what to report", async (args) => {
    const { code, stdout, stderr } = await oneovern(args, { passes });
    expect([code, stdout]).toEqual([70, ""]);
    expect(stderr).toContain("class count: with 1 j sum: 0 classes enumerated, 1 by Otter's formula");
    expect(stderr).toContain("report");
    expect(existsSync(join(folder, "x.tex"))).toBe(false);
  });

  test("certify prints the failed check and answers 1", async () => {
    const { code, stdout } = await oneovern(["certify", "V_8"], { passes });
    expect(code).toBe(1);
    expect(stdout).toContain("FAILED  generating function");
    expect((await oneovern(["certify", "V_8"])).code).toBe(0);
  });

  test("an unexpected error is a defect too: exit 70, no stack trace", async () => {
    const { code, stdout, stderr } = await oneovern(["table", "V_8"], {
      passes: {
        weigh: () => {
          throw new TypeError("boom");
        },
      },
    });
    expect([code, stdout]).toEqual([70, ""]);
    expect(stderr).toContain("unexpected: boom");
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test("the command to report is one that a shell reads as it was given", async () => {
    const given = ["table", "V_8 # Otter's", "--max-terms=9000", "-o", "-"];
    const { stderr } = await oneovern(given, { passes });
    const command = /^ {2}oneovern (.*)$/m.exec(stderr)?.[1];
    expect(command).toContain(" --max-terms=9000 -o -");
    expect(shell(`printf '%s\\n' ${command}`).stdout.trimEnd().split("\n")).toEqual(given);
  });
});
