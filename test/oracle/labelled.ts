/*
 * Labelled tree diagrams by brute force: every set partition of the externals, every set of blobs, kept when connected
 * with as few legs as that needs. Only for small k; shares nothing with src/.
 */

export interface LabelledDiagram {
  /** The externals at each function vertex. */
  readonly vertices: readonly (readonly number[])[];
  /** The function vertices on each blob. */
  readonly blobs: readonly (readonly number[])[];
}

export function* partitions(n: number): Generator<number[][]> {
  if (n === 0) {
    yield [];
    return;
  }
  for (const smaller of partitions(n - 1)) {
    for (let i = 0; i < smaller.length; i++) yield smaller.map((block, j) => (j === i ? [...block, n - 1] : block));
    yield [...smaller, [n - 1]];
  }
}

/** The sets of subsets of {0..r-1}, each of at least two elements, whose sizes less one add up to r - 1. */
function* blobSets(r: number): Generator<number[][]> {
  const subsets: number[][] = [];
  for (let bits = 0; bits < 1 << r; bits++) {
    const subset = Array.from({ length: r }, (_, i) => i).filter((i) => bits & (1 << i));
    if (subset.length >= 2) subsets.push(subset);
  }
  function* choose(from: number, rest: number, chosen: number[][]): Generator<number[][]> {
    if (rest === 0) yield chosen;
    for (let i = from; i < subsets.length; i++) {
      const subset = subsets[i] as number[];
      if (subset.length - 1 <= rest) yield* choose(i + 1, rest - subset.length + 1, [...chosen, subset]);
    }
  }
  yield* choose(0, r - 1, []);
}

function isConnected(r: number, blobs: readonly (readonly number[])[]): boolean {
  const reached = new Set([0]);
  for (let again = true; again; ) {
    again = false;
    for (const blob of blobs)
      if (blob.some((v) => reached.has(v)))
        for (const v of blob)
          if (!reached.has(v)) {
            reached.add(v);
            again = true;
          }
  }
  return reached.size === r;
}

/** Every labelled tree diagram of V_2k. */
export function* labelledTrees(k: number): Generator<LabelledDiagram> {
  for (const vertices of partitions(k))
    for (const blobs of blobSets(vertices.length)) if (isConnected(vertices.length, blobs)) yield { vertices, blobs };
}

/** The class of a labelled diagram: the least of its spellings under every permutation of its function vertices. */
export function classByPermutations({ vertices, blobs }: LabelledDiagram): string {
  let least: string | undefined;
  for (const order of permutations(vertices.length)) {
    const sizes = order.map((v) => vertices[v]?.length);
    const place = order.map((_, v) => order.indexOf(v));
    const spelled = blobs
      .map((blob) =>
        blob
          .map((v) => place[v] as number)
          .sort((a, b) => a - b)
          .join(),
      )
      .sort()
      .join(";");
    const text = `${sizes.join()}|${spelled}`;
    if (least === undefined || text < least) least = text;
  }
  return least as string;
}

export function* permutations(n: number): Generator<number[]> {
  if (n === 0) {
    yield [];
    return;
  }
  for (const shorter of permutations(n - 1))
    for (let i = 0; i <= shorter.length; i++) yield [...shorter.slice(0, i), n - 1, ...shorter.slice(i)];
}
