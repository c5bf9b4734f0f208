import { binomial } from "../../algebra/integers.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import type { Memory } from "../../foundation/memory.js";
import {
  addProduct,
  averageOfWaves,
  derivativeOfWaves,
  type GaussianSum,
  gaussianSum,
  powerOfWaves,
  valueOfSum,
  type Waves,
} from "../activations/waves.js";
import type { AverageIndex, Averages } from "./exact-averages.js";
import { type Average, keyOf, type Power, powersWithSums } from "./joint.js";

/*
 * Averages of activations that are sums of waves x^k exp(i w x), such as sin, in closed form. Of one input < d^m Delta^p
 * > is a sum of polynomials in K times exponentials of K, collected exactly: at K = 100, where all of them but constants are
 * smaller than any rounding, those that have no constant keep their digits.
 */

/** Those of < d^m Delta^p > whose sums are not too long; sums hold for all K, and are made once a memory. */
export function waveWay(
  name: string,
  waves: Waves,
  kernel: number,
  indices: readonly AverageIndex[],
  memory: Memory,
): Averages {
  const at = (key: string, make: () => GaussianSum | undefined): readonly [value: number, error: number] => {
    const sum = memory.recall(`waves ${name} ${key}`, make);
    if (sum === undefined) return [Number.NaN, Number.POSITIVE_INFINITY];
    const [value, size] = valueOfSum(sum, kernel);
    return [value, 4 * Number.EPSILON * size];
  };
  const found = indices.map((index) => at(`${index.m} ${index.p}`, () => averageSum(waves, index)));
  const [secondMoment] = at("second", () => averageOfWaves(powerOfWaves(waves, 2) ?? []));
  return {
    secondMoment,
    values: Float64Array.from(found, ([value]) => value),
    errors: Float64Array.from(found, ([, error]) => error),
  };
}

/** < d^m Delta^p > as a sum; undefined where sigma^2p has too many waves. */
function averageSum(waves: Waves, { m, p }: AverageIndex): GaussianSum | undefined {
  const square = powerOfWaves(waves, 2);
  if (square === undefined) return undefined;
  const second = averageOfWaves(square);
  const powersOfSecond: GaussianSum[] = [one()];
  for (let j = 1; j <= p; j++) powersOfSecond.push(product(powersOfSecond[j - 1]!, second));
  const total = gaussianSum();
  for (let j = 0; j <= p; j++) {
    let power = powerOfWaves(square, j);
    if (power === undefined) return undefined;
    for (let d = 0; d < m; d++) power = derivativeOfWaves(power);
    const sign = (p - j) % 2 === 0 ? 1n : -1n;
    addProduct(total, Q.rational(sign * binomial(p, j)), powersOfSecond[p - j]!, averageOfWaves(power));
  }
  return total;
}

const one = (): GaussianSum => new Map([["0", { exponent: Q.zero, coefficients: [Q.one] }]]);

function product(a: GaussianSum, b: GaussianSum): GaussianSum {
  const result = gaussianSum();
  addProduct(result, Q.one, a, b);
  return result;
}

/** A wave in doubles. */
interface Term {
  readonly power: number;
  readonly frequency: number;
  readonly re: number;
  readonly im: number;
}

/** The variance of the phase of the fastest wave is this at least. */
const leastPhase = 0.5;
/** Products with more terms than this are left to other ways. */
const mostTerms = 5000;

/**
 * All averages over inputs with a covariance with given sums of powers and derivatives: < prod x_i^{k_i} exp(i w.x) > =
 * exp(-w.K.w/2) < prod (x_i + i (K w)_i)^{k_i} >. undefined where there would be too many terms.
 */
export function waveAverages(
  waves: Waves,
  covariance: readonly (readonly number[])[],
  sums: Power,
): ReadonlyMap<string, Average> | undefined {
  const inputs = covariance.length;
  // Where waves are long beside a deviation they cancel, and what is left of their sum is no part of their sizes.
  const fastest = Math.max(...waves.map(({ frequency }) => Math.abs(Q.toNumber(frequency))));
  if (covariance.some((row, i) => row[i]! * fastest ** 2 < leastPhase)) return undefined;
  const termsOf = memoised(({ times, derivatives }: Power): readonly Term[] | undefined => {
    let power = powerOfWaves(waves, times);
    for (let d = 0; d < derivatives && power !== undefined; d++) power = derivativeOfWaves(power);
    return power?.map(({ power: k, frequency, re, im }) => ({
      power: k,
      frequency: Q.toNumber(frequency),
      re: Q.toNumber(re),
      im: Q.toNumber(im),
    }));
  }, keyOfPower);
  const found = new Map<string, Average>();
  for (const powers of powersWithSums(inputs, sums)) {
    const lists: (readonly Term[])[] = [];
    for (const power of powers) {
      const terms = termsOf(power);
      if (terms === undefined) return undefined;
      lists.push(terms);
    }
    if (lists.reduce((count, terms) => count * terms.length, 1) > mostTerms) return undefined;
    let [value, size] = [0, 0];
    const chosen: Term[] = [];
    const visit = (input: number, re: number, im: number): void => {
      if (input === inputs) {
        const [real, most] = averageOfTerm(chosen, covariance, re, im);
        value += real;
        size += most;
        return;
      }
      for (const term of lists[input]!) {
        chosen[input] = term;
        visit(input + 1, re * term.re - im * term.im, re * term.im + im * term.re);
      }
    };
    visit(0, 1, 0);
    found.set(keyOf(powers), { value, error: 16 * Number.EPSILON * size, size });
  }
  return found;
}

const keyOfPower = ({ times, derivatives }: Power): string => `${times},${derivatives}`;

/** The real part of (re + i im) < prod x^k exp(i w.x) >, and a bound on its size. */
function averageOfTerm(
  terms: readonly Term[],
  covariance: readonly (readonly number[])[],
  re: number,
  im: number,
): readonly [number, number] {
  const shifts = covariance.map((row) => row.reduce((sum, c, j) => sum + c * terms[j]!.frequency, 0));
  const exponent = shifts.reduce((sum, shift, i) => sum + shift * terms[i]!.frequency, 0);
  const height = Math.exp(-exponent / 2);
  const [a, b] = shiftedMoment(
    terms.map(({ power }) => power),
    shifts,
    covariance,
  );
  const rounding = height * (1 + exponent / 2);
  return [height * (re * a - im * b), rounding * Math.hypot(re, im) * Math.hypot(a, b)];
}

/** < prod (x_i + i shift_i)^{k_i} >, its real and imaginary part. */
function shiftedMoment(
  powers: readonly number[],
  shifts: readonly number[],
  covariance: readonly (readonly number[])[],
): readonly [number, number] {
  const first = powers.findIndex((power) => power > 0);
  if (first < 0) return [1, 0];
  const rest = powers.map((power, i) => (i === first ? power - 1 : power));
  const [u, v] = shiftedMoment(rest, shifts, covariance);
  let [re, im] = [-shifts[first]! * v, shifts[first]! * u];
  rest.forEach((power, j) => {
    if (power === 0) return;
    const [x, y] = shiftedMoment(
      rest.map((p, i) => (i === j ? p - 1 : p)),
      shifts,
      covariance,
    );
    re += power * covariance[first]![j]! * x;
    im += power * covariance[first]![j]! * y;
  });
  return [re, im];
}
