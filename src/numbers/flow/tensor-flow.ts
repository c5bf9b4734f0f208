import { coefficientsOf, type Extent, requireFeasible } from "../../answer/layer-step.js";
import { type Budget, type Forecast, requireForecast } from "../../foundation/forecast.js";
import { freshMemory, type Memory } from "../../foundation/memory.js";
import type { Coefficient } from "../../symbols/cumulants.js";
import type { Power } from "../averages/joint.js";
import { type AverageWays, averagesForecast, averageWays, layerAverages } from "../averages/pair-averages.js";
import { type Network, requireNetwork } from "../networks/network.js";
import { binomial, kernelAt, packedLength, pairsOf } from "../networks/pairs.js";
import { gaussianLayer, type LayerTensors, nextLayer } from "./layer-map.js";

/** An average that is kept, and an entry of a tensor: what making one costs, its memory with what finds it. */
const [secondsAnAverage, bytesAnAverage] = [3e-5, 400];
/** Sets of inputs of one size whose averages are looked at by a forecast. */
const looks = 5;

/**
 * How long a flow of several inputs takes, and how much memory: averages in which up to 2 (highest + orders) different
 * inputs stand at once, by what some sets of them take (of polynomials a sum, by Wick's theorem); and the entries of the
 * tensors, each of which is kept for every layer.
 */
export function forecastOf(
  network: Network,
  { highest, orders }: Extent,
  ways: AverageWays = averageWays(network.activation),
): Forecast {
  const { activation, inputs, depth, kernel } = network;
  const steps = depth - 1;
  const pairs = pairsOf(inputs);
  const most = Math.min(inputs, 2 * (highest + orders));
  const entries = packedLength(pairs.list.length, highest) * (1 + orders);
  // With each order come averages with more legs, on the pairs of their own inputs.
  const averages = packedLength(pairs.list.length, highest) * 3 ** (2 * orders);
  const own = steps * (averages + entries) * secondsAnAverage;
  const bytes = averages * bytesAnAverage + depth * entries * 8;
  const { polynomial } = activation;
  if (polynomial !== undefined) {
    const terms = polynomial.length ** most;
    return { seconds: own + steps * averages * terms * inputs * 5e-8, bytes: bytes + averages * terms * 2 * inputs };
  }
  let seconds = 0;
  for (let d = 1; d <= most && steps > 0; d++) {
    const sets = binomial(inputs, d);
    const looked = Array.from({ length: Math.min(looks, sets) }, (_, look) =>
      kernelAt(
        kernel,
        pairs,
        Array.from({ length: d }, (_unused, i) => (look + Math.floor((i * inputs) / d)) % inputs),
      ),
    );
    for (const covariance of looked)
      for (const sums of sumsOf(d, highest, orders))
        seconds += (sets / looked.length) * averagesForecast(ways, covariance, sums);
  }
  return { seconds: own + steps * seconds, bytes };
}

/** How many sigmas and derivatives stand in averages over so many inputs. */
function sumsOf(inputs: number, highest: number, orders: number): Power[] {
  const sums: Power[] = [];
  for (let externals = Math.ceil(inputs / 2); externals <= highest + orders; externals++)
    for (let legs = 0; externals + legs <= highest + 2 * orders; legs++)
      sums.push({ times: 2 * externals, derivatives: 2 * legs });
  return sums;
}

/** What a flow of several inputs may take, and how much of its last layer is wanted. */
export interface TensorFlowOptions extends Budget {
  /** Whether the last layer shall have what feeds a further one too. */
  readonly isFollowed?: boolean;
  /** The error that averages may have, as a part of the average of the absolute value (default 1e-10). */
  readonly tolerance?: number;
  readonly memory?: Memory;
  /** Told before the first layer what is forecast of a flow that is not refused. */
  readonly onForecast?: (forecast: Forecast) => void;
  /** Told now and then how many of how many entries of tensors are done; it may throw, to end the work. */
  readonly onEntries?: (done: number, total: number) => void;
  /** How averages are made, where flows share that. */
  readonly ways?: AverageWays;
}

/** One layer of a flow of several inputs. */
export interface TensorLayer {
  readonly layer: number;
  readonly tensors: LayerTensors;
  /**
   * The largest claimed error of an average that this layer is made of, as a part of the average of the absolute value;
   * 0 where none is but for rounding.
   */
  readonly averageError: number;
}

/** Entries of tensors between two words of how many are done. */
const entriesAWord = 16;

/**
 * The layers of a network in turn, for any number of inputs: symmetric tensors over the pairs of inputs. The last layer
 * has the coefficients of the extent alone, those before it also what feeds them.
 * @throws UserError where the network is not valid or an average does not exist, and where the flow would take more
 * time or memory than the budget
 */
export function* tensorFlow(network: Network, extent: Extent, options: TensorFlowOptions = {}): Generator<TensorLayer> {
  const { isFollowed = false, tolerance, memory = freshMemory(), onForecast, onEntries } = options;
  requireNetwork(network);
  requireFeasible(extent, true);
  const { activation, biasVariance, weightVariance, widths, inputs, kernel, depth } = network;
  const { ways = averageWays(activation, tolerance === undefined ? {} : { tolerance }) } = options;
  const forecast = forecastOf(network, extent, ways);
  const smaller = "fewer inputs, layers, --vertices or --loops, or --entries, which are those that are wanted";
  requireForecast(forecast, options, `a flow of ${inputs} inputs through ${depth} layers`, smaller);
  onForecast?.(forecast);
  const pairs = pairsOf(inputs);
  const all = coefficientsOf(extent);
  const shown = all.filter(({ k }) => k <= extent.highest);
  const coefficientsAt = (layer: number) => (layer === depth && !isFollowed ? shown : all);
  const entriesOf = (coefficients: readonly Coefficient[]) =>
    coefficients.reduce((sum, { k }) => sum + packedLength(pairs.list.length, k), 0);
  const total = (depth - 2) * entriesOf(all) + entriesOf(coefficientsAt(depth));
  let done = 0;
  const onEntry = () => {
    if (++done % entriesAWord === 0 || done === total) onEntries?.(done, total);
  };
  let tensors = gaussianLayer(inputs, kernel, extent);
  let averageError = 0;
  for (let layer = 1; ; layer++) {
    yield { layer, tensors, averageError };
    if (layer === depth) return;
    const { averages, mean, claimed } = layerAverages(ways, leadingKernel(tensors), pairs);
    const width = widths[layer - 1]!;
    const step = {
      weightVariance,
      biasVariance,
      width,
      memory,
      onEntry,
      ...(layer > 1 ? { widthBefore: widths[layer - 2]! } : {}),
    };
    tensors = nextLayer(tensors, step, averages, mean, coefficientsAt(layer + 1));
    averageError = claimed();
  }
}

/** K_0, an entry a pair. */
export const leadingKernel = ({ cumulants }: LayerTensors): ArrayLike<number> => cumulants[1]?.[0]?.entries ?? [];
