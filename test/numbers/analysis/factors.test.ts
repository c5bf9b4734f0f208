import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factorsOf, rankOf } from "../../../src/numbers/analysis/factors.js";
import { normalRule } from "../../../src/numbers/analysis/rules.js";

/* phi = B z + s w with fewer z's than fields: the covariance is kept, and known cases lose what they must. */

const exhausted = 1e-13;

/** B B^T + diag(s^2). */
function covarianceOf({ shared, own }: ReturnType<typeof factorsOf>): number[][] {
  return shared.map((row, i) =>
    shared.map((other, j) => {
      const product = row.reduce((sum, b, c) => sum + b * (other[c] ?? 0), 0);
      return i === j ? product + (own[i] as number) ** 2 : product;
    }),
  );
}

const gram = (vectors: readonly (readonly number[])[]): number[][] =>
  vectors.map((x) => vectors.map((y) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0)));

/** The covariance of some fields, each a mean over a few numbers. */
const covariances = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 8 }))
  .chain(([n, dimension]) =>
    fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: dimension, maxLength: dimension }), {
      minLength: n,
      maxLength: n,
    }),
  )
  .map(gram)
  .filter((matrix) => matrix.every((row, i) => (row[i] as number) > 1e-3));

describe("what fields share and what is their own", () => {
  test("any covariance, singular ones among them, is B B^T + diag(s^2)", () => {
    fc.assert(
      fc.property(covariances, fc.constantFrom(0, 0.5), (covariance, width) => {
        const factors = factorsOf(covariance, exhausted, width);
        const scale = Math.max(...covariance.map((row, i) => row[i] as number));
        covarianceOf(factors).forEach((row, i) => {
          row.forEach((entry, j) => {
            expect(Math.abs(entry - (covariance[i]?.[j] as number))).toBeLessThan(1e-11 * scale);
          });
        });
        expect(factors.own.every((s) => s >= 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("a regular covariance loses a direction at least; equal correlations leave one, whatever their number", () => {
    fc.assert(
      fc.property(covariances, (any) => {
        // No two fields are nearly one.
        const covariance = any.map((row, i) => row.map((entry, j) => (i === j ? 1.05 * entry : entry)));
        expect(rankOf(factorsOf(covariance, exhausted, 0.5))).toBeLessThanOrEqual(covariance.length - 1);
      }),
      { numRuns: 100 },
    );
    for (const n of [2, 3, 5, 8])
      for (const correlation of [0.1, 0.5, 0.95]) {
        const equal = Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (_u, j) => (i === j ? 1 : correlation)),
        );
        const factors = factorsOf(equal, exhausted, 0.5);
        expect(rankOf(factors)).toBe(1);
        for (const s of factors.own) expect(s ** 2).toBeCloseTo(1 - correlation, 9);
      }
  });

  test("one field is noise alone; the same field twice has none; three with one factor show it", () => {
    expect(factorsOf([[4]], exhausted, 0.5)).toEqual({ shared: [[]], own: [2] });
    const twice = factorsOf([[1, 1], [1, 1]], exhausted, 0.5); // biome-ignore format: a matrix
    expect(twice).toEqual({ shared: [[1], [1]], own: [0, 0] });
    // phi_i = l_i z + noise: Spearman's one factor.
    const loadings = [0.9, 0.6, 0.4];
    const one = loadings.map((a, i) => loadings.map((b, j) => (i === j ? 1 : a * b)));
    const { shared, own } = factorsOf(one, exhausted, 0.5);
    expect(shared.map((row) => row.length)).toEqual([1, 1, 1]);
    loadings.forEach((l, i) => {
      expect(Math.abs(shared[i]?.[0] as number)).toBeCloseTo(l, 8);
      expect(own[i]).toBeCloseTo(Math.sqrt(1 - l * l), 8);
    });
  });
});

test("Gauss-Hermite nodes for a unit normal: exact through degree 2n - 1, and not beyond", () => {
  const odd = (n: number): number => (n <= 1 ? 1 : n * odd(n - 2));
  for (const n of [1, 2, 3, 8, 12]) {
    const { nodes, weights } = normalRule(n);
    const moment = (power: number) => nodes.reduce((sum, z, i) => sum + (weights[i] as number) * z ** power, 0);
    for (let power = 0; power < 2 * n; power += 2) expect(moment(power) / odd(power - 1)).toBeCloseTo(1, 10);
    expect(moment(2 * n) / odd(2 * n - 1)).toBeLessThan(1 - 1e-6);
  }
});
