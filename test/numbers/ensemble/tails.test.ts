import { describe, expect, test } from "vitest";
import { networksNeeded, skewnessOf } from "../../../src/numbers/ensemble/tails.js";

describe("the skewness of what a network adds to a k-statistic", () => {
  // Of a lognormal itself, from any table: (e^{s^2} + 2) sqrt(e^{s^2} - 1).
  test.each([0.01, 0.1, 0.5, 2])("k = 1: that of the lognormal, relative variance %d", (v) => {
    expect(skewnessOf(1, v)).toBeCloseTo((v + 3) * Math.sqrt(v), 9);
  });

  test("k = 2: by quadrature of (g - 1)^2 over the lognormal", () => {
    for (const v of [0.05, 0.3, 0.8]) {
      const s = Math.sqrt(Math.log1p(v));
      const moments = [0, 0, 0, 0];
      for (let z = -14; z <= 14; z += 1e-3) {
        const weight = (1e-3 * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
        const h = (Math.exp(s * z - (s * s) / 2) - 1) ** 2 - v;
        for (let j = 0; j < 4; j++) moments[j] = (moments[j] as number) + weight * h ** j;
      }
      const [, , second = 0, third = 0] = moments;
      expect(skewnessOf(2, v) / (third / second ** 1.5)).toBeCloseTo(1, 6);
    }
  });

  test("of a kernel that is nearly normal: chi^2's for k = 2; Hermite's polynomials beyond", () => {
    expect(skewnessOf(2, 0) / Math.sqrt(8)).toBeCloseTo(1, 2);
    // <He_4^3> = 1728 and <He_4^2> = 24; <He_3^3> = 0.
    expect(skewnessOf(4, 0) / (1728 / 24 ** 1.5)).toBeCloseTo(1, 1);
    expect(Math.abs(skewnessOf(3, 0))).toBeLessThan(0.2);
  });

  test("more networks for higher cumulants and wider kernels", () => {
    for (const v of [0.01, 0.1, 0.3, 1]) {
      const needed = [1, 2, 4].map((k) => networksNeeded(k, v));
      expect([...needed].sort((a, b) => a - b)).toEqual(needed);
    }
    for (const k of [1, 2, 3, 4]) expect(networksNeeded(k, 1)).toBeGreaterThan(networksNeeded(k, 0.1));
  });
});
