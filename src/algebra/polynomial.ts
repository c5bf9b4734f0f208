import { compareSymbols, parseSymbol, type TheorySymbol } from "../symbols/symbols.js";
import * as Q from "./rational.js";

/** A product of symbols to nonzero integer powers, in the order of symbols; widths carry negative powers. */
export interface Monomial {
  readonly factors: readonly Factor[];
  /** The monomial as text, unique to it. */
  readonly key: string;
}

/** A symbol to a nonzero integer power. */
export interface Factor {
  readonly symbol: TheorySymbol;
  readonly power: number;
}

/** A monomial with its exact coefficient. */
export interface Summand {
  readonly coefficient: Q.Rational;
  readonly monomial: Monomial;
}

/** A sum of monomials with exact coefficients, none of them zero; the key of an entry is its monomial's. */
export type Polynomial = ReadonlyMap<string, Summand>;

function fromSorted(factors: readonly Factor[]): Monomial {
  let key = "";
  for (const { symbol, power } of factors) key += `${symbol.name}^${power} `;
  return { factors, key };
}

export const unit: Monomial = fromSorted([]);

/** A monomial from factors in any order, symbols possibly repeated. */
export const monomial = (factors: readonly (readonly [TheorySymbol, number])[]): Monomial =>
  collected(factors.map(([symbol, power]) => ({ symbol, power })));

/** Sorts factors and adds the powers of equal symbols. */
function collected(factors: Factor[]): Monomial {
  const merged: Factor[] = [];
  for (const { symbol, power } of factors.sort((a, b) => compareSymbols(a.symbol, b.symbol))) {
    const last = merged.at(-1);
    if (last?.symbol.name === symbol.name) merged[merged.length - 1] = { symbol, power: last.power + power };
    else merged.push({ symbol, power });
  }
  return fromSorted(merged.filter(({ power }) => power !== 0));
}

/** The product, by merging the two sorted lists of factors. */
export function multiplyMonomials(a: Monomial, b: Monomial): Monomial {
  if (a.factors.length === 0) return b;
  if (b.factors.length === 0) return a;
  const merged: Factor[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [x, y] = [a.factors[i], b.factors[j]];
    if (x === undefined && y === undefined) return fromSorted(merged);
    const order = x === undefined ? 1 : y === undefined ? -1 : compareSymbols(x.symbol, y.symbol);
    if (y === undefined || order < 0) {
      merged.push(x as Factor);
      i++;
    } else if (x === undefined || order > 0) {
      merged.push(y);
      j++;
    } else {
      const power = x.power + y.power;
      if (power !== 0) merged.push({ symbol: x.symbol, power });
      i++;
      j++;
    }
  }
}

/** The part of a monomial whose symbols satisfy a condition. */
export const restrict = (m: Monomial, keep: (symbol: TheorySymbol) => boolean): Monomial =>
  fromSorted(m.factors.filter((f) => keep(f.symbol)));

/** A monomial with other symbols in place of its own; equal ones are gathered. */
export const renameMonomial = (m: Monomial, rename: (symbol: TheorySymbol) => TheorySymbol): Monomial =>
  collected(m.factors.map(({ symbol, power }) => ({ symbol: rename(symbol), power })));

/** A polynomial with other symbols in place of its own; equal monomials are gathered. */
export function renameSymbols(p: Polynomial, rename: (symbol: TheorySymbol) => TheorySymbol): Polynomial {
  const total = accumulator();
  for (const { coefficient, monomial: m } of p.values()) addTerm(total, coefficient, renameMonomial(m, rename));
  return total;
}

export const zeroPolynomial: Polynomial = new Map();

export const constant = (value: Q.Rational): Polynomial => single(value, unit);

/** The polynomial with one term (or none, for a zero coefficient). */
export const single = (coefficient: Q.Rational, m: Monomial): Polynomial =>
  Q.isZero(coefficient) ? zeroPolynomial : new Map([[m.key, { coefficient, monomial: m }]]);

