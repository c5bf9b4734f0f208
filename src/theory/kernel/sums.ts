import { accumulator, addTerm, type Factor, monomial, type Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import type { FunctionVertex } from "../../graphs/diagram.js";
import { type TheorySymbol, vertexFunctionSymbol } from "../../symbols/symbols.js";
import type { Term } from "./term.js";
import { vertexFunction } from "./vertex-function.js";

/** Sums that are evaluated together, over common inputs. */
export interface Sums {
  /** Polynomials in the theory's symbols and in those of the parts. */
  readonly sums: readonly Polynomial[];
  /** What a symbol stands for, by its name: a polynomial in the theory's symbols. */
  readonly parts: ReadonlyMap<string, Polynomial>;
}

/** Sums as they are, without parts. */
export const plainSums = (sums: readonly Polynomial[]): Sums => ({ sums, parts: new Map() });

/**
 * The sums of lists of terms, with the vertex functions kept as parts: a sum has fewer monomials in them than in
 * averages, and each is worked out once.
 */
export function sumsOfTerms(lists: readonly (readonly Term[])[]): Sums {
  const parts = new Map<string, Polynomial>();
  const factorsOf = memoised(
    ({ p, legs }: FunctionVertex): readonly Factor[] => {
      const content = vertexFunction(p, legs);
      const [only] = content.values();
      if (content.size === 1 && only && Q.isOne(only.coefficient)) return only.monomial.factors;
      const symbol = vertexFunctionSymbol(p, legs);
      parts.set(symbol.name, content);
      return [{ symbol, power: 1 }];
    },
    ({ p, legs }) => `${p},${legs}`,
  );
  const sums = lists.map((terms) => {
    const sum = accumulator();
    for (const { diagram, symmetry, halves, widths, blobs } of terms) {
      const factors = [...widths.factors, ...blobs.factors, ...diagram.vertices.flatMap(factorsOf)];
      addTerm(
        sum,
        Q.multiply(symmetry, Q.rational(1n, 2n ** BigInt(halves))),
        monomial(factors.map(({ symbol, power }) => [symbol, power] as const)),
      );
    }
    return sum;
  });
  return { sums, parts };
}

/** Sums in other terms: each summand is mapped, the parts stay. */
export function mapSums(
  { sums, parts }: Sums,
  change: (factors: readonly Factor[], index: number) => readonly (readonly [TheorySymbol, number])[],
): Sums {
  return {
    parts,
    sums: sums.map((sum, index) => {
      const changed = accumulator();
      for (const { coefficient, monomial: m } of sum.values())
        addTerm(changed, coefficient, monomial(change(m.factors, index)));
      return changed;
    }),
  };
}
