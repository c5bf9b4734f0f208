import { describe, expect, test } from "vitest";
import { tanh } from "../../../src/numbers/activations/activations.js";
import { compared, predictions } from "../../../src/numbers/ensemble/comparison.js";
import type { Ensemble } from "../../../src/numbers/ensemble/ensemble.js";
import type { Prediction } from "../../../src/numbers/ensemble/summation.js";
import { flow } from "../../../src/numbers/flow/flow.js";
import type { Network } from "../../../src/numbers/networks/network.js";

/* The statistics by textbooks: blocks made up by hand, whose means, errors and verdicts are known. */

const network = (changes: Partial<Network> = {}): Network => ({
  activation: tanh,
  biasVariance: 0,
  weightVariance: 1,
  inputs: 1,
  kernel: [1],
  widths: [10, 10],
  depth: 2,
  ...changes,
});

/**
 * Compares blocks, given as one list of values a block, with what was predicted: K, V_4, ... of layer 2, layer 3, ...
 */
function comparison(blocks: readonly (readonly number[])[], predicted: readonly Prediction[], highest = 1, depth = 2) {
  const ensemble: Ensemble = {
    network: network({ depth, widths: Array.from({ length: depth }, () => 10) }),
    route: "kernel",
    seed: 1,
    blockSize: 100,
    highest,
  };
  const measured = blocks.map((values, index) => ({ index, values: Float64Array.from(values) }));
  return compared(ensemble, { highest, orders: 0 }, measured, predicted);
}

const exactly = (...values: number[]): Prediction[] => values.map((value) => ({ value, truncation: 0, order: 0 }));

/** 1, ..., 10: mean 11/2, variance 55/6 with Bessel's correction. */
const ten = Array.from({ length: 10 }, (_, i) => [i + 1]);
const error = Math.sqrt(55 / 60);

describe("one number", () => {
  test("its mean, and the standard error with Bessel's correction", () => {
    const { rows, samples } = comparison(ten, exactly(5));
    expect(rows[0]?.measured).toBeCloseTo(5.5, 14);
    expect(rows[0]?.standardError).toBeCloseTo(error, 14);
    expect(rows[0]?.z).toBeCloseTo(0.5 / error, 14);
    expect(samples).toBe(1000);
  });

  // Two-sided quantiles of Student's t with 9 degrees of freedom, from any table.
  test.each([
    [0.703, 0.5],
    [1.833, 0.1],
    [2.262, 0.05],
    [3.25, 0.01],
    [4.781, 0.001],
  ])("|t| = %d has p = %d: Hotelling's test is Student's", (t, p) => {
    for (const sign of [1, -1]) {
      const { verdict } = comparison(ten, exactly(5.5 + sign * t * error));
      expect(verdict.chiSquared).toBeCloseTo(t * t, 10);
      expect(verdict.degrees).toBe(1);
      expect(verdict.pValue / p).toBeCloseTo(1, 2);
    }
  });

  test("agrees down to p = 0.001 and not below", () => {
    expect(comparison(ten, exactly(5.5 + 4.77 * error)).verdict.outcome).toBe("agree");
    expect(comparison(ten, exactly(5.5 + 4.79 * error)).verdict.outcome).toBe("disagree");
  });

  test("what the series leaves out is no error: beneath a third of one it is left aside, above it nothing is tested", () => {
    const leaving = (truncation: number) => comparison(ten, [{ value: 5, truncation, order: 1 }]);
    const { verdict, rows } = leaving(0.33 * error);
    expect(verdict).toMatchObject({ outcome: "agree", convergesThroughLayer: 2, degrees: 1 });
    expect(verdict.chiSquared).toBeCloseTo(0.25 / (55 / 60), 12);
    expect(rows[0]).toMatchObject({ tested: true, order: 1 });
    expect(rows[0]?.zWithTruncation).toBeCloseTo(0.5 / Math.hypot(error, 0.33 * error), 12);
    const past = leaving(0.34 * error);
    expect(past.verdict).toMatchObject({ outcome: "no test", convergesThroughLayer: 1, degrees: 0, layers: [] });
    expect(past.rows[0]?.tested).toBe(false);
  });

  test("a prediction that is far off and says that it is unsure is not agreed with", () => {
    for (const truncation of [1, 10, 1e9, Number.POSITIVE_INFINITY, Number.NaN]) {
      const { verdict } = comparison(ten, [{ value: 5.5 + 26 * error, truncation, order: 2 }]);
      expect(verdict.outcome).toBe("no test");
    }
  });

  test("one that does not fluctuate must be what was predicted, but for rounding", () => {
    const constant = Array.from({ length: 10 }, () => [0.3]);
    const right = comparison(constant, exactly(0.3 + 1e-13));
    expect([right.rows[0]?.z, right.verdict.outcome, right.verdict.degrees]).toEqual([0, "agree", 0]);
    const wrong = comparison(constant, exactly(0.3001));
    expect([wrong.verdict.outcome, wrong.verdict.degrees]).toEqual(["disagree", 0]);
  });
});

