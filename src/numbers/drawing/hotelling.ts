import betainc from "@stdlib/math-base-special-betainc";
import { choleskyInto } from "../analysis/cholesky.js";
import type { Block } from "./blocks.js";

/* Hotelling's test that the means of blocks are what was predicted, all of them together. */

/** Below it theory and measurement are said to disagree. */
export const significance = 1e-3;

/** Fewer blocks than this tell no error. */
export const fewestBlocks = 10;

/**
 * What a prediction leaves out may be so large a part of the statistical error. It is no error that could be averaged
 * with the other: counted as one, the worse a prediction were the sooner it would agree.
 */
export const largestTruncation = 1 / 3;

/** The means of the blocks' values, and the covariance of these means. */
export interface Means {
  readonly mean: readonly number[];
  readonly covariance: (i: number, j: number) => number;
}

/** The means of so many values over the blocks. */
export function meansOf(blocks: readonly Block[], values: number): Means {
  const count = blocks.length;
  const mean = Array.from(
    { length: values },
    (_, i) => blocks.reduce((sum, block) => sum + block.values[i]!, 0) / count,
  );
  return {
    mean,
    covariance: (i, j) =>
      blocks.reduce((sum, block) => sum + (block.values[i]! - mean[i]!) * (block.values[j]! - mean[j]!), 0) /
      (count - 1) /
      count,
  };
}

/** The outcome of the test. */
export interface Test {
  /** d^T C^-1 d of the deviations d with the covariance C of the measured means: about chi^2 where blocks are many. */
  readonly chiSquared: number;
  readonly degrees: number;
  /** The chance of a larger one, by Hotelling's T^2 (an F distribution), which knows that C is measured too. */
  readonly pValue: number;
}

/**
 * The test of some of the means.
 * @param tested the places of the values
 * @param z the deviation of each from its prediction, in its own standard errors
 */
export function hotelling(
  { covariance }: Means,
  tested: readonly number[],
  z: readonly number[],
  blocks: number,
): Test {
  // In units of each number's own error, so that the matrix is a correlation and well scaled.
  const scale = tested.map((i) => Math.sqrt(covariance(i, i)));
  const matrix = tested.map((i, a) => tested.map((j, b) => covariance(i, j) / (scale[a]! * scale[b]!)));
  const { square, rank } = whitened(matrix, z);
  const ratio = ((blocks - rank) * square) / (rank * (blocks - 1));
  // P(F > ratio) with rank and blocks - rank degrees of freedom.
  const pValue =
    rank === 0 ? 1 : betainc((blocks - rank) / (blocks - rank + rank * ratio), (blocks - rank) / 2, rank / 2);
  return { chiSquared: square, degrees: rank, pValue };
}

/**
 * d^T C^-1 d by a Cholesky root of C, whose diagonal is 1; directions in which it is nothing but rounding are left out.
 */
function whitened(
  matrix: readonly (readonly number[])[],
  d: readonly number[],
): { readonly square: number; readonly rank: number } {
  const n = d.length;
  const root = new Float64Array(n * n);
  choleskyInto(
    root,
    n,
    (i, j) => matrix[i]![j]!,
    // Half of the digits of such a variance are rounding of C.
    () => 1e-8,
  );
  const white = new Float64Array(n);
  let [square, rank] = [0, 0];
  for (let i = 0; i < n; i++) {
    const diagonal = root[i * n + i]!;
    if (diagonal === 0) continue;
    let rest = d[i]!;
    for (let c = 0; c < i; c++) rest -= root[i * n + c]! * white[c]!;
    white[i] = rest / diagonal;
    square += white[i]! * white[i]!;
    rank++;
  }
  return { square, rank };
}
