import { accumulator, addProductTo, constant, type Polynomial, zeroPolynomial } from "./polynomial.js";
import * as Q from "./rational.js";

/**
 * What a recursion needs of that which it computes with, so that it is written once and runs in polynomials, in
 * numbers, or in the operations of code to be.
 */
export interface Ring<T> {
  readonly zero: T;
  readonly one: T;
  isZero(a: T): boolean;
  /** The sum of weight x a x b, weights being whole numbers. */
  dot(products: Iterable<readonly [weight: number, a: T, b: T]>): T;
}

/** Exact polynomials in the theory's symbols. */
export const polynomials: Ring<Polynomial> = {
  zero: zeroPolynomial,
  one: constant(Q.one),
  isZero: (a) => a.size === 0,
  dot: (products) => {
    const total = accumulator();
    for (const [weight, a, b] of products) addProductTo(total, a, b, Q.rational(weight));
    return total;
  },
};
