import { binomial, oddFactorial } from "../algebra/integers.js";
import * as Q from "../algebra/rational.js";
import { UserError } from "../errors.js";
import { coefficientsOf, type Extent, requireFeasible } from "../layer-step.js";
import type { Activation } from "./activation.js";
import { gridAverages } from "./grid-averages.js";
import { gaussianLayer, type LayerTensors, nextLayer } from "./layer-map.js";
import { type Network, requireNetwork } from "./network.js";
import {
  centred,
  type PairAverages,
  type ProductAverages,
  polynomialAverages,
  quadratureAverages,
} from "./pair-averages.js";
import { type Pairs, pairsOf } from "./pairs.js";

/** Quadrature points a panel, where kinks make panels necessary: as many as the inputs allow within some seconds a layer. */
const pointsFor = (inputs: number): number => (inputs <= 2 ? 20 : inputs === 3 ? 12 : 8);

/** About how long an average over four, five and six different inputs takes by nested panels, in seconds. */
const secondsBy = new Map([
  [4, 4],
  [5, 250],
  [6, 16_000],
]);
/** Longer than this a flow of several inputs may not take. */
const mostSeconds = 900;

/**
 * Refuses what would take very long: averages in which more than three inputs stand, each an integral over as many normals. A vertex V_2k has
 * averages with 2k of them. Polynomials are by Wick's theorem, at no such cost.
 * @throws UserError (budget)
 */
function requireAffordable({ activation, inputs, depth }: Network, { highest, orders }: Extent): void {
  if (activation.polynomial !== undefined) return;
  const most = Math.min(inputs, 2 * (highest + orders));
  let seconds = 0;
  for (let d = 4; d <= most; d++) {
    // Every choice of d inputs, paired in (d-1)!! ways (for odd d one of them stands twice).
    const choices = Number(binomial(inputs, d) * oddFactorial(Math.ceil(d / 2)));
    seconds += (depth - 1) * choices * (secondsBy.get(d) ?? Number.POSITIVE_INFINITY) * (1 + 4 * orders);
  }
  if (seconds <= mostSeconds) return;
  throw new UserError(
    "budget",
    `averages over ${most} different inputs at once, of ${inputs} inputs through ${depth} layers, would take ${seconds < 1e6 ? `about ${Math.ceil(seconds / 60)} minutes` : "days"}\nexpected fewer inputs, layers, --vertices or --loops, or a polynomial activation`,
  );
}

/** The averages of products over a layer whose kernel is given: exact for polynomials, on a grid without kinks, by panels with them. */
export function productAverages(activation: Activation, kernel: ArrayLike<number>, pairs: Pairs): ProductAverages {
  const { polynomial } = activation;
  if (polynomial !== undefined) return polynomialAverages(polynomial.map(Q.toNumber), kernel, pairs);
  return activation.kinks.length === 0
    ? gridAverages(activation, kernel, pairs, pointsFor(pairs.inputs))
    : quadratureAverages(activation, kernel, pairs, pointsFor(pairs.inputs));
}

/** < D_legs prod Delta > and < sigma sigma > over a layer. */
export function layerAverages(
  activation: Activation,
  kernel: ArrayLike<number>,
  pairs: Pairs,
): { readonly averages: PairAverages; readonly mean: (pair: number) => number } {
  const products = productAverages(activation, kernel, pairs);
  return { averages: centred(products), mean: (pair) => products([pair], []) };
}

/** One layer of a flow of several inputs. */
export interface TensorLayer {
  readonly layer: number;
  readonly tensors: LayerTensors;
}

/**
 * The layers of a network in turn, for any number of inputs: symmetric tensors over the pairs of inputs. The last layer has the
 * coefficients of the extent alone, those before it also what feeds them.
 * @param isFollowed whether the last layer shall have what feeds a further one too
 * @throws UserError where the network is none or an average does not exist
 */
export function* tensorFlow(network: Network, extent: Extent, isFollowed = false): Generator<TensorLayer> {
  requireNetwork(network);
  requireFeasible(extent, true);
  requireAffordable(network, extent);
  const { activation, biasVariance, weightVariance, widths, inputs, kernel, depth } = network;
  const pairs = pairsOf(inputs);
  const all = coefficientsOf(extent);
  const shown = all.filter(({ k }) => k <= extent.highest);
  let tensors = gaussianLayer(inputs, kernel, extent);
  for (let layer = 1; ; layer++) {
    yield { layer, tensors };
    if (layer === depth) return;
    const { averages, mean } = layerAverages(activation, leadingKernel(tensors), pairs);
    const width = widths[layer - 1] as number;
    const step = {
      weightVariance,
      biasVariance,
      width,
      ...(layer > 1 ? { widthBefore: widths[layer - 2] as number } : {}),
    };
    tensors = nextLayer(tensors, step, averages, mean, layer + 1 === depth && !isFollowed ? shown : all);
  }
}

/** K_0, an entry a pair. */
export const leadingKernel = ({ cumulants }: LayerTensors): ArrayLike<number> => cumulants[1]?.[0]?.entries ?? [];
