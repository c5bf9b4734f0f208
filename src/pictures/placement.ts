import { UserError } from "../foundation/errors.js";
import { type Curve, onCircle, type Point, pointAt, sampled } from "./curves.js";
import { defectsOf } from "./defects.js";
import { type Drawable, labelText, radiusOf, sizes } from "./drawable.js";
import { type DrawnPair, drawnPair, fanDirections } from "./fans.js";
import { planarPlaces } from "./planar.js";
import { radialPlaces } from "./radial.js";
import { relaxedPlaces } from "./relaxed.js";
import { balanced, turnedPlaces } from "./symmetric.js";

/*
 * Where the parts of a diagram stand in a picture, whatever it is drawn with. A tree is laid out about its middle
 * (radial.ts); what has loops is let go from there and from other starts until nothing is wrong with it (relaxed.ts,
 * planar.ts; what may be wrong is in defects.ts). What is nearly symmetric is made so (symmetric.ts), and turned to lie
 * low; then come the legs and the external pairs (fans.ts). The same diagram has the same picture, always.
 */

/** A leg: two lines side by side, from the edge of its function vertex to that of its blob. */
export interface DrawnLeg {
  /** From middle to middle. */
  readonly middle: Curve;
  readonly isStraight: boolean;
  readonly strands: readonly [Curve, Curve];
}

/** The least rectangle about a picture. */
export type Box = readonly [low: Point, high: Point];

/** Where the parts of a diagram stand: in the picture's unit, y upwards. */
export interface Sketch {
  readonly vertices: readonly Point[];
  readonly blobs: readonly Point[];
  readonly legs: readonly Pick<DrawnLeg, "middle" | "isStraight">[];
  /** Those at each function vertex. */
  readonly pairs: readonly (readonly DrawnPair[])[];
}

/** The same with all that is drawn. */
export interface Placement extends Sketch {
  readonly legs: readonly DrawnLeg[];
  readonly box: Box;
}

/** The most vertices, blobs and external pairs of a picture. */
const mostParts = 300;

/** Whether a diagram is small enough for a picture. */
export const isPlaceable = (d: Drawable): boolean => partsOf(d) <= mostParts;

const partsOf = ({ vertices, blobs }: Drawable): number =>
  vertices.reduce((total, { pairs }) => total + pairs.length, vertices.length + blobs.length);

/** The places of a diagram's parts. @throws UserError for a diagram that is too large for a picture */
export function placed(d: Drawable): Placement {
  if (!isPlaceable(d))
    throw new UserError(
      "budget",
      `a picture of ${partsOf(d)} function vertices, blobs and external pairs\nexpected ${mostParts} at most`,
    );
  const sketch = centred(d, faultless(d));
  const legs = sketch.legs.map((leg, i) => ({
    ...leg,
    strands: strandsOf(leg.middle, sizes.vertex, radiusOf(d, d.vertices.length + (d.edges[i]?.[1] ?? 0))),
  }));
  return { ...sketch, legs, box: boxOf(d, sketch) };
}

/** The sketch with the middle of its box at the origin. */
function centred(d: Drawable, { vertices, blobs, legs, pairs }: Sketch): Sketch {
  const [low, high] = boxOf(d, { vertices, blobs, legs, pairs });
  const moved = ([x, y]: Point): Point => [x - (low[0] + high[0]) / 2, y - (low[1] + high[1]) / 2];
  const both = ([a, b]: readonly [Point, Point]) => [moved(a), moved(b)] as const;
  return {
    vertices: vertices.map(moved),
    blobs: blobs.map(moved),
    legs: legs.map(({ middle: [a, b, c, e], isStraight }) => ({
      middle: [moved(a), moved(b), moved(c), moved(e)],
      isStraight,
    })),
    pairs: pairs.map((own) =>
      own.map(({ roots, tips, labels }) => ({ roots: both(roots), tips: both(tips), labels: labels.map(moved) })),
    ),
  };
}

/** The first sketch with which nothing is wrong; where there is none, the first of those with the fewest defects. */
function faultless(d: Drawable): Sketch {
  let best: { sketch: Sketch; defects: number } | undefined;
  for (const sketch of sketches(d)) {
    const defects = defectsOf(d, sketch).length;
    if (best === undefined || defects < best.defects) best = { sketch, defects };
    if (defects === 0) break;
  }
  return (best as { sketch: Sketch }).sketch;
}

