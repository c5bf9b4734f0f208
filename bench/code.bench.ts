import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { all, create, type FactoryFunctionMap } from "mathjs";
import { bench, describe } from "vitest";
import { symbolsOf, toPlain } from "../src/algebra/polynomial.js";
import { compile } from "../src/answer/compile.js";
import { sumModule } from "../src/code/evaluator-module.js";
import { codeOf, targetNamed } from "../src/code/files.js";

/*
 * Generated code against what else one could do with the sum, in one run: mathjs, the expression written out, SymPy's
 * common subexpressions in Python, FORM's Format O4 in C. Goals stand beside the figures.
 */

const folder = mkdtempSync(join(tmpdir(), "oneovern-bench-"));
const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const python = "/usr/bin/python3";
const hasSympy = has(python, "-c", "import sympy, numpy");
const hasForm = has("form", "-v") && has("gcc", "--version");

/** Nanoseconds a call: the fastest of several rounds. */
function nanoseconds(call: () => number, rounds = 7): number {
  let sink = 0;
  let calls = 1;
  for (;;) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) sink += call();
    if (performance.now() - start > 20) break;
    calls *= 2;
  }
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < calls; i++) sink += call();
    best = Math.min(best, performance.now() - start);
  }
  if (Number.isNaN(sink)) throw new Error("not a number");
  return (best / calls) * 1e6;
}

interface Module {
  evaluate(values: Float64Array): number;
  evaluateMany(points: Float64Array, results: Float64Array): Float64Array;
}

async function moduleOf(request: string): Promise<Module> {
  const file = join(folder, `${request.replace(/\W/g, "_")}.mjs`);
  writeFileSync(file, codeOf(compile(request), targetNamed("javascript")));
  return (await import(pathToFileURL(file).href)) as Module;
}

/** The variables of a request's module, in order. */
const variablesOf = (request: string): string[] => sumModule(compile(request)).inputs.map(({ variable }) => variable);

/** The sum written out, with a power as repeated factors or as an operator. */
function writtenOut(request: string, power: "repeated" | "^" | "**"): string {
  const { sum } = compile(request);
  const variables = variablesOf(request);
  const names = new Map(symbolsOf(sum).map(({ name }, i) => [name, variables[i] as string] as const));
  return toPlain(sum)
    .map(({ coefficient, powers }) =>
      [
        `(${coefficient})`,
        ...Object.entries(powers).map(([symbol, n]) => {
          const name = names.get(symbol) as string;
          if (power !== "repeated") return `${name}${power}(${n})`;
          const factors = Array.from({ length: Math.abs(n) }, () => name).join(" * ");
          return n < 0 ? `(1 / (${factors}))` : factors;
        }),
      ].join(" * "),
    )
    .join(" + ");
}

const values = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => 1 + ((7 * i) % 5) / 4);

const rows: Record<string, string | number>[] = [];
const row = (what: string, ns: number, ours: number, goal = ""): void => {
  rows.push({ what, "ns a call": Number(ns.toPrecision(3)), "times ours": Number((ns / ours).toPrecision(3)), goal });
};

const v8 = await moduleOf("V_8");
const names = variablesOf("V_8");
const point = values(names.length);
const ours = nanoseconds(() => v8.evaluate(point));
row("V_8: evaluate(values)", ours, ours);
{
  const points = values(names.length * 1000);
  const results = new Float64Array(1000);
  row("V_8: evaluateMany, a point", nanoseconds(() => v8.evaluateMany(points, results)[999] as number) / 1000, ours);
}
{
  const plain = new Function(
    "values",
    `const [${names.map((_, i) => `x${i}`).join(", ")}] = [${names.map((_, i) => `values[${i}]`).join(", ")}];
     return ${writtenOut("V_8", "repeated").replace(/\b[A-Za-z]\w*\b/g, (name) => `x${names.indexOf(name)}`)};`,
  ) as (values: Float64Array) => number;
  row(
    "V_8: a plain expression",
    nanoseconds(() => plain(point)),
    ours,
    "at least 1",
  );
  const math = create(all as FactoryFunctionMap);
  const scope = Object.fromEntries(names.map((name, i) => [name, point[i] as number]));
  const text = writtenOut("V_8", "^");
  const compiled = math.compile(text);
  row(
    "V_8: mathjs compiled",
    nanoseconds(() => compiled.evaluate(scope) as number),
    ours,
  );
  row(
    "V_8: mathjs evaluate",
    nanoseconds(() => math.evaluate(text, { ...scope }) as number, 3),
    ours,
    "at least 1000",
  );
}

