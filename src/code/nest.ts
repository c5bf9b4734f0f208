import { type Polynomial, sorted, symbolsOf } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { compareSymbols, type TheorySymbol } from "../symbols/symbols.js";
import type { Sums } from "../theory/kernel/sums.js";
import { type Builder, type Graph, graphBuilder, oneRef, type Ref, type Scaled } from "./graph.js";

/*
 * Horner's rule in many variables: in an order of the variables, each is taken out of the terms that have it, again and
 * again. The value stays, the number of multiplications falls, and by how much depends on the order.
 */

/** Sums as lists of powers, ready to be nested in one order after another. */
export interface Powers {
  /** The inputs, then the parts. */
  readonly variables: readonly TheorySymbol[];
  /** Which of them have negative powers alone, as widths have: their inverses are taken. */
  readonly inverted: readonly boolean[];
  /** How many of the variables are inputs. */
  readonly inputs: number;
  readonly parts: readonly (readonly PowerTerm[])[];
  readonly sums: readonly (readonly PowerTerm[])[];
}

interface PowerTerm {
  readonly coefficient: Q.Rational;
  /** The power of each variable, or of its inverse. */
  readonly powers: Int16Array;
}

/**
 * The sums over common variables.
 * @throws RangeError for a symbol that has positive powers and negative ones
 */
export function powersOf({ sums, parts }: Sums): Powers {
  const used = new Map(sums.flatMap((sum) => symbolsOf(sum).map((symbol) => [symbol.name, symbol] as const)));
  const isPart = ({ name }: TheorySymbol): boolean => parts.has(name);
  const partSymbols = [...used.values()].filter(isPart).sort(compareSymbols);
  const partSums = partSymbols.map(({ name }) => parts.get(name) as Polynomial);
  for (const sum of partSums) for (const symbol of symbolsOf(sum)) used.set(symbol.name, symbol);
  const inputs = [...used.values()].filter((symbol) => !isPart(symbol)).sort(compareSymbols);
  const variables = [...inputs, ...partSymbols];
  const place = new Map(variables.map(({ name }, i) => [name, i] as const));
  const below = new Set(
    [...sums, ...partSums].flatMap((sum) =>
      [...sum.values()].flatMap(({ monomial }) =>
        monomial.factors.flatMap(({ symbol, power }) => (power < 0 ? [symbol.name] : [])),
      ),
    ),
  );
  const inverted = variables.map(({ name }) => below.has(name));
  const powersIn = (sum: Polynomial): PowerTerm[] =>
    sorted(sum).map(({ coefficient, monomial }) => {
      const powers = new Int16Array(variables.length);
      for (const { symbol, power } of monomial.factors) {
        const at = place.get(symbol.name) as number;
        const given = inverted[at] ? -power : power;
        if (given < 0) throw new RangeError(`no code for ${symbol.name}^${power} beside its negative powers`);
        powers[at] = given;
      }
      return { coefficient, powers };
    });
  return { variables, inverted, inputs: inputs.length, parts: partSums.map(powersIn), sums: sums.map(powersIn) };
}

/** The sums in nested form, variables taken out in the given order (places in `variables`). */
export function nested({ variables, inverted, inputs, parts, sums }: Powers, order: readonly number[]): Graph {
  const builder = graphBuilder(variables.slice(0, inputs));
  const leaves: Scaled[] = [];
  const bracket = (terms: readonly PowerTerm[]): Scaled => builder.sum(termsOf(terms, order, 0, leaves, builder));
  variables.slice(0, inputs).forEach((_, i) => {
    const input = builder.input(i);
    leaves.push({ coefficient: Q.one, of: inverted[i] ? builder.inverse(input) : input });
  });
  for (const part of parts) leaves.push(bracket(part));
  return builder.finish(sums.map(bracket));
}

/** The terms of a sum after the variables from `from` on in the order have been taken out. */
function termsOf(
  terms: readonly PowerTerm[],
  order: readonly number[],
  from: number,
  leaves: readonly Scaled[],
  builder: Builder,
): Scaled[] {
  const monomialOf = ({ coefficient, powers }: PowerTerm): Scaled =>
    productOf(
      coefficient,
      Array.from(powers, (power, i) => [leaves[i], power] as [Scaled, number]).filter(([, power]) => power > 0),
      builder,
    );
  if (terms.length < 2) return terms.map(monomialOf);
  for (let i = from; i < order.length; i++) {
    const variable = order[i] as number;
    const inside = terms.filter(({ powers }) => (powers[variable] as number) > 0);
    if (inside.length < 2) continue;
    const outside = terms.filter(({ powers }) => powers[variable] === 0);
    const shared = Math.min(...inside.map(({ powers }) => powers[variable] as number));
    const divided = inside.map(({ coefficient, powers }) => {
      const rest = powers.slice();
      rest[variable] = (rest[variable] as number) - shared;
      return { coefficient, powers: rest };
    });
    // What is left may share the same variable again.
    const bracket = builder.sum(termsOf(divided, order, i, leaves, builder));
    const taken = productOf(
      Q.one,
      [
        [leaves[variable] as Scaled, shared],
        [bracket, 1],
      ],
      builder,
    );
    return [taken, ...termsOf(outside, order, i + 1, leaves, builder)];
  }
  return terms.map(monomialOf);
}

/** A product whose factors are no products. */
function productOf(
  coefficient: Q.Rational,
  factors: readonly (readonly [Scaled, power: number])[],
  { product, node }: Builder,
): Scaled {
  const refs: Ref[] = [];
  let scale = coefficient;
  for (const [leaf, power] of factors) {
    scale = Q.multiply(scale, Q.power(leaf.coefficient, power));
    const of = node(leaf.of);
    for (let i = 0; i < power; i++)
      if (of.kind === "product") refs.push(...of.factors);
      else refs.push(leaf.of);
  }
  return { coefficient: scale, of: refs.length === 0 ? oneRef : product(refs) };
}
