/*
 * The unordered pairs of a layer's inputs, and symmetric tensors over them. N inputs have P = N(N+1)/2 pairs; a
 * symmetric tensor of rank r over pairs has binom(P + r - 1, r) entries, and that many are stored.
 */

/** The unordered pairs (i, j), i <= j, of N inputs, in the order (0,0), (0,1), ..., (0,N-1), (1,1), ... */
export interface Pairs {
  readonly inputs: number;
  readonly list: readonly (readonly [number, number])[];
  /** The number of the pair of two inputs, in either order. */
  index(i: number, j: number): number;
}

/** The unordered pairs of some number of inputs, in the order of tensors. */
export function pairsOf(inputs: number): Pairs {
  const list = Array.from({ length: inputs }, (_, i) =>
    Array.from({ length: inputs - i }, (_unused, k) => [i, i + k] as const),
  ).flat();
  const index = (i: number, j: number): number => {
    const [low, high] = i < j ? [i, j] : [j, i];
    return low * inputs - (low * (low - 1)) / 2 + (high - low);
  };
  return { inputs, list, index };
}

/** The kernel at some of the inputs as a matrix, from an entry a pair. */
export const kernelAt = (kernel: ArrayLike<number>, { index }: Pairs, inputs: readonly number[]): number[][] =>
  inputs.map((i) => inputs.map((j) => kernel[index(i, j)]!));

/** The kernel at some of the inputs, an entry a pair of those. */
export const kernelOf = (kernel: ArrayLike<number>, index: Pairs["index"], inputs: readonly number[]): number[] =>
  pairsOf(inputs.length).list.map(([i, j]) => kernel[index(inputs[i]!, inputs[j]!)]!);

/** The largest variance of an input. */
export const largestVariance = (kernel: ArrayLike<number>, { list }: Pairs): number =>
  list.reduce((most, [i, j], a) => (i === j ? Math.max(most, kernel[a]!) : most), 0);

/** A symmetric tensor over P pairs: one entry for each a_1 <= a_2 <= ... <= a_r. */
export interface SymmetricTensor {
  readonly rank: number;
  readonly pairs: number;
  readonly entries: Float64Array;
}

/** binom(n, k) as a number. */
export function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}

/** The number of entries of a symmetric tensor. */
export const packedLength = (pairs: number, rank: number): number => binomial(pairs + rank - 1, rank);

/** The place of an entry, its indices in nondecreasing order: the sum of binom(a_i + i, i + 1), i from 0. */
export function packedIndex(sorted: readonly number[]): number {
  let place = 0;
  sorted.forEach((a, i) => {
    place += binomial(a + i, i + 1);
  });
  return place;
}

/** A tensor with the value of a function at every entry, its indices in nondecreasing order. */
export function tensorOf(pairs: number, rank: number, value: (indices: readonly number[]) => number): SymmetricTensor {
  const entries = new Float64Array(packedLength(pairs, rank));
  for (const indices of nondecreasing(pairs, rank)) entries[packedIndex(indices)] = value(indices);
  return { rank, pairs, entries };
}

/** All lists of so many indices below P, nondecreasing. */
export function* nondecreasing(pairs: number, rank: number, from = 0): Generator<number[]> {
  if (rank === 0) {
    yield [];
    return;
  }
  for (let first = from; first < pairs; first++)
    for (const rest of nondecreasing(pairs, rank - 1, first)) yield [first, ...rest];
}

/** The place of an entry, its indices in any order; without a list for the ranks that are met most often. */
function placeOf(indices: readonly number[]): number {
  const [a = 0, b = 0, c = 0] = indices;
  switch (indices.length) {
    case 1:
      return a;
    case 2:
      return a < b ? a + (b * (b + 1)) / 2 : b + (a * (a + 1)) / 2;
    case 3: {
      const high = Math.max(a, b, c);
      const low = Math.min(a, b, c);
      const middle = a + b + c - high - low;
      return low + (middle * (middle + 1)) / 2 + (high * (high + 1) * (high + 2)) / 6;
    }
    default:
      return packedIndex([...indices].sort((x, y) => x - y));
  }
}

/** The entry at some indices, in any order. */
export function entryAt({ entries }: SymmetricTensor, indices: readonly number[]): number {
  const value = entries[placeOf(indices)];
  if (value === undefined) throw new RangeError(`the indices ${indices.join(", ")} are outside the tensor`);
  return value;
}
