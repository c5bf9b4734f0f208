import betainc from "@stdlib/math-base-special-betainc";
import { InterruptedError, UserError } from "../../foundation/errors.js";
import { requireForecast } from "../../foundation/forecast.js";
import { unobserved } from "../../foundation/observer.js";
import { leastBetween } from "../analysis/minimum.js";
import { logGrid } from "../analysis/root.js";
import { oneThread } from "../drawing/blocks.js";
import { fewestBlocks, largestTruncation, meansOf, significance } from "../drawing/hotelling.js";
import { finiteSizeCorrection, largestCorrection } from "./finite-size.js";
import { noiseRatio, type ScalingModel, type ScalingSpec, scalingModel } from "./model.js";
import { diverges, type PlanarSolution, planarSolution, type RidgeModel } from "./planar-solution.js";
import { densityConstant } from "./power-law.js";
import { regressionForecast } from "./regressions.js";
import {
  drawnRegressions,
  type MeasuredPoint,
  type RegressionOptions,
  regressionPrediction,
  regressionTask,
  type SweptPoint,
  testableSamples,
} from "./simulation.js";

/* The test loss along a curve: as N, T or gamma goes through a range, with regressions at some places beside it, the exponent that they show, the peak of double descent, and all curves as one. */

/** What may be swept. */
export type SweptName = "N" | "T" | "gamma";

/** All of these. */
export const sweptNames: readonly SweptName[] = ["N", "T", "gamma"];

/** A range that is gone through evenly in its logarithm. */
export interface SweptRange {
  readonly name: SweptName;
  readonly from: number;
  readonly to: number;
  /** How many places are drawn at (default 8). */
  readonly points?: number;
}

/** The loss along a range, of one model or of several that differ in a number. */
export interface SweepQuestion {
  readonly object: "sweep";
  readonly model: ScalingSpec;
  readonly range: SweptRange;
  /** A curve for each of these. */
  readonly curves?: { readonly name: SweptName; readonly values: readonly number[] };
  /** Also regressions on drawn data, so many at each place (default: as many as can be tested with, and take two minutes in all). */
  readonly simulate?: { readonly samples?: number; readonly seed?: number };
}

/** A power law fitted to a part of a curve. */
export interface ExponentFit {
  /** The loss goes as value^-exponent/(1 - value/other), other the size that is not swept: the pole of double descent is divided out. */
  readonly exponent: number;
  /** Of what is measured. */
  readonly standardError?: number;
  readonly from: number;
  readonly to: number;
}

/** One curve. */
export interface SweptCurve {
  /** What distinguishes it. */
  readonly name?: SweptName;
  readonly value?: number;
  readonly sizes: Pick<RidgeModel, "features" | "samples">;
  readonly points: readonly SweptPoint[];
  readonly measured: readonly MeasuredPoint[];
  /** Where the swept size is the scarcer one by far: of the planar loss, with the 1/N term, and of what is measured. */
  readonly fits: { readonly planar?: ExponentFit; readonly corrected?: ExponentFit; readonly measured?: ExponentFit };
  /** The peak of double descent: a largest loss within the range; infinite at N = T without a ridge. */
  readonly peak?: { readonly value: number; readonly loss: number };
  /** The first minimum inside the range: of sizes the valley before the peak, of ridges the best one. */
  readonly valley?: { readonly value: number; readonly loss: number };
}

/** Curves of the loss. */
export interface ScalingSweep {
  readonly kind: "scaling sweep";
  readonly model: ScalingModel;
  readonly range: SweptRange;
  readonly curves: readonly SweptCurve[];
  readonly seed?: number;
  /** Of all places that were tested: the chance of so large a deviation somewhere, by t tests with Bonferroni's correction. */
  readonly verdict?: {
    readonly outcome: "agree" | "disagree" | "no test";
    readonly pValue: number;
    readonly tested: number;
  };
  readonly interrupted: boolean;
}

/** Places of a line, and places where regressions are drawn where nobody says how many. */
const [linePlaces, drawnPlaces] = [121, 8];
/** Seconds that a place of a line takes for each direction, the 1/N term included. */
const secondsADirection = 2.5e-7;
/** Seconds of drawing where nobody says how many regressions. */
const secondsByDefault = 120;
const [fewest, mostByDefault] = [20, 200];

/** Places evenly in the logarithm, whole where sizes are meant, each once. */
function placesOf({ name, from, to }: SweptRange, count: number): number[] {
  const all = logGrid(from, to, count);
  return name === "gamma" ? all : [...new Set(all.map(Math.round))];
}

