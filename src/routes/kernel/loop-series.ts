import { binomial, factorial } from "../../algebra/integers.js";
import { ofOrder, throughOrder } from "../../algebra/orders.js";
import { integerPartitions, legCounts, setPartitionsOfType } from "../../algebra/partitions.js";
import {
  accumulator,
  addProductTo,
  addTo,
  constant,
  type Polynomial,
  product,
  sum,
  symbolTerm,
  times,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import { type Expansion, meanShift, plainExpansion, width } from "../../symbols/symbols.js";
import { at, neuronCumulants } from "./neuron.js";
import { blobTerm } from "./series.js";

/*
 * V_2k at any order without a diagram: the law of total cumulance, written out (docs/theory.md, "From one layer to the
 * next"). The k-th cumulant of G is the sum over set partitions of the externals of joint cumulants of the blocks'
 * functions of g; each function is a power series in g; and the joint cumulant of powers of g follows from g's moments,
 * which follow from its cumulants: V_2b / n'^{b-1}, or its series; about K_0 also the mean shift. Only partitions of
 * numbers are listed: no graph, no symmetry factor.
 */

/**
 * The collected sum of V_2k / (C_W^k n_{l-1}^{k-1}) at exactly `order` orders of 1/n beyond leading. For k = 1 the
 * mean, (K - C_b)/C_W.
 */
export function loopSeries(k: number, order: number, expansion: Expansion = plainExpansion): Polynomial {
  // A block of p among r has at most r - 1 + 2 order <= k - p + 2 order legs: each blob but the last joins two more.
  const neuron = neuronCumulants(k, (p) => k - p + 2 * order);
  const joint = jointCumulants(kernelCumulants(k - 1 + order, expansion), k - 1 + order);
  const total = accumulator();
  for (const sizes of integerPartitions(k)) {
    const r = sizes.length;
    const ways = Q.rational(setPartitionsOfType(sizes) * sizes.reduce((all, p) => all * factorial(p), 1n));
    for (const legs of legCounts(r, 2 * (r - 1 + order))) {
      const ties = ofOrder(joint(legs), r - 1 + order);
      if (ties.size === 0) continue;
      const blocks = product(sizes.map((p, i) => at(neuron, p, legs[i] as number)));
      addProductTo(total, blocks, ties, ways);
    }
  }
  return total;
}

/**
 * Entry b: the b-th cumulant of the deviation g through 1/n'^order, term by term where the expansion asks for it. About
 * the full mean the first is 0.
 */
function kernelCumulants(order: number, { about, blobs }: Expansion): Polynomial[] {
  const orders = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  const shift = orders(1, about === "K_0" ? order : 0).map((p) =>
    times(symbolTerm(meanShift(p)), symbolTerm(width(2), -p)),
  );
  const vertices = orders(2, order + 1).map((b) =>
    blobs === "full" ? blobTerm(b) : sum(orders(0, order - (b - 1)).map((p) => blobTerm(b, p))),
  );
  return [zeroPolynomial, sum(shift), ...vertices];
}

/**
 * kappa(g^{m_1}, ..., g^{m_r}) through 1/n'^order as a polynomial in V_2b, K_p and n', remembering what it has
 * computed.
 */
function jointCumulants(cumulants: readonly Polynomial[], order: number): (powers: readonly number[]) => Polynomial {
  // <g^i> = sum_j binom(i-1, j-1) kappa_j <g^{i-j}>.
  const moment: (i: number) => Polynomial = memoised(
    (i: number): Polynomial => {
      if (i === 0) return constant(Q.one);
      const total = accumulator();
      for (let j = 1; j <= i && j < cumulants.length; j++)
        addProductTo(total, cumulants[j] as Polynomial, moment(i - j), Q.rational(binomial(i - 1, j - 1)));
      return throughOrder(total, order);
    },
    (i) => String(i),
  );
  const joint = memoised(
    (powers: readonly number[]): Polynomial => {
      // kappa(X_1..X_r) = <X_1..X_r> - sum over proper subsets S of {1..r} with 1 in S of kappa(S) <the rest>.
      const total = accumulator();
      addTo(total, moment(powers.reduce((a, b) => a + b, 0)));
      const others = powers.slice(1);
      for (let bits = 0; bits < 2 ** others.length - 1; bits++) {
        const within = others.filter((_, i) => bits & (1 << i));
        const outside = others.filter((_, i) => !(bits & (1 << i)));
        const rest = moment(outside.reduce((a, b) => a + b, 0));
        addProductTo(total, joint([powers[0] as number, ...within].sort(descending)), rest, Q.rational(-1));
      }
      return throughOrder(total, order);
    },
    (powers) => powers.join(),
  );
  return (powers) => joint([...powers].sort(descending));
}

const descending = (a: number, b: number): number => b - a;
