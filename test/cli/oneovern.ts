import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built command line. */
export const binary = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built binary as a user does. */
export function oneovern(
  args: readonly string[],
  options: { cwd?: string; input?: string; env?: NodeJS.ProcessEnv } = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    timeout: 100_000,
    ...options,
  });
  return { code: status, stdout, stderr };
}

/** Runs a shell command in which `oneovern` stands for the built binary. */
export function shell(command: string, cwd = temporaryFolder()): Outcome {
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["-c", `set -o pipefail; oneovern() { "$NODE" "$ONEOVERN" "$@"; }; ${command}`],
    {
      cwd,
      encoding: "utf8",
      maxBuffer: 1 << 30,
      timeout: 100_000,
      env: { ...process.env, NODE: process.execPath, ONEOVERN: binary },
    },
  );
  return { code: status, stdout, stderr };
}

/** A folder of its own for a test; the system cleans it up. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), "oneovern-test-"));
