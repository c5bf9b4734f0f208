import { version } from "../foundation/version.js";
import { significance } from "../numbers/drawing/hotelling.js";
import type { SimulationAnswer } from "../numbers/ensemble/answered.js";
import type { Compared, Comparison } from "../numbers/ensemble/comparison.js";
import type { Run } from "../numbers/ensemble/run.js";
import { pairsOf } from "../numbers/networks/pairs.js";
import { depthPanel, panels, relativeName } from "../pictures/depth-plot.js";
import type { PlotSpec } from "../pictures/plot.js";
import { cumulantName, cumulantTex, cumulantUnicode } from "../symbols/cumulants.js";
import { records } from "./csv.js";
import { type Formats, type Paint, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut } from "./layout.js";
import { networkText, networkTitle, pairsText, plainNetwork, probability, remark, shortNumber } from "./numbers.js";
import { numberTex, tabular } from "./tabular.js";
import { inputsTex } from "./tex.js";

/* The product of `simulate`. */

/** K, V_4, ... with the pairs where there are several inputs. */
function namer({ network }: Comparison): (row: Compared) => string {
  const pairs = pairsOf(network.inputs);
  return ({ at }) => `${cumulantName(at.length)}${network.inputs === 1 ? "" : pairsText(pairs, at)}`;
}

const routes = { kernel: "drawn from their kernels", weights: "drawn weight by weight" } as const;

/** seed 1, or of runs that were merged seeds 1, 2. */
const seedText = ({ run: { parts } }: SimulationAnswer): string =>
  `seed${parts.length === 1 ? "" : "s"} ${parts.map(({ seed }) => seed).join(", ")}`;

/** Theory and measurement as an aligned table, and the verdict. */
function simulationText(simulation: SimulationAnswer, paint: Paint = unpainted): string {
  const { network, ensemble, samples, rows, interrupted, summation } = simulation;
  const nameOf = namer(simulation);
  const isResummed = summation === "resummed";
  const { titles, rows: lines } = layOut(
    [
      { title: "layer", align: "right" },
      { title: "", align: "left" },
      ...(isResummed ? [{ title: "plain sum", align: "right" } as const] : []),
      { title: isResummed ? "resummed" : "predicted", align: "right" },
      { title: isResummed ? "+-" : "left out", align: "right" },
      { title: "measured", align: "right" },
      { title: "error", align: "right" },
      { title: "z", align: "right" },
      { title: "z, both", align: "right" },
      { title: "", align: "left" },
    ],
    rows.map((row, i) => [
      rows[i - 1]?.layer === row.layer ? "" : String(row.layer),
      nameOf(row),
      ...(isResummed ? [shortNumber(row.plain as number)] : []),
      shortNumber(row.predicted),
      row.truncation.toExponential(1),
      shortNumber(row.measured),
      row.standardError.toExponential(1),
      row.z.toFixed(2),
      row.zWithTruncation.toFixed(2),
      row.tested ? "tested" : "",
    ]),
  );
  return [
    paint("title", `${samples} networks ${routes[ensemble.route]}, ${seedText(simulation)}`),
    ...remark(networkText(network), paint),
    ...(interrupted ? [paint("bad", "interrupted: what follows is of the networks that were finished")] : []),
    "",
    paint("heading", titles),
    ...lines.flat(),
    "",
    ...verdictLines(simulation, paint),
    ...notTestedLines(simulation, paint),
    ...remark(predictionText(simulation), paint),
    ...remark("z = (measured - predicted)/error; z, both: over both errors, in squares", paint),
    "",
  ].join("\n");
}

function predictionText({ summation, extent: { orders } }: SimulationAnswer): string {
  const through = `through order ${orders} beyond leading`;
  switch (summation) {
    case "plain":
      return `predicted: ${through}; left out: about the size of what follows`;
    case "smallest":
      return `predicted: each series through its smallest term, ${through} at most; left out: about the size of what follows`;
    case "resummed":
      return `resummed: Pade approximants of the series ${through}; +-: how far their neighbours are`;
  }
}

const says = { agree: "agree", disagree: "DISAGREE", "no test": "agree" } as const;

function verdictLines(simulation: SimulationAnswer, paint: Paint): string[] {
  const { verdict, rows, network } = simulation;
  const { outcome, convergesThroughLayer: last, chiSquared, degrees, pValue, layers, contradicted } = verdict;
  const all = new Set(rows.map(({ layer }) => layer)).size;
  const p = probability(pValue);
  const isWhole = last >= network.depth;
  const test = `chi^2 = ${chiSquared.toFixed(1)} for ${degrees} number${degrees === 1 ? "" : "s"}, p = ${p}`;
  const through = `${isWhole ? "" : `through layer ${last} `}theory and simulation ${says[outcome]}: ${test}`;
  const none = isWhole
    ? "no test: the networks are too few"
    : `no test past layer ${last}: the series has not converged there`;
  const constant = contradicted === undefined ? undefined : rows[contradicted];
  return [
    ...(constant === undefined
      ? []
      : [
          paint(
            "bad",
            `${namer(simulation)(constant)} of layer ${constant.layer} is the same in all networks, and not what is predicted`,
          ),
        ]),
    ...(outcome === "no test" ? [paint("bad", none)] : []),
    ...(degrees === 0 && outcome === "no test"
      ? []
      : [paint(outcome === "disagree" ? "bad" : outcome === "agree" ? "good" : "quiet", through)]),
    ...(degrees === 0
      ? []
      : remark(
          `chi^2 with the measured covariance${layers.length < all ? ` of layers ${layers.join(", ")}` : ""}, p by Hotelling's T^2; below ${significance} the answer is no`,
          paint,
        )),
  ];
}

