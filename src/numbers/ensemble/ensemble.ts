import type { Forecast } from "../../foundation/forecast.js";
import { choleskyInto } from "../analysis/cholesky.js";
import { type Block, type BlockMeasure, seedOfBlock } from "../drawing/blocks.js";
import { type Normals, normals } from "../drawing/normals.js";
import type { Network } from "../networks/network.js";
import { nondecreasing, type Pairs, packedLength, pairsOf } from "../networks/pairs.js";
import { type KStatistic, kStatistics } from "./k-statistics.js";
import { type Lookup, lookup } from "./lookup.js";

/*
 * Real networks, drawn at random. The kernel route draws preactivations from each network's own random kernel: given
 * layer l-1, the kernel G^(l) is known exactly, and no more of the layer is needed than n_{l-1} draws from N(0,
 * G^(l-1)), all inputs of a neuron jointly. The weights route draws every weight and every bias; it is slower by the
 * width, and agrees in distribution.
 */

/** What is drawn at random: the kernels of the layers, or every weight. */
export type Route = "kernel" | "weights";

/**
 * Samples in blocks of one size, each with random numbers of its own: so the work can be divided in any way, and
 * stopped.
 */
export interface Ensemble {
  readonly network: Network;
  readonly route: Route;
  readonly seed: number;
  readonly blockSize: number;
  /** The largest k of the cumulants that are measured. */
  readonly highest: number;
}

/** One measured number: the joint cumulant of a layer's kernel at some pairs, as V_2k = n_{l-1}^{k-1} kappa_k. */
export interface Statistic {
  readonly layer: number;
  /** The pairs, nondecreasing; as many as the k of V_2k. */
  readonly at: readonly number[];
}

/** Everything that is measured, in the order of a block's values: layers 2, 3, ..., and in each K, V_4, V_6, ... */
export function statisticsOf({ network, highest }: Pick<Ensemble, "network" | "highest">): Statistic[] {
  const pairs = pairsOf(network.inputs).list.length;
  const entries = Array.from({ length: highest }, (_, i) => [...nondecreasing(pairs, i + 1)]).flat();
  return Array.from({ length: network.depth - 1 }, (_, i) => entries.map((at) => ({ layer: i + 2, at }))).flat();
}

/**
 * What a draw costs, in seconds: an activation at one input from the kernel; a weight, and what it brings to one input.
 */
const [secondsADraw, secondsAWeight, secondsAnInput] = [1.5e-8, 8e-9, 2e-9];

/** How long so many blocks of an ensemble take on so many threads, and how much memory. */
export function ensembleForecast(ensemble: Ensemble, blocks: number, threads: number): Forecast {
  const { network, route, blockSize } = ensemble;
  const { widths, depth, inputs } = network;
  const statistics = statisticCount(ensemble);
  const pairs = packedLength(inputs, 2);
  // Weight by weight layer 1 is drawn from its kernel all the same.
  let aNetwork = route === "weights" ? widths[0]! * inputs * secondsADraw : 0;
  for (let layer = 2; layer <= depth; layer++) {
    const [before, width] = [widths[layer - 2]!, layer < depth ? widths[layer - 1]! : 0];
    aNetwork +=
      route === "kernel"
        ? before * inputs * secondsADraw
        : before * width * (secondsAWeight + inputs * secondsAnInput) + width * inputs * secondsADraw;
  }
  const widest = route === "weights" ? widths.reduce((a, b) => Math.max(a, b), 0) : 0;
  // A block holds its kernels and, layer by layer, what they are made into; every block its statistics.
  return {
    seconds: (aNetwork * blocks * blockSize) / threads,
    bytes: threads * 8 * (depth * pairs * blockSize + 2 * widest * inputs) + blocks * statistics * 8,
  };
}

/** How many numbers are measured. */
function statisticCount({ network: { depth, inputs }, highest }: Ensemble): number {
  const pairs = packedLength(inputs, 2);
  let count = 0;
  for (let k = 1; k <= highest; k++) count += packedLength(pairs, k);
  return (depth - 1) * count;
}

/**
 * What measures the blocks of an ensemble, by their numbers: a block is always the same for the same ensemble and
 * number. The tables that all blocks need are made once.
 */
export function blockMeasure(ensemble: Ensemble): BlockMeasure {
  const { network, blockSize } = ensemble;
  const { depth, inputs, widths } = network;
  const pairs = pairsOf(inputs);
  const count = pairs.list.length;
  const kStatistic = kStatistics();
  const draw = drawer(ensemble, pairs);
  // kernels[layer - 2][pair][sample].
  const kernels = Array.from({ length: depth - 1 }, () =>
    Array.from({ length: count }, () => new Float64Array(blockSize)),
  );
  return (index) => {
    const random = normals(seedOfBlock(ensemble.seed, index));
    for (let sample = 0; sample < blockSize; sample++)
      draw(random, (layer, pair, value) => {
        kernels[layer - 2]![pair]![sample] = value;
      });
    const values = kernels.flatMap((layer, i) => cumulantsOf(layer, ensemble, widths[i]!, kStatistic));
    return { index, values: Float64Array.from(values) };
  };
}

/** One block by itself. */
export const measuredBlock = (ensemble: Ensemble, index: number): Block => blockMeasure(ensemble)(index);

