import { binomial, factorial } from "./integers.js";
import * as Q from "./rational.js";

/* Polynomials in one variable with exact coefficients: entry i is the coefficient of x^i. */

export type Univariate = readonly Q.Rational[];

/** The product, or with `most` its terms through that power. */
export function multiplyUnivariate(a: Univariate, b: Univariate, most = Number.POSITIVE_INFINITY): Q.Rational[] {
  const length = Math.min(a.length + b.length - 1, most + 1);
  const product: Q.Rational[] = Array.from({ length }, () => Q.zero);
  a.forEach((x, i) => {
    if (Q.isZero(x)) return;
    for (let j = 0; j < b.length && i + j < length; j++) {
      const y = b[j] as Q.Rational;
      if (!Q.isZero(y)) product[i + j] = Q.add(product[i + j] as Q.Rational, Q.multiply(x, y));
    }
  });
  return product;
}

export function powerUnivariate(a: Univariate, exponent: number, most = Number.POSITIVE_INFINITY): Univariate {
  let product: Univariate = [Q.one];
  for (let i = 0; i < exponent; i++) product = multiplyUnivariate(product, a, most);
  return product;
}

/** The value at a number. */
export const univariateAt = (a: Univariate, x: Q.Rational): Q.Rational =>
  a.reduceRight((value, c) => Q.add(Q.multiply(value, x), c), Q.zero);

/** i (i-1) ... (i-m+1), what m derivatives make of x^i. */
export const falling = (i: number, m: number): bigint => binomial(i, m) * factorial(m);
