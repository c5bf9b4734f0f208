import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed } from "../../../src/numbers/activations/activations.js";
import { parseActivation } from "../../../src/numbers/activations/parse-activation.js";
import { type CriticalPoint, criticality, kernelAverages } from "../../../src/numbers/criticality/critical.js";
import { fixedPoints, phaseLines } from "../../../src/numbers/criticality/phase.js";
import { powerLaws } from "../../../src/numbers/criticality/power-laws.js";
import { flow, type Layer } from "../../../src/numbers/flow/flow.js";

const named = (name: string): Activation => activationNamed(name) as Activation;
const first = (name: string): CriticalPoint => criticality(named(name)).points[0] as CriticalPoint;

describe("published critical points (Roberts, Yaida, Hanin, section 5.3)", () => {
  test.each([
    ["gelu", 0.17292239, 1.98305826, 3.5615528],
    ["swish", 0.55514317, 1.98800468, 14.32017362],
  ])("%s: half-stable", (name, C_b, C_W, K) => {
    const point = first(name);
    expect(point.class).toBe("half-stable");
    expect(point.C_b).toBeCloseTo(C_b, 7);
    expect(point.C_W).toBeCloseTo(C_W, 7);
    expect(point.K as number).toBeCloseTo(K, 6);
  });

  test.each([
    ["tanh", 1, 0.5],
    ["sin", 1, 1],
    ["erf", Math.PI / 4, 0.5],
  ])("%s: K* = 0, K falls as amplitude/l", (name, C_W, amplitude) => {
    const [point, ...others] = criticality(named(name)).points;
    expect(others).toEqual([]);
    expect([point?.C_b, point?.K, point?.class]).toEqual([0, 0, "K* = 0"]);
    expect(point?.C_W).toBeCloseTo(C_W, 14);
    expect(point?.approach?.amplitude).toBeCloseTo(amplitude, 6);
    expect(point?.approach?.exponent).toBe(-1);
  });

  test.each([
    ["linear", 1],
    ["relu", 2],
    ["abs", 1],
    ["leaky-relu(0.5)", 8 / 5],
  ])("%s: scale-invariant, C_W = 1/A_2", (name, C_W) => {
    const point = first(name);
    expect([point.C_b, point.K, point.class]).toEqual([0, null, "scale-invariant"]);
    expect(point.C_W).toBeCloseTo(C_W, 14);
  });

  test.each([
    ["sigmoid", /sigma\(0\) = 0.5 is not 0.*chi_parallel < chi_perp/],
    ["softplus", /sigma\(0\) = 0.693147 is not 0.*chi_parallel > chi_perp/],
  ])("%s: not critical, and why", (name, why) => {
    const { critical, points, why: reason } = criticality(named(name));
    expect([critical, points]).toEqual([false, []]);
    expect(reason).toMatch(why);
  });
});

describe("every point that is found is one", () => {
  test.each([
    "gelu",
    "swish",
    "sin(x)^2",
    "x*tanh(x)",
  ])("%s: K* = C_b + C_W <sigma^2>, both susceptibilities 1", async (text) => {
    const activation = await parseActivation(text);
    for (const { C_b, C_W, K } of criticality(activation).points.filter((point) => point.K !== 0)) {
      const { second, slope, slopeSquared } = kernelAverages(activation, K as number);
      expect(C_b + C_W * second).toBeCloseTo(K as number, 10);
      expect(C_W * slope).toBeCloseTo(1, 10);
      expect(C_W * slopeSquared).toBeCloseTo(1, 10);
    }
  });

  test("kinks at 0: elu and selu fall as 1/l^2, elu's amplitude is 2 pi", () => {
    expect(first("elu").approach?.amplitude).toBeCloseTo(2 * Math.PI, 4);
    for (const name of ["elu", "selu"]) {
      const { C_W, approach } = first(name);
      const depth = 400;
      const layers = [...flow(networkAt(named(name), 0, C_W, 0.01, depth), { highest: 1, orders: 0 })];
      const K = (l: number) => layers[l - 1]?.cumulants[1]?.[0] as number;
      // 1/sqrt K grows by as much a layer as the amplitude says.
      const growth = (1 / Math.sqrt(K(depth)) - 1 / Math.sqrt(K(depth / 2))) / (depth / 2);
      expect(growth * Math.sqrt(approach?.amplitude as number)).toBeCloseTo(1, 1);
    }
  });

  test("a jump is no activation for criticality; an activation that is flat at 0 has its reason", async () => {
    expect(criticality(await parseActivation("sign(x)")).why).toContain("sigma jumps");
    expect(criticality(await parseActivation("x^3")).why).toContain("sigma'(0) = 0");
  });
});

