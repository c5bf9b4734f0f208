import { describe, expect, test } from "vitest";
import type { Polynomial } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { type Truncated, type TruncatedRing, truncatedRing } from "../../../src/algebra/truncated.js";
import { compile } from "../../../src/answer/compile.js";
import type { Pair, TheorySymbol } from "../../../src/symbols/symbols.js";
import {
  derivative,
  type Entry,
  type JointCumulants,
  kernelMoments,
  momentAt,
  nextCumulant,
  type SeveralInputNetwork,
  secondLayer,
  valueAt,
} from "../../oracle/several-inputs.js";

/*
 * General inputs in real networks: two inputs, polynomial activations with biases, two random layers of small widths.
 * The exact joint cumulants of layer 2's kernel, put into the tensors of our sums, must give those of layer 3's in
 * every power of 1/n.
 */

const q = (num: number, den = 1) => Q.rational(num, den);

const networks: readonly (readonly [string, SeveralInputNetwork])[] = [
  ["x^2", { sigma: [q(0), q(0), q(1)], biasVariance: q(1, 3), weightVariance: q(1, 2), kernel: [q(1), q(1, 2), q(2)] }],
  [
    "x + x^2/2",
    { sigma: [q(0), q(1), q(1, 2)], biasVariance: q(1, 5), weightVariance: q(2, 3), kernel: [q(1), q(-1, 3), q(1, 2)] },
  ],
  [
    "1 + x, the second input three times the first: a singular kernel",
    { sigma: [q(1), q(1)], biasVariance: q(0), weightVariance: q(1), kernel: [q(1), q(3), q(9)] },
  ],
];

/** The value of a labelled sum at layer 2's cumulants: every index over all three pairs. */
function valueAtLayer(
  sum: Polynomial,
  network: SeveralInputNetwork,
  cumulants: JointCumulants,
  inverseWidth: Truncated,
  ring: TruncatedRing,
): Truncated {
  const mean = ([0, 1, 2] as const).map((entry) => cumulants([entry]));
  const entryOf = ([x, y]: Pair): Entry => ((x === "u" ? 0 : 1) + (y === "u" ? 0 : 1)) as Entry;
  const averages = new Map<string, Truncated>();
  const average = (symbol: TheorySymbol, at: ReadonlyMap<string, Entry>): Truncated => {
    const pairs = (symbol.pairs ?? []).map(entryOf);
    const legs = (symbol.indices ?? []).map((index) => at.get(index) as Entry);
    const key = `${pairs.join()}|${[...legs].sort().join()}`;
    const found = averages.get(key);
    if (found) return found;
    // Delta is sigma sigma less its mean, a number: the derivatives act on the products that are left.
    let total = ring.constant(Q.zero);
    for (let bits = 0; bits < 2 ** pairs.length; bits++) {
      const kept = pairs.filter((_, i) => bits & (1 << i));
      const means = pairs.filter((_, i) => !(bits & (1 << i)));
      const differentiated = legs.reduce(derivative, momentAt(network.sigma, kept));
      const subtracted = means
        .map((entry) => valueAt(momentAt(network.sigma, [entry]), mean, ring))
        .reduce(ring.multiply, ring.constant(q(means.length % 2 === 0 ? 1 : -1)));
      total = ring.add(total, ring.multiply(valueAt(differentiated, mean, ring), subtracted));
    }
    averages.set(key, total);
    return total;
  };
  let total = ring.constant(Q.zero);
  for (const { coefficient, monomial } of sum.values()) {
    const indices = [...new Set(monomial.factors.flatMap(({ symbol }) => symbol.indices ?? []))];
    for (let choice = 0; choice < 3 ** indices.length; choice++) {
      const at = new Map(indices.map((index, i) => [index, (Math.floor(choice / 3 ** i) % 3) as Entry] as const));
      let term = ring.constant(coefficient);
      for (const { symbol, power } of monomial.factors) {
        const factor =
          symbol.kind === "width"
            ? symbol.back === 1
              ? inverseWidth
              : ring.constant(Q.one)
            : symbol.kind === "vertex"
              ? cumulants((symbol.indices ?? []).map((index) => at.get(index) as Entry))
              : symbol.kind === "second-moment"
                ? valueAt(momentAt(network.sigma, (symbol.pairs ?? []).map(entryOf)), mean, ring)
                : average(symbol, at);
        term = ring.multiply(term, ring.power(factor, Math.abs(power)));
        if (term.every(Q.isZero)) break;
      }
      total = ring.add(total, term);
    }
  }
  return total;
}

describe.each(networks)("sigma = %s, two inputs", (_, network) => {
  test.each([
    ["K(u,v) through 2 loops", [1], 2],
    ["K(v,v) through 1 loop", [2], 1],
    ["V_4(u,u; v,v) through 1 loop", [0, 2], 2],
    ["V_4(u,v; u,v) through 1 loop", [1, 1], 2],
    ["V_4(u,u; u,v) through 2 loops", [0, 1], 3],
    ["V_6(u,u; u,v; v,v)", [0, 1, 2], 2],
    ["V_6(u,v; u,v; v,u) through 1 loop", [1, 1, 1], 3],
    ["V_8(u,u; u,v; v,v; u,v)", [0, 1, 2, 1], 3],
  ] as const)("%s", (request, entries, cut) => {
    const ring = truncatedRing(1, cut);
    const [first, second] = [3, 7].map((n) => ring.scale(ring.variable(0), q(1, n))) as [Truncated, Truncated];
    const cumulants = secondLayer(network, first, ring);
    const exact = nextCumulant(network, entries, kernelMoments(cumulants, ring), second, ring);
    const value = valueAtLayer(compile(request).sum, network, cumulants, second, ring);
    const found = ring.scale(value, Q.power(network.weightVariance, entries.length));
    const whole = entries.length === 1 ? ring.add(found, ring.constant(network.biasVariance)) : found;
    expect(whole.map(Q.toText)).toEqual(exact.map(Q.toText));
    expect(Q.isZero(exact[entries.length - 1] as Q.Rational)).toBe(false);
  });
});
