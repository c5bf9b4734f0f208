import { forestCounts } from "./forest-counts.js";
import type { KernelSymmetry } from "./kernels.js";
import type { Family, Skeleton } from "./skeletons.js";
import { circle } from "./skeletons.js";
import type { WantedRuns } from "./wanted.js";

/** How many classes of diagrams there are on cores, by Burnside's lemma and counts of trees: none is made. */
export interface SkeletonCounts {
  /** With all lengths of chains. */
  ofFamily(family: Family): number;
  /** On one skeleton. */
  ofSkeleton(skeleton: Skeleton): number;
  /** Those whose trees have given sizes, of which some symmetries are left. */
  ofSizes(skeleton: Skeleton, extras: Int32Array, keeping: readonly Uint8Array[]): number;
}

/**
 * What hangs on cores, as power series by size (weight x excesses + excess). A symmetry leaves a core with trees alone where they
 * are the same all along each of its cycles: a cycle of c nodes brings the series of one node in t^c, a cycle of c chains that of
 * a chain; where they come back turned round, the chain is the same from both ends.
 */
export function skeletonCounts({ k, excess, expansion, largestP }: WantedRuns): SkeletonCounts {
  const excesses = excess + 1;
  const length = (k + 1) * excesses;
  const whole = length - 1;
  const trees = forestCounts(k, excess, expansion, largestP);
  const isBare = (size: number): boolean => size === 0 || (size < excesses && expansion.blobs === "expanded");
  /** The trees that can hang on a node: of function vertices, and of blobs. */
  const nodes: readonly [Float64Array, Float64Array] = [
    Float64Array.from({ length }, (_, size) => (size < excesses ? 0 : (trees.functions.trees[size] as number))),
    Float64Array.from({ length }, (_, size) =>
      size < excesses ? Number(isBare(size)) : (trees.blobs.trees[size] as number),
    ),
  ];

  const one = (): Float64Array => new Float64Array(length).fill(1, 0, 1);
  function times(a: Float64Array, b: Float64Array): Float64Array {
    const product = new Float64Array(length);
    for (let i = 0; i < length; i++) {
      const value = a[i] as number;
      if (value === 0) continue;
      for (let j = 0; i + j < length; j++)
        if ((i % excesses) + (j % excesses) < excesses)
          product[i + j] = (product[i + j] as number) + value * (b[j] as number);
    }
    return product;
  }
  /** A series in t^c. */
  function spread(a: Float64Array, c: number): Float64Array {
    const made = new Float64Array(length);
    for (let i = 0; c * i < length; i++) if (c * (i % excesses) < excesses) made[c * i] = a[i] as number;
    return made;
  }
  const plus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value + (b[i] as number));

  const known = new Map<string, Float64Array>();
  function remembered(key: string, make: () => Float64Array): Float64Array {
    const made = known.get(key) ?? make();
    known.set(key, made);
    return made;
  }
  const node = (isBlob: boolean, cycle: number): Float64Array =>
    remembered(`${isBlob},${cycle}`, () => spread(nodes[isBlob ? 1 : 0], cycle));

  /** Chains of every length between two nodes, in a cycle of so many; the same from both ends where they come back turned. */
  function chains(from: boolean, to: boolean, cycle: number, isTurned: boolean): Float64Array {
    return remembered(`${from},${to},${cycle},${isTurned}`, () => {
      let total: Float64Array = new Float64Array(length);
      let before: Float64Array = one();
      // Between nodes of one kind the chain has an odd number of nodes, so one in the middle; else an even number.
      for (let place = 0; before.some((value) => value !== 0); place++) {
        const isBlob = from === (place % 2 === 1);
        if (isTurned) total = plus(total, times(before, node(isBlob, cycle)));
        else if ((place % 2 === 1) === (from === to)) total = plus(total, before);
        before = times(before, node(isBlob, isTurned ? 2 * cycle : cycle));
      }
      return total;
    });
  }

  /** The decorated cores of a kernel with colours that an automorphism leaves alone. */
  function leftAlone({ kernel, colours }: Family & { readonly kind: "kernel" }, symmetry: KernelSymmetry): number {
    const keys: string[] = [];
    const factors: Float64Array[] = [];
    const add = (key: string, factor: Float64Array): void => {
      keys.push(key);
      factors.push(factor);
    };
    for (const { at, cycle } of cyclesOf(symmetry.vertices)) {
      const isBlob = colours[at] as boolean;
      add(`${isBlob},${cycle}`, node(isBlob, cycle));
    }
    for (const { at, cycle, members } of cyclesOf(symmetry.lines)) {
      const [u, v] = kernel.lines[at] as readonly [number, number];
      const [from, to] = [colours[u] as boolean, colours[v] as boolean];
      const isTurned = members.filter((line) => symmetry.turned[line]).length % 2 === 1;
      add(`${from !== to},${from && to},${cycle},${isTurned}`, chains(from, to, cycle, isTurned));
    }
    const product = remembered(keys.sort().join(";"), () => factors.reduce(times));
    return product[whole] as number;
  }

  return {
    ofFamily(family) {
      if (family.kind === "circle")
        return Array.from({ length: k }, (_, i) => this.ofSkeleton(circle(i + 1))).reduce((a, b) => a + b, 0);
      const total = family.group.reduce((sum, symmetry) => sum + leftAlone(family, symmetry), 0);
      return total / family.group.length;
    },
    ofSkeleton({ isBlob, symmetries }) {
      let total = 0;
      for (const symmetry of symmetries) {
        const cycles = cyclesOf(symmetry);
        const key = cycles.map(({ at, cycle }) => `${isBlob[at]},${cycle}`).sort();
        const product = remembered(`skeleton ${key.join(";")}`, () =>
          cycles.map(({ at, cycle }) => node(isBlob[at] as boolean, cycle)).reduce(times),
        );
        total += product[whole] as number;
      }
      return total / symmetries.length;
    },
    ofSizes({ isBlob }, extras, keeping) {
      let total = 0;
      for (const symmetry of keeping) {
        let product = 1;
        for (const { at } of cyclesOf(symmetry)) {
          const blob = isBlob[at] as boolean;
          product *= nodes[blob ? 1 : 0][(extras[at] as number) + (blob ? 0 : excesses)] as number;
        }
        total += product;
      }
      return total / keeping.length;
    },
  };
}

/** The cycles of a permutation: a member of each, how many there are, and all. */
function cyclesOf(
  to: ArrayLike<number>,
): { readonly at: number; readonly cycle: number; readonly members: readonly number[] }[] {
  const seen = Array.from(to, () => false);
  return Array.from(to).flatMap((_, at) => {
    if (seen[at]) return [];
    const members: number[] = [];
    for (let next = at; !seen[next]; next = to[next] as number) {
      seen[next] = true;
      members.push(next);
    }
    return [{ at, cycle: members.length, members }];
  });
}
