import { binomial, stirlingRow } from "../../algebra/integers.js";
import { orderOfMonomial } from "../../algebra/orders.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import { loopRange } from "../../graphs/counting.js";
import { weightedTotalByJSums } from "../../graphs/counting-loops.js";
import type { TheorySymbol } from "../../symbols/symbols.js";
import type { CheckOf } from "../certificate.js";
import type { UnlistedClaim } from "../claims.js";

/**
 * The sum where sigma^2 is Poisson with the mean e^g, so that every vertex function is 2^m for its m legs, and every
 * blob is 1: what is left are the symmetry factors, whose sum is known by number of j sums.
 */
export const poissonNeurons: CheckOf<UnlistedClaim> = {
  name: "Poisson neurons",
  of: "sums without diagrams",
  cannotSee: "errors of monomials with as many j sums that cancel",
  look({ k, loops, sum, about, blobs }) {
    const value = memoised(poissonValue, ({ name }) => name);
    const found = new Map<string, Q.Rational>();
    for (const { coefficient, monomial } of sum.values()) {
      let [product, jSums] = [1n, k];
      for (const { symbol, power } of monomial.factors) {
        if (symbol.kind === "width" && symbol.back === 1) jSums = k + power;
        else if (symbol.kind === "average") product *= value(symbol) ** BigInt(power);
      }
      const key = `${orderOfMonomial(monomial) - (k - 1)},${jSums}`;
      const { num, den } = coefficient;
      found.set(key, Q.add(found.get(key) ?? Q.zero, Q.rational(num * product, den)));
    }
    let total = Q.zero;
    for (const order of loopRange(loops))
      for (const [r, expected] of weightedTotalByJSums(k, order, { about, blobs }).entries()) {
        const here = found.get(`${order},${r}`) ?? Q.zero;
        total = Q.add(total, expected);
        if (!Q.equals(here, expected))
          return {
            passed: false,
            detail: `with ${r} j sum${r === 1 ? "" : "s"} at order ${order} the sum is ${Q.toText(here)}, the symmetry factors add up to ${Q.toText(expected)}`,
          };
      }
    return { passed: true, detail: `the sum is ${Q.toText(total)}, and so is that of all symmetry factors, by j sums` };
  },
};

/** < d^2m Delta^p > over a Poisson variable of mean e^g, where d^2 is twice the derivative by g, at g = 0. */
function poissonValue(symbol: TheorySymbol): bigint {
  if (symbol.kind !== "average") throw new RangeError(`no average: ${symbol.name}`);
  const [m, p] = [symbol.derivatives / 2, symbol.deltas];
  // < X^j > is the Touchard polynomial sum_i S(j, i) e^{ig}; Delta = X - 1.
  let total = 0n;
  for (let j = 0; j <= p; j++)
    stirlingRow(j).forEach((blocks, i) => {
      const sign = (p - j) % 2 === 0 ? 1n : -1n;
      total += sign * binomial(p, j) * blocks * BigInt(i) ** BigInt(m);
    });
  return total * 2n ** BigInt(m);
}
