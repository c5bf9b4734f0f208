import { binomial, oddFactorial } from "../algebra/integers.js";
import { memoised } from "../algebra/memoised.js";
import * as Q from "../algebra/rational.js";
import { falling, multiplyUnivariate, powerUnivariate, type Univariate } from "../algebra/univariate.js";
import { UserError } from "../errors.js";
import { type Activation, type Slopes, taylorFrom } from "./activation.js";
import { expectation } from "./expectation.js";
import { multiplyCoefficients, multiplyJets, powerJet } from "./jets.js";

/*
 * Gaussian averages of one input: < d^m Delta^p >_K, Delta = sigma^2 - < sigma^2 >_K, phi ~ N(0, K), m even. Four ways:
 *
 * - polynomials, by Gaussian moments; scale-invariant activations, whose averages are exact numbers times powers of K;
 * - K^{-m/2} < Delta^p He_m(phi/sqrt K) >, which takes no derivative of sigma, so kinks and jumps need no care but a break in the rule;
 *   it cancels where K is small;
 * - the m-th derivative itself, by Taylor coefficients at each point, and at a kink what its jumps contribute as derivatives of a delta
 *   function; it cancels where K is large. Without kinks also half of the derivatives on either side, K^{-m/4} < (Delta^p)^(m/2) He_{m/2} >,
 *   for the K in between.
 *
 * Every value has an estimate of its error, and of these ways the one with the smallest estimate is taken.
 */

/** Which average: the m-th derivative of Delta^p. */
export interface AverageIndex {
  readonly m: number;
  readonly p: number;
}

/** Numbers with estimates of their absolute errors, in the order in which they were asked for. */
export interface Averages {
  /** < sigma^2 >_K. */
  readonly secondMoment: number;
  readonly values: Float64Array;
  readonly errors: Float64Array;
}

/** An estimate past this fraction of the value is looked at the other way. */
const wanted = 1e-11;
const smallKernel = 0.05;
const epsilon = 2 ** -52;

/**
 * < d^m Delta^p >_K for each index.
 * @param kernel K >= 0
 * @throws UserError where the activation has no such averages
 */
export function averagesAt(activation: Activation, kernel: number, indices: readonly AverageIndex[]): Averages {
  requireKernel(kernel);
  // < Delta > = 0 is no result but a definition.
  const mean = indices.findIndex(({ m, p }) => m === 0 && p === 1);
  if (mean >= 0) {
    const others = averagesAt(
      activation,
      kernel,
      indices.filter(({ m, p }) => m > 0 || p > 1),
    );
    const withMean = (list: Float64Array) => {
      let next = 0;
      return Float64Array.from(indices, ({ m, p }) => (m > 0 || p > 1 ? (list[next++] as number) : 0));
    };
    return { ...others, values: withMean(others.values), errors: withMean(others.errors) };
  }
  const { polynomial, slopes } = activation;
  if (slopes !== undefined && kernel > 0) return scaleInvariantAverages(slopes, kernel, indices);
  if (polynomial !== undefined) return polynomialAverages(polynomial, kernel, indices);
  const subtracted = subtractedAt(activation, kernel);
  if (kernel === 0) return byDerivatives(activation, kernel, subtracted, indices);
  // Where K is small the first way cancels, where it is large the second: the likelier one first.
  const ways = kernel < smallKernel ? [byDerivatives, byHermite] : [byHermite, byDerivatives];
  const [first, second] = ways.map((way) => () => way(activation, kernel, subtracted, indices)) as [Way, Way];
  const found = better(first(), second);
  if (activation.kinks.length > 0) return found;
  return better(found, () => byDerivatives(activation, kernel, subtracted, indices, (m) => 2 * Math.ceil(m / 4)));
}

type Way = () => Averages;

/** The values of the first way, or of the second wherever that is needed and has the smaller errors. */
function better(first: Averages, other: Way): Averages {
  if (first.values.every((value, i) => (first.errors[i] as number) <= wanted * Math.abs(value))) return first;
  const second = other();
  const isBetter = (i: number) => (second.errors[i] as number) < (first.errors[i] as number);
  return {
    secondMoment: first.secondMoment,
    values: first.values.map((value, i) => (isBetter(i) ? (second.values[i] as number) : value)),
    errors: first.errors.map((error, i) => (isBetter(i) ? (second.errors[i] as number) : error)),
  };
}

function requireKernel(kernel: number): void {
  if (!(kernel >= 0 && kernel <= 1e100))
    throw new UserError("network", `K = ${kernel}: a variance\nexpected a number K >= 0`);
}

