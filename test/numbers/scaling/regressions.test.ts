import type { Matrix } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { sweepPlot } from "../../../src/documents/scaling/sweep.js";
import { oneThread, seedOfBlock } from "../../../src/numbers/drawing/blocks.js";
import { normals } from "../../../src/numbers/drawing/normals.js";
import { answeredScaling } from "../../../src/numbers/scaling/answered.js";
import { answeredDuality, drawDuality } from "../../../src/numbers/scaling/duality.js";
import { type ScalingSpec, scalingModel } from "../../../src/numbers/scaling/model.js";
import { powerLaw, type RidgeModel } from "../../../src/numbers/scaling/planar-solution.js";
import {
  begunRegressions,
  drawnData,
  linearTest,
  measures,
  type RegressionTask,
  regressionForecast,
} from "../../../src/numbers/scaling/regressions.js";
import {
  answeredRegressions,
  comparedRegressions,
  drawnRegressions,
  regressionPrediction,
  regressionTask,
} from "../../../src/numbers/scaling/simulation.js";
import { answeredSweep, collapsed, collapsedLimit } from "../../../src/numbers/scaling/sweep.js";

/* Drawn regressions: against plain least squares, against drawn labels, and beside the prediction. */

const rowsOf = (a: Matrix): number[][] => a.to2DArray();
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
const transposed = (a: readonly (readonly number[])[]): number[][] =>
  (a[0] as readonly number[]).map((_, j) => a.map((row) => row[j] as number));

/** theta for one list of labels: the normal equations by Gauss and Jordan, with pivots. */
function trained(phi: readonly (readonly number[])[], labels: readonly number[], ridge: number): number[] {
  const n = phi.length;
  const system = phi.map((row, i) => [
    ...phi.map((other, j) => dot(row, other) + (i === j ? ridge : 0)),
    dot(row, labels),
  ]);
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let k = i; k < n; k++)
      if (Math.abs(system[k]?.[i] as number) > Math.abs(system[pivot]?.[i] as number)) pivot = k;
    [system[i], system[pivot]] = [system[pivot] as number[], system[i] as number[]];
    const own = system[i] as number[];
    const by = own[i] as number;
    for (let j = i; j <= n; j++) own[j] = (own[j] as number) / by;
    for (const [k, row] of system.entries()) {
      const factor = row[i] as number;
      if (k !== i) for (let j = i; j <= n; j++) row[j] = (row[j] as number) - factor * (own[j] as number);
    }
  }
  return system.map((row) => row[n] as number);
}

/** What a trained model w' = theta u has as test loss, with the variances of the test data, for a teacher w. */
const testLoss = (
  theta: readonly number[],
  u: readonly (readonly number[])[],
  w: readonly number[],
  variances: Float64Array,
): number =>
  transposed(u).reduce(
    (sum, column, i) => sum + (variances[i] as number) * ((w[i] as number) - dot(theta, column)) ** 2,
    0,
  );

const drawOf = (spectrum: Float64Array, model: RidgeModel, seed = 1) => {
  const { u, x } = drawnData(normals(seedOfBlock(seed, 0)), spectrum, model);
  const phi = u.mmul(x);
  const variances = spectrum.map((lambda, i) => lambda * (model.test?.[i] ?? 1));
  const teacher = model.teacher ?? new Float64Array(spectrum.length).fill(1);
  const found = measures(x, phi, model.ridge, linearTest(u, { variances, teacher }));
  return { u: rowsOf(u), x: rowsOf(x), phi: rowsOf(phi), variances, teacher, found };
};

