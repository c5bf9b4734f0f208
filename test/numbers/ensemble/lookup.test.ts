import { describe, expect, test } from "vitest";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed } from "../../../src/numbers/activations/activations.js";
import { parseActivation } from "../../../src/numbers/activations/parse-activation.js";
import { normals } from "../../../src/numbers/drawing/normals.js";
import { lookup, lookupError } from "../../../src/numbers/ensemble/lookup.js";

const places = new Float64Array(20_000);
normals([3]).fill(places, places.length);

const named = async (name: string): Promise<Activation> => activationNamed(name) ?? (await parseActivation(name));

describe("a table says what the activation says", () => {
  // Smooth ones, kinks on the edges of cells and within them, one that grows, one that turns fast, a straight line.
  test.each([
    "tanh",
    "gelu",
    "erf",
    "swish",
    "softplus",
    "elu",
    "softsign",
    "hardtanh",
    "relu6",
    "relu",
    "leaky-relu(0.1)",
    "abs",
    "linear",
    "x + x^2/2",
    "sin(20 x)",
    "relu(x - 0.3)",
    "exp(x)",
  ])("%s", async (name) => {
    const activation = await named(name);
    for (const power of [1, 2] as const) {
      const { at, sum } = lookup(activation, power);
      for (const root of [0.01, 0.7, 1, 2.3, 9]) {
        let total = 0;
        for (let j = 0; j < 4000; j++) {
          const x = root * (places[j] as number);
          const exact = activation.value(x) ** power;
          // Beside the table's own error a few roundings.
          expect(Math.abs(at(x) - exact)).toBeLessThanOrEqual((lookupError + 1e-15) * Math.max(1, Math.abs(exact)));
          total += exact;
        }
        expect(Math.abs(sum(root, places, 4000) - total)).toBeLessThan(1e-11 * Math.max(1, Math.abs(total)));
      }
    }
  });

  test("whatever has been asked before", async () => {
    const tanh = await named("tanh");
    const [fresh, used] = [lookup(tanh, 2), lookup(tanh, 2)];
    for (const x of places) used.at(3 * x);
    for (let j = 0; j < 2000; j++) expect(fresh.at(places[j] as number)).toBe(used.at(places[j] as number));
    expect(lookup(tanh, 2).sum(1.3, places, 500)).toBe(used.sum(1.3, places, 500));
  });
});
