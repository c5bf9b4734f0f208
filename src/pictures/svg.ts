import { escapeXml } from "../foundation/xml.js";
import { type Curve, type Point, roundedTo } from "./curves.js";
import { type Drawable, type DrawnBlob, type Label, labelText, radiusOf, sizes } from "./drawable.js";
import { discHatching } from "./hatching.js";
import { type Placement, placed } from "./placement.js";

/*
 * Diagrams in SVG, for light and for dark pages, each part by itself: `data-part` says what it is, `data-index` which
 * one, so that a page can light it up.
 */

/** How many pixels the unit of a picture is. */
const unit = 26;
const margin = 4;

/**
 * How the pictures look. Every rule names its svg, so that a page that holds pictures keeps its own styles.
 */
export const svgStyle = `.diagram { font-family: "STIX Two Text", "Latin Modern Roman", "Times New Roman", serif; fill: none; stroke: #1b1f27; stroke-linecap: round; stroke-linejoin: round; }
.diagram text { font-style: italic; text-anchor: middle; fill: #1b1f27; stroke: none; }
.diagram .leg, .diagram .pair { stroke-width: 1.3; }
.diagram .vertex { stroke-width: 1.5; }
.diagram .blob { stroke-width: 1.7; }
.diagram .hatching { stroke-width: 0.7; }
@media (prefers-color-scheme: dark) {
.diagram { stroke: #e8eaee; }
.diagram text { fill: #e8eaee; }
}
`;

/** The styles of a picture that is shown lower than so many pixels, as an icon: no texts and hatching, thick lines. */
const iconStyle = (pixels: number): string => `@media (max-height: ${pixels}px) {
.diagram text, .diagram .hatching { display: none; }
.diagram .leg, .diagram .pair, .diagram .vertex, .diagram .blob { stroke-width: 2.6; }
.diagram .vertex { fill: #1b1f27; }
.diagram .blob { fill: #9aa1ad; }
}
@media (max-height: ${pixels}px) and (prefers-color-scheme: dark) {
.diagram .vertex { fill: #e8eaee; }
.diagram .blob { fill: #6b7280; }
}
`;

/** What a picture is of, and how large it is. */
export interface DiagramSvgOptions {
  /** The diagram's id, for the title and the metadata. */
  readonly id: string;
  /** What distinguishes it from other pictures of the same diagram on one page. */
  readonly mark?: string;
  /** What is said before the id: "A diagram of V_8". */
  readonly title?: string;
  /** The pixels of the picture's unit; 26. */
  readonly unit?: number;
  /** Whether the picture brings its styles, as it must where it stands alone; it does. */
  readonly styled?: boolean;
}

const rounded = roundedTo(1);
const at = ([x, y]: Point): string => `${rounded(unit * x)} ${rounded(-unit * y)}`;
const line = (from: Point, to: Point): string => `M${at(from)}L${at(to)}`;
const curve = ([from, leaving, arriving, to]: Curve): string => `M${at(from)}C${at(leaving)} ${at(arriving)} ${at(to)}`;

/** A diagram as an SVG document. */
export function diagramSvg(d: Drawable, options: DiagramSvgOptions): string {
  const { id, mark = "", title = "A diagram", unit: pixels = unit, styled = true } = options;
  const name = mark + id;
  const placement = placed(d);
  const { height } = extentOf(placement);
  return `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" ${frame(placement, pixels)} role="img" aria-labelledby="title-${name} desc-${name}">
<title id="title-${name}">${escapeXml(title)}: ${id}</title>
<desc id="desc-${name}">${escapeXml(described(d))}</desc>
<metadata>${id}</metadata>
${styled ? `<style>${svgStyle}${iconStyle(Math.round(0.6 * height))}</style>\n` : ""}${drawnParts(d, placement).join("\n")}
</svg>
`;
}

/**
 * Pictures of one diagram with a number at each external pair, in each picture others, for a page: the first one has the
 * lines, which the others use.
 * @param d the diagram, its external pairs named as in one of them
 * @param numberings of each picture, the numbers at each function vertex
 */
export function numberedSvgs(
  d: Drawable,
  numberings: readonly (readonly (readonly number[])[])[],
  { id, unit: pixels = unit }: Pick<DiagramSvgOptions, "id" | "unit">,
): string[] {
  const placement = placed(d);
  const nameless = {
    ...d,
    vertices: d.vertices.map((vertex) => ({ ...vertex, pairs: vertex.pairs.map(() => undefined) })),
  };
  const name = `lines-${id}`;
  return numberings.map((numbers, picture) => {
    const lines =
      picture === 0 ? `<g id="${name}">${drawnParts(nameless, placement).join("")}</g>` : `<use href="#${name}"/>`;
    const texts = numbers.flatMap((own, v) =>
      own.map((n, i) => text({ tex: String(n), base: String(n) }, placement.pairs[v]?.[i]?.labels[0] as Point, 16)),
    );
    const spoken = numbers.map((own) => own.join(", ")).join("; ");
    return `<svg class="diagram" ${frame(placement, pixels)} role="img" aria-label="numbered ${spoken}">${lines}${texts.join("")}</svg>`;
  });
}

