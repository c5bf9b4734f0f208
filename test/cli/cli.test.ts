import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { run } from "../../src/cli/run.js";
import { type Passes, standardPasses } from "../../src/pipeline.js";
import { oneovern, shell, temporaryFolder } from "./oneovern.js";

describe("products go to standard output, talk to standard error", () => {
  test.each([
    [["table", "V_8"], /ten|10 diagrams, 61 labelled/],
    [["expand", "V_6"], /V_6, leading order/],
    [["count", "V_8"], /all +10 +61/],
    [["explain", "2ab.1a.1b"], /C₂⁽²⁾/],
    [["certify", "V_8"], /all 7 checks passed/],
    [["diagrams", "V_6"], /"id":"3"/],
    [["code", "V_4", "--target", "typescript"], /export function evaluate/],
    [["--version"], /^\d+\.\d+\.\d+\n$/],
    [["--help"], /Exit codes/],
    [["table", "--help"], /--standalone/],
    [[], /Usage: oneovern/],
  ])("oneovern %j", (args, product) => {
    const { code, stdout, stderr } = oneovern(args);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(product);
    expect(stdout.endsWith("\n")).toBe(true);
  });

  test("a request need not be quoted, and may come from standard input", () => {
    const quoted = oneovern(["table", "V_8 at leading order"]).stdout;
    expect(oneovern(["table", "V_8", "at", "leading", "order"]).stdout).toBe(quoted);
    expect(oneovern(["table", "-"], { input: "# the table\nthe 8-point vertex\n" }).stdout).toBe(quoted);
  });

  test("the same input gives the same bytes", () => {
    for (const args of [
      ["table", "V_10"],
      ["table", "V_8", "--json"],
      ["diagrams", "V_12"],
      ["table", "V_8", "--format", "latex", "--standalone"],
      ["code", "V_8", "--target", "typescript"],
    ])
      expect(oneovern(args).stdout).toBe(oneovern(args).stdout);
  });

  test("--trace tells on standard error what each pass did", () => {
    const { stdout, stderr } = oneovern(["table", "V_8", "--trace"]);
    expect(stdout).toBe(oneovern(["table", "V_8"]).stdout);
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
    [["table", `<${"phi_i(x) ".repeat(14)}>`], /14 fields\nexpected 12 at most/],
    [["table", "V_12(a,b;c,d;e,f;g,h;i,j;k,l)", "--max-terms", "5000"], /has 11,389 diagrams; the budget is 5,000/],
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
    [["table", "V_8", "--format", "pdf"], /no format "pdf"\nexpected one of text, latex, markdown, csv, json/],
    [["count", "V_8", "--format", "latex"], /no format "latex"/],
    [["table", "V_8", "--json", "--format", "csv"], /contradict/],
    [["table", "V_8", "--standalone"], /goes with --format latex/],
    [["table", "V_8", "--template", "/nowhere/x.hbs"], /there is no such file/],
    [["table", "V_8", "--colour"], /unknown option '--colour'/],
    [["tabel", "V_8"], /unknown command 'tabel'[\s\S]*table/],
    [["table"], /missing required argument/],
    [["draw", "V_8"], /"draw" is not in this version yet/],
    [["code", "V_8"], /required option/],
    [["code", "V_8", "--target", "cobol"], /no target "cobol"\nexpected typescript, javascript, python/],
    [["code", "V_8", "-t", "python", "--name", "lambda"], /--name lambda: a word of python/],
    [["code", "V_8", "-t", "c", "--name", "8v"], /--name "8v" is no name in c\nexpected letters/],
    [["code", "V_26", "-t", "c"], /V_26 has 760,968 diagrams; the budget is 20,000/],
    [["code", "V_8", "-t", "python", "--max-terms", "5"], /V_8 has 10 diagrams; the budget is 5/],
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
  ])("oneovern %j", (args, reason) => {
    const { code, stdout, stderr } = oneovern(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toMatch(/^ +at .*:\d+:\d+/m);
    expect(stderr.length).toBeLessThan(2500);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a diagram of a thousand vertices in a row is explained, or refused, but never a stack trace", () => {
    const name = (i: number) =>
      "A".repeat(Math.floor(i / 26) % 4) + "BCDEFGHIJK"[Math.floor(i / 104)] + String.fromCharCode(97 + (i % 26));
    const chain = (n: number) =>
      Array.from({ length: n }, (_, v) => `1${v > 0 ? name(v - 1) : ""}${v < n - 1 ? name(v) : ""}`).join(".");
    const { code, stdout, stderr } = oneovern(["explain", chain(1000)]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("1000 function vertices and 999 blobs would not fit");
    expect(oneovern(["explain", chain(1010)])).toMatchObject({ code: 2, stdout: "" });
  });

  test("a NUL byte on standard input", () => {
    const { code, stdout, stderr } = oneovern(["table", "-"], { input: "V_8\0" });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('"␀" is not expected here');
  });

  test("a flood on standard input", () => {
    const { code, stderr } = oneovern(["table", "-"], { input: "V_8 ".repeat(100_000) });
    expect(code).toBe(2);
    expect(stderr).toContain("no request");
  });
});

describe("-o writes atomically", () => {
  test("the file holds what standard output would, and replaces an old one", () => {
    const folder = temporaryFolder();
    const file = join(folder, "v8.txt");
    writeFileSync(file, "old", { mode: 0o600 });
    expect(oneovern(["table", "V_8", "-o", file])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(file, "utf8")).toBe(oneovern(["table", "V_8"]).stdout);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["v8.txt"]);
  });

  test("a symbolic link stays one", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "real"));
    writeFileSync(join(folder, "real/file"), "old");
    symlinkSync("real/file", join(folder, "link"));
    oneovern(["table", "V_4", "-o", join(folder, "link")]);
    expect(readFileSync(join(folder, "real/file"), "utf8")).toContain("V_4");
    expect(readdirSync(folder).sort()).toEqual(["link", "real"]);
  });

  test("a failure leaves the old file and nothing beside it", () => {
    const folder = temporaryFolder();
    const file = join(folder, "v8.txt");
    writeFileSync(file, "old");
    expect(oneovern(["table", "V_7", "-o", file]).code).toBe(2);
    // A limit on the size of files stands in for a full disk.
    const { code, stderr } = shell(`trap '' XFSZ; ulimit -f 1; oneovern diagrams V_14 -o ${file}`, folder);
    expect(code).toBe(2);
    expect(stderr).toContain("the file would be too large");
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["v8.txt"]);
  });

  test("a device is written to and stays a device", () => {
    expect(shell("oneovern table V_8 -o /dev/null && test -c /dev/null").code).toBe(0);
    const { code, stdout, stderr } = shell("oneovern table V_8 -o /dev/full");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("no space is left");
  });

  test("a full disk behind standard output is said", () => {
    const { code, stderr } = shell("oneovern table V_8 > /dev/full");
    expect(code).toBe(2);
    expect(stderr).toContain("no space is left on the device");
  });

  test("an interrupted stream leaves nothing half-written", () => {
    const folder = temporaryFolder();
    const { stdout } = shell(
      `"$NODE" "$ONEOVERN" diagrams V_40 -o stream.ndjson & for i in $(seq 300); do [ -n "$(ls -A)" ] && break; sleep 0.1; done; sleep 0.3; ls -A | wc -l; kill -INT $!; wait $!; echo "code $?"; ls -A | wc -l`,
      folder,
    );
    expect(stdout.trim().split(/\s+/)).toEqual(["1", "code", "130", "0"]);
  });
});

