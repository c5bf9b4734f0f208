import type { Asked, Parts, TaskName, Tasks, Told } from "./messages.js";

/* Work in workers: one at a time in each; what is no longer wanted is ended with its worker. */

/** Thrown where a task fails: by what was asked, by a defect, or since no worker could be had. */
export class TaskError extends Error {
  constructor(
    readonly by: "what was asked" | "a defect" | "no worker",
    message: string,
  ) {
    super(message);
  }
}

/** What to show where something failed. */
export const failureText = (error: unknown): string =>
  error instanceof TaskError && error.by === "a defect"
    ? `A defect of oneovern: ${error.message}`
    : (error as Error).message;

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
          else reject(new TaskError(data.isDefect ? "a defect" : "what was asked", data.error));
        };
        own.onerror = (event) => {
          isBusy = false;
          worker = undefined;
          reject(new TaskError("no worker", event.message || "the compiler could not be loaded: is there a network?"));
        };
        own.postMessage({ task, number, ...what } as unknown as Asked);
      });
    },
  };
}

/** How something that is computed is shown. */
export interface Showing<Name extends TaskName> {
  /** It is computed anew. */
  readonly begun?: (what: Tasks[Name]) => void;
  readonly part: (part: Parts[Name], what: Tasks[Name]) => void;
  readonly done?: (what: Tasks[Name]) => void;
  /** @param said an error in words */
  readonly failed: (said: string, what: Tasks[Name]) => void;
}

/** A part of the page that is computed from its state. */
export interface Computed<Name extends TaskName> {
  /** Shows what belongs to this; where it stands there already, or is on its way, nothing happens. */
  readonly of: (what: Tasks[Name]) => void;
  /** What is shown belongs to nothing any more. */
  readonly forget: () => void;
  /** Ends what is under way, to begin anew when it is next asked for; what is there already stays. */
  readonly leave: () => void;
}

/** A task whose outcome is shown, and computed anew only where what it is asked has changed. */
export function computed<Name extends TaskName>(
  task: Name,
  { begun, part, done, failed }: Showing<Name>,
  own: Client = client(),
): Computed<Name> {
  let shown: string | undefined;
  const forget = (): void => {
    own.stop();
    shown = undefined;
  };
  return {
    of: (what) => {
      const wanted = JSON.stringify(what);
      if (wanted === shown) return;
      shown = wanted;
      begun?.(what);
      own
        .run(task, what, (found) => part(found, what))
        .then(
          () => done?.(what),
          (error: unknown) => {
            // What was not the fault of what was asked may go well another time.
            if (!(error instanceof TaskError && error.by === "what was asked")) shown = undefined;
            failed(failureText(error), what);
          },
        );
    },
    forget,
    leave: () => {
      if (own.isBusy()) forget();
    },
  };
}

/** A worker that does one task after the other, and loses none. */
export function inTurn(): Client["run"] {
  const own = client();
  let last: Promise<unknown> = Promise.resolve();
  return (task, what, onPart) => {
    const next = last.then(() => own.run(task, what, onPart));
    last = next.catch(() => undefined);
    return next;
  };
}
