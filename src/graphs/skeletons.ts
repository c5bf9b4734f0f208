import { isomorphisms, type Kernel, type KernelSymmetry, kernels } from "./kernels.js";

/*
 * Cores of diagrams: what is left of one when everything that hangs on a single leg is taken off. With one loop a core is
 * a circle of function vertices and blobs in turn; with more it is a kernel whose vertices are function vertices or blobs, and whose
 * lines are chains of them. A core here has nothing at its nodes yet: a skeleton, to be decorated by planted trees. Each class of skeletons
 * comes once: of the colours of a kernel's vertices those are kept that no automorphism makes less, then of the lengths of
 * the chains those that no automorphism which keeps the colours makes less (docs/enumeration.md, "Kernels").
 */

/** A core without what hangs on it. */
export interface Skeleton {
  /** For each node whether it is a blob; else it is a function vertex. */
  readonly isBlob: readonly boolean[];
  /** The function vertices among the nodes. */
  readonly functions: number;
  /** For each function vertex, by node, the blobs at its legs in order of their numbers; for each blob empty. */
  readonly blobsAt: readonly (readonly number[])[];
  /** The automorphisms as permutations of the nodes, each once, the identity first. */
  readonly symmetries: readonly Uint8Array[];
  /** How many automorphisms move no node: exchanges of parallel legs. */
  readonly still: number;
}

/** Skeletons that differ in the lengths of their chains: a kernel with colours, or the circle. */
export type Family =
  | { readonly kind: "circle" }
  | {
      readonly kind: "kernel";
      readonly kernel: Kernel;
      /** Whether each vertex of the kernel is a blob. */
      readonly colours: readonly boolean[];
      /** The automorphisms of the kernel that keep the colours. */
      readonly group: readonly KernelSymmetry[];
    };

/** The families of skeletons with so many loops (1 to 5), each once. */
export function* families(loops: number): Generator<Family> {
  if (loops === 1) yield { kind: "circle" };
  else
    for (const kernel of kernels(loops)) {
      const automorphisms = isomorphisms(kernel, kernel);
      for (let code = 0; code < 2 ** kernel.vertices; code++) {
        const colours = Array.from({ length: kernel.vertices }, (_, v) => ((code >> v) & 1) === 1);
        const group = stabiliserOfLeast(colours.map(Number), automorphisms, ({ vertices }) => vertices);
        if (group !== undefined) yield { kind: "kernel", kernel, colours, group };
      }
    }
}

/** The skeletons of a family with at most so many function vertices, each class once. */
export function* skeletonsIn(family: Family, most: number): Generator<Skeleton> {
  if (family.kind === "circle") {
    for (let functions = 1; functions <= most; functions++) yield circle(functions);
    return;
  }
  const { kernel, colours, group } = family;
  // A chain is as long as the function vertices in it say; between blobs there is one at least.
  const least = kernel.lines.map(([u, v]) => (colours[u] && colours[v] ? 1 : 0));
  const atVertices = colours.filter((isBlob) => !isBlob).length;
  for (const inner of boundedVectors(least, most - atVertices)) {
    const fixing = stabiliserOfLeast(inner, group, ({ lines }) => lines);
    if (fixing !== undefined) yield skeletonOf(kernel, colours, inner, fixing);
  }
}

/** The circle: function vertices at the even places, blobs at the odd ones. */
export function circle(functions: number): Skeleton {
  const nodes = 2 * functions;
  const symmetries: Uint8Array[] = [];
  for (let turn = 0; turn < nodes; turn += 2) {
    symmetries.push(Uint8Array.from({ length: nodes }, (_, i) => (i + turn) % nodes));
    symmetries.push(Uint8Array.from({ length: nodes }, (_, i) => (turn + nodes - i) % nodes));
  }
  return {
    isBlob: Array.from({ length: nodes }, (_, i) => i % 2 === 1),
    functions,
    blobsAt: Array.from({ length: nodes }, (_, i) =>
      i % 2 === 1 ? [] : [(i + nodes - 1) % nodes, i + 1].sort((a, b) => a - b),
    ),
    ...eachOnce(symmetries),
  };
}

