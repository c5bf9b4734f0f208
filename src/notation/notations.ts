import type { Pair, TheorySymbol } from "../symbols/symbols.js";
import { texName, texPair } from "./inputs.js";
import { braced, type Notation } from "./notation.js";

/*
 * The spellings of the formulas: Unicode for a terminal, TeX for a paper, ASCII for data files. A new format that needs
 * another spelling adds it here.
 */

const digits = (value: number, alphabet: string): string =>
  [...String(value)].map((digit) => alphabet[Number(digit)]).join("");

/** A whole number as Unicode superscript. */
export const superscript = (value: number): string => digits(value, "⁰¹²³⁴⁵⁶⁷⁸⁹");

/** A whole number as Unicode subscript. */
export const subscript = (value: number): string => digits(value, "₀₁₂₃₄₅₆₇₈₉");

/** A power as Unicode superscript; nothing for 1. */
export const raisedPower = (power: number): string => (power === 1 ? "" : superscript(power));

/** The external pairs of an average with their multiplicities, in order. */
function countedPairs({ pairs = [] }: TheorySymbol): { readonly pair: Pair; readonly times: number }[] {
  const counts = new Map<string, { readonly pair: Pair; times: number }>();
  for (const pair of pairs) {
    const known = counts.get(pair.join());
    if (known) known.times++;
    else counts.set(pair.join(), { pair, times: 1 });
  }
  return [...counts.values()];
}

/** A delta of several indices as a chain of deltas of two. */
const neuronPairs = ({ neurons = [] }: TheorySymbol): [string, string][] =>
  neurons.slice(1).map((index, i) => [neurons[i] as string, index]);

/** A symbol's name; of the quotient of two widths in brackets, since a power may follow. */
const quotientInBrackets = ({ name }: TheorySymbol): string => (name.includes("/") ? `(${name})` : name);

/** A symbol with indices or external pairs. */
function unicodeTensor(symbol: TheorySymbol, power: number): string {
  const { indices = [], pairs = [], ...scalar } = symbol;
  const { kind } = symbol;
  const raisedTo = raisedPower(power);
  if (kind === "second-moment")
    return `⟨${pairs
      .flat()
      .map((x) => `σ(${x})`)
      .join(" ")}⟩${raisedTo}`;
  if (kind === "average") {
    const deltas = countedPairs(symbol).map(({ pair, times }) => `Δ(${pair.join()})${raisedPower(times)}`);
    return `⟨${[...indices.map((index) => `D_${index}`), ...deltas].join(" ")}⟩${raisedTo}`;
  }
  return `${unicodeSymbol(scalar, 1)}(${indices.join(",")})${raisedTo}`;
}

function unicodeSymbol(symbol: TheorySymbol, power: number): string {
  if (symbol.indices !== undefined) return unicodeTensor(symbol, power);
  const raisedTo = raisedPower(power);
  switch (symbol.kind) {
    case "width":
      return `n${symbol.a === 2 ? "′" : ""}${raisedTo}`;
    case "vertex":
      return `V${subscript(2 * symbol.a)}${symbol.b === 0 ? "" : `[${symbol.b - 1}]`}${raisedTo}`;
    case "mean":
      return `K${subscript(symbol.a)}${raisedTo}`;
    case "second-moment":
      return `⟨σ²⟩${raisedTo}`;
    case "average":
      return `⟨${symbol.a === 0 ? "" : `∂${superscript(symbol.a)}`}Δ${raisedPower(symbol.b)}⟩${raisedTo}`;
    case "delta":
      return neuronPairs(symbol)
        .map(([i, j]) => (i.length === 1 && j.length === 1 ? `δ_${i}${j}` : `δ_{${i},${j}}`))
        .join(" ");
    case "cumulant":
      return `${symbol.a === 1 ? "K" : `V${subscript(2 * symbol.a)}`}(${(symbol.pairs ?? []).map((pair) => pair.join()).join("; ")})${raisedTo}`;
    case "parameter":
    case "vertex-function":
      return `${quotientInBrackets(symbol)}${raisedTo}`;
  }
}

