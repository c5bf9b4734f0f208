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
  ["foundation/"],
  ["symbols/"],
  ["algebra/"],
  ["graphs/", "language/"],
  ["notation/"],
  ["theory/"],
  ["routes/"],
  ["proof/"],
  ["answer/"],
  ["pictures/", "code/", "numbers/analysis/"],
  ["numbers/activations/", "numbers/drawing/"],
  ["numbers/networks/"],
  ["numbers/averages/"],
  ["numbers/series/", "numbers/scaling/"],
  ["numbers/flow/"],
  ["numbers/criticality/", "numbers/ensemble/"],
  ["numbers/action/"],
  ["documents/"],
  ["questions.ts"],
  ["index.ts", "diagrams.ts", "algebra.ts", "networks.ts", "code.ts", "pages.ts", "cli/"],
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

test("no module remembers: what calls share is handed in", () => {
  const remembering =
    /^(?:export )?(?:const|let) (\w+)\b[^=\n]*= (?:memoised\(|freshMemory\(|new (?:Map|WeakMap)(?:<[^>]*>)?\(\))/gm;
  const found = files.flatMap(({ path, text }) =>
    [...text.matchAll(remembering)].map(([, name]) => `${path}: ${name}`),
  );
  // A constant that no one adds to.
  expect(found).toEqual(["algebra/polynomial.ts: zeroPolynomial"]);
});

test("no file imports itself by a way round", () => {
  const values = new Map(
    files.map(({ path, text }) => {
      const code = { path, text: text.replaceAll(/^(?:import|export) type [^;]*;/gm, "") };
      return [path, importsOf(code).filter((name) => name.endsWith(".ts"))] as const;
    }),
  );
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): void => {
    expect(above.includes(path), [...above, path].join(" -> ")).toBe(false);
    if (done.has(path)) return;
    for (const next of values.get(path) ?? []) visit(next, [...above, path]);
    done.add(path);
  };
  for (const path of values.keys()) visit(path, []);
});

describe("routes/ makes the same sums without diagrams: of code it shares symbols/ and algebra/, and nothing else", () => {
  const routes = files.filter(({ path }) => path.startsWith("routes/"));
  test.each(routes.map((file) => [file.path, file] as const))("%s", (_, { path, text }) => {
    // A type is no code: what a Diagram is made of may be known.
    const code = { path, text: text.replaceAll(/^import type [^;]*;/gm, "") };
    const shared = /^(?:symbols|algebra|foundation|routes)\//;
    expect(importsOf(code).filter((name) => !shared.test(name))).toEqual([]);
  });

  test("isomorphism by trying shares nothing with the search that it judges", () => {
    const isomorphism = files.find(({ path }) => path === "graphs/isomorphism.ts") as (typeof files)[number];
    const code = { ...isomorphism, text: isomorphism.text.replaceAll(/^import type [^;]*;/gm, "") };
    expect(importsOf(code).filter((name) => !/^(?:symbols|algebra)\//.test(name))).toEqual([]);
  });

  test("each route beyond the first shares no code with the others", () => {
    const alone = ["leg-by-leg", "neuron-by-neuron", "re-expansion", "solvable"].map(
      (name) => `routes/kernel/${name}.ts`,
    );
    for (const { path, text } of routes.filter((file) => alone.includes(file.path)))
      expect(
        importsOf({ path, text }).filter((name) => name.startsWith("routes/")),
        path,
      ).toEqual([]);
  });
});
