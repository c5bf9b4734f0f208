import { describe, expect, test } from "vitest";
import { polynomial } from "../../../src/numbers/activations/activation.js";
import { relu, tanh } from "../../../src/numbers/activations/activations.js";
import { pivotedRoot } from "../../../src/numbers/analysis/cholesky.js";
import { gaussianAverage } from "../../../src/numbers/analysis/quadrature.js";
import { panelRule } from "../../../src/numbers/analysis/rules.js";
import { centred } from "../../../src/numbers/averages/pair-averages.js";
import { quadratureAverages } from "../../../src/numbers/averages/panel-averages.js";
import { polynomialAverages } from "../../../src/numbers/averages/wick-averages.js";
import { pairsOf } from "../../../src/numbers/networks/pairs.js";

const three = pairsOf(3);
// 00 01 02 11 12 22
const kernel = [1, 0.4, -0.2, 0.9, 0.1, 1.2];
const sigma = [0.3, 1, 0.5, -0.2];

const combinations: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[0], []],
  [[1], [1]],
  [[1], [0]],
  [[4], [3, 5]],
  [[1, 2], []],
  [[0, 4], [1]],
  [
    [1, 5],
    [2, 4],
  ],
  [
    [0, 1, 4],
    [1, 5],
  ],
  [[2], [2, 2, 0]],
];

describe("quadrature against Wick's theorem, sigma a cubic of three inputs", () => {
  test.each([
    ["a regular kernel", kernel],
    ["two equal inputs and one opposite: rank one", [1, 1, -1, 1, -1, 1]],
    ["a dependent input: rank two", [1, 0.5, 1.5, 1, 1.5, 3]],
    ["no kernel at all", [0, 0, 0, 0, 0, 0]],
  ])("%s", (_, values) => {
    const exact = polynomialAverages(sigma, values, three);
    const found = quadratureAverages(polynomial("cubic", sigma), values, three);
    for (const [externals, legs] of combinations) {
      const [x, y] = [found(externals, legs), exact(externals, legs)];
      expect(Math.abs(x - y), `${externals.join()} | ${legs.join()}`).toBeLessThan(1e-10 * Math.max(1, Math.abs(y)));
    }
  });
});

test("a square root of the kernel without its inverse, of as many columns as its rank", () => {
  for (const rows of [
    [
      [1, 0.4],
      [0.4, 2],
    ],
    [
      [1, 1, 2],
      [1, 1, 2],
      [2, 2, 4],
    ],
  ]) {
    const root = pivotedRoot(rows, 1e-13);
    rows.forEach((row, i) => {
      row.forEach((value, j) => {
        const product = (root[i] ?? []).reduce((sum, a, c) => sum + a * (root[j]?.[c] as number), 0);
        expect(product).toBeCloseTo(value, 12);
      });
    });
  }
  expect(
    pivotedRoot(
      [
        [1, 1, 2],
        [1, 1, 2],
        [2, 2, 4],
      ],
      1e-13,
    )[0],
  ).toHaveLength(1);
});

