import { describe, expect, test } from "vitest";
import { evaluate, symbolsOf } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/compile.js";
import { correlate } from "../../src/correlate.js";
import { targetNamed } from "../../src/emit/targets.js";
import { compiledAlone } from "./tools.js";

interface Module {
  readonly symbols: readonly string[];
  evaluate(values: Float64Array): number;
  readonly [name: string]: unknown;
}

async function compiled(request: string): Promise<{ module: Module; source: string }> {
  const source = await targetNamed("typescript").module(compile(request));
  return { module: await compiledAlone<Module>(source), source };
}

describe.each([
  "K",
  "V_4",
  "V_8",
  "V_12",
  "V_16",
  "V_4 through 2 loops",
  "V_4 through 1 loop about K_0 with expanded blobs",
  "K through 2 loops about K_0 with equal widths",
])("the TypeScript evaluator of %s", (request) => {
  test("compiles alone under tsc --strict and gives the value of the exact sum", async () => {
    const { module, source } = await compiled(request);
    const { sum } = compile(request);
    expect(module.symbols).toEqual(symbolsOf(sum).map(({ name }) => name));
    expect(source).not.toMatch(/^import/m);
    for (const seed of [1, 2, 3]) {
      const values = new Map(
        symbolsOf(sum).map((s, i) => [s.rank, Q.rational(((seed * 7919 * (i + 1)) % 97) + 1, 10 + ((seed * i) % 7))]),
      );
      const exact = Q.toNumber(evaluate(sum, (s) => values.get(s.rank)));
      const given = Float64Array.from(symbolsOf(sum), (s) => Q.toNumber(values.get(s.rank) as Q.Rational));
      expect(module.evaluate(given) / exact).toBeCloseTo(1, 11);
      const byName = module[request.split(" ")[0] as string] as (inputs: Record<string, number>) => number;
      const names = [...source.matchAll(/^ {2}readonly (\w+): number;$/gm)].map(([, name]) => name as string);
      expect(byName(Object.fromEntries(names.map((name, i) => [name, given[i] as number])))).toBe(
        module.evaluate(given),
      );
    }
  });
});

test("the module says what it is, and refuses inputs of another length", async () => {
  const { module, source } = await compiled("V_8");
  expect(source).toMatch(/for the request "V_8"/);
  expect(source).toMatch(/Operations: \d+\./);
  expect(source).toContain("1/n_{l-1}^3 (<Delta^4> - 3 <Delta^2>^2)");
  expect(() => module.evaluate(new Float64Array(3))).toThrow("3 values for 13 symbols");
});

test("a correlator as a module: deltas are 0 or 1, and the value is that of the sum", async () => {
  const correlation = correlate("<phi_i(x1) phi_j(x2) phi_i(x1) phi_j(x3)>");
  const module = await compiledAlone<Module>(await targetNamed("typescript").correlation(correlation));
  expect(module.symbols).toEqual(symbolsOf(correlation.sum).map(({ name }) => name));
  const value = (name: string) => (name.startsWith("delta") ? 1 : 2 + (name.length % 7));
  const exact = evaluate(correlation.sum, ({ name }) => Q.rational(value(name)));
  expect(module.evaluate(Float64Array.from(module.symbols, value))).toBeCloseTo(Q.toNumber(exact), 10);
});
