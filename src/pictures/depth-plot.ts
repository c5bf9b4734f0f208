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

/** Panels side by side under one title, or lines of one. */
export const panels = (title: string | string[], all: readonly ReturnType<typeof depthPanel>[]): PlotSpec => ({
  ...plotStyle,
  title,
  concat: [...all],
  columns: 2,
});

/** From this ratio of the largest to the smallest on, a panel has a logarithmic axis. */
const logarithmicFrom = 20;
const mostInLegend = 12;
const manyPoints = 60;

/** Lines of what is predicted, points with error bars of what is measured. */
export function depthPanel(title: string, points: readonly DepthPoint[]) {
  const entries = new Set(points.map(({ entry }) => entry)).size;
  const values = points.flatMap(({ predicted, low, high }) => [
    predicted,
    ...(low === undefined ? [] : [low]),
    ...(high === undefined ? [] : [high]),
  ]);
  const smallest = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const largest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const isLogarithmic = smallest > 0 && largest / smallest > logarithmicFrom;
  const x = {
    field: "layer",
    type: "quantitative" as const,
    title: "layer",
    axis: { tickMinStep: 1 },
    scale: { zero: false, nice: false },
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
          legend: entries > mostInLegend ? null : { labelLimit: 240 },
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
