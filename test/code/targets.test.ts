import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { derivative, evaluate, type Polynomial, symbolsOf, toPlain } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { correlate, isCorrelator } from "../../src/answer/correlate.js";
import { coefficientsOf, stepSums } from "../../src/answer/layer-step.js";
import { correlatorModule, sumModule } from "../../src/code/evaluator-module.js";
import { codeOfCorrelator, codeOfStep, codeOfSum, targetNamed, targets } from "../../src/code/targets.js";
import { memoised } from "../../src/foundation/memoised.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { compiledAlone, compiledEach, debianPython, loaded } from "./tools.js";
import { readWolfram, runWolfram, wolframText } from "./wolfram.js";

/*
 * Generated code, run by what it is written for. The values must be those of the exact sums at random rational points, and where the
 * language is exact, the sums themselves.
 */

const correlator = "<phi_i(x1) phi_j(x2) phi_i(x1) phi_j(x3)>";

/** The requests that every language is tested with: K, the published table, a large one, loops, both expansions, equal widths, deltas. */
const requests = [
  "K",
  "V_4",
  "V_8",
  "V_12",
  "V_4 through 2 loops",
  "V_4 through 1 loop about K_0 with expanded blobs",
  "K through 2 loops about K_0 with equal widths",
  correlator,
];

const sumOf = (request: string): Polynomial => (isCorrelator(request) ? correlate(request) : compiled(request)).sum;

/** A request carried out once for all languages. */
const compiled = memoised((request: string) => compile(request), String);

/** What a module holds, before a language is chosen: the same for all of them, and most of the work. */
const moduleOf = memoised(
  ({ request, gradient }: { readonly request: string; readonly gradient: boolean }) =>
    isCorrelator(request)
      ? correlatorModule(correlate(request), { gradient })
      : sumModule(compiled(request), { gradient }),
  ({ request, gradient }) => `${gradient}: ${request}`,
);

/** A module as the command line writes it: that it does so by this way is tested below. */
const codeOf = (request: string, language: string, gradient = false): string => {
  const module = moduleOf({ request, gradient });
  // K is the Wolfram Language's own.
  const name = language === "mathematica" && module.name === "K" ? "K_" : module.name;
  return targetNamed(language).write({ ...module, name });
};

/** The function that a request's module is named after. */
const nameOf = (request: string): string => (isCorrelator(request) ? "correlator" : (request.split(" ")[0] as string));

interface Point {
  readonly inputs: readonly Q.Rational[];
  readonly doubles: readonly number[];
}

/** Random rational points; not exact as doubles, which the condition number has to bear. */
function pointsOf(sum: Polynomial, count = 3): Point[] {
  let state = 12345;
  const random = (n: number): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state % n;
  };
  return Array.from({ length: count }, () => {
    const inputs = symbolsOf(sum).map(() => Q.rational(10 + random(97), 30 + random(11)));
    return { inputs, doubles: inputs.map(Q.toNumber) };
  });
}

const exactAt = (sum: Polynomial, names: readonly string[], { inputs }: Point): Q.Rational =>
  evaluate(sum, ({ name }) => inputs[names.indexOf(name)]);

/** Within 1e-13 of the exact value, times the condition number: the sum of the sizes of the terms over the size of the sum. */
function expectAgreement(found: number, sum: Polynomial, names: readonly string[], point: Point): void {
  const exact = Q.toNumber(exactAt(sum, names, point));
  const sizes: Polynomial = new Map(
    [...sum].map(([key, s]) => [key, { ...s, coefficient: Q.absolute(s.coefficient) }]),
  );
  const size = Q.toNumber(exactAt(sizes, names, point));
  const condition = exact === 0 ? Number.POSITIVE_INFINITY : size / Math.abs(exact);
  expect(Math.abs(found - exact) / (size || 1), `condition number ${condition.toFixed(1)}`).toBeLessThan(1e-13);
}

interface Module {
  readonly symbols: readonly string[];
  evaluate(values: Float64Array): number;
  evaluateMany(points: Float64Array, results?: Float64Array): Float64Array;
  gradient(values: Float64Array): Float64Array;
  evaluateWithGradient(values: Float64Array, into: Float64Array): number;
  readonly [name: string]: unknown;
}

