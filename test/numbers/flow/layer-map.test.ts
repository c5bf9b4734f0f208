import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { type Truncated, truncatedRing } from "../../../src/algebra/truncated.js";
import { coefficientsOf } from "../../../src/answer/layer-step.js";
import { centred } from "../../../src/numbers/averages/pair-averages.js";
import { polynomialAverages } from "../../../src/numbers/averages/wick-averages.js";
import { gaussianLayer, type LayerTensors, nextLayer } from "../../../src/numbers/flow/layer-map.js";
import {
  entryAt,
  nondecreasing,
  packedIndex,
  packedLength,
  pairsOf,
  tensorOf,
} from "../../../src/numbers/networks/pairs.js";
import { exactCumulants, polynomialActivation } from "../../../src/routes/kernel/solvable.js";
import {
  entryOf,
  kernelMoments,
  nextCumulant,
  type SeveralInputNetwork,
  secondLayer,
} from "../../oracle/several-inputs.js";

/** K_0, K_1, V_4[0], V_4[1] and V_6[0]. */
const extent = { highest: 2, orders: 1 };

/** Their tensors by name. */
const named = ({ cumulants: [, K = [], V_4 = [], V_6 = []] }: LayerTensors) => ({ K, V_4, V_6 });

/** A polynomial network through layers of given widths, from the kernel of layer 1. */
function layers(
  sigma: readonly number[],
  { biasVariance, weightVariance }: { biasVariance: number; weightVariance: number },
  inputs: number,
  kernel: readonly number[],
  widths: readonly number[],
): LayerTensors[] {
  const pairs = pairsOf(inputs);
  const found = [gaussianLayer(inputs, kernel, extent)];
  widths.forEach((width, i) => {
    const before = found.at(-1) as LayerTensors;
    const products = polynomialAverages(sigma, named(before).K[0]?.entries ?? [], pairs);
    const widthBefore = i === 0 ? {} : { widthBefore: widths[i - 1] as number };
    found.push(
      nextLayer(
        before,
        { weightVariance, biasVariance, width, ...widthBefore },
        centred(products),
        (a) => products([a], []),
        coefficientsOf(extent),
      ),
    );
  });
  return found;
}

/** Relative agreement to 1e-10. */
const close = (found: number, exact: number, what: string) =>
  expect(Math.abs(found - exact) / Math.max(1e-300, Math.abs(exact), Math.abs(found)), what).toBeLessThan(1e-10);

describe("pairs and packed tensors", () => {
  test("every unordered pair once, numbered as it stands", () => {
    for (const n of [1, 2, 3, 8]) {
      const { list, index } = pairsOf(n);
      expect(list).toHaveLength((n * (n + 1)) / 2);
      list.forEach(([i, j], place) => {
        expect([index(i, j), index(j, i)]).toEqual([place, place]);
      });
    }
  });

  test("the entries of a symmetric tensor are numbered without a gap, whatever the order of the indices", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), (pairs, rank) => {
        const places = [...nondecreasing(pairs, rank)].map(packedIndex).sort((a, b) => a - b);
        expect(places).toEqual(Array.from({ length: packedLength(pairs, rank) }, (_, i) => i));
      }),
    );
    const tensor = tensorOf(4, 3, ([a = 0, b = 0, c = 0]) => 100 * a + 10 * b + c);
    expect([entryAt(tensor, [3, 0, 2]), entryAt(tensor, [2, 3, 0])]).toEqual([23, 23]);
    expect(() => entryAt(tensor, [4, 4, 4])).toThrow(RangeError);
  });
});

const q = (num: number, den = 1) => Q.rational(num, den);

describe.each<readonly [string, SeveralInputNetwork, number, 2 | 3]>([
  [
    "x^2, two inputs",
    { sigma: [q(0), q(0), q(1)], biasVariance: q(1, 3), weightVariance: q(1, 2), kernel: [q(1), q(1, 2), q(2)] },
    2,
    3,
  ],
  [
    "x + x^2/2, two inputs",
    { sigma: [q(0), q(1), q(1, 2)], biasVariance: q(1, 5), weightVariance: q(2, 3), kernel: [q(1), q(-1, 3), q(1, 2)] },
    2,
    3,
  ],
  [
    "x - x^3/6, two inputs, a singular kernel",
    { sigma: [q(0), q(1), q(0), q(-1, 6)], biasVariance: q(0), weightVariance: q(1), kernel: [q(1), q(1), q(1)] },
    2,
    3,
  ],
  [
    "x + x^2/2, three inputs, the third the sum of the others",
    {
      sigma: [q(0), q(1), q(1, 2)],
      biasVariance: q(1, 4),
      weightVariance: q(2, 3),
      // 00, 01, 11, 02, 12, 22.
      kernel: [q(1), q(1, 2), q(2), q(3, 2), q(5, 2), q(4)],
    },
    3,
    2,
  ],
])("sigma = %s, by Wick's theorem in rationals", (_, network, inputs, highest) => {
  test("K, V_4 and V_6 of layer 3, leading and first correction, to 1e-10", () => {
    const cut = 2;
    const ring = truncatedRing(1, cut);
    const widths = [3, 7];
    const [first, second] = widths.map((n) => ring.scale(ring.variable(0), q(1, n))) as [Truncated, Truncated];
    const pairs = pairsOf(inputs);
    const theirs = (a: number): number => entryOf(...(pairs.list[a] as readonly [number, number]));
    const found = layers(
      network.sigma.map(Q.toNumber),
      { biasVariance: Q.toNumber(network.biasVariance), weightVariance: Q.toNumber(network.weightVariance) },
      inputs,
      pairs.list.map((_pair, a) => Q.toNumber(network.kernel[theirs(a)] as Q.Rational)),
      widths,
    )[2] as LayerTensors;
    const { K, V_4, V_6 } = named(found);
    const moment = kernelMoments(secondLayer(network, first, ring), ring);
    for (const [tensors, rank] of [
      [K, 1],
      [V_4, 2],
      [V_6, 3],
    ] as const)
      for (const entries of rank > highest ? [] : nondecreasing(pairs.list.length, rank)) {
        const exact = nextCumulant(network, entries.map(theirs), moment, second, ring);
        tensors.forEach((tensor, p) => {
          // V_2k[p] is the coefficient of 1/n_{l-1}^{k-1+p}.
          const order = rank - 1 + p;
          const value = Q.toNumber(Q.multiply(exact[order] as Q.Rational, Q.power(q(7), order)));
          close(entryAt(tensor, entries), value, `rank ${rank}, order ${p}, entries ${entries.join()}`);
        });
      }
  });
});

