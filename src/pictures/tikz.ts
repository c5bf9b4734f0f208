import { hierarchy, tree } from "d3-hierarchy";
import type { Edge } from "../graphs/diagram.js";
import { incidence } from "../graphs/incidence.js";

/** The width that a picture may take, in mm: deeper diagrams are drawn closer. */
const widest = 30;

/** What of a diagram a picture shows. */
export interface Drawable {
  readonly vertices: readonly { readonly p: number; readonly externals?: readonly number[] }[];
  readonly blobs: readonly { readonly order?: number }[];
  readonly edges: readonly Edge[];
}

/** A node of the picture, by name: f0, f1, ... function vertices, b0, b1, ... blobs. */
interface Node {
  readonly name: string;
  readonly children: Node[];
}

/** The styles that the pictures need, for a document's preamble; TikZ itself is `\usepackage{tikz}`. */
export const tikzStyles = [
  "\\tikzset{",
  "  function vertex/.style={circle, draw, fill=white, inner sep=0.4pt, minimum size=3mm, font=\\tiny},",
  "  blob/.style={circle, draw, fill=black!30, inner sep=0pt, minimum size=2.1mm},",
  "  blob term/.style={circle, draw, fill=black!15, inner sep=0.3pt, minimum size=2.6mm, font=\\tiny},",
  "  leg/.style={semithick}",
  "}",
].join("\n");

/**
 * A diagram as a TikZ picture, laid out from left to right with coordinates of our own, so that plain pdflatex sets it:
 * open circles are function vertices with their number of Delta's (or the labels of those), shaded ones blobs, with
 * their order where they are terms of a series. Legs that close a loop are drawn on top of a spanning tree, parallel
 * legs bent apart.
 */
export function diagramTikz(d: Drawable): string {
  const placed = places(d);
  const at = (name: string) => {
    const [x, y] = placed.get(name) as [number, number];
    return `(${rounded(x)},${rounded(y)})`;
  };
  // All legs are one path, drawn first; the nodes cover its ends. (Edges between named nodes set ten times slower.)
  const legs = d.edges.map(([v, b], i) => {
    const twins = d.edges.flatMap(([w, c], j) => (v === w && b === c ? [j] : []));
    return `${at(`f${v}`)}${bend(twins.indexOf(i), twins.length)}${at(`b${b}`)}`;
  });
  const parts = [
    ...(legs.length === 0 ? [] : [`\\draw[leg] ${legs.join(" ")};`]),
    ...d.blobs.map(
      ({ order }, b) => `\\node[blob${order === undefined ? "" : " term"}] at ${at(`b${b}`)} {${order ?? ""}};`,
    ),
    ...d.vertices.map(({ p, externals }, v) => {
      const text = externals === undefined ? String(p) : externals.join("{,}");
      return `\\node[function vertex] at ${at(`f${v}`)} {${text}};`;
    }),
  ];
  const deepest = Math.max(1, ...[...placed.values()].map(([x]) => x));
  return `\\begin{tikzpicture}[x=${rounded(Math.min(5.5, widest / deepest))}mm,y=4mm]${parts.join("")}\\end{tikzpicture}`;
}

/** Parallel legs fan out; a single one is straight. */
function bend(place: number, count: number): string {
  const angle = 40 * (place - (count - 1) / 2);
  return angle === 0 ? "--" : ` to[bend left=${angle}] `;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Where each node stands: depth to the right, breadth downwards, by d3's tidy tree of a spanning tree. */
function places(d: Drawable): Map<string, [number, number]> {
  const tidy = tree<Node>()
    .nodeSize([1, 1])
    .separation(() => 1)(hierarchy(spanningTree(d)));
  return new Map(tidy.descendants().map(({ data, x, depth }) => [data.name, [depth, -x]]));
}

/** A spanning tree from the middle of the diagram, so that the picture is no wider than it must be. */
function spanningTree(d: Drawable): Node {
  const names = [...d.vertices.map((_, v) => `f${v}`), ...d.blobs.map((_, b) => `b${b}`)];
  const neighbours = new Map(
    incidence(d).map((legs, node) => [names[node] as string, legs.map((leg) => names[leg.node] as string)] as const),
  );
  const grown = [...neighbours.keys()].map((root) => breadthFirst(root, neighbours));
  return grown.reduce((best, candidate) => (candidate.depth < best.depth ? candidate : best)).root;
}

function breadthFirst(name: string, neighbours: ReadonlyMap<string, readonly string[]>): { root: Node; depth: number } {
  const root: Node = { name, children: [] };
  const seen = new Set([name]);
  const queue = [{ node: root, depth: 0 }];
  for (const { node, depth } of queue)
    for (const other of neighbours.get(node.name) ?? [])
      if (!seen.has(other)) {
        seen.add(other);
        const child: Node = { name: other, children: [] };
        node.children.push(child);
        queue.push({ node: child, depth: depth + 1 });
      }
  return { root, depth: queue.at(-1)?.depth ?? 0 };
}
