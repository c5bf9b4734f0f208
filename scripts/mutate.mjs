// Makes small changes to the sources, one at a time, and looks whether a test fails for each: what survives is a gap in the tests, or
// cannot matter, and then is named with its reason in mutation-equivalents.json. Works on a copy of the tree, and leaves nothing behind.
//
//   npm run mutate -- --sample 100 --seed 1         a hundred changes, spread over all folders by size; the same seed makes the same ones
//   npm run mutate -- --folder src/graphs           in some folders or files only (may be repeated)
//   npm run mutate -- --file src/foundation/errors.ts --line 9 every change of a line
//   --seconds 60        runs the tests nearest to a change first, and so many seconds of them at most
//   --durations FILE    how long they take, remembered from run to run
//   --list              says what would be changed, and runs nothing
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import ts from "typescript";
import { mutationsOf } from "./mutations.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Written by scripts/derive.mjs, or re-exports only: changes there mean nothing. */
const derived =
  /^src\/(?:foundation\/version|index|diagrams|algebra|networks|code|pages|code\/target-list|documents\/templates|language\/request-grammar)\.ts$/;

/** Tests that run the built command line: they reach all that it imports. */
const runsTheBuild = /^test\/(?:cli\/.*|docs|package)\.test\.ts$/;

const { values: flags } = parseArgs({
  options: {
    sample: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    folder: { type: "string", multiple: true, default: [] },
    file: { type: "string" },
    line: { type: "string" },
    seconds: { type: "string", default: "60" },
    durations: { type: "string" },
    list: { type: "boolean", default: false },
  },
});
const [sample, seed, most] = [flags.sample, flags.seed, flags.seconds].map((text) => {
  if (!/^\d+$/.test(text)) throw new Error(`${text} is no whole number`);
  return Number(text);
});

const filesBelow = (folder, ends) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith(ends))
    .sort();

/** Files as they were when first read: the tree may be worked on meanwhile. */
const texts = new Map();
function read(file) {
  const text = texts.get(file) ?? readFileSync(join(root, file), "utf8");
  texts.set(file, text);
  return text;
}

/** What a file imports of the project, by paths from the root. */
function importsOf(file) {
  const found = [];
  for (const [, target] of read(file).matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
    const path = relative(root, resolve(root, dirname(file), target)).replace(/\.js$/, ".ts");
    if (existsSync(join(root, path))) found.push(path);
  }
  return found;
}

/** How many imports lie between a test and each source that it reaches. */
function distancesFrom(test) {
  const distances = new Map([[test, 0]]);
  if (runsTheBuild.test(test)) distances.set("src/cli/main.ts", 1);
  for (const [file, distance] of distances)
    for (const path of importsOf(file)) if (!distances.has(path)) distances.set(path, distance + 1);
  return distances;
}

