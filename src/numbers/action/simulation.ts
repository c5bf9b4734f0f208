import betainc from "@stdlib/math-base-special-betainc";
import { binomial } from "../../algebra/integers.js";
import { accumulator, addProductTo, type Polynomial, symbolTerm } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { fieldsTimes } from "../../answer/action/action.js";
import { InterruptedError, UserError } from "../../foundation/errors.js";
import { type Forecast, requireForecast } from "../../foundation/forecast.js";
import { freshMemory } from "../../foundation/memory.js";
import { unobserved } from "../../foundation/observer.js";
import { expandedWeight, overFunctions, overParameters } from "../../routes/action/descriptions.js";
import { commonWidth, type Expansion } from "../../symbols/symbols.js";
import { couplingOf } from "../../theory/action/diagrams.js";
import { type Block, type BlockMeasure, oneThread, seedOfBlock } from "../drawing/blocks.js";
import { fewestBlocks, largestTruncation, meansOf, significance } from "../drawing/hotelling.js";
import { normals } from "../drawing/normals.js";
import type { SimulationOptions } from "../ensemble/answered.js";
import { drawer, ensembleForecast } from "../ensemble/ensemble.js";
import { type Network, requireFluctuations } from "../networks/network.js";
import { pairsOf } from "../networks/pairs.js";
import { type NetworkSpec, networkOf } from "../networks/spec.js";
import { hasNorm, numbersAction } from "./couplings.js";
import { type LayerNumbers, layerNumbers, numberAt } from "./layer-numbers.js";

/*
 * The two descriptions of a network's last layer, measured: networks are drawn, and fields given each network's kernel;
 * fields are drawn and weighed with e^{-S} expanded, the Gaussian times a polynomial in q. Each beside its prediction.
 *
 * A polynomial of degree 2p in q is large where the Gaussian is small, so that fields of the Gaussian alone would tell
 * no error. They are drawn with q as of n + 2j normals, j in turn from 0 to the highest power that is measured, whose
 * density is q^j times the Gaussian's over its mean; the ratio to the mixture of these is bounded, with all moments.
 */

/** Drawn networks and weighed fields beside the prediction. */
export interface FieldsQuestion {
  readonly object: "fields";
  readonly network: NetworkSpec;
  /** The last power of 1/n of the action (default 3). */
  readonly order?: number;
  /** The moments <q^k> for k through this (default 4). */
  readonly moments?: number;
  /** How many neurons of the last layer are looked at (default: all of them). */
  readonly neurons?: number;
  /** How many draws of each (default 100,000). */
  readonly samples?: number;
  /** The same seed gives the same numbers (default 1). */
  readonly seed?: number;
}

/** A moment <q^k>/(K_0^k n(n+2)...(n+2k-2)), 1 for a Gaussian, in one of the two descriptions. */
export interface ComparedMoment {
  readonly k: number;
  /** Networks are drawn, or functions: fields with their weight. */
  readonly over: "parameters" | "functions";
  /** Through the order of the action. */
  readonly predicted: number;
  /** The next order, which the prediction leaves out; 0 for functions, whose weight is the polynomial itself. */
  readonly truncation: number;
  readonly measured: number;
  readonly standardError: number;
  readonly z: number;
  /** Whether the verdict is on it too. */
  readonly tested: boolean;
}

/** Both descriptions and their verdicts. */
export interface FieldsAnswer {
  readonly kind: "fields";
  readonly network: Network;
  readonly order: number;
  readonly n: number;
  readonly samples: number;
  readonly seed: number;
  readonly rows: readonly ComparedMoment[];
  /** By orders of 1/n, for each k: over parameters and over functions, the same number twice. */
  readonly orders: readonly {
    readonly k: number;
    readonly parameters: readonly number[];
    readonly functions: readonly number[];
  }[];
  /** Whether e^{-S} through each order, 1 first, has a norm, so that it could be sampled itself. */
  readonly hasNorm: readonly boolean[];
  readonly verdict: {
    /** "no test" where nothing that networks show can be tested. */
    readonly outcome: "agree" | "disagree" | "no test";
    /** How many numbers are tested. */
    readonly tested: number;
    /** The largest |z| among them. */
    readonly largest: number;
    /** The chance of one as large among so many (Bonferroni), by Student's distribution. */
    readonly pValue: number;
  };
  readonly interrupted: boolean;
}

