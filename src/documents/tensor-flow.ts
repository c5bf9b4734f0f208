import type { Extent } from "../answer/layer-step.js";
import { version } from "../foundation/version.js";
import type { ChosenFlowAnswer, TensorFlowAnswer } from "../numbers/flow/answered.js";
import type { ChosenLayer } from "../numbers/flow/chosen-entries.js";
import type { LayerTensors } from "../numbers/flow/layer-map.js";
import type { TensorLayer } from "../numbers/flow/tensor-flow.js";
import type { Network } from "../numbers/networks/network.js";
import { entryAt, pairsOf, type SymmetricTensor } from "../numbers/networks/pairs.js";
import { type DepthPoint, depthPanel, matricesAndPanels, matrixPanel } from "../pictures/depth-plot.js";
import type { PlotSpec } from "../pictures/plot.js";
import { coefficientTex, cumulantName, cumulantUnicode } from "../symbols/cumulants.js";
import { records } from "./csv.js";
import { extentText, shownOf, widthOf } from "./flow.js";
import { type Formats, type Paint, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut } from "./layout.js";
import { inputsText, networkText, networkTitle, pairsText, plainNetwork, remark, shortNumber } from "./numbers.js";
import { numberTex, tabular } from "./tabular.js";
import { inputsTex } from "./tex.js";

/* The product of `flow` for several inputs: all entries of the tensors, or those that were chosen. */

/** A symmetric tensor as nested arrays over the pairs, all entries. */
function nested(tensor: SymmetricTensor, at: readonly number[] = []): unknown {
  if (at.length === tensor.rank) return entryAt(tensor, at);
  return Array.from({ length: tensor.pairs }, (_, a) => nested(tensor, [...at, a]));
}

const worstOf = (layers: readonly TensorLayer[]): number =>
  layers.reduce((worst, { averageError }) => Math.max(worst, averageError), 0);

