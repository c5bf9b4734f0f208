import { binomial } from "../../src/algebra/integers.js";
import * as Q from "../../src/algebra/rational.js";

/*
 * Gaussian averages <d^m Delta^p>_K of two activations in exact rationals, by pencil-and-paper formulas. Nothing here
 * comes from src/ but rational arithmetic.
 */

/** (2q-1)!! = <z^{2q}> of a unit normal z. */
export function doubleFactorial(q: number): bigint {
  let value = 1n;
  for (let i = 1; i <= q; i++) value *= BigInt(2 * i - 1);
  return value;
}

/** The coefficients of the Hermite polynomial He_m, entry i that of x^i: He_{m+1} = x He_m - m He_{m-1}. */
function hermite(m: number): bigint[] {
  let [previous, current] = [[] as bigint[], [1n]];
  for (let i = 0; i < m; i++) {
    const next = [0n, ...current];
    previous.forEach((c, j) => {
      next[j] = (next[j] ?? 0n) - BigInt(i) * c;
    });
    [previous, current] = [current, next];
  }
  return current;
}

/** < z^{2i} He_m(z) > for a unit normal z, m even. */
function momentWithHermite(i: number, m: number): bigint {
  return hermite(m).reduce((total, c, j) => (j % 2 === 0 ? total + c * doubleFactorial(i + j / 2) : total), 0n);
}

/** An activation with sigma(phi)^2 = K times a function of z = phi/sqrt K, and C_b = 0. */
export interface ScaleInvariant {
  readonly name: string;
  readonly weightVariance: Q.Rational;
  /** < sigma^{2q} > / K^q. */
  readonly evenMoment: (q: number) => Q.Rational;
  /** < d^m Delta^p >_K. */
  readonly average: (m: number, p: number, kernel: Q.Rational) => Q.Rational;
}

/** < d^m Delta^p > = K^{-m/2} < Delta^p He_m(z) >, Delta^p expanded by the binomial theorem in sigma^2 and its mean. */
function averageOf(
  sigmaWithHermite: (i: number, m: number) => Q.Rational,
  secondMoment: Q.Rational,
): ScaleInvariant["average"] {
  return (m, p, kernel) => {
    let total = Q.zero;
    for (let i = 0; i <= p; i++) {
      const weight = Q.multiply(Q.rational(binomial(p, i)), Q.power(Q.negate(secondMoment), p - i));
      total = Q.add(total, Q.multiply(weight, sigmaWithHermite(i, m)));
    }
    return Q.multiply(total, Q.power(kernel, p - m / 2));
  };
}

/** sigma = phi, C_W = 1. */
export const linear: ScaleInvariant = {
  name: "linear",
  weightVariance: Q.one,
  evenMoment: (q) => Q.rational(doubleFactorial(q)),
  average: averageOf((i, m) => Q.rational(momentWithHermite(i, m)), Q.one),
};

/** sigma = max(0, phi), C_W = 2: half of every even moment; the constant part of Delta^p lives on both half lines. */
export const relu: ScaleInvariant = {
  name: "ReLU",
  weightVariance: Q.rational(2),
  evenMoment: (q) => Q.rational(doubleFactorial(q), q === 0 ? 1 : 2),
  average: averageOf(
    (i, m) => (i === 0 ? Q.rational(m === 0 ? 1 : 0) : Q.rational(momentWithHermite(i, m), 2)),
    Q.rational(1, 2),
  ),
};