/** < sigma^2 >_K. */
export const secondMomentAt = (activation: Activation, kernel: number): number => subtractedAt(activation, kernel).mean;

/** What Delta subtracts, and how far out it is made: where the tails of sigma^2 are all of its mean, Delta is constant near 0. */
export interface Subtracted {
  readonly mean: number;
  readonly reach: number;
}

export const subtractedAt = (activation: Activation, kernel: number): Subtracted =>
  meanOf(activation, kernel, (x) => activation.value(x) ** 2, "<sigma^2>");

/** < sigma'^2 >_K: kinks count for nothing; where sigma itself jumps it is infinite. */
export function slopeSquaredAt(activation: Activation, kernel: number): number {
  const { kinks, slopes, taylor } = activation;
  if (slopes) return (Q.toNumber(slopes.left) ** 2 + Q.toNumber(slopes.right) ** 2) / 2;
  if (kinks.some(({ left, right }) => Math.abs((left(0)[0] as number) - (right(0)[0] as number)) > 1e-12))
    return Number.POSITIVE_INFINITY;
  if (kernel === 0) {
    const [left, right] = (["left", "right"] as const).map((side) => taylorFrom(activation, side, 0, 1)[1] as number);
    return ((left as number) ** 2 + (right as number) ** 2) / 2;
  }
  return meanOf(activation, kernel, (x) => (taylor(x, 1)[1] as number) ** 2, "<sigma'^2>").mean;
}

/** < f(phi) > of a function that is smooth where the activation is. */
function meanOf({ kinks }: Activation, kernel: number, f: (x: number) => number, what: string): Subtracted {
  if (kernel === 0) return { mean: f(0), reach: 0 };
  const root = Math.sqrt(kernel);
  const integrand = (z: number, into: Float64Array) => {
    into[0] = f(root * z);
    into[1] = Math.abs(into[0]);
  };
  const describe = () => `${what} at K = ${kernel}`;
  const { values, reach } = expectation(integrand, 1, { ...surroundings(kinks, root), describe });
  return { mean: values[0] as number, reach };
}

/** Where the rule has to look: at the kinks, and at 0 on a scale of 1 in phi, where activations bend. */
const surroundings = (kinks: Activation["kinks"], root: number) => ({
  breaks: kinks.map(({ at }) => at / root),
  scale: 1 / root,
});

const nameOf = ({ m, p }: AverageIndex, kernel: number): string =>
  `<${m === 0 ? "" : `d^${m} `}Delta${p === 1 ? "" : `^${p}`}> at K = ${kernel}`;

/** K^{-m/2} < Delta^p He_m(z) >. */
export function byHermite(
  { value, kinks }: Activation,
  kernel: number,
  { mean: subtracted, reach: least }: Subtracted,
  indices: readonly AverageIndex[],
): Averages {
  const root = Math.sqrt(kernel);
  const count = indices.length;
  const [largestM, largestP] = [Math.max(0, ...indices.map(({ m }) => m)), Math.max(1, ...indices.map(({ p }) => p))];
  const [hermite, powers] = [new Float64Array(largestM + 1), new Float64Array(largestP + 1)];
  const integrands = (z: number, into: Float64Array): void => {
    const square = value(root * z) ** 2;
    const delta = square - subtracted;
    powers[0] = 1;
    for (let p = 1; p <= largestP; p++) powers[p] = delta * (powers[p - 1] as number);
    hermite[0] = 1;
    if (largestM > 0) hermite[1] = z;
    for (let m = 1; m < largestM; m++) hermite[m + 1] = z * (hermite[m] as number) - m * (hermite[m - 1] as number);
    for (let i = 0; i < count; i++) {
      const { m, p } = indices[i] as AverageIndex;
      into[i] = (powers[p] as number) * (hermite[m] as number);
      into[count + i] = p * Math.abs((powers[p - 1] as number) * (hermite[m] as number)) * Math.max(square, subtracted);
    }
  };
  const { values, errors } = expectation(integrands, count, {
    ...surroundings(kinks, root),
    least,
    describe: (i) => nameOf(indices[i] as AverageIndex, kernel),
  });
  const scale = indices.map(({ m }) => kernel ** (-m / 2));
  return {
    secondMoment: subtracted,
    values: values.map((value, i) => (scale[i] as number) * value),
    errors: errors.map((error, i) => (scale[i] as number) * error),
  };
}

/**
 * < (Delta^p)^(m) >, with the jumps at the kinks.
 * @param onGaussian how many of the derivatives the Gaussian takes instead; 0 for an activation with kinks
 */