/** A flow of several inputs as plain data: V_4[p][a][b] over the pairs. */
const tensorFlowJson = ({ network, extent, layers }: TensorFlowAnswer): string =>
  pretty({
    oneovern: version,
    network: plainNetwork(network),
    averageError: worstOf(layers),
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

/** An entry of a tensor as a row has it: of V_2k, at order p. */
interface EntryRow {
  readonly k: number;
  readonly p: number;
  readonly name: string;
  readonly value: number;
}

/** Entries as a table in LaTeX, one a line. */
const entriesLatex = <L extends TensorLayer>(
  answer: { readonly network: Network; readonly extent: Extent; readonly layers: readonly L[] },
  rows: (layer: L) => readonly EntryRow[],
): string =>
  tabular(
    [`flow of ${answer.network.inputs} inputs: ${extentText(answer.extent)}`, networkText(answer.network)],
    [
      { title: "$\\ell$", align: "r" },
      { title: "", align: "l" },
      { title: "value", align: "r" },
    ],
    answer.layers.flatMap((layer) =>
      rows(layer).map(({ k, p, name, value }, i) => [
        i === 0 ? String(layer.layer) : "",
        `$${coefficientTex({ k, p })}${inputsTex(name)}$`,
        numberTex(value),
      ]),
    ),
  );

const tensorFlowLatex = (answer: TensorFlowAnswer): string =>
  entriesLatex(answer, (layer) => tensorRows(answer, layer));

/** The titles of columns of numbers, one an order. */
const orderTitles = (orders: number) =>
  Array.from({ length: orders + 1 }, (_, p) => ({
    title: p === 0 ? "leading" : `1/n^${p}`,
    align: "right" as const,
  }));

/** A flow on a terminal: what it is of, its table, and where there is more. */
const flowTable = (
  network: Network,
  of: string,
  { titles, rows }: ReturnType<typeof layOut>,
  note: string,
  paint: Paint,
): string =>
  [
    paint("title", `flow of ${network.inputs} inputs${of}`),
    ...remark(networkText(network), paint),
    "",
    paint("heading", titles),
    ...rows.flat(),
    "",
    paint("quiet", note),
    "",
  ].join("\n");

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
  const table = layOut([{ title: `layer ${last.layer}`, align: "left" }, ...orderTitles(extent.orders)], lines);
  const note = "the last layer; --format json or csv has all of them";
  return flowTable(network, `: ${extentText(extent)}`, table, note, paint);
}

/** The formats of a flow of several. */
export const tensorFlowFormats: Formats<TensorFlowAnswer> = {
  text: (answer, { paint }) => tensorFlowText(answer, paint),
  json: tensorFlowJson,
  csv: tensorFlowCsv,
  latex: tensorFlowLatex,
};

/** K_0 of all pairs. */
const kernelOfLayer = ({ cumulants }: LayerTensors): SymmetricTensor => cumulants[1]?.[0] as SymmetricTensor;

/** Every chosen entry of a layer, an order at a time. */
const chosenRows = ({ entries: chosen }: ChosenFlowAnswer, layer: ChosenLayer) =>
  chosen.flatMap((entry, i) =>
    (layer.chosen[i] ?? []).map((value, p) => ({ k: entry.k, p, name: inputsText(entry.at), value })),
  );

/** K_0 of all inputs, and the chosen entries: of each its pairs and its coefficients. */
const chosenFlowJson = ({ network, entries: chosen, layers }: ChosenFlowAnswer): string =>
  pretty({
    oneovern: version,
    network: plainNetwork(network),
    averageError: worstOf(layers),
    pairs: pairsOf(network.inputs).list,
    layers: layers.map(({ layer, tensors, chosen: series }) => ({
      layer,
      ...widthOf(network, layer),
      K: [nested(kernelOfLayer(tensors))],
      entries: chosen.map(({ k, at }, i) => ({ object: cumulantName(k), pairs: at, values: series[i] })),
    })),
  });

/** A line an entry: K_0 of all pairs, and the chosen ones. */
const chosenFlowCsv = (answer: ChosenFlowAnswer): string =>
  records([
    ["layer", "object", "order", "pairs", "value"],
    ...answer.layers.flatMap((layer) => [
      ...entries(answer.network, kernelOfLayer(layer.tensors)).map(({ name, value }) => [
        layer.layer,
        "K",
        0,
        name,
        value,
      ]),
      ...chosenRows(answer, layer)
        .filter(({ k, p }) => k > 1 || p > 0)
        .map(({ k, p, name, value }) => [layer.layer, cumulantName(k), p, name, value]),
    ]),
  ]);

const chosenFlowLatex = (answer: ChosenFlowAnswer): string =>
  entriesLatex(answer, (layer) => chosenRows(answer, layer));

/** The chosen entries, a line a layer and entry, a column an order. */
function chosenFlowText(answer: ChosenFlowAnswer, paint: Paint = unpainted): string {
  const { network, extent, entries: chosen, layers } = answer;
  const table = layOut(
    [{ title: "layer", align: "right" }, { title: "entry", align: "left" }, ...orderTitles(extent.orders)],
    layers.flatMap(({ layer, chosen: series }) =>
      chosen.map((entry, i) => [
        i === 0 ? String(layer) : "",
        `${cumulantName(entry.k)}${inputsText(entry.at)}`,
        ...(series[i] ?? []).map(shortNumber),
      ]),
    ),
  );
  const of = `, ${chosen.length} ${chosen.length === 1 ? "entry" : "entries"}`;
  return flowTable(network, of, table, "K of all inputs: --format json or csv", paint);
}

/** The formats of a flow of which some entries were chosen. */
export const chosenFlowFormats: Formats<ChosenFlowAnswer> = {
  text: (answer, { paint }) => chosenFlowText(answer, paint),
  json: chosenFlowJson,
  csv: chosenFlowCsv,
  latex: chosenFlowLatex,
};

/** Layers whose kernels are shown, and entries whose lines are. */
const [mostKernels, mostLines] = [6, 8];

/** The kernel of some layers, the first and the last among them, and chosen entries against the depth. */
const plotOf = (
  network: Network,
  layers: readonly TensorLayer[],
  lines: readonly { readonly title: string; readonly points: readonly DepthPoint[] }[],
): PlotSpec => {
  const count = Math.min(mostKernels, layers.length);
  const shown = Array.from(
    { length: count },
    (_, i) => layers[count === 1 ? 0 : Math.round((i * (layers.length - 1)) / (count - 1))] as TensorLayer,
  );
  const { index } = pairsOf(network.inputs);
  const matrices = shown.map(({ tensors }) => {
    const { entries: values } = kernelOfLayer(tensors);
    return Array.from({ length: network.inputs }, (_, i) =>
      Array.from({ length: network.inputs }, (_unused, j) => values[index(i, j)] as number),
    );
  });
  return matricesAndPanels(
    [
      networkTitle(network),
      `kernel K of ${network.inputs} inputs at leading order, and some entries against the depth`,
    ],
    matrices.map((matrix, i) => {
      const values = matrix.flat();
      const [least, most] = values.reduce(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [0, 0]);
      const range: readonly [number, number] = least < 0 ? [-most, most] : [0, most];
      return matrixPanel(`K, layer ${shown[i]?.layer}`, matrix, range);
    }),
    lines
      .filter(({ points }) => points.length > 0)
      .map(({ title, points }) => {
        const [first, ...others] = new Set(points.map(({ entry }) => entry));
        return depthPanel(others.length === 0 ? `${title}${first}` : title, points);
      }),
  );
};

/** All kernels, and the vertices of single inputs and of the first two. */
export const tensorFlowPlot = ({ network, extent, layers }: TensorFlowAnswer): PlotSpec =>
  plotOf(
    network,
    layers,
    Array.from({ length: extent.highest - 1 }, (_, i) => {
      const k = i + 2;
      const pairs = pairsOf(network.inputs);
      const own = Array.from({ length: Math.min(mostLines, network.inputs) }, (_unused, x) =>
        new Array<number>(k).fill(pairs.index(x, x)),
      );
      const mixed = [...new Array<number>(k - 1).fill(pairs.index(0, 0)), pairs.index(1, 1)];
      return {
        title: cumulantUnicode(k),
        points: layers.slice(1).flatMap(({ layer, tensors }) =>
          [...own, mixed].map((at) => ({
            layer,
            entry: pairsText(pairs, at),
            predicted: entryAt(tensors.cumulants[k]?.[0] as SymmetricTensor, at),
          })),
        ),
      };
    }),
  );

/** All kernels, and the chosen entries. */
export const chosenFlowPlot = ({ network, entries: chosen, extent, layers }: ChosenFlowAnswer): PlotSpec =>
  plotOf(
    network,
    layers,
    Array.from({ length: extent.highest }, (_, i) => ({
      title: cumulantUnicode(i + 1),
      points: layers.slice(i === 0 ? 0 : 1).flatMap(({ layer, chosen: series }) =>
        chosen.flatMap((entry, at) => {
          const width = network.widths[layer - 2] ?? 1;
          const sum = (series[at] ?? []).reduce((total, c, p) => total + c / width ** p, 0);
          return entry.k === i + 1 ? [{ layer, entry: inputsText(entry.at), predicted: sum }] : [];
        }),
      ),
    })),
  );