const inPython = (code: string): number =>
  Number(execFileSync(python, ["-c", code], { cwd: folder, encoding: "utf8" }).trim());
if (hasSympy) {
  writeFileSync(join(folder, "v8.py"), codeOf(compile("V_8"), targetNamed("python")));
  writeFileSync(join(folder, "sum.txt"), writtenOut("V_8", "**"));
  const timing = (setup: string, call: string, number = 20000): string =>
    `import timeit\n${setup}\nprint(min(timeit.repeat(lambda: ${call}, number=${number}, repeat=5)) / ${number} * 1e9)`;
  const list = `[${[...point].join(", ")}]`;
  const oursInPython = inPython(timing(`import v8\nx = ${list}`, "v8.V_8(*x)"));
  const cse = inPython(
    timing(
      `import sympy, re
text = re.sub(r"\\((-?\\d+)/(\\d+)\\)", r"Rational(\\1, \\2)", open("sum.txt").read())
names = ${JSON.stringify(names)}
symbols = {n: sympy.Symbol(n) for n in names}
f = sympy.lambdify(list(symbols.values()), eval(text, {"Rational": sympy.Rational, **symbols}), "math", cse=True)
x = ${list}`,
      "f(*x)",
    ),
  );
  rows.push({ what: "V_8 in Python", "ns a call": Number(oursInPython.toPrecision(3)), "times ours": 1, goal: "" });
  row("V_8 in Python: SymPy cse and lambdify", cse, oursInPython, "at least 1");
  const many = inPython(
    timing(`import v8, numpy as np\nx = np.tile(np.array(${list}), (100000, 1))`, "v8.evaluate_many(x)", 10),
  );
  rows.push({
    what: "V_8 in Python, a point of 100,000 with NumPy",
    "ns a call": Number((many / 1e5).toPrecision(3)),
    "times ours": Number((many / 1e5 / oursInPython).toPrecision(3)),
    goal: "",
  });
}

/** FORM's own code for a sum, as C, and its count of operations. */
function formC(request: string): { readonly code: string; readonly operations: number } {
  const variables = variablesOf(request);
  writeFileSync(
    join(folder, "o4.frm"),
    `#-
Off statistics;
Symbols ${variables.map((v) => (v === "n1" ? "r1" : v === "n2" ? "r2" : v)).join(", ")};
Format O4,stats=on;
Format C;
Local F = ${writtenOut(request, "^").replace(/n([12])\^\(-(\d+)\)/g, "r$1^$2")};
.sort
#optimize F
#write <o4.c> "%O"
#write <o4.c> "F=%e", F
.end
`,
  );
  const out = execFileSync("form", ["-q", "o4.frm"], { cwd: folder, encoding: "utf8" });
  const code = execFileSync("cat", ["o4.c"], { cwd: folder, encoding: "utf8" });
  return { code, operations: Number(/optimized.*: (\d+)/.exec(out)?.[1]) };
}

/** Nanoseconds a call of a C function double f(const double *), the fastest of several rounds. */
function inC(name: string, sources: readonly string[], count: number): number {
  writeFileSync(
    join(folder, "time.c"),
    `#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <time.h>
double ${name}(const double *values);
int main(void) {
    double x[${count}], best = 1e30;
    volatile double sink = 0;
    for (int i = 0; i < ${count}; i++) x[i] = 1.0 + ((7 * i) % 5) / 4.0;
    for (int round = 0; round < 9; round++) {
        struct timespec a, b;
        clock_gettime(CLOCK_MONOTONIC, &a);
        for (int i = 0; i < 200000; i++) { x[2] = 1.0 + (i & 7) * 0.125; sink += ${name}(x); }
        clock_gettime(CLOCK_MONOTONIC, &b);
        const double ns = ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)) / 200000;
        if (ns < best) best = ns;
    }
    printf("%.3f\\n", best);
    return 0;
}
`,
  );
  execFileSync("gcc", ["-O2", "-std=c99", ...sources, "time.c", "-o", "time", "-lm"], { cwd: folder });
  return Number(execFileSync("./time", { cwd: folder, encoding: "utf8" }));
}

