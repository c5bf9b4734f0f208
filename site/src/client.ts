import type { Asked, Parts, TaskName, Tasks, Told } from "./messages.js";

/* Work in workers: one at a time in each; what is no longer wanted is ended with its worker. */

/** Thrown where the worker answers with an error: of the user, or a defect. */
export class TaskError extends Error {
  constructor(
    message: string,
    readonly isDefect: boolean,
  ) {
    super(message);
  }
}

/** A worker that is kept for the next task, unless it is stopped in one. */
export interface Client {
  /** Does a task; a task before it that is not done is ended. Rejects with a TaskError; never settles where it is ended. */
  readonly run: <Name extends TaskName>(
    task: Name,
    what: Tasks[Name],
    onPart: (part: Parts[Name]) => void,
  ) => Promise<void>;
  /** Ends what is under way. */
  readonly stop: () => void;
  readonly isBusy: () => boolean;
}

/** @param isEager whether its worker is loaded before it is needed */
export function client(isEager = false): Client {
  let worker: Worker | undefined;
  let current = 0;
  let isBusy = false;
  const fresh = (): Worker => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const stop = (): void => {
    if (!isBusy) return;
    worker?.terminate();
    worker = undefined;
    isBusy = false;
  };
  if (isEager) worker = fresh();
  return {
    stop,
    isBusy: () => isBusy,
    run: (task, what, onPart) => {
      stop();
      worker ??= fresh();
      const own = worker;
      const number = ++current;
      isBusy = true;
      return new Promise((resolve, reject) => {
        own.onmessage = ({ data }: MessageEvent<Told>) => {
          if (data.number !== number || own !== worker) return;
          if ("part" in data) {
            onPart(data.part as never);
            return;
          }
          isBusy = false;
          if ("end" in data) resolve();
          else reject(new TaskError(data.error, data.isDefect));
        };
        own.onerror = (event) => {
          isBusy = false;
          worker = undefined;
          reject(new TaskError(event.message || "the worker could not be loaded", true));
        };
        own.postMessage({ task, number, ...what } as unknown as Asked);
      });
    },
  };
}
