import { factorial } from "../../algebra/integers.js";
import { integerPartitions } from "../../algebra/partitions.js";
import { accumulator, addTerm, monomial, type Polynomial } from "../../algebra/polynomial.js";
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
      monomial([
        ...sizes.map((size) => [vertex(size + 1), 1] as const),
        [kernelSymbol, -power - r],
        [width(1), -p],
      ]),
    );
  }
  return total;
}
