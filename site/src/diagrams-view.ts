import type { TableHead, TableRecord } from "../../src/pages.js";
import { addressOf } from "./address.js";
import { client, TaskError } from "./client.js";
import { debounced, figure, h, trusted } from "./dom.js";
import type { Place, View } from "./main.js";
import { copyFormats } from "./messages.js";
import { networkPanel } from "./network-panel.js";

/* A request, and its table: rows with pictures and formulas as they come, explained where they are opened. */

const examples = [
  "V_8",
  "V_6 at 1 loop",
  "V_4 through 2 loops",
  "V_4(x1,x2; x3,x4)",
  "V_4 through 1 loop about K_0 with expanded blobs",
  "the 10-point vertex",
  "V_14",
];

export function diagramsView(place: Place): View {
  const compiler = client(true);
  // Rows are explained and copied while a table is still coming.
  const helper = client();
  const rows = new Map<string, HTMLElement>();
  let shown: { readonly request: string; readonly rows: TableRecord[] } = { request: "", rows: [] };

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
  const cancel = h("button", { type: "button", hidden: true, onclick: () => stopped() }, "Cancel");
  const diagnosis = h("pre", { id: "diagnosis", class: "diagnosis", role: "alert" });
  const status = h("p", { class: "status", role: "status" });
  const form = h(
    "form",
    {
      class: "request",
      onsubmit: (event: Event) => {
        event.preventDefault();
        asked(true);
      },
    },
    h("label", { for: "request" }, "Request"),
    input,
    h("button", { type: "submit" }, "Show"),
    cancel,
  );
  const chosen = h(
    "ul",
    { class: "examples", "aria-label": "Examples" },
    ...examples.map((text) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            onclick: () => {
              input.value = text;
              asked(true);
            },
          },
          text,
        ),
      ),
    ),
  );
  const head = h("div", { class: "head" }, h("h1", {}, "Diagrams of wide neural networks"));
  const filters = h("div", { class: "filters" });
  const list = h("ol", { class: "rows", "aria-label": "Rows" });
  const about = h("div", { class: "about" });
  const numbers = networkPanel(place, () => shown.request, showShares);
  const typed = debounced(250, () => asked(false));
  input.addEventListener("input", typed);

  const element = h(
    "div",
    { class: "diagrams" },
    form,
    chosen,
    diagnosis,
    status,
    head,
    numbers.element,
    filters,
    list,
    about,
  );

  function stopped(): void {
    compiler.stop();
    cancel.hidden = true;
    status.textContent = "Cancelled.";
  }

  /** The text of the box is asked for. */
  function asked(isStep: boolean): void {
    const request = input.value;
    if (request === place.state().request && !isStep) return;
    place.set({ request, row: "", jSums: [], orders: [] }, isStep && request !== place.state().request);
    compile();
  }

  function compile(): void {
    const { request } = place.state();
    diagnosis.textContent = "";
    input.removeAttribute("aria-invalid");
    status.textContent = "Computing …";
    cancel.hidden = false;
    const start = performance.now();
    let isNew = true;
    const clear = (): void => {
      if (!isNew) return;
      isNew = false;
      rows.clear();
      shown = { request, rows: [] };
      for (const part of [head, filters, list, about]) part.replaceChildren();
    };
    compiler
      .run("table", { text: request }, (part) => {
        switch (part.kind) {
          case "progress":
            status.textContent = `Computing … ${part.done} of ${part.total}`;
            return;
          case "text":
            clear();
            head.replaceChildren(h("h1", {}, part.title), h("pre", { class: "text" }, part.text));
            return;
          case "head":
            clear();
            headed(part.head, part.canonical);
            return;
          case "rows":
            queue.push(...part.rows);
            drain();
        }
      })
      .then(
        () => {
          cancel.hidden = true;
          const seconds = (performance.now() - start) / 1000;
          status.textContent =
            shown.rows.length + queue.length === 0
              ? ""
              : `${shown.rows.length + queue.length} rows in ${seconds.toPrecision(2)} s, proved.`;
          numbers.refresh();
        },
        (error: unknown) => {
          cancel.hidden = true;
          status.textContent = "";
          refused(error);
        },
      );
  }

  function refused(error: unknown): void {
    // A text: whatever an address said is shown as it is.
    diagnosis.textContent =
      error instanceof TaskError && error.isDefect
        ? `A defect of oneovern: ${error.message}`
        : (error as Error).message;
    input.setAttribute("aria-invalid", "true");
  }

  // Rows go into the page some at a time, so that it stays alive.
  const queue: TableRecord[] = [];
  let isDraining = false;
  function drain(): void {
    if (isDraining) return;
    isDraining = true;
    const step = (): void => {
      const start = performance.now();
      const fragment = document.createDocumentFragment();
      // The first rows are seen at once, and laid out; the others cost little until they are.
      let count = 0;
      const most = shown.rows.length < 12 ? 1 : 6;
      while (queue.length > 0 && count++ < most && performance.now() - start < 8) {
        const row = queue.shift() as TableRecord;
        shown.rows.push(row);
        fragment.append(...rowElements(row));
      }
      list.append(fragment);
      if (queue.length > 0) requestAnimationFrame(step);
      else {
        isDraining = false;
        filtered();
        opened();
      }
    };
    step();
  }

  function headed(found: TableHead, canonical: string): void {
    queue.length = 0;
    head.replaceChildren(
      h("h1", {}, trusted(found.subject), `, ${found.order}`),
      h(
        "p",
        {},
        `${found.classes} diagrams, ${found.labelled} labelled. `,
        trusted(found.leftSide),
        " is the sum of the rows. ",
        canonical === place.state().request ? undefined : h("small", {}, `(${canonical})`),
      ),
    );
    about.replaceChildren(
      h("p", { class: "legend" }, found.legend.join(" · ")),
      h(
        "details",
        {},
        h("summary", {}, `Proved by ${found.checks.length} independent checks`),
        h("ul", {}, ...found.checks.map(({ name, detail }) => h("li", {}, h("b", {}, name), `: ${detail}`))),
      ),
    );
  }

  function rowElements(row: TableRecord): Node[] {
    const details = h("div", { class: "details", hidden: true });
    const button = h(
      "button",
      { type: "button", class: "open", "aria-expanded": "false", onclick: () => toggled(row, item, details, button) },
      "Explain",
    );
    const item = h(
      "li",
      { class: "row lit", "data-j": row.jSums, "data-order": row.order, "data-id": row.id },
      h("span", { class: "number" }, String(row.number)),
      h(
        "div",
        { class: "picture" },
        trusted(row.picture),
        h("code", {}, row.id),
        h("small", {}, `${row.jSums} j sum${row.jSums === 1 ? "" : "s"}`),
      ),
      h("div", { class: "formula" }, trusted(row.formula)),
      h("div", { class: "share" }),
      button,
      details,
    );
    item.addEventListener("click", (event) => {
      const target = event.target as Element;
      if (target.closest("button, a, .details, input") === null) toggled(row, item, details, button);
    });
    rows.set(row.id, item);
    return row.heading === ""
      ? [item]
      : [h("li", { class: "heading", role: "presentation", "data-order": row.order }, row.heading), item];
  }

  function toggled(row: TableRecord, item: HTMLElement, details: HTMLElement, button: HTMLElement): void {
    const isOpen = details.hidden !== false;
    details.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    item.classList.toggle("is-open", isOpen);
    place.set({ row: isOpen ? row.id : "" });
    if (!isOpen || details.childElementCount > 0) return;
    const said = h("p", { class: "status", role: "status" });
    details.replaceChildren(
      h(
        "p",
        { class: "copy" },
        "Copy as ",
        ...copyFormats.map((format) =>
          h(
            "button",
            {
              type: "button",
              onclick: () => {
                let copied = "";
                helper
                  .run("copy", { id: row.id, text: shown.request, format }, ({ text }) => {
                    copied = text;
                  })
                  .then(() => navigator.clipboard.writeText(copied))
                  .then(
                    () => {
                      said.textContent = `${format} copied: ${copied.length} characters.`;
                    },
                    (error: Error) => {
                      said.textContent = `Not copied: ${error.message}`;
                      if (copied !== "")
                        details.append(h("textarea", { readonly: true, "aria-label": format }, copied));
                    },
                  );
              },
            },
            format,
          ),
        ),
        h("a", { href: addressOf({ ...place.state(), row: row.id }) }, "link to this row"),
      ),
      said,
    );
    helper
      .run("explain", { id: row.id }, ({ html }) => details.append(h("div", { class: "explanation" }, trusted(html))))
      .catch((error: Error) => {
        said.textContent = error.message;
      });
  }

  /** The row of the address is opened. */
  function opened(): void {
    const { row } = place.state();
    const item = row === "" ? undefined : rows.get(row);
    if (item === undefined || item.classList.contains("is-open")) return;
    (item.querySelector("button.open") as HTMLButtonElement).click();
    item.scrollIntoView({ block: "nearest" });
  }

  /** Filters by j sums and order, made of what there is. */
  function filtered(): void {
    const { jSums, orders } = place.state();
    const kinds = (of: (row: TableRecord) => number): number[] =>
      [...new Set(shown.rows.map(of))].sort((a, b) => a - b);
    const group = (
      title: string,
      key: "jSums" | "orders",
      values: readonly number[],
      chosenOnes: readonly number[],
    ): HTMLElement | undefined =>
      values.length < 2
        ? undefined
        : h(
            "fieldset",
            {},
            h("legend", {}, title),
            ...values.map((value) =>
              h(
                "button",
                {
                  type: "button",
                  "aria-pressed": String(chosenOnes.includes(value)),
                  onclick: () => {
                    const next = chosenOnes.includes(value)
                      ? chosenOnes.filter((other) => other !== value)
                      : [...chosenOnes, value];
                    place.set({ [key]: next });
                    filtered();
                    const again = [...filters.querySelectorAll("fieldset")].find(
                      (set) => set.firstChild?.textContent === title,
                    );
                    (again?.querySelectorAll("button")[values.indexOf(value)] as HTMLElement | undefined)?.focus();
                  },
                },
                String(value),
              ),
            ),
          );
    const groups = [
      group(
        "j sums",
        "jSums",
        kinds((row) => row.jSums),
        jSums,
      ),
      group(
        "order",
        "orders",
        kinds((row) => row.order),
        orders,
      ),
    ].filter((found) => found !== undefined);
    filters.replaceChildren(...groups);
    let count = 0;
    for (const item of list.children as HTMLCollectionOf<HTMLElement>) {
      const fits = (chosenOnes: readonly number[], value: string | undefined): boolean =>
        chosenOnes.length === 0 || value === undefined || chosenOnes.includes(Number(value));
      item.hidden = !(fits(jSums, item.dataset.j) && fits(orders, item.dataset.order));
      if (!item.hidden && item.classList.contains("row")) count++;
    }
    if (jSums.length + orders.length > 0)
      filters.append(h("p", { role: "status" }, `${count} of ${shown.rows.length} rows`));
  }

  /** Each row's number and its share of the sum; nothing where there are none. */
  function showShares(found: ReadonlyMap<string, { readonly value: number; readonly share: number }>): void {
    for (const [id, item] of rows) {
      const number = found.get(id);
      const cell = item.querySelector(".share") as HTMLElement;
      if (number === undefined) {
        cell.replaceChildren();
        continue;
      }
      cell.replaceChildren(
        h("span", {}, figure(number.value)),
        h("meter", { min: 0, max: 1, value: Math.min(1, Math.abs(number.share)), "aria-label": "share of the sum" }),
        h("small", {}, `${(100 * number.share).toFixed(Math.abs(number.share) < 0.01 ? 2 : 0)} %`),
      );
    }
  }

  return {
    element,
    show: () => {
      const { request } = place.state();
      if (input.value !== request) input.value = request;
      if (shown.request !== request || shown.rows.length === 0) compile();
      else {
        filtered();
        opened();
      }
      numbers.show();
    },
    leave: () => {
      compiler.stop();
      numbers.leave();
    },
  };
}
