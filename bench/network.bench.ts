import ziggurat from "@stdlib/random-base-improved-ziggurat";
import { bench, describe } from "vitest";
import type { Activation } from "../src/numbers/activations/activation.js";
import { activationNamed } from "../src/numbers/activations/activations.js";
import { averagesAt } from "../src/numbers/averages/averages.js";
import { normals } from "../src/numbers/drawing/normals.js";
import { blockMeasure, type Ensemble } from "../src/numbers/ensemble/ensemble.js";
import { lookup } from "../src/numbers/ensemble/lookup.js";
import { flow } from "../src/numbers/flow/flow.js";
import { tensorFlow } from "../src/numbers/flow/tensor-flow.js";
import type { Network } from "../src/numbers/networks/network.js";

/*
 * Numbers: averages, flows and ensembles. The table has the goals beside the figures; the ensemble's route is compared
 * with drawing weights.
 */

const named = (name: string): Activation => activationNamed(name) as Activation;

const network = (name: string, changes: Partial<Network> = {}): Network => ({
  activation: named(name),
  biasVariance: 0,
  weightVariance: 1,
  inputs: 1,
  kernel: [1],
  widths: Array.from({ length: 1000 }, () => 100),
  depth: 1000,
  ...changes,
});

const indices = [0, 2, 4, 6, 8].flatMap((m) => [1, 2, 3, 4].map((p) => ({ m, p })));

/** The median time of several runs after a warm start, in milliseconds. */
function median(work: () => void, runs: number): number {
  work();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(runs / 2)] as number;
}

const drain = (items: Iterable<unknown>): void => {
  for (const _ of items);
};

const ensemble = (route: Ensemble["route"]): Ensemble => ({
  network: network("tanh", { depth: 10 }),
  route,
  seed: 1,
  blockSize: 100,
  highest: 4,
});
const blocksOf = (route: Ensemble["route"]): (() => void) => {
  const measure = blockMeasure(ensemble(route));
  return () => measure(0);
};
const kernelRoute = median(blocksOf("kernel"), 15);
const weightsRoute = median(blocksOf("weights"), 3);

/** A neuron in nanoseconds: ours, and by a library's ziggurat and the activation itself. */
const neurons = 200;
const list = new Float64Array(neurons);
const random = normals([1]);
const square = lookup(named("tanh"), 2);
const other = ziggurat.factory({ seed: 1 }) as () => number;
const { value: tanh } = named("tanh");
const layersAtOnce = 2000;
const aNeuron = (work: () => number): number =>
  (1e6 *
    median(() => {
      for (let i = 0; i < layersAtOnce; i++) work();
    }, 15)) /
  (layersAtOnce * neurons);
const ours = aNeuron(() => {
  random.fill(list, neurons);
  return square.sum(1.1, list, neurons);
});
const theirs = aNeuron(() => {
  let sum = 0;
  for (let j = 0; j < neurons; j++) sum += tanh(1.1 * other()) ** 2;
  return sum;
});

console.table([
  {
    what: "averages m <= 8, p <= 4 at K = 1, gelu",
    ms: median(() => averagesAt(named("gelu"), 1, indices), 101),
    goal: "< 1 ms",
  },
  { what: "the same, tanh", ms: median(() => averagesAt(named("tanh"), 1, indices), 101), goal: "" },
  {
    what: "the same at K = 0.001, tanh (derivatives)",
    ms: median(() => averagesAt(named("tanh"), 1e-3, indices), 101),
    goal: "",
  },
  { what: "the same, elu (a kink: panels)", ms: median(() => averagesAt(named("elu"), 1, indices), 101), goal: "" },
  {
    what: "1000 layers, K to V_8, leading order, tanh",
    ms: median(() => drain(flow(network("tanh"), { highest: 4, orders: 0 })), 5),
    goal: "< 1000 ms",
  },
  {
    what: "the same, gelu",
    ms: median(
      () =>
        drain(
          flow(network("gelu", { biasVariance: 0.17292239, weightVariance: 1.98305826, kernel: [3] }), {
            highest: 4,
            orders: 0,
          }),
        ),
      5,
    ),
    goal: "< 1000 ms",
  },
  {
    what: "the same, relu (closed forms)",
    ms: median(() => drain(flow(network("relu", { weightVariance: 2 }), { highest: 4, orders: 0 })), 5),
    goal: "< 1000 ms",
  },
  {
    what: "1000 layers, K to V_8 through two orders, tanh",
    ms: median(() => drain(flow(network("tanh"), { highest: 4, orders: 2 })), 3),
    goal: "",
  },
  { what: "100,000 networks, width 100, depth 10, one core", ms: 1000 * kernelRoute, goal: "seconds" },
  { what: "the same by drawing weights", ms: 1000 * weightsRoute, goal: "" },
  { what: "ratio of the two", ms: weightsRoute / kernelRoute, goal: "" },
  { what: "a neuron of tanh, drawn and squared, in nanoseconds", ms: ours, goal: "10" },
  { what: "the same by @stdlib's ziggurat and tanh itself", ms: theirs, goal: "" },
  { what: "ratio of the two", ms: theirs / ours, goal: "" },
]);

describe("three layers of tanh for two inputs", () => {
  const two = network("tanh", { inputs: 2, kernel: [1, 0.5, 2], biasVariance: 0.1, depth: 3 });
  bench("K and V_4", () => drain(tensorFlow(two, { highest: 2, orders: 0 })));
  bench("and their first corrections", () => drain(tensorFlow(two, { highest: 2, orders: 1 })), { iterations: 3 });
});
