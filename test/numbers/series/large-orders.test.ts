import { describe, expect, test } from "vitest";
import { factorial } from "../../../src/algebra/integers.js";
import { evaluate } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import type { Ring } from "../../../src/algebra/ring.js";
import { UserError } from "../../../src/foundation/errors.js";
import { polynomial } from "../../../src/numbers/activations/activation.js";
import { activationNamed } from "../../../src/numbers/activations/activations.js";
import { exactAverage } from "../../../src/numbers/averages/exact-averages.js";
import { evaluateRequest } from "../../../src/numbers/flow/evaluate.js";
import type { Network } from "../../../src/numbers/networks/network.js";
import { largeOrder } from "../../../src/numbers/series/large-orders.js";
import { stationarySeries } from "../../../src/routes/kernel/series.js";
import { vertexFunction } from "../../../src/theory/kernel/vertex-function.js";
import { oneovern } from "../../cli/oneovern.js";

const network = (name: string, changes: Partial<Network> = {}): Network => ({
  activation: activationNamed(name) as Network["activation"],
  biasVariance: 0.1,
  weightVariance: 1.3,
  inputs: 1,
  kernel: [0.8],
  widths: [64, 40, 90, 64],
  depth: 4,
  ...changes,
});

const relative = (found: number, exact: number): number => Math.abs(found / exact - 1);

describe("the recursion is the enumerated sum wherever both can be had", () => {
  test.each(["tanh", "gelu", "relu", "elu", "erf", "leaky-relu(0.2)"])("%s, V_4 to V_16", (name) => {
    for (const k of [2, 3, 4, 5, 6, 7, 8]) {
      const enumerated = evaluateRequest(`V_${2 * k}`, network(name));
      expect(enumerated.recursion).toBeUndefined();
      const found = largeOrder(network(name), k);
      expect(relative(found.vertex, enumerated.vertex), `V_${2 * k}`).toBeLessThan(1e-9);
      expect(relative(found.sum, enumerated.sum), `V_${2 * k}`).toBeLessThan(1e-9);
    }
  });

  test("V_20, 11,947 classes", () => {
    const enumerated = evaluateRequest("V_20", network("tanh"));
    const found = evaluateRequest("V_20", network("tanh"), { maxTerms: 100 });
    expect(enumerated.rows.length).toBeGreaterThan(1000);
    expect(found.rows).toEqual([]);
    expect(found.recursion?.relativeError).toBeLessThan(1e-8);
    expect(relative(found.vertex, enumerated.vertex)).toBeLessThan(1e-9);
  });
});