const counts: Record<string, string | number>[] = [];
for (const request of ["V_8", "V_12", "V_16"]) {
  const [{ operations: value }] = sumModule(compile(request)).entries;
  const variables = variablesOf(request);
  const goal = { V_8: "<= 57", V_16: "<= 900" }[request] ?? "";
  const entry: Record<string, string | number> = { request, "written out": value.before, ours: value.after, goal };
  if (hasForm) {
    const { code, operations } = formC(request);
    const reads = variables.map((v, i) =>
      v === "n1" || v === "n2" ? `const double r${v[1]} = 1.0 / x[${i}];` : `const double ${v} = x[${i}];`,
    );
    const temporaries = [...new Set(code.match(/Z\d+_/g) ?? [])];
    writeFileSync(
      join(folder, "form.c"),
      `#include <math.h>\ndouble form(const double *x);\ndouble form(const double *x) {\n${reads.join("\n")}\ndouble ${[...temporaries, "F"].join(", ")};\n${code}\nreturn F;\n}\n`,
    );
    writeFileSync(join(folder, "ours.c"), codeOf(compile(request), targetNamed("c"), { name: "ours" }));
    const [theirs, own] = [inC("form", ["form.c"], variables.length), inC("ours", ["ours.c"], variables.length)];
    entry["FORM O4"] = operations;
    entry["ours in C, ns"] = own;
    entry["FORM O4 in C, ns"] = theirs;
    entry["times ours"] = Number((theirs / own).toPrecision(3));
  }
  counts.push(entry);
}

const sizes: Record<string, string | number>[] = [];
for (const request of ["V_4", "V_8", "V_12", "V_16", "V_20", "V_8 at 2 loops", "V_12 at 1 loop", "V_12 at 2 loops"]) {
  const [{ operations: value }] = sumModule(compile(request)).entries;
  const module = await moduleOf(request);
  const x = values(variablesOf(request).length);
  const ns = nanoseconds(() => module.evaluate(x));
  const points = values(x.length * 500);
  const results = new Float64Array(500);
  const many = nanoseconds(() => module.evaluateMany(points, results)[499] as number) / 500;
  sizes.push({
    request,
    "written out": value.before,
    operations: value.after,
    "ns a call": Number(ns.toPrecision(3)),
    "ns an operation": Number((ns / value.after).toPrecision(2)),
    "in evaluateMany": Number((many / value.after).toPrecision(2)),
    goal: "<= 2",
  });
}

console.log("V_8 against other ways");
console.table(rows);
console.log("operations: FORM's figures are without the divisions by the widths, ours with them");
console.table(counts);
console.log("evaluators of every size");
console.table(sizes);
{
  const generated = fileURLToPath(new URL("../generated/", import.meta.url));
  const [largest] = readdirSync(generated)
    .filter((name) => name.endsWith(".ts"))
    .sort((a, b) => statSync(join(generated, b)).size - statSync(join(generated, a)).size);
  const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
  const start = performance.now();
  const flags = "--strict --noUncheckedIndexedAccess --noEmit --target es2022 --module nodenext --ignoreConfig".split(
    " ",
  );
  execFileSync(process.execPath, [tsc, ...flags, join(generated, largest as string)], { stdio: "inherit" });
  console.log(`tsc --strict on generated/${largest}: ${((performance.now() - start) / 1000).toFixed(1)} s (goal: 5 s)`);
}

describe("V_8", () => {
  bench("evaluate(values)", () => {
    v8.evaluate(point);
  });
});