/** What is drawn, as a thread is sent it. */
export interface FieldsTask {
  readonly kind: "fields";
  readonly spec: NetworkSpec;
  readonly seed: number;
  readonly blockSize: number;
  readonly n: number;
  /** K_0, in units of which q is measured. */
  readonly kernel: number;
  readonly moments: number;
  /** The weight's coefficients of the powers of q - n, q in units of K_0. */
  readonly weight: readonly number[];
}

const most = { order: 4, moments: 8 };
const fewestSamples = 2000;
const blockCount = 50;
const expansion: Expansion = { about: "K_0", blobs: "expanded" };

/** Measures the blocks of a task. */
export async function begunFields({
  spec,
  seed,
  blockSize,
  n,
  kernel,
  moments,
  weight,
}: FieldsTask): Promise<BlockMeasure> {
  const network = await networkOf(spec);
  const draw = drawer({ network, route: "kernel", seed, blockSize, highest: 1 }, pairsOf(1));
  const powers = weight.length - 1 + moments;
  const z = new Float64Array(n + 2 * powers);
  const scale = scales(powers, n);
  return (index): Block => {
    const random = normals(seedOfBlock(seed, index));
    const squares = (count: number): number => {
      random.fill(z, count);
      let sum = 0;
      for (let i = 0; i < count; i++) sum += z[i]! * z[i]!;
      return sum;
    };
    // Of networks k = 1, ..., of functions k = 0, 1, ...
    const values = new Float64Array(2 * moments + 1);
    for (let sample = 0; sample < blockSize; sample++) {
      let drawn = 1;
      draw(random, (layer, _, value) => {
        if (layer === network.depth) drawn = value / kernel;
      });
      let power = 1;
      const q = drawn * squares(n);
      for (let k = 1; k <= moments; k++) {
        power *= q;
        values[k - 1]! += power / scale[k]!;
      }
      const free = squares(n + 2 * (sample % (powers + 1)));
      power = weightOf(weight, free - n) / mixture(free, scale);
      for (let k = 0; k <= moments; k++) {
        values[moments + k]! += power / scale[k]!;
        power *= free;
      }
    }
    return { index, values: values.map((sum) => sum / blockSize) };
  };
}

/** The density of the mixture over the Gaussian's: the mean of q^j over its own mean. */
function mixture(q: number, scale: readonly number[]): number {
  let [total, power] = [0, 1];
  for (const own of scale) {
    total += power / own;
    power *= q;
  }
  return total / scale.length;
}

/** n(n+2)...(n+2k-2), by k. */
function scales(moments: number, n: number): number[] {
  const scale = [1];
  for (let k = 1; k <= moments; k++) scale.push(scale[k - 1]! * (n + 2 * k - 2));
  return scale;
}

/** S_0 (empty), S_1, ... as polynomials in q. */
const partsThrough = (order: number): Polynomial[] => fieldsTimes(numbersAction(order));

/** The predictions by order: of each k, over parameters and over functions. */
function predicted(numbers: LayerNumbers, parts: readonly Polynomial[], moments: number) {
  const order = parts.length - 1;
  const scale = scales(moments, numbers.n);
  const weight = expandedWeight(parts);
  const orders = Array.from({ length: moments + 1 }, (_, k) => {
    const at = (parts: readonly Polynomial[]): number[] => parts.map((part) => numberAt(part, numbers) / scale[k]!);
    return {
      k,
      parameters: at(overParameters(k, order, expansion)),
      functions: at(overFunctions(k, weight, expansion)),
    };
  });
  return { weight, orders };
}

