import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { shell, temporaryFolder } from "./cli/oneovern.js";

/*
 * Every code block of the documentation is run. `console`: commands after "$ ", then exactly what they print, where a
 * line "..." stands for any lines; `sh`: commands that must succeed; `js`: a module that must run with the package
 * installed; `hbs NAME`, `yaml NAME`, `text NAME`: a file for the commands after it. Other kinds (bash, text) are not
 * run.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const documents = [
  "README.md",
  "examples/README.md",
  "generated/README.md",
  ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));

interface Block {
  readonly kind: string;
  readonly name: string;
  readonly body: string;
}

const blocksOf = (document: string): Block[] =>
  [...readFileSync(join(root, document), "utf8").matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, kind = "", name = "", body = ""]) => ({ kind, name, body }),
  );

/** A text as a pattern: a line "..." matches any lines. */
const asPattern = (expected: string): RegExp =>
  new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/^\\\.\\\.\\\.$\n?/gm, "[\\s\\S]*")}$`);

function runConsole(body: string, folder: string): void {
  for (const [, command = "", expected = ""] of body.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
    const { code, stdout } = shell(command, folder);
    expect([command, code]).toEqual([command, 0]);
    if (expected.includes("\n...\n") || expected.startsWith("...\n")) expect(stdout).toMatch(asPattern(expected));
    else expect(stdout).toBe(expected);
  }
}

/** The commands that have run, without their remarks: what another page has shown to succeed need not run again. */
const succeeded = new Set<string>();

function runOnce(line: string, folder: string): void {
  const command = line.replace(/\s+# .*$/, "");
  if (succeeded.has(command)) return;
  expect([command, shell(command, folder).code]).toEqual([command, 0]);
  succeeded.add(command);
}

function runModule(body: string, folder: string): void {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  const installed = join(folder, "node_modules", "oneovern");
  if (!existsSync(installed)) symlinkSync(root, installed, "dir");
  writeFileSync(join(folder, "example.mjs"), body);
  const { code, stdout, stderr } = shell('"$NODE" example.mjs', folder);
  expect([code, stderr]).toEqual([0, ""]);
  for (const [, printed] of body.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)) expect(stdout).toContain(printed);
}

describe.each(documents)("%s", (document) => {
  test("every code block does what it says", () => {
    const folder = temporaryFolder();
    // The examples' own files lie beside their document.
    if (document.startsWith("examples/")) cpSync(join(root, "examples"), folder, { recursive: true });
    for (const { kind, name, body } of blocksOf(document)) {
      if (name !== "") writeFileSync(join(folder, name), body);
      else if (kind === "console") runConsole(body, folder);
      else if (kind === "js") runModule(body, folder);
      else if (kind === "sh") for (const line of body.trim().split("\n")) runOnce(line, folder);
    }
    // Some documents run many commands.
  }, 600_000);

  test("every link to another file of the repository leads somewhere", () => {
    const text = readFileSync(join(root, document), "utf8");
    const folder = join(root, document, "..");
    for (const [, target = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect(() => readFileSync(join(folder, target)), target).not.toThrow();
  });
});
