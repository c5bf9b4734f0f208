import * as Q from "../../algebra/rational.js";
import { type Jet, padded } from "../analysis/jets.js";
import { type Waves, wavesOfPolynomial } from "./waves.js";

/* What an expression is made of: parts with a value and a jet, and the switches among them. */

/** What a part of an expression is: its value, its jet, and where it is a polynomial its coefficients. */
export interface Part {
  value(x: number): number;
  /** The jet at x; at a place where a switch turns, or a divisor is 0, that of one side. */
  jet(x: number, order: number, side: Side | typeof nowhere): Jet;
  readonly polynomial?: readonly Q.Rational[];
  /** The waves that it is a sum of, where it is and no polynomial. */
  readonly waves?: Waves;
  /** The number that it is for every x: pi is one, and no rational. */
  readonly constant?: number;
  /**
   * factor (e^u + sign e^v), or without v factor e^u: a quotient or a logarithm of such parts need not overflow where
   * they do.
   */
  readonly exponentials?: Exponentials;
  /** Of a part that is a square: its root. */
  readonly root?: Part;
  /** What it is, as text: parts of the same text are the same. */
  readonly text?: string;
}

/** factor (e^u + sign e^v) */
export interface Exponentials {
  readonly factor: number;
  readonly u: Part;
  readonly v?: Part;
  readonly sign: Side;
}

/** From which side a place is looked at where an expression may have a kink. */
export type Side = -1 | 1;
/** Of a jet at a point that is not such a place. */
export const nowhere = 0;

/** The highest power that an expression may have, and the highest degree of what is known as a polynomial. */
export const largestPower = 64;

export const constantPart = (value: number): Part => ({
  value: () => value,
  jet: (_, order) => padded([value], order),
  text: String(value),
  ...(Number.isFinite(value) ? { polynomial: [Q.fromNumber(value)] } : {}),
});

/** An operator on two parts: on their values, their jets and, where both are, their polynomials. */
export function binary(
  a: Part,
  b: Part,
  ofValues: (u: number, v: number) => number,
  ofJets: (u: Jet, v: Jet) => Jet,
  ofPolynomials: (p: readonly Q.Rational[], q: readonly Q.Rational[]) => readonly Q.Rational[] | undefined,
  ofWaves: (p: Waves, q: Waves) => Waves | undefined,
): Part {
  return {
    value: (x) => ofValues(a.value(x), b.value(x)),
    jet: (x, order, side) => ofJets(a.jet(x, order, side), b.jet(x, order, side)),
    ...polynomialOf([a, b], ([p = [], q = []]) => ofPolynomials(p, q)),
    ...wavesOf([a, b], ([p = [], q = []]) => ofWaves(p, q)),
  };
}

/** A part as waves: its own, or its polynomial's, or a constant's. */
export function asWaves({ waves, polynomial, constant }: Part): Waves | undefined {
  if (waves !== undefined) return waves;
  if (polynomial !== undefined) return wavesOfPolynomial(polynomial);
  return constant === undefined ? undefined : wavesOfPolynomial([Q.fromNumber(constant)]);
}

/** The waves made of those of the parts, where all are waves. */
export function wavesOf(
  parts: readonly Part[],
  combine: (waves: readonly Waves[]) => Waves | undefined,
): Pick<Part, "waves"> {
  const all = parts.map(asWaves);
  const result = all.every((waves) => waves !== undefined) ? combine(all) : undefined;
  return result === undefined ? {} : { waves: result };
}

/** The polynomial made of those of the parts, where all are polynomials and the result is one. */
export function polynomialOf(
  parts: readonly Part[],
  combine: (polynomials: readonly (readonly Q.Rational[])[]) => readonly Q.Rational[] | undefined,
): Pick<Part, "polynomial"> {
  const polynomials = parts.flatMap(({ polynomial }) => (polynomial ? [polynomial] : []));
  const result = polynomials.length === parts.length ? combine(polynomials) : undefined;
  if (result === undefined || result.length > largestPower + 1) return {};
  const last = result.findLastIndex((c) => !Q.isZero(c));
  return { polynomial: result.slice(0, Math.max(1, last + 1)) };
}

/** The number that a part is for every x, or undefined. */
export function constantOf({ polynomial, constant }: Part): number | undefined {
  if (constant !== undefined) return constant;
  const [first, ...rest] = polynomial ?? [];
  return first !== undefined && rest.length === 0 ? Q.toNumber(first) : undefined;
}

export const addCoefficients = (p: readonly Q.Rational[], q: readonly Q.Rational[], factor: Q.Rational): Q.Rational[] =>
  Array.from({ length: Math.max(p.length, q.length) }, (_, i) =>
    Q.add(p[i] ?? Q.zero, Q.multiply(factor, q[i] ?? Q.zero)),
  );

/** One part where the condition is positive, another where it is negative. */
export function switched(condition: Part, positive: Part, negative: Part, turns: Part[]): Part {
  turns.push(condition);
  const open = (x: number, side: Side | typeof nowhere): boolean => {
    const value = condition.value(x);
    if (side === nowhere) return value > 0;
    // At its turn the first derivative that is not zero says which way it goes.
    const jet = condition.jet(x, 6, side);
    const first = vanishing(jet, x);
    return first === 0 ? value > 0 : first === jet.length || jet[first]! * side ** first > 0;
  };
  return {
    value: (x) => (condition.value(x) > 0 ? positive : negative).value(x),
    jet: (x, order, side) => (open(x, side) ? positive : negative).jet(x, order, side),
  };
}

/** How many of a jet's first coefficients are 0 but for rounding of x and of themselves. */
export function vanishing(jet: Jet, x: number): number {
  const unit = Math.max(1e-3, Math.abs(x));
  const sizes = jet.map((c, j) => Math.abs(c) * unit ** j);
  const first = sizes.findIndex((size, j) => !(size <= 1e-13 * Math.max(...sizes.slice(j))));
  return first < 0 ? jet.length : first;
}
