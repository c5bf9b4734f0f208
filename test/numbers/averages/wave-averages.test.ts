import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { freshMemory } from "../../../src/foundation/memory.js";
import { parseActivation } from "../../../src/numbers/activations/parse-activation.js";
import { averagesAt } from "../../../src/numbers/averages/averages.js";
import { sharedAverages } from "../../../src/numbers/averages/shared-averages.js";
import { waveAverages } from "../../../src/numbers/averages/wave-averages.js";

/* sin and its like, by exponentials: their averages keep digits relative to themselves where quadrature has none left. */

const indices = [
  { m: 2, p: 1 },
  { m: 4, p: 1 },
  { m: 0, p: 2 },
  { m: 2, p: 2 },
  { m: 4, p: 3 },
];

describe("one input", () => {
  test.each([
    0.01, 1, 10, 100,
  ])("sin at K = %d: <d^2 Delta> = 2 exp(-2K), <d^4 Delta> = -8 exp(-2K), <Delta^2>", async (K) => {
    const { values, errors, secondMoment } = averagesAt(await parseActivation("sin"), K, indices);
    const q = Math.exp(-2 * K);
    // sin^2 = (1 - cos 2x)/2, Delta = -(cos 2x - q)/2.
    const known = [2 * q, -8 * q, (1 + q ** 4 - 2 * q * q) / 8];
    expect(secondMoment).toBeCloseTo((1 - q) / 2, 14);
    known.forEach((value, i) => {
      expect(Math.abs((values[i] as number) - value)).toBeLessThanOrEqual(
        (errors[i] as number) + 4e-15 * Math.abs(value),
      );
      if (K >= 1) expect(errors[i]).toBeLessThan(1e-12 * Math.abs(value));
    });
  });

  test.each([
    "x + sin(x)^2",
    "sin(2*x)/2 + x/3",
    "cos(x)*sin(3*x)",
    "sin(pi*x)",
    "x - 2*cos(x/2)^3",
  ])("%s by waves and without", async (text) => {
    const activation = await parseActivation(text);
    expect(activation.waves).toBeDefined();
    const { waves: _, ...plain } = activation;
    for (const K of [0.3, 2]) {
      const [one, two] = [activation, plain].map((a) => averagesAt(a, K, indices));
      indices.forEach((_i, i) => {
        const difference = Math.abs((one?.values[i] as number) - (two?.values[i] as number));
        expect(difference).toBeLessThanOrEqual((one?.errors[i] as number) + (two?.errors[i] as number));
      });
    }
  });

  test("what is no sum of waves is not taken for one, and a declared kink stays one", async () => {
    for (const text of ["sin(x^2)", "sin(x + 1)", "sin(abs(x))", "tanh(x)", "x*tanh(x)", "sin(x)/x"])
      expect((await parseActivation(text)).waves, text).toBeUndefined();
    expect((await parseActivation("sin(x)", [1])).waves).toBeUndefined();
  });

  test("sums are made once a memory", async () => {
    const memory = freshMemory();
    const sin = await parseActivation("sin");
    expect(averagesAt(sin, 2, indices, memory)).toEqual(averagesAt(sin, 2, indices, memory));
  });
});

test("several inputs: within the claims of the integrals, powers of x among the waves", async () => {
  const covariance = [
    [1, 0.4, -0.2],
    [0.4, 0.9, 0.1],
    [-0.2, 0.1, 1.2],
  ];
  for (const text of ["sin", "x + sin(x)/2", "cos(x)"]) {
    const activation = await parseActivation(text);
    const ways = sharedAverages(activation);
    for (const sums of [
      { times: 4, derivatives: 0 },
      { times: 4, derivatives: 2 },
    ]) {
      const closed = waveAverages(activation.waves ?? [], covariance, sums);
      const integrals = ways.over(covariance).averages(sums);
      for (const [key, { value, error }] of closed ?? []) {
        const other = integrals?.get(key);
        expect(Math.abs(value - (other?.value as number)), `${text} ${key}`).toBeLessThanOrEqual(
          error + (other?.error as number),
        );
      }
    }
  }
});

test("doubles as what was meant by them", () => {
  const meant = (x: number) => Q.toText(Q.simplest(x));
  expect([0.1, 2 / 3, 1 / 3, 0.5, 3, -1 / 7, 1e-9, 22 / 7, 1.9830582574375466].map(meant)).toEqual([
    "1/10",
    "2/3",
    "1/3",
    "1/2",
    "3",
    "-1/7",
    "1/1000000000",
    "22/7",
    "9915291287187733/5000000000000000",
  ]);
});
