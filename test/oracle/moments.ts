import { binomial } from "../../src/algebra/integers.js";
import type { Polynomial } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import type { ScaleInvariant } from "./activations.js";

/*
 * The exact cumulants of the kernel of a scale-invariant network at finite width: E[G^k] is a product over layers of
 * moments of (C_W/n) sum_j sigma(z_j)^2. Numbers are polynomials in a marker e that counts powers of 1/n, cut off at
 * `cut`.
 */

/** A polynomial in e: entry i is the coefficient of e^i. */
export type Marked = readonly Q.Rational[];

const constantMarked = (value: Q.Rational, cut: number): Marked =>
  Array.from({ length: cut + 1 }, (_, i) => (i === 0 ? value : Q.zero));

const add = (a: Marked, b: Marked): Marked => a.map((x, i) => Q.add(x, b[i] as Q.Rational));

const scale = (a: Marked, factor: Q.Rational): Marked => a.map((x) => Q.multiply(x, factor));

const multiply = (a: Marked, b: Marked): Marked =>
  a.map((_, n) => {
    let total = Q.zero;
    for (let i = 0; i <= n; i++) total = Q.add(total, Q.multiply(a[i] as Q.Rational, b[n - i] as Q.Rational));
    return total;
  });

/** kappa_n = mu_n - sum binom(n-1, j-1) kappa_j mu_{n-j}. */
function cumulants(moments: readonly Marked[]): Marked[] {
  const kappa: Marked[] = [scale(moments[0] as Marked, Q.zero)];
  for (let n = 1; n < moments.length; n++) {
    let value = moments[n] as Marked;
    for (let j = 1; j < n; j++)
      value = add(
        value,
        scale(multiply(kappa[j] as Marked, moments[n - j] as Marked), Q.rational(-binomial(n - 1, j - 1))),
      );
    kappa.push(value);
  }
  return kappa;
}

/** mu_n = sum_{j=1..n} binom(n-1, j-1) kappa_j mu_{n-j}. */
function moments(kappa: readonly Marked[], cut: number): Marked[] {
  const mu: Marked[] = [constantMarked(Q.one, cut)];
  for (let n = 1; n < kappa.length; n++) {
    let value = constantMarked(Q.zero, cut);
    for (let j = 1; j <= n; j++)
      value = add(value, scale(multiply(kappa[j] as Marked, mu[n - j] as Marked), Q.rational(binomial(n - 1, j - 1))));
    mu.push(value);
  }
  return mu;
}

/**
 * kappa_1..kappa_kMax of G in layer widths.length + 1 (entry k is that of kappa_k), exactly, through order `cut` in
 * 1/n; for K in layer 1; widths are those of layers 1, 2, ...
 */
export function exactCumulants(
  activation: ScaleInvariant,
  kernel: Q.Rational,
  widths: readonly Q.Rational[],
  kMax: number,
  cut: number,
): Marked[] {
  let total = Array.from({ length: kMax + 1 }, (_, k) => constantMarked(Q.power(kernel, k), cut));
  // The cumulants of (C_W/n) sum_j X_j, X = sigma(z)^2, are C_W^q kappa_q(X) / n^{q-1}.
  const single = cumulants(Array.from({ length: kMax + 1 }, (_, q) => constantMarked(activation.evenMoment(q), cut)));
  for (const n of widths) {
    const mean = single.map((kappa, q) =>
      Array.from({ length: cut + 1 }, (_, i) =>
        i === Math.max(0, q - 1)
          ? Q.multiply(kappa[0] as Q.Rational, Q.multiply(Q.power(activation.weightVariance, q), Q.power(n, -i)))
          : Q.zero,
      ),
    );
    const layer = moments(mean, cut);
    total = total.map((value, k) => multiply(value, layer[k] as Marked));
  }
  return cumulants(total);
}

/** The leading coefficients of {@link exactCumulants}: that of kappa_k at order k-1 in 1/n. */
export const exactLeadingCumulants = (
  activation: ScaleInvariant,
  kernel: Q.Rational,
  widths: readonly Q.Rational[],
  kMax: number,
): Q.Rational[] =>
  exactCumulants(activation, kernel, widths, kMax, kMax - 1).map((kappa, k) =>
    k === 0 ? Q.zero : (kappa[k - 1] as Q.Rational),
  );

/**
 * A polynomial in the theory's symbols at the exact cumulants of layer l-1: V_2b / n_{l-2}^{b-1} is kappa_b, each
 * 1/n_{l-1} is marked, and the averages are numbers.
 */
export function evaluateMarked(
  sum: Polynomial,
  kappa: readonly Marked[],
  n1: Q.Rational,
  average: (m: number, p: number) => Q.Rational,
): Marked {
  const cut = (kappa[0] as Marked).length - 1;
  let total = constantMarked(Q.zero, cut);
  for (const { coefficient, monomial } of sum.values()) {
    let term = constantMarked(coefficient, cut);
    for (const { symbol, power } of monomial.factors) {
      const factor = (): Marked => {
        if (symbol.kind === "vertex") return kappa[symbol.degree] as Marked;
        if (symbol.kind === "average") return constantMarked(average(symbol.derivatives, symbol.deltas), cut);
        // One power of 1/n_{l-1}; those of 1/n_{l-2} belong to the cumulants.
        return Array.from({ length: cut + 1 }, (_, i) =>
          symbol.kind === "width" && symbol.back === 1
            ? i === 1
              ? Q.divide(Q.one, n1)
              : Q.zero
            : i === 0
              ? Q.one
              : Q.zero,
        );
      };
      for (let i = 0; i < Math.abs(power); i++) term = multiply(term, factor());
    }
    total = add(total, term);
  }
  return total;
}