/** Reproducible choices below n, without a pattern that matters here. */
function chooser(start) {
  let state = (start * 2654435761 + 1) % 2147483647;
  return (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
}

/** So many changes, files by the number of their lines that can be changed, in each file lines by chance. */
function picked(all, count) {
  const choose = chooser(seed);
  const lines = new Map();
  for (const mutation of all) {
    const key = `${mutation.file}:${mutation.line}`;
    lines.set(key, [...(lines.get(key) ?? []), mutation]);
  }
  // One list of all lines, file after file: evenly spaced places in it, begun by chance, are spread by size.
  const keys = [...lines.keys()];
  const chosen = [];
  const number = Math.min(count, keys.length);
  const offset = choose(1000) / 1000;
  for (let i = 0; i < number; i++) {
    const choices = lines.get(keys[Math.floor(((i + offset) * keys.length) / number)]);
    chosen.push(choices[choose(choices.length)]);
  }
  return chosen;
}

/** The changes that cannot matter, with reasons; a place is known by the text of its line. */
const equivalents = JSON.parse(read("scripts/mutation-equivalents.json"));
const lineText = ({ file, line }) => read(file).split("\n")[line - 1].trim();
const reasonOf = (mutation) =>
  equivalents.find(
    ({ file, line, what, from }) =>
      file === mutation.file &&
      line === lineText(mutation) &&
      what === mutation.what &&
      (from ?? mutation.from) === mutation.from,
  )?.reason;

const sources = (flags.file ? [flags.file] : flags.folder.length > 0 ? flags.folder : ["src"])
  .flatMap((path) => (path.endsWith(".ts") ? [path] : filesBelow(path, ".ts")))
  .map((path) => relative(root, resolve(path)))
  .filter((path) => !derived.test(path));
const all = sources.flatMap((file) => mutationsOf(file, read(file)));
const mutations = flags.line ? all.filter(({ line }) => line === Number(flags.line)) : picked(all, sample);

const shown = ({ file, line, what, from, to }) => {
  const short = (text) => (text.length > 60 ? `${text.slice(0, 57)}...` : text).replaceAll(/\s+/g, " ");
  return `${file}:${line} ${what}: ${short(from)} -> ${short(to) || "nothing"}`;
};

if (flags.list) {
  console.log(`${all.length} changes can be made in ${sources.length} files; these ${mutations.length} would be:`);
  for (const mutation of mutations) console.log(shown(mutation));
  process.exit(0);
}

// ---- the copy

const copy = mkdtempSync(join(tmpdir(), "oneovern-mutate-"));
// What tests write to the system's temporary folder goes with the copy, but not into it: its packages are not theirs.
const scratch = mkdtempSync(join(tmpdir(), "oneovern-mutate-"));
let running;
const stopRunning = () => {
  try {
    if (running) process.kill(-running.pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
};
process.on("exit", () => {
  stopRunning();
  for (const folder of [copy, scratch]) rmSync(folder, { recursive: true, force: true });
});
let isInterrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    isInterrupted = true;
    stopRunning();
  });

const left = new Set(["node_modules", ".git", "bench", "coverage"]);
for (const name of readdirSync(root))
  if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
// Test files one after the other in the given order, until one fails; nothing is built, nothing is kept.
writeFileSync(
  join(copy, "vitest.config.ts"),
  `const order = JSON.parse(process.env.MUTATE_TESTS ?? "[]");
const place = ({ moduleId }) => order.findIndex((name) => moduleId.endsWith(name));
class InOrder {
  async shard(files) { return files; }
  async sort(files) { return [...files].sort((a, b) => place(a) - place(b)); }
}
export default {
  cacheDir: ${JSON.stringify(join(copy, ".vite"))},
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    maxWorkers: 1,
    fileParallelism: false,
    sequence: { sequencer: InOrder },
  },
};
`,
);

/** Runs test files in the copy. @returns whether all passed, and the report of vitest */
function runTests(tests, seconds, bail) {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  return new Promise((done) => {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const options = ["--reporter=json", `--outputFile.json=${report}`, ...(bail ? ["--bail=1"] : [])];
    running = spawn(process.execPath, [vitest, "run", ...tests, ...options], {
      cwd: copy,
      detached: true,
      stdio: "ignore",
      env: { ...process.env, MUTATE_TESTS: JSON.stringify(tests), TMPDIR: scratch },
    });
    let isLate = false;
    const clock = setTimeout(() => {
      isLate = true;
      stopRunning();
    }, 1000 * seconds);
    running.on("close", (code) => {
      clearTimeout(clock);
      // What a test has started may have outlived it.
      stopRunning();
      running = undefined;
      const results = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).testResults : [];
      done({ passed: code === 0, isLate, results });
    });
  });
}

// ---- which tests

const reached = filesBelow("test", ".test.ts")
  .filter((test) => !/^test\/(?:package|architecture)\.test\.ts$/.test(test))
  .map((test) => ({ test, distances: distancesFrom(test) }));
const stem = (path) => path.replace(/^(?:src|test)\//, "").replace(/(?:\.test)?\.ts$/, "");

/** The tests that reach a source, by what they cost and how near they are: where a fault is likely seen, first. */
function testsFor(file, durations) {
  const cost = ({ test, distances }) => {
    const near = stem(test) === stem(file) ? 0 : dirname(stem(test)) === dirname(stem(file)) ? 1 : 2;
    return (2 + (durations.get(test) ?? 0)) * 2 ** (near + distances.get(file));
  };
  let left = most;
  return reached
    .filter(({ test, distances }) => distances.has(file) && (durations.get(test) ?? 0) <= most)
    .sort((a, b) => cost(a) - cost(b))
    .map(({ test }) => test)
    .filter((test) => {
      left -= durations.get(test);
      return left >= 0;
    });
}

/** Each test file once, unchanged: what takes how long, and that all of them pass. */
async function baseline() {
  const needed = reached
    .filter(({ distances }) => mutations.some(({ file }) => distances.has(file)))
    .map(({ test }) => test);
  const isKnown = flags.durations !== undefined && existsSync(flags.durations);
  const durations = new Map(isKnown ? Object.entries(JSON.parse(readFileSync(flags.durations, "utf8"))) : []);
  for (const [i, test] of needed.entries()) {
    if (durations.has(test)) continue;
    if (isInterrupted) return durations;
    const start = performance.now();
    // What is not done by then is never run.
    const { passed, isLate } = await runTests([test], most + 5, false);
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `[${i + 1}/${needed.length}] ${test}: ${isLate ? "too slow" : passed ? `${seconds.toFixed(1)} s` : "FAILS UNCHANGED"}`,
    );
    durations.set(test, passed ? seconds : Number.MAX_VALUE);
  }
  if (flags.durations !== undefined) writeFileSync(flags.durations, JSON.stringify(Object.fromEntries(durations)));
  return durations;
}

