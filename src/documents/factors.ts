import type { Bracket } from "../notation/groups.js";
import type { ExplainedFactor } from "./explained.js";
import { mathml, mathmlInPieces } from "./mathml.js";

/* The factors of a row as HTML, each by itself: pointed at, it lights up its part of the picture (page.ts). */

/** What is said of a factor to whoever does not see it. */
const spoken: { readonly [Name in ExplainedFactor["name"] | "bracket"]: string } = {
  "j sums": "j sums",
  halves: "halves, one a leg",
  blobs: "blobs",
  symmetry: "symmetry factor",
  bracket: "averages at the function vertices",
};

/** A part of a page that goes with a part of the picture. @param inner in HTML */
export const factorHtml = (name: keyof typeof spoken, inner: string): string =>
  `<span data-factor="${name}" tabindex="0" role="group" aria-label="${spoken[name]}">${inner}</span>`;

/** A product: factors in TeX, of which the empty ones are left out, and the bracket behind them. */
export function factorsHtml(
  factors: readonly (readonly [name: ExplainedFactor["name"], latex: string])[],
  bracket: Bracket,
): string {
  const front = factors.flatMap(([name, latex]) => (latex === "" ? [] : [factorHtml(name, mathml(latex))]));
  const isGroup = bracket.isSum && front.length > 0;
  return [...front, factorHtml("bracket", mathmlInPieces(isGroup ? `(${bracket.latex})` : bracket.latex))].join(" · ");
}
