import { InterruptedError, UserError } from "../../foundation/errors.js";
import { type Budget, type Forecast, requireForecast } from "../../foundation/forecast.js";
import { type Observer, unobserved } from "../../foundation/observer.js";
import { type Block, type Measuring, oneThread } from "../drawing/blocks.js";
import { fewestBlocks, hotelling, largestTruncation, meansOf, significance, type Test } from "../drawing/hotelling.js";
import { type FiniteSizeCorrection, finiteSizeCorrection, largestCorrection, lossSpread } from "./finite-size.js";
import { type ScalingModel, type ScalingSpec, scalingModel } from "./model.js";
import { type PlanarSolution, planarSolution } from "./planar-solution.js";
import { begunRegressions, measuredOf, type RegressionTask, regressionForecast } from "./regressions.js";

/* Drawn regressions beside what is predicted of them: each number with its error, and one verdict. */

/** Drawn regressions beside the prediction. */
export interface RegressionsQuestion {
  readonly object: "regressions";
  readonly model: ScalingSpec;
  /** How many (default: as many as the prediction can be tested with, in about a minute). */
  readonly samples?: number;
  /** The same seed gives the same numbers (default 1). */
  readonly seed?: number;
}

/** What drawing may take, and who draws: the caller's own thread where nobody is given. */
export interface RegressionOptions extends Budget {
  readonly measuring?: Measuring;
  readonly observer?: Observer;
  /** Ends the drawing: the answer is of what is finished. */
  readonly signal?: AbortSignal;
  /** Of a sweep: told of each place as soon as its regressions are drawn, and of which curve it is, counted from 0. */
  readonly onMeasured?: (arrived: { readonly curve: number; readonly point: MeasuredPoint }) => void;
}

/** A place of a curve, losses in units C sigma_w^2/2M. */
export interface SweptPoint {
  readonly value: number;
  readonly planar: number;
  /** With the 1/N term; undefined where that is not known, or not small. */
  readonly corrected?: number;
}

/** A place of a curve where regressions were drawn. */
export interface MeasuredPoint extends SweptPoint {
  readonly samples: number;
  readonly measured: number;
  readonly standardError: number;
  /** (measured - predicted)/standardError. */
  readonly z: number;
  /** Whether what the prediction leaves out is small beside the error. */
  readonly tested: boolean;
}

/** One number, predicted and measured, in the units of the planar solution. */
export interface ComparedMeasure {
  readonly name: (typeof measuredOf)[number];
  readonly planar: number;
  /** With the 1/N term, where it is known. */
  readonly predicted: number;
  /** About the size of what the prediction leaves out; infinite where the 1/N term is not known. */
  readonly truncation: number;
  readonly measured: number;
  readonly standardError: number;
  /** (measured - planar)/standardError. */
  readonly zPlanar: number;
  /** (measured - predicted)/standardError. */
  readonly z: number;
  /** Whether the verdict is on it too. */
  readonly tested: boolean;
}

/** Theory and measurement; it may have been stopped before its end. */
export interface RegressionsAnswer {
  readonly kind: "regressions";
  readonly model: ScalingModel;
  readonly samples: number;
  readonly seed: number;
  readonly rows: readonly ComparedMeasure[];
  /** The standard deviation of the loss from draw to draw: predicted at leading order where it is known, and measured. */
  readonly spread: { readonly predicted?: number; readonly measured: number };
  readonly verdict: Test & { readonly outcome: "agree" | "disagree" | "no test" };
  /** The same test of the planar limit alone. */
  readonly planarTest: Test;
  readonly interrupted: boolean;
}

/** What is predicted of a model. */
export interface RegressionPrediction {
  readonly planar: PlanarSolution;
  readonly correction?: FiniteSizeCorrection;
  /** The standard deviation of the loss from draw to draw, at leading order. */
  readonly spread?: number;
  /** About how large a part of each number the prediction leaves out. */
  readonly leftOut: number;
}

