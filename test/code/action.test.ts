import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
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
