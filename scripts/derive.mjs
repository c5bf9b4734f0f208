// Writes the sources that are derived from other files: the parser tables of grammar/request.ne, the built-in
// templates of src/emit/templates/*.hbs as string constants (so that a browser can have them too), the list of the
// targets in src/emit/targets/, the parser of mathjs as one module, and the version.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import nearley from "nearley";
import compile from "nearley/lib/compile.js";
import generate from "nearley/lib/generate.js";
import bootstrapped from "nearley/lib/nearley-language-bootstrapped.js";
import { rolldown } from "rolldown";

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

/** The targets in the order in which a message lists them: the languages first that have been there longest. */
function listTargets(folder, target) {
  const first = ["typescript", "javascript", "python", "mathematica", "form", "c", "sympy", "json"];
  const place = (name) => (first.includes(name) ? first.indexOf(name) : first.length);
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"))
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  writeIfChanged(
    target,
    `// Written by scripts/derive.mjs from src/emit/targets/*.ts.
import type { Target } from "./target.js";
${names.map((name) => `import { target as ${name} } from "./targets/${name}.js";`).join("\n")}

/** The languages that modules are written in. */
export const targets: readonly Target[] = [${names.join(", ")}];
`,
  );
}

/**
 * mathjs has no entry for its parser alone: mathjs/number loads hundreds of files and makes every function, most of a second. What the
 * parser needs of it is put into one module, which loads in some ten milliseconds.
 */
async function bundleParser(target) {
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/mathjs/package.json"), "utf8"));
  const head = `// @ts-nocheck\n// The parser of mathjs ${version} (Apache License 2.0, see mathjs/LICENSE and mathjs/NOTICE), put into one module by scripts/derive.mjs.\n`;
  if (existsSync(target) && readFileSync(target, "utf8").startsWith(head)) return;
  const entry = "mathjs-parser";
  const code =
    'import { create, parseDependencies } from "mathjs/number"; export const { parse } = create(parseDependencies);';
  const bundle = await rolldown({
    input: entry,
    cwd: root,
    platform: "browser",
    plugins: [
      {
        name: entry,
        resolveId: (id) => (id === entry ? join(root, "scripts", entry) : null),
        load: (id) => (id === join(root, "scripts", entry) ? { code, moduleType: "js" } : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  writeIfChanged(target, head + output[0].code);
}

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
writeIfChanged(
  join(root, "src/version.ts"),
  `// Written by scripts/derive.mjs from package.json.\n/** The version of oneovern, as in package.json. */\nexport const version: string = ${JSON.stringify(version)};\n`,
);
listTargets(join(root, "src/emit/targets"), join(root, "src/emit/target-list.ts"));
embedTemplates(join(root, "src/emit/templates"), join(root, "src/emit/templates.ts"));
compileGrammar(join(root, "grammar/request.ne"), join(root, "src/language/request-grammar.ts"), "grammar");
await bundleParser(join(root, "src/network/mathjs-parser.ts"));
