import { describe, expect, test } from "vitest";
import { preamble } from "../../../src/documents/preamble.js";
import { written } from "../../../src/documents/products.js";
import { answer } from "../../../src/questions.js";
import { pdflatex } from "../../code/tools.js";

/* Documents with pictures of circles: plain pdflatex sets them with nothing sticking out, and pages are whole. */

const fine = (log: string): void => expect(log).not.toMatch(/Overfull|Undefined|Missing|LaTeX Warning/);

describe("as LaTeX", () => {
  test("the resummation, with a picture a diagram", async () => {
    const found = await answer({ object: "resummation" });
    const document = await written("resummation", found, "latex", { standalone: true });
    const count = 8 + 4 + 4 + found.ladders.length;
    expect(document.match(/\\begin\{tikzpicture\}/g)).toHaveLength(count);
    const { log, text } = pdflatex(document);
    fine(log);
    expect(text).toContain("L2-2.76543210");
    expect(text).toMatch(/det\(1 − K\)/);
    // A fragment says what it needs, and has what it needs said.
    const fragment = await written("resummation", found, "latex");
    expect(fragment).toContain("\\usepackage{oneovern}");
    const inPaper = [
      "\\documentclass{article}\\usepackage{oneovern}\\usepackage[a4paper,margin=2cm]{geometry}",
      "\\begin{document}",
      fragment,
      "\\end{document}",
    ].join("\n");
    fine(pdflatex(inPaper, { "oneovern.sty": preamble }).log);
  });

  test("pairs of duals, the table of a request, one diagram", async () => {
    const duality = await answer({ object: "duality", through: 2, model: { N: 4, T: 6, M: 9, alpha: 1, gamma: 0.1 } });
    const pairs = pdflatex(await written("duality", duality, "latex", { standalone: true }));
    fine(pairs.log);
    expect(pairs.text).toContain("self-dual");
    const table = pdflatex(
      await written("table", await answer("scaling through order 3"), "latex", { standalone: true }),
    );
    fine(table.log);
    expect(table.text).toContain("L1-2.000000");
    const tikz = await written("explanation", await answer({ object: "diagram", id: "L1-1.3210" }), "tikz");
    expect(tikz).toContain("circle rung");
  });
});

test("as pages by themselves: every tag closed, a picture a diagram, no address", async () => {
  const page = await written("resummation", await answer({ object: "resummation" }), "html");
  expect(page.match(/<svg/g)?.length).toBe(page.match(/<\/svg>/g)?.length);
  expect(page.match(/<figure>/g)?.length).toBe(page.match(/<svg/g)?.length);
  expect(page).not.toMatch(/(?:src|href)=/);
  expect(page).toContain("λ_I");
  const duality = await written("duality", await answer({ object: "duality", through: 3 }), "html");
  expect(duality).toContain("N² T t₁ t₂");
});
