import { type Expansion, plainExpansion } from "../symbols/symbols.js";

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
      ways *= (kinds + j - 1) / j;
      forests[whole] = (forests[whole] as number) + ways * (forests[whole - j * size] as number);
    }
  }
}
