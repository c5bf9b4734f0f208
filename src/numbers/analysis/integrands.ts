import { UserError } from "../../foundation/errors.js";
import { density, evenNodes } from "./rules.js";

/* Functions that are averaged together, each with a verdict of its own. */

/**
 * Writes, at z and without the normal density, the values of all functions; and where bounds are wanted, behind them,
 * for each a bound on what rounding does to it, in units of epsilon.
 */
export type Integrands = (z: number, into: Float64Array, bounds: boolean) => void;

export interface Expectation {
  readonly values: Float64Array;
  /** Estimates of the absolute errors, of the rule and of rounding; infinite where there is no value. */
  readonly errors: Float64Array;
  /** Why there is no value, by the number of the function. */
  readonly failures: ReadonlyMap<number, UserError>;
  readonly layout: Layout;
}

/** Where nodes were needed: other functions that are made of the same are sampled no more coarsely. */
export interface Layout {
  /** How far out, in standard deviations. */
  readonly reach: number;
  /** The step of the trapezoidal rule, where that was enough. */
  readonly step: number;
  /** Where panels were divided. */
  readonly edges: readonly number[];
}

/** The functions, and what has become of those that have no value. */
export interface Family {
  readonly integrands: Integrands;
  readonly count: number;
  readonly describe: (i: number) => string;
  readonly failures: Map<number, UserError>;
  /** What the functions and their bounds are at the node that was added last. */
  readonly at: Float64Array;
}

export const familyOf = (integrands: Integrands, count: number, describe: (i: number) => string): Family => ({
  integrands,
  count,
  describe,
  failures: new Map(),
  at: new Float64Array(2 * count),
});

/** Marks a function that has no value. */
export function fail({ failures, describe }: Family, i: number, message: string): void {
  if (!failures.has(i)) failures.set(i, new UserError("activation", `${describe(i)} ${message}`));
}

/**
 * What the nodes of a rule give: of each function the integral, that of its size, and what rounding may do to it in
 * units of epsilon.
 */
export interface Sums {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  readonly bounds: Float64Array;
}

export const noSums = (count: number): Sums => ({
  values: new Float64Array(count),
  sizes: new Float64Array(count),
  bounds: new Float64Array(count),
});

/**
 * Adds what the functions are at a node, times its weight; one that is not a number there has failed, and is 0.
 * @param boundWeight the weight of the bounds, which are wanted at some nodes only: 0 at others
 */
export function addNode(family: Family, { values, sizes, bounds }: Sums, z: number, weight: number, boundWeight = 0) {
  const { integrands, count, at } = family;
  integrands(z, at, boundWeight > 0);
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(at[i]!)) {
      const what = Number.isNaN(at[i]!) ? "is not a number" : "overflows";
      fail(
        family,
        i,
        `cannot be computed: the activation ${what} within reach of the Gaussian\nexpected an activation that is finite for all x, or a smaller K`,
      );
      at[i] = 0;
    }
    const value = weight * at[i]!;
    values[i]! += value;
    sizes[i]! += Math.abs(value);
    const bound = at[count + i]!;
    if (boundWeight > 0 && bound < Number.POSITIVE_INFINITY) bounds[i]! += boundWeight * bound;
  }
}

/** The trapezoidal rule for < f(z) > of all functions, its nodes moved by a part of the step. */
export function trapezoid(family: Family, step: number, reach: number, offset = 0): Sums {
  const sums = noSums(family.count);
  for (const z of evenNodes(reach, step, offset)) addNode(family, sums, z, step * density(z));
  return sums;
}
