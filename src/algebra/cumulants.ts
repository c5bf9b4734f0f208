import { factorial } from "./integers.js";
import { integerPartitions, setPartitionsOfType } from "./partitions.js";
import { accumulator, addTo, constant, type Polynomial, times } from "./polynomial.js";
import { one, rational } from "./rational.js";

/**
 * Moments mu_0..mu_n (mu_0 = 1) from cumulants kappa_0..kappa_n (kappa_0 = 0) of one random quantity, as a sum over set
 * partitions by type.
 */
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
