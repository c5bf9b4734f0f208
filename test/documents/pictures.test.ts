import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { explain } from "../../src/answer/explain.js";
import { documentModel } from "../../src/documents/document.js";
import { gallery } from "../../src/documents/gallery.js";
import { withMacros, withoutMacros } from "../../src/documents/macros.js";
import { mathml, mathmlPieces } from "../../src/documents/mathml.js";
import { preamble } from "../../src/documents/preamble.js";
import { written } from "../../src/documents/products.js";
import { fillUserTemplate } from "../../src/documents/template.js";
import { canonicalId } from "../../src/graphs/canonical.js";
import { withExternals } from "../../src/graphs/diagram.js";
import { answer } from "../../src/questions.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { pdflatex } from "../code/tools.js";

/* Tables and explanations with pictures, in LaTeX that papers \input, and as pages. */

const sty = { "oneovern.sty": preamble };
const fragment = async (request: string, options: object): Promise<string> =>
  written("table", await answer(request), "latex", options);
const permutations = (k: number): number[][] =>
  k === 0 ? [[]] : permutations(k - 1).flatMap((rest) => Array.from({ length: k }, (_, i) => rest.toSpliced(i, 0, k)));
const article = (body: string, options = ""): string =>
  `\\documentclass${options}{article}\\usepackage{oneovern}\\begin{document}\n${body}\n\\end{document}\n`;

describe("fragments with pictures", () => {
  test.each([
    "V_4",
    "V_6",
    "V_8",
    "V_10",
    "V_6 at 1 loop",
    "V_4(x1,x2; x3,x4)",
    "V_4 through 1 loop about K_0 with expanded blobs",
  ])("%s: a two-column article has no box that is too full, a picture a row, and numbers to refer to", async (request) => {
    const text = await fragment(request, { pictures: true, columns: 2, label: "eq:v" });
    const { terms } = compile(request);
    expect(text.match(/\\begin\{tikzpicture\}/g)).toHaveLength(terms.length);
    const { log, text: shown } = pdflatex(article(`${text}\nSee \\eqref{eq:v:${terms.length}}.`, "[twocolumn]"), sty);
    expect(log).not.toMatch(/Overfull \\hbox|LaTeX Warning/);
    expect(shown).toContain(`See (${terms.length}).`);
  });

  test.each([
    "V_4",
    "V_8",
    "V_10",
    "V_4(x1,x2; x3,x4)",
    "V_6(x1,x2; x3,x4; x5,x6)",
    "K at 2 loops",
  ])("%s: and in an article of one column", async (request) => {
    const text = await fragment(request, { pictures: true, label: "row" });
    const document = article(text).replace(
      "\\begin{document}",
      "\\usepackage[a4paper,margin=2.5cm]{geometry}\\begin{document}",
    );
    const { log } = pdflatex(document, sty);
    expect(log).not.toMatch(/Overfull \\hbox|undefined/);
  });

  test("are the same pictures as in the document that stands alone", async () => {
    const pictures = (text: string): string[] =>
      (text.match(/\\begin\{tikzpicture\}.*?\\end\{tikzpicture\}/g) ?? []).map((picture) =>
        picture.replace(/, scale=[^\]]*/, ""),
      );
    const own = pictures(await fragment("V_8", { standalone: true }));
    expect(own).toHaveLength(10);
    expect(pictures(await fragment("V_8", { pictures: true, columns: 2 }))).toEqual(own);
  });

  test("an author changes the notation in one place", async () => {
    const text = await fragment("V_4", { pictures: true });
    const changed = article(text).replace(
      "\\begin{document}",
      "\\renewcommand{\\oonV}[2]{U_{#1}}\\renewcommand{\\oonblob}[2]{W_{#1}}\\begin{document}",
    );
    const { text: shown } = pdflatex(changed, sty);
    expect(shown).toMatch(/U/);
    expect(shown).toMatch(/W/);
    expect(shown).not.toMatch(/V/);
  });

  test("a collected sum has one number, on its last line", async () => {
    for (const columns of [1, 2] as const) {
      const text = await written("expansion", await answer("V_8"), "latex", { label: "eq:s", columns });
      const { log, text: shown } = pdflatex(
        article(`${text}\nBy \\eqref{eq:s}.`, columns === 2 ? "[twocolumn]" : ""),
        sty,
      );
      expect(log).not.toMatch(/LaTeX Warning/);
      expect(shown).toContain("By (1).");
    }
  });

  test("a label that TeX would not take is refused", async () => {
    await expect(fragment("V_4", { label: "a}b" })).rejects.toThrow(/--label "a\}b"\nexpected letters/);
  });

  test("{{tikz diagram}} in a user's own template compiles", async () => {
    const template = "{{#each rows}}{{tikz diagram}}\n\n{{/each}}";
    const filled = await fillUserTemplate(template, documentModel(compile("V_6")), "own.hbs");
    expect(pdflatex(article(filled), sty).log).not.toMatch(/Overfull|Warning/);
  });
});

