import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { freshMemory } from "../../../src/foundation/memory.js";
import { answer } from "../../../src/index.js";
import { exactFlow, exactLayers } from "../../../src/numbers/flow/exact.js";
import { flow } from "../../../src/numbers/flow/flow.js";
import type { Network } from "../../../src/numbers/networks/network.js";
import { networkOf } from "../../../src/numbers/networks/spec.js";

/* Rational numbers: the moments of finite networks that are known exactly, and published values. */

const numbers = (network: Network, highest: number, orders: number): string[][][] =>
  [...exactFlow(network, { highest, orders })].map(({ cumulants }) =>
    cumulants.slice(1).map((series) => series.map(Q.toText)),
  );

describe("deep linear networks: K = 1, kappa_2 = prod (1 + 2/n) - 1", () => {
  test("through second order, in every layer", async () => {
    const network = await networkOf({ activation: "linear", C_W: 1, width: 30, depth: 6 });
    // With one width n in l - 1 layers <G^2> - 1 = (1 + 2/n)^{l-1} - 1, so V_4 = n kappa_2.
    numbers(network, 2, 2).forEach(([mean, four], layer) => {
      expect(mean?.[0]).toBe("1");
      const choose = (k: number) => {
        let value = 1;
        for (let i = 0; i < k; i++) value = (value * (layer - i)) / (i + 1);
        return value;
      };
      expect(four).toEqual([1, 2, 3].map((k) => String(choose(k) * 2 ** k)));
    });
  });
});

describe("ReLU at criticality: 5 (l-1) K^2 and the moments of one layer", () => {
  test("the leading vertices of every layer, at K = 1/3", async () => {
    const network = await networkOf({ activation: "relu", C_W: 2, K: 1 / 3, width: 100, depth: 8 });
    numbers(network, 3, 0).forEach(([mean, four, six], l) => {
      expect(mean?.[0]).toBe("1/3");
      expect(four?.[0]).toBe(Q.toText(Q.rational(5n * BigInt(l), 9n)));
      // Of layer 2 that of one neuron: C_W^3 <Delta^3>, Delta = K (relu(z)^2 - 1/2).
      if (l === 1) expect(six?.[0]).toBe(Q.toText(Q.rational(44n, 27n)));
    });
  });

  test("the flow in doubles beside it: one that differs is a defect", async () => {
    const network = await networkOf({ activation: "x + x^2/2", C_W: 1, C_b: 0.1, widths: [10, 20, 30], depth: 4 });
    const [extent, memory] = [{ highest: 3, orders: 1 }, freshMemory()];
    const layers = [...flow(network, extent, { memory })];
    expect(exactLayers(network, extent, layers, memory)).toHaveLength(4);
    const wrong = layers.map((layer, l) =>
      l < 2 ? layer : { ...layer, cumulants: layer.cumulants.map((series) => series.map((x) => x * (1 + 1e-7))) },
    );
    expect(() => exactLayers(network, extent, wrong, memory)).toThrow("a flow in rationals has");
  });
});

describe("sums written out for an activation", () => {
  test("V_4 of ReLU and of a linear network", async () => {
    const of = async (request: string, activation: string) => {
      const { sum, certificate } = await answer({ object: "written out", of: request, activation });
      expect(certificate.checks.at(-1)).toMatchObject({ name: "averages written out", passed: true });
      return [...sum.values()]
        .map(({ coefficient, monomial }) => `${Q.toText(coefficient)} ${monomial.key.trim()}`)
        .sort();
    };
    expect(await of("V_4", "relu")).toEqual(["1/4 n_{l-2}^-1 V_4^1", "5/4 n_{l-1}^-1 K^2"]);
    expect(await of("V_4", "linear")).toEqual(["1 n_{l-2}^-1 V_4^1", "2 n_{l-1}^-1 K^2"]);
    // <sigma^2> = K + 3 K^2/4 for x + x^2/2.
    expect(await of("K at leading order", "x + x^2/2")).toEqual(["1 K^1", "3/4 K^2"]);
  });

  test("is refused where there are no rational numbers, or inputs have names", async () => {
    await expect(answer({ object: "written out", of: "V_4", activation: "tanh" })).rejects.toThrow(
      /averages of tanh are no rational numbers\nexpected/,
    );
    await expect(answer({ object: "written out", of: "V_4(x1,x1; x2,x2)", activation: "relu" })).rejects.toThrow(
      "one input",
    );
    const deep = await networkOf({ activation: "x + x^2/2", C_W: 1, width: 10, depth: 30 });
    expect(() => [...exactFlow(deep, { highest: 2, orders: 0 })]).toThrow(/have \d+ digits\nexpected fewer layers/);
  });
});

test("an evaluation as fractions: the rows add up to the sum, and the vertex is the flow's", async () => {
  const network = { activation: "relu", C_W: 2, K: 1 / 3, width: 100, depth: 4 };
  const found = await answer({ object: "evaluation", of: "V_6", network }, { exact: true });
  const total = found.rows.reduce((sum, { exact }) => Q.add(sum, exact as Q.Rational), Q.zero);
  expect(Q.toText(total)).toBe(Q.toText(found.exact?.sum as Q.Rational));
  const last = [...exactFlow(await networkOf(network), { highest: 3, orders: 0 })].at(-1);
  expect(Q.toText(found.exact?.vertex as Q.Rational)).toBe(Q.toText(last?.cumulants[3]?.[0] as Q.Rational));
});