describe("a single input through three random layers", () => {
  test("K_1, V_4[1] and V_6 are those of the exact moments", () => {
    const cut = 2;
    const ring = truncatedRing(1, cut);
    const widths = [3, 7, 5];
    const coefficients = [q(0), q(1), q(1, 2)];
    const network = {
      activation: polynomialActivation("x + x^2/2", coefficients),
      biasVariance: q(1, 5),
      weightVariance: q(2, 3),
      kernel: q(3, 4),
    };
    const exact = exactCumulants(
      network,
      widths.map((n) => ring.scale(ring.variable(0), q(1, n))),
      3,
      ring,
    );
    const found = layers(coefficients.map(Q.toNumber), { biasVariance: 0.2, weightVariance: 2 / 3 }, 1, [0.75], widths);
    for (const layer of [1, 2, 3]) {
      const n = q(widths[layer - 1] as number);
      const part = (k: number, p: number) =>
        Q.toNumber(Q.multiply(exact[layer]?.[k]?.[k - 1 + p] as Q.Rational, Q.power(n, k - 1 + p)));
      const { K, V_4, V_6 } = named(found[layer] as LayerTensors);
      for (const [tensor, k, p] of [
        [K[0], 1, 0],
        [K[1], 1, 1],
        [V_4[0], 2, 0],
        [V_4[1], 2, 1],
        [V_6[0], 3, 0],
      ] as const) {
        const value = part(k, p);
        if (tensor === undefined) throw new Error("a tensor is missing");
        if (value === 0) expect(tensor.entries[0]).toBeCloseTo(0, 12);
        else close(tensor.entries[0] as number, value, `layer ${layer}, k = ${k}, order ${p}`);
      }
    }
    expect(named(found[3] as LayerTensors).K[1]?.entries[0]).not.toBe(0);
  });

  test("the same input twice or three times is one input: every entry of every tensor", () => {
    const variances = { biasVariance: 0.1, weightVariance: 1.3 };
    const sigma = [0.2, 1, 0.5];
    const [one, many] = [1, 3].map((inputs) => {
      const pairs = (inputs * (inputs + 1)) / 2;
      return layers(
        sigma,
        variances,
        inputs,
        Array.from({ length: pairs }, () => 0.8),
        [10, 20],
      ).at(-1) as LayerTensors;
    }) as [LayerTensors, LayerTensors];
    for (const name of ["K", "V_4", "V_6"] as const)
      named(one)[name].forEach((tensor, p) => {
        for (const value of (named(many)[name][p] as typeof tensor).entries)
          close(value, tensor.entries[0] as number, name);
      });
  });
});

test("three inputs: the tensors of two of them are those of two inputs alone", () => {
  const variances = { biasVariance: 0.3, weightVariance: 0.7 };
  const sigma = [0, 1, 0.5];
  // Pairs of three inputs: 00 01 02 11 12 22; without input 1 they are 00 02 22.
  const kernel = [1, 0.4, -0.2, 0.9, 0.1, 1.2];
  const three = layers(sigma, variances, 3, kernel, [5, 6]).at(-1) as LayerTensors;
  const two = layers(sigma, variances, 2, [1, -0.2, 1.2], [5, 6]).at(-1) as LayerTensors;
  const place = [0, 2, 5];
  for (const name of ["K", "V_4", "V_6"] as const)
    named(two)[name].forEach((tensor, p) => {
      for (const indices of nondecreasing(3, tensor.rank))
        close(
          entryAt(
            named(three)[name][p] as typeof tensor,
            indices.map((a) => place[a] as number),
          ),
          entryAt(tensor, indices),
          name,
        );
    });
});
