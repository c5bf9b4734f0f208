import { cumulantWeight } from "../../algebra/cumulants.js";
import { setPartitions } from "../../algebra/partitions.js";
import { memoised } from "../../foundation/memoised.js";

/*
 * Unbiased estimators of joint cumulants (Fisher's k-statistics and their multivariate kin). A cumulant is a sum over
 * set partitions of products of moments; the product of t moments is estimated without bias by the mean over t
 * different samples, and a sum over different samples is again a sum over set partitions, of products of plain sums.
 */

/**
 * One product of plain sums: which factors stand in each, and the sign and size of its coefficient for each number of
 * samples.
 */
interface SumProduct {
  /** Places of the factors, a list a plain sum. */
  readonly sums: readonly (readonly number[])[];
  /** The coefficient over n (n-1) ... (n-t+1), by t; entry 0 is empty. */
  readonly byCount: readonly number[];
}

/** The joint k-statistic of r factors as a sum of products of plain sums. */
function productsOf(r: number): readonly SumProduct[] {
  const found = new Map<string, { sums: number[][]; byCount: number[] }>();
  for (const blocks of setPartitions(r)) {
    const t = blocks.length;
    const cumulant = Number(cumulantWeight(t));
    // Sums over t different samples from free ones: blocks joined by the same weights.
    for (const joined of setPartitions(t)) {
      const sums = joined
        .map((group) => group.flatMap((b) => [...blocks[b]!]).sort((a, b) => a - b))
        .sort((a, b) => a[0]! - b[0]!);
      const weight = cumulant * joined.reduce((product, group) => product * Number(cumulantWeight(group.length)), 1);
      const key = sums.map((sum) => sum.join()).join("|");
      const entry = found.get(key) ?? { sums, byCount: new Array<number>(r + 1).fill(0) };
      entry.byCount[t]! += weight;
      found.set(key, entry);
    }
  }
  return [...found.values()];
}

/** The joint k-statistic of r quantities, given their plain sums. */
export type KStatistic = (r: number, samples: number, sum: (places: readonly number[]) => number) => number;

/** {@link kStatistic} for many quantities: what depends on their number alone is made once for each. */
export function kStatistics(): KStatistic {
  const products = memoised(productsOf, String);
  return (r, samples, sum) => estimate(products(r), r, samples, sum);
}

/**
 * The unbiased estimate of the joint cumulant of r quantities from n > r - 1 samples.
 * @param sum the plain sum over the samples of the product of the quantities at some of the places 0..r-1; shifting
 * each quantity by a constant changes nothing for r >= 2, so centred ones are best
 */
export const kStatistic: KStatistic = (r, samples, sum) => estimate(productsOf(r), r, samples, sum);

function estimate(
  products: readonly SumProduct[],
  r: number,
  samples: number,
  sum: (places: readonly number[]) => number,
): number {
  let total = 0;
  for (const { sums, byCount } of products) {
    let coefficient = 0;
    let falling = 1;
    for (let t = 1; t <= r; t++) {
      falling *= samples - t + 1;
      coefficient += byCount[t]! / falling;
    }
    total += sums.reduce((product, places) => product * sum(places), coefficient);
  }
  return total;
}
