import { dualOf, type ScalingDiagram } from "../theory/scaling/diagram.js";
import { type CirclePlacement, circlePlaced, type Face } from "./circle-placement.js";
import { type CircleOptions, faceLabel, isSelfDual } from "./circle-words.js";
import { type Curve, type Point, roundedTo } from "./curves.js";

/** What of a circle is drawn, and how large. */
export interface CircleTikzOptions extends CircleOptions {
  /** The radius of the disc in mm; 15. */
  readonly radius?: number;
}

/**
 * The styles that the pictures need, for a document's preamble; TikZ itself is `\usepackage{tikz}`. The tints are told
 * apart by colour-blind readers, and in print by hatching, whose lines the pictures hold: TikZ's patterns do not reach
 * HTML by way of LaTeXML.
 */
export const circleTikzStyles = [
  "\\definecolor{circleneuron}{RGB}{251,227,159}",
  "\\definecolor{circlesample}{RGB}{169,214,242}",
  "\\definecolor{circlerung}{RGB}{200,57,11}",
  "\\tikzset{",
  "  circle neuron face/.style={fill=circleneuron},",
  "  circle sample face/.style={fill=circlesample},",
  "  circle latent face/.style={fill=black!5},",
  "  circle neuron lines/.style={draw=circleneuron!70!black, line width=0.2pt},",
  "  circle sample lines/.style={draw=circlesample!60!black, line width=0.2pt},",
  "  circle x line/.style={fill=white},",
  "  circle u line/.style={fill=black!33},",
  "  circle strand/.style={draw, line width=0.4pt, line cap=round, line join=round},",
  "  circle rung/.style={draw=circlerung, line width=1pt, line cap=round, line join=round},",
  "  circle narrow strand/.style={circle strand, line width=0.25pt},",
  "  circle narrow rung/.style={circle rung, line width=0.6pt},",
  "  circle w/.style={draw, fill=white, line width=0.4pt},",
  "  circle Lambda/.style={draw, fill, line width=0.4pt},",
  "  circle text/.style={inner sep=0pt, outer sep=0pt, font=\\tiny},",
  "  circle name/.style={inner sep=0pt, outer sep=0pt, font=\\scriptsize},",
  "  circle block/.style={circle name, text=circlerung, font=\\scriptsize\\boldmath},",
  "  circle arrow/.style={draw, line width=0.5pt, line cap=round, line join=round}",
  "}",
].join("\n");

/** How far apart the middles of two circles stand, in radii. */
const apart = 2.8;

/**
 * A diagram as a TikZ picture with coordinates of our own, so that plain pdflatex sets it: the strands in double lines,
 * the faces shaded. A diagram with crossings has no shaded faces, and words below it say so.
 */
export function circleTikz(diagram: ScalingDiagram, options: CircleTikzOptions = {}): string {
  const placement = circlePlaced(diagram);
  return pictureOf([...discOf(placement, options), captionOf(placement.isPlanar ? "" : "not~planar", 0)], options);
}

/**
 * A diagram and its dual, side by side with an arrow between them; one picture with a mark where the two are one.
 * @throws RangeError where the second is not the first one's dual
 */
export function pairTikz(left: ScalingDiagram, right = dualOf(left), options: CircleTikzOptions = {}): string {
  const placement = circlePlaced(left);
  const first = discOf(placement, options);
  const crossing = placement.isPlanar ? "" : "not~planar";
  if (isSelfDual(left, right))
    return pictureOf([...first, captionOf(crossing === "" ? "self-dual" : `self-dual, ${crossing}`, 0)], options);
  const [from, to] = [apart / 2 - 0.2, apart / 2 + 0.2];
  const head = (tip: number, back: number): string =>
    `(${rounded(back)},0.06) -- (${rounded(tip)},0) -- (${rounded(back)},-0.06)`;
  return pictureOf(
    [
      ...first,
      `\\path[circle arrow] (${rounded(from)},0) -- (${rounded(to)},0) ${head(from, from + 0.07)} ${head(to, to - 0.07)};`,
      ...discOf(circlePlaced(right), options, apart),
      captionOf(crossing, apart / 2),
    ],
    options,
  );
}