test("every language writes what a module holds, and no more: codeOfSum, codeOfCorrelator", () => {
  for (const { name } of targets)
    for (const request of ["K", "V_4", correlator]) {
      const options = { gradient: true };
      const code = isCorrelator(request)
        ? codeOfCorrelator(correlate(request), targetNamed(name), options)
        : codeOfSum(compiled(request), targetNamed(name), options);
      expect(codeOf(request, name, true)).toBe(code);
    }
});

const typescriptModules = memoised(
  async () => {
    const modules = await compiledEach<Module>(requests.map((request) => codeOf(request, "typescript", true)));
    return new Map(requests.map((request, i) => [request, modules[i] as Module] as const));
  },
  () => "",
);

describe.each([
  ["typescript", async (request: string) => (await typescriptModules(undefined)).get(request) as Module],
  ["javascript", (request: string) => loaded<Module>(codeOf(request, "javascript", true))],
] as const)("%s", (language, load) => {
  test.each(requests)("%s", async (request) => {
    const source = codeOf(request, language, true);
    expect(source).not.toMatch(/^import/m);
    const module = await load(request);
    const sum = sumOf(request);
    const names = symbolsOf(sum).map(({ name }) => name);
    expect(module.symbols).toEqual(names);
    const points = pointsOf(sum);
    for (const point of points) {
      const values = Float64Array.from(point.doubles);
      const value = module.evaluate(values);
      expectAgreement(value, sum, names, point);
      const variables = [...source.matchAll(/^ {4}inputs\.(\w+),$/gm)].map(([, name]) => name as string);
      const named = module[nameOf(request)] as (inputs: Record<string, number>) => number;
      expect(named(Object.fromEntries(variables.map((name, i) => [name, values[i] as number])))).toBe(value);
      module.gradient(values).forEach((slope, i) => {
        expectAgreement(slope, derivative(sum, symbolsOf(sum)[i] as never), names, point);
      });
      expect(module.evaluateWithGradient(values, new Float64Array(names.length))).toBeCloseTo(value, 10);
    }
    const many = module.evaluateMany(Float64Array.from(points.flatMap(({ doubles }) => doubles)));
    expect([...many]).toEqual(points.map(({ doubles }) => module.evaluate(Float64Array.from(doubles))));
    expect(() => module.evaluateMany(new Float64Array(names.length + 1), new Float64Array(1))).toThrow(
      /values for 1 points/,
    );
    expect(() => module.evaluate(new Float64Array(names.length + 1))).toThrow(`for ${names.length} symbols`);
  });
});

test("JavaScript's comments are the types that tsc reads off them: of a sum, a step and tensors", () => {
  const folder = temporaryFolder();
  const javascript = targetNamed("javascript");
  const modules = {
    sum: codeOf("V_8", "javascript", true),
    step: codeOfStep({ highest: 2, orders: 1 }, javascript, { gradient: true }),
    tensors: codeOfSum(compile("V_4(x1,x2; x3,x4)"), javascript),
  };
  for (const [name, source] of Object.entries(modules)) writeFileSync(join(folder, `${name}.mjs`), source);
  writeFileSync(
    join(folder, "user.mts"),
    `import * as sum from "./sum.mjs";
import * as step from "./step.mjs";
import * as tensors from "./tensors.mjs";
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
const same: Same<typeof sum.evaluate, (values: Float64Array) => number> = true;
const slopes: Same<Parameters<typeof sum.gradient>[0], Float64Array> = true;
const many: Same<Parameters<typeof sum.evaluateMany>, [points: Float64Array, results?: Float64Array]> = true;
const next: Same<Parameters<typeof step.evaluate>, [values: Float64Array, into?: Float64Array]> = true;
const result: Same<ReturnType<typeof step.evaluate>, Float64Array> = true;
const contracted: Same<Parameters<typeof tensors.V_4>[0]["pairs"], number> = true;
export { same, slopes, many, next, result, contracted };
`,
  );
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const options = "--allowJs --strict --noEmit --target es2022 --module nodenext --skipLibCheck".split(" ");
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, "user.mts"], { cwd: folder, encoding: "utf8" });
  expect(stdout).toBe("");
});

