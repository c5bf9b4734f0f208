import * as Q from "../algebra/rational.js";
import { UserError } from "../errors.js";
import { type Activation, taylorFrom } from "./activation.js";
import { type AverageIndex, type Averages, polynomialAverages, scaleInvariantAverages } from "./exact-averages.js";
import { expectation } from "./expectation.js";
import { multiplyJets, powerJet } from "./jets.js";

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
