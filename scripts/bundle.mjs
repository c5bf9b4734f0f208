// Writes what is published into dist/: the command line (main.js), its worker (drawing-worker.js), the library
// (index.js, and a file a subpath) with its types, each with all that it needs of other packages inside, so that
// nothing else is installed with oneovern. What only some commands use (plots, the parser of activations, templates)
// stands in pieces of its own that are loaded when they are called for. Also the licences of the packages in the
// bundle.
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
process.chdir(root);

/** The entries of the library: `oneovern` itself, and its subpaths. */
const library = ["index", "diagrams", "algebra", "networks", "code", "pages"];

/** A package in CommonJS that requires a module of Node gets it by an import, which is all that an ES module has. */
const nodeByImport = {
  name: "modules of Node by import",
  setup(builder) {
    const names = new RegExp(`^(?:node:)?(?:${builtinModules.join("|")})$`);
    builder.onResolve({ filter: names }, ({ path, kind }) =>
      kind === "require-call"
        ? { path: path.replace(/^node:/, ""), namespace: "node" }
        : { path: `node:${path.replace(/^node:/, "")}`, external: true },
    );
    builder.onLoad({ filter: /.*/, namespace: "node" }, ({ path }) => ({
      contents: `export * from "node:${path}"; export { default } from "node:${path}";`,
    }));
  },
};

/**
 * Vega measures text with the package canvas where it finds one: here never, so that a picture does not depend on what
 * else is installed.
 */
const withoutCanvas = {
  name: "without canvas",
  setup(builder) {
    builder.onResolve({ filter: /^canvas$/ }, () => ({ path: "canvas", namespace: "nothing" }));
    builder.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "export default {};" }));
  },
};

const { metafile } = await build({
  entryPoints: {
    main: "src/cli/main.ts",
    "drawing-worker": "src/cli/drawing-worker.ts",
    ...Object.fromEntries(library.map((name) => [name, `src/${name}.ts`])),
  },
  outdir: dist,
  // All files side by side, so that a piece finds the worker beside itself.
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["browser", "module", "main"],
  target: "node20.19",
  minify: true,
  legalComments: "none",
  plugins: [nodeByImport, withoutCanvas],
  metafile: true,
  logLevel: "warning",
});
chmodSync(join(dist, "main.js"), 0o755);

const types = await rollup({
  input: Object.fromEntries(library.map((name) => [name, `src/${name}.ts`])),
  plugins: [dts({ includeExternal: ["@dagrejs/graphlib"] })],
});
await types.write({ dir: dist, entryFileNames: "[name].d.ts", chunkFileNames: "types-[hash].d.ts" });

writeFileSync(join(dist, "third-party-licences.txt"), licences(Object.keys(metafile.inputs)));

/**
 * The licences of the packages that files come from, one after the other. @throws Error where a package says nothing of
 * its licence
 */
function licences(files) {
  const folders = new Set(
    files
      .filter((file) => file.includes("node_modules/"))
      .map((file) => file.replace(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\/.*$/, "$1")),
  );
  const packages = [...folders].map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const texts = readdirSync(folder)
      .filter((file) => /^(?:licen[cs]e|notice|copying)(?:\.|$)/i.test(file))
      .sort()
      .map((file) => readFileSync(join(folder, file), "utf8").trim());
    if (typeof license !== "string") throw new Error(`${name} says nothing of its licence`);
    if (texts.length === 0)
      texts.push(
        `The package declares this licence and brings no text; by ${author?.name ?? author ?? "its authors"}.`,
      );
    return { title: `${name} ${version} (${license})`, text: texts.join("\n\n") };
  });
  // Packages of one project share a text: it is given once, after all their names.
  const byText = new Map();
  for (const { title, text } of packages.sort((a, b) => (a.title < b.title ? -1 : 1)))
    byText.set(text, [...(byText.get(text) ?? []), title]);
  const sections = [...byText].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`);
  return `oneovern contains parts of the packages named here, each under its licence.\n\n${sections.join(`\n${"-".repeat(80)}\n\n`)}`;
}