test("a module in parts gives what one in one part gives", async () => {
  const request = "V_12 at 1 loop";
  const source = codeOf(request, "typescript");
  expect(source).toContain("function value2(");
  const module = await compiledAlone<Module>(source);
  const sum = sumOf(request);
  const names = symbolsOf(sum).map(({ name }) => name);
  for (const point of pointsOf(sum, 2))
    expectAgreement(module.evaluate(Float64Array.from(point.doubles)), sum, names, point);
});

test("the header says what it is: request, version, operations before and after, formula", () => {
  const source = codeOf("V_8", "typescript");
  expect(source).toMatch(/for the request "V_8"; do not edit/);
  expect(source).toMatch(/Operations: \d+ \(\d+ as a sum written out\)/);
  expect(source).toContain("1/n_{l-1}^3 (<Delta^4> - 3 <Delta^2>^2)");
});

describe("python", () => {
  const driver = `
import importlib.util, json, sys
spec = importlib.util.spec_from_file_location("module", "module.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
assert "numpy" not in sys.modules
points = json.load(sys.stdin)
import numpy as np
print(json.dumps({
    "symbols": module.SYMBOLS,
    "values": [module.evaluate(point) for point in points],
    "gradients": [module.gradient(point) for point in points],
    "many": list(module.evaluate_many(points)),
    "arrays": list(getattr(module, sys.argv[1])(*np.array(points).T) * np.ones(len(points))),
}))
`;
  test.each(requests)("%s: plain, with NumPy, and its own test", (request) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "module.py"), codeOf(request, "python", true));
    writeFileSync(join(folder, "driver.py"), driver);
    const sum = sumOf(request);
    const names = symbolsOf(sum).map(({ name }) => name);
    const points = pointsOf(sum);
    const python = (...args: string[]) =>
      execFileSync(debianPython, args, {
        cwd: folder,
        encoding: "utf8",
        input: JSON.stringify(points.map(({ doubles }) => doubles)),
      });
    const found = JSON.parse(python("driver.py", nameOf(request)));
    expect(found.symbols).toEqual(names);
    points.forEach((point, i) => {
      for (const values of [found.values, found.many, found.arrays]) expectAgreement(values[i], sum, names, point);
      found.gradients[i].forEach((slope: number, j: number) => {
        expectAgreement(slope, derivative(sum, symbolsOf(sum)[j] as never), names, point);
      });
    });
    expect(python("module.py", "--self-test")).toMatch(/^passed: 3 points/);
  });
});

describe("a module's own test finds a wrong constant", () => {
  /** What the test of V_8 says, with 3/4 replaced where it multiplies the whole. */
  const verdict = (language: string, file: string, [right, wrong]: readonly [string, string], command: string) => {
    const folder = temporaryFolder();
    const source = codeOf("V_8", language);
    expect(source).toContain(right);
    const run = (text: string) => {
      writeFileSync(join(folder, file), text);
      return spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" });
    };
    expect(run(source)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^passed/) });
    const { status, stdout } = run(source.replace(right, wrong));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^FAILED/);
  };

  test("in Python", () => {
    verdict("python", "m.py", ["return (3 / 4)", "return (3 / 4.0001)"], `${debianPython} m.py --self-test`);
  });

  test("in C", () => {
    const command = "gcc -std=c99 -DONEOVERN_SELF_TEST m.c -o m && ./m";
    verdict("c", "m.c", ["return (3.0 / 4.0)", "return (3.0 / 4.0001)"], command);
  });

  test("in SymPy", () => {
    verdict("sympy", "m.py", ["Rational(1, 12)", "Rational(1, 13)"], `${debianPython} m.py --self-test`);
  });
});

