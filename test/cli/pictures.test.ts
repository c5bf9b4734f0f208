import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/answer/compile.js";
import { diagramFromDot } from "../../src/diagrams.js";
import { documentModel } from "../../src/documents/document.js";
import { drawingsOf } from "../../src/documents/drawings.js";
import { canonicalId } from "../../src/graphs/canonical.js";
import { oneovern, temporaryFolder } from "./oneovern.js";

/* draw, gallery and preamble, and the flags that tables have for papers. */

describe("draw", () => {
  test.each([
    ["svg", /^<svg /],
    ["tikz", /^\\begin\{tikzpicture\}/],
    ["dot", /^strict graph|^graph/],
    ["png", /^.PNG/],
  ] as const)("writes a file a diagram in %s, and an index with all of them", async (format, begins) => {
    const folder = join(temporaryFolder(), "new", "pictures");
    const { code, stdout, stderr } = await oneovern(["draw", "V_6", "--format", format, "-o", folder]);
    expect([code, stdout, stderr]).toEqual([0, "", ""]);
    const files = readdirSync(folder).sort();
    const index = files.filter((name) => name.startsWith("index."));
    expect(index).toHaveLength(1);
    const pictures = files.filter((name) => !name.startsWith("index."));
    expect(pictures).toHaveLength(4);
    const listed = readFileSync(join(folder, index[0] as string), "utf8");
    for (const name of pictures) {
      expect(readFileSync(join(folder, name), "latin1")).toMatch(begins);
      expect(listed).toContain(name);
    }
    if (format === "dot")
      expect(
        pictures.map((name) => canonicalId(diagramFromDot(readFileSync(join(folder, name), "utf8")))).sort(),
      ).toEqual(
        compile("V_6")
          .terms.map(({ id }) => id)
          .sort(),
      );
  });

  test.each([
    "V_8",
    "V_4 through 1 loop about K_0 with expanded blobs",
    "V_6(x1,x2; x3,x4; x5,x6)",
  ])("%s: the pictures have the numbers of the rows", (request) => {
    const model = documentModel(compile(request));
    expect([...drawingsOf(request)].map(({ id }) => id)).toEqual(model.rows.map(({ id }) => id));
  });

  test("draws one diagram by its id, of every subject", async () => {
    expect((await oneovern(["draw", "2ab.1a.1b"])).stdout).toContain("<metadata>2ab.1a.1b</metadata>");
    expect((await oneovern(["draw", "1aa", "--format", "tikz"])).stdout).toMatch(
      /usepackage\{oneovern\}[\s\S]*tikzpicture/,
    );
    expect((await oneovern(["draw", "S-ab.a.b"])).stdout).toContain("<metadata>S-ab.a.b</metadata>");
    expect((await oneovern(["draw", "L1-0.00"])).stdout).toContain("scaling-diagram");
    expect((await oneovern(["draw", "1a.1a", "--layers"])).stdout).toContain("(ℓ−1)");
  });

  test("draws requests of other subjects", async () => {
    for (const [request, count] of [
      ["scaling at order 1", 3],
      ["action V_4", 2],
    ] as const) {
      const folder = temporaryFolder();
      expect((await oneovern(["draw", request, "-o", folder])).code).toBe(0);
      expect(readdirSync(folder).length).toBeGreaterThanOrEqual(count - 1);
    }
  });

  test.each([
    [["V_8"], /many files\nexpected -o and a folder/],
    [["2ab..1"], /an empty part in the id/],
    [["V_8", "--format", "pdf", "-o", "x"], /no format "pdf"\nexpected svg, tikz, dot, png/],
    [["V_8", "--scale", "3", "-o", "x"], /--scale goes with --format png/],
    [["1a.1a", "--scale", "1000", "--format", "png"], /Expected a whole number from 1 to 100/],
    [["aaaa"], /is not expected here/],
    [["4", "2"], /is not expected here/],
    [["V_4", "-o", "/proc/nope"], /\/proc\/nope: there is no such file/],
    [["L1-0.00", "--format", "dot"], /is no graph of vertices and blobs/],
    [["<phi_i(x1) phi_j(x2)>", "-o", "x"], /a correlator has no diagrams/],
    [["V_40", "-o", "x"], /the budget is/],
    [[Array.from({ length: 400 }, () => "1a").join(".")], /a picture of 801 .*\nexpected 300 at most/],
  ])("%j is refused", async (args, message) => {
    const { code, stdout, stderr } = await oneovern(["draw", ...args]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(existsSync("x/index.html")).toBe(false);
  });

  test("a folder that is a file, or cannot be written to, is an error in words", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    expect((await oneovern(["draw", "V_4", "-o", join(folder, "file")])).stderr).toMatch(
      /is a file\nexpected the name of a folder/,
    );
    if (process.getuid?.() === 0) return;
    mkdirSync(join(folder, "closed"));
    chmodSync(join(folder, "closed"), 0o500);
    expect((await oneovern(["draw", "V_4", "-o", join(folder, "closed", "in")])).stderr).toMatch(/permission denied/);
  });
});

test("gallery writes its pages; without a folder it says so", async () => {
  const folder = temporaryFolder();
  expect((await oneovern(["gallery", "-o", folder])).code).toBe(0);
  expect(readFileSync(join(folder, "index.html"), "utf8")).toContain('href="v_8.html"');
  expect(readFileSync(join(folder, "v_8.html"), "utf8")).toContain('href="diagrams/2ab.1a.1b.html"');
  expect((await oneovern(["gallery"])).stderr).toMatch(/many pages\nexpected -o and a folder/);
});

test("preamble is a package that loads what it needs", async () => {
  const { stdout } = await oneovern(["preamble"]);
  expect(stdout).toMatch(/\\ProvidesPackage\{oneovern\}\n\\RequirePackage\{amsmath,array,booktabs,longtable,tikz\}/);
  expect(stdout).toContain("\\newcommand{\\oonV}[2]{V_{#1}^{\\oonlayer{#2}}}");
});

describe("table --format latex", () => {
  test("--pictures, --label and --columns are for LaTeX", async () => {
    const { stdout } = await oneovern([
      "table",
      "V_4",
      "--format",
      "latex",
      "--pictures",
      "--label",
      "eq:v4",
      "--columns",
      "2",
    ]);
    expect(stdout.match(/tikzpicture\}/g)).toHaveLength(4);
    expect(stdout).toContain("\\oonnumber{eq:v4}{2}");
    for (const flags of [["--pictures"], ["--label", "a"], ["--columns", "2"], ["--macros"]])
      expect((await oneovern(["table", "V_4", ...flags])).stderr).toMatch(
        /goes with --format latex, and with no template/,
      );
    expect((await oneovern(["table", "V_4", "--format", "latex", "--columns", "3"])).stderr).toMatch(/Expected 1 or 2/);
    expect((await oneovern(["table", "V_4", "--format", "latex", "--label", "a b"])).stderr).toMatch(
      /--label "a b"\nexpected letters/,
    );
  });
});
