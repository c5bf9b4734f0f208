import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { type Truncated, truncatedRing } from "../../../src/algebra/truncated.js";
import { exactCumulants, polynomialActivation, rectifier } from "../../../src/routes/kernel/solvable.js";
import { linear, relu } from "../../oracle/activations.js";
import { exactCumulants as oracle } from "../../oracle/moments.js";

/*
 * The exact moments that `certify` compares with, against networks whose moments are products over layers, and by hand.
 */

const q = (num: number, den = 1) => Q.rational(num, den);

describe.each([
  ["linear", linear, polynomialActivation("x", [Q.zero, Q.one])],
  ["ReLU", relu, rectifier],
] as const)("%s without biases", (_, known, activation) => {
  test("all cumulants through kappa_5 and 1/n^6 are those of the product formula", () => {
    const cut = 6;
    const ring = truncatedRing(1, cut);
    const widths = [3, 7, 5];
    const network = { activation, biasVariance: Q.zero, weightVariance: known.weightVariance, kernel: q(2, 3) };
    const inverse = widths.map((n) => ring.scale(ring.variable(0), q(1, n)));
    const layers = exactCumulants(network, inverse, 5, ring);
    widths.forEach((_n, i) => {
      const expected = oracle(
        known,
        q(2, 3),
        widths.slice(0, i + 1).map((n) => q(n)),
        5,
        cut,
      );
      for (let k = 1; k <= 5; k++)
        expect((layers[i + 1]?.[k] as Truncated).map(Q.toText)).toEqual((expected[k] as Truncated).map(Q.toText));
    });
  });
});

test("sigma = x^2 with biases, by hand: the mean and the variance of G in layers 2 and 3", () => {
  // <x^4>_K = 3 K^2 and <x^8>_K = 105 K^4; with K = 1, C_b = 1, C_W = 2: mean 7, variance 4 x (105 - 9)/n_1 = 384/n_1.
  const ring = truncatedRing(2, 2);
  const network = {
    activation: polynomialActivation("x^2", [Q.zero, Q.zero, Q.one]),
    biasVariance: Q.one,
    weightVariance: q(2),
    kernel: Q.one,
  };
  const [, second, third] = exactCumulants(network, [ring.variable(0), ring.variable(1)], 2, ring) as Truncated[][];
  const series = (...terms: [Truncated, number][]) =>
    terms.reduce((sum, [x, factor]) => ring.add(sum, ring.scale(x, q(factor))), ring.constant(Q.zero));
  const one = ring.constant(Q.one);
  expect(ring.equals(second?.[1] as Truncated, series([one, 7]))).toBe(true);
  expect(ring.equals(second?.[2] as Truncated, series([ring.variable(0), 384]))).toBe(true);
  // <G'> = 1 + 2 x 3 <G^2> = 1 + 6 (49 + 384/n_1).
  expect(ring.equals(third?.[1] as Truncated, series([one, 295], [ring.variable(0), 2304]))).toBe(true);
});

test("a polynomial with a constant: <sigma^2> of 1 + 2x + x^3 is 1 + 4K + 12K^2 + 15K^3", () => {
  const { moment } = polynomialActivation("1 + 2x + x^3", [q(1), q(2), q(0), q(1)]);
  expect(moment(1).map(Q.toText)).toEqual(["1", "4", "12", "15"]);
  expect(moment(0).map(Q.toText)).toEqual(["1"]);
});
