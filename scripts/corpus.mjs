// The outputs of some thousand command lines, written to a folder: before a change that no user should see, and after it, to be compared.
//
//   node scripts/corpus.mjs FOLDER        a file for each command line: what it is, its exit code, and all that it prints and writes
//   diff -rq BEFORE AFTER                 says nothing where nothing has changed
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("expected a folder: node scripts/corpus.mjs FOLDER");

const requests = {
  oneInput: [
    "K",
    "V_4",
    "V_6",
    "V_8",
    "V_10",
    "V_12",
    "K at 1 loop",
    "K through 3 loops",
    "V_4 at 1 loop",
    "V_4 through 2 loops",
    "V_6 through 1 loop",
    "V_8 at 1 loop",
    "V_4 through 2 loops about K_0",
    "V_6 at 1 loop with expanded blobs",
    "V_4 through 1 loop about K_0 with expanded blobs",
    "V_8 through 1 loop with equal widths",
    "K through 2 loops about K_0 with equal widths",
    "K_0",
    "K_2",
    "V_4[0]",
    "V_4[1]",
    "V_6[1] with equal widths",
  ],
  labelled: [
    "K(x,y)",
    "K(x,x) through 1 loop",
    "V_4(x1,x2; x3,x4)",
    "V_4(x,x; x,y)",
    "V_4(x1,x1; x2,x2) at 1 loop",
    "V_4(a,b; c,d) through 1 loop about K_0",
    "V_4(x1,x2; x3,x4) with equal widths",
    "V_6(x1,x2; x3,x4; x5,x6)",
    "V_6(alpha,beta; j1,j2; y1,y2)",
    "V_6(x,x; x,x; y,y) at 1 loop with expanded blobs",
    "K_1(x,y)",
    "V_4[1](x,y; x,y)",
  ],
  correlators: [
    "<phi_i(x1) phi_j(x2)>",
    "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>",
    "connected <phi_i(x1) phi_i(x2) phi_j(x3) phi_j(x4)>",
    "<phi_i(x) phi_i(x) phi_i(x) phi_i(x) phi_i(x) phi_i(x)>",
    "connected <phi_i(x) phi_i(y) phi_j(x) phi_j(y) phi_k(x) phi_k(y)> with equal widths",
  ],
  wrong: [
    "V_7",
    "V_2",
    "V_8 trough 2 loops",
    "V_8 at 10000 loops",
    "V_6(x1,x2; x3)",
    "<phi_i(x1)>",
    "<phi_i(x1) phi_j(x2)> through 1 loop",
    "<phi_i(x1) phi_j(x2)> about K_0",
    "K at 2 lops",
    "W_8",
    "",
    "V_4[1] at 1 loop",
  ],
};
const every = Object.values(requests).flat();
const documents = ["text", "latex", "markdown", "csv", "json", "pdf"];
const targets = ["typescript", "javascript", "python", "c", "mathematica", "form", "sympy", "json", "cobol"];
const ids = [
  "1",
  "2",
  "2ab.1a.1b",
  "1a.1a",
  "1aa.1a",
  "1ab0",
  "1a1",
  "1a1.1a",
  "x1a.x2a",
  "x1-2a.x3a",
  "3a.1a",
  "1a.1b",
  "nonsense",
  "500",
  "4",
  "1abc.1a.1b.1c",
  "2aa",
  "1aabb.1ab",
];
const networks = [
  ["--activation", "tanh", "--C-W", "1", "--width", "64", "--depth", "4"],
  ["--activation", "relu", "--C-b", "0", "--C-W", "2", "--widths", "40,60,30,50"],
  ["--activation", "x + x^2/2", "--C-b", "0.25", "--C-W", "0.5", "--K", "0.75", "--widths", "40,60,30"],
  ["--activation", "gelu", "--C-b", "0.1", "--C-W", "2", "--K", "2/3", "--width", "100", "--depth", "3"],
];
const several = [
  ["--activation", "relu", "--C-W", "2", "--width", "50", "--depth", "3", "--kernel", "[[1,0.5],[0.5,2]]"],
  [
    "--activation",
    "x - x^3/6",
    "--C-b",
    "0.2",
    "--C-W",
    "1",
    "--width",
    "50",
    "--depth",
    "3",
    "--inputs",
    "inputs.txt",
  ],
];

