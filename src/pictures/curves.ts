/*
 * Curves in the plane: what pictures of circles are drawn with. Arcs are cubic Bézier curves, which TikZ and SVG both
 * have, so that what is measured here is what is drawn.
 */

/** Coordinates to so many digits; a difference that is one of rounding must not decide. */
export function roundedTo(digits: number): (value: number) => number {
  const scale = 10 ** digits;
  return (value) => Math.round(value * scale + 1e-6) / scale + 0;
}

/** A point; y goes upwards. */
export type Point = readonly [x: number, y: number];

/** A cubic Bézier curve: its ends, and its two handles between them. */
export type Curve = readonly [from: Point, leaving: Point, arriving: Point, to: Point];

/** A straight line between two points. */
export type Segment = readonly [from: Point, to: Point];

/** The point of the unit circle at an angle. */
export const onCircle = (angle: number, radius = 1): Point => [radius * Math.cos(angle), radius * Math.sin(angle)];

/** A curve in a frame whose first axis points at an angle. */
const turned = (curve: Curve, angle: number): Curve => {
  const [c, s] = onCircle(angle);
  const moved = ([x, y]: Point): Point => [c * x - s * y, s * x + c * y];
  return [moved(curve[0]), moved(curve[1]), moved(curve[2]), moved(curve[3])];
};

/** An arc of the unit circle, in pieces that are short enough. */
export function boundaryArc(from: number, to: number): Curve[] {
  const pieces = Math.max(1, Math.ceil(Math.abs(to - from) / (Math.PI / 3)));
  const sweep = (to - from) / pieces;
  const handle = (4 / 3) * Math.tan(sweep / 4);
  const [x, y] = onCircle(sweep);
  const curve: Curve = [
    [1, 0],
    [1, handle],
    [x + handle * y, y - handle * x],
    [x, y],
  ];
  return Array.from({ length: pieces }, (_, i) => turned(curve, from + i * sweep));
}

/** A strand through the disc: its curves, and the angles at which it meets the unit circle. */
export interface Strand {
  readonly curves: readonly Curve[];
  readonly from: number;
  readonly to: number;
}

/**
 * The strand beside a geodesic of the disc. The geodesic between two angles is the arc that meets the unit circle at
 * right angles; the strand is the arc about the same centre so far beside it, nearer to what lies between the angles
 * (negative: farther from that).
 */
export function strandBeside(from: number, to: number, beside: number): Strand {
  // In a frame whose first axis halves the angle: the geodesic's centre is at (1 / cos half, 0) and its radius tan
  // half. All is written so that nothing becomes infinite at half a turn, where the arc is straight.
  const [axis, half] = [(from + to) / 2, (to - from) / 2];
  const [c, s] = onCircle(half);
  const end = Math.acos(c + beside * s - (beside * beside * c) / 2);
  // Half of what the arc turns by.
  const turn = Math.asin((Math.sin(end) * c) / (s - beside * c));
  const middle = Math.cos(end) - Math.sin(end) * Math.tan(turn / 2);
  const quarter = Math.cos(turn / 2);
  const handle = ((2 / 3) * Math.sin(end)) / (quarter * (1 + quarter));
  const [x, y] = onCircle(end);
  const [along, across] = [handle * Math.sin(turn), handle * Math.cos(turn)];
  const halves: readonly Curve[] = [
    [
      [x, -y],
      [x - along, across - y],
      [middle, -handle],
      [middle, 0],
    ],
    [
      [middle, 0],
      [middle, handle],
      [x - along, y - across],
      [x, y],
    ],
  ];
  return { curves: halves.map((curve) => turned(curve, axis)), from: axis - end, to: axis + end };
}

/** The same curves, run through the other way. */
export const reversed = (curves: readonly Curve[]): Curve[] =>
  curves.map(([from, leaving, arriving, to]): Curve => [to, arriving, leaving, from]).reverse();

/** The point of a curve at a parameter from 0 to 1. */
export function pointAt([p, q, r, s]: Curve, t: number): Point {
  const u = 1 - t;
  const at = (axis: 0 | 1): number =>
    u * u * u * p[axis] + 3 * u * u * t * q[axis] + 3 * u * t * t * r[axis] + t * t * t * s[axis];
  return [at(0), at(1)];
}

/** Points on curves one after the other: of each its start and so many less one behind that. */
export const sampled = (curves: readonly Curve[], pieces: number): Point[] =>
  curves.flatMap((curve) => Array.from({ length: pieces }, (_, i) => pointAt(curve, i / pieces)));

