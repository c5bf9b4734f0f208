import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, describe, expect, test, vi } from "vitest";
import { derivative, evaluate, symbolsOf } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { evaluatorOf, type LeadingOrder } from "../../src/answer/evaluator.js";
import { codeOf, targetNamed } from "../../src/code/files.js";
import { leadingModule } from "../../src/code/leading-module.js";
import { requireSame } from "../../src/code/proof.js";
import { leadingSymbols, stationaryGraph } from "../../src/code/stationary.js";
import { leadingSum } from "../../src/theory/kernel/closed-form.js";
import { withEqualWidths } from "../../src/theory/kernel/term.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { debianPython } from "./tools.js";

/* Code for V_2k whose diagrams are too many for rows: the recursion, proved against the integral modulo a prime. */

const leading = (request: string): LeadingOrder => {
  const found = evaluatorOf(request);
  if (found.kind !== "leading order") throw new Error(`${request} is small`);
  return found;
};

test("what code is written from: rows, the recursion, or the sum alone", () => {
  expect(evaluatorOf("V_8")).toMatchObject({ kind: "sum", terms: expect.objectContaining({ length: 10 }) });
  expect(evaluatorOf("V_8", { maxTerms: 9 })).toMatchObject({ kind: "leading order" });
  expect(evaluatorOf("V_8 at 1 loop", { maxTerms: 9 })).toMatchObject({ kind: "sum", terms: [] });
  expect(evaluatorOf("V_24 with equal widths")).toMatchObject({ kind: "leading order" });
});

test.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])("k = %i: its symbols are known without the sum, and it is the sum", (k) => {
  for (const order of [undefined, 0] as const) {
    const sum = leadingSum(k, { blobs: order === undefined ? "full" : "expanded" });
    const symbols = leadingSymbols(k, order);
    expect(symbols.map(({ name }) => name)).toEqual(symbolsOf(sum).map(({ name }) => name));
    for (const functions of ["written out", "by logarithm"] as const)
      expect(() => requireSame(stationaryGraph(k, symbols, order, functions), [sum])).not.toThrow();
  }
});

test.each(["V_22", "V_22 with expanded blobs", "V_22 with equal widths"])("%s: its samples are exact", (request) => {
  const found = leading(request);
  const { inputs, samples } = leadingModule(found, {});
  const whole = leadingSum(11, found.request);
  const sum = found.request.widths === "equal" ? withEqualWidths(whole) : whole;
  for (const { inputs: values, results } of samples) {
    const known = new Map(inputs.map(({ name }, i) => [name, values[i] as Q.Rational]));
    const exact = evaluate(sum, ({ name }) => known.get(name));
    expect(Q.toText(results[0]?.value as Q.Rational)).toBe(Q.toText(exact));
    // What rounding is measured by is no less than the sum of the sizes of the terms, and no test says nothing.
    const magnitude = Q.toNumber(results[0]?.magnitude as Q.Rational);
    expect(magnitude).toBeGreaterThanOrEqual(Math.abs(Q.toNumber(exact)));
    expect(magnitude).toBeLessThan(1e6 * Math.abs(Q.toNumber(exact)));
    for (const value of values) expect(Q.fromNumber(Q.toNumber(value))).toEqual(value);
  }
});

describe("files that test themselves", () => {
  const run = (command: string, args: readonly string[], cwd: string): string =>
    execFileSync(command, args, { cwd, encoding: "utf8" });

  test.each(["V_24", "V_40 with equal widths"])("%s in Python", (request) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "v.py"), codeOf(leading(request), targetNamed("python")));
    expect(run(debianPython, ["v.py", "--self-test"], folder)).toMatch(/^passed: 3 points, largest relative error/);
  });

  test("V_24 in C", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "v.c"), codeOf(leading("V_24"), targetNamed("c")));
    run("gcc", ["-std=c99", "-Wall", "-Werror", "-DONEOVERN_SELF_TEST", "v.c", "-o", "v", "-lm"], folder);
    expect(run("./v", [], folder)).toMatch(/^V_24: passed|^passed|passed: 3 points/);
  });

  test("V_22 as an operation graph", () => {
    const schema = JSON.parse(readFileSync(new URL("../../docs/operation-graph.schema.json", import.meta.url), "utf8"));
    const graph = JSON.parse(codeOf(leading("V_22"), targetNamed("json")));
    const ajv = new Ajv();
    expect(ajv.validate(schema, graph), JSON.stringify(ajv.errors)).toBe(true);
    expect(graph.checks).toEqual(["integral modulo a prime"]);
  });
});

