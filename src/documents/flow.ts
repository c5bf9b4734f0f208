import type { Extent } from "../answer/layer-step.js";
import { version } from "../foundation/version.js";
import type { FlowAnswer, TensorFlowAnswer } from "../numbers/flow/answered.js";
import type { TensorLayer } from "../numbers/flow/tensor-flow.js";
import type { Network } from "../numbers/networks/network.js";
import { entryAt, pairsOf, type SymmetricTensor } from "../numbers/networks/pairs.js";
import { depthPanel, panels } from "../pictures/depth-plot.js";
import type { PlotSpec } from "../pictures/plot.js";
import { coefficientName, coefficientTex, cumulantName } from "../symbols/cumulants.js";
import { records } from "./csv.js";
import { type Formats, type Paint, terminalColumns, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut } from "./layout.js";
import { networkText, networkTitle, pairsText, plainNetwork, remark, shortNumber } from "./numbers.js";
import { numberTex, tabular } from "./tabular.js";

/* The product of `flow`. */

/**
 * The coefficients that a flow shows, by the vertices that were asked for: k through the highest, p through the orders.
 */
const shownOf = ({ highest, orders }: Extent) =>
  Array.from({ length: highest }, (_, i) => i + 1).flatMap((k) =>
    Array.from({ length: orders + 1 }, (_unused, p) => ({ k, p })),
  );

