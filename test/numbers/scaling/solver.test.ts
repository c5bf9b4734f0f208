import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { relu, tanh } from "../../../src/numbers/activations/activations.js";
import { parseActivation } from "../../../src/numbers/activations/parse-activation.js";
import { finiteSizeCorrection, lossSpread } from "../../../src/numbers/scaling/finite-size.js";
import { equivalentFeatures } from "../../../src/numbers/scaling/nonlinear.js";
import { optimalRidge, optimalSizes } from "../../../src/numbers/scaling/optimum.js";
import { planarSolution, powerLaw, type RidgeModel } from "../../../src/numbers/scaling/planar-solution.js";
import { densityConstant, powerLawLimit } from "../../../src/numbers/scaling/power-law.js";
import { decomposition, ensembleLoss } from "../../../src/numbers/scaling/variances.js";

/* What else the solver is asked for, against formulas of the theory that it does not use, exactly solvable cases and limits. */

const near = (value: number, expected: number, relative = 1e-9): void =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + 1e-300);

const sizes = fc.integer({ min: 1, max: 40 });
const models = fc.record({
  lambdas: fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), { minLength: 2, maxLength: 30 }),
  n: sizes,
  t: sizes,
  ridge: fc.double({ min: 1e-6, max: 50, noNaN: true }),
});

describe("where N - S is small beside M", () => {
  test("M = min(N, T): the gap is the root of a quadratic as gamma goes to 0", () => {
    const spectrum = powerLaw(60, 0.7);
    const inverse = spectrum.reduce((sum, lambda) => sum + 1 / lambda, 0);
    for (const ridge of [1e-30, 1e-100, 1e-300]) {
      // N - S = D sum 1/lambda, T - S = 20: D^2 = gamma/(20 s sum 1/lambda).
      const { d } = planarSolution(spectrum, { features: 60, samples: 80, ridge, scale: 1 / 60 });
      near(d, Math.sqrt((60 * ridge) / (20 * inverse)), 1e-10);
    }
  });

  test("a ridge past all else: S = t_1/D, D = gamma/(s N T)", () => {
    const spectrum = powerLaw(60, 0.7);
    const [t1, t2] = [1, 2].map((power) => spectrum.reduce((sum, lambda) => sum + lambda ** power, 0)) as [
      number,
      number,
    ];
    const { d, sums, noise, loss } = planarSolution(spectrum, {
      features: 20,
      samples: 40,
      ridge: 1e15,
      scale: 1 / 60,
    });
    near(d, (60 * 1e15) / 800, 1e-12);
    near(sums.second, t2 / d ** 2, 1e-12);
    // The noise that is left: (N S_2 + S^2)/NT.
    near(noise.excess, (20 * sums.second + sums.first ** 2) / 800, 1e-10);
    near(loss, t1, 1e-12);
  });

  test("what no double holds is refused", () => {
    const spectrum = powerLaw(60, 0.7);
    expect(() => planarSolution(spectrum, { features: 20, samples: 40, ridge: 1e300, scale: 1e-300 })).toThrow(
      /gamma\/s = 1e\+300/,
    );
    expect(() => planarSolution(spectrum, { features: 70, samples: 80, ridge: 5e-324, scale: 1 })).toThrow(
      /no double of full precision/,
    );
  });
});

