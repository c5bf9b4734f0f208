import { groupedBy } from "../../algebra/fronts.js";
import { type Polynomial, scale, single, sorted, symbolTerm, times } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { monomialText, type Notation, numberText, signedTerms } from "../../notation/notation.js";
import { commonWidth, type TheorySymbol } from "../../symbols/symbols.js";

/* How the couplings of an action are spelled: terms with the same cumulants in one bracket of n. */

/** A term of a coupling, with its sign in front where it is not the first: "− 1/16 V₄²/(n′² K⁶) (5 n + 16)". */
export interface SpelledTerm {
  readonly isNegative: boolean;
  readonly body: string;
}

const isNeurons = (symbol: TheorySymbol): boolean => symbol.name === commonWidth.name;

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** The largest rational of which all coefficients are whole multiples, with the sign of that of the highest power of n. */
function contentOf(p: Polynomial): Q.Rational {
  let [above, below] = [0n, 1n];
  for (const { coefficient } of p.values()) {
    above = gcd(above, coefficient.num);
    below = (below * coefficient.den) / gcd(below, coefficient.den);
  }
  const last = sorted(p).at(-1);
  const isNegative = last !== undefined && last.coefficient.num < 0n;
  return Q.rational(isNegative ? -above : above, below);
}

/** The terms of a coupling. */
export function termsOf(coupling: Polynomial, notation: Notation): SpelledTerm[] {
  return groupedBy(sorted(coupling), (symbol) => !isNeurons(symbol)).map(({ front, bracket }) => {
    // A power of n that all terms have stands before the bracket.
    const powers = [...bracket.values()].map(({ monomial: { factors } }) => factors[0]?.power ?? 0);
    const least = Math.min(...powers);
    const content = contentOf(bracket);
    const lowered = scale(times(bracket, symbolTerm(commonWidth, -least)), Q.divide(Q.one, content));
    const magnitude = Q.absolute(content);
    const parts = [
      ...(Q.isOne(magnitude) ? [] : [numberText(magnitude, notation)]),
      monomialText(front, notation),
      ...(least === 0 ? [] : [notation.symbol(commonWidth, least)]),
      ...(lowered.size === 1 ? [] : [`(${descending(lowered, notation)})`]),
    ];
    return { isNegative: content.num < 0n, body: parts.filter((part) => part !== "").join(notation.coefficientTimes) };
  });
}

/** A polynomial of n, the highest power first. */
const descending = (p: Polynomial, notation: Notation): string =>
  sorted(p)
    .toReversed()
    .map(({ coefficient, monomial: m }, i) => {
      const [text = ""] = signedTerms(single(Q.absolute(coefficient), m), notation);
      const isNegative = coefficient.num < 0n;
      return i === 0
        ? (isNegative ? notation.negative : "") + text
        : (isNegative ? notation.minus : notation.plus) + text;
    })
    .join(" ");

/** Terms with their signs, to be joined by blanks. */
export const withSigns = (terms: readonly SpelledTerm[], { plus, minus, negative }: Notation): string[] =>
  terms.map(({ isNegative, body }, i) => (i === 0 ? (isNegative ? negative : "") : isNegative ? minus : plus) + body);