describe("a closed pipe ends quietly", () => {
  test.each([
    "table V_14",
    "diagrams V_40",
    "diagrams V_20 --format dot",
    "table V_12 --json",
  ])("oneovern %s | head -1", (command) => {
    const { code, stdout, stderr } = shell(`oneovern ${command} | head -1`);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")).toHaveLength(2);
  });
});

describe("colours", () => {
  // A terminal of its own, and no wishes about colour from whoever runs the tests.
  const onTerminal = (command: string, wishes = "") =>
    shell(
      `unset NO_COLOR FORCE_COLOR; TERM=xterm ${wishes} script -qec '"$NODE" "$ONEOVERN" ${command}' /dev/null < /dev/null`,
    ).stdout;
  const sequence = "\u001b[";
  test("are shown on a terminal and nowhere else", () => {
    expect(onTerminal("table V_8")).toContain(sequence);
    expect(oneovern(["table", "V_8"]).stdout).not.toContain(sequence);
  });
  test("are left out with --no-color, with NO_COLOR and in files", () => {
    expect(onTerminal("table V_8 --no-color")).not.toContain(sequence);
    expect(onTerminal("table V_8", "NO_COLOR=1")).not.toContain(sequence);
    expect(onTerminal("table V_8 -o /dev/stdout")).not.toContain(sequence);
  });
});

