import { UserError } from "../../foundation/errors.js";
import type { Certificate } from "../../proof/certificate.js";
import { type SolverClaim, solverCertificate } from "./checks.js";
import { type FiniteSizeCorrection, finiteSizeCorrection, lossSpread } from "./finite-size.js";
import { noiseRatio, type ScalingModel, type ScalingSpec, scalingModel } from "./model.js";
import { type Cost, type OptimalRidge, type OptimalSizes, optimalRidge, optimalSizes } from "./optimum.js";
import { type PlanarSolution, planarSolution } from "./planar-solution.js";
import { type PowerLawLimit, powerLawLimit } from "./power-law.js";
import { type Decomposition, decomposition, type EnsembleLoss, ensembleLoss, type OwnDraw } from "./variances.js";

/* The questions about the solvable model of neural scaling laws that its solution answers. */

/** The test loss of a model, and what more of it is wanted. */
export interface ScalingQuestion {
  readonly object: "test loss";
  readonly model: ScalingSpec;
  /** 1: also the first finite-size correction. */
  readonly order?: 0 | 1;
  /** Also the standard deviation of the loss from draw to draw. */
  readonly spread?: boolean;
  /** Also bias and variances. */
  readonly decompose?: boolean;
  /** Also the loss of the mean over so many models, each with a draw of its own. */
  readonly ensemble?: { readonly count: number; readonly own: OwnDraw };
  /** Instead of gamma the ridge with the least loss. */
  readonly optimalRidge?: boolean;
  /** Also the sizes with the least loss at a cost N^p T^q. */
  readonly cost?: Cost;
}

/** The solution of a model. */
export interface ScalingAnswer {
  readonly kind: "test loss";
  readonly naming: { readonly text: string };
  readonly model: ScalingModel;
  readonly planar: PlanarSolution;
  /** Where the ridge was looked for. */
  readonly isOptimal: boolean;
  readonly correction?: FiniteSizeCorrection;
  /** In units C sigma_w^2/2M. */
  readonly spread?: number;
  readonly decomposition?: Decomposition;
  readonly ensemble?: EnsembleLoss & { readonly count: number; readonly own: OwnDraw };
  readonly optimalSizes?: { readonly cost: Cost; readonly found: readonly OptimalSizes[] };
  /** Of a power law the limit of many directions, at the same gamma/s. */
  readonly limit?: PowerLawLimit;
  readonly certificate: Certificate;
}

/**
 * @throws UserError where the description is wrong, or the loss diverges
 */
export async function answeredScaling({
  model: spec,
  order = 0,
  spread = false,
  decompose = false,
  ensemble,
  optimalRidge: wantsOptimum = false,
  cost,
}: Omit<ScalingQuestion, "object">): Promise<ScalingAnswer> {
  if (wantsOptimum && spec.gamma !== undefined)
    throw new UserError("flag", "--optimal-ridge looks for gamma, and --gamma gives it\nexpected one of them");
  const described = await scalingModel(spec);
  const noise = noiseRatio(described);
  const { ridge, planar }: OptimalRidge = wantsOptimum
    ? optimalRidge(described.spectrum, described, noise)
    : { ridge: described.ridge, planar: planarSolution(described.spectrum, described) };
  const model: ScalingModel = { ...described, ridge };
  const { spectrum, law, bulk = 0 } = model;
  const plainModel = model.teacher === undefined && model.test === undefined && bulk === 0;
  const claim: SolverClaim = { model, planar, ...(decompose ? { decomposition: decomposition(planar) } : {}) };
  return {
    kind: "test loss",
    naming: { text: "the test loss" },
    model,
    planar,
    isOptimal: wantsOptimum,
    ...(order === 1 ? { correction: finiteSizeCorrection(spectrum, model, planar) } : {}),
    ...(spread ? { spread: lossSpread(spectrum, model, planar) } : {}),
    ...(claim.decomposition === undefined ? {} : { decomposition: claim.decomposition }),
    ...(ensemble === undefined
      ? {}
      : { ensemble: { ...ensemble, ...ensembleLoss(planar, ensemble.count, ensemble.own) } }),
    ...(cost === undefined
      ? {}
      : {
          optimalSizes: {
            cost,
            found: optimalSizes(spectrum, model, cost, { ridge: wantsOptimum ? "optimal" : ridge, noise }),
          },
        }),
    ...(law === undefined || !plainModel ? {} : { limit: powerLawLimit(law, model, ridge / model.scale) }),
    certificate: solverCertificate(claim),
  };
}
