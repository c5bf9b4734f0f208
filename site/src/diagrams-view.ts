import type { TableHead, TableRecord } from "../../src/pages.js";
import { addressOf } from "./address.js";
import { computed, inTurn } from "./client.js";
import { compiler } from "./compiler.js";
import { debounced, h, trusted } from "./dom.js";
import type { Place, View } from "./main.js";
import { type FirstTable, firstTableId, type Parts } from "./messages.js";
import { networkPanel, type Shares } from "./network-panel.js";
import { type RowView, rowView } from "./row-view.js";

/* A request, and its table: rows with pictures and formulas as they come, explained where they are opened. */

const examples = [
  "V_8",
  "V_6 at 1 loop",
  "V_4 through 2 loops",
  "V_4(x1,x2; x3,x4)",
  "V_4 through 1 loop about K_0 with expanded blobs",
  "the 10-point vertex",
  "V_14",
  "<phi_i(x1) phi_j(x2) phi_k(x3) phi_l(x4)>",
  "action V_6",
];

/** What stands on the page: the table of a request, or another document of it. */
interface Shown {
  readonly request: string;
  readonly head?: TableHead;
  readonly isLabelled: boolean;
  readonly rows: RowView[];
}

/** What of a table is shown. */
type Content = Exclude<Parts["table"], { readonly kind: "progress" }>;

/** The table that came with the page, if one did. */
function firstTable(): FirstTable | undefined {
  const text = document.querySelector(`#${firstTableId}`)?.textContent;
  return text === undefined || text === null ? undefined : (JSON.parse(text) as FirstTable);
}

const partsOf = ({ request, head, rows }: FirstTable): Content[] => [
  { kind: "head", head, canonical: request, isLabelled: false },
  { kind: "rows", rows },
];

/** Whether two tables are one, in however many pieces. */
function isSame(one: readonly Content[], other: readonly Content[]): boolean {
  const whole = (parts: readonly Content[]): string =>
    JSON.stringify([
      parts.filter(({ kind }) => kind !== "rows"),
      parts.flatMap((part) => (part.kind === "rows" ? part.rows : [])),
    ]);
  return whole(one) === whole(other);
}

