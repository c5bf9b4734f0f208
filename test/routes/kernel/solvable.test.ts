import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { compile } from "../../../src/answer/compile.js";
import type { TheorySymbol } from "../../../src/symbols/symbols.js";
import { linear, relu, type ScaleInvariant } from "../../oracle/activations.js";
import { evaluateMarked, exactCumulants, exactLeadingCumulants } from "../../oracle/moments.js";

/*
 * The proof that the sums are those of real networks: the recursion V^(l-1) -> V^(l) that they define, started from a
 * Gaussian first layer, against the exact moments of networks of finite width. All in rationals.
 */

const largestK = 4;
const sums = [1, 2, 3, 4].map((k) => (k === 1 ? undefined : compile(`V_${2 * k}`).sum));

/** V_2k / n_{l-1}^{k-1} for k = 2..4, layer by layer, from the compiler's sums. */
function recursion(activation: ScaleInvariant, kernel: Q.Rational, widths: readonly Q.Rational[]): Q.Rational[][] {
  // Entry b: V_2b^(l-1). Layer 1 is Gaussian with a fixed kernel.
  let vertices = Array.from({ length: largestK + 1 }, () => Q.zero);
  return widths.map((n1, layer) => {
    const n2 = widths[layer - 1] ?? Q.one;
    const value = (symbol: TheorySymbol): Q.Rational | undefined => {
      if (symbol.kind === "width") return symbol.back === 1 ? n1 : n2;
      if (symbol.kind === "vertex") return vertices[symbol.degree];
      if (symbol.kind === "average") return activation.average(symbol.derivatives, symbol.deltas, kernel);
      return undefined;
    };
    const cumulants = sums.map((sum, i) =>
      sum ? Q.multiply(evaluate(sum, value), Q.power(activation.weightVariance, i + 1)) : Q.zero,
    );
    vertices = [Q.zero, ...cumulants.map((kappa, i) => Q.multiply(kappa, Q.power(n1, i)))];
    return cumulants;
  });
}

const widthSets: readonly [string, number[]][] = [
  ["equal widths", [10, 10, 10, 10, 10]],
  ["distinct widths", [3, 7, 5, 11, 2]],
];

describe.each([linear, relu])("a deep $name network", (activation) => {
  test.each(widthSets)("V_4, V_6 and V_8 through 6 layers, %s", (_, widths) => {
    const kernel = Q.rational(3, 2);
    const rational = widths.map((n) => Q.rational(n));
    const computed = recursion(activation, kernel, rational);
    computed.forEach((cumulants, i) => {
      const exact = exactLeadingCumulants(activation, kernel, rational.slice(0, i + 1), largestK);
      for (let k = 2; k <= largestK; k++) {
        expect(Q.toText(cumulants[k - 1] as Q.Rational), `layer ${i + 2}, V_${2 * k}`).toBe(
          Q.toText(exact[k] as Q.Rational),
        );
        expect(Q.isZero(exact[k] as Q.Rational)).toBe(false);
      }
    });
  });
});

/*
 * Beyond leading order, about the full mean: these networks keep their mean (G is a martingale), so the averages are
 * those of the first layer's kernel; with the exact vertices of layer l-1 in the blobs, the sum through L loops must
 * give the exact vertices of layer l through L orders beyond leading, coefficient by coefficient in 1/n.
 */
describe.each([linear, relu])("a $name network beyond leading order", (activation) => {
  const kernel = Q.rational(2, 3);
  const widths = [3, 7, 5, 4].map((n) => Q.rational(n));
  test.each([
    [1, 3],
    [2, 3],
    [3, 2],
    [4, 1],
    [5, 1],
  ])("k = %i through %i loops, layers 2 to 5", (k, loops) => {
    const cut = k - 1 + loops;
    const largest = k + loops;
    const sum = [...compile(`${k === 1 ? "K" : `V_${2 * k}`} through ${loops} loops`).sum.values()];
    // K's leading term is the mean itself; what is left of K must vanish.
    const corrections = new Map(
      sum
        .filter(({ monomial }) => monomial.factors.every(({ symbol }) => symbol.kind !== "second-moment"))
        .map((t) => [t.monomial.key, t]),
    );
    for (let layers = 1; layers <= widths.length; layers++) {
      const exact = (count: number) => exactCumulants(activation, kernel, widths.slice(0, count), largest, cut);
      const computed = evaluateMarked(corrections, exact(layers - 1), widths[layers - 1] as Q.Rational, (m, p) =>
        activation.average(m, p, kernel),
      ).map((value) => Q.toText(Q.multiply(value, Q.power(activation.weightVariance, k))));
      const expected = (exact(layers)[k] as Q.Rational[]).map((value, order) =>
        k === 1 && order === 0 ? "0" : Q.toText(value),
      );
      expect(computed, `layer ${layers + 1}`).toEqual(expected);
      // The first correction is there from the second layer on: this is no comparison of zeros.
      if (k > 1 && layers > 1) expect(expected[k]).not.toBe("0");
    }
  });
});

test("the deep linear network's moments are K^k prod_l prod_j (1 + 2j/n_l)", () => {
  // The oracle itself, against the closed formula: kappa_2 = K^2 (prod_l (1 + 2/n_l) - 1), at first order 2 sum 1/n_l.
  const widths = [3, 7, 5].map((n) => Q.rational(n));
  const [, , kappa2] = exactLeadingCumulants(linear, Q.one, widths, 2);
  expect(Q.toText(kappa2 as Q.Rational)).toBe(Q.toText(Q.rational(2 * (35 + 15 + 21), 105)));
});
