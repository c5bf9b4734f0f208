import { binomial } from "../../algebra/integers.js";
import { constant, symbolTerm, zeroPolynomial } from "../../algebra/polynomial.js";
import {
  constantSeries,
  type PolynomialSeries,
  raisedSeries,
  seriesProduct,
  seriesSum,
} from "../../algebra/polynomial-series.js";
import * as Q from "../../algebra/rational.js";
import { features, samples, spectralMoment } from "../../symbols/symbols.js";

/*
 * The planar test loss from its closed form, as a power series in s/gamma: with v = 1/D and S_k = sum_I (lambda_I v/(1 + lambda_I v))^k,
 *
 *   v = (s/gamma) (N - S_1)(T - S_1),   loss = R (S_1 - S_2)/v,   1/R = 1 - ((N + T) S_2 - 2 S_1 S_2 + S_1^2)/(N T).
 */

type Series = PolynomialSeries;

const [n, t] = [symbolTerm(features), symbolTerm(samples)];

const [plus, times, single] = [seriesSum, seriesProduct, constantSeries];

/** S_k / v^k, a series in s/gamma where v is one. */
function scaledMoment(k: number, v: Series): Series {
  const order = v.length - 1;
  let power = single(constant(Q.one), order);
  let sum: Series = single(zeroPolynomial, order);
  for (let j = 0; j <= order; j++) {
    const sign = j % 2 === 0 ? 1n : -1n;
    const weight = symbolTerm(spectralMoment(k + j), 1, Q.rational(sign * binomial(k + j - 1, j)));
    sum = plus(sum, times(single(weight, order), power));
    power = times(power, v);
  }
  return sum;
}

/** The planar loss through an order: entry m the coefficient of (s/gamma)^m, with its sign. */
export function planarLoss(order: number): Series {
  let v: Series = single(zeroPolynomial, order);
  // Each turn gives v one order more.
  for (let turn = 0; turn < order; turn++) {
    const first = times(v, scaledMoment(1, v));
    const product = times(plus(single(n, order), first, Q.rational(-1)), plus(single(t, order), first, Q.rational(-1)));
    v = raisedSeries(product);
  }
  const [one, two] = [times(v, scaledMoment(1, v)), times(times(v, v), scaledMoment(2, v))];
  const perSamples = single(symbolTerm(samples, -1), order);
  const perFeatures = single(symbolTerm(features, -1), order);
  const both = times(perSamples, perFeatures);
  // 1 - 1/R.
  const ladder = plus(
    plus(times(two, perSamples), times(two, perFeatures)),
    times(both, plus(times(one, one), times(one, two), Q.rational(-2))),
  );
  let sum: Series = single(constant(Q.one), order);
  let power = sum;
  for (let i = 0; i < order; i++) {
    power = times(power, ladder);
    sum = plus(sum, power);
  }
  // (S_1 - S_2)/v = S_1/v - v S_2/v^2.
  return times(sum, plus(scaledMoment(1, v), times(v, scaledMoment(2, v)), Q.rational(-1)));
}