/** The polynomial coefficient * symbol^power. */
export const symbolTerm = (symbol: TheorySymbol, power = 1, coefficient: Q.Rational = Q.one): Polynomial =>
  single(coefficient, monomial([[symbol, power]]));

/** A sum under construction, added to in place by the functions below so that long sums do not copy themselves. */
export type Accumulator = Map<string, Summand>;

export const accumulator = (): Accumulator => new Map();

/** Adds coefficient * m to the sum under construction. */
export function addTerm(total: Accumulator, coefficient: Q.Rational, m: Monomial): void {
  const old = total.get(m.key);
  const next = old === undefined ? coefficient : Q.add(old.coefficient, coefficient);
  if (Q.isZero(next)) total.delete(m.key);
  else total.set(m.key, { coefficient: next, monomial: old?.monomial ?? m });
}

/** Adds factor * p to the sum under construction. */
export function addTo(total: Accumulator, p: Polynomial, factor: Q.Rational = Q.one): void {
  for (const { coefficient, monomial: m } of p.values()) addTerm(total, Q.multiply(coefficient, factor), m);
}

/** Adds factor * a * b to the sum under construction. */
export function addProductTo(total: Accumulator, a: Polynomial, b: Polynomial, factor: Q.Rational = Q.one): void {
  for (const x of a.values()) {
    const scaled = Q.multiply(x.coefficient, factor);
    for (const y of b.values())
      addTerm(total, Q.multiply(scaled, y.coefficient), multiplyMonomials(x.monomial, y.monomial));
  }
}

export function sum(terms: Iterable<Polynomial>): Polynomial {
  const total = accumulator();
  for (const p of terms) addTo(total, p);
  return total;
}

export const plus = (a: Polynomial, b: Polynomial): Polynomial => sum([a, b]);

export function times(a: Polynomial, b: Polynomial): Polynomial {
  const product = accumulator();
  addProductTo(product, a, b);
  return product;
}

export function scale(p: Polynomial, factor: Q.Rational): Polynomial {
  const scaled = accumulator();
  addTo(scaled, p, factor);
  return scaled;
}

export const minus = (a: Polynomial, b: Polynomial): Polynomial => plus(a, scale(b, Q.rational(-1)));

/** The product of any number of polynomials; those with one term are gathered first, since most have just one. */
export function product(factors: readonly Polynomial[]): Polynomial {
  let coefficient = Q.one;
  const symbols: Factor[] = [];
  const sums: Polynomial[] = [];
  for (const factor of factors) {
    const [only] = factor.values();
    if (factor.size === 1 && only) {
      coefficient = Q.multiply(coefficient, only.coefficient);
      symbols.push(...only.monomial.factors);
    } else sums.push(factor);
  }
  return sums.reduce(times, single(coefficient, collected(symbols)));
}

/** Whether two polynomials have the same monomials with the same coefficients. */
export function samePolynomial(a: Polynomial, b: Polynomial): boolean {
  if (a.size !== b.size) return false;
  for (const [key, { coefficient }] of a) {
    const other = b.get(key);
    if (other === undefined || !Q.equals(coefficient, other.coefficient)) return false;
  }
  return true;
}

/** How products of symbols are compared. */
export interface ProductOrder {
  /** Which of two symbols comes first. */
  readonly symbols: (s: TheorySymbol, t: TheorySymbol) => number;
  /** Whether of one symbol's powers the smaller comes first, or the larger. */
  readonly powers: "ascending" | "descending";
  /** What is compared before the symbols: a whole number; left out, nothing. */
  readonly first?: (factors: readonly Factor[]) => number;
}

/**
 * Summands in an order of their products: factors in the order of symbols, compared in turn; where one product begins the other, the
 * shorter comes first. Products are compared as texts, a character a number: symbols are compared once each.
 */