describe("one draw", () => {
  const spectrum = powerLaw(12, 0.7);
  test.each<[string, RidgeModel]>([
    ["N < T", { features: 5, samples: 9, ridge: 0.03, scale: 1 / 12 }],
    ["N > T", { features: 9, samples: 5, ridge: 0.03, scale: 1 / 12 }],
    ["N = T", { features: 7, samples: 7, ridge: 0.2, scale: 1 }],
    ["no ridge", { features: 4, samples: 9, ridge: 0, scale: 1 }],
    [
      "weights",
      {
        features: 6,
        samples: 8,
        ridge: 0.1,
        scale: 1,
        teacher: spectrum.map((_, i) => i % 3),
        test: spectrum.map((_, i) => 1 + i),
      },
    ],
  ])("%s: every direction of the teacher trained by itself, and every sample's noise", (_, model) => {
    const { u, x, phi, variances, teacher, found } = drawOf(spectrum, model);
    const sums = { loss: 0, noise: 0, train: 0, norm: 0 };
    for (const [i, labels] of x.entries()) {
      const theta = trained(phi, labels, model.ridge);
      const w = Array.from(spectrum, (_unused, j) => (i === j ? 1 : 0));
      const omega = teacher[i] as number;
      sums.loss += omega * testLoss(theta, u, w, variances);
      sums.norm += omega * dot(theta, theta);
      const columns = transposed(phi);
      sums.train +=
        (omega * labels.reduce((sum, y, t) => sum + (y - dot(theta, columns[t] as number[])) ** 2, 0)) / model.samples;
    }
    for (let t = 0; t < model.samples; t++) {
      const theta = trained(
        phi,
        Array.from({ length: model.samples }, (_unused, k) => (k === t ? 1 : 0)),
        model.ridge,
      );
      sums.noise += testLoss(theta, u, new Array<number>(spectrum.length).fill(0), variances);
    }
    for (const [i, key] of (["loss", "noise", "train", "norm"] as const).entries())
      expect(Math.abs((found[i] as number) / sums[key] - 1), key).toBeLessThan(1e-9);
  });

  test("the mean over drawn teachers and drawn noise is what is measured", () => {
    const model = { features: 5, samples: 8, ridge: 0.05, scale: 1 / 12 };
    const { u, x, phi, variances, found } = drawOf(spectrum, model);
    const random = normals([99]);
    const list = new Float64Array(12 + 8);
    const samples = transposed(x);
    const [draws, sigma] = [4000, 0.3];
    let [sum, squares] = [0, 0];
    for (let draw = 0; draw < draws; draw++) {
      random.fill(list, list.length);
      const w = [...list.subarray(0, 12)];
      const labels = samples.map((sample, t) => dot(w, sample) + sigma * (list[12 + t] as number));
      const loss = testLoss(trained(phi, labels, model.ridge), u, w, variances);
      sum += loss;
      squares += loss * loss;
    }
    const mean = sum / draws;
    const error = Math.sqrt((squares / draws - mean * mean) / draws);
    expect(Math.abs(mean - ((found[0] as number) + sigma ** 2 * (found[1] as number)))).toBeLessThan(4 * error);
  });

  test("and its dual, with and without weights: equal to 1e-12, up to rounding of what cancels", async () => {
    for (const spec of [
      { N: 10, T: 20, M: 60, alpha: 0.7, gamma: 0.05 },
      { N: 31, T: 12, M: 40, alpha: 1.2, gamma: 1e-3, sigmaU: 2 },
      { N: 10, T: 30, M: 60, alpha: 0.7, gamma: 0 },
      {
        N: 12,
        T: 17,
        spectrum: [3, 2, 1, 0.5],
        gamma: 0.2,
        teacher: [1, 0, 2, 1],
        testSpectrum: [1, 1, 1, 1],
      },
    ] satisfies ScalingSpec[])
      for (const seed of [1, 2, 3]) {
        const { loss, noise, norm } = drawDuality(await scalingModel(spec), seed);
        // A loss that is small beside the trace of Lambda is known to the rounding of that one; and without a ridge
        // the matrix that is inverted is nearly singular now and then.
        for (const [own, dual] of [loss, noise, norm])
          expect(Math.abs(own / dual - 1)).toBeLessThan(spec.gamma === 0.05 ? 1e-12 : 1e-10);
      }
    const { certificate, diagrams } = await answeredDuality({
      model: { N: 4, T: 6, M: 9, alpha: 1, gamma: 0.1 },
      through: 3,
    });
    expect(certificate.passed).toBe(true);
    expect(diagrams.diagrams).toBe(52);
  });
});

const table: ScalingSpec = { N: 10, T: 20, M: 60, alpha: 0.7, gamma: 0.05 };

