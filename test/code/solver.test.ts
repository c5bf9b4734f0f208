import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Q from "../../src/algebra/rational.js";
import { codeOf, solverCodeOf, targetNamed, targets } from "../../src/code/files.js";
import { solverSamples } from "../../src/code/solver-samples.js";
import { UserError } from "../../src/foundation/errors.js";
import { planarSolution, powerLaw } from "../../src/numbers/scaling/planar-solution.js";
import { oneovern, temporaryFolder } from "../cli/oneovern.js";
import { compiledAlone, debianPython, loaded } from "./tools.js";
import { readWolfram, wolframText } from "./wolfram.js";
import { type Association, numericSession } from "./wolfram-numbers.js";

/*
 * The planar solver in every language that has it, run for real, against the library's own, the theory's limits and the
 * values of the table of simulated regressions.
 */

/** A spectrum, N, T, gamma and s. */
type Model = readonly [spectrum: readonly number[], n: number, t: number, gamma: number, s: number];

const keys = ["D", "S", "S2", "L1", "L2", "L3p", "R", "loss", "noise", "withTestLabels", "trainOverTest", "norm"];
const law = (m: number, alpha = 0.7) => [...powerLaw(m, alpha)];

/** The published planar values: alpha = 0.7, s = 1/M. */
const table: readonly (readonly [Model, number])[] = [
  [[law(60), 10, 20, 0.05, 1 / 60], 0.619467],
  [[law(130), 20, 40, 0.05, 1 / 130], 0.402992],
  [[law(130), 40, 40, 0.05, 1 / 130], 0.284143],
];

const drawn = fc.sample(
  fc.tuple(
    fc.array(fc.double({ min: 0.05, max: 10, noNaN: true }), { minLength: 1, maxLength: 40 }),
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 1, max: 60 }),
    fc.double({ min: -9, max: 3, noNaN: true }).map((exponent) => 10 ** exponent),
    fc.double({ min: 0.01, max: 5, noNaN: true }),
  ),
  { numRuns: 60, seed: 7 },
);

const models: readonly Model[] = [
  ...table.map(([model]) => model),
  ...drawn,
  // The dual of each.
  ...drawn.slice(0, 10).map(([spectrum, n, t, gamma, s]): Model => [spectrum, t, n, gamma, s]),
  // Without a ridge: on both sides, with the teacher learned, and at the edges of that, where something is infinite.
  [law(60), 10, 20, 0, 1 / 60],
  [law(60), 20, 10, 0, 1 / 60],
  [law(10), 20, 30, 0, 1],
  [law(10), 30, 20, 0, 1],
  [law(10), 10, 20, 0, 0.5],
  [law(10), 20, 10, 0, 0.5],
  [law(10), 10, 10, 0, 0.5],
  // A ridge that no double sees beside 1, and one beside which nothing else is seen.
  ...[1e-300, 1e-40, 1e9, 1e300].flatMap((gamma): Model[] => [
    [law(60), 10, 20, gamma, 1 / 60],
    [law(60), 20, 20, gamma, 1 / 60],
    [law(60), 100, 80, gamma, 1 / 60],
    [law(60), 80, 80, gamma, 1 / 60],
    [law(60), 60, 80, gamma, 1 / 60],
  ]),
  [[1], 1, 1, 1, 1],
  [law(100_000), 1000, 4000, 1e-3, 1e-5],
];

/** The library's solution. */
function expected([lambdas, n, t, gamma, s]: Model): number[] {
  const found = planarSolution(Float64Array.from(lambdas), { features: n, samples: t, ridge: gamma, scale: s });
  const { d, sums, terms, ladder, loss, noise, trainOverTest, norm } = found;
  return [
    d,
    sums.first,
    sums.second,
    terms.l1,
    terms.l2,
    terms.l3NoRungs,
    ladder,
    loss,
    noise.excess,
    noise.withTestLabels,
    trainOverTest,
    norm,
  ];
}

function expectNear(found: number, wanted: number, what = ""): void {
  if (Number.isFinite(wanted) && wanted !== 0) expect(Math.abs(found / wanted - 1), what).toBeLessThan(1e-12);
  else expect(found, what).toBe(wanted);
}

