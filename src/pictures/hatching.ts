import type { Segment } from "./curves.js";

/* Blobs: discs hatched round their names. */

/** The radius of what is left free for a name. */
export const holeOf = (radius: number): number => radius - 0.14;

/** The lines of a hatched disc about the origin, rising to the right, with room for a name in the middle. */
export function discHatching(radius: number): Segment[] {
  const hole = holeOf(radius);
  const segments: Segment[] = [];
  const spacing = 0.13;
  const half = (from: number, distance: number): number => Math.sqrt(Math.max(0, from * from - distance * distance));
  // In a frame turned by half a right angle the lines are level; none goes through the middle.
  const turned = (along: number, across: number) =>
    [(along - across) * Math.SQRT1_2, (along + across) * Math.SQRT1_2] as const;
  for (let across = spacing / 2; across < radius - 0.03; across += spacing)
    for (const y of [across, -across]) {
      const [outer, inner] = [half(radius, y), half(hole, y)];
      if (inner === 0) segments.push([turned(-outer, y), turned(outer, y)]);
      else segments.push([turned(-outer, y), turned(-inner, y)], [turned(inner, y), turned(outer, y)]);
    }
  return segments;
}
