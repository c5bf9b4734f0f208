import { byFront } from "../algebra/fronts.js";
import { inTurn } from "../algebra/integers.js";
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
import { bracketOrder, monomialText, type Notation, numberText, type Spelled, signedTerm } from "./notation.js";
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

/** A formula in every spelling, each made when it is first looked at: a document looks at one of them as a rule. */
export const spell = (make: (notation: Notation) => string): Spelled =>
  lazily({ text: () => make(unicode), latex: () => make(tex), ascii: () => make(ascii) });

/** Plain data whose entries are made when they are first looked at. */
export function lazily<T extends object>(makers: { readonly [Name in keyof T]: () => T[Name] }): T {
  const data = {} as T;
  for (const name of Object.keys(makers) as (keyof T)[])
    Object.defineProperty(data, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = makers[name]();
        Object.defineProperty(data, name, { enumerable: true, value });
        return value;
      },
    });
  return data;
}

/** About how wide TeX sets a formula: its characters, a command counted as one. */
export const texWidth = (latex: string): number => latex.replace(/\\[a-zA-Z]+ ?/g, "x").replace(/[{}^_ ]/g, "").length;

/** The width past which TeX must be allowed to break a bracket: about what fits beside the other factors of a row. */
const widestBracket = 48;

export function bracketOf(p: Polynomial, mustBreak = false): Bracket {
  const terms = bracketOrder(p).map((term, i) => spell((notation) => signedTerm(term, notation, i === 0)));
  const joined = (key: keyof Spelled) => terms.map((term) => term[key]).join(" ");
  return lazily({
    text: () => joined("text"),
    latex: () => joined("latex"),
    ascii: () => joined("ascii"),
    terms: () => terms,
    isSum: () => terms.length > 1,
    isLong: () => mustBreak || texWidth(joined("latex")) > widestBracket,
  });
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
  return lazily({
    text: () => join("text", " · ", "(", ")"),
    latex: () =>
      bracket.isLong
        ? join("latex", " \\cdot ", "\\bigl( ", " \\bigr)")
        : join("latex", " \\cdot ", "\\left( ", " \\right)"),
    ascii: () => join("ascii", " * ", "(", ")"),
  });
}

export const empty: Spelled = { text: "", latex: "", ascii: "" };

export const unlessOne = (value: Q.Rational): Spelled =>
  spell((notation) => (Q.isOne(value) ? "" : numberText(value, notation)));

/** A long product in TeX with places between its averages where a line may end. */
export const breakable = (latex: string): string => latex.replace(/ \\langle/g, " \\allowbreak \\langle");

/** A formula that TeX may break. */
const inPieces = (formula: Spelled): Spelled =>
  lazily({ text: () => formula.text, latex: () => breakable(formula.latex), ascii: () => formula.ascii });

/** A collected sum, and what stands in front of its terms, in the order in which it is to be read. */
interface ReadSum {
  readonly request: Pick<OrdersOf, "externals" | "k">;
  readonly terms: readonly { readonly widths: Monomial; readonly blobs: Monomial }[];
  readonly sum: Polynomial;
}

/**
 * Where a group stands: as the diagrams of the published table, by j sums, number of legs, larger blobs first. All of
 * it can be read off the blobs and the order of the group.
 */
function placeOf(front: Monomial, k: number): number[] {
  const blobs = front.factors.flatMap(({ symbol, power }) => {
    if (symbol.kind !== "vertex" && symbol.kind !== "mean") return [];
    const blob = [-(symbol.kind === "vertex" ? symbol.degree : 1), symbol.order ?? 0] as const;
    return Array.from({ length: power }, () => blob);
  });
  const legs = blobs.reduce((total, [degree]) => total - degree, 0);
  const order = orderOfMonomial(front) - (k - 1);
  const loops = order - blobs.reduce((total, [, own]) => total + own, 0);
  return [order, legs - blobs.length + 1 - loops, legs, ...blobs.sort(inTurn).flat()];
}

/** A collected sum, grouped by what stands in front of the averages; groups in the table's order. */
export function groupsOf({ request, terms, sum: whole }: ReadSum): Group[] {
  const sum = request.externals === null ? whole : renameSymbols(whole, indexSpelling(request));
  const fronts = terms.map(({ widths, blobs }) => multiplyMonomials(widths, blobs).key);
  const places = new Map([...new Set(fronts)].map((key, place) => [key, place] as const));
  return byFront(sum)
    .map((group) => ({ ...group, place: [...placeOf(group.front, request.k), places.get(group.front.key) ?? 0] }))
    .sort((x, y) => inTurn(x.place, y.place))
    .map(({ front, bracket }) => {
      const blobs = spell((notation) => monomialText(front, notation));
      const [only, ...others] = [...bracket.values()] as [Summand, ...Summand[]];
      const alone = others.length === 0 && only.monomial.factors.length > 0;
      const coefficient = alone ? unlessOne(only.coefficient) : empty;
      const spelled = bracketOf(alone ? single(Q.one, only.monomial) : bracket, request.externals !== null);
      const result = resultOf([coefficient, blobs], spelled);
      return { coefficient, blobs, bracket: spelled, result: request.externals === null ? result : inPieces(result) };
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
