import * as Q from "../algebra/rational.js";
import { type Jet, padded } from "./jets.js";
import { rootBetween } from "./root.js";

/* What an expression is made of: parts with a value and a jet, and the switches among them. */

/** What a part of an expression is: its value, its jet, and where it is a polynomial its coefficients. */
export interface Part {
  value(x: number): number;
  /** The jet at x; where a switch stands exactly at its turn, the side says which way it goes. */
  jet(x: number, order: number, side: Side): Jet;
  readonly polynomial?: readonly Q.Rational[];
}

/** From which side a kink is looked at. */
export type Side = -1 | 1;

/** The highest power that an expression may have, and the highest degree of what is known as a polynomial. */
export const largestPower = 64;

export const constantPart = (value: number): Part => ({
  value: () => value,
  jet: (_, order) => padded([value], order),
  ...(Number.isFinite(value) ? { polynomial: [Q.fromNumber(value)] } : {}),
});

/** An operator on two parts: on their values, their jets and, where both are, their polynomials. */
export function binary(
  a: Part,
  b: Part,
  ofValues: (u: number, v: number) => number,
  ofJets: (u: Jet, v: Jet) => Jet,
  ofPolynomials: (p: readonly Q.Rational[], q: readonly Q.Rational[]) => readonly Q.Rational[] | undefined,
): Part {
  return {
    value: (x) => ofValues(a.value(x), b.value(x)),
    jet: (x, order, side) => ofJets(a.jet(x, order, side), b.jet(x, order, side)),
    ...polynomialOf([a, b], ([p = [], q = []]) => ofPolynomials(p, q)),
  };
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

export const addCoefficients = (p: readonly Q.Rational[], q: readonly Q.Rational[], factor: Q.Rational): Q.Rational[] =>
  Array.from({ length: Math.max(p.length, q.length) }, (_, i) =>
    Q.add(p[i] ?? Q.zero, Q.multiply(factor, q[i] ?? Q.zero)),
  );

/** One part where the condition is positive, another where it is negative. */
export function switched(condition: Part, positive: Part, negative: Part, turns: Part[]): Part {
  turns.push(condition);
  const open = (x: number, side: Side): boolean => {
    const value = condition.value(x);
    if (Math.abs(value) > 1e-13) return value > 0;
    // At its turn the first derivative that is not zero says which way it goes.
    const jet = condition.jet(x, 6, side);
    const first = jet.findIndex((c, i) => i > 0 && Math.abs(c) > 1e-9);
    return first < 0 || (jet[first] as number) * side ** first > 0;
  };
  return {
    value: (x) => (condition.value(x) > 0 ? positive : negative).value(x),
    jet: (x, order, side) => (open(x, side) ? positive : negative).jet(x, order, side),
  };
}

const farthestTurn = 64;
const turnStep = 1 / 32;

/** Where a condition changes its sign within |x| <= 64: by steps, then each to rounding. */
export function turnsOf({ value }: Part): number[] {
  const found: number[] = [];
  let before = value(-farthestTurn);
  for (let x = -farthestTurn + turnStep; x <= farthestTurn; x += turnStep) {
    const now = value(x);
    // Of a stretch on which the condition is 0 only the ends are turns.
    if (now === 0 && before !== 0) found.push(x);
    else if (now !== 0 && before === 0) found.push(x - turnStep);
    else if (before * now < 0) found.push(rootBetween(value, x - turnStep, x));
    before = now;
  }
  return found;
}
