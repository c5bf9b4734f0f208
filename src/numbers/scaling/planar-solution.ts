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

/** A random-features model trained by ridge regression. */
export interface RidgeModel {
  /** N, the number of features. The planar solution has no need of whole numbers. */
  readonly features: number;
  /** T, the number of training samples. */
  readonly samples: number;
  /** gamma, the ridge. */
  readonly ridge: number;
  /** s = sigma_u^2/M, the variance of an entry of the features' map u; of features that are not linear mu_1^2 s. */
  readonly scale: number;
  /** omega_I: the mean square of the teacher's weight at direction I over sigma_w^2/M; 1 where it is left out. */
  readonly teacher?: Float64Array;
  /** rho_I: the test data's variance along direction I over lambda_I; 1 where it is left out. */
  readonly test?: Float64Array;
  /**
   * h = mu_*^2/(mu_1^2 s), the sum of infinitely many vanishing eigenvalues in which the teacher has no part: what of the features is not linear in x. 0 where it
   * is left out.
   */
  readonly bulk?: number;
}

/** S_1 and S_1 - S_2 of a spectrum at D. */
export interface SpectralSums {
  readonly first: number;
  readonly difference: number;
}

/** With weights f_I: sums of f lambda/(lambda + D), f (lambda/(lambda + D))^2, and f lambda D/(lambda + D)^2, their difference. */
export interface WeightedSums extends SpectralSums {
  readonly second: number;
}

/** What the equation of D gives: everything planar of a model. */
export interface PlanarSolution {
  /** D, in units of lambda. */
  readonly d: number;
  readonly sums: WeightedSums;
  /** The same with the weights of the teacher, of the test data, and of both. */
  readonly weighted: { readonly teacher: WeightedSums; readonly test: WeightedSums; readonly both: WeightedSums };
  /** N - S and T - S. */
  readonly gaps: { readonly features: number; readonly samples: number };
  /**
   * sum lambda, - sum lambda^2/(lambda + D), sum lambda^3/(lambda + D)^2, each with the weights of teacher and test data: the diagrams of L1, L2 and of L3 that have no rung.
   */
  readonly terms: { readonly l1: number; readonly l2: number; readonly l3NoRungs: number };
  /** R, the sum over ladders of rungs. */
  readonly ladder: number;
  /** The mean test loss on clean labels, in units C sigma_w^2/2M: R (L1 + 2 L2 + L3') where teacher and test data have no weights of their own. */
  readonly loss: number;
  /** What the labels' noise adds, in units C sigma_eps^2/2: to the loss on clean test labels, and with the noise of the test labels. */
  readonly noise: {
    readonly excess: number;
    readonly withTestLabels: number;
    /** What it adds to the train loss of a sample, in units C sigma_eps^2/2. */
    readonly train: number;
    /** What it adds to <|theta|^2>, in units C sigma_eps^2. */
    readonly norm: number;
  };
  /** The train loss of a sample on labels without noise, in units C sigma_w^2/2M. */
  readonly train: number;
  /**
   * The train loss of a sample over the test loss on noisy labels, where the test data are like the training data: (1 - S/T)^2, generalised cross-validation.
   */
  readonly trainOverTest: number;
  /** <|theta|^2> on labels without noise, in units C sigma_w^2/M. */
  readonly norm: number;
}

/** lambda_I = lambda_+ I^-(1 + alpha) for I = 1, ..., M. */
export const powerLaw = (count: number, alpha: number, largest = 1): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => largest * (i + 1) ** -(1 + alpha));

