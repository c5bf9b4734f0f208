import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { averagesAt } from "../../src/network/averages.js";
import { parseActivation } from "../../src/network/parse-activation.js";

/** Values of 40 digits, made by test/fixtures/averages.py with mpmath; each entry m, p and the value. */
const truths: readonly {
  readonly activation: string;
  readonly K: number;
  readonly values: readonly (readonly [m: number, p: number, value: string])[];
}[] = JSON.parse(readFileSync(new URL("../fixtures/averages.json", import.meta.url), "utf8"));

interface Comparison {
  readonly what: string;
  readonly truth: number;
  readonly error: number;
  readonly claimed: number;
}

/** Every average beside its true value. */
async function compared(): Promise<{ readonly comparisons: Comparison[]; readonly refused: string[] }> {
  const comparisons: Comparison[] = [];
  const refused: string[] = [];
  for (const { activation: text, K, values: expected } of truths) {
    const activation = await parseActivation(text);
    const indices = expected.map(([m, p]) => ({ m, p }));
    try {
      const { values, errors } = averagesAt(activation, K, indices);
      expected.forEach(([m, p, exact], i) => {
        const truth = Number(exact);
        const error = Math.abs((values[i] as number) - truth);
        comparisons.push({
          what: `<d^${m} Delta^${p}> of ${text} at K = ${K}`,
          truth,
          error,
          claimed: errors[i] as number,
        });
      });
    } catch (error) {
      refused.push(`${text} at K = ${K}: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  return { comparisons, refused };
}

describe("claimed errors against 40-digit values", async () => {
  const { comparisons, refused } = await compared();

  test("there are some hundreds, and none is refused", () => {
    expect(comparisons.length).toBeGreaterThan(700);
    expect(refused).toEqual([]);
  });

  test("no claim is smaller than the error", () => {
    // The true value as a double has a rounding of its own.
    const wrong = comparisons.filter(({ truth, error, claimed }) => !(error <= claimed + 2 ** -53 * Math.abs(truth)));
    expect(wrong).toEqual([]);
  });

  test("the claims are of use: half below 10^-12 of the value, and few above 10^-8", () => {
    const relative = comparisons
      .filter(({ truth }) => truth !== 0)
      .map(({ claimed, truth }) => claimed / Math.abs(truth))
      .sort((a, b) => a - b);
    expect(relative[Math.floor(relative.length / 2)]).toBeLessThan(1e-12);
    expect(relative.filter((claim) => claim > 1e-8).length).toBeLessThan(relative.length / 20);
  });
});
