import { onCircle, type Point } from "./curves.js";
import { sizes } from "./drawable.js";

/*
 * The external pairs at a function vertex: two short lines each, spread over the gaps between its legs.
 */

/** An external pair: its two lines, from the edge of the vertex to their tips, and the places of its names. */
export interface DrawnPair {
  readonly roots: readonly [Point, Point];
  readonly tips: readonly [Point, Point];
  readonly labels: readonly Point[];
}

/** A direction, and the angle that what goes there has to itself. */
export interface Direction {
  readonly angle: number;
  readonly room: number;
}

/**
 * The directions of so many pairs: each goes where the gap between legs has the most room left, outwards where there is
 * nothing to choose.
 * @param legs the directions of the legs at the vertex
 * @param outward away from the middle of the picture
 * @param isNamed whether names stand at their tips, which need room
 */
export function fanDirections(count: number, legs: readonly number[], outward: number, isNamed: boolean): Direction[] {
  if (count === 0) return [];
  // With no leg they go all round.
  if (legs.length === 0) {
    const room = (2 * Math.PI) / count;
    return Array.from({ length: count }, (_, i) => ({ angle: outward + i * room, room }));
  }
  const sorted = legs.map((angle) => ((angle % turn) + turn) % turn).sort((a, b) => a - b);
  const gaps = sorted.map((from, i) => {
    const size = (sorted[i + 1] ?? (sorted[0] as number) + turn) - from;
    return { middle: from + size / 2, size, pairs: 0 };
  });
  for (let i = 0; i < count; i++) {
    // Rounded, so that a difference that is one of rounding does not decide; what is even otherwise goes upwards.
    const wishes = gaps.map(({ middle, size, pairs }) => {
      const bonus = pairs === 0 ? 0.25 * Math.cos(middle - outward) + 0.01 * Math.sin(middle) : 0;
      return Math.round(1e6 * (size / (pairs + 1) + bonus));
    });
    const chosen = gaps[wishes.indexOf(Math.max(...wishes))];
    if (chosen !== undefined) chosen.pairs++;
  }
  return gaps.flatMap(({ middle, size, pairs }) => {
    // In a wide gap they keep together.
    const room = Math.min(size / (pairs + 1), isNamed ? 1.3 : 0.9);
    return Array.from({ length: pairs }, (_, i) => ({ angle: middle + (i - (pairs - 1) / 2) * room, room }));
  });
}

const turn = 2 * Math.PI;

/** How much farther apart names are than their tips, as angles. */
const spread = 1.35;

/** A pair that leaves a vertex in a direction. @param names how many stand at its tips, which need room */
export function drawnPair([x, y]: Point, { angle, room }: Direction, names: number): DrawnPair {
  // Names stand evenly, also beside those of the next pair.
  const half = names === 2 ? Math.min(0.28, room / (4 * spread)) : Math.min(0.19, room / 3.6);
  const end = (side: number, radius: number): Point => {
    const [dx, dy] = onCircle(angle + side * half, radius);
    return [x + dx, y + dy];
  };
  // The first of the two is above, or where they are side by side on the left.
  const decisive = Math.abs(Math.sin(angle)) < 0.7 ? Math.cos(angle) : Math.sin(angle);
  const first = decisive > 0 ? 1 : -1;
  const both = (spread: number, radius: number) => [end(spread * first, radius), end(-spread * first, radius)] as const;
  const behind = sizes.tip + sizes.label;
  return {
    roots: both(1, sizes.vertex),
    tips: both(1, sizes.tip),
    labels: names === 2 ? both(spread, behind) : names === 1 ? [end(0, behind)] : [],
  };
}
