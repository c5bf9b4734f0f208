import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factorial } from "../../../src/algebra/integers.js";
import { orderOfMonomial } from "../../../src/algebra/orders.js";
import { samePolynomial } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { compile } from "../../../src/answer/compile.js";
import { loopSeries } from "../../../src/routes/kernel/loop-series.js";
import { reExpanded } from "../../../src/routes/kernel/re-expansion.js";
import { leadingSeries } from "../../../src/routes/kernel/series.js";
import { leadingSum } from "../../../src/theory/kernel/closed-form.js";
import { sumSize } from "../../../src/theory/kernel/sum-size.js";

/* The leading order written down, against recursion, diagrams and counting. */

describe("the closed form of the leading order", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])("k = %i: every coefficient of the stationary value", (k) => {
    for (const blobs of ["full", "expanded"] as const)
      expect(samePolynomial(leadingSum(k, { blobs }), leadingSeries(k, { blobs }))).toBe(true);
  });

  test("is the sum of the diagrams", () => {
    for (const request of ["V_4", "V_8", "V_12", "V_10 with expanded blobs"])
      expect(
        samePolynomial(compile(request).sum, leadingSum(compile(request).request.k, compile(request).request)),
      ).toBe(true);
  });

  test("V_8, as the published table has it", () => {
    const text = [...leadingSum(4).values()].map(
      ({ coefficient, monomial }) => `${Q.toText(coefficient)} ${monomial.key}`,
    );
    expect(text).toContain("-3 n_{l-1}^-3 <Delta^2>^2 ");
    expect(text).toContain("1 n_{l-1}^-3 <Delta^4>^1 ");
    expect(text).toContain("1/16 n_{l-2}^-3 V_8^1 <d^2 Delta>^4 ");
    expect(text).toContain("3/16 n_{l-2}^-3 V_4^3 <d^2 Delta>^2 <d^4 Delta>^2 ");
    expect(text).toHaveLength(13);
  });

  test("one star of k vertices for each k: (1/2 <d^2 Delta>)^k", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 11 }), (k) => {
        const star = [...leadingSum(k).values()].filter(({ monomial }) =>
          monomial.factors.some(({ symbol }) => symbol.name === `V_${2 * k}`),
        );
        expect(star.map(({ coefficient }) => coefficient)).toEqual([Q.rational(1n, 2n ** BigInt(k))]);
      }),
    );
  });

  test("what one neuron brings: cumulants from moments", () => {
    // Without blobs the sum is the cumulant of k Delta's: of (2j-1)!! moments, a normal's, whose cumulants past 2 are 0.
    const normal = (n: number): bigint => (n % 2 === 1 ? 0n : factorial(n) / (factorial(n / 2) * 2n ** BigInt(n / 2)));
    for (let k = 2; k <= 10; k++) {
      let total = Q.zero;
      for (const { coefficient, monomial } of leadingSum(k).values()) {
        if (monomial.factors.some(({ symbol }) => symbol.kind === "vertex")) continue;
        const product = monomial.factors.reduce(
          (all, { symbol, power }) => (symbol.kind === "average" ? all * normal(symbol.deltas) ** BigInt(power) : all),
          1n,
        );
        total = Q.add(total, Q.multiply(coefficient, Q.rational(product)));
      }
      expect(Q.toText(total), `k = ${k}`).toBe(k === 2 ? "1" : "0");
    }
  });

  test("V_30 has 107,599 monomials; past V_66 no sum is written out", () => {
    expect(leadingSum(15).size).toBe(107_599);
    expect(() => leadingSum(34)).toThrow(RangeError);
  });
});

describe("the number of monomials, without one", () => {
  const expansions = (["mean", "K_0"] as const).flatMap((about) =>
    (["full", "expanded"] as const).map((blobs) => ({ about, blobs })),
  );
  test.each(expansions)("about $about with $blobs blobs", (expansion) => {
    const plain = { about: "mean", blobs: "full" } as const;
    for (const [k, order] of [
      [1, 0],
      [1, 1],
      [1, 4],
      [2, 0],
      [2, 3],
      [3, 2],
      [5, 1],
      [6, 0],
      [7, 1],
    ] as const) {
      const parts = Array.from({ length: order + 1 }, (_, l) => (l === 0 ? leadingSum(k) : loopSeries(k, l)));
      const all = new Map(parts.flatMap((part) => [...part]));
      const sum =
        expansion.about === plain.about && expansion.blobs === plain.blobs
          ? all
          : reExpanded(all, k - 1 + order, expansion);
      const size = (l: number) =>
        [...sum.values()].filter(({ monomial }) => orderOfMonomial(monomial) === k - 1 + l).length;
      for (let l = 0; l <= order; l++) expect(sumSize({ k, loops: [l, l], ...expansion }), `${k} ${l}`).toBe(size(l));
      expect(sumSize({ k, loops: [0, order], ...expansion })).toBe(sum.size);
    }
  });

  test("is known where no sum is", () => {
    expect(sumSize({ k: 15, loops: [0, 0], about: "mean", blobs: "full" })).toBe(107_599);
    expect(sumSize({ k: 20, loops: [0, 0], about: "mean", blobs: "full" })).toBeGreaterThan(2e6);
    expect(sumSize({ k: 100, loops: [0, 0], about: "mean", blobs: "full" })).toBe(Number.POSITIVE_INFINITY);
    // The mean at L loops has as many as there are partitions of L.
    expect([12, 20, 60].map((l) => sumSize({ k: 1, loops: [l, l], about: "mean", blobs: "full" }))).toEqual([
      77, 627, 966_467,
    ]);
  });
});
