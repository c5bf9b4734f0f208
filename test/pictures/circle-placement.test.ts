import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circlePlaced, type Ribbon } from "../../src/pictures/circle-placement.js";
import { areaOf, depthWithin, type Point, sampled } from "../../src/pictures/curves.js";
import { type CircleKind, circlesOf } from "../../src/theory/scaling/circles.js";
import { dualOf, facesOf, missingFaces, rungsOf, type ScalingDiagram } from "../../src/theory/scaling/diagram.js";
import { planarCount, planarPairing } from "../../src/theory/scaling/planar.js";
import { crossing, planarDiagrams } from "./circles.js";

/*
 * Where the parts of circles of letters stand: what is said here holds for every planar diagram, whatever it is drawn
 * with.
 */

const all: readonly CircleKind[] = ["tr q", "tr Q", "L2", "L3"];

const apart = ([x, y]: Point, [u, v]: Point): number => Math.hypot(x - u, y - v);

/** Points along curves, the last one too. */
const along = (curves: Parameters<typeof sampled>[0], pieces: number): Point[] => [
  ...sampled(curves, pieces),
  curves.at(-1)?.[3] as Point,
];

const cross = (a: Point, b: Point, c: Point, d: Point): boolean => {
  const side = (p: Point, q: Point, r: Point) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
};

/** How often the strands of some ribbons cross one another. */
function crossings(ribbons: readonly Ribbon[]): number {
  const strands = ribbons.flatMap(({ strands: both }) => both.map(({ curves }) => along(curves, 8)));
  const count = (s: readonly Point[], t: readonly Point[]): number => {
    let found = 0;
    for (let i = 0; i + 1 < s.length; i++)
      for (let j = 0; j + 1 < t.length; j++)
        if (cross(s[i] as Point, s[i + 1] as Point, t[j] as Point, t[j + 1] as Point)) found++;
    return found;
  };
  return strands.reduce((sum, s, i) => sum + strands.slice(i + 1).reduce((part, t) => part + count(s, t), 0), 0);
}

/** All that a planar diagram's placement must be. */
function expectPlanar(diagram: ScalingDiagram): void {
  const placement = circlePlaced(diagram);
  const { ribbons, faces, letters, spacing, width } = placement;
  expect(crossings(ribbons)).toBe(0);
  // Room between neighbouring ribbons is at least a third of one's width.
  const middles = ribbons.map(({ middle }) => along(middle, 8));
  const distances = middles.flatMap((s, i) =>
    middles.slice(i + 1).flatMap((t) => s.flatMap((p) => t.map((q) => apart(p, q)))),
  );
  expect(distances.reduce((least, value) => Math.min(least, value), 1)).toBeGreaterThan((8 / 3) * width);
  for (const { from, to, strands, middle } of ribbons) {
    for (const [letter, curves] of [
      [from, middle],
      [to, [...middle].reverse()],
    ] as const) {
      const end = curves === middle ? middle[0]?.[0] : middle.at(-1)?.[3];
      const [x, y] = letters[letter]?.at as Point;
      expect(apart(end as Point, [x / Math.hypot(x, y), y / Math.hypot(x, y)])).toBeLessThan(1e-12);
    }
    // Two strands, everywhere as far from the middle.
    for (const { curves } of strands) {
      expect(Math.hypot(...(curves[0]?.[0] as Point))).toBeCloseTo(1, 12);
      expect(Math.hypot(...(curves.at(-1)?.[3] as Point))).toBeCloseTo(1, 12);
      const line = along(middle, 100);
      const widths = along(curves, 4)
        .slice(1, -1)
        .map((p) => Math.min(...line.map((q) => apart(p, q))) / width);
      expect(Math.min(...widths)).toBeGreaterThan(0.95);
      expect(Math.max(...widths)).toBeLessThan(1.05);
    }
  }
  const polygons = faces.map(({ outline }) => sampled(outline, 24));
  const areas = polygons.map(areaOf);
  for (const area of areas) expect(area).toBeGreaterThan(0.05 * spacing * spacing);
  const ribbonArea = ribbons.reduce((sum, { outline }) => sum + Math.abs(areaOf(sampled(outline, 24))), 0);
  expect(areas.reduce((sum, area) => sum + area, ribbonArea)).toBeCloseTo(Math.PI, 2);

  const counted = facesOf(diagram);
  const of = (index: string) => faces.filter((face) => face.index === index);
  expect([of("neuron").length, of("sample").length]).toEqual([counted.neurons, counted.samples]);
  expect(
    of("latent")
      .map(({ e }) => e)
      .sort((a, b) => b - a),
  ).toEqual(counted.latent);
  faces.forEach((face, i) => {
    const depth = depthWithin(polygons[i] as Point[], face.label);
    expect(depth).toBeGreaterThan(0);
    expect(face.room).toBeLessThan(depth + 0.002);
    expect(face.hatching.length > 0).toBe(face.index !== "latent");
    const slope = face.index === "neuron" ? 1 : -1;
    const middlesOfLines = face.hatching.map(([[ax, ay], [bx, by]]): Point => [(ax + bx) / 2, (ay + by) / 2]);
    expect(middlesOfLines.filter((p) => depthWithin(polygons[i] as Point[], p) < -0.002)).toEqual([]);
    expect(face.hatching.filter(([[ax, ay], [bx, by]]) => Math.abs(by - ay - slope * (bx - ax)) > 1e-9)).toEqual([]);
  });

  // Blocks of rungs as they are told without a picture, upward from Lambda: each between its two rungs.
  const word = rungsOf(diagram);
  expect(ribbons.filter(({ isRung }) => isRung)).toHaveLength(2 * word.length);
  const blocks = faces.filter(({ block }) => block !== undefined);
  const outermost = (corners: readonly number[]) =>
    Math.max(...corners.filter((c) => c < 4 * diagram.circle.blocks[0]));
  blocks.sort((a, b) => outermost(b.corners) - outermost(a.corners));
  expect(blocks.map(({ block }) => block).join("")).toBe(word);
  for (const { block, index } of blocks) expect(index).toBe(block === "n" ? "neuron" : "sample");
}

