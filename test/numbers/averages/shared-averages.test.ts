import { describe, expect, test } from "vitest";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed } from "../../../src/numbers/activations/activations.js";
import { parseActivation } from "../../../src/numbers/activations/parse-activation.js";
import { averagesAt } from "../../../src/numbers/averages/averages.js";
import type { Average } from "../../../src/numbers/averages/joint.js";
import { averageWays, centred, layerAverages, productAverages } from "../../../src/numbers/averages/pair-averages.js";
import { quadratureAverages } from "../../../src/numbers/averages/panel-averages.js";
import { sharedAverages } from "../../../src/numbers/averages/shared-averages.js";
import { tensorFlow } from "../../../src/numbers/flow/tensor-flow.js";
import { pairsOf } from "../../../src/numbers/networks/pairs.js";

const named = (name: string): Activation => activationNamed(name) as Activation;
const three = pairsOf(3);

/** Kernels in the order 00 01 02 11 12 22. */
const kernels = {
  regular: [1, 0.4, -0.2, 0.9, 0.1, 1.2],
  small: [0.01, 0.004, -0.002, 0.009, 0.001, 0.012],
  "of unequal inputs": [4, 0.3, 0.1, 0.2, 0.05, 0.02],
  "with a dependent input": [1, 0.5, 1.5, 1, 1.5, 3],
  "of one input and its opposite": [1, 1, -1, 1, -1, 1],
};

const combinations: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[1], []],
  [[1], [1]],
  [[1], [0]],
  [[4], [3, 5]],
  [[1, 2], []],
  [[0, 4], [1]],
  [
    [1, 2],
    [2, 4],
  ],
  [
    [1, 2],
    [1, 1],
  ],
  [[0], [0, 0]],
  [[1], [2]],
];

/** < d... prod sin > from < exp(i k.phi) > = exp(-k.K.k/2): sin^t and its derivatives as sums of exponentials. */
function ofSines(kernel: readonly number[], externals: readonly number[], legs: readonly number[]): number {
  // Each term: a complex coefficient and a vector k.
  let terms: { re: number; im: number; k: number[] }[] = [{ re: 1, im: 0, k: [0, 0, 0] }];
  // sin = (e^{ix} - e^{-ix})/2i = -i/2 e^{ix} + i/2 e^{-ix}.
  for (const pair of externals)
    for (const input of three.list[pair] as readonly [number, number])
      terms = terms.flatMap(({ re, im, k }) =>
        [1, -1].map((sign) => ({
          re: (sign * im) / 2,
          im: (-sign * re) / 2,
          k: k.map((x, i) => (i === input ? x + sign : x)),
        })),
      );
  let factor = 1;
  for (const leg of legs) {
    const [x, y] = three.list[leg] as readonly [number, number];
    if (x === y) factor /= 2;
    // d_x d_y brings (i k_x)(i k_y).
    terms = terms.map(({ re, im, k }) => ({
      re: -re * (k[x] as number) * (k[y] as number),
      im: -im * (k[x] as number) * (k[y] as number),
      k,
    }));
  }
  return terms.reduce((sum, { re, k }) => {
    let form = 0;
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) form += (k[i] as number) * (k[j] as number) * (kernel[three.index(i, j)] as number);
    return sum + factor * re * Math.exp(-form / 2);
  }, 0);
}

describe.each(Object.entries(kernels))("a kernel %s", (_, kernel) => {
  test("sin: every average from exponentials, to 1e-11 of its parts", () => {
    const found = productAverages(averageWays(named("sin")), kernel, three);
    for (const [externals, legs] of combinations)
      expect(
        Math.abs(found(externals, legs) - ofSines(kernel, externals, legs)),
        `${externals.join()} | ${legs.join()}`,
      ).toBeLessThan(1e-11 * 2 ** (2 * legs.length));
  });

  test("erf: <erf erf> = 2/pi asin(2 K_12/sqrt((1+2K_11)(1+2K_22)))", () => {
    const found = productAverages(averageWays(named("erf")), kernel, three);
    for (const [i, j] of three.list) {
      const [a, b, c] = [kernel[three.index(i, i)], kernel[three.index(i, j)], kernel[three.index(j, j)]] as [
        number,
        number,
        number,
      ];
      const exact = (2 / Math.PI) * Math.asin((2 * b) / Math.sqrt((1 + 2 * a) * (1 + 2 * c)));
      expect(Math.abs(found([three.index(i, j)], []) - exact)).toBeLessThan(1e-12 + 1e-11 * Math.abs(exact));
    }
  });
});

