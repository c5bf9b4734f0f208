import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../src/algebra/rational.js";

const rationals = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: 1n, max: 10n ** 30n }))
  .map(([n, d]) => Q.rational(n, d));

describe("rational numbers", () => {
  test("are in lowest terms with a positive denominator", () => {
    expect(Q.rational(6, -4)).toEqual({ num: -3n, den: 2n });
    expect(Q.rational(0, -7)).toEqual({ num: 0n, den: 1n });
  });

  test("have no denominator zero", () => {
    expect(() => Q.rational(1, 0)).toThrow(RangeError);
    expect(() => Q.divide(Q.one, Q.zero)).toThrow(RangeError);
    expect(() => Q.power(Q.zero, -1)).toThrow(RangeError);
  });

  test("form a field", () => {
    fc.assert(
      fc.property(rationals, rationals, rationals, (a, b, c) => {
        expect(Q.multiply(a, Q.add(b, c))).toEqual(Q.add(Q.multiply(a, b), Q.multiply(a, c)));
        expect(Q.subtract(Q.add(a, b), b)).toEqual(a);
        if (!Q.isZero(b)) expect(Q.divide(Q.multiply(a, b), b)).toEqual(a);
        expect(Q.power(a, 3)).toEqual(Q.multiply(a, Q.multiply(a, a)));
      }),
    );
  });

  test("are read as they are written, and only so", () => {
    fc.assert(
      fc.property(rationals, (a) => {
        expect(Q.fromText(Q.toText(a))).toEqual(a);
      }),
    );
    for (const text of ["", "1/", "1.5", "1/-2", "1/0", " 1", "x"]) expect(() => Q.fromText(text)).toThrow();
  });

  test("become the nearest double", () => {
    expect(Q.toNumber(Q.rational(1, 3))).toBe(1 / 3);
    expect(Q.toNumber(Q.rational(-22, 7))).toBe(-22 / 7);
    const [huge, tiny] = [10n ** 400n, 10n ** 300n];
    expect(Q.toNumber(Q.rational(huge * 3n, huge * 2n + 1n))).toBeCloseTo(1.5, 15);
    expect(Q.toNumber(Q.rational(1n, tiny))).toBe(1e-300);
    expect(Q.toNumber(Q.rational(tiny * 7n, 1n))).toBe(7e300);
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }), fc.bigInt({ min: 1n, max: 2n ** 52n }), (n, d) => {
        // The long way (scaling) must agree with the correctly rounded division of two exact doubles.
        const big = 3n ** 60n;
        const wide = { num: n * big, den: d * big };
        expect(Q.toNumber(wide)).toBe(Number(n) / Number(d));
      }),
    );
  });
});
