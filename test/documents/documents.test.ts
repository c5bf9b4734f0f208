import { describe, expect, test } from "vitest";
import { evaluate, fromPlain, type PlainSummand, samePolynomial, sum } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { documentModel } from "../../src/documents/document.js";
import { written } from "../../src/documents/products.js";
import { parseSymbol } from "../../src/symbols/symbols.js";
import { pdflatex } from "../code/tools.js";
import { readFormula } from "../formula.js";

const table = (request: string, format: string, standalone = false) =>
  written("table", compile(request), format, { standalone });
const expand = (request: string, format: string, standalone = false) =>
  written("expansion", compile(request), format, { standalone });

describe("text", () => {
  test.each([
    "K",
    "V_4",
    "V_8",
    "V_10",
    "V_12",
    "V_14",
    "V_16",
    "V_4 through 3 loops",
    "V_8 through 1 loop",
    "V_6 through 2 loops about K_0 with expanded blobs",
    "V_8 through 1 loop with equal widths",
  ])("of %s stays within 80 columns, and says last by which routes it was proved", async (request) => {
    const { checks } = compile(request).certificate;
    for (const text of [await table(request, "text"), await expand(request, "text")]) {
      for (const line of text.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
      expect(text.endsWith("\n")).toBe(true);
      expect(text).not.toMatch(/ $/m);
      const proved = text.trimEnd().split("\n\n").at(-1)?.replace(/\s+/g, " ");
      expect(proved).toBe(`proved: ${checks.map(({ name }) => name).join(", ")}`);
    }
  });

  test("of a sum: the groups' signs stand below each other, and what goes on from a line before stands further in", async () => {
    const [, body = ""] = (await expand("V_16", "text")).split("\n\n");
    const lines = body.split("\n");
    expect(lines[0]).toMatch(/^ {4}\S/);
    for (const line of lines.slice(1)) expect(line).toMatch(/^(?: {2}\+ | {8})\S/);
    expect(lines.filter((line) => line.startsWith(" ".repeat(8)))).not.toEqual([]);
  });

  test("columns are aligned: every bracket begins below its title", async () => {
    const lines = (await table("V_8", "text")).split("\n");
    const at = lines.find((line) => line.includes("bracket"))?.indexOf("bracket") as number;
    const rows = lines.filter((line) => /^ ?\d+ {2}\d/.test(line));
    expect(rows).toHaveLength(10);
    for (const row of rows) expect([row[at], row[at - 1]]).toEqual(["⟨", " "]);
  });
});

describe("LaTeX", () => {
  test("the fragment of V_8 is a booktabs table that another document can input", async () => {
    const fragment = await table("V_8", "latex");
    expect(fragment).toMatch(/\\toprule[\s\S]*\\midrule[\s\S]*\\bottomrule/);
    expect(fragment).not.toContain("\\documentclass");
    const document = `\\documentclass{article}\\usepackage{amsmath,array,booktabs}\\begin{document}\n${fragment}\\end{document}\n`;
    expect(pdflatex(document).text).toMatch(/1ab\.1b\.1ac\.1c/);
  });

  test.each([
    ["K", 1],
    ["V_8", 1],
    ["V_12", 79],
  ] as const)("the document of %s compiles with plain pdflatex, nothing sticking out", async (request, rows) => {
    const { log, text, pages } = pdflatex(await table(request, "latex", true));
    expect(log).not.toMatch(/Overfull \\hbox/);
    expect(log).not.toMatch(/LaTeX Warning/);
    // A table of more than a page is split, and every diagram is on some page.
    expect(pages).toBeGreaterThanOrEqual(rows > 25 ? 3 : 1);
    const shown = text.replace(/\s+/g, "");
    for (const { id } of documentModel(compile(request)).rows.filter(({ id: name }) => name.length <= 13))
      expect(shown).toContain(id);
  });

  test.each([
    "V_4 through 2 loops",
    "V_4 through 2 loops about K_0",
    "V_6 through 1 loop about K_0 with expanded blobs",
    "V_6 through 1 loop with equal widths",
    "K through 3 loops about K_0",
  ])("%s has a heading and a subtotal an order; each row reads back, and the subtotals are the sum", async (request) => {
    const { terms, sum: whole, request: parsed } = compile(request);
    const { log, text } = pdflatex(await table(request, "latex", true));
    expect(log).not.toMatch(/Overfull \\hbox/);
    const orders = ["leading order", "1 loop", "2 loops", "3 loops"].slice(0, parsed.loops[1] + 1);
    for (const order of orders) expect(text).toContain(order);
    const lines = (await table(request, "latex")).split("\n");
    const headings = lines.flatMap((line) =>
      [...line.matchAll(/(leading order|\d+ loops?)(?:, \$1\/n.*\$)?: (\d+ diagrams?)/g)].map(([, order, size]) => [
        order,
        size,
      ]),
    );
    const sizes = orders.map((_, order) => terms.filter((term) => term.order === order).length);
    expect(headings).toEqual(orders.map((order, i) => [order, `${sizes[i]} diagram${sizes[i] === 1 ? "" : "s"}`]));
    const rows = lines.flatMap((line) => /^\d+ & .*\$\\displaystyle (.*)\$ \\\\$/.exec(line)?.[1] ?? []);
    expect(rows).toHaveLength(terms.length);
    terms.forEach((term, i) => {
      expect(samePolynomial(readFormula(rows[i] as string), term.polynomial), term.id).toBe(true);
    });
    expect(lines.filter((line) => line.includes("{subtotal}"))).toHaveLength(parsed.loops[1] + 1);
    const subtotals = lines.flatMap((line) => /^(?:& & \$\{\}\+\{\}\$)?\$\\displaystyle (.*)\$$/.exec(line)?.[1] ?? []);
    expect(samePolynomial(sum(subtotals.map(readFormula)), whole)).toBe(true);
  });

  test.each([
    "K",
    "V_8",
    "V_14",
    "V_6 at 1 loop",
    "K through 2 loops",
    "V_4 through 1 loop about K_0 with expanded blobs",
  ])("the collected sum of %s compiles too", async (request) => {
    const { log } = pdflatex(await expand(request, "latex", true));
    expect(log).not.toMatch(/Overfull \\hbox/);
  });

  test.each([
    "V_6",
    "V_8",
    "V_10",
    "V_12",
    "V_4 through 2 loops",
    "V_4 at 1 loop about K_0 with expanded blobs with equal widths",
  ])("the collected sum of %s, read back, is the sum", async (request) => {
    const body = await expand(request, "latex");
    const formula = body
      .replace(/[\s\S]*=\{\}&/, "")
      .replace(/\\end\{align\*\}/, "")
      .replace(/\\textit\{[^}]*(?:\}\$[^}]*)?\}|\\\\(?:\[1ex\])?|\\qquad|&|\{\+\}\\,/g, (token) =>
        token.startsWith("{+}") ? "+" : " ",
      );
    expect(samePolynomial(readFormula(formula), compile(request).sum)).toBe(true);
  });

  test.each(["V_6", "V_10", "V_12"])("every row of %s, read back, is its term", async (request) => {
    const rows = (await table(request, "latex")).match(/\\displaystyle .*(?=\$ \\\\)/g) as string[];
    const { terms } = compile(request);
    expect(rows.slice(-terms.length)).toHaveLength(terms.length);
    terms.forEach((term, i) => {
      const formula = (rows.at(i - terms.length) as string).replace("\\displaystyle", "");
      expect(samePolynomial(readFormula(formula), term.polynomial), term.id).toBe(true);
    });
  });
});

