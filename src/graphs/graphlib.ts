import { Graph } from "@dagrejs/graphlib";
import { type Diagram, DiagramError, type Edge, makeDiagram, withExternals, withKinds } from "./diagram.js";

/**
 * The label of a node: a function vertex with its number of Delta's, and which external pairs those are where the
 * externals are labelled, or a blob, with its order where it has one. `of` is the kind of either, where it has one.
 */
export type NodeLabel = (
  | { readonly kind: "function"; readonly p: number; readonly externals?: readonly number[] }
  | { readonly kind: "blob"; readonly order?: number }
) & { readonly of?: string };

/**
 * The diagram as an undirected multigraph of graphlib: nodes f0, f1, ... (function vertices) and b0, b1, ... (blobs);
 * one named edge a leg, so that parallel legs stay apart, labelled { kind } where it has one.
 */
export function toGraph(d: Diagram): Graph {
  const graph = new Graph({ directed: false, multigraph: true });
  d.vertices.forEach(({ p, externals, kind }, v) => {
    graph.setNode(`f${v}`, { kind: "function", p, ...given({ externals, of: kind }) } satisfies NodeLabel);
  });
  d.blobs.forEach(({ order, kind }, b) => {
    graph.setNode(`b${b}`, { kind: "blob", ...given({ order, of: kind }) } satisfies NodeLabel);
  });
  d.edges.forEach(([v, b, kind], leg) => {
    graph.setEdge(`f${v}`, `b${b}`, given({ kind }), `leg${leg}`);
  });
  return graph;
}

/** What of a record is not undefined. */
const given = <R extends object>(record: R): { [K in keyof R]?: Exclude<R[K], undefined> } =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;

/**
 * The diagram of a graph whose node labels are {@link NodeLabel}s; the nodes may have any names and any order.
 * @throws DiagramError naming a node without such a label, or an edge that does not join a function vertex and a blob; also where only some of
 *   the function vertices have labelled externals.
 */
export function fromGraph(graph: Graph): Diagram {
  const deltas: number[] = [];
  const labels: (readonly number[])[] = [];
  const orders: (number | undefined)[] = [];
  const vertexKinds: (string | undefined)[] = [];
  const blobKinds: (string | undefined)[] = [];
  const place = new Map<string, { readonly kind: NodeLabel["kind"]; readonly index: number }>();
  for (const name of graph.nodes()) {
    const label: unknown = graph.node(name);
    if (!isNodeLabel(label))
      throw new DiagramError(
        `node ${name} is neither { kind: "function", p }, with p externals where they are labelled, nor { kind: "blob" }`,
      );
    place.set(name, { kind: label.kind, index: label.kind === "blob" ? orders.length : deltas.length });
    if (label.kind === "blob") {
      orders.push(label.order);
      blobKinds.push(label.of);
    } else {
      deltas.push(label.p);
      vertexKinds.push(label.of);
      if (label.externals !== undefined) labels.push(label.externals);
    }
  }
  if (labels.length > 0 && labels.length < deltas.length)
    throw new DiagramError(
      `${labels.length} of ${deltas.length} function vertices have labelled externals: expected all of them or none`,
    );
  const edges = graph.edges().map((edge): Edge => {
    const { v, w } = edge;
    const ends = [place.get(v), place.get(w)];
    const vertex = ends.find((end) => end?.kind === "function");
    const blob = ends.find((end) => end?.kind === "blob");
    if (!vertex || !blob)
      throw new DiagramError(`edge ${v} -- ${w} joins two ${ends[0]?.kind}s; a leg joins a function vertex and a blob`);
    const kind = legKind(graph.edge(edge));
    return kind === undefined ? [vertex.index, blob.index] : [vertex.index, blob.index, kind];
  });
  const diagram = withKinds(makeDiagram(deltas, orders.length, edges, orders), vertexKinds, blobKinds);
  return labels.length > 0 ? withExternals(diagram, labels) : diagram;
}

/** The kind of a leg, from its label in a graph. */
export const legKind = (label: unknown): string | undefined =>
  typeof label === "object" && label !== null && "kind" in label && typeof label.kind === "string"
    ? label.kind
    : undefined;

/** Whether the label of a node is one of ours. */
export function isNodeLabel(label: unknown): label is NodeLabel {
  if (typeof label !== "object" || label === null || !("kind" in label)) return false;
  if ("of" in label && typeof label.of !== "string") return false;
  if (label.kind === "blob") return !("order" in label) || typeof label.order === "number";
  if (label.kind !== "function" || !("p" in label) || typeof label.p !== "number") return false;
  if (!("externals" in label) || label.externals === undefined) return true;
  return (
    Array.isArray(label.externals) && label.externals.length === label.p && label.externals.every(Number.isInteger)
  );
}