describe("macros", () => {
  const requests = [
    "V_8",
    "V_6(x1,x2; x3,x4; x5,x6)",
    "V_4 through 2 loops about K_0 with expanded blobs",
    "K at 2 loops",
    "V_10 with equal widths",
  ];
  /** Spelled with braces or without, TeX reads the same. */
  const normal = (text: string): string => text.replaceAll(/([_^])\{(\w)\}/g, "$1$2").replaceAll(/\s+/g, "");
  test.each(requests)("%s: written out again they are the formulas that were there", async (request) => {
    for (const product of ["table", "expansion"] as const) {
      const plain = await written(product, await answer(request), "latex");
      const short = withMacros(plain);
      expect(normal(withoutMacros(short))).toBe(normal(plain));
      // All of the notation is in them.
      expect(short.replaceAll(/^%.*$/gm, "")).not.toMatch(/\\ell|\\langle|\\Delta|V_\d|C_W\^/);
    }
  });
});

describe("MathML", () => {
  test("a power of what stands in brackets is a power of all of it", () => {
    expect(mathml("\\langle \\partial^2 \\Delta \\rangle^2")).toMatch(
      /<msup><mrow><mo[^>]*>⟨<\/mo>.*<mo[^>]*>⟩<\/mo><\/mrow><mn>2<\/mn><\/msup>/,
    );
    expect(mathml("(V_4^{(\\ell-1)})^2")).toMatch(/^<math[^>]*><msup><mrow><mo[^>]*>\(/);
  });

  test("pieces are formulas, and together have all that the whole has", () => {
    const tex = "\\frac{1}{4} \\bigl( \\langle \\Delta^4 \\rangle - 3 \\langle \\Delta^2 \\rangle^2 \\bigr)";
    const letters = (html: string): string => html.replaceAll(/<[^>]*>/g, "");
    expect(mathmlPieces(tex)).toHaveLength(2);
    expect(mathmlPieces(tex).map(letters).join("")).toBe(letters(mathml(tex)));
  });

  test("is well-formed for every formula of many tables", () => {
    for (const request of [
      "V_8",
      "V_4 through 2 loops about K_0 with expanded blobs",
      "V_6(x1,x2; x3,x4; x5,x6)",
      "K(alpha,beta) at 1 loop",
      "V_6 with equal widths",
    ]) {
      const { rows, groups, leftSide, subject } = documentModel(compile(request));
      for (const tex of [
        leftSide.latex,
        subject.latex,
        ...rows.flatMap((row) => [row.result.latex, row.integral]),
        ...groups.map(({ result }) => result.latex),
      ])
        for (const html of [mathml(tex), ...mathmlPieces(tex)]) {
          const open: string[] = [];
          for (const [, close, name] of html.matchAll(/<(\/?)(\w+)[^>]*>/g))
            if (close === "") open.push(name as string);
            else expect(open.pop(), tex).toBe(name);
          expect(open, tex).toEqual([]);
        }
    }
  });

  test("what it does not know it says", () => {
    for (const tex of ["\\unknown", "\\frac{1}", "(", "x^", "\\sqrt{2}"])
      expect(() => mathml(tex), tex).toThrow(/is not written as MathML/);
  });
});

describe("pages", () => {
  test("a table is one file, without scripts, a picture and a formula a row", async () => {
    const page = await written("table", await answer("V_8"), "html");
    expect(page).not.toMatch(/<script|src=|href=/);
    expect(page.match(/<svg /g)).toHaveLength(10);
    for (const { id } of compile("V_8").terms) expect(page).toContain(`<code>${id}</code>`);
    expect(page.match(/<span data-factor="bracket"/g)).toHaveLength(10);
  });

  test.each([
    ["action V_6", 9],
    ["action V_4 with general inputs", 0],
    ["action through order 1/n^3", 35],
    ["<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>", 0],
    ["<phi_i(x1) phi_j(x2) phi_i(x1) phi_j(x2)> connected", 0],
    ["scaling at order 2", 7],
    ["K at 1 loop", 1],
  ])("%s: a table and a sum by themselves, with %i pictures and every formula", async (request, least) => {
    const found = await answer(request);
    for (const product of ["table", "expansion"] as const) {
      const html = await written(product, found, "html");
      expect(html).not.toMatch(/<script|src=|\\[a-z]/);
      expect(html.match(/<math/g)?.length ?? 0, product).toBeGreaterThan(0);
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, product).toBe(ids.length);
      if (product === "table") expect(html.match(/<svg /g)?.length ?? 0).toBeGreaterThanOrEqual(least);
    }
  });

  test("the order of a title is one power, however many digits it has", async () => {
    const html = await written("expansion", await answer("action V_4 at order 1/n^10"), "html");
    expect(html).toContain("<msubsup><mi>n</mi>");
    expect(html).toMatch(/<mn>10<\/mn><\/msubsup>/);
  });

  test("an explanation has the picture, and each factor with where it comes from, in HTML and in LaTeX", async () => {
    for (const id of ["2ab.1a.1b", "4", "1aa", "x1-2a.x3a", "1a2", "1ab0.1a0b"]) {
      const found = explain(id);
      const page = await written("explanation", found, "html");
      expect(page).toContain("<svg ");
      for (const factor of ["j sums", "halves", "blobs", "symmetry"]) expect(page).toContain(`data-factor="${factor}"`);
      const tex = await written("explanation", found, "latex", { standalone: true });
      expect(pdflatex(tex).log, id).not.toMatch(/Overfull \\hbox|Undefined|Missing character/);
    }
  });

  test.each([
    "V_8",
    "V_6 through 2 loops",
  ])("%s: an explanation shows what the symmetry factor counts, as all k! labellings found one by one", async (request) => {
    for (const { id, diagram, symmetry } of compile(request).terms) {
      const sizes = diagram.vertices.map(({ p }) => p);
      const labelled = new Set(
        permutations(sizes.reduce((sum, p) => sum + p, 0)).map((order) => {
          const left = [...order];
          return canonicalId(
            withExternals(
              diagram,
              sizes.map((p) => left.splice(0, p).sort((a, b) => a - b)),
            ),
          );
        }),
      );
      const page = await written("explanation", explain(id), "html");
      const [, title, words = "", strip = ""] =
        /<summary>(.*)<\/summary>\n<p>(.*)<\/p>\n<div class="row labelled">([\s\S]*?)<\/div>/.exec(page) ?? [];
      const pictures = strip.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
      if (labelled.size === 1) expect(pictures, id).toEqual([]);
      else {
        expect(title).toBe(`Its ${labelled.size} labelled diagrams`);
        // A number belongs to the circle that it is nearest to.
        const circles = [...strip.matchAll(/<circle class="vertex" cx="([^"]*)" cy="([^"]*)"/g)].map(([, x, y]) => [
          Number(x),
          Number(y),
        ]);
        expect(circles).toHaveLength(sizes.length);
        const shown = pictures.map((svg) => {
          const at: number[][] = sizes.map(() => []);
          for (const [, x, y, n] of svg.matchAll(/<text class="number" x="([^"]*)" y="([^"]*)"[^>]*>(\d+)</g)) {
            const distances = circles.map(([cx = 0, cy = 0]) => Math.hypot(Number(x) - cx, Number(y) - 5 - cy));
            at[distances.indexOf(Math.min(...distances))]?.push(Number(n));
          }
          return canonicalId(
            withExternals(
              diagram,
              at.map((own) => own.sort((a, b) => a - b)),
            ),
          );
        });
        expect(new Set(shown), id).toEqual(labelled);
        expect(shown).toHaveLength(labelled.size);
      }
      const each = Number(/since (\d+) permutations/.exec(words)?.[1] ?? 1);
      if (labelled.size > 1) expect(labelled.size / each, id).toBe(Q.toNumber(symmetry));
    }
  });

  test("the gallery: every link leads somewhere, every diagram has a page of its own", () => {
    const pages = new Map([...gallery()].map(({ name, content }) => [name, content]));
    // Also where small and capital letters are one.
    expect(new Set([...pages.keys()].map((name) => name.toLowerCase())).size).toBe(pages.size);
    for (const [name, content] of pages) {
      for (const [, link = ""] of content.matchAll(/href="([^"]*)"/g)) {
        const [file = "", row] = link.split("#");
        const target = file === "" ? name : join("/", name, "..", file).slice(1);
        expect(pages.has(target), `${name}: ${link}`).toBe(true);
        if (row !== undefined) expect(pages.get(target), link).toContain(`id="${row}"`);
      }
      expect(content).not.toContain("<script");
    }
    for (const { id } of compile("V_12").terms)
      expect(
        [...pages.values()].some((content) => content.includes(`<h1><code>${id}</code>`)),
        id,
      ).toBe(true);
    expect(pages.get("cite.html")).toMatch(/@software\{oneovern/);
    expect(pages.get("diagrams/x1-2a.x3a.html")).toContain('href="../diagrams/2a.1a.html"');
  });
});

test("latexmlc, which makes arXiv's HTML, has no complaint, and a picture a row with its hatching", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "v6.tex"), await fragment("V_6", { standalone: true }));
  const run = execFileSync("latexmlc", ["--format=html5", "--pmml", "--dest=v6.html", "v6.tex"], {
    cwd: folder,
    stdio: "pipe",
    encoding: "utf8",
  });
  expect(run).not.toMatch(/[Ww]arning|[Ee]rror:/);
  const html = readFileSync(join(folder, "v6.html"), "utf8");
  const pictures = html.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
  expect(pictures).toHaveLength(4);
  // V_6 has four blobs in its three diagrams with some; each is hatched by several lines.
  expect(pictures.filter((picture) => (picture.match(/M -?[\d.]+ -?[\d.]+ L/g) ?? []).length > 15)).toHaveLength(3);
  expect(html).toContain("<math");
}, 300_000);