export function diagramsView(place: Place): View {
  // Rows are explained and copied while a table is still coming.
  const run = inTurn();
  let shown: Shown = { request: "", isLabelled: false, rows: [] };
  let shares: Shares = new Map();
  /** Whether the text of the box is being typed: all of it is one step back. */
  let isTyping = false;

  const input = h("input", {
    id: "request",
    type: "text",
    name: "q",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": "diagnosis",
    maxlength: 400,
  });
  const cancel = h("button", { type: "button", hidden: true, onclick: () => cancelled() }, "Cancel");
  const diagnosis = h("pre", { id: "diagnosis", class: "diagnosis", role: "alert" });
  const meant = h("p", { class: "examples" });
  const status = h("p", { class: "status", role: "status" });
  const progress = h("progress", { hidden: true, "aria-label": "the table" });
  const form = h(
    "form",
    {
      class: "request",
      onsubmit: (event: Event) => {
        event.preventDefault();
        asked(input.value);
      },
    },
    h("label", { for: "request" }, "Request"),
    input,
    h("button", { type: "submit" }, "Show"),
    cancel,
  );
  const example = (text: string): HTMLElement => h("button", { type: "button", onclick: () => asked(text) }, text);
  const chosen = h(
    "ul",
    { class: "examples", "aria-label": "Examples" },
    ...examples.map((text) => h("li", {}, example(text))),
  );
  const head = h("div", { class: "head" }, h("h1", {}, "Diagrams of wide neural networks"));
  const filters = h("div", { class: "filters" });
  const list = h("ol", { class: "rows", "aria-label": "Rows" });
  const about = h("div", { class: "about" });
  const numbers = networkPanel(place, (found) => {
    shares = found;
    for (const row of shown.rows) row.number(shares.get(row.record.id));
  });
  const element = h(
    "div",
    { class: "diagrams" },
    form,
    chosen,
    diagnosis,
    meant,
    h("div", { class: "working" }, status, progress),
    head,
    numbers.element,
    filters,
    list,
    about,
  );

  const later = debounced(250, () => show());
  input.addEventListener("input", () => {
    place.set({ request: input.value, rows: [], jSums: [], orders: [] }, !isTyping);
    isTyping = true;
    later.soon();
  });
  input.addEventListener("change", () => {
    isTyping = false;
  });

  /** Another request is asked for, at once. */
  function asked(request: string): void {
    isTyping = false;
    if (request !== place.state().request) place.set({ request, rows: [], jSums: [], orders: [] }, true);
    show();
  }

  /** Shows a part of a request's table, or its other document. */
  function taken(part: Content, text: string): void {
    switch (part.kind) {
      case "page":
        replaced({ request: text, isLabelled: false, rows: [] });
        head.replaceChildren(trusted(part.html));
        return;
      case "head":
        replaced({ request: text, isLabelled: part.isLabelled, head: part.head, rows: [] });
        headed(part.head, part.canonical);
        return;
      case "rows":
        queue.push(...part.rows);
        drain();
    }
  }

  const first = firstTable();
  /** Shows the table that came with the page. */
  function early(): void {
    if (first !== undefined) for (const part of partsOf(first)) taken(part, first.request);
  }
  /** Whether it is shown, and the compiler has not been asked for it. */
  let unasked = false;
  /** Where the table that came with the page is shown: what is computed of it by now. */
  let unproved: Content[] | undefined;
  let start = 0;
  const table = computed(
    "table",
    {
      begun: ({ text }) => {
        unasked = false;
        start = performance.now();
        diagnosis.textContent = "";
        meant.replaceChildren();
        input.removeAttribute("aria-invalid");
        list.classList.remove("is-old");
        status.textContent = "Computing …";
        working(true);
        unproved = text === first?.request ? [] : undefined;
        if (unproved !== undefined && shown.request !== text) early();
      },
      part: (part, { text }) => {
        if (part.kind === "progress") {
          progress.max = part.total;
          progress.value = part.done;
        } else if (unproved === undefined) taken(part, text);
        else unproved.push(part);
      },
      done: ({ text }) => {
        // What came with the page is what is computed here, or gives way to it.
        if (first !== undefined && unproved !== undefined && !isSame(partsOf(first), unproved))
          for (const part of unproved) taken(part, text);
        unproved = undefined;
        working(false);
        const rows = shown.rows.length + queue.length;
        const seconds = ((performance.now() - start) / 1000).toPrecision(2);
        status.textContent =
          shown.head === undefined ? "" : `${rows} row${rows === 1 ? "" : "s"} in ${seconds} s, proved.`;
        numbers.show(numbered());
      },
      failed: (said, { text }) => {
        working(false);
        const isOther = shown.request !== text && shown.request !== "";
        status.textContent = isOther ? `Below still stands ${shown.request}.` : "";
        list.classList.toggle("is-old", isOther);
        // A text: whatever an address said is shown as it is.
        diagnosis.textContent = said;
        input.setAttribute("aria-invalid", "true");
        const [, better] = /^did you mean: (.+)$/m.exec(said) ?? [];
        if (better !== undefined) meant.append("Try ", example(better));
      },
    },
    compiler,
  );

  function working(isWorking: boolean): void {
    if (!isWorking && document.activeElement === cancel) input.focus();
    cancel.hidden = !isWorking;
    progress.hidden = !isWorking;
    progress.removeAttribute("value");
  }

  function cancelled(): void {
    table.leave();
    working(false);
    const of = shown.request === place.state().request ? shown.head?.classes : undefined;
    const rows = shown.rows.length + queue.length;
    status.textContent =
      of === undefined
        ? "Cancelled."
        : of === String(rows)
          ? "Cancelled: these rows came with the page, and were not computed here."
          : `Cancelled: ${rows} of ${of} rows.`;
    numbers.show(numbered());
  }

  /** What has numbers: a table of diagrams. */
  const numbered = (): string | undefined => (shown.head === undefined ? undefined : shown.request);

  function replaced(next: Shown): void {
    shown = next;
    shares = new Map();
    queue.length = 0;
    list.classList.remove("is-old");
    for (const part of [head, filters, list, about]) part.replaceChildren();
    // Those of another table are not its own; they come when it is there.
    numbers.show(undefined);
  }

  // Rows go into the page some at a time, so that it stays alive.
  const queue: TableRecord[] = [];
  let isDraining = false;
  function drain(): void {
    if (isDraining) return;
    isDraining = true;
    const step = (): void => {
      const began = performance.now();
      const fragment = document.createDocumentFragment();
      // The first rows are seen at once, and laid out, which takes as long as they are; the others cost little until
      // they are seen. What came with the page is a page, and stands there whole.
      const most = unasked ? Number.POSITIVE_INFINITY : shown.rows.length < 12 ? 7_000 : 60_000;
      let letters = 0;
      for (let record = queue[0]; record !== undefined; record = queue[0]) {
        letters += record.picture.length + record.formula.length;
        const isFull = letters > most || (performance.now() - began > 8 && !unasked);
        if (isFull && fragment.childElementCount > 0) break;
        queue.shift();
        fragment.append(...rowElements(record));
      }
      list.append(fragment);
      if (queue.length > 0) requestAnimationFrame(step);
      else {
        isDraining = false;
        opened(true);
        filtered();
        // Once they are seen.
        if (unasked)
          requestAnimationFrame(() => setTimeout(() => unasked && place.state().subject === "diagrams" && show()));
      }
    };
    step();
  }

  function headed(found: TableHead, canonical: string): void {
    const diagrams = found.classes === "1" ? "1 diagram" : `${found.classes} diagrams`;
    head.replaceChildren(
      h("h1", {}, trusted(found.subject), `, ${found.order}`),
      h(
        "p",
        {},
        `${diagrams}, ${found.labelled} labelled. `,
        trusted(found.leftSide),
        " is the sum of the rows. ",
        canonical === shown.request ? undefined : h("small", {}, `(${canonical})`),
      ),
      h("details", { class: "legend" }, h("summary", {}, "How to read a row"), h("p", {}, trusted(found.legend))),
    );
    about.replaceChildren(
      h(
        "details",
        {},
        h("summary", {}, `Proved by ${found.checks.length} independent checks`),
        h("ul", {}, ...found.checks.map(({ name, detail }) => h("li", {}, h("b", {}, name), `: ${detail}`))),
      ),
    );
  }

  function rowElements(record: TableRecord): Node[] {
    const { request, isLabelled } = shown;
    const row: RowView = rowView(record, {
      request,
      isLabelled,
      address: () => addressOf({ ...place.state(), subject: "diagrams", request, rows: [record.id] }),
      toggled: () => toggled(row),
      run,
    });
    shown.rows.push(row);
    row.number(shares.get(record.id));
    return record.heading === ""
      ? [row.element]
      : [h("li", { class: "heading", "data-order": record.order }, record.heading), row.element];
  }

  function toggled(row: RowView): void {
    const { request, rows } = place.state();
    const { id } = row.record;
    if (shown.request !== request) {
      // Of a table that still stands below a request without one: the address is that of the request.
      row.open(!row.isOpen());
      return;
    }
    place.set({ rows: row.isOpen() ? rows.filter((other) => other !== id) : [...rows, id] });
    opened(false);
    filtered();
    // It was shown since it was open, and no longer is.
    if (row.element.hidden) filters.querySelector("button")?.focus();
  }

  /** The rows of the address are open. @param isFromAfar whether to go where they are */
  function opened(isFromAfar: boolean): void {
    const { request, rows } = place.state();
    if (shown.request !== request) return;
    let first: HTMLElement | undefined;
    for (const row of shown.rows) {
      const isOpen = rows.includes(row.record.id);
      if (isOpen && !row.isOpen()) first ??= row.element;
      row.open(isOpen);
    }
    if (isFromAfar) first?.scrollIntoView({ block: "start" });
  }

  /** Filters by j sums and order, made of what there is; rows that are open are shown in any case. */
  function filtered(): void {
    const { jSums, orders } = place.state();
    const kinds = (of: (record: TableRecord) => number): number[] =>
      [...new Set(shown.rows.map(({ record }) => of(record)))].sort((a, b) => a - b);
    const group = (title: string, key: "jSums" | "orders", values: readonly number[]): HTMLElement[] => {
      const now = place.state()[key];
      if (values.length < 2 && now.length === 0) return [];
      const toggle = (label: string, isPressed: boolean, next: readonly number[]): HTMLElement =>
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(isPressed),
            onclick: () => {
              place.set({ [key]: next });
              filtered();
              const again = [...filters.querySelectorAll("button")].find(
                (other) => other.textContent === label && other.closest("fieldset")?.firstChild?.textContent === title,
              );
              again?.focus();
            },
          },
          label,
        );
      return [
        h(
          "fieldset",
          {},
          h("legend", {}, title),
          toggle("all", now.length === 0, []),
          ...values.map((value) =>
            toggle(
              String(value),
              now.includes(value),
              now.includes(value) ? now.filter((other) => other !== value) : [...now, value],
            ),
          ),
        ),
      ];
    };
    filters.replaceChildren(
      ...group(
        "j sums",
        "jSums",
        kinds((record) => record.jSums),
      ),
      ...group(
        "order",
        "orders",
        kinds((record) => record.order),
      ),
    );
    const fits = (wanted: readonly number[], value: string | undefined): boolean =>
      wanted.length === 0 || value === undefined || wanted.includes(Number(value));
    let count = 0;
    for (const item of list.children as HTMLCollectionOf<HTMLElement>) {
      const isShown = fits(jSums, item.dataset.j) && fits(orders, item.dataset.order);
      item.hidden = !isShown && !item.classList.contains("is-open");
      if (isShown && item.classList.contains("row")) count++;
    }
    if (jSums.length + orders.length > 0)
      filters.append(h("p", { role: "status" }, `${count} of ${shown.rows.length} rows`));
  }

  function show(): void {
    const { request } = place.state();
    if (input.value !== request) {
      input.value = request;
      isTyping = false;
    }
    if (request === first?.request && shown.request === "") {
      // At once, and the compiler once it stands there: both at a time would be slower.
      unasked = true;
      early();
      return;
    }
    table.of({ text: request });
    opened(false);
    filtered();
    numbers.show(numbered());
  }

  return {
    element,
    title: () => place.state().request.slice(0, 60) || "Diagrams",
    show,
    leave: () => {
      later.never();
      table.leave();
      numbers.leave();
    },
  };
}
