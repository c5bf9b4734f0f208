import * as Q from "../algebra/rational.js";
import type { Extent } from "../answer/layer-step.js";
import { version } from "../foundation/version.js";
import { type Series, summed } from "../numbers/ensemble/summation.js";
import type { FlowAnswer } from "../numbers/flow/answered.js";
import type { ExactLayer } from "../numbers/flow/exact.js";
import type { Layer } from "../numbers/flow/flow.js";
import type { Network } from "../numbers/networks/network.js";
import { depthPanel, panels, relativeName } from "../pictures/depth-plot.js";
import type { PlotSpec } from "../pictures/plot.js";
import { coefficientName, coefficientTex, cumulantName } from "../symbols/cumulants.js";
import { superscript } from "../symbols/spelling.js";
import { records } from "./csv.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut } from "./layout.js";
import { networkText, networkTitle, plainNetwork, remark, shortNumber } from "./numbers.js";
import { fractionTex, numberTex, tabular } from "./tabular.js";

/* The product of `flow`. */

/**
 * The coefficients that a flow shows, by the vertices that were asked for: k through the highest, p through the orders.
 */
export const shownOf = ({ highest, orders }: Extent) =>
  Array.from({ length: highest }, (_, i) => i + 1).flatMap((k) =>
    Array.from({ length: orders + 1 }, (_unused, p) => ({ k, p })),
  );

/** A flow of one input as aligned tables, as many side by side as a terminal has room for. */
function flowText({ network, extent, layers, exact }: FlowAnswer, paint: Paint = unpainted): string {
  const columns = [
    ...shownOf(extent).map(({ k, p }) => ({
      title: coefficientName({ k, p }),
      cells: layers.map(({ cumulants }, i) => exactText(exact?.[i], k, p) ?? shortNumber(cumulants[k]?.[p] as number)),
    })),
    { title: "chi_par", cells: layers.map(({ chiParallel }) => shortNumber(chiParallel)) },
    { title: "chi_perp", cells: layers.map(({ chiPerpendicular }) => shortNumber(chiPerpendicular)) },
  ];
  const numbers = layers.map(({ layer }) => String(layer));
  return [
    paint("title", `flow of one input: ${extentText(extent)}`),
    ...remark(networkText(network), paint),
    ...blocks(numbers, columns).flatMap(({ titles, rows }) => ["", paint("heading", titles), ...rows.flat()]),
    "",
    ...remark(
      "K_p, V_2k[p]: coefficients of 1/n_{l-1}^p beyond the leading power, V_2k = n_{l-1}^{k-1} kappa_k",
      paint,
    ),
    ...remark("chi: how a small change of this layer's K_0, and of nearby inputs, goes on to the next", paint),
    "",
  ].join("\n");
}

/** A coefficient as a fraction, where the flow has them. */
const exactText = (layer: ExactLayer | undefined, k: number, p: number): string | undefined =>
  layer === undefined ? undefined : Q.toText(layer.cumulants[k]?.[p] as Q.Rational);

const exactTex = (layer: ExactLayer | undefined, k: number, p: number): string | undefined =>
  layer === undefined ? undefined : fractionTex(layer.cumulants[k]?.[p] as Q.Rational);

/** A flow of one input as a table in LaTeX. */
function flowLatex({ network, extent, layers, exact }: FlowAnswer): string {
  const shown = shownOf(extent);
  return tabular(
    [`flow of one input: ${extentText(extent)}`, networkText(network)],
    [
      "$\\ell$",
      ...shown.map((coefficient) => `$${coefficientTex(coefficient)}$`),
      "$\\chi_\\parallel$",
      "$\\chi_\\perp$",
    ].map((title) => ({ title, align: "r" })),
    layers.map(({ layer, cumulants, chiParallel, chiPerpendicular }, i) => [
      String(layer),
      ...shown.map(({ k, p }) => exactTex(exact?.[i], k, p) ?? numberTex(cumulants[k]?.[p] as number)),
      numberTex(chiParallel),
      numberTex(chiPerpendicular),
    ]),
  );
}

export const extentText = ({ highest, orders }: Extent): string =>
  `K${highest > 1 ? ` to ${cumulantName(highest)}` : ""}, ${orders === 0 ? "leading order" : `through order ${orders} beyond leading`}`;

interface TextColumn {
  readonly title: string;
  readonly cells: readonly string[];
}

