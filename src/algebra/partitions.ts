import { factorial } from "./integers.js";

/**
 * The set partitions of {0, ..., n-1} as lists of blocks, each once, in the order of their restricted growth strings
 * (element i goes to a block already open or to the next new one).
 */
export function* setPartitions(n: number): Generator<number[][]> {
  const blocks: number[][] = [];
  function* place(i: number): Generator<number[][]> {
    if (i === n) {
      yield blocks.map((block) => [...block]);
      return;
    }
    for (const block of [...blocks]) {
      block.push(i);
      yield* place(i + 1);
      block.pop();
    }
    blocks.push([i]);
    yield* place(i + 1);
    blocks.pop();
  }
  yield* place(0);
}

/** The partitions of n into parts >= smallest, parts nonincreasing, in decreasing lexicographic order. */
export function* integerPartitions(n: number, smallest = 1, largest = n): Generator<number[]> {
  if (n === 0) {
    yield [];
    return;
  }
  for (let part = Math.min(n, largest); part >= smallest; part--)
    for (const rest of integerPartitions(n - part, smallest, part)) yield [part, ...rest];
}

/** How many set partitions have the given block sizes (their type). */
export function setPartitionsOfType(sizes: readonly number[]): bigint {
  let count = factorial(sizes.reduce((a, b) => a + b, 0));
  const repeats = new Map<number, number>();
  for (const size of sizes) {
    count /= factorial(size);
    repeats.set(size, (repeats.get(size) ?? 0) + 1);
  }
  for (const repeat of repeats.values()) count /= factorial(repeat);
  return count;
}

/**
 * The numbers of legs at each of r blocks, at most `most` in all; where there are several blocks each has at least one.
 */
export function* legCounts(r: number, most: number): Generator<number[]> {
  const least = r === 1 ? 0 : 1;
  function* choose(blocks: number, rest: number): Generator<number[]> {
    if (blocks === 0) yield [];
    else
      for (let m = least; m <= rest - least * (blocks - 1); m++)
        for (const others of choose(blocks - 1, rest - m)) yield [m, ...others];
  }
  yield* choose(r, most);
}

/** The ways to write a number as a sum of so many parts >= 1 in order, in lexicographic order. */
export function* compositions(sum: number, parts: number): Generator<number[]> {
  if (parts === 1) {
    if (sum >= 1) yield [sum];
    return;
  }
  for (let first = 1; first <= sum - parts + 1; first++)
    for (const rest of compositions(sum - first, parts - 1)) yield [first, ...rest];
}
