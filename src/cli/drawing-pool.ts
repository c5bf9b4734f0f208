import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Command } from "commander";
import type { Block, DrawingTask, Measuring } from "../numbers/drawing/blocks.js";
import { positiveInteger } from "./context.js";

/** Adds the flags of a command that can also draw at random, with the word simulate. */
export const withDrawingFlags = (command: Command): Command =>
  command
    .option("--seed <n>", "simulate: a whole number (default 1); the same seed gives the same bytes", positiveInteger)
    .option("--threads <n>", "simulate: how many threads (default: a core each)", positiveInteger);

/**
 * How many threads measure so many blocks: as many as there are cores where nothing else is said, and never more than
 * cores or blocks.
 */
export const threadsFor = (wanted: number | undefined, blocks: number): number =>
  Math.min(wanted ?? availableParallelism(), availableParallelism(), blocks);

/** Measures on threads of their own, as many as are wanted, until Ctrl-C. */
export const measuringOn = (wanted: number | undefined): Measuring => ({
  threads: (count) => threadsFor(wanted, count),
  measure: (task, _, indices, { progress }) =>
    untilInterrupted((signal) =>
      measuredBlocks(task, indices, threadsFor(wanted, indices.length), { signal, progress }),
    ),
});

/** Work that Ctrl-C ends early; once it has ended, however it does, Ctrl-C ends the program again. */
async function untilInterrupted<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once("SIGINT", interrupt);
  try {
    return await work(abort.signal);
  } finally {
    process.off("SIGINT", interrupt);
  }
}

/**
 * Measures blocks on several threads. Each block depends on its number alone, so the result is the same
 * however many threads there are. Whoever aborts gets the blocks that are done; what `progress` throws ends the work.
 */
function measuredBlocks(
  task: DrawingTask,
  indices: readonly number[],
  threads: number,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (done: number) => void },
): Promise<Block[]> {
  return new Promise((resolve, reject) => {
    const blocks: Block[] = [];
    const workers: Worker[] = [];
    let next = 0;
    const stop = () => {
      for (const worker of workers) void worker.terminate();
    };
    const finish = () => {
      stop();
      resolve(blocks.sort((a, b) => a.index - b.index));
    };
    const fail = (error: unknown) => {
      stop();
      reject(error);
    };
    signal.addEventListener("abort", finish);
    for (let i = 0; i < threads; i++) {
      // A worker prints nothing, so it need not be tied to the streams of this process.
      const streams = { stdout: true, stderr: true };
      const worker = new Worker(new URL("./drawing-worker.js", import.meta.url), { workerData: task, ...streams });
      worker.on("message", (message: Block | "ready") => {
        if (message !== "ready") {
          blocks.push(message);
          try {
            progress(blocks.length);
          } catch (error) {
            fail(error);
            return;
          }
        }
        if (blocks.length === indices.length) finish();
        else if (next < indices.length) worker.postMessage(indices[next++]);
      });
      worker.on("error", fail);
      workers.push(worker);
    }
  });
}
