import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed } from "../../../src/numbers/activations/activations.js";
import type { Average, Power } from "../../../src/numbers/averages/joint.js";
import { averageWays, layerAverages, productAverages } from "../../../src/numbers/averages/pair-averages.js";
import { sharedAverages } from "../../../src/numbers/averages/shared-averages.js";
import { averageOfSigns, signAverages } from "../../../src/numbers/averages/sign-averages.js";
import { pairsOf } from "../../../src/numbers/networks/pairs.js";

/* Closed forms of averages over several inputs, beside published ones and beside integrals that share nothing with them. */

const named = (name: string): Activation => activationNamed(name) as Activation;

const equal = (n: number, correlation: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_u, j) => (i === j ? 1 : correlation)));

describe("signs of jointly normal variables", () => {
  test("with correlations 1/2, all positive with the chance 1/(n+1)", () => {
    // 2^n P = sum over subsets of the average of their signs: 1 + C(n,2) E_2 + C(n,4) E_4 + C(n,6) E_6.
    const [two, four, six] = [2, 4, 6].map((n) => averageOfSigns(equal(n, 0.5))) as [number, number, number];
    expect(two).toBeCloseTo(1 / 3, 14);
    expect(four).toBeCloseTo(1 / 5, 13);
    expect(six).toBeCloseTo(1 / 7, 10);
  });

  test("an odd number averages to 0; independent ones multiply; the same twice is 1, an opposite -1", () => {
    expect(averageOfSigns(equal(3, 0.4))).toBe(0);
    const blocks = [
      [1, 0.3, 0, 0],
      [0.3, 1, 0, 0],
      [0, 0, 1, -0.7],
      [0, 0, -0.7, 1],
    ];
    const pair = (r: number) => (2 / Math.PI) * Math.asin(r);
    expect(averageOfSigns(blocks)).toBeCloseTo(pair(0.3) * pair(-0.7), 13);
    const repeated = [
      [1, 1, 0.2, 0.5],
      [1, 1, 0.2, 0.5],
      [0.2, 0.2, 1, 0.6],
      [0.5, 0.5, 0.6, 1],
    ];
    expect(averageOfSigns(repeated)).toBeCloseTo(pair(0.6), 14);
    // A variable that is nearly another: its limit.
    const near = repeated.map((row, i) => row.map((r, j) => (i !== j && r === 1 ? 1 - 1e-9 : r)));
    expect(averageOfSigns(near)).toBeCloseTo(pair(0.6), 4);
  });
});

describe("ReLU: the arc-cosine kernel (Cho, Saul 2009)", () => {
  test.each([0, 0.3, -0.8, 0.999, 1 - 1e-10, 1, -1])("correlation %d", (c) => {
    const found = signAverages(
      named("relu"),
      [
        [1.3, c * Math.sqrt(1.3 * 0.8)],
        [c * Math.sqrt(1.3 * 0.8), 0.8],
      ],
      {
        times: 2,
        derivatives: 0,
      },
    );
    const angle = Math.acos(c);
    const known = (Math.sqrt(1.3 * 0.8) / (2 * Math.PI)) * (Math.sin(angle) + (Math.PI - angle) * c);
    expect([...(found?.values() ?? [])][0]?.value).toBeCloseTo(known, 11);
  });

  test("repeated inputs are one input, and what is infinite there is refused by name", () => {
    const pairs = pairsOf(2);
    const products = productAverages(averageWays(named("relu")), [1.5, 1.5, 1.5], pairs);
    expect(products([1], [])).toBeCloseTo(0.75, 12);
    expect(products([1, 1], [])).toBeCloseTo((3 * 1.5 ** 2) / 2, 12);
    expect(products([1], [1])).toBeCloseTo(0.5, 12);
    expect(() => products([1], [1, 1])).toThrow(/relu: the inputs x1, x2 are linearly dependent[\s\S]*expected/);
  });
});

/** What rounding of the kernel itself may change, of variances about 1. */
const ofTheKernel = 1e-14;

/** Every average of a set by two ways, and whether they are within both claims. */
function requireAgreement(one: ReadonlyMap<string, Average>, two: ReadonlyMap<string, Average>): void {
  expect([...one.keys()]).toEqual([...two.keys()]);
  for (const [key, { value, error }] of one) {
    const other = two.get(key) as Average;
    expect(Math.abs(value - other.value), key).toBeLessThanOrEqual(error + other.error + ofTheKernel);
  }
}

const sums: readonly Power[] = [
  { times: 2, derivatives: 0 },
  { times: 2, derivatives: 2 },
  { times: 4, derivatives: 0 },
  { times: 4, derivatives: 2 },
  { times: 4, derivatives: 4 },
  { times: 6, derivatives: 0 },
];

