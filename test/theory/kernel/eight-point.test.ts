import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { samePolynomial } from "../../../src/algebra/polynomial.js";
import { compile } from "../../../src/answer/compile.js";
import { latex } from "../../../src/documents/latex.js";
import { readFormula } from "../../formula.js";

/* The published eight-point table, which the compiler never sees: a test, not a source. */

const published = readFileSync(new URL("../../fixtures/eight-point.tex", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("%"))
  .map((line) => {
    const [jSums, formula] = line.replace(/\\\\$/, "").split("&");
    return { jSums: Number(jSums), formula: (formula as string).trim() };
  });

const { terms, sum } = compile("V_8");

test("there are ten rows, with 1, 2, 2, 3, 3, 3, 4, 4, 4, 4 j sums", () => {
  expect(terms.map((term) => term.jSums)).toEqual(published.map(({ jSums }) => jSums));
});

describe("each row equals the published one", () => {
  test.each(published.map((row, i) => ({ ...row, row: i + 1 })))("row $row", ({ row, formula }) => {
    expect(samePolynomial(terms[row - 1]?.polynomial ?? new Map(), readFormula(formula))).toBe(true);
  });

  test("and no two published rows are equal, so that the order is tested too", () => {
    const texts = new Set(published.map(({ formula }) => formula));
    expect(texts.size).toBe(10);
  });
});

test("the factors of each row stand apart as published: halves, blobs over widths, symmetry", () => {
  const factors = published.map(({ formula }) => {
    const half = /^\\frac\{1\}\{(\d+)\} \\cdot/.exec(formula)?.[1] ?? "1";
    const symmetry = /\\cdot (\d+) /.exec(formula)?.[1] ?? "1";
    return { half, symmetry };
  });
  expect(terms.map((t) => ({ half: String(2 ** t.halves), symmetry: String(t.symmetry.num) }))).toEqual(factors);
});

test("--format latex writes the published rows to the letter", async () => {
  const document = await latex.table(compile("V_8"), {});
  const rows = document
    .split("\n")
    .flatMap((line) => /^(\d+) & .* & \$\\displaystyle (.*)\$ \\\\$/.exec(line)?.slice(1, 3) ?? []);
  expect(rows).toEqual(published.flatMap(({ jSums, formula }) => [String(jSums), formula]));
});

test("the published rows add up to the collected sum", () => {
  const whole = readFormula(published.map(({ formula }) => formula).join(" + "));
  expect(samePolynomial(whole, sum)).toBe(true);
});
