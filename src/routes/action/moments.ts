import { binomial, factorial } from "../../algebra/integers.js";
import {
  type Accumulator,
  accumulator,
  addProductTo,
  addTerm,
  addTo,
  constant,
  monomial,
  type Polynomial,
  scale,
  symbolTerm,
  times,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import {
  commonWidth,
  type Expansion,
  fieldsSquared,
  kernelOf,
  plainExpansion,
  type TheorySymbol,
} from "../../symbols/symbols.js";
import { cumulantOfOrder } from "./cumulants.js";

/*
 * The action from the moments of the kernel (docs/theory-action.md, route A). The density of n fields that are Gaussian
 * with a random variance G is an average; expanded about K = <G> it is
 *
 *     P / p_0 = sum_m mu_m (-1/K)^m L_m^{(n/2 - 1)}(q/2K),
 *
 * mu_m the central moments of G and L_m Laguerre's polynomials, since these are the derivatives of
 * G^{-n/2} e^{-q/2G}. S is minus the logarithm, order by order in 1/n_{l-1}.
 */

/**
 * S_p for 1 <= p <= order, entry 0 left empty: polynomials in q, n, K^{-1}, n_{l-1}^{-1} and V_2b; about K_0 in K_0^{-1}
 * and K_p, with expanded blobs in V_2b[p]. Cost: the squares of their numbers of monomials.
 */
export function actionByMoments(order: number, expansion: Expansion = plainExpansion): Polynomial[] {
  const ratio = densityRatio(order, expansion);
  // p L_p = p P_p - sum_{0<i<p} i L_i P_{p-i}, the logarithm of a series that begins with 1.
  const log: Polynomial[] = [constant(Q.zero)];
  for (let p = 1; p <= order; p++) {
    const total = accumulator();
    addTo(total, ratio[p] as Polynomial);
    for (let i = 1; i < p; i++)
      addProductTo(total, log[i] as Polynomial, ratio[p - i] as Polynomial, Q.rational(-i, p));
    log.push(total);
  }
  return log.map((part) => scale(part, Q.rational(-1)));
}

/** P/p_0 by powers of 1/n_{l-1}. */
function densityRatio(order: number, expansion: Expansion): Polynomial[] {
  const kernel = kernelOf(expansion);
  const orders = Array.from({ length: order + 1 }, accumulator);
  addTo(orders[0] as Accumulator, constant(Q.one));
  // A moment about K of order p has blocks of two at least, m <= 2p; about K_0 also the mean, m <= 2p all the same.
  const moments = momentsByOrder(order, expansion);
  for (let m = 1; m <= 2 * order; m++) {
    const basis = scaledLaguerre(m, kernel);
    for (let p = 1; p <= order; p++) addProductTo(orders[p] as Accumulator, moments[m]?.[p] as Polynomial, basis);
  }
  return orders;
}

/** mu_m by powers of 1/n_{l-1}: mu_m = sum_b binomial(m-1, b-1) kappa_b mu_{m-b}. */
function momentsByOrder(order: number, expansion: Expansion): Polynomial[][] {
  const moments: Polynomial[][] = [
    Array.from({ length: order + 1 }, (_, p) => (p === 0 ? constant(Q.one) : zeroPolynomial)),
  ];
  for (let m = 1; m <= 2 * order; m++)
    moments.push(
      Array.from({ length: order + 1 }, (_, p) => {
        const total = accumulator();
        for (let b = 1; b <= Math.min(m, p + 1); b++)
          for (let s = Math.max(1, b - 1); s <= p; s++)
            addProductTo(
              total,
              cumulantOfOrder(b, s, expansion),
              moments[m - b]?.[p - s] as Polynomial,
              Q.rational(binomial(m - 1, b - 1)),
            );
        return total;
      }),
    );
  return moments;
}

/** (-1/K)^m L_m^{(n/2-1)}(q/2K): L_m^{(a)}(x) = sum_i (-x)^i/i! (a+i+1)(a+i+2)...(a+m)/(m-i)!. */
function scaledLaguerre(m: number, kernel: TheorySymbol): Polynomial {
  const total = accumulator();
  // (a+i+1)...(a+m) with a = n/2 - 1, from i = m downwards.
  let rising = constant(Q.one);
  for (let i = m; i >= 0; i--) {
    const coefficient = Q.rational((m + i) % 2 === 0 ? 1 : -1, 2n ** BigInt(i) * factorial(i) * factorial(m - i));
    const power = accumulator();
    addTerm(
      power,
      coefficient,
      monomial([
        [fieldsSquared, i],
        [kernel, -(m + i)],
      ]),
    );
    addProductTo(total, power, rising);
    const factor = accumulator();
    addTo(factor, symbolTerm(commonWidth, 1, Q.rational(1, 2)));
    addTo(factor, constant(Q.rational(i - 1)));
    rising = times(rising, factor);
  }
  return total;
}