test("one input of several: the averages of one input", () => {
  for (const name of ["tanh", "gelu", "swish"]) {
    const products = centred(productAverages(averageWays(named(name)), kernels.regular, three));
    const indices = [
      { m: 2, p: 1 },
      { m: 0, p: 2 },
      { m: 2, p: 2 },
      { m: 4, p: 2 },
    ];
    const { values } = averagesAt(named(name), 1.2, indices);
    indices.forEach(({ m, p }, i) => {
      // D_(x,x) is half a second derivative.
      const average = products(
        Array.from({ length: p }, () => 5),
        Array.from({ length: m / 2 }, () => 5),
      );
      expect(Math.abs(average * 2 ** (m / 2) - (values[i] as number))).toBeLessThan(
        1e-9 * Math.abs(values[i] as number),
      );
    });
  }
});

test("against nested panels, which share only the kernel's root", () => {
  for (const name of ["gelu", "sin"]) {
    const [grid, nested] = [
      productAverages(averageWays(named(name)), kernels.regular, three),
      quadratureAverages(named(name), kernels.regular, three, 14),
    ];
    for (const [externals, legs] of combinations.slice(0, 6))
      expect(grid(externals, legs)).toBeCloseTo(nested(externals, legs), 9);
  }
});

test("a leg on an input that is not there brings nothing", () => {
  expect(productAverages(averageWays(named("tanh")), kernels.regular, three)([0], [4])).toBe(0);
});

/** < prod sin(phi_i) > of so many fields: a sum over signs of exp(-k.K.k/2). */
function productOfSines(kernel: readonly (readonly number[])[]): number {
  const n = kernel.length;
  let total = 0;
  for (let bits = 0; bits < 2 ** n; bits++) {
    const k = kernel.map((_, i) => (bits & (1 << i) ? 1 : -1));
    let form = 0;
    kernel.forEach((row, i) => {
      row.forEach((entry, j) => {
        form += (k[i] as number) * (k[j] as number) * entry;
      });
    });
    total += k.reduce<number>((product, sign) => product * sign, 1) * Math.exp(-form / 2);
  }
  // (2i)^-n, n even.
  return (total / 2 ** n) * (n % 4 === 0 ? 1 : -1);
}

/** Inputs in no special position: vectors of numbers without a pattern. */
function general(n: number): number[][] {
  const dimension = n + 2;
  const vectors = Array.from({ length: n }, (_, i) =>
    Array.from({ length: dimension }, (_u, c) => {
      const x = 43_758.5453 * Math.sin(12.9898 * (i + 1) + 78.233 * (c + 1));
      return 2 * (x - Math.floor(x)) - 0.7;
    }),
  );
  return vectors.map((x) => vectors.map((y) => x.reduce((sum, value, c) => sum + value * (y[c] as number), 0) / 4));
}
/** sin without its closed form. */
const plainSine = (): Activation => {
  const { waves: _, ...plain } = named("sin");
  return plain;
};

describe("many inputs at once: < sin sin ... sin > within what is claimed", () => {
  test.each([
    [2, 1e-10],
    [4, 1e-10],
    [4, 1e-6],
    [6, 1e-7],
    [8, 1e-3],
  ])("%d inputs, tolerance %d", (n, tolerance) => {
    const covariance = general(n);
    const found = sharedAverages(plainSine(), { tolerance }).over(covariance).averages({ times: n, derivatives: 0 });
    const [average] = [...(found?.values() ?? [])] as [Average];
    const exact = productOfSines(covariance);
    expect(Math.abs(average.value - exact)).toBeLessThanOrEqual(average.error);
    expect(average.error).toBeLessThanOrEqual(tolerance * average.size);
  });

  test("by lattices with random shifts where a product of rules is too large: three standard errors, honestly", () => {
    // sin(40 x), whose nodes would be too many.
    const fast: Activation = {
      name: "sin(2x)",
      value: (x) => Math.sin(2 * x),
      taylor: (x, order) =>
        named("sin")
          .taylor(2 * x, order)
          .map((c, j) => c * 2 ** j),
      kinks: [],
    };
    const covariance = general(8);
    const found = sharedAverages(fast, { tolerance: 1e-9 }).over(covariance).averages({ times: 8, derivatives: 0 });
    const [average] = [...(found?.values() ?? [])] as [Average];
    const exact = productOfSines(covariance.map((row) => row.map((entry) => 4 * entry)));
    expect(Math.abs(average.value - exact)).toBeLessThanOrEqual(2 * average.error);
    expect(average.error).toBeLessThan(0.1 * average.size);
    expect(average.error).toBeGreaterThan(1e-9 * average.size);
  }, 60_000);
});

