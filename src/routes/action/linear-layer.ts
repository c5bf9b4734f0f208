import { factorial } from "../../algebra/integers.js";
import {
  accumulator,
  addProductTo,
  addTerm,
  constant,
  derivative,
  monomial,
  type Polynomial,
  plus,
  symbolTerm,
  times,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { commonWidth, fieldsSquared, kernelSymbol, width } from "../../symbols/symbols.js";

/*
 * The action of a linear layer that is fed by an exactly Gaussian one, in closed form: its kernel is K/n' times a
 * chi-squared of n' = n_{l-1}, P is q^{(n'-n)/4} K_{(n'-n)/2}(sqrt(q n'/K)) with Bessel's K, and Bessel's equation is
 *
 *     q P'' + (1 + (n - n')/2) P' - (n'/4K) P = 0,   ' = d/dq,
 *
 * a recursion of the slope S' in 1/n' where no cumulant stands.
 */

/** dS_p/dq for 1 <= p <= order, entry 0 that of the Gaussian: polynomials in q, n, K^{-1} and n_{l-1}^{-1}. */
export function linearLayerSlopes(order: number): Polynomial[] {
  const q = symbolTerm(fieldsSquared);
  const field = plus(constant(Q.one), symbolTerm(commonWidth, 1, Q.rational(1, 2)));
  const slopes: Polynomial[] = [symbolTerm(kernelSymbol, -1, Q.rational(1, 2))];
  for (let p = 1; p <= order; p++) {
    // (n'/2) S'_p = (1 + n/2) S'_{p-1} - q (sum_i S'_i S'_{p-1-i} - S''_{p-1}).
    const total = accumulator();
    addProductTo(total, field, slopes[p - 1] as Polynomial, Q.rational(2));
    for (let i = 0; i < p; i++)
      addProductTo(total, times(q, slopes[i] as Polynomial), slopes[p - 1 - i] as Polynomial, Q.rational(-2));
    addProductTo(total, q, derivative(slopes[p - 1] as Polynomial, fieldsSquared), Q.rational(2));
    slopes.push(times(total, symbolTerm(width(1), -1)));
  }
  return slopes;
}

/** A polynomial with the cumulants of a linear layer in place of its own: V_2b = 2^{b-1} (b-1)! K^b. */
export function atLinearLayer(part: Polynomial): Polynomial {
  const total = accumulator();
  for (const { coefficient, monomial: m } of part.values()) {
    let value = coefficient;
    const factors = m.factors.map(({ symbol, power }) => {
      if (symbol.kind !== "vertex") return [symbol, power] as const;
      const b = symbol.degree;
      value = Q.multiply(value, Q.power(Q.rational(2n ** BigInt(b - 1) * factorial(b - 1)), power));
      return [kernelSymbol, b * power] as const;
    });
    addTerm(total, value, monomial(factors));
  }
  return total;
}
