import { scaleLinear, scaleLog } from "d3-scale";
import { figure, plain } from "./dom.js";
import type { Line, Measured } from "./messages.js";

/* Line plots in SVG: lines told apart by colour and by dashes, measured points with their errors. */

const namespace = "http://www.w3.org/2000/svg";
/** As large as they are mostly shown, so that their letters are as large as others. */
const sizes = { small: [340, 230], wide: [640, 330] } as const;
const margin = { left: 56, right: 12, top: 24, bottom: 38 };

function s(name: string, attributes: { readonly [key: string]: string | number }, text?: string): SVGElement {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Points of a plot. */
export interface Dots {
  readonly name: string;
  readonly points: readonly Measured[];
  /** Whether they only show a place. */
  readonly isMark?: boolean;
}

export interface ChartOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly isLogX?: boolean;
  readonly isLogY?: boolean;
  readonly isWide?: boolean;
}

/** A plot. Lines are broken where a value is not finite, or not positive on a logarithmic axis. */
export function chart(
  lines: readonly Line[],
  measured: readonly Dots[],
  { title, x: xName, y: yName, isLogX = false, isLogY = false, isWide = false }: ChartOptions,
): SVGElement {
  const [width, height] = sizes[isWide ? "wide" : "small"];
  const usable = (value: number, isLog: boolean): boolean => Number.isFinite(value) && (!isLog || value > 0);
  const shown = ([px, py]: readonly [number, number]): boolean => usable(px, isLogX) && usable(py, isLogY);
  const points = lines.flatMap((line) => line.points.filter(shown));
  const dots = measured.flatMap((own) => own.points);
  const xs = [...points.map(([px]) => px), ...dots.map((dot) => dot.x)].filter((value) => usable(value, isLogX));
  const ys = [
    ...points.map(([, py]) => py),
    ...dots.flatMap((dot) => [dot.y - dot.error, dot.y, dot.y + dot.error]),
  ].filter((value) => usable(value, isLogY));
  const extent = (values: readonly number[], isLog: boolean): [number, number] => {
    if (values.length === 0) return [1, 2];
    const [least, most] = [Math.min(...values), Math.max(...values)];
    if (least < most) return [least, most];
    return isLog ? [least / 2, 2 * most] : [least - 0.5, most + 0.5];
  };
  const x = (isLogX ? scaleLog() : scaleLinear()).domain(extent(xs, isLogX)).range([margin.left, width - margin.right]);
  const y = (isLogY ? scaleLog() : scaleLinear())
    .domain(extent(ys, isLogY))
    .range([height - margin.bottom, margin.top])
    .nice();
  const svg = s("svg", {
    class: "chart",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": described(title, lines, measured),
  });
  for (const tick of ticksOf(x, isLogX, isWide ? 8 : 5)) {
    svg.append(s("line", { class: "grid", x1: x(tick), x2: x(tick), y1: margin.top, y2: height - margin.bottom }));
    svg.append(s("text", { x: x(tick), y: height - margin.bottom + 16, "text-anchor": "middle" }, plain(tick)));
  }
  for (const tick of ticksOf(y, isLogY, 5)) {
    svg.append(s("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y(tick), y2: y(tick) }));
    svg.append(s("text", { x: margin.left - 6, y: y(tick) + 4, "text-anchor": "end" }, plain(tick)));
  }
  svg.append(s("text", { x: (margin.left + width - margin.right) / 2, y: height - 5, "text-anchor": "middle" }, xName));
  svg.append(s("text", { class: "name", x: 4, y: 13 }, yName));
  lines.forEach(({ points: own }, i) => {
    let path = "";
    let isOn = false;
    for (const point of own) {
      const isShown = shown(point);
      if (isShown) path += `${isOn ? "L" : "M"}${x(point[0]).toFixed(1)} ${y(point[1]).toFixed(1)}`;
      isOn = isShown;
    }
    svg.append(s("path", { class: `line series-${i}`, d: path }));
  });
  for (const { points: own, isMark = false } of measured)
    for (const { x: px, y: py, error } of own) {
      if (!shown([px, py])) continue;
      if (error > 0) {
        const low = isLogY ? Math.max(py - error, y.domain()[0] ?? 0) : py - error;
        svg.append(s("line", { class: "error", x1: x(px), x2: x(px), y1: y(low), y2: y(py + error) }));
      }
      svg.append(s("circle", { class: isMark ? "mark" : "dot", cx: x(px), cy: y(py), r: isMark ? 5 : 3.2 }));
    }
  return svg;
}

/** Ticks, as many as there is room for: of a logarithmic axis 1, 2 and 5, or the powers of ten. */
function ticksOf(scale: { ticks: (count: number) => number[] }, isLog: boolean, most: number): number[] {
  const ticks = scale.ticks(most);
  if (!isLog) return ticks;
  const starting = (digits: string): number[] => ticks.filter((tick) => digits.includes(tick.toExponential()[0] ?? ""));
  return [ticks, starting("125"), starting("1")].find((found) => found.length <= most + 2) ?? starting("1");
}

/** A plot in words: where each line begins and ends. */
function described(title: string, lines: readonly Line[], measured: readonly Dots[]): string {
  const ends = lines.flatMap(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [`${name} from ${figure(first[1])} at ${first[0]} to ${figure(last[1])} at ${last[0]}`];
  });
  const dots = measured.map(({ name, points }) => `${name}: ${points.length} point${points.length === 1 ? "" : "s"}`);
  return `${title}: ${[...ends, ...dots].join("; ")}`;
}

/** The names of lines and points, with the marks that they have. */
export function legendOf(lines: readonly Line[], measured: readonly Dots[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "chart-legend";
  const entry = (name: string, mark: SVGElement): void => {
    const item = document.createElement("li");
    const sample = s("svg", { viewBox: "0 0 24 12", width: 24, height: 12, class: "chart", "aria-hidden": "true" });
    sample.append(mark);
    item.append(sample, ` ${name}`);
    list.append(item);
  };
  lines.forEach(({ name }, i) => {
    entry(name, s("path", { class: `line series-${i}`, d: "M0 6L24 6" }));
  });
  for (const { name, isMark = false } of measured)
    entry(name, s("circle", { class: isMark ? "mark" : "dot", cx: 12, cy: 6, r: isMark ? 5 : 3.2 }));
  return list;
}
