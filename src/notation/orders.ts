import type { OrdersOf } from "../language/request.js";
import type { Spelled } from "./notation.js";

/* How the orders and the expansion of a request are said. */

/** "1 loop", "2 loops". */
export const loopText = (loops: number): string => `${loops} loop${loops === 1 ? "" : "s"}`;

/** Which orders a request spans, in words. */
export function orderText([from, to]: readonly [number, number]): string {
  if (to === 0) return "leading order";
  return from === to ? loopText(to) : `through ${loopText(to)}`;
}

/** The clauses of a request on what it expands, as they follow the order in a title. */
export function expansionText({ about, blobs, widths }: Pick<OrdersOf, "about" | "blobs" | "widths">): Spelled {
  const clauses = (kernel: string) =>
    [
      about === "K_0" ? ` about ${kernel}` : "",
      blobs === "expanded" ? " with expanded blobs" : "",
      widths === "equal" ? " with equal widths" : "",
    ].join("");
  return { text: clauses("K_0"), latex: clauses("$K_0$"), ascii: clauses("K_0") };
}