describe("kinks", () => {
  test("elu and a hard tanh against nested panels, delta functions included", () => {
    for (const name of ["elu", "hardtanh"]) {
      const kernel = kernels.regular;
      const [shared, nested] = [
        productAverages(averageWays(named(name)), kernel, three),
        quadratureAverages(named(name), kernel, three, 14),
      ];
      for (const [externals, legs] of combinations.slice(0, 6))
        expect(shared(externals, legs), `${name} ${externals.join()} | ${legs.join()}`).toBeCloseTo(
          nested(externals, legs),
          9,
        );
    }
  });

  test("where an input is there twice, panels between the kinks", () => {
    const repeated = [1, 1, 0.3, 1, 0.3, 1.2];
    const products = productAverages(averageWays(named("elu")), repeated, three);
    const two = productAverages(averageWays(named("elu")), [1, 0.3, 1.2], pairsOf(2));
    // < sigma_1 sigma_2 sigma_3 sigma_3 > with x_1 = x_2.
    expect(products([1, 5], [])).toBeCloseTo(two([0, 2], []), 8);
  });
});

test("a tolerance is kept, and a larger one takes less work", () => {
  const covariance = general(4);
  const [coarse, fine] = [1e-4, 1e-11].map((tolerance) => {
    const ways = sharedAverages(named("tanh"), { tolerance }).over(covariance);
    const averages = [...(ways.averages({ times: 4, derivatives: 2 })?.values() ?? [])];
    for (const { error, size } of averages) expect(error).toBeLessThanOrEqual(tolerance * size);
    return { averages, nodes: ways.work({ times: 4, derivatives: 2 })?.nodes as number };
  }) as [{ averages: Average[]; nodes: number }, { averages: Average[]; nodes: number }];
  expect(coarse.nodes).toBeLessThan(fine.nodes);
  coarse.averages.forEach(({ value, error }, i) => {
    const other = fine.averages[i] as Average;
    expect(Math.abs(value - other.value)).toBeLessThanOrEqual(error + other.error);
  });
});

describe("one input twice is the same input once, however small or large its variance beside what sigma bends on", () => {
  const indices = [
    { m: 2, p: 1 },
    { m: 0, p: 2 },
    { m: 2, p: 2 },
    { m: 4, p: 2 },
  ];
  test.each([
    ["tanh", 1e-6],
    ["swish", 1e-6],
    ["swish", 5e-7],
    ["gelu", 1e-3],
    ["tanh", 100],
    ["swish", 100],
    ["tanh(5*x)", 1],
    ["tanh(5*x)", 25],
    ["sigmoid(4*x)", 1],
    ["1/(1 + 25*x^2)", 0.5],
    ["log(1 + x^2)", 0.01],
    ["sin(x)", 1e-5],
    ["x + sin(2*x)/2", 1e-6],
  ])("%s at K = %d", async (text, K) => {
    const activation = await parseActivation(text);
    const { averages, claimed } = layerAverages(averageWays(activation), [K, K, K], pairsOf(2));
    const { values } = averagesAt(activation, K, indices);
    // By the pair (1,2) of inputs that are one: each D_a is summed over the pairs that it may be.
    indices.forEach(({ m, p }, i) => {
      const pairsAtLegs = Array.from({ length: m / 2 }).reduce<number[][]>(
        (lists) => lists.flatMap((list) => [0, 1, 2].map((pair) => [...list, pair])),
        [[]],
      );
      const total = pairsAtLegs.reduce((sum, legs) => sum + averages(new Array<number>(p).fill(1), legs), 0);
      // d^2 Delta^p is twice the sum of all D.
      const expected = (values[i] as number) / 2 ** (m / 2);
      expect(Math.abs(total - expected), `m ${m}, p ${p}`).toBeLessThanOrEqual(3e-9 * Math.abs(expected));
    });
    expect(claimed()).toBeLessThan(2e-9);
    expect(claimed()).toBeGreaterThan(0);
  });
});

test("softsign at a large kernel: panels between the kinks are halved where it bends", async () => {
  const activation = await parseActivation("softsign");
  const { averages } = layerAverages(averageWays(activation), [25, 10, 30], pairsOf(2));
  const { values } = averagesAt(activation, 25, [{ m: 2, p: 2 }]);
  expect(averages([0, 0], [0])).toBeCloseTo((values[0] as number) / 2, 11);
});

test.each([
  "tanh",
  "swish",
  "gelu",
  "elu",
  "sin",
  "relu",
  "tanh(5*x)",
])("%s: in a flow of seven inputs every average is within the tolerance", async (text) => {
  const covariance = general(7);
  const pairs = pairsOf(7);
  const network = {
    activation: await parseActivation(text),
    biasVariance: 0,
    weightVariance: 1.1,
    inputs: 7,
    kernel: pairs.list.map(([i, j]) => covariance[i]?.[j] as number),
    widths: [50, 50, 50],
    depth: 4,
  };
  for (const tolerance of [1e-6, 1e-10]) {
    const last = [...tensorFlow(network, { highest: 2, orders: 0 }, { tolerance })].at(-1);
    expect(last?.averageError).toBeGreaterThan(0);
    expect(last?.averageError).toBeLessThanOrEqual(1.01 * tolerance);
  }
}, 60_000);
