import { inTurn } from "../algebra/integers.js";
import { type Diagram, legMatrix, parallelExchanges } from "./diagram.js";

/*
 * Canonical labelling and automorphism group order of any diagram, by colour refinement and individualisation: nodes
 * get colours that no automorphism can change; while a colour is shared, one node after the other of the first shared
 * colour is singled out. By the orbit-stabiliser theorem |Aut| is the product of the orbit lengths met on the way down.
 * Nodes that a known automorphism maps onto each other are explored once only, so symmetric diagrams stay cheap.
 */

/** A diagram as a coloured graph: nodes are the function vertices, then the blobs. */
interface ColouredGraph {
  readonly colours: readonly number[];
  /** What each node is joined to, and by which bundle of legs. */
  readonly neighbours: readonly (readonly (readonly [node: number, bundle: number])[])[];
  /** What the numbers of the bundles mean, where that is not how many legs they have. */
  readonly bundles: readonly string[];
}

/** A colouring in which every node has its own colour; read as a permutation, node -> position. */
type Labelling = readonly number[];

interface Search {
  /** The labelling whose relabelled graph is least. */
  readonly best: Labelling;
  readonly bestText: string;
  /** The labelling at the end of the first path down, and its text: what a second node of a cell is compared with. */
  readonly leaf: Labelling;
  readonly leafText: string;
  /** Order of the group of automorphisms that keep the colours. */
  readonly order: bigint;
  /** Automorphisms, as node -> node, that generate the group. */
  readonly generators: readonly (readonly number[])[];
  /**
   * The nodes singled out on the first path down, each with its orbit under the automorphisms that leave those before
   * it alone: a base of the group with its stabiliser chain.
   */
  readonly chain: readonly { readonly node: number; readonly orbit: readonly number[] }[];
}

/** What no automorphism changes about a node, as text: first the function vertices, those with many Delta's first. */
const kindsOf = (d: Diagram): string[] => [
  ...d.vertices.map(
    ({ p, legs, externals, kind }) =>
      `0,${place(-p)},${place(-legs)}${externals === undefined ? "" : `,${externals.map(place)}`}${tail(kind)}`,
  ),
  ...d.blobs.map(({ degree, order = -1, kind }) => `1,${place(-degree)},${place(order)}${tail(kind)}`),
];

/** A number so that texts sort as numbers do. */
const place = (n: number): number => 1e6 + n;

const tail = (kind: string | undefined): string => (kind === undefined ? "" : `:${kind}`);

function colouredGraph(d: Diagram, kinds: readonly string[]): ColouredGraph {
  const r = d.vertices.length;
  const neighbours: [number, number][][] = kinds.map(() => []);
  const { rows, bundles } = bundlesOf(d);
  rows.forEach((row, v) => {
    row.forEach((bundle, b) => {
      if (bundle === 0) return;
      neighbours[v]?.push([r + b, bundle]);
      neighbours[r + b]?.push([v, bundle]);
    });
  });
  return { colours: denseColours(kinds), neighbours, bundles };
}

/**
 * For each function vertex and blob a number that says which legs join them, 0 where none do: without kinds how many,
 * else the place of their kinds among all that occur.
 */
function bundlesOf(d: Diagram): { readonly rows: readonly (readonly number[])[]; readonly bundles: readonly string[] } {
  if (d.edges.every(([, , kind]) => kind === undefined)) return { rows: legMatrix(d), bundles: [] };
  const kinds = d.vertices.map(() => d.blobs.map((): string[] => []));
  for (const [v, b, kind = ""] of d.edges) kinds[v]?.[b]?.push(kind);
  const texts = kinds.map((row) => row.map((list) => list.sort().join()));
  const bundles = [...new Set(texts.flatMap((row, v) => row.filter((_, b) => kinds[v]?.[b]?.length)))].sort();
  return {
    rows: texts.map((row, v) => row.map((text, b) => (kinds[v]?.[b]?.length ? 1 + bundles.indexOf(text) : 0))),
    bundles,
  };
}

