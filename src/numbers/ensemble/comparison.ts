import type { Extent } from "../../answer/layer-step.js";
import { UserError } from "../../foundation/errors.js";
import { told } from "../../foundation/forecast.js";
import { freshMemory } from "../../foundation/memory.js";
import type { Block } from "../drawing/blocks.js";
import {
  fewestBlocks,
  hotelling,
  largestTruncation,
  type Means,
  meansOf,
  significance,
  type Test,
} from "../drawing/hotelling.js";
import type { EvaluateOptions } from "../flow/evaluate.js";
import { flow } from "../flow/flow.js";
import { beyond } from "../flow/reliability.js";
import { tensorFlow } from "../flow/tensor-flow.js";
import type { Network } from "../networks/network.js";
import { entryAt, pairsOf } from "../networks/pairs.js";
import { type Ensemble, type Statistic, statisticsOf } from "./ensemble.js";
import { type Prediction, type Summation, summed } from "./summation.js";
import { networksNeeded } from "./tails.js";

/* Theory beside measurement: each number with its error, and one verdict on all of them together. */

/**
 * What an ensemble should show, in the order of {@link statisticsOf}.
 * @throws UserError
 */
export function predictions(
  network: Network,
  extent: Extent,
  {
    summation = "plain",
    onLayer,
    memory = freshMemory(),
    ...options
  }: Pick<EvaluateOptions, "minutes" | "gigabytes" | "tolerance" | "onLayer" | "memory"> & {
    readonly summation?: Summation;
  } = {},
): Prediction[] {
  const { widths, depth } = network;
  const { highest, orders } = extent;
  const said = (layer: number, series: readonly number[]): Prediction => {
    const width = widths[layer - 2]!;
    const terms = series.map((coefficient, p) => coefficient / width ** p);
    return summed({ terms, orders, layer, width }, summation);
  };
  if (network.inputs === 1)
    return [...told(flow(network, extent, { beside: [beyond(extent)], memory }), depth, onLayer)]
      .slice(1)
      .flatMap(({ layer, cumulants }) => cumulants.slice(1, highest + 1).map((series) => said(layer, series)));
  const layers = [...told(tensorFlow(network, extent, { ...options, memory }), depth, onLayer)];
  return statisticsOf({ network, highest }).map(({ layer, at }) => {
    const { tensors } = layers[layer - 1]!;
    const series = (tensors.cumulants[at.length] ?? []).slice(0, orders + 1);
    return said(
      layer,
      series.map((tensor) => entryAt(tensor, at)),
    );
  });
}

/** One number, predicted and measured. */
export interface Compared extends Statistic {
  readonly predicted: number;
  /** Where the prediction is resummed, the plain sum. */
  readonly plain?: number;
  /** The last order that is in the prediction. */
  readonly order: number;
  /** About the size of what the prediction leaves out. */
  readonly truncation: number;
  readonly measured: number;
  readonly standardError: number;
  /** (measured - predicted) / standardError. */
  readonly z: number;
  /** The same over both errors, in squares. */
  readonly zWithTruncation: number;
  /** How many networks its error needs to be known. */
  readonly networksNeeded: number;
  /** Whether the verdict is on it too. */
  readonly tested: boolean;
}

/** All numbers, and the verdict. */
export interface Comparison {
  readonly network: Network;
  readonly extent: Extent;
  readonly summation: Summation;
  readonly ensemble: Omit<Ensemble, "network" | "highest">;
  readonly samples: number;
  readonly rows: readonly Compared[];
  readonly verdict: Verdict;
}

/** Hotelling's test that the means of all blocks are what was predicted, of the numbers that can be tested. */
export interface Verdict extends Test {
  /**
   * "no test" where theory and measurement agree as far as the series goes, and it does not go to the last layer; or
   * where there is nothing to test.
   */
  readonly outcome: "agree" | "disagree" | "no test";
  /** The last layer through which what the series leaves out is small beside the statistical errors. */
  readonly convergesThroughLayer: number;
  /**
   * The layers whose numbers are tested: those that can be, or where they are more than the blocks can tell apart some
   * of them.
   */
  readonly layers: readonly number[];
  /** The number whose series ends the test, by its place among the rows; left out where all layers converge. */
  readonly beyond?: number;
  /** A number that is the same in all networks, and is not what is predicted, by its place. */
  readonly contradicted?: number;
}

/** How many blocks a covariance needs for each number that is tested. */
const blocksANumber = 5;

/**
 * Compares the blocks of an ensemble with the predictions.
 * @throws UserError where there are too few blocks for an error
 */