/** Compares what a language finds for `models`, in order. */
function expectSolutions(found: readonly (readonly number[])[]): void {
  expect(found).toHaveLength(models.length);
  models.forEach((model, i) => {
    const [lambdas, ...inputs] = model;
    const wanted = expected(model);
    keys.forEach((key, at) => {
      const what = `${key} of M = ${lambdas.length} and ${inputs.join(", ")}`;
      expectNear(found[i]?.[at] as number, wanted[at] as number, what);
    });
  });
}

const numbersIn = (text: string): number[][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split(" ").map((word) => Number(word.replace("inf", "Infinity"))));

const [spectrum, positive] = [[2, 1], "a positive number is expected"];
/** What is refused, with the words that say why. */
const refused: readonly (readonly [Model, subject: string, shown: string, reason: string])[] = [
  [[spectrum, 0, 3, 1, 1], "N", "0", positive],
  [[spectrum, 2, Number.NaN, 1, 1], "T", "nan", positive],
  [[spectrum, Number.POSITIVE_INFINITY, 3, 1, 1], "N", "inf", positive],
  [[spectrum, 2, 3, -1, 1], "gamma", "-1", "a number, 0 or more, is expected"],
  [[spectrum, 2, 3, 1, 0], "s", "0", positive],
  [[[], 2, 3, 1, 1], "M", "0", "a spectrum of at least one positive number"],
  [[[1, 1, 0], 2, 3, 1, 1], "lambda_3", "0", "a spectrum is of positive numbers"],
  [[[1, Number.NaN], 2, 3, 1, 1], "lambda_2", "nan", "a spectrum is of positive numbers"],
  [[spectrum, 2, 3, 1e300, 1e-300], "gamma/s", "inf", "a number that a double can hold"],
  [[spectrum, 1, 1, 0, 1], "N = T", "1", "without a ridge the loss diverges here"],
  [[spectrum, 5, 7, 5e-324, 1], "D", "", "no double of full precision is near"],
];

const code = (language: string, name?: string): string =>
  solverCodeOf(targetNamed(language), name === undefined ? {} : { name });

interface Module {
  scalingLoss(...model: Model): Readonly<Record<string, number>>;
  powerLaw(m: number, alpha: number, largest?: number): Float64Array;
}

function expectModule({ scalingLoss, powerLaw: law_ }: Module): void {
  expect(Object.keys(scalingLoss(...(models[0] as Model)))).toEqual([
    ...keys.slice(0, 9),
    "noiseWithTestLabels",
    ...keys.slice(10),
  ]);
  expectSolutions(models.map((model) => Object.values(scalingLoss(...model))));
  expect(law_(7, 0.3, 2)).toEqual(powerLaw(7, 0.3, 2));
  expect(law_(7, 0.3)).toEqual(powerLaw(7, 0.3));
  for (const [model, subject, shown, reason] of refused) {
    const call = () => scalingLoss(...model);
    expect(call).toThrow(RangeError);
    expect(call).toThrow(new RegExp(`^${subject} = ${shown.replace("-", "\\-")}.*: ${reason}`, "i"));
  }
}