describe("teacher and test data of their own", () => {
  test("weights of 1 change nothing; both weights scale the loss; exchanged with N and T it is the same", () => {
    fc.assert(
      fc.property(
        models,
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 60, maxLength: 60 }),
        ({ lambdas, n, t, ridge }, weights) => {
          const spectrum = Float64Array.from(lambdas);
          const model: RidgeModel = { features: n, samples: t, ridge, scale: 1 };
          const list = (from: number) => Float64Array.from(lambdas, (_unused, i) => weights[from + i] as number);
          const [teacher, testData] = [list(0), list(30)];
          const plain = planarSolution(spectrum, model);
          const ones = new Float64Array(lambdas.length).fill(1);
          near(planarSolution(spectrum, { ...model, teacher: ones, test: ones }).loss, plain.loss, 1e-12);
          const own = planarSolution(spectrum, { ...model, teacher, test: testData });
          const dual = planarSolution(spectrum, {
            ...model,
            features: t,
            samples: n,
            teacher: testData,
            test: teacher,
          });
          near(own.loss, dual.loss, 1e-9);
          near(own.noise.excess, dual.norm, 1e-9);
          const double = planarSolution(spectrum, { ...model, teacher: teacher.map((x) => 2 * x), test: testData });
          near(double.loss, 2 * own.loss, 1e-12);
          // Linear in each list: two halves of the teacher add up.
          const half = (isFirst: boolean) => teacher.map((x, i) => ((i % 2 === 0) === isFirst ? x : 0));
          const halves = [true, false].map((isFirst) =>
            planarSolution(spectrum, { ...model, teacher: half(isFirst), test: testData }),
          );
          near(
            halves.reduce((sum, part) => sum + part.loss, 0),
            own.loss,
            1e-9,
          );
          near(
            halves.reduce((sum, part) => sum + part.train, 0),
            own.train,
            1e-9,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test("the 1/N term with weights is linear in them too, and dual", () => {
    const spectrum = powerLaw(40, 0.7);
    const [teacher, testData] = [spectrum.map((_, i) => 1 + (i % 3)), spectrum.map((_, i) => 0.5 + (i % 2))];
    const model: RidgeModel = { features: 12, samples: 17, ridge: 0.02, scale: 1 / 40 };
    const of = (more: Partial<RidgeModel>) => finiteSizeCorrection(spectrum, { ...model, ...more });
    const own = of({ teacher, test: testData });
    near(own.loss, of({ features: 17, samples: 12, teacher: testData, test: teacher }).loss);
    near(own.noise, of({ features: 17, samples: 12, teacher: testData, test: teacher }).norm / 40);
    const halves = [0, 1].map((part) =>
      of({ teacher: teacher.map((x, i) => (i % 2 === part ? x : 0)), test: testData }),
    );
    near(
      halves.reduce((sum, part) => sum + part.loss, 0),
      own.loss,
    );
    near(
      halves.reduce((sum, part) => sum + part.norm, 0),
      own.norm,
    );
    near(
      lossSpread(spectrum, { ...model, teacher: teacher.map((x) => 3 * x) }),
      3 * lossSpread(spectrum, { ...model, teacher }),
    );
  });
});

describe("the finite-size correction without a ridge", () => {
  test("least squares: what noise adds is N/(T - N - 1), with N < T < M; and M/(T - M - 1) where the teacher is learned", () => {
    for (const [n, t, m, few] of [
      [10, 30, 60, 10],
      [30, 60, 20, 20],
    ] as const) {
      const spectrum = powerLaw(m, 0.7);
      const model = { features: n, samples: t, ridge: 0, scale: 1 / m };
      near(planarSolution(spectrum, model).noise.excess, few / (t - few));
      near(finiteSizeCorrection(spectrum, model).noise, few / (t - few) ** 2);
    }
  });

  test("the limit of small ridges, on either side of N = T", () => {
    const spectrum = powerLaw(80, 0.7);
    for (const [n, t] of [
      [10, 25],
      [25, 10],
    ] as const) {
      const at = (ridge: number) => finiteSizeCorrection(spectrum, { features: n, samples: t, ridge, scale: 1 / 80 });
      const [none, small] = [at(0), at(1e-10)];
      for (const key of ["loss", "noise", "norm"] as const) near(small[key], none[key], 1e-5);
      expect(Math.abs(small.train - none.train)).toBeLessThan(1e-6);
    }
  });

  test("next to a power law: alpha/2N + N/(T(T - N)) of the loss", () => {
    const [n, t] = [100, 200];
    const spectrum = powerLaw(200_000, 0.7);
    const model = { features: n, samples: t, ridge: 0, scale: 1 };
    const ratio = finiteSizeCorrection(spectrum, model).loss / planarSolution(spectrum, model).loss;
    // To the next order.
    near(ratio, 0.7 / (2 * n) + n / (t * (t - n)), 2 / n);
  });

  test("N = M, where it is singular, and features that are not linear are refused", () => {
    const spectrum = powerLaw(8, 0.7);
    expect(() => finiteSizeCorrection(spectrum, { features: 8, samples: 20, ridge: 0, scale: 1 })).toThrow(/N = M = 8/);
    expect(() => finiteSizeCorrection(spectrum, { features: 4, samples: 20, ridge: 1, scale: 1, bulk: 0.1 })).toThrow(
      /linear features/,
    );
  });
});

test("what noise adds to the train loss and to |theta|^2: both sides of one equation, and a model of one direction", () => {
  fc.assert(
    fc.property(models, ({ lambdas, n, t, ridge }) => {
      const spectrum = Float64Array.from(lambdas);
      const planar = planarSolution(spectrum, { features: n, samples: t, ridge, scale: 0.5 });
      near(planar.noise.train, planar.trainOverTest * planar.noise.withTestLabels, 1e-8);
      // gamma tr q = N - S = N - M + sum D/(lambda + D) is differentiated by gamma; where M is small the sum has more digits than what it is a part of.
      const rest = (gamma: number): number => {
        const { d } = planarSolution(spectrum, { features: n, samples: t, ridge: gamma, scale: 0.5 });
        return spectrum.reduce((sum, lambda) => sum + d / (lambda + d), 0);
      };
      const step = 1e-3 * ridge;
      near(planar.noise.norm, (rest(ridge + step) - rest(ridge - step)) / (2 * step), 1e-3);
    }),
    { numRuns: 100 },
  );
  // Least squares: tr (phi phi^T)^-1 = N/(T - N - 1) over the features' variance, here s times the trace, where M is large.
  const flat = new Float64Array(4000).fill(1);
  const model = { features: 5, samples: 20, ridge: 0, scale: 1 / 4000 };
  const { noise } = planarSolution(flat, model);
  near(noise.norm + finiteSizeCorrection(flat, model).noiseNorm, 5 / 15 + 5 / 15 ** 2, 0.01);
  near(noise.train, 15 / 20, 1e-9);
});

test("the spread from draw to draw at N = T = 40: .01062, as the theory has it", () => {
  expect(lossSpread(powerLaw(130, 0.7), { features: 40, samples: 40, ridge: 0.05, scale: 1 / 130 })).toBeCloseTo(
    0.01062,
    5,
  );
});

describe("bias and variances", () => {
  test("the formulas of the theory, and their sum", () => {
    fc.assert(
      fc.property(models, ({ lambdas, n, t, ridge }) => {
        const spectrum = Float64Array.from(lambdas);
        const planar = planarSolution(spectrum, { features: n, samples: t, ridge, scale: 1 });
        const { bias, variance, noise } = decomposition(planar);
        const p = planar.d * planar.sums.difference;
        const [x, y] = [planar.sums.second / n, planar.sums.second / t];
        // What cancels in these is known to the rounding of the whole.
        const close = (value: number, expected: number): void =>
          expect(Math.abs(value - expected)).toBeLessThan(1e-9 * planar.loss + 1e-6 * Math.abs(expected));
        near(bias, p);
        close(variance.features, (p * x) / (1 - x));
        close(variance.data, (p * y) / (1 - y));
        near(bias + variance.features + variance.data + variance.both, planar.loss);
        near(noise.data + noise.both, planar.noise.excess);
        close(noise.data, y / (1 - y));
        expect(variance.both).toBeGreaterThanOrEqual(-1e-12 * planar.loss);
        // Ensembles end at what their models share.
        near(ensembleLoss(planar, 1, "data").loss, planar.loss);
        near(ensembleLoss(planar, 1e9, "features").loss, bias + variance.data, 1e-5);
        near(ensembleLoss(planar, 1e9, "data").loss, bias + variance.features, 1e-5);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the best ridge", () => {
  test("the equations of the theory, with and without noise", () => {
    const spectrum = powerLaw(2000, 0.7);
    for (const [n, t, nu] of [
      [30, 60, 0],
      [40, 40, 0],
      [60, 30, 0.5],
      [40, 40, 1],
      [300, 20, 0.01],
    ] as const) {
      const { ridge, planar } = optimalRidge(spectrum, { features: n, samples: t, scale: 1 / 2000 }, nu);
      const { d } = planar;
      const [s1, s2, s3] = [1, 2, 3].map((k) =>
        spectrum.reduce((sum, lambda) => sum + (lambda / (lambda + d)) ** k, 0),
      ) as [number, number, number];
      const det = n * t - (n + t) * s2 + 2 * s1 * s2 - s1 * s1;
      near(
        (s2 - s3) * (n * d + nu) * det,
        (n * d * (s1 - s2) + nu * (n - s2)) * ((s2 - s3) * (n + t - 2 * s1) + (s1 - s2) ** 2),
        1e-8,
      );
      if (nu === 0) near((n - s1) * (t - s1) * (s2 - s3), (s1 - s2) ** 3, 1e-8);
      // And no other ridge near it is better.
      const total = (gamma: number): number => {
        const found = planarSolution(spectrum, { features: n, samples: t, ridge: gamma, scale: 1 / 2000 });
        return found.loss + nu * found.noise.excess;
      };
      for (const factor of [0.5, 0.9, 1.1, 2]) expect(total(ridge * factor)).toBeGreaterThan(total(ridge));
    }
  });

  test("with weights and with a bulk it is still the best", () => {
    const spectrum = powerLaw(200, 0.7);
    for (const more of [
      { teacher: spectrum.map((_, i) => 1 + (i % 5)) },
      { test: spectrum.map((_, i) => (i < 10 ? 0.1 : 3)) },
      { bulk: 0.3 },
    ]) {
      const model = { features: 30, samples: 50, scale: 1 / 200, ...more };
      const { ridge, planar } = optimalRidge(spectrum, model, 0.2);
      const total = (gamma: number): number => {
        const found = planarSolution(spectrum, { ...model, ridge: gamma });
        return found.loss + 0.2 * found.noise.excess;
      };
      near(planar.loss, planarSolution(spectrum, { ...model, ridge }).loss, 1e-9);
      for (const factor of [0.3, 0.9, 1.1, 3]) expect(total(ridge * factor)).toBeGreaterThan(total(ridge));
    }
  });

  test("with much noise, or no teacher, past all eigenvalues", () => {
    const spectrum = powerLaw(60, 0.7);
    const model = { features: 10, samples: 20, scale: 1 / 60 };
    const { ridge, planar } = optimalRidge(spectrum, model, 6e7);
    const total = (gamma: number): number => {
      const found = planarSolution(spectrum, { ...model, ridge: gamma });
      return found.loss + 6e7 * found.noise.excess;
    };
    for (const factor of [0.5, 0.9, 1.1, 2])
      expect(total(ridge * factor)).toBeGreaterThan(planar.loss + 6e7 * planar.noise.excess);
    const none = optimalRidge(spectrum, { ...model, teacher: new Float64Array(60) }, 1);
    expect(none.planar.noise.excess).toBeLessThan(1e-9);
  });

  test("without noise, and with sizes enough to learn the teacher, none", () => {
    expect(optimalRidge(powerLaw(20, 0.7), { features: 30, samples: 40, scale: 1 }).ridge).toBe(0);
  });
});

describe("the best sizes", () => {
  test("without a ridge two minima, dual to each other, near N/T = alpha/(2 + alpha); with the best ridge N = T", () => {
    const alpha = 0.7;
    const spectrum = powerLaw(20_000, alpha);
    const cost = { value: 10_000, powers: [1, 1] as const };
    const found = optimalSizes(spectrum, { scale: 1 }, cost, { ridge: 0 });
    expect(found).toHaveLength(2);
    const [one, two] = found as [(typeof found)[number], (typeof found)[number]];
    near(one.features, two.samples, 1e-4);
    near(one.loss, two.loss, 1e-8);
    const ratio = Math.min(one.features, one.samples) / Math.max(one.features, one.samples);
    expect(ratio).toBeCloseTo(alpha / (2 + alpha), 2);
    const [ridged, ...others] = optimalSizes(
      powerLaw(2000, alpha),
      { scale: 1 },
      { value: 3600, powers: [1, 1] },
      { ridge: "optimal" },
    );
    expect(others).toEqual([]);
    near(ridged?.features ?? 0, 60, 1e-3);
  });
});

describe("a power law of many directions", () => {
  test("c, the ridgeless loss and the best ridge, as M grows", () => {
    near(densityConstant(1), Math.PI / 2);
    const [n, t, m] = [1000, 4000, 1_000_000];
    const spectrum = powerLaw(m, 1);
    for (const ridge of [0, 1e-3, 1]) {
      const limit = powerLawLimit({ alpha: 1, largest: 1 }, { features: n, samples: t }, ridge);
      const { loss, d, sums } = planarSolution(spectrum, { features: n, samples: t, ridge, scale: 1 });
      near(limit.loss, loss, 2 / n + (3 * t) / m);
      near(limit.d, d, 3 / n);
      near(limit.second, sums.second, 1 / n);
    }
    // At N = T: S/N = k/(1 + k), k^2 = alpha (1 + alpha)/2.
    const { optimum, constant } = powerLawLimit({ alpha: 0.7, largest: 1 }, { features: 500, samples: 500 }, 0);
    const k = Math.sqrt((0.7 * 1.7) / 2);
    const s = (500 * k) / (1 + k);
    near(optimum.ridge, (constant / s) ** 1.7 * (500 - s) ** 2);
  });
});

describe("features that are not linear", () => {
  test("linear ones have no bulk; of polynomials the parts are known", async () => {
    const spectrum = powerLaw(50, 0.7);
    const v = 0.3;
    const scale = v / spectrum.reduce((sum, lambda) => sum + lambda, 0);
    const linear = equivalentFeatures(await parseActivation("linear"), spectrum, scale);
    expect(linear.model.bulk).toBe(0);
    near(linear.model.scale, scale, 1e-12);
    // x + x^2 + x^3: mu_1 = 1 + 3 v, mean v; the rest has 2 v^2 from x^2 and 6 v^3 from x^3.
    const { features, model } = equivalentFeatures(await parseActivation("x + x^2 + x^3"), spectrum, scale);
    near(features.slope, 1 + 3 * v, 1e-12);
    near(features.mean, v, 1e-12);
    near(features.rest, 2 * v ** 2 + 6 * v ** 3, 1e-12);
    near(model.bulk as number, (2 * v ** 2 + 6 * v ** 3) / ((1 + 3 * v) ** 2 * scale), 1e-12);
    const half = equivalentFeatures(relu, spectrum, scale).features;
    near(half.slope, 0.5, 1e-12);
    near(half.rest, v * (1 / 4 - 1 / (2 * Math.PI)), 1e-12);
    expect(() => equivalentFeatures({ ...tanh, value: (x) => x * x, name: "x^2" }, spectrum, scale)).toThrow(
      /no slope on average/,
    );
  });

  test("with a bulk: the loss of the theory's formula", () => {
    fc.assert(
      fc.property(models, fc.double({ min: 1e-3, max: 5, noNaN: true }), ({ lambdas, n, t, ridge }, bulk) => {
        const spectrum = Float64Array.from(lambdas);
        const { loss, d, ladder, sums, weighted } = planarSolution(spectrum, {
          features: n,
          samples: t,
          ridge,
          scale: 1,
          bulk,
        });
        const [s, linear, second] = [sums.first, weighted.teacher.first, sums.second];
        near(s, linear + bulk / d, 1e-10);
        near(loss, ladder * d * ((linear - second) * (1 - second / n) + ((s - second) * second) / n), 1e-8);
        near(d * (n - s) * (t - s), ridge, 1e-6);
      }),
      { numRuns: 100 },
    );
  });
});
