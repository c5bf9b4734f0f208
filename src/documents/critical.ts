import { version } from "../foundation/version.js";
import type { CriticalAnswer, DeepLayers } from "../numbers/criticality/answered.js";
import { chiMap, type LinePoint, phaseLines } from "../numbers/criticality/phase.js";
import { type PlotSpec, palette, plotStyle } from "../pictures/plot.js";
import { records } from "./csv.js";
import { type Formats, type Paint, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut } from "./layout.js";
import { remark, shortNumber } from "./numbers.js";
import { numberTex, tabular } from "./tabular.js";

/* The product of `critical`. */

/** As many as tell doubles apart: variances that are rounded are critical no more, and a deep network sees it. */
const allDigits = 17;

/** The critical points as an aligned table, and what deep layers do at variances that were given. */
function criticalText({ criticality, deep }: CriticalAnswer, paint: Paint = unpainted, digits = allDigits): string {
  const number = (value: number): string => String(Number(value.toPrecision(digits)));
  const { activation, points, why } = criticality;
  const { titles, rows } = layOut(
    [
      { title: "C_b", align: "right" },
      { title: "C_W", align: "right" },
      { title: "K*", align: "right" },
      { title: "class", align: "left" },
    ],
    points.map(({ C_b, C_W, K, class: name }) => [number(C_b), number(C_W), K === null ? "any" : number(K), name]),
  );
  return [
    paint(
      "title",
      `${activation}: ${points.length === 0 ? "not critical" : `critical at ${points.length} point${points.length === 1 ? "" : "s"}`}`,
    ),
    "",
    ...(points.length > 0 ? [paint("heading", titles)] : []),
    ...points.flatMap(({ stability }, i) => [...(rows[i] as string[]), ...remark(`  ${stability}`, paint)]),
    ...(points.length > 0 ? [""] : []),
    ...remark(why, unpainted),
    "",
    ...(deep === undefined ? [] : deepText(deep, paint)),
  ].join("\n");
}

function deepText({ C_b, C_W, fixedPoints }: DeepLayers, paint: Paint): string[] {
  const optional = (value: number | null): string => (value === null ? "-" : shortNumber(value));
  const { titles, rows } = layOut(
    ["K*", "chi_par", "chi_perp", "xi_par", "xi_perp", "c*", "xi_c", ""].map((title) => ({
      title,
      align: title === "" ? "left" : "right",
    })),
    fixedPoints.map((point) => [
      point.K === null ? "any" : shortNumber(point.K),
      shortNumber(point.chi_parallel),
      shortNumber(point.chi_perpendicular),
      optional(point.xi_parallel),
      optional(point.xi_perpendicular),
      optional(point.correlation),
      optional(point.xi_correlation),
      `${point.phase}${point.attractive ? "" : point.K === null ? ", K does not move" : ", not attractive"}`,
    ]),
  );
  return [
    paint("title", `deep layers at C_b = ${shortNumber(C_b)}, C_W = ${shortNumber(C_W)}`),
    "",
    ...(fixedPoints.length === 0
      ? ["K has no fixed point: it grows without bound"]
      : [paint("heading", titles), ...rows.flat()]),
    "",
    ...remark(
      "xi = -1/log chi, in layers: K is forgotten over xi_par, nearby inputs meet over xi_perp; c*: the correlation of different inputs in deep layers, which settles over xi_c",
      paint,
    ),
    "",
  ];
}

/** The same as plain data. */
const criticalJson = ({ criticality: { points, ...rest }, deep }: CriticalAnswer): string =>
  pretty({ oneovern: version, ...rest, points, ...(deep === undefined ? {} : { at: deep }) });

/** The critical points as comma-separated values. */
const criticalCsv = ({ criticality: { points } }: CriticalAnswer): string =>
  records([
    ["C_b", "C_W", "K", "class", "stability"],
    ...points.map(({ C_b, C_W, K, class: name, stability }) => [C_b, C_W, K ?? "any", name, stability]),
  ]);

/** The critical points as a table in LaTeX. */
const criticalLatex = ({ criticality: { activation, points, why } }: CriticalAnswer, digits = allDigits): string => {
  const number = (value: number): string => numberTex(value, String(Number(value.toPrecision(digits))));
  return tabular(
    [`${activation}: ${points.length === 0 ? "not critical" : "critical points"}`, why],
    [
      { title: "$C_b$", align: "r" },
      { title: "$C_W$", align: "r" },
      { title: "$K^\\star$", align: "r" },
      { title: "class", align: "l" },
    ],
    points.map(({ C_b, C_W, K, class: name }) => [
      number(C_b),
      number(C_W),
      K === null ? "any" : number(K),
      name === "K* = 0" ? "$K^\\star = 0$" : name,
    ]),
  );
};

