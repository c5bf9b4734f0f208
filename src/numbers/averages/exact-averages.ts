import { binomial, oddFactorial } from "../../algebra/integers.js";
import * as Q from "../../algebra/rational.js";
import { falling, multiplyUnivariate, powerUnivariate, type Univariate } from "../../algebra/univariate.js";
import type { Memory } from "../../foundation/memory.js";
import type { Activation, Slopes } from "../activations/activation.js";
import { multiplyCoefficients, powersOf } from "../analysis/jets.js";

/*
 * The averages < d^m Delta^p >_K that need no quadrature: of polynomials, and of scale-invariant activations; also in
 * rationals.
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

/** The averages of a polynomial: every power of Delta is a polynomial, and < phi^{2i} > = (2i-1)!! K^i. */
export function polynomialWay(
  coefficients: readonly Q.Rational[],
  kernel: number,
  indices: readonly AverageIndex[],
): Averages {
  const sigma = coefficients.map(Q.toNumber);
  const square = multiplyCoefficients(sigma, sigma);
  const largest = Math.max(1, ...indices.map(({ p }) => p));
  const moments = normalMoments(largest * (square.length - 1));
  const secondMoment = square.reduce((sum, c, i) => sum + c * (moments[i]! * kernel ** (i / 2)), 0);
  // Delta has no constant but minus what the higher powers have for a mean, so constants of sigma do not cancel here.
  const delta = [...square];
  delta[0] = -square.slice(1).reduce((sum, c, i) => sum + c * (moments[i + 1]! * kernel ** ((i + 1) / 2)), 0);
  const powers = powersOf(delta, largest, multiplyCoefficients);
  const [values, errors] = [new Float64Array(indices.length), new Float64Array(indices.length)];
  indices.forEach(({ m, p }, at) => {
    let [sum, size] = [0, 0];
    powers[p]!.forEach((c, i) => {
      if (i < m || (i - m) % 2 === 1) return;
      const term = c * Number(falling(i, m)) * moments[i - m]! * kernel ** ((i - m) / 2);
      sum += term;
      size += Math.abs(term);
    });
    values[at] = sum;
    errors[at] = 8 * Number.EPSILON * size;
  });
  return { secondMoment, values, errors };
}

/** < z^i > of a unit normal, for i through the last: 0, or the odd factorials, each rounded once. */
function normalMoments(last: number): number[] {
  const moments = [1, 0];
  let factorial = 1n;
  for (let i = 2; i <= last; i++) {
    if (i % 2 === 0) factorial *= BigInt(i - 1);
    moments[i] = i % 2 === 0 ? Number(factorial) : 0;
  }
  return moments;
}

/**
 * < d^m Delta^p >_K / K^{p - m/2} of a scale-invariant activation, exactly: Delta = K (sigma(z)^2 - A_2), and half of
 * every moment is on either side, A_2j = (a_-^2j + a_+^2j)/2.
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

/** Whether the averages of an activation are exact numbers times powers of K. */
export const isExact = ({ polynomial, slopes }: Activation): boolean =>
  polynomial !== undefined || slopes !== undefined;

/**
 * < d^m Delta^p > as a polynomial in K, or with p = 0 and m = 0 < sigma^2 >, of a polynomial or a scale-invariant activation.
 * @throws RangeError for others
 */
export function averageInKernel({ polynomial, slopes }: Activation, { m, p }: AverageIndex): Univariate {
  if (slopes !== undefined) {
    const second = Q.multiply(Q.add(Q.power(slopes.left, 2), Q.power(slopes.right, 2)), Q.rational(1n, 2n));
    if (p === 0) return [Q.zero, second];
    const coefficient = scaleInvariantAverage(slopes, { m, p });
    return Q.isZero(coefficient)
      ? [Q.zero]
      : Array.from({ length: p - m / 2 + 1 }, (_, i) => (i === p - m / 2 ? coefficient : Q.zero));
  }
  if (polynomial === undefined) throw new RangeError("no exact averages");
  /** < d^m of a polynomial >: each power of phi brings one of K. */
  const gaussian = (coefficients: Univariate, derivatives: number): Univariate => {
    const found: Q.Rational[] = [Q.zero];
    coefficients.forEach((c, i) => {
      const rest = i - derivatives;
      if (rest < 0 || rest % 2 === 1) return;
      while (found.length <= rest / 2) found.push(Q.zero);
      const weight = Q.rational(falling(i, derivatives) * oddFactorial(rest / 2));
      found[rest / 2] = Q.add(found[rest / 2]!, Q.multiply(c, weight));
    });
    return found;
  };
  const square = multiplyUnivariate(polynomial, polynomial);
  const second = gaussian(square, 0);
  if (p === 0) return second;
  const total: Q.Rational[] = [];
  for (let j = 0; j <= p; j++) {
    const sign = (p - j) % 2 === 0 ? 1n : -1n;
    const term = multiplyUnivariate(powerUnivariate(second, p - j), gaussian(powerUnivariate(square, j), m));
    term.forEach((c, i) => {
      total[i] = Q.add(total[i] ?? Q.zero, Q.multiply(Q.rational(sign * binomial(p, j)), c));
    });
  }
  return total;
}

/** The averages of a scale-invariant activation at K > 0; its exact numbers are made once a memory. */
export function scaleInvariantWay(
  slopes: Slopes,
  kernel: number,
  indices: readonly AverageIndex[],
  memory: Memory,
): Averages {
  const [left, right] = [Q.toText(slopes.left), Q.toText(slopes.right)];
  const exact = ({ m, p }: AverageIndex): number =>
    memory.recall(`scale-invariant ${left} ${right} ${m} ${p}`, () =>
      Q.toNumber(scaleInvariantAverage(slopes, { m, p })),
    );
  const values = Float64Array.from(indices, (index) => exact(index) * kernel ** (index.p - index.m / 2));
  const second = (Q.toNumber(slopes.left) ** 2 + Q.toNumber(slopes.right) ** 2) / 2;
  return { secondMoment: second * kernel, values, errors: values.map((value) => 4 * Number.EPSILON * Math.abs(value)) };
}