describe("ReLU against its closed forms", () => {
  const two = pairsOf(2);
  const [k11, k12, k22] = [1.3, 0.5, 0.8];
  const found = quadratureAverages(relu, [k11, k12, k22], two, 16);
  const size = Math.sqrt(k11 * k22);
  const angle = Math.acos(k12 / size);

  test("one input: <sigma^2q> = (2q-1)!!/2 K^q, and its derivatives by the kernel", () => {
    expect(found([0], [])).toBeCloseTo(k11 / 2, 11);
    expect(found([0, 0], [])).toBeCloseTo((3 * k11 ** 2) / 2, 11);
    expect(found([0, 0, 0], [])).toBeCloseTo((15 * k11 ** 3) / 2, 10);
    expect(found([0], [0])).toBeCloseTo(1 / 2, 11);
    expect(found([0, 0], [0])).toBeCloseTo(3 * k11, 11);
    expect(found([0, 0], [0, 0])).toBeCloseTo(3, 11);
  });

  test("two inputs: the arc-cosine kernel and its first derivatives, delta functions included", () => {
    expect(found([1], [])).toBeCloseTo(
      (size / (2 * Math.PI)) * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle)),
      10,
    );
    expect(found([1], [1])).toBeCloseTo((Math.PI - angle) / (2 * Math.PI), 10);
    expect(found([1], [0])).toBeCloseTo((Math.sin(angle) * size) / (4 * Math.PI * k11), 10);
    expect(found([1], [2])).toBeCloseTo((Math.sin(angle) * size) / (4 * Math.PI * k22), 10);
  });

  test.each([
    0.9,
    0.99,
    0.9999,
    1 - 1e-8,
    1 - 1e-12,
    1,
    -0.9999,
    -1,
  ])("nearly the same input twice, correlation %d: no worse than others", (correlation) => {
    const near = quadratureAverages(relu, [1, correlation, 1], two, 16);
    const theta = Math.acos(correlation);
    const known = (Math.sin(theta) + (Math.PI - theta) * correlation) / (2 * Math.PI);
    expect(near([1], [])).toBeCloseTo(known, 9);
    if (Math.abs(correlation) < 1) expect(near([1], [1])).toBeCloseTo((Math.PI - theta) / (2 * Math.PI), 8);
    expect(near([1], [0])).toBeCloseTo(Math.sin(theta) / (4 * Math.PI), 8);
  });

  test("three inputs: a derivative of the average is the average with a leg", () => {
    const h = 1e-4;
    for (const [externals, leg] of [
      [[1, 2], 1],
      [[1, 4], 4],
      [[1, 5], 0],
    ] as const) {
      const at = (change: number) =>
        quadratureAverages(
          relu,
          kernel.map((value, a) => (a === leg ? value + change : value)),
          three,
        )(externals, []);
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      expect(quadratureAverages(relu, kernel, three)(externals, [leg])).toBeCloseTo(slope, 7);
    }
  });

  test("what is more singular than a delta function, by derivatives of the Gaussian: the derivative of the average with a leg less", () => {
    const kernels = [k11, k12, k22];
    const h = 1e-3;
    for (const [externals, legs] of [
      [[1], [0, 0]],
      [[1], [0, 2]],
      [[1], [0, 1]],
      [
        [1, 1],
        [0, 0],
      ],
    ] as const) {
      const [first = 0, last = 0] = legs;
      const at = (change: number) =>
        quadratureAverages(
          relu,
          kernels.map((value, a) => (a === last ? value + change : value)),
          two,
          16,
        )(externals, [first]);
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      expect(found(externals, legs)).toBeCloseTo(slope, 8);
    }
  });

  test("and refused by name where the kernel has no inverse", () => {
    const same = quadratureAverages(relu, [1, 1, 1], two);
    expect(() => same([1], [0, 0])).toThrow(
      "relu: the inputs x1, x2 are nearly linearly dependent, and a derivative of an average over them at the kink is not known",
    );
  });
});

test("tanh: more points change nothing, and a known value", () => {
  const [few, many] = [12, 18].map((points) => quadratureAverages(tanh, kernel, three, points)) as [
    ReturnType<typeof quadratureAverages>,
    ReturnType<typeof quadratureAverages>,
  ];
  const planar = combinations.filter(([externals]) => new Set(externals.flatMap((a) => three.list[a])).size < 3);
  for (const [externals, legs] of planar) expect(few(externals, legs)).toBeCloseTo(many(externals, legs), 8);
  // <tanh^2> of a unit normal.
  expect(many([0], [])).toBeCloseTo(0.394294, 5);
});

test("Delta averages out, and a constant function has the average that it is", () => {
  const averages = centred(quadratureAverages(tanh, kernel, three));
  expect(averages([1], [])).toBeCloseTo(0, 12);
  expect(gaussianAverage([{ value: () => 2.5, kinks: [] }], [[0.3]], panelRule(12))).toBeCloseTo(2.5, 12);
});
