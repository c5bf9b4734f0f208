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

/** A reflection that is nearly a symmetry: each node's partner, and how far the farthest one is from its image. */
interface Reflection {
  readonly axis: number;
  readonly partners: readonly number[];
  readonly distance: number;
}

/** The places about their middle, symmetric where a reflection nearly is a symmetry. @param near how near is enough */
export function balanced(d: Drawable, given: readonly Point[], near: number): Balanced {
  const places = aboutMiddle(given);
  if (places.length === 1) return { places, axis: Math.PI / 2 };
  const structure = structureOf(d);
  let best: Reflection | undefined;
  for (const axis of possibleAxes(structure, places)) {
    const found = reflectionIn(axis, structure, places, near);
    // A difference that is one of rounding must not decide.
    if (found !== undefined && (best === undefined || found.distance < best.distance - 1e-6)) best = found;
  }
  if (best === undefined) return { places, axis: undefined };
  const once = symmetrised(places, best);
  // Across it, too, where that nearly is a symmetry: the two reflections leave each other's work as it is.
  const across = reflectionIn(best.axis + Math.PI / 2, structure, once, near);
  return { axis: best.axis, places: across === undefined ? once : symmetrised(once, across) };
}

/** The places that are half-way between those given and their images. */
const symmetrised = (places: readonly Point[], { axis, partners }: Reflection): Point[] =>
  places.map(([x, y], i) => {
    const [imageX, imageY] = reflected(places[partners[i] as number] as Point, axis);
    return [(x + imageX) / 2, (y + imageY) / 2];
  });

/** What a symmetry has to keep. */
interface Structure {
  /** Of each node: only those of one shape are exchanged. */
  readonly shapes: readonly string[];
  /** Pairs of nodes with the number of legs between them. */
  readonly joined: readonly (readonly [v: number, blob: number, legs: number])[];
  readonly legs: (v: number, blob: number) => number;
}

function structureOf(d: Drawable): Structure {
  const r = d.vertices.length;
  const nodes = r + d.blobs.length;
  const counts = new Map<number, number>();
  for (const [v, b] of d.edges) counts.set(v * nodes + r + b, (counts.get(v * nodes + r + b) ?? 0) + 1);
  return {
    shapes: Array.from({ length: nodes }, (_, node) => nodeShape(d, node)),
    joined: [...counts].map(([key, legs]) => [Math.floor(key / nodes), key % nodes, legs]),
    legs: (v, blob) => counts.get(v * nodes + blob) ?? 0,
  };
}

function aboutMiddle(given: readonly Point[]): Point[] {
  const middle = (axis: 0 | 1): number => given.reduce((sum, place) => sum + place[axis], 0) / given.length;
  const [x, y] = [middle(0), middle(1)];
  return given.map((place) => [place[0] - x, place[1] - y]);
}

/** The lines that could be axes: one of the farthest nodes goes to itself, or to one of its kind. */
function possibleAxes({ shapes }: Structure, places: readonly Point[]): number[] {
  const distances = places.map(([x, y]) => Math.hypot(x, y));
  const farthest = distances.findIndex((distance) => distance > Math.max(...distances) - 1e-6);
  const angleOf = (node: number): number => {
    const [x, y] = places[node] as Point;
    return Math.atan2(y, x);
  };
  const from = angleOf(farthest);
  return places.flatMap((_, node) => {
    if (shapes[node] !== shapes[farthest]) return [];
    const half = (from + angleOf(node)) / 2;
    // The node itself may lie on the axis, or across it from the middle.
    return node === farthest ? [half, half + Math.PI / 2] : [half];
  });
}

const reflected = ([x, y]: Point, axis: number): Point => {
  const [c, s] = [Math.cos(2 * axis), Math.sin(2 * axis)];
  return [c * x + s * y, s * x - c * y];
};

/** The reflection in a line, where it nearly carries nodes and legs into nodes and legs. */
function reflectionIn(
  axis: number,
  { shapes, joined, legs }: Structure,
  places: readonly Point[],
  near: number,
): Reflection | undefined {
  const partners: number[] = [];
  let farthest = 0;
  for (const [node, place] of places.entries()) {
    const [x, y] = reflected(place, axis);
    let [partner, distance] = [-1, near];
    for (const [other, [otherX, otherY]] of places.entries()) {
      const apart = Math.hypot(otherX - x, otherY - y);
      if (apart < distance && shapes[other] === shapes[node]) [partner, distance] = [other, apart];
    }
    if (partner < 0) return undefined;
    partners.push(partner);
    farthest = Math.max(farthest, distance);
  }
  if (partners.some((partner, node) => partners[partner] !== node)) return undefined;
  const partner = (node: number): number => partners[node] as number;
  const keepsLegs = joined.every(([v, blob, count]) => legs(partner(v), partner(blob)) === count);
  return keepsLegs ? { axis, partners, distance: farthest } : undefined;
}

/** The places turned by an angle. */
export const turnedPlaces = (places: readonly Point[], angle: number): Point[] => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return places.map(([x, y]) => [c * x - s * y, s * x + c * y]);
};
