import { inTurn } from "../algebra/integers.js";
import type { Blob, Diagram, DiagramClass, Edge } from "./diagram.js";
import { type Incident, incidence } from "./incidence.js";
import { isomorphisms, type Kernel, kernels } from "./kernels.js";
import {
  type BlobTree,
  blobTree,
  compareBlobTrees,
  compareFunctionTrees,
  type FunctionTree,
  functionTree,
} from "./planted.js";
import { circle, type Skeleton, skeletonOf } from "./skeletons.js";

/*
 * A diagram as its core with a planted tree at each node, both ways: the diagram of such a core, in the numbering that
 * ids are printed in, and the canonical core of a given diagram. A tree diagram has one node for a core, its centroid.
 */

/** A core whose nodes have planted trees: a function tree at each function vertex, a blob tree at each blob. */
export interface DecoratedCore {
  readonly skeleton: Pick<Skeleton, "isBlob" | "blobsAt">;
  readonly trees: readonly (FunctionTree | BlobTree)[];
}

/** Whether each blob is a full vertex, or a term of its series with an order of its own. */
export type BlobStyle = "full" | "expanded";

/**
 * The diagram of a core: the function vertices of the core one after the other, each followed by what hangs on it, then what hangs on
 * the blobs of the core; below a node in preorder. Blobs are numbered as they come up: at a function vertex first those of the core, then its
 * own, before anything below them, so that an id reads a, b, c from the left.
 */
export function diagramOf({ skeleton, trees }: DecoratedCore, style: BlobStyle): Diagram {
  const vertices: { p: number; legs: number }[] = [];
  const blobs: { degree: number; order: number }[] = [];
  const edges: Edge[] = [];
  const numbers = new Map<number, number>();

  const addBlob = ({ order }: BlobTree): number => blobs.push({ degree: 0, order }) - 1;
  const numberOf = (node: number): number => {
    const known = numbers.get(node) ?? addBlob(trees[node] as BlobTree);
    numbers.set(node, known);
    return known;
  };
  const addLeg = (v: number, b: number): void => {
    edges.push([v, b]);
    (vertices[v] as { legs: number }).legs++;
    (blobs[b] as { degree: number }).degree++;
  };
  function addFunction({ p, children }: FunctionTree, above: readonly number[]): void {
    const v = vertices.push({ p, legs: 0 }) - 1;
    for (const b of above) addLeg(v, b);
    const own = children.map((child) => addBlob(child));
    for (const b of own) addLeg(v, b);
    children.forEach((child, i) => {
      addBelow(child, own[i] as number);
    });
  }
  function addBelow({ children }: BlobTree, b: number): void {
    for (const child of children) addFunction(child, [b]);
  }

  skeleton.isBlob.forEach((isBlob, node) => {
    if (isBlob) return;
    // Those that have a number come first, in its order, then the others as they stand in the core.
    const around = skeleton.blobsAt[node] as readonly number[];
    const known = around.filter((b) => numbers.has(b)).map(numberOf);
    const fresh = around.filter((b) => !numbers.has(b)).map(numberOf);
    addFunction(trees[node] as FunctionTree, [...known.sort((a, b) => a - b), ...fresh]);
  });
  skeleton.isBlob.forEach((isBlob, node) => {
    if (isBlob) addBelow(trees[node] as BlobTree, numberOf(node));
  });
  return {
    vertices,
    blobs: blobs.map(
      ({ degree, order }): Blob => (style === "expanded" || degree === 1 ? { degree, order } : { degree }),
    ),
    edges,
  };
}

/** The core of one node: a tree diagram hung up there. */
export const singleNode = (tree: FunctionTree | BlobTree): DecoratedCore => ({
  skeleton: { isBlob: [!("p" in tree)], blobsAt: [[]] },
  trees: [tree],
});

/** A core as it is found in a diagram. */
interface FoundCore {
  /** For each line of the kernel the nodes of its chain, and for a circle all nodes in turn. */
  readonly chains: readonly (readonly number[])[];
  /** The kernel: its vertices are these nodes; none for a circle. */
  readonly corners: readonly number[];
  readonly lines: readonly (readonly [number, number])[];
  /** The planted tree at each node of the core, by node of the diagram. */
  readonly treeAt: ReadonlyMap<number, FunctionTree | BlobTree>;
}

/** The canonical core of a diagram with loops. */
export interface CanonicalCore extends DecoratedCore {
  readonly skeleton: Way["skeleton"];
  /** The kernel with its colours; undefined for a circle. */
  readonly family: Way["family"];
  /** The order of the automorphism group. */
  readonly automorphisms: bigint;
}

