import { stirlingRow } from "../algebra/integers.js";
import type { Expansion } from "../symbols/symbols.js";
import { labelledByJSums, loopClassesByJSums } from "./counting-loops.js";

/*
 * Counting without listing: formulas that know nothing of the enumeration. docs/enumeration.md derives both.
 */

/** A polynomial in y with bigint coefficients: entry r counts structures with r function vertices. */
type ByVertices = readonly bigint[];

function addProduct(into: bigint[], p: ByVertices, q: ByVertices, sign = 1n): void {
  p.forEach((a, i) => {
    if (a === 0n) return;
    q.forEach((b, j) => {
      into[i + j] = (into[i + j] ?? 0n) + sign * a * b;
    });
  });
}

/** Multisets of given structures by weight, filled one weight at a time as the structures become known. */
interface MultisetTable {
  /** Entry w: how many multisets have weight w, by function vertices. */
  readonly counts: ByVertices[];
  /** Entry w: the sum over d | w of d x (structures of weight d, y replaced by y^{w/d}). */
  readonly powerSums: ByVertices[];
}

const emptyMultisets = (): MultisetTable => ({ counts: [[1n]], powerSums: [[]] });

/** Appends the entry of the next weight w (Euler transform) and returns it; needs the structures through weight w. */
function extendMultisets({ counts, powerSums }: MultisetTable, structures: readonly ByVertices[]): ByVertices {
  const w = counts.length;
  const powerSum: bigint[] = [];
  for (let d = 1; d <= w; d++)
    if (w % d === 0)
      structures[d]?.forEach((count, r) => {
        const place = (r * w) / d;
        powerSum[place] = (powerSum[place] ?? 0n) + BigInt(d) * count;
      });
  powerSums.push(dense(powerSum));
  const total: bigint[] = [];
  for (let j = 1; j <= w; j++) addProduct(total, powerSums[j] as ByVertices, counts[w - j] as ByVertices);
  const entry = dense(total).map((c) => c / BigInt(w));
  counts.push(entry);
  return entry;
}

const dense = (sparse: readonly (bigint | undefined)[]): bigint[] => Array.from(sparse, (c) => c ?? 0n);

/**
 * The number of classes of tree diagrams of V_2k by number of j sums (entry r; entry 0 is zero), by Otter's
 * dissimilarity theorem: free trees = trees rooted at a vertex - trees rooted at an edge. Cost O(k^4) bigint
 * operations. Source: R. Otter, Ann. Math. 49 (1948) 583, applied to trees of two colours with weights.
 */
export function treeClassesByJSums(k: number): bigint[] {
  // F: function trees, B: blob trees, both planted, by weight. F = x y/(1-x) * MSET(B); B = MSET(F) without the empty
  // one.
  const functionTrees: bigint[][] = [[]];
  const blobTrees: ByVertices[] = [[]];
  const setsOfFunctions = emptyMultisets();
  const setsOfBlobs = emptyMultisets();
  for (let w = 1; w <= k; w++) {
    const f: bigint[] = [0n];
    for (let p = 1; p <= w; p++)
      setsOfBlobs.counts[w - p]?.forEach((count, r) => {
        f[r + 1] = (f[r + 1] ?? 0n) + count;
      });
    functionTrees.push(dense(f));
    blobTrees.push(extendMultisets(setsOfFunctions, functionTrees));
    extendMultisets(setsOfBlobs, blobTrees);
  }
  // Rooted at a function vertex: F. Rooted at a blob: at least two function trees below it, MSET(F) - 1 - F. Rooted at
  // a leg: F x B. The two F cancel.
  const classes: bigint[] = [...(setsOfFunctions.counts[k] as ByVertices)];
  for (let w = 1; w < k; w++) addProduct(classes, functionTrees[w] as bigint[], blobTrees[k - w] as ByVertices, -1n);
  return dense(classes);
}

/**
 * The number of labelled tree diagrams of V_2k by number of j sums (entry r): a set partition of the k external pairs
 * into r function vertices, times a hypertree on r labelled vertices, of which there are sum_j S(r-1, j) r^{j-1}.
 * Source: D. M. Warme, Ph.D. thesis (1998); I. M. Gessel, L. H. Kalikow, Sem. Lothar. Combin. 54 (2005) B54.
 */
export function labelledTreesByJSums(k: number): bigint[] {
  return stirlingRow(k).map((blocks, r) => (r === 0 ? 0n : blocks * hypertrees(r)));
}

function hypertrees(r: number): bigint {
  if (r === 1) return 1n;
  return stirlingRow(r - 1).reduce((total, s, j) => (j === 0 ? total : total + s * BigInt(r) ** BigInt(j - 1)), 0n);
}

/** The sum of a row of counts. */
export const totalCount = (counts: readonly bigint[]): bigint => counts.reduce((a, b) => a + b, 0n);

/** The number of classes of V_2k at an order beyond leading, by number of j sums: the cheaper formula that serves. */
export const classesByJSums = (k: number, order: number, expansion: Expansion): bigint[] =>
  order === 0 ? treeClassesByJSums(k) : loopClassesByJSums(k, order, expansion);

/** The number of labelled diagrams of V_2k at an order beyond leading, by number of j sums. */
export const labelledDiagramsByJSums = (k: number, order: number, expansion: Expansion): bigint[] =>
  order === 0 ? labelledTreesByJSums(k) : labelledByJSums(k, order, expansion);

/** The orders beyond leading that a request spans. */
export const loopRange = ([from, to]: readonly [number, number]): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