describe("planar diagrams: no crossings, ribbons of one width, faces that fill the disc, labels and hatching within them", () => {
  test.each([1, 2, 3, 4])("all of order %i", (m) => {
    for (const diagram of planarDiagrams(m, ...all)) expectPlanar(diagram);
  });

  test("some of orders 6 and 8", () => {
    const circles = all.flatMap((kind) => [6, 8].flatMap((m) => circlesOf(kind, m)));
    fc.assert(
      fc.property(fc.constantFrom(...circles), fc.integer({ min: 0, max: 999_999 }), (circle, part) => {
        const pairing = planarPairing(circle, (planarCount(circle) * BigInt(part)) / 1_000_000n);
        expectPlanar({ circle, pairing });
      }),
      { numRuns: 25, seed: 1 },
    );
  });
});

test("w at the top and Lambda at the bottom, each side of Lambda on its own side; of L2 all on the left of both", () => {
  for (const diagram of [...planarDiagrams(3, "L2", "L3"), ...planarDiagrams(4, "L3")]) {
    const { letters, marks } = circlePlaced(diagram);
    const before = 4 * diagram.circle.blocks[0];
    const [w, lambda] = marks;
    expect([w?.mark, lambda?.mark]).toEqual(["w", "Lambda"]);
    expect(w?.at[1]).toBeCloseTo(-(lambda?.at[1] as number), 12);
    expect(w?.at[0]).toBeCloseTo(diagram.circle.kind === "L3" ? 0 : Math.SQRT1_2, 12);
    expect(w?.at[1]).toBeGreaterThan(0.7);
    letters.forEach(({ at: [x] }, i) => {
      if (diagram.circle.kind === "L3") expect(x < 0).toBe(i < before);
      else expect(x).toBeLessThan(w?.at[0] as number);
    });
  }
  for (const diagram of planarDiagrams(2, "tr q", "tr Q")) expect(circlePlaced(diagram).marks).toEqual([]);
});

test("labels stand where there is much room: three quarters of the most that a fine grid finds, and clear of w and Lambda", () => {
  for (const diagram of [...planarDiagrams(2, "L2", "L3"), ...planarDiagrams(3, "L3").slice(0, 10)]) {
    const { faces, marks } = circlePlaced(diagram);
    for (const { outline, label, room } of faces) {
      const polygon = sampled(outline, 8);
      const roomAt = (p: Point) => Math.min(depthWithin(polygon, p), ...marks.map(({ at }) => apart(at, p) - 0.05));
      const grid = Array.from({ length: 79 }, (_, i) => (i - 39) / 40);
      const most = Math.max(...grid.flatMap((x) => grid.map((y) => roomAt([x, y]))));
      expect(roomAt(label)).toBeCloseTo(room, 12);
      expect(room).toBeGreaterThan(0.74 * most);
      // Off the axis it is nearly the most that there is.
      if (label[0] !== 0) expect(room).toBeGreaterThan(0.9 * most);
    }
  }
});

test("the dual's picture is the diagram's upside down, with neurons in the place of samples", () => {
  const exchanged = { neuron: "sample", sample: "neuron", latent: "latent" } as const;
  const shapes = (diagram: ScalingDiagram, isTurned: boolean) =>
    circlePlaced(diagram)
      .faces.map(({ index, outline }) => {
        const polygon = sampled(outline, 8);
        const [x, y] = [0, 1].map((axis) => polygon.reduce((sum, p) => sum + (p[axis] as number), 0) / polygon.length);
        const place = [x as number, (isTurned ? -1 : 1) * (y as number), areaOf(polygon)];
        return `${isTurned ? exchanged[index] : index} ${place.map((value) => (Math.round(value * 1e6) / 1e6 + 0).toFixed(5))}`;
      })
      .sort();
  for (const diagram of planarDiagrams(3, "L2", "L3"))
    expect(shapes(dualOf(diagram), false)).toEqual(shapes(diagram, true));
});

test("diagrams with crossings are placed too: their ribbons cross, and no face is told", () => {
  for (const diagram of crossing) {
    expect(missingFaces(diagram)).toBeGreaterThan(0);
    const { isPlanar, faces, ribbons } = circlePlaced(diagram);
    expect([isPlanar, faces]).toEqual([false, []]);
    expect(crossings(ribbons)).toBeGreaterThan(0);
    expect(ribbons).toHaveLength(diagram.circle.letters.length / 2);
  }
});
