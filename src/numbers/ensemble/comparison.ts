import betainc from "@stdlib/math-base-special-betainc";
import type { Extent } from "../../answer/layer-step.js";
import { UserError } from "../../foundation/errors.js";
import { choleskyInto } from "../analysis/cholesky.js";
import type { EvaluateOptions } from "../flow/evaluate.js";
import { flow } from "../flow/flow.js";
import { told } from "../flow/forecast.js";
import { tensorFlow } from "../flow/tensor-flow.js";
import type { Network } from "../networks/network.js";
import { entryAt } from "../networks/pairs.js";
import { type Block, type Ensemble, type Statistic, statisticsOf } from "./ensemble.js";

/* Theory beside measurement: each number with its error, and one verdict on all of them together. */

/** A prediction: the series as far as it is known, and about how large what is left out of it is. */
export interface Prediction {
  readonly value: number;
  readonly truncation: number;
}

/**
 * What an ensemble should show, in the order of {@link statisticsOf}.
 * @throws UserError
 */
export function predictions(
  network: Network,
  extent: Extent,
  options: Pick<EvaluateOptions, "minutes" | "onLayer" | "memory"> = {},
): Prediction[] {
  const { widths } = network;
  if (network.inputs === 1)
    return [...told(flow(network, extent, options), network.depth, options.onLayer)]
      .slice(1)
      .flatMap(({ layer, cumulants }) =>
        cumulants.slice(1, extent.highest + 1).map((series) => summed(series, widths[layer - 2]!)),
      );
  return statisticsAlong(network, extent, options);
}

function statisticsAlong(
  network: Network,
  extent: Extent,
  { onLayer, ...options }: Pick<EvaluateOptions, "minutes" | "onLayer" | "memory">,
): Prediction[] {
  const layers = [...told(tensorFlow(network, extent, options), network.depth, onLayer)];
  return statisticsOf({ network, highest: extent.highest }).map(({ layer, at }) => {
    const { tensors } = layers[layer - 1]!;
    const series = (tensors.cumulants[at.length] ?? []).slice(0, extent.orders + 1);
    return summed(
      series.map((tensor) => entryAt(tensor, at)),
      network.widths[layer - 2]!,
    );
  });
}

/** A series in 1/n, its terms taken to go on falling as the last two do. */
function summed(series: readonly number[], width: number): Prediction {
  const terms = series.map((coefficient, p) => coefficient / width ** p);
  const value = terms.reduce((sum, term) => sum + term, 0);
  const last = Math.abs(terms.at(-1) as number);
  // Of a single term nothing is known but the power of 1/n that follows.
  if (terms.length === 1) return { value, truncation: last / width };
  const before = Math.abs(terms.at(-2) as number);
  const ratio = before === 0 ? 1 : Math.min(1, last / before);
  return { value, truncation: last * Math.max(ratio, 1 / width) };
}

/** One number, predicted and measured. */
export interface Compared extends Statistic {
  readonly predicted: number;
  /** About the size of the terms of the series that were left out. */
  readonly truncation: number;
  readonly measured: number;
  readonly standardError: number;
  /** (measured - predicted) / standardError. */
  readonly z: number;
}

/** All numbers, and the verdict. */
export interface Comparison {
  readonly network: Network;
  readonly extent: Extent;
  readonly ensemble: Omit<Ensemble, "network" | "highest">;
  readonly samples: number;
  readonly rows: readonly Compared[];
  readonly verdict: Verdict;
}

/** Hotelling's test that the means of all blocks are what was predicted. */
export interface Verdict {
  /**
   * d^T C^-1 d of the deviations d with the covariance C of the measured means (and the truncations): about chi^2 where
   * blocks are many.
   */
  readonly chiSquared: number;
  readonly degrees: number;
  /** The chance of a larger one, by Hotelling's T^2 (an F distribution), which knows that C is measured too. */
  readonly pValue: number;
  /** The layers whose numbers are tested: all, or where they are more than the blocks can tell apart some of them. */
  readonly layers: readonly number[];
  readonly agrees: boolean;
}

/** Below it theory and measurement are said to disagree. */
export const significance = 1e-3;

/** How many blocks a covariance needs for each number that is tested. */
const blocksANumber = 5;

/** Fewer blocks than this tell no error. */
export const fewestBlocks = 10;

/**
 * Compares the blocks of an ensemble with the predictions.
 * @throws UserError where there are too few blocks for an error
 */
