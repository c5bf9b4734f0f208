import { describe, expect, test } from "vitest";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed, tanh } from "../../../src/numbers/activations/activations.js";
import { flow, type Layer } from "../../../src/numbers/flow/flow.js";
import { averageWarning, beyond, termSizes, warningOf, warningsOf } from "../../../src/numbers/flow/reliability.js";
import type { Network } from "../../../src/numbers/networks/network.js";

/*
 * When a flow warns: docs/numerics.md says for a term larger than a fifth of the leading one, and for averages known to
 * less than eight digits.
 */

const size = (relative: number, name = "K_1", layer = 7) => ({ name, layer, relative });
const layerWith = (averageError: number, layer = 3): Layer => ({
  layer,
  cumulants: [],
  chiParallel: 1,
  chiPerpendicular: 1,
  averageError,
});

describe("the next term", () => {
  test("is worth a word from a fifth on", () => {
    expect(warningOf([])).toBeUndefined();
    expect(warningOf([size(0.199), size(0.05)])).toBeUndefined();
    expect(warningOf([size(0.2)])).toContain("20 % of the leading one");
  });

  test("the largest is named, in per cent or as a multiple", () => {
    expect(warningOf([size(0.3), size(0.6, "V_4[1]", 9), size(0.4)])).toBe(
      "in layer 9 the next term, V_4[1], is 60 % of the leading one: the widths are small for this depth and order",
    );
    expect(warningOf([size(9.99)])).toContain("is 999 % of the leading one");
    expect(warningOf([size(12.34)])).toContain("is 12 times the leading one");
  });
});

describe("averages", () => {
  test("are worth a word past eight digits, the worst of all layers by name", () => {
    expect(averageWarning([layerWith(1e-12), layerWith(1e-8)])).toBeUndefined();
    expect(averageWarning([layerWith(1e-12), layerWith(2e-6, 5), layerWith(1.1e-8, 6)])).toContain(
      "an average over layer 5 is known to 2e-6 of its value only",
    );
  });
});

describe("which terms are looked at", () => {
  test("the first that are left out, and past two orders the last that are kept; those of K and V_4", () => {
    expect([0, 1, 2, 3, 4].map((orders) => beyond({ highest: 5, orders }))).toEqual(
      [1, 2, 3, 3, 4].map((orders) => ({ highest: 2, orders })),
    );
  });

  test("each over the leading one, with its power of the width before", () => {
    const network: Network = {
      activation: tanh,
      biasVariance: 0.1,
      weightVariance: 1.2,
      inputs: 1,
      kernel: [1],
      widths: [12, 20, 5],
      depth: 4,
    };
    const extent = { highest: 3, orders: 1 };
    const layers = [...flow(network, { highest: 2, orders: 2 })];
    const { cumulants } = layers.at(-1) as Layer;
    const relative = (k: number) => Math.abs((cumulants[k]?.[2] as number) / (cumulants[k]?.[0] as number)) / 5 ** 2;
    expect(termSizes(network, extent, layers.at(-1) as Layer)).toEqual([
      { name: "K_2", layer: 4, relative: relative(1) },
      { name: "V_4[2]", layer: 4, relative: relative(2) },
    ]);
    // In the first layer V_4 vanishes: there is nothing to compare with.
    expect(termSizes(network, extent, layers[0] as Layer).map(({ name }) => name)).toEqual(["K_2"]);
  });
});

describe("a network that is near no critical point", () => {
  const deep = (changes: Partial<Network>, depth = 50): string[] =>
    warningsOf(
      {
        activation: tanh,
        biasVariance: 0,
        weightVariance: 1,
        inputs: 1,
        kernel: [1],
        widths: Array.from({ length: depth }, () => 1e6),
        depth,
        ...changes,
      },
      { highest: 2, orders: 0 },
    );

  test("is told so, with the layers over which a signal fades", () => {
    // GELU with a rounded C_W and C_b forgotten: K falls by C_W/4 a layer.
    const [warning = "", ...more] = deep({ activation: activationNamed("gelu") as Activation, weightVariance: 1.98 });
    expect(more).toEqual([]);
    expect(warning).toContain("K = 3.23e-14, chi_parallel = 0.495 and chi_perpendicular = 0.495");
    expect(warning).toContain("over 1.42 layers");
    expect(warning).toContain('oneovern critical --activation "gelu"');
    expect(deep({ weightVariance: 0.8 })).toHaveLength(1);
    expect(deep({ weightVariance: 3 })).toHaveLength(1);
  });

  test("and at a critical point, whose susceptibilities are 1 but for a power of the depth, nothing is said", () => {
    for (const depth of [10, 50, 400]) expect(deep({}, depth)).toEqual([]);
    const relu = { activation: activationNamed("relu") as Activation, weightVariance: 2, biasVariance: 0.1 };
    expect(deep(relu, 100)).toEqual([]);
    // Nor of a network that is too shallow to see it.
    expect(deep({ weightVariance: 1.5 }, 4)).toEqual([]);
  });
});