describe("two numbers that are not independent", () => {
  const pairs = ten.map(([x = 0], i) => [x, 0.5 * x + (i % 3)]);
  const means = [0, 1].map((c) => pairs.reduce((sum, pair) => sum + (pair[c] as number), 0) / 10);
  /** The covariance of the means. */
  const covariance = (a: number, b: number): number =>
    pairs.reduce(
      (sum, pair) => sum + ((pair[a] as number) - (means[a] as number)) * ((pair[b] as number) - (means[b] as number)),
      0,
    ) / 90;

  test("T^2 by the inverse of a 2 x 2 matrix, p by the F distribution with 2 and 8 degrees in closed form", () => {
    const [dx, dy] = [0.8, -0.6];
    const { verdict } = comparison(pairs, exactly((means[0] as number) - dx, (means[1] as number) - dy), 2);
    const [xx, xy, yy] = [covariance(0, 0), covariance(0, 1), covariance(1, 1)];
    const square = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy);
    expect(verdict.chiSquared / square).toBeCloseTo(1, 10);
    expect(verdict.degrees).toBe(2);
    // P(F > f) = (1 + 2 f/8)^-4 with f = 8 T^2 / (2 * 9).
    expect(verdict.pValue).toBeCloseTo((1 + square / 9) ** -4, 10);
  });

  test("and one that follows from the other counts once", () => {
    const { verdict } = comparison(
      ten.map(([x = 0]) => [x, 3 * x]),
      exactly(5, 15),
      2,
    );
    expect(verdict.degrees).toBe(1);
    expect(verdict.chiSquared).toBeCloseTo(0.25 / (55 / 60), 8);
  });
});

test("fewer than ten blocks know no error; ten do", () => {
  expect(() => comparison(ten.slice(1), exactly(5))).toThrow("9 blocks of networks are too few");
  expect(() => comparison(ten, exactly(5))).not.toThrow();
});

test("where the numbers are more than the blocks can tell apart, layers are tested evenly, the last among them", () => {
  const blocks = Array.from({ length: 15 }, (_, i) => Array.from({ length: 8 }, (_v, j) => Math.sin(1 + i * (j + 2))));
  const { verdict } = comparison(blocks, exactly(...Array.from({ length: 8 }, () => 0)), 1, 9);
  // Five blocks a number: three layers of the eight.
  expect(verdict.layers).toEqual([4, 7, 9]);
  expect(verdict.degrees).toBe(3);
});

describe("a prediction is the series as far as it is known, and how much is left out", () => {
  const width = 10;
  test("layer 2 is exact; in layer 3 what is left out is the next term, which is known, or one as large", () => {
    const deep = network({ depth: 3, widths: [10, 10, 10] });
    for (const orders of [0, 1, 2]) {
      const layers = [...flow(deep, { highest: 2, orders: orders + 1 })];
      predictions(deep, { highest: 2, orders }).forEach(({ value, truncation, order }, i) => {
        const cumulants = layers[1 + Math.floor(i / 2)]?.cumulants[1 + (i % 2)] ?? [];
        const terms = cumulants.map((coefficient, p) => coefficient / width ** p);
        expect(value).toBeCloseTo(
          terms.slice(0, orders + 1).reduce((a, b) => a + b, 0),
          14,
        );
        expect(order).toBe(orders);
        if (i < 2) expect(truncation).toBe(0);
        else {
          expect(truncation).toBeGreaterThanOrEqual(Math.abs(terms[orders + 1] as number) * (1 - 1e-12));
          expect(truncation).toBeLessThan(0.3 * Math.abs(terms[orders] as number));
        }
      });
    }
  });

  test("two inputs: as many as there are entries, and for equal inputs those of one", () => {
    const two = network({ inputs: 2, kernel: [1, 1, 1] });
    const [one, both] = [network(), two].map((n) => predictions(n, { highest: 2, orders: 1 }));
    // Three entries of K, six of V_4.
    expect(both).toHaveLength(9);
    both?.forEach(({ value, truncation }, i) => {
      const expected = one?.[i < 3 ? 0 : 1] as Prediction;
      expect(value).toBeCloseTo(expected.value, 8);
      expect(truncation).toBeCloseTo(expected.truncation, 8);
    });
  });
});

describe("how far a test goes", () => {
  const blocks = Array.from({ length: 40 }, (_, i) => Array.from({ length: 4 }, (__, j) => Math.sin(1 + i * (j + 2))));
  const means = [0, 1, 2, 3].map((j) => blocks.reduce((sum, block) => sum + (block[j] as number), 0) / 40);
  const predicted = (truncations: readonly number[]): Prediction[] =>
    means.map((value, j) => ({ value, truncation: truncations[j] as number, order: 1 }));

  test("through the last layer before the series stops converging: past it nothing is tested, converging or not", () => {
    const { verdict, rows } = comparison(blocks, predicted([0, 0, 1, 0]), 1, 5);
    expect(verdict).toMatchObject({ outcome: "no test", convergesThroughLayer: 3, layers: [2, 3], degrees: 2 });
    expect(rows.map(({ tested }) => tested)).toEqual([true, true, false, false]);
  });

  test("and where theory is wrong before, the answer is no", () => {
    const [first, ...others] = predicted([0, 0, 1, 0]) as [Prediction, ...Prediction[]];
    const { verdict } = comparison(blocks, [{ ...first, value: first.value + 10 }, ...others], 1, 5);
    expect(verdict).toMatchObject({ outcome: "disagree", convergesThroughLayer: 3 });
  });

  test("a number whose tails need more networks than there are is no obstacle, and not tested", () => {
    // K = 1 and V_4/n = 1/2: V_4 needs thousands.
    const wide = Array.from({ length: 20 }, (_, i) => [1 + 0.01 * Math.sin(i), 5 + 0.1 * Math.cos(3 * i)]);
    const { verdict, rows } = comparison(
      wide,
      [
        { value: 1, truncation: 0, order: 1 },
        { value: 5, truncation: 3, order: 1 },
      ],
      2,
    );
    expect(rows[1]?.networksNeeded).toBeGreaterThan(2000);
    expect(rows.map(({ tested }) => tested)).toEqual([true, false]);
    expect(verdict).toMatchObject({ outcome: "agree", convergesThroughLayer: 2, degrees: 1 });
  });
});
