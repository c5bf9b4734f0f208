import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

/*
 * The names that the package gives, entry by entry. They are a promise: whoever takes one away, or adds one, says so in
 * this list too (`npx vitest run test/api.test.ts -u` writes it anew) and in the CHANGELOG.
 */

const entries = ["index", "diagrams", "algebra", "networks", "code", "pages"];
const listing = new URL("fixtures/api.txt", import.meta.url);
const source = (name: string): string => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));

/** What an entry exports: values, and then types in brackets. */
function exportsOf(name: string): string {
  const file = ts.createSourceFile(name, readFileSync(source(name), "utf8"), ts.ScriptTarget.Latest);
  const [values, types]: [string[], string[]] = [[], []];
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      throw new Error(`${name}.ts holds something else than named exports of other files`);
    for (const { name: exported, isTypeOnly } of statement.exportClause.elements)
      (statement.isTypeOnly || isTypeOnly ? types : values).push(exported.text);
  }
  const path = name === "index" ? "oneovern" : `oneovern/${name}`;
  return [path, ...values.sort().map((value) => `  ${value}`), ...types.sort().map((type) => `  (${type})`), ""].join(
    "\n",
  );
}

test("the names of the library are those that are listed", async () => {
  const found = entries.map(exportsOf).join("\n");
  await expect(found).toMatchFileSnapshot(fileURLToPath(listing));
});
