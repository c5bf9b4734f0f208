import type { PlanarSolution } from "./planar-solution.js";

/*
 * What the planar test loss of the solvable model of neural scaling laws is made of. Rungs of a block n join two copies of a loss by what they share of the features, those of a
 * block s by what they share of the training data; so ladders without rungs are the bias, those with blocks n alone what models with the same features and data of their own share,
 * and those with blocks s alone what models with features of their own and the same data share.
 */

/** The loss as bias and variances, in units C sigma_w^2/2M; with them what the labels' noise adds, in units C sigma_eps^2/2. */
export interface Decomposition {
  /** The square of the mean error: of infinitely many models, each with features and data of its own. */
  readonly bias: number;
  readonly variance: {
    /** From the draw of the features u alone. */
    readonly features: number;
    /** From the draw of the training data x alone. */
    readonly data: number;
    /** From both together, beyond the sum of the two. */
    readonly both: number;
  };
  readonly noise: {
    /** From the labels' noise at given data, whatever the features. */
    readonly data: number;
    /** The rest, which an average over features takes away. */
    readonly both: number;
  };
}

/** What a mean over models has left of the loss. */
export interface EnsembleLoss {
  /** On clean labels, in units C sigma_w^2/2M. */
  readonly loss: number;
  /** What the labels' noise adds, in units C sigma_eps^2/2. */
  readonly noise: number;
}

/** Whether the models of an ensemble have features of their own and the same data, or data of their own and the same features. */
export type OwnDraw = "features" | "data";

/** What two models have in common in the mean, by what they share: both draws, the data alone, the features alone, neither. */
function sharedLosses(planar: PlanarSolution) {
  const { d, sums, gaps, weighted, loss, noise } = planar;
  const { teacher, test, both } = weighted;
  const [overN, overT] = [gaps.features + sums.difference, gaps.samples + sums.difference];
  const bias = d * both.difference;
  // Where least squares have learned the teacher nothing is left but noise, and quotients would be of zeros.
  if (d === 0)
    return {
      all: { loss, noise: noise.excess },
      sameFeatures: { loss: 0, noise: 0 },
      sameData: { loss: 0, noise: test.second / overT },
      none: { loss: 0, noise: 0 },
    };
  return {
    all: { loss, noise: noise.excess },
    // Blocks of one kind alone are geometric sums, of S_2/N and of S_2/T.
    sameFeatures: { loss: bias + (d * test.difference * teacher.second) / overN, noise: 0 },
    sameData: { loss: bias + (d * test.second * teacher.difference) / overT, noise: test.second / overT },
    none: { loss: bias, noise: 0 },
  };
}

/** Bias and variances of a model. */
export function decomposition(planar: PlanarSolution): Decomposition {
  const { all, sameFeatures, sameData, none } = sharedLosses(planar);
  const [features, data] = [sameFeatures.loss - none.loss, sameData.loss - none.loss];
  // What fresh data would take away is from the data, and what fresh features would from the features.
  return {
    bias: none.loss,
    variance: { features, data, both: all.loss - none.loss - features - data },
    noise: { data: sameData.noise, both: Number.isFinite(all.noise) ? all.noise - sameData.noise : all.noise },
  };
}

/**
 * The loss of the mean prediction of k models: by twos they are (1/k) the same and 1 - 1/k with what they share.
 * @param own what each model draws for itself: features (an ensemble on one training set), or data (bagging)
 */
export function ensembleLoss(planar: PlanarSolution, count: number, own: OwnDraw): EnsembleLoss {
  const { all, sameFeatures, sameData } = sharedLosses(planar);
  const shared = own === "features" ? sameData : sameFeatures;
  const mixed = (part: keyof EnsembleLoss): number => all[part] / count + (1 - 1 / count) * shared[part];
  return { loss: mixed("loss"), noise: mixed("noise") };
}
