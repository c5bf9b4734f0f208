import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { drawingOf } from "../../src/documents/drawings.js";

/* The pictures that README and docs show are those that the program draws now. */

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "docs/pictures");

test.each(readdirSync(folder))("docs/pictures/%s", (name) => {
  // Written anew by: oneovern draw ID -o docs/pictures/ID.svg
  expect(drawingOf(basename(name, ".svg"))?.svg()).toBe(readFileSync(join(folder, name), "utf8"));
});

test("every picture that a page of the documentation shows is there", () => {
  const pages = [
    "README.md",
    "examples/README.md",
    ...readdirSync(join(root, "docs"))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`),
  ];
  const shown = pages.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/(?:src="|\]\()([^")]*\.svg)/g)].map(([, file = ""]) =>
      join(dirname(page), file),
    ),
  );
  expect(shown.length).toBeGreaterThan(10);
  for (const file of shown) expect(existsSync(join(root, file)), file).toBe(true);
});
