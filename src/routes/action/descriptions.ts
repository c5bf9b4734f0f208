import { binomial } from "../../algebra/integers.js";
import {
  type Accumulator,
  accumulator,
  addProductTo,
  addTerm,
  constant,
  type Factor,
  monomial,
  type Polynomial,
  plus,
  symbolTerm,
  times,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { commonWidth, type Expansion, fieldsSquared, kernelOf } from "../../symbols/symbols.js";
import { cumulantOfOrder } from "./cumulants.js";

/*
 * The two descriptions of one layer: an average over parameters, which is one over the random kernel G, and an integral
 * over functions with the weight e^{-S}. Both give <q^k>, order by order in 1/n_{l-1}, as polynomials in n, K and V_2b;
 * S alone says the second, and the cumulants of G alone the first.
 */

/** n(n+2)...(n+2k-2): <q^k> of n unit normals. */
export function chiSquaredMoment(k: number): Polynomial {
  let product = constant(Q.one);
  for (let i = 0; i < k; i++) product = times(product, plus(symbolTerm(commonWidth), constant(Q.rational(2 * i))));
  return product;
}

/** <q^k> over parameters, entry p its part of order 1/n_{l-1}^p: n(n+2)...(n+2k-2) <G^k>, <G^k> by its cumulants. */
export function overParameters(k: number, order: number, expansion: Expansion): Polynomial[] {
  const kernel = symbolTerm(kernelOf(expansion));
  // moments[m][p] of <G^m>: sum over the cumulant that the last G is in.
  const moments: Polynomial[][] = [ofOrders(order, (p) => (p === 0 ? constant(Q.one) : zeroPolynomial))];
  for (let m = 1; m <= k; m++)
    moments.push(
      ofOrders(order, (p) => {
        const total = accumulator();
        addProductTo(total, kernel, moments[m - 1]?.[p] as Polynomial);
        for (let b = 1; b <= m; b++)
          for (let s = 1; s <= p; s++)
            addProductTo(
              total,
              cumulantOfOrder(b, s, expansion),
              moments[m - b]?.[p - s] as Polynomial,
              Q.rational(binomial(m - 1, b - 1)),
            );
        return total;
      }),
    );
  return (moments[k] as Polynomial[]).map((moment) => times(moment, chiSquaredMoment(k)));
}

/**
 * e^{-(S_1 + S_2 + ...)} by powers of 1/n_{l-1}: the polynomial in q by which a Gaussian is weighed.
 * @param parts S_p, entry 0 empty
 */
export function expandedWeight(parts: readonly Polynomial[]): Polynomial[] {
  // p W_p = -sum_i i S_i W_{p-i}.
  const weight: Polynomial[] = [constant(Q.one)];
  for (let p = 1; p < parts.length; p++) {
    const total = accumulator();
    for (let i = 1; i <= p; i++)
      addProductTo(total, parts[i] as Polynomial, weight[p - i] as Polynomial, Q.rational(-i, p));
    weight.push(total);
  }
  return weight;
}

/** <q^k w> of a weight over the Gaussian of variance K: each q^j is K^j n(n+2)...(n+2j-2). */
export function overFunctions(k: number, weight: readonly Polynomial[], expansion: Expansion): Polynomial[] {
  const kernel = kernelOf(expansion);
  return weight.map((part) => {
    const byPower = new Map<number, Accumulator>();
    for (const { coefficient, monomial: m } of part.values()) {
      const isField = ({ symbol }: Factor): boolean => symbol.name === fieldsSquared.name;
      const j = k + (m.factors.find(isField)?.power ?? 0);
      const own = byPower.get(j) ?? accumulator();
      byPower.set(j, own);
      addTerm(
        own,
        coefficient,
        monomial(m.factors.filter((factor) => !isField(factor)).map(({ symbol, power }) => [symbol, power] as const)),
      );
    }
    // A weight without this power of q has <q^k> of the Gaussian in none of its terms.
    const total = accumulator();
    for (const [j, own] of byPower) addProductTo(total, own, times(symbolTerm(kernel, j), chiSquaredMoment(j)));
    return total;
  });
}

const ofOrders = (order: number, of: (p: number) => Polynomial): Polynomial[] =>
  Array.from({ length: order + 1 }, (_, p) => of(p));
