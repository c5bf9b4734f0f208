import { binomial, factorial } from "../../algebra/integers.js";
import { ofOrder, orderOfMonomial } from "../../algebra/orders.js";
import {
  type Accumulator,
  accumulator,
  addProductTo,
  addTerm,
  addTo,
  constant,
  multiplyMonomials,
  type Polynomial,
  sum,
  symbolTerm,
  times,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import { type Expansion, meanShift, plainExpansion, width } from "../../symbols/symbols.js";
import { at, type DoubleSeries, neuronCumulants } from "./neuron.js";
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
  for (let r = 1; r <= k; r++)
    for (const { legs, repeats, blocks } of blocksWithLegs(k, r, 2 * (r - 1 + order), neuron)) {
      const ties = ofOrder(joint(legs), r - 1 + order);
      if (ties.size > 0) addProductTo(total, blocks(), ties, Q.rational(factorial(k), repeats));
    }
  return total;
}

/** The functions of the blocks of all partitions into r blocks, with given powers of g. */
interface Blocks {
  readonly legs: readonly number[];
  /** The product of the factorials of how often equal powers occur. */
  readonly repeats: bigint;
  /** The sum over the sizes of the blocks of their product. */
  readonly blocks: () => Polynomial;
}

/**
 * The powers of g at r blocks of k externals, `most` in all, nonincreasing; where there are several blocks each has one at
 * least. The product of the blocks' functions is made block by block as a series in t, whose power is the size of the
 * blocks so far, so that powers with the same beginning share its product.
 */
function* blocksWithLegs(k: number, r: number, most: number, neuron: DoubleSeries): Generator<Blocks> {
  const least = r === 1 ? 0 : 1;
  function* choose(
    legs: readonly number[],
    run: number,
    repeats: bigint,
    left: number,
    made: () => Polynomial[],
  ): Generator<Blocks> {
    const rest = r - legs.length;
    if (rest === 0) {
      yield { legs, repeats, blocks: () => made()[k] ?? zeroPolynomial };
      return;
    }
    const last = legs.at(-1) ?? left;
    for (let m = least; m <= Math.min(last, left - least * (rest - 1)); m++) {
      const again = legs.length > 0 && m === last ? run + 1 : 1;
      // Not before it is wanted: most powers tie nothing.
      const next = once(() => timesSeries(made(), m, k - (rest - 1), rest === 1 ? k : 0, neuron));
      yield* choose([...legs, m], again, repeats * BigInt(again), left - m, next);
    }
  }
  yield* choose([], 0, 1n, most, () => [constant(Q.one)]);
}

/** A value made when it is asked for first. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A series in t times that of one more block with m powers of g, from t^from to t^to. */
function timesSeries(
  series: readonly Polynomial[],
  m: number,
  to: number,
  from: number,
  neuron: DoubleSeries,
): Polynomial[] {
  const product = Array.from({ length: to + 1 }, () => accumulator());
  series.forEach((before, i) => {
    if (before.size === 0) return;
    for (let p = Math.max(1, from - i); p <= to - i; p++)
      addProductTo(product[i + p] as Accumulator, before, at(neuron, p, m));
  });
  return product;
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
        addProductThrough(order, total, cumulants[j] as Polynomial, moment(i - j), Q.rational(binomial(i - 1, j - 1)));
      return total;
    },
    (i) => String(i),
  );
  const joint = memoised(
    (powers: readonly number[]): Polynomial => {
      // kappa(X_1..X_r) = <X_1..X_r> - sum over proper subsets S of {1..r} with 1 in S of kappa(S) <the rest>, those with
      // the same powers at once.
      const total = accumulator();
      const sum = powers.reduce((a, b) => a + b, 0);
      addTo(total, moment(sum));
      const [first = 0, ...others] = powers;
      for (const { within, ways } of subsetsByPowers(others)) {
        if (within.length === others.length) continue;
        const rest = moment(sum - first - within.reduce((a, b) => a + b, 0));
        addProductThrough(order, total, joint([first, ...within]), rest, Q.rational(-ways));
      }
      return total;
    },
    (powers) => powers.join(),
  );
  return joint;
}

/** What the subsets of a nonincreasing list hold, also nonincreasing, and how many hold it. */
function* subsetsByPowers(
  list: readonly number[],
): Generator<{ readonly within: readonly number[]; readonly ways: bigint }> {
  const [first] = list;
  if (first === undefined) {
    yield { within: [], ways: 1n };
    return;
  }
  const times = list.filter((power) => power === first).length;
  for (const { within, ways } of subsetsByPowers(list.slice(times)))
    for (let i = 0; i <= times; i++)
      yield { within: [...Array.from({ length: i }, () => first), ...within], ways: ways * binomial(times, i) };
}

/** Adds the part of factor x a x b through a power of 1/n. */
function addProductThrough(order: number, total: Accumulator, a: Polynomial, b: Polynomial, factor: Q.Rational): void {
  const known = [...b.values()].map((term) => ({ term, power: orderOfMonomial(term.monomial) }));
  for (const x of a.values()) {
    const room = order - orderOfMonomial(x.monomial);
    const scaled = Q.multiply(x.coefficient, factor);
    for (const { term, power } of known)
      if (power <= room)
        addTerm(total, Q.multiply(scaled, term.coefficient), multiplyMonomials(x.monomial, term.monomial));
  }
}
