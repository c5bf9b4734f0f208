import { client, failureText } from "./client.js";
import { h } from "./dom.js";
import type { Parts, TaskName, Tasks } from "./messages.js";

/* What is drawn at random at the press of a button, until it is done or stopped. */

/** How it is shown. */
export interface DrawingOptions<Name extends TaskName> {
  readonly label: string;
  /** What is to be drawn, by the state of the page. */
  readonly what: () => Tasks[Name];
  /** How far it is, from 0 to 1, where a part says so. */
  readonly part: (part: Parts[Name]) => number | undefined;
  /** What is said once it is done, or stopped. */
  readonly said: (isStopped: boolean) => string;
  /** What was drawn is to be shown no longer. */
  readonly forgotten: () => void;
}

export interface Drawing {
  readonly element: HTMLElement;
  /** Forgets what was drawn where the state is another one. */
  readonly show: () => void;
  /** Ends what is under way. */
  readonly leave: () => void;
}

/** A button that draws, with its progress, and what it came to. */
export function drawing<Name extends TaskName>(task: Name, options: DrawingOptions<Name>): Drawing {
  const own = client();
  const start = h("button", { type: "button", onclick: () => draw() }, options.label);
  const stop = h("button", { type: "button", hidden: true, onclick: () => ended(true) }, "Stop");
  const progress = h("progress", { hidden: true, max: 1, "aria-label": options.label });
  const said = h("p", { class: "status", role: "status" });
  /** What was drawn, or is. */
  let drawn: string | undefined;

  function draw(): void {
    const what = options.what();
    options.forgotten();
    drawn = JSON.stringify(what);
    said.textContent = "";
    progress.removeAttribute("value");
    working(true);
    own
      .run(task, what, (part) => {
        const share = options.part(part);
        if (share !== undefined) progress.value = share;
      })
      .then(
        () => ended(false),
        (error: unknown) => {
          working(false);
          said.textContent = failureText(error);
        },
      );
  }

  function working(isWorking: boolean): void {
    const hadFocus = document.activeElement === start || document.activeElement === stop;
    start.hidden = isWorking;
    stop.hidden = !isWorking;
    progress.hidden = !isWorking;
    if (hadFocus) (isWorking ? stop : start).focus();
  }

  function ended(isStopped: boolean): void {
    own.stop();
    working(false);
    said.textContent = options.said(isStopped);
  }

  return {
    element: h("div", { class: "drawing" }, h("p", {}, start, stop, " ", progress), said),
    show: () => {
      if (drawn === undefined || drawn === JSON.stringify(options.what())) return;
      drawn = undefined;
      own.stop();
      working(false);
      said.textContent = "";
      options.forgotten();
    },
    leave: () => {
      if (own.isBusy()) ended(true);
    },
  };
}