describe("beside the prediction", () => {
  test("agrees with the 1/N term, and is far from the planar limit alone", async () => {
    const { rows, verdict, spread, samples } = await answeredRegressions({ model: table, samples: 300 });
    expect(samples).toBe(300);
    expect(verdict.outcome).toBe("agree");
    const [loss] = rows;
    expect(loss?.planar).toBeCloseTo(0.619467, 6);
    expect(loss?.predicted).toBeCloseTo(0.64467, 6);
    expect(loss?.zPlanar).toBeGreaterThan(4);
    expect(Math.abs(spread.measured / (spread.predicted as number) - 1)).toBeLessThan(0.5);
  });

  test("the same whatever is drawn first; p as it should be over many seeds", async () => {
    const model = await scalingModel({ ...table, N: 20, T: 30, M: 60 });
    const prediction = regressionPrediction(model);
    const none = new AbortController().signal;
    const quiet = { announced: () => undefined, progress: () => undefined };
    const pValues: number[] = [];
    for (let seed = 1; seed <= 30; seed++) {
      const { blocks, blockSize } = await drawnRegressions(
        (size) => regressionTask(model, seed, size, table),
        60,
        { measuring: oneThread, signal: none },
        quiet,
      );
      const { verdict } = comparedRegressions(prediction, blocks, blockSize);
      pValues.push(verdict.pValue);
    }
    // Uniform between 0 and 1, up to what is left out: Kolmogorov's distance of 30 values is below 0.35 but once in a thousand.
    const sorted = pValues.sort((a, b) => a - b);
    const distance = Math.max(...sorted.map((p, i) => Math.max(Math.abs(p - i / 30), Math.abs(p - (i + 1) / 30))));
    expect(distance).toBeLessThan(0.35);
  });

  test("a wrong prediction is contradicted, and what nobody can test is not", async () => {
    const model = await scalingModel(table);
    const { planar, leftOut, spread } = regressionPrediction(model);
    const measured = await begunRegressions(regressionTask(model, 1, 10, table));
    const blocks = Array.from({ length: 40 }, (_, index) => measured(index));
    const compared = (prediction: Parameters<typeof comparedRegressions>[0]) =>
      comparedRegressions(prediction, blocks, 10);
    expect(
      compared({ planar, leftOut: leftOut / 4, ...(spread === undefined ? {} : { spread }) }).verdict.outcome,
    ).toBe("disagree");
    expect(compared({ planar, leftOut: Number.POSITIVE_INFINITY }).verdict.outcome).toBe("no test");
    expect(compared({ planar, leftOut: 0.5 }).verdict.outcome).toBe("no test");
  });

  test("blocks depend on the seed and their number alone", async () => {
    const model = await scalingModel(table);
    const [first, again, other] = await Promise.all(
      [1, 1, 2].map((seed) => begunRegressions(regressionTask(model, seed, 3, table))),
    );
    const block = first?.(5).values;
    again?.(0);
    expect(again?.(5).values).toEqual(block);
    expect(other?.(5).values).not.toEqual(block);
  });

  test("features that are not linear: the planar limit of equivalent ones, where the data concentrate", async () => {
    const spectrum = Array.from({ length: 200 }, () => 1);
    const { rows, verdict } = await answeredRegressions({
      model: { N: 30, T: 50, spectrum, gamma: 0.3, activation: "tanh" },
      samples: 20,
    });
    expect(verdict.outcome).toBe("no test");
    const [loss] = rows;
    expect(Math.abs((loss?.measured as number) / (loss?.planar as number) - 1)).toBeLessThan(0.03);
  });

  test("too few, too many, and nothing to measure", async () => {
    await expect(answeredRegressions({ model: table, samples: 5 })).rejects.toThrow(/--samples 5: too few/);
    await expect(
      answeredRegressions({ model: { ...table, N: 3000, T: 4000, M: 5000 }, samples: 100_000 }),
    ).rejects.toThrow(/100000 regressions would take/);
    await expect(answeredRegressions({ model: { ...table, M: 8, gamma: 0 } })).rejects.toThrow(
      /there is nothing to measure/,
    );
    const none = new AbortController();
    none.abort();
    await expect(answeredRegressions({ model: table, samples: 100 }, { signal: none.signal })).rejects.toThrow(
      /interrupted after 0/,
    );
  });

  test("a forecast that is right to a factor of four", async () => {
    const model = await scalingModel({ N: 40, T: 60, M: 100, alpha: 0.7, gamma: 0.05 });
    const task: RegressionTask = regressionTask(model, 1, 10, table);
    const measured = await begunRegressions(task);
    measured(0);
    const start = performance.now();
    measured(1);
    const seconds = (performance.now() - start) / 1000;
    const forecast = regressionForecast(task, 10, 1).seconds;
    expect(forecast / seconds).toBeGreaterThan(1 / 6);
    expect(forecast / seconds).toBeLessThan(6);
  });
});

