import { factorial } from "../../algebra/integers.js";
import { monomial, type Polynomial, scale, single } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { polynomials, type Ring } from "../../algebra/ring.js";
import { type Expansion, plainExpansion, vertex, width } from "../../symbols/symbols.js";
import { at, neuronCumulants } from "./neuron.js";

/*
 * The leading order of V_2k by generating functions, without a diagram (docs/theory.md, "The stationary value").
 *
 * With n = n_{l-1} and n' = n_{l-2}: given the deviation g of layer l-1's kernel, n neurons have the cumulant
 * generating function n c(t/n, g), c(t, g) = log < exp(t sigma^2) >_{K+g}; g itself has w(s) = sum_b V_2b n'^{1-b} s^b
 * / b!. At leading order the generating function of G's cumulants is the stationary value of n c(t/n, g) - s g + w(s)
 * over g and s. Its equations s = n dc/dg and g = dw/ds are solved order by order in t, and kappa_k = (k-1)! [t^{k-1}]
 * of its derivative by t, which is the explicit one, at the stationary point.
 */

/**
 * The collected sum of V_2k / (C_W^k n_{l-1}^{k-1}) at leading order, for k >= 2; for k = 1 the mean, (K - C_b)/C_W.
 * Expanded blobs are the leading terms V_2b[0]. Cost: a power of k times the square of the number of monomials.
 */
export function leadingSeries(k: number, { blobs }: Pick<Expansion, "blobs"> = plainExpansion): Polynomial {
  const c = neuronCumulants(k, (p) => k - p);
  const order = blobs === "expanded" ? 0 : undefined;
  const slopes = (b: number) => scale(blobTerm(b, order), Q.rational(1n, factorial(b - 1)));
  return scale(stationarySeries(k, polynomials, (p, m) => at(c, p, m), slopes)(k), Q.rational(factorial(k - 1)));
}

/** A power series in t: entry i is the coefficient of t^i. */
type Series<T> = T[];

/**
 * The stationary value as a series: for each j through k, [t^{j-1}] of its derivative by t, which is kappa_j / (j-1)!.
 * The one recursion behind the sums by generating functions, the numbers of large orders and the code for them. Cost:
 * k^3 operations in the ring for the stationary point, and k^2 for each j.
 * @param neuron the coefficient of t^p g^m in n c(t/n, g), for p + m <= k
 * @param blob the coefficient of s^{b-1} in w'(s), 2 <= b <= k
 */
export function stationarySeries<T>(
  k: number,
  ring: Ring<T>,
  neuron: (p: number, m: number) => T,
  blob: (b: number) => T,
): (j: number) => T {
  const gPowers = stationaryPoint(k, ring, neuron, blob);
  return (j) => {
    // d/dt of sum c_{p,m} t^p g^m at the stationary point, at t^{j-1}.
    const products: [number, T, T][] = [];
    for (let p = 1; p <= j; p++)
      for (let m = 0; m <= j - p; m++) products.push([p, neuron(p, m), entry(gPowers, m, j - p)]);
    return ring.dot(nonzero(products, ring));
  };
}

/** The powers g^0..g^{k-1} of the stationary deviation, each as a series in t through t^{k-1}. */
function stationaryPoint<T>(
  k: number,
  ring: Ring<T>,
  neuron: (p: number, m: number) => T,
  blob: (b: number) => T,
): Series<T>[] {
  const gPowers = emptyPowers<T>(k);
  const sPowers = emptyPowers<T>(k);
  for (let i = 0; i < k; i++) {
    // s_i = [t^i] dc/dg needs g below order i only, because dc/dg begins with t.
    const slopes: [number, T, T][] = [];
    for (let p = 1; p <= i; p++)
      for (let m = 1; m <= k - p; m++) slopes.push([m, neuron(p, m), entry(gPowers, m - 1, i - p)]);
    appendOrder(sPowers, ring.dot(nonzero(slopes, ring)), ring);
    const deviations: [number, T, T][] = [];
    for (let b = 2; b <= k; b++) deviations.push([1, blob(b), entry(sPowers, b - 1, i)]);
    appendOrder(gPowers, ring.dot(nonzero(deviations, ring)), ring);
  }
  return gPowers;
}

const entry = <T>(powers: readonly Series<T>[], m: number, i: number): T => powers[m]?.[i] as T;

const nonzero = <T>(products: [number, T, T][], { isZero }: Ring<T>): [number, T, T][] =>
  products.filter(([, a, b]) => !isZero(a) && !isZero(b));

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
const emptyPowers = <T>(k: number): Series<T>[] => Array.from({ length: k + 1 }, () => []);

/**
 * Appends the next coefficient of a series to the table of its powers. An even power is a square: half of its products
 * are equal.
 */
function appendOrder<T>(powers: readonly Series<T>[], coefficient: T, ring: Ring<T>): void {
  const i = powers[0]?.length ?? 0;
  powers.forEach((series, m) => {
    if (m === 0) series.push(i === 0 ? ring.one : ring.zero);
    else if (m === 1) series.push(coefficient);
    else if (m > i) series.push(ring.zero);
    else {
      const half = m % 2 === 0 ? m / 2 : 1;
      const products: [number, T, T][] = [];
      for (let j = half; j <= i - (m - half); j++) {
        if (half !== m - half) products.push([1, entry(powers, half, j), entry(powers, m - half, i - j)]);
        else if (2 * j <= i) products.push([2 * j === i ? 1 : 2, entry(powers, half, j), entry(powers, half, i - j)]);
      }
      series.push(ring.dot(nonzero(products, ring)));
    }
  });
}
