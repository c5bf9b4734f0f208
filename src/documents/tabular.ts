import { absolute, type Rational } from "../algebra/rational.js";
import { version } from "../foundation/version.js";
import { shortNumber } from "./numbers.js";

/* Tables of numbers in LaTeX: fragments to be \input, with booktabs' rules, and longtable's where they fill more than a page. */

/** A column: what stands above it, in TeX, and to which side its cells lean. */
export interface TexColumn {
  readonly title: string;
  /** To a side, or a paragraph of a width: p{4cm}. */
  readonly align: "l" | "r" | `p{${string}}`;
}

const rowsOnAPage = 40;

/**
 * A table as a fragment.
 * @param remarks what it is of, as comments
 * @param rows cells in TeX
 * @param last a row by itself below the others
 * @param most how many rows a page holds: more are split over pages
 */
export function tabular(
  remarks: readonly string[],
  columns: readonly TexColumn[],
  rows: readonly (readonly string[])[],
  last?: readonly string[],
  most = rowsOnAPage,
): string {
  const isLong = rows.length > most;
  const environment = isLong ? "longtable" : "tabular";
  const line = (cells: readonly string[]): string => `${cells.join(" & ")} \\\\`;
  const heads = line(columns.map(({ title }) => title));
  return [
    ...remarks.map((text) => `% ${text.replaceAll("\n", " ")}`),
    `% Written by oneovern ${version}; needs booktabs${isLong ? " and longtable" : ""}.`,
    `\\begin{${environment}}{@{}${columns.map(({ align }) => align).join("")}@{}}`,
    "\\toprule",
    heads,
    "\\midrule",
    ...(isLong ? ["\\endhead", "\\bottomrule", "\\endfoot"] : []),
    ...rows.map(line),
    ...(last === undefined ? [] : [...(rows.length > 0 ? ["\\midrule"] : []), line(last)]),
    ...(isLong ? [] : ["\\bottomrule"]),
    `\\end{${environment}}`,
    "",
  ].join("\n");
}

/** A number as TeX has it: $1.5 \times 10^{-7}$. @param text the number as text, where it is not to have six digits */
export function numberTex(value: number, text = shortNumber(value)): string {
  if (!Number.isFinite(value)) return "--";
  if (value === 0) return "$0$";
  const [mantissa = "", exponent] = text.split("e");
  return exponent === undefined || Number(exponent) === 0
    ? `$${mantissa}$`
    : `$${mantissa} \\times 10^{${Number(exponent)}}$`;
}

/** A rational number in TeX. */
export const fractionTex = (value: Rational): string =>
  value.den === 1n ? `$${value.num}$` : `$${value.num < 0n ? "-" : ""}\\frac{${absolute(value).num}}{${value.den}}$`;
