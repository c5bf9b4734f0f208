import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/answer/compile.js";
import { stepAnswer } from "../../src/answer/layer-step.js";
import { codeOf, targetNamed, targets } from "../../src/code/files.js";
import { UserError } from "../../src/foundation/errors.js";
import { temporaryFolder } from "../cli/oneovern.js";
import { debianPython, loaded } from "./tools.js";

/* What a function of generated code may be called. */

describe("names", () => {
  const v4 = compile("V_4");
  test.each([
    ["python", "lambda"],
    ["c", "double"],
    ["typescript", "function"],
    ["javascript", "evaluate"],
    ["python", "values"],
    ["python", "expected"],
    ["python", "error"],
    ["c", "count"],
    ["c", "results"],
    ["c", "i"],
    ["c", "point"],
    ["c", "EOF"],
    ["c", "stdin"],
    ["c", "puts"],
    ["typescript", "requireLength"],
    ["typescript", "d2D1"],
    ["mathematica", "N"],
    ["sympy", "Rational"],
  ])("%s: the name %s is refused", (language, name) => {
    expect(() => codeOf(v4, targetNamed(language), { name })).toThrow(UserError);
    expect(() => codeOf(v4, targetNamed(language), { name })).toThrow(`--name ${name}: a word of ${language}`);
  });

  test("what one file uses another may be called: names are looked up in the file", () => {
    const [step, sum] = [targetNamed("javascript"), targetNamed("typescript")];
    expect(codeOf(v4, sum, { name: "jacobian" })).toContain("export function jacobian(");
    expect(() => codeOf(stepAnswer({ highest: 2, orders: 0 }), step, { name: "jacobian", gradient: true })).toThrow(
      "--name jacobian",
    );
    expect(() => codeOf(stepAnswer({ highest: 2, orders: 0 }), sum, { name: "Outputs" })).toThrow("--name Outputs");
    expect(codeOf(v4, sum, { name: "Outputs" })).toContain("export function Outputs(");
  });

  test("a name is refused, or the file runs: every word that a file has, and some more", () => {
    const folder = temporaryFolder();
    const more = [
      "exp",
      "gamma",
      "index",
      "total",
      "main",
      "kept",
      "into",
      "all",
      "self",
      "f",
      "y1",
      "list",
      "quartic",
    ];
    const checked = { c: 0, python: 0 };
    for (const language of ["c", "python"] as const) {
      const { extension } = targetNamed(language);
      const words = codeOf(v4, targetNamed(language), { gradient: true }).match(/[A-Za-z_]\w*/g) ?? [];
      const files: string[] = [];
      for (const name of [...new Set([...words, ...more])]) {
        let source: string;
        try {
          source = codeOf(v4, targetNamed(language), { gradient: true, name });
        } catch (error) {
          expect((error as Error).message).toContain(`--name ${name}: a word of ${language}`);
          continue;
        }
        files.push(`${language}${files.length}.${extension}`);
        writeFileSync(join(folder, files.at(-1) as string), source);
      }
      checked[language] = files.length;
      const strict = "-std=c99 -Wall -Wextra -pedantic -Werror -fsyntax-only -DONEOVERN_SELF_TEST";
      if (language === "c") execFileSync("gcc", [...strict.split(" "), ...files], { cwd: folder });
      else
        execFileSync(
          debianPython,
          [
            "-c",
            "import sys, runpy\nfor f in sys.argv[1:]:\n    assert runpy.run_path(f)['self_test']() < 1e-13, f",
            ...files,
          ],
          { cwd: folder },
        );
    }
    expect(checked.c).toBeGreaterThan(20);
    expect(checked.python).toBeGreaterThan(20);
  });

  test("what is no name is refused, with what would be accepted", () => {
    for (const { name: language } of targets.filter(({ name }) => name !== "json"))
      expect(() => codeOf(v4, targetNamed(language), { name: "4 v" })).toThrow("expected letters, digits and _");
  });

  test("a chosen name is that of the function", async () => {
    const module = await loaded<Record<string, unknown>>(codeOf(v4, targetNamed("javascript"), { name: "quartic" }));
    expect(typeof module.quartic).toBe("function");
  });

  test("a name of ours that is a word of the language is changed: K in the Wolfram Language", () => {
    expect(codeOf(compile("K"), targetNamed("mathematica"))).toMatch(/^K\$\[s2_\] :=/m);
  });
});
