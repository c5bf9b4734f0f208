import {
  type Average,
  average,
  type MeanShift,
  meanShift,
  secondMoment,
  type TheorySymbol,
  type Vertex,
  vertex,
  withIndices,
} from "../symbols/symbols.js";
import { inTurn } from "./integers.js";
import {
  accumulator,
  addTerm,
  type Factor,
  type Monomial,
  monomial,
  type Polynomial,
  renameMonomial,
} from "./polynomial.js";
import * as Q from "./rational.js";

/*
 * Products of tensors: every index of a leg stands once at a vertex of layer l-1 and once at an average, and is summed
 * over the pairs of inputs. What an index is called means nothing, so monomials are compared with their indices named
 * in one way.
 */

const letters = 26;

/** The name of the i-th summed index: a, b, ..., z, a1, b1, ... */
export const indexName = (i: number): string =>
  String.fromCharCode(97 + (i % letters)) + (i < letters ? "" : String(Math.floor(i / letters)));

/** Whether a symbol is a vertex or mean correction with indices. */
export const isVertexTensor = (symbol: TheorySymbol): symbol is Vertex | MeanShift =>
  (symbol.kind === "vertex" || symbol.kind === "mean") && symbol.indices !== undefined;

/** Whether a symbol is an average over external pairs. */
export const isPairAverage = (symbol: TheorySymbol): symbol is Average =>
  symbol.kind === "average" && symbol.pairs !== undefined;

/** The external pairs of an average, as text. */
export const pairsText = (s: TheorySymbol): string => (s.pairs ?? []).map((pair) => pair.join()).join(";");

/** The factors of a monomial that are contracted with each other, and the rest. */
export interface Contraction {
  /** Averages with indices. */
  readonly averages: readonly Average[];
  /** Vertices and mean corrections. */
  readonly vertices: readonly (Vertex | MeanShift)[];
  readonly rest: readonly Factor[];
}

export function contractionOf(m: Monomial): Contraction {
  const isContracted = ({ symbol }: Factor) => (symbol.indices ?? []).length > 0;
  // A factor with indices stands once: its indices do.
  const contracted = m.factors.filter(isContracted).map(({ symbol }) => symbol);
  return {
    averages: contracted.filter(isPairAverage),
    vertices: contracted.filter(isVertexTensor),
    rest: m.factors.filter((factor) => !isContracted(factor)),
  };
}

/**
 * The monomial with its indices named vertex by vertex, and within a vertex by the averages that they lead to, both in
 * the given order.
 */
export function namedInOrder({ averages, vertices, rest }: Contraction): Monomial {
  const placeOf = new Map(
    averages.flatMap(({ indices = [] }, place) => indices.map((index) => [index, place] as const)),
  );
  const named = averages.map((): string[] => []);
  let next = 0;
  const renamed = vertices.map((symbol) => {
    const places = (symbol.indices ?? []).map((index) => placeOf.get(index) as number).sort((a, b) => a - b);
    const indices = places.map((place) => {
      const name = indexName(next++);
      named[place]?.push(name);
      return name;
    });
    return withIndices(symbol, indices);
  });
  return monomial([
    ...rest.map(({ symbol, power }) => [symbol, power] as const),
    ...renamed.map((symbol) => [symbol, 1] as const),
    ...averages.map((symbol, place) => [withIndices(symbol, named[place] as string[]), 1] as const),
  ]);
}

/**
 * The monomial with its indices named in the one way that depends on nothing but the product: averages in the order of
 * their external pairs, then vertices in the order of the averages that they meet. All external pairs must differ.
 */
export function withNamedIndices(m: Monomial): Monomial {
  const { averages, vertices, rest } = contractionOf(m);
  if (vertices.length === 0) return m;
  const ordered = [...averages].sort((s, t) => (pairsText(s) < pairsText(t) ? -1 : 1));
  const placeOf = new Map(
    ordered.flatMap(({ indices = [] }, place) => indices.map((index) => [index, place] as const)),
  );
  const meets = vertices
    .map((symbol) => ({
      symbol,
      places: (symbol.indices ?? []).map((index) => placeOf.get(index) as number).sort((a, b) => a - b),
    }))
    .sort((s, t) => inTurn(sizeOf(s.symbol), sizeOf(t.symbol)) || inTurn(s.places, t.places));
  return namedInOrder({ averages: ordered, vertices: meets.map(({ symbol }) => symbol), rest });
}

/**
 * What a sum over pairs becomes when all inputs are the same: one pair, D = 1/2 d^2, and the tensors are the scalars of
 * the degenerate limit.
 */
export function degenerate(p: Polynomial): Polynomial {
  const total = accumulator();
  for (const { coefficient, monomial: m } of p.values()) {
    const legs = m.factors.reduce((sum, f) => sum + (isPairAverage(f.symbol) ? legsOf(f) : 0), 0);
    addTerm(total, Q.multiply(coefficient, Q.rational(1n, 2n ** BigInt(legs))), renameMonomial(m, scalarOf));
  }
  return total;
}

const legsOf = ({ symbol, power }: Factor): number => (symbol.indices ?? []).length * power;

/** What sorts the vertices of a product: large ones first, and of those the low orders of a series. */
function sizeOf(symbol: TheorySymbol): number[] {
  if (symbol.kind === "mean") return [-symbol.order, 0];
  return symbol.kind === "vertex" ? [-symbol.degree, symbol.order === undefined ? 0 : symbol.order + 1] : [0, 0];
}

function scalarOf(symbol: TheorySymbol): TheorySymbol {
  if (symbol.indices === undefined) return symbol;
  switch (symbol.kind) {
    case "vertex":
      return vertex(symbol.degree, symbol.order);
    case "mean":
      return meanShift(symbol.order);
    case "average":
      return average(symbol.derivatives, symbol.deltas);
    default:
      return secondMoment;
  }
}

/** A sum with the indices of each monomial named in one way, collected. */
export function namedThroughout(p: Polynomial, name: (m: Monomial) => Monomial = withNamedIndices): Polynomial {
  const total = accumulator();
  for (const { coefficient, monomial: m } of p.values()) addTerm(total, coefficient, name(m));
  return total;
}