/** The prediction of a model; with features that are not linear the planar limit is all that is known. */
export function regressionPrediction(model: ScalingModel): RegressionPrediction {
  const { spectrum, bulk = 0 } = model;
  const planar = planarSolution(spectrum, model);
  if (bulk > 0) return { planar, leftOut: Number.POSITIVE_INFINITY };
  const correction = finiteSizeCorrection(spectrum, model, planar);
  const relative = measuredOf.map((name) => {
    const size = planarOf(planar, name);
    return size === 0 ? 0 : Math.abs(correction[name] / size);
  });
  // The next order is about the square of this one; the largest of the four stands for all, one of which may be small by chance.
  const leftOut = Math.max(...relative) ** 2;
  return { planar, correction, spread: lossSpread(spectrum, model, planar), leftOut };
}

const planarOf = (planar: PlanarSolution, name: (typeof measuredOf)[number]): number =>
  name === "noise" ? planar.noise.excess : planar[name];

/** The description of a model's regressions as a thread is sent it. */
export const regressionTask = (
  model: ScalingModel,
  seed: number,
  blockSize: number,
  spec: ScalingSpec,
): RegressionTask => {
  const { features, samples, ridge, teacher, test, spectrum, sigma } = model;
  return {
    kind: "regressions",
    spectrum,
    model: {
      features,
      samples,
      ridge,
      scale: sigma.u ** 2 / spectrum.length,
      ...(teacher === undefined ? {} : { teacher }),
      ...(test === undefined ? {} : { test }),
    },
    ...(spec.activation === undefined ? {} : { activation: { name: spec.activation, kinks: spec.kinks ?? [] } }),
    seed,
    blockSize,
  };
};

/** Numbers of regressions: fewer tell no error, and more than these see what the prediction leaves out sooner than they are wanted. */
const [fewestSamples, mostByDefault] = [20, 2000];
/** Seconds that are drawn for where nobody says how many. */
const secondsByDefault = 60;

/** How many regressions a prediction can be tested with: so many that what it leaves out is as large a part of the error as may be. */
export function testableSamples({ planar, spread, leftOut }: RegressionPrediction): number {
  const truncation = planar.loss * leftOut;
  const wanted =
    spread === undefined ? 200 : truncation === 0 ? mostByDefault : (largestTruncation * (spread / truncation)) ** 2;
  // From few regressions their error is not well known either.
  const margin = wanted < 100 ? 0.6 : 0.9;
  return 10 * Math.ceil(Math.max(fewestSamples, Math.min(mostByDefault, margin * wanted)) / 10);
}

/** The same, within a minute. */
function defaultSamples(prediction: RegressionPrediction, task: RegressionTask, threads: number): number {
  const secondsADraw = regressionForecast(task, 1, threads).seconds;
  const affordable = Math.max(fewestSamples, Math.floor(secondsByDefault / secondsADraw));
  return Math.min(affordable, testableSamples(prediction));
}

/** How many blocks: enough to tell four numbers' covariance, with as few as two regressions each. */
const blockCount = (samples: number): number => Math.max(Math.min(samples, 20), Math.min(100, Math.floor(samples / 2)));

/** The blocks of so many regressions. @throws UserError where they would take more than the budget */
export async function drawnRegressions(
  task: (blockSize: number) => RegressionTask,
  samples: number,
  { measuring, signal, ...budget }: Budget & { readonly measuring: Measuring; readonly signal: AbortSignal },
  told: { readonly announced: (forecast: Forecast) => void; readonly progress: (done: number, total: number) => void },
): Promise<{ readonly blocks: readonly Block[]; readonly blockSize: number; readonly wanted: number }> {
  if (samples < fewestSamples)
    throw new UserError(
      "flag",
      `--samples ${samples}: too few to know an error from\nexpected ${fewestSamples} or more`,
    );
  const wanted = blockCount(samples);
  const blockSize = Math.floor(samples / wanted);
  const own = task(blockSize);
  const forecast = regressionForecast(own, wanted * blockSize, Math.max(1, measuring.threads(wanted)));
  requireForecast(forecast, budget, `${samples} regressions`, "fewer --samples, or smaller N, T and M");
  told.announced(forecast);
  const indices = Array.from({ length: wanted }, (_, index) => index);
  const blocks = await measuring.measure(own, begunRegressions, indices, {
    signal,
    progress: (done) => told.progress(done * blockSize, wanted * blockSize),
  });
  return { blocks, blockSize, wanted };
}