describe("the library's solution comes out", () => {
  test("the library has the published values, and the samples are exact solutions", () => {
    for (const [model, loss] of table) expect(expected(model)[7]).toBeCloseTo(loss, 6);
    const samples = solverSamples().map(({ spectrum: lambdas, inputs, results }) => ({
      model: [lambdas.map(Q.toNumber), ...inputs.map(Q.toNumber)] as unknown as Model,
      results: results.map(Q.toNumber),
    }));
    const whole = samples.filter(({ model: [, n, t] }) => Number.isInteger(n) && Number.isInteger(t));
    expect(whole).toHaveLength(samples.length - 1);
    for (const { model, results } of whole)
      expected(model).forEach((value, i) => {
        expectNear(results[i] as number, value, keys[i]);
      });
  });

  test("in TypeScript, compiled alone under tsc --strict", async () => {
    const module = await compiledAlone<Module>(code("typescript"));
    expectModule(module);
    const [model] = table[0] as (typeof table)[number];
    const [lambdas, ...inputs] = model;
    const fromArray = module.scalingLoss(Float64Array.from(lambdas) as unknown as number[], ...inputs);
    expect(fromArray).toEqual(module.scalingLoss(...model));
  });

  test("in JavaScript", async () => {
    expectModule(await loaded<Module>(code("javascript")));
  });

  test.each([
    ["with NumPy", "", "np.asarray"],
    ["without NumPy", 'sys.modules["numpy"] = None', "list"],
  ])("in Python %s", (_, before, container) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "module.py"), code("python"));
    writeFileSync(
      join(folder, "driver.py"),
      `
import json, sys
${before}
import module
from module import np
given = json.load(sys.stdin)
for spectrum, *inputs in given["models"]:
    found = module.scaling_loss(${container}(spectrum), *inputs)
    assert tuple(found) == module.RESULTS and all(type(value) is float for value in found.values())
    print(*map(repr, found.values()))
assert module.scaling_loss(tuple(given["models"][0][0]), *given["models"][0][1:]) == module.scaling_loss(*given["models"][0])
print(*map(float, module.power_law(7, 0.3, 2.0)))
print(*map(float, module.power_law(7, 0.3)))
for spectrum, *inputs in given["refused"]:
    try:
        module.scaling_loss(spectrum, *inputs)
        print("solved")
    except ValueError as error:
        print(error)
`,
    );
    // Python reads NaN and Infinity in JSON by their names.
    const json = (value: unknown): string =>
      Array.isArray(value) ? `[${value.map(json).join(",")}]` : String(value as number);
    const printed = execFileSync(debianPython, ["-W", "error", "driver.py"], {
      cwd: folder,
      encoding: "utf8",
      input: `{"models": ${json(models)}, "refused": ${json(refused.map(([model]) => model))}}`,
    });
    const lines = printed.trim().split("\n");
    const count = models.length;
    expectSolutions(numbersIn(lines.slice(0, count).join("\n")));
    const [scaled, plain] = numbersIn(lines.slice(count, count + 2).join("\n")) as [number[], number[]];
    powerLaw(7, 0.3).forEach((lambda, i) => {
      expectNear(plain[i] as number, lambda);
      expectNear(scaled[i] as number, 2 * lambda);
    });
    refused.forEach(([, subject, shown, reason], i) => {
      expect(lines[count + 2 + i]).toContain(`${subject} = ${shown}`);
      expect(lines[count + 2 + i]).toContain(reason);
    });
  });

  test("in C99, without a warning", () => {
    const folder = temporaryFolder();
    const source = code("c");
    writeFileSync(join(folder, "module.c"), source);
    const declared = /typedef struct[\s\S]*?;\n\n[\s\S]*?\n\n/.exec(source)?.[0];
    writeFileSync(
      join(folder, "main.c"),
      `#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
${declared}
int main(void) {
    size_t M;
    double in[4];
    while (scanf("%zu %lf %lf %lf %lf", &M, in, in + 1, in + 2, in + 3) == 5) {
        double *spectrum = malloc((M + 1) * sizeof(double));
        for (size_t i = 0; i < M; i++) if (scanf("%lf", spectrum + i) != 1) return 1;
        scaling_loss_solution s;
        const int code = scaling_loss(spectrum, M, in[0], in[1], in[2], in[3], &s);
        if (code != 0) puts(scaling_loss_message(code));
        else printf("%.17g %.17g %.17g %.17g %.17g %.17g %.17g %.17g %.17g %.17g %.17g %.17g\\n", s.D, s.S, s.S2, s.L1,
                    s.L2, s.L3p, s.R, s.loss, s.noise, s.noise_with_test_labels, s.train_over_test, s.norm);
        free(spectrum);
    }
    double law[7];
    scaling_loss_power_law(7, 0.3, 2.0, law);
    for (int i = 0; i < 7; i++) printf("%.17g ", law[i]);
    return 0;
}
`,
    );
    const run = (command: string, args: string[], input = "") =>
      execFileSync(command, args, { cwd: folder, encoding: "utf8", input });
    const flags = "-std=c99 -Wall -Wextra -pedantic -Wshadow -Wmissing-prototypes -Werror -O1".split(" ");
    run("gcc", [...flags, "module.c", "main.c", "-o", "main", "-lm"]);
    const text = ([lambdas, ...inputs]: Model): string => [lambdas.length, ...inputs, ...lambdas].join(" ");
    const lines = run("./main", [], [...models, ...refused.map(([model]) => model)].map(text).join("\n"))
      .trim()
      .split("\n");
    expectSolutions(numbersIn(lines.slice(0, models.length).join("\n")));
    refused.forEach(([, subject, , reason], i) => {
      expect(lines[models.length + i]).toContain(`${subject.replace(/_\d/, "")}: ${reason}`);
    });
    const [scaled] = numbersIn(lines.at(-1) as string) as [number[]];
    powerLaw(7, 0.3, 2).forEach((lambda, i) => {
      expectNear(scaled[i] as number, lambda);
    });
    run("gcc", [...flags, "-DONEOVERN_SELF_TEST", "module.c", "-o", "test", "-lm"]);
    expect(run("./test", [])).toMatch(/^passed: 7 points/);
  });

  test("in the Wolfram Language, read by a grammar and evaluated", () => {
    const tree = readWolfram(code("mathematica"));
    expect(readWolfram(tree.map((part) => `${wolframText(part)};`).join("\n"))).toEqual(tree);
    const { call, told } = numericSession(tree);
    const solved = (model: Model): Association => call("scalingLoss", model) as Association;
    expectSolutions(models.map((model) => [...solved(model).keys.values()] as number[]));
    expect([...solved(models[0] as Model).keys.keys()].slice(0, 9)).toEqual(keys.slice(0, 9));
    expect(call("scalingLoss$SelfTest", [])).toBe(true);
    expect(call("scalingLoss$PowerLaw", [7, 0.3, 2])).toEqual([...powerLaw(7, 0.3, 2)]);
    expect(call("scalingLoss$PowerLaw", [7, 0.3])).toEqual([...powerLaw(7, 0.3)]);
    expect(told).toEqual([]);
    for (const [model, subject, shown, reason] of refused) {
      expect(call("scalingLoss", model)).toBe("$Failed");
      expect(told.at(-1)?.toLowerCase()).toContain(`${subject} = ${shown}`.toLowerCase());
      expect(told.at(-1)).toContain(reason);
    }
    expect(told).toHaveLength(refused.length);
    // What is no number is refused too.
    expect(call("scalingLoss", [["x"], 2, 3, 1, 1])).toBe("$Failed");
    expect(told.at(-1)).toContain("lambda_1 = x");
  });
});