export function compared(
  ensemble: Ensemble,
  extent: Extent,
  blocks: readonly Block[],
  predicted: readonly Prediction[],
  summation: Summation = "plain",
): Comparison {
  const { network, highest, ...rest } = ensemble;
  const statistics = statisticsOf({ network, highest });
  const count = blocks.length;
  const samples = count * ensemble.blockSize;
  if (count < fewestBlocks)
    throw new UserError(
      "network",
      `${count} blocks of networks are too few to know an error from\nexpected more samples`,
    );
  const means = meansOf(blocks, statistics.length);
  const { mean, covariance } = means;
  const needed = neededBy(network, statistics, predicted);
  const all = statistics.map((statistic, i): Omit<Compared, "tested"> => {
    const prediction = predicted[i]!;
    const { value, truncation } = prediction;
    const standardError = Math.sqrt(covariance(i, i));
    const measured = mean[i]!;
    const difference = measured - value;
    // Where nothing fluctuates (a kernel that is a constant) there is nothing to compare but rounding.
    const isExact = !fluctuates(standardError, measured) && Math.abs(difference) <= 1e-9 * Math.abs(value);
    return {
      ...statistic,
      predicted: value,
      ...(prediction.plain === undefined ? {} : { plain: prediction.plain }),
      order: prediction.order,
      truncation,
      measured,
      standardError,
      z: isExact ? 0 : difference / standardError,
      zWithTruncation: isExact ? 0 : difference / Math.hypot(standardError, truncation),
      networksNeeded: needed[i]!,
    };
  });
  const beyond = firstBeyond(all, samples);
  const convergesThroughLayer = beyond < 0 ? network.depth : all[beyond]!.layer - 1;
  const places = testedPlaces(all, { samples, convergesThroughLayer, blocks: count });
  const rows = all.map((row, i): Compared => ({ ...row, tested: places.includes(i) }));
  return {
    network,
    extent,
    summation,
    ensemble: rest,
    samples,
    rows,
    verdict: {
      convergesThroughLayer,
      ...(beyond < 0 ? {} : { beyond }),
      ...verdictOn(rows, places, means, count, convergesThroughLayer),
    },
  };
}

/** Whether a number differs from network to network, by more than rounding. */
const fluctuates = (standardError: number, value: number): boolean => standardError > 1e-12 * Math.abs(value);

/** How many networks each number needs, by the relative variance of the kernels of its inputs. */
function neededBy(network: Network, statistics: readonly Statistic[], predicted: readonly Prediction[]): number[] {
  const { list, index } = pairsOf(network.inputs);
  const values = new Map(statistics.map(({ layer, at }, i) => [`${layer}:${at}`, predicted[i]!.value] as const));
  return statistics.map(({ layer, at }) => {
    const inputs = new Set(at.flatMap((pair) => list[pair]!));
    const variances = [...inputs].map((x) => {
      const own = index(x, x);
      // Of the kernel alone nothing is known of its variance, and a mean needs few networks.
      const variance = (values.get(`${layer}:${[own, own]}`) ?? 0) / network.widths[layer - 2]!;
      return variance === 0 ? 0 : variance / values.get(`${layer}:${[own]}`)! ** 2;
    });
    const largest = Math.max(...variances);
    return largest >= 0 ? networksNeeded(at.length, largest) : Number.POSITIVE_INFINITY;
  });
}

/**
 * The first number whose truncation is not beneath its error, of the means and all else that the networks are enough
 * for; -1 where there is none. A predicted variance that is negative says that the series has long stopped to converge.
 */
function firstBeyond(rows: readonly Omit<Compared, "tested">[], samples: number): number {
  return rows.findIndex(({ at, truncation, standardError, measured, networksNeeded: needed }) => {
    if (needed === Number.POSITIVE_INFINITY) return true;
    if (at.length > 1 && needed > samples) return false;
    // A number that is the same in all networks is predicted exactly, or contradicted.
    const allowed = fluctuates(standardError, measured) ? largestTruncation * standardError : 1e-9 * Math.abs(measured);
    return !(truncation <= allowed);
  });
}

/** Which numbers are tested: of the layers that converge as many as the blocks can tell apart, evenly, the last among them. */
function testedPlaces(
  rows: readonly Omit<Compared, "tested">[],
  {
    samples,
    convergesThroughLayer,
    blocks,
  }: { readonly samples: number; readonly convergesThroughLayer: number; readonly blocks: number },
): number[] {
  const candidates = rows.flatMap(({ layer, standardError, predicted, networksNeeded: needed }, i) =>
    layer <= convergesThroughLayer && needed <= samples && fluctuates(standardError, predicted) ? [i] : [],
  );
  const most = Math.max(1, Math.floor(blocks / blocksANumber));
  if (candidates.length <= most) return candidates;
  const layers = [...new Set(candidates.map((i) => rows[i]!.layer))];
  const aLayer = candidates.length / layers.length;
  const count = Math.max(1, Math.floor(most / aLayer));
  const chosen = new Set(
    Array.from({ length: count }, (_, i) => layers[Math.ceil(((i + 1) * layers.length) / count) - 1]!),
  );
  return candidates.filter((i) => chosen.has(rows[i]!.layer)).slice(-Math.max(1, Math.floor(blocks / 2)));
}

function verdictOn(
  rows: readonly Compared[],
  tested: readonly number[],
  means: Means,
  blocks: number,
  convergesThroughLayer: number,
): Omit<Verdict, "convergesThroughLayer" | "beyond"> {
  const test = hotelling(
    means,
    tested,
    tested.map((i) => rows[i]!.z),
    blocks,
  );
  // A number that does not fluctuate and is not the predicted one contradicts it, whatever the others say.
  const constants = rows.filter(
    ({ layer, standardError, measured }) => layer <= convergesThroughLayer && !fluctuates(standardError, measured),
  );
  const contradicted = rows.findIndex((row) => constants.includes(row) && row.z !== 0);
  const disagrees = test.pValue < significance || contradicted >= 0;
  const seen = new Set([...tested.map((i) => rows[i]!.layer), ...constants.map(({ layer }) => layer)]);
  const deepest = Math.max(...rows.map(({ layer }) => layer));
  const isWhole = convergesThroughLayer >= deepest && seen.has(deepest);
  return {
    outcome: disagrees ? "disagree" : isWhole ? "agree" : "no test",
    ...test,
    layers: [...new Set(tested.map((i) => rows[i]!.layer))],
    ...(contradicted < 0 ? {} : { contradicted }),
  };
}
