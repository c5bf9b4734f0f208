import type { TopLevelSpec } from "vega-lite";

/** A plot as Vega-Lite describes it. */
export type PlotSpec = TopLevelSpec;

/** Type and colours that all plots share: black on white, for a page of a paper. */
export const plotStyle = {
  background: "white",
  config: {
    font: "Helvetica, Arial, sans-serif",
    axis: { labelFontSize: 12, titleFontSize: 13, titleFontWeight: "normal", gridColor: "#e5e5e5" },
    legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
    title: { fontSize: 14, fontWeight: "normal" },
    view: { stroke: "#888888" },
  },
} as const;

/** The palette of Okabe and Ito, told apart by colour-blind readers and in print. */
export const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

/**
 * The plot as an SVG document. Vega and Vega-Lite take their time to load, so that is done here; no browser is needed.
 * Vega's own expressions are interpreted, so that no code is made from strings.
 */
export async function svgOf(spec: PlotSpec): Promise<string> {
  const [{ compile }, vega, { expressionInterpreter }] = await Promise.all([
    import("vega-lite"),
    import("vega"),
    import("vega-interpreter"),
  ]);
  const runtime = vega.parse(compile(spec).spec, undefined, { ast: true });
  const view = new vega.View(runtime, { renderer: "none", logLevel: vega.Warn, expr: expressionInterpreter });
  try {
    return `${typeset(await view.toSVG())}\n`;
  } finally {
    view.finalize();
  }
}

/** Subscripts of texts as in print: C_W with its W below the line. */
export const typeset = (svg: string): string =>
  svg.replaceAll(/>([^<>]*_[^<>]*)<\/text>/g, (_, text: string) => {
    let lowered = false;
    const pieces = text.split(/(?<=[A-Za-zχξσ])_([A-Za-z0-9]+)/).map((piece, i) => {
      const moved = i % 2 === 1 ? `<tspan dy="0.25em" font-size="75%">${piece}</tspan>` : piece;
      const back = lowered && piece !== "" ? `<tspan dy="-0.19em">${moved}</tspan>` : moved;
      lowered = i % 2 === 1;
      return back;
    });
    return `>${pieces.join("")}</text>`;
  });
