// Before all others: what is waited for begins first.
import "./compiler.js";
import { pageStyle } from "../../src/pages.js";
import { actionView } from "./action-view.js";
import { addressOf, type State, type Subject, stateOf, subjects } from "./address.js";
import { diagramsView } from "./diagrams-view.js";
import { adopt, h } from "./dom.js";
import { scalingView } from "./scaling-view.js";

/* The page: its state is its address, and a subject has a view of its own. To add one, add its view here. */

/** What a view is given: the state, and a way to change it. */
export interface Place {
  readonly state: () => State;
  /** Changes the state and the address with it. @param isStep whether "back" leads to what was before */
  readonly set: (change: Partial<State>, isStep?: boolean) => void;
}

/** A subject on the page. */
export interface View {
  readonly element: HTMLElement;
  /** What the window is called. */
  readonly title: () => string;
  /** Shows the state, whatever changed in it. */
  readonly show: () => void;
  /** Ends what is under way. */
  readonly leave: () => void;
}

const titles: { readonly [Name in Subject]: string } = {
  diagrams: "Diagrams",
  scaling: "Scaling laws",
  action: "Action",
};

adopt(pageStyle);
let state = stateOf(location.search);
const place: Place = {
  state: () => state,
  set: (change, isStep = false) => {
    state = { ...state, ...change };
    const address = addressOf(state);
    if (isStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    named();
  },
};

/** The window is called as what it shows, and the links lead on from there. */
function named(): void {
  const view = views.get(state.subject);
  if (view !== undefined) document.title = `${view.title()} · oneovern`;
  for (const [subject, link] of links) {
    link.href = addressOf({ ...state, subject });
    if (subject === state.subject) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

const makers: { readonly [Name in Subject]: (place: Place) => View } = {
  diagrams: diagramsView,
  scaling: scalingView,
  action: actionView,
};
const views = new Map<Subject, View>();
const main = document.querySelector("#main") as HTMLElement;
const links = subjects.map((subject) => {
  const link = h(
    "a",
    {
      onclick: (event: Event) => {
        // Another window is the browser's affair.
        const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
        if (ctrlKey || metaKey || shiftKey) return;
        event.preventDefault();
        if (subject === state.subject) return;
        place.set({ subject }, true);
        show();
      },
    },
    titles[subject],
  );
  return [subject, link] as const;
});
document.querySelector("#subjects")?.append(...links.map(([, link]) => h("li", {}, link)));

function show(): void {
  document.body.classList.toggle("embed", state.embed);
  for (const [subject, view] of views) if (subject !== state.subject) view.leave();
  let view = views.get(state.subject);
  if (view === undefined) {
    view = makers[state.subject](place);
    views.set(state.subject, view);
  }
  if (main.firstChild !== view.element) main.replaceChildren(view.element);
  view.show();
  named();
}

addEventListener("popstate", () => {
  state = stateOf(location.search);
  show();
});
show();

// Offline after the first load; a page that is served without a secure context does without.
if ("serviceWorker" in navigator && import.meta.env.PROD)
  navigator.serviceWorker.register(new URL("./offline.js", location.href)).catch(() => undefined);