/** Every joint cumulant of one layer's samples, times n^{k-1}. */
function cumulantsOf(
  samples: readonly Float64Array[],
  { blockSize: count, highest }: Ensemble,
  width: number,
  kStatistic: KStatistic,
): number[] {
  const means = samples.map((list) => list.reduce((sum, value) => sum + value, 0) / count);
  const centred = samples.map((list, a) => list.map((value) => value - means[a]!));
  const sums = new Map<string, number>();
  const sumOf = (at: readonly number[]): number => {
    const key = at.join();
    const known = sums.get(key);
    if (known !== undefined) return known;
    const lists = at.map((a) => centred[a]!);
    let total = 0;
    for (let s = 0; s < count; s++) {
      let product = 1;
      for (const list of lists) product *= list[s]!;
      total += product;
    }
    sums.set(key, total);
    return total;
  };
  const values: number[] = [...means];
  for (let k = 2; k <= highest; k++)
    for (const at of nondecreasing(samples.length, k)) {
      const estimate = kStatistic(k, count, (places) => sumOf(places.map((place) => at[place]!)));
      values.push(estimate * width ** (k - 1));
    }
  return values;
}

type Record = (layer: number, pair: number, value: number) => void;

/** Draws one network and tells its kernels in layers 2, 3, ... */
export type Draw = (random: Normals, record: Record) => void;

/** What draws the networks of an ensemble. */
export function drawer({ network, route }: Ensemble, pairs: Pairs): Draw {
  if (route === "weights") return weightsDrawer(network, pairs, lookup(network.activation, 1));
  return network.inputs === 1
    ? oneInputDrawer(network, lookup(network.activation, 2))
    : kernelDrawer(network, pairs, lookup(network.activation, 1));
}

function oneInputDrawer({ biasVariance, weightVariance, widths, depth, kernel: given }: Network, square: Lookup): Draw {
  const [first] = given as [number];
  const z = new Float64Array(Math.max(...widths));
  return (random, record) => {
    let kernel = first;
    for (let layer = 2; layer <= depth; layer++) {
      const width = widths[layer - 2]!;
      random.fill(z, width);
      kernel = biasVariance + (weightVariance * square.sum(Math.sqrt(kernel), z, width)) / width;
      record(layer, 0, kernel);
    }
  };
}

/** All inputs of a neuron jointly, by a Cholesky root of the kernel that stops where a column vanishes. */
function kernelDrawer(network: Network, pairs: Pairs, activation: Lookup): Draw {
  const { biasVariance, weightVariance, widths, depth, inputs } = network;
  const count = pairs.list.length;
  const root = new Float64Array(inputs * inputs);
  const z = new Float64Array(inputs * Math.max(...widths));
  const [sigma, kernel, sums] = [inputs, count, count].map((n) => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return (random, record) => {
    kernel.set(network.kernel);
    for (let layer = 2; layer <= depth; layer++) {
      const width = widths[layer - 2]!;
      rootOf(root, kernel, pairs);
      sums.fill(0);
      random.fill(z, width * inputs);
      for (let j = 0; j < width; j++) {
        for (let x = 0; x < inputs; x++) {
          let phi = 0;
          for (let c = 0; c <= x; c++) phi += root[x * inputs + c]! * z[j * inputs + c]!;
          sigma[x] = activation.at(phi);
        }
        addProducts(sums, sigma, pairs);
      }
      for (let a = 0; a < count; a++) {
        kernel[a] = biasVariance + (weightVariance * sums[a]!) / width;
        record(layer, a, kernel[a]!);
      }
    }
  };
}

function addProducts(sums: Float64Array, sigma: Float64Array, { list }: Pairs): void {
  for (let a = 0; a < list.length; a++) {
    const [x, y] = list[a]!;
    sums[a]! += sigma[x]! * sigma[y]!;
  }
}

/**
 * The root of a kernel that is known by an entry a pair. A pivot that is as small as rounding of the kernel, or
 * negative by it, counts as 0.
 */
const rootOf = (root: Float64Array, kernel: ArrayLike<number>, { inputs, index }: Pairs): void =>
  choleskyInto(
    root,
    inputs,
    (x, y) => kernel[index(x, y)]!,
    (x) => 1e-14 * kernel[index(x, x)]!,
  );

/** Weights and biases themselves, behind a first layer that is drawn from its kernel. */
function weightsDrawer(network: Network, pairs: Pairs, activation: Lookup): Draw {
  const { biasVariance, weightVariance, widths, depth, inputs } = network;
  const root = new Float64Array(inputs * inputs);
  rootOf(root, network.kernel, pairs);
  const bias = Math.sqrt(biasVariance);
  const z = new Float64Array(Math.max(inputs, ...widths) + 1);
  return (random, record) => {
    // signals[x][j]: the activations of the layer before.
    let signals = Array.from({ length: inputs }, () => new Float64Array(widths[0]!));
    for (let j = 0; j < widths[0]!; j++) {
      random.fill(z, inputs);
      signals.forEach((list, x) => {
        let phi = 0;
        for (let c = 0; c <= x; c++) phi += root[x * inputs + c]! * z[c]!;
        list[j] = activation.at(phi);
      });
    }
    for (let layer = 2; ; layer++) {
      const before = signals[0]!.length;
      pairs.list.forEach(([x, y], a) => {
        let sum = 0;
        for (let j = 0; j < before; j++) sum += signals[x]![j]! * signals[y]![j]!;
        record(layer, a, biasVariance + (weightVariance * sum) / before);
      });
      if (layer === depth) return;
      const width = widths[layer - 1]!;
      const weight = Math.sqrt(weightVariance / before);
      const next = signals.map(() => new Float64Array(width));
      for (let i = 0; i < width; i++) {
        // The weights of a neuron, and behind them its bias.
        random.fill(z, before + 1);
        for (let x = 0; x < inputs; x++) {
          const own = signals[x]!;
          let phi = 0;
          for (let j = 0; j < before; j++) phi += z[j]! * own[j]!;
          next[x]![i] = activation.at(weight * phi + bias * z[before]!);
        }
      }
      signals = next;
    }
  };
}