export function byDerivatives(
  activation: Activation,
  kernel: number,
  { mean: subtracted, reach: least }: Subtracted,
  indices: readonly AverageIndex[],
  onGaussian: (m: number) => number = () => 0,
): Averages {
  const { taylor, kinks } = activation;
  const root = Math.sqrt(kernel);
  const count = indices.length;
  const taken = indices.map(({ m }) => onGaussian(m));
  const largestTaken = Math.max(0, ...taken);
  const largestM = Math.max(0, ...indices.map(({ m }, i) => m - (taken[i] as number)));
  const largestP = Math.max(1, ...indices.map(({ p }) => p));
  const factorials = Array.from({ length: largestM + 1 }, (_, m) => factorialOf(m));
  /** The jets of Delta^p, p = 0, 1, ... */
  const powersOf = (sigma: readonly number[]): readonly (readonly number[])[] => {
    const delta = multiplyJets(sigma, sigma);
    delta[0] = (delta[0] as number) - subtracted;
    const powers = [powerJet(delta, 0), delta];
    for (let p = 2; p <= largestP; p++) powers.push(multiplyJets(powers[p - 1] as number[], delta));
    return powers;
  };
  const integrands = (z: number, into: Float64Array): void => {
    const sigma = taylor(root * z, largestM);
    const powers = powersOf(sigma);
    const largest = Math.max((sigma[0] as number) ** 2, subtracted);
    const hermite = largestTaken > 0 ? hermiteAt(z, largestTaken) : [1];
    for (let i = 0; i < count; i++) {
      const { p } = indices[i] as AverageIndex;
      const own = taken[i] as number;
      const m = (indices[i] as AverageIndex).m - own;
      const factorial = (factorials[m] as number) * (own === 0 ? 1 : (hermite[own] as number) * kernel ** (-own / 2));
      into[i] = factorial * (powers[p]?.[m] as number);
      into[count + i] =
        4 * Math.abs(into[i] as number) + p * Math.abs(factorial * (powers[p - 1]?.[m] as number)) * largest;
    }
  };
  if (kernel === 0) {
    requireSmoothAtZero(activation);
    const found = new Float64Array(2 * count);
    integrands(0, found);
    return {
      secondMoment: subtracted,
      values: found.slice(0, count),
      errors: found.slice(count).map((bound) => 4 * epsilon * bound),
    };
  }
  const { values, errors } = expectation(integrands, count, {
    ...surroundings(kinks, root),
    least,
    describe: (i) => nameOf(indices[i] as AverageIndex, kernel),
  });
  for (const { at, left, right } of kinks) {
    const [below, above] = [powersOf(left(largestM)), powersOf(right(largestM))];
    const place = at / root;
    const weight = Math.exp((-place * place) / 2) / Math.sqrt(2 * Math.PI * kernel);
    const hermite = hermiteAt(place, largestM);
    for (let i = 0; i < count; i++) {
      const { m, p } = indices[i] as AverageIndex;
      // The j-th derivative jumps: the m-th one holds that jump times the (m-1-j)-th derivative of a delta function.
      for (let j = 0; j < m; j++) {
        const [from, to] = [below[p]?.[j] as number, above[p]?.[j] as number];
        const factor =
          (factorials[j] as number) * (hermite[m - 1 - j] as number) * kernel ** (-(m - 1 - j) / 2) * weight;
        values[i] = (values[i] as number) + (to - from) * factor;
        errors[i] = (errors[i] as number) + 4 * epsilon * (Math.abs(to) + Math.abs(from)) * Math.abs(factor);
      }
    }
  }
  return { secondMoment: subtracted, values, errors };
}

function requireSmoothAtZero({ name, kinks }: Activation): void {
  if (kinks.some(({ at }) => at === 0))
    throw new UserError("network", `K = 0: ${name} has a kink there, and derivatives of its averages do not exist`);
}

const factorialOf = (m: number): number => (m <= 1 ? 1 : m * factorialOf(m - 1));

function hermiteAt(z: number, largest: number): number[] {
  const values = [1, z];
  for (let m = 1; m < largest; m++) values.push(z * (values[m] as number) - m * (values[m - 1] as number));
  return values;
}

