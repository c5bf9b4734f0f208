import { describe, expect, test } from "vitest";
import { samePolynomial } from "../../src/algebra/polynomial.js";
import { explain } from "../../src/answer/explain.js";
import { classOf } from "../../src/graphs/canonical.js";
import { parseId } from "../../src/graphs/id.js";
import { contributionsOf } from "../../src/routes/kernel/row-by-row.js";
import { bracketTable, weigh } from "../../src/theory/kernel/term.js";

describe("function vertices with numbers of two digits are not taken for others", () => {
  // p = 11 with one leg, and p = 1 with eleven.
  const [many, legs] = [classOf(parseId("11a")), classOf(parseId(`1${"a".repeat(11)}`))];

  test("in the tables that a compilation and its proof remember", () => {
    const brackets = bracketTable();
    const contributionOf = contributionsOf([many.diagram, legs.diagram]);
    for (const found of [many, legs, many]) {
      const { polynomial } = weigh(found, brackets);
      expect(samePolynomial(polynomial, contributionOf(found.diagram, found.automorphisms))).toBe(true);
    }
    expect(weigh(legs, brackets).bracket.size).toBe(1);
  });

  test("in an explanation", () => {
    const leaves = [..."bcdefghijk"].map((name) => `1${name}`);
    const kinds = explain(["11a", "1abcdefghijk", ...leaves].join(".")).vertexFunctions;
    expect(kinds.map(({ p, legs: m, times }) => [p, m, times]).sort()).toEqual([
      [1, 1, 10],
      [1, 11, 1],
      [11, 1, 1],
    ]);
  });
});
