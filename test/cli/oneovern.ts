import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Passes } from "../../src/answer/passes.js";
import { run } from "../../src/cli/run.js";

/** The built command line. */
export const binary = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run in this process may be given. */
export interface Given {
  /** Standard input: a text, or the pieces in which it arrives. */
  readonly input?: string | readonly Uint8Array[];
  readonly passes?: Partial<Passes>;
}

/**
 * Runs the command line in this process: all of it but what only a process has (signals, threads, a terminal), for
 * which there is {@link shell}. A process a call takes ten times as long.
 */
export async function oneovern(args: readonly string[], { input = [], passes }: Given = {}): Promise<Outcome> {
  const [stdout, stderr] = [collector(), collector()];
  const stdin = Readable.from(typeof input === "string" ? [Buffer.from(input)] : input);
  const surroundings = { stdin, stdout: stdout.stream, stderr: stderr.stream, env: {} };
  const code = await run(args, { ...surroundings, ...(passes ? { passes } : {}) });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const pieces: string[] = [];
  const stream = new Writable({
    write(piece, _encoding, done) {
      pieces.push(String(piece));
      done();
    },
  });
  return { stream, text: () => pieces.join("") };
}

/** Runs a command with --json; `value` is what it printed, undefined where that is nothing. */
export async function json(args: readonly string[]) {
  const { code, stdout, stderr } = await oneovern([...args, "--json"]);
  return { code, stderr, value: stdout === "" ? undefined : JSON.parse(stdout) };
}

/** The arguments in a line whose arguments hold no spaces. */
export const words = (line: string): string[] => line.split(" ");

/** Runs a shell command in which `oneovern` stands for the built binary, as a user does. */
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

/** A folder of its own for a test; it goes when the run ends (temporary-files.ts). */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), "oneovern-test-"));
