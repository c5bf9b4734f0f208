import { dualOf, type ScalingDiagram, scalingId } from "../theory/scaling/diagram.js";
import { type CirclePlacement, circlePlaced, type Face } from "./circle-placement.js";
import {
  type CircleOptions,
  circleDescription,
  circleTitle,
  faceLabel,
  isSelfDual,
  letterText,
} from "./circle-words.js";
import { type Curve, type Point, roundedTo } from "./curves.js";

/** The radius of the disc in the units of the picture, and half the width of the whole. */
const [radius, half] = [120, 150];

/** What the picture is of, how large it is, and in what colours. */
export interface CircleSvgOptions extends CircleOptions {
  /** The width and height of a circle in pixels; 300. */
  readonly size?: number;
  /** What distinguishes it from other pictures of the same diagram on one page. */
  readonly mark?: string;
}

/*
 * Tints from the palette of Okabe and Ito, told apart by colour-blind readers, and in print by hatching. Every rule
 * names its svg, so that a page that holds pictures keeps its own styles. Where the whole picture is small, as an icon,
 * there are no texts and thick strands.
 */
const style = `
.scaling-diagram { font-family: "STIX Two Text", "Latin Modern Roman", "Times New Roman", serif; fill: none; stroke: none; stroke-linejoin: round; stroke-linecap: round; }
.scaling-diagram text { font-style: italic; text-anchor: middle; fill: #1b1f27; }
.scaling-diagram .x-line { fill: #ffffff; }
.scaling-diagram .neuron { fill: #fbe39f; }
.scaling-diagram .sample { fill: #a9d6f2; }
.scaling-diagram .latent { fill: #f3f3f1; }
.scaling-diagram .neuron-lines { stroke: #c98a00; stroke-width: 0.7; }
.scaling-diagram .sample-lines { stroke: #2b82b8; stroke-width: 0.7; }
.scaling-diagram .u-line { fill: #a4abb8; }
.scaling-diagram .strand { stroke: #1b1f27; stroke-width: 1.3; }
.scaling-diagram .rung { stroke: #c8390b; stroke-width: 3; }
.scaling-diagram .w { stroke: #1b1f27; stroke-width: 1.3; fill: #ffffff; }
.scaling-diagram .Lambda { fill: #1b1f27; stroke: #1b1f27; stroke-width: 1.3; }
.scaling-diagram .block { fill: #c8390b; font-weight: bold; }
.scaling-diagram .narrow .strand { stroke-width: 0.8; }
.scaling-diagram .narrow .rung { stroke-width: 1.8; }
@media (prefers-color-scheme: dark) {
.scaling-diagram text { fill: #e8eaee; }
.scaling-diagram .x-line { fill: #14171c; }
.scaling-diagram .neuron { fill: #6a5210; }
.scaling-diagram .sample { fill: #174a68; }
.scaling-diagram .latent { fill: #24282f; }
.scaling-diagram .neuron-lines { stroke: #d8a52a; }
.scaling-diagram .sample-lines { stroke: #5fb2e4; }
.scaling-diagram .u-line { fill: #5d6573; }
.scaling-diagram .strand { stroke: #e8eaee; }
.scaling-diagram .rung { stroke: #ff7a45; }
.scaling-diagram .w { stroke: #e8eaee; fill: #14171c; }
.scaling-diagram .Lambda { fill: #e8eaee; stroke: #e8eaee; }
.scaling-diagram .block { fill: #ff9a70; }
}
@media (max-height: 110px) {
.scaling-diagram .text, .scaling-diagram .hatching { display: none; }
.scaling-diagram .disc { transform: scale(1.2); }
.scaling-diagram .strand { stroke-width: 2.6; }
.scaling-diagram .rung { stroke-width: 5.5; }
.scaling-diagram .narrow .strand { stroke-width: 1.6; }
.scaling-diagram .narrow .rung { stroke-width: 2.6; }
}
`;

/**
 * A diagram as an SVG document, for light and for dark pages: the strands in double lines, the faces shaded. A diagram
 * with crossings has no shaded faces, and its title says so.
 */
export function circleSvg(diagram: ScalingDiagram, options: CircleSvgOptions = {}): string {
  const placement = circlePlaced(diagram);
  return documentOf({
    diagrams: [diagram],
    title: circleTitle(diagram, placement.isPlanar),
    width: 2 * half,
    caption: placement.isPlanar ? "" : "not planar",
    ...options,
    body: discOf(placement, options),
  });
}

/**
 * A diagram and its dual, side by side with an arrow between them; one picture with a mark where the two are one.
 * @throws RangeError where the second is not the first one's dual
 */
export function pairSvg(left: ScalingDiagram, right = dualOf(left), options: CircleSvgOptions = {}): string {
  const placement = circlePlaced(left);
  const { isPlanar } = placement;
  const first = discOf(placement, options);
  if (isSelfDual(left, right))
    return documentOf({
      diagrams: [left],
      title: `${circleTitle(left, isPlanar)}, self-dual`,
      width: 2 * half,
      caption: isPlanar ? "self-dual" : "self-dual, not planar",
      ...options,
      body: first,
    });
  const gap = 40;
  const arrow = '<path class="strand" d="M-26 0H26M-18 -7L-26 0L-18 7M18 -7L26 0L18 7"/>';
  const [shift, second] = [half + gap / 2, discOf(circlePlaced(right), options)];
  return documentOf({
    diagrams: [left, right],
    title: `${circleTitle(left, isPlanar)} and its dual ${scalingId(right)}`,
    width: 4 * half + gap,
    caption: isPlanar ? "" : "not planar",
    ...options,
    body: `<g transform="translate(${-shift})">${first}</g>\n${arrow}\n<g transform="translate(${shift})">${second}</g>`,
  });
}