/** Sketches from all starts, those that are likely to be good first. */
function* sketches(d: Drawable): Generator<Sketch> {
  const joined = new Set(d.edges.map(([v, b]) => `${v},${b}`)).size;
  const isTree = joined === d.vertices.length + d.blobs.length - 1;
  // A symmetry that does harm is let go; parallel legs that are bent too far are bent less.
  for (const rough of isTree ? stretched(d) : loosened(d))
    for (const near of isTree ? [0.01] : [0.5, 0]) {
      const places = turnedLow(d, balanced(d, rough, near));
      for (const spread of joined < d.edges.length ? [1, 0.7] : [1]) yield sketched(d, places, spread);
    }
}

/** A tree, its legs longer and longer. */
function* stretched(d: Drawable): Generator<Point[]> {
  for (let i = 0; i < 12; i++) yield radialPlaces(d, 1 + 0.12 * i);
}

/** A diagram with loops, from one start after the other. */
function* loosened(d: Drawable): Generator<Point[]> {
  for (let seed = 0; seed < 24; seed++)
    yield relaxedPlaces(d, startPlaces(d, seed), seed < 4 ? 0.3 : seed % 2 === 0 ? 0 : -0.2);
  yield* planarPlaces(d);
}

/** Where nodes are let go: round the middle, in another order of branches, or anywhere. */
function startPlaces(d: Drawable, seed: number): Point[] {
  if (seed === 0) return radialPlaces(d);
  const next = numbers(seed);
  if (seed % 2 === 0)
    return [...d.vertices, ...d.blobs].map(() => onCircle(2 * Math.PI * next(), 2.5 * Math.sqrt(next())));
  return radialPlaces(d, 1, (things) => {
    const left = [...things];
    return things.map(() => left.splice(Math.floor(next() * left.length), 1)[0] as (typeof left)[number]);
  });
}

/** Numbers between 0 and 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The places turned so that the picture is low, with its axis of symmetry upright or level where it has one. */
function turnedLow(d: Drawable, { places, axis }: ReturnType<typeof balanced>): Point[] {
  const turns =
    axis === undefined
      ? Array.from({ length: 24 }, (_, i) => (i * Math.PI) / 12)
      : [0, 1, 2, 3].map((i) => (i * Math.PI) / 2 - axis);
  const reaches = places.map((_, node) => ((d.vertices[node]?.pairs.length ?? 0) > 0 ? sizes.tip : radiusOf(d, node)));
  let best: { places: Point[]; cost: number } | undefined;
  for (const turn of turns) {
    const turned = turnedPlaces(places, turn);
    const extent = (axis: 0 | 1): number =>
      Math.max(...turned.map((at, i) => at[axis] + (reaches[i] as number))) -
      Math.min(...turned.map((at, i) => at[axis] - (reaches[i] as number)));
    const cost = extent(1) + extent(0) / 2;
    // A difference that is one of rounding must not decide.
    if (best === undefined || cost < best.cost - 1e-6) best = { places: turned, cost };
  }
  return (best as { places: Point[] }).places;
}

/** What stands round the nodes: legs, and external pairs. */
function sketched(d: Drawable, places: readonly Point[], spread: number): Sketch {
  const r = d.vertices.length;
  const [vertices, blobs] = [places.slice(0, r), places.slice(r)];
  const bends = bendsOf(d);
  const legs = d.edges.map(([v, b], i) => {
    const bend = spread * (bends[i] as number);
    return { middle: bent(vertices[v] as Point, blobs[b] as Point, bend), isStraight: bend === 0 };
  });
  const pairs = d.vertices.map((vertex, v): DrawnPair[] => {
    const at = vertices[v] as Point;
    const taken = d.edges.flatMap(([w], i) => (w === v ? [directionOf((legs[i] as DrawnLeg).middle)] : []));
    const outward = Math.hypot(...at) < 1e-6 ? Math.PI / 2 : Math.atan2(at[1], at[0]);
    const names = Math.max(0, ...vertex.pairs.map((pair) => pair?.length ?? 0));
    return fanDirections(vertex.pairs.length, taken, outward, names === 2).map((direction) =>
      drawnPair(at, direction, names),
    );
  });
  return { vertices, blobs, legs, pairs };
}

