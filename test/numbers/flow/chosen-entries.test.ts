import { describe, expect, test } from "vitest";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed } from "../../../src/numbers/activations/activations.js";
import { type ChosenLayer, chosenFlow, entriesOf } from "../../../src/numbers/flow/chosen-entries.js";
import { tensorFlow } from "../../../src/numbers/flow/tensor-flow.js";
import type { Network } from "../../../src/numbers/networks/network.js";
import { entryAt, pairsOf } from "../../../src/numbers/networks/pairs.js";

/* Chosen entries of many inputs are those of all: the statistics of some inputs do not depend on the others. */

const inputs = 5;
const pairs = pairsOf(inputs);
const network = (name: string): Network => ({
  activation: activationNamed(name) as Activation,
  biasVariance: 0.1,
  weightVariance: 1.4,
  inputs,
  kernel: pairs.list.map(([i, j]) => (i === j ? 1 + 0.1 * i : 0.3 * Math.cos(i + 2 * j))),
  widths: [20, 30, 40],
  depth: 3,
});

const texts = ["V_4(x1,x2; x4,x5)", "(x3,x3; x3,x3) K(x2,x5), V_6(x1,x1; x1,x2; x4,x4)"];

describe.each(["tanh", "relu", "x"])("%s", (name) => {
  test("the entries of the whole tensors, through the first correction, and K_0 of all pairs", () => {
    const chosen = entriesOf(texts, inputs);
    expect(chosen.map(({ k }) => k)).toEqual([2, 2, 1, 3]);
    const own = network(name === "x" ? "linear" : name);
    const layers: ChosenLayer[] = [...chosenFlow(own, chosen, 1)];
    const whole = [...tensorFlow(own, { highest: 3, orders: 1 })];
    layers.forEach(({ tensors, chosen: series }, l) => {
      const all = whole[l]?.tensors.cumulants ?? [];
      expect([...(tensors.cumulants[1]?.[0]?.entries ?? [])]).toEqual([...(all[1]?.[0]?.entries ?? [])]);
      chosen.forEach(({ k, at }, i) => {
        const places = at.map(([x, y]) => pairs.index(x, y));
        for (const p of [0, 1]) {
          const tensor = all[k]?.[p];
          const expected = tensor === undefined ? Number.NaN : entryAt(tensor, places);
          expect(Math.abs((series[i]?.[p] as number) - expected)).toBeLessThan(1e-10 * Math.max(1, Math.abs(expected)));
        }
      });
    });
  }, 60_000);
});

test("what is no entry is refused by name", () => {
  for (const [text, said] of [
    ["V_4", '"V_4" is no entry'],
    ["V_4(x1,x2; x3,x9)", "x9, which is input 9, and the network has 5 inputs"],
    ["V_4(x1,x2)", "V_4"],
    ["V_4(x1,x2; x3,x4) at 1 loop", '"at" '],
    ["tanh(x1)", "tanh"],
  ] as const)
    expect(() => entriesOf([text], inputs), text).toThrow(said);
});