/**
 * @throws UserError where the description is wrong, the prediction diverges, or the regressions would take more than the budget; InterruptedError where the signal came
 * before there were blocks enough for a report
 */
export async function answeredRegressions(
  { model: spec, samples: given, seed = 1 }: Omit<RegressionsQuestion, "object">,
  {
    measuring = oneThread,
    observer = unobserved,
    signal = new AbortController().signal,
    onMeasured: _,
    ...budget
  }: RegressionOptions = {},
): Promise<RegressionsAnswer> {
  const model = await scalingModel(spec);
  if (
    model.ridge === 0 &&
    model.nonlinear === undefined &&
    model.spectrum.length <= Math.min(model.features, model.samples)
  )
    throw new UserError(
      "network",
      `M = ${model.spectrum.length} directions, and N and T are no fewer: without a ridge every draw learns the teacher, and there is nothing to measure\nexpected a ridge, or a larger M`,
    );
  const prediction = regressionPrediction(model);
  const task = (blockSize: number): RegressionTask => regressionTask(model, seed, blockSize, spec);
  const samples = given ?? defaultSamples(prediction, task(1), Math.max(1, measuring.threads(fewestSamples)));
  const watch = observer.watched(["an ensemble of regressions", "regressions"]);
  const { blocks, blockSize, wanted } = await drawnRegressions(
    task,
    samples,
    { measuring, signal, ...budget },
    { announced: ({ seconds }) => observer.announced(`${samples} regressions`, seconds), progress: watch },
  );
  watch(wanted, wanted);
  if (blocks.length < fewestBlocks)
    throw new InterruptedError(`interrupted after ${blocks.length * blockSize} regressions: too few for a report`);
  return {
    kind: "regressions",
    model,
    seed,
    samples: blocks.length * blockSize,
    ...comparedRegressions(prediction, blocks, blockSize),
    interrupted: blocks.length < wanted,
  };
}

/** A number that is the same in all draws. */
const fluctuates = (standardError: number, value: number): boolean => standardError > 1e-12 * Math.abs(value);

/** The means of the blocks beside the prediction. */
export function comparedRegressions(
  prediction: RegressionPrediction,
  blocks: readonly Block[],
  blockSize: number,
): Pick<RegressionsAnswer, "rows" | "verdict" | "planarTest" | "spread"> {
  const { planar, correction, leftOut } = prediction;
  const means = meansOf(blocks, measuredOf.length);
  const rows = measuredOf.map((name, i): ComparedMeasure => {
    const leading = planarOf(planar, name);
    const predicted = leading + (correction?.[name] ?? 0);
    const [measured, standardError] = [means.mean[i]!, Math.sqrt(means.covariance(i, i))];
    const truncation = leading === 0 ? 0 : Math.abs(leading) * leftOut;
    const isExact = !fluctuates(standardError, measured) || Math.abs(measured) < 1e-12 * planar.loss;
    const zOf = (value: number): number => (isExact ? 0 : (measured - value) / standardError);
    return {
      name,
      planar: leading,
      predicted,
      truncation,
      measured,
      standardError,
      zPlanar: zOf(leading),
      z: zOf(predicted),
      // A heavy tail makes errors large, and no expansion good: where N and T differ by one without a ridge the mean is infinite.
      tested: !isExact && leftOut <= largestCorrection ** 2 && truncation <= largestTruncation * standardError,
    };
  });
  const tested = rows.flatMap((row, i) => (row.tested ? [i] : []));
  const testOf = (z: (row: ComparedMeasure) => number): Test =>
    hotelling(
      means,
      tested,
      tested.map((i) => z(rows[i]!)),
      blocks.length,
    );
  const test = testOf(({ z }) => z);
  const isTested = rows[0]!.tested;
  const spread = Math.sqrt(means.covariance(0, 0) * blocks.length * blockSize);
  return {
    rows,
    spread: { ...(prediction.spread === undefined ? {} : { predicted: prediction.spread }), measured: spread },
    planarTest: testOf(({ zPlanar }) => zPlanar),
    verdict: { ...test, outcome: !isTested ? "no test" : test.pValue < significance ? "disagree" : "agree" },
  };
}
