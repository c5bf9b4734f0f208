import { binomial, oddFactorial } from "../../algebra/integers.js";
import * as Q from "../../algebra/rational.js";

/*
 * Functions that are sums of x^k exp(i w x) with rational k, w and coefficients: trigonometric polynomials, with powers
 * of x beside them. Their Gaussian averages are known in closed form.
 */

/** (re + i im) x^power exp(i frequency x). */
export interface Wave {
  readonly power: number;
  readonly frequency: Q.Rational;
  readonly re: Q.Rational;
  readonly im: Q.Rational;
}

/** A sum of waves, no two of one power and frequency. */
export type Waves = readonly Wave[];

/** Sums with more waves than this are not kept. */
const mostWaves = 150;

const keyOf = ({ power, frequency }: Pick<Wave, "power" | "frequency">): string => `${power} ${Q.toText(frequency)}`;

/** The sum, terms that cancel left out; undefined where it has too many. */
function collected(waves: readonly Wave[]): Waves | undefined {
  const sums = new Map<string, Wave>();
  for (const wave of waves) {
    const key = keyOf(wave);
    const known = sums.get(key);
    sums.set(key, known ? { ...known, re: Q.add(known.re, wave.re), im: Q.add(known.im, wave.im) } : wave);
  }
  const left = [...sums.values()].filter(({ re, im }) => !Q.isZero(re) || !Q.isZero(im));
  return left.length > mostWaves ? undefined : left;
}

/** A polynomial as waves of frequency 0. */
export const wavesOfPolynomial = (coefficients: readonly Q.Rational[]): Waves =>
  coefficients.flatMap((re, power) => (Q.isZero(re) ? [] : [{ power, frequency: Q.zero, re, im: Q.zero }]));

export const addWaves = (a: Waves, b: Waves, factor: Q.Rational = Q.one): Waves | undefined =>
  collected([...a, ...scaleWaves(b, factor)]);

export const scaleWaves = (a: Waves, factor: Q.Rational): Waves =>
  a.map((wave) => ({ ...wave, re: Q.multiply(factor, wave.re), im: Q.multiply(factor, wave.im) }));

export const multiplyWaves = (a: Waves, b: Waves): Waves | undefined =>
  collected(
    a.flatMap((x) =>
      b.map((y) => ({
        power: x.power + y.power,
        frequency: Q.add(x.frequency, y.frequency),
        re: Q.subtract(Q.multiply(x.re, y.re), Q.multiply(x.im, y.im)),
        im: Q.add(Q.multiply(x.re, y.im), Q.multiply(x.im, y.re)),
      })),
    ),
  );

export function powerOfWaves(a: Waves, exponent: number): Waves | undefined {
  let product: Waves | undefined = wavesOfPolynomial([Q.one]);
  for (let i = 0; i < exponent && product !== undefined; i++) product = multiplyWaves(product, a);
  return product;
}

const half = Q.rational(1n, 2n);

/** sin(w x) and cos(w x). */
export const sineOf = (frequency: Q.Rational): Waves => [
  { power: 0, frequency, re: Q.zero, im: Q.negate(half) },
  { power: 0, frequency: Q.negate(frequency), re: Q.zero, im: half },
];
export const cosineOf = (frequency: Q.Rational): Waves => [
  { power: 0, frequency, re: half, im: Q.zero },
  { power: 0, frequency: Q.negate(frequency), re: half, im: Q.zero },
];

/** The derivative: k x^{k-1} + i w x^k before the exponential. */
export function derivativeOfWaves(a: Waves): Waves {
  const terms = a.flatMap(({ power, frequency, re, im }) => [
    ...(power > 0
      ? [
          {
            power: power - 1,
            frequency,
            re: Q.multiply(Q.rational(power), re),
            im: Q.multiply(Q.rational(power), im),
          },
        ]
      : []),
    { power, frequency, re: Q.negate(Q.multiply(frequency, im)), im: Q.multiply(frequency, re) },
  ]);
  return collected(terms) ?? terms;
}

/**
 * < w > over a normal of variance K, as a sum over exponents E of a polynomial in K times exp(-E K/2): < x^k exp(i w x)
 * > = exp(-w^2 K/2) < (x + i w K)^k >. Exact, so that what cancels is gone.
 */
export function averageOfWaves(a: Waves): GaussianSum {
  const sum = gaussianSum();
  for (const { power, frequency, re, im } of a) {
    const exponent = Q.multiply(frequency, frequency);
    for (let paired = 0; 2 * paired <= power; paired++) {
      // (2l-1)!! K^l ways to pair, and (i w K)^rest.
      const rest = power - 2 * paired;
      const weight = Q.multiply(
        Q.rational(binomial(power, 2 * paired) * oddFactorial(paired)),
        Q.power(frequency, rest),
      );
      // i^rest times the coefficient: its real part is all that is left in the end.
      const real = [re, Q.negate(im), Q.negate(re), im][rest % 4]!;
      addTo(sum, exponent, paired + rest, Q.multiply(weight, real));
    }
  }
  return sum;
}

/** sum_E p_E(K) exp(-E K/2): by the text of E, with the coefficients of p_E. */
export type GaussianSum = Map<string, { readonly exponent: Q.Rational; readonly coefficients: Q.Rational[] }>;

export const gaussianSum = (): GaussianSum => new Map();

/** Adds coefficient K^power exp(-exponent K/2). */
function addTo(sum: GaussianSum, exponent: Q.Rational, power: number, coefficient: Q.Rational): void {
  const key = Q.toText(exponent);
  const term = sum.get(key) ?? { exponent, coefficients: [] };
  sum.set(key, term);
  while (term.coefficients.length <= power) term.coefficients.push(Q.zero);
  term.coefficients[power] = Q.add(term.coefficients[power]!, coefficient);
}

/** a + factor b c, each of them a sum; `a` is changed. */
export function addProduct(a: GaussianSum, factor: Q.Rational, b: GaussianSum, c: GaussianSum): void {
  for (const x of b.values())
    for (const y of c.values())
      x.coefficients.forEach((u, i) => {
        if (Q.isZero(u)) return;
        y.coefficients.forEach((v, j) => {
          if (!Q.isZero(v)) addTo(a, Q.add(x.exponent, y.exponent), i + j, Q.multiply(factor, Q.multiply(u, v)));
        });
      });
}

/** The value at K, and the sum of the sizes of its terms. */
export function valueOfSum(sum: GaussianSum, kernel: number): readonly [value: number, size: number] {
  let [value, size] = [0, 0];
  for (const { exponent, coefficients } of sum.values()) {
    const height = Math.exp((-Q.toNumber(exponent) * kernel) / 2);
    // An exponent as large as this brings its own rounding.
    const rounding = 1 + (Q.toNumber(exponent) * kernel) / 2;
    coefficients.forEach((c, i) => {
      if (Q.isZero(c)) return;
      const term = Q.toNumber(c) * kernel ** i * height;
      value += term;
      size += Math.abs(term) * (height > 0 ? rounding : 0);
    });
  }
  return [value, size];
}
