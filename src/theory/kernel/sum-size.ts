import { loopRange } from "../../graphs/counting.js";
import type { Expansion } from "../../symbols/symbols.js";

/** The orders of V_2k or K that a sum is of. */
export interface SumOf extends Expansion {
  readonly k: number;
  /** From and to how many orders beyond leading. */
  readonly loops: readonly [number, number];
}

/** The most additions that a size is worth: a second or so. */
const mostWork = 3e8;

/** About how many additions a size takes: the products of averages, and the multisets of blobs. */
function workOf({ k, loops: [, to], about, blobs }: SumOf): number {
  const [cut, legs] = [k - 1 + to, 2 * (k - 1 + to)];
  const orders = about === "K_0" || blobs === "expanded" ? to + 1 : 1;
  const kinds = (cut + 1) * (blobs === "expanded" ? orders : 2);
  return k ** 3 * legs ** 2 + kinds * orders * legs * cut;
}

/**
 * How many monomials a sum has at most, without writing one down: products of averages with k Delta's and so many legs, times
 * multisets of blobs with as many, of which a connected diagram with r function vertices can be made. At leading order it is their
 * number. Floating point; infinity where even counting them would take long.
 */
export function sumSize({ k, loops, ...expansion }: SumOf): number {
  if (workOf({ k, loops, ...expansion }) > mostWork) return Number.POSITIVE_INFINITY;
  const cut = k - 1 + loops[1];
  const averages = productsByLegs(k, 2 * cut);
  const blobs = blobsByLegs(2 * cut, cut, loops[1], expansion);
  // The mean of sigma^2, in which there is no Delta.
  let total = k === 1 && loops[0] === 0 ? 1 : 0;
  for (const order of loopRange(loops))
    for (let r = 1; r <= k; r++)
      for (let legs = 0; legs <= 2 * cut; legs++) {
        const fronts = blobs(legs, r - 1, order);
        // Where there is a leg every vertex has one, and so have as many averages at least.
        const products = (averages[legs] as number[]).slice(legs === 0 ? 0 : r);
        total += fronts * products.reduce((sum, n) => sum + n, 0);
      }
  return total;
}

const table = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0));

/** Entry [m][w]: products of averages with k Delta's and m legs, w of them with a leg. */
function productsByLegs(k: number, most: number): number[][] {
  // Entry [w][p][m] of the averages that have a leg.
  const withLegs = Array.from({ length: k + 1 }, () => table(k + 1, most + 1));
  (withLegs[0]?.[0] as number[])[0] = 1;
  for (let p = 1; p <= k; p++)
    for (let m = 1; m <= most; m++)
      for (let w = 1; w <= k; w++)
        for (let i = p; i <= k; i++) {
          const [into, from] = [withLegs[w]?.[i] as number[], withLegs[w - 1]?.[i - p] as number[]];
          for (let j = m; j <= most; j++) into[j] = (into[j] as number) + (from[j - m] as number);
        }
  const without = Array.from({ length: k + 1 }, (_, i): number => (i === 0 ? 1 : 0));
  for (let p = 2; p <= k; p++)
    for (let i = p; i <= k; i++) without[i] = (without[i] as number) + (without[i - p] as number);
  return Array.from({ length: most + 1 }, (_, m) =>
    withLegs.map((byDeltas) =>
      byDeltas.reduce((sum, row, p) => sum + (row[m] as number) * (without[k - p] as number), 0),
    ),
  );
}

/**
 * How many multisets of blobs have so many legs, `ties` more than blobs at least (what connects r vertices is r - 1), and
 * with their own orders so many powers of 1/n beyond.
 */
function blobsByLegs(
  most: number,
  cut: number,
  orders: number,
  { about, blobs }: Expansion,
): (legs: number, ties: number, order: number) => number {
  const ownOrders = about === "K_0" || blobs === "expanded" ? orders : 0;
  // Entry [o][m][t]: with orders o in all, m legs, t more legs than blobs.
  const counts = Array.from({ length: ownOrders + 1 }, () => table(most + 1, cut + 1));
  (counts[0]?.[0] as number[])[0] = 1;
  for (let degree = 1; degree <= cut + 1; degree++)
    for (let own = 0; own <= ownOrders && degree - 1 + own <= cut; own++) {
      const isThere = degree === 1 ? about === "K_0" && own > 0 : own === 0 || blobs === "expanded";
      if (!isThere) continue;
      for (let o = own; o <= ownOrders; o++)
        for (let m = degree; m <= most; m++)
          for (let t = degree - 1; t <= cut; t++) {
            const row = counts[o]?.[m] as number[];
            row[t] = (row[t] as number) + (counts[o - own]?.[m - degree]?.[t - degree + 1] as number);
          }
    }
  return (legs, ties, order) => {
    let total = 0;
    for (let o = 0; o <= Math.min(order, ownOrders); o++) total += counts[o]?.[legs]?.[ties + order - o] ?? 0;
    return total;
  };
}
