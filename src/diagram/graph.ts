import { Graph } from "@dagrejs/graphlib";
import { type Diagram, DiagramError, type Edge, makeDiagram } from "./diagram.js";

/** The label of a node: a function vertex with its number of Delta's, or a blob, with its order where it has one. */
export type NodeLabel =
  | { readonly kind: "function"; readonly p: number }
  | { readonly kind: "blob"; readonly order?: number };

/**
 * The diagram as an undirected multigraph of graphlib: nodes f0, f1, ... (function vertices) and b0, b1, ... (blobs);
 * one named edge a leg, so that parallel legs stay apart.
 */
export function toGraph(d: Diagram): Graph {
  const graph = new Graph({ directed: false, multigraph: true });
  d.vertices.forEach(({ p }, v) => {
    graph.setNode(`f${v}`, { kind: "function", p } satisfies NodeLabel);
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
 * @throws DiagramError naming a node without such a label, or an edge that does not join a function vertex and a blob.
 */
export function fromGraph(graph: Graph): Diagram {
  const deltas: number[] = [];
  const orders: (number | undefined)[] = [];
  const place = new Map<string, { readonly kind: NodeLabel["kind"]; readonly index: number }>();
  for (const name of graph.nodes()) {
    const label: unknown = graph.node(name);
    if (!isNodeLabel(label))
      throw new DiagramError(`node ${name} is neither { kind: "function", p } nor { kind: "blob" }`);
    place.set(name, { kind: label.kind, index: label.kind === "blob" ? orders.length : deltas.length });
    if (label.kind === "blob") orders.push(label.order);
    else deltas.push(label.p);
  }
  const edges = graph.edges().map(({ v, w }): Edge => {
    const ends = [place.get(v), place.get(w)];
    const vertex = ends.find((end) => end?.kind === "function");
    const blob = ends.find((end) => end?.kind === "blob");
    if (!vertex || !blob)
      throw new DiagramError(`edge ${v} -- ${w} joins two ${ends[0]?.kind}s; a leg joins a function vertex and a blob`);
    return [vertex.index, blob.index];
  });
  return makeDiagram(deltas, orders.length, edges, orders);
}

/** Whether the label of a node is one of ours. */
export function isNodeLabel(label: unknown): label is NodeLabel {
  if (typeof label !== "object" || label === null || !("kind" in label)) return false;
  if (label.kind === "blob") return !("order" in label) || typeof label.order === "number";
  return label.kind === "function" && "p" in label && typeof label.p === "number";
}
