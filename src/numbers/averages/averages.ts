import * as Q from "../../algebra/rational.js";
import { UserError } from "../../foundation/errors.js";
import { freshMemory, type Memory } from "../../foundation/memory.js";
import { type Activation, isDiscontinuous, taylorFrom } from "../activations/activation.js";
import { expectation } from "../analysis/expectation.js";
import type { Network } from "../networks/network.js";
import { byDerivatives, byHermite, measured, type SecondMoment, surroundings, type Way } from "./average-ways.js";
import { type AverageIndex, type Averages, polynomialWay, scaleInvariantWay } from "./exact-averages.js";
import { undeclaredBreaks } from "./undeclared-breaks.js";
import { waveWay } from "./wave-averages.js";

/*
 * Gaussian averages of one input: < d^m Delta^p >_K, Delta = sigma^2 - < sigma^2 >_K, phi ~ N(0, K), m even. Four ways:
 *
 * - polynomials, by Gaussian moments; scale-invariant activations, whose averages are exact numbers times powers of K;
 * - K^{-m/2} < Delta^p He_m(phi/sqrt K) >, which takes no derivative of sigma, so kinks and jumps need no care but a
 *   break in the rule; it cancels where K is small;
 * - the m-th derivative itself, by Taylor coefficients at each point, and at a kink what its jumps contribute as
 *   derivatives of a delta function; it cancels where K is large. Without kinks also half of the derivatives on either
 *   side, K^{-m/4} < (Delta^p)^(m/2) He_{m/2} >, for the K in between.
 *
 * Every value has an error that it does not exceed, and of these ways each average takes the one with the smallest. <
 * sigma^2 > comes first: where its panels became so short that there must be a kink that nobody has found, no
 * derivative is taken. Its own error e changes < d^m Delta^p > by p e < d^m Delta^{p-1} >, which is added.
 */

/** An error past this fraction of the value is looked at the other way. */
const precise = 1e-10;
const smallKernel = 0.05;

/**
 * < d^m Delta^p >_K for each index.
 * @param kernel K >= 0
 * @param memory averages at other K that share it are made faster where the activation has exact numbers
 * @throws UserError where the activation has no such averages
 */
export function averagesAt(
  activation: Activation,
  kernel: number,
  indices: readonly AverageIndex[],
  memory = freshMemory(),
): Averages {
  requireKernel(kernel);
  // < Delta > = 0 is no result but a definition.
  const wanted = indices.filter((index) => !isMean(index));
  const { secondMoment, values, errors } = averagesOf(activation, kernel, wanted, memory);
  const withMean = (list: Float64Array) => {
    let next = 0;
    return Float64Array.from(indices, (index) => (isMean(index) ? 0 : list[next++]!));
  };
  return { secondMoment, values: withMean(values), errors: withMean(errors) };
}

function averagesOf(
  activation: Activation,
  kernel: number,
  indices: readonly AverageIndex[],
  memory: Memory,
): Averages {
  const { polynomial, slopes } = activation;
  if (slopes !== undefined && kernel > 0) return scaleInvariantWay(slopes, kernel, indices, memory);
  if (polynomial !== undefined) return polynomialWay(polynomial, kernel, indices);
  if (activation.waves !== undefined) {
    const byWaves = waveWay(activation.name, activation.waves, kernel, indices, memory);
    const isPrecise = byWaves.values.every((value, i) => byWaves.errors[i]! <= precise * Math.abs(value));
    return isPrecise ? byWaves : withBetter(byQuadrature(activation, kernel, indices), byWaves);
  }
  return byQuadrature(activation, kernel, indices);
}

/** Each average by the best of the ways that need quadrature. */
function byQuadrature(activation: Activation, kernel: number, indices: readonly AverageIndex[]): Averages {
  const moment = secondMoment(activation, kernel);
  const all = withLowerPowers(indices);
  const { values, errors, failures } = bestOf(
    all.length === 0 ? [] : waysAt(activation, kernel, moment, all),
    all.length,
  );
  const placeOf = ({ m, p }: AverageIndex): number => all.findIndex((other) => other.m === m && other.p === p);
  /** How large an average may be: of Delta^0 = 1 and of Delta it is known. */
  const sizeOf = (m: number, p: number): number => {
    if (p === 0 || (p === 1 && m === 0)) return m + p === 0 ? 1 : 0;
    const at = placeOf({ m, p });
    return Math.abs(values[at]!) + errors[at]!;
  };
  const places = indices.map(placeOf);
  const failed = places.find((at) => errors[at] === Number.POSITIVE_INFINITY);
  if (failed !== undefined) throw failures.get(failed) ?? notDifferentiable(activation, kernel);
  return {
    secondMoment: moment.value,
    values: Float64Array.from(places, (at) => values[at]!),
    errors: Float64Array.from(indices, ({ m, p }, i) => errors[places[i]!]! + p * moment.error * sizeOf(m, p - 1)),
  };
}

/** Of two ways to the same averages each from the one with the smaller error. */
function withBetter({ secondMoment, values, errors }: Averages, better: Averages): Averages {
  const isBetter = values.map((_, i) => (better.errors[i]! < errors[i]! ? 1 : 0));
  return {
    secondMoment,
    values: values.map((value, i) => (isBetter[i] ? better.values[i]! : value)),
    errors: errors.map((error, i) => (isBetter[i] ? better.errors[i]! : error)),
  };
}

const notDifferentiable = ({ name }: Activation, kernel: number): UserError =>
  new UserError(
    "activation",
    `derivatives of the averages of ${name} at K = ${kernel} do not exist\nexpected a smoother activation, or a larger K`,
  );