describe("c", () => {
  const flags = "-std=c99 -Wall -Wextra -pedantic -Wmissing-prototypes -Werror -O1".split(" ");
  test.each(requests)("%s: gcc without a warning, and its own test", (request) => {
    const folder = temporaryFolder();
    const name = nameOf(request);
    writeFileSync(join(folder, "module.c"), codeOf(request, "c", true));
    const sum = sumOf(request);
    const symbols = symbolsOf(sum);
    const names = symbols.map((symbol) => symbol.name);
    const points = pointsOf(sum);
    const inputs = points.length * names.length;
    writeFileSync(
      join(folder, "main.c"),
      `#include <stddef.h>
#include <stdio.h>
extern const char *const ${name}_symbols[${names.length}];
double ${name}(const double *values);
void ${name}_many(size_t count, const double *points, double *results);
double ${name}_gradient(const double *values, double *gradient);
int main(void) {
    static double points[${inputs}], results[${points.length}], gradient[${names.length}];
    for (int i = 0; i < ${inputs}; i++) if (scanf("%lf", &points[i]) != 1) return 1;
    ${name}_many(${points.length}, points, results);
    for (int i = 0; i < ${names.length}; i++) puts(${name}_symbols[i]);
    for (int p = 0; p < ${points.length}; p++) {
        printf("%.17g %.17g\\n", ${name}(points + ${names.length} * p), results[p]);
        printf("%.17g\\n", ${name}_gradient(points + ${names.length} * p, gradient));
        for (int i = 0; i < ${names.length}; i++) printf("%.17g\\n", gradient[i]);
    }
    return 0;
}
`,
    );
    const run = (command: string, args: string[], input = "") =>
      execFileSync(command, args, { cwd: folder, encoding: "utf8", input });
    run("gcc", [...flags, "module.c", "main.c", "-o", "main"]);
    const out = run("./main", [], points.flatMap(({ doubles }) => doubles).join("\n"))
      .trim()
      .split("\n");
    expect(out.slice(0, names.length)).toEqual(names);
    const numbers = out.slice(names.length).join(" ").split(" ").map(Number);
    points.forEach((point, p) => {
      const [value, many, again, ...slopes] = numbers.slice(p * (3 + names.length)) as [
        number,
        number,
        number,
        ...number[],
      ];
      for (const found of [value, many, again]) expectAgreement(found, sum, names, point);
      symbols.forEach((symbol, i) => {
        expectAgreement(slopes[i] as number, derivative(sum, symbol), names, point);
      });
    });
    run("gcc", [...flags, "-DONEOVERN_SELF_TEST", "module.c", "-o", "test"]);
    expect(run("./test", [])).toMatch(/^passed: 3 points/);
  });
});

/** A sum in a language of + * ^, each symbol as the module calls it. */
const spelledOut = (sum: Polynomial, name: (symbol: string) => string, power: string): string =>
  toPlain(sum)
    .map(({ coefficient, powers }) =>
      [`(${coefficient})`, ...Object.entries(powers).map(([symbol, n]) => `${name(symbol)}${power}(${n})`)].join("*"),
    )
    .join(" + ");

/** What a module calls the symbols, read off its JSON. */
const variablesOf = (request: string): ((symbol: string) => string) => {
  const { symbols } = JSON.parse(codeOf(request, "json")) as { symbols: { name: string; variable: string }[] };
  return (symbol) => symbols.find(({ name }) => name === symbol)?.variable as string;
};

describe("sympy", () => {
  test.each(requests)("%s: the expression is the sum, and its derivatives are the sum's, symbolically", (request) => {
    const folder = temporaryFolder();
    const sum = sumOf(request);
    writeFileSync(join(folder, "module.py"), codeOf(request, "sympy", true));
    writeFileSync(
      join(folder, "driver.py"),
      `
import re, sympy, module
text = re.sub(r"\\((-?\\d+)/(\\d+)\\)", r"Rational(\\1, \\2)", open("sum.txt").read())
sum_ = eval(text, {"Rational": sympy.Rational, **{str(s): s for s in module.SYMBOLS.values()}})
print(sympy.expand(module.${nameOf(request)}() - sum_))
print([sympy.expand(d - sympy.diff(sum_, s)) for d, s in zip(module.derivatives(), module.SYMBOLS.values())])
`,
    );
    writeFileSync(join(folder, "sum.txt"), spelledOut(sum, variablesOf(request), "**"));
    const python = (...args: string[]) => execFileSync(debianPython, args, { cwd: folder, encoding: "utf8" });
    expect(python("driver.py")).toBe(
      `0\n[${symbolsOf(sum)
        .map(() => "0")
        .join(", ")}]\n`,
    );
    expect(python("module.py", "--self-test")).toBe("passed: 3 points, exactly\n");
  });
});

