import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { truncatedRing } from "../../../src/algebra/truncated.js";
import { coefficientsOf } from "../../../src/answer/layer-step.js";
import { type Activation, polynomial } from "../../../src/numbers/activations/activation.js";
import { activationNamed, tanh } from "../../../src/numbers/activations/activations.js";
import { flow, type Layer } from "../../../src/numbers/flow/flow.js";
import { beyond, termSizes, warningOf } from "../../../src/numbers/flow/reliability.js";
import { tensorFlow } from "../../../src/numbers/flow/tensor-flow.js";
import type { Network } from "../../../src/numbers/networks/network.js";
import { entryAt } from "../../../src/numbers/networks/pairs.js";
import {
  exactCumulants,
  polynomialActivation,
  rectifier,
  type SolvableNetwork,
} from "../../../src/routes/kernel/solvable.js";

const q = (num: number, den = 1) => Q.rational(num, den);
const relu = activationNamed("relu") as Activation;
const linear = activationNamed("linear") as Activation;

const network = (activation: Activation, changes: Partial<Network> = {}): Network => ({
  activation,
  biasVariance: 0,
  weightVariance: 1,
  inputs: 1,
  kernel: [1],
  widths: Array.from({ length: 30 }, () => 10),
  depth: 5,
  ...changes,
});

/** Relative agreement. */
const close = (found: number, exact: number, digits: number, what: string) =>
  expect(Math.abs(found - exact) / Math.max(Math.abs(exact), 1e-12), what).toBeLessThan(digits);

/* Polynomial activations and ReLU, any C_b: moments that are finite sums of rationals, no expansion about anything. */
describe.each<readonly [string, SolvableNetwork, Activation]>([
  [
    "x + x^2/2",
    {
      activation: polynomialActivation("", [q(0), q(1), q(1, 2)]),
      biasVariance: q(1, 5),
      weightVariance: q(2, 3),
      kernel: q(3, 4),
    },
    polynomial("x + x^2/2", [0, 1, 0.5]),
  ],
  [
    "x - x^3/6",
    {
      activation: polynomialActivation("", [q(0), q(1), q(0), q(-1, 6)]),
      biasVariance: q(2, 7),
      weightVariance: q(1),
      kernel: q(1, 2),
    },
    polynomial("x - x^3/6", [q(0), q(1), q(0), q(-1, 6)]),
  ],
  ["relu", { activation: rectifier, biasVariance: q(1, 6), weightVariance: q(3, 2), kernel: q(2, 5) }, relu],
])("%s against exact moments in rationals", (_, exactNetwork, activation) => {
  test("every coefficient of K and V_4 to V_8, three orders, three layers of unequal widths", () => {
    const extent = { highest: 3, orders: 2 };
    const widths = [3, 7, 5];
    const most = extent.highest - 1 + extent.orders;
    const ring = truncatedRing(1, most);
    const exact = exactCumulants(
      exactNetwork,
      widths.map((n) => ring.scale(ring.variable(0), q(1, n))),
      most + 1,
      ring,
    );
    const layers = [
      ...flow(
        network(activation, {
          biasVariance: Q.toNumber(exactNetwork.biasVariance),
          weightVariance: Q.toNumber(exactNetwork.weightVariance),
          kernel: [Q.toNumber(exactNetwork.kernel)],
          widths,
          depth: 4,
        }),
        extent,
      ),
    ];
    for (const layer of [2, 3, 4]) {
      const n = q(widths[layer - 2] as number);
      for (const { k, p } of coefficientsOf(extent)) {
        const order = k - 1 + p;
        const value = Q.toNumber(Q.multiply(exact[layer - 1]?.[k]?.[order] as Q.Rational, Q.power(n, order)));
        const found = layers[layer - 1]?.cumulants[k]?.[p] as number;
        if (value === 0) expect(Math.abs(found), `k = ${k}, p = ${p}, layer ${layer}`).toBeLessThan(1e-12);
        else close(found, value, 1e-11, `k = ${k}, p = ${p}, layer ${layer}`);
      }
    }
  });
});

test("deep linear networks: E[G^k] = K^k prod_l prod_j (1 + 2j/n_l), through layer 30", () => {
  const n = 50;
  const depth = 30;
  const layers = [
    ...flow(network(linear, { widths: Array.from({ length: depth }, () => n), depth }), { highest: 3, orders: 3 }),
  ];
  const { cumulants } = layers.at(-1) as Layer;
  // prod over 29 layers as polynomials in 1/n, then cumulants of one variable.
  const times = (a: number[], b: number[]) =>
    a.map((_, i) => a.slice(0, i + 1).reduce((sum, x, j) => sum + x * (b[i - j] ?? 0), 0));
  const one = [1, 0, 0, 0, 0, 0];
  const moment = (k: number) => {
    let product = one;
    for (let l = 1; l < depth; l++) for (let j = 0; j < k; j++) product = times(product, [1, 2 * j, 0, 0, 0, 0]);
    return product;
  };
  const [m1, m2, m3] = [1, 2, 3].map(moment) as [number[], number[], number[]];
  const second = m2.map((x, i) => x - (times(m1, m1)[i] as number));
  const third = m3.map((x, i) => x - 3 * (times(m1, m2)[i] as number) + 2 * (times(m1, times(m1, m1))[i] as number));
  for (const p of [0, 1, 2, 3]) {
    close(cumulants[1]?.[p] as number, m1[p] as number, 1e-12, `K_${p}`);
    close(cumulants[2]?.[p] as number, second[p + 1] as number, 1e-10, `V_4[${p}]`);
    if (p < 3) close(cumulants[3]?.[p] as number, third[p + 2] as number, 1e-9, `V_6[${p}]`);
  }
});

