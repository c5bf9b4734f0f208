import * as Q from "../../algebra/rational.js";
import { UserError } from "../../foundation/errors.js";
import { memoised } from "../../foundation/memoised.js";
import type { Activation } from "../activations/activation.js";
import { kernelAt, type Pairs } from "../networks/pairs.js";
import { type Average, countWithSums, keyOf, type Power } from "./joint.js";
import { fieldsOf, memoisedByPairs, type PairAverages, type ProductAverages } from "./pair-fields.js";
import { quadratureAverages } from "./panel-averages.js";
import { type SharedAverages, type SharedOptions, sharedAverages } from "./shared-averages.js";
import { signAverages, signForecast } from "./sign-averages.js";
import { waveAverages } from "./wave-averages.js";
import { polynomialAverages } from "./wick-averages.js";

/*
 * Gaussian averages over several inputs: < D_legs prod Delta > over layer l-1. Three ways, the first that there is:
 *
 * - polynomials, by Wick's theorem (wick-averages.ts);
 * - integrals over the directions that inputs share, each input's own noise averaged over first (shared-averages.ts);
 * - where kinks are left because an input has next to no noise of its own, nested panels between them
 *   (panel-averages.ts).
 *
 * No inverse of the kernel is taken but where the derivative of a delta function needs one, so repeated and linearly
 * dependent inputs are as good as others.
 */

/** Quadrature points a panel, where kinks make panels necessary: as many as the inputs allow. */
const pointsFor = (inputs: number): number => (inputs <= 2 ? 20 : inputs === 3 ? 12 : 8);

/** How the averages of an activation are made, kept from layer to layer: tables and rules serve all kernels. */
export interface AverageWays {
  readonly activation: Activation;
  readonly shared: SharedAverages;
}

/** The ways to the averages of an activation; tables are made when they are first needed. */
export const averageWays = (activation: Activation, options: SharedOptions = {}): AverageWays => ({
  activation,
  shared: sharedAverages(activation, options),
});

/** By nested panels of eight points, averages over so many inputs at once, each: in seconds. */
const secondsBy = [0, 2e-4, 1e-3, 0.01, 0.1, 10, 1000];
/** What a set of averages takes beside its nodes, and a node for each input and for each average. */
const [secondsASet, secondsAnOperation, secondsAField, secondsAProduct] = [8e-4, 3.5e-9, 3e-8, 5e-9];

/** About how long the averages over some inputs take that have given sums of powers and of derivatives, in seconds. */
export function averagesForecast(
  { activation, shared }: AverageWays,
  covariance: readonly (readonly number[])[],
  sums: Power,
): number {
  const inputs = covariance.length;
  const bySigns = signForecast(activation, inputs, sums);
  if (bySigns !== undefined) return bySigns;
  const work = shared.over(covariance).work(sums);
  if (work === undefined) {
    const averages = countWithSums(inputs, sums);
    return averages * (secondsBy[inputs] ?? Number.POSITIVE_INFINITY) * (pointsFor(inputs) / 8) ** Math.min(inputs, 6);
  }
  const { nodes, averages, aTable } = work;
  const tables = inputs * (sums.derivatives + 1) * (sums.times - inputs + 1);
  return (
    secondsASet + tables * aTable * secondsAnOperation + nodes * (inputs * secondsAField + averages * secondsAProduct)
  );
}

/**
 * The largest error of a set, as a part of the average of the absolute value.
 * @param isBound whether sizes are sums of terms that cancel: then the largest value stands for them, or a part of them
 */
function relativeError(set: readonly Average[], isBound: boolean): number {
  const finite = set.filter(({ value, error }) => Number.isFinite(value) && Number.isFinite(error));
  const largest = (of: (average: Average) => number): number =>
    finite.reduce((most, each) => Math.max(most, of(each)), 0);
  if (!isBound) return finite.reduce((most, { error, size }) => (size > 0 ? Math.max(most, error / size) : most), 0);
  const size = Math.max(
    largest(({ value }) => Math.abs(value)),
    leastOfSize * largest((average) => average.size),
  );
  return size === 0 ? 0 : largest(({ error }) => error) / size;
}

const leastOfSize = 1e-3;

/** The tuples of inputs whose tables are kept at a time. */
const tuplesAtATime = 32;

/**
 * < D_legs prod sigma sigma > over a layer whose kernel is given, an entry a pair.
 * @param onClaim told the claimed error of each set of averages, as a part of the average of the absolute value
 */
