import { factorial } from "../algebra/integers.js";
import { type Incident, incidence } from "./incidence.js";

/**
 * The central noun. A diagram is a connected bipartite multigraph between function vertices (one per j sum) and blobs;
 * its edges are the legs. Trees are the leading order; nothing here assumes one.
 *
 * Function vertices, blobs and legs may have a kind, a name that isomorphisms keep: what V_2k needs none of, a subject
 * with several sorts of legs, blobs that carry a word, or lines with a direction says by it.
 */
export interface Diagram {
  readonly vertices: readonly FunctionVertex[];
  readonly blobs: readonly Blob[];
  /** One entry a leg; parallel legs are repeated entries. */
  readonly edges: readonly Edge[];
}

/** One neuron's j sum: p Delta's sit there, and `legs` second derivatives act on them. */
export interface FunctionVertex {
  readonly p: number;
  readonly legs: number;
  /** Which external pairs (counted from 1) the p Delta's are, where the externals are labelled. */
  readonly externals?: readonly number[];
  readonly kind?: string;
}

/** The connected vertex V_{2 degree} of layer l-1; degree 1 is a tadpole: a term K_p of the mean shift. */
export interface Blob {
  readonly degree: number;
  /**
   * Where the vertex is taken term by term, the power p of 1/n_{l-2} in its own series: V_2b[p]. Undefined for the full
   * vertex. A tadpole always has one, from 1 on: K_p.
   */
  readonly order?: number;
  readonly kind?: string;
}

/** A leg: its function vertex and its blob as indices, and its kind where it has one. */
export type Edge = readonly [vertex: number, blob: number, kind?: string];

/** A class of diagrams as the enumeration knows it: the diagram in canonical form and the order of its group. */
export interface DiagramClass {
  readonly diagram: Diagram;
  readonly automorphisms: bigint;
}

/** Thrown for data that is not a diagram: it names what is wrong. */
export class DiagramError extends Error {
  override readonly name = "DiagramError";
}

/**
 * Builds a diagram from the number of Delta's at each function vertex and the legs; the degrees follow. A blob whose
 * order is not given is a full vertex, or the tadpole K_1.
 * @throws DiagramError when a number is out of range, an index has no vertex or blob, or the graph is not connected.
 */
export function makeDiagram(
  deltas: readonly number[],
  blobCount: number,
  edges: readonly Edge[],
  orders: readonly (number | undefined)[] = [],
): Diagram {
  if (deltas.length === 0) throw new DiagramError("a diagram needs at least one function vertex");
  for (const p of deltas)
    if (!Number.isSafeInteger(p) || p < 1)
      throw new DiagramError(`a function vertex carries ${p} Delta's; it must carry at least one`);
  for (const [v, b, kind] of edges) {
    if (kind !== undefined) requireKind(kind);
    if (deltas[v] === undefined) throw new DiagramError(`a leg at function vertex ${v}, which does not exist`);
    if (!(b >= 0 && b < blobCount)) throw new DiagramError(`a leg at blob ${b}, which does not exist`);
  }
  for (const order of orders)
    if (order !== undefined && (!Number.isSafeInteger(order) || order < 0))
      throw new DiagramError(`a blob of order ${order}; the orders of a series are 0, 1, 2, ...`);
  const diagram = assemble(deltas, blobCount, edges, orders);
  if (diagram.blobs.some(({ degree, order }) => degree === 1 && order === 0))
    throw new DiagramError("a blob with one leg of order 0: a tadpole is K_1, K_2, ..., not K_0 itself");
  if (!isConnected(diagram)) throw new DiagramError("the diagram is not connected: only connected ones contribute");
  return diagram;
}

/** As {@link makeDiagram}, for who knows already that the diagram is one. */
export function assemble(
  deltas: readonly number[],
  blobCount: number,
  edges: readonly Edge[],
  orders: readonly (number | undefined)[],
): Diagram {
  const legs = deltas.map(() => 0);
  const degrees = Array.from({ length: blobCount }, () => 0);
  for (const [v, b] of edges) {
    legs[v] = (legs[v] as number) + 1;
    degrees[b] = (degrees[b] as number) + 1;
  }
  return {
    vertices: deltas.map((p, v) => ({ p, legs: legs[v] as number })),
    blobs: degrees.map((degree, b) => {
      const order = orders[b] ?? (degree === 1 ? 1 : undefined);
      return order === undefined ? { degree } : { degree, order };
    }),
    edges,
  };
}

/**
 * The diagram with labelled externals: `labels[v]` are the external pairs, counted from 1, at function vertex v.
 * @throws DiagramError when a vertex has not one for each of its Delta's, or a label is missing or stands twice.
 */
