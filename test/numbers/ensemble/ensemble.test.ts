import { describe, expect, test } from "vitest";
import { setPartitions } from "../../../src/algebra/partitions.js";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed, tanh } from "../../../src/numbers/activations/activations.js";
import { compared, predictions } from "../../../src/numbers/ensemble/comparison.js";
import { blockMeasure, type Ensemble, measuredBlock, statisticsOf } from "../../../src/numbers/ensemble/ensemble.js";
import { kStatistic } from "../../../src/numbers/ensemble/k-statistics.js";
import type { Network } from "../../../src/numbers/networks/network.js";
import { normals } from "../../oracle/real-weights.js";

const network = (changes: Partial<Network> = {}): Network => ({
  activation: tanh,
  biasVariance: 0,
  weightVariance: 1,
  inputs: 1,
  kernel: [1],
  widths: [32, 32, 32, 32],
  depth: 4,
  ...changes,
});

describe("k-statistics are unbiased", () => {
  /** The joint cumulant of equally likely outcomes, by moments and set partitions. */
  function cumulantOf(outcomes: readonly (readonly number[])[], places: readonly number[]): number {
    let total = 0;
    for (const blocks of setPartitions(places.length)) {
      const weight =
        (-1) ** (blocks.length - 1) *
        Array.from({ length: blocks.length - 1 }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
      const moments = blocks.map(
        (block) =>
          outcomes.reduce(
            (sum, x) => sum + block.reduce((product, i) => product * (x[places[i] as number] as number), 1),
            0,
          ) / outcomes.length,
      );
      total += moments.reduce((product, moment) => product * moment, weight);
    }
    return total;
  }

  /** The mean of the statistic over every sample of so many outcomes, each as likely as the others. */
  function expected(outcomes: readonly (readonly number[])[], places: readonly number[], samples: number): number {
    let [total, count] = [0, 0];
    const chosen: (readonly number[])[] = [];
    const choose = (): void => {
      if (chosen.length === samples) {
        count++;
        total += kStatistic(places.length, samples, (at) =>
          chosen.reduce(
            (sum, x) => sum + at.reduce((product, i) => product * (x[places[i] as number] as number), 1),
            0,
          ),
        );
        return;
      }
      for (const outcome of outcomes) {
        chosen.push(outcome);
        choose();
        chosen.pop();
      }
    };
    choose();
    return total / count;
  }

  const outcomes = [
    [0, 1],
    [1, -1],
    [3, 2],
  ];
  test.each([
    [[0, 0], 3],
    [[0, 1], 3],
    [[0, 0, 0], 4],
    [[0, 1, 1], 4],
    [[0, 0, 0, 0], 5],
    [[0, 0, 1, 1], 6],
    [[1, 1, 1, 1, 1], 6],
  ] as const)("places %j, %i samples: the mean over all samples is the cumulant", (places, samples) => {
    expect(expected(outcomes, places, samples)).toBeCloseTo(cumulantOf(outcomes, places), 9);
  });
});

/** A whole ensemble, measured here and compared. */
function run(ensemble: Ensemble, blocks: number, orders: number) {
  const extent = { highest: ensemble.highest, orders };
  const measured = Array.from({ length: blocks }, (_, i) => i).map(blockMeasure(ensemble));
  return compared(ensemble, extent, measured, predictions(ensemble.network, extent));
}

const ensembleOf = (changes: Partial<Ensemble> = {}): Ensemble => ({
  network: network(),
  route: "kernel",
  seed: 7,
  blockSize: 100,
  highest: 3,
  ...changes,
});

test("a block depends on the seed and its number alone", () => {
  const ensemble = ensembleOf();
  const again = () => [...measuredBlock(ensemble, 3).values];
  expect(again()).toEqual(again());
  expect([...measuredBlock(ensemble, 4).values]).not.toEqual(again());
  expect([...measuredBlock({ ...ensemble, seed: 8 }, 3).values]).not.toEqual(again());
  expect(measuredBlock(ensemble, 3).values).toHaveLength(statisticsOf(ensemble).length);
});

describe("theory beside real networks", () => {
  test.each<readonly [string, Partial<Network>]>([
    ["tanh", {}],
    ["relu", { weightVariance: 2, biasVariance: 0.1 }],
    ["gelu", { weightVariance: 1.98, biasVariance: 0.17, kernel: [3] }],
    ["erf", { weightVariance: 1.5, biasVariance: 0.05 }],
    ["selu", { weightVariance: 1, kernel: [0.8] }],
  ])("%s: kernels drawn, all numbers within their errors", (name, changes) => {
    const activation = activationNamed(name) as Activation;
    const { verdict, rows } = run(ensembleOf({ network: network({ activation, ...changes }) }), 100, 2);
    expect(verdict.outcome).toBe("agree");
    expect(verdict.pValue).toBeGreaterThan(0.01);
    expect(Math.max(...rows.map(({ z }) => Math.abs(z)))).toBeLessThan(4.5);
    // No comparison of noise: 10,000 networks see K to a per cent, V_4 to ten.
    for (const { at, standardError, predicted } of rows)
      if (at.length < 3) expect(standardError / Math.abs(predicted)).toBeLessThan(at.length === 1 ? 1e-2 : 0.1);
  });

  test("the two routes, weights and kernels, measure the same", () => {
    const [kernel, weights] = (["kernel", "weights"] as const).map((route) =>
      run(ensembleOf({ route, network: network({ biasVariance: 0.1, widths: [12, 16, 12] }) }), 100, 1),
    );
    kernel?.rows.forEach(({ measured, standardError }, i) => {
      const other = weights?.rows[i];
      const z = (measured - (other?.measured as number)) / Math.hypot(standardError, other?.standardError as number);
      expect(Math.abs(z)).toBeLessThan(4);
    });
    expect(weights?.verdict.outcome).toBe("agree");
  });

  test("two inputs, all entries of K and V_4, both routes", () => {
    const two = network({ inputs: 2, kernel: [1, 0.5, 2], biasVariance: 0.1, widths: [24, 24], depth: 3 });
    for (const route of ["kernel", "weights"] as const) {
      const { verdict, rows } = run(ensembleOf({ network: two, route, highest: 2 }), 100, 1);
      expect(rows).toHaveLength(2 * (3 + 6));
      expect(verdict.pValue).toBeGreaterThan(0.01);
    }
  });

  test("inputs that are the same, or opposite: a singular kernel", () => {
    const two = network({ inputs: 2, kernel: [1, -1, 1], widths: [24, 24], depth: 3 });
    const { rows } = run(ensembleOf({ network: two, highest: 2 }), 40, 1);
    const K = rows.filter(({ at, layer }) => at.length === 1 && layer === 3).map(({ measured }) => measured);
    expect(K[1]).toBeCloseTo(-(K[0] as number), 10);
    expect(K[2]).toBeCloseTo(K[0] as number, 10);
  });
});

describe("the verdict", () => {
  test("says no to a wrong theory: C_W off by two per cent, V_4 without its diagram with two legs", () => {
    const ensemble = ensembleOf();
    const extent = { highest: 2, orders: 1 };
    const blocks = Array.from({ length: 100 }, (_, i) => i).map(blockMeasure({ ...ensemble, highest: 2 }));
    const right = predictions(ensemble.network, extent);
    const verdictOf = (predicted: typeof right) =>
      compared({ ...ensemble, highest: 2 }, extent, blocks, predicted).verdict;
    expect(verdictOf(right).outcome).toBe("agree");
    expect(verdictOf(predictions({ ...ensemble.network, weightVariance: 1.02 }, extent)).outcome).toBe("disagree");
    // Only the part of V_4 that is made anew in each layer.
    const fresh = right.map((prediction, i) =>
      i % 2 === 1 && i > 1 ? { ...prediction, value: 0.7 * prediction.value } : prediction,
    );
    expect(verdictOf(fresh).outcome).toBe("disagree");
  });

  const unlike = (p: readonly number[]): number => {
    const sorted = [...p].sort((a, b) => a - b);
    return Math.max(
      ...sorted.map((value, i) => Math.max(Math.abs(value - i / p.length), Math.abs(value - (i + 1) / p.length))),
    );
  };
  const verdictsOver = (seeds: number, changes: Partial<Ensemble>, blocks: number, orders: number) => {
    const ensemble = ensembleOf(changes);
    const extent = { highest: ensemble.highest, orders };
    const predicted = predictions(ensemble.network, extent);
    return Array.from({ length: seeds }, (_, i) => {
      const one = { ...ensemble, seed: i + 1 };
      const measured = Array.from({ length: blocks }, (__, index) => index).map(blockMeasure(one));
      return compared(one, extent, measured, predicted).verdict;
    });
  };

  test.each<readonly [string, Partial<Ensemble>, number, number]>([
    [
      "1,000 ReLU networks of width 32, whose V_6 and V_8 have heavy tails",
      {
        network: network({ activation: activationNamed("relu") as Activation, weightVariance: 2, depth: 3 }),
        blockSize: 50,
        highest: 4,
      },
      20,
      200,
    ],
    [
      "2,000 GELU networks at the critical point, width 32",
      {
        network: network({
          activation: activationNamed("gelu") as Activation,
          weightVariance: 1.98305826,
          biasVariance: 0.17292239,
          kernel: [3.5615528],
        }),
        blockSize: 50,
        highest: 4,
      },
      40,
      100,
    ],
    ["400 tanh networks", { blockSize: 20, highest: 4 }, 20, 200],
    ["6,000 tanh networks", { blockSize: 50, highest: 3 }, 120, 60],
  ])("its p-values are spread evenly where the theory is right: %s", (_, changes, blocks, seeds) => {
    const verdicts = verdictsOver(seeds, changes, blocks, 2);
    const p = verdicts.map(({ pValue }) => pValue);
    // Kolmogorov-Smirnov at a level of 0.01.
    expect(unlike(p)).toBeLessThan(1.63 / Math.sqrt(seeds));
    expect(verdicts.filter(({ outcome }) => outcome !== "agree").length).toBeLessThanOrEqual(1);
    for (const { convergesThroughLayer, degrees } of verdicts) {
      expect(convergesThroughLayer).toBe(changes.network?.depth ?? 4);
      expect(degrees).toBeGreaterThan(0);
    }
  });

  test.each<readonly [string, Partial<Network>, number]>([
    ["tanh, width 4, depth 12", { widths: Array.from({ length: 12 }, () => 4), depth: 12 }, 2],
    [
      "GELU at the critical point, width 20, depth 20",
      {
        activation: activationNamed("gelu") as Activation,
        weightVariance: 1.9830582574375466,
        biasVariance: 0.17292239075606908,
        kernel: [3.561552812808851],
        widths: Array.from({ length: 20 }, () => 20),
        depth: 20,
      },
      3,
    ],
    [
      "swish, width 5, depth 10, leading order",
      {
        activation: activationNamed("swish") as Activation,
        weightVariance: 2,
        biasVariance: 0.1,
        widths: Array.from({ length: 10 }, () => 5),
        depth: 10,
      },
      0,
    ],
  ])("past the convergence of the series it is never agreement: %s", (_, changes, orders) => {
    for (const { outcome, convergesThroughLayer } of verdictsOver(
      40,
      { network: network(changes), highest: 2, blockSize: 50 },
      20,
      orders,
    )) {
      expect(outcome).not.toBe("agree");
      expect(convergesThroughLayer).toBeLessThan(changes.depth as number);
    }
  });

  test("many layers: as many as the blocks can tell apart, the last among them", () => {
    const { verdict } = run(
      ensembleOf({ network: network({ widths: Array.from({ length: 40 }, () => 16), depth: 40 }), highest: 2 }),
      60,
      1,
    );
    expect(verdict.layers.at(-1)).toBe(verdict.convergesThroughLayer);
    expect(verdict.degrees).toBeLessThanOrEqual(12);
  });

  test("too few blocks are refused", () => {
    expect(() => run(ensembleOf(), 5, 1)).toThrow("5 blocks of networks are too few");
  });
});

test("the generator against another one: moments of a normal through the fourth", () => {
  // One neuron, sigma = x: the kernel of layer 2 is z^2 itself.
  const one = ensembleOf({
    network: network({ activation: activationNamed("linear") as Activation, widths: [1], depth: 2 }),
    blockSize: 4000,
    highest: 2,
  });
  const [mean = 0, second = 0] = measuredBlock(one, 0).values;
  const other = normals(5);
  const squares = Array.from({ length: 4000 }, () => other() ** 2);
  expect(Math.abs(mean - squares.reduce((sum, x) => sum + x, 0) / 4000)).toBeLessThan(5 * Math.sqrt((2 * 2) / 4000));
  // The variance of z^2 is 2, that of its estimate (mu_4 - 4)/n = 56/n.
  expect(Math.abs(second - 2)).toBeLessThan(5 * Math.sqrt(56 / 4000));
});
