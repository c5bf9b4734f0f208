import { version } from "../../foundation/version.js";
import type { MeasuredPoint, SweptPoint } from "../../numbers/scaling/simulation.js";
import type { ScalingSweep, SweptCurve } from "../../numbers/scaling/sweep.js";
import { collapsed, collapsedLimit } from "../../numbers/scaling/sweep.js";
import { type PlotSpec, palette, plotStyle } from "../../pictures/plot.js";
import { records } from "../csv.js";
import { type Formats, type Paint, unpainted } from "../format.js";
import { pretty } from "../json.js";
import { layOut } from "../layout.js";
import { finiteOrNull, probability, remark, shortNumber } from "../numbers.js";
import { numberTex, tabular } from "../tabular.js";
import { modelText, nonlinearRemark, plainModel } from "./model.js";

/* The product of `scaling --sweep`: the loss along a range. */

/** What a curve is called: "T = 100", or nothing where there is one. */
const curveName = ({ name, value }: SweptCurve): string =>
  name === undefined ? "" : `${name} = ${shortNumber(value as number)}`;

/** The model without what is swept and what the curves differ in. */
function sharedText({ model, range, curves }: ScalingSweep): string {
  const apart = [range.name, curves[0]?.name].filter((name) => name !== undefined);
  return modelText(model)
    .split(", ")
    .filter((part) => !apart.some((name) => part.startsWith(`${name} =`)))
    .join(", ");
}

/** How many places of a line a table shows. */
const shownPlaces = 15;

/** The places that a table shows: those that were measured, or some of the line. */
function shownPoints({ points, measured }: SweptCurve): readonly (SweptPoint | MeasuredPoint)[] {
  if (measured.length > 0) return measured;
  const step = Math.max(1, Math.floor((points.length - 1) / (shownPlaces - 1)));
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}

const isMeasured = (point: SweptPoint | MeasuredPoint): point is MeasuredPoint => "measured" in point;

const lossText = (value: number | undefined): string =>
  value === undefined ? "-" : Number.isFinite(value) ? shortNumber(value) : "inf";

function sweepText(sweep: ScalingSweep, paint: Paint = unpainted): string {
  const { range, curves, model, verdict, interrupted } = sweep;
  const drawn = verdict !== undefined;
  return [
    paint(
      "title",
      `test loss on clean labels for ${range.name} from ${shortNumber(range.from)} to ${shortNumber(range.to)}`,
    ),
    ...remark(sharedText(sweep), paint),
    ...nonlinearRemark(model).flatMap((text) => remark(text, paint)),
    ...(interrupted ? [paint("bad", "interrupted: what follows is of the places that were finished")] : []),
    ...curves.flatMap((curve) => {
      const { titles, rows } = layOut(
        [
          { title: range.name, align: "right" },
          { title: "planar", align: "right" },
          { title: "with 1/N", align: "right" },
          ...(drawn
            ? ([
                { title: "measured", align: "right" },
                { title: "error", align: "right" },
                { title: "z", align: "right" },
              ] as const)
            : []),
        ],
        shownPoints(curve).map((point) => [
          shortNumber(point.value),
          lossText(point.planar),
          lossText(point.corrected),
          ...(isMeasured(point)
            ? [
                shortNumber(point.measured),
                point.standardError.toExponential(1),
                point.tested ? point.z.toFixed(2) : "no test",
              ]
            : []),
        ]),
      );
      return [
        "",
        ...(curve.name === undefined ? [] : [paint("title", curveName(curve))]),
        paint("heading", titles),
        ...rows.flat(),
        ...curveLines(sweep, curve).flatMap((line) => remark(line, unpainted)),
      ];
    }),
    "",
    ...verdictLines(sweep, paint),
    ...remark(
      `losses in units C sigma_w^2/2M${model.sigma.eps > 0 ? ", with what noise of the labels adds" : ""}${drawn ? "; z = (measured - predicted)/error, predicted with the 1/N term where it is small; no test: what is left out is not small beside the error" : ""}`,
      paint,
    ),
    "",
  ].join("\n");
}

