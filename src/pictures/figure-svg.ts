import { escapeXml } from "../foundation/xml.js";
import { roundedTo } from "./curves.js";
import { arrowHead, boxOf, type Figure, type Mark, type Point, polar } from "./figure.js";

/* Figures in SVG, standing alone, for light and for dark pages. */

const scale = 10;
const margin = 10;

const style = `
.line-figure { font-family: "STIX Two Text", "Latin Modern Roman", "Times New Roman", serif; fill: none; stroke: #1b1f27; stroke-linecap: round; stroke-linejoin: round; }
.line-figure text { font-size: 22px; text-anchor: middle; dominant-baseline: central; fill: #1b1f27; stroke: none; }
.line-figure .boson { stroke-width: 3; }
.line-figure .ghost { stroke-width: 3; stroke-dasharray: 7 6; stroke: #0072b2; }
.line-figure .fluctuation { stroke-width: 1.6; stroke: #b3560a; }
.line-figure .field { stroke-width: 1.6; stroke: #b3560a; }
.line-figure .solid { fill: #1b1f27; stroke: none; }
.line-figure .head { fill: #0072b2; stroke: none; }
@media (prefers-color-scheme: dark) {
.line-figure { stroke: #e8eaee; }
.line-figure text { fill: #e8eaee; }
.line-figure .ghost { stroke: #5fb2e4; }
.line-figure .fluctuation, .line-figure .field { stroke: #f0a050; }
.line-figure .solid { fill: #e8eaee; }
.line-figure .head { fill: #5fb2e4; }
}
`;

const rounded = roundedTo(1);

/**
 * A figure as an SVG document. @param pixels how many of them a mm has; so all figures of a page have one scale
 */
export function figureSvg(figure: Figure, pixels = 6): string {
  const { low, high } = boxOf(figure);
  const [width, tall] = [scale * (high[0] - low[0]) + 2 * margin, scale * (high[1] - low[1]) + 2 * margin];
  const place = ([x, y]: Point): string =>
    `${rounded(margin + scale * (x - low[0]))},${rounded(margin + scale * (high[1] - y))}`;
  const size = (units: number): number => rounded((units * pixels) / scale);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="line-figure" viewBox="0 0 ${rounded(width)} ${rounded(tall)}" width="${size(width)}" height="${size(tall)}" role="img" aria-label="${escapeXml(figure.title)}">`,
    `<title>${escapeXml(figure.title)}</title>`,
    `<style>${style}</style>`,
    ...figure.marks.map((mark) => markSvg(mark, place)),
    "</svg>",
  ].join("\n");
}

function markSvg(mark: Mark, place: (point: Point) => string): string {
  switch (mark.kind) {
    case "line":
      return `<path class="${mark.style}" d="M${mark.points.map(place).join("L")}"/>`;
    case "arc":
      return `<path class="${mark.style}" d="${arcPath(mark, place)}"/>`;
    case "arrow":
      return `<path class="head" d="M${arrowHead(mark.at, mark.angle).map(place).join("L")}Z"/>`;
    case "dot": {
      const [x, y] = place(mark.at).split(",");
      return `<circle class="solid" cx="${x}" cy="${y}" r="6"/>`;
    }
    case "text": {
      const [x, y] = place(mark.at).split(",");
      return `<text x="${x}" y="${y}">${escapeXml(mark.text)}</text>`;
    }
  }
}

function arcPath(
  { center, radius, from, to }: Extract<Mark, { readonly kind: "arc" }>,
  place: (point: Point) => string,
): string {
  const point = (angle: number): string => place(polar(center, radius, angle));
  // Two halves, since an arc that is a whole circle would be none.
  const r = radius * scale;
  const middle = (from + to) / 2;
  const half = (end: number): string => `A${r} ${r} 0 0 0 ${point(end)}`;
  return `M${point(from)}${half(middle)}${half(to)}`;
}
