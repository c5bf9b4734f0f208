import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { oneovern, temporaryFolder } from "./cli/oneovern.js";

/*
 * The package as a user gets it: packed, installed without a network into an empty project whose path has a blank, and
 * run there with all that it can do.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = temporaryFolder();
const project = join(folder, "an empty project");
const installed = join(project, "node_modules/oneovern");
const command = join(project, "node_modules/.bin/oneovern");

const inProject = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

interface Packed {
  readonly size: number;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
let packed: Packed;
let files: string[] = [];

beforeAll(() => {
  const json = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  [packed] = JSON.parse(json) as [Packed];
  files = packed.files.map(({ path }) => path);
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true }');
  // Nothing is in the cache, and the network is not asked: what is not in the archive is not there.
  const offline = ["--offline", "--cache", join(folder, "cache"), "--no-audit", "--no-fund"];
  inProject("npm", "install", ...offline, join(folder, packed.filename));
}, 300_000);

describe("the packed package", () => {
  test("is one package, with a size to bear", () => {
    expect(readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["oneovern"]);
    expect(readdirSync(installed)).not.toContain("node_modules");
    expect(packed.size).toBeLessThan(1.2e6);
  });

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
      "scripts",
    ]);
    expect(files.filter((path) => path.startsWith("scripts/"))).toEqual(["scripts/prepare.mjs"]);
    expect(files.filter((path) => /api|\.map$|\.test\.|\.hbs$/.test(path))).toEqual(["examples/supplement.hbs"]);
    expect(files).toContain("dist/index.d.ts");
  });

  test("names every package that is inside, with its licence", () => {
    const text = readFileSync(join(installed, "dist/third-party-licences.txt"), "utf8");
    const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const inside = ["commander", "mathjs", "vega", "vega-lite", "handlebars", "nearley", "moo", "yaml", "d3-hierarchy"];
    for (const name of inside) expect(text).toContain(`${name} ${devDependencies[name]} (`);
    expect(text).toContain("Apache License");
  });

  test("of mathjs only the parser is inside", () => {
    const scripts = readdirSync(join(installed, "dist")).filter((name) => name.endsWith(".js"));
    const [parser = "", ...others] = scripts.filter((name) => name.startsWith("mathjs"));
    expect(others).toEqual([]);
    expect(statSync(join(installed, "dist", parser)).size).toBeLessThan(160_000);
    for (const name of scripts) expect(readFileSync(join(installed, "dist", name), "utf8")).not.toContain("createUnit");
  });

  test("no lock file names an address", () => {
    expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toMatch(/https?:/);
  });
});

/** Every command once, with what its output must hold. */
const commands: readonly [string, RegExp][] = [
  ["table V_8", /10 {2}4 {2}1ab\.1b\.1ac\.1c/],
  ["expand V_6 --format latex", /\\begin\{align\*\}/],
  ["table V_6 --format markdown", /Proved: generating function/],
  ["table V_4 --format latex --standalone", /\\begin\{tikzpicture\}/],
  ["diagrams V_12 --limit 2 --format dot", /graph/],
  ["count V_100", /labelled/],
  ["explain 2ab.1a.1b", /symmetry/],
  ["code V_8 --target typescript", /export function/],
  ["certify V_4 at 1 loop", /automorphism/],
  ["evaluate V_8 --activation tanh --C-W 1 --width 64 --depth 10", /V_8 = /],
  ["flow --activation x*tanh(x) --C-W 1 --width 64 --depth 4", /V_4/],
  ["critical --activation gelu", /1\.983058/],
  ["structure V_4", /proved/],
  ["simulate --activation tanh --C-W 1 --width 16 --depth 3 --samples 2000 --threads 2", /theory and simulation/],
];