function curveLines({ range, model }: ScalingSweep, { fits, peak, valley }: SweptCurve): string[] {
  const exponentText = (what: string, found: SweptCurve["fits"]["planar"]): string[] =>
    found === undefined
      ? []
      : [
          `${what} ${found.exponent.toFixed(4)}${found.standardError === undefined ? "" : ` +- ${found.standardError.toFixed(4)}`}`,
        ];
  const all = [
    ...exponentText("planar", fits.planar),
    ...exponentText("with 1/N", fits.corrected),
    ...exponentText("measured", fits.measured),
  ];
  const over = fits.planar ?? fits.measured;
  return [
    ...(all.length === 0 || over === undefined
      ? []
      : [
          `exponent, the pole at N = T divided out, for ${range.name} from ${shortNumber(over.from)} to ${shortNumber(over.to)}: ${all.join("; ")}${model.law === undefined ? "" : `; alpha = ${shortNumber(model.law.alpha)}`}`,
        ]),
    ...(peak === undefined
      ? []
      : [
          `peak of double descent at ${range.name} = ${shortNumber(peak.value)}: ${Number.isFinite(peak.loss) ? shortNumber(peak.loss) : "without bound"}`,
        ]),
    ...(valley === undefined
      ? []
      : [
          `${range.name === "gamma" ? "least loss" : "valley before the peak"} at ${range.name} = ${shortNumber(valley.value)}: ${shortNumber(valley.loss)}`,
        ]),
  ];
}

function verdictLines({ verdict }: ScalingSweep, paint: Paint): string[] {
  if (verdict === undefined) return [];
  const { outcome, pValue, tested } = verdict;
  const p = probability(pValue);
  const text =
    outcome === "no test"
      ? "no test: at no place is what the prediction leaves out small beside the error"
      : `theory with the 1/N term and simulation ${outcome === "agree" ? "agree" : "DISAGREE"} at ${tested} places: p = ${p}, the least of as many t tests times their number`;
  return remark(text, (_, line) => paint(outcome === "agree" ? "good" : "bad", line));
}

function sweepJson({ model, range, curves, verdict, seed, interrupted }: ScalingSweep): string {
  const { [range.name === "gamma" ? "gamma" : range.name]: _, ...shared } = plainModel(model);
  return pretty({
    oneovern: version,
    ...shared,
    sweep: { name: range.name, from: range.from, to: range.to },
    ...(seed === undefined ? {} : { seed }),
    ...(interrupted ? { interrupted } : {}),
    ...(verdict === undefined ? {} : { verdict: verdict.outcome, p: verdict.pValue, tested: verdict.tested }),
    curves: curves.map(({ name, value, points, measured, fits, peak, valley }) => ({
      ...(name === undefined ? {} : { [name]: value }),
      fits,
      ...(peak === undefined ? {} : { peak: { value: peak.value, loss: finiteOrNull(peak.loss) } }),
      ...(valley === undefined ? {} : { valley }),
      points: points.map((point) => ({
        value: point.value,
        planar: finiteOrNull(point.planar),
        corrected: finiteOrNull(point.corrected),
      })),
      measured,
    })),
  });
}

const sweepCsv = ({ range, curves }: ScalingSweep): string =>
  records([
    ["curve", range.name, "planar", "with_correction", "samples", "measured", "standard_error", "z", "tested"],
    ...curves.flatMap((curve) => [
      ...curve.points.map((point) => [
        curveName(curve),
        point.value,
        finiteOrNull(point.planar) ?? "",
        finiteOrNull(point.corrected) ?? "",
        "",
        "",
        "",
        "",
        "",
      ]),
      ...curve.measured.map((point) => [
        curveName(curve),
        point.value,
        finiteOrNull(point.planar) ?? "",
        finiteOrNull(point.corrected) ?? "",
        point.samples,
        point.measured,
        point.standardError,
        point.z,
        point.tested ? "yes" : "no",
      ]),
    ]),
  ]);

