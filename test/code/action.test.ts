import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { derivative, type Polynomial, scale, sum, symbolTerm, times } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { type ActionAnswer, actionUnproved } from "../../src/answer/action/action.js";
import { actionModule } from "../../src/code/action-module.js";
import { codeOf, targetNamed, targets } from "../../src/code/files.js";
import { actionByMoments } from "../../src/routes/action/moments.js";
import { fieldsSquared, kernelSymbol } from "../../src/symbols/symbols.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { exactAt, expectAgreement } from "./modules.js";
import { compiledAlone, debianPython } from "./tools.js";
import { readWolfram, runWolfram } from "./wolfram.js";

/* The action as a module: S and dS/dq, in every language that runs here. */

const answer = actionUnproved("action V_6") as ActionAnswer;
const gaussian = scale(times(symbolTerm(fieldsSquared), symbolTerm(kernelSymbol, -1)), Q.rational(1, 2));
/** S without its constant, and its slope, by a route of their own. */
const action: Polynomial = sum([gaussian, ...actionByMoments(2)]);
const expected = [action, derivative(action, fieldsSquared)];
const withGradient = actionModule(answer, { gradient: true });
const plain = actionModule(answer);
const point = { inputs: plain.inputs.map((_, i) => Q.rational(3 + ((5 * i) % 7), 4)), doubles: [] as number[] };
const names = plain.inputs.map(({ name }) => name);
const doubles = point.inputs.map(Q.toNumber);

const expectValues = (found: readonly number[]): void => {
  expect(found).toHaveLength(2);
  expected.forEach((own, i) => {
    expectAgreement(found[i] as number, own, names, point);
  });
};

test("its inputs are q, n, K, V_2b of its own layer and the width below", () => {
  expect(names.toSorted()).toEqual(["K", "V_4", "V_6", "n", "n_{l-1}", "q"]);
  const meanings = plain.inputs.map(({ meaning }) => meaning).join("\n");
  expect(meanings).toContain("V_4^(l), the connected 4-point vertex of layer l");
  expect(meanings).toContain("n, the width of layer l");
  expect(meanings).toContain("K^(l), the mean of layer l's kernel");
});

test("TypeScript, strictly compiled: S and its slope, and derivatives by every symbol", async () => {
  const module = await compiledAlone<{
    evaluate(values: Float64Array): Float64Array;
    jacobian(values: Float64Array): Float64Array;
  }>(codeOf(answer, targetNamed("typescript"), { gradient: true }));
  expectValues([...module.evaluate(Float64Array.from(doubles))]);
  const jacobian = [...module.jacobian(Float64Array.from(doubles))];
  const q = names.indexOf("q");
  // The slope stands among the derivatives of S too.
  expect(jacobian[q]).toBeCloseTo(Q.toNumber(exactAt(expected[1] as Polynomial, names, point)), 10);
});

test("Python, C, SymPy, FORM and the Wolfram Language", () => {
  const folder = temporaryFolder();
  const write = (file: string, language: string, module = withGradient): void =>
    writeFileSync(join(folder, file), targetNamed(language).write(module));
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: folder, encoding: "utf8" });
  write("action.py", "python");
  expectValues(
    JSON.parse(
      run(debianPython, "-c", `import json, action; print(json.dumps(action.evaluate(${JSON.stringify(doubles)})))`),
    ),
  );
  write("action.c", "c");
  run("gcc", ..."-std=c99 -Wall -Wextra -pedantic -Werror -DONEOVERN_SELF_TEST action.c -o run".split(" "));
  expect(run("./run")).toMatch(/^passed/);
  write("symbolic.py", "sympy");
  expect(run(debianPython, "symbolic.py", "--self-test")).toMatch(/^passed/);
  write("action.frm", "form", plain);
  expect(run("form", "-q", "action.frm")).toContain("=");
  const wolfram = runWolfram(readWolfram(targetNamed("mathematica").write(plain)));
  expect(wolfram("action", point.inputs)).toEqual(expected.map((own) => exactAt(own, names, point)));
});