/** Of which number. */
const beyondText = (simulation: SimulationAnswer): string => {
  const row = simulation.verdict.beyond === undefined ? undefined : simulation.rows[simulation.verdict.beyond];
  return row === undefined ? "" : `, first that of ${namer(simulation)(row)}`;
};

/** Why some numbers are not tested, and what would help. */
function notTestedLines(simulation: SimulationAnswer, paint: Paint): string[] {
  const { verdict, rows, network, samples, summation } = simulation;
  const { convergesThroughLayer: last } = verdict;
  const tooFew = rows.filter(({ layer, networksNeeded: needed }) => layer <= last && needed > samples);
  const names = [...new Set(tooFew.map(({ at }) => at.length))]
    .sort((a, b) => a - b)
    .map((k) => {
      const own = tooFew.filter(({ at }) => at.length === k);
      const [first, deepest] = [own[0] as Compared, own.at(-1) as Compared];
      const mostAt = (layer: number): string =>
        roundUp(Math.max(...own.filter((row) => row.layer === layer).map(({ networksNeeded: needed }) => needed)));
      const beyond = deepest.layer === first.layer ? "" : `, in layer ${deepest.layer} ${mostAt(deepest.layer)}`;
      return `${cumulantName(k)} of layer ${first.layer} needs ${mostAt(first.layer)}${beyond}`;
    });
  return [
    ...(last < network.depth
      ? remark(
          `past layer ${last} what the series leaves out is more than a third of an error${beyondText(simulation)}; ${summation === "resummed" ? "wider or fewer layers would do" : "--resum may go further, wider or fewer layers do"}`,
          paint,
        )
      : []),
    ...(names.length === 0
      ? []
      : remark(`not tested, for its tails ${samples} networks are too few: ${names.join("; ")} networks`, paint)),
  ];
}

/** To two digits, upwards. */
function roundUp(n: number): string {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  const rounded = Math.ceil(n / power) * power;
  return rounded < 1e7 ? String(rounded) : rounded.toExponential(1);
}

const figures = ({ predicted, plain, order, truncation, measured, standardError, z, ...row }: Compared) => ({
  predicted,
  ...(plain === undefined ? {} : { plain }),
  order,
  measured,
  standardError,
  z,
  truncation,
  zWithTruncation: row.zWithTruncation,
  networksNeeded: Number.isFinite(row.networksNeeded) ? row.networksNeeded : null,
  tested: row.tested,
});

/** What was drawn, as the file that is continued and merged: a block a line. */
export const runJson = ({ parts, ...run }: Run): string => {
  const head = JSON.stringify({ ...run, parts: [] }).slice(0, -2);
  const texts = parts.map(
    ({ seed, blocks }) => `{"seed":${seed},"blocks":[\n${blocks.map((block) => JSON.stringify(block)).join(",\n")}\n]}`,
  );
  return `${head}${texts.join(",")}]}\n`;
};

/** The same as plain data: the keys of `flow`, each with prediction and measurement. */
function simulationJson(simulation: SimulationAnswer): string {
  const { network, extent, summation, ensemble, samples, rows, verdict, interrupted } = simulation;
  const layers = [...new Set(rows.map(({ layer }) => layer))];
  const { outcome, convergesThroughLayer, chiSquared, degrees, pValue, layers: tested } = verdict;
  return pretty({
    oneovern: version,
    network: plainNetwork(network),
    vertices: 2 * extent.highest,
    loops: extent.orders,
    summation,
    route: ensemble.route,
    ...(simulation.run.parts.length === 1
      ? { seed: ensemble.seed }
      : { seeds: simulation.run.parts.map(({ seed }) => seed) }),
    samples,
    ...(interrupted ? { interrupted } : {}),
    ...(network.inputs > 1 ? { pairs: pairsOf(network.inputs).list } : {}),
    verdict: outcome,
    convergesThroughLayer,
    chi2: chiSquared,
    degrees,
    p: pValue,
    testedLayers: tested,
    layers: layers.map((layer) => ({
      layer,
      ...Object.fromEntries(
        Array.from({ length: extent.highest }, (_, i) => {
          const own = rows.filter((row) => row.layer === layer && row.at.length === i + 1);
          return [
            cumulantName(i + 1),
            network.inputs === 1 ? figures(own[0] as Compared) : nested(own, pairsOf(network.inputs).list.length),
          ];
        }),
      ),
    })),
  });
}

