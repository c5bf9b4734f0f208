import { UserError } from "../../foundation/errors.js";

/* Functions that are averaged together, each with a verdict of its own. */

/**
 * Writes, at z and without the normal density, the values of all functions; and where bounds are wanted, behind them, for each a bound on what
 * rounding does to it, in units of epsilon.
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
}

/** Marks a function that has no value. */
export function fail({ failures, describe }: Family, i: number, message: string): void {
  if (!failures.has(i)) failures.set(i, new UserError("activation", `${describe(i)} ${message}`));
}

/** The functions at a place; one that is no number there has failed, and is 0. */
export function evaluate(family: Family, z: number, into: Float64Array, bounds: boolean): void {
  const { integrands, count } = family;
  integrands(z, into, bounds);
  for (let i = 0; i < count; i++) {
    const value = into[i]!;
    if (Number.isFinite(value)) continue;
    const what = Number.isNaN(value) ? "is not a number" : "overflows";
    fail(
      family,
      i,
      `cannot be computed: the activation ${what} within reach of the Gaussian\nexpected an activation that is finite for all x, or a smaller K`,
    );
    into[i] = 0;
  }
}
