import { binomial, factorial } from "./integers.js";
import { integerPartitions, setPartitionsOfType } from "./partitions.js";
import { accumulator, addProductTo, addTo, constant, type Polynomial, times } from "./polynomial.js";
import { one, rational } from "./rational.js";

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

/** Moments from cumulants, the inverse of {@link cumulantsFromMoments}, as a sum over set partitions by type. */
export function momentsFromCumulants(cumulants: readonly Polynomial[]): Polynomial[] {
  return cumulants.map((_, n) => {
    const total = accumulator();
    for (const sizes of integerPartitions(n)) {
      const product = sizes.reduce((p, size) => times(p, cumulants[size] as Polynomial), constant(one));
      addTo(total, product, rational(setPartitionsOfType(sizes)));
    }
    return total;
  });
}

/** The Moebius function of the lattice of set partitions, (-1)^{b-1} (b-1)!: the weight of b blocks in a cumulant. */
export const cumulantWeight = (blocks: number): bigint => (blocks % 2 === 1 ? 1n : -1n) * factorial(blocks - 1);