describe("markdown", () => {
  test("is a table of seven columns in each row, formulas between dollars", async () => {
    const lines = (await table("V_10", "markdown")).split("\n").filter((line) => line.startsWith("|"));
    expect(lines).toHaveLength(28);
    for (const line of lines) expect(line.split("|")).toHaveLength(9);
    const last = lines.at(-1)?.split("|").slice(4, 8) as string[];
    const product = last.map((cell) => cell.replaceAll("$", "")).join(" ");
    expect(samePolynomial(readFormula(product), compile("V_10").terms.at(-1)?.polynomial ?? new Map())).toBe(true);
  });
});

describe("csv", () => {
  /** Fields of a file without quoted line ends. */
  const records = (text: string) =>
    text
      .trimEnd()
      .split("\r\n")
      .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field]) => field).slice(0, -1));

  test("of a table has one record a diagram", async () => {
    const [head, ...rows] = records(await table("V_8", "csv"));
    expect(head?.slice(0, 4)).toEqual(["number", "id", "loops", "j_sums"]);
    expect(head?.at(-1)).toBe("order");
    expect(rows.map((row) => row[1])).toEqual(compile("V_8").terms.map(({ id }) => id));
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head?.length]));
  });

  test("of a sum gives back the sum", async () => {
    const [head, ...rows] = records(await expand("V_8", "csv")) as string[][];
    const plain = rows.map(
      ([coefficient, ...powers]): PlainSummand => ({
        coefficient: coefficient as string,
        powers: Object.fromEntries(powers.map((power, i) => [head?.[i + 1] as string, Number(power)])),
      }),
    );
    expect(samePolynomial(fromPlain(plain), compile("V_8").sum)).toBe(true);
  });
});