export function withExternals(d: Diagram, labels: readonly (readonly number[])[]): Diagram {
  const k = externalPairs(d);
  const sorted = labels.flat().sort((a, b) => a - b);
  if (sorted.length !== k || sorted.some((label, i) => label !== i + 1))
    throw new DiagramError(`the externals ${sorted.join(", ")}: expected each of 1 to ${k} once`);
  return {
    ...d,
    vertices: d.vertices.map((vertex, v) => {
      const externals = [...(labels[v] as readonly number[])].sort((a, b) => a - b);
      if (externals.length !== vertex.p)
        throw new DiagramError(`${externals.length} externals at a function vertex with ${vertex.p} Delta's`);
      return { ...vertex, externals };
    }),
  };
}

/** How a kind is spelled, so that it stands in an id. */
export const kindPattern = "[A-Za-z][A-Za-z0-9]{0,39}";

const isKind = new RegExp(`^${kindPattern}$`);

function requireKind(kind: string): void {
  if (!isKind.test(kind))
    throw new DiagramError(
      `the kind ${JSON.stringify(kind.slice(0, 60))}: expected letters and digits, a letter first, 40 at most`,
    );
}

/**
 * The diagram with kinds of its function vertices and blobs, in their order; undefined for none.
 * @throws DiagramError for a kind that is no name
 */
export function withKinds(
  d: Diagram,
  vertices: readonly (string | undefined)[],
  blobs: readonly (string | undefined)[],
): Diagram {
  const named = <Node extends object>(node: Node, kind: string | undefined): Node => {
    if (kind === undefined) return node;
    requireKind(kind);
    return { ...node, kind };
  };
  return {
    ...d,
    vertices: d.vertices.map((vertex, v) => named(vertex, vertices[v])),
    blobs: d.blobs.map((blob, b) => named(blob, blobs[b])),
  };
}

/** The first kind that something of a diagram has; undefined where nothing has one. */
export function kindIn({ vertices, blobs, edges }: Diagram): string | undefined {
  for (const { kind } of vertices) if (kind !== undefined) return kind;
  for (const { kind } of blobs) if (kind !== undefined) return kind;
  for (const [, , kind] of edges) if (kind !== undefined) return kind;
  return undefined;
}

/** Whether the externals are labelled. */
export const isLabelled = (d: Diagram): boolean => d.vertices[0]?.externals !== undefined;

function isConnected(d: Diagram): boolean {
  const around = incidence(d);
  const reached = new Set([0]);
  for (const node of reached) for (const { node: other } of around[node] as Incident[]) reached.add(other);
  return reached.size === around.length;
}

/** k: how many Delta's (external pairs) the diagram has; it contributes to V_2k. */
export const externalPairs = (d: Diagram): number => d.vertices.reduce((total, { p }) => total + p, 0);

/** The product of p! over the function vertices: in how many ways the Delta's can be exchanged where they stand. */
export const deltaExchanges = (d: Diagram): bigint => d.vertices.reduce((product, { p }) => product * factorial(p), 1n);

/** The number of j sums: one a function vertex. */
export const jSums = (d: Diagram): number => d.vertices.length;

/** Independent cycles, L = E - r - B + 1. */
export const loops = (d: Diagram): number => d.edges.length - d.vertices.length - d.blobs.length + 1;

/** The power of 1/n beyond leading order: one a loop, and those of the blobs' own series. */
export const orderOf = (d: Diagram): number => d.blobs.reduce((total, { order = 0 }) => total + order, loops(d));

/** The orders of the blobs, as {@link makeDiagram} takes them. */
export const blobOrders = (d: Diagram): (number | undefined)[] => d.blobs.map(({ order }) => order);

/** For each function vertex and blob, how many legs join them: rows are function vertices. */
export function legMatrix(d: Diagram): number[][] {
  const matrix = d.vertices.map(() => d.blobs.map(() => 0));
  for (const [v, b] of d.edges) {
    const row = matrix[v] as number[];
    row[b] = (row[b] as number) + 1;
  }
  return matrix;
}

/** In how many ways parallel legs of one kind can be exchanged among themselves. */
export function parallelExchanges({ edges }: Diagram): bigint {
  let exchanges = 1n;
  edges.forEach(([v, b, kind], i) => {
    // One more equal leg can stand in so many places among those before it.
    let equal = 1n;
    for (let j = 0; j < i; j++) {
      const [w, c, other] = edges[j] as Edge;
      if (w === v && c === b && other === kind) equal++;
    }
    if (equal > 1n) exchanges *= equal;
  });
  return exchanges;
}