/**
 * The canonical core of a diagram with one to five loops: of all ways to see it as a decorated skeleton that one whose
 * colours are least, then its lengths of chains, then with the largest sizes, then with the first trees (each as a list,
 * node by node). As many ways as there are, so many automorphisms has the diagram, apart from those of its planted trees.
 */
export function canonicalCore(d: Diagram, loops: number): CanonicalCore {
  const found = coreIn(d);
  const isBlobAt = (node: number): boolean => node >= d.vertices.length;
  const ways = loops === 1 ? waysRound(found, isBlobAt) : waysOfKernel(found, loops, isBlobAt);
  const sized = least(ways, ({ nodes }) => nodes.flatMap((node) => sizeOf(found.treeAt.get(node) as BlobTree)));
  let best: Way[] = [];
  for (const way of sized) {
    const order = best.length === 0 ? 0 : compareTrees(treesOf(way, found), treesOf(best[0] as Way, found));
    if (order < 0) best = [way];
    else if (order === 0) best.push(way);
  }
  const [{ skeleton, family, nodes }] = best as [Way];
  const trees = treesOf({ nodes }, found);
  return {
    skeleton,
    family,
    trees,
    automorphisms: trees.reduce((product, { automorphisms }) => product * automorphisms, BigInt(best.length)),
  };
}

/** The class of a diagram with one to five loops, from its canonical core. */
export function loopedClass(d: Diagram, loops: number, style: BlobStyle): DiagramClass {
  const core = canonicalCore(d, loops);
  return { diagram: diagramOf(core, style), automorphisms: core.automorphisms };
}

/** A way to see a core as a skeleton: for each node of the skeleton, that of the diagram. */
interface Way {
  readonly skeleton: Pick<Skeleton, "isBlob" | "blobsAt">;
  readonly family: { readonly kernel: Kernel; readonly colours: readonly boolean[] } | undefined;
  readonly nodes: readonly number[];
}

const treesOf = ({ nodes }: Pick<Way, "nodes">, { treeAt }: FoundCore): (FunctionTree | BlobTree)[] =>
  nodes.map((node) => treeAt.get(node) as FunctionTree | BlobTree);

/** Sizes so that the largest come first. */
const sizeOf = ({ weight, excess }: FunctionTree | BlobTree): [number, number] => [-weight, -excess];

function compareTrees(a: readonly (FunctionTree | BlobTree)[], b: readonly (FunctionTree | BlobTree)[]): number {
  for (const [i, tree] of a.entries()) {
    const other = b[i];
    const order =
      "p" in tree ? compareFunctionTrees(tree, other as FunctionTree) : compareBlobTrees(tree, other as BlobTree);
    if (order !== 0) return order;
  }
  return 0;
}

/** Those of some things whose key is least, compared in turn. */
function least<T>(things: readonly T[], key: (thing: T) => readonly number[]): T[] {
  let found: T[] = [];
  let smallest: readonly number[] = [];
  for (const thing of things) {
    const own = key(thing);
    const order = found.length === 0 ? -1 : inTurn(own, smallest);
    if (order > 0) continue;
    if (order < 0) {
      found = [];
      smallest = own;
    }
    found.push(thing);
  }
  return found;
}

/** A circle can begin at each of its function vertices, and go either way round. */
function waysRound({ chains }: FoundCore, isBlobAt: (node: number) => boolean): Way[] {
  const [round] = chains as [readonly number[]];
  const skeleton = circle(round.length / 2);
  return round.flatMap((start, i) => {
    if (isBlobAt(start)) return [];
    const turned = [...round.slice(i), ...round.slice(0, i)];
    return [turned, [start, ...turned.slice(1).reverse()]].map((nodes) => ({ skeleton, family: undefined, nodes }));
  });
}

