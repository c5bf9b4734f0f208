import type { Activation } from "../activations/activation.js";
import { movedJet, multiplyJets } from "../analysis/jets.js";

/*
 * An activation, or its square, fast enough for billions of neurons: on short cells its Taylor polynomials, which the
 * activation itself gives. A cell is made when it is first met, and tried; one that is not right to 1e-14, for a kink, a
 * pole or a size out of hand, is left to the activation, and so is what lies outside of the table.
 */

const [aUnit, reach] = [512, 16];
const cells = 2 * reach * aUnit;
/** The number of cells is a power of two, so a place is made a cell without a branch. */
const lastCell = cells - 1;
const offset = reach * aUnit;
const degree = 4;

/**
 * The largest error of the table, beside the size of the function or 1. What it does to a cumulant is as large a part of
 * it, a millionth of any statistical error.
 */
export const lookupError = 1e-14;

/** sigma, or sigma^2. */
export interface Lookup {
  at(x: number): number;
  /** The sum of the function at root * z over the first entries of a list. */
  sum(root: number, z: Float64Array, count: number): number;
}

/** sigma to the power 1 or 2. */
export function lookup({ value, taylor, slopes }: Activation, power: 1 | 2): Lookup {
  if (slopes !== undefined) return onTwoLines(value(-1), value(1), power);
  const exact = power === 1 ? value : (x: number): number => value(x) ** 2;
  const [c0, c1, c2, c3, c4] = Array.from({ length: degree + 1 }, () => new Float64Array(cells).fill(Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const isMade = new Uint8Array(cells);
  // A place just outside, between -1 and 0, is taken for one in the first cell, so that one is left out.
  isMade[0] = 1;

  /** Makes a cell: the polynomial of the distance from its left end, in cells. */
  const make = (cell: number): void => {
    isMade[cell] = 1;
    const middle = (cell + 0.5) / aUnit - reach;
    const jet = taylor(middle, degree);
    const scaled = (power === 1 ? jet : multiplyJets(jet, jet)).map((c, k) => c * aUnit ** -k);
    const polynomial = movedJet(scaled, -0.5, degree);
    if (!isRight(polynomial, (d) => exact(middle + (d - 0.5) / aUnit))) return;
    [c0[cell], c1[cell], c2[cell], c3[cell], c4[cell]] = polynomial as [number, number, number, number, number];
  };

  const atPlace = (place: number, x: number): number => {
    if (!(place >= 0 && place < cells)) return exact(x);
    const cell = place | 0;
    if (isMade[cell] === 0) make(cell);
    const d = place - cell;
    const found = c0[cell]! + d * (c1[cell]! + d * (c2[cell]! + d * (c3[cell]! + d * c4[cell]!)));
    return Number.isNaN(found) ? exact(x) : found;
  };
  const at = (x: number): number => atPlace(x * aUnit + offset, x);

  const sum = (root: number, z: Float64Array, count: number): number => {
    const scale = root * aUnit;
    const from = offset;
    const last = lastCell;
    let total = 0;
    let outside = 0;
    for (let j = 0; j < count; j++) {
      const place = scale * z[j]! + from;
      const whole = place | 0;
      // A cell below the first is negative, one behind the last has a bit that no cell has.
      outside |= whole;
      const cell = whole & last;
      const d = place - whole;
      total += c0[cell]! + d * (c1[cell]! + d * (c2[cell]! + d * (c3[cell]! + d * c4[cell]!)));
    }
    if (outside >= 0 && outside < cells && !Number.isNaN(total)) return total;
    // Something was outside, or in a cell that is not made or left out, and so not a number. All others are as above, to
    // the last digit: what a block measures does not depend on what has been asked before.
    let slowly = 0;
    for (let j = 0; j < count; j++) slowly += atPlace(scale * z[j]! + from, root * z[j]!);
    return slowly;
  };
  return { at, sum };
}

/** Straight lines on either side of 0 need no table. */
function onTwoLines(below: number, above: number, power: 1 | 2): Lookup {
  const [left, right] = power === 1 ? [-below, above] : [below * below, above * above];
  const at = (x: number): number => (x < 0 ? left : right) * (power === 1 ? x : x * x);
  const sum = (root: number, z: Float64Array, count: number): number => {
    // Both are homogeneous, so the root is left to the end; and no branch is taken by chance.
    let [even, odd] = [0, 0];
    for (let j = 0; j < count; j++) {
      const x = z[j]!;
      const size = Math.abs(x);
      even += power === 1 ? size : x * x;
      odd += power === 1 ? x : x * size;
    }
    const [negative, positive] = [(power === 1 ? odd - even : even - odd) / 2, (even + odd) / 2];
    return (left * negative + right * positive) * root ** power;
  };
  return { at, sum };
}

/** Whether a polynomial of d in [0, 1] is the function to within the error, near the ends and between. */
function isRight(polynomial: readonly number[], exact: (d: number) => number): boolean {
  return [1e-9, 0.2, 0.5, 0.8, 1 - 1e-9].every((d) => {
    const [expected, found] = [exact(d), polynomial.reduceRight((sum, c) => sum * d + c, 0)];
    return Math.abs(found - expected) <= lookupError * Math.max(1, Math.abs(expected));
  });
}