describe("form", () => {
  test.each(requests)("%s: the difference to the sum is 0, by itself and included", (request) => {
    const folder = temporaryFolder();
    const sum = sumOf(request);
    const name = nameOf(request);
    writeFileSync(join(folder, "module.frm"), codeOf(request, "form", true));
    const variables = variablesOf(request);
    const spelt = (symbol: string): string => {
      const variable = variables(symbol);
      return variable.includes("_") ? `[${variable}]` : variable;
    };
    const derivatives = symbolsOf(sum).map((symbol, i) => ({
      local: `D${i}`,
      text: spelledOut(derivative(sum, symbol), spelt, "^"),
      name: `[${name}_by_${variables(symbol.name)}]`,
    }));
    writeFileSync(
      join(folder, "check.frm"),
      `#-
Off statistics;
#include module.frm # ${name}
Local D = [${name}] - (${spelledOut(sum, spelt, "^")});
${derivatives.map(({ local, text, name: by }) => `Local ${local} = ${by} - (${text || "0"});`).join("\n")}
Print D${derivatives.map(({ local }) => `, ${local}`).join("")};
.end
`,
    );
    const form = (file: string) => execFileSync("form", ["-q", file], { cwd: folder, encoding: "utf8" });
    const zeros = form("check.frm").match(/D\d* = 0;/g) ?? [];
    expect(zeros).toHaveLength(1 + derivatives.length);
    expect(form("module.frm")).toContain(`[${name}] =`);
  });
});

describe("mathematica", () => {
  test.each(requests)("%s: read by a grammar, written and read again, and evaluated exactly", (request) => {
    const source = codeOf(request, "mathematica", true);
    const tree = readWolfram(source);
    expect(readWolfram(tree.map((part) => `${wolframText(part)};`).join("\n"))).toEqual(tree);
    // K is the Wolfram Language's own.
    const name = nameOf(request) === "K" ? "K$" : nameOf(request).replaceAll("_", "$");
    const run = runWolfram(tree);
    const sum = sumOf(request);
    const names = symbolsOf(sum).map((symbol) => symbol.name);
    for (const point of pointsOf(sum, 2)) {
      expect(run(name, point.inputs)).toEqual(exactAt(sum, names, point));
      expect(run(`${name}$Derivatives`, point.inputs)).toEqual([
        exactAt(sum, names, point),
        ...symbolsOf(sum).map((symbol) => exactAt(derivative(sum, symbol), names, point)),
      ]);
    }
    // The samples of the module's own test are exact.
    const definition = (wanted: string) =>
      tree.find((part) => part.kind === "operation" && wolframText(part.items[0] as never) === wanted);
    expect(definition(`${name}$Samples`)).toBeDefined();
    expect(definition(`${name}$SelfTest[]`)).toBeDefined();
  });
});

