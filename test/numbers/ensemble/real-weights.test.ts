import { expect, test } from "vitest";
import { coefficientsOf } from "../../../src/answer/layer-step.js";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { relu, tanh } from "../../../src/numbers/activations/activations.js";
import { averageWays, layerAverages } from "../../../src/numbers/averages/pair-averages.js";
import { gaussianLayer, type LayerTensors, nextLayer } from "../../../src/numbers/flow/layer-map.js";
import { leadingKernel } from "../../../src/numbers/flow/tensor-flow.js";
import { entryAt, nondecreasing, pairsOf, type SymmetricTensor } from "../../../src/numbers/networks/pairs.js";
import { type Ensemble, measuredCumulants, sampledKernels } from "../../oracle/real-weights.js";

/*
 * Three inputs in ensembles of real networks, weights drawn: the means and covariances of all entries of the kernel two
 * layers up, beside K and V_4 / n as they are predicted. Seeds are fixed, so the z-scores are the same at every run;
 * they are printed.
 */

const inputs = [
  [1, 0.5, -0.3],
  [0.2, 1.1, 0.4],
  [-0.6, 0.3, 0.9],
];
const pairs = pairsOf(3);

/** The prediction for the layer behind two layers of the given widths. */
function predicted(
  activation: Activation,
  { biasVariance, weightVariance, widths }: Ensemble,
  corrections: boolean,
): LayerTensors {
  const kernel = pairs.list.map(([x, y]) => {
    const product = (inputs[x] as number[]).reduce((sum, value, i) => sum + value * (inputs[y]?.[i] as number), 0);
    return biasVariance + (weightVariance * product) / inputs.length;
  });
  const extent = { highest: 2, orders: corrections ? 1 : 0 };
  let layer = gaussianLayer(3, kernel, extent);
  widths.forEach((width, i) => {
    const { averages, mean } = layerAverages(averageWays(activation), leadingKernel(layer), pairs);
    const widthBefore = i === 0 ? {} : { widthBefore: widths[i - 1] as number };
    const isLast = i === widths.length - 1;
    layer = nextLayer(
      layer,
      { weightVariance, biasVariance, width, ...widthBefore },
      averages,
      mean,
      coefficientsOf(extent).filter(({ k }) => !isLast || k <= 2),
    );
  });
  return layer;
}

const cases: readonly (readonly [Activation, Omit<Ensemble, "inputs">, number, boolean])[] = [
  [tanh, { sigma: Math.tanh, biasVariance: 0.1, weightVariance: 1.5, widths: [16, 24] }, 20_000, true],
  [relu, { sigma: (x) => Math.max(0, x), biasVariance: 0.05, weightVariance: 2, widths: [96, 128] }, 3_000, false],
];

test.each(
  cases.map(([activation, ...rest]) => [activation.name, activation, ...rest] as const),
)("%s: every mean and every covariance within its error", (name, activation, network, samples, corrections) => {
  const ensemble = { ...network, inputs };
  const theory = predicted(activation, ensemble, corrections);
  const measured = measuredCumulants(sampledKernels(ensemble, samples, 20261123), pairs.list.length, 20);
  const n = network.widths.at(-1) as number;
  const tensor = (k: number, p: number): SymmetricTensor | undefined => theory.cumulants[k]?.[p];
  const entry = (k: number, p: number, at: readonly number[]): number => {
    const found = tensor(k, p);
    return found === undefined ? 0 : entryAt(found, at);
  };
  const rows: { what: string; predicted: number; measured: number; z: number }[] = [];
  const compare = (what: string, value: number, { value: found, error }: { value: number; error: number }) =>
    rows.push({ what, predicted: value, measured: found, z: (found - value) / error });
  pairs.list.forEach((pair, a) => {
    compare(
      `K(${pair.join()})`,
      entry(1, 0, [a]) + entry(1, 1, [a]) / n,
      measured.mean[a] as { value: number; error: number },
    );
  });
  for (const [a = 0, b = 0] of nondecreasing(pairs.list.length, 2))
    compare(
      `V_4(${pairs.list[a]?.join()}; ${pairs.list[b]?.join()})/n`,
      entry(2, 0, [a, b]) / n + entry(2, 1, [a, b]) / n ** 2,
      measured.covariance(a, b),
    );
  console.log(
    [
      `${name}: three inputs, widths ${network.widths.join(", ")}, ${samples} networks`,
      ...rows.map(
        ({ what, predicted: p, measured: m, z }) =>
          `${what.padEnd(16)} predicted ${p.toExponential(4).padStart(12)}  measured ${m.toExponential(4).padStart(12)}  z ${z.toFixed(2).padStart(6)}`,
      ),
    ].join("\n"),
  );
  // 27 numbers that are not independent: none far out, and on the whole as large as they should be.
  for (const { what, z } of rows) expect(Math.abs(z), what).toBeLessThan(4);
  const meanSquare = rows.reduce((sum, { z }) => sum + z * z, 0) / rows.length;
  expect(meanSquare).toBeLessThan(2.5);
});
