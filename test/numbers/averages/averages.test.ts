import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { type Activation, polynomial } from "../../../src/numbers/activations/activation.js";
import { activationNamed, activationNames } from "../../../src/numbers/activations/activations.js";
import { parseActivation } from "../../../src/numbers/activations/parse-activation.js";
import { byDerivatives, byHermite } from "../../../src/numbers/averages/average-ways.js";
import { averagesAt, secondMoment, secondMomentAt, slopeSquaredAt } from "../../../src/numbers/averages/averages.js";
import { type AverageIndex, exactAverage } from "../../../src/numbers/averages/exact-averages.js";
import { linear as exactLinear, relu as exactRelu } from "../../oracle/activations.js";

/** m through 8 and p through 4, as the eight-point table and its first corrections need them. */
const indices: readonly AverageIndex[] = [0, 2, 4, 6, 8].flatMap((m) => [1, 2, 3, 4].map((p) => ({ m, p })));

const named = (name: string): Activation => {
  const found = activationNamed(name);
  if (found === undefined) throw new Error(name);
  return found;
};

const smooth = ["tanh", "sin", "erf", "sigmoid", "softplus", "gelu", "swish"];
const kinked = ["elu", "selu"];
const relative = (found: number, exact: number): number => Math.abs(found - exact) / Math.max(1e-300, Math.abs(exact));

describe("every name has averages through m = 8, p = 4", () => {
  test.each([
    ...smooth,
    ...kinked,
    "relu",
    "abs",
    "linear",
    "leaky-relu(0.1)",
  ])("%s: error estimates below 1e-10 at K = 1", (name) => {
    const { values, errors } = averagesAt(named(name), 1, indices);
    indices.forEach((index, i) => {
      expect(errors[i] as number, JSON.stringify(index)).toBeLessThanOrEqual(1e-10 * Math.abs(values[i] as number));
    });
  });

  test("the list of names is the list that is read", () => {
    for (const name of activationNames) expect(() => named(name.replace("(a)", "(0.3)"))).not.toThrow();
  });
});

describe("two ways that share nothing but the rule: derivatives of the Gaussian, and of the activation", () => {
  test.each([...smooth, ...kinked])("%s: they agree within their estimates, from small K to large", (name) => {
    const activation = named(name);
    for (const kernel of [1e-4, 0.03, 0.5, 2, 20]) {
      const mean = secondMoment(activation, kernel);
      const [a, b] = [byHermite, byDerivatives].map((way) => way(activation, kernel, mean, indices)) as [
        ReturnType<typeof byHermite>,
        ReturnType<typeof byHermite>,
      ];
      indices.forEach((index, i) => {
        const apart = Math.abs((a.values[i] as number) - (b.values[i] as number));
        const allowed = 3 * ((a.errors[i] as number) + (b.errors[i] as number));
        expect(apart, `${JSON.stringify(index)} at K = ${kernel}`).toBeLessThanOrEqual(allowed + 1e-300);
      });
    }
  });

  test("expressions with kinks and jumps away from 0 as well", async () => {
    for (const text of [
      "max(0, x - 1)",
      "abs(x + 0.5) - sin(x)",
      "x > 0.3 ? x : x/3",
      "sign(x - 0.2)",
      "heaviside(x) * x^2",
    ]) {
      const activation = await parseActivation(text);
      for (const kernel of [0.3, 1, 4]) {
        const mean = secondMoment(activation, kernel);
        const a = byHermite(activation, kernel, mean, indices);
        const b = byDerivatives(activation, kernel, mean, indices);
        indices.forEach((index, i) => {
          const apart = Math.abs((a.values[i] as number) - (b.values[i] as number));
          const allowed = 3 * ((a.errors[i] as number) + (b.errors[i] as number));
          expect(apart, `${text} ${JSON.stringify(index)} at K = ${kernel}`).toBeLessThanOrEqual(allowed + 1e-300);
        });
      }
    }
  });
});