/** For terminals: n is n_{l-1}, n′ is n_{l-2}, V₄ is V_4^{(l-1)}. */
export const unicode: Notation = {
  symbol: unicodeSymbol,
  fraction: (above, below, factorsBelow) => `${above}/${factorsBelow > 1 ? `(${below})` : below}`,
  number: String,
  times: " ",
  coefficientTimes: " ",
  plus: "+ ",
  minus: "− ",
  negative: "−",
};

const texPower = (power: number): string => (power === 1 ? "" : `^${braced(power)}`);

function texTensor(symbol: TheorySymbol, power: number): string {
  const { kind, a, b, indices = [], pairs = [] } = symbol;
  if (kind === "second-moment")
    return `\\langle ${pairs
      .flat()
      .map((x) => `\\sigma(${texName(x)})`)
      .join(" ")} \\rangle${texPower(power)}`;
  if (kind === "average") {
    const deltas = countedPairs(symbol).map(({ pair, times }) => `\\Delta(${texPair(pair)})${texPower(times)}`);
    const derivatives = indices.map((index) => `D_${texIndex(index)}`);
    return `\\langle ${[...derivatives, ...deltas].join(" ")} \\rangle${texPower(power)}`;
  }
  const list = indices.map(texIndex).join(" ");
  if (kind === "mean") return `K_{${a};${list}}^{(\\ell-1)}`;
  return `V_{${2 * a};${list}}^{(\\ell-1)${b === 0 ? "" : `[${b - 1}]`}}`;
}

/** a1 is a_1; as an index itself it stands in braces. */
const texIndex = (index: string): string => (index.length === 1 ? index : `{${texName(index)}}`);

function texSymbol(symbol: TheorySymbol, power: number): string {
  if (symbol.indices !== undefined) return texTensor(symbol, power);
  switch (symbol.kind) {
    case "width":
      return `n${symbol.a === 0 ? "" : `_{\\ell-${symbol.a}}`}${texPower(power)}`;
    case "vertex": {
      const name = `V_${braced(2 * symbol.a)}^{(\\ell-1)${symbol.b === 0 ? "" : `[${symbol.b - 1}]`}}`;
      return power === 1 ? name : `(${name})${texPower(power)}`;
    }
    case "mean": {
      const name = `K_${braced(symbol.a)}^{(\\ell-1)}`;
      return power === 1 ? name : `(${name})${texPower(power)}`;
    }
    case "second-moment":
      return `\\langle \\sigma^2 \\rangle${texPower(power)}`;
    case "delta":
      return neuronPairs(symbol)
        .map((pair) => `\\delta_{${pair.map(texName).join(" ")}}`)
        .join(" ");
    case "cumulant": {
      const name = symbol.a === 1 ? "K^{(\\ell)}" : `V_${braced(2 * symbol.a)}^{(\\ell)}`;
      const whole = `${name}(${(symbol.pairs ?? []).map(texPair).join(";\\, ")})`;
      return power === 1 ? whole : `\\bigl[${whole}\\bigr]${texPower(power)}`;
    }
    case "average": {
      const content = `\\Delta${texPower(symbol.b)}`;
      const derivative = symbol.a === 0 ? "" : `\\partial^${braced(symbol.a)} `;
      return `\\langle ${derivative}${content} \\rangle${texPower(power)}`;
    }
    case "parameter":
    case "vertex-function":
      return `${quotientInBrackets(symbol)}${texPower(power)}`;
  }
}

/** For papers, in the published table's own spelling. */
export const tex: Notation = {
  symbol: texSymbol,
  fraction: (above, below) => `\\frac{${above}}{${below}}`,
  number: String,
  times: " ",
  coefficientTimes: " ",
  plus: "+ ",
  minus: "- ",
  negative: "-",
};

/** For data files and source comments: the names of JSON, every product and power written out. */
export const ascii: Notation = {
  symbol: (symbol, power) => `${quotientInBrackets(symbol)}${power === 1 ? "" : `^${power}`}`,
  fraction: (above, below, factorsBelow) => `${above}/${factorsBelow > 1 ? `(${below})` : below}`,
  number: String,
  times: " ",
  coefficientTimes: " ",
  plus: "+ ",
  minus: "- ",
  negative: "-",
};
