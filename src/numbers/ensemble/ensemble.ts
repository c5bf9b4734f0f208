import ziggurat from "@stdlib/random-base-improved-ziggurat";
import { choleskyInto } from "../analysis/cholesky.js";
import type { Forecast } from "../flow/forecast.js";
import type { Network } from "../networks/network.js";
import { nondecreasing, type Pairs, packedLength, pairsOf } from "../networks/pairs.js";
import { type KStatistic, kStatistics } from "./k-statistics.js";

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

/** The estimates of one block, in the order of {@link statisticsOf}. Plain data, so that a worker can send it. */
export interface Block {
  readonly index: number;
  readonly values: Float64Array;
}

/**
 * What a draw costs, in seconds: an activation at one input from the kernel; a weight, and what it brings to one input.
 */
const [secondsADraw, secondsAWeight, secondsAnInput] = [4e-8, 2e-8, 2e-9];

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
 * Draws a block of networks and measures it: always the same for the same ensemble and index.
 * @param kStatistic blocks that share it are measured faster
 */
export function measuredBlock(ensemble: Ensemble, index: number, kStatistic = kStatistics()): Block {
  const { network, blockSize } = ensemble;
  const { depth, inputs, widths } = network;
  const pairs = pairsOf(inputs);
  const count = pairs.list.length;
  // kernels[layer - 2][pair][sample].
  const kernels = Array.from({ length: depth - 1 }, () =>
    Array.from({ length: count }, () => new Float64Array(blockSize)),
  );
  const draw = drawer(ensemble, pairs, index);
  for (let sample = 0; sample < blockSize; sample++)
    draw((layer, pair, value) => {
      kernels[layer - 2]![pair]![sample] = value;
    });
  const values = kernels.flatMap((layer, i) => cumulantsOf(layer, ensemble, widths[i]!, kStatistic));
  return { index, values: Float64Array.from(values) };
}

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

/** A function that draws one network and tells its kernels in layers 2, 3, ... */
function drawer(ensemble: Ensemble, pairs: Pairs, index: number): (record: Record) => void {
  const { seed, network, route } = ensemble;
  // Seeds of 32 bits, at least one of them not 0; a list of them seeds the generator's whole state.
  const normal = ziggurat.factory({
    seed: [1 + (seed % 0x7fffffff), 1 + Math.floor(seed / 0x7fffffff), 1 + index],
  }) as () => number;
  if (route === "weights") return weightsDrawer(network, pairs, normal);
  return network.inputs === 1 ? oneInputDrawer(network, normal) : kernelDrawer(network, pairs, normal);
}

function oneInputDrawer(network: Network, normal: () => number): (record: Record) => void {
  const { activation, biasVariance, weightVariance, widths, depth } = network;
  const { value } = activation;
  const [first] = network.kernel as [number];
  return (record) => {
    let kernel = first;
    for (let layer = 2; layer <= depth; layer++) {
      const width = widths[layer - 2]!;
      const root = Math.sqrt(kernel);
      let sum = 0;
      for (let j = 0; j < width; j++) {
        const sigma = value(root * normal());
        sum += sigma * sigma;
      }
      kernel = biasVariance + (weightVariance * sum) / width;
      record(layer, 0, kernel);
    }
  };
}

/** All inputs of a neuron jointly, by a Cholesky root of the kernel that stops where a column vanishes. */
function kernelDrawer(network: Network, pairs: Pairs, normal: () => number): (record: Record) => void {
  const { activation, biasVariance, weightVariance, widths, depth, inputs } = network;
  const { value } = activation;
  const count = pairs.list.length;
  const root = new Float64Array(inputs * inputs);
  const [z, sigma, kernel, sums] = [inputs, inputs, count, count].map((n) => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return (record) => {
    kernel.set(network.kernel);
    for (let layer = 2; layer <= depth; layer++) {
      const width = widths[layer - 2]!;
      rootOf(root, kernel, pairs);
      sums.fill(0);
      for (let j = 0; j < width; j++) {
        for (let x = 0; x < inputs; x++) {
          z[x] = normal();
          let phi = 0;
          for (let c = 0; c <= x; c++) phi += root[x * inputs + c]! * z[c]!;
          sigma[x] = value(phi);
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
function weightsDrawer(network: Network, pairs: Pairs, normal: () => number): (record: Record) => void {
  const { activation, biasVariance, weightVariance, widths, depth, inputs } = network;
  const { value } = activation;
  const root = new Float64Array(inputs * inputs);
  rootOf(root, network.kernel, pairs);
  const bias = Math.sqrt(biasVariance);
  return (record) => {
    // signals[x][j]: the activations of the layer before.
    let signals = Array.from({ length: inputs }, () => new Float64Array(widths[0]!));
    for (let j = 0; j < widths[0]!; j++) {
      const z = Array.from({ length: inputs }, normal);
      signals.forEach((list, x) => {
        list[j] = value(z.reduce((phi, value_, c) => phi + (c <= x ? root[x * inputs + c]! * value_ : 0), 0));
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
      const phi = new Float64Array(inputs);
      for (let i = 0; i < width; i++) {
        phi.fill(bias === 0 ? 0 : bias * normal());
        for (let j = 0; j < before; j++) {
          const w = weight * normal();
          for (let x = 0; x < inputs; x++) phi[x]! += w * signals[x]![j]!;
        }
        for (let x = 0; x < inputs; x++) next[x]![i] = value(phi[x]!);
      }
      signals = next;
    }
  };
}
