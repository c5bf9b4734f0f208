import { type Curve, type Point, roundedTo } from "./curves.js";
import { blobRadii, type Drawable, radiusOf, sizes } from "./drawable.js";
import { discHatching } from "./hatching.js";
import { type Placement, placed } from "./placement.js";

/*
 * Diagrams in TikZ, with coordinates of our own, so that plain pdflatex sets them. Hatching is drawn as lines: TikZ's
 * library of patterns does not reach HTML by way of LaTeXML. How a part looks is a style, and what it is called a macro,
 * both in the preamble, where an author changes them for all pictures.
 */

/** How many mm the unit of a picture is. */
const unit = 4.5;

const rounded = roundedTo(2);
const at = ([x, y]: Point): string => `(${rounded(x)},${rounded(y)})`;

/** The disc of a blob of so large a radius, as a macro. */
const discMacro = (radius: number): string => `\\oondisc${["a", "b", "c", "d"][blobRadii.indexOf(radius)]}`;

/** The styles and macros of the pictures, for a document's preamble; TikZ itself is `\usepackage{tikz}`. */
export const tikzStyles = [
  "% Pictures. Their unit:",
  `\\newcommand{\\oonunit}{${unit}mm}`,
  "% What stands in a function vertex (the neuron that it sums over), and in a blob: a vertex V_2k, a mean shift K_p,",
  "% each with what stands above it.",
  "\\newcommand{\\oonneuron}[1]{j_{#1}}",
  "\\newcommand{\\oonblob}[2]{V_{#1}^{#2}}",
  "\\newcommand{\\oonshift}[2]{K_{#1}^{#2}}",
  "\\tikzset{",
  "  oon diagram/.style={x=\\oonunit, y=\\oonunit},",
  "  oon leg/.style={draw, line width=0.4pt},",
  "  oon pair/.style={draw, line width=0.4pt, line cap=round},",
  "  oon vertex/.style={draw, line width=0.5pt},",
  "  oon blob/.style={draw, line width=0.6pt},",
  "  oon hatching/.style={draw, line width=0.35pt},",
  "  oon name/.style={inner sep=0pt, outer sep=0pt, font=\\scriptsize, scale=0.82}",
  "}",
  "% The hatched discs of blobs.",
  ...blobRadii.map(
    (radius) =>
      `\\newcommand{${discMacro(radius)}}[1]{\\begin{scope}[shift={#1}]\\path[oon hatching] ${discHatching(radius)
        .map(([from, to]) => `${at(from)}--${at(to)}`)
        .join(" ")};\\path[oon blob] (0,0) circle[radius=${radius}];\\end{scope}}`,
  ),
].join("\n");

/** How large a picture is. */
export interface TikzOptions {
  /** The widest that it may be, in mm; it is scaled down where it would be wider. */
  readonly widest?: number;
}

/** A picture in TikZ, and how wide it is, in mm. */
export interface TikzPicture {
  readonly tex: string;
  readonly width: number;
}

/** A diagram as a TikZ picture: it needs the {@link tikzStyles}. */
export const diagramTikz = (d: Drawable, options: TikzOptions = {}): string => tikzPicture(d, options).tex;

/** The same, with its width. */
export function tikzPicture(d: Drawable, { widest = Number.POSITIVE_INFINITY }: TikzOptions = {}): TikzPicture {
  const placement = placed(d);
  const { legs, pairs, vertices, blobs } = placement;
  const line = (curve: Curve, isStraight: boolean): string =>
    isStraight
      ? `${at(curve[0])}--${at(curve[3])}`
      : `${at(curve[0])}..controls${at(curve[1])}and${at(curve[2])}..${at(curve[3])}`;
  const path = (style: string, pieces: readonly string[]): string =>
    pieces.length === 0 ? "" : `\\path[oon ${style}] ${pieces.join(" ")};`;
  const name = (place: Point, tex: string | undefined): string =>
    tex === undefined ? "" : `\\node[oon name] at ${at(place)} {$${tex}$};`;
  const kinds = new Map<string, string[]>();
  legs.forEach(({ strands, isStraight }, i) => {
    const kind = d.edges[i]?.[2] ?? "";
    const style = kind === "" ? "leg" : `leg, oon ${kind}/.try`;
    kinds.set(style, [...(kinds.get(style) ?? []), ...strands.map((strand) => line(strand, isStraight))]);
  });
  const parts = [
    ...[...kinds].map(([style, pieces]) => path(style, pieces)),
    path(
      "pair",
      pairs.flat().flatMap(({ roots, tips }) => [`${at(roots[0])}--${at(tips[0])}`, `${at(roots[1])}--${at(tips[1])}`]),
    ),
    path(
      "vertex",
      vertices.map((place) => `${at(place)} circle[radius=${sizes.vertex}]`),
    ),
    ...blobs.map((place, b) => `${discMacro(radiusOf(d, vertices.length + b))}{${at(place)}}`),
    ...vertices.map((place, v) => name(place, d.vertices[v]?.name?.tex)),
    ...blobs.map((place, b) => name(place, d.blobs[b]?.name?.tex)),
    ...pairLabels(d, placement).map(([place, tex]) => name(place, tex)),
  ];
  const width = unit * (placement.box[1][0] - placement.box[0][0]);
  const scale = width > widest ? `, scale=${rounded(widest / width)}, transform shape` : "";
  return {
    tex: `\\begin{tikzpicture}[oon diagram${scale}]${parts.join("")}\\end{tikzpicture}`,
    width: Math.min(width, widest),
  };
}

/** The names of the inputs of external pairs, where they are shown. */
function pairLabels(d: Drawable, { pairs }: Placement): (readonly [Point, string])[] {
  return d.vertices.flatMap((vertex, v) =>
    vertex.pairs.flatMap((names, i) => {
      const labels = pairs[v]?.[i]?.labels;
      return names === undefined || labels === undefined
        ? []
        : names.map((label, side) => [labels[side] as Point, label.tex] as const);
    }),
  );
}
