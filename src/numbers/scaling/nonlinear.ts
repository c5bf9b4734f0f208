import { UserError } from "../../foundation/errors.js";
import type { Activation } from "../activations/activation.js";
import { expectation } from "../analysis/expectation.js";
import type { Integrands } from "../analysis/integrands.js";
import { surroundings } from "../averages/average-ways.js";
import type { RidgeModel } from "./planar-solution.js";

/*
 * Features sigma(u x) that are not linear, their means over the data removed. With v = s tr Lambda the variance of u x, mu_1 = <sigma'>_v and mu_*^2 = <sigma^2>_v - <sigma>_v^2 - v mu_1^2, the
 * features are at large N as mu_1 u x and independent noise of variance mu_*^2: s becomes mu_1^2 s, and the noise a bulk of vanishing eigenvalues whose sum is h = mu_*^2/(mu_1^2 s), in
 * which the teacher has no part. That holds where |x|^2 fluctuates little from sample to sample, tr Lambda^2 << (tr Lambda)^2.
 */

/** What is left of features at large N. */
export interface EquivalentFeatures {
  /** v. */
  readonly variance: number;
  /** <sigma>_v, which is removed. */
  readonly mean: number;
  /** mu_1 = <sigma'>_v. */
  readonly slope: number;
  /** mu_*^2. */
  readonly rest: number;
  /** tr Lambda^2/(tr Lambda)^2: how much |x|^2 fluctuates, twice that is its relative variance; the description holds where it is small. */
  readonly concentration: number;
}

/**
 * The linear features with a bulk that features sigma(u x) are equivalent to.
 * @param scale s = sigma_u^2/M
 * @throws UserError where sigma has no Gaussian averages, or no slope on average: then it learns nothing of a linear teacher at this order
 */
export function equivalentFeatures(
  activation: Activation,
  spectrum: Float64Array,
  scale: number,
): { readonly features: EquivalentFeatures; readonly model: Pick<RidgeModel, "scale" | "bulk"> } {
  const [trace, square] = [spectrum.reduce((sum, x) => sum + x, 0), spectrum.reduce((sum, x) => sum + x * x, 0)];
  const variance = scale * trace;
  const root = Math.sqrt(variance);
  const [mean, overlap] = averaged(activation, variance, "<sigma>", (value, z) => [
    [value, 2 * Math.abs(value)],
    [z * value, 3 * Math.abs(z * value)],
  ]) as unknown as [number, number];
  // What is left is a square, and not a difference of large numbers; of linear features it is nothing but rounding.
  const [rest, all] = averaged(activation, variance, "<sigma^2>", (value, z) => {
    const apart = value - mean - overlap * z;
    const size = 2 * Math.abs(value) + Math.abs(mean) + 2 * Math.abs(overlap * z);
    return [
      [apart * apart, (2 * Math.abs(apart) + Number.EPSILON * size) * size],
      [value * value, 4 * value * value],
    ];
  }) as unknown as [number, number];
  const slope = overlap / root;
  if (!(overlap * overlap > 1e-20 * all))
    throw new UserError(
      "activation",
      `${activation.name} has no slope on average at v = ${variance}: its features know nothing of a linear teacher\nexpected an activation that is not even`,
    );
  // Linear features leave rounding alone.
  const isLinear = rest <= 1e-28 * all;
  const scaleOfSlope = slope * slope * scale;
  return {
    features: { variance, mean, slope, rest: isLinear ? 0 : rest, concentration: square / (trace * trace) },
    model: { scale: scaleOfSlope, bulk: isLinear ? 0 : rest / scaleOfSlope },
  };
}

/** A function's value, and a bound on its rounding in units of epsilon. */
type Bounded = readonly [value: number, rounding: number];

/** Averages over a unit normal z of functions made of sigma(root z), root^2 the variance. @throws UserError */
function averaged(
  { value, kinks }: Activation,
  variance: number,
  what: string,
  functions: (value: number, z: number) => readonly Bounded[],
): Float64Array {
  const root = Math.sqrt(variance);
  const count = functions(0, 0).length;
  const integrands: Integrands = (z, into, bounds) => {
    functions(value(root * z), z).forEach(([own, rounding], i) => {
      into[i] = own;
      if (bounds) into[count + i] = rounding;
    });
  };
  const options = { ...surroundings(kinks, root), describe: () => `${what} at v = ${variance}` };
  const { values, failures } = expectation(integrands, count, options);
  for (const reason of failures.values()) throw reason;
  return values;
}

/** < sigma >_v. */
export const meanOf = (activation: Activation, variance: number): number =>
  averaged(activation, variance, "<sigma>", (value) => [[value, 2 * Math.abs(value)]])[0]!;