describe("of fields: S and its gradient, q and n taken from them", () => {
  const fields = [0.5, -1.25, 0.75];
  const q = fields.reduce((total, field) => total + field * field, 0);
  const own = names.map((name, i) => (name === "q" ? q : name === "n" ? 3 : (doubles[i] as number)));
  const [S, slope] = expected.map((part) =>
    Q.toNumber(exactAt(part, names, { inputs: own.map(Q.fromNumber), doubles: own })),
  ) as [number, number];
  const gradient = fields.map((field) => 2 * field * slope);
  const expectFields = ([value, ...rest]: readonly number[]): void => {
    expect(value).toBeCloseTo(S, 10);
    expect(rest).toHaveLength(3);
    rest.forEach((found, i) => {
      expect(found).toBeCloseTo(gradient[i] as number, 10);
    });
  };

  test("it is the gradient: differences of S", () => {
    const at = (moved: readonly number[]): number => {
      const sum = moved.reduce((total, field) => total + field * field, 0);
      const values = own.map((value, i) => (names[i] === "q" ? sum : value));
      return Q.toNumber(exactAt(expected[0] as Polynomial, names, { inputs: values.map(Q.fromNumber), doubles: [] }));
    };
    fields.forEach((_, i) => {
      const step = 2 ** -12;
      const [up, down] = [step, -step].map((h) => at(fields.map((field, j) => (j === i ? field + h : field))));
      expect(((up as number) - (down as number)) / (2 * step)).toBeCloseTo(gradient[i] as number, 5);
    });
  });

  test("in TypeScript, Python and C", async () => {
    const module = await compiledAlone<{
      ofFields(fields: Float64Array, values: Float64Array, gradient?: Float64Array): number;
    }>(codeOf(answer, targetNamed("typescript")));
    const into = new Float64Array(3);
    const value = module.ofFields(Float64Array.from(fields), Float64Array.from(doubles), into);
    expectFields([value, ...into]);
    expect(module.ofFields(Float64Array.from(fields), Float64Array.from(doubles))).toBe(value);
    const folder = temporaryFolder();
    writeFileSync(join(folder, "action.py"), targetNamed("python").write(plain));
    const code = `import json, action\nS, g = action.of_fields(${JSON.stringify(fields)}, ${JSON.stringify(doubles)})\nprint(json.dumps([S, *g]))`;
    expectFields(JSON.parse(execFileSync(debianPython, ["-c", code], { cwd: folder, encoding: "utf8" })));
    writeFileSync(join(folder, "action.c"), targetNamed("c").write(plain));
    writeFileSync(
      join(folder, "main.c"),
      `#include <stddef.h>
#include <stdio.h>
double action_of_fields(size_t count, const double *fields, const double *values, double *gradient);
int main(void) {
  const double fields[] = {${fields.join(", ")}}, values[] = {${doubles.join(", ")}};
  double gradient[3];
  printf("%.17g", action_of_fields(3, fields, values, gradient));
  for (int i = 0; i < 3; i++) printf(" %.17g", gradient[i]);
  return action_of_fields(3, fields, values, NULL) == 0.0;
}
`,
    );
    const flags = "-std=c99 -Wall -Wextra -pedantic -Werror action.c main.c -o run".split(" ");
    execFileSync("gcc", flags, { cwd: folder });
    expectFields(execFileSync("./run", { cwd: folder, encoding: "utf8" }).split(" ").map(Number));
  });
});

test("every language has it, with a header that says what cannot be sampled", () => {
  const quartic = actionUnproved("action V_4") as ActionAnswer;
  for (const target of targets) {
    const code = codeOf(quartic, target);
    if (target.name === "json") continue;
    expect(code, target.name).toContain("cannot be sampled");
    expect(code, target.name).toContain("without (n/2) log(2 pi K)");
  }
});

test("of general inputs no code is written, and the message says what there is", () => {
  const general = actionUnproved("action V_4 with general inputs");
  expect(() => codeOf(general, targetNamed("python"))).toThrow(/one input, or its terms as data/);
});
