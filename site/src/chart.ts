import { scaleLinear, scaleLog } from "d3-scale";
import type { Line, Measured } from "./messages.js";

/* Line plots in SVG: lines told apart by colour and by dashes, measured points with their errors. */

const namespace = "http://www.w3.org/2000/svg";
const [width, height] = [560, 300];
const margin = { left: 58, right: 12, top: 10, bottom: 40 };

function s(name: string, attributes: { readonly [key: string]: string | number }, text?: string): SVGElement {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

export interface ChartOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly isLogX?: boolean;
  readonly isLogY?: boolean;
}

/** A plot. */
export function chart(
  lines: readonly Line[],
  measured: readonly (readonly Measured[])[],
  { title, x: xName, y: yName, isLogX = false, isLogY = false }: ChartOptions,
): SVGElement {
  const usable = (value: number, isLog: boolean): boolean => Number.isFinite(value) && (!isLog || value > 0);
  const points = lines.flatMap((line) => line.points);
  const dots = measured.flat();
  const xs = [...points.map(([x]) => x), ...dots.map(({ x }) => x)].filter((value) => usable(value, isLogX));
  const ys = [...points.map(([, y]) => y), ...dots.flatMap(({ y, error }) => [y - error, y + error])].filter((value) =>
    usable(value, isLogY),
  );
  const extent = (values: readonly number[]): [number, number] => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return least === most ? [least - 0.5, most + 0.5] : [least, most];
  };
  const x = (isLogX ? scaleLog() : scaleLinear())
    .domain(extent(xs.length > 0 ? xs : [1, 2]))
    .range([margin.left, width - margin.right]);
  const y = (isLogY ? scaleLog() : scaleLinear())
    .domain(extent(ys.length > 0 ? ys : [1, 2]))
    .range([height - margin.bottom, margin.top])
    .nice();
  const svg = s("svg", {
    class: "chart",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": described(title, lines, dots),
  });
  const label = (value: number): string =>
    Math.abs(value) >= 1e4 || (value !== 0 && Math.abs(value) < 1e-3)
      ? value.toExponential(0)
      : String(Number(value.toPrecision(3)));
  // A logarithmic scale has many ticks: of too many the powers of ten are left.
  const sparse = (ticks: number[]): number[] =>
    ticks.length > 8 ? ticks.filter((tick) => tick.toExponential().startsWith("1e")) : ticks;
  for (const tick of sparse(x.ticks(6))) {
    svg.append(s("line", { class: "grid", x1: x(tick), x2: x(tick), y1: margin.top, y2: height - margin.bottom }));
    svg.append(s("text", { x: x(tick), y: height - margin.bottom + 16, "text-anchor": "middle" }, label(tick)));
  }
  for (const tick of sparse(y.ticks(5))) {
    svg.append(s("line", { class: "grid", x1: margin.left, x2: width - margin.right, y1: y(tick), y2: y(tick) }));
    svg.append(s("text", { x: margin.left - 6, y: y(tick) + 4, "text-anchor": "end" }, label(tick)));
  }
  svg.append(s("text", { x: (margin.left + width - margin.right) / 2, y: height - 6, "text-anchor": "middle" }, xName));
  svg.append(
    s("text", { x: 12, y: height / 2, "text-anchor": "middle", transform: `rotate(-90 12 ${height / 2})` }, yName),
  );
  lines.forEach(({ points: own }, i) => {
    const path = own
      .filter(([px, py]) => usable(px, isLogX) && usable(py, isLogY))
      .map(([px, py], j) => `${j === 0 ? "M" : "L"}${x(px).toFixed(1)} ${y(py).toFixed(1)}`)
      .join("");
    svg.append(s("path", { class: `line series-${i}`, d: path }));
  });
  measured.forEach((own, i) => {
    for (const { x: px, y: py, error } of own) {
      if (!usable(px, isLogX) || !usable(py, isLogY)) continue;
      const low = isLogY ? Math.max(py - error, y.domain()[0] ?? 0) : py - error;
      svg.append(s("line", { class: `error series-${i}`, x1: x(px), x2: x(px), y1: y(low), y2: y(py + error) }));
      svg.append(s("circle", { class: `dot series-${i}`, cx: x(px), cy: y(py), r: 3.2 }));
    }
  });
  return svg;
}

/** A plot in words: where each line begins and ends. */
function described(title: string, lines: readonly Line[], dots: readonly Measured[]): string {
  const ends = lines.flatMap(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [`${name} from ${first[1].toPrecision(3)} at ${first[0]} to ${last[1].toPrecision(3)} at ${last[0]}`];
  });
  return `${title}: ${ends.join("; ")}${dots.length === 0 ? "" : `; ${dots.length} measured points`}`;
}

/** The names of the lines, with the marks that they have. */
export function legendOf(lines: readonly Line[]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "chart-legend";
  lines.forEach(({ name }, i) => {
    const item = document.createElement("li");
    const mark = s("svg", { viewBox: "0 0 24 8", width: 24, height: 8, class: "chart", "aria-hidden": "true" });
    mark.append(s("path", { class: `line series-${i}`, d: "M0 4L24 4" }));
    item.append(mark, ` ${name}`);
    list.append(item);
  });
  return list;
}