/** < Delta >. */
const isMean = ({ m, p }: AverageIndex): boolean => m === 0 && p === 1;

/** The averages to compute: those that are wanted, and for each that of a power of Delta less. */
function withLowerPowers(indices: readonly AverageIndex[]): AverageIndex[] {
  const all: AverageIndex[] = [];
  for (const { m, p } of indices)
    for (const index of [
      { m, p },
      { m, p: p - 1 },
    ])
      if (index.p > 0 && !isMean(index) && !all.some((other) => other.m === m && other.p === index.p)) all.push(index);
  return all;
}

/**
 * The ways that there are, the likelier first: where K is small that of the Gaussian cancels, where it is large that of
 * derivatives.
 */
function waysAt(
  activation: Activation,
  kernel: number,
  moment: SecondMoment,
  indices: readonly AverageIndex[],
): readonly (() => Way)[] {
  const derivatives = (onGaussian?: (m: number) => number) => () =>
    byDerivatives(activation, kernel, moment, indices, onGaussian);
  if (kernel === 0) {
    requireSmoothAtZero(activation);
    return [derivatives()];
  }
  const hermite = () => byHermite(activation, kernel, moment, indices);
  if (moment.suspects.length > 0) return [hermite];
  const ways = kernel < smallKernel ? [derivatives(), hermite] : [hermite, derivatives()];
  return activation.kinks.length > 0 ? ways : [...ways, derivatives((m) => 2 * Math.ceil(m / 4))];
}

/** Each average by the way with the smallest error; a further way is gone only where one is wanting. */
function bestOf(ways: readonly (() => Way)[], count: number): Way {
  const values = new Float64Array(count).fill(Number.NaN);
  const errors = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const failures = new Map<number, UserError>();
  for (const way of ways) {
    const found = way();
    for (let i = 0; i < count; i++) {
      const reason = found.failures.get(i);
      if (reason !== undefined && !failures.has(i)) failures.set(i, reason);
      const [value, error] = [found.values[i]!, found.errors[i]!];
      // A value that is not a number comes from derivatives that do not exist at a kink.
      if (!(error < errors[i]!) || !Number.isFinite(value)) continue;
      values[i] = value;
      errors[i] = error;
    }
    if (values.every((value, i) => errors[i]! <= precise * Math.abs(value))) break;
  }
  return { values, errors, failures };
}

function requireKernel(kernel: number): void {
  if (!(kernel >= 0 && kernel <= 1e100))
    throw new UserError("network", `K = ${kernel}: a variance\nexpected a number K >= 0`);
}

function requireSmoothAtZero({ name, kinks }: Activation): void {
  if (kinks.some(({ at }) => at === 0))
    throw new UserError("network", `K = 0: ${name} has a kink there, and derivatives of its averages do not exist`);
}

/** < sigma^2 >_K. */
export const secondMomentAt = (activation: Activation, kernel: number): number =>
  secondMoment(activation, kernel).value;

/** K_0 of the next layer: C_b + C_W < sigma^2 >_K. */
export const nextKernel = (
  { activation, biasVariance, weightVariance }: Pick<Network, "activation" | "biasVariance" | "weightVariance">,
  kernel: number,
): number => biasVariance + weightVariance * secondMomentAt(activation, kernel);

/** < sigma^2 >_K with its error, and where its nodes were. */
export const secondMoment = (activation: Activation, kernel: number): SecondMoment =>
  meanOf(activation, kernel, 0, "<sigma^2>");

/** < sigma'^2 >_K: kinks count for nothing; where sigma itself jumps it is infinite. */
export function slopeSquaredAt(activation: Activation, kernel: number): number {
  const { slopes } = activation;
  if (slopes) return (Q.toNumber(slopes.left) ** 2 + Q.toNumber(slopes.right) ** 2) / 2;
  if (isDiscontinuous(activation)) return Number.POSITIVE_INFINITY;
  if (kernel === 0) {
    const [left, right] = (["left", "right"] as const).map((side) => taylorFrom(activation, side, 0, 1)[1]!);
    return ((left as number) ** 2 + (right as number) ** 2) / 2;
  }
  return meanOf(activation, kernel, 1, "<sigma'^2>").value;
}

/** < (sigma^(j))^2 > for j = 0 or 1. @throws UserError where it does not exist */
function meanOf(activation: Activation, kernel: number, j: number, what: string): SecondMoment {
  const { value, taylor, kinks } = activation;
  if (kernel === 0) {
    const square = value(0) ** 2;
    return {
      value: square,
      error: 2 * Number.EPSILON * square,
      layout: { reach: 0, step: 1, edges: [] },
      suspects: [],
    };
  }
  const root = Math.sqrt(kernel);
  const integrand = (z: number, into: Float64Array, bounds: boolean) => {
    const x = root * z;
    const f = j === 0 ? value(x) : taylor(x, 1)[1]!;
    into[0] = f * f;
    if (bounds) into[1] = f * f + 2 * Math.abs(f) * measured(activation, x, j).rounding[j]!;
  };
  const describe = () => `${what} at K = ${kernel}`;
  const found = expectation(integrand, 1, { ...surroundings(kinks, root), describe });
  const reason = found.failures.get(0);
  if (reason !== undefined) throw reason;
  const { layout, values, errors } = found;
  const suspects = undeclaredBreaks(activation, root, layout);
  return { value: values[0]!, error: errors[0]!, layout, suspects };
}
