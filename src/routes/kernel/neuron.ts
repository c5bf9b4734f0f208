import { factorial } from "../../algebra/integers.js";
import {
  accumulator,
  addProductTo,
  addTo,
  constant,
  type Polynomial,
  plus,
  symbolTerm,
  times,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { average, secondMoment, width } from "../../symbols/symbols.js";

/** Entry [p][m]: the coefficient of t^p g^m. */
export type DoubleSeries = readonly (readonly Polynomial[])[];

/**
 * The cumulant generating function of n_{l-1} independent neurons, n c(t/n, g) with c(t, g) = log < exp(t sigma^2)
 * >_{K+g}: the logarithm of a moment generating function, taken order by order in t. Its coefficient of t^p g^m is what
 * one neuron contributes with p Delta's and m derivatives by the variance, over p! and m!.
 * @param largestP the last power of t
 * @param largestM the last power of g that is wanted beside t^p; must not grow with p
 */
export function neuronCumulants(largestP: number, largestM: (p: number) => number): DoubleSeries {
  // Moments: sum over p, m of t^p/p! g^m/(m! 2^m) <d^2m Delta^p>, since d<f>/dK = 1/2 <d^2 f>.
  const moment = (p: number, m: number): Polynomial => {
    if (p === 0) return m === 0 ? constant(Q.one) : zeroPolynomial;
    if (p === 1 && m === 0) return zeroPolynomial;
    return symbolTerm(average(2 * m, p), 1, Q.rational(1n, factorial(p) * factorial(m) * 2n ** BigInt(m)));
  };
  // log M = c: from p M_p = sum_j j c_j M_{p-j}.
  const log: Polynomial[][] = [[]];
  for (let p = 1; p <= largestP; p++) {
    const row: Polynomial[] = [];
    for (let m = 0; m <= largestM(p); m++) {
      const total = accumulator();
      addTo(total, moment(p, m));
      for (let j = 1; j < p; j++)
        for (let i = 0; i <= m; i++) addProductTo(total, at(log, j, i), moment(p - j, m - i), Q.rational(-j, p));
      row.push(total);
    }
    log.push(row);
  }
  // Delta was measured from <sigma^2>; that shifts the first cumulant and no other.
  const first = log[1] as Polynomial[];
  first[0] = plus(at(log, 1, 0), symbolTerm(secondMoment));
  return log.map((row, p) => row.map((entry) => times(entry, symbolTerm(width(1), 1 - p))));
}

/** An entry of a table of polynomials. @throws RangeError outside what was computed */
export function at(table: DoubleSeries, i: number, j: number): Polynomial {
  const entry = table[i]?.[j];
  if (entry === undefined) throw new RangeError(`entry (${i}, ${j}) lies outside the computed order`);
  return entry;
}
