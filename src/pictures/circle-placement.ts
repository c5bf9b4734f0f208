import type { Letter } from "../theory/scaling/circles.js";
import { type IndexLoop, loopsOf, missingFaces, rungsOf, type ScalingDiagram } from "../theory/scaling/diagram.js";
import {
  boundaryArc,
  type Curve,
  hatching,
  labelSpot,
  onCircle,
  type Point,
  reversed,
  type Segment,
  type Strand,
  sampled,
  strandBeside,
} from "./curves.js";

/*
 * Where the parts of a circle of letters stand in the unit disc. The letters go round anticlockwise from the top, where
 * w stands; a circle with Lambda has it at the bottom, and what stands before it on the left; where nothing stands
 * behind it, w and Lambda are moved to the right, so that there is room for the others. Lines are ribbons along
 * geodesics of the disc: geodesics whose ends do not interlace do not meet, so a planar diagram is drawn without
 * crossings. Between the ribbons lie the faces.
 */

/** The widest that a ribbon is, from its middle to a strand. */
const widest = 0.05;

/** A line of a diagram: two strands, and the disc's boundary at its ends. */
export interface Ribbon {
  /** The letters that it joins, the first one first. */
  readonly from: number;
  readonly to: number;
  readonly of: "x" | "u";
  /** Whether it goes from one side of Lambda to the other. */
  readonly isRung: boolean;
  readonly strands: readonly [Strand, Strand];
  readonly middle: readonly Curve[];
  readonly outline: readonly Curve[];
}

/** A closed index loop as a region of the disc. */
export interface Face extends IndexLoop {
  /** Round the region, anticlockwise. */
  readonly outline: readonly Curve[];
  /** Where its label stands, and how far that is from the outline. */
  readonly label: Point;
  readonly room: number;
  /** The block of rungs whose two lines it lies between. */
  readonly block: "n" | "s" | undefined;
  /** Rising lines of neurons, falling ones of samples; none of latent directions. */
  readonly hatching: readonly Segment[];
}

/** A circle of letters, placed. */
export interface CirclePlacement {
  readonly letters: readonly { readonly letter: Letter; readonly at: Point }[];
  /** w and Lambda, on the boundary, and where their names stand. */
  readonly marks: readonly { readonly mark: "w" | "Lambda"; readonly at: Point; readonly label: Point }[];
  /** The least angle between two letters. */
  readonly spacing: number;
  /** From the middle of a ribbon to a strand. */
  readonly width: number;
  readonly ribbons: readonly Ribbon[];
  /** The boundary from letter to letter. */
  readonly corners: readonly (readonly Curve[])[];
  readonly isPlanar: boolean;
  /** The faces; none where lines cross. */
  readonly faces: readonly Face[];
}

/** The angles of the letters and of the marks, and the least between two letters. */
interface Angles {
  readonly letters: readonly number[];
  readonly marks: readonly { readonly mark: "w" | "Lambda"; readonly angle: number }[];
  readonly least: number;
}

function anglesOf({ letters, blocks, lambdaAt }: ScalingDiagram["circle"]): Angles {
  const [n, before] = [letters.length, 4 * blocks[0]];
  // Each side of Lambda has half of the circle; where nothing stands behind it, three quarters are left for what stands
  // before.
  const top = (lambdaAt === undefined || before < n ? 1 / 2 : 1 / 4) * Math.PI;
  const bottom = lambdaAt === undefined ? top + 2 * Math.PI : 2 * Math.PI - top;
  const left = (bottom - top) / before;
  const right = before < n ? (2 * Math.PI + top - bottom) / (n - before) : left;
  return {
    letters: letters.map((_, i) => (i < before ? top + (i + 0.5) * left : bottom + (i - before + 0.5) * right)),
    marks:
      lambdaAt === undefined
        ? []
        : [
            { mark: "w", angle: top },
            { mark: "Lambda", angle: bottom },
          ],
    least: Math.min(left, right),
  };
}

