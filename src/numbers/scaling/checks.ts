import { type Certificate, type CheckOf, certificateOf, checked } from "../../proof/certificate.js";
import type { ScalingModel } from "./model.js";
import { type PlanarSolution, planarSolution, type RidgeModel } from "./planar-solution.js";
import type { Decomposition } from "./variances.js";

/* The checks of a solution of the model of scaling laws, made on every one. */

/** A solution that is to be checked. */
export interface SolverClaim {
  readonly model: ScalingModel;
  readonly planar: PlanarSolution;
  readonly decomposition?: Decomposition;
}

/** How far two ways to one number may be apart. */
const allowed = 1e-9;

const apart = (found: number, expected: number): number =>
  found === expected ? 0 : Math.abs(found - expected) / Math.max(Math.abs(found), Math.abs(expected));

const finding = (name: string, found: number, expected: number) => {
  const difference = apart(found, expected);
  return { passed: difference <= allowed, detail: `${name}: relative difference ${difference.toExponential(1)}` };
};

/** The equation itself, with sums over the spectrum of its own. */
const equation: CheckOf<SolverClaim> = {
  name: "the equation of D",
  of: "every solution",
  cannotSee: "the branch; what is made of D",
  look({ model: { spectrum, features, samples, ridge, scale, bulk = 0 }, planar: { d } }) {
    if (d === 0) return undefined;
    // Kahan's sum: N - S may be much smaller than N.
    let [sum, rest] = [bulk / d, 0];
    for (const lambda of spectrum) {
      const term = lambda / (lambda + d) - rest;
      const next = sum + term;
      rest = next - sum - term;
      sum = next;
    }
    const [u, x] = [features - sum, samples - sum];
    // The rounding of S is as large a part of either gap as it is small.
    // So is that of D, of which the logarithm is what is known to so many digits.
    const rounding = 1e-14 * (1 + Math.abs(Math.log(d))) * sum * (Math.abs(u) + Math.abs(x));
    const difference = Math.abs(u * x - ridge / scale / d);
    return {
      passed: difference <= allowed * (ridge / scale / d) + rounding,
      detail: `(N - S)(T - S) - gamma/(s D) = ${difference.toExponential(1)}, of ${(ridge / scale / d).toExponential(1)}`,
    };
  },
};

/** N with T and teacher with test data exchanged: the same loss, by another solution; the noise is the dual's |theta|^2. */
const duality: CheckOf<SolverClaim> = {
  name: "duality",
  of: "linear features",
  cannotSee: "a mistake that is symmetric under the exchange of features and samples",
  look({ model, planar }) {
    if (model.bulk !== undefined && model.bulk > 0) return undefined;
    const { features, samples, ridge, scale, teacher, test, spectrum } = model;
    const exchanged: RidgeModel = {
      features: samples,
      samples: features,
      ridge,
      scale,
      ...(test === undefined ? {} : { teacher: test }),
      ...(teacher === undefined ? {} : { test: teacher }),
    };
    const dual = planarSolution(spectrum, exchanged);
    const loss = finding("loss", dual.loss, planar.loss);
    const noise = finding("noise and |theta|^2", dual.norm * scale, planar.noise.excess);
    return { passed: loss.passed && noise.passed, detail: `${loss.detail}; ${noise.detail}` };
  },
};

/** R (L1 + 2 L2 + L3'), from the parts. */
const parts: CheckOf<SolverClaim> = {
  name: "R (L1 + 2 L2 + L3')",
  of: "teacher and test data like the training data, linear features",
  cannotSee: "D; the ladder R",
  look({ model, planar: { terms, ladder, loss } }) {
    if (model.teacher !== undefined || model.test !== undefined || (model.bulk ?? 0) > 0 || loss === 0)
      return undefined;
    const sum = terms.l1 + 2 * terms.l2 + terms.l3NoRungs;
    // What cancels in the sum is known to rounding of its parts alone.
    const difference = Math.abs(ladder * sum - loss);
    return {
      passed: difference <= allowed * loss + 1e-12 * ladder * terms.l1,
      detail: `apart by ${(difference / loss).toExponential(1)} of the loss`,
    };
  },
};

/** Bias and variances add up to the loss, and none is negative. */
const variances: CheckOf<SolverClaim> = {
  name: "bias and variances",
  of: "solutions with a decomposition",
  cannotSee: "how the loss is divided",
  look({ planar, decomposition }) {
    if (decomposition === undefined) return undefined;
    const { bias, variance } = decomposition;
    if (planar.loss === 0) return { passed: bias === 0, detail: "nothing is left of the loss" };
    const all = [bias, variance.features, variance.data, variance.both];
    const sum = all.reduce((a, b) => a + b, 0);
    const { passed, detail } = finding("their sum and the loss", sum, planar.loss);
    const least = Math.min(...all, decomposition.noise.data, decomposition.noise.both);
    return { passed: passed && least >= -allowed * Math.max(planar.loss, planar.noise.excess), detail };
  },
};

/** Every check of a solution. */
export const solverChecks: readonly CheckOf<SolverClaim>[] = [equation, duality, parts, variances];

/** The proof of a solution. */
export const solverCertificate = (claim: SolverClaim): Certificate =>
  certificateOf(checked(claim, solverChecks, { thorough: false }));
