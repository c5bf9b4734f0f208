import { describe, expect, test } from "vitest";
import { degenerate } from "../../../src/algebra/contractions.js";
import { type Polynomial, samePolynomial, sum } from "../../../src/algebra/polynomial.js";
import { diagramClasses } from "../../../src/graphs/classes.js";
import { labellings } from "../../../src/graphs/labellings.js";
import { legByLegSeries } from "../../../src/routes/kernel/leg-by-leg.js";
import { loopSeries } from "../../../src/routes/kernel/loop-series.js";
import type { Expansion, Pair } from "../../../src/symbols/symbols.js";
import {
  externalsOf,
  formalExternals,
  pairContribution,
  withExternalPairs,
} from "../../../src/theory/kernel/pair-term.js";

const pairsOf = (k: number): Pair[] => Array.from({ length: k }, (_, i) => [`x${2 * i + 1}`, `x${2 * i + 2}`]);

/** The sum of all labelled diagrams. */
const labelledSum = (k: number, order: number, expansion: Expansion): Polynomial => {
  const labels = Array.from({ length: k }, (_, i) => i + 1);
  return sum(
    [...diagramClasses({ k, order, expansion })].flatMap(({ diagram }) =>
      [...labellings(diagram, labels)].map((labelled) => pairContribution(labelled, formalExternals(k))),
    ),
  );
};

const expansions: readonly Expansion[] = [
  { about: "mean", blobs: "full" },
  { about: "K_0", blobs: "full" },
  { about: "K_0", blobs: "expanded" },
];

describe.each(expansions)("general inputs, about $about, blobs $blobs", (expansion) => {
  test.each([
    [1, 0],
    [1, 1],
    [1, 2],
    [2, 0],
    [2, 1],
    [2, 2],
    [3, 0],
    [3, 1],
    [4, 0],
  ])("k = %i at order %i: the labelled diagrams are the sum leg by leg, in every tensor", (k, order) => {
    const total = labelledSum(k, order, expansion);
    expect(samePolynomial(total, legByLegSeries(pairsOf(k), order, expansion))).toBe(true);
  });

  test.each([
    [1, 3],
    [2, 2],
    [3, 1],
    [4, 1],
    [5, 0],
  ])("k = %i at order %i: with all inputs equal it is the degenerate limit", (k, order) => {
    expect(samePolynomial(degenerate(labelledSum(k, order, expansion)), loopSeries(k, order, expansion))).toBe(true);
  });
});

describe("equal external pairs", () => {
  test.each([
    [3, 0, [1, 1, 2]],
    [4, 0, [1, 1, 1, 1]],
    [4, 0, [1, 1, 2, 2]],
    [3, 1, [1, 2, 1]],
    [4, 1, [1, 2, 2, 1]],
    [2, 2, [1, 1]],
  ])("k = %i at order %i, pairs %j: the collected rows are the sum of all, renamed", (k, order, contents) => {
    const expansion: Expansion = { about: "mean", blobs: "full" };
    const externals = externalsOf(contents.map((content): Pair => [`y${content}`, `z${content}`]));
    expect(externals.contents).toEqual(contents);
    const collected = sum(
      [...diagramClasses({ k, order, expansion })].flatMap(({ diagram }) =>
        [...labellings(diagram, contents)].map((labelled) => pairContribution(labelled, externals)),
      ),
    );
    expect(samePolynomial(collected, withExternalPairs(labelledSum(k, order, expansion), externals))).toBe(true);
    expect(collected.size).toBeLessThan(labelledSum(k, order, expansion).size);
  });

  test("(x,y) and (y,x) are one pair, spelled as it came first", () => {
    const { pairs, contents } = externalsOf([
      ["x", "y"],
      ["y", "x"],
      ["x", "x"],
    ]);
    expect([contents, pairs[1]]).toEqual([
      [1, 1, 2],
      ["x", "y"],
    ]);
  });
});
