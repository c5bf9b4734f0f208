import { escapeXml } from "../foundation/xml.js";
import type { Spelled } from "../notation/notation.js";
import { mathml } from "./mathml.js";
import { texEscape } from "./tex.js";

/* Sentences with formulas among their words, for terminals, papers and pages. */

/** A formula in a sentence: as text, and in TeX. */
export type Formula = Pick<Spelled, "text" | "latex">;

/** A sentence: words, and formulas among them. */
export type Prose = readonly (string | Formula)[];

/** A sentence: prose`the sum over ${j}`. What is put in is a formula, a number, a word, or another sentence. */
export const prose = (words: TemplateStringsArray, ...given: readonly (string | number | bigint | Formula | Prose)[]) =>
  words.flatMap((text, i): (string | Formula)[] => {
    const value = given[i];
    const put =
      value === undefined ? [] : Array.isArray(value) ? value : typeof value === "object" ? [value] : [String(value)];
    return [text, ...(put as (string | Formula)[])];
  });

/** A formula by its spellings. */
export const formula = (text: string, latex: string): Formula => ({ text, latex });

const spelt = (sentence: Prose, words: (text: string) => string, math: (formula: Formula) => string): string =>
  sentence.map((piece) => (typeof piece === "string" ? words(piece) : math(piece))).join("");

export const proseText = (sentence: Prose): string =>
  spelt(
    sentence,
    (words) => words,
    ({ text }) => text,
  );

export const proseTex = (sentence: Prose): string => spelt(sentence, texEscape, ({ latex }) => `$${latex}$`);

/** A text in TeX, with formulas between dollars and quotation marks alone, as HTML. */
export const texHtml = (text: string): string =>
  text
    .split("$")
    .map((piece, i) => (i % 2 === 0 ? escapeXml(piece.replace("``", "“").replace("''", "”")) : mathml(piece)))
    .join("");

export const proseHtml = (sentence: Prose): string => spelt(sentence, escapeXml, ({ latex }) => mathml(latex));