describe("beyond the library", () => {
  test("N and T that are not whole solve the equation, and the duality holds", async () => {
    const { scalingLoss } = await loaded<Module>(code("javascript"));
    for (const [lambdas, n, t, gamma, s] of drawn) {
      const here = scalingLoss(lambdas, n + 0.3, t + 0.6, gamma, s);
      const dual = scalingLoss(lambdas, t + 0.6, n + 0.3, gamma, s);
      const { D = 0, S = 0 } = here;
      const product = gamma / s / D;
      const separation = Math.abs(n - t - 0.3);
      const gap = (2 * product) / (separation + Math.sqrt(separation ** 2 + 4 * product));
      expectNear(S + gap, Math.min(n + 0.3, t + 0.6));
      expectNear(dual.loss as number, here.loss as number);
      expectNear((dual.norm as number) * s, here.noise as number);
    }
  });

  test("M equal to the smaller of N and T, at a ridge as small as there is", async () => {
    const { scalingLoss } = await loaded<Module>(code("javascript"));
    const lambdas = law(60);
    for (const gamma of [1e-300, 1e-40, 1e-12, 1e-6, 1e-3]) {
      for (const [n, t] of [
        [60, 80],
        [80, 60],
        [60, 60],
      ] as const) {
        const { D = 0 } = scalingLoss(lambdas, n, t, gamma, 0.5);
        // M - S = sum D/(lambda + D), exact however small D is.
        const deficit = lambdas.reduceRight((sum, lambda) => sum + D / (lambda + D), 0);
        expectNear(D * (n - 60 + deficit) * (t - 60 + deficit), gamma / 0.5, `${n}, ${t}, ${gamma}`);
      }
    }
    // At gamma -> 0, D^2 (T - M) sum 1/lambda = gamma/s, and what is lost without a ridge diverges like 1/D.
    const { D, R, norm } = scalingLoss(lambdas, 60, 80, 1e-300, 0.5);
    const inverse = lambdas.reduceRight((sum, lambda) => sum + 1 / lambda, 0);
    expectNear(D as number, Math.sqrt(2e-300 / (20 * inverse)));
    expectNear(R as number, (60 * 80) / (40 * (D as number) * inverse));
    expectNear(norm as number, (20 * 60) / (0.5 * 40 * (D as number) * inverse));
  });

  test("a large ridge: the first orders of the expansion in s/gamma", async () => {
    const { scalingLoss } = await loaded<Module>(code("javascript"));
    const lambdas = [3, 1, 0.5];
    const [t1, t2] = [4.5, 10.25];
    const [n, t, gamma, s] = [7, 5, 1e20, 0.25];
    const { loss, noise, norm, S2 } = scalingLoss(lambdas, n, t, gamma, s);
    // S = t_1/D, S_2 = t_2/D^2 and D = gamma/(s N T), up to terms smaller by 1/D.
    const order2 = (s / gamma) ** 2 * n * t;
    expectNear(noise as number, order2 * (n * t2 + t1 ** 2));
    expectNear((norm as number) * s, order2 * (t * t2 + t1 ** 2));
    expectNear(S2 as number, t2 * (n * t * (s / gamma)) ** 2);
    expectNear(loss as number, t1);
  });
});

