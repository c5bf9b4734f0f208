import { byFront } from "../algebra/fronts.js";
import { orderOfMonomial } from "../algebra/orders.js";
import {
  accumulator,
  addTerm,
  type Monomial,
  multiplyMonomials,
  type Polynomial,
  renameSymbols,
  type Summand,
  single,
} from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { loopRange } from "../graphs/counting.js";
import type { OrdersOf } from "../language/request.js";
import { indexSpelling } from "./inputs.js";
import { monomialText, type Notation, numberText, type Spelled, signedTerms } from "./notation.js";
import { ascii, tex, unicode } from "./notations.js";

/* A collected sum as it is read: by orders, and in each by what stands in front of the averages. */

/** A bracket: its terms with their signs, so that a format can break lines between them. */
export interface Bracket extends Spelled {
  readonly terms: readonly Spelled[];
  readonly isSum: boolean;
  /** Wider than what fits beside the other factors of a row on one line of a page. */
  readonly isLong: boolean;
}

/** The part of the collected sum with the same vertices and widths in front. */
export interface Group {
  /** The coefficient of a bracket of one term; empty when it is 1, or the bracket has several. */
  readonly coefficient: Spelled;
  readonly blobs: Spelled;
  readonly bracket: Bracket;
  /** The whole group: coefficient, blobs and bracket multiplied. */
  readonly result: Spelled;
}

export const spell = (make: (notation: Notation) => string): Spelled => ({
  text: make(unicode),
  latex: make(tex),
  ascii: make(ascii),
});

/** About how wide TeX sets a formula: its characters, a command counted as one. */
export const texWidth = (latex: string): number => latex.replace(/\\[a-zA-Z]+ ?/g, "x").replace(/[{}^_ ]/g, "").length;

/** The width past which TeX must be allowed to break a bracket: about what fits beside the other factors of a row. */
const widestBracket = 48;

export function bracketOf(p: Polynomial, mustBreak = false): Bracket {
  const [text, latex, plain] = [unicode, tex, ascii].map((notation) => signedTerms(p, notation)) as [
    string[],
    string[],
    string[],
  ];
  const terms = text.map((_, i) => ({
    text: text[i] as string,
    latex: latex[i] as string,
    ascii: plain[i] as string,
  }));
  return {
    text: text.join(" "),
    latex: latex.join(" "),
    ascii: plain.join(" "),
    terms,
    isSum: terms.length > 1,
    isLong: mustBreak || texWidth(latex.join(" ")) > widestBracket,
  };
}

/** The factors of a row in the paper's order, with its dots between the numbers. */
export function resultOf(factors: readonly Spelled[], bracket: Bracket): Spelled {
  const join = (key: keyof Spelled, dot: string, open: string, close: string) =>
    [
      factors
        .map((factor) => factor[key])
        .filter((factor) => factor !== "")
        .join(dot),
      bracket.isSum && factors.some((factor) => factor[key] !== "") ? `${open}${bracket[key]}${close}` : bracket[key],
    ]
      .filter((part) => part !== "")
      .join(" ");
  const [open, close] = bracket.isLong ? ["\\bigl( ", " \\bigr)"] : ["\\left( ", " \\right)"];
  return {
    text: join("text", " · ", "(", ")"),
    latex: join("latex", " \\cdot ", open, close),
    ascii: join("ascii", " * ", "(", ")"),
  };
}

export const empty: Spelled = { text: "", latex: "", ascii: "" };

export const unlessOne = (value: Q.Rational): Spelled =>
  spell((notation) => (Q.isOne(value) ? "" : numberText(value, notation)));

/** A long product in TeX with places between its averages where a line may end. */
export const breakable = (latex: string): string => latex.replace(/ \\langle/g, " \\allowbreak \\langle");

/** A collected sum, and what stands in front of its terms, in the order in which it is to be read. */
interface ReadSum {
  readonly request: Pick<OrdersOf, "externals">;
  readonly terms: readonly { readonly widths: Monomial; readonly blobs: Monomial }[];
  readonly sum: Polynomial;
}

/** A collected sum, grouped by what stands in front of the averages; groups in the table's order. */
export function groupsOf({ request, terms, sum: whole }: ReadSum): Group[] {
  const sum = request.externals === null ? whole : renameSymbols(whole, indexSpelling(request));
  const fronts = terms.map(({ widths, blobs }) => multiplyMonomials(widths, blobs).key);
  const places = new Map([...new Set(fronts)].map((key, place) => [key, place] as const));
  return byFront(sum)
    .sort((x, y) => (places.get(x.front.key) ?? 0) - (places.get(y.front.key) ?? 0))
    .map(({ front, bracket }) => {
      const blobs = spell((notation) => monomialText(front, notation));
      const [only, ...others] = [...bracket.values()] as [Summand, ...Summand[]];
      const alone = others.length === 0 && only.monomial.factors.length > 0;
      const coefficient = alone ? unlessOne(only.coefficient) : empty;
      const spelled = bracketOf(alone ? single(Q.one, only.monomial) : bracket, request.externals !== null);
      const result = resultOf([coefficient, blobs], spelled);
      const latex = request.externals === null ? result.latex : breakable(result.latex);
      return { coefficient, blobs, bracket: spelled, result: { ...result, latex } };
    });
}

/** The terms and the sum of a request at one order of 1/n. */
export interface Part<T> {
  readonly order: number;
  readonly terms: readonly T[];
  readonly sum: Polynomial;
}

/** A sum by orders: each order's terms, and the part of the sum that has its power of 1/n. */
export function partsByOrder<T extends { readonly order: number }>({
  request,
  terms,
  sum,
}: {
  readonly request: Pick<OrdersOf, "k" | "loops">;
  readonly terms: readonly T[];
  readonly sum: Polynomial;
}): Part<T>[] {
  const [from, to] = request.loops;
  if (from === to) return [{ order: to, terms, sum }];
  const parts = loopRange(request.loops).map((order) => ({ order, terms: [] as T[], sum: accumulator() }));
  for (const term of terms) parts[term.order - from]?.terms.push(term);
  for (const { coefficient, monomial } of sum.values())
    addTerm(parts[orderOfMonomial(monomial) - (request.k - 1) - from]?.sum ?? accumulator(), coefficient, monomial);
  return parts;
}
