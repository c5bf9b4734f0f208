import { type Bracket, type Group, texWidth } from "../notation/groups.js";
import { type KernelDiagram, kernelDrawable } from "../pictures/drawable.js";
import { diagramTikz } from "../pictures/tikz.js";
import { texBreakable, texEscape, verbatimTex } from "./tex.js";
import { plural } from "./words.js";

/* The helpers that every template has, built-in or a user's own; docs/templates.md describes them. */

/** An id in typewriter, with places where a line may break. */
const texId = (id: unknown): string => verbatimTex(String(id));

/** @throws Error that names the helper, where its argument is not the record that it takes */
function requireParts(value: unknown, parts: readonly string[], expected: string): void {
  if (typeof value === "object" && value !== null && parts.every((part) => part in value)) return;
  throw new Error(`a helper is given something else than ${expected}`);
}

const dollars = (latex: unknown): string => (latex === "" ? "" : `$${String(latex)}$`);

/**
 * A group of the collected sum for align: vertices over widths, then the bracket, broken into lines where it is long.
 */
function texGroup(group: unknown): string {
  requireParts(group, ["blobs", "bracket", "result"], "an element of groups: {{texGroup this}}");
  const { blobs, bracket, result } = group as Group;
  const lines = brokenTerms(bracket);
  if (lines.length === 1) return result.latex;
  return `${blobs.latex} \\Bigl( ${lines.join(" \\\\\n&\\qquad ")} \\Bigr)`;
}

const brokenTerms = ({ terms }: Bracket): string[] =>
  packedTex(
    terms.map(({ latex }) => latex),
    60,
  );

/** Terms in TeX gathered into lines of about so many characters as they are set. */
export function packedTex(terms: readonly string[], widest: number): string[] {
  const lines: string[] = [];
  let width = 0;
  for (const latex of terms) {
    const last = lines.length - 1;
    const own = texWidth(latex);
    if (last >= 0 && width + own <= widest) {
      lines[last] += ` ${latex}`;
      width += own;
    } else {
      lines.push(latex);
      width = own;
    }
  }
  return lines;
}

export const helpers = {
  texEscape,
  texId,
  texGroup,
  dollars,
  texBreakable,
  /** A diagram's record as a TikZ picture. */
  tikz: (diagram: unknown): string => {
    requireParts(diagram, ["vertices", "blobs", "edges"], "a row's diagram: {{tikz diagram}}");
    return diagramTikz(kernelDrawable(diagram as KernelDiagram));
  },
  /** A field of comma-separated values. */
  csv: (value: unknown): string => `"${String(value).replaceAll('"', '""')}"`,
  json: (value: unknown): string => JSON.stringify(value),
  /** A number of things: {{plural classes "diagram"}}. */
  plural: (count: unknown, one: unknown): string => plural(String(count), String(one)),
  eq: (a: unknown, b: unknown): boolean => a === b,
};