/** Permutations of a group's elements each once, and how many elements each of them is. */
function eachOnce(permutations: readonly Uint8Array[]): Pick<Skeleton, "symmetries" | "still"> {
  const [identity] = permutations as readonly [Uint8Array];
  // As many elements are each permutation as move nothing.
  let still = 0;
  for (const to of permutations) if (areEqual(to, identity)) still++;
  if (still === 1) return { symmetries: permutations, still };
  const symmetries: Uint8Array[] = [];
  const alike = new Map<number, Uint8Array[]>();
  for (const to of permutations) {
    const key = to.reduce((sum, image) => Math.imul(sum, 0x01000193) ^ image, 0);
    const others = alike.get(key) ?? [];
    if (others.some((other) => areEqual(other, to))) continue;
    alike.set(key, [...others, to]);
    symmetries.push(to);
  }
  return { symmetries, still };
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const identityOf = ({ vertices, lines }: Kernel): KernelSymmetry => ({
  vertices: Array.from({ length: vertices }, (_, v) => v),
  lines: lines.map((_, line) => line),
  turned: lines.map(() => false),
});

/**
 * Those of a group's elements that leave a vector as it is, or undefined where one of them makes it less.
 * @param places where an element takes each place of the vector
 */
function stabiliserOfLeast(
  vector: readonly number[],
  group: readonly KernelSymmetry[],
  places: (element: KernelSymmetry) => readonly number[],
): readonly KernelSymmetry[] | undefined {
  if (group.length === 1) return group;
  const fixing: KernelSymmetry[] = [];
  for (const element of group) {
    const to = places(element);
    let order = 0;
    for (let i = 0; i < vector.length && order === 0; i++)
      order = (vector[to[i] as number] as number) - (vector[i] as number);
    if (order < 0) return undefined;
    if (order === 0) fixing.push(element);
  }
  return fixing;
}

/** Vectors of whole numbers with given least entries and a bound on their sum, in lexicographic order. */
function* boundedVectors(least: readonly number[], most: number): Generator<readonly number[]> {
  const vector = [...least];
  let sum = least.reduce((a, b) => a + b, 0);
  if (sum > most) return;
  for (;;) {
    yield vector;
    let last = vector.length - 1;
    if (sum === most) {
      // Full: the last entry that can shrink does, and the one before it grows.
      while (last >= 0 && vector[last] === least[last]) last--;
      if (last <= 0) return;
      sum -= (vector[last] as number) - (least[last] as number);
      vector[last] = least[last] as number;
      last--;
    }
    vector[last] = (vector[last] as number) + 1;
    sum++;
  }
}

/**
 * A kernel with colours and chains: nodes are its vertices, then those of the chains, line by line.
 * @param colours whether each vertex is a blob
 * @param inner the function vertices inside each chain
 * @param group the automorphisms of the kernel that keep both; the identity is among them
 */
export function skeletonOf(
  kernel: Kernel,
  colours: readonly boolean[],
  inner: readonly number[],
  group: readonly KernelSymmetry[] = [identityOf(kernel)],
): Skeleton {
  const isBlob = [...colours];
  const blobsAt: number[][] = colours.map(() => []);
  const first: number[] = [];
  const lengths: number[] = [];
  const join = (a: number, b: number): void => {
    if (isBlob[a]) blobsAt[b]?.push(a);
    else blobsAt[a]?.push(b);
  };
  kernel.lines.forEach(([u, v], line) => {
    const functions = inner[line] as number;
    const length = 2 * functions + 1 - Number(colours[u]) - Number(colours[v]);
    first.push(isBlob.length);
    lengths.push(length);
    let before = u;
    for (let place = 0; place < length; place++) {
      const node = isBlob.push(!isBlob[before]) - 1;
      blobsAt.push([]);
      join(before, node);
      before = node;
    }
    join(before, v);
  });
  for (const list of blobsAt)
    if (list.some((blob, i) => i > 0 && (list[i - 1] as number) > blob)) list.sort((a, b) => a - b);
  const permutations = group.map(({ vertices, lines, turned }) => {
    const to = new Uint8Array(isBlob.length);
    vertices.forEach((w, v) => {
      to[v] = w;
    });
    lines.forEach((image, line) => {
      const length = lengths[line] as number;
      for (let place = 0; place < length; place++)
        to[(first[line] as number) + place] = (first[image] as number) + (turned[line] ? length - 1 - place : place);
    });
    return to;
  });
  return {
    isBlob,
    functions: isBlob.filter((blob) => !blob).length,
    blobsAt,
    ...(permutations.length === 1 ? { symmetries: permutations, still: 1 } : eachOnce(permutations)),
  };
}
