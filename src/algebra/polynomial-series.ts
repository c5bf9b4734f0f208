import { accumulator, addProductTo, addTo, type Polynomial, zeroPolynomial } from "./polynomial.js";
import * as Q from "./rational.js";

/* Power series in one variable whose coefficients are polynomials, cut off at an order. */

/** Entry m: the coefficient of the m-th power; as many entries as orders are kept. */
export type PolynomialSeries = readonly Polynomial[];

/** A series that is a constant, through an order. */
export const constantSeries = (value: Polynomial, order: number): PolynomialSeries =>
  Array.from({ length: order + 1 }, (_, m) => (m === 0 ? value : zeroPolynomial));

/** a + factor b. */
export const seriesSum = (a: PolynomialSeries, b: PolynomialSeries, factor: Q.Rational = Q.one): PolynomialSeries =>
  a.map((term, m) => {
    const sum = accumulator();
    addTo(sum, term);
    addTo(sum, b[m] ?? zeroPolynomial, factor);
    return sum;
  });

/** a b. */
export const seriesProduct = (a: PolynomialSeries, b: PolynomialSeries): PolynomialSeries =>
  a.map((_, m) => {
    const sum = accumulator();
    for (let i = 0; i <= m; i++) addProductTo(sum, a[i] as Polynomial, b[m - i] ?? zeroPolynomial);
    return sum;
  });

/** The series times its variable. */
export const raisedSeries = (a: PolynomialSeries): PolynomialSeries => [zeroPolynomial, ...a.slice(0, -1)];