describe("diagrams", () => {
  const lines = (args: string[]) =>
    oneovern(["diagrams", ...args])
      .stdout.trimEnd()
      .split("\n");
  const ids = (args: string[]) => lines(args).map((line) => (JSON.parse(line) as { id: string }).id);

  test("are the table's elements, one a line", () => {
    const { diagrams } = JSON.parse(oneovern(["table", "V_10", "--json"]).stdout) as { diagrams: { id: string }[] };
    const streamed = lines(["V_10"]).map((line) => JSON.parse(line) as { id: string });
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(streamed.sort(byId)).toEqual(diagrams.sort(byId));
  });

  test("in shards are all of them, each once", () => {
    expect(
      [
        ...ids(["V_12", "--shard", "1/3"]),
        ...ids(["V_12", "--shard", "2/3"]),
        ...ids(["V_12", "--shard", "3/3"]),
      ].sort(),
    ).toEqual(ids(["V_12"]).sort());
    expect(ids(["V_12", "--limit", "5"])).toEqual(ids(["V_12"]).slice(0, 5));
  });

  test("of V_20 stream in little memory, and of V_200 begin at once", () => {
    // 11,947 records of V_20 within a heap that the list of them would not fit into.
    const { code, stdout } = shell(`"$NODE" --max-old-space-size=40 "$ONEOVERN" diagrams V_20 | wc -l`);
    expect([code, stdout.trim()]).toEqual([0, "11947"]);
    // 228,090 labelled diagrams of V_14, one by one.
    const labelled = shell(
      `"$NODE" --max-old-space-size=60 "$ONEOVERN" diagrams "V_14(a,b;c,d;e,f;g,h;i,j;k,l;m,n)" --expand-perms --format id | wc -l`,
    );
    expect([labelled.code, labelled.stdout.trim()]).toEqual([0, "228090"]);
    expect(ids(["V_60", "--limit", "2"])).toEqual(["30", "29a.1a"]);
    expect(lines(["V_200", "--format", "id", "--limit", "2"])).toEqual(["100", "99a.1a"]);
  });
});

/** Runs the command line in this process, with passes of the compiler replaced. */
async function inProcess(args: readonly string[], passes: Partial<Passes>) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await run(args, { stdin: Readable.from([]), stdout, stderr, env: {}, passes });
  stdout.end();
  stderr.end();
  return { code, stdout: String(stdout.read() ?? ""), stderr: String(stderr.read() ?? "") };
}

describe("a result that its proof does not confirm", () => {
  const passes: Partial<Passes> = { enumerate: (request) => [...standardPasses().enumerate(request)].slice(1) };
  const folder = temporaryFolder();
  test.each([
    [["table", "V_8"]],
    [["expand", "V_8", "--json"]],
    [["table", "V_8", "--format", "latex", "-o", join(folder, "x.tex")]],
    [["code", "V_8", "--target", "typescript"]],
  ])("%j: exit 70, nothing on standard output, what to report", async (args) => {
    const { code, stdout, stderr } = await inProcess(args, passes);
    expect([code, stdout]).toEqual([70, ""]);
    expect(stderr).toContain("class count: with 1 j sum: 0 classes enumerated, 1 by Otter's formula");
    expect(stderr).toContain("report");
    expect(existsSync(join(folder, "x.tex"))).toBe(false);
  });

  test("certify prints the failed check and answers 1", async () => {
    const { code, stdout } = await inProcess(["certify", "V_8"], passes);
    expect(code).toBe(1);
    expect(stdout).toContain("FAILED  generating function");
    expect((await inProcess(["certify", "V_8"], {})).code).toBe(0);
  });

  test("an unexpected error is a defect too: exit 70, no stack trace", async () => {
    const { code, stdout, stderr } = await inProcess(["table", "V_8"], {
      weigh: () => {
        throw new TypeError("boom");
      },
    });
    expect([code, stdout]).toEqual([70, ""]);
    expect(stderr).toContain("unexpected: boom");
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
