import { type Factor, inProductOrder, type Monomial, type Polynomial, type Summand } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { compareSymbols, type TheorySymbol } from "../symbols/symbols.js";

/** A formula in every spelling. */
export interface Spelled {
  readonly text: string;
  readonly latex: string;
  readonly ascii: string;
}

/** How one format spells the parts of a formula. The order of factors and terms is the same in all of them. */
export interface Notation {
  readonly symbol: (symbol: TheorySymbol, power: number) => string;
  readonly fraction: (numerator: string, denominator: string, factorsBelow: number) => string;
  readonly number: (value: bigint) => string;
  /** Between the factors of a product. */
  readonly times: string;
  /** Between a coefficient and what it multiplies. */
  readonly coefficientTimes: string;
  readonly plus: string;
  readonly minus: string;
  readonly negative: string;
}

/** Kinds whose symbols stand in their own order. */
const inOrder: ReadonlySet<TheorySymbol["kind"]> = new Set(["width", "scaling", "spectral-moment"]);

/**
 * Factors as the published table writes them: larger vertices first; averages with more derivatives first and then with
 * more Delta's.
 */
function publishedOrder(s: TheorySymbol, t: TheorySymbol): number {
  if (s.kind !== t.kind || inOrder.has(s.kind)) return compareSymbols(s, t);
  return t.rank - s.rank || compareSymbols(s, t);
}

/** A monomial with its negative powers below a fraction line; "1" when nothing is above. Empty for the unit. */
export function monomialText(m: Monomial, notation: Notation): string {
  const factors = [...m.factors].sort((a, b) => publishedOrder(a.symbol, b.symbol));
  const product = (part: Factor[]) =>
    part.map(({ symbol, power }) => notation.symbol(symbol, Math.abs(power))).join(notation.times);
  const above = factors.filter(({ power }) => power > 0);
  const below = factors.filter(({ power }) => power < 0);
  if (below.length === 0) return product(above);
  return notation.fraction(above.length > 0 ? product(above) : notation.number(1n), product(below), below.length);
}

/** An exact number, as a fraction where it is one. */
export const numberText = (value: Q.Rational, notation: Notation): string => {
  const magnitude = value.num < 0n ? -value.num : value.num;
  const text =
    value.den === 1n
      ? notation.number(magnitude)
      : notation.fraction(notation.number(magnitude), notation.number(value.den), 1);
  return value.num < 0n ? notation.negative + text : text;
};

/** The terms of a bracket as the published table orders them: fewest averages first, so subtractions follow. */
export const bracketOrder = (p: Polynomial): Summand[] =>
  inProductOrder(p.values(), { symbols: publishedOrder, powers: "descending", first: degree });

const degree = (factors: readonly Factor[]): number => factors.reduce((total, { power }) => total + power, 0);

/** The terms of a polynomial, each with its sign: "a", "− 3 b", "+ c"; to be joined by blanks, or broken into lines. */
export const signedTerms = (p: Polynomial, notation: Notation): string[] =>
  bracketOrder(p).map((term, i) => signedTerm(term, notation, i === 0));

/** One term of a sum with its sign, which the first has only where it is negative. */
export function signedTerm({ coefficient, monomial }: Summand, notation: Notation, isFirst: boolean): string {
  const negative = coefficient.num < 0n;
  const magnitude = negative ? Q.negate(coefficient) : coefficient;
  const factors = monomialText(monomial, notation);
  const body =
    factors === ""
      ? numberText(magnitude, notation)
      : Q.isOne(magnitude)
        ? factors
        : numberText(magnitude, notation) + notation.coefficientTimes + factors;
  if (isFirst) return negative ? notation.negative + body : body;
  return (negative ? notation.minus : notation.plus) + body;
}