/** Replaces texts by their places among the distinct texts in sorted order. */
function denseColours(texts: readonly string[]): number[] {
  const places = new Map([...new Set(texts)].sort().map((text, place) => [text, place] as const));
  return texts.map((text) => places.get(text) as number);
}

const padded = (n: number): string => String(n).padStart(6, "0");

/** More than the number of any bundle: a neighbour's colour and its bundle make one number. */
const beyondBundles = 2 ** 20;

/**
 * Splits colours by the colours around each node, again and again, until nothing splits. Nodes are ordered by their
 * colour and then by the sorted list of what is around them, so the new colours do not depend on the numbering.
 */
function refine({ neighbours }: ColouredGraph, start: readonly number[]): readonly number[] {
  let colours = start;
  const nodes = colours.map((_, node) => node);
  for (let count = new Set(colours).size; count < nodes.length; ) {
    const around = neighbours.map((list) =>
      list.map(([to, bundle]) => (colours[to] as number) * beyondBundles + bundle).sort(ascending),
    );
    const compare = (a: number, b: number): number =>
      (colours[a] as number) - (colours[b] as number) || inTurn(around[a] as number[], around[b] as number[]);
    nodes.sort(compare);
    const refined: number[] = [];
    let colour = 0;
    nodes.forEach((node, place) => {
      if (place > 0 && compare(nodes[place - 1] as number, node) !== 0) colour++;
      refined[node] = colour;
    });
    colours = refined;
    if (colour + 1 === count) break;
    count = colour + 1;
  }
  return colours;
}

const ascending = (a: number, b: number): number => a - b;

/** Gives one node a colour of its own, just before its cell's, and refines. */
function singleOut(graph: ColouredGraph, colours: readonly number[], node: number): readonly number[] {
  const own = colours[node] as number;
  return refine(
    graph,
    colours.map((colour, other) => (colour > own || (colour === own && other !== node) ? colour + 1 : colour)),
  );
}

/** The nodes of the first colour that is shared, or undefined where every node has its own. */
function firstSharedCell(colours: readonly number[]): number[] | undefined {
  const cells: number[][] = colours.map(() => []);
  colours.forEach((colour, node) => {
    cells[colour]?.push(node);
  });
  return cells.find((cell) => cell.length > 1);
}

/** The graph relabelled, as text: equal texts mean that the labellings differ by an automorphism. */
function relabelled({ neighbours }: ColouredGraph, labelling: Labelling): string {
  const rows: string[] = [];
  neighbours.forEach((around, node) => {
    rows[labelling[node] as number] = around
      .map(([to, bundle]) => `${padded(labelling[to] as number)}x${bundle}`)
      .sort()
      .join();
  });
  return rows.join(";");
}

/** Goes straight down: always the first node of the first shared cell. */
function firstLeaf(graph: ColouredGraph, colours: readonly number[]): Labelling {
  for (let current = colours; ; ) {
    const cell = firstSharedCell(current);
    if (cell === undefined) return current;
    current = singleOut(graph, current, cell[0] as number);
  }
}

/** The automorphism that carries each node to the node at the same place under the other labelling. */
function automorphismBetween(from: Labelling, to: Labelling): number[] {
  const atPlace: number[] = [];
  to.forEach((place, node) => {
    atPlace[place] = node;
  });
  return from.map((place) => atPlace[place] as number);
}

function orbitsOf(nodes: number, generators: readonly (readonly number[])[]): (node: number) => number {
  const parent = Array.from({ length: nodes }, (_, i) => i);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] as number;
    return root;
  };
  for (const image of generators)
    image.forEach((to, node) => {
      parent[find(node)] = find(to);
    });
  return find;
}