describe("against integrals over the directions that inputs share, each within what it claims", () => {
  const kernel = [
    [1, 0.4, 0.2, 0.3],
    [0.4, 1.2, 0.5, 0.1],
    [0.2, 0.5, 0.9, 0.35],
    [0.3, 0.1, 0.35, 1.1],
  ];
  test.each(["relu", "abs", "leaky-relu(0.1)", "erf", "gelu"])("%s, one input to four", (name) => {
    const ways = sharedAverages(named(name));
    for (let inputs = 1; inputs <= 4; inputs++) {
      const covariance = kernel.slice(0, inputs).map((row) => row.slice(0, inputs));
      for (const sum of sums) {
        const closed = signAverages(named(name), covariance, sum);
        if (closed === undefined || sum.times < inputs) continue;
        requireAgreement(closed, ways.over(covariance).averages(sum) as ReadonlyMap<string, Average>);
      }
    }
  });

  test("any three inputs that are not nearly dependent", () => {
    const correlation = fc.double({ min: -0.9, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(correlation, correlation, correlation, (a, b, c) => {
        fc.pre(1 + 2 * a * b * c - a * a - b * b - c * c > 0.05);
        const covariance = [
          [1, a, b],
          [a, 1, c],
          [b, c, 1],
        ];
        for (const name of ["relu", "erf"]) {
          const closed = signAverages(named(name), covariance, { times: 4, derivatives: 2 });
          const integrals = sharedAverages(named(name)).over(covariance).averages({ times: 4, derivatives: 2 });
          requireAgreement(closed as ReadonlyMap<string, Average>, integrals as ReadonlyMap<string, Average>);
        }
      }),
      { numRuns: 15 },
    );
  });
});

test("a leg is a derivative by the kernel, for closed forms too: <D_a prod Delta> from differences", () => {
  const pairs = pairsOf(3);
  const kernel = [1, 0.4, -0.2, 0.9, 0.1, 1.2];
  const h = 1e-4;
  const products = (values: readonly number[]) => productAverages(averageWays(named("relu")), values, pairs);
  for (const leg of [0, 1, 4]) {
    const at = (change: number) => products(kernel.map((value, a) => (a === leg ? value + change : value)))([1, 4], []);
    const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
    expect(products(kernel)([1, 4], [leg])).toBeCloseTo(slope, 9);
  }
  const { averages, mean, claimed } = layerAverages(averageWays(named("relu")), kernel, pairs);
  expect(averages([1], [])).toBeCloseTo(0, 13);
  expect(averages([1, 4], [])).toBeCloseTo(products(kernel)([1, 4], []) - mean(1) * mean(4), 12);
  expect(claimed()).toBeGreaterThan(0);
  expect(claimed()).toBeLessThan(1e-11);
});

describe("singular kernels: the limit of noise that goes", () => {
  /** < prod relu > of inputs in a plane: the radius gives < r^n >, the angle is an integral between the kinks. */
  function inThePlane(points: readonly (readonly [number, number])[]): number {
    const n = 40_000;
    let total = 0;
    for (let i = 0; i < n; i++) {
      const angle = (2 * Math.PI * (i + 0.5)) / n;
      total += points.reduce((product, [x, y]) => product * Math.max(0, x * Math.cos(angle) + y * Math.sin(angle)), 1);
    }
    // < r^4 > = 8 for two normals, < r^2 > = 2.
    return ((points.length === 4 ? 8 : 2) * total) / n;
  }

  test("four inputs in a plane", () => {
    for (const points of [
      [
        [1, 0],
        [0, 1],
        [0.6, 0.8],
        [0.8, 0.6],
      ],
      [
        [1, 0],
        [0.5, 1],
        [-0.2, 0.9],
        [0.7, 0.1],
      ],
      [
        [1, 0],
        [1, 0],
        [1, 0],
        [0.3, 1],
      ],
      [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, 1],
      ],
    ] as const) {
      const kernel = points.map(([a, b]) => points.map(([c, d]) => a * c + b * d));
      const found = signAverages(named("relu"), kernel, { times: 4, derivatives: 0 });
      const [average] = [...(found?.values() ?? [])] as [Average];
      expect(Math.abs(average.value - inThePlane(points))).toBeLessThan(2e-8);
      expect(average.error).toBeLessThan(1e-9);
    }
  });

  test("nearly in a plane: between the formulas and the limit within the claims", () => {
    const points = [
      [1, 0],
      [0, 1],
      [0.6, 0.8],
      [0.8, 0.6],
    ] as const;
    const at = (noise: number): Average => {
      const kernel = points.map(([a, b], i) => points.map(([c, d], j) => a * c + b * d + (i === j ? noise : 0)));
      const found = signAverages(named("relu"), kernel, { times: 4, derivatives: 0 });
      return [...(found?.values() ?? [])][0] as Average;
    };
    const limit = at(0);
    for (const noise of [1e-13, 1e-11, 1e-10, 1e-9, 1e-7]) {
      const { value, error } = at(noise);
      // The slope by the noise is about 1.
      expect(Math.abs(value - limit.value), String(noise)).toBeLessThanOrEqual(error + limit.error + 3 * noise);
    }
  });
});
