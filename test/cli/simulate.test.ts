import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { threadsFor } from "../../src/cli/drawing-pool.js";
import { binary, oneovern, shell, temporaryFolder, words } from "./oneovern.js";

/* Ensembles beside the prediction, as the built program draws them: on threads, and interrupted. */

describe("simulate", () => {
  const flags = "--activation tanh --C-b 0 --C-W 1 --width 64 --depth 6 --samples 8000";

  test("prediction, measurement, standard error and z of every number, and a verdict", () => {
    const { code, stdout } = shell(`oneovern simulate ${flags} --json`);
    const value = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(value.layers.map(({ layer }: { layer: number }) => layer)).toEqual([2, 3, 4, 5, 6]);
    for (const layer of value.layers)
      for (const name of ["K", "V_4", "V_6", "V_8"]) {
        const { predicted, measured, standardError, z } = layer[name];
        expect(z).toBeCloseTo((measured - predicted) / standardError, 9);
        expect(Math.abs(z)).toBeLessThan(5);
      }
    expect([value.verdict, value.samples, value.seed, value.route]).toEqual(["agree", 8000, 1, "kernel"]);
    expect(value.convergesThroughLayer).toBe(6);
    expect(value.p).toBeGreaterThan(0.001);
  });

  test("the same bytes whatever the threads; others for another seed; weights as the second route", () => {
    const runs = ["--threads 1", "--threads 2", "--seed 2", "--route weights --samples 2000"].map((more) =>
      shell(`oneovern simulate ${flags} --vertices 4 ${more}`),
    );
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(runs[0]?.stdout).toBe(runs[1]?.stdout);
    expect(runs[2]?.stdout).not.toBe(runs[0]?.stdout);
    expect(runs[3]?.stdout).toContain("drawn weight by weight");
    // What is printed has digits enough to get z from it.
    const rows = [...(runs[0]?.stdout.matchAll(/ (?:K|V_4) +(\S+) +\S+ +(\S+) +(\S+) +(-?\d+\.\d\d) /gm) ?? [])];
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      const [predicted, measured, error, z] = row.slice(1).map(Number) as [number, number, number, number];
      expect(Math.abs((measured - predicted) / error - z)).toBeLessThan(0.02 + 0.06 * Math.abs(z));
    }
  });

  test("where theory and measurement disagree the exit code is 1", () => {
    // Theory is exact here: one seed in a thousand says no by chance, and this is one.
    const { code, stdout } = shell(
      "oneovern simulate --activation linear --C-W 1 --width 50 --depth 2 --loops 0 --vertices 2 --samples 400 --seed 1805",
    );
    expect(code).toBe(1);
    expect(stdout).toContain("theory and simulation DISAGREE: chi^2 = 30.1 for 1 number");
  });

  const gelu =
    "--activation gelu --C-W 1.9830582574375466 --C-b 0.17292239075606908 --K 3.561552812808851 --width 100 --depth 50 --vertices 4 --samples 2000";

  test.each([
    "--loops 2",
    "--loops 3",
    "--loops best",
    "--resum",
  ])("where the series stops converging there is no test, and the exit code is 3: %s", (how) => {
    const { code, stdout, stderr } = shell(`oneovern simulate ${gelu} ${how}`);
    expect(code).toBe(3);
    const [, last = ""] = /no test past layer (\d+): the series has not converged there/.exec(stdout) ?? [];
    expect(Number(last)).toBeGreaterThan(10);
    expect(Number(last)).toBeLessThan(40);
    expect(stdout).toContain(`through layer ${last} theory and simulation agree`);
    expect(stdout).toMatch(/V_4\s+of\s+layer\s+\d+\s+needs\s+\d+/);
    expect(stdout).not.toMatch(/^theory and simulation agree/m);
    expect(stdout).not.toMatch(/more --loops/);
    expect(stderr).toContain("warning: in layer 50");
    // Of past that layer nothing is tested.
    const tested = [...stdout.matchAll(/^ +(\d+) {2}K .* tested$/gm)].map(([, layer]) => Number(layer));
    expect(tested.length).toBeGreaterThan(5);
    expect(Math.max(...tested)).toBeLessThanOrEqual(Number(last));
  });

  test("resummed, a series goes on where its plain sum says nothing any more: tanh, width 16, depth 32", () => {
    const run = (how: string) => {
      const { stdout } = shell(
        `oneovern simulate --activation tanh --C-W 1 --width 16 --depth 32 --vertices 4 --samples 4000 --json ${how}`,
      );
      return JSON.parse(stdout);
    };
    const [plain, resummed] = [run(""), run("--resum")];
    expect(plain).toMatchObject({ verdict: "no test", summation: "plain", loops: 2 });
    expect(plain.convergesThroughLayer).toBeLessThan(20);
    expect(resummed).toMatchObject({ verdict: "agree", summation: "resummed", loops: 4, convergesThroughLayer: 32 });
    expect(resummed.testedLayers.at(-1)).toBe(32);
    const { K } = resummed.layers.at(-1);
    expect(K.tested).toBe(true);
    expect(Math.abs(K.predicted - K.measured)).toBeLessThan(3 * K.standardError);
    expect(K.zWithTruncation).toBeCloseTo((K.measured - K.predicted) / Math.hypot(K.standardError, K.truncation), 9);
  });

  test("--resum and --loops best are two ways, and one is chosen", async () => {
    const { code, stdout, stderr } = await oneovern(words(`simulate ${gelu} --loops best --resum`));
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("expected one of them");
    const worse = await oneovern(words(`simulate ${gelu} --loops better`));
    expect([worse.code, worse.stdout]).toEqual([2, ""]);
  });

  test("several inputs, CSV, and a picture of the depth dependence", () => {
    const folder = temporaryFolder();
    const { code, stdout } = shell(
      'oneovern simulate --activation erf --C-b 0.1 --C-W 1.5 --kernel "[[1,0.5],[0.5,2]]" --width 40 --depth 3 --samples 4000 --vertices 4 --loops 1 --format csv --plot depth.svg',
      folder,
    );
    expect(code).toBe(0);
    expect(stdout.trim().split("\r\n")).toHaveLength(1 + 2 * 9);
    expect(stdout).toContain('"V_4(x1,x1; x1,x2)"');
    const svg = readFileSync(join(folder, "depth.svg"), "utf8");
    for (const text of ["layer", "K", "V_4", "theory (lines; bands: what it leaves out) and 4000 networks (points)"])
      expect(svg).toContain(text);
  });

  /** What a simulation leaves that is interrupted some seconds after its first word, that of how long it will take. */
  const interrupted = async (line: string, seconds: number) => {
    const folder = temporaryFolder();
    // However long a busy machine would take for all of it.
    const budget = "--max-minutes 1000";
    const args = words(
      `simulate --activation tanh --C-W 1 ${line} --vertices 4 --loops 0 ${budget} --json -o report.json`,
    );
    const child = spawn(process.execPath, [binary, ...args], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.on("data", (piece) => {
      stderr += piece;
    });
    // Listened for from the start: one that ends by itself must not be waited for.
    const closed = new Promise((resolve) => child.on("close", resolve));
    await once(child.stderr, "data");
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    child.kill("SIGINT");
    const code = await closed;
    return { folder, code, stderr };
  };

  test("Ctrl-C leaves a valid report of what is done, and no file beside it", async () => {
    let run = await interrupted("--width 100 --depth 10 --samples 2000000", 3);
    // On a busy machine it takes longer until there is enough for a report.
    if (run.stderr.includes("too few")) run = await interrupted("--width 100 --depth 10 --samples 2000000", 20);
    const { folder, code } = run;
    expect(code).toBe(130);
    const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    expect(report.interrupted).toBe(true);
    expect(report.samples).toBeLessThan(2_000_000);
    expect(report.samples).toBeGreaterThan(0);
    expect(report.layers).toHaveLength(9);
    expect(readdirSync(folder)).toEqual(["report.json"]);
  });

  test("Ctrl-C before anything is done says so, and leaves nothing", async () => {
    const { folder, code, stderr } = await interrupted("--width 3000 --depth 3 --samples 2000 --route weights", 1);
    expect(code).toBe(130);
    expect(stderr).toMatch(/interrupted after 0 networks: too few for a report\n$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a thread that fails ends the work with its error, after which Ctrl-C is no longer heard", async () => {
    const before = process.listenerCount("SIGINT");
    // Beside the sources there is no built worker: in this process no thread can start.
    const { code, stdout, stderr } = await oneovern(words(`simulate ${flags} --samples 400 --vertices 4`));
    expect([code, stdout]).toEqual([70, ""]);
    expect(stderr).toContain("drawing-worker.js");
    expect(process.listenerCount("SIGINT")).toBe(before);
  }, 20_000);

  test("threads are as many as there are cores and blocks at most", () => {
    const cores = availableParallelism();
    expect([threadsFor(undefined, 100), threadsFor(1000, 100), threadsFor(1, 100), threadsFor(1000, 1)]).toEqual([
      Math.min(cores, 100),
      Math.min(cores, 100),
      1,
      1,
    ]);
    const { code, stderr } = shell(`oneovern simulate ${flags} --samples 400 --vertices 4 --threads 1000`);
    expect([code, stderr]).toEqual([0, ""]);
  });
});
