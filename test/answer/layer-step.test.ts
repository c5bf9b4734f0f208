import { describe, expect, test } from "vitest";
import { samePolynomial, toPlain } from "../../src/algebra/polynomial.js";
import { coefficientsOf, coefficientsOfAll, stepSums } from "../../src/answer/layer-step.js";

/* The step as papers write it: K_0 = C_b + C_W <sigma^2>, and V_4 of a layer in terms of the one before. */

describe("the step from one layer to the next", () => {
  const { coefficients, written } = stepSums(coefficientsOf({ highest: 2, orders: 0 }));
  const plain = (i: number) => toPlain(written[i] ?? new Map());

  test("K_0 has the variance of the biases, and V_4 has none", () => {
    expect(coefficients).toEqual([
      { k: 1, p: 0 },
      { k: 2, p: 0 },
    ]);
    expect(plain(0)).toHaveLength(2);
    expect(plain(0)).toEqual(
      expect.arrayContaining([
        { coefficient: "1", powers: { C_b: 1 } },
        { coefficient: "1", powers: { C_W: 1, "<sigma^2>": 1 } },
      ]),
    );
    expect(plain(1)).toHaveLength(2);
    expect(plain(1)).toEqual(
      expect.arrayContaining([
        { coefficient: "1", powers: { C_W: 2, "<Delta^2>": 1 } },
        { coefficient: "1/4", powers: { C_W: 2, "V_4[0]": 1, "<d^2 Delta>": 2, "n_{l-1}/n_{l-2}": 1 } },
      ]),
    );
  });

  test("what an extent needs: V_2k[p] with p through the orders and k - 1 + p through the largest power", () => {
    const names = (highest: number, orders: number) =>
      coefficientsOf({ highest, orders }).map(({ k, p }) => `${k},${p}`);
    expect(names(1, 0)).toEqual(["1,0"]);
    expect(names(2, 1)).toEqual(["1,0", "1,1", "2,0", "2,1", "3,0"]);
    const both = coefficientsOfAll([
      { highest: 2, orders: 1 },
      { highest: 3, orders: 0 },
    ]);
    expect(both.map(({ k, p }) => `${k},${p}`)).toEqual(["1,0", "1,1", "2,0", "2,1", "3,0"]);
  });

  test("the parts of a step are what is written out", () => {
    const { sums } = stepSums([{ k: 1, p: 0 }]);
    expect(samePolynomial(sums.sums[0] ?? new Map(), written[0] ?? new Map())).toBe(true);
  });
});
