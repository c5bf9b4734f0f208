import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { derivative, symbolsOf } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { coefficientsOf, stepAnswer, stepSums } from "../../src/answer/layer-step.js";
import { type EvaluatorModule, stepModule } from "../../src/code/evaluator-module.js";
import { targetNamed } from "../../src/code/files.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { exactAt, expectAgreement } from "./modules.js";
import { compiledAlone, debianPython } from "./tools.js";
import { readWolfram, runWolfram } from "./wolfram.js";

/* The step from one layer to the next as a module. */

const extent = { highest: 3, orders: 1 };
const { coefficients, written } = stepSums(coefficientsOf(extent));
/**
 * Most of the work, and the same for all languages; that files are written in this way is tested in targets.test.ts.
 */
const [withGradient, withoutGradient] = [true, false].map((gradient) =>
  stepModule(stepAnswer(extent), { gradient }),
) as [EvaluatorModule, EvaluatorModule];
const codeOf = (language: string, module: EvaluatorModule): string => targetNamed(language).write(module);

test("in every language that runs here: the sums of its coefficients, and their derivatives", async () => {
  const record = JSON.parse(codeOf("json", withGradient));
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
  }>(codeOf("typescript", withGradient));
  const values = Float64Array.from(doubles);
  expectAll([...typescript.evaluate(values)], [...typescript.jacobian(values)]);
  const byName = typescript.step(
    Object.fromEntries(record.symbols.map(({ variable }: { variable: string }, i: number) => [variable, doubles[i]])),
  );
  expect(Object.values(byName)).toEqual([...typescript.evaluate(values)]);

  const folder = temporaryFolder();
  writeFileSync(join(folder, "step.py"), codeOf("python", withGradient));
  const python = (code: string) =>
    JSON.parse(
      execFileSync(debianPython, ["-c", `import json, step\nx = ${JSON.stringify(doubles)}\n${code}`], {
        cwd: folder,
        encoding: "utf8",
      }),
    );
  expectAll(python("print(json.dumps(step.evaluate(x)))"), python("print(json.dumps(step.jacobian(x)))").flat());
  const [help, ofDerivatives, isTuple] = python(
    "print(json.dumps([step.step.__doc__, step.step_derivatives.__doc__, isinstance(step.step(*x), tuple)]))",
  );
  expect(help).toContain("Returns a tuple in the order of RESULTS.");
  expect(isTuple).toBe(true);
  expect(ofDerivatives).toContain("for each");
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

  const c = codeOf("c", withGradient);
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
  writeFileSync(join(folder, "symbolic.py"), codeOf("sympy", withGradient));
  expect(execFileSync(debianPython, ["symbolic.py", "--self-test"], { cwd: folder, encoding: "utf8" })).toMatch(
    /^passed/,
  );
  writeFileSync(join(folder, "step.frm"), codeOf("form", withoutGradient));
  expect(execFileSync("form", ["-q", "step.frm"], { cwd: folder, encoding: "utf8" })).toContain("[step_V6o1] =");

  const wolfram = runWolfram(readWolfram(codeOf("mathematica", withoutGradient)));
  expect(wolfram("step", point.inputs)).toEqual(written.map((sum) => exactAt(sum, names, point)));
});