// ---- whether it compiles

const versions = new Map();
const changed = new Map();
const { options, fileNames } = ts.parseJsonConfigFileContent(
  { ...JSON.parse(read("tsconfig.json")), include: ["src"] },
  ts.sys,
  copy,
);
const service = ts.createLanguageService({
  getScriptFileNames: () => fileNames,
  getScriptVersion: (file) => String(versions.get(file) ?? 0),
  getScriptSnapshot: (file) =>
    existsSync(file) ? ts.ScriptSnapshot.fromString(changed.get(file) ?? readFileSync(file, "utf8")) : undefined,
  getCurrentDirectory: () => copy,
  getCompilationSettings: () => options,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
});

function compiles(file, text) {
  const path = join(copy, file);
  const set = (value) => {
    if (value === undefined) changed.delete(path);
    else changed.set(path, value);
    versions.set(path, (versions.get(path) ?? 0) + 1);
  };
  set(text);
  const errors = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
  set(undefined);
  return errors.length === 0;
}

// ---- the changes, one at a time

/** Builds the command line of the copy anew for the tests that run it. */
function bundle() {
  const { status, stderr } = spawnSync(process.execPath, [join(copy, "scripts/bundle.mjs")], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the copy cannot be built\n${stderr}`);
}

async function tried(mutation, durations) {
  const { file, start, end, to } = mutation;
  const reason = reasonOf(mutation);
  if (reason) return { outcome: "equivalent", by: reason };
  const text = read(file);
  const mutant = text.slice(0, start) + to + text.slice(end);
  if (!compiles(file, mutant)) return { outcome: "does not compile" };
  const tests = testsFor(file, durations);
  if (tests.length === 0) return { outcome: "survived", by: "no test reaches the file" };
  writeFileSync(join(copy, file), mutant);
  const outcome = await outcomeOf(tests, durations);
  writeFileSync(join(copy, file), text);
  return outcome;
}

/** Seconds of tests that are run together: few first, so that a change that never ends is soon found out. */
const portions = [5, 25, Number.POSITIVE_INFINITY];

async function outcomeOf(tests, durations) {
  const left = [...tests];
  let isBuilt = false;
  for (const portion of portions) {
    const some = [];
    let seconds = 0;
    while (left.length > 0 && (some.length === 0 || seconds + durations.get(left[0]) <= portion)) {
      some.push(left.shift());
      seconds += durations.get(some.at(-1));
    }
    if (some.length === 0) break;
    if (!isBuilt && some.some((test) => runsTheBuild.test(test))) {
      bundle();
      isBuilt = true;
    }
    const { passed, isLate, results } = await runTests(some, 15 + 3 * seconds, true);
    if (isLate) return { outcome: "timed out" };
    if (passed) continue;
    const failed = results.find(({ status }) => status === "failed");
    const test = failed?.assertionResults.find(({ status }) => status === "failed")?.fullName;
    const where = failed === undefined ? "a failure to load" : relative(copy, failed.name);
    return { outcome: "killed", by: test ? `${where}: ${test}` : where };
  }
  return { outcome: "survived", by: `${tests.length} test files` };
}

const durations = await baseline();
const outcomes = new Map();
const survivors = [];
const began = performance.now();
for (const [i, mutation] of mutations.entries()) {
  if (isInterrupted) break;
  const { outcome, by } = await tried(mutation, durations);
  if (isInterrupted) break;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (outcome === "survived") survivors.push(mutation);
  const minutes = ((performance.now() - began) / 60_000 / (i + 1)) * (mutations.length - i - 1);
  console.log(
    `[${i + 1}/${mutations.length}, ${minutes.toFixed(0)} min left] ${outcome}  ${shown(mutation)}${by ? `  (${by})` : ""}`,
  );
}

const counts = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
console.log(`\n${isInterrupted ? "interrupted: " : ""}${counts || "nothing was run"}`);
for (const mutation of survivors) console.log(`survived  ${shown(mutation)}\n          ${lineText(mutation)}`);
process.exitCode = isInterrupted ? 130 : survivors.length > 0 ? 1 : 0;
