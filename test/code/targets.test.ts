import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { derivative, symbolsOf } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { correlate } from "../../src/answer/correlate.js";
import { stepAnswer } from "../../src/answer/layer-step.js";
import { stepModule } from "../../src/code/evaluator-module.js";
import { codeOf, targetNamed, targets } from "../../src/code/files.js";
import { objectOf } from "../../src/language/support.js";
import { oneovern, temporaryFolder } from "../cli/oneovern.js";
import {
  compiled,
  correlator,
  exactAt,
  expectAgreement,
  nameOf,
  pointsOf,
  requests,
  sourceOf,
  spelledOut,
  sumOf,
  variablesOf,
} from "./modules.js";
import { debianPython } from "./tools.js";
import { readWolfram, runWolfram, wolframText } from "./wolfram.js";

/* What all languages share, and those with a compiler or a reader of their own: C, FORM, the Wolfram Language, JSON. */

test("every language writes what a module holds, and no more", () => {
  const extent = { highest: 2, orders: 0 };
  const step = stepModule(stepAnswer(extent), { gradient: true });
  for (const target of targets) expect(target.write(step)).toBe(codeOf(stepAnswer(extent), target, { gradient: true }));
  for (const { name } of targets)
    for (const request of ["K", "V_4", correlator]) {
      const options = { gradient: true };
      const found = objectOf(request) === "correlator" ? correlate(request) : compiled(request);
      const code = codeOf(found, targetNamed(name), options);
      expect(sourceOf(request, name, true)).toBe(code);
      // C99 asks for it, and so does every tool that appends to a file.
      expect(code).toMatch(/[^\n]\n$/);
    }
});

test("the header says what it is: request, version, operations before and after, formula", () => {
  const source = sourceOf("V_8", "typescript");
  expect(source).toMatch(/for the request "V_8"; do not edit/);
  expect(source).toMatch(/Operations: \d+ \(\d+ as a sum written out\)/);
  expect(source).toContain("1/n_{l-1}^3 (<Delta^4> - 3 <Delta^2>^2)");
});

test("what the header says writes the file again", async () => {
  const typescript = targetNamed("typescript");
  const steps = [
    { highest: 2, orders: 1 },
    { highest: 3, orders: 0 },
  ].map((extent) => codeOf(stepAnswer(extent), typescript));
  const sums = ["K through 2 loops about K_0 with equal widths", correlator].map((request) =>
    sourceOf(request, "typescript"),
  );
  for (const source of [...steps, ...sums]) {
    const [, flags, request] = / for (?:oneovern code (.*)|the request "(.*)"); do not edit/.exec(source) ?? [];
    const words = flags?.split(" ") ?? [request as string];
    expect(await oneovern(["code", ...words, "--target", "typescript"])).toMatchObject({ code: 0, stdout: source });
  }
});

describe("a module's own test finds a wrong constant", () => {
  /** What the test of V_8 says, with 3/4 replaced where it multiplies the whole. */
  const verdict = (language: string, file: string, [right, wrong]: readonly [string, string], command: string) => {
    const folder = temporaryFolder();
    const source = sourceOf("V_8", language);
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
    writeFileSync(join(folder, "module.c"), sourceOf(request, "c", true));
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

describe("form", () => {
  test.each(requests)("%s: the difference to the sum is 0, by itself and included", (request) => {
    const folder = temporaryFolder();
    const sum = sumOf(request);
    const name = nameOf(request);
    writeFileSync(join(folder, "module.frm"), sourceOf(request, "form", true));
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
    const source = sourceOf(request, "mathematica", true);
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
    const record = JSON.parse(sourceOf(request, "json", true));
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

test("every file in src/code/targets is a target, and there is no other list", () => {
  const files = readdirSync(new URL("../../src/code/targets", import.meta.url));
  const names = targets.map(({ name }) => (name === "json" ? "operation-graph" : name));
  expect(files.map((file) => file.replace(".ts", "")).sort()).toEqual(names.sort());
});

test("--trace says how many operations there were and are", () => {
  const told: string[] = [];
  codeOf(compile("V_8"), targetNamed("c"), {
    gradient: true,
    trace: (pass, detail) => told.push(`${pass}: ${detail}`),
  });
  expect(told).toEqual([
    expect.stringMatching(/^optimise: 50, of 109 as a sum written out$/),
    expect.stringMatching(/^derive: \d+, of \d+ as a sum written out$/),
  ]);
});

test("an unknown target is refused, and all are listed", () => {
  expect(() => targetNamed("fortran77")).toThrow(
    'no target "fortran77"\nexpected typescript, javascript, python, mathematica, form, c, sympy, json',
  );
});

test("languages without tensors refuse labelled externals by name", () => {
  const labelled = compile("V_4(x1,x2; x3,x4)");
  expect(() => codeOf(labelled, targetNamed("form"))).toThrow(
    /form has no modules for labelled externals\nexpected typescript, javascript, python/,
  );
  expect(() => codeOf(labelled, targetNamed("python"), { gradient: true })).toThrow("--gradient");
});