describe("sigma(a x)/a has the critical points of sigma, K and C_b over a^2", () => {
  test.each([
    ["swish", (a: number) => `x*sigmoid(${a}*x)`],
    ["gelu", (a: number) => `gelu(${a}*x)/${a}`],
    ["sin(x)^2", (a: number) => `sin(${a}*x)^2/${a}`],
  ] as const)("%s", async (name, scaled) => {
    const [point] = criticality(await parseActivation(name)).points as [CriticalPoint];
    for (const a of [0.004, 0.02, 30, 2000]) {
      const [found] = criticality(await parseActivation(scaled(a))).points as [CriticalPoint];
      expect(found.class).toBe("half-stable");
      expect((found.K as number) * a * a).toBeCloseTo(point.K as number, 5);
      expect(found.C_b * a * a).toBeCloseTo(point.C_b, 6);
      expect(found.C_W).toBeCloseTo(point.C_W, 7);
      // Where K is lost along a law 1/l, so it is for K a^2.
      expect(((found.approach?.amplitude as number) * a * a) / (point.approach?.amplitude as number)).toBeCloseTo(1, 4);
    }
  });

  test("x sigmoid(a x) = x/2 + a x^2/4 - a^3 x^4/48 + ...: K grows away from 0 by 3 a^2/4 K^2, whatever a", async () => {
    for (const a of [0.02, 1, 2000]) {
      const origin = criticality(await parseActivation(`x*sigmoid(${a}*x)`)).points.find(({ K }) => K === 0);
      expect(origin?.stability).toContain(`by ${Number(((3 * a * a) / 4).toPrecision(6))} K^2 a layer`);
    }
  });
});

describe("susceptibilities that are equal for every K", () => {
  test.each(["x + 1", "abs(x - 1)"])("%s: <sigma^2> = K + 1, so C_b = -1", async (text) => {
    const { critical, why } = criticality(await parseActivation(text));
    expect(critical).toBe(false);
    expect(why).toMatch(/chi_parallel = chi_perp for every K.*C_b.* -1 at K = 1 .*negative/);
  });

  test("relu(x - 1): sigma sigma'' = 0, and C_b is positive: every K is critical", async () => {
    const { points, why } = criticality(await parseActivation("relu(x - 1)"));
    expect(why).toContain("chi_parallel = chi_perp for every K");
    const [{ C_b, C_W, K }] = points as [CriticalPoint];
    // <sigma'^2> is the chance of phi > 1.
    const chance = (activationNamed("erfc") as Activation).value(1 / Math.sqrt(2 * (K as number))) / 2;
    expect(C_W * chance).toBeCloseTo(1, 12);
    expect(C_b).toBeGreaterThan(0);
  });
});

const networkAt = (activation: Activation, biasVariance: number, weightVariance: number, K: number, depth: number) => ({
  activation,
  biasVariance,
  weightVariance,
  inputs: 1,
  kernel: [K],
  widths: Array.from({ length: depth }, () => 1000),
  depth,
});