interface Picture extends Pick<CircleSvgOptions, "size" | "mark"> {
  readonly diagrams: readonly ScalingDiagram[];
  readonly title: string;
  readonly width: number;
  /** What stands below; empty where nothing does. */
  readonly caption: string;
  readonly body: string;
}

function documentOf({ diagrams, title, width, caption, size = 2 * half, mark = "", body }: Picture): string {
  const height = 2 * half + (caption === "" ? 0 : 28);
  const pixels = (length: number): number => rounded((length * size) / (2 * half));
  const name = mark + diagrams.map(scalingId).join("-and-");
  const said = diagrams.map(circleDescription).join(". Dual: ");
  const below = caption === "" ? "" : `<text class="text" y="${half + 14}" font-size="15">${caption}</text>\n`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="scaling-diagram" width="${pixels(width)}" height="${pixels(height)}" viewBox="${-width / 2} ${-half} ${width} ${height}" role="img" aria-labelledby="title-${name} desc-${name}">
<title id="title-${name}">${title}</title>
<desc id="desc-${name}">${said}</desc>
<metadata>${diagrams.map(scalingId).join(" ")}</metadata>
<style>${style}</style>
${body}
${below}</svg>
`;
}

/** What is in and at the disc, about its middle. */
function discOf(placement: CirclePlacement, { labels = true, letters = true }: CircleSvgOptions): string {
  const { ribbons, faces, corners, marks, width } = placement;
  const parts = [
    ...(["latent", "neuron", "sample"] as const).map((index) =>
      path(
        index,
        faces.filter((face) => face.index === index).map(({ outline }) => closed(outline)),
      ),
    ),
    ...(["neuron", "sample"] as const).map((index) =>
      path(
        `${index}-lines hatching`,
        faces.flatMap((face) => (face.index === index ? face.hatching : [])).map(([a, b]) => `M${at(a)}L${at(b)}`),
      ),
    ),
    path("strand", corners.map(open)),
    // One ribbon after the other, so that where two cross one passes over the other.
    ...ribbons.flatMap(({ of, isRung, strands, outline }) => [
      path(of === "x" ? "x-line" : "u-line", [closed(outline)]),
      path(
        isRung ? "rung" : "strand",
        strands.map(({ curves }) => open(curves)),
      ),
    ]),
    ...marks.map(
      ({ mark, at: [x, y] }) =>
        `<circle class="${mark}" cx="${rounded(radius * x)}" cy="${rounded(-radius * y)}" r="4"/>`,
    ),
    ...faces.map((face) => labelOf(face, labels)),
    ...(letters ? lettersOf(placement) : []),
  ];
  return `<g class="disc${radius * width < 4 ? " narrow" : ""}">\n${parts.filter((part) => part !== "").join("\n")}\n</g>`;
}

/** The label of a face, where there is room for it: always that of a block of rungs, others where they are wanted. */
function labelOf(face: Face, isWanted: boolean): string {
  const size = Math.min(15, rounded(1.25 * radius * face.room));
  if (size < 8 || !(isWanted || face.block !== undefined)) return "";
  const [letter, below] = faceLabel(face);
  const [x, y] = face.label;
  const lowered = below === "" ? "" : `<tspan dy="0.25em" font-size="70%" font-style="normal">${below}</tspan>`;
  return `<text class="text${face.block === undefined ? "" : " block"}" x="${rounded(radius * x)}" y="${rounded(-radius * y + 0.33 * size)}" font-size="${size}">${letter}${lowered}</text>`;
}

function lettersOf({ letters, marks, spacing }: CirclePlacement): string[] {
  const letterSize = Math.min(13, rounded(0.6 * radius * spacing));
  const text = (content: string, [x, y]: Point, size: number): string =>
    `<text class="text" x="${rounded(radius * x)}" y="${rounded(-radius * y + 0.3 * size)}" font-size="${size}">${content}</text>`;
  return [
    ...letters.map(({ letter, at: place }) => text(letterText(letter), place, letterSize)),
    ...marks.map(({ mark, label }) => text(mark === "w" ? "w" : "Λ", label, 14)),
  ];
}

const rounded = roundedTo(2);
const at = ([x, y]: Point): string => `${rounded(radius * x)} ${rounded(-radius * y)}`;
const open = (curves: readonly Curve[]): string =>
  `M${at((curves[0] as Curve)[0])}${curves.map(([, leaving, arriving, to]) => `C${at(leaving)} ${at(arriving)} ${at(to)}`).join("")}`;
const closed = (curves: readonly Curve[]): string => `${open(curves)}Z`;
const path = (name: string, pieces: readonly string[]): string =>
  pieces.length === 0 ? "" : `<path class="${name}" d="${pieces.join("")}"/>`;
