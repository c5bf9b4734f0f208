import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/* The rules of the house, as docs/architecture.md states them, read off the imports. */

const source = fileURLToPath(new URL("../src", import.meta.url));

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : path.endsWith(".ts") ? [path] : [];
  });

const files = filesBelow(source).map((path) => ({ path: relative(source, path), text: readFileSync(path, "utf8") }));

/** What a file imports: files of src/ as paths from there, packages by name. */
const importsOf = ({ path, text }: { path: string; text: string }): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target = ""]) =>
    target.startsWith(".") ? relative(source, resolve(source, dirname(path), target)).replace(/\.js$/, ".ts") : target,
  );

/** The folders from left to right; what stands beside them at the top of src/ comes where the data passes it. */
const order = [
  ["errors.ts", "version.ts"],
  ["algebra/"],
  ["language/", "diagram/"],
  ["expansion/"],
  ["evaluator/"],
  ["budget.ts", "pipeline.ts"],
  ["compile.ts"],
  ["stream.ts", "count.ts", "explain.ts", "correlate.ts", "structure.ts", "layer-step.ts"],
  ["emit/", "network/"],
  ["report/"],
  ["index.ts", "cli/"],
];
const placeOf = (path: string): number => order.findIndex((group) => group.some((prefix) => path.startsWith(prefix)));

describe("data goes one way", () => {
  test.each(files.map((file) => [file.path, file] as const))("%s knows only what is to its left", (path, file) => {
    expect(placeOf(path), "a place in the house").toBeGreaterThanOrEqual(0);
    for (const target of importsOf(file).filter((name) => name.endsWith(".ts"))) {
      expect(placeOf(target), `${path} imports ${target}`).toBeLessThanOrEqual(placeOf(path));
      // Neighbours do not know each other.
      if (placeOf(target) === placeOf(path) && path.includes("/"))
        expect(dirname(target).split("/")[0], `${path} imports ${target}`).toBe(dirname(path).split("/")[0]);
    }
  });
});

test("below cli/ nothing is Node's own, so that the compiler runs in a browser", () => {
  const nodes = /^node:|^(?:fs|path|os|process|util|stream|events|url|child_process)$/;
  for (const file of files.filter(({ path }) => !path.startsWith("cli/"))) {
    expect(
      importsOf(file).filter((name) => nodes.test(name)),
      file.path,
    ).toEqual([]);
    expect(file.text, file.path).not.toMatch(/\bprocess\.|\bBuffer\b|\brequire\(/);
  }
});

test.each([
  ["the generating function", ["expansion/neuron.ts", "expansion/series.ts", "expansion/loop-series.ts"]],
  ["the change of expansion", ["expansion/re-expansion.ts"]],
  ["exactly solvable networks", ["expansion/solvable.ts"]],
  ["the sum leg by leg", ["expansion/leg-by-leg.ts"]],
  [
    "each row by itself",
    ["expansion/row-by-row.ts", "expansion/leg-by-leg.ts", "expansion/neuron.ts", "expansion/series.ts"],
  ],
  ["a correlator neuron by neuron", ["expansion/neuron-by-neuron.ts"]],
  ["isomorphism by trying", ["diagram/isomorphism.ts"]],
])("%s shares algebra/ with the diagrams, and no other code", (_, route) => {
  for (const { path, text } of files.filter((file) => route.includes(file.path))) {
    // A type is no code: what a Diagram is made of may be known.
    const code = { path, text: text.replaceAll(/^import type [^;]*;/gm, "") };
    expect(
      importsOf(code).filter((name) => !name.startsWith("algebra/") && !route.includes(name)),
      path,
    ).toEqual([]);
  }
});