describe("away from criticality", () => {
  test("tanh, ordered and chaotic: the kernel comes to the fixed point as exp(-l/xi)", () => {
    for (const [C_b, C_W, phase] of [
      [0.05, 1.5, "ordered"],
      [0.05, 2, "chaotic"],
    ] as const) {
      const [point, ...others] = fixedPoints(named("tanh"), C_b, C_W);
      expect(others).toEqual([]);
      if (point === undefined) throw new Error("no fixed point");
      expect([point.phase, point.attractive]).toEqual([phase, true]);
      const layers = [
        ...flow(networkAt(named("tanh"), C_b, C_W, 1.1 * (point.K as number), 12), { highest: 1, orders: 0 }),
      ];
      const distance = (l: number) => (layers[l - 1]?.cumulants[1]?.[0] as number) - (point.K as number);
      expect(Math.log(distance(6) / distance(12)) / 6).toBeCloseTo(1 / (point.xi_parallel as number), 2);
    }
  });

  test("the chaotic phase of tanh: two inputs settle at a correlation that is a fixed point, and below 1", () => {
    const [point] = fixedPoints(named("tanh"), 0.05, 2);
    expect(point?.correlation).toBeGreaterThan(0.5);
    expect(point?.correlation).toBeLessThan(0.9);
    expect(point?.xi_perpendicular).toBeNull();
    expect(point?.xi_correlation).toBeGreaterThan(1);
    const [ordered] = fixedPoints(named("tanh"), 0.05, 1.5);
    expect(ordered?.correlation).toBe(1);
  });

  test("ReLU: K* = C_b/(1 - C_W/2), and no fixed point where C_W > 2", () => {
    expect(fixedPoints(named("relu"), 0.1, 1.8)[0]?.K).toBeCloseTo(1, 12);
    expect(fixedPoints(named("relu"), 0.1, 2.2)).toEqual([]);
  });

  test("ReLU at C_b = 0, C_W = 2: every K is a fixed point, and at another C_W only 0 is", () => {
    const [every, ...others] = fixedPoints(named("relu"), 0, 2);
    expect(others).toEqual([]);
    expect(every).toMatchObject({ K: null, phase: "critical", attractive: false });
    expect(every?.chi_parallel).toBeCloseTo(1, 14);
    expect(fixedPoints(named("relu"), 0, 1.5).map(({ K }) => K)).toEqual([0]);
  });

  test("the lines of the phase diagram: each point has its susceptibility 1 at its fixed point", () => {
    const { perpendicular, parallel } = phaseLines(named("gelu"));
    for (const [line, read] of [
      [perpendicular, (a: ReturnType<typeof kernelAverages>) => a.slopeSquared],
      [parallel, (a: ReturnType<typeof kernelAverages>) => a.slope],
    ] as const) {
      expect(line.length).toBeGreaterThan(20);
      for (const { K, C_W, C_b } of line.filter((_, i) => i % 10 === 0)) {
        const averages = kernelAverages(named("gelu"), K);
        expect(C_W * read(averages)).toBeCloseTo(1, 12);
        expect((C_b + C_W * averages.second) / K).toBeCloseTo(1, 8);
      }
    }
  });
});