describe("json", () => {
  const schema = JSON.parse(readFileSync(new URL("../../docs/operation-graph.schema.json", import.meta.url), "utf8"));
  const isValid = new Ajv({ strict: true }).compile(schema);

  type Term = [string, number];
  type Node = { op: string; symbol?: number; of?: number; factors?: number[]; terms?: Term[] };
  interface Graph {
    nodes: Node[];
    outputs: Term[];
  }

  /** What docs/formats.md says of the nodes, and no more. */
  function outputsOf({ nodes, outputs }: Graph, inputs: readonly Q.Rational[]): Q.Rational[] {
    const values: Q.Rational[] = [];
    const term = ([coefficient, of]: Term) => Q.multiply(Q.fromText(coefficient), values[of] as Q.Rational);
    for (const { op, symbol, of, factors, terms } of nodes)
      if (op === "one") values.push(Q.one);
      else if (op === "input") values.push(inputs[symbol as number] as Q.Rational);
      else if (op === "inverse") values.push(Q.divide(Q.one, values[of as number] as Q.Rational));
      else if (op === "product")
        values.push((factors as number[]).map((f) => values[f] as Q.Rational).reduce(Q.multiply));
      else values.push((terms as Term[]).map(term).reduce(Q.add));
    return outputs.map(term);
  }

  test.each(requests)("%s: valid, and the graph is the sum", (request) => {
    const record = JSON.parse(codeOf(request, "json", true));
    expect(isValid(record), JSON.stringify(isValid.errors)).toBe(true);
    const sum = sumOf(request);
    const names = symbolsOf(sum).map(({ name }) => name);
    expect(record.symbols.map(({ name }: { name: string }) => name)).toEqual(names);
    for (const point of pointsOf(sum, 2)) {
      const exact = exactAt(sum, names, point);
      expect(outputsOf(record, point.inputs)).toEqual([exact]);
      expect(outputsOf(record.gradient, point.inputs)).toEqual([
        exact,
        ...symbolsOf(sum).map((symbol) => exactAt(derivative(sum, symbol), names, point)),
      ]);
    }
    for (const { inputs, results } of record.samples)
      expect(outputsOf(record, inputs.map(Q.fromText)).map(Q.toText)).toEqual(results);
  });
});

