import { type Point, type Segment, sampled } from "./curves.js";
import { type Drawable, radiusOf } from "./drawable.js";
import type { Sketch } from "./placement.js";

/*
 * What is wrong with a picture: parts that come nearer than readers can tell apart.
 */

/** Something that is wrong: nodes, legs and the external pairs of a vertex, each by its number. */
export type Defect =
  | { readonly kind: "nodes overlap"; readonly nodes: readonly [number, number] }
  | { readonly kind: "legs cross"; readonly legs: readonly [number, number] }
  | { readonly kind: "leg at a foreign node"; readonly leg: number; readonly node: number }
  | { readonly kind: "pair at a foreign node"; readonly vertex: number; readonly node: number }
  | { readonly kind: "pair at a leg"; readonly vertex: number; readonly leg: number }
  | { readonly kind: "pairs cross"; readonly vertices: readonly [number, number] };

/** How near two parts may come. */
const gap = 0.1;

/** What is wrong with a picture; nothing, where it is good. */
export function defectsOf(d: Drawable, { vertices, blobs, legs, pairs }: Sketch): Defect[] {
  const r = vertices.length;
  const nodes = [...vertices, ...blobs].map((at, node) => ({ at, radius: radiusOf(d, node) }));
  const paths = legs.map(({ middle, isStraight }) =>
    isStraight ? [[middle[0], middle[3]] as const] : segments([...sampled([middle], 10), middle[3]]),
  );
  const fans = pairs.map((own) =>
    own.flatMap(({ roots, tips }) => [[roots[0], tips[0]] as const, [roots[1], tips[1]] as const]),
  );
  const defects: Defect[] = [];
  nodes.forEach(({ at, radius }, node) => {
    for (let other = 0; other < node; other++) {
      const { at: there, radius: beside } = nodes[other] as (typeof nodes)[number];
      if (Math.hypot(at[0] - there[0], at[1] - there[1]) < radius + beside + gap)
        defects.push({ kind: "nodes overlap", nodes: [other, node] });
    }
    paths.forEach((path, leg) => {
      const [v, b] = d.edges[leg] as readonly [number, number];
      if (node !== v && node !== r + b && path.some((line) => distance(line, at) < radius + gap))
        defects.push({ kind: "leg at a foreign node", leg, node });
    });
    fans.forEach((fan, vertex) => {
      if (node !== vertex && fan.some((line) => distance(line, at) < radius + gap))
        defects.push({ kind: "pair at a foreign node", vertex, node });
    });
  });
  paths.forEach((path, leg) => {
    const [v, b] = d.edges[leg] as readonly [number, number];
    for (let other = 0; other < leg; other++) {
      const [w, c] = d.edges[other] as readonly [number, number];
      // Legs that end at one node come near one another there.
      if (tooNear(path, paths[other] as readonly Segment[], v === w || b === c))
        defects.push({ kind: "legs cross", legs: [other, leg] });
    }
    fans.forEach((fan, vertex) => {
      if (tooNear(path, fan, vertex === v)) defects.push({ kind: "pair at a leg", vertex, leg });
    });
  });
  fans.forEach((fan, vertex) => {
    for (let other = 0; other < vertex; other++)
      if (tooNear(fan, fans[other] as readonly Segment[], false))
        defects.push({ kind: "pairs cross", vertices: [other, vertex] });
  });
  return defects;
}

const segments = (points: readonly Point[]): Segment[] =>
  points.slice(1).map((to, i) => [points[i] as Point, to] as const);

/** Whether two polylines come too near; those that share an end may, but must not cross. */
const tooNear = (path: readonly Segment[], other: readonly Segment[], sharesEnd: boolean): boolean =>
  path.some((line) => other.some((to) => meets(line, to) || (!sharesEnd && apart(line, to) < gap)));

/** The distance of a point from a segment. */
function distance([[ax, ay], [bx, by]]: Segment, [x, y]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
  return Math.hypot(ax + t * dx - x, ay + t * dy - y);
}

/** How far apart two segments are that do not meet. */
const apart = (s: Segment, t: Segment): number =>
  Math.min(distance(s, t[0]), distance(s, t[1]), distance(t, s[0]), distance(t, s[1]));

const side = ([[ax, ay], [bx, by]]: Segment, [x, y]: Point): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax);

const meets = (s: Segment, t: Segment): boolean =>
  side(s, t[0]) * side(s, t[1]) < 0 && side(t, s[0]) * side(t, s[1]) < 0;