/** Every isomorphism of its kernel with the one in the list, colours and lengths least. */
function waysOfKernel(
  { corners, lines, chains }: FoundCore,
  loops: number,
  isBlobAt: (node: number) => boolean,
): Way[] {
  const multigraph = { vertices: corners.length, lines };
  let kernel: Kernel | undefined;
  let all: ReturnType<typeof isomorphisms> = [];
  for (const candidate of kernels(loops)) {
    if (!looksLike(candidate, multigraph)) continue;
    all = isomorphisms(multigraph, candidate);
    if (all.length === 0) continue;
    kernel = candidate;
    break;
  }
  if (kernel === undefined) throw new RangeError(`no kernel of ${loops} loops is that of the diagram`);
  const coloured = least(all, ({ vertices }) =>
    moved(
      vertices,
      corners.map((node) => Number(isBlobAt(node))),
    ),
  );
  const inner = chains.map((chain) => chain.filter((node) => !isBlobAt(node)).length);
  const ways = least(coloured, (way) => moved(way.lines, inner));
  const [first] = ways as [(typeof ways)[number]];
  const colours = moved(first.vertices, corners.map(isBlobAt));
  const skeleton = skeletonOf(kernel, colours, moved(first.lines, inner));
  const family = { kernel, colours };
  return ways.map(({ vertices, lines: images, turned }) => ({
    skeleton,
    family,
    nodes: [
      ...moved(vertices, corners),
      ...moved(
        images,
        chains.map((chain, line) => (turned[line] ? [...chain].reverse() : chain)),
      ).flat(),
    ],
  }));
}

/** What is at each place, at the place where that goes. */
function moved<T>(places: readonly number[], values: readonly T[]): T[] {
  const result: T[] = [];
  places.forEach((to, from) => {
    result[to] = values[from] as T;
  });
  return result;
}

/** Whether two multigraphs have the same numbers of vertices, lines, and lines from a vertex to itself, and ends. */
function looksLike(a: Kernel, b: Kernel): boolean {
  const ends = ({ vertices, lines }: typeof a): number[] => {
    const counts = new Array<number>(vertices).fill(0);
    // A line from a vertex to itself counts for more than two that lead away.
    for (const [u, v] of lines) {
      counts[u] = (counts[u] as number) + 1;
      counts[v] = (counts[v] as number) + (u === v ? 100 : 1);
    }
    return counts.sort((x, y) => x - y);
  };
  return a.vertices === b.vertices && a.lines.length === b.lines.length && inTurn(ends(a), ends(b)) === 0;
}

/** Takes off what hangs on single legs until nothing does, and follows the chains of what remains. */
function coreIn(d: Diagram): FoundCore {
  const around = incidence(d);
  const r = d.vertices.length;
  const degrees = around.map((list) => list.length);
  const below: (FunctionTree | BlobTree)[][] = around.map(() => []);
  const isOff = around.map(() => false);
  const tree = (node: number): FunctionTree | BlobTree =>
    node < r
      ? functionTree(d.vertices[node]?.p as number, (below[node] as BlobTree[]).sort(compareBlobTrees))
      : blobTree((below[node] as FunctionTree[]).sort(compareFunctionTrees), d.blobs[node - r]?.order ?? 0);
  const leaves = around.flatMap((list, node) => (list.length === 1 ? [node] : []));
  for (const leaf of leaves) {
    isOff[leaf] = true;
    const parent = (around[leaf] as Incident[]).find(({ node }) => !isOff[node]) as Incident;
    below[parent.node]?.push(tree(leaf));
    degrees[parent.node] = (degrees[parent.node] as number) - 1;
    if (degrees[parent.node] === 1) leaves.push(parent.node);
  }
  const treeAt = new Map(around.flatMap((_, node) => (isOff[node] ? [] : [[node, tree(node)] as const])));
  const inCore = (node: number): Incident[] => (around[node] as Incident[]).filter((next) => !isOff[next.node]);

  /** Follows a leg to the next corner: the nodes on the way, and the leg by which it is reached. */
  function follow(leg: Incident, isEnd: (node: number) => boolean): { chain: number[]; last: Incident } {
    const chain: number[] = [];
    let last = leg;
    while (!isEnd(last.node)) {
      chain.push(last.node);
      last = inCore(last.node).find((next) => next.leg !== last.leg) as Incident;
    }
    return { chain, last };
  }
  const corners = [...treeAt.keys()].filter((node) => (degrees[node] as number) > 2);
  if (corners.length === 0) {
    const start = [...treeAt.keys()].find((node) => node < r) as number;
    const { chain } = follow(inCore(start)[0] as Incident, (node) => node === start);
    return { chains: [[start, ...chain]], corners, lines: [], treeAt };
  }
  const lines: [number, number][] = [];
  const chains: number[][] = [];
  const passed = new Set<number>();
  corners.forEach((corner, u) => {
    for (const leg of inCore(corner)) {
      if (passed.has(leg.leg)) continue;
      passed.add(leg.leg);
      const { chain, last } = follow(leg, (node) => (degrees[node] as number) > 2);
      passed.add(last.leg);
      lines.push([u, corners.indexOf(last.node)]);
      chains.push(chain);
    }
  });
  return { chains, corners, lines, treeAt };
}
