/*
 * Line drawings with coordinates of our own, before a language is chosen: lines, waves, arcs of circles, dots and
 * texts, in mm, y upwards. figure-tikz.ts and figure-svg.ts write them.
 */

/** A place, in mm. */
export type Point = readonly [x: number, y: number];

/** How a stroke looks: of a boson, of a ghost, of a fluctuation of the kernel, of a field of the layer below. */
export type StrokeStyle = "boson" | "ghost" | "fluctuation" | "field";

/** One stroke, sign or text of a figure. */
export type Mark =
  /** A polyline. */
  | { readonly kind: "line"; readonly points: readonly Point[]; readonly style: StrokeStyle }
  /** Part of a circle, anticlockwise, angles in degrees. */
  | {
      readonly kind: "arc";
      readonly center: Point;
      readonly radius: number;
      readonly from: number;
      readonly to: number;
      readonly style: StrokeStyle;
    }
  /** A filled triangle that points somewhere, in degrees. */
  | { readonly kind: "arrow"; readonly at: Point; readonly angle: number }
  | { readonly kind: "dot"; readonly at: Point }
  | { readonly kind: "text"; readonly at: Point; readonly tex: string; readonly text: string };

/** A line drawing. */
export interface Figure {
  /** What it shows, for readers who do not see it. */
  readonly title: string;
  readonly marks: readonly Mark[];
}

/** The point at some distance and angle (in degrees) from another. */
export const polar = ([x, y]: Point, distance: number, angle: number): Point => [
  x + distance * Math.cos((angle * Math.PI) / 180),
  y + distance * Math.sin((angle * Math.PI) / 180),
];

/** A wavy line as a polyline, with a whole number of periods. */
export function wave(from: Point, to: Point): Mark {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const periods = Math.max(2, Math.round(length / 1.6));
  const [across, points] = [0.45, 8 * periods];
  return {
    kind: "line",
    style: "fluctuation",
    points: Array.from({ length: points + 1 }, (_, i): Point => {
      const [t, swing] = [i / points, across * Math.sin((2 * Math.PI * periods * i) / points)];
      return [from[0] + t * dx - (swing * dy) / length, from[1] + t * dy + (swing * dx) / length];
    }),
  };
}

/** The corners of an arrow's head. */
export const arrowHead = (at: Point, angle: number): readonly [Point, Point, Point] => [
  polar(at, 0.9, angle),
  polar(at, 0.9, angle + 140),
  polar(at, 0.9, angle - 140),
];

/** The least box around a figure. */
export function boxOf({ marks }: Figure): { readonly low: Point; readonly high: Point } {
  const points = marks.flatMap((mark): readonly Point[] => {
    switch (mark.kind) {
      case "line":
        return mark.points;
      case "arc": {
        // As many points as make the box right to a tenth of a mm.
        const steps = 24;
        return Array.from({ length: steps + 1 }, (_, i) =>
          polar(mark.center, mark.radius, mark.from + ((mark.to - mark.from) * i) / steps),
        );
      }
      case "text": {
        const half = mark.text.length * 0.75;
        return [
          [mark.at[0] - half, mark.at[1] - 1.5],
          [mark.at[0] + half, mark.at[1] + 1.5],
        ];
      }
      default:
        return [polar(mark.at, 0.9, 45), polar(mark.at, 0.9, 225)];
    }
  });
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { low: [Math.min(...xs), Math.min(...ys)], high: [Math.max(...xs), Math.max(...ys)] };
}
