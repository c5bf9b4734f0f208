import { UserError } from "../../foundation/errors.js";

/*
 * The planar solution of the solvable model of neural scaling laws (Maloney, Roberts, Sully, arXiv:2210.16859; Zhang, arXiv:2405.19398) for a
 * spectrum, in numbers. With S_k = sum_I (lambda_I/(lambda_I + D))^k and S = S_1 the one equation is
 *
 *   gamma/s = D (N - S)(T - S),   S < min(N, T, M).
 *
 * It is solved as S(D) + gap(D) = min(N, T), where gap, the smaller of N - S and T - S, is the positive root of gap (gap + |N - T|) = gamma/(s D): both
 * terms fall with D, so that the root is the only one, it is on the right branch, and gamma = 0 is no special case. Everything after it is sums of positive
 * terms: nothing cancels, neither where gamma is tiny nor where N is T.
 */

/** A linear random-features model trained by ridge regression. */
export interface RidgeModel {
  /** N, the number of features. */
  readonly features: number;
  /** T, the number of training samples. */
  readonly samples: number;
  /** gamma, the ridge. */
  readonly ridge: number;
  /** s = sigma_u^2/M, the variance of an entry of the features' map u. */
  readonly scale: number;
}

/** S_1 and S_1 - S_2 of a spectrum at D. */
export interface SpectralSums {
  readonly first: number;
  readonly difference: number;
}

export interface PlanarSolution {
  /** D, in units of lambda. */
  readonly d: number;
  readonly sums: SpectralSums;
  /** N - S and T - S. */
  readonly gaps: { readonly features: number; readonly samples: number };
  /** sum lambda, - sum lambda^2/(lambda + D), sum lambda^3/(lambda + D)^2: the diagrams of L1, L2 and of L3 that have no rung. */
  readonly terms: { readonly l1: number; readonly l2: number; readonly l3NoRungs: number };
  /** R, the sum over ladders of rungs. */
  readonly ladder: number;
  /** The mean test loss on clean labels, R (L1 + 2 L2 + L3'), in units C sigma_w^2/2M. */
  readonly loss: number;
  /** What the labels' noise adds, in units C sigma_eps^2/2: to the loss on clean test labels, and with the noise of the test labels. */
  readonly noise: { readonly excess: number; readonly withTestLabels: number };
  /** The train loss of a sample over the test loss on noisy labels, (1 - S/T)^2: generalised cross-validation. */
  readonly trainOverTest: number;
  /** <|theta|^2>, in units C sigma_w^2/M. */
  readonly norm: number;
}

/** lambda_I = lambda_+ I^-(1 + alpha) for I = 1, ..., M. */
export const powerLaw = (count: number, alpha: number, largest = 1): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => largest * (i + 1) ** -(1 + alpha));

/** S_1 and S_1 - S_2, each as a sum of positive terms. */
export function spectralSums(spectrum: Float64Array, d: number): SpectralSums {
  let [first, difference] = [0, 0];
  // From the end, where a falling spectrum is smallest.
  for (let i = spectrum.length - 1; i >= 0; i--) {
    const lambda = spectrum[i]!;
    const inverse = 1 / (lambda + d);
    const fraction = lambda * inverse;
    first += fraction;
    difference += fraction * (d * inverse);
  }
  return { first, difference };
}

/** The positive root of gap (gap + |N - T|) = gamma/(s D). */
const smallerGap = (separation: number, product: number): number =>
  product === 0 ? 0 : (2 * product) / (separation + Math.sqrt(separation * separation + 4 * product));

/** The longest step in the logarithm of D. */
const longest = 10;