export function inProductOrder(summands: Iterable<Summand>, { symbols, powers, first }: ProductOrder): Summand[] {
  const list = [...summands];
  const distinct = new Map<string, TheorySymbol>();
  for (const { monomial: m } of list)
    for (const { symbol } of m.factors) if (!distinct.has(symbol.name)) distinct.set(symbol.name, symbol);
  const places = new Map([...distinct.values()].sort(symbols).map(({ name }, place) => [name, place] as const));
  const placeOf = ({ symbol }: Factor): number => places.get(symbol.name) as number;
  const sign = powers === "ascending" ? 1 : -1;
  return list
    .map((summand) => {
      const given = summand.monomial.factors;
      const isInOrder = given.every((factor, i) => i === 0 || placeOf(given[i - 1] as Factor) < placeOf(factor));
      const factors = isInOrder ? given : [...given].sort((a, b) => placeOf(a) - placeOf(b));
      let text = first === undefined ? "" : String.fromCharCode(middle + first(factors));
      for (const factor of factors) text += String.fromCharCode(placeOf(factor), middle + sign * factor.power);
      return { summand, text };
    })
    .sort((x, y) => (x.text < y.text ? -1 : x.text > y.text ? 1 : 0))
    .map(({ summand }) => summand);
}

/** The character of the number 0. */
const middle = 0x8000;

/** The monomials sorted by their symbols and powers: the fixed order of JSON and of generated code. */
export const sorted = (p: Polynomial): Summand[] =>
  inProductOrder(p.values(), { symbols: compareSymbols, powers: "ascending" });

/** The derivative by a symbol, whose powers may be negative. */
export function derivative(p: Polynomial, by: TheorySymbol): Polynomial {
  const total = accumulator();
  for (const { coefficient, monomial: m } of p.values()) {
    const power = m.factors.find(({ symbol }) => symbol.name === by.name)?.power ?? 0;
    if (power !== 0)
      addTerm(total, Q.multiply(coefficient, Q.rational(power)), multiplyMonomials(m, monomial([[by, -1]])));
  }
  return total;
}

/** The symbols that occur in p, in their order. */
export function symbolsOf(p: Polynomial): TheorySymbol[] {
  const found = new Map<string, TheorySymbol>();
  for (const { monomial: m } of p.values()) for (const f of m.factors) found.set(f.symbol.name, f.symbol);
  return [...found.values()].sort(compareSymbols);
}

/** The exact value at given values of the symbols. @throws RangeError naming a symbol that was given none. */
export function evaluate(p: Polynomial, value: (symbol: TheorySymbol) => Q.Rational | undefined): Q.Rational {
  let total = Q.zero;
  for (const { coefficient, monomial: m } of p.values()) {
    let term = coefficient;
    for (const { symbol, power } of m.factors) {
      const v = value(symbol);
      if (v === undefined) throw new RangeError(`no value was given for ${symbol.name}`);
      term = Q.multiply(term, Q.power(v, power));
    }
    total = Q.add(total, term);
  }
  return total;
}

/** A monomial with its coefficient as JSON has it: exact numbers as text, powers by symbol. */
export interface PlainSummand {
  readonly coefficient: string;
  readonly powers: { readonly [symbol: string]: number };
}

/** The plain data of a polynomial, in the fixed order of {@link sorted}. */
export const toPlain = (p: Polynomial): PlainSummand[] =>
  sorted(p).map(({ coefficient, monomial: m }) => ({
    coefficient: Q.toText(coefficient),
    powers: Object.fromEntries(m.factors.map((f) => [f.symbol.name, f.power])),
  }));

/** Reads what {@link toPlain} writes. @throws SyntaxError for a text that is not a number or a symbol. */
export const fromPlain = (terms: readonly PlainSummand[]): Polynomial =>
  sum(
    terms.map(({ coefficient, powers }) =>
      single(
        Q.fromText(coefficient),
        monomial(Object.entries(powers).map(([name, exponent]) => [parseSymbol(name), exponent] as const)),
      ),
    ),
  );
