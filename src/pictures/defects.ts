import { type Point, type Segment, sampled } from "./curves.js";
import { type Drawable, radiusOf, sizes } from "./drawable.js";
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
  | { readonly kind: "name at a foreign node"; readonly vertex: number; readonly node: number }
  | { readonly kind: "pair at a leg"; readonly vertex: number; readonly leg: number }
  | { readonly kind: "pairs cross"; readonly vertices: readonly [number, number] };

/** How near two parts may come. */
const gap = 0.1;
/** How near the middle of a name may come. */
const nameGap = 0.24;

/** What is wrong with a picture; nothing, where it is good. */
export function defectsOf(d: Drawable, { vertices, blobs, legs, pairs }: Sketch): Defect[] {
  const r = vertices.length;
  const nodes = [...vertices, ...blobs].map((at, node): Node => ({ at, radius: radiusOf(d, node) }));
  const paths = legs.map(({ middle, isStraight }) =>
    isStraight ? [[middle[0], middle[3]] as const] : segments([...sampled([middle], 10), middle[3]]),
  );
  const fans = pairs.map((own) =>
    own.flatMap(({ roots, tips }) => [[roots[0], tips[0]] as const, [roots[1], tips[1]] as const]),
  );
  const names = pairs.map((own) => own.flatMap(({ labels }) => labels));
  const defects: Defect[] = [];
  nodes.forEach(({ at, radius }, node) => {
    for (let other = 0; other < node; other++) {
      const { at: there, radius: beside } = nodes[other] as Node;
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
    names.forEach((own, vertex) => {
      if (node !== vertex && own.some(([x, y]) => Math.hypot(at[0] - x, at[1] - y) < radius + nameGap))
        defects.push({ kind: "name at a foreign node", vertex, node });
    });
  });
  paths.forEach((path, leg) => {
    const [v, b] = d.edges[leg] as readonly [number, number];
    for (let other = 0; other < leg; other++) {
      const [w, c] = d.edges[other] as readonly [number, number];
      const beside = paths[other] as readonly Segment[];
      const shared = [...(v === w ? [v] : []), ...(b === c ? [r + b] : [])].map((node) => nodes[node] as Node);
      if (shared.length === 0 ? tooNear(path, beside, false) : touching(path, beside, shared))
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

/** A node as an obstacle. */
interface Node {
  readonly at: Point;
  readonly radius: number;
}

/** Whether the lines of two legs that end at one node, or at two, touch outside of these. */
const touching = (path: readonly Segment[], other: readonly Segment[], shared: readonly Node[]): boolean =>
  path.some((line) => {
    const from = outside(line, shared);
    return from.some((at) => other.some((to) => distance(to, at) < 2.5 * sizes.strand));
  }) || path.some((line) => other.some((to) => meets(line, to)));

/** Points along a segment that are outside of nodes. */
const outside = ([[ax, ay], [bx, by]]: Segment, nodes: readonly Node[]): Point[] => {
  const pieces = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / 0.05));
  return Array.from({ length: pieces + 1 }, (_, i): Point => {
    const t = i / pieces;
    return [ax + t * (bx - ax), ay + t * (by - ay)];
  }).filter(([x, y]) => nodes.every(({ at, radius }) => Math.hypot(x - at[0], y - at[1]) > radius));
};

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
