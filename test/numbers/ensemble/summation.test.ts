import { describe, expect, test } from "vitest";
import { resummed, type Series, summed } from "../../../src/numbers/ensemble/summation.js";

const series = (terms: readonly number[], orders = terms.length - 1): Series => ({
  terms,
  orders,
  layer: 5,
  width: 50,
});

describe("Pade approximants", () => {
  test("of a geometric series are its sum, inside its circle of convergence and outside", () => {
    for (const x of [0.5, -0.9, -3, 7]) {
      const { value, truncation } = resummed([1, x, x * x, x ** 3]);
      expect(value).toBeCloseTo(1 / (1 - x), 10);
      expect(truncation).toBeLessThan(1e-9);
    }
  });

  // Euler's series sum (-1)^p p! x^p = int_0^inf e^-t / (1 + x t) dt diverges for every x.
  const euler = (x: number): number => {
    let total = 0;
    const h = 1e-3;
    for (let t = h / 2; t < 60; t += h) total += (h * Math.exp(-t)) / (1 + x * t);
    return total;
  };
  const factorials = [1, 1, 2, 6, 24, 120, 720, 5040];

  test.each([0.05, 0.1, 0.2, 0.4])("of Euler's divergent series at %d are right within twice what they say", (x) => {
    for (let orders = 3; orders <= 7; orders++) {
      const { value, truncation } = resummed(factorials.slice(0, orders + 1).map((f, p) => f * (-x) ** p));
      expect(Math.abs(value - euler(x))).toBeLessThan(2 * truncation + 1e-7);
    }
  });

  test("a pole nearby is seen by the distance of the neighbours, and then the plain sum serves", () => {
    // 1 - T_2/T_1 = 0 in the approximant of the first three.
    const terms = [1, 0.1, 0.0999, 0.001];
    expect(resummed(terms).truncation).toBeGreaterThan(1);
    const { value, plain, order } = summed(series(terms), "resummed");
    expect([value, plain, order]).toEqual([1.2009, 1.2009, 3]);
  });

  test("a series that ends is its sum", () => {
    expect(resummed([2, 0, 0, 0])).toEqual({ value: 2, truncation: 0 });
    expect(summed(series([2, 0, 0]), "resummed")).toEqual({ value: 2, truncation: 0, order: 2, plain: 2 });
  });
});

describe("a sum and what it leaves out", () => {
  test("the next term where it is known, also where an earlier one happened to be small", () => {
    expect(summed(series([1, 0.1, 0.02, 0.006], 2), "plain").value).toBeCloseTo(1.12, 14);
    // 0.006^(1/3) > 0.02^(1/2) > 0.1, so the last term makes the rate.
    expect(summed(series([1, 0.1, 0.02, 0.006], 2), "plain").truncation).toBeCloseTo(0.006, 14);
    expect(summed(series([1, 0.3, 0.001], 2), "plain").truncation).toBeCloseTo(0.027, 14);
    expect(summed(series([1, 1e-6, 0.09], 1), "plain").truncation).toBeCloseTo(0.09, 14);
  });

  test("a series whose terms grow leaves out more than its last one", () => {
    for (const terms of [
      [1, 0.5, 0.6, 1.5],
      [3.56, -0.1, 1.35, -4.3],
      [1, 2],
    ])
      expect(summed(series(terms), "plain").truncation).toBeGreaterThanOrEqual(Math.abs(terms.at(-1) as number));
  });

  test("the smallest term is where an asymptotic series stops", () => {
    expect(summed(series([1, -0.5, 0.2, -0.1, 0.3]), "smallest")).toMatchObject({ order: 3, value: 0.6 });
    expect(summed(series([1, -0.5, 0.2, -0.1, 0.05]), "smallest").order).toBe(4);
    expect(summed(series([3.56, -0.0153, 0.075, -0.047, -0.0098]), "smallest").order).toBe(4);
    // Euler's series at 1/10: terms fall through order 10, and the sum is right to about the smallest.
    const terms = [1];
    for (let p = 1; p < 20; p++) terms.push(((terms[p - 1] as number) * -p) / 10);
    const { value, truncation, order } = summed(series(terms), "smallest");
    expect([9, 10]).toContain(order);
    expect(Math.abs(value - 0.9156333394)).toBeLessThan(truncation);
  });

  test("of the leading term alone: the layers past the second over the width", () => {
    expect(summed({ terms: [2], orders: 0, layer: 5, width: 50 }, "plain").truncation).toBeCloseTo(2 * (3 / 50), 14);
    expect(summed({ terms: [2], orders: 0, layer: 2, width: 50 }, "plain").truncation).toBe(0);
    expect(summed(series([0, 0.2]), "plain")).toEqual({ value: 0.2, truncation: 0.2, order: 1 });
  });
});
