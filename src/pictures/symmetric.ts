import type { Point } from "./curves.js";
import { type Drawable, nodeShape } from "./drawable.js";

/*
 * Places that are nearly symmetric made so: a reflection in a line through the middle that carries the diagram nearly
 * into itself carries it wholly so, once every node stands half-way between its place and the image of its partner's.
 */

/** Places with their middle at the origin, and the angle of the line in which they are their own reflection, if any. */
export interface Balanced {
  readonly places: readonly Point[];
  readonly axis: number | undefined;
}

const reach = (places: readonly Point[]) => Math.max(0.5, ...places.map(([x, y]) => Math.hypot(x, y)));

/** The places about their middle, symmetric where a reflection nearly is a symmetry. @param near how near is enough */
export function balanced(d: Drawable, given: readonly Point[], near: number): Balanced {
  const n = given.length;
  const [mx, my] = [given.reduce((sum, [x]) => sum + x, 0) / n, given.reduce((sum, [, y]) => sum + y, 0) / n];
  const places = given.map(([x, y]): Point => [x - mx, y - my]);
  const shapes = places.map((_, node) => nodeShape(d, node));
  const far = reach(places);
  const farthest = places.findIndex(([x, y]) => Math.hypot(x, y) > far - 1e-6);
  if (farthest < 0) return { places, axis: n === 1 ? Math.PI / 2 : undefined };
  const legs = new Map<string, number>();
  const key = (v: number, b: number) => `${v},${b}`;
  for (const [v, b] of d.edges) legs.set(key(v, b), (legs.get(key(v, b)) ?? 0) + 1);
  const angleOf = ([x, y]: Point) => Math.atan2(y, x);
  let best: { axis: number; partners: number[]; distance: number } | undefined;
  const tried = (axis: number): void => {
    const [c, s] = [Math.cos(2 * axis), Math.sin(2 * axis)];
    const partners: number[] = [];
    let worst = 0;
    for (let i = 0; i < n; i++) {
      const [x, y] = places[i] as Point;
      const [rx, ry] = [c * x + s * y, s * x - c * y];
      let [partner, least] = [-1, near];
      for (let j = 0; j < n; j++) {
        if (shapes[j] !== shapes[i]) continue;
        const [px, py] = places[j] as Point;
        const distance = Math.hypot(px - rx, py - ry);
        if (distance < least) [partner, least] = [j, distance];
      }
      if (partner < 0) return;
      partners[i] = partner;
      worst = Math.max(worst, least);
    }
    if (best !== undefined && worst > best.distance - 1e-6) return;
    if (partners.some((j, i) => partners[j] !== i)) return;
    const r = d.vertices.length;
    for (const [v, b] of d.edges)
      if (legs.get(key(v, b)) !== legs.get(key(partners[v] as number, (partners[r + b] as number) - r))) return;
    best = { axis, partners, distance: worst };
  };
  const from = angleOf(places[farthest] as Point);
  for (let j = 0; j < n; j++)
    if (shapes[j] === shapes[farthest]) {
      const axis = (from + angleOf(places[j] as Point)) / 2;
      tried(axis);
      if (j === farthest) tried(axis + Math.PI / 2);
    }
  if (best === undefined) return { places, axis: undefined };
  const { axis, partners } = best;
  const [c, s] = [Math.cos(2 * axis), Math.sin(2 * axis)];
  return {
    axis,
    places: places.map(([x, y], i) => {
      const [px, py] = places[partners[i] as number] as Point;
      return [(x + c * px + s * py) / 2, (y + s * px - c * py) / 2];
    }),
  };
}

/** The places turned by an angle. */
export const turnedPlaces = (places: readonly Point[], angle: number): Point[] => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return places.map(([x, y]) => [c * x - s * y, s * x + c * y]);
};
