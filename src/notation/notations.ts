import { quotientInBrackets } from "../symbols/kinds/parameter.js";
import { kindOf } from "../symbols/kinds.js";
import type { Notation } from "./notation.js";

/*
 * The spellings of the formulas: Unicode for a terminal, TeX for a paper, ASCII for data files. How a symbol is spelled
 * its own kind says (symbols/kinds/); a new format that needs another spelling adds it there and here.
 */

/** What the three have in common: products by juxtaposition, and the hyphen as the minus sign. */
const plainSigns = {
  number: String,
  times: " ",
  coefficientTimes: " ",
  plus: "+ ",
  minus: "- ",
  negative: "-",
} satisfies Partial<Notation>;

const inOneLine: Notation["fraction"] = (above, below, factorsBelow) =>
  `${above}/${factorsBelow > 1 ? `(${below})` : below}`;

/** For terminals: n is n_{l-1}, n′ is n_{l-2}, V₄ is V_4^{(l-1)}. */
export const unicode: Notation = {
  symbol: (symbol, power) => kindOf(symbol).unicode(symbol, power),
  fraction: inOneLine,
  ...plainSigns,
  minus: "− ",
  negative: "−",
};

/** For papers, in the published table's own spelling. */
export const tex: Notation = {
  symbol: (symbol, power) => kindOf(symbol).tex(symbol, power),
  fraction: (above, below) => `\\frac{${above}}{${below}}`,
  ...plainSigns,
};

/** The spellings of a layer's action, whose cumulants are those of layer l itself: n is its width, n′ that of layer l-1. */
export const unicodeOfAction: Notation = {
  ...unicode,
  symbol: (symbol, power) => kindOf(symbol).unicode(symbol, power, "l"),
};
export const texOfAction: Notation = { ...tex, symbol: (symbol, power) => kindOf(symbol).tex(symbol, power, "l") };

/** For data files and source comments: the names of JSON, every product and power written out. */
export const ascii: Notation = {
  symbol: (symbol, power) => `${quotientInBrackets(symbol)}${power === 1 ? "" : `^${power}`}`,
  fraction: inOneLine,
  ...plainSigns,
};
