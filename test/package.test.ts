import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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
let archive = "";

beforeAll(() => {
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  files = (JSON.parse(packed) as { files: { path: string }[] }[])[0]?.files.map(({ path }) => path) ?? [];
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true, "type": "module" }');
  archive = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) as string);
  inProject("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", archive);
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

describe("the packed package in projects of others", () => {
  test("oneovern/generated has types and runs without the compiler", () => {
    writeFileSync(
      join(project, "generated.ts"),
      `import { evaluate, symbols, V_8 } from "oneovern/generated/V_8";
import { V_12, step_V_8 } from "oneovern/generated";
const one: number = evaluate(new Float64Array(symbols.length).fill(1));
const results: readonly string[] = step_V_8.results;
console.log(one, V_8.name, results.join(" "), V_12.symbols.length);
`,
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    inProject(
      process.execPath,
      tsc,
      ..."--strict --target es2022 --module nodenext --lib es2022,dom generated.ts".split(" "),
    );
    // With every symbol 1 the coefficients of the published sum added up: -2 - 5/4 + 3/4 + 3/8 + 11/16.
    expect(inProject(process.execPath, "generated.js")).toBe("-1.4375 V_8 K_0 V_4[0] V_6[0] V_8[0] 26\n");
    for (const file of files.filter((path) => /^dist\/generated\/\w+\.js$/.test(path) && !path.endsWith("index.js")))
      expect(readFileSync(join(root, file), "utf8"), file).not.toMatch(/^import|require\(|from "/m);
  });

  /** Copies an example project, installs the packed package there, and runs what its README says. */
  const runExample = (name: string): string => {
    const copy = join(folder, name);
    cpSync(join(root, "examples", name), copy, { recursive: true });
    const run = (...args: string[]) =>
      execFileSync("npm", args, {
        cwd: copy,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        // tsc as a user has it installed; Debian's Python, which NumPy was installed for.
        env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}:/usr/bin:${process.env.PATH}` },
      });
    run("install", "--no-audit", "--no-fund", "--prefer-offline", archive);
    return run("start", "--silent");
  };

  test("TypeScript: a flow of one's own on a generated step, against a network that is known exactly", () => {
    const out = runExample("typescript");
    expect(out).toContain("V_4[0] = 22\n");
    expect(out).toMatch(/exact 0\.539454, leading 0\.440000, with the first correction 0\.528000/);
  });

  test("Python: V_8 at a thousand kernels, and the same as evaluate", () => {
    const out = runExample("python");
    const [, kernel, value] = /V_8 of layer 2 at K = ([\d.]+): (\S+)/.exec(out) as unknown as [string, string, string];
    const flags = ["--activation", "tanh", "--C-W", "1", "--width", "64", "--depth", "2", "--K", kernel, "--json"];
    const { vertex } = JSON.parse(oneovern(["evaluate", "V_8", ...flags]).stdout);
    expect(Number(value) / vertex).toBeCloseTo(1, 3);
    expect(out).toMatch(/^d\/dV_4 = /m);
  });

  test("C: V_4 through the layers of a linear network", () => {
    expect(runExample("c")).toMatch(/layer 10: V_4 = 40\.5, .*\nas it is known/);
  });
});