/** A flow of one input as aligned tables, as many side by side as a terminal has room for. */
function flowText({ network, extent, layers }: FlowAnswer, paint: Paint = unpainted): string {
  const columns = [
    ...shownOf(extent).map((coefficient) => ({
      title: coefficientName(coefficient),
      cells: layers.map(({ cumulants }) => shortNumber(cumulants[coefficient.k]?.[coefficient.p] as number)),
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

/** A flow of one input as a table in LaTeX. */
function flowLatex({ network, extent, layers }: FlowAnswer): string {
  const shown = shownOf(extent);
  return tabular(
    [`flow of one input: ${extentText(extent)}`, networkText(network)],
    [
      "$\\ell$",
      ...shown.map((coefficient) => `$${coefficientTex(coefficient)}$`),
      "$\\chi_\\parallel$",
      "$\\chi_\\perp$",
    ].map((title) => ({ title, align: "r" })),
    layers.map(({ layer, cumulants, chiParallel, chiPerpendicular }) => [
      String(layer),
      ...shown.map(({ k, p }) => numberTex(cumulants[k]?.[p] as number)),
      numberTex(chiParallel),
      numberTex(chiPerpendicular),
    ]),
  );
}

const extentText = ({ highest, orders }: Extent): string =>
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
const flowJson = ({ network, extent, nextTerms, layers }: FlowAnswer): string =>
  pretty({
    oneovern: version,
    network: plainNetwork(network),
    averageError: layers.reduce((worst, layer) => Math.max(worst, layer.averageError), 0),
    ...(nextTerms.length > 0 ? { nextTerms } : {}),
    layers: layers.map(({ layer, cumulants, chiParallel, chiPerpendicular }) => ({
      layer,
      ...widthOf(network, layer),
      ...Object.fromEntries(
        Array.from({ length: extent.highest }, (_, i) => [
          cumulantName(i + 1),
          (cumulants[i + 1] ?? []).slice(0, extent.orders + 1),
        ]),
      ),
      chi_parallel: chiParallel,
      chi_perpendicular: chiPerpendicular,
    })),
  });

const widthOf = ({ widths }: Network, layer: number): { width?: number } => {
  const width = widths[layer - 1];
  return width === undefined ? {} : { width };
};

/** A flow of one input as comma-separated values, one row a layer. */
function flowCsv({ extent, layers }: FlowAnswer): string {
  const shown = shownOf(extent);
  return records([
    ["layer", ...shown.map(coefficientName), "chi_parallel", "chi_perpendicular"],
    ...layers.map(({ layer, cumulants, chiParallel, chiPerpendicular }) => [
      layer,
      ...shown.map(({ k, p }) => cumulants[k]?.[p] as number),
      chiParallel,
      chiPerpendicular,
    ]),
  ]);
}

/** A symmetric tensor as nested arrays over the pairs, all entries. */
function nested(tensor: SymmetricTensor, at: readonly number[] = []): unknown {
  if (at.length === tensor.rank) return entryAt(tensor, at);
  return Array.from({ length: tensor.pairs }, (_, a) => nested(tensor, [...at, a]));
}

/** A flow of several inputs as plain data: V_4[p][a][b] over the pairs. */
const tensorFlowJson = ({ network, extent, layers }: TensorFlowAnswer): string =>
  pretty({
    oneovern: version,
    network: plainNetwork(network),
    pairs: pairsOf(network.inputs).list,
    layers: layers.map(({ layer, tensors: { cumulants } }) => ({
      layer,
      ...widthOf(network, layer),
      ...Object.fromEntries(
        Array.from({ length: extent.highest }, (_, i) => [
          cumulantName(i + 1),
          (cumulants[i + 1] ?? []).slice(0, extent.orders + 1).map((tensor) => nested(tensor)),
        ]),
      ),
    })),
  });

/** The entries of a tensor with the names of their pairs: (1,1; 1,2), each once. */
function entries({ inputs }: Network, tensor: SymmetricTensor): { readonly name: string; readonly value: number }[] {
  const found: { name: string; value: number }[] = [];
  const pairs = pairsOf(inputs);
  const visit = (at: readonly number[]): void => {
    if (at.length < tensor.rank) {
      for (let a = at.at(-1) ?? 0; a < tensor.pairs; a++) visit([...at, a]);
      return;
    }
    found.push({ name: pairsText(pairs, at), value: entryAt(tensor, at) });
  };
  visit([]);
  return found;
}

/** Every entry of every tensor of a layer: its object, its order, its pairs and its value. */
const tensorRows = ({ network, extent }: TensorFlowAnswer, { tensors: { cumulants } }: TensorLayer) =>
  shownOf(extent).flatMap(({ k, p }) => {
    const tensor = cumulants[k]?.[p];
    return tensor === undefined ? [] : entries(network, tensor).map((entry) => ({ k, p, ...entry }));
  });

/** A flow of several inputs as comma-separated values: a line an entry, symmetric ones once. */
const tensorFlowCsv = (answer: TensorFlowAnswer): string =>
  records([
    ["layer", "object", "order", "pairs", "value"],
    ...answer.layers.flatMap((layer) =>
      tensorRows(answer, layer).map(({ k, p, name, value }) => [layer.layer, cumulantName(k), p, name, value]),
    ),
  ]);

/** A flow of several inputs as a table in LaTeX: an entry a line. */
const tensorFlowLatex = (answer: TensorFlowAnswer): string =>
  tabular(
    [`flow of ${answer.network.inputs} inputs: ${extentText(answer.extent)}`, networkText(answer.network)],
    [
      { title: "$\\ell$", align: "r" },
      { title: "", align: "l" },
      { title: "value", align: "r" },
    ],
    answer.layers.flatMap((layer) =>
      tensorRows(answer, layer).map(({ k, p, name, value }, i) => [
        i === 0 ? String(layer.layer) : "",
        `$${coefficientTex({ k, p })}${name.replaceAll(/x(\d+)/g, "x_{$1}")}$`,
        numberTex(value),
      ]),
    ),
  );

/** The last layer of a flow of several inputs as a table: an entry a line, a column an order. */
function tensorFlowText({ network, extent, layers }: TensorFlowAnswer, paint: Paint = unpainted): string {
  const last = layers.at(-1) as TensorLayer;
  const lines = Array.from({ length: extent.highest }, (_, i) => i + 1).flatMap((k) => {
    const byOrder = Array.from({ length: extent.orders + 1 }, (_, p) => last.tensors.cumulants[k]?.[p]).map((tensor) =>
      tensor === undefined ? [] : entries(network, tensor),
    );
    return (byOrder[0] ?? []).map(({ name }, i) => [
      `${cumulantName(k)}${name}`,
      ...byOrder.map((list) => (list[i] === undefined ? "" : shortNumber(list[i].value))),
    ]);
  });
  const { titles, rows } = layOut(
    [
      { title: `layer ${last.layer}`, align: "left" },
      ...Array.from({ length: extent.orders + 1 }, (_, p) => ({
        title: p === 0 ? "leading" : `1/n^${p}`,
        align: "right" as const,
      })),
    ],
    lines,
  );
  return [
    paint("title", `flow of ${network.inputs} inputs: ${extentText(extent)}`),
    ...remark(networkText(network), paint),
    "",
    paint("heading", titles),
    ...rows.flat(),
    "",
    paint("quiet", "the last layer; --format json or csv has all of them"),
    "",
  ].join("\n");
}

/**
 * How K and the vertices go with the depth: leading order, and with each order more added at the network's widths. One
 * input.
 */
export function flowPlot({ network, extent, layers }: FlowAnswer): PlotSpec {
  const { highest, orders } = extent;
  return panels(
    networkTitle(network),
    Array.from({ length: highest }, (_, i) =>
      depthPanel(
        cumulantName(i + 1),
        layers.flatMap(({ layer, cumulants }) => {
          let sum = 0;
          const width = network.widths[layer - 2] ?? 1;
          return Array.from({ length: orders + 1 }, (_unused, p) => {
            sum += (cumulants[i + 1]?.[p] as number) / width ** p;
            return { layer, entry: p === 0 ? "leading order" : `through 1/n^${p}`, predicted: sum };
          });
        }),
      ),
    ),
  );
}

/** The formats of a flow of one input. */
export const flowFormats: Formats<FlowAnswer> = {
  text: (answer, { paint }) => flowText(answer, paint),
  json: flowJson,
  csv: flowCsv,
  latex: flowLatex,
};

/** The formats of a flow of several. */
export const tensorFlowFormats: Formats<TensorFlowAnswer> = {
  text: (answer, { paint }) => tensorFlowText(answer, paint),
  json: tensorFlowJson,
  csv: tensorFlowCsv,
  latex: tensorFlowLatex,
};
