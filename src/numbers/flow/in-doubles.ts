import type { Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import type { TheorySymbol } from "../../symbols/symbols.js";

/** A polynomial at the values of its symbols, and the sum of the sizes of its terms. */
export function inDoubles(
  polynomial: Polynomial,
  valueAt: (symbol: TheorySymbol) => number,
): { readonly value: number; readonly size: number } {
  let [value, size] = [0, 0];
  for (const { coefficient, monomial } of polynomial.values()) {
    const term = monomial.factors.reduce(
      (product, { symbol, power }) => product * valueAt(symbol) ** power,
      Q.toNumber(coefficient),
    );
    value += term;
    size += Math.abs(term);
  }
  return { value, size };
}