function search(graph: ColouredGraph, colours: readonly number[]): Search {
  const cell = firstSharedCell(colours);
  if (cell === undefined) {
    const text = relabelled(graph, colours);
    return { best: colours, bestText: text, leaf: colours, leafText: text, order: 1n, generators: [], chain: [] };
  }
  const [head, ...others] = cell as [number, ...number[]];
  const first = search(graph, singleOut(graph, colours, head));
  const generators = [...first.generators];
  const explored = [{ node: head, result: first }];
  let best = first;
  for (const node of others) {
    const orbit = orbitsOf(colours.length, generators);
    if (explored.some((done) => orbit(done.node) === orbit(node))) continue;
    const below = singleOut(graph, colours, node);
    const leaf = firstLeaf(graph, below);
    const leafText = relabelled(graph, leaf);
    const twin = explored.find(({ result }) => result.leafText === leafText);
    if (twin) {
      generators.push(automorphismBetween(twin.result.leaf, leaf));
      continue;
    }
    // Not seen to be equivalent by one path: search all below it, and compare what is least there.
    const result = search(graph, below);
    generators.push(...result.generators);
    for (const done of explored)
      if (done.result.bestText === result.bestText) generators.push(automorphismBetween(done.result.best, result.best));
    explored.push({ node, result });
    if (result.bestText < best.bestText) best = result;
  }
  const orbit = orbitsOf(colours.length, generators);
  const headOrbit = cell.filter((node) => orbit(node) === orbit(head));
  const { leaf, leafText } = first;
  return {
    best: best.best,
    bestText: best.bestText,
    leaf,
    leafText,
    order: BigInt(headOrbit.length) * first.order,
    generators,
    chain: [{ node: head, orbit: headOrbit }, ...first.chain],
  };
}

/** The search of a diagram's own graph, nodes coloured by nothing but their kinds. */
function searchOf(d: Diagram, kinds: readonly string[] = kindsOf(d)): Search {
  const graph = colouredGraph(d, kinds);
  return search(graph, refine(graph, graph.colours));
}

/**
 * |Aut|: permutations of function vertices and of blobs that keep p, labels, kinds and legs, times the permutations of
 * parallel legs of one kind. Works for any number of loops.
 */
export const automorphismCount = (d: Diagram): bigint => searchOf(d).order * parallelExchanges(d);

/**
 * Pairs [v, w] of function vertices such that exactly one of the labellings that the automorphisms make of each other
 * has key(v) < key(w) for all pairs, keys being distinct numbers at the function vertices. Of the labellings in one
 * orbit it is the least, compared at the base of the stabiliser chain in turn: at each base point the key must be the
 * least of its orbit.
 */
export function orderOfLabels(d: Diagram): [number, number][] {
  const r = d.vertices.length;
  // Function vertices have the first colours, so they are all told apart before the first blob is singled out.
  return searchOf(d)
    .chain.filter(({ node }) => node < r)
    .flatMap(({ node, orbit }) => orbit.filter((w) => w !== node).map((w): [number, number] => [node, w]));
}

/**
 * Permutations of the nodes (function vertices, then blobs) that generate the automorphism group, parallel legs apart.
 */
export const automorphismGenerators = (d: Diagram): readonly (readonly number[])[] => searchOf(d).generators;

/**
 * A text that is the same for two diagrams with marked nodes exactly when an isomorphism carries one to the other,
 * marks included. A node may be marked more than once.
 */
export function markedText(d: Diagram, marked: readonly number[]): string {
  const kinds = kindsOf(d).map((kind, node) => `${kind}m${marked.filter((mark) => mark === node).length}`);
  return `${[...kinds].sort().join(";")}|${bundlesOf(d).bundles.join(";")}|${searchOf(d, kinds).bestText}`;
}

/** Places of the function vertices and of the blobs that depend on nothing but the diagram's class, and |Aut|. */
export function canonicalLabelling(d: Diagram): {
  readonly vertices: number[];
  readonly blobs: number[];
  readonly automorphisms: bigint;
} {
  const { best, order } = searchOf(d);
  const r = d.vertices.length;
  return {
    vertices: best.slice(0, r),
    blobs: best.slice(r).map((place) => place - r),
    automorphisms: order * parallelExchanges(d),
  };
}