describe("JSON", () => {
  test("has the keys of the interface, and its rows add up to its sum", async () => {
    const document = JSON.parse(await table("V_8", "json"));
    expect(document.request).toEqual({
      text: "V_8",
      object: "V",
      k: 4,
      loops: [0, 0],
      about: "mean",
      blobs: "full",
      externals: null,
    });
    expect(document.dividedBy).toBe("C_W^4");
    expect(document.diagrams[1]).toEqual({
      id: "3a.1a",
      loops: 0,
      order: 0,
      jSums: 2,
      vertices: [
        { p: 3, legs: 1 },
        { p: 1, legs: 1 },
      ],
      blobs: [{ degree: 2 }],
      edges: [
        [0, 0],
        [1, 0],
      ],
      symmetry: "4",
      halves: 2,
      labellings: "4",
      automorphisms: "1",
      terms: [
        { coefficient: "-3", powers: { "n_{l-1}": -2, "n_{l-2}": -1, V_4: 1, "<Delta^2>": 1, "<d^2 Delta>": 2 } },
        { coefficient: "1", powers: { "n_{l-1}": -2, "n_{l-2}": -1, V_4: 1, "<d^2 Delta>": 1, "<d^2 Delta^3>": 1 } },
      ],
    });
    const rows = document.diagrams.map(({ terms }: { terms: PlainSummand[] }) => fromPlain(terms));
    expect(samePolynomial(sum(rows), fromPlain(document.sum))).toBe(true);
    expect(document.certificate.passed).toBe(true);
    expect(document.certificate.checks[0]).toEqual({
      name: "generating function",
      passed: true,
      detail: expect.stringContaining("13 monomials"),
    });
  });

  test("of expand has no diagrams, and every number exact", async () => {
    const text = await expand("V_12", "json");
    expect(JSON.parse(text).diagrams).toBeUndefined();
    expect(text).not.toMatch(/\d\.\d+[,}]/);
    const values = JSON.parse(text).sum as PlainSummand[];
    const one = evaluate(fromPlain(values), () => Q.one);
    expect(one).toEqual(evaluate(compile("V_12").sum, () => Q.one));
    for (const { powers } of values) for (const name of Object.keys(powers)) expect(parseSymbol(name).name).toBe(name);
  });
});

test.each(["text", "latex", "markdown"])("one diagram is no diagrams: K as %s", async (format) => {
  expect(await table("K", format, format === "latex")).toMatch(/\b1 diagram\b/);
  expect(await table("K", format, format === "latex")).not.toContain("1 diagrams");
  expect(await table("V_4", format)).toMatch(/\b2 diagrams\b/);
});
