import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
// The list is a script's, and runs on what was built.
import { generatedModules } from "../scripts/generated.mjs";
import { compile } from "../src/answer/compile.js";
import { written } from "../src/documents/products.js";
import { pdflatex } from "./code/tools.js";

const folder = new URL("../generated/", import.meta.url);
const committed = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const modules: { file: string; text: string }[] = generatedModules();

test("generated/ holds what is listed: K to 3 loops, V_4 to V_12, one and two loops, the steps, and an index", () => {
  expect(committed.sort()).toEqual(modules.map(({ file }) => file).sort());
  expect(committed).toEqual(
    expect.arrayContaining([
      "K_through_3_loops.ts",
      "V_12.ts",
      "V_4_through_2_loops.ts",
      "V_6_through_1_loop.ts",
      "V_8_through_1_loop.ts",
      "index.ts",
      "step_V_8_through_1_loop.ts",
    ]),
  );
});

test.each(modules)("generated/$file is what the compiler writes now, and imports nothing of it", ({ file, text }) => {
  expect(readFileSync(new URL(file, folder), "utf8")).toBe(text);
  if (file !== "index.ts") expect(text).not.toMatch(/^import|\bfrom "/m);
});

const examples = new URL("../examples/one-loop/", import.meta.url);
const sources = readdirSync(examples);

test("the examples have the one-loop tables of V_4 and V_6", () => {
  expect(sources).toEqual(expect.arrayContaining(["v4-one-loop.tex", "v6-one-loop.tex"]));
});

test.each(sources)("examples/one-loop/%s is what its first line writes now, and compiles", async (name) => {
  const held = readFileSync(new URL(name, examples), "utf8");
  const [first = "", ...rest] = held.split("\n");
  const [, product, request = ""] = /^% oneovern (table|expand) "(.*)" --format latex --standalone$/.exec(first) ?? [];
  const compilation = compile(request);
  const source = await written(product === "table" ? "table" : "expansion", compilation, "latex", { standalone: true });
  expect(rest.join("\n")).toBe(source);
  expect(pdflatex(held).log).not.toMatch(/Overfull \\hbox|LaTeX Warning/);
});
