import { factorial } from "../algebra/integers.js";
import {
  accumulator,
  addProductTo,
  constant,
  monomial,
  type Polynomial,
  single,
  zeroPolynomial,
} from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { type Expansion, plainExpansion, vertex, width } from "../algebra/symbols.js";
import { at, type DoubleSeries, neuronCumulants } from "./neuron.js";

/*
 * The leading order of V_2k by generating functions, without a diagram (docs/theory.md, "The stationary value").
 *
 * With n = n_{l-1} and n' = n_{l-2}: given the deviation g of layer l-1's kernel, n neurons have the cumulant generating
 * function n c(t/n, g), c(t, g) = log < exp(t sigma^2) >_{K+g}; g itself has w(s) = sum_b V_2b n'^{1-b} s^b / b!. At
 * leading order the generating function of G's cumulants is the stationary value of n c(t/n, g) - s g + w(s) over g and
 * s. Its equations s = n dc/dg and g = dw/ds are solved order by order in t, and kappa_k = (k-1)! [t^{k-1}] of its
 * derivative by t, which is the explicit one, at the stationary point.
 */

/** A power series in t: entry i is the coefficient of t^i. */
type Series = readonly Polynomial[];

/**
 * The collected sum of V_2k / (C_W^k n_{l-1}^{k-1}) at leading order, for k >= 2; for k = 1 the mean, (K - C_b)/C_W.
 * Expanded blobs are the leading terms V_2b[0]. Cost: a power of k times the square of the number of monomials.
 */
export function leadingSeries(k: number, { blobs }: Pick<Expansion, "blobs"> = plainExpansion): Polynomial {
  const c = neuronCumulants(k, (p) => k - p);
  const gPowers = stationaryPoint(k, c, blobs === "expanded" ? 0 : undefined);
  // d/dt of sum c_{p,m} t^p g^m at the stationary point, at t^{k-1}.
  const total = accumulator();
  for (let p = 1; p <= k; p++)
    for (let m = 0; m <= k - p; m++)
      addProductTo(total, at(c, p, m), at(gPowers, m, k - p), Q.rational(factorial(k - 1) * BigInt(p)));
  return total;
}

/** The powers g^0..g^{k-1} of the stationary deviation, each as a series in t through t^{k-1}. */
function stationaryPoint(k: number, c: DoubleSeries, blobOrder: number | undefined): Series[] {
  const gPowers = emptyPowers(k);
  const sPowers = emptyPowers(k);
  for (let i = 0; i < k; i++) {
    // s_i = [t^i] dc/dg needs g below order i only, because dc/dg begins with t.
    const s = accumulator();
    for (let p = 1; p <= i; p++)
      for (let m = 1; m <= k - p; m++) addProductTo(s, at(c, p, m), at(gPowers, m - 1, i - p), Q.rational(m));
    appendOrder(sPowers, s);
    const next = accumulator();
    for (let b = 2; b <= k; b++)
      addProductTo(next, blobTerm(b, blobOrder), at(sPowers, b - 1, i), Q.rational(1n, factorial(b - 1)));
    appendOrder(gPowers, next);
  }
  return gPowers;
}

/** V_2b / n'^{b-1}: the b-th cumulant of g; with an order p, its part V_2b[p] / n'^{b-1+p}. */
export const blobTerm = (b: number, order?: number): Polynomial =>
  single(
    Q.one,
    monomial([
      [vertex(b, order), 1],
      [width(2), 1 - b - (order ?? 0)],
    ]),
  );

/** The table of powers 0..k of a series without constant term, to be filled order by order by {@link appendOrder}. */
const emptyPowers = (k: number): Polynomial[][] => Array.from({ length: k + 1 }, () => []);

/** Appends the next coefficient of a series to the table of its powers. */
function appendOrder(powers: Polynomial[][], coefficient: Polynomial): void {
  const i = powers[0]?.length ?? 0;
  powers.forEach((series, m) => {
    if (m === 0) series.push(i === 0 ? constant(Q.one) : zeroPolynomial);
    else if (m === 1) series.push(coefficient);
    else {
      const total = accumulator();
      for (let j = 1; j < i; j++) addProductTo(total, at(powers, 1, j), at(powers, m - 1, i - j));
      series.push(total);
    }
  });
}
