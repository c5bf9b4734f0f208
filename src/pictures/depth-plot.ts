import { cumulantUnicode } from "../symbols/cumulants.js";
import { superscript } from "../symbols/spelling.js";
import { type PlotSpec, palette, plotStyle } from "./plot.js";

/* What depends on the depth, as a picture: a panel for each of K, V_4, V_6, ... */

/** A place on a line, and where something was measured there its value and error bar. */
export interface DepthPoint {
  readonly layer: number;
  /** Which line of the panel. */
  readonly entry: string;
  readonly predicted: number;
  /** The band about the prediction that what it leaves out makes. */
  readonly least?: number;
  readonly most?: number;
  readonly measured?: number;
  readonly low?: number;
  readonly high?: number;
}

/** One picture among several. */
export type Panel = ReturnType<typeof depthPanel> | ReturnType<typeof matrixPanel>;

/** Colours of one panel say nothing of another. */
const eachItsOwn = { scale: { color: "independent" as const }, legend: { color: "independent" as const } };

/**
 * Panels side by side under one title, or lines of one.
 * @param isOneLegend whether lines of one name are the same in all panels
 */
export const panels = (title: string | string[], all: readonly Panel[], isOneLegend: boolean): PlotSpec => ({
  ...plotStyle,
  title,
  concat: [...all],
  columns: 2,
  ...(isOneLegend ? {} : { resolve: eachItsOwn }),
});

/** Matrices three in a row, and panels below them. */
export const matricesAndPanels = (
  title: string | string[],
  matrices: readonly Panel[],
  below: readonly Panel[],
): PlotSpec => ({
  ...plotStyle,
  title,
  vconcat: [
    { concat: [...matrices], columns: 3, resolve: eachItsOwn },
    ...(below.length === 0 ? [] : [{ concat: [...below], columns: 2, resolve: eachItsOwn }]),
  ],
  resolve: eachItsOwn,
});

/**
 * What the k-th cumulant is over its natural size, V_2k/(n^{k-1} K^k), as its panel is headed; the mean by itself.
 */
export const relativeName = (k: number): string =>
  k === 1 ? "K" : `${cumulantUnicode(k)} / (n${k === 2 ? "" : superscript(k - 1)} K${superscript(k)})`;

/** From this ratio of the largest to the smallest on, a panel has a logarithmic axis. */
const logarithmicFrom = 20;
/** So large a part of the values must be positive for a logarithmic axis of those alone. */
const mostlyPositive = 0.7;
/** From so many layers on a power of the depth is seen best on a logarithmic axis of the depth. */
const deepFrom = 8;
const mostInLegend = 12;
const manyPoints = 60;

/**
 * Lines of what is predicted, bands about them, points with error bars of what is measured.
 * @param powers of something that goes as a power of the depth: logarithmic axes where its values allow it
 */