test("ReLU at C_W = 2: V_4 = 5 (l - 1) K^2 at leading order, K does not move", () => {
  for (const { layer, cumulants, chiParallel, chiPerpendicular } of flow(
    network(relu, { weightVariance: 2, kernel: [3] }),
    { highest: 2, orders: 1 },
  )) {
    expect(cumulants[1]?.[0]).toBeCloseTo(3, 12);
    expect(cumulants[1]?.[1]).toBeCloseTo(0, 12);
    expect(cumulants[2]?.[0]).toBeCloseTo(45 * (layer - 1), 9);
    expect([chiParallel, chiPerpendicular]).toEqual([1, 1]);
  }
});

test("the mean shift of tanh at criticality: K_1/K = -l/3, V_4/K^2 = 2l/3 in deep layers", () => {
  const depth = 1500;
  const layers = [
    ...flow(network(tanh, { widths: Array.from({ length: depth }, () => 100), depth }), { highest: 2, orders: 1 }),
  ];
  const { cumulants } = layers.at(-1) as Layer;
  const K = cumulants[1]?.[0] as number;
  expect(2 * K * depth).toBeCloseTo(1, 1);
  expect((cumulants[2]?.[0] as number) / K ** 2 / depth).toBeCloseTo(2 / 3, 2);
  expect((cumulants[1]?.[1] as number) / K / depth).toBeCloseTo(-1 / 3, 2);
});

describe("several inputs and one", () => {
  test("the same input twice: every entry is that of one input", () => {
    const one = [...flow(network(tanh, { biasVariance: 0.1, kernel: [0.7], depth: 4 }), { highest: 2, orders: 1 })];
    const two = [
      ...tensorFlow(network(tanh, { biasVariance: 0.1, inputs: 2, kernel: [0.7, 0.7, 0.7], depth: 4 }), {
        highest: 2,
        orders: 1,
      }),
    ];
    one.forEach(({ cumulants }, l) => {
      for (const k of [1, 2])
        for (const p of [0, 1])
          for (const at of k === 1
            ? [[0], [1], [2]]
            : [
                [0, 0],
                [0, 2],
                [1, 1],
              ]) {
            const tensor = two[l]?.tensors.cumulants[k]?.[p];
            if (tensor === undefined) throw new Error("a tensor is missing");
            const value = cumulants[k]?.[p] as number;
            expect(Math.abs(entryAt(tensor, at) - value), `layer ${l + 1}, k = ${k}, p = ${p}`).toBeLessThan(
              1e-8 * Math.max(Math.abs(value), 1e-3),
            );
          }
    });
  });

  test("one input of two, with kinks: the diagonal of ReLU's tensors, corrections too", () => {
    const changes = { weightVariance: 2, widths: [20, 30, 20], depth: 3 };
    const one = [...flow(network(relu, { ...changes, kernel: [1.5] }), { highest: 2, orders: 1 })].at(-1) as Layer;
    const two = [
      ...tensorFlow(network(relu, { ...changes, inputs: 2, kernel: [1.5, 0.4, 1] }), { highest: 2, orders: 1 }),
    ].at(-1);
    for (const [k, p] of [
      [1, 0],
      [2, 0],
      [2, 1],
    ] as const) {
      const tensor = two?.tensors.cumulants[k]?.[p];
      if (tensor === undefined) throw new Error("a tensor is missing");
      close(entryAt(tensor, k === 1 ? [0] : [0, 0]), one.cumulants[k]?.[p] as number, 1e-8, `k = ${k}, p = ${p}`);
    }
  });
});

describe("how far the expansion can be trusted", () => {
  test("wide and shallow: no warning; narrow and deep: the size of the next term", () => {
    const sizes = (width: number, depth: number) => {
      const one = network(tanh, { widths: Array.from({ length: depth }, () => width), depth });
      const extent = { highest: 2, orders: 0 };
      return termSizes(one, extent, [...flow(one, beyond(extent))].at(-1) as Layer);
    };
    expect(warningOf(sizes(1000, 5))).toBeUndefined();
    expect(warningOf(sizes(3, 20))).toMatch(/in layer 20 the next term, (K_1|V_4\[1\]), is \d+ % of the leading one/);
    const [mean] = sizes(100, 10);
    expect(mean?.name).toBe("K_1");
    // K_1 = -0.107, K_0 = 0.058 there.
    expect(mean?.relative).toBeCloseTo(0.107 / 0.058 / 100, 3);
  });
});

test("a kernel that grows without bound is said so, with its layer", () => {
  const growing = network(polynomial("x^2", [0, 0, 1]), {
    kernel: [5],
    widths: Array.from({ length: 60 }, () => 10),
    depth: 60,
  });
  expect(() => [...flow(growing, { highest: 2, orders: 0 })]).toThrow(
    /the kernel of layer \d+ is .*: it grows without bound/,
  );
});
