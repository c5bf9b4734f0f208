import { indexName } from "../algebra/contractions.js";
import type { Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { externalPairs } from "../graphs/diagram.js";
import type { OrderedRequest } from "../language/request.js";
import { bracketOrder, type Notation, numberText } from "../notation/notation.js";
import { tex } from "../notation/notations.js";
import { braced, texPair } from "../symbols/spelling.js";
import { seriesOrder, type TheorySymbol } from "../symbols/symbols.js";
import type { Term } from "../theory/kernel/term.js";

/*
 * A labelled diagram as the papers write it: sums over neurons j, integrals over inputs y of layer l-1, and for each
 * leg 1/2 d^2/dphi(y)dphi(y') of what stands at its neuron (arXiv:2305.02334). The i-th index of the form over pairs is
 * the i-th pair of y's.
 */

/** What neurons that are summed over and inputs that are integrated over are called. */
interface Letters {
  readonly neuron: string;
  readonly input: string;
}

/**
 * j and y, as the papers have it, or the next letters that no input of the request begins with: y1 must not be two
 * things in one formula.
 */
function lettersBeside(externals: OrderedRequest["externals"]): Letters {
  const taken = new Set((externals ?? []).flat().map((name) => name.replace(/\d+$/, "")));
  const free = (letters: string) => [...letters].find((letter) => !taken.has(letter)) ?? `${letters[0]}'`;
  return { neuron: free("jimskqr"), input: free("yzwuvts") };
}

/** The row in TeX, without its permutations. */
export function integralTex(term: Term, { externals, widths }: Pick<OrderedRequest, "externals" | "widths">): string {
  const { diagram, labelled } = term;
  const letters = lettersBeside(externals);
  const isEqual = widths === "equal";
  const places = new Map(diagram.edges.map((_, i) => [indexName(i), i] as const));
  const k = externalPairs(diagram);
  const r = term.jSums;
  const coefficient = Q.multiply(term.symmetry, Q.rational(labelled?.copies ?? 1n));
  const n = isEqual ? ["n", "n"] : ["n_{\\ell-1}", "n_{\\ell-2}"];
  const sums = Array.from({ length: r }, (_, v) => `${letters.neuron}_${braced(v + 1)}`).join(",");
  const front = [
    Q.isOne(coefficient) ? "" : numberText(coefficient, tex),
    `\\frac{1}{${n[0]}${k === 1 ? "" : `^${braced(k)}`}} \\sum_{${sums}}`,
    diagram.edges.length === 0 ? "" : `\\int\\! ${differentials(diagram.edges.length, letters)}\\;`,
  ];
  const blobs = term.blobs.factors
    .filter(({ symbol }) => symbol.kind !== "width")
    .flatMap(({ symbol, power }) =>
      Array.from({ length: power }, () => blobTex(symbol, places, n[1] as string, letters)),
    );
  const vertices = (labelled?.vertices ?? []).map((polynomial, v) => vertexTex(polynomial, v, places, letters));
  return [...front, ...blobs, ...vertices].filter((part) => part !== "").join(" \\allowbreak ");
}

/** dy_1 dy_2 ... for two y's a leg. */
const differentials = (legs: number, { input: y }: Letters): string =>
  legs === 1 ? `d${y}_1\\, d${y}_2` : `d${y}_1 \\cdots d${y}_${braced(2 * legs)}`;

const yPair = (place: number, { input: y }: Letters): string =>
  `${y}_${braced(2 * place + 1)},${y}_${braced(2 * place + 2)}`;

function blobTex(symbol: TheorySymbol, places: ReadonlyMap<string, number>, n: string, letters: Letters): string {
  const { indices = [], ...scalar } = symbol;
  const power = indices.length - 1 + (seriesOrder(symbol) ?? 0);
  const list = indices.map((index) => yPair(places.get(index) as number, letters)).join(";");
  return `\\frac{${tex.symbol(scalar, 1)}(${list})}{${n}${power === 1 ? "" : `^${braced(power)}`}}`;
}

/** What stands at one neuron; its Delta's carry the neuron's j. */
function vertexTex(p: Polynomial, v: number, places: ReadonlyMap<string, number>, letters: Letters): string {
  const j = `${letters.neuron}_${braced(v + 1)}`;
  const notation: Notation = { ...tex, symbol: (symbol, power) => averageTex(symbol, power, j, places, letters) };
  const terms = bracketOrder(p).map(({ coefficient, monomial }, i) => {
    const negative = coefficient.num < 0n;
    const size = negative ? Q.negate(coefficient) : coefficient;
    const factors = monomial.factors.map(({ symbol, power }) => notation.symbol(symbol, power)).join(" ");
    const sign = negative ? "- " : i === 0 ? "" : "+ ";
    return `${sign}${Q.isOne(size) ? "" : `${numberText(size, tex)} `}${factors}`;
  });
  return terms.length === 1 ? (terms[0] as string) : `\\Bigl( ${terms.join(" ")} \\Bigr)`;
}

function averageTex(
  symbol: TheorySymbol,
  power: number,
  j: string,
  places: ReadonlyMap<string, number>,
  { input }: Letters,
): string {
  const raised = power === 1 ? "" : `^${braced(power)}`;
  const pairs = symbol.pairs ?? [];
  if (symbol.kind === "second-moment") {
    const [[x, y] = ["", ""]] = pairs.map((pair) => texPair(pair).split(","));
    return `\\langle \\sigma_{${j}}(${x}) \\sigma_{${j}}(${y}) \\rangle${raised}`;
  }
  const legs = (symbol.indices ?? []).map((index) => places.get(index) as number);
  const deltas = pairs.map((pair) => `\\Delta_{${j}}(${texPair(pair)})`).join("");
  if (legs.length === 0) return `\\langle ${deltas} \\rangle${raised}`;
  const half = `\\tfrac{1}{${2 ** legs.length}}`;
  const fields = legs
    .flatMap((place) => [2 * place + 1, 2 * place + 2])
    .map((y) => `\\partial\\phi(${input}_${braced(y)})`)
    .join("\\,");
  return `\\Bigl\\langle ${half} \\tfrac{\\partial^${braced(2 * legs.length)}}{${fields}} ${pairs.length > 1 ? `\\bigl(${deltas}\\bigr)` : deltas} \\Bigr\\rangle${raised}`;
}
