import { breakable } from "../notation/groups.js";

/* Texts in TeX. */

/** A text with a backslash before what TeX takes for more than a letter. */
export const texEscape = (value: unknown): string => String(value).replace(/[#$%&_{}]/g, (c) => `\\${c}`);

/** Names of inputs as subscripts: (x_{1},x_{2}). */
export const inputsTex = (names: string): string => names.replaceAll(/x(\d+)/g, "x_{$1}");

/** What has a name of its own there. */
const named: { readonly [character: string]: string } = {
  "\\": "\\textbackslash{}",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

/** A text as it stands, in a typewriter's letters; it may be broken at its points and spaces. */
export const verbatimTex = (text: string): string =>
  `\\texttt{${[...text]
    .map((c) => named[c] ?? texEscape(c))
    .join("")
    .replaceAll(".", ".\\allowbreak{}")}}`;

/** A document by itself that plain pdflatex sets. @param title and body in TeX @param preamble lines behind the packages */
export const article = (
  title: string,
  body: string,
  packages: readonly string[],
  preamble: readonly string[] = [],
): string =>
  [
    "% Compile with pdflatex.",
    "\\documentclass[10pt]{article}",
    "\\usepackage[a4paper,margin=2cm]{geometry}",
    ...packages.map((name) => `\\usepackage{${name}}`),
    ...preamble,
    "\\setlength{\\parindent}{0pt}",
    "\\begin{document}",
    `\\section*{${title}}`,
    body,
    "\\end{document}",
    "",
  ].join("\n");

/** A formula in TeX that may be broken between its factors and terms, in brackets that may be as well. */
export const texBreakable = (latex: unknown): string =>
  breakable(String(latex).replaceAll("\\left(", "\\bigl(").replaceAll("\\right)", "\\bigr)"));