describe("against closed forms", () => {
  test("erf: <erf^2> = 2/pi asin(2K/(1+2K)), and its derivatives by K", () => {
    for (const K of [1e-3, 0.2, 1, 7]) {
      expect(relative(secondMomentAt(named("erf"), K), (2 / Math.PI) * Math.asin((2 * K) / (1 + 2 * K)))).toBeLessThan(
        1e-13,
      );
      // d/dK asin(2K/(1+2K)) = 2/((1+2K) sqrt(1+4K)); <d^2 Delta> is twice the derivative of <sigma^2>.
      const slope = (2 / Math.PI) * (2 / ((1 + 2 * K) * Math.sqrt(1 + 4 * K)));
      const second =
        (-8 / Math.PI) * (1 / ((1 + 2 * K) ** 2 * Math.sqrt(1 + 4 * K)) + 1 / ((1 + 2 * K) * (1 + 4 * K) ** 1.5));
      const { values } = averagesAt(named("erf"), K, [
        { m: 2, p: 1 },
        { m: 4, p: 1 },
      ]);
      expect(relative(values[0] as number, 2 * slope)).toBeLessThan(1e-12);
      expect(relative(values[1] as number, 4 * second)).toBeLessThan(1e-12);
      // <erf'^2> = 4/pi / sqrt(1+4K).
      expect(relative(slopeSquaredAt(named("erf"), K), 4 / Math.PI / Math.sqrt(1 + 4 * K))).toBeLessThan(1e-13);
    }
  });

  test("sin: every average from <cos 2jphi> = exp(-2 j^2 K)", () => {
    // Delta = (e^{-2K} - cos 2 phi)/2, a cosine polynomial; d^m of cos(2j phi) brings (-1)^{m/2} (2j)^m.
    const multiply = (a: readonly number[], b: readonly number[]): number[] => {
      const product = new Array<number>(a.length + b.length - 1).fill(0);
      const add = (i: number, value: number) => {
        product[i] = (product[i] as number) + value;
      };
      a.forEach((x, i) => {
        b.forEach((y, j) => {
          add(i + j, (x * y) / 2);
          add(Math.abs(i - j), (x * y) / 2);
        });
      });
      return product;
    };
    for (const K of [0.01, 0.3, 1]) {
      const delta = [Math.exp(-2 * K) / 2, -1 / 2];
      const powers = [[1], delta];
      for (let p = 2; p <= 4; p++) powers.push(multiply(powers[p - 1] as number[], delta));
      const { values, errors } = averagesAt(named("sin"), K, indices);
      indices.forEach(({ m, p }, i) => {
        const terms = (powers[p] as number[]).map(
          (c, j) => c * (-1) ** (m / 2) * (2 * j) ** m * Math.exp(-2 * j * j * K),
        );
        const exact = terms.reduce((sum, term) => sum + term, 0);
        const rounding = 1e-15 * terms.reduce((sum, term) => sum + Math.abs(term), 0);
        expect(Math.abs((values[i] as number) - exact), `m = ${m}, p = ${p}, K = ${K}`).toBeLessThan(
          (errors[i] as number) + 4 * rounding + 1e-300,
        );
      });
    }
  });

  test.each([
    ["relu", exactRelu],
    ["linear", exactLinear],
  ] as const)("%s: exact rationals of the oracle, at every K", (name, oracle) => {
    for (const K of [Q.rational(1, 3), Q.rational(5)])
      for (const index of indices) {
        const exact = oracle.average(index.m, index.p, K);
        expect(Q.toText(exactAverage(named(name), index, K) as Q.Rational)).toBe(Q.toText(exact));
        const [value = 0] = averagesAt(named(name), Q.toNumber(K), [index]).values;
        expect(Math.abs(value - Q.toNumber(exact))).toBeLessThanOrEqual(1e-14 * Math.abs(Q.toNumber(exact)));
      }
  });

  test("relu without its closed form: by quadrature and by delta functions", () => {
    const { slopes: _, ...relu } = named("relu");
    for (const K of [0.2, 1, 30]) {
      const { values, errors } = averagesAt(relu, K, indices);
      indices.forEach((index, i) => {
        const exact = Q.toNumber(exactAverage(named("relu"), index, Q.fromNumber(K)) as Q.Rational);
        expect(Math.abs((values[i] as number) - exact), JSON.stringify(index)).toBeLessThan(
          (errors[i] as number) * 2 + 1e-300,
        );
        expect(errors[i] as number).toBeLessThanOrEqual(
          1e-10 * Math.max(Math.abs(exact), K ** (index.p - index.m / 2)),
        );
      });
    }
  });
});