/** D by Newton's method in the logarithms of D and of S + gap, kept between the places that are known to be on either side. */
function dressing(spectrum: Float64Array, { features, samples, ridge, scale }: RidgeModel): number {
  const least = Math.min(features, samples);
  const separation = Math.abs(features - samples);
  const target = Math.log(least);
  const at = (x: number): { value: number; slope: number } => {
    const product = ridge / scale / Math.exp(x);
    const { first, difference } = spectralSums(spectrum, Math.exp(x));
    const gap = smallerGap(separation, product);
    const sum = first + gap;
    const slope = difference + (product === 0 ? 0 : product / (2 * gap + separation));
    return { value: Math.log(sum) - target, slope: -slope / sum };
  };
  let x = Math.log(spectrum.reduce((sum, lambda) => sum + lambda, 0) / least);
  let [below, above] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < 200; turn++) {
    const { value, slope } = at(x);
    if (value > 0) below = x;
    else above = x;
    // Where both terms are flat, D far from the spectrum on either side, a step of Newton's would leave the doubles.
    let next = x - Math.max(-longest, Math.min(longest, value / slope));
    if (!(next > below && next < above))
      next = Number.isFinite(below) && Number.isFinite(above) ? (below + above) / 2 : x + Math.sign(value);
    if (Math.abs(next - x) <= 4e-16 * Math.max(1, Math.abs(x))) return Math.exp(next);
    x = next;
  }
  return Math.exp(x);
}

function checked(spectrum: Float64Array, { features, samples, ridge, scale }: RidgeModel): void {
  for (const [name, value] of [
    ["N", features],
    ["T", samples],
  ] as const)
    if (!(Number.isSafeInteger(value) && value > 0))
      throw new UserError("network", `${name} = ${value}: a whole number above 0 is expected`);
  if (!(ridge >= 0 && Number.isFinite(ridge)))
    throw new UserError("network", `gamma = ${ridge}: a number, 0 or more, is expected`);
  if (!(scale > 0 && Number.isFinite(scale)))
    throw new UserError("network", `s = ${scale}: a positive number is expected`);
  if (spectrum.length === 0)
    throw new UserError("network", "the spectrum is empty: at least one positive number is expected");
  const bad = spectrum.findIndex((lambda) => !(lambda > 0 && Number.isFinite(lambda)));
  if (bad >= 0)
    throw new UserError("network", `lambda_${bad + 1} = ${spectrum[bad]}: a spectrum is of positive numbers`);
  if (ridge === 0 && features === samples && spectrum.length > features)
    throw new UserError(
      "network",
      `N = T = ${features} at gamma = 0: the loss diverges there (the peak of double descent); give a ridge, or N and T that differ`,
    );
}

/**
 * The planar solution of a model.
 * @param spectrum lambda_1, ..., lambda_M, all positive, in any order
 * @throws UserError for N or T that is no positive whole number, a negative ridge, a spectrum that is not positive, and N = T < M at gamma = 0
 */
export function planarSolution(spectrum: Float64Array, model: RidgeModel): PlanarSolution {
  checked(spectrum, model);
  const { features: n, samples: t, ridge, scale } = model;
  // Without a ridge, and with features and samples enough for every direction, the student learns the teacher.
  const learned = ridge === 0 && spectrum.length <= Math.min(n, t);
  const d = learned ? 0 : dressing(spectrum, model);
  const sums = spectralSums(spectrum, d);
  const gap = learned ? Math.min(n, t) - spectrum.length : smallerGap(Math.abs(n - t), ridge / scale / d);
  const gaps = { features: gap + Math.max(0, n - t), samples: gap + Math.max(0, t - n) };
  const { first, difference } = sums;
  const second = first - difference;
  let [l1, l2, l3NoRungs] = [0, 0, 0];
  for (let i = spectrum.length - 1; i >= 0; i--) {
    const lambda = spectrum[i]!;
    const fraction = lambda / (lambda + d);
    l1 += lambda;
    l2 -= lambda * fraction;
    l3NoRungs += lambda * fraction * fraction;
  }
  // N T det(1 - K) = N T - (N + T) S_2 + 2 S S_2 - S^2.
  const determinant = (gaps.features + gaps.samples) * difference + gaps.features * gaps.samples;
  const ladder = (n * t) / determinant;
  return {
    d,
    sums,
    gaps,
    terms: { l1, l2, l3NoRungs },
    ladder,
    loss: learned ? 0 : ladder * d * difference,
    // Where the teacher is learned N - S is a factor of both, and may be zero: least squares in M directions.
    noise: learned
      ? { excess: first / gaps.samples, withTestLabels: t / gaps.samples }
      : {
          excess: (gaps.features * second + first * difference) / determinant,
          withTestLabels: (t * (gaps.features + difference)) / determinant,
        },
    trainOverTest: (gaps.samples / t) ** 2,
    norm: learned
      ? first / (scale * gaps.features)
      : (gaps.samples * second + first * difference) / (scale * determinant),
  };
}