/** How large a picture is, in pixels of its coordinates. */
function extentOf({ box: [[left, bottom], [right, top]] }: Placement) {
  return {
    left: unit * left - margin,
    top: -unit * top - margin,
    width: unit * (right - left) + 2 * margin,
    height: unit * (top - bottom) + 2 * margin,
  };
}

/** The attributes that say so. */
function frame(placement: Placement, pixels: number): string {
  const { left, top, width, height } = extentOf(placement);
  const shown = (length: number): number => rounded((length * pixels) / unit);
  return `width="${shown(width)}" height="${shown(height)}" viewBox="${[left, top, width, height].map(rounded).join(" ")}"`;
}

/** The parts of a picture, each by itself. */
function drawnParts(d: Drawable, { vertices, blobs, legs, pairs }: Placement): string[] {
  const part = (name: string, index: number, body: string): string =>
    `<g data-part="${name}" data-index="${index}">${body}</g>`;
  return [
    ...legs.map(({ strands, isStraight }, i) =>
      part(
        "leg",
        i,
        `<path class="leg${kindClass(d.edges[i]?.[2])}" d="${strands.map((strand) => (isStraight ? line(strand[0], strand[3]) : curve(strand))).join("")}"/>`,
      ),
    ),
    ...vertices.map((place, v) =>
      part(
        "vertex",
        v,
        [
          ...(pairs[v] ?? []).map(({ roots, tips, labels }, i) => {
            const names = d.vertices[v]?.pairs[i] ?? [];
            return `<path class="pair" d="${line(roots[0], tips[0])}${line(roots[1], tips[1])}"/>${names.map((name, side) => text(name, labels[side] as Point, names.length === 1 ? 16 : 11)).join("")}`;
          }),
          `<circle class="vertex" cx="${rounded(unit * place[0])}" cy="${rounded(-unit * place[1])}" r="${rounded(unit * sizes.vertex)}"/>`,
          text(d.vertices[v]?.name, place, 11),
        ].join(""),
      ),
    ),
    ...blobs.map((place, b) => part("blob", b, disc(d.blobs[b] as DrawnBlob, place, radiusOf(d, vertices.length + b)))),
  ];
}

const kindClass = (kind: string | undefined): string => (kind === undefined ? "" : ` ${kind}`);

function disc({ name }: DrawnBlob, place: Point, radius: number): string {
  const [x, y] = [rounded(unit * place[0]), rounded(-unit * place[1])];
  const lines = discHatching(radius).map(([from, to]) => line(from, to));
  return `<g transform="translate(${x} ${y})"><path class="hatching" d="${lines.join("")}"/><circle class="blob" r="${rounded(unit * radius)}"/></g>${text(name, place, 12.5)}`;
}

/** A name, with what stands below and above it. */
function text(label: Label | undefined, [x, y]: Point, size: number): string {
  if (label === undefined) return "";
  const { base, below, above } = label;
  const small = 'font-size="72%" font-style="normal"';
  const lowered = below === undefined ? "" : `<tspan dy="0.25em" ${small}>${escapeXml(below)}</tspan>`;
  // What stands above follows what stands below.
  const rise = below === undefined ? "-0.4em" : "-0.75em";
  const raised = above === undefined ? "" : `<tspan dy="${rise}" ${small}>${escapeXml(above)}</tspan>`;
  const look = /^\d+$/.test(base) ? ' class="number"' : "";
  return `<text${look} x="${rounded(unit * x)}" y="${rounded(-unit * y + 0.3 * size)}" font-size="${size}">${escapeXml(base)}${lowered}${raised}</text>`;
}

/** A picture in words, for whoever does not see it. */
export function described(d: Drawable): string {
  const names = d.blobs.map(({ name }) => (name === undefined ? "a blob" : labelText(name)));
  const vertices = d.vertices.map(({ name, pairs }, v) => {
    const own = name === undefined ? `vertex ${v + 1}` : `function vertex ${labelText(name)}`;
    const inputs = pairs.map((pair) => (pair === undefined ? undefined : `(${pair.map(labelText).join(",")})`));
    const externals =
      pairs.length === 0
        ? []
        : [`${counted(pairs.length, "external pair")}${inputs[0] === undefined ? "" : ` ${inputs.join(" ")}`}`];
    const legs = d.blobs.flatMap((_, b) => {
      const count = d.edges.filter(([w, c]) => w === v && c === b).length;
      return count === 0 ? [] : [`${counted(count, "leg")} to ${names[b]} (blob ${b + 1})`];
    });
    return `${own}: ${[...externals, ...legs].join(", ") || "nothing"}`;
  });
  return `${vertices.join("; ")}.`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
