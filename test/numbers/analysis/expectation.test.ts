import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectation } from "../../../src/numbers/analysis/expectation.js";

/** < f > of one function, with its estimate. */
function average(f: (z: number) => number, breaks: readonly number[] = [], scale = 1) {
  const { values, errors } = expectation(
    (z, into, bounds) => {
      into[0] = f(z);
      if (bounds) into[1] = Math.abs(into[0]);
    },
    1,
    { breaks, scale, describe: () => "f" },
  );
  return { value: values[0] as number, error: errors[0] as number };
}

describe("a rule that is not fooled", () => {
  test("by oscillations in step with its nodes: <cos(w z)> = exp(-w^2/2) for every w", () => {
    for (let w = 0; w <= 200; w += 0.37) {
      const { value, error } = average((z) => Math.cos(w * z));
      // cos itself knows its argument w z to w epsilon.
      expect(Math.abs(value - Math.exp((-w * w) / 2)), `w = ${w}`).toBeLessThan(error + 1e-15 * (1 + w));
      expect(error).toBeLessThan(1e-12);
    }
    for (const w of [4 * Math.PI, 8 * Math.PI, 16 * Math.PI, 64 * Math.PI])
      expect(Math.abs(average((z) => Math.cos(w * z)).value)).toBeLessThan(1e-13);
  });

  test("by narrow steps: <tanh(a z)^2> goes to 1 as 1 - sqrt(2/pi)/a", () => {
    for (const a of [10, 100, 1000]) {
      const { value, error } = average((z) => Math.tanh(a * z) ** 2);
      // The tail is sqrt(2/pi)/a (1 - O(1/a^2)).
      expect(Math.abs((1 - value) * a - Math.sqrt(2 / Math.PI))).toBeLessThan(2 / (a * a) + a * error + 1e-12 * a);
      expect(error).toBeLessThan(1e-11);
    }
  });

  test("by a polynomial times anything within reach: moments through z^30", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.double({ min: 0.2, max: 3, noNaN: true }), (i, a) => {
        // < z^{2i} exp(-a z^2/2) > = (2i-1)!! (1 + a)^{-i - 1/2}.
        const { value, error } = average((z) => z ** (2 * i) * Math.exp((-a * z * z) / 2));
        let exact = (1 + a) ** (-i - 0.5);
        for (let j = 1; j <= i; j++) exact *= 2 * j - 1;
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(2 * error + 1e-14 * exact);
        expect(error).toBeLessThan(1e-11 * exact);
      }),
    );
  });

  test("by kinks and jumps: <|z - a|> and the chance of z > a", () => {
    for (const a of [-2, -0.1, 0, 0.7, 3]) {
      const density = Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI);
      const step = average((z) => (z > a ? 1 : 0), [a]);
      const distance = average((z) => Math.abs(z - a), [a]);
      // <|z - a|> = 2 density + a (1 - 2 P(z > a)).
      expect(Math.abs(distance.value - (2 * density + a * (1 - 2 * step.value)))).toBeLessThan(
        2 * distance.error + 4 * step.error,
      );
    }
    expect(average((z) => (z > 0 ? 1 : 0), [0]).value).toBeCloseTo(0.5, 14);
  });
});

test.each([
  ["the whole line", []],
  ["panels", [0.3]],
])("what rounding does to a function is averaged as the function is, by %s", (_, breaks) => {
  // A million units of rounding, times 1 + z^2, whose average is 2.
  const { errors } = expectation(
    (z, into, bounds) => {
      into[0] = Math.cos(z);
      if (bounds) into[1] = 1e6 * (1 + z * z);
    },
    1,
    { breaks, scale: 1, describe: () => "cos" },
  );
  const units = (errors[0] as number) / (1e6 * 2 ** -52);
  expect(units).toBeGreaterThan(1.9);
  expect(units).toBeLessThan(2.1);
});
