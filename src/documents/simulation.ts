import { version } from "../foundation/version.js";
import type { SimulationAnswer } from "../numbers/ensemble/answered.js";
import type { Compared, Comparison } from "../numbers/ensemble/comparison.js";
import { significance } from "../numbers/ensemble/comparison.js";
import { pairsOf } from "../numbers/networks/pairs.js";
import { depthPanel, panels } from "../pictures/depth-plot.js";
import type { PlotSpec } from "../pictures/plot.js";
import { cumulantName } from "../symbols/cumulants.js";
import { records } from "./csv.js";
import { type Formats, type Paint, unpainted } from "./format.js";
import { pretty } from "./json.js";
import { layOut } from "./layout.js";
import { networkText, networkTitle, pairsText, plainNetwork, remark, shortNumber } from "./numbers.js";

/* The product of `simulate`. */

/** K, V_4, ... with the pairs where there are several inputs. */
function namer({ network }: Comparison): (row: Compared) => string {
  const pairs = pairsOf(network.inputs);
  return ({ at }) => `${cumulantName(at.length)}${network.inputs === 1 ? "" : pairsText(pairs, at)}`;
}

const routes = { kernel: "drawn from their kernels", weights: "drawn weight by weight" } as const;

/** Theory and measurement as an aligned table, and the verdict. */
function simulationText(simulation: SimulationAnswer, paint: Paint = unpainted): string {
  const { network, ensemble, samples, rows, interrupted, extent } = simulation;
  const nameOf = namer(simulation);
  const { titles, rows: lines } = layOut(
    [
      { title: "layer", align: "right" },
      { title: "", align: "left" },
      { title: "predicted", align: "right" },
      { title: "measured", align: "right" },
      { title: "error", align: "right" },
      { title: "z", align: "right" },
    ],
    rows.map((row, i) => [
      rows[i - 1]?.layer === row.layer ? "" : String(row.layer),
      nameOf(row),
      shortNumber(row.predicted),
      shortNumber(row.measured),
      row.standardError.toExponential(1),
      row.z.toFixed(2),
    ]),
  );
  return [
    paint("title", `${samples} networks ${routes[ensemble.route]}, seed ${ensemble.seed}`),
    ...remark(networkText(network), paint),
    ...(interrupted ? [paint("bad", "interrupted: what follows is of the networks that were finished")] : []),
    "",
    paint("heading", titles),
    ...lines.flat(),
    "",
    ...verdictLines(simulation, paint),
    ...(rows.some(({ truncation, standardError }) => truncation > standardError / 3)
      ? remark("chi^2 counts what the series leaves out as an error; more --loops make it smaller", paint)
      : []),
    ...remark(`predicted: through order ${extent.orders} beyond leading; z = (measured - predicted)/error`, paint),
    "",
  ].join("\n");
}

function verdictLines({ verdict, rows }: SimulationAnswer, paint: Paint): string[] {
  const { chiSquared, degrees, pValue, layers, agrees } = verdict;
  const all = new Set(rows.map(({ layer }) => layer)).size;
  const p = pValue < 1e-3 ? pValue.toExponential(1) : pValue.toFixed(3);
  return [
    paint(
      agrees ? "good" : "bad",
      `${agrees ? "theory and simulation agree" : "theory and simulation DISAGREE"}: chi^2 = ${chiSquared.toFixed(1)} for ${degrees} numbers, p = ${p}`,
    ),
    ...remark(
      `chi^2 with the measured covariance${layers.length < all ? ` of layers ${layers.join(", ")}` : ""}, p by Hotelling's T^2; below ${significance} the answer is no`,
      paint,
    ),
  ];
}

const figures = ({ predicted, truncation, measured, standardError, z }: Compared) => ({
  predicted,
  measured,
  standardError,
  z,
  truncation,
});

/** The same as plain data: the keys of `flow`, each with prediction and measurement. */
function simulationJson(simulation: SimulationAnswer): string {
  const { network, extent, ensemble, samples, rows, verdict, interrupted } = simulation;
  const layers = [...new Set(rows.map(({ layer }) => layer))];
  const { agrees, layers: tested, ...test } = verdict;
  return pretty({
    oneovern: version,
    network: plainNetwork(network),
    vertices: 2 * extent.highest,
    loops: extent.orders,
    route: ensemble.route,
    seed: ensemble.seed,
    samples,
    ...(interrupted ? { interrupted } : {}),
    ...(network.inputs > 1 ? { pairs: pairsOf(network.inputs).list } : {}),
    agrees,
    ...test,
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
    ["layer", "object", "predicted", "truncation", "measured", "standard_error", "z"],
    ...simulation.rows.map((row) => [
      row.layer,
      nameOf(row),
      row.predicted,
      row.truncation,
      row.measured,
      row.standardError,
      row.z,
    ]),
  ]);
}

/** How K and the vertices go with the depth: lines predicted, points measured with their errors; a panel each. */
export function depthPlot(simulation: SimulationAnswer): PlotSpec {
  const { rows, network, samples, extent } = simulation;
  const nameOf = namer(simulation);
  return panels(
    `${networkTitle(network)}: theory (lines) and ${samples} networks (points)`,
    Array.from({ length: extent.highest }, (_, i) =>
      depthPanel(
        cumulantName(i + 1),
        rows
          .filter(({ at }) => at.length === i + 1)
          .map((row) => ({
            layer: row.layer,
            entry: nameOf(row),
            predicted: row.predicted,
            measured: row.measured,
            low: row.measured - row.standardError,
            high: row.measured + row.standardError,
          })),
      ),
    ),
  );
}

/** Its formats. */
export const simulationFormats: Formats<SimulationAnswer> = {
  text: (answer, { paint }) => simulationText(answer, paint),
  json: simulationJson,
  csv: simulationCsv,
};
