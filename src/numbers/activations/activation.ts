import * as Q from "../../algebra/rational.js";
import { movedJet, padded } from "../analysis/jets.js";
import type { Waves } from "./waves.js";

/** An activation function, as the Gaussian averages need it. */
export interface Activation {
  /** Its name, or the expression that it was given by. */
  readonly name: string;
  /** sigma(x). */
  value(x: number): number;
  /** The Taylor coefficients sigma^(j)(x)/j!, j = 0..order, at a point that is not a kink. */
  taylor(x: number, order: number): readonly number[];
  /** Where sigma or one of its derivatives jumps: the Taylor coefficients on either side. */
  readonly kinks: readonly Kink[];
  /** The coefficients of a polynomial, entry j that of x^j: its averages are known exactly. */
  readonly polynomial?: readonly Q.Rational[];
  /** sigma(x) = slope x on either side of 0: a scale-invariant activation, whose averages are powers of K. */
  readonly slopes?: Slopes;
  /** sigma as a sum of waves x^k exp(i w x), where it is one and no polynomial. */
  readonly waves?: Waves;
  /** Polynomials and signs that sigma is made of, where it is. */
  readonly signs?: Signs;
}

/**
 * sigma(x) = plain(x) + signed(x) s(x), two polynomials by their coefficients: s is the sign of x, or with noise c > 0
 * the mean of the sign of x + c w over a unit normal w, which is erf(x/(c sqrt 2)).
 */
export interface Signs {
  readonly plain: readonly Q.Rational[];
  readonly signed: readonly Q.Rational[];
  readonly noise: number;
}

/** A point where an activation or one of its derivatives jumps. */
export interface Kink {
  readonly at: number;
  /** The Taylor coefficients on the left, through an order. */
  left(order: number): readonly number[];
  /** The Taylor coefficients on the right, through an order. */
  right(order: number): readonly number[];
}

/** The slopes of a scale-invariant activation on either side of 0. */
export interface Slopes {
  readonly left: Q.Rational;
  readonly right: Q.Rational;
}

/** sigma = a polynomial, from its coefficients. */
export function polynomial(name: string, coefficients: readonly (number | Q.Rational)[]): Activation {
  const exact = coefficients.map((c) => (typeof c === "number" ? Q.fromNumber(c) : c));
  const numbers = exact.map(Q.toNumber);
  return {
    name,
    value: (x) => numbers.reduceRight((value, c) => value * x + c, 0),
    taylor: (x, order) => movedJet(numbers, x, order),
    kinks: [],
    polynomial: exact,
  };
}

const half = Q.rational(1n, 2n);

/** A multiple of x on either side of 0: the mean of both, and half of the difference with the sign. */
export const signsOfSlopes = ({ left, right }: Slopes): Signs => ({
  plain: [Q.zero, Q.multiply(half, Q.add(left, right))],
  signed: [Q.zero, Q.multiply(half, Q.subtract(right, left))],
  noise: 0,
});

/** sigma(x) = left x for x < 0 and right x for x > 0: ReLU, leaky ReLU, the absolute value. */
export function scaleInvariant(name: string, left: Q.Rational, right: Q.Rational): Activation {
  const [below, above] = [Q.toNumber(left), Q.toNumber(right)];
  const slope = (x: number) => (x > 0 ? above : below);
  return {
    name,
    value: (x) => (x === 0 ? 0 : slope(x) * x),
    taylor: (x, order) => padded([slope(x) * x, slope(x)], order),
    kinks: [{ at: 0, left: (order) => padded([0, below], order), right: (order) => padded([0, above], order) }],
    slopes: { left, right },
    signs: signsOfSlopes({ left, right }),
  };
}

/** Whether sigma itself jumps at a kink. */
export const isDiscontinuous = ({ kinks }: Activation): boolean =>
  kinks.some(({ left, right }) => Math.abs(left(0)[0]! - right(0)[0]!) > 1e-12);

/** What an activation does at a point: its Taylor coefficients there, on the right side where that is a kink. */
export const taylorFrom = ({ taylor, kinks }: Activation, side: "left" | "right", x: number, order: number) =>
  kinks.find(({ at }) => at === x)?.[side](order) ?? taylor(x, order);
