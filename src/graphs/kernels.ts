import { kernelWords } from "./kernel-data.js";

/*
 * The kernel of a diagram with two loops or more: take off everything that hangs on a single leg, again and again, until
 * nothing does; what remains (the core) has nodes of two legs, which make chains, and nodes of three or more. The latter
 * with the chains as lines are the kernel: a connected multigraph, lines from a node to itself and parallel ones among its
 * lines, each vertex with three ends of lines or more. For L loops there are finitely many, at most 2L - 2 vertices and 3L - 3
 * lines: 3, 15, 111, 1076 for L = 2, 3, 4, 5 (scripts/kernels.mjs makes them).
 */

/** The most loops for which the kernels are known. */
export const largestKernelLoops = 5;

/** A kernel, or any multigraph that may be one. */
export interface Kernel {
  readonly vertices: number;
  /** The ends of each line, the smaller vertex first. */
  readonly lines: readonly (readonly [number, number])[];
}

/**
 * An automorphism of a kernel: where its vertices and lines go, and which lines are turned round against the direction
 * that their image is written in. Parallel lines and the directions of lines from a vertex to itself are told apart.
 */
export interface KernelSymmetry {
  readonly vertices: readonly number[];
  readonly lines: readonly number[];
  readonly turned: readonly boolean[];
}

/** All kernels with so many loops, 2 to {@link largestKernelLoops}, in the order that ids rest on. */
export const kernels = (loops: number): Kernel[] => (kernelWords[loops] as string).split(" ").map(kernelOf);

function kernelOf(word: string): Kernel {
  const ends = [...word].map(Number);
  const lines = Array.from({ length: ends.length / 2 }, (_, i) => [ends[2 * i], ends[2 * i + 1]] as [number, number]);
  return { vertices: 1 + Math.max(...ends), lines };
}

/**
 * All isomorphisms from one multigraph to another; from a kernel to itself, its automorphisms. A search vertex by vertex, and
 * for each permutation of the vertices every way to exchange parallel lines and to turn lines from a vertex to itself: a
 * kernel of five loops has 3840 at most.
 */
export function isomorphisms(from: Kernel, to: Kernel): KernelSymmetry[] {
  if (from.vertices !== to.vertices || from.lines.length !== to.lines.length) return [];
  const between = multiplicities(from);
  const target = multiplicities(to);
  const found: KernelSymmetry[] = [];
  const image: number[] = [];
  const isTaken = to.lines.map(() => false);

  function place(v: number): void {
    if (v === from.vertices) {
      found.push(...withLines(from, to, [...image]));
      return;
    }
    for (let w = 0; w < to.vertices; w++) {
      if (isTaken[w]) continue;
      image[v] = w;
      if (image.every((x, u) => u > v || between[u]?.[v] === target[x]?.[w])) {
        isTaken[w] = true;
        place(v + 1);
        isTaken[w] = false;
      }
      image.length = v;
    }
  }
  place(0);
  return found;
}

/** How many lines join two vertices. */
function multiplicities({ vertices, lines }: Kernel): number[][] {
  const matrix = Array.from({ length: vertices }, () => new Array<number>(vertices).fill(0));
  for (const [u, v] of lines) {
    (matrix[u] as number[])[v] = (matrix[u]?.[v] as number) + 1;
    if (u !== v) (matrix[v] as number[])[u] = (matrix[v]?.[u] as number) + 1;
  }
  return matrix;
}

/** The isomorphisms that move the vertices in a given way. */
function withLines(from: Kernel, to: Kernel, vertices: number[]): KernelSymmetry[] {
  let partial: { lines: number[]; turned: boolean[] }[] = [{ lines: [], turned: [] }];
  for (const [u, v] of from.lines) {
    const [x, y] = [vertices[u] as number, vertices[v] as number];
    partial = partial.flatMap(({ lines, turned }) =>
      to.lines.flatMap(([a, b], line) => {
        if (lines.includes(line) || Math.min(x, y) !== a || Math.max(x, y) !== b) return [];
        const ways = x === y ? [false, true] : [x !== a];
        return ways.map((way) => ({ lines: [...lines, line], turned: [...turned, way] }));
      }),
    );
  }
  return partial.map((rest) => ({ vertices, ...rest }));
}
