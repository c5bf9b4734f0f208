import { describe, expect, test } from "vitest";
import { fromPlain, type PlainSummand, samePolynomial, sum } from "../../src/algebra/polynomial.js";
import { compile } from "../../src/answer/compile.js";
import { correlate } from "../../src/answer/correlate.js";
import { explain } from "../../src/answer/explain.js";
import { stream, streamClasses } from "../../src/answer/stream.js";
import { written } from "../../src/documents/products.js";
import { formatId } from "../../src/graphs/id.js";
import { texName } from "../../src/symbols/spelling.js";
import { pdflatex } from "../code/tools.js";

const table = (request: string, format: string, standalone = false) =>
  written("table", compile(request), format, { standalone });

const requests = [
  "K(x1,x2) through 2 loops about K_0",
  "V_6(x1,x2; x3,x4; x5,x6)",
  "V_8(a,b; c,d; e,f; g,h)",
  "V_8(x,x; x,x; x,x; x,x)",
  "V_6(x,y; x,y; z,z) through 1 loop",
  "V_4(alpha,beta; gamma,delta) through 1 loop about K_0 with expanded blobs",
];

test("the six-point function has the paper's four lines, in text", async () => {
  const lines = (await table("V_6(x1,x2; x3,x4; x5,x6)", "text")).split("\n").map((line) => line.trim());
  expect(lines).toEqual(
    expect.arrayContaining([
      "V_6(x1,x2; x3,x4; x5,x6), leading order: 4 diagrams, 8 labelled",
      "⟨Δ(x1,x2) Δ(x3,x4) Δ(x5,x6)⟩",
      "⟨D_a Δ(x1,x2) Δ(x3,x4)⟩ ⟨D_b Δ(x5,x6)⟩ + 2 perms.",
      "⟨D_a Δ(x1,x2)⟩ ⟨D_b Δ(x3,x4)⟩ ⟨D_c Δ(x5,x6)⟩",
      "⟨D_a D_c Δ(x1,x2)⟩ ⟨D_b Δ(x3,x4)⟩ ⟨D_d Δ(x5,x6)⟩ + 2 perms.",
    ]),
  );
});

