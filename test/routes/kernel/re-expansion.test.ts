import { describe, expect, test } from "vitest";
import { orderOfMonomial } from "../../../src/algebra/orders.js";
import { type Polynomial, samePolynomial, sum } from "../../../src/algebra/polynomial.js";
import { compile } from "../../../src/answer/compile.js";
import { reExpanded } from "../../../src/routes/kernel/re-expansion.js";
import type { Expansion } from "../../../src/symbols/symbols.js";

/*
 * The same quantity in four ways: about the full mean or about K_0, with full or with expanded blobs. The sums are made
 * from different diagrams (tadpoles, terms of vertices); after substitution they must be equal, monomial by monomial.
 */

const nameOf = (k: number) => (k === 1 ? "K" : `V_${2 * k}`);

const expansions: readonly (readonly [string, Expansion])[] = [
  ["about K_0", { about: "K_0", blobs: "full" }],
  ["with expanded blobs", { about: "mean", blobs: "expanded" }],
  ["about K_0 with expanded blobs", { about: "K_0", blobs: "expanded" }],
];

describe.each(expansions)("%s", (clause, expansion) => {
  test.each([
    [1, 4],
    [2, 3],
    [3, 2],
    [4, 2],
    [5, 1],
  ])("k = %i through %i loops equals the sum about the full mean, substituted", (k, loops) => {
    const about = compile(`${nameOf(k)} through ${loops} loops ${clause}`).sum;
    const mean = compile(`${nameOf(k)} through ${loops} loops`).sum;
    expect(samePolynomial(reExpanded(mean, k - 1 + loops, expansion), about)).toBe(true);
    expect(samePolynomial(mean, about)).toBe(false);
  });
});

test("about K_0 first, then with expanded blobs, is both at once", () => {
  const mean = compile("V_6 through 2 loops").sum;
  const aboutK0 = reExpanded(mean, 4, { about: "K_0", blobs: "full" });
  expect(
    samePolynomial(
      reExpanded(aboutK0, 4, { about: "mean", blobs: "expanded" }),
      compile("V_6 through 2 loops about K_0 with expanded blobs").sum,
    ),
  ).toBe(true);
});

test("one order at a time adds up to all through it", () => {
  const at = (loops: number) => compile(`V_4 at ${loops} loops about K_0 with expanded blobs`).sum;
  const through: Polynomial = compile("V_4 through 3 loops about K_0 with expanded blobs").sum;
  expect(samePolynomial(sum([0, 1, 2, 3].map(at)), through)).toBe(true);
  for (const loops of [0, 1, 2, 3])
    for (const { monomial } of at(loops).values()) expect(orderOfMonomial(monomial)).toBe(1 + loops);
});