const total = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/**
 * The weight through an order, by powers of y = q - n: about its own middle q is expanded before anything is a number, so
 * that the powers of n that cancel in a wide layer cancel exactly.
 */
function weightAt(numbers: LayerNumbers, weight: readonly Polynomial[], order: number): number[] {
  return Array.from({ length: 2 * order + 1 }, (_, i) => {
    const coefficient = accumulator();
    weight.slice(0, order + 1).forEach((part, p) => {
      for (let j = i; j <= 2 * p; j++)
        addProductTo(coefficient, couplingOf(part, j), symbolTerm(commonWidth, j - i), Q.rational(binomial(j, i)));
    });
    return numberAt(coefficient, numbers);
  });
}

/** The weight at a q. */
const weightOf = (weight: readonly number[], y: number): number =>
  weight.reduceRight((value, coefficient) => value * y + coefficient, 0);

/**
 * How one draw of a moment is distributed: what its error needs to be known, from the prediction and not from what was
 * drawn, so that no draw decides whether it is looked at.
 */
interface Law {
  readonly deviation: number;
  /** Infinite where it is not known. */
  readonly skewness: number;
}

type Laws = { readonly [Over in ComparedMoment["over"]]: readonly Law[] };

const unknown: Law = { deviation: Number.POSITIVE_INFINITY, skewness: Number.POSITIVE_INFINITY };

const lawOf = (first: number, second: number, third: number): Law => {
  const variance = second - first ** 2;
  const cubic = third - 3 * second * first + 2 * first ** 3;
  return variance > 0 ? { deviation: Math.sqrt(variance), skewness: cubic / variance ** 1.5 } : unknown;
};

/** Of an order that is a larger part of its series nothing is said. */
const largestPart = 0.5;

/** The laws of q^k/(K_0^k n(n+2)...) of networks, by the moments <q^2k> and <q^3k>; k from 0 on. */
function networkLaws(numbers: LayerNumbers, order: number, moments: number): Law[] {
  const scale = scales(3 * moments, numbers.n);
  const moment = (k: number): number | undefined => {
    const parts = overParameters(k, order, expansion).map((part) => numberAt(part, numbers) / scale[k]!);
    const sum = total(parts);
    return Math.abs(parts.at(-1)!) > largestPart * Math.abs(sum) ? undefined : sum;
  };
  return Array.from({ length: moments + 1 }, (_, k) => {
    if (k === 0) return unknown;
    const [first, second, third] = [moment(k), moment(2 * k), moment(3 * k)];
    if (first === undefined || second === undefined || third === undefined) return unknown;
    return lawOf(first, (second * scale[2 * k]!) / scale[k]! ** 2, (third * scale[3 * k]!) / scale[k]! ** 3);
  });
}

/** The laws of a weighed field's q^k/(K_0^k n(n+2)...), by integrals over log q. */
function weightLaws(weight: readonly number[], { n }: LayerNumbers, moments: number): Law[] {
  const powers = weight.length - 1 + moments;
  const scale = scales(powers, n);
  const sums = Array.from({ length: moments + 1 }, () => [0, 0, 0] as [number, number, number]);
  let norm = 0;
  // The density of log q is smooth and falls off on both sides: equal steps do.
  const center = Math.log(n + powers);
  // To the left it falls as q^{n/2}, to the right it is cut off; for few fields the left side is long.
  const [left, right, steps] = [17 / Math.sqrt(n) + 80 / n, 17 / Math.sqrt(n) + Math.min(4, 40 / n), 4000];
  const top = (n / 2) * center - Math.exp(center) / 2;
  for (let i = 0; i <= steps; i++) {
    const t = center - left + ((left + right) * i) / steps;
    const q = Math.exp(t);
    const density = Math.exp((n / 2) * t - q / 2 - top);
    if (density === 0) continue;
    norm += density;
    const ratio = mixture(q, scale);
    let value = weightOf(weight, q - n);
    for (let k = 0; k <= moments; k++) {
      const own = value / scale[k]!;
      sums[k]![0] += density * own;
      sums[k]![1] += (density * own ** 2) / ratio;
      sums[k]![2] += (density * own ** 3) / ratio ** 2;
      value *= q;
    }
  }
  return sums.map(([first, second, third]) => lawOf(first / norm, second / norm, third / norm));
}

