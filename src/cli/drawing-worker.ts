import { parentPort, workerData } from "node:worker_threads";
import type { Begin, DrawingTask } from "../numbers/drawing/blocks.js";

/* A worker thread: measures the blocks whose numbers it is sent, one after the other. */

/** What draws each kind of task, loaded when it is asked for. */
const kinds: { readonly [kind: string]: () => Promise<Begin<never>> } = {
  networks: async () => (await import("../numbers/ensemble/answered.js")).begun,
  fields: async () => (await import("../numbers/action/simulation.js")).begunFields,
  regressions: async () => (await import("../numbers/scaling/regressions.js")).begunRegressions,
};

const task = workerData as DrawingTask;
const begin = await kinds[task.kind]?.();
if (begin === undefined) throw new RangeError(`nothing draws ${task.kind}`);
const measured = await begin(task as never);
parentPort?.on("message", (index: number) => parentPort?.postMessage(measured(index)));
parentPort?.postMessage("ready");