function requireRange(range: SweptRange): void {
  if (!sweptNames.includes(range?.name))
    throw new UserError(
      "flag",
      `a range of ${JSON.stringify(range?.name) ?? "nothing"}\nexpected one of ${sweptNames.join(", ")}`,
    );
  const { name, from, to, points = drawnPlaces } = range;
  if (!(Number.isSafeInteger(points) && points >= 2 && points <= 1000))
    throw new UserError("flag", `--sweep ${name}=...:${points}: places to draw at\nexpected from 2 to 1000`);
  const isSize = name !== "gamma";
  const right = (value: number): boolean =>
    value > 0 && Number.isFinite(value) && (!isSize || Number.isSafeInteger(value));
  if (!(right(from) && right(to) && from < to))
    throw new UserError(
      "flag",
      `--sweep ${name}=${from}..${to}\nexpected a range of ${isSize ? "whole numbers above 0" : "positive numbers"}, the smaller first: ${isSize ? `${name}=10..1000` : "gamma=1e-6..1"}`,
    );
}

const described = (spec: ScalingSpec, name: SweptName, value: number): ScalingSpec => ({ ...spec, [name]: value });

/** The loss with what noise of the labels adds on clean test labels, in units C sigma_w^2/2M. */
const withNoise = (model: ScalingModel, loss: number, noise: number): number => {
  const ratio = noiseRatio(model);
  return ratio === 0 ? loss : loss + ratio * noise;
};

/** The model with another number in the place of what is swept; the spectrum is kept. */
const withSwept = (model: ScalingModel, name: SweptName, value: number): ScalingModel =>
  name === "N"
    ? { ...model, features: value }
    : name === "T"
      ? { ...model, samples: value }
      : { ...model, ridge: value };

function pointOf(model: ScalingModel, value: number): SweptPoint {
  if (diverges(model.spectrum, model)) return { value, planar: Number.POSITIVE_INFINITY };
  const planar = planarSolution(model.spectrum, model);
  const leading = withNoise(model, planar.loss, planar.noise.excess);
  if ((model.bulk ?? 0) > 0 || planar.d === 0) return { value, planar: leading };
  const { loss, noise } = finiteSizeCorrection(model.spectrum, model, planar);
  const term = withNoise(model, loss, noise);
  return {
    value,
    planar: leading,
    ...(Math.abs(term) <= largestCorrection * leading ? { corrected: leading + term } : {}),
  };
}

/** How much scarcer the swept size must be than the other for a fit. */
const scarcity = 1 / 3;
/** Below it sizes are too small for a power law. */
const smallestFitted = 5;

/** A line through logarithms, by weights 1/error^2 where there are errors. */
function fitted(
  points: readonly { readonly x: number; readonly y: number; readonly error?: number }[],
): ExponentFit | undefined {
  const good = points.filter(({ x, y }) => x > 0 && y > 0 && Number.isFinite(y));
  if (good.length < 3) return undefined;
  const weights = good.map(({ y, error }) => (error === undefined ? 1 : (y / error) ** 2));
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = (of: (p: (typeof good)[number]) => number): number =>
    good.reduce((sum, p, i) => sum + weights[i]! * of(p), 0) / total;
  const [mx, my] = [mean(({ x }) => Math.log(x)), mean(({ y }) => Math.log(y))];
  const spread = good.reduce((sum, { x }, i) => sum + weights[i]! * (Math.log(x) - mx) ** 2, 0);
  const slope =
    good.reduce((sum, { x, y }, i) => sum + weights[i]! * (Math.log(x) - mx) * (Math.log(y) - my), 0) / spread;
  return {
    exponent: -slope,
    ...(good[0]!.error === undefined ? {} : { standardError: 1 / Math.sqrt(spread) }),
    from: good[0]!.x,
    to: good.at(-1)!.x,
  };
}

function fitsOf(curve: Pick<SweptCurve, "points" | "measured" | "sizes">, name: SweptName): SweptCurve["fits"] {
  if (name === "gamma") return {};
  const other = name === "N" ? curve.sizes.samples : curve.sizes.features;
  const isFitted = ({ value }: SweptPoint): boolean => value >= smallestFitted && value <= scarcity * other;
  const of = (points: readonly { readonly x: number; readonly y: number; readonly error?: number }[], key: string) => {
    const found = fitted(points);
    return found === undefined ? {} : { [key]: found };
  };
  const inside = curve.points.filter(isFitted);
  const withoutPole = (value: number): number => 1 - value / other;
  return {
    ...of(
      inside.map(({ value, planar }) => ({ x: value, y: planar * withoutPole(value) })),
      "planar",
    ),
    ...of(
      inside.flatMap(({ value, corrected }) =>
        corrected === undefined ? [] : [{ x: value, y: corrected * withoutPole(value) }],
      ),
      "corrected",
    ),
    ...of(
      curve.measured.filter(isFitted).map(({ value, measured, standardError }) => ({
        x: value,
        y: measured * withoutPole(value),
        error: standardError * withoutPole(value),
      })),
      "measured",
    ),
  };
}