describe("a module's own test", () => {
  test("finds a wrong constant in Python and in C", () => {
    const verdict = (file: string, language: string, change: readonly [string, string], command: string) => {
      const folder = temporaryFolder();
      const source = code(language);
      expect(source).toContain(change[0]);
      const run = (text: string) => {
        writeFileSync(join(folder, file), text);
        return spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" });
      };
      expect(run(source)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^passed/) });
      expect(run(source.replace(...change))).toMatchObject({ status: 1, stdout: expect.stringMatching(/^FAILED/) });
    };
    const python = `${debianPython} m.py --self-test`;
    verdict("m.py", "python", ["4.0 * product", "4.0001 * product"], python);
    const c = "gcc -std=c99 -DONEOVERN_SELF_TEST m.c -o m -lm && ./m";
    verdict("m.c", "c", ["4.0 * product", "4.0001 * product"], c);
  });
});

describe("files", () => {
  const languages = targets.filter(({ writeRoutine }) => writeRoutine).map(({ name }) => name);

  test("five languages have it, the others refuse and name them", () => {
    expect(languages).toEqual(["typescript", "javascript", "python", "mathematica", "c"]);
    for (const { name } of targets.filter((target) => !languages.includes(target.name))) {
      expect(() => code(name)).toThrow(UserError);
      expect(() => code(name)).toThrow(
        `${name} has no modules for the solver of scaling laws\nexpected ${languages.join(", ")}`,
      );
    }
    expect(() => solverCodeOf(targetNamed("c"), { gradient: true })).toThrow("--gradient");
  });

  test.each(languages)("%s: lines fit a page, and the command line writes the same", async (language) => {
    const source = code(language);
    expect(source).toMatch(/[^\n]\n$/);
    expect(source.split("\n").filter((line) => line.length > 120)).toEqual([]);
    expect(codeOf({ kind: "scaling solver" }, targetNamed(language))).toBe(source);
    const [, words] = /for oneovern code (.*); do not edit/.exec(source) ?? [];
    expect(words).toBe("scaling");
    expect(await oneovern(["code", "scaling", "--target", language])).toMatchObject({ code: 0, stdout: source });
  });

  test("names: in the language's convention, as they were chosen, and none that the file uses", () => {
    expect(code("python")).toContain("def scaling_loss(");
    expect(code("c")).toContain("int scaling_loss(");
    expect(code("typescript")).toContain("function scalingLoss(");
    expect(code("mathematica")).toContain("scalingLoss[spectrum_List, n_");
    expect(code("python", "myLoss")).toContain("def myLoss(");
    expect(code("mathematica", "my_loss")).toContain("my$loss$SelfTest[]");
    for (const [language, name] of [
      ["python", "power_law"],
      ["python", "math"],
      ["javascript", "dressing"],
      ["c", "smaller_gap"],
      ["c", "exp"],
    ] as const)
      expect(() => code(language, name)).toThrow(`--name ${name}: a word of ${language}`);
    expect(() => code("c", "4 v")).toThrow("expected letters, digits and _");
  });
});
