import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { binary, json, temporaryFolder, words } from "./cli/oneovern.js";

/* The scripts of examples/slurm/, run for real: a Slurm of one node in a private folder, and GNU parallel. */

const scripts = fileURLToPath(new URL("../examples/slurm/", import.meta.url));
const folder = temporaryFolder();

/** A program that calls oneovern, after some lines of its own. */
function wrapper(name: string, before: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/bash\n${before}\nexec "${process.execPath}" "${binary}" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

const run = (command: string, env: NodeJS.ProcessEnv, ...args: string[]): SpawnSyncReturns<string> =>
  spawnSync(command, args, { cwd: folder, encoding: "utf8", env: { ...process.env, ...env } });

async function sumOf(request: string): Promise<unknown> {
  return (await json(words(`expand ${request}`))).value.sum;
}

const merged = (parts: string) => JSON.parse(readFileSync(join(folder, parts, "merged"), "utf8"));

/** Waits until something is so. @throws Error where it is not within half a minute */
async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: not within half a minute`);
}

describe("Slurm", () => {
  const state = join(folder, "slurm");
  const env = { SLURM_CONF: join(state, "slurm.conf"), MERGE_FLAGS: "--json" };
  const queue = () => run("squeue", env, "--noheader", "--format=%i %T").stdout;

  beforeAll(async () => {
    mkdirSync(join(state, "spool"), { recursive: true });
    const [first, second] = [await freePort(), await freePort()];
    const node = hostname().split(".")[0];
    const user = userInfo().username;
    writeFileSync(
      env.SLURM_CONF,
      `ClusterName=shards
SlurmctldHost=${node}(127.0.0.1)
SlurmctldPort=${first}
SlurmdPort=${second}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/none
CredType=cred/none
StateSaveLocation=${state}
SlurmdSpoolDir=${state}/spool
SlurmctldPidFile=${state}/slurmctld.pid
SlurmdPidFile=${state}/slurmd.pid
SlurmctldLogFile=${state}/slurmctld.log
SlurmdLogFile=${state}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MpiDefault=none
SwitchType=switch/none
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=${node} Default=YES MaxTime=INFINITE State=UP
`,
    );
    for (const daemon of ["slurmctld", "slurmd"]) {
      const { status, stderr, error } = run(`/usr/sbin/${daemon}`, env);
      expect([daemon, status, stderr, error]).toEqual([daemon, 0, "", undefined]);
    }
    await until("the node is up", () => run("sinfo", env, "--noheader", "--format=%T").stdout.includes("idle"));
  }, 60_000);

  afterAll(async () => {
    for (const daemon of ["slurmd", "slurmctld"]) {
      const file = join(state, `${daemon}.pid`);
      if (!existsSync(file)) continue;
      const pid = Number(readFileSync(file, "utf8"));
      process.kill(pid);
      // Its folder is taken away behind it.
      await until(`${daemon} has ended`, () => !isRunning(pid));
    }
  });

  test("a shard that was killed is rerun alone, and all are merged to the certified sum", async () => {
    // The third shard hangs the first time.
    const oneovern = wrapper(
      "hangs",
      `case "$*" in *"--shard 3/"*) if [ ! -e "${folder}/hung" ]; then touch "${folder}/hung"; sleep 600; fi;; esac`,
    );
    const submitted = run(join(scripts, "submit.sh"), { ...env, ONEOVERN: oneovern }, "V_14", "4", "parts");
    expect([submitted.status, submitted.stderr]).toEqual([0, ""]);
    const [, job] = /shards: job (\d+)/.exec(submitted.stdout) ?? [];
    const names = () => (existsSync(join(folder, "parts")) ? readdirSync(join(folder, "parts")).sort() : []);
    await until("three shards are written", () => names().filter((name) => /^\d/.test(name)).length === 3);
    await until("the third hangs", () => existsSync(join(folder, "hung")));
    expect(run("scancel", env, `${job}_3`).status).toBe(0);
    await until("the merge is called off with it", () => queue().trim() === "");
    expect(names()).toEqual(["1.ndjson", "2.ndjson", "4.ndjson"]);

    const again = run(join(scripts, "rerun.sh"), { ...env, ONEOVERN: oneovern }, "V_14", "4", "parts");
    expect([again.status, again.stderr]).toEqual([0, ""]);
    expect(again.stdout).toMatch(/^shards 3: job \d+\nmerge: job/);
    await until("the merge is done", () => names().includes("merged"));
    const { sum, certificate } = merged("parts");
    expect(sum).toEqual(await sumOf("V_14"));
    expect(certificate.checks).toHaveLength(3);
    expect(certificate.passed).toBe(true);
  }, 120_000);

  test("an ensemble in parts, one a seed, is merged to one run", async () => {
    const network = words("--activation tanh --C-W 1 --width 8 --depth 3 --vertices 4 --loops 0 --samples 600");
    const oneovern = wrapper("draws", "");
    const submitted = run(join(scripts, "ensemble.sh"), { ...env, ONEOVERN: oneovern }, "3", "ensemble", ...network);
    expect([submitted.status, submitted.stderr]).toEqual([0, ""]);
    await until("the runs are merged", () => existsSync(join(folder, "ensemble", "merged")));
    const runs = [1, 2, 3].map((seed) => join(folder, "ensemble", `${seed}.run`));
    const { value } = await json(["merge", ...runs]);
    expect(merged("ensemble")).toEqual(value);
    // The binary: threads need the built worker.
    const alone = JSON.parse(run(oneovern, env, "simulate", ...network, "--seed", "2", "--json").stdout);
    expect(value.network).toEqual(alone.network);
    expect(value.samples).toBe(3 * alone.samples);
  }, 120_000);
});

test("GNU parallel resumes what failed, and no more", async () => {
  const oneovern = wrapper(
    "fails",
    `echo "$@" >> "${folder}/calls"
case "$*" in *"--shard 2/"*) if [ ! -e "${folder}/failed" ]; then touch "${folder}/failed"; exit 1; fi;; esac`,
  );
  const script = join(scripts, "parallel.sh");
  const call = () => run(script, { ONEOVERN: oneovern, MERGE_FLAGS: "--json" }, "V_12", "3", "together");
  expect(call().status).toBe(1);
  const { status, stdout } = call();
  expect(status).toBe(0);
  expect(JSON.parse(stdout).sum).toEqual(await sumOf("V_12"));
  const calls = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  expect(calls.map((line) => /--shard (\d)/.exec(line)?.[1]).sort()).toEqual(["1", "2", "2", "3", undefined]);
}, 60_000);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