describe("power laws of deep layers", () => {
  const lawsOf = (name: string, highest = 4) => powerLaws(named(name), first(name), highest) ?? [];
  const coefficients = (name: string, highest = 4) =>
    lawsOf(name, highest).map(({ coefficient }) => Q.toText(coefficient));

  test("scale-invariant: linear 2, 12, 128; ReLU 5, 75, 2000; in general k^{k-2} nu^{k-1}", () => {
    expect(coefficients("linear")).toEqual(["2", "12", "128", "0"]);
    expect(coefficients("relu")).toEqual(["5", "75", "2000", "0"]);
    for (const [name, a] of [
      ["leaky-relu(0.5)", Q.rational(1, 2)],
      ["leaky-relu(0.1)", Q.rational(1, 10)],
      ["abs", Q.rational(-1)],
    ] as const) {
      const moment = (m: number) => Q.divide(Q.add(Q.one, Q.power(a, m)), Q.rational(2));
      const nu = Q.subtract(Q.divide(Q.multiply(Q.rational(3), moment(4)), Q.power(moment(2), 2)), Q.one);
      const expected = [2, 3, 4, 5, 6].map((k) =>
        Q.toText(Q.multiply(Q.rational(BigInt(k) ** BigInt(k - 2)), Q.power(nu, k - 1))),
      );
      expect(coefficients(name, 6).slice(0, -1)).toEqual(expected);
    }
  });

  test("K* = 0: 2/3, 16/15, 96/35 and K_1/K = -1/3 for tanh, sin and erf alike", () => {
    for (const name of ["tanh", "sin", "erf"]) expect(coefficients(name)).toEqual(["2/3", "16/15", "96/35", "-1/3"]);
  });

  test.each(["linear", "relu", "tanh", "sin", "erf"])("%s: the flow itself, by its two deepest thousands", (name) => {
    const { C_b, C_W } = first(name);
    const depth = 2000;
    const laws = lawsOf(name);
    const layers = [...flow(networkAt(named(name), C_b, C_W, 0.3, depth), { highest: 4, orders: 1 })];
    const ratio = (l: number, i: number): number => {
      const { cumulants } = layers[l - 1] as Layer;
      const K = cumulants[1]?.[0] as number;
      return i < 3 ? (cumulants[i + 2]?.[0] as number) / K ** (i + 2) : (cumulants[1]?.[1] as number) / K;
    };
    laws.forEach(({ coefficient, exponent }, i) => {
      const at = (l: number) => ratio(l, i) / l ** exponent;
      // What is left falls as 1/l (times a logarithm): twice the deeper less the other.
      const extrapolated = 2 * at(depth) - at(depth / 2);
      expect(Math.abs(extrapolated - Q.toNumber(coefficient)), laws[i]?.name).toBeLessThan(
        2e-3 * Math.max(1e-9, Math.abs(Q.toNumber(coefficient))),
      );
    });
  });

  test("half-stable: V_4 ~ l, V_6 ~ l^3, V_8 ~ l^5, K_1 ~ l^2, and the flow goes there", async () => {
    const activation = await parseActivation("sin(x)^2");
    const [point] = criticality(activation).points;
    if (point === undefined) throw new Error("no point");
    const laws = powerLaws(activation, point, 4) ?? [];
    expect(laws.map(({ exponent }) => exponent)).toEqual([1, 3, 5, 2]);
    const depth = 3000;
    const layers = [...flow(networkAt(activation, point.C_b, point.C_W, 0.306, depth), { highest: 4, orders: 1 })];
    // The approach is from above, and K - K* = 2.35/(l + l_0): the distance itself is the better measure of depth.
    const value = (l: number, i: number): number => {
      const { cumulants } = layers[l - 1] as Layer;
      return (i < 3 ? cumulants[i + 2]?.[0] : cumulants[1]?.[1]) as number;
    };
    const depthOf = (l: number): number =>
      (point.approach?.amplitude as number) / ((layers[l - 1]?.cumulants[1]?.[0] as number) - (point.K as number));
    laws.forEach(({ coefficient, exponent, name }, i) => {
      const deviation = (l: number) => Math.abs(value(l, i) / depthOf(l) ** exponent / Q.toNumber(coefficient) - 1);
      expect(deviation(depth), name).toBeLessThan(0.1);
      expect(deviation(depth), name).toBeLessThan(deviation(depth / 3));
    });
  });

  test("none where K* = 0 is left or met at a kink", () => {
    const [, origin] = criticality(named("gelu")).points;
    expect(powerLaws(named("gelu"), origin as CriticalPoint, 4)).toBeUndefined();
    expect(powerLaws(named("elu"), first("elu"), 4)).toBeUndefined();
  });
});