/** S_1 and S_1 - S_2, each as a sum of positive terms; of the bulk h/D is in both. */
export function spectralSums(spectrum: Float64Array, d: number, bulk = 0): SpectralSums {
  let [first, difference] = bulk === 0 ? [0, 0] : [bulk / d, bulk / d];
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

/** What the logarithm of D is kept between: the last doubles of full precision. */
const [lowest, highest] = [-708, 709];

/** How far two sides are from equal, in the logarithm of their quotient, and how that falls with log D. */
interface Excess {
  readonly value: number;
  readonly slope: number;
}

/**
 * S + gap over min(N, T). Where M is not far above that the gap would be lost beside S, which is near M, so the same is written in what is missing of M,
 *
 *   gap + max(0, M - min) = sum D/(lambda + D) + max(0, min - M).
 */
function excessAt(
  spectrum: Float64Array,
  { features, samples, ridge, scale, bulk = 0 }: RidgeModel,
  d: number,
): Excess {
  const least = Math.min(features, samples);
  const separation = Math.abs(features - samples);
  const product = ridge / scale / d;
  const gap = smallerGap(separation, product);
  // How fast the gap falls.
  const rate = product === 0 ? 0 : product / (2 * gap + separation);
  const m = spectrum.length;
  if (bulk > 0 || m >= 2 * least) {
    const { first, difference } = spectralSums(spectrum, d, bulk);
    const sum = first + gap;
    return { value: Math.log(sum / least), slope: (difference + rate) / sum };
  }
  let [missing, difference] = [0, 0];
  for (let i = m - 1; i >= 0; i--) {
    const part = d / (spectrum[i]! + d);
    missing += part;
    difference += part * (spectrum[i]! / (spectrum[i]! + d));
  }
  const [falling, rising] = [gap + Math.max(0, m - least), missing + Math.max(0, least - m)];
  return {
    value: Math.log(Math.max(1e-300, falling / rising)),
    slope: difference / rising + (rate > 0 ? rate / falling : 0),
  };
}

/**
 * D by Newton's method in the logarithms of D and of the two sides' quotient, kept between the places that are known to be on either side.
 * @throws UserError where D is no double of full precision
 */
function dressing(spectrum: Float64Array, model: RidgeModel): number {
  let total = model.bulk ?? 0;
  // A loop: over a million numbers a callback each is most of the time.
  for (let i = 0; i < spectrum.length; i++) total += spectrum[i]!;
  let x = Math.log(total / Math.min(model.features, model.samples));
  let [below, above] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let last = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 200; turn++) {
    const { value, slope } = excessAt(spectrum, model, Math.exp(x));
    if (value > 0) below = x;
    else above = x;
    // Where both terms are flat, D far from the spectrum on either side, a step of Newton's would leave the doubles.
    const step = Math.abs(value) < longest * slope ? value / slope : Math.sign(value) * longest;
    let next = x + step;
    const isNewtons = next > below && next < above;
    if (!isNewtons)
      next = Number.isFinite(below) && Number.isFinite(above) ? (below + above) / 2 : x + Math.sign(value);
    next = Math.max(lowest, Math.min(highest, next));
    const moved = Math.abs(next - x);
    x = next;
    // The error behind a step of Newton's goes as its square, and steps as small as the rounding of the sums do not become smaller.
    if (isNewtons && Math.abs(step) < longest && moved < 1e-10 * Math.max(1, Math.abs(x))) break;
    if (moved <= 4e-16 * Math.max(1, Math.abs(x)) || (moved < 1e-13 * Math.max(1, Math.abs(x)) && moved >= last)) break;
    last = moved;
  }
  if (x <= lowest || x >= highest)
    throw new UserError(
      "network",
      `gamma = ${model.ridge}: no double of full precision is near the solution D\nexpected a ridge and a spectrum in other units`,
    );
  return Math.exp(x);
}

function checked(
  spectrum: Float64Array,
  { features, samples, ridge, scale, teacher, test, bulk = 0 }: RidgeModel,
): void {
  const positive: readonly (readonly [string, number])[] = [
    ["N", features],
    ["T", samples],
    ["s", scale],
  ];
  for (const [name, value] of positive)
    if (!(value > 0 && Number.isFinite(value)))
      throw new UserError("network", `${name} = ${value}: a positive number is expected`);
  for (const [name, value] of [
    ["gamma", ridge],
    ["h", bulk],
  ] as const)
    if (!(value >= 0 && Number.isFinite(value)))
      throw new UserError("network", `${name} = ${value}: a number, 0 or more, is expected`);
  if (!Number.isFinite(ridge / scale))
    throw new UserError("network", `gamma/s = ${ridge}/${scale}: no double holds it; give gamma and s in other units`);
  if (spectrum.length === 0)
    throw new UserError("network", "the spectrum is empty: at least one positive number is expected");
  for (let i = 0; i < spectrum.length; i++)
    if (!(spectrum[i]! > 0 && spectrum[i]! < Number.POSITIVE_INFINITY))
      throw new UserError("network", `lambda_${i + 1} = ${spectrum[i]}: a spectrum is of positive numbers`);
  for (const [name, weights] of [
    ["omega", teacher],
    ["rho", test],
  ] as const) {
    if (weights === undefined) continue;
    if (weights.length !== spectrum.length)
      throw new UserError(
        "network",
        `${weights.length} weights ${name}_I and ${spectrum.length} eigenvalues: as many of the one as of the other are expected`,
      );
    const wrong = weights.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight)));
    if (wrong >= 0)
      throw new UserError("network", `${name}_${wrong + 1} = ${weights[wrong]}: a number, 0 or more, is expected`);
  }
  if (diverges(spectrum, { features, samples, ridge, bulk }))
    throw new UserError(
      "network",
      `N = T = ${features} at gamma = 0: the loss diverges there (the peak of double descent); give a ridge, or N and T that differ`,
    );
}

/** Whether the loss is at its pole: N = T without a ridge, and more directions than they tell. */
export const diverges = (
  spectrum: Float64Array,
  { features, samples, ridge, bulk = 0 }: Pick<RidgeModel, "features" | "samples" | "ridge" | "bulk">,
): boolean => ridge === 0 && features === samples && (spectrum.length > features || bulk > 0);