/** An extreme of the planar loss within the range, by golden sections between the places of the line. */
function extremeOf(model: ScalingModel, name: SweptName, points: readonly SweptPoint[], sign: 1 | -1) {
  const at = (value: number): number => pointLoss(withSwept(model, name, value));
  const i = points.findIndex(
    ({ planar }, k) =>
      k > 0 &&
      k < points.length - 1 &&
      sign * (planar - points[k - 1]!.planar) > 0 &&
      sign * (planar - points[k + 1]!.planar) >= 0,
  );
  if (i < 0) return undefined;
  if (points[i]!.planar === Number.POSITIVE_INFINITY)
    return { value: points[i]!.value, loss: Number.POSITIVE_INFINITY };
  const value = Math.exp(
    leastBetween((x) => -sign * at(Math.exp(x)), Math.log(points[i - 1]!.value), Math.log(points[i + 1]!.value)),
  );
  return { value, loss: at(value) };
}

const leadingOf = (model: ScalingModel, { loss, noise }: PlanarSolution): number =>
  withNoise(model, loss, noise.excess);

const pointLoss = (model: ScalingModel): number =>
  diverges(model.spectrum, model) ? Number.POSITIVE_INFINITY : leadingOf(model, planarSolution(model.spectrum, model));

/** Two-sided, of Student's t with so many degrees of freedom. */
const tTest = (t: number, degrees: number): number => betainc(degrees / (degrees + t * t), degrees / 2, 0.5);

/**
 * @throws UserError where the description is wrong or the regressions would take more than the budget; InterruptedError where the signal came before there was anything to report
 */
