import { lehmer } from "./lehmer.js";
import type { Factor, Monomial, Polynomial } from "./polynomial.js";
import type { Rational } from "./rational.js";

/*
 * Arithmetic modulo a prime, for comparing what is too large to be compared as a polynomial: two polynomials of degree d
 * that differ have the same value at a point without a pattern with a probability of at most d over the prime.
 */

/** The largest prime below 2^26: a product of two residues is exact in a double. */
export const prime = 67_108_859;

/** base^exponent, the exponent a whole number that is not negative. */
export const powerOf = (base: number, exponent: number): number => {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
};

/** 1/value, for a value that is not 0. */
export const inverseOf = (value: number): number => powerOf(value, prime - 2);

/** A rational number, whose denominator the prime must not divide. */
export const residueOf = ({ num, den }: Rational): number => {
  const [n, d] = [num, den].map((part) => Number(part % BigInt(prime))) as [number, number];
  const numerator = n < 0 ? n + prime : n;
  return d === 1 ? numerator : (numerator * inverseOf(d)) % prime;
};

/** The points at which things are compared: at two, what differs is overlooked with the square of a small probability. */
export const provingPoints: readonly number[] = [0, 1];

/** A value for each name, none of them 0, that depends on the number of the point and on which names are asked for. */
export function pointOf(point: number): (name: string) => number {
  const random = lehmer(1 + point);
  const known = new Map<string, number>();
  return (name) => {
    const value = known.get(name) ?? 1 + (random() % (prime - 1));
    known.set(name, value);
    return value;
  };
}

/**
 * A polynomial at some points: entry [i][j] is the value of its part j at the i-th point.
 * @param partOf which part a monomial belongs to; left out, all are of part 0
 */
export function valuesModuloPrime(
  sum: Polynomial,
  points: readonly ((name: string) => number)[],
  partOf: (m: Monomial) => number = () => 0,
): number[][] {
  const powers = new Map<string, number[][]>();
  const powersOf = ({ symbol: { name }, power }: Factor): readonly number[] => {
    const known = powers.get(name) ?? [];
    powers.set(name, known);
    // Negative powers have places of their own.
    const place = power < 0 ? -2 * power - 1 : 2 * power;
    known[place] ??= points.map((value) => powerOf(power < 0 ? inverseOf(value(name)) : value(name), Math.abs(power)));
    return known[place];
  };
  const values = points.map((): number[] => []);
  for (const { coefficient, monomial } of sum.values()) {
    const part = partOf(monomial);
    const factors = monomial.factors.map(powersOf);
    const number = residueOf(coefficient);
    values.forEach((parts, i) => {
      let term = number;
      for (const factor of factors) term = (term * (factor[i] as number)) % prime;
      parts[part] = ((parts[part] ?? 0) + term) % prime;
    });
  }
  return values;
}
