import { constant, type Polynomial, scale, symbolTerm, zeroPolynomial } from "../../algebra/polynomial.js";
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
 * The first finite-size correction of the test loss as a power series in g = s/gamma, from its closed form: loss_1 = (1/g) d_tau d_zeta F_1, F_1 = (1/2) log det(1 - K), with sources
 *
 *   a = N - S r + zeta,   r = 1 - zeta/a,   b = T - S p + tau,   p = 1 - tau/b,   S_k = sum_I (lambda_I v/(1 + lambda_I v))^k,   v = g a b.
 *
 * Sources are nilpotent: a number is four series, for 1, tau, zeta and tau zeta.
 */

type Series = PolynomialSeries;
/** By 1, tau, zeta, tau zeta. */
type Sourced = readonly [Series, Series, Series, Series];

const one = constant(Q.one);

/** Arithmetic of sourced series through an order. */
function arithmetic(order: number) {
  const none = constantSeries(zeroPolynomial, order);
  const start = (value: Polynomial): Series => constantSeries(value, order);
  const all = [0, 1, 2, 3] as const;
  const number = (value: Polynomial, tau = zeroPolynomial, zeta = zeroPolynomial): Sourced => [
    start(value),
    start(tau),
    start(zeta),
    none,
  ];
  const plus = (x: Sourced, y: Sourced, factor = Q.one): Sourced =>
    all.map((i) => seriesSum(x[i], y[i], factor)) as unknown as Sourced;
  const times = (x: Sourced, y: Sourced): Sourced =>
    all.map((set) =>
      all
        .filter((part) => (part & set) === part)
        .reduce((sum, part) => seriesSum(sum, seriesProduct(x[part], y[(set ^ part) as 0])), none),
    ) as unknown as Sourced;
  const raised = (x: Sourced): Sourced => all.map((i) => raisedSeries(x[i])) as unknown as Sourced;
  return { number, plus, times, raised };
}

type Arithmetic = ReturnType<typeof arithmetic>;

/** S_k = sum_j (-1)^j binomial(k + j - 1, j) t_(k + j) v^(k + j). */
function moment(k: 1 | 2, v: Sourced, order: number, { number, plus, times }: Arithmetic): Sourced {
  let power = k === 1 ? v : times(v, v);
  let sum = number(zeroPolynomial);
  for (let j = 0; k + j <= order; j++) {
    const weight = Q.rational((j % 2 === 0 ? 1 : -1) * (k === 1 ? 1 : j + 1));
    sum = plus(sum, times(power, number(symbolTerm(spectralMoment(k + j), 1, weight))));
    power = times(power, v);
  }
  return sum;
}

/** 1/x of x = value + ..., by the geometric series in what is not its value: nilpotent, or a power of g. */
function inverse(x: Sourced, valueInverse: Polynomial, order: number, own: Arithmetic): Sourced {
  const { number, plus, times } = own;
  const scaled = times(x, number(valueInverse));
  const rest = plus(number(one), scaled, Q.rational(-1));
  let [sum, power] = [number(one), number(one)];
  for (let i = 0; i <= order + 2; i++) {
    power = times(power, rest);
    sum = plus(sum, power);
  }
  return times(sum, number(valueInverse));
}

/** The correction through an order: entry m the coefficient of g^m, with its sign. */
export function firstCorrection(order: number): Series {
  const through = order + 1;
  const own = arithmetic(through);
  const { number, plus, times, raised } = own;
  const minus = Q.rational(-1);
  const [n, t] = [symbolTerm(features), symbolTerm(samples)];
  const [perN, perT] = [symbolTerm(features, -1), symbolTerm(samples, -1)];
  const [tau, zeta] = [number(zeroPolynomial, one), number(zeroPolynomial, zeroPolynomial, one)];
  let [a, b] = [plus(number(n), zeta), plus(number(t), tau)];
  const ratio = (source: Sourced, whole: Sourced, per: Polynomial): Sourced =>
    plus(number(one), times(source, inverse(whole, per, through, own)), minus);
  const state = () => {
    const v = raised(times(a, b));
    return {
      first: moment(1, v, through, own),
      second: moment(2, v, through, own),
      r: ratio(zeta, a, perN),
      p: ratio(tau, b, perT),
    };
  };
  // Each turn gives one order more.
  for (let turn = 0; turn <= through; turn++) {
    const { first, r, p } = state();
    a = plus(plus(number(n), zeta), times(first, r), minus);
    b = plus(plus(number(t), tau), times(first, p), minus);
  }
  const { first, second, r, p } = state();
  const [rr, pp] = [times(r, r), times(p, p)];
  const between = times(plus(first, second, minus), plus(first, second, minus));
  const byN = times(times(second, rr), number(perN));
  const byT = times(times(second, pp), number(perT));
  const around = times(times(between, times(rr, pp)), times(number(perN), number(perT)));
  // 1 - det, which begins with a power of g.
  const x = plus(plus(plus(byN, byT), times(byN, byT), minus), around);
  let [logarithm, power] = [number(zeroPolynomial), number(one)];
  for (let i = 1; i <= through; i++) {
    power = times(power, x);
    logarithm = plus(logarithm, power, Q.rational(-1, i));
  }
  return logarithm[3].slice(1).map((term) => scale(term, Q.rational(1, 2)));
}
