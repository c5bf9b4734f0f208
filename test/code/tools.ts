import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { temporaryFolder } from "../cli/oneovern.js";

export interface Typeset {
  /** pdflatex's log. */
  readonly log: string;
  /** The text of the pages, as pdftotext lays it out. */
  readonly text: string;
  readonly pages: number;
}

/**
 * Compiles a document with pdflatex, twice as longtable wants it; throws with the log's end when it does not compile.
 * @param files what lies beside it
 */
export function pdflatex(document: string, files: { readonly [name: string]: string } = {}): Typeset {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, "document.tex"), document);
  for (let run = 0; run < 2; run++)
    try {
      execFileSync("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "document.tex"], {
        cwd: folder,
        stdio: "pipe",
      });
    } catch (error) {
      throw new Error(`pdflatex: ${String((error as { stdout?: Buffer }).stdout).slice(-2000)}`);
    }
  const text = execFileSync("pdftotext", ["-layout", "document.pdf", "-"], { cwd: folder, encoding: "utf8" });
  const info = execFileSync("pdfinfo", ["document.pdf"], { cwd: folder, encoding: "utf8" });
  return {
    log: readFileSync(join(folder, "document.log"), "utf8"),
    text,
    pages: Number(/Pages: +(\d+)/.exec(info)?.[1]),
  };
}

/** The Python that Debian's packages belong to: NumPy and SymPy are installed for it. */
export const debianPython = "/usr/bin/python3";

const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** A module in JavaScript, loaded from a file of its own. */
export async function loaded<Module>(source: string): Promise<Module> {
  const file = join(temporaryFolder(), "module.mjs");
  writeFileSync(file, source);
  return (await import(pathToFileURL(file).href)) as Module;
}

/** Compiles a module alone, as strictly as tsc can, and loads what comes out. */
export async function compiledAlone<Module>(source: string): Promise<Module> {
  const [module] = await compiledEach<Module>([source]);
  return module as Module;
}

/**
 * Compiles modules, each of which knows nothing of the others, in one run of tsc (most of which is its start), and
 * loads what comes out.
 */
export async function compiledEach<Module>(sources: readonly string[]): Promise<Module[]> {
  const folder = temporaryFolder();
  sources.forEach((source, i) => {
    writeFileSync(join(folder, `v${i}.ts`), source);
  });
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  const strict =
    "--strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --noUnusedLocals --noUnusedParameters";
  const files = sources.map((_, i) => `v${i}.ts`);
  execFileSync(process.execPath, [tsc, ...strict.split(" "), "--target", "es2022", "--module", "nodenext", ...files], {
    cwd: folder,
    stdio: "inherit",
  });
  return Promise.all(sources.map((_, i) => import(pathToFileURL(join(folder, `v${i}.js`)).href))) as Promise<Module[]>;
}
