import { binomial } from "../../src/algebra/integers.js";
import { accumulator, addProductTo, addTo, type Polynomial } from "../../src/algebra/polynomial.js";
import { rational } from "../../src/algebra/rational.js";

/**
 * Cumulants kappa_0..kappa_n (kappa_0 = 0) from moments mu_0..mu_n (mu_0 = 1) of one random quantity, by the recursion
 * kappa_n = mu_n - sum_{j<n} binom(n-1, j-1) kappa_j mu_{n-j}. The entries may be any polynomials.
 */
export function cumulantsFromMoments(moments: readonly Polynomial[]): Polynomial[] {
  const cumulants: Polynomial[] = [new Map()];
  for (let n = 1; n < moments.length; n++) {
    const total = accumulator();
    addTo(total, moments[n] as Polynomial);
    for (let j = 1; j < n; j++)
      addProductTo(total, cumulants[j] as Polynomial, moments[n - j] as Polynomial, rational(-binomial(n - 1, j - 1)));
    cumulants.push(total);
  }
  return cumulants;
}
