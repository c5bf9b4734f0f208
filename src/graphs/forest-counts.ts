import { type Expansion, plainExpansion } from "../symbols/symbols.js";
import type { WantedRuns } from "./wanted.js";

/*
 * How many planted trees and forests there are of each size, without making them: forests are multisets of trees, so the
 * numbers of one kind follow from those of the other, size by size. In floating point: exact to 2^53, and beyond it enough
 * to tell what is far too large.
 */

/** Numbers by size, which is weight x excesses + excess as in the tables. */
interface Counts {
  readonly trees: Float64Array;
  readonly forests: Float64Array;
}

/** The numbers of function and blob trees, and of forests of them, up to a weight. */
export function forestCounts(
  weight: number,
  excess: number,
  expansion: Expansion = plainExpansion,
  largestP: number = weight,
): { readonly functions: Counts; readonly blobs: Counts } {
  const excesses = excess + 1;
  const length = (weight + 1) * excesses;
  const empty = (): Counts => ({
    trees: new Float64Array(length),
    forests: new Float64Array(length).fill(0).fill(1, 0, 1),
  });
  const [functions, blobs] = [empty(), empty()];
  const at = (list: Float64Array, size: number): number => list[size] as number;
  for (let size = 1; size < length; size++) {
    const own = size % excesses;
    for (let p = 1; p <= Math.min(largestP, Math.floor(size / excesses)); p++)
      functions.trees[size] = at(functions.trees, size) + at(blobs.forests, size - p * excesses);
    addMultisets(functions, size, excesses);
    if (size === own) blobs.trees[size] = expansion.about === "K_0" ? 1 : 0;
    else
      for (let order = 0; order <= (expansion.blobs === "expanded" ? own : 0); order++)
        blobs.trees[size] = at(blobs.trees, size) + at(functions.forests, size - order);
    addMultisets(blobs, size, excesses);
  }
  return { functions, blobs };
}

/** Lets trees of one more size stand in forests, any number of each. */
function addMultisets({ trees, forests }: Counts, size: number, excesses: number): void {
  const kinds = trees[size] as number;
  if (kinds === 0) return;
  const own = size % excesses;
  for (let whole = forests.length - 1; whole >= size; whole--) {
    let ways = 1;
    for (let j = 1; j * size <= whole && j * own <= whole % excesses; j++) {
      ways = (ways * (kinds + j - 1)) / j;
      forests[whole] = (forests[whole] as number) + ways * (forests[whole - j * size] as number);
    }
  }
}

/** Where trees and forests of one kind stand in their order, from their numbers alone: nothing is made. */
export interface Ranks {
  /** How many forests of a size have only trees whose number is at most this. */
  upTo(size: number, number: number): number;
  /** The largest number of a tree of at most this size; -1 where there is none. */
  heaviest(size: number): number;
  /** The size of the tree with a number. */
  sizeAt(number: number): number;
  readonly counts: Counts;
}

/** The ranks of function trees and of blob trees, and of forests of them. */
export interface KindRanks {
  readonly functions: Ranks;
  readonly blobs: Ranks;
}

/** The ranks of the planted trees of wanted classes. */
export function ranksOf({ k, excess, expansion, largestP }: WantedRuns): KindRanks {
  const { functions, blobs } = forestCounts(k, excess, expansion, largestP);
  return { functions: ranksOfKind(functions, excess + 1), blobs: ranksOfKind(blobs, excess + 1) };
}

function ranksOfKind(counts: Counts, excesses: number): Ranks {
  const { trees } = counts;
  // Numbers ascend with the sizes. Entry [size] of `lighter`: forests by size whose trees are all of smaller sizes.
  const lowest = new Float64Array(trees.length + 1);
  for (let size = 0; size < trees.length; size++) lowest[size + 1] = (lowest[size] as number) + (trees[size] as number);
  const lighter: Float64Array[] = [];
  function lighterThan(size: number): Float64Array {
    while (lighter.length <= size) {
      const before = lighter.at(-1);
      const next = before === undefined ? new Float64Array(trees.length).fill(1, 0, 1) : Float64Array.from(before);
      if (before !== undefined) addMultisets({ trees, forests: next }, lighter.length - 1, excesses);
      lighter.push(next);
    }
    return lighter[size] as Float64Array;
  }
  function sizeAt(number: number): number {
    let [low, high] = [0, trees.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lowest[middle] as number) > number) high = middle - 1;
      else low = middle;
    }
    return low;
  }
  return {
    counts,
    sizeAt,
    heaviest: (size) => (lowest[size + 1] as number) - 1,
    upTo(size, number) {
      if (size === 0) return 1;
      if (number < 0) return 0;
      const own = Math.min(size, sizeAt(number));
      const rest = lighterThan(own);
      const some = Math.min(number, (lowest[own + 1] as number) - 1) - (lowest[own] as number) + 1;
      let total = rest[size] as number;
      let ways = 1;
      for (let j = 1; j * own <= size && j * (own % excesses) <= size % excesses; j++) {
        ways = (ways * (some + j - 1)) / j;
        total += ways * (rest[size - j * own] as number);
      }
      return total;
    },
  };
}