/** The sums over the spectrum with the weights f_I, and with the same weights L1, - L2 and what L3 has without rungs. */
function weightedSums(spectrum: Float64Array, d: number, weights?: Float64Array) {
  let [first, second, difference, rate, l1, l2, l3] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = spectrum.length - 1; i >= 0; i--) {
    const lambda = spectrum[i]!;
    const weight = weights === undefined ? 1 : weights[i]!;
    const inverse = 1 / (lambda + d);
    const fraction = lambda * inverse;
    const own = weight * fraction;
    const square = own * fraction;
    first += own;
    second += square;
    difference += own * (d * inverse);
    rate += own * inverse;
    l1 += weight * lambda;
    l2 += own * lambda;
    l3 += square * lambda;
  }
  return { first, second, difference, rate, parts: { l1, l2: -l2, l3NoRungs: l3 } };
}

/** The same with what the bulk adds. */
const withBulk = ({ first, second, difference }: WeightedSums, d: number, bulk = 0): WeightedSums =>
  bulk === 0 ? { first, second, difference } : { first: first + bulk / d, second, difference: difference + bulk / d };

/** omega_I rho_I, where there are weights at all. */
export function productOfWeights({
  teacher,
  test,
}: {
  readonly teacher?: Float64Array | undefined;
  readonly test?: Float64Array | undefined;
}): Float64Array | undefined {
  if (teacher === undefined || test === undefined) return teacher ?? test;
  return teacher.map((omega, i) => omega * test[i]!);
}

/** The sums with the weights 1, omega, rho and omega rho; the bulk is in the training and the test data, and not in the teacher. */
function allSums(spectrum: Float64Array, d: number, { teacher, test, bulk }: RidgeModel) {
  const plain = weightedSums(spectrum, d);
  const weighted = (weights: Float64Array | undefined) =>
    weights === undefined ? plain : weightedSums(spectrum, d, weights);
  const both = weighted(productOfWeights({ teacher, test }));
  return {
    plain: withBulk(plain, d, bulk),
    /** The sum of lambda/(lambda + D)^2, how fast S falls with D. */
    rate: bulk === undefined || bulk === 0 ? plain.rate : plain.rate + bulk / (d * d),
    ofTeacher: weighted(teacher),
    ofTest: withBulk(weighted(test), d, bulk),
    ofBoth: both,
    terms: both.parts,
  };
}

/**
 * The planar solution of a model.
 * @param spectrum lambda_1, ..., lambda_M, all positive, in any order
 * @throws UserError for N or T that is not positive, a negative ridge, a spectrum that is not positive, weights that are negative or not as many as the spectrum has
 * eigenvalues, and N = T < M at gamma = 0
 */
export function planarSolution(spectrum: Float64Array, model: RidgeModel): PlanarSolution {
  checked(spectrum, model);
  const { features: n, samples: t, ridge, scale, bulk = 0 } = model;
  // Without a ridge, and with features and samples enough for every direction, the student learns the teacher.
  const learned = ridge === 0 && bulk === 0 && spectrum.length <= Math.min(n, t);
  const d = learned ? 0 : dressing(spectrum, model);
  const { plain, rate, ofTeacher, ofTest, ofBoth, terms } = allSums(spectrum, d, model);
  const gap = learned ? Math.min(n, t) - spectrum.length : smallerGap(Math.abs(n - t), ridge / scale / d);
  const gaps = { features: gap + Math.max(0, n - t), samples: gap + Math.max(0, t - n) };
  const { difference } = plain;
  // N T det(1 - K) = N T - (N + T) S_2 + 2 S S_2 - S^2.
  const determinant = (gaps.features + gaps.samples) * difference + gaps.features * gaps.samples;
  const [overN, overT] = [gaps.features + difference, gaps.samples + difference];
  // Where the teacher is learned N - S or T - S is a factor of both, and may be zero: least squares in M directions.
  const noise = learned
    ? ofTest.first / gaps.samples
    : (gaps.features * ofTest.second + difference * ofTest.first) / determinant;
  const norm = learned
    ? ofTeacher.first / gaps.features
    : (gaps.samples * ofTeacher.second + difference * ofTeacher.first) / determinant;
  // Either end's sum with the ladders that begin with a block n and with a block s.
  const ladders =
    ofTest.difference * (ofTeacher.second * overT + difference * ofTeacher.difference) +
    ofTest.second * (ofTeacher.difference * overN + difference * ofTeacher.second);
  return {
    d,
    sums: plain,
    weighted: { teacher: ofTeacher, test: ofTest, both: ofBoth },
    gaps,
    terms,
    ladder: (n * t) / determinant,
    loss: learned ? 0 : d * (ofBoth.difference + ladders / determinant),
    noise: {
      excess: noise,
      withTestLabels: noise + 1,
      train: learned ? gaps.samples / t : ((gaps.samples / t) * gaps.samples * overN) / determinant,
      norm: rate / (scale * determinant),
    },
    train: learned
      ? 0
      : (d *
          (gaps.samples / t) *
          gaps.samples *
          (gaps.features * ofTeacher.difference + difference * ofTeacher.first)) /
        determinant,
    trainOverTest: (gaps.samples / t) ** 2,
    norm: norm / scale,
  };
}