/** Entries as nested arrays over the pairs, all of them. */
function nested(rows: readonly Compared[], pairs: number, at: readonly number[] = []): unknown {
  const [first] = rows;
  if (first === undefined) return null;
  if (at.length === first.at.length) {
    const key = [...at].sort((a, b) => a - b).join();
    return figures(rows.find((row) => row.at.join() === key) as Compared);
  }
  return Array.from({ length: pairs }, (_, a) => nested(rows, pairs, [...at, a]));
}

/** The same as comma-separated values, one row a number. */
function simulationCsv(simulation: SimulationAnswer): string {
  const nameOf = namer(simulation);
  return records([
    [
      "layer",
      "object",
      "predicted",
      "truncation",
      "measured",
      "standard_error",
      "z",
      "z_with_truncation",
      "order",
      "networks_needed",
      "tested",
    ],
    ...simulation.rows.map((row) => [
      row.layer,
      nameOf(row),
      row.predicted,
      row.truncation,
      row.measured,
      row.standardError,
      row.z,
      row.zWithTruncation,
      row.order,
      Number.isFinite(row.networksNeeded) ? row.networksNeeded : "",
      row.tested ? "yes" : "no",
    ]),
  ]);
}

/** The same as a table in LaTeX. */
function simulationLatex(simulation: SimulationAnswer): string {
  const { network, samples, ensemble, rows, verdict, summation } = simulation;
  const pairs = pairsOf(network.inputs);
  const objectTex = ({ at }: Compared): string =>
    `$${cumulantTex(at.length, "(\\ell)")}${network.inputs === 1 ? "" : inputsTex(pairsText(pairs, at))}$`;
  return tabular(
    [
      `${samples} networks ${routes[ensemble.route]}, ${seedText(simulation)}`,
      networkText(network),
      `${verdict.outcome}: chi^2 = ${verdict.chiSquared.toFixed(1)} for ${verdict.degrees} numbers, p = ${verdict.pValue.toPrecision(3)}; the series goes through layer ${verdict.convergesThroughLayer}`,
      predictionText(simulation),
    ],
    [
      { title: "$\\ell$", align: "r" },
      { title: "", align: "l" },
      { title: summation === "resummed" ? "resummed" : "predicted", align: "r" },
      { title: summation === "resummed" ? "$\\pm$" : "left out", align: "r" },
      { title: "measured", align: "r" },
      { title: "error", align: "r" },
      { title: "$z$", align: "r" },
      { title: "", align: "l" },
    ],
    rows.map((row, i) => [
      rows[i - 1]?.layer === row.layer ? "" : String(row.layer),
      objectTex(row),
      numberTex(row.predicted),
      numberTex(row.truncation, row.truncation.toExponential(1)),
      numberTex(row.measured),
      numberTex(row.standardError, row.standardError.toExponential(1)),
      `$${row.z.toFixed(2)}$`,
      row.tested ? "tested" : "",
    ]),
  );
}

/**
 * How K and the vertices go with the depth: lines predicted, bands of what they leave out, points measured with their
 * errors; a panel each. Of one input the vertices are V_2k/(n^{k-1} K^k), K as it is predicted.
 */
export function depthPlot(simulation: SimulationAnswer): PlotSpec {
  const { rows, network, samples, extent } = simulation;
  const nameOf = namer(simulation);
  const isOne = network.inputs === 1;
  const means = new Map(rows.filter(({ at }) => at.length === 1).map(({ layer, predicted }) => [layer, predicted]));
  const scaleAt = (layer: number, k: number): number =>
    isOne && k > 1 ? (network.widths[layer - 2] ?? 1) ** (k - 1) * (means.get(layer) ?? 1) ** k : 1;
  return panels(
    [networkTitle(network), `theory (lines; bands: what it leaves out) and ${samples} networks (points)`],
    Array.from({ length: extent.highest }, (_, i) =>
      depthPanel(
        isOne ? relativeName(i + 1) : cumulantUnicode(i + 1),
        rows
          .filter(({ at }) => at.length === i + 1)
          .map((row) => {
            const scale = scaleAt(row.layer, i + 1);
            return {
              layer: row.layer,
              entry: nameOf(row),
              predicted: row.predicted / scale,
              least: (row.predicted - row.truncation) / scale,
              most: (row.predicted + row.truncation) / scale,
              measured: row.measured / scale,
              low: (row.measured - row.standardError) / scale,
              high: (row.measured + row.standardError) / scale,
            };
          }),
        isOne && i > 0,
      ),
    ),
    isOne,
  );
}

/** Its formats. */
export const simulationFormats: Formats<SimulationAnswer> = {
  text: (answer, { paint }) => simulationText(answer, paint),
  json: simulationJson,
  csv: simulationCsv,
  latex: simulationLatex,
};
