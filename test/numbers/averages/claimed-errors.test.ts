import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseActivation } from "../../../src/numbers/activations/parse-activation.js";
import { averagesAt } from "../../../src/numbers/averages/averages.js";

/** Values of 40 digits, made by test/fixtures/averages.py with mpmath, by the activation and the kernel. */
const truths = new Map<string, { readonly m: number; readonly p: number; readonly value: string }[]>();
for (const line of readFileSync(new URL("../../fixtures/averages.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")) {
  const [activation, K, m, p, value] = line.split("\t") as [string, string, string, string, string];
  const key = `${activation}\t${K}`;
  truths.set(key, [...(truths.get(key) ?? []), { m: Number(m), p: Number(p), value }]);
}

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
  for (const [key, indices] of truths) {
    const [text, K] = key.split("\t") as [string, string];
    const activation = await parseActivation(text);
    try {
      const { values, errors } = averagesAt(activation, Number(K), indices);
      indices.forEach(({ m, p, value }, i) => {
        const truth = Number(value);
        const error = Math.abs((values[i] as number) - truth);
        const what = `<d^${m} Delta^${p}> of ${text} at K = ${K}`;
        comparisons.push({ what, truth, error, claimed: errors[i] as number });
      });
    } catch (error) {
      refused.push(`${text} at K = ${K}: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  return { comparisons, refused };
}

describe("claimed errors against 40-digit values", async () => {
  const { comparisons, refused } = await compared();

  test("there are over a thousand, and none is refused", () => {
    expect(comparisons.length).toBeGreaterThan(1000);
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
    expect(relative.filter((claim) => claim > 1e-8).length).toBeLessThan(relative.length / 50);
  });
});
