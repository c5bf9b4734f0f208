// Writes the sources that are derived from other files: the parser tables of grammar/request.ne, the built-in
// templates of src/emit/templates/*.hbs as string constants (so that a browser can have them too), and the version.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
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

function embedTemplates(folder, target) {
  const entries = readdirSync(folder)
    .filter((file) => file.endsWith(".hbs"))
    .sort()
    .map(
      (file) =>
        `  ${JSON.stringify(basename(file, ".hbs"))}: ${JSON.stringify(readFileSync(join(folder, file), "utf8"))},`,
    );
  writeIfChanged(
    target,
    `// Written by scripts/derive.mjs from src/emit/templates/*.hbs.\nexport const templates = {\n${entries.join("\n")}\n} as const;\n`,
  );
}

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
writeIfChanged(
  join(root, "src/version.ts"),
  `// Written by scripts/derive.mjs from package.json.\n/** The version of oneovern, as in package.json. */\nexport const version: string = ${JSON.stringify(version)};\n`,
);
embedTemplates(join(root, "src/emit/templates"), join(root, "src/emit/templates.ts"));
compileGrammar(join(root, "grammar/request.ne"), join(root, "src/language/request-grammar.ts"), "grammar");