/** The area within a polygon: positive where it runs round it anticlockwise. */
export const areaOf = (polygon: readonly Point[]): number =>
  polygon.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length] as Point;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);

/** How far within a polygon a point lies: the distance from its edges, negative outside. */
export function depthWithin(polygon: readonly Point[], [x, y]: Point): number {
  let isInside = false;
  let least = Number.POSITIVE_INFINITY;
  let [ax, ay] = polygon.at(-1) as Point;
  for (const [bx, by] of polygon) {
    const [dx, dy] = [bx - ax, by - ay];
    if (ay > y !== by > y && x < ax + ((y - ay) / dy) * dx) isInside = !isInside;
    const squared = dx * dx + dy * dy;
    const part = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
    const [toX, toY] = [ax + part * dx - x, ay + part * dy - y];
    least = Math.min(least, toX * toX + toY * toY);
    [ax, ay] = [bx, by];
  }
  return isInside ? Math.sqrt(least) : -Math.sqrt(least);
}

/** Where something may stand, and how far from there it is to what it must not touch. */
export interface Spot {
  readonly at: Point;
  readonly room: number;
}

/**
 * Where a label stands in a polygon: nearly where there is the most room, but on the upright axis if there is nearly as
 * much there, so that labels stand one above the other.
 * @param starts points within the polygon, however thin it is
 * @param taken points that are to be kept away from
 */
export function labelSpot(polygon: readonly Point[], starts: readonly Point[], taken: readonly Point[]): Spot {
  const [xs, ys] = [polygon.map(([x]) => x), polygon.map(([, y]) => y)];
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - bottom];
  const grid = Array.from({ length: 11 }, (_, i) => (i + 1) / 12);
  const around = [-1, 0, 1];
  /** The best of some points, and from there by smaller and smaller steps. */
  const climbed = (points: readonly Point[], sideways: readonly number[]): Spot => {
    let best: Spot = { at: [0, 0], room: Number.NEGATIVE_INFINITY };
    const tried = (at: Point): void => {
      const distances = taken.map(([x, y]) => Math.hypot(x - at[0], y - at[1]) - 0.05);
      const room = Math.min(depthWithin(polygon, at), ...distances);
      // A difference that is one of rounding must not decide.
      if (room > best.room + 1e-9) best = { at, room };
    };
    points.forEach(tried);
    for (let step = Math.max(width, height) / 24; step > 1e-3; step /= 2) {
      const [x, y] = best.at;
      for (const i of sideways) for (const j of around) tried([x + i * step, y + j * step]);
    }
    return best;
  };
  const rows = grid.map((part) => bottom + part * height);
  const anywhere = [...starts, ...grid.flatMap((part) => rows.map((y): Point => [left + part * width, y]))];
  const [free, upright] = [
    climbed(anywhere, around),
    climbed(
      rows.map((y): Point => [0, y]),
      [0],
    ),
  ];
  return upright.room > 0.75 * free.room ? upright : free;
}

/**
 * Slanted lines within a polygon, cut off at its edges.
 * @param slope 1: rising to the right, -1: falling
 * @param distance of the lines from one another
 */
export function hatching(polygon: readonly Point[], slope: 1 | -1, distance: number): Segment[] {
  // On a line y - slope x is the same everywhere.
  const heights = polygon.map(([x, y]) => (y - slope * x) / Math.SQRT2);
  const segments: Segment[] = [];
  const last = Math.floor(Math.max(...heights) / distance + 1);
  for (let k = Math.ceil(Math.min(...heights) / distance - 1); k <= last; k++) {
    // Symmetric about the middle of the disc, on which none lies.
    const height = (k + 0.5) * distance;
    const crossings = polygon.flatMap(([ax, ay], i): Point[] => {
      const next = (i + 1) % polygon.length;
      const [from, to] = [heights[i] as number, heights[next] as number];
      if (from > height === to > height) return [];
      const [[bx, by], t] = [polygon[next] as Point, (height - from) / (to - from)];
      return [[ax + t * (bx - ax), ay + t * (by - ay)]];
    });
    crossings.sort((a, b) => a[0] - b[0]);
    for (let i = 0; i + 1 < crossings.length; i += 2) segments.push([crossings[i] as Point, crossings[i + 1] as Point]);
  }
  return segments;
}
