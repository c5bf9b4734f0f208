import { factorial } from "../algebra/integers.js";
import { memoised } from "../algebra/memoised.js";
import { integerPartitions, setPartitionsOfType } from "../algebra/partitions.js";
import { accumulator, addProductTo, addTo, type Polynomial, product } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { at, neuronCumulants } from "./neuron.js";
import { blobTerm } from "./series.js";

/*
 * V_2k at any order without a diagram: the law of total cumulance, written out (docs/theory.md, "From one layer to the
 * next"). The k-th cumulant of G is the sum over set partitions of the externals of joint cumulants of the blocks'
 * functions of g; each function is a power series in g; and the joint cumulant of powers of g follows from g's moments,
 * which follow from its cumulants V_2b / n'^{b-1}. Only partitions of numbers are listed: no graph, no symmetry factor.
 */

/**
 * The collected sum of V_2k / (C_W^k n_{l-1}^{k-1}) at exactly `loops` orders of 1/n beyond leading, about the full mean. For
 * k = 1 the mean, (K - C_b)/C_W.
 */
export function loopSeries(k: number, loops: number): Polynomial {
  // A block of p among r has at most r - 1 + 2 loops <= k - p + 2 loops legs: each blob but the last joins two more.
  const neuron = neuronCumulants(k, (p) => k - p + 2 * loops);
  const joint = jointCumulants();
  const total = accumulator();
  for (const sizes of integerPartitions(k)) {
    const r = sizes.length;
    const ways = Q.rational(setPartitionsOfType(sizes) * sizes.reduce((all, p) => all * factorial(p), 1n));
    for (const legs of legCounts(r, 2 * (r - 1 + loops))) {
      const ties = ofOrder(joint(legs), r - 1 + loops);
      if (ties.size === 0) continue;
      const blocks = product(sizes.map((p, i) => at(neuron, p, legs[i] as number)));
      addProductTo(total, blocks, ties, ways);
    }
  }
  return total;
}

/** The legs at each of r blocks, at most `most` in all; a block without legs is constant, and stands alone or not at all. */
function* legCounts(r: number, most: number): Generator<number[]> {
  if (r === 1) {
    for (let m = 0; m <= most; m++) yield [m];
    return;
  }
  function* choose(blocks: number, rest: number): Generator<number[]> {
    if (blocks === 0) yield [];
    else
      for (let m = 1; m <= rest - (blocks - 1); m++)
        for (const others of choose(blocks - 1, rest - m)) yield [m, ...others];
  }
  yield* choose(r, most);
}

/** kappa(g^{m_1}, ..., g^{m_r}) as a polynomial in V_2b and n', remembering what it has computed. */
function jointCumulants(): (powers: readonly number[]) => Polynomial {
  const moment = memoised(kernelMoment, (i) => String(i));
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
      return total;
    },
    (powers) => powers.join(),
  );
  return (powers) => joint([...powers].sort(descending));
}

const descending = (a: number, b: number): number => b - a;

/** < g^i > about the full mean: the partitions of i into blobs of degree >= 2. */
function kernelMoment(i: number): Polynomial {
  const total = accumulator();
  for (const degrees of integerPartitions(i, 2))
    addTo(total, product(degrees.map(blobTerm)), Q.rational(setPartitionsOfType(degrees)));
  return total;
}

/** The terms with the given power of 1/n'. */
const ofOrder = (p: Polynomial, order: number): Polynomial =>
  new Map(
    [...p].filter(([, { monomial: m }]) => {
      const widths = m.factors.find(({ symbol }) => symbol.kind === "width");
      return (widths?.power ?? 0) === -order;
    }),
  );
