import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { told } from "../../../src/foundation/forecast.js";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed, tanh } from "../../../src/numbers/activations/activations.js";
import { type Ensemble, ensembleForecast, statisticsOf } from "../../../src/numbers/ensemble/ensemble.js";
import { forecastOf } from "../../../src/numbers/flow/tensor-flow.js";
import type { Network } from "../../../src/numbers/networks/network.js";
import { pairsOf } from "../../../src/numbers/networks/pairs.js";

/* Forecasts beside what they forecast: by what they must be proportional to, and by counts of what is kept. */

const network = (changes: Partial<Network> = {}): Network => ({
  activation: tanh,
  biasVariance: 0.1,
  weightVariance: 1,
  inputs: 1,
  kernel: [1],
  widths: [60, 60, 60, 60],
  depth: 4,
  ...changes,
});

const named = (name: string) => activationNamed(name) as Activation;

/** So many inputs, each pair with the covariance 1/2. */
const several = (inputs: number, changes: Partial<Network> = {}): Network =>
  network({
    inputs,
    kernel: pairsOf(inputs).list.map(([i, j]) => (i === j ? 1 : 0.5)),
    ...changes,
  });

describe("an ensemble", () => {
  const ensemble = (changes: Partial<Ensemble> = {}): Ensemble => ({
    network: network(),
    route: "kernel",
    seed: 1,
    blockSize: 100,
    highest: 3,
    ...changes,
  });

  test("takes time by its blocks, their sizes and threads", () => {
    for (const route of ["kernel", "weights"] as const) {
      const { seconds } = ensembleForecast(ensemble({ route }), 10, 1);
      expect(ensembleForecast(ensemble({ route }), 30, 1).seconds / seconds).toBeCloseTo(3, 12);
      expect(ensembleForecast(ensemble({ route, blockSize: 200 }), 10, 1).seconds / seconds).toBeCloseTo(2, 12);
      expect(ensembleForecast(ensemble({ route }), 10, 4).seconds / seconds).toBeCloseTo(1 / 4, 12);
    }
  });

  test("draws each neuron before the last layer: by the width; each weight between them: by its square", () => {
    const secondsOfWidths = (widths: number[], route: Ensemble["route"]) =>
      ensembleForecast(ensemble({ route, network: network({ widths, depth: widths.length }) }), 10, 1).seconds;
    const drawn = (widths: number[]) => secondsOfWidths(widths, "kernel");
    expect(drawn([20, 30, 50, 7]) / drawn([100, 9])).toBeCloseTo(1, 12);
    const weighed = (widths: number[]) => secondsOfWidths(widths, "weights");
    expect(weighed([1000, 2000, 1]) / weighed([1000, 1000, 1])).toBeCloseTo(2, 2);
    // Of two layers the first alone is drawn, from its kernel either way.
    expect(weighed([100, 9])).toBe(drawn([100, 9]));
    expect(weighed([2000, 1000, 1]) / weighed([1000, 1000, 1])).toBeCloseTo(2, 2);
    expect(weighed([50, 40, 1])).toBe(weighed([50, 40, 999]));
  });

  test("keeps eight bytes for each number that is measured, block by block", () => {
    for (const inputs of [1, 2, 3])
      for (const highest of [1, 2, 4]) {
        const some = ensemble({ network: several(inputs), highest });
        const more = ensembleForecast(some, 8, 1).bytes - ensembleForecast(some, 7, 1).bytes;
        expect(more).toBe(8 * statisticsOf(some).length);
      }
  });

  test("keeps the kernels of a block a thread, and by weights the signals of two layers", () => {
    const bytesOf = (changes: Partial<Ensemble>, threads: number) =>
      ensembleForecast(ensemble(changes), 1, threads).bytes;
    const two = several(2, { widths: [10, 3000, 20, 5] });
    const aThread = bytesOf({ network: two }, 2) - bytesOf({ network: two }, 1);
    const kernels = 8 * 3 * 3 * 100;
    expect(aThread).toBeGreaterThanOrEqual(kernels);
    expect(aThread).toBeLessThanOrEqual(1.5 * kernels);
    expect(bytesOf({ network: two, route: "weights" }, 1) - bytesOf({ network: two }, 1)).toBe(8 * 2 * 2 * 3000);
  });
});

describe("a flow of several inputs", () => {
  const extent = { highest: 2, orders: 0 };

  test("of one layer takes no time, of more as much a layer", () => {
    for (const name of ["tanh", "relu", "linear"]) {
      const of = (depth: number) => forecastOf(several(2, { activation: named(name), depth }), extent);
      expect(of(1).seconds).toBe(0);
      expect(of(9).seconds / of(5).seconds).toBeCloseTo(2, 12);
      expect(of(9).bytes).toBeGreaterThan(of(5).bytes);
    }
  });

  test("takes more with every input, vertex and order", () => {
    for (const name of ["tanh", "relu", "linear"]) {
      const of = (inputs: number, highest: number, orders: number) =>
        forecastOf(several(inputs, { activation: named(name) }), { highest, orders });
      for (const more of [of(3, 2, 0), of(2, 3, 0), of(2, 2, 1)])
        for (const key of ["seconds", "bytes"] as const) expect(more[key]).toBeGreaterThan(of(2, 2, 0)[key]);
    }
  });

  test("of polynomials takes more with every power", () => {
    const of = (degree: number) => {
      const polynomial = Array.from({ length: degree + 1 }, () => Q.one);
      return forecastOf(several(3, { activation: { ...named("linear"), polynomial } }), extent);
    };
    // Three inputs at once, each of them in one of the powers.
    const [one, two, six] = [of(1), of(2), of(6)];
    for (const key of ["seconds", "bytes"] as const) {
      expect(two[key]).toBeGreaterThan(one[key]);
      expect((six[key] - one[key]) / (two[key] - one[key])).toBeCloseTo((7 ** 3 - 2 ** 3) / (3 ** 3 - 2 ** 3), 6);
    }
  });

  test("takes longer where inputs hardly differ and sigma has kinks", () => {
    const of = (correlation: number) => {
      const kernel = pairsOf(4).list.map(([i, j]) => (i === j ? 1 : correlation));
      return forecastOf({ ...several(4, { activation: named("elu") }), kernel }, extent).seconds;
    };
    // An exponential unit has a kink, and noise of its own is all that makes it smooth.
    expect(of(0.999)).toBeGreaterThan(3 * of(0.5));
  });

  test("looks at as many inputs at once as the legs of an average have", () => {
    // K alone has two legs and so two inputs: the sets of two are counted, those of three are not.
    const of = (inputs: number, highest: number) =>
      forecastOf(several(inputs, { activation: named("relu") }), { highest, orders: 0 }).seconds;
    expect(of(4, 1) / of(2, 1)).toBeLessThan(8);
    expect(of(4, 2) / of(4, 1)).toBeGreaterThan(5);
  });
});

test("what is made step by step is told of after each step", () => {
  const steps: (readonly number[])[] = [];
  expect([...told("abc", 3, (...step) => steps.push(step))]).toEqual(["a", "b", "c"]);
  expect(steps).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  expect([...told("ab", 2, undefined)]).toEqual(["a", "b"]);
  // Fewer steps than were thought, or an end by whoever takes them: what stands on a terminal is to be taken back.
  for (const taken of [2, 1]) {
    const ends: (readonly number[])[] = [];
    for (const item of told("ab", 5, (...step) => ends.push(step))) if (taken === 1 && item === "a") break;
    expect(ends.at(-1)).toEqual([5, 5]);
    expect(ends).toHaveLength(taken === 1 ? 1 : 3);
  }
});