/** The averages of a polynomial: every power of Delta is a polynomial, and < phi^{2i} > = (2i-1)!! K^i. */
function polynomialAverages(
  coefficients: readonly Q.Rational[],
  kernel: number,
  indices: readonly AverageIndex[],
): Averages {
  const sigma = coefficients.map(Q.toNumber);
  const square = multiplyCoefficients(sigma, sigma);
  const secondMoment = square.reduce((sum, c, i) => sum + c * (momentAt(i) * kernel ** (i / 2)), 0);
  // Delta has no constant but minus what the higher powers have for a mean, so constants of sigma do not cancel here.
  const delta = [...square];
  delta[0] = -square.slice(1).reduce((sum, c, i) => sum + c * (momentAt(i + 1) * kernel ** ((i + 1) / 2)), 0);
  const largest = Math.max(1, ...indices.map(({ p }) => p));
  const powers: number[][] = [[1], delta];
  for (let p = 2; p <= largest; p++) powers.push(multiplyCoefficients(powers[p - 1] as number[], delta));
  const [values, errors] = [new Float64Array(indices.length), new Float64Array(indices.length)];
  indices.forEach(({ m, p }, at) => {
    let [sum, size] = [0, 0];
    (powers[p] as number[]).forEach((c, i) => {
      if (i < m || (i - m) % 2 === 1) return;
      const term = c * Number(falling(i, m)) * momentAt(i - m) * kernel ** ((i - m) / 2);
      sum += term;
      size += Math.abs(term);
    });
    values[at] = sum;
    errors[at] = 8 * epsilon * size;
  });
  return { secondMoment, values, errors };
}

/** < z^i > of a unit normal. */
const momentAt = memoised((i: number): number => (i % 2 === 1 ? 0 : Number(oddFactorial(i / 2))), String);

/**
 * < d^m Delta^p >_K / K^{p - m/2} of a scale-invariant activation, exactly: Delta = K (sigma(z)^2 - A_2), and half of every moment
 * is on either side, A_2j = (a_-^2j + a_+^2j)/2.
 */
export function scaleInvariantAverage({ left, right }: Slopes, { m, p }: AverageIndex): Q.Rational {
  const half = (j: number) =>
    j === 0 ? Q.one : Q.multiply(Q.add(Q.power(left, 2 * j), Q.power(right, 2 * j)), Q.rational(1n, 2n));
  const subtracted = Q.negate(half(1));
  let total = Q.zero;
  for (let j = 0; j <= p; j++) {
    const weight = Q.multiply(Q.rational(binomial(p, j)), Q.power(subtracted, p - j));
    total = Q.add(total, Q.multiply(Q.multiply(weight, half(j)), Q.rational(momentWithHermite(j, m))));
  }
  return total;
}

/** < z^{2j} He_m(z) > = (2j)!/(2j-m)! (2j-m-1)!!: He_m is m derivatives. */
const momentWithHermite = (j: number, m: number): bigint =>
  2 * j < m ? 0n : falling(2 * j, m) * oddFactorial(j - m / 2);

/**
 * < d^m Delta^p >_K exactly, for a polynomial or a scale-invariant activation; undefined for others.
 * @param kernel K > 0
 */
export function exactAverage(
  { polynomial, slopes }: Activation,
  { m, p }: AverageIndex,
  kernel: Q.Rational,
): Q.Rational | undefined {
  if (slopes) return Q.multiply(scaleInvariantAverage(slopes, { m, p }), Q.power(kernel, p - m / 2));
  if (polynomial === undefined) return undefined;
  const gaussian = (coefficients: Univariate, derivatives: number): Q.Rational =>
    coefficients.reduce((sum, c, i) => {
      const rest = i - derivatives;
      if (rest < 0 || rest % 2 === 1) return sum;
      const weight = Q.rational(falling(i, derivatives) * oddFactorial(rest / 2));
      return Q.add(sum, Q.multiply(Q.multiply(c, weight), Q.power(kernel, rest / 2)));
    }, Q.zero);
  const square = multiplyUnivariate(polynomial, polynomial);
  const [constant = Q.zero, ...others] = square;
  const delta = [Q.subtract(constant, gaussian(square, 0)), ...others];
  return gaussian(powerUnivariate(delta, p), m);
}

/** The exact numbers of an activation, each made once. */
const scaleInvariantNumber = memoised(
  ({ slopes, index }: { readonly slopes: Slopes; readonly index: AverageIndex }) =>
    Q.toNumber(scaleInvariantAverage(slopes, index)),
  ({ slopes, index }) => `${Q.toText(slopes.left)} ${Q.toText(slopes.right)} ${index.m} ${index.p}`,
  4096,
);

function scaleInvariantAverages(slopes: Slopes, kernel: number, indices: readonly AverageIndex[]): Averages {
  const values = Float64Array.from(
    indices,
    (index) => scaleInvariantNumber({ slopes, index }) * kernel ** (index.p - index.m / 2),
  );
  const second = (Q.toNumber(slopes.left) ** 2 + Q.toNumber(slopes.right) ** 2) / 2;
  return { secondMoment: second * kernel, values, errors: values.map((value) => 4 * epsilon * Math.abs(value)) };
}