function sweepLatex(sweep: ScalingSweep): string {
  const { range, curves, verdict } = sweep;
  const drawn = verdict !== undefined;
  const swept = range.name === "gamma" ? "$\\gamma$" : `$${range.name}$`;
  return tabular(
    [`test loss for ${range.name} from ${range.from} to ${range.to}, in units C sigma_w^2/2M`, sharedText(sweep)],
    [
      ...(curves.length > 1 ? [{ title: "curve", align: "l" as const }] : []),
      ...[swept, "planar", "with $1/N$", ...(drawn ? ["measured", "error", "$z$"] : [])].map((title) => ({
        title,
        align: "r" as const,
      })),
    ],
    curves.flatMap((curve) =>
      shownPoints(curve).map((point, i) => [
        ...(curves.length > 1 ? [i === 0 ? `$${curveName(curve)}$` : ""] : []),
        numberTex(point.value),
        numberTex(point.planar),
        point.corrected === undefined ? "--" : numberTex(point.corrected),
        ...(isMeasured(point)
          ? [
              numberTex(point.measured),
              numberTex(point.standardError, point.standardError.toExponential(1)),
              `$${point.z.toFixed(2)}$`,
            ]
          : []),
      ]),
    ),
  );
}

/** Its formats. */
export const sweepFormats: Formats<ScalingSweep> = {
  text: (sweep, { paint }) => sweepText(sweep, paint),
  json: sweepJson,
  csv: sweepCsv,
  latex: sweepLatex,
};