describe("polynomials", () => {
  const exact = [Q.rational(1, 3), Q.one, Q.rational(-1, 2), Q.rational(1, 5)];
  const cubic = polynomial("cubic", exact);

  test("by moments, by both quadratures and in exact rationals", () => {
    const { polynomial: _, ...unknown } = cubic;
    for (const K of [Q.rational(1, 50), Q.one, Q.rational(7, 2)]) {
      const k = Q.toNumber(K);
      const mean = secondMoment(cubic, k);
      const ways = [averagesAt(cubic, k, indices), averagesAt(unknown, k, indices), byHermite(cubic, k, mean, indices)];
      indices.forEach((index, i) => {
        const value = Q.toNumber(exactAverage(cubic, index, K) as Q.Rational);
        for (const { values, errors } of ways)
          expect(Math.abs((values[i] as number) - value), JSON.stringify(index)).toBeLessThanOrEqual(
            (errors[i] as number) + 1e-300,
          );
        expect(ways[0]?.errors[i] as number).toBeLessThanOrEqual(1e-10 * Math.abs(value));
      });
    }
  });

  test("any cubic: a derivative of the average by K is the average of half the second derivative", () => {
    const small = fc.integer({ min: -4, max: 4 });
    fc.assert(
      fc.property(small, small, small, fc.integer({ min: 1, max: 9 }), (a, b, c, tenths) => {
        const sigma = polynomial("cubic", [a / 2, 1, b / 3, c / 5]);
        const K = tenths / 10;
        // <sigma^2>_K exactly, as a polynomial in K: differentiate it by hand through a step that is exact for its
        // degree.
        const at = (k: number) => secondMomentAt(sigma, k);
        const h = 0.05;
        const slope = (at(K - 2 * h) - 8 * at(K - h) + 8 * at(K + h) - at(K + 2 * h)) / (12 * h);
        const [value = 0] = averagesAt(sigma, K, [{ m: 2, p: 1 }]).values;
        expect(value / 2).toBeCloseTo(slope, 9);
      }),
    );
  });
});

describe("K -> 0: nothing blows up where the limit is finite", () => {
  test.each(smooth)("%s: the derivatives at 0", (name) => {
    const activation = named(name);
    const at = (kernel: number) => averagesAt(activation, kernel, indices).values;
    const [limit, near, nearer] = [0, 1e-6, 1e-9].map(at) as [Float64Array, Float64Array, Float64Array];
    indices.forEach(({ m, p }, i) => {
      // From the limit by O(K) at most: a thousandth of K leaves a thousandth of the distance, or less.
      const [far, close] = [near, nearer].map((values) => (values[i] as number) - (limit[i] as number)) as [
        number,
        number,
      ];
      const rounding = 1e-12 * Math.max(Math.abs(limit[i] as number), 1);
      expect(Math.abs(close), `m = ${m}, p = ${p}`).toBeLessThan(Math.abs(far) * 1.001e-3 + rounding);
    });
  });

  test("tanh at K = 1e-6: the leading power of K, from its Taylor series", () => {
    // sigma^2 = phi^2 - 2/3 phi^4 + ...: <Delta^2> = 2 K^2, <d^2 Delta> = 2, <d^4 Delta> = -16, <d^2 Delta^2> = 8 K.
    const K = 1e-6;
    const { values, errors } = averagesAt(named("tanh"), K, [
      { m: 0, p: 2 },
      { m: 2, p: 1 },
      { m: 4, p: 1 },
      { m: 2, p: 2 },
    ]);
    [2 * K * K, 2, -16, 8 * K].forEach((leading, i) => {
      expect(relative(values[i] as number, leading)).toBeLessThan(1e-4);
      expect(errors[i] as number).toBeLessThan(1e-10 * Math.abs(leading));
    });
  });

  test("a kink at 0 has no limit, and says so", () => {
    expect(() => averagesAt(named("elu"), 0, [{ m: 2, p: 1 }])).toThrow("elu has a kink there");
  });
});

