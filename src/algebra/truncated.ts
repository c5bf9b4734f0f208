import * as Q from "./rational.js";

/** A power series in several small variables, cut off at a total degree: its coefficients in the ring's order. */
export type Truncated = readonly Q.Rational[];

/** Arithmetic of power series in `variables` variables through total degree `cut`, in exact rationals. */
export interface TruncatedRing {
  readonly cut: number;
  /** The powers of the variables that each coefficient belongs to. */
  readonly exponents: readonly (readonly number[])[];
  constant(value: Q.Rational): Truncated;
  /** The i-th variable. */
  variable(i: number): Truncated;
  add(a: Truncated, b: Truncated): Truncated;
  scale(a: Truncated, factor: Q.Rational): Truncated;
  multiply(a: Truncated, b: Truncated): Truncated;
  power(a: Truncated, exponent: number): Truncated;
  /** The terms of one total degree. */
  part(a: Truncated, degree: number): Truncated;
  equals(a: Truncated, b: Truncated): boolean;
}

export function truncatedRing(variables: number, cut: number): TruncatedRing {
  const exponents: number[][] = [];
  for (let degree = 0; degree <= cut; degree++) exponents.push(...compositions(degree, variables));
  const place = new Map(exponents.map((e, i) => [e.join(), i] as const));
  const degreeOf = exponents.map((e) => e.reduce((a, b) => a + b, 0));
  const productAt = exponents.map((a) => exponents.map((b) => place.get(a.map((x, i) => x + (b[i] as number)).join())));
  const build = (value: (i: number) => Q.Rational): Truncated => exponents.map((_, i) => value(i));
  const multiply = (a: Truncated, b: Truncated): Truncated => {
    const product = exponents.map(() => Q.zero);
    a.forEach((x, i) => {
      if (Q.isZero(x)) return;
      b.forEach((y, j) => {
        const at = productAt[i]?.[j];
        if (at !== undefined && !Q.isZero(y)) product[at] = Q.add(product[at] as Q.Rational, Q.multiply(x, y));
      });
    });
    return product;
  };
  const constant = (value: Q.Rational): Truncated => build((i) => (i === 0 ? value : Q.zero));
  return {
    cut,
    exponents,
    constant,
    variable: (v) => build((i) => (degreeOf[i] === 1 && exponents[i]?.[v] === 1 ? Q.one : Q.zero)),
    add: (a, b) => build((i) => Q.add(a[i] as Q.Rational, b[i] as Q.Rational)),
    scale: (a, factor) => a.map((x) => (Q.isZero(x) ? x : Q.multiply(x, factor))),
    multiply,
    power: (a, exponent) => {
      let product = constant(Q.one);
      for (let i = 0; i < exponent; i++) product = multiply(product, a);
      return product;
    },
    part: (a, degree) => build((i) => (degreeOf[i] === degree ? (a[i] as Q.Rational) : Q.zero)),
    equals: (a, b) => a.every((x, i) => Q.equals(x, b[i] as Q.Rational)),
  };
}

/** The vectors of `parts` whole numbers >= 0 with the given sum. */
function compositions(sum: number, parts: number): number[][] {
  if (parts === 1) return [[sum]];
  return Array.from({ length: sum + 1 }, (_, first) => sum - first).flatMap((first) =>
    compositions(sum - first, parts - 1).map((rest) => [first, ...rest]),
  );
}
