import type { Ring } from "../../algebra/ring.js";
import { UserError } from "../../foundation/errors.js";
import { stationarySeries } from "../../routes/kernel/series.js";
import { cumulantName } from "../../symbols/cumulants.js";
import { nextKernel } from "../averages/averages.js";
import { type Network, widthRatio } from "../networks/network.js";
import { type NeuronSeries, neuronSeries } from "./neuron-series.js";

/*
 * The leading order of every V_2k through a large k, without its sum: the stationary value of each layer
 * (docs/theory.md) in numbers, all orders in one pass. Cost: k^3 operations a layer beside the neuron's series.
 */

/** The largest k: V_200. */
export const largestK = 100;

/** The vertices of one layer at leading order. */
export interface LeadingVertices {
  /** K_0 of the layer. */
  readonly kernel: number;
  /** Entry j: V_2j / ((j-1)! K^j), numbers near 1 where V_2j itself may be far from it; entries 0 and 1 are empty. */
  readonly scaled: Float64Array;
  /** The same from other nodes of the averages: what they differ by bounds the error. */
  readonly compared: Float64Array;
}

const doubles: Ring<number> = {
  zero: 0,
  one: 1,
  isZero: (a) => a === 0,
  dot: (products) => {
    let total = 0;
    for (const [weight, a, b] of products) total += weight * a * b;
    return total;
  },
};

/**
 * V_4 to V_2k of the layers of a network in turn, at leading order, one input.
 * @param refinement how often the distance of the averages' nodes is halved
 * @throws UserError where the kernel grows without bound
 */
export function* leadingFlow(network: Network, k: number, refinement = 0): Generator<LeadingVertices> {
  const { activation, weightVariance, depth } = network;
  let vertices: LeadingVertices = {
    kernel: network.kernel[0]!,
    scaled: new Float64Array(k + 1),
    compared: new Float64Array(k + 1),
  };
  for (let layer = 1; ; layer++) {
    yield vertices;
    if (layer === depth) return;
    const { kernel, scaled, compared } = vertices;
    const next = nextKernel(network, kernel);
    if (!(next < 1e100))
      throw new UserError(
        "network",
        `the kernel of layer ${layer + 1} grows without bound\nexpected a smaller C_W or fewer layers`,
      );
    const { fine, coarse } = neuronSeries(activation, kernel, next / weightVariance, k, refinement);
    const ratio = widthRatio(network, layer);
    const known = nextVertices(fine, scaled, ratio, k);
    vertices = {
      kernel: next,
      scaled: known,
      compared: fine === coarse ? known : nextVertices(coarse, compared, ratio, k),
    };
  }
}

/**
 * One layer. In t/n and s/n, with g in units of K and sigma^2 in units of the next kernel over C_W, the widths enter by
 * their ratio alone.
 * @param before entry b: V_2b / ((b-1)! K^b)
 */
function nextVertices(neuron: NeuronSeries, before: Float64Array, ratio: number, k: number): Float64Array {
  const value = stationarySeries(
    k,
    doubles,
    (p, m) => neuron[p]![m]!,
    (b) => before[b]! * ratio ** (b - 1),
  );
  return Float64Array.from({ length: k + 1 }, (_, j) => (j < 2 ? 0 : value(j)));
}

/**
 * The vertices of the last layer with nodes as fine as their errors ask for.
 * @param needed whose error has to be small enough
 * @throws UserError where one of them cannot be known to three digits
 */
function lastVertices(
  network: Network,
  k: number,
  needed: readonly number[],
): LeadingVertices & { readonly relativeErrors: readonly number[] } {
  let [last, relativeErrors] = [undefined as LeadingVertices | undefined, [] as number[]];
  for (const refinement of refinements) {
    for (const vertices of leadingFlow(network, k, refinement)) last = vertices;
    const { scaled, compared } = last as LeadingVertices;
    relativeErrors = Array.from(scaled, (value, j) => (value === 0 ? 0 : Math.abs(compared[j]! / value - 1)));
    if (needed.every((j) => relativeErrors[j]! < wanted)) break;
  }
  const lost = needed.find((j) => !(relativeErrors[j]! < largestError));
  if (lost !== undefined)
    throw new UserError(
      "network",
      `${cumulantName(lost)} of layer ${network.depth}: its averages cancel beyond double precision\nexpected a smaller k, or an activation that bends less on the scale of sqrt K`,
    );
  return { ...(last as LeadingVertices), relativeErrors };
}

/**
 * The cumulants of the last layer's kernel at leading order: entry 1 is K_0, entry j V_2j, through V_2k; entry 0 is 0.
 * @throws UserError where one of them cannot be known to three digits
 */
export function leadingCumulants(network: Network, k: number): number[] {
  const { kernel, scaled } = lastVertices(
    network,
    k,
    Array.from({ length: k - 1 }, (_, i) => i + 2),
  );
  let unit = kernel;
  return Array.from(scaled, (value, j) => {
    if (j < 2) return j === 1 ? kernel : 0;
    unit *= (j - 1) * kernel;
    return value * unit;
  });
}

/** A vertex at leading order, by the recursion alone. */
export interface LargeOrder {
  /** V_2k of the last layer. */
  readonly vertex: number;
  /** V_2k / (C_W^k n_{l-1}^{k-1}), as a table divides. */
  readonly sum: number;
  /**
   * How much coarser nodes of the averages change the vertex, relative to it: a bound on its error, as a rule a
   * generous one.
   */
  readonly relativeError: number;
}

/**
 * An error past this is worth finer nodes, as often as there are refinements; past the second one there is no answer.
 */
const wanted = 1e-8;
const largestError = 1e-3;
const refinements = [0, 1, 2];

/** The most layers times k^3: some twenty seconds. */
const mostWork = 4e7;

/** What rounding leaves at best, layer upon layer. */
const rounding = 1e-13;

/**
 * V_2k of the last layer at leading order, 2 <= k <= 100.
 * @throws UserError where it is past the range of double precision, or cannot be known to three digits
 */
export function largeOrder(network: Network, k: number): LargeOrder {
  const { weightVariance, widths, depth } = network;
  const mostLayers = Math.floor(mostWork / k ** 3);
  if (depth > mostLayers)
    throw new UserError(
      "budget",
      `${cumulantName(k)} through ${depth} layers would take minutes\nexpected ${mostLayers} layers at most, or a smaller k`,
    );
  const { kernel, scaled: all, relativeErrors } = lastVertices(network, k, [k]);
  const [scaled, relativeError] = [all[k]!, relativeErrors[k]!];
  let logarithm = k * Math.log(kernel);
  for (let j = 2; j < k; j++) logarithm += Math.log(j);
  const inSum = k * Math.log(weightVariance) + (k - 1) * Math.log(widths[depth - 2]!);
  return {
    vertex: representable(scaled, logarithm, cumulantName(k)),
    sum: representable(scaled, logarithm - inSum, `${cumulantName(k)} / (C_W^${k} n^${k - 1})`),
    relativeError: Math.max(relativeError, rounding),
  };
}

/** factor x exp(logarithm). @throws UserError where that is not a double */
function representable(factor: number, logarithm: number, name: string): number {
  if (factor === 0) return 0;
  const size = (Math.log(Math.abs(factor)) + logarithm) / Math.LN10;
  if (Math.abs(size) > 307)
    throw new UserError(
      "network",
      `${name} is about 10^${Math.round(size)}, past the range of double precision\nexpected a smaller k, or a kernel nearer to 1`,
    );
  // In two halves, so that what is between is in range.
  return factor * Math.exp(logarithm / 2) * Math.exp(logarithm / 2);
}
