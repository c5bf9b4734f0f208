import { binomial } from "../../src/algebra/integers.js";
import * as Q from "../../src/algebra/rational.js";
import type { ScaleInvariant } from "./activations.js";

/*
 * The exact cumulants of the kernel of a scale-invariant network at finite width: E[G^k] is a product over layers of
 * moments of (C_W/n) sum_j sigma(z_j)^2. Numbers are polynomials in a marker e that counts powers of 1/n, cut off at
 * `cut`.
 */

/** A polynomial in e: entry i is the coefficient of e^i. */
type Marked = readonly Q.Rational[];

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
 * The leading coefficients of kappa_1..kappa_kMax of G in layer widths.length + 1 (entry k is that of kappa_k, at order
 * k-1 in 1/n), for K in layer 1; widths are those of layers 1, 2, ...
 */
export function exactLeadingCumulants(
  activation: ScaleInvariant,
  kernel: Q.Rational,
  widths: readonly Q.Rational[],
  kMax: number,
): Q.Rational[] {
  const cut = kMax - 1;
  let total = Array.from({ length: kMax + 1 }, (_, k) => constantMarked(Q.power(kernel, k), cut));
  for (const n of widths) {
    // The cumulants of (C_W/n) sum_j X_j, X = sigma(z)^2, are C_W^q kappa_q(X) / n^{q-1}.
    const single = cumulants(Array.from({ length: kMax + 1 }, (_, q) => constantMarked(activation.evenMoment(q), cut)));
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
  return cumulants(total).map((kappa, k) => (k === 0 ? Q.zero : (kappa[k - 1] as Q.Rational)));
}
