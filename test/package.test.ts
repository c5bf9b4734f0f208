import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { oneovern, temporaryFolder } from "./cli/oneovern.js";

/* The package as a user gets it: packed, installed into an empty project, run there. */

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = temporaryFolder();
const project = join(folder, "project");
const inProject = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

let files: string[] = [];

beforeAll(() => {
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  files = (JSON.parse(packed) as { files: { path: string }[] }[])[0]?.files.map(({ path }) => path) ?? [];
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true, "type": "module" }');
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz")) as string;
  inProject("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, archive));
}, 300_000);

describe("the packed package", () => {
  test("holds what a user needs and nothing else", () => {
    const folders = new Set(files.map((path) => (path.includes("/") ? path.split("/")[0] : path)));
    expect([...folders].sort()).toEqual([
      "CHANGELOG.md",
      "CITATION.cff",
      "LICENSE",
      "README.md",
      "dist",
      "docs",
      "examples",
      "package.json",
    ]);
    expect(files.filter((path) => /api|\.map$|\.test\.|\.hbs$/.test(path))).toEqual(["examples/supplement.hbs"]);
    expect(files).toContain("dist/index.d.ts");
  });

  test("prints the eight-point table through npx", () => {
    expect(inProject("npx", "--no-install", "oneovern", "table", "V_8")).toBe(oneovern(["table", "V_8"]).stdout);
  });

  test("is a library with types", () => {
    writeFileSync(
      join(project, "use.ts"),
      `import { compile, type Compilation, formatNamed, stream } from "oneovern";
const compilation: Compilation = compile("V_8");
const rows: number = compilation.terms.length;
const text: string | Promise<string> = formatNamed("text").expand(compilation, {});
for (const { id } of stream("V_6")) id.toUpperCase();
console.log(rows, (await text).length > 0);
`,
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const flags = "--strict --exactOptionalPropertyTypes --target es2022 --module nodenext use.ts".split(" ");
    // Without skipLibCheck: the package's declarations must not need types that it does not bring.
    inProject(process.execPath, tsc, ...flags);
    expect(inProject(process.execPath, "use.js")).toBe("10 true\n");
  });

  test("needs no development dependency, and no lock file names an address", () => {
    const lock = readFileSync(join(root, "package-lock.json"), "utf8");
    expect(lock).not.toMatch(/https?:/);
  });
});
