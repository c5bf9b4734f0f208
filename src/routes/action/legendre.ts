import { factorial } from "../../algebra/integers.js";
import { integerPartitions } from "../../algebra/partitions.js";
import {
  accumulator,
  addProductTo,
  addTerm,
  derivative,
  monomial,
  type Polynomial,
  scale,
  symbolTerm,
  times,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { kernelSymbol, vertex, width } from "../../symbols/symbols.js";

/*
 * The leading couplings of an action, which are its trees, by a Legendre transform (docs/theory-action.md). Where q is
 * as large as n' = n_{l-1}, S = n' sigma(q/n') with sigma(x) = min_G [I(G) + x/2G], and I the rate function of the
 * kernel, the Legendre transform of w(s) = K s + sum_b V_2b s^b/b!. At the minimum G = w'(s), s = x/2G^2 and
 * sigma'(x) = 1/2G; Lagrange's inversion of x = 2 s w'(s)^2 is
 *
 *     [x^{p+1}] sigma = [s^p] w'(s)^{-(2p+1)} / (2^{p+1} (p+1)(2p+1)).
 */

/** The coupling of q^{p+1} in S_p, 1/n_{l-1}^p included. Cost: the partitions of p. */
export function leadingCoupling(p: number): Polynomial {
  const total = accumulator();
  const power = 2 * p + 1;
  const common = Q.rational(1n, 2n ** BigInt(p + 1) * BigInt((p + 1) * power));
  for (const sizes of integerPartitions(p)) {
    // (K + u)^{-power} has (-1)^r (power)(power+1)...(power+r-1)/r! u^r K^{-power-r}; a part i of p is V_{2(i+1)}/i!.
    const r = sizes.length;
    let coefficient = Q.multiply(common, Q.rational(r % 2 === 0 ? 1 : -1));
    for (let i = 0; i < r; i++) coefficient = Q.multiply(coefficient, Q.rational(power + i));
    const repeats = new Map<number, number>();
    for (const size of sizes) {
      coefficient = Q.multiply(coefficient, Q.rational(1n, factorial(size)));
      repeats.set(size, (repeats.get(size) ?? 0) + 1);
    }
    for (const repeat of repeats.values()) coefficient = Q.multiply(coefficient, Q.rational(1n, factorial(repeat)));
    addTerm(
      total,
      coefficient,
      monomial([...sizes.map((size) => [vertex(size + 1), 1] as const), [kernelSymbol, -power - r], [width(1), -p]]),
    );
  }
  return total;
}

/**
 * The leading couplings by the flow in the cumulants: where S' is as large as n' its square outweighs S'', and the flow
 * is a Hamilton-Jacobi equation, p S_p = - sum_b ((b-1) kappa_b/b!) [(-S')^b], ' = d/dK. Entry p is the coupling of
 * q^{p+1}, entry 0 that of the Gaussian. Cost: the squares of the partitions of the order.
 */
export function leadingByFlow(order: number): Polynomial[] {
  // couplings[p] of q^{p+1}; slopes[p] = -d/dK of it.
  const couplings: Polynomial[] = [symbolTerm(kernelSymbol, -1, Q.rational(1, 2))];
  const slopes: Polynomial[] = [scale(derivative(couplings[0] as Polynomial, kernelSymbol), Q.rational(-1))];
  // powers[b][r]: the part of (-S')^b with r orders, whose power of q is b + r.
  const powers: Polynomial[][] = [[], slopes];
  for (let p = 1; p <= order; p++) {
    const total = accumulator();
    for (let b = 2; b <= p + 1; b++) {
      const row = powers[b] ?? [];
      powers[b] = row;
      const lower = powers[b - 1] as Polynomial[];
      for (let r = row.length; r <= p - b + 1; r++) {
        const part = accumulator();
        for (let s = 0; s <= r; s++) addProductTo(part, slopes[s] as Polynomial, lower[r - s] as Polynomial);
        row.push(part);
      }
      const blob = times(symbolTerm(vertex(b)), symbolTerm(width(1), 1 - b));
      addProductTo(total, blob, row[p - b + 1] as Polynomial, Q.rational(-BigInt(b - 1), factorial(b) * BigInt(p)));
    }
    couplings.push(total);
    slopes.push(scale(derivative(total, kernelSymbol), Q.rational(-1)));
  }
  return couplings;
}
