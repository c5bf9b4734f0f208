import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "./cli/oneovern.js";

/*
 * What docs/architecture.md says an addition touches, tried: in a copy of the sources a file is added and its name,
 * or a line, and nothing else; and the command has it. A subject is added in toy-subject.test.ts.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const copy = temporaryFolder();

/** A new file in the copy. */
const addFile = (path: string, text: string): void => writeFileSync(join(copy, path), text, { flag: "wx" });

/** A change of one that is there. */
function change(path: string, from: string, to: string): void {
  const text = readFileSync(join(copy, path), "utf8");
  expect(text.split(from), `${path}: ${from}`).toHaveLength(2);
  writeFileSync(join(copy, path), text.replace(from, to));
}

const inCopy = (script: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, script), ...args], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
};

const oneovern = (...args: string[]): string => inCopy("built/main.js", args);

beforeAll(async () => {
  for (const part of ["src", "grammar", "scripts", "package.json"])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));

  // A format: a file, and its name in the list.
  addFile(
    "src/documents/ids.ts",
    `import type { SumFormat } from "./sum-format.js";
/** The ids of the rows, or the number of monomials. */
export const ids: SumFormat = {
  table: ({ terms }) => terms.map(({ id }) => \`\${id}\\n\`).join(""),
  expand: ({ sum }) => \`\${sum.size} monomials\\n\`,
};
`,
  );
  change("src/documents/products.ts", "const sumFormats = { text, ", "const sumFormats = { ids, text, ");
  change(
    "src/documents/products.ts",
    'import { latex } from "./latex.js";',
    'import { ids } from "./ids.js";\nimport { latex } from "./latex.js";',
  );

  // A language of code: a file.
  addFile(
    "src/code/targets/maxima.ts",
    `import type { EvaluatorModule } from "../evaluator-module.js";
import { spelledOut, spellingWith } from "../infix.js";
import { exactFactor } from "../names.js";
import type { Target } from "../target.js";

export const target: Target = {
  name: "maxima",
  extension: "mac",
  reserved: () => false,
  noCode: /\\/\\*[\\s\\S]*?\\*\\//g,
  identifier: /^[A-Za-z]\\w*$/,
  spelt: (name) => name,
  write({ name, header, inputs, entries: [{ operations }] }: EvaluatorModule): string {
    const variables = inputs.map(({ variable }) => variable);
    const { locals, results } = spelledOut(operations.graph, spellingWith(variables, exactFactor));
    const steps = [...locals.map((local) => \`\${local.name}: \${local.text}\`), \`[\${results.join(", ")}]\`];
    return \`/* \${header.join("\\n")} */\\n\${name}(\${variables.join(", ")}) := (\${steps.join(", ")});\\n\`;
  },
};
`,
  );

  // An activation: an entry.
  change(
    "src/numbers/activations/functions.ts",
    "  tanh: smooth(Math.tanh, tanhJet),\n",
    `  tanh: smooth(Math.tanh, tanhJet),
  halftanh: smooth(
    (x) => Math.tanh(x) / 2,
    (a) => scaleJet(tanhJet(a), 0.5),
  ),
`,
  );

  // A check: a file, and its name in the list.
  addFile(
    "src/proof/kernel/no-zero.ts",
    `import * as Q from "../../algebra/rational.js";
import type { CheckOf } from "../certificate.js";
import type { SumClaim } from "../claims.js";
/** No monomial of the sum has the coefficient 0. */
export const noZero: CheckOf<SumClaim> = {
  name: "no zero",
  of: "every result",
  cannotSee: "any other coefficient",
  look: ({ sum }) => {
    const passed = [...sum.values()].every(({ coefficient }) => !Q.isZero(coefficient));
    return { passed, detail: \`\${sum.size} monomials\` };
  },
};
`,
  );
  change("src/proof/kernel.ts", "  distinctClasses,\n];", "  distinctClasses,\n  noZero,\n];");
  change(
    "src/proof/kernel.ts",
    "import { rowByRow }",
    'import { noZero } from "./kernel/no-zero.js";\nimport { rowByRow }',
  );

  inCopy("scripts/derive.mjs", []);
  await build({
    entryPoints: { main: join(copy, "src/cli/main.ts") },
    outdir: join(copy, "built"),
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
}, 60_000);

describe("what is added is there", () => {
  test("a format, in table and in expand, and in the message that lists them", () => {
    expect(oneovern("table", "V_4", "--format", "ids")).toBe("2\n1a.1a\n");
    expect(oneovern("expand", "V_4", "--format", "ids")).toBe("2 monomials\n");
    expect(oneovern("help", "table")).toContain("ids, text, latex");
  });

  test("a language of code, for a sum, a correlator and a step", () => {
    expect(oneovern("code", "V_4", "--target", "maxima")).toMatch(/^\/\* V_4, leading order.*\*\/\nV_4\(n1, n2, V4, /s);
    expect(oneovern("code", "<phi_i(x) phi_i(x)>", "--target", "maxima")).toContain("correlator(");
    expect(oneovern("code", "--kind", "step", "--vertices", "4", "--target", "maxima")).toContain("step(");
  });

  test("an activation, in everything that takes one: half of tanh at C_W is tanh at C_W/4", () => {
    const flow = (activation: string, weights: string) =>
      JSON.parse(
        oneovern("flow", "--activation", activation, "--C-W", weights, "--width", "50", "--depth", "3", "--json"),
      ).layers.map((layer: { K: number }) => layer.K);
    const [half, whole] = [flow("halftanh", "4"), flow("tanh", "1")];
    expect(half.slice(1)).toHaveLength(2);
    half.forEach((entry: unknown, layer: number) => {
      [entry].flat().forEach((value, i) => {
        expect(value).toBeCloseTo([whole[layer]].flat()[i], 12);
      });
    });
  });

  test("a check, on every result and in the report", () => {
    expect(oneovern("table", "V_6")).toContain("no zero");
    expect(oneovern("certify", "V_6")).toMatch(/passed {2}no zero\n +\d+ monomials/);
  });
});