export function compared(
  ensemble: Ensemble,
  extent: Extent,
  blocks: readonly Block[],
  predicted: readonly Prediction[],
): Comparison {
  const { network, highest, ...rest } = ensemble;
  const statistics = statisticsOf({ network, highest });
  const count = blocks.length;
  if (count < fewestBlocks)
    throw new UserError(
      "network",
      `${count} blocks of networks are too few to know an error from\nexpected more samples`,
    );
  const mean = statistics.map((_, i) => blocks.reduce((sum, { values }) => sum + values[i]!, 0) / count);
  const covariance = (i: number, j: number): number =>
    blocks.reduce((sum, { values }) => sum + (values[i]! - mean[i]!) * (values[j]! - mean[j]!), 0) /
    (count - 1) /
    count;
  const rows = statistics.map((statistic, i): Compared => {
    const { value, truncation } = predicted[i]!;
    const standardError = Math.sqrt(covariance(i, i));
    const measured = mean[i]!;
    const difference = measured - value;
    // Where nothing fluctuates (a kernel that is a constant) there is nothing to compare but rounding.
    const isExact = !fluctuates(standardError, measured) && Math.abs(difference) <= 1e-9 * Math.abs(value);
    return {
      ...statistic,
      predicted: value,
      truncation,
      measured,
      standardError,
      z: isExact ? 0 : difference / standardError,
    };
  });
  return {
    network,
    extent,
    ensemble: rest,
    samples: count * ensemble.blockSize,
    rows,
    verdict: verdictOn(rows, covariance, count),
  };
}

/** Whether a number differs from network to network, by more than rounding. */
const fluctuates = (standardError: number, value: number): boolean => standardError > 1e-12 * Math.abs(value);

function verdictOn(rows: readonly Compared[], covariance: (i: number, j: number) => number, blocks: number): Verdict {
  const all = [...new Set(rows.map(({ layer }) => layer))];
  const aLayer = rows.length / all.length;
  const most = Math.max(1, Math.floor(blocks / blocksANumber / aLayer));
  // The last layer, and as many others as can be told apart, evenly.
  const layers =
    all.length <= most
      ? all
      : [...new Set(Array.from({ length: most }, (_, i) => all[Math.ceil(((i + 1) * all.length) / most) - 1]!))];
  const places = rows.flatMap(({ layer, standardError, predicted }, i) =>
    layers.includes(layer) && fluctuates(standardError, predicted) ? [i] : [],
  );
  const tested = places.slice(-Math.max(1, Math.floor(blocks / 2)));
  // In units of each number's own error, so that the matrix is a correlation and well scaled.
  const scale = tested.map((i) => Math.sqrt(covariance(i, i) + rows[i]!.truncation ** 2));
  const matrix = tested.map((i, a) =>
    tested.map((j, b) => (covariance(i, j) + (i === j ? rows[i]!.truncation ** 2 : 0)) / (scale[a]! * scale[b]!)),
  );
  const deviations = tested.map((i, a) => {
    const { measured, predicted } = rows[i]!;
    return (measured - predicted) / scale[a]!;
  });
  const { square, rank } = whitened(matrix, deviations);
  const ratio = ((blocks - rank) * square) / (rank * (blocks - 1));
  // P(F > ratio) with rank and blocks - rank degrees of freedom.
  const pValue =
    rank === 0 ? 1 : betainc((blocks - rank) / (blocks - rank + rank * ratio), (blocks - rank) / 2, rank / 2);
  // A number that does not fluctuate and is not the predicted one contradicts it, whatever the others say.
  const isContradicted = rows.some(({ standardError, measured, z }) => !fluctuates(standardError, measured) && z !== 0);
  return { chiSquared: square, degrees: rank, pValue, layers, agrees: pValue >= significance && !isContradicted };
}

/**
 * d^T C^-1 d by a Cholesky root of C, whose diagonal is 1; directions in which it is nothing but rounding are left out.
 */
function whitened(
  matrix: readonly (readonly number[])[],
  d: readonly number[],
): { readonly square: number; readonly rank: number } {
  const n = d.length;
  const root = new Float64Array(n * n);
  choleskyInto(
    root,
    n,
    (i, j) => matrix[i]![j]!,
    // Half of the digits of such a variance are rounding of C.
    () => 1e-8,
  );
  const white = new Float64Array(n);
  let [square, rank] = [0, 0];
  for (let i = 0; i < n; i++) {
    const diagonal = root[i * n + i]!;
    if (diagonal === 0) continue;
    let rest = d[i]!;
    for (let c = 0; c < i; c++) rest -= root[i * n + c]! * white[c]!;
    white[i] = rest / diagonal;
    square += white[i]! * white[i]!;
    rank++;
  }
  return { square, rank };
}