describe("exactly known", () => {
  test("one random linear layer: G is a mean of n squares, kappa_k = 2^{k-1} (k-1)! (C_W K)^k / n^{k-1}", () => {
    for (const k of [2, 10, 50, 100]) {
      const { vertex, relativeError } = largeOrder(
        network("linear", { depth: 2, biasVariance: 0, weightVariance: 0.7, kernel: [1.2] }),
        k,
      );
      let exact = 0.84;
      for (let j = 1; j < k; j++) exact *= 2 * j * 0.84;
      expect(relative(vertex, exact), `V_${2 * k}`).toBeLessThan(Math.min(1e-11, relativeError));
    }
  });

  const rationals: Ring<Q.Rational> = {
    zero: Q.zero,
    one: Q.one,
    isZero: Q.isZero,
    dot: (products) => {
      let total = Q.zero;
      for (const [weight, a, b] of products) total = Q.add(total, Q.multiply(Q.rational(weight), Q.multiply(a, b)));
      return total;
    },
  };

  /**
   * V_2j of layer 3, all widths equal, in rational numbers: two layers of the recursion, the neuron's cumulants by set
   * partitions.
   */
  function exactVertices(
    coefficients: readonly Q.Rational[],
    kernel: Q.Rational,
    weightVariance: Q.Rational,
    k: number,
  ) {
    const activation = polynomial("", coefficients);
    let mean = kernel;
    let vertices: Q.Rational[] = Array.from({ length: k + 1 }, () => Q.zero);
    for (let layer = 2; layer <= 3; layer++) {
      const at = mean;
      const neuron = (p: number, m: number): Q.Rational =>
        p === 1 && m === 0
          ? Q.zero
          : Q.divide(
              evaluate(vertexFunction(p, m), (symbol) =>
                symbol.kind === "average"
                  ? exactAverage(activation, { m: symbol.derivatives, p: symbol.deltas }, at)
                  : undefined,
              ),
              Q.rational(factorial(p) * factorial(m) * 2n ** BigInt(m)),
            );
      const table = Array.from({ length: k + 1 }, (_, p) =>
        Array.from({ length: k - p + 1 }, (_u, m) => (p === 0 ? Q.zero : neuron(p, m))),
      );
      const series = stationarySeries(
        k,
        rationals,
        (p, m) => table[p]?.[m] as Q.Rational,
        (b) => Q.divide(vertices[b] as Q.Rational, Q.rational(factorial(b - 1))),
      );
      vertices = vertices.map((_, j) =>
        j < 2 ? Q.zero : Q.multiply(Q.multiply(series(j), Q.rational(factorial(j - 1))), Q.power(weightVariance, j)),
      );
      mean = Q.multiply(
        weightVariance,
        coefficients
          .flatMap((a, i) => coefficients.map((b, j) => [Q.multiply(a, b), i + j] as const))
          .filter(([, n]) => n % 2 === 0)
          .reduce((sum, [c, n]) => {
            let moment = Q.power(at, n / 2);
            for (let i = 1; i < n; i += 2) moment = Q.multiply(moment, Q.rational(i));
            return Q.add(sum, Q.multiply(c, moment));
          }, Q.zero),
      );
    }
    return vertices.map(Q.toNumber);
  }

  test.each([
    ["x + x^2/2", [Q.zero, Q.one, Q.rational(1, 2)]],
    ["x - x^3/6", [Q.zero, Q.one, Q.zero, Q.rational(-1, 6)]],
    ["x^2", [Q.zero, Q.zero, Q.one]],
  ] as const)("two random layers of %s in rational numbers, V_4 to V_24", (name, coefficients) => {
    const k = 12;
    const exact = exactVertices(coefficients, Q.rational(1, 2), Q.rational(3, 4), k);
    for (let j = 2; j <= k; j++) {
      const { vertex } = largeOrder(
        {
          ...network("linear"),
          activation: polynomial(name, coefficients),
          biasVariance: 0,
          weightVariance: 0.75,
          kernel: [0.5],
          widths: [50, 50, 50],
          depth: 3,
        },
        j,
      );
      expect(relative(vertex, exact[j] as number), `V_${2 * j}`).toBeLessThan(1e-9);
    }
  });
});

describe("evaluate V_100", () => {
  const flags = ["--activation", "tanh", "--C-W", "1", "--width", "64", "--depth", "10"];

  test("answers, and says how it came to it", async () => {
    const { code, stdout } = await oneovern(["evaluate", "V_100", ...flags]);
    expect(code).toBe(0);
    expect(stdout).toContain("by the recursion for the stationary\nvalue");
    expect(stdout).toMatch(/^V_100 = -3\.47055e37 in layer 10, relative error about \de-\d+$/m);
    const record = JSON.parse((await oneovern(["evaluate", "V_100", ...flags, "--json"])).stdout);
    expect(record.rows).toEqual([]);
    expect(record.recursion.relativeError).toBeLessThan(1e-6);
    expect(record.vertex / -3.47055e37).toBeCloseTo(1, 5);
  });

  test("has its sum in every format, where there are no rows", async () => {
    const { sum } = JSON.parse((await oneovern(["evaluate", "V_24", ...flags, "--json"])).stdout);
    const { stdout: csv } = await oneovern(["evaluate", "V_24", ...flags, "--format", "csv"]);
    expect(csv).toBe(`number,id,order,value,share\r\n,sum,0,${sum},1\r\n`);
    const { stdout: latex } = await oneovern(["evaluate", "V_24", ...flags, "--format", "latex"]);
    expect(latex).toContain("% more diagrams than --max-terms allows");
    expect(latex.match(/midrule/g)).toHaveLength(1);
  });

  test("past V_200, beyond leading order and past double precision it is refused", async () => {
    expect(await oneovern(["evaluate", "V_202", ...flags])).toMatchObject({ code: 2, stdout: "" });
    expect((await oneovern(["evaluate", "V_60 at 1 loop", ...flags])).stderr).toContain("the budget is 20,000");
    expect(() => largeOrder(network("relu", { kernel: [1e4], weightVariance: 2 }), 100)).toThrow(UserError);
    expect(() => largeOrder(network("relu", { kernel: [1e4], weightVariance: 2 }), 100)).toThrow(
      /about 10\^\d+, past the range/,
    );
    const deep = network("tanh", { depth: 1000, widths: Array.from({ length: 1000 }, () => 64) });
    expect(() => largeOrder(deep, 100)).toThrow(
      "V_200 through 1000 layers would take minutes\nexpected 40 layers at most",
    );
    expect(() => largeOrder(network("tanh", { kernel: [1e4], biasVariance: 0 }), 10)).toThrow(
      "bends on a scale far below sqrt K",
    );
  });
});
