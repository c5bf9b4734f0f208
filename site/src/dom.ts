/* Elements, made without HTML: what a user typed is only ever a text. */

type Child = Node | string | undefined;
type Attributes = { readonly [name: string]: string | number | boolean | undefined | ((event: Event) => void) };

/** An element. Functions among the attributes listen: { onclick: ... }. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/**
 * What our own compiler wrote in HTML, as nodes. Styles among them are adopted by the document, each once: the policy of
 * the page allows none within it.
 */
export function trusted(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const style of template.content.querySelectorAll("style")) {
    adopt(style.textContent);
    style.remove();
  }
  return template.content;
}

const adopted = new Set<string>();

/** Styles for the document. */
export function adopt(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

/** A field with its label. */
export function field(label: string, control: HTMLElement, id: string): HTMLElement {
  control.id = id;
  return h("p", { class: "field" }, h("label", { for: id }, label), control);
}

/** A choice among whole numbers. @param chosen told of what is chosen @param name what a number is called */
export function choice(
  [least, most]: readonly [number, number],
  chosen: (value: number) => void,
  name: (value: number) => string = String,
): HTMLSelectElement {
  const values = Array.from({ length: most - least + 1 }, (_, i) => least + i);
  const select = h("select", {}, ...values.map((value) => h("option", { value }, name(value))));
  select.addEventListener("change", () => chosen(Number(select.value)));
  return select;
}

/** What is done once, some time after the last of several wishes, unless it is given up before. */
export function debounced(
  milliseconds: number,
  call: () => void,
): { readonly soon: () => void; readonly never: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const never = (): void => clearTimeout(timer);
  return {
    soon: () => {
      never();
      timer = setTimeout(call, milliseconds);
    },
    never,
  };
}

/** A number that was measured or computed, in three figures. */
export const figure = (value: number): string =>
  spelt(value, (size) => (size >= 100 ? size.toFixed(0) : size.toPrecision(3)));

/** A number that is what it is: 64, 0.7, 10⁻⁴. */
export const plain = (value: number): string => spelt(value, (size) => String(Number(size.toPrecision(3))));

function spelt(value: number, short: (size: number) => string): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "–";
  if (value < 0) return `−${spelt(-value, short)}`;
  if (value === 0) return "0";
  if (value >= 1e-3 && value < 1e5) return short(value);
  const [mantissa = "", exponent = ""] = Number(value.toPrecision(3)).toExponential().split("e");
  const raised = [...exponent.replace("+", "")]
    .map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]))
    .join("");
  return mantissa === "1" ? `10${raised}` : `${mantissa}·10${raised}`;
}
