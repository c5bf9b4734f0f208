import { binomial } from "../../algebra/integers.js";
import { multiplyCoefficients } from "../analysis/jets.js";

/*
 * How many networks a cumulant of the kernel needs before the mean of its estimates is about normal. The kernel of a deep
 * network is a product of many random factors, so its tails are those of a lognormal of the same relative variance
 * (exactly, for homogeneous activations in the limit of many layers); and what one network adds to a k-statistic is a
 * polynomial of degree k in its kernel, whose own tails are the heavier the larger k. The few networks far out on the
 * right, which hold much of the mean and more of the error, are not among a few thousand: then the estimate is too
 * small, and so is its error. The sample cannot tell what it has not seen; the form of the tails can.
 */

/** The mean of many estimates is taken to be normal where its skewness is no larger. */
const largestSkewness = 0.3;

/** Central moments are small differences of large numbers, so they are made in whole numbers of 2^-bits. */
const bits = 600n;

/** The moments <(g - 1)^j>, j through the last, of a lognormal g of mean 1 and relative variance v: <g^j> = (1+v)^{j(j-1)/2}. */
function centralMoments(v: number, last: number): number[] {
  const ratio = (1n << bits) + (BigInt(Math.round(v * 2 ** 52)) << (bits - 52n));
  const raw = [1n << bits];
  for (let j = 1, power = 1n << bits; j <= last; j++) {
    raw.push((raw[j - 1]! * power) >> bits);
    power = (power * ratio) >> bits;
  }
  return raw.map((_, j) => {
    let moment = 0n;
    for (let i = 0; i <= j; i++) moment += (j - i) % 2 === 0 ? binomial(j, i) * raw[i]! : -binomial(j, i) * raw[i]!;
    // As many bits as a double has room for, and then the power of two.
    return Number(moment >> (bits - 500n)) / 2 ** 500;
  });
}

/** Below it the kernel is as good as normal, and the skewness does not change any more. */
const smallestVariance = 1e-6;

/**
 * The skewness of what one network adds to the k-statistic of a lognormal kernel.
 * @param v the relative variance of the kernel, V_4 / (n K^2)
 */
export function skewnessOf(k: number, v: number): number {
  const moments = centralMoments(Math.max(v, smallestVariance), 3 * k);
  const polynomial = influence(k, moments);
  const mean = polynomial.map((c, j) => c * moments[j]!).reduce((a, b) => a + b, 0);
  const centred = polynomial.map((c, j) => (j === 0 ? c - mean : c));
  const square = multiplyCoefficients(centred, centred);
  const cube = multiplyCoefficients(square, centred);
  const average = (list: readonly number[]): number => list.reduce((sum, c, j) => sum + c * moments[j]!, 0);
  return average(cube) / average(square) ** 1.5;
}

/**
 * The influence function of the k-th cumulant as a polynomial in x = g - <g>: with a network at x a little more likely,
 * log <e^{tg}> changes by e^{tx}/<e^{tg}> - 1, so it is k! times the coefficient of t^k in that, up to a constant.
 */
function influence(k: number, moments: readonly number[]): number[] {
  // inverse[j] / j! are the coefficients of 1 / sum_j moments[j] t^j / j!.
  const inverse = [1];
  for (let j = 1; j <= k; j++) {
    let sum = 0;
    for (let i = 1; i <= j; i++) sum += Number(binomial(j, i)) * moments[i]! * inverse[j - i]!;
    inverse.push(-sum);
  }
  return Array.from({ length: k + 1 }, (_, j) => Number(binomial(k, j)) * inverse[k - j]!);
}

/** How many networks the k-th cumulant needs. @param v the relative variance of the kernel */
export const networksNeeded = (k: number, v: number): number => Math.ceil((skewnessOf(k, v) / largestSkewness) ** 2);