export async function answeredSweep(
  { model: spec, range, curves, simulate }: Omit<SweepQuestion, "object">,
  {
    measuring = oneThread,
    observer = unobserved,
    signal = new AbortController().signal,
    onMeasured,
    ...budget
  }: RegressionOptions = {},
): Promise<ScalingSweep> {
  requireRange(range);
  const { name, points: drawnCount = drawnPlaces } = range;
  const given = spec?.[name];
  if (given !== undefined)
    throw new UserError(
      "flag",
      `--sweep ${name}=${range.from}..${range.to} and --${name} ${given}\nexpected one of them`,
    );
  if (curves !== undefined && (curves.name === name || spec[curves.name] !== undefined))
    throw new UserError(
      "flag",
      `--curves ${curves.name}: it is swept or given already\nexpected another number of the model`,
    );
  const specs = (curves?.values ?? [undefined]).map((value) =>
    value === undefined
      ? described(spec, name, range.from)
      : described(described(spec, name, range.from), curves!.name, value),
  );
  if (range.points !== undefined && simulate === undefined)
    throw new UserError(
      "flag",
      `--sweep ${name}=...:${range.points}: places to draw at, and nothing is drawn\nexpected simulate, or no number of places`,
    );
  const models = await Promise.all(specs.map(scalingModel));
  const forecast = {
    seconds: models.reduce((sum, { spectrum }) => sum + secondsADirection * spectrum.length * (linePlaces + 2), 0),
    bytes: models.reduce((sum, { spectrum }) => sum + 8 * spectrum.length, 0),
  };
  requireForecast(forecast, budget, `${models.length} curves of ${linePlaces} places`, "a smaller M");
  observer.announced("the curves", forecast.seconds);
  const lines = models.map((model) => {
    const values = placesOf(range, linePlaces);
    // The peak without a ridge is between the places of a line.
    const other = name === "N" ? model.samples : name === "T" ? model.features : undefined;
    if (other !== undefined && other > range.from && other < range.to && !values.includes(other)) values.push(other);
    return values.sort((a, b) => a - b).map((value) => pointOf(withSwept(model, name, value), value));
  });
  const measured: MeasuredPoint[][] = models.map(() => []);
  const pValues: number[] = [];
  let interrupted = false;
  if (simulate !== undefined) {
    const seed = simulate.seed ?? 1;
    const places = placesOf(range, drawnCount);
    const tasks = models.flatMap((model, c) =>
      places.flatMap((value) => {
        const own = withSwept(model, name, value);
        return diverges(own.spectrum, own) ? [] : [{ curve: c, value, model: own }];
      }),
    );
    const threads = Math.max(1, measuring.threads(fewest));
    const seconds = tasks.map(
      ({ model }) => regressionForecast(regressionTask(model, seed, 1, spec), 1, threads).seconds,
    );
    const secondsOfAll = seconds.reduce((sum, own) => sum + own, 0);
    const affordable = Math.max(fewest, Math.min(mostByDefault, 10 * Math.floor(secondsByDefault / secondsOfAll / 10)));
    const predictions = tasks.map(({ model }) => regressionPrediction(model));
    const counts = predictions.map(
      (prediction) => simulate.samples ?? Math.min(affordable, testableSamples(prediction)),
    );
    observer.announced(
      `${counts.reduce((sum, count) => sum + count, 0)} regressions at ${tasks.length} places`,
      seconds.reduce((sum, own, i) => sum + own * counts[i]!, 0),
    );
    const follow = observer.followed("places");
    for (const [i, { curve, value, model }] of tasks.entries()) {
      const { blocks, blockSize } = await drawnRegressions(
        (size) => regressionTask(model, seed + i * 2 ** 33, size, spec),
        counts[i]!,
        { measuring, signal, ...budget },
        { announced: () => undefined, progress: () => undefined },
      );
      if (blocks.length < fewestBlocks) {
        interrupted = true;
        break;
      }
      const means = meansOf(
        blocks.map(({ index, values }) => ({
          index,
          values: Float64Array.of(withNoise(model, values[0]!, values[1]!)),
        })),
        1,
      );
      const standardError = Math.sqrt(means.covariance(0, 0));
      const { leftOut } = predictions[i]!;
      const point = pointOf(model, value);
      const predicted = point.corrected ?? point.planar;
      const z = (means.mean[0]! - predicted) / standardError;
      const tested =
        point.corrected !== undefined &&
        leftOut <= largestCorrection ** 2 &&
        point.planar * leftOut <= largestTruncation * standardError;
      if (tested) pValues.push(tTest(z, blocks.length - 1));
      const arrived: MeasuredPoint = {
        ...point,
        samples: blocks.length * blockSize,
        measured: means.mean[0]!,
        standardError,
        z,
        tested,
      };
      measured[curve]!.push(arrived);
      onMeasured?.({ curve, point: arrived });
      follow(i + 1, tasks.length);
      if (signal.aborted) {
        interrupted = i + 1 < tasks.length;
        break;
      }
    }
    if (measured.every((list) => list.length === 0))
      throw new InterruptedError("interrupted before any place was finished");
  }
  const pValue = pValues.length === 0 ? 1 : Math.min(1, pValues.length * Math.min(...pValues));
  return {
    kind: "scaling sweep",
    model: models[0]!,
    range,
    curves: models.map((model, c): SweptCurve => {
      const points = lines[c]!;
      const sizes = {
        features: name === "N" ? Number.NaN : model.features,
        samples: name === "T" ? Number.NaN : model.samples,
      };
      const peak = extremeOf(model, name, points, 1);
      const valley = extremeOf(model, name, points, -1);
      const curve = { sizes, points, measured: measured[c]! };
      return {
        ...(curves === undefined ? {} : { name: curves.name, value: curves.values[c]! }),
        ...curve,
        fits: fitsOf(curve, name),
        ...(peak === undefined ? {} : { peak }),
        ...(valley === undefined ? {} : { valley }),
      };
    }),
    ...(simulate === undefined
      ? {}
      : {
          seed: simulate.seed ?? 1,
          verdict: {
            outcome:
              pValues.length === 0
                ? ("no test" as const)
                : pValue < significance
                  ? ("disagree" as const)
                  : ("agree" as const),
            pValue,
            tested: pValues.length,
          },
        }),
    interrupted,
  };
}

/** The loss as a function of m/max alone, m the scarcer size: loss m'^alpha/(lambda_+ c^(1 + alpha)), m' the size that is not swept; without a ridge all curves of a power law are one. */
export const collapsed = (
  loss: number,
  size: number,
  { alpha, largest }: { readonly alpha: number; readonly largest: number },
): number => (loss * size ** alpha) / (largest * densityConstant(alpha) ** (1 + alpha));

/** That function, of the ratio of the swept size to the other. */
export const collapsedLimit = (ratio: number, alpha: number): number =>
  ratio < 1 ? ratio ** -alpha / (1 - ratio) : ratio > 1 ? 1 / (1 - 1 / ratio) : Number.POSITIVE_INFINITY;
