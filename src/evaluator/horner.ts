import type { Polynomial, Summand } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { compareSymbols, type TheorySymbol } from "../algebra/symbols.js";

/** An arithmetic expression, as generated code writes it. */
export type Expression =
  | { readonly kind: "number"; readonly value: Q.Rational }
  | { readonly kind: "symbol"; readonly symbol: TheorySymbol }
  | { readonly kind: "product"; readonly factors: readonly Expression[] }
  | { readonly kind: "sum"; readonly terms: readonly Expression[] };

/**
 * A polynomial with nonnegative powers in nested form: again and again the symbol that occurs in most terms is taken out
 * of them. The value is unchanged; the number of multiplications falls.
 */
export function hornerForm(p: Polynomial): Expression {
  return nest([...p.values()]);
}

function nest(terms: readonly Summand[]): Expression {
  const [first] = terms;
  if (first === undefined) return { kind: "number", value: Q.zero };
  if (terms.length === 1) return product(first);
  const common = mostFrequent(terms);
  if (common === undefined) return { kind: "sum", terms: terms.map(product) };
  const [inside, outside] = split(terms, common);
  const taken: Expression = product([{ kind: "symbol", symbol: common }, nest(inside.map((t) => without(t, common)))]);
  if (outside.length === 0) return taken;
  const rest = nest(outside);
  return { kind: "sum", terms: [taken, ...(rest.kind === "sum" ? rest.terms : [rest])] };
}

/** The symbol in the most terms, if any is in two; of equals the first. */
function mostFrequent(terms: readonly Summand[]): TheorySymbol | undefined {
  const counts = new Map<string, { symbol: TheorySymbol; times: number }>();
  for (const { monomial } of terms)
    for (const { symbol } of monomial.factors) {
      const entry = counts.get(symbol.name) ?? { symbol, times: 0 };
      entry.times++;
      counts.set(symbol.name, entry);
    }
  const best = [...counts.values()].sort((a, b) => b.times - a.times || compareSymbols(a.symbol, b.symbol))[0];
  return best !== undefined && best.times > 1 ? best.symbol : undefined;
}

function split(terms: readonly Summand[], symbol: TheorySymbol): [Summand[], Summand[]] {
  const has = (t: Summand) => t.monomial.factors.some((f) => f.symbol.name === symbol.name);
  return [terms.filter(has), terms.filter((t) => !has(t))];
}

const without = (t: Summand, taken: TheorySymbol): Summand => ({
  coefficient: t.coefficient,
  monomial: {
    key: "",
    factors: t.monomial.factors.flatMap((f) => {
      if (f.symbol.name !== taken.name) return [f];
      return f.power > 1 ? [{ symbol: f.symbol, power: f.power - 1 }] : [];
    }),
  },
});

/** A product, of one summand or of given factors; ones and nested products are dissolved. */
function product(of: Summand | readonly Expression[]): Expression {
  const factors: Expression[] = [];
  if ("coefficient" in of) {
    if (!Q.isOne(of.coefficient) || of.monomial.factors.length === 0)
      factors.push({ kind: "number", value: of.coefficient });
    for (const { symbol, power } of of.monomial.factors)
      for (let i = 0; i < power; i++) factors.push({ kind: "symbol", symbol });
  } else for (const factor of of) factors.push(...(factor.kind === "product" ? factor.factors : [factor]));
  const kept = factors.filter((f) => !(f.kind === "number" && Q.isOne(f.value) && factors.length > 1));
  const [only] = kept;
  return kept.length === 1 && only ? only : { kind: "product", factors: kept };
}

/** How many additions and multiplications an expression takes. */
export function operationCount(e: Expression): number {
  switch (e.kind) {
    case "number":
    case "symbol":
      return 0;
    case "product":
      return e.factors.length - 1 + e.factors.reduce((total, f) => total + operationCount(f), 0);
    case "sum":
      return e.terms.length - 1 + e.terms.reduce((total, t) => total + operationCount(t), 0);
  }
}
