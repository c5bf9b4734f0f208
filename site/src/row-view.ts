import type { TableRecord } from "../../src/pages.js";
import type { Client } from "./client.js";
import { failureText } from "./client.js";
import { figure, h, trusted } from "./dom.js";
import { type CopyFormat, copyFormats, needsOneInput } from "./messages.js";

/* One row of a table: its picture and formula, what it comes to, and where its factors come from. */

/** What a row is given. */
export interface RowOptions {
  /** The request of its table. */
  readonly request: string;
  readonly isLabelled: boolean;
  /** The address that opens it, as the page is now. */
  readonly address: () => string;
  /** Told when somebody opens or closes it. */
  readonly toggled: () => void;
  /** A worker for what is asked of rows. */
  readonly run: Client["run"];
}

export interface RowView {
  readonly record: TableRecord;
  readonly element: HTMLElement;
  readonly open: (isOpen: boolean) => void;
  readonly isOpen: () => boolean;
  /** Shows its number and its share of the sum, or none. */
  readonly number: (own: { readonly value: number; readonly share: number } | undefined) => void;
}

export function rowView(record: TableRecord, options: RowOptions): RowView {
  const { id, jSums, order } = record;
  const details = h("div", { class: "details", hidden: true });
  const button = h(
    "button",
    {
      type: "button",
      class: "open",
      "aria-expanded": "false",
      "aria-label": `Explain ${id}`,
      onclick: options.toggled,
    },
    "Explain",
  );
  const share = h("div", { class: "share" });
  const element = h(
    "li",
    { class: "row lit", "data-j": jSums, "data-order": order, "data-id": id },
    h("span", { class: "number" }, String(record.number)),
    h(
      "div",
      { class: "picture" },
      trusted(record.picture),
      h("code", {}, id),
      h("small", {}, `${jSums} j sum${jSums === 1 ? "" : "s"}`),
    ),
    h("div", { class: "formula" }, trusted(record.formula)),
    share,
    button,
    details,
  );
  element.addEventListener("click", (event) => {
    // Factors and ids are pointed at and selected.
    const isOther = (event.target as Element).closest("button, a, code, textarea, .details, [data-factor]") !== null;
    if (!isOther && (getSelection()?.isCollapsed ?? true)) options.toggled();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || details.hidden) return;
    button.focus();
    options.toggled();
  });

  function open(isOpen: boolean): void {
    if (isOpen !== details.hidden) return;
    details.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    element.classList.toggle("is-open", isOpen);
    if (isOpen && details.childElementCount === 0) details.append(...explanation(record, options));
  }

  function number(own: { readonly value: number; readonly share: number } | undefined): void {
    if (own === undefined) {
      share.replaceChildren();
      return;
    }
    const bar = h("span", { class: own.share < 0 ? "bar is-negative" : "bar" });
    bar.style.inlineSize = `${100 * Math.min(1, Math.abs(own.share))}%`;
    share.replaceChildren(h("span", {}, figure(own.value)), bar, h("small", {}, percent(own.share)));
  }

  return { record, element, open, isOpen: () => !details.hidden, number };
}

/** A share of a sum: 41 %, −3 %, 0.02 %. */
function percent(share: number): string {
  const size = 100 * Math.abs(share);
  if (size > 0 && size < 0.01) return "< 0.01 %";
  return `${share < 0 ? "−" : ""}${size.toFixed(size < 1 ? 2 : 0)} %`;
}

/** What stands below an open row. */
function explanation({ id }: TableRecord, { request, isLabelled, address, run }: RowOptions): HTMLElement[] {
  const said = h("p", { class: "status", role: "status" });
  const text = h("textarea", { readonly: true, hidden: true, "aria-label": "the copy" });
  const factors = h("div", { class: "explanation" });
  async function copy(format: CopyFormat): Promise<void> {
    let copied = "";
    text.hidden = true;
    try {
      await run("copy", { id, text: request, format }, (part) => {
        copied = part.text;
      });
    } catch (error) {
      said.textContent = `Not copied: ${failureText(error)}`;
      return;
    }
    try {
      await navigator.clipboard.writeText(copied);
      said.textContent = `${format} copied: ${copied.length} characters.`;
    } catch {
      // Where the browser gives no clipboard, there is a text to copy from.
      said.textContent = `${format}, to be copied from here:`;
      text.value = copied;
      text.hidden = false;
      text.select();
    }
  }
  const link = h("a", { href: address() }, "link to this row");
  const renew = (): void => {
    link.href = address();
  };
  for (const event of ["pointerenter", "focus"]) link.addEventListener(event, renew);
  const formats = copyFormats.filter((format) => !isLabelled || !needsOneInput.includes(format));
  run("explain", { id }, ({ html }) => factors.append(trusted(html))).catch((error: unknown) => {
    said.textContent = failureText(error);
  });
  return [
    h(
      "p",
      { class: "copy" },
      "Copy as ",
      ...formats.map((format) => h("button", { type: "button", onclick: () => void copy(format) }, format)),
      link,
    ),
    said,
    text,
    factors,
  ];
}