export function depthPanel(heading: string, all: readonly DepthPoint[], powers = false) {
  const names = [...new Set(all.map(({ entry }) => entry))];
  const entries = names.length;
  // A power law with a few values that are not positive is still seen best without those.
  const positive = all.filter(({ predicted }) => predicted > 0);
  const isCut = powers && positive.length < all.length && positive.length >= mostlyPositive * all.length;
  const points = isCut ? positive : all;
  const title = isCut ? `${heading} where positive` : heading;
  const values = points.flatMap(({ predicted, low, high }) => [
    predicted,
    ...(low === undefined ? [] : [low]),
    ...(high === undefined ? [] : [high]),
  ]);
  const smallest = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const largest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const deepest = points.reduce((most, { layer }) => Math.max(most, layer), 0);
  const isPower = powers && smallest > 0 && deepest >= deepFrom;
  const isLogarithmic = smallest > 0 && (isPower || largest / smallest > logarithmicFrom);
  const x = {
    field: "layer",
    type: "quantitative" as const,
    title: "layer",
    axis: isPower ? { format: "d", labelOverlap: "greedy" as const } : { tickMinStep: 1 },
    scale: isPower ? { type: "log" as const, nice: false } : { zero: false, nice: false },
  };
  const y = (field: string) => ({
    field,
    type: "quantitative" as const,
    title: null,
    scale: isLogarithmic ? { type: "log" as const, nice: false } : { zero: smallest >= 0 },
  });
  const colour = (single: string | undefined) =>
    entries === 1
      ? { value: single ?? "black" }
      : {
          field: "entry",
          type: "nominal" as const,
          title: null,
          sort: null,
          ...(entries <= palette.length ? { scale: { domain: names, range: palette.slice(0, entries) } } : {}),
          legend: entries > mostInLegend ? null : { labelLimit: 240, symbolType: "stroke" as const, symbolOpacity: 1 },
        };
  const measured = points.filter((point) => point.measured !== undefined);
  // A band that would leave a logarithmic axis, or the picture, ends at the edge: past it the theory says nothing.
  const [floor, ceiling] = isLogarithmic
    ? [smallest / 3, 3 * largest]
    : [2 * smallest - largest, 2 * largest - smallest];
  const bands = points.flatMap(({ least, most, ...point }) =>
    least === undefined || most === undefined
      ? []
      : [{ ...point, least: Math.max(floor, least), most: Math.min(ceiling, most) }],
  );
  return {
    title,
    width: 300,
    height: 190,
    layer: [
      ...(bands.length === 0
        ? []
        : [
            {
              data: { values: bands },
              mark: { type: "area" as const, opacity: 0.2 },
              encoding: {
                x,
                y: y("least"),
                y2: { field: "most" },
                color: colour(palette[0]),
                detail: { field: "entry", type: "nominal" as const },
              },
            },
          ]),
      {
        data: { values: [...points] },
        mark: { type: "line" as const, strokeWidth: 1.5 },
        encoding: {
          x,
          y: y("predicted"),
          color: colour(palette[0]),
          detail: { field: "entry", type: "nominal" as const },
        },
      },
      ...(measured.length === 0
        ? []
        : [
            {
              data: { values: [...measured] },
              mark: { type: "rule" as const, strokeWidth: 1.5 },
              encoding: { x, y: y("low"), y2: { field: "high" }, color: colour(palette[1]) },
            },
            {
              data: { values: [...measured] },
              mark: { type: "point" as const, filled: true, size: measured.length > manyPoints ? 12 : 35, opacity: 1 },
              encoding: { x, y: y("measured"), color: colour(palette[1]) },
            },
          ]),
    ],
  };
}

/** More cells to a side than this are averaged. */
const mostCells = 40;

/**
 * A symmetric matrix as coloured cells, its diagonal from the upper left.
 * @param range of the colours, the same for panels that are to be compared
 */
export function matrixPanel(title: string, matrix: readonly (readonly number[])[], range: readonly [number, number]) {
  const n = matrix.length;
  const cells = Math.min(n, mostCells);
  const edge = (cell: number): number => Math.round((cell * n) / cells);
  const values = Array.from({ length: cells }, (_, row) =>
    Array.from({ length: cells }, (_unused, column) => {
      let [sum, count] = [0, 0];
      for (let i = edge(row); i < edge(row + 1); i++)
        for (let j = edge(column); j < edge(column + 1); j++) {
          sum += matrix[i]?.[j] ?? 0;
          count++;
        }
      return {
        x: edge(column) + 0.5,
        x2: edge(column + 1) + 0.5,
        y: edge(row) + 0.5,
        y2: edge(row + 1) + 0.5,
        value: sum / count,
      };
    }),
  ).flat();
  const along = (field: string, isDown: boolean) => ({
    field,
    type: "quantitative" as const,
    title: "input",
    axis: { tickMinStep: 1, grid: false, format: "d" },
    scale: { domain: [0.5, n + 0.5], nice: false, reverse: isDown },
  });
  return {
    title: cells < n ? `${title}, means of blocks` : title,
    width: 230,
    height: 230,
    layer: [
      {
        data: { values },
        mark: { type: "rect" as const },
        encoding: {
          x: along("x", false),
          x2: { field: "x2" },
          y: along("y", true),
          y2: { field: "y2" },
          color: {
            field: "value",
            type: "quantitative" as const,
            title: null,
            scale: { domain: [...range], scheme: range[0] < 0 ? ("blueorange" as const) : ("viridis" as const) },
          },
        },
      },
    ],
  };
}