/** A dot or a place of a line. */
interface Dot {
  readonly curve: string;
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

const isShown = ({ x, y }: Dot): boolean => x > 0 && y > 0 && Number.isFinite(y);

/** Lines in pieces, so that none is drawn across a place where there is no value: a pole, or a 1/N term that is not small. */
function inPieces(dots: readonly Dot[]): (Dot & { readonly piece: number })[] {
  let piece = 0;
  return dots.flatMap((dot) => {
    if (isShown(dot)) return [{ ...dot, piece }];
    piece++;
    return [];
  });
}

/** Curves with points on them, on axes in logarithms. */
function panel(
  title: string,
  axes: { readonly x: string; readonly y: string },
  {
    lines,
    dashed,
    dots,
  }: { readonly lines: readonly Dot[]; readonly dashed: readonly Dot[]; readonly dots: readonly Dot[] },
  domain: readonly string[],
  others: readonly number[] = [],
) {
  const values = [...lines, ...dashed, ...dots]
    .filter(isShown)
    .flatMap(({ y, low = y, high = y }) => [low, high])
    .concat(others);
  // A logarithm's nice limits are whole decades, which leave curves a small part of the picture.
  const extent = [0.9 * Math.min(...values), 1.1 * Math.max(...values)];
  const log = { type: "log" as const, nice: false };
  const x = { field: "x", type: "quantitative" as const, title: axes.x, scale: log };
  const y = {
    field: "y",
    type: "quantitative" as const,
    title: axes.y,
    scale: { type: "log" as const, nice: false, domain: extent },
  };
  const color = {
    field: "curve",
    type: "nominal" as const,
    title: null,
    scale: { domain: [...domain], range: palette },
    ...(domain.length > 1 ? {} : { legend: null }),
  };
  const detail = { field: "piece", type: "nominal" as const };
  // A layer of nothing would leave the axes without an extent.
  const layers = [
    {
      data: { values: inPieces(dashed) },
      mark: { type: "line" as const, strokeDash: [5, 4], strokeWidth: 1.2 },
      encoding: { x, y, color, detail },
    },
    {
      data: { values: inPieces(lines) },
      mark: { type: "line" as const, strokeWidth: 2 },
      encoding: { x, y, color, detail },
    },
    {
      data: { values: dots.filter(isShown) },
      mark: { type: "rule" as const, strokeWidth: 1.5 },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" }, color },
    },
    {
      data: { values: dots.filter(isShown) },
      mark: { type: "point" as const, filled: true, size: 42, opacity: 1, stroke: "white", strokeWidth: 0.6 },
      encoding: { x, y, color },
    },
  ];
  return { title, width: 380, height: 300, layer: layers.filter(({ data }) => data.values.length > 0) };
}

/** The loss along the range, planar (dashed) and with the 1/N term (lines), with what was measured; and of power laws all curves as one. */
export function sweepPlot(sweep: ScalingSweep): PlotSpec {
  const { range, curves, model } = sweep;
  const nameOf = (curve: SweptCurve): string => (curve.name === undefined ? "loss" : curveName(curve));
  const domain = curves.map(nameOf);
  const dot = (curve: SweptCurve, x: number, y: number, error?: number): Dot => ({
    curve: nameOf(curve),
    x,
    y,
    // An error bar that reaches below 0 has no place on a logarithm.
    ...(error === undefined ? {} : { low: Math.max(y - error, y / 100), high: y + error }),
  });
  const losses = panel(
    `test loss in units C σ_w²/2M`,
    { x: range.name === "gamma" ? "γ" : range.name, y: "loss" },
    {
      dashed: curves.flatMap((curve) => curve.points.map(({ value, planar }) => dot(curve, value, planar))),
      lines: curves.flatMap((curve) =>
        curve.points.map(({ value, corrected = Number.NaN }) => dot(curve, value, corrected)),
      ),
      dots: curves.flatMap((curve) =>
        curve.measured.map(({ value, measured, standardError }) => dot(curve, value, measured, standardError)),
      ),
    },
    domain,
  );
  const { law } = model;
  const canCollapse = law !== undefined && range.name !== "gamma" && curves.every(({ name }) => name !== "gamma");
  const what = [
    `${sharedText(sweep)}`,
    `dashed: planar; lines: with the 1/N term, where it is small${sweep.verdict === undefined ? "" : "; points: regressions with their errors"}`,
  ];
  if (!canCollapse) {
    const { title: subtitle, ...only } = losses;
    return { ...plotStyle, ...only, title: { text: what, subtitle, anchor: "start" } } as PlotSpec;
  }
  const other = (curve: SweptCurve): number => (range.name === "N" ? curve.sizes.samples : curve.sizes.features);
  const otherName = range.name === "N" ? "T" : "N";
  const ratios = Array.from({ length: 241 }, (_, i) => 10 ** (-2 + i / 60));
  const [least, most] = [
    Math.min(...curves.map((curve) => range.from / other(curve))),
    Math.max(...curves.map((curve) => range.to / other(curve))),
  ];
  const limit = ratios
    .filter((ratio) => ratio >= least && ratio <= most && Math.abs(Math.log(ratio)) > 0.03)
    .map((ratio) => ({ x: ratio, y: collapsedLimit(ratio, law.alpha), side: ratio < 1 ? "below" : "above" }));
  const together = panel(
    "all curves as one (grey: no ridge, M → ∞)",
    { x: `${range.name}/${otherName}`, y: `loss ${otherName}^α/(λ₊ c^(1+α))` },
    {
      dashed: curves.flatMap((curve) =>
        curve.points.map(({ value, planar }) => dot(curve, value / other(curve), collapsed(planar, other(curve), law))),
      ),
      lines: [],
      dots: curves.flatMap((curve) =>
        curve.measured.map(({ value, measured, standardError }) =>
          dot(
            curve,
            value / other(curve),
            collapsed(measured, other(curve), law),
            collapsed(standardError, other(curve), law),
          ),
        ),
      ),
    },
    domain,
    limit.map(({ y }) => y),
  );
  const grey = {
    data: { values: limit },
    mark: { type: "line" as const, strokeWidth: 5, opacity: 0.35, color: "#777777" },
    encoding: {
      x: { field: "x", type: "quantitative" as const, scale: { type: "log" as const, nice: false } },
      y: { field: "y", type: "quantitative" as const, scale: { type: "log" as const } },
      detail: { field: "side", type: "nominal" as const },
    },
  };
  return {
    ...plotStyle,
    title: { text: what, anchor: "start" },
    hconcat: [losses, { ...together, layer: [grey, ...together.layer] }],
  } as PlotSpec;
}
