import { rootBetween } from "../analysis/root.js";
import { nowhere, type Part } from "./expression-parts.js";

/* Where the condition of a switch is 0: the places at which an expression may have a kink. */

const farthest = 1e6;
/**
 * Within this distance from 0 the places looked at are even, from it on, and towards 0, each a step of itself farther.
 */
const near = 64;
const step = 1 / 16;

/** The places at which a condition is looked at, from left to right. */
const places: () => readonly number[] = () => {
  const positive: number[] = [];
  for (let x = 1e-9; x < step; x *= 1.2) positive.push(x);
  for (let x = step; x <= near; x += step) positive.push(x);
  for (let x = near * (1 + step); x < farthest; x *= 1 + step) positive.push(x);
  return [...positive.map((x) => -x).reverse(), 0, ...positive];
};

/**
 * Where conditions are 0 or change their sign within |x| <= 10^6: between neighbouring places each change of sign, and
 * each extremum, which may touch 0 or have two changes beside it; all to rounding.
 */
export function turnsOf(conditions: readonly Part[]): number[] {
  if (conditions.length === 0) return [];
  const grid = places();
  return [...new Set(conditions.flatMap((condition) => rootsOf(condition, grid)))].sort((a, b) => a - b);
}

function rootsOf({ value, jet }: Part, grid: readonly number[]): number[] {
  const slope = (x: number) => jet(x, 1, nowhere)[1]!;
  const values = grid.map(value);
  const found: number[] = [];
  for (let i = 1; i < grid.length; i++) {
    const [x0, x] = [grid[i - 1]!, grid[i]!];
    const [v0, v] = [values[i - 1]!, values[i]!];
    // Of a stretch on which the condition is 0 only the ends are turns.
    if (v0 === 0 && v !== 0) found.push(values[i - 2] === 0 ? endOfZeros(value, x0, x) : x0);
    else if (v === 0 && v0 !== 0 && values[i + 1] === 0) found.push(endOfZeros(value, x, x0));
    else if (v0 * v < 0) found.push(rootBetween(value, x0, x));
    else if (v0 * v > 0 && slope(x0) * v < 0 && slope(x) * v > 0) {
      // Towards 0 and away again.
      const lowest = rootBetween(slope, x0, x);
      const between = value(lowest);
      if (Math.abs(between) <= 1e-13 * Math.max(Math.abs(v0), Math.abs(v))) found.push(lowest);
      else if (between * v < 0) found.push(rootBetween(value, x0, lowest), rootBetween(value, lowest, x));
    }
  }
  return found;
}

/** The last place at which f is 0, between one where it is and one where it is not. */
function endOfZeros(f: (x: number) => number, zero: number, other: number): number {
  let [inside, outside] = [zero, other];
  for (let i = 0; i < 80; i++) {
    const middle = (inside + outside) / 2;
    if (f(middle) === 0) inside = middle;
    else outside = middle;
  }
  return inside;
}