const cells = 84;
/** Cells lap over their neighbours, or light would come through the seams. */
const lap = 1.6;
const lineNames = ["χ⊥ = 1", "χ∥ = 1"] as const;

/** A place on a line of the diagram. */
interface LineDot {
  readonly line: string;
  readonly C_W: number;
  readonly C_b: number;
}

/**
 * The phase diagram in the plane of C_W and C_b: chi_perp of deep layers, the lines where a susceptibility is 1, and
 * the critical points.
 */
export function phaseDiagram({ activation, criticality: { points }, deep }: CriticalAnswer): PlotSpec {
  const shown = [...points, ...(deep ? [deep] : [])];
  const right = 1.6 * Math.max(1.25, ...shown.map(({ C_W }) => C_W));
  const top = 1.6 * Math.max(0.3, ...shown.map(({ C_b }) => C_b));
  const step = (most: number) => Array.from({ length: cells }, (_, i) => ((i + 0.5) * most) / cells);
  const map = chiMap(activation, step(right), step(top)).map(({ C_W, C_b, chi }) => ({
    left: C_W - right / cells / 2,
    right: Math.min(right, C_W + (lap * right) / cells / 2),
    low: C_b - top / cells / 2,
    high: Math.min(top, C_b + (lap * top) / cells / 2),
    log: chi === null || chi === 0 ? null : Math.max(-0.5, Math.min(0.5, Math.log10(chi))),
  }));
  const { perpendicular, parallel } = phaseLines(activation);
  const line = (name: string, places: readonly LinePoint[]) =>
    places
      .filter(({ C_W, C_b }) => C_W <= right && C_b <= top)
      .map(({ C_W, C_b }, order) => ({ line: name, C_W, C_b, order }));
  // A line that is a point here is not drawn, and stands in no legend.
  const drawn = [line(lineNames[0], perpendicular), line(lineNames[1], parallel)].filter(
    (dots) => new Set(dots.map(({ C_W, C_b }) => `${C_W} ${C_b}`)).size > 1,
  );
  const x = { field: "C_W", type: "quantitative" as const, title: "C_W", scale: { domain: [0, right], nice: false } };
  const y = { field: "C_b", type: "quantitative" as const, title: "C_b", scale: { domain: [0, top], nice: false } };
  return {
    ...plotStyle,
    title: `${activation.name}: susceptibility of deep layers, from K = 1`,
    width: 420,
    height: 320,
    layer: [
      {
        data: { values: map },
        mark: { type: "rect", tooltip: false },
        encoding: {
          x: { ...x, field: "left" },
          x2: { field: "right" },
          y: { ...y, field: "low" },
          y2: { field: "high" },
          color: {
            field: "log",
            type: "quantitative",
            title: ["log₁₀ χ⊥", "< 0: order", "> 0: chaos", "white: K grows"],
            scale: { scheme: "redblue", reverse: true, domain: [-0.5, 0.5], domainMid: 0 },
          },
        },
      },
      {
        data: { values: drawn.flat() },
        mark: { type: "line", strokeWidth: 2 },
        encoding: {
          x,
          y,
          order: { field: "order", type: "quantitative" },
          strokeDash: {
            field: "line",
            type: "nominal",
            title: null,
            scale: {
              domain: drawn.map(([first]) => (first as LineDot).line),
              range: drawn.map(([first]) => ((first as LineDot).line === lineNames[0] ? [1, 0] : [6, 4])),
            },
          },
          color: { value: "black" },
        },
      },
      {
        data: {
          values: points
            .map(({ C_W, C_b }) => ({ C_W, C_b, what: "critical point" }))
            .concat(deep ? [{ C_W: deep.C_W, C_b: deep.C_b, what: "this network" }] : []),
        },
        mark: { type: "point", filled: true, size: 110, stroke: "white", strokeWidth: 1.5, opacity: 1 },
        encoding: {
          x,
          y,
          shape: { field: "what", type: "nominal", title: null },
          color: { value: palette[4] as string },
        },
      },
    ],
    resolve: { scale: { color: "independent" } },
  };
}

/** Its formats. */
export const criticalFormats: Formats<CriticalAnswer> = {
  text: (answer, { paint, digits }) => criticalText(answer, paint, digits),
  json: criticalJson,
  csv: criticalCsv,
  latex: (answer, { digits }) => criticalLatex(answer, digits),
};