/** The columns in as many tables as they need, each with the layers' numbers before it. */
function blocks(layers: readonly string[], columns: readonly TextColumn[]): ReturnType<typeof layOut>[] {
  const found: TextColumn[][] = [];
  let room = 0;
  for (const column of columns) {
    const width = Math.max(column.title.length, ...column.cells.map((cell) => cell.length)) + 2;
    if (width > room) {
      found.push([]);
      room = terminalColumns - 6;
    }
    found.at(-1)?.push(column);
    room -= width;
  }
  return found.map((block) =>
    layOut(
      [{ title: "layer", align: "right" }, ...block.map(({ title }) => ({ title, align: "right" as const }))],
      layers.map((layer, i) => [layer, ...block.map(({ cells }) => cells[i] as string)]),
    ),
  );
}

/** A flow of one input as plain data: one element a layer. */
const flowJson = ({ network, extent, nextTerms, layers, exact }: FlowAnswer): string =>
  pretty({
    oneovern: version,
    network: plainNetwork(network),
    averageError: layers.reduce((worst, layer) => Math.max(worst, layer.averageError), 0),
    ...(nextTerms.length > 0 ? { nextTerms } : {}),
    layers: layers.map(({ layer, cumulants, chiParallel, chiPerpendicular }, at) => ({
      layer,
      ...widthOf(network, layer),
      ...Object.fromEntries(
        Array.from({ length: extent.highest }, (_, i) => [
          cumulantName(i + 1),
          (cumulants[i + 1] ?? [])
            .slice(0, extent.orders + 1)
            .map((value, p) => exactText(exact?.[at], i + 1, p) ?? value),
        ]),
      ),
      chi_parallel: chiParallel,
      chi_perpendicular: chiPerpendicular,
    })),
  });

export const widthOf = ({ widths }: Network, layer: number): { width?: number } => {
  const width = widths[layer - 1];
  return width === undefined ? {} : { width };
};

/** A flow of one input as comma-separated values, one row a layer. */
function flowCsv({ extent, layers, exact }: FlowAnswer): string {
  const shown = shownOf(extent);
  return records([
    ["layer", ...shown.map(coefficientName), "chi_parallel", "chi_perpendicular"],
    ...layers.map(({ layer, cumulants, chiParallel, chiPerpendicular }, i) => [
      layer,
      ...shown.map(({ k, p }) => exactText(exact?.[i], k, p) ?? (cumulants[k]?.[p] as number)),
      chiParallel,
      chiPerpendicular,
    ]),
  ]);
}

/**
 * How K and V_2k/(n^{k-1} K^k) go with the depth: leading order, with each order more added at the network's widths, and
 * about the last of them a band of what it leaves out. One input.
 */
export function flowPlot({ network, extent, layers }: FlowAnswer): PlotSpec {
  const { highest, orders } = extent;
  const seriesAt = ({ layer, cumulants }: Layer, k: number): Series => {
    const width = network.widths[layer - 2] ?? 1;
    const terms = (cumulants[k] ?? []).map((coefficient, p) => coefficient / width ** p);
    return { terms, orders, layer, width };
  };
  return panels(
    [networkTitle(network), "lines: orders in 1/n; band: about what the last of them leaves out"],
    Array.from({ length: highest }, (_, i) => {
      const k = i + 1;
      // Nothing of layer 1 fluctuates: its vertices are 0, and stand on no logarithmic axis.
      const points = layers.slice(k === 1 ? 0 : 1).flatMap((layer) =>
        Array.from({ length: orders + 1 }, (_unused, p) => {
          const series = seriesAt(layer, k);
          const mean = summed({ ...seriesAt(layer, 1), orders: p }, "plain").value;
          const scale = k === 1 ? 1 : series.width ** (k - 1) * mean ** k;
          const { value, truncation } = summed({ ...series, orders: p }, "plain");
          const band = p === orders ? { least: (value - truncation) / scale, most: (value + truncation) / scale } : {};
          const entry = p === 0 ? "leading order" : `through 1/n${p === 1 ? "" : superscript(p)}`;
          return { layer: layer.layer, entry, predicted: value / scale, ...band };
        }),
      );
      return depthPanel(relativeName(k), points, k > 1);
    }),
    true,
  );
}

/** The formats of a flow of one input. */
export const flowFormats: Formats<FlowAnswer> = {
  text: (answer, { paint }) => flowText(answer, paint),
  json: flowJson,
  csv: flowCsv,
  latex: flowLatex,
};