/** Every command line, by what it is about. */
function* commandLines() {
  const formatted = function* (line, formats) {
    for (const format of formats) yield [...line, "--format", format];
  };
  for (const product of ["table", "expand"])
    for (const request of every) {
      yield* formatted([product, request], documents);
      yield [product, request, "--format", "latex", "--standalone"];
      yield [product, request, "--equal-widths"];
      yield [product, request, "--max-terms", "8"];
      yield [product, request, "--expand-perms", "--json"];
      yield [product, request, "--template", "own.hbs"];
    }
  for (const request of every) {
    yield [request];
    yield* formatted(["count", request], ["text", "json", "csv", "latex"]);
    yield* formatted(["certify", request], ["text", "json", "csv"]);
    yield ["structure", request];
    yield* formatted(["diagrams", request], ["json", "ndjson", "id", "dot", "csv"]);
    yield ["diagrams", request, "--limit", "3", "--expand-perms"];
    yield ["diagrams", request, "--shard", "2/3", "--format", "id"];
    yield ["diagrams", request, "--no-terms"];
    yield ["diagrams", request, "--max-terms", "5", "--max-bracket", "3"];
    for (const target of targets) {
      yield ["code", request, "--target", target];
      yield ["code", request, "--target", target, "--gradient", "--name", "f"];
    }
    for (const network of networks) yield ["evaluate", request, ...network];
    yield* formatted(["evaluate", request, ...networks[0]], ["json", "csv", "latex"]);
    for (const network of several) yield* formatted(["evaluate", request, ...network], ["text", "json"]);
    yield ["explain", request];
  }
  for (const id of ids) {
    yield* formatted(["explain", id], ["text", "json", "dot", "latex"]);
    yield ["explain", id, "--max-bracket", "2"];
  }
  for (const [vertices, loops] of [
    [4, 0],
    [4, 2],
    [6, 1],
    [8, 0],
  ])
    for (const target of targets)
      for (const more of [[], ["--gradient"]])
        yield [
          "code",
          "--kind",
          "step",
          "--vertices",
          `${vertices}`,
          "--loops",
          `${loops}`,
          "--target",
          target,
          ...more,
        ];
  for (const network of [...networks, ...several])
    for (const extent of [[], ["--vertices", "6"], ["--vertices", "4", "--loops", "1"], ["--loops", "9"]]) {
      yield* formatted(["flow", ...network, ...extent], ["text", "json", "csv", "latex"]);
      yield ["flow", ...network, ...extent, "--plot", "plot.svg", "-o", "flow.txt"];
    }
  for (const network of [...networks, ...several]) {
    const small = [...network, "--samples", "400", "--vertices", "4", "--loops", "1", "--seed", "7"];
    yield* formatted(["simulate", ...small], ["text", "json", "csv", "latex"]);
    yield ["simulate", ...small, "--route", "weights", "--threads", "2", "--plot", "plot.svg"];
  }
  const activations = [
    "relu",
    "tanh",
    "gelu",
    "swish",
    "x + x^2/2",
    "x + 1",
    "sin",
    "softplus",
    "abs(x-1)",
    "nonsense",
  ];
  for (const activation of activations) {
    yield* formatted(["critical", "--activation", activation], ["text", "json", "csv", "latex"]);
    yield ["critical", "--activation", activation, "--C-b", "0.1", "--C-W", "1.5", "--plot", "plot.svg", "--json"];
    yield ["structure", "V_6", "--activation", activation];
  }
  yield* formatted(["structure", "V_4"], ["text", "latex", "json", "csv"]);
  yield* formatted(["structure", "V_8"], ["text", "latex", "json", "csv"]);
  const commands = "table expand diagrams count explain code certify evaluate critical structure simulate flow".split(
    " ",
  );
  for (const command of commands) {
    yield [command, "--help"];
    yield [command];
    yield [command, "--colour"];
    yield [command, "V_4", "--json", "--format", "text"];
    yield [command, "V_4", "--activation", "tanh"];
    yield [command, "V_4", "-o", "no/such/folder"];
  }
  for (const command of ["table", "expand", "count", "certify"]) yield [command, "V_30"];
  yield* [[], ["--help"], ["--version"], ["-V_8"], ["tabel", "V_8"], ["help", "table"], ["draw", "V_8"]];
}

const built = mkdtempSync(join(tmpdir(), "oneovern-corpus-"));
process.on("exit", () => rmSync(built, { recursive: true, force: true }));
process.chdir(root);
await build({
  entryPoints: { run: "src/cli/run.ts", "drawing-worker": "src/cli/drawing-worker.ts" },
  outdir: built,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  packages: "external",
  logLevel: "warning",
});
// Packages are looked for beside the file that names them.
symlinkSync(join(root, "node_modules"), join(built, "node_modules"));
writeFileSync(join(built, "package.json"), '{ "type": "module" }');
const { run } = await import(pathToFileURL(join(built, "run.js")));

/** What a command line answers, prints and writes. */
async function outcomeOf(line) {
  const printed = { stdout: "", stderr: "" };
  const into = (name) =>
    new Writable({
      write(piece, _, done) {
        printed[name] += piece;
        done();
      },
    });
  const own = mkdtempSync(join(built, "run-"));
  process.chdir(own);
  writeFileSync(
    "own.hbs",
    "{{title}} {{#each rows}}{{id}} {{result.latex}}\n{{/each}}{{#each groups}}{{result.text}}\n{{/each}}",
  );
  writeFileSync("inputs.txt", "1, 0.5, -0.3\n0.2 0.8 0.1\n");
  const surroundings = { stdin: Readable.from([]), stdout: into("stdout"), stderr: into("stderr"), env: {} };
  const code = await run(line, surroundings);
  const written = readdirSync(own)
    .filter((name) => !["own.hbs", "inputs.txt"].includes(name))
    .map((name) => `--- ${name}\n${readFileSync(name, "utf8")}`);
  process.chdir(built);
  rmSync(own, { recursive: true });
  return [
    `$ ${JSON.stringify(line)}`,
    `exit ${code}`,
    "--- stdout",
    printed.stdout,
    "--- stderr",
    printed.stderr,
    ...written,
  ].join("\n");
}

const out = resolve(root, folder);
mkdirSync(out, { recursive: true });
const lines = [...commandLines()];
const began = performance.now();
for (const [i, line] of lines.entries()) {
  const name = `${String(i).padStart(4, "0")}-${line
    .join(" ")
    .replaceAll(/[^\w.+-]+/g, "_")
    .slice(0, 80)}.txt`;
  writeFileSync(join(out, name), await outcomeOf(line));
  if (i % 200 === 0)
    process.stderr.write(`${i} of ${lines.length}, ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}
process.stderr.write(
  `${lines.length} command lines on ${availableParallelism()} cores, ${((performance.now() - began) / 1000).toFixed(0)} s\n`,
);
