import { Graph } from "@dagrejs/graphlib";
import { Graph as DotGraph, Edge, fromDot, type GraphBaseModel, Node, toDot } from "ts-graphviz";
import { type Blob, type Diagram, DiagramError } from "../graphs/diagram.js";
import { fromGraph, isNodeLabel, legKind, type NodeLabel, toGraph } from "../graphs/graphlib.js";
import { formatId } from "../graphs/id.js";
import { blobSymbol } from "../theory/kernel/term.js";
import { type Point, roundedTo } from "./curves.js";
import { kernelDrawable } from "./drawable.js";
import { isPlaceable, placed } from "./placement.js";

/*
 * DOT for Graphviz, by way of the graphlib graph. A function vertex is a circle labelled with its number of Delta's or
 * with its external pairs, a blob a filled box labelled with what it carries: V_2b, a term V_2b[p] of its series, or a
 * term K_p of the mean shift.
 */

/** One diagram as an undirected graph in DOT; its id is the graph's name, where it has no other. */
export function diagramDot(d: Diagram, name = formatId(d)): string {
  const graph = toGraph(d);
  const places = placesOf(d);
  const dot = new DotGraph(name, places === undefined ? {} : { layout: "neato" });
  const posOf = (node: string) => (places === undefined ? {} : { pos: places(node) });
  for (const node of graph.nodes()) {
    const label: unknown = graph.node(node);
    dot.addNode(
      isNodeLabel(label) && label.kind === "function"
        ? new Node(node, { shape: "circle", label: contentOf(label), ...posOf(node), ...classOf(label.of) })
        : new Node(node, {
            shape: "box",
            style: "filled",
            label: blobLabel(d, node),
            ...posOf(node),
            ...classOf(blobAt(d, node).kind),
          }),
    );
  }
  const nodes = new Map(dot.nodes.map((node) => [node.id, node] as const));
  for (const edge of graph.edges()) {
    const [from, to] = [nodes.get(edge.v), nodes.get(edge.w)];
    const kind = legKind(graph.edge(edge));
    if (from && to) dot.addEdge(new Edge([from, to], kind === undefined ? {} : { label: kind, class: kind }));
  }
  return `${toDot(dot)}\n`;
}

/** How many inches the unit of a picture is: Graphviz draws nodes three quarters of one wide. */
const unit = 0.9;

/** Where nodes stand, for Graphviz's neato, which keeps places that are marked so; undefined for a large diagram. */
function placesOf(d: Diagram): ((node: string) => string) | undefined {
  const of = kernelDrawable(d);
  if (!isPlaceable(of)) return undefined;
  const { vertices, blobs } = placed(of);
  return (node) => {
    const [x, y] = (node.startsWith("b") ? blobs : vertices)[Number(node.slice(1))] as Point;
    return `${rounded(x * unit)},${rounded(y * unit)}!`;
  };
}

const rounded = roundedTo(3);

/** What stands in a function vertex: the number of its Delta's, or as in ids the labels of its external pairs: x1-2. */
const contentOf = ({ p, externals }: NodeLabel & { readonly kind: "function" }): string =>
  externals === undefined ? String(p) : `x${externals.join("-")}`;

/** The function vertex whose content a label says. */
function functionSaid(label: unknown): NodeLabel {
  const [, labels] = /^x(\d{1,6}(?:-\d{1,6})*)$/.exec(String(label)) ?? [];
  if (labels === undefined) {
    if (!/^[1-9]\d{0,5}$/.test(String(label)))
      throw new DiagramError(
        `a circle is labelled ${JSON.stringify(String(label))}: expected its number of Delta's, or labels as in x1-2`,
      );
    return { kind: "function", p: Number(label) };
  }
  const externals = labels.split("-").map(Number);
  return { kind: "function", p: externals.length, externals };
}

/** The blob of a node b0, b1, ... */
const blobAt = (d: Diagram, name: string): Blob => d.blobs[Number(name.slice(1))] as Blob;

/** What it carries. */
const blobLabel = (d: Diagram, name: string): string => blobAt(d, name).kind ?? blobSymbol(blobAt(d, name)).name;

/** A kind, as DOT and the pictures made of it have classes. */
const classOf = (kind: string | undefined) => (kind === undefined ? {} : { class: kind });

/** What a blob's label says: V_4[1] its degree and order, K_2 a tadpole of that order; of any other text nothing. */
function blobSaid(label: unknown): { readonly degree?: number; readonly order?: number } {
  const [, points, bracketed, index] = /^(?:V_(\d{1,4})(?:\[(\d{1,4})\])?|K_(\d{1,4}))$/.exec(String(label)) ?? [];
  if (index !== undefined) return { degree: 1, order: Number(index) };
  if (points === undefined) return {};
  return { degree: Number(points) / 2, ...(bracketed === undefined ? {} : { order: Number(bracketed) }) };
}

/** The kind that a class says. */
const kindSaid = (said: unknown): { readonly of?: string } =>
  typeof said === "string" && said !== "" ? { of: said } : {};

/**
 * Reads a diagram back from DOT: circles are function vertices, their label the number of Delta's or the labels of
 * their external pairs (x1-2), and boxes blobs, with an order where their label says one (V_4[1], K_2); every edge is a
 * leg, repeated edges parallel legs; the class of each is its kind. Chains (a -- b -- c) are read as edges in a row.
 * @throws DiagramError when the text is not DOT, or its graph no diagram, or a label says another degree than a blob
 * has.
 */
export function diagramFromDot(text: string): Diagram {
  const graph = new Graph({ directed: false, multigraph: true });
  const model = parsed(text);
  const degrees = new Map<string, number>();
  for (const node of model.nodes) {
    const label = node.attributes.get("label");
    const isFunction = node.attributes.get("shape") === "circle";
    const { degree, ...order } = isFunction ? {} : blobSaid(label);
    if (degree !== undefined) degrees.set(node.id, degree);
    const of = kindSaid(node.attributes.get("class"));
    graph.setNode(node.id, { ...(isFunction ? functionSaid(label) : { kind: "blob", ...order }), ...of });
  }
  let leg = 0;
  for (const { targets, attributes } of model.edges) {
    const { of: kind } = kindSaid(attributes.get("class"));
    const names = targets.map((target) => ("id" in target ? String(target.id) : ""));
    for (let i = 1; i < names.length; i++) {
      const [v, w] = [names[i - 1] as string, names[i] as string];
      for (const name of [v, w]) if (!graph.hasNode(name)) graph.setNode(name, { kind: "blob" });
      graph.setEdge(v, w, kind === undefined ? {} : { kind }, `leg${leg++}`);
    }
  }
  for (const [name, degree] of degrees) {
    const legs = graph.nodeEdges(name)?.length ?? 0;
    if (legs !== degree)
      throw new DiagramError(`the blob ${name} has ${legs} leg${legs === 1 ? "" : "s"}, and its label says ${degree}`);
  }
  return fromGraph(graph);
}

function parsed(text: string): GraphBaseModel {
  try {
    return fromDot(text);
  } catch (error) {
    throw new DiagramError(`not a graph in DOT: ${error instanceof Error ? error.message : String(error)}`);
  }
}