describe("its gradient", () => {
  test.each([
    "V_10",
    "V_12 with equal widths",
    "V_10 with expanded blobs",
  ])("%s: every derivative is exact", (request) => {
    const found = evaluatorOf(request, { maxTerms: 1 }) as LeadingOrder;
    const { inputs, samples } = leadingModule(found, { gradient: true });
    const { k, widths, blobs } = found.request;
    const whole = leadingSum(k, { blobs });
    const sum = widths === "equal" ? withEqualWidths(whole) : whole;
    const symbols = symbolsOf(sum);
    expect(inputs.map(({ name }) => name)).toEqual(symbols.map(({ name }) => name));
    for (const { inputs: values, derivatives } of samples) {
      const known = new Map(inputs.map(({ name }, i) => [name, values[i] as Q.Rational]));
      expect(derivatives[0]?.map(({ value }) => Q.toText(value))).toEqual(
        symbols.map((symbol) => Q.toText(evaluate(derivative(sum, symbol), ({ name }) => known.get(name)))),
      );
    }
  });

  test("of V_22 tests itself in Python", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "v.py"), codeOf(leading("V_22"), targetNamed("python"), { gradient: true }));
    expect(execFileSync(debianPython, ["v.py", "--self-test"], { cwd: folder, encoding: "utf8" })).toMatch(/^passed/);
  });

  test("of V_40 has too many operations", () => {
    expect(() => codeOf(leading("V_40"), targetNamed("c"), { gradient: true })).toThrow(
      /--gradient: all derivatives of V_40 take \d+ operations\nexpected 40000 at most/,
    );
  });
});

describe("the proof of a recursion whose sum nobody made", () => {
  afterEach(() => {
    vi.doUnmock("../../src/routes/kernel/series.js");
    vi.doUnmock("../../src/code/gradient.js");
    vi.resetModules();
  });

  test("finds a recursion that is not the integral", async () => {
    vi.resetModules();
    vi.doMock("../../src/routes/kernel/series.js", async (original) => {
      const right = await original<typeof import("../../src/routes/kernel/series.js")>();
      // Each blob of four legs and more is lost: V_4 and V_6 alone are left.
      const stationarySeries: typeof right.stationarySeries = (k, ring, neuron, blob) =>
        right.stationarySeries(k, ring, neuron, (b) => (b > 3 ? ring.zero : blob(b)));
      return { ...right, stationarySeries };
    });
    const { leadingModule: broken } = await import("../../src/code/leading-module.js");
    expect(() => broken(leading("V_22"), {})).toThrow(/the recursion of V_22 is not the integral over g/);
  });

  test("finds derivatives that are not the integral's", async () => {
    vi.resetModules();
    vi.doMock("../../src/code/gradient.js", async (original) => {
      const right = await original<typeof import("../../src/code/gradient.js")>();
      // Two derivatives change places.
      const withGradient: typeof right.withGradient = (graph) => {
        const made = right.withGradient(graph);
        const [value, first, second, ...others] = made.outputs;
        return { ...made, outputs: [value, second, first, ...others] as typeof made.outputs };
      };
      return { withGradient };
    });
    const { leadingModule: broken } = await import("../../src/code/leading-module.js");
    const small = evaluatorOf("V_8", { maxTerms: 1 }) as LeadingOrder;
    expect(() => broken(small, {})).not.toThrow();
    expect(() => broken(small, { gradient: true })).toThrow(/the gradient of V_8 is not the integral over g/);
  });
});
