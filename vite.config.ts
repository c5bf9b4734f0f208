import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { defineConfig, type Plugin, type UserConfig } from "vite";
import type { FirstTable } from "./site/src/messages.js";

/** What the page may do: run its own scripts and workers, and nothing else. A host has to send this; a meta tag does not reach workers. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A service worker that keeps every file of the build, so that the page opens without a network after its first load. */
const offline: Plugin = {
  name: "offline",
  apply: "build",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const files = ["./", "./icon.svg", ...Object.keys(bundle).map((name) => `./${name}`)].filter(
        (name) => name !== "./index.html" && !name.endsWith(".map"),
      );
      // The names have hashes of what is in them: another build is another cache.
      const version = createHash("sha256").update(files.join()).digest("hex").slice(0, 12);
      const source = readFileSync(folder("site/offline.js"), "utf8")
        .replace('"__VERSION__"', JSON.stringify(version))
        .replace('["__FILES__"]', JSON.stringify(files));
      this.emitFile({ type: "asset", fileName: "offline.js", source });
    },
  },
};

/**
 * The table of the first request, computed as the page is built and put into it as data: it is there before the compiler
 * is.
 */
const firstTable: Plugin = {
  name: "first-table",
  async transformIndexHtml() {
    const { compile, tableOf } = await bundled<typeof import("./src/pages.js")>(folder("src/pages.ts"));
    const { firstTableId } = await bundled<typeof import("./site/src/messages.js")>(folder("site/src/messages.ts"));
    const { initial } = await bundled<typeof import("./site/src/address.js")>(folder("site/src/address.ts"));
    const { head, rows } = tableOf(compile(initial.request));
    const table: FirstTable = { request: initial.request, head, rows: [...rows()] };
    return [
      {
        tag: "script",
        attrs: { type: "application/json", id: firstTableId },
        // No end of a script within it.
        children: JSON.stringify(table).replaceAll("<", "\\u003c"),
        injectTo: "body-prepend",
      },
    ];
  },
};

/** A module of ours, for use while the page is built. */
async function bundled<Module>(entry: string): Promise<Module> {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? "").toString("base64")}`);
}

/** The files that a module is made of at once, without what it loads later. */
async function loadedWith(entry: string): Promise<ReadonlySet<string>> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: "out",
    write: false,
    metafile: true,
    absWorkingDir: folder("."),
    logLevel: "silent",
  });
  // The piece of the entry, and the pieces that it imports: what is not used of a module has been left out there.
  const pieces = new Set(
    Object.keys(metafile.outputs).filter((name) => metafile.outputs[name]?.entryPoint === relative(folder("."), entry)),
  );
  for (const piece of pieces)
    for (const { path, kind } of metafile.outputs[piece]?.imports ?? [])
      if (kind === "import-statement") pieces.add(path);
  const files = [...pieces].flatMap((piece) => Object.entries(metafile.outputs[piece]?.inputs ?? {}));
  return new Set(files.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [join(folder("."), file)] : [])));
}

export default defineConfig(async ({ isPreview }): Promise<UserConfig> => {
  // What the worker needs for a table: in one file, so that it comes with one request.
  const compiler = isPreview ? new Set<string>() : await loadedWith(folder("site/src/worker.ts"));
  return {
    plugins: [firstTable, offline],
    root: folder("site"),
    base: "./",
    build: {
      outDir: folder("dist-site"),
      emptyOutDir: true,
      target: "es2022",
      modulePreload: { polyfill: false },
      // Small files, too, stay files: the policy allows no data addresses but pictures.
      assetsInlineLimit: 0,
    },
    worker: {
      format: "es",
      rolldownOptions: {
        output: {
          codeSplitting: { groups: [{ name: "compiler", test: (id) => compiler.has(id.replace(/\?.*$/, "")) }] },
        },
      },
    },
    preview: { headers: { "Content-Security-Policy": contentSecurityPolicy, "X-Content-Type-Options": "nosniff" } },
  };
});