export function productAverages(
  { activation, shared }: AverageWays,
  kernel: ArrayLike<number>,
  pairs: Pairs,
  onClaim: (relativeError: number) => void = () => undefined,
): ProductAverages {
  const { polynomial } = activation;
  if (polynomial !== undefined) return polynomialAverages(polynomial.map(Q.toNumber), kernel, pairs);
  const panels = memoised((points: number) => quadratureAverages(activation, kernel, pairs, points), String);
  const over = memoised(
    (present: readonly number[]) => shared.over(kernelAt(kernel, pairs, present)),
    String,
    tuplesAtATime,
  );
  const classOf = memoised(
    ({ present, times, derivatives }: { present: readonly number[]; times: number; derivatives: number }) => {
      const sums = { times, derivatives };
      const covariance = kernelAt(kernel, pairs, present);
      const bySigns = signAverages(activation, covariance, sums);
      const found =
        (activation.waves && waveAverages(activation.waves, covariance, sums)) ??
        bySigns ??
        over(present).averages(sums);
      if (found !== undefined) onClaim(relativeError([...found.values()], found === bySigns));
      return { found };
    },
    ({ present, times, derivatives }) => `${times},${derivatives},${present.join()}`,
  );
  return memoisedByPairs((externals, legs) => {
    const { fields, factor } = fieldsOf(externals, legs, pairs);
    // A derivative by what is not there vanishes.
    if (fields.some(({ times }) => times === 0)) return 0;
    const present = fields.map(({ input }) => input);
    const { found } = classOf({ present, times: 2 * externals.length, derivatives: 2 * legs.length });
    if (found === undefined) {
      const points = pointsFor(present.length);
      const [value, coarser] = [points, points - 4].map((count) => panels(count)(externals, legs)) as [number, number];
      const error = Math.abs(value - coarser);
      if (error > uselessPart * Math.abs(value) && error > uselessPart * Math.abs(coarser))
        throw unsettled(activation, present);
      if (value !== 0) onClaim(error / Math.abs(value));
      return value;
    }
    const { value } = found.get(keyOf(fields))!;
    if (!Number.isFinite(value)) throw infinite(activation, present);
    return factor * value;
  });
}

/** An average by panels that changes by more than this part with fewer points is not known. */
const uselessPart = 0.05;

const unsettled = ({ name }: Activation, present: readonly number[]): UserError =>
  new UserError(
    "activation",
    `${name}: an average over the inputs ${present.map((i) => `x${i + 1}`).join(", ")} does not settle\nexpected a smaller kernel, inputs that differ more, or an activation that is smoother`,
  );

const infinite = ({ name }: Activation, present: readonly number[]): UserError =>
  new UserError(
    "activation",
    `${name}: the inputs ${present.map((i) => `x${i + 1}`).join(", ")} are linearly dependent, and a derivative of an average over them is infinite at the kink\nexpected inputs that are independent, a smoother activation, or fewer --loops`,
  );

/** Averages of Delta = sigma sigma - < sigma sigma > from those of products: every Delta is one or the other. */
export function centred(products: ProductAverages): PairAverages {
  const mean = memoised((pair: number) => products([pair], []), String);
  return memoisedByPairs((externals, legs) => {
    let total = 0;
    for (let bits = 0; bits < 2 ** externals.length; bits++) {
      const kept = externals.filter((_, i) => bits & (1 << i));
      if (kept.length === 0 && legs.length > 0) continue;
      let term = kept.length === 0 ? 1 : products(kept, legs);
      externals.forEach((pair, i) => {
        if (!(bits & (1 << i))) term *= -mean(pair);
      });
      total += term;
    }
    return total;
  });
}

/** The averages of a layer, as the sums of the next one need them. */
export interface LayerAverages {
  /** < D_legs prod Delta >. */
  readonly averages: PairAverages;
  /** < sigma sigma >. */
  readonly mean: (pair: number) => number;
  /** The largest claimed error of those made so far, as a part of the average of the absolute value. */
  readonly claimed: () => number;
}

/** < D_legs prod Delta > and < sigma sigma > over a layer. */
export function layerAverages(ways: AverageWays, kernel: ArrayLike<number>, pairs: Pairs): LayerAverages {
  let worst = 0;
  const products = productAverages(ways, kernel, pairs, (error) => {
    worst = Math.max(worst, error);
  });
  return { averages: centred(products), mean: (pair) => products([pair], []), claimed: () => worst };
}