test("what is summed or integrated over in LaTeX is called as no input is", async () => {
  const source = async (request: string) => written("table", compile(request), "latex", { standalone: true });
  expect(await source("V_4(x1,x2; x3,x4)")).toMatch(/\\sum_\{j_1,j_2\} .*dy_1 \\cdots dy_4/);
  const renamed = await source("V_4(y1,y2; j1,z3)");
  expect(renamed).toMatch(/\\sum_\{i_1,i_2\} .*dw_1 \\cdots dw_4/);
  expect(renamed).not.toMatch(/dy_|dz_|\\sum_\{j_/);
});

test("Greek names, in letters or in words, compile with plain pdflatex", async () => {
  const source = await written("table", compile("V_4(α1,β; Ωmega,theta)"), "latex", { standalone: true });
  expect(source).toContain("(\\alpha_1,\\beta;\\, \\mathrm{\\Omega mega},\\theta)");
  expect(source.replace(/^%.*$/gm, "")).toMatch(/^[\x00-\x7f]*$/);
  expect(pdflatex(source).pages).toBe(1);
});

test("and in LaTeX, with sums over j, integrals over y and 1/2 d^2 for each leg", async () => {
  const rows = (await table("V_6(x1,x2; x3,x4; x5,x6)", "latex")).replaceAll(" \\allowbreak", "");
  expect(rows).toContain(
    "\\frac{1}{n_{\\ell-1}^3} \\sum_{j_1,j_2} \\int\\! dy_1 \\cdots dy_4\\; \\frac{V_4^{(\\ell-1)}(y_1,y_2;y_3,y_4)}{n_{\\ell-2}} " +
      "\\Bigl\\langle \\tfrac{1}{2} \\tfrac{\\partial^2}{\\partial\\phi(y_1)\\,\\partial\\phi(y_2)} \\bigl(\\Delta_{j_1}(x_1,x_2)\\Delta_{j_1}(x_3,x_4)\\bigr) \\Bigr\\rangle " +
      "\\Bigl\\langle \\tfrac{1}{2} \\tfrac{\\partial^2}{\\partial\\phi(y_3)\\,\\partial\\phi(y_4)} \\Delta_{j_2}(x_5,x_6) \\Bigr\\rangle \\; + 2\\ \\mathrm{perms.}",
  );
  expect(rows.match(/2\\ \\mathrm\{perms/g)).toHaveLength(4);
});

test("the mean kernel in LaTeX is the average of the activations at its inputs, over a layer's neurons", async () => {
  expect((await table("K(x1,x2)", "latex")).replaceAll(" \\allowbreak", "")).toContain(
    "\\frac{1}{n_{\\ell-1}} \\sum_{j_1} \\langle \\sigma_{j_1}(x_1) \\sigma_{j_1}(x_2) \\rangle",
  );
});

describe.each(requests)("%s", (request) => {
  test("stays within 80 columns, as a table, a sum and one diagram at a time", async () => {
    const compilation = compile(request);
    const texts = [
      await table(request, "text"),
      await written("expansion", compilation, "text"),
      ...(await Promise.all(compilation.terms.map(({ id }) => written("explanation", explain(id), "text")))),
    ];
    for (const line of texts.flatMap((text) => text.split("\n")))
      expect([...line].length, line).toBeLessThanOrEqual(80);
  });

  test("compiles with plain pdflatex, nothing sticking out", async () => {
    for (const product of ["table", "expansion"] as const) {
      const { log } = pdflatex(await written(product, compile(request), "latex", { standalone: true }));
      expect(log).not.toMatch(/Overfull \\hbox|LaTeX Warning/);
    }
  });

  test("as JSON: labels and inputs at each function vertex; all labellings add up to the sum", async () => {
    const document = JSON.parse(await written("table", compile(request, { expandPerms: true }), "json"));
    const rows = document.diagrams as {
      terms: PlainSummand[];
      vertices: { externals: number[]; inputs: string[][] }[];
    }[];
    expect(samePolynomial(sum(rows.map(({ terms }) => fromPlain(terms))), fromPlain(document.sum))).toBe(true);
    expect(samePolynomial(fromPlain(document.sum), compile(request).sum)).toBe(true);
    for (const { vertices } of rows) {
      const labels = vertices.flatMap(({ externals }) => externals).sort((a, b) => a - b);
      expect(labels).toEqual(labels.map((_, i) => i + 1));
      for (const { externals, inputs } of vertices)
        expect(inputs).toEqual(
          externals.map((label) => {
            const given = document.request.externals as string[][];
            const pair = given[label - 1] as string[];
            return given.find((other) => [...other].sort().join() === [...pair].sort().join());
          }),
        );
    }
  });

  test("as a stream: the same rows, with and without their perms", () => {
    for (const expandPerms of [false, true]) {
      const listed = compile(request, { expandPerms })
        .terms.map(({ id }) => id)
        .sort();
      expect([...stream(request, { expandPerms })].map(({ id }) => id).sort()).toEqual(listed);
      expect([...streamClasses(request, { expandPerms })].map(({ diagram }) => formatId(diagram)).sort()).toEqual(
        listed,
      );
    }
  });
});

test("summed indices are called by letters that no input has", async () => {
  const text = await table("V_4(a,b; c,d)", "text");
  expect(text).toContain("V₄(e,f)");
  expect(text).toContain("⟨D_e Δ(a,b)⟩ ⟨D_f Δ(c,d)⟩");
});

test("names in TeX: digits below, Greek letters, words upright", () => {
  expect(["x", "x1", "x12", "alpha", "phi2", "train", "β"].map(texName)).toEqual([
    "x",
    "x_1",
    "x_{12}",
    "\\alpha",
    "\\phi_2",
    "\\mathrm{train}",
    "\\beta",
  ]);
});

describe("correlators", () => {
  const four = "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>";
  const six = "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4) phi_m(x5) phi_n(x6)>";
  test.each([
    four,
    `connected ${four}`,
    six,
    "<phi_i(x) phi_i(x) phi_i(x) phi_i(x) phi_i(x) phi_i(x) phi_i(x) phi_i(x)>",
  ])("%s: text within 80 columns, LaTeX that compiles, JSON and CSV that give back the sum", async (request) => {
    const correlation = correlate(request);
    for (const product of ["table", "expansion"] as const)
      for (const line of (await written(product, correlation, "text")).split("\n"))
        expect([...line].length, line).toBeLessThanOrEqual(80);
    const { log } = pdflatex(await written("expansion", correlation, "latex", { standalone: true }));
    expect(log).not.toMatch(/Overfull \\hbox|LaTeX Warning/);
    const json = JSON.parse(await written("table", correlation, "json"));
    expect(samePolynomial(fromPlain(json.sum), correlation.sum)).toBe(true);
    expect((await written("table", correlation, "csv")).trimEnd().split("\r\n")).toHaveLength(correlation.sum.size + 1);
  });

  test.each([
    four,
    `connected ${six}`,
  ])("%s: the formula of Markdown is one display, which TeX sets", async (request) => {
    const markdown = await written("expansion", correlate(request), "markdown");
    const [, display = ""] = /^\$\$\n((?:.+\n)+)\$\$$/m.exec(markdown) ?? [];
    pdflatex(`\\documentclass{article}\\usepackage{amsmath}\\begin{document}\n$$${display}$$\n\\end{document}\n`);
  });

  test("four fields in text", async () => {
    expect(await written("expansion", correlate(four), "text")).toContain(
      "    δ_ij δ_kl ( K(x1,x2) K(x3,x4) + V₄(x1,x2; x3,x4)/n )",
    );
  });
});
