import * as Q from "../algebra/rational.js";
import { kindOf } from "../symbols/kinds.js";
import type { CumulantLayer, TheorySymbol } from "../symbols/symbols.js";

/* What generated modules call the symbols, how they explain them, and how they write numbers. */

/** A name that is an identifier in every common language: n1, V4, K1, d2D3. */
export const variableName = (symbol: TheorySymbol): string => kindOf(symbol).identifier(symbol);

/** What an input is, in words. */
export const meaning = (symbol: TheorySymbol, cumulantsOf?: CumulantLayer): string =>
  kindOf(symbol).meaning(symbol, cumulantsOf);

/**
 * A number that is not negative as the double nearest to it: a quotient of integers where both are exact, else the
 * double itself.
 * @param point written after a whole number, ".0" where a language would divide integers
 */
export function doubleLiteral({ num, den }: Q.Rational, point = ""): string {
  const whole = (n: bigint): string => `${n}${point}`;
  if (isExact(num) && isExact(den)) return den === 1n ? whole(num) : `(${whole(num)} / ${whole(den)})`;
  const text = String(Q.toNumber({ num, den }));
  return /[.e]/.test(text) ? text : `${text}${point}`;
}

/** A number that is not negative, exactly: p, or (p/q). */
export const exactFactor = (value: Q.Rational): string => (value.den === 1n ? Q.toText(value) : `(${Q.toText(value)})`);

/** A double that is not negative, spelt with a point or an exponent where a language would take it for an integer. */
export function pointed(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A name in camel case, scalingLoss, as it is written where words are joined by underscores: scaling_loss. */
export const snakeCase = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])[A-Z](?=[a-z])/g, (letter) => `_${letter.toLowerCase()}`);

const isExact = (n: bigint): boolean => n <= BigInt(Number.MAX_SAFE_INTEGER) && n >= -BigInt(Number.MAX_SAFE_INTEGER);
