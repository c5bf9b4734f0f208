import { Graph } from "@dagrejs/graphlib";
import { type Diagram, DiagramError, type Edge, makeDiagram, withExternals } from "./diagram.js";

/**
 * The label of a node: a function vertex with its number of Delta's, and which external pairs those are where the
 * externals are labelled, or a blob, with its order where it has one.
 */
export type NodeLabel =
  | { readonly kind: "function"; readonly p: number; readonly externals?: readonly number[] }
  | { readonly kind: "blob"; readonly order?: number };

/**
 * The diagram as an undirected multigraph of graphlib: nodes f0, f1, ... (function vertices) and b0, b1, ... (blobs);
 * one named edge a leg, so that parallel legs stay apart.
 */
export function toGraph(d: Diagram): Graph {
  const graph = new Graph({ directed: false, multigraph: true });
  d.vertices.forEach(({ p, externals }, v) => {
    const labels = externals === undefined ? {} : { externals };
    graph.setNode(`f${v}`, { kind: "function", p, ...labels } satisfies NodeLabel);
  });
  d.blobs.forEach(({ order }, b) => {
    graph.setNode(`b${b}`, { kind: "blob", ...(order === undefined ? {} : { order }) } satisfies NodeLabel);
  });
  d.edges.forEach(([v, b], leg) => {
    graph.setEdge(`f${v}`, `b${b}`, {}, `leg${leg}`);
  });
  return graph;
}

/**
 * The diagram of a graph whose node labels are {@link NodeLabel}s; the nodes may have any names and any order.
 * @throws DiagramError naming a node without such a label, or an edge that does not join a function vertex and a blob; also where only some of
 *   the function vertices have labelled externals.
 */
export function fromGraph(graph: Graph): Diagram {
  const deltas: number[] = [];
  const labels: (readonly number[])[] = [];
  const orders: (number | undefined)[] = [];
  const place = new Map<string, { readonly kind: NodeLabel["kind"]; readonly index: number }>();
  for (const name of graph.nodes()) {
    const label: unknown = graph.node(name);
    if (!isNodeLabel(label))
      throw new DiagramError(
        `node ${name} is neither { kind: "function", p }, with p externals where they are labelled, nor { kind: "blob" }`,
      );
    place.set(name, { kind: label.kind, index: label.kind === "blob" ? orders.length : deltas.length });
    if (label.kind === "blob") orders.push(label.order);
    else {
      deltas.push(label.p);
      if (label.externals !== undefined) labels.push(label.externals);
    }
  }
  if (labels.length > 0 && labels.length < deltas.length)
    throw new DiagramError(
      `${labels.length} of ${deltas.length} function vertices have labelled externals: expected all of them or none`,
    );
  const edges = graph.edges().map(({ v, w }): Edge => {
    const ends = [place.get(v), place.get(w)];
    const vertex = ends.find((end) => end?.kind === "function");
    const blob = ends.find((end) => end?.kind === "blob");
    if (!vertex || !blob)
      throw new DiagramError(`edge ${v} -- ${w} joins two ${ends[0]?.kind}s; a leg joins a function vertex and a blob`);
    return [vertex.index, blob.index];
  });
  const diagram = makeDiagram(deltas, orders.length, edges, orders);
  return labels.length > 0 ? withExternals(diagram, labels) : diagram;
}

/** Whether the label of a node is one of ours. */
export function isNodeLabel(label: unknown): label is NodeLabel {
  if (typeof label !== "object" || label === null || !("kind" in label)) return false;
  if (label.kind === "blob") return !("order" in label) || typeof label.order === "number";
  if (label.kind !== "function" || !("p" in label) || typeof label.p !== "number") return false;
  if (!("externals" in label) || label.externals === undefined) return true;
  return (
    Array.isArray(label.externals) && label.externals.length === label.p && label.externals.every(Number.isInteger)
  );
}