describe("along a range", () => {
  test("the exponent, the peak of double descent, the valley before it", async () => {
    const { curves } = await answeredSweep({
      model: { M: 5000, alpha: 0.7, gamma: 1e-5 },
      range: { name: "N", from: 5, to: 1000 },
      curves: { name: "T", values: [100, 300] },
    });
    for (const { value, peak, valley, fits } of curves) {
      expect((peak?.value as number) / (value as number)).toBeCloseTo(1, 1);
      expect(valley?.value).toBeLessThan(value as number);
      expect(Math.abs((fits.planar?.exponent ?? 0) - 0.7)).toBeLessThan(0.07);
    }
    const [infinite] = (
      await answeredSweep({ model: { T: 50, M: 500, alpha: 0.7 }, range: { name: "N", from: 10, to: 100 } })
    ).curves;
    expect(infinite?.peak).toEqual({ value: 50, loss: Number.POSITIVE_INFINITY });
    // Through gamma there is a best ridge.
    const [ridge] = (
      await answeredSweep({ model: { N: 40, T: 40, M: 500, alpha: 0.7 }, range: { name: "gamma", from: 1e-6, to: 10 } })
    ).curves;
    expect(ridge?.valley?.loss).toBeGreaterThan(0);
    expect(ridge?.peak).toBeUndefined();
  });

  test("curves of a power law are one, as the ridge goes and M grows", async () => {
    const { curves, model } = await answeredSweep({
      model: { M: 20_000, alpha: 1, gamma: 0 },
      range: { name: "N", from: 30, to: 300 },
      curves: { name: "T", values: [200, 400] },
    });
    for (const { value, points } of curves)
      for (const point of points) {
        const ratio = point.value / (value as number);
        if (Math.abs(ratio - 1) < 0.05) continue;
        const found = collapsed(point.planar, value as number, model.law ?? { alpha: 1, largest: 1 });
        expect(found / collapsedLimit(ratio, 1)).toBeCloseTo(1, 1);
      }
  });

  test("a plot draws no line across the pole", async () => {
    const sweep = await answeredSweep({
      model: { T: 50, M: 500, alpha: 0.7 },
      range: { name: "N", from: 10, to: 200 },
    });
    const { hconcat } = sweepPlot(sweep) as unknown as {
      hconcat: { layer: { data: { values: { x: number; piece?: number }[] } }[] }[];
    };
    const lines = hconcat[0]?.layer ?? [];
    expect(lines).toHaveLength(2);
    for (const { data } of lines) {
      const sides = new Map<number | undefined, Set<boolean>>();
      for (const { x, piece } of data.values) sides.set(piece, (sides.get(piece) ?? new Set()).add(x < 50));
      expect([...sides.values()].map((own) => own.size)).toEqual([...sides.keys()].map(() => 1));
      expect(sides.size).toBeGreaterThan(1);
    }
  });

  test("with drawn places", async () => {
    const sweep = await answeredSweep({
      model: { T: 30, M: 80, alpha: 0.7, gamma: 0.05 },
      range: { name: "N", from: 10, to: 60, points: 3 },
      simulate: { samples: 60 },
    });
    expect(sweep.curves[0]?.measured.map(({ value }) => value)).toEqual([10, 24, 60]);
    expect(sweep.verdict?.outcome).toBe("agree");
    // Where nobody says how many, no place has more than it can be tested with.
    const { curves } = await answeredSweep({
      model: { T: 20, M: 60, alpha: 0.7, gamma: 0.01 },
      range: { name: "N", from: 10, to: 80, points: 3 },
      simulate: {},
    });
    expect(curves[0]?.measured.filter(({ tested }) => tested).length).toBeGreaterThan(1);
    expect(new Set(curves[0]?.measured.map(({ samples }) => samples)).size).toBeGreaterThan(1);
    await expect(answeredSweep({ model: table, range: { name: "N", from: 10, to: 60 } })).rejects.toThrow(
      /--sweep N=10..60 and --N 10/,
    );
    await expect(
      answeredSweep({ model: { ...table, N: undefined }, range: { name: "N", from: 60, to: 10 } }),
    ).rejects.toThrow(/the smaller first/);
  });
});

// Callers of the library need no types.
test.each([
  [{ N: 10, T: 20, M: 60, alpha: 0.7, ridge: 1 }, /"ridge" of a model\nexpected the keys N, T, M/],
  [undefined, /a model that is undefined/],
])("a description that is none: %j", async (model, message) => {
  await expect(answeredScaling({ model } as never)).rejects.toThrow(message);
  await expect(answeredSweep({ model, range: { name: "N", from: 10, to: 20 } } as never)).rejects.toThrow();
});

test("an order or a range that is none", async () => {
  await expect(answeredScaling({ model: table, order: 2 } as never)).rejects.toThrow(/order 2\nexpected 0/);
  await expect(answeredSweep({ model: table, range: { name: "M", from: 1, to: 2 } } as never)).rejects.toThrow(
    /a range of "M"\nexpected one of N, T, gamma/,
  );
});
