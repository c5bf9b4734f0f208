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
  if (order !== 0 && order !== 1)
    throw new UserError(
      "flag",
      `order ${String(order)}\nexpected 0 (planar) or 1: no later order is known in closed form`,
    );
  if (wantsOptimum && spec?.gamma !== undefined)
    throw new UserError("flag", "--optimal-ridge looks for gamma, and --gamma gives it\nexpected one of them");
  const { described, sizes } = await modelAtCost(spec, cost, wantsOptimum);
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
    ...(cost === undefined || sizes === undefined ? {} : { optimalSizes: { cost, found: sizes } }),
    ...(law === undefined || !plainModel ? {} : { limit: powerLawLimit(law, model, ridge / model.scale) }),
    certificate: solverCertificate(claim),
  };
}

/**
 * A model, and where there is a cost the sizes with the least loss at it. Of a model that says neither N nor T these are the whole numbers nearest to the best ones.
 * @throws UserError where the description is wrong
 */
async function modelAtCost(
  spec: ScalingSpec,
  cost: Cost | undefined,
  wantsOptimum: boolean,
): Promise<{ readonly described: ScalingModel; readonly sizes?: OptimalSizes[] }> {
  if (cost === undefined) return { described: await scalingModel(spec) };
  const isFree = spec?.N === undefined && spec?.T === undefined;
  const described = await scalingModel(isFree ? { ...spec, N: 1, T: 1 } : spec);
  const sizes = optimalSizes(described.spectrum, described, cost, {
    ridge: wantsOptimum ? "optimal" : described.ridge,
    noise: noiseRatio(described),
  });
  if (!isFree) return { described, sizes };
  const [best] = sizes;
  if (best === undefined)
    throw new UserError(
      "network",
      `the loss at the cost ${cost.value} has no minimum inside its range\nexpected a larger cost, or N and T to solve the model at`,
    );
  const whole = (size: number): number => Math.max(1, Math.round(size));
  return { described: { ...described, features: whole(best.features), samples: whole(best.samples) }, sizes };
}
