import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { derivative, symbolsOf } from "../../src/algebra/polynomial.js";
import { compile } from "../../src/answer/compile.js";
import { stepAnswer } from "../../src/answer/layer-step.js";
import { codeOf, targetNamed } from "../../src/code/files.js";
import { memoised } from "../../src/foundation/memoised.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { expectAgreement, nameOf, pointsOf, requests, sourceOf, sumOf } from "./modules.js";
import { compiledEach, loaded } from "./tools.js";

/* Modules in TypeScript, compiled alone and as strictly as tsc can, and in JavaScript. */

interface Module {
  readonly symbols: readonly string[];
  evaluate(values: Float64Array): number;
  evaluateMany(points: Float64Array, results?: Float64Array): Float64Array;
  gradient(values: Float64Array): Float64Array;
  evaluateWithGradient(values: Float64Array, into: Float64Array): number;
  readonly [name: string]: unknown;
}

/** A request whose sum takes more operations than one function holds. */
const inParts = "V_12 at 1 loop";

const typescriptModules = memoised(
  async () => {
    const sources = new Map([...requests.map((request) => [request, true] as const), [inParts, false] as const]);
    const modules = await compiledEach<Module>(
      [...sources].map(([request, gradient]) => sourceOf(request, "typescript", gradient)),
    );
    return new Map([...sources.keys()].map((request, i) => [request, modules[i] as Module] as const));
  },
  () => "",
);

const typescriptModule = async (request: string): Promise<Module> =>
  (await typescriptModules(undefined)).get(request) as Module;

describe.each([
  ["typescript", typescriptModule],
  ["javascript", (request: string) => loaded<Module>(sourceOf(request, "javascript", true))],
] as const)("%s", (language, load) => {
  test.each(requests)("%s", async (request) => {
    const source = sourceOf(request, language, true);
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

test("a module in parts gives what one in one part gives", async () => {
  expect(sourceOf(inParts, "typescript")).toContain("function value2(");
  const module = await typescriptModule(inParts);
  const sum = sumOf(inParts);
  const names = symbolsOf(sum).map(({ name }) => name);
  for (const point of pointsOf(sum, 2))
    expectAgreement(module.evaluate(Float64Array.from(point.doubles)), sum, names, point);
});

test("JavaScript's comments are the types that tsc reads off them: of a sum, a step and tensors", () => {
  const folder = temporaryFolder();
  const javascript = targetNamed("javascript");
  const modules = {
    sum: sourceOf("V_8", "javascript", true),
    step: codeOf(stepAnswer({ highest: 2, orders: 1 }), javascript, { gradient: true }),
    tensors: codeOf(compile("V_4(x1,x2; x3,x4)"), javascript),
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
const both: Same<typeof sum.evaluateWithGradient, (values: Float64Array, into: Float64Array) => number> = true;
const many: Same<Parameters<typeof sum.evaluateMany>, [points: Float64Array, results?: Float64Array]> = true;
const next: Same<Parameters<typeof step.evaluate>, [values: Float64Array, into?: Float64Array]> = true;
const result: Same<ReturnType<typeof step.evaluate>, Float64Array> = true;
const jacobian: Same<typeof step.jacobian, (values: Float64Array, into?: Float64Array) => Float64Array> = true;
const named: Same<ReturnType<typeof step.step>["V4o1"], number> = true;
const contracted: Same<Parameters<typeof tensors.V_4>[0]["pairs"], number> = true;
export { same, slopes, both, many, next, result, jacobian, named, contracted };
`,
  );
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const options = "--allowJs --strict --noEmit --target es2022 --module nodenext --skipLibCheck".split(" ");
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, "user.mts"], { cwd: folder, encoding: "utf8" });
  expect(stdout).toBe("");
});