describe("installed, from a path with a blank", () => {
  test.each(commands)("oneovern %s", (line, expected) => {
    const { status, stdout, stderr } = spawnSync(command, line.split(" "), { cwd: project, encoding: "utf8" });
    expect([status, stderr.replace(/^warning: .*\n/gm, "")]).toEqual([0, ""]);
    expect(stdout).toMatch(expected);
  });

  test("what is printed is what the clone prints", async () => {
    expect(inProject("npx", "--no-install", "oneovern", "table", "V_8")).toBe(
      (await oneovern(["table", "V_8"])).stdout,
    );
  });

  test("plots, also beside a simulation on several threads", () => {
    const network = "--activation tanh --C-W 1 --width 16 --depth 3".split(" ");
    inProject(command, "flow", ...network, "--plot", "flow.svg");
    inProject(command, "critical", "--activation", "gelu", "--plot", "phases.svg");
    inProject(command, "simulate", ...network, "--samples", "500", "--threads", "2", "--plot", "simulation.svg");
    for (const name of ["flow.svg", "phases.svg", "simulation.svg"]) {
      expect(readFileSync(join(project, name), "utf8")).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
      expect(statSync(join(project, name)).size).toBeGreaterThan(5000);
    }
  });

  test("a network described in YAML, a template of one's own", () => {
    writeFileSync(join(project, "tanh.yaml"), "activation: tanh\nC_W: 1\nwidth: 16\ndepth: 3\n");
    expect(inProject(command, "flow", "--network", "tanh.yaml")).toContain("V_4");
    writeFileSync(join(project, "own.hbs"), "{{#each rows}}{{id}} {{/each}}");
    expect(inProject(command, "table", "V_4", "--template", "own.hbs")).toBe("2 1a.1a ");
  });

  test("is a library, for require and for import", () => {
    const body = 'console.log(compile("V_8").terms.length, [...stream("V_6")].length);';
    writeFileSync(join(project, "use.cjs"), `const { compile, stream } = require("oneovern");\n${body}`);
    writeFileSync(join(project, "use.mjs"), `import { compile, stream } from "oneovern";\n${body}`);
    for (const name of ["use.cjs", "use.mjs"]) expect(inProject(process.execPath, name), name).toBe("10 4\n");
  });

  test("with types that need nothing else", async () => {
    writeFileSync(
      join(project, "use.mts"),
      `import { compile, type Compilation, stream, written } from "oneovern";
import { makeDiagram, toGraph } from "oneovern/diagrams";
const compilation: Compilation = compile("V_8");
const rows: number = compilation.terms.length;
const text: Promise<string> = written("expansion", compilation, "text");
for (const { id } of stream("V_6")) id.toUpperCase();
const nodes: string[] = toGraph(makeDiagram([1, 1], 1, [[0, 0], [1, 0]])).nodes();
console.log(rows, (await text).length > 0, nodes.length);
`,
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    // Without skipLibCheck: the package's declarations must not need types that it does not bring.
    const flags = "--strict --exactOptionalPropertyTypes --target es2022 --module nodenext use.mts".split(" ");
    inProject(process.execPath, tsc, ...flags);
    expect(inProject(process.execPath, "use.mjs")).toBe("10 true 3\n");
  });

  test("the library reaches for nothing of Node's, so that it runs in a browser", () => {
    const seen = new Set<string>();
    const visit = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      const text = readFileSync(join(installed, "dist", name), "utf8");
      for (const [, target = ""] of text.matchAll(/\b(?:from|import\(|import)"([\w./:@-]+)"/g))
        if (target.startsWith("./")) visit(target.slice(2));
        else expect.unreachable(`${name} imports ${target}`);
    };
    for (const entry of ["index", "diagrams", "algebra", "networks", "code", "pages"]) visit(`${entry}.js`);
    expect(seen.size).toBeGreaterThan(10);
  });
});

describe("where code may not be made from strings", () => {
  const forbidding = ["--disallow-code-generation-from-strings", join(installed, "dist/main.js")];

  test.each(commands)("oneovern %s", (line, expected) => {
    expect(inProject(process.execPath, ...forbidding, ...line.split(" "))).toMatch(expected);
  });

  test("the library: documents, numbers, an expression, code", () => {
    writeFileSync(
      join(project, "no-code.mjs"),
      `import { compile, written } from "oneovern";
import { codeOf, stepAnswer, targetNamed } from "oneovern/code";
import { evaluateRequest, flow, networkOf } from "oneovern/networks";
try {
  new Function("return 1");
  console.log("code may be made here");
} catch {}
const documents = await Promise.all(["latex", "markdown"].map((name) => written("table", compile("V_6"), name, { standalone: true })));
const network = await networkOf({ activation: "x + x^2/2", C_W: 1, width: 100, depth: 3 });
const { vertex } = evaluateRequest("V_4", network);
const [, , last] = [...flow(network, { highest: 2, orders: 1 })];
const code = codeOf(stepAnswer({ highest: 2, orders: 0 }), targetNamed("javascript"));
console.log(documents.every((text) => text.includes("frac")), Math.abs(vertex / last.cumulants[2][0] - 1) < 1e-12, code.length > 1000);
`,
    );
    const flag = "--disallow-code-generation-from-strings";
    expect(inProject(process.execPath, flag, "no-code.mjs")).toBe("true true true\n");
  });

  test("plots", () => {
    const network = "--activation tanh --C-W 1 --width 16 --depth 3".split(" ");
    inProject(process.execPath, ...forbidding, "flow", ...network, "--plot", "interpreted.svg");
    inProject(command, "flow", ...network, "--plot", "flow.svg");
    expect(readFileSync(join(project, "interpreted.svg"), "utf8")).toBe(
      readFileSync(join(project, "flow.svg"), "utf8"),
    );
  });

  test("a template of one's own is refused with the reason", () => {
    writeFileSync(join(project, "own.hbs"), "{{title}}");
    const refused = spawnSync(process.execPath, [...forbidding, "table", "V_4", "--template", "own.hbs"], {
      cwd: project,
      encoding: "utf8",
    });
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(/own\.hbs: a template of your own is compiled to code, and code may not be made/);
  });
});

describe("the packed package in projects of others", () => {
  test("oneovern/generated has types and runs without the compiler", () => {
    writeFileSync(
      join(project, "generated.mts"),
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
      ..."--strict --target es2022 --module nodenext --lib es2022,dom generated.mts".split(" "),
    );
    // With every symbol 1 the coefficients of the published sum added up: -2 - 5/4 + 3/4 + 3/8 + 11/16.
    expect(inProject(process.execPath, "generated.mjs")).toBe("-1.4375 V_8 K_0 V_4[0] V_6[0] V_8[0] 26\n");
    for (const file of files.filter((path) => /^dist\/generated\/\w+\.js$/.test(path) && !path.endsWith("index.js")))
      expect(readFileSync(join(root, file), "utf8"), file).not.toMatch(/^import|require\(|from "/m);
  });

  /** What the README of the examples says, in the package as it is installed. */
  const runExample = (name: string): string => {
    const run = (...args: string[]) =>
      execFileSync("npm", args, {
        cwd: join(installed, "examples", name),
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        // Debian's Python, which NumPy was installed for.
        env: { ...process.env, PATH: `/usr/bin:${process.env.PATH}` },
      });
    run("install", "--no-audit", "--no-fund", "--prefer-offline");
    return run("start", "--silent");
  };

  test("TypeScript: a flow of one's own on a generated step, against a network that is known exactly", () => {
    const out = runExample("typescript");
    expect(out).toContain("V_4[0] = 22\n");
    expect(out).toMatch(/exact 0\.539454, leading 0\.440000, with the first correction 0\.528000/);
  });

  test("Python: V_8 at a thousand kernels, and the same as evaluate", async () => {
    const out = runExample("python");
    const [, kernel, value] = /V_8 of layer 2 at K = ([\d.]+): (\S+)/.exec(out) as unknown as [string, string, string];
    const flags = ["--activation", "tanh", "--C-W", "1", "--width", "64", "--depth", "2", "--K", kernel, "--json"];
    const { vertex } = JSON.parse((await oneovern(["evaluate", "V_8", ...flags])).stdout);
    expect(Number(value) / vertex).toBeCloseTo(1, 3);
    expect(out).toMatch(/^d\/dV_4 = /m);
  });

  test("C: V_4 through the layers of a linear network", () => {
    expect(runExample("c")).toMatch(/layer 10: V_4 = 40\.5, .*\nas it is known/);
  });
});
