import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../src/compile.js";
import { formatNamed } from "../src/emit/formats.js";
import { targetNamed } from "../src/emit/targets.js";
import { pdflatex } from "./emit/tools.js";

const folder = new URL("../generated/", import.meta.url);
const modules = readdirSync(folder).filter((name) => name.endsWith(".ts"));

test("the committed evaluators are K and V_4 to V_12", () => {
  expect(modules.sort()).toEqual(["K.ts", "V_10.ts", "V_12.ts", "V_4.ts", "V_6.ts", "V_8.ts"]);
});

test.each(modules)("generated/%s is what the compiler writes now", async (name) => {
  const written = readFileSync(new URL(name, folder), "utf8");
  expect(written).toBe(await targetNamed("typescript").module(compile(name.replace(".ts", ""))));
});

const examples = new URL("../examples/one-loop/", import.meta.url);
const sources = readdirSync(examples);

test("the examples have the one-loop tables of V_4 and V_6", () => {
  expect(sources).toEqual(expect.arrayContaining(["v4-one-loop.tex", "v6-one-loop.tex"]));
});

test.each(sources)("examples/one-loop/%s is what its first line writes now, and compiles", async (name) => {
  const written = readFileSync(new URL(name, examples), "utf8");
  const [first = "", ...rest] = written.split("\n");
  const [, product, request = ""] = /^% oneovern (table|expand) "(.*)" --format latex --standalone$/.exec(first) ?? [];
  const format = formatNamed("latex");
  const compilation = compile(request);
  const source = await (product === "table" ? format.table : format.expand)(compilation, { standalone: true });
  expect(rest.join("\n")).toBe(source);
  expect(pdflatex(written).log).not.toMatch(/Overfull \\hbox|LaTeX Warning/);
});
