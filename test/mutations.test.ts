import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mutationsOf } from "../scripts/mutations.mjs";

/* The changes that scripts/mutate.mjs makes, and the list of those that cannot matter. */

const mutants = (text: string): string[] =>
  mutationsOf("x.ts", text).map(({ start, end, to }) => text.slice(0, start) + to + text.slice(end));

test.each<readonly [string, readonly string[]]>([
  ["x = a + b;", ["x = a - b;", "x = a;", "x = b;"]],
  ["x = a <= b;", ["x = a < b;"]],
  ["x = a === b;", ["x = a !== b;"]],
  ["x = 7;", ["x = 8;", "x = 6;"]],
  ["x = 7n;", ["x = 8n;"]],
  ["x = -a;", ["x = a;"]],
  ["x = !a;", ["x = a;"]],
  ["x = true;", ["x = false;"]],
  ["x = f(a, b);", ["x = f(b, a);"]],
  ["x = Math.max(a, b);", ["x = Math.min(a, b);"]],
  ["x = list.filter(f);", ["x = list;"]],
  ["x = [a, b];", ["x = [a];"]],
  ['x = " − ";', ['x = "";']],
  ["x = c ? a : b;", ["x = !(c) ? a : b;"]],
  ["if (c) return;", [";", "if (!(c)) return;"]],
  ["list.push(a);", ["list.unshift(a);", ";"]],
])("%s", (text, expected) => {
  // A statement may always be dropped.
  expect(mutants(text)).toEqual(expect.arrayContaining([...expected]));
  expect(new Set(mutants(text))).toEqual(new Set([...expected, ...(text.startsWith("if") ? [] : [";"])]));
});

test("nothing is changed in types, imports, prose and what an error says", () => {
  for (const text of [
    'import { a } from "b";',
    "type A = 1 | 2;",
    'throw new Error("a" + 1);',
    "interface A { readonly n: 1 }",
  ])
    expect(mutants(text)).toEqual([]);
  // Templates with words are prose; what stands between the values of others is a sign.
  const template = (between: string) => `x = \`\${a}${between}\${b}\`;`;
  expect(mutants(template(" and then "))).toEqual([";"]);
  expect(mutants(template(", "))).toEqual([";", template("")]);
});

test("each change that cannot matter is still one that can be made, and has its reason", () => {
  const list: { file: string; line: string; what: string; from: string; reason: string }[] = JSON.parse(
    readFileSync(new URL("../scripts/mutation-equivalents.json", import.meta.url), "utf8"),
  );
  expect(list.length).toBeGreaterThan(0);
  for (const { file, line, what, from, reason } of list) {
    const text = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
    const lines = text.split("\n").map((each) => each.trim());
    const found = mutationsOf(file, text).filter(
      (m) => m.what === what && m.from === from && lines[m.line - 1] === line,
    );
    expect(found.length, `${file}: ${line}`).toBeGreaterThan(0);
    expect(reason).not.toBe("");
  }
});
