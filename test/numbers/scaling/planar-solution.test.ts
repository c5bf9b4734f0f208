import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type Polynomial } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { normals } from "../../../src/numbers/drawing/normals.js";
import { finiteSizeCorrection } from "../../../src/numbers/scaling/finite-size.js";
import { planarSolution, powerLaw, type RidgeModel } from "../../../src/numbers/scaling/planar-solution.js";
import { lossOfOrder, traceAverages, withMissingFaces } from "../../../src/routes/scaling/loop-equations.js";

const model = (features: number, samples: number, ridge: number, scale = 1): RidgeModel => ({
  features,
  samples,
  ridge,
  scale,
});
/** alpha = 0.7 and sigma_u = 1: the models of the table of simulated regressions. */
const ofTable = (n: number, t: number, m: number, ridge: number) => {
  const spectrum = powerLaw(m, 0.7);
  return { spectrum, model: model(n, t, ridge, 1 / m) };
};
const relative = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe("planar solution and the first finite-size correction", () => {
  test.each([
    [10, 20, 60, 0.05, 0.619467, 0.64467],
    [20, 40, 130, 0.05, 0.402992, 0.411807],
    [40, 40, 130, 0.05, 0.284143, 0.288657],
  ])("N = %d, T = %d, M = %d", (n, t, m, ridge, planar, corrected) => {
    const { spectrum, model } = ofTable(n, t, m, ridge);
    const { loss } = planarSolution(spectrum, model);
    expect(loss).toBeCloseTo(planar, 6);
    expect(loss + finiteSizeCorrection(spectrum, model).loss).toBeCloseTo(corrected, 6);
  });

  test("both are the sums of the exact polynomials, faces missing none and one, at a large ridge", () => {
    const [n, t] = [2, 3];
    const lambdas = [Q.rational(1), Q.rational(1, 2), Q.rational(1, 4)];
    const at = (sum: Polynomial): number =>
      Q.toNumber(
        evaluate(sum, ({ name }) => {
          if (name === "N") return Q.rational(n);
          if (name === "T") return Q.rational(t);
          const power = Number(name.slice(2));
          return lambdas.reduce((total, lambda) => Q.add(total, Q.power(lambda, power)), Q.zero);
        }),
      );
    const step = 1e-4;
    const average = traceAverages();
    let [planar, first] = [0, 0];
    for (let m = 0; m <= 4; m++) {
      const exact = lossOfOrder(m, average);
      planar += (-step) ** m * at(withMissingFaces(exact, m, 0));
      first += (-step) ** m * at(withMissingFaces(exact, m, 1));
    }
    const spectrum = Float64Array.from(lambdas, Q.toNumber);
    const large = model(n, t, 1 / step);
    expect(relative(planarSolution(spectrum, large).loss, planar)).toBeLessThan(1e-13);
    // Order 1 has none, so that the sum begins at order 2.
    expect(relative(finiteSizeCorrection(spectrum, large).loss, first)).toBeLessThan(1e-6);
  });

  test("the equation, the parts and the duality, for any spectrum", () => {
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-6, max: 10, noNaN: true }), { minLength: 1, maxLength: 40 }),
        size,
        size,
        fc.double({ min: 1e-9, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (lambdas, n, t, ridge, scale) => {
          const spectrum = Float64Array.from(lambdas);
          const here = planarSolution(spectrum, model(n, t, ridge, scale));
          const { d, sums, gaps, terms } = here;
          expect(relative(d * gaps.features * gaps.samples, ridge / scale)).toBeLessThan(1e-10);
          expect(Math.abs(sums.first + gaps.features - n)).toBeLessThan(1e-10 * n);
          const plain = terms.l1 + 2 * terms.l2 + terms.l3NoRungs;
          expect(Math.abs(here.ladder * plain - here.loss)).toBeLessThan(1e-10 * here.ladder * terms.l1);
          const dual = planarSolution(spectrum, model(t, n, ridge, scale));
          expect(relative(dual.loss, here.loss)).toBeLessThan(1e-12);
          expect(relative(dual.norm * scale, here.noise.excess)).toBeLessThan(1e-9);
          expect(Math.abs(here.noise.withTestLabels - 1 - here.noise.excess)).toBeLessThan(1e-9 * here.ladder);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("without a ridge", () => {
    // Least squares of M directions from T samples: the noise adds M/(T - M - 1) at finite size, M/(T - M) in the planar limit.
    const learned = planarSolution(powerLaw(10, 0.7), model(10, 20, 0));
    expect(learned.loss).toBe(0);
    expect(learned.noise.excess).toBe(1);
    // A power law: lambda_+ c^(1 + alpha) N^-alpha/(1 - N/T), c = (pi/(1 + alpha))/sin(pi/(1 + alpha)); the sum over I misses 1/2 of c.
    const alpha = 1;
    const c = Math.PI / 2;
    const [n, t] = [1000, 4000];
    const { loss } = planarSolution(powerLaw(1_000_000, alpha), model(n, t, 0));
    expect(relative(loss, (c ** (1 + alpha) * n ** -alpha) / (1 - n / t))).toBeLessThan(2 / n);
    expect(relative(planarSolution(powerLaw(1_000_000, alpha), model(t, n, 0)).loss, loss)).toBeLessThan(1e-13);
    expect(() => planarSolution(powerLaw(100, 0.7), model(40, 40, 0))).toThrow(/N = T = 40 at gamma = 0/);
    // A ridge that no double sees beside 1 is still a ridge: the gap is its root.
    const tiny = planarSolution(powerLaw(100, 0.7), model(40, 40, 1e-40));
    expect(relative(tiny.gaps.features, Math.sqrt(1e-40 / tiny.d))).toBeLessThan(1e-12);
    // Next to a power law without a ridge, alpha/2N + N/(T(T - N)).
    const [few, many] = [100, 200];
    const near = model(few, many, 1e-9);
    const spectrum = powerLaw(200_000, 0.7);
    const ratio = finiteSizeCorrection(spectrum, near).loss / planarSolution(spectrum, near).loss;
    expect(ratio).toBeCloseTo(0.7 / (2 * few) + few / (many * (many - few)), 3);
  });

  test("regressions on drawn data: loss, noise, train loss and the norm, with the correction", () => {
    const [n, t, m, ridge] = [10, 20, 60, 0.05];
    const { spectrum, model } = ofTable(n, t, m, ridge);
    const draws = 3000;
    const stream = normals([17]);
    const sums = Array.from({ length: 4 }, () => ({ sum: 0, squares: 0 }));
    for (let draw = 0; draw < draws; draw++)
      for (const [i, value] of regression(spectrum, model, stream.fill).entries()) {
        const at = sums[i];
        if (at === undefined) continue;
        at.sum += value;
        at.squares += value * value;
      }
    const planar = planarSolution(spectrum, model);
    const first = finiteSizeCorrection(spectrum, model);
    const predicted = [
      [planar.loss, first.loss],
      [planar.noise.excess, first.noise],
      [planar.train, first.train],
      [planar.norm, first.norm],
    ] as const;
    for (const [i, [leading, correction]] of predicted.entries()) {
      const { sum, squares } = sums[i] as { sum: number; squares: number };
      const mean = sum / draws;
      const error = Math.sqrt((squares / draws - mean * mean) / draws);
      // What is left out is of the second relative order.
      expect(Math.abs(mean - leading - correction), `quantity ${i}`).toBeLessThan(3.5 * error + leading / n ** 2);
      if (i === 0) expect(Math.abs(mean - leading)).toBeGreaterThan(8 * error);
    }
  });

  test.each([
    [[1], model(0, 3, 1), /N = 0: a positive number/],
    [[1], model(2, 3, -1), /gamma = -1/],
    [[1, 0], model(2, 3, 1), /lambda_2 = 0/],
    [[], model(2, 3, 1), /the spectrum is empty/],
  ] as const)("bad input %#", (lambdas, bad, message) => {
    expect(() => planarSolution(Float64Array.from(lambdas), bad)).toThrow(message);
  });
});

/** Loss, noise, train loss of a sample and |theta|^2 of one draw of u and x, averaged over the teacher and the labels' noise. */
function regression(
  spectrum: Float64Array,
  { features: n, samples: t, ridge, scale }: RidgeModel,
  fill: (list: Float64Array, count: number) => void,
): number[] {
  const m = spectrum.length;
  const draw = (rows: number, columns: number, size: (row: number, column: number) => number): number[][] => {
    const list = new Float64Array(rows * columns);
    fill(list, list.length);
    return Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => (list[i * columns + j] as number) * size(i, j)),
    );
  };
  const x = draw(m, t, (i) => Math.sqrt(spectrum[i] as number));
  const u = draw(n, m, () => Math.sqrt(scale));
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
  const transposed = (a: readonly number[][]): number[][] =>
    (a[0] as number[]).map((_, j) => a.map((row) => row[j] as number));
  const phi = u.map((row) => transposed(x).map((column) => dot(row, column)));
  // Rows: gamma + phi phi^T beside phi x^T and phi, reduced to the identity: the columns are then q phi x^T and q phi.
  const rows = phi.map((row, i) => [
    ...phi.map((other, j) => dot(row, other) + (i === j ? ridge : 0)),
    ...x.map((latent) => dot(row, latent)),
    ...row,
  ]);
  for (const [i, pivot] of rows.entries()) {
    const by = pivot[i] as number;
    for (let j = 0; j < pivot.length; j++) pivot[j] = (pivot[j] as number) / by;
    for (const [k, row] of rows.entries()) {
      const factor = row[i] as number;
      if (k !== i) for (let j = i; j < row.length; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  const theta = rows.map((row) => row.slice(n, n + m));
  const byNoise = rows.map((row) => row.slice(n + m));
  const test = u.map((row) =>
    u.map((other) => row.reduce((sum, v, i) => sum + v * (other[i] as number) * (spectrum[i] as number), 0)),
  );
  const quadratic = (a: readonly number[][]): number =>
    transposed(a).reduce(
      (sum, column) => sum + test.reduce((s, row, i) => s + (column[i] as number) * dot(row, column), 0),
      0,
    );
  const overlap = theta.reduce(
    (sum, row, i) =>
      sum + row.reduce((s, v, k) => s + v * ((u[i] as number[])[k] as number) * (spectrum[k] as number), 0),
    0,
  );
  const [thetas, phis] = [transposed(theta), transposed(phi)];
  const train = x.reduce(
    (sum, row, i) => sum + row.reduce((s, v, k) => s + (v - dot(thetas[i] as number[], phis[k] as number[])) ** 2, 0),
    0,
  );
  return [
    spectrum.reduce((sum, v) => sum + v, 0) - 2 * overlap + quadratic(theta),
    quadratic(byNoise),
    train / t,
    theta.reduce((sum, row) => sum + dot(row, row), 0),
  ];
}