test("<Delta> is 0 by definition, with no error", () => {
  for (const name of ["tanh", "relu", "elu"]) {
    const { values, errors } = averagesAt(named(name), 1.3, [
      { m: 0, p: 1 },
      { m: 2, p: 1 },
    ]);
    expect([values[0], errors[0]]).toEqual([0, 0]);
    expect(values[1]).not.toBe(0);
  }
});

describe("kinks that nobody has declared", () => {
  test.each([
    ["tanh(x) + 0.3*abs(x - 0.5)", [0.06, 1e-3, 2]],
    ["x + 1e-6*abs(x - 0.25)", [0.05]],
    ["abs(x - 0.3)^3 + x", [0.1]],
    ["relu(x - 0.7)^2 + x", [0.3]],
    ["max(x, 0.5*x + 0.1)", [1]],
    ["x + 0.3*abs(x - 0.4999)", [0.0625, 0.04]],
  ])("%s without its kinks: the same values within the claims", async (text, kernels) => {
    const activation = await parseActivation(text);
    const some = [
      { m: 0, p: 2 },
      { m: 2, p: 1 },
      { m: 4, p: 2 },
      { m: 6, p: 2 },
    ];
    for (const kernel of kernels) {
      const [known, unknown] = [activation, { ...activation, kinks: [] }].map((a) => averagesAt(a, kernel, some));
      some.forEach(({ m, p }, i) => {
        const apart = Math.abs((known?.values[i] as number) - (unknown?.values[i] as number));
        const allowed = (known?.errors[i] as number) + (unknown?.errors[i] as number);
        expect(apart, `m = ${m}, p = ${p}, K = ${kernel}`).toBeLessThanOrEqual(allowed);
      });
    }
  });
});

test("an average of one order has its value where another has none", async () => {
  const activation = await parseActivation("abs(x)^1.5");
  const { values } = averagesAt(activation, 0.01, [
    { m: 0, p: 2 },
    { m: 2, p: 1 },
  ]);
  // sigma^2 = |phi|^3: < |z|^3 > = 2 sqrt(2/pi), < z^6 > = 15; the second derivative is 6 |phi|.
  expect(relative(values[0] as number, 1e-6 * (15 - 8 / Math.PI))).toBeLessThan(1e-13);
  expect(relative(values[1] as number, 6 * 0.1 * Math.sqrt(2 / Math.PI))).toBeLessThan(1e-13);
});

describe("what has no average is refused by name", () => {
  test.each([
    ["exp(x^2)", 1, "overflows"],
    ["exp(x^2/4.1)", 1, "has no Gaussian average"],
    ["log(x)", 1, "is not a number"],
    ["log(x + 1e-3)", 1, "is not a number"],
    ["1/x", 1, "a pole"],
    ["x^0.5", 1, "is not a number"],
    ["tan(x)", 1, "does not settle"],
    ["1/(x - 0.3)", 1, "does not settle"],
    ["tan(x + pi)", 1, "a pole"],
  ])("%s at K = %d", async (text, kernel, message) => {
    const activation = await parseActivation(text);
    expect(() => averagesAt(activation, kernel, [{ m: 2, p: 2 }])).toThrow(message);
  });

  test("a negative variance", () => {
    expect(() => averagesAt(named("tanh"), -1, [{ m: 2, p: 1 }])).toThrow("K = -1");
  });
});
