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
