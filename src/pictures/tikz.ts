import type { Edge } from "../graphs/diagram.js";
import { type Place, placed } from "./placement.js";

/** The width that a picture may take, in mm: deeper diagrams are drawn closer. */
const widest = 30;

/** What of a diagram a picture shows. */
export interface Drawable {
  readonly vertices: readonly {
    readonly p: number;
    readonly externals?: readonly number[];
    /** What stands in it instead of its number of Delta's. */
    readonly text?: string;
  }[];
  readonly blobs: readonly { readonly order?: number }[];
  readonly edges: readonly Edge[];
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
 * A diagram as a TikZ picture with coordinates of our own, so that plain pdflatex sets it: open circles are function
 * vertices with their number of Delta's (or the labels of those), shaded ones blobs, with their order where they are
 * terms of a series.
 */
export function diagramTikz(d: Drawable): string {
  const places = placed(d);
  const at = ([x, y]: Place): string => `(${rounded(x)},${rounded(y)})`;
  // All legs are one path, drawn first; the nodes cover its ends. (Edges between named nodes set ten times slower.)
  const legs = d.edges.map(([v, b], i) => {
    const angle = places.bends[i];
    return `${at(places.vertices[v] as Place)}${angle === 0 ? "--" : ` to[bend left=${angle}] `}${at(places.blobs[b] as Place)}`;
  });
  const parts = [
    ...(legs.length === 0 ? [] : [`\\draw[leg] ${legs.join(" ")};`]),
    ...d.blobs.map(
      ({ order }, b) =>
        `\\node[blob${order === undefined ? "" : " term"}] at ${at(places.blobs[b] as Place)} {${order ?? ""}};`,
    ),
    ...d.vertices.map(({ p, externals, text }, v) => {
      const content = text ?? (externals === undefined ? String(p) : externals.join("{,}"));
      return `\\node[function vertex] at ${at(places.vertices[v] as Place)} {${content}};`;
    }),
  ];
  const column = Math.min(5.5, widest / Math.max(1, places.width));
  return `\\begin{tikzpicture}[x=${rounded(column)}mm,y=4mm]${parts.join("")}\\end{tikzpicture}`;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
