// Writes the sources that are derived from other files: the parser tables of grammar/request.ne, the built-in templates
// of src/documents/templates/*.hbs as functions (so that they are filled without a compiler, also where code may not be
// made from strings), the list of the targets in src/code/targets/, and the version.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import nearley from "nearley";
import compile from "nearley/lib/compile.js";
import generate from "nearley/lib/generate.js";
import bootstrapped from "nearley/lib/nearley-language-bootstrapped.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

function writeIfChanged(file, text) {
  let old = "";
  try {
    old = readFileSync(file, "utf8");
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
  if (old !== text) writeFileSync(file, text);
}

function compileGrammar(source, target, name) {
  const parser = new nearley.Parser(nearley.Grammar.fromCompiled(bootstrapped));
  parser.feed(readFileSync(source, "utf8"));
  const [tree] = parser.results;
  if (!tree) throw new Error(`${source}: incomplete grammar`);
  const compiled = compile(tree, { file: source, version: "oneovern" });
  // The generated tables are typed loosely by their nature; the type-checked face of the grammar is request.ts.
  writeIfChanged(target, `// @ts-nocheck\n${generate(compiled, name)}`);
}

function compileTemplates(folder, target) {
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith(".hbs"))
    .sort()
    .map((file) => {
      const compiled = Handlebars.precompile(readFileSync(join(folder, file), "utf8"), {
        noEscape: true,
        strict: true,
      });
      return `  ${JSON.stringify(basename(file, ".hbs"))}: ${compiled},`;
    });
  // What the precompiler writes has no types.
  writeIfChanged(
    target,
    `// @ts-nocheck\n// Written by scripts/derive.mjs from src/documents/templates/*.hbs.\nexport const templates = {\n${entries.join("\n")}\n};\n`,
  );
}

/** A file's name as that of a variable. */
const identifier = (name) => name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** The targets in the order in which a message lists them: the languages first that have been there longest. */
function listTargets(folder, target) {
  const first = ["typescript", "javascript", "python", "mathematica", "form", "c", "sympy", "operation-graph"];
  const place = (name) => (first.includes(name) ? first.indexOf(name) : first.length);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"))
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  writeIfChanged(
    target,
    `// Written by scripts/derive.mjs from src/code/targets/*.ts.
import type { Target } from "./target.js";
${names.map((name) => `import { target as ${identifier(name)} } from "./targets/${name}.js";`).join("\n")}

/** The languages that modules are written in. */
export const targets: readonly Target[] = [${names.map(identifier).join(", ")}];
`,
  );
}

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
writeIfChanged(
  join(root, "src/foundation/version.ts"),
  `// Written by scripts/derive.mjs from package.json.\n/** The version of oneovern, as in package.json. */\nexport const version: string = ${JSON.stringify(version)};\n`,
);
listTargets(join(root, "src/code/targets"), join(root, "src/code/target-list.ts"));
compileTemplates(join(root, "src/documents/templates"), join(root, "src/documents/templates.ts"));
compileGrammar(join(root, "grammar/request.ne"), join(root, "src/language/request-grammar.ts"), "grammar");
