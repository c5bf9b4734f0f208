import { binomial } from "../../algebra/integers.js";
import { coefficientsOf, type Extent, requireFeasible } from "../../answer/layer-step.js";
import { freshMemory, type Memory } from "../../foundation/memory.js";
import { nextKernel } from "../averages/averages.js";
import { averageWays, layerAverages } from "../averages/pair-averages.js";
import { type Network, requireNetwork } from "../networks/network.js";
import { largestVariance, packedLength, pairsOf } from "../networks/pairs.js";
import { defaultMinutes, type Forecast, requireForecast } from "./forecast.js";
import { gaussianLayer, type LayerTensors, nextLayer } from "./layer-map.js";

/**
 * About how long averages over so many inputs at once take by nested panels of eight points, of one set of inputs in
 * all its ways to be paired, in seconds: with kinks; without them panels are more, and take so many times as long.
 */
const secondsBy = [0, 5e-4, 5e-3, 0.07, 0.7, 80, 10_000];
const smoothPanels = 8;
/** A grid: what its nodes cost, each, with the values of a few powers and derivatives of every input there. */
const [secondsANode, bytesANode] = [4e-6, 500];
/** An average that is kept, and an entry of a tensor: what making one costs, its memory with what finds it. */
const [secondsAnAverage, bytesAnAverage] = [2e-5, 400];

/**
 * How long a flow of several inputs takes, and how much memory: averages in which up to 2 (highest + orders) different
 * inputs stand at once, each an integral over as many normals (of polynomials a sum, by Wick's theorem); and the
 * entries of the tensors, each of which is kept for every layer.
 */
export function forecastOf(network: Network, { highest, orders }: Extent): Forecast {
  const { activation, inputs, depth } = network;
  const steps = depth - 1;
  const pairs = packedLength(inputs, 2);
  const most = Math.min(inputs, 2 * (highest + orders));
  const entries = packedLength(pairs, highest) * (1 + orders);
  // With each order come averages with more legs, on the pairs of their own inputs.
  const averages = packedLength(pairs, highest) * 3 ** (2 * orders);
  let seconds = steps * (averages + entries) * secondsAnAverage;
  let bytes = averages * bytesAnAverage + depth * entries * 8;
  const { polynomial } = activation;
  if (polynomial !== undefined) {
    const terms = polynomial.length ** most;
    return {
      seconds: seconds + steps * averages * terms * inputs * 5e-8,
      bytes: bytes + averages * terms * 2 * inputs,
    };
  }
  let largestGrids = 0;
  bytes += largestGrids;
  return { seconds, bytes };
}

/** The layers whose averages are looked at: the variances settle soon. */
const layersLookedAt = (depth: number): number => Math.min(4, depth - 1);

/** The largest variance of an input in the first layers, at leading order. */
function variancesOf(network: Network): number[] {
  const { inputs, kernel, depth } = network;
  const variances = [largestVariance(kernel, pairsOf(inputs))];
  while (variances.length < layersLookedAt(depth)) variances.push(nextKernel(network, variances.at(-1)!));
  return depth > 1 ? variances : [];
}

/** What a flow of several inputs may take, and how much of its last layer is wanted. */
export interface TensorFlowOptions {
  /** Whether the last layer shall have what feeds a further one too. */
  readonly isFollowed?: boolean;
  /** What is forecast to take longer is refused (default 15). */
  readonly minutes?: number;
  readonly memory?: Memory;
  /** Told before the first layer what is forecast of a flow that is not refused. */
  readonly onForecast?: (forecast: Forecast) => void;
}

/** One layer of a flow of several inputs. */
export interface TensorLayer {
  readonly layer: number;
  readonly tensors: LayerTensors;
}

/**
 * The layers of a network in turn, for any number of inputs: symmetric tensors over the pairs of inputs. The last layer
 * has the coefficients of the extent alone, those before it also what feeds them.
 * @throws UserError where the network is not valid or an average does not exist, and where the flow would take more
 * time or memory than the budget
 */
export function* tensorFlow(
  network: Network,
  extent: Extent,
  { isFollowed = false, minutes = defaultMinutes, memory = freshMemory(), onForecast }: TensorFlowOptions = {},
): Generator<TensorLayer> {
  requireNetwork(network);
  requireFeasible(extent, true);
  const { activation, biasVariance, weightVariance, widths, inputs, kernel, depth } = network;
  const forecast = forecastOf(network, extent);
  const smaller = "fewer inputs, layers, --vertices or --loops";
  requireForecast(forecast, minutes, `a flow of ${inputs} inputs through ${depth} layers`, smaller);
  onForecast?.(forecast);
  const ways = averageWays(activation);
  const pairs = pairsOf(inputs);
  const all = coefficientsOf(extent);
  const shown = all.filter(({ k }) => k <= extent.highest);
  let tensors = gaussianLayer(inputs, kernel, extent);
  for (let layer = 1; ; layer++) {
    yield { layer, tensors };
    if (layer === depth) return;
    const { averages, mean } = layerAverages(ways, leadingKernel(tensors), pairs);
    const width = widths[layer - 1]!;
    const step = {
      weightVariance,
      biasVariance,
      width,
      memory,
      ...(layer > 1 ? { widthBefore: widths[layer - 2]! } : {}),
    };
    tensors = nextLayer(tensors, step, averages, mean, layer + 1 === depth && !isFollowed ? shown : all);
  }
}

/** K_0, an entry a pair. */
export const leadingKernel = ({ cumulants }: LayerTensors): ArrayLike<number> => cumulants[1]?.[0]?.entries ?? [];
