// Writes with the built compiler what is committed of its output: the modules of generated/ with their index, and the
// LaTeX sources of examples/one-loop/ (npm run generate). A test does the same and compares, so they are always what
// this version writes. The list itself is scripts/generated.mjs.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, written } from "../dist/index.js";
import { generatedModules } from "./generated.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

for (const name of readdirSync(join(root, "generated")))
  if (name.endsWith(".ts")) rmSync(join(root, "generated", name));
for (const { file, text } of generatedModules()) writeFileSync(join(root, "generated", file), text);

/** The first comment line of a source names the product and the request, so the test knows what to write again. */
const documents = [
  ["v4-one-loop.tex", "table", "V_4 through 1 loop"],
  ["v6-one-loop.tex", "table", "V_6 through 1 loop"],
  ["v4-two-loops.tex", "table", "V_4 through 2 loops"],
  ["v4-one-loop-about-K0.tex", "table", "V_4 through 1 loop about K_0 with expanded blobs"],
  ["k1-recursion.tex", "expand", "K at 1 loop about K_0 with expanded blobs"],
  ["k2-recursion.tex", "expand", "K at 2 loops about K_0 with expanded blobs"],
  ["v4-first-correction.tex", "expand", "V_4 at 1 loop about K_0 with expanded blobs"],
];
mkdirSync(join(root, "examples/one-loop"), { recursive: true });
for (const [name, product, request] of documents) {
  const source = await written(product === "expand" ? "expansion" : product, compile(request), "latex", {
    standalone: true,
  });
  writeFileSync(
    join(root, "examples/one-loop", name),
    `% oneovern ${product} "${request}" --format latex --standalone\n${source}`,
  );
}