describe("a step", () => {
  const extent = { highest: 3, orders: 1 };
  const { coefficients, written } = stepSums(coefficientsOf(extent));

  test("in every language that runs here: the sums of its coefficients, and their derivatives", async () => {
    const record = JSON.parse(codeOfStep(extent, targetNamed("json"), { gradient: true }));
    expect(record.results.map(({ name }: { name: string }) => name)).toEqual(
      coefficients.map(({ k, p }) => (k === 1 ? `K_${p}` : `V_${2 * k}[${p}]`)),
    );
    const names: string[] = record.symbols.map(({ name }: { name: string }) => name);
    expect(names).toContain("C_W");
    expect(names).toContain("n_{l-1}/n_{l-2}");
    const symbols = written.flatMap(symbolsOf);
    const symbolOf = (name: string) => symbols.find((symbol) => symbol.name === name) as never;
    const point = { inputs: names.map((_, i) => Q.rational(3 + ((5 * i) % 7), 4)), doubles: [] as number[] };
    const doubles = point.inputs.map(Q.toNumber);

    const expectAll = (found: readonly number[], slopes: readonly number[]): void => {
      expect(found).toHaveLength(written.length);
      written.forEach((sum, i) => {
        expectAgreement(found[i] as number, sum, names, point);
        names.forEach((name, j) => {
          expectAgreement(slopes[names.length * i + j] as number, derivative(sum, symbolOf(name)), names, point);
        });
      });
    };
    const typescript = await compiledAlone<{
      evaluate(values: Float64Array): Float64Array;
      jacobian(values: Float64Array): Float64Array;
      step(inputs: Record<string, number>): Record<string, number>;
    }>(codeOfStep(extent, targetNamed("typescript"), { gradient: true }));
    const values = Float64Array.from(doubles);
    expectAll([...typescript.evaluate(values)], [...typescript.jacobian(values)]);
    const byName = typescript.step(
      Object.fromEntries(record.symbols.map(({ variable }: { variable: string }, i: number) => [variable, doubles[i]])),
    );
    expect(Object.values(byName)).toEqual([...typescript.evaluate(values)]);

    const folder = temporaryFolder();
    writeFileSync(join(folder, "step.py"), codeOfStep(extent, targetNamed("python"), { gradient: true }));
    const python = (code: string) =>
      JSON.parse(
        execFileSync(debianPython, ["-c", `import json, step\nx = ${JSON.stringify(doubles)}\n${code}`], {
          cwd: folder,
          encoding: "utf8",
        }),
      );
    expectAll(python("print(json.dumps(step.evaluate(x)))"), python("print(json.dumps(step.jacobian(x)))").flat());
    // Many points, all of them different: the results of each follow those of the one before.
    const several = [1, 1.25, 0.75].map((factor) => doubles.map((value) => factor * value));
    const alone = several.map((point) => [...typescript.evaluate(Float64Array.from(point))]);
    const expectEach = (found: readonly number[]): void => {
      expect(found).toHaveLength(alone.flat().length);
      alone.flat().forEach((value, i) => {
        expect(Math.abs((found[i] as number) - value), `result ${i}`).toBeLessThanOrEqual(1e-11 * Math.abs(value));
      });
    };
    expectEach(python(`print(json.dumps(step.evaluate_many(${JSON.stringify(several)}).tolist()))`).flat());

    const c = codeOfStep(extent, targetNamed("c"), { gradient: true });
    writeFileSync(join(folder, "step.c"), c);
    const [, own = ""] = /^void (\w+)_many\(/m.exec(c) ?? [];
    const [n, m] = [written.length, names.length];
    writeFileSync(
      join(folder, "main.c"),
      `#include <stddef.h>
#include <stdio.h>
void ${own}_many(size_t count, const double *points, double *results);
void ${own}_jacobian(const double *values, double *jacobian);
static const double points[${3 * m}] = {${several.flat().join(", ")}};
int main(void) {
    static double results[${3 * n}], jacobian[${n * m}];
    ${own}_many(3, points, results);
    ${own}_jacobian(points, jacobian);
    for (int i = 0; i < ${3 * n}; i++) printf("%.17g\\n", results[i]);
    for (int i = 0; i < ${n * m}; i++) printf("%.17g\\n", jacobian[i]);
    return 0;
}
`,
    );
    const inC = (...args: string[]): string => {
      const flags = "-std=c99 -Wall -Wextra -pedantic -Werror -O1".split(" ");
      execFileSync("gcc", [...flags, ...args, "-o", "run"], { cwd: folder });
      return execFileSync("./run", { cwd: folder, encoding: "utf8" });
    };
    const printed = inC("step.c", "main.c").trim().split("\n").map(Number);
    expectEach(printed.slice(0, 3 * n));
    expectAll(printed.slice(0, n), printed.slice(3 * n));
    expect(inC("-DONEOVERN_SELF_TEST", "step.c")).toMatch(/^passed/);
    writeFileSync(join(folder, "symbolic.py"), codeOfStep(extent, targetNamed("sympy"), { gradient: true }));
    expect(execFileSync(debianPython, ["symbolic.py", "--self-test"], { cwd: folder, encoding: "utf8" })).toMatch(
      /^passed/,
    );
    writeFileSync(join(folder, "step.frm"), codeOfStep(extent, targetNamed("form")));
    expect(execFileSync("form", ["-q", "step.frm"], { cwd: folder, encoding: "utf8" })).toContain("[step_V6o1] =");

    const wolfram = runWolfram(readWolfram(codeOfStep(extent, targetNamed("mathematica"))));
    expect(wolfram("step", point.inputs)).toEqual(written.map((sum) => exactAt(sum, names, point)));
  });
});

test("every file in src/code/targets is a target, and there is no other list", () => {
  const files = readdirSync(new URL("../../src/code/targets", import.meta.url));
  expect(files.map((file) => file.replace(".ts", "")).sort()).toEqual(targets.map(({ name }) => name).sort());
});

test("--trace says how many operations there were and are", () => {
  const told: string[] = [];
  codeOfSum(compile("V_8"), targetNamed("c"), {
    gradient: true,
    trace: (pass, detail) => told.push(`${pass}: ${detail}`),
  });
  expect(told).toEqual([
    expect.stringMatching(/^optimise: 50, of 109 as written out$/),
    expect.stringMatching(/^derive: \d+, of \d+ as written out$/),
  ]);
});

test("an unknown target is refused, and all are listed", () => {
  expect(() => targetNamed("fortran77")).toThrow(
    'no target "fortran77"\nexpected typescript, javascript, python, mathematica, form, c, sympy, json',
  );
});

test("languages without tensors refuse labelled externals by name", () => {
  const labelled = compile("V_4(x1,x2; x3,x4)");
  expect(() => codeOfSum(labelled, targetNamed("form"))).toThrow(
    /form has no modules for labelled externals\nexpected typescript, javascript, python/,
  );
  expect(() => codeOfSum(labelled, targetNamed("python"), { gradient: true })).toThrow("--gradient");
});