/** The places of a diagram's parts. */
export function circlePlaced(diagram: ScalingDiagram): CirclePlacement {
  const { circle, pairing } = diagram;
  const { letters: angles, marks, least } = anglesOf(circle);
  const width = Math.min(widest, 0.15 * least);
  const middle = 4 * circle.blocks[0];
  const n = circle.letters.length;
  // The strand that leaves each letter's ribbon at its first side, and at its second side: where, and of which ribbon.
  const [near, far] = [new Float64Array(n), new Float64Array(n)];
  const leaving: (readonly Curve[])[] = [];
  const ribbons = circle.letters.flatMap((letter, from): Ribbon[] => {
    const to = pairing[from] as number;
    if (to < from) return [];
    const [a, b] = [angles[from] as number, angles[to] as number];
    const [outer, inner] = [strandBeside(a, b, -width), strandBeside(a, b, width)];
    [near[from], far[from], near[to], far[to]] = [outer.from, inner.from, inner.to, outer.to];
    [leaving[from], leaving[to]] = [outer.curves, reversed(inner.curves)];
    return [
      {
        from,
        to,
        of: letter === "x" || letter === "X" ? "x" : "u",
        isRung: from < middle && to >= middle,
        strands: [outer, inner],
        middle: strandBeside(a, b, 0).curves,
        outline: [
          ...reversed(outer.curves),
          ...boundaryArc(outer.from, inner.from),
          ...inner.curves,
          ...boundaryArc(inner.to, outer.to),
        ],
      },
    ];
  });
  const corners = angles.map((_, i) => {
    const before = (i + n - 1) % n;
    return boundaryArc((far[before] as number) - (i === 0 ? 2 * Math.PI : 0), near[i] as number);
  });
  const isPlanar = missingFaces(diagram) === 0;
  return {
    letters: circle.letters.map((letter, i) => ({ letter, at: onCircle(angles[i] as number, 1.12) })),
    marks: marks.map(({ mark, angle }) => ({ mark, at: onCircle(angle), label: onCircle(angle, 1.18) })),
    spacing: least,
    width,
    ribbons,
    corners,
    isPlanar,
    faces: isPlanar
      ? facesPlaced(
          diagram,
          ribbons,
          corners,
          leaving,
          marks.map(({ angle }) => onCircle(angle)),
        )
      : [],
  };
}

/** The faces: from a corner along the strand behind it to the next corner, until that is the first one. */
function facesPlaced(
  diagram: ScalingDiagram,
  ribbons: readonly Ribbon[],
  corners: readonly (readonly Curve[])[],
  leaving: readonly (readonly Curve[])[],
  marks: readonly Point[],
): Face[] {
  const blocks = [...rungsOf(diagram)] as ("n" | "s")[];
  // Outward from Lambda; the corner before the first rung of a block is on the face that it encloses.
  const rungs = ribbons.filter(({ isRung }) => isRung).sort((a, b) => b.from - a.from);
  return loopsOf(diagram).map((loop) => {
    const outline = loop.corners.flatMap((corner) => [
      ...(corners[corner] as readonly Curve[]),
      ...(leaving[corner] as readonly Curve[]),
    ]);
    const polygon = sampled(outline, 8);
    const starts = loop.corners.map((corner) => withinOf(corners[corner] as Curve[]));
    const { at, room } = labelSpot(polygon, starts, marks);
    return {
      ...loop,
      outline,
      label: at,
      room,
      block: blocks.find((_, k) => loop.corners.includes(rungs[2 * k]?.from ?? -1)),
      hatching: loop.index === "latent" ? [] : hatching(polygon, loop.index === "neuron" ? 1 : -1, 0.055),
    };
  });
}

/** A point a little within the disc from the middle of a part of its boundary: on the face that runs along there. */
function withinOf(boundary: readonly Curve[]): Point {
  const points = sampled(boundary, 8);
  const [x, y] = points[Math.floor(points.length / 2)] as Point;
  return [0.99 * x, 0.99 * y];
}