/** A mean of so many draws may be so skewed, or so large a part of what is measured, and no more. */
const [largestSkewness, largestError] = [0.1, 0.2];

const isErrorKnown = ({ deviation, skewness }: Law, predicted: number, samples: number): boolean =>
  Math.abs(skewness) <= largestSkewness * Math.sqrt(samples) &&
  deviation <= largestError * Math.abs(predicted) * Math.sqrt(samples);

/** How long so many draws take. */
function forecast(network: Network, n: number, samples: number, threads: number): Forecast {
  const ensemble = { network, route: "kernel", seed: 1, blockSize: samples, highest: 1 } as const;
  const { seconds, bytes } = ensembleForecast(ensemble, 1, threads);
  return { seconds: seconds + (2 * n * samples * 5e-9) / threads, bytes };
}

/**
 * @throws UserError where the question is wrong or takes more than the budget; InterruptedError where the signal came
 * before there were blocks enough for a report
 */
export async function answeredFields(
  {
    network: spec,
    order = 3,
    moments = 4,
    samples: wanted = 100_000,
    seed = 1,
    neurons,
  }: Omit<FieldsQuestion, "object">,
  {
    measuring = oneThread,
    observer = unobserved,
    memory = freshMemory(),
    signal = new AbortController().signal,
    onDrawn: _,
    ...budget
  }: SimulationOptions = {},
): Promise<FieldsAnswer> {
  const network = await networkOf(spec);
  requireFluctuations(network);
  requireWithin(order, moments, wanted);
  const last = [...layerNumbers(network, order + 1, { neurons, memory })].at(-1) as LayerNumbers;
  const parts = partsThrough(order + 1);
  const { weight, orders } = predicted(last, parts, moments);
  const coefficients = weightAt(last, weight, order);
  const laws: Laws = {
    parameters: networkLaws(last, order + 1, moments),
    functions: weightLaws(coefficients, last, moments),
  };
  const strata = 2 * order + moments + 1;
  // Each block has as many fields with each number of further normals.
  const blockSize = strata * Math.max(1, Math.round(wanted / blockCount / strata));
  const task: FieldsTask = {
    kind: "fields",
    spec,
    seed,
    blockSize,
    n: last.n,
    kernel: last.kernel,
    moments,
    weight: coefficients,
  };
  const time = forecast(network, last.n, blockCount * blockSize, Math.max(1, measuring.threads(blockCount)));
  requireForecast(time, budget, `${wanted} networks and as many fields`, "fewer --samples, layers or neurons");
  observer.announced(`${wanted} networks and as many fields`, time.seconds);
  const watch = observer.watched(["both descriptions", "draws"]);
  const indices = Array.from({ length: blockCount }, (_unused, index) => index);
  const blocks = await measuring.measure(task, begunFields, indices, {
    signal,
    progress: (done) => watch(done * blockSize, blockCount * blockSize),
  });
  watch(blockCount, blockCount);
  if (blocks.length < fewestBlocks)
    throw new InterruptedError(`interrupted after ${blocks.length * blockSize} draws: too few for a report`);
  const shown = orders.map(({ k, parameters, functions }) => ({
    k,
    parameters: parameters.slice(0, order + 1),
    functions: functions.slice(0, order + 1),
  }));
  const next = orders.map(({ parameters }) => Math.abs(parameters[order + 1]!));
  return {
    kind: "fields",
    network,
    order,
    n: last.n,
    seed,
    samples: blocks.length * blockSize,
    orders: shown,
    hasNorm: normsOf(last, parts.slice(0, order + 1)),
    ...comparedMoments(blocks, shown, next, { moments, samples: blocks.length * blockSize, laws }),
    interrupted: blocks.length < blockCount,
  };
}