const directionOf = ([[x, y], [hx, hy]]: Curve): number => Math.atan2(hy - y, hx - x);

/** How far each leg is bent at its ends, in radians: parallel legs fan out; a single one is straight. */
function bendsOf({ edges }: Drawable): number[] {
  return edges.map(([v, b], i) => {
    const twins = edges.flatMap(([w, c], j) => (v === w && b === c ? [j] : []));
    const step = Math.min(0.9, 2.2 / Math.max(1, twins.length - 1));
    return step * (twins.indexOf(i) - (twins.length - 1) / 2);
  });
}

function bent(from: Point, to: Point, bend: number): Curve {
  const [dx, dy] = [(to[0] - from[0]) * 0.38, (to[1] - from[1]) * 0.38];
  const [c, s] = onCircle(bend);
  return [
    from,
    [from[0] + c * dx - s * dy, from[1] + s * dx + c * dy],
    [to[0] - c * dx - s * dy, to[1] + s * dx - c * dy],
    to,
  ];
}

/** The two lines of a leg, from the edge of one node to that of the other. */
function strandsOf([a, b, c, e]: Curve, fromRadius: number, toRadius: number): readonly [Curve, Curve] {
  const strand = (beside: number): Curve => {
    const [[x, y], [u, v]] = [normalOf(a, b, beside), normalOf(c, e, beside)];
    const whole: Curve = [
      [a[0] + x, a[1] + y],
      [b[0] + x, b[1] + y],
      [c[0] + u, c[1] + v],
      [e[0] + u, e[1] + v],
    ];
    return piece(whole, crossing(whole, a, fromRadius, 0, 0.5), crossing(whole, e, toRadius, 1, 0.5));
  };
  return [strand(sizes.strand), strand(-sizes.strand)];
}

function normalOf([ax, ay]: Point, [bx, by]: Point, length: number): Point {
  const distance = Math.hypot(bx - ax, by - ay);
  return [(-(by - ay) * length) / distance, ((bx - ax) * length) / distance];
}

/** Where a curve leaves a circle, between a parameter within and one without. */
function crossing(curve: Curve, [x, y]: Point, radius: number, within: number, without: number): number {
  let [inner, outer] = [within, without];
  for (let step = 0; step < 24; step++) {
    const half = (inner + outer) / 2;
    const [px, py] = pointAt(curve, half);
    if (Math.hypot(px - x, py - y) < radius) inner = half;
    else outer = half;
  }
  return inner;
}

/** The piece of a curve between two parameters. */
function piece(curve: Curve, from: number, to: number): Curve {
  const blend = (t: number, [ax, ay]: Point, [bx, by]: Point): Point => [ax + t * (bx - ax), ay + t * (by - ay)];
  const split = ([p, q, r, s]: Curve, t: number): readonly [Curve, Curve] => {
    const [a, b, c] = [blend(t, p, q), blend(t, q, r), blend(t, r, s)];
    const [e, f] = [blend(t, a, b), blend(t, b, c)];
    const m = blend(t, e, f);
    return [
      [p, a, e, m],
      [m, f, c, s],
    ];
  };
  const [, rest] = split(curve, from);
  return split(rest, (to - from) / (1 - from))[0];
}

function boxOf(d: Drawable, { vertices, blobs, legs, pairs }: Sketch): Box {
  let [left, bottom, right, top] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const around = ([x, y]: Point, radius = 0, wide = radius) => {
    [left, right] = [Math.min(left, x - wide), Math.max(right, x + wide)];
    [bottom, top] = [Math.min(bottom, y - radius), Math.max(top, y + radius)];
  };
  for (const [node, at] of [...vertices, ...blobs].entries()) around(at, radiusOf(d, node));
  for (const { middle, isStraight } of legs)
    if (!isStraight) for (const at of sampled([middle], 8)) around(at, sizes.strand);
  pairs.forEach((own, v) => {
    own.forEach(({ tips, labels }, i) => {
      for (const tip of tips) around(tip);
      for (const [side, name] of (d.vertices[v]?.pairs[i] ?? []).entries())
        around(labels[side] as Point, sizes.label, 0.12 * labelText(name).length);
    });
  });
  return [
    [left, bottom],
    [right, top],
  ];
}