const pictureOf = (parts: readonly string[], { radius = 15 }: CircleTikzOptions): string =>
  `\\begin{tikzpicture}[x=${radius}mm,y=${radius}mm]\n${parts.filter((part) => part !== "").join("\n")}\n\\end{tikzpicture}`;

const captionOf = (words: string, x: number): string =>
  words === "" ? "" : `\\node[circle name] at (${rounded(x)},-1.38) {${words}};`;

/** What is in and at the disc, so far to the right. */
function discOf(placement: CirclePlacement, options: CircleTikzOptions, right = 0): string[] {
  const { labels = true, letters = true, radius = 15 } = options;
  const { ribbons, faces, corners, marks, spacing, width } = placement;
  const at = ([x, y]: Point): string => `(${rounded(x + right)},${rounded(y)})`;
  const open = (curves: readonly Curve[]): string =>
    `${at((curves[0] as Curve)[0])} ${curves.map(([, leaving, arriving, to]) => `.. controls ${at(leaving)} and ${at(arriving)} .. ${at(to)}`).join(" ")}`;
  const closed = (curves: readonly Curve[]): string => `${open(curves)} -- cycle`;
  const path = (name: string, pieces: readonly string[]): string =>
    pieces.length === 0 ? "" : `\\path[circle ${name}] ${pieces.join(" ")};`;
  const narrow = radius * width < 0.5 ? "narrow " : "";
  return [
    ...(["latent", "neuron", "sample"] as const).map((index) =>
      path(
        `${index} face`,
        faces.filter((face) => face.index === index).map(({ outline }) => closed(outline)),
      ),
    ),
    ...(["neuron", "sample"] as const).map((index) =>
      path(
        `${index} lines`,
        faces
          .flatMap((face) => (face.index === index ? face.hatching : []))
          .map(([from, to]) => `${at(from)} -- ${at(to)}`),
      ),
    ),
    path(`${narrow}strand`, corners.map(open)),
    // One ribbon after the other, so that where two cross one passes over the other.
    ...ribbons.flatMap(({ of, isRung, strands, outline }) => [
      path(`${of} line`, [closed(outline)]),
      path(
        `${narrow}${isRung ? "rung" : "strand"}`,
        strands.map(({ curves }) => open(curves)),
      ),
    ]),
    ...marks.map(({ mark, at: place }) => path(mark, [`${at(place)} circle (0.033)`])),
    ...faces.map((face) => labelOf(face, labels, radius, at)),
    ...(letters
      ? [
          ...placement.letters.map(({ letter, at: place }) => {
            const small = letter.toLowerCase();
            return `\\node[circle ${spacing * radius < 2.6 ? "text" : "name"}] at ${at(place)} {$${letter === small ? small : `${small}^{\\mathsf{T}}`}$};`;
          }),
          ...marks.map(
            ({ mark, label }) => `\\node[circle name] at ${at(label)} {$${mark === "w" ? "w" : "\\Lambda"}$};`,
          ),
        ]
      : []),
  ];
}

/** The label of a face, where there is room for it: always that of a block of rungs, others where they are wanted. */
function labelOf(face: Face, isWanted: boolean, radius: number, at: (place: Point) => string): string {
  const room = radius * face.room;
  if (room < 0.9 || !(isWanted || face.block !== undefined)) return "";
  const [letter, below] = faceLabel(face);
  const style = face.block !== undefined ? "block" : room < 1.5 ? "text" : "name";
  return `\\node[circle ${style}] at ${at(face.label)} {$${letter}${below === "" ? "" : `_{${below}}`}$};`;
}

const rounded = roundedTo(3);
