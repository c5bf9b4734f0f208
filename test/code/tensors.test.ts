import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { evaluate, type Polynomial } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { codeOf, targetNamed } from "../../src/code/files.js";
import { memoised } from "../../src/foundation/memoised.js";
import { parseSymbol, type TheorySymbol } from "../../src/symbols/symbols.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { compiledEach, debianPython } from "./tools.js";

interface Module {
  readonly symbols: readonly string[];
  readonly ranks: readonly number[];
  evaluate(pairs: number, values: readonly (number | readonly number[])[]): number;
}

const requests = [
  "K(x,y)",
  "K(x,y) through 1 loop about K_0",
  "V_4(x1,x2; x3,x4)",
  "V_4(x1,x2; x3,x4) through 1 loop",
  "V_6(x1,x2; x3,x4; x5,x6)",
  "V_4(x,x; x,y) at 1 loop about K_0 with expanded blobs",
  "V_6(a,b; a,b; c,c) with equal widths",
];

const compilationOf = memoised((request: string) => compile(request), String);

const sourceOf = (request: string, language: string): string => codeOf(compilationOf(request), targetNamed(language));

const typescriptModules = memoised(
  () => compiledEach<Module>(requests.map((request) => sourceOf(request, "typescript"))),
  () => "",
);

const compiled = async (request: string): Promise<Module> =>
  (await typescriptModules(undefined))[requests.indexOf(request)] as Module;

/** Two inputs, so three pairs: an entry of any tensor as a number that all orders of its indices share; some are 0. */
const pairs = 3;
function entry(name: string, places: readonly number[]): Q.Rational {
  const text = `${name}:${[...places].sort().join()}`;
  const hash = [...text].reduce((h, c) => (h * 31 + c.charCodeAt(0)) % 9973, 7);
  return name.startsWith("<") && hash % 5 === 0 ? Q.zero : Q.rational((hash % 19) - 9 || 1, 1 + (hash % 7));
}

/** The tensor's own name: indices called a, b, ..., whatever they are called here. */
const tensorName = ({ name, kind, indices = [] }: TheorySymbol): string =>
  kind === "average"
    ? name.replace(/D_\w+ /g, "D ")
    : name.replace(/\(.*\)$/, indices.length > 0 ? `(${indices.length})` : "$&");

/** The sum by brute force: every index over every pair, in rationals. */
function bruteForce(sum: Polynomial): Q.Rational {
  let total = Q.zero;
  for (const [key, summand] of sum) {
    const indices = [...new Set(summand.monomial.factors.flatMap(({ symbol }) => symbol.indices ?? []))];
    for (let choice = 0; choice < pairs ** indices.length; choice++) {
      const placeOf = (index: string) => Math.floor(choice / pairs ** indices.indexOf(index)) % pairs;
      const value = (symbol: TheorySymbol) =>
        symbol.kind === "width"
          ? Q.rational(5 + symbol.back)
          : entry(tensorName(symbol), (symbol.indices ?? []).map(placeOf));
      total = Q.add(total, evaluate(new Map([[key, summand]]), value));
    }
  }
  return total;
}

describe.each(requests)("the evaluators of %s", (request) => {
  test("TypeScript compiles alone under tsc --strict, and it, JavaScript and Python give the sum over all pairs", async () => {
    const module = await compiled(request);
    const values = module.symbols.map((name, i) => {
      const rank = module.ranks[i] as number;
      const symbol = parseSymbol(name);
      if (symbol.kind === "width") return 5 + symbol.back;
      const entries = Array.from({ length: pairs ** rank }, (_, flat) => {
        const places = Array.from({ length: rank }, (_u, at) => Math.floor(flat / pairs ** (rank - 1 - at)) % pairs);
        return Q.toNumber(entry(tensorName(symbol), places));
      });
      return rank === 0 ? (entries[0] as number) : entries;
    });
    const exact = Q.toNumber(bruteForce(compilationOf(request).sum));
    expect(Math.abs(exact)).toBeGreaterThan(1e-6);
    expect(module.evaluate(pairs, values) / exact).toBeCloseTo(1, 11);
    expect(() => module.evaluate(pairs, [])).toThrow("0 values for");
    const folder = temporaryFolder();
    writeFileSync(join(folder, "module.mjs"), sourceOf(request, "javascript"));
    const javascript = (await import(join(folder, "module.mjs"))) as Module;
    expect(javascript.evaluate(pairs, values)).toBe(module.evaluate(pairs, values));
    writeFileSync(join(folder, "module.py"), sourceOf(request, "python"));
    writeFileSync(
      join(folder, "driver.py"),
      `
import json, sys, module, numpy as np
values = json.load(sys.stdin)
print(module.evaluate([np.reshape(v, (${pairs},) * rank) if rank else v for v, rank in zip(values, module.RANKS)]))
`,
    );
    const printed = execFileSync(debianPython, ["driver.py"], {
      cwd: folder,
      encoding: "utf8",
      input: JSON.stringify(values),
    });
    expect(Number(printed) / exact).toBeCloseTo(1, 11);
  });
});

test("a tensor of the wrong size is refused by its name", async () => {
  const module = await compiled("V_4(x1,x2; x3,x4)");
  expect(() => module.evaluate(3, [5, 6, [1, 2], 1, [1, 2, 3], [1, 2, 3]])).toThrow(
    "V_4(a,b) has 2 entries; expected 9",
  );
});

test("the types of JavaScript's inputs are those of TypeScript's, in comments", () => {
  const code = (language: string) => codeOf(compile("V_4(x1,x2; x3,x4) through 1 loop"), targetNamed(language));
  const typed = [...code("typescript").matchAll(/^ {2}readonly (\w+): (.+);$/gm)].map(([, name, type]) => [name, type]);
  const told = [...code("javascript").matchAll(/@property \{(.+?)\} (\w+) /g)].map(([, type, name]) => [name, type]);
  expect(typed.length).toBeGreaterThan(5);
  expect(told).toEqual(typed);
});