/** The means of the blocks beside the predictions, and the verdict. */
function comparedMoments(
  blocks: readonly Block[],
  orders: FieldsAnswer["orders"],
  next: readonly number[],
  { moments, samples, laws }: { readonly moments: number; readonly samples: number; readonly laws: Laws },
): Pick<FieldsAnswer, "rows" | "verdict"> {
  const means = meansOf(blocks, 2 * moments + 1);
  const row = (k: number, over: ComparedMoment["over"], place: number): ComparedMoment => {
    const [measured, standardError] = [means.mean[place]!, Math.sqrt(means.covariance(place, place))];
    const predicted = total(orders[k]![over]);
    const truncation = over === "parameters" ? next[k]! : 0;
    const law = laws[over][k]!;
    return {
      k,
      over,
      predicted,
      truncation,
      measured,
      standardError,
      z: (measured - predicted) / standardError,
      tested:
        isErrorKnown(law, predicted, samples) && truncation <= (largestTruncation * law.deviation) / Math.sqrt(samples),
    };
  };
  const rows = [
    ...Array.from({ length: moments }, (_, i) => row(i + 1, "parameters", i)),
    ...Array.from({ length: moments + 1 }, (_, k) => row(k, "functions", moments + k)),
  ];
  // One by one: moments are so nearly proportional to each other that what a series leaves out, small beside the error of
  // each, would not be beside that of their differences, which a test of all together looks at.
  const tested = rows.filter((own) => own.tested);
  // A z that is no number is no agreement.
  const largest = tested.reduce(
    (size, { z }) => Math.max(size, Number.isFinite(z) ? Math.abs(z) : Number.POSITIVE_INFINITY),
    0,
  );
  const pValue = tested.length === 0 ? 1 : Math.min(1, tested.length * twoSided(largest, blocks.length - 1));
  // Functions are tested against their own polynomial; whether that is the network's only networks can say, and of their
  // moments the first, the mean of the kernel, feels no interaction.
  const isTested = rows.some(({ over, k, tested: own }) => over === "parameters" && k > 1 && own);
  return {
    rows,
    verdict: {
      outcome: pValue < significance ? "disagree" : isTested ? "agree" : "no test",
      tested: tested.length,
      largest,
      pValue,
    },
  };
}

/** The chance of a larger |t|, by Student's distribution. */
const twoSided = (t: number, degrees: number): number =>
  Number.isFinite(t) ? betainc(degrees / (degrees + t * t), degrees / 2, 0.5) : 0;

/** Whether e^{-S} through each order has a norm: the sign of its coupling of the most fields. */
function normsOf(numbers: LayerNumbers, parts: readonly Polynomial[]): boolean[] {
  return Array.from({ length: parts.length - 1 }, (_, i) =>
    hasNorm(
      Array.from({ length: i + 2 }, (_unused, j) => {
        const own = parts.slice(1, i + 2).map((part) => numberAt(couplingOf(part, j + 1), numbers));
        return (total(own) + (j === 0 ? 0.5 : 0)) * numbers.n ** j;
      }),
    ),
  );
}

/** @throws UserError */
function requireWithin(order: number, moments: number, samples: number): void {
  const isWhole = (value: number, least: number, largest: number): boolean =>
    Number.isSafeInteger(value) && value >= least && value <= largest;
  if (!isWhole(order, 1, most.order))
    throw new UserError(
      "flag",
      `--order ${order}\nexpected 1 to ${most.order}: one more is needed to know what is left out`,
    );
  if (!isWhole(moments, 2, most.moments))
    throw new UserError("flag", `--moments ${moments}\nexpected 2 to ${most.moments}: the first feels no interaction`);
  if (!isWhole(samples, fewestSamples, 1e9))
    throw new UserError(
      "flag",
      `--samples ${samples}: too few to know an error from\nexpected ${fewestSamples} or more`,
    );
}
