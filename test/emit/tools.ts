import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../cli/oneovern.js";

export interface Typeset {
  /** pdflatex's log. */
  readonly log: string;
  /** The text of the pages, as pdftotext lays it out. */
  readonly text: string;
  readonly pages: number;
}

/** Compiles a document with pdflatex, twice as longtable wants it; throws with the log's end when it does not compile. */
export function pdflatex(document: string): Typeset {
  const folder = temporaryFolder();
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
