import { memoised } from "../../foundation/memoised.js";
import { type Jet, movedJet } from "../analysis/jets.js";
import type { Activation, Kink } from "./activation.js";
import { nowhere, type Part } from "./expression-parts.js";

/*
 * The activation that an expression is, from the places at which it may not be smooth. Where both sides have the same
 * Taylor series it is: no kink, and near a place at which the formula divides 0 by 0 the series is used for values and
 * derivatives, which the formula there has no digits for.
 */

/** So many Taylor coefficients are compared at a place. */
const compared = 40;
/**
 * So many more than are asked for are used near a singular place, on half of their radius of convergence: 2^-60 is left
 * out.
 */
const seriesOrder = 60;

/** The places found: zeros of conditions, and of what is divided by or has a root or logarithm. */
export interface FoundPlaces {
  readonly turns: readonly number[];
  readonly singular: readonly number[];
}

/** Places that are one but for rounding. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-13 * Math.max(1, Math.abs(a));

/** A series about a place and how far it is used. */
interface Series {
  readonly at: number;
  /** The coefficients that the first so many anywhere near need. */
  coefficientsFor(order: number): Jet;
  readonly within: number;
}

/** @param declared kinks that stay, whatever the expression is there */
export function smoothThrough(
  name: string,
  { value, jet }: Part,
  declared: readonly number[],
  { turns, singular }: FoundPlaces,
): Activation {
  const places: number[] = [];
  for (const place of [...declared, ...turns, ...singular])
    if (!places.some((other) => isSame(other, place))) places.push(place);
  places.sort((a, b) => a - b);
  const smooth = places.filter((at) => !declared.includes(at) && agree(jet(at, compared, -1), jet(at, compared, 1)));
  const kinks: readonly Kink[] = places
    .filter((at) => !smooth.includes(at))
    .map((at) => ({ at, left: (order) => jet(at, order, -1), right: (order) => jet(at, order, 1) }));
  const series = smooth
    .filter((at) => singular.some((place) => isSame(place, at)))
    .map((at): Series => {
      const coefficientsFor = memoised((order: number) => jet(at, order + seriesOrder, 1), String);
      const nearest = Math.min(...places.filter((place) => place !== at).map((place) => Math.abs(place - at)));
      return { at, coefficientsFor, within: Math.min(radiusOf(coefficientsFor(0)) / 2, nearest / 2) };
    });
  const seriesAt = (x: number): Series | undefined => series.find(({ at, within }) => Math.abs(x - at) <= within);
  const known: Pick<Activation, "value" | "taylor"> =
    series.length === 0
      ? { value, taylor: (x, order) => jet(x, order, nowhere) }
      : {
          value: (x) => {
            const found = seriesAt(x);
            return found ? seriesMoved(found, x, 0)[0]! : value(x);
          },
          taylor: (x, order) => {
            const found = seriesAt(x);
            return found ? seriesMoved(found, x, order) : jet(x, order, nowhere);
          },
        };
  return { name, ...known, kinks };
}

/**
 * The distance to which a series converges, by its coefficients: those of sin(x)/x would go on for ever, and are used
 * up to 8.
 */
function radiusOf(coefficients: Jet): number {
  let largest = 1 / 8;
  const size = Math.max(Number.MIN_VALUE, ...coefficients.slice(0, 4).map(Math.abs));
  for (let j = 8; j < coefficients.length; j++)
    largest = Math.max(largest, (Math.abs(coefficients[j]!) / size) ** (1 / j));
  return 1 / largest;
}

/** Whether two series are one, each coefficient but for rounding on the scale of their radius of convergence. */
function agree(left: Jet, right: Jet): boolean {
  if (![...left, ...right].every(Number.isFinite)) return false;
  const radius = radiusOf(left);
  const size = Math.max(...left.map((c, j) => Math.abs(c) * radius ** j));
  return left.every((c, j) => {
    const apart = Math.abs(c - right[j]!);
    return apart <= (1e-11 * size) / radius ** j || apart <= 1e-9 * Math.abs(c);
  });
}

/** The Taylor coefficients at x of a series about another place. */
const seriesMoved = ({ at, coefficientsFor }: Series, x: number, order: number): Jet =>
  movedJet(coefficientsFor(order), x - at, order);
