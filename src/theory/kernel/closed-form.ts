import { factorial } from "../../algebra/integers.js";
import { integerPartitions } from "../../algebra/partitions.js";
import {
  type Factor,
  type Monomial,
  monomial,
  type Polynomial,
  type Summand,
  symbolTerm,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { average, type Expansion, plainExpansion, secondMoment, vertex, width } from "../../symbols/symbols.js";

/*
 * The leading order of V_2k in closed form, monomial by monomial: no diagram, no recursion, nothing that is collected
 * (docs/theory.md, "In closed form"). A monomial has s averages <d^{2 m_i} Delta^{p_i}> and b blobs V_{2 e_j}; its legs
 * are m = sum m_i = sum e_j in all, and its function vertices r = m - b + 1, as in every tree. Its coefficient is
 *
 *   (-1)^{s-r} k! (b-1)! (s-1)! e_r(m_1, ..., m_s)
 *     / ( 2^m prod p_i! m_i! x prod (e_j - 1)! x repeats of equal averages x repeats of equal blobs ),
 *
 * where e_r is the elementary symmetric polynomial; without blobs (m = 0, r = 1) (b-1)! e_r is 1.
 *
 * Source: Lagrange's inversion of the stationary equations, with the cumulants of a neuron as log M of its moments M.
 * Of r cumulants a derivative is taken, (M_g / M)^r, and 1/M^r is a binomial series in M - 1: e_r says in how many ways
 * r of the averages are those whose derivative it is.
 */

/** The largest k for which e_r is exact in doubles: with m <= 2(k-1) it is below 3^k. */
const largestExact = 33;

/**
 * The collected sum of V_2k / (C_W^k n_{l-1}^{k-1}) at leading order, for k >= 2; for k = 1 the mean, (K - C_b)/C_W.
 * Expanded blobs are the leading terms V_2b[0]. Cost: that of writing its monomials down.
 * @throws RangeError past k = 33, where the sum would fit into no memory
 */
export function leadingSum(k: number, { blobs }: Pick<Expansion, "blobs"> = plainExpansion): Polynomial {
  if (k > largestExact) throw new RangeError(`the sum of V_${2 * k} is not written out`);
  if (k === 1) return symbolTerm(secondMoment);
  const sum = new Map<string, Summand>();
  const spelled = averageFactors();
  for (let legs = 0; legs <= 2 * (k - 1); legs++) {
    const fronts = frontsWith(k, legs, blobs === "expanded" ? 0 : undefined);
    const fewest = fronts.findIndex((list) => list.length > 0);
    if (fewest === -1) continue;
    forEachProduct(k, legs, legs === 0 ? 0 : fewest, (averages) => {
      const { factors, key } = spelled(averages);
      const denominator = averages.reduce(
        (all, { p, m }) => all * (factorials[p] as bigint) * (factorials[m] as bigint),
        repeatsOf(averages),
      );
      const s = averages.length;
      const taken = legs === 0 ? [0, 1] : elementary(averages.map(({ m }) => m));
      for (let r = fewest; r <= Math.min(s, k); r++) {
        const ways = BigInt(taken[r] ?? 0);
        if (ways === 0n) continue;
        const signed = (s - r) % 2 === 0 ? ways : -ways;
        const numerator = signed * (factorials[k] as bigint) * (factorials[s - 1] as bigint);
        for (const front of fronts[r] as FrontFactor[]) {
          const product = joined(front.monomial, factors, key);
          sum.set(product.key, {
            coefficient: Q.rational(numerator * front.numerator, denominator * front.denominator),
            monomial: product,
          });
        }
      }
    });
  }
  return sum;
}

/** An average <d^2m Delta^p>. */
interface AverageIndex {
  readonly p: number;
  readonly m: number;
}

/** n! for all n that occur. */
const factorials: readonly bigint[] = Array.from({ length: 2 * largestExact + 1 }, (_, n) => factorial(n));

/** What stands in front of the averages, and its part of the coefficient. */
interface FrontFactor {
  readonly monomial: Monomial;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Entry r: the widths and blobs beside r function vertices with so many legs. */
function frontsWith(k: number, legs: number, order: 0 | undefined): FrontFactor[][] {
  const fronts: FrontFactor[][] = Array.from({ length: k + 1 }, () => []);
  for (const degrees of integerPartitions(legs, 2)) {
    const b = degrees.length;
    const r = legs - b + 1;
    fronts[r]?.push({
      monomial: monomial([
        [width(1), r - k],
        [width(2), b - legs],
        ...degrees.map((e) => [vertex(e, order), 1] as const),
      ]),
      numerator: b === 0 ? 1n : (factorials[b - 1] as bigint),
      denominator: degrees.reduce(
        (all, e) => all * (factorials[e - 1] as bigint),
        2n ** BigInt(legs) * repeatsOf(degrees),
      ),
    });
  }
  return fronts;
}

/** The product of the factorials of how often each entry of a list stands there in a row. */
function repeatsOf(list: readonly unknown[]): bigint {
  let [product, run] = [1n, 0];
  list.forEach((entry, i) => {
    run = i > 0 && list[i - 1] === entry ? run + 1 : 1;
    product *= BigInt(run);
  });
  return product;
}

/** The elementary symmetric polynomials e_0, e_1, ... of some numbers. */
function elementary(of: readonly number[]): number[] {
  const found = [1];
  for (const x of of) {
    if (x === 0) continue;
    found.push(0);
    for (let r = found.length - 1; r > 0; r--) found[r] = (found[r] as number) + x * (found[r - 1] as number);
  }
  return found;
}

/**
 * Calls for every product of averages with k Delta's and so many legs in all, at least `fewest` of which have a leg:
 * a list in the order of symbols, equal averages being the same object. <Delta> is 0 and does not occur.
 */
function forEachProduct(
  k: number,
  legs: number,
  fewest: number,
  call: (averages: readonly AverageIndex[]) => void,
): void {
  const all: AverageIndex[] = [];
  for (let m = 0; m <= legs; m++) for (let p = m === 0 ? 2 : 1; p <= k; p++) all.push({ p, m });
  const most = mostWithLegs(all, k, legs);
  const chosen: AverageIndex[] = [];
  const choose = (from: number, p: number, m: number, withLegs: number): void => {
    if (p === 0) {
      if (m === 0) call(chosen);
      return;
    }
    // In the order of symbols those that still fit come first, and then no more.
    for (let i = from; i < all.length; i++) {
      const next = all[i] as AverageIndex;
      if (next.m > m) return;
      if (next.p > p) continue;
      if (withLegs + (most[i]?.[p]?.[m] as number) < fewest) return;
      chosen.push(next);
      choose(i, p - next.p, m - next.m, withLegs + (next.m > 0 ? 1 : 0));
      chosen.pop();
    }
  };
  choose(0, k, legs, 0);
}

/**
 * Entry [i][p][m]: how many averages with a leg a product of the i-th and later ones with p Delta's and m legs has at
 * most; minus infinity where there is none.
 */
function mostWithLegs(all: readonly AverageIndex[], k: number, legs: number): readonly (readonly Float64Array[])[] {
  const none = () => Array.from({ length: k + 1 }, () => new Float64Array(legs + 1).fill(Number.NEGATIVE_INFINITY));
  const last = none();
  (last[0] as Float64Array)[0] = 0;
  const table = [last];
  for (const { p, m } of [...all].reverse()) {
    const next = (table[0] as Float64Array[]).map((row) => Float64Array.from(row));
    for (let i = p; i <= k; i++)
      for (let j = m; j <= legs; j++) {
        const [row, before] = [next[i] as Float64Array, next[i - p] as Float64Array];
        row[j] = Math.max(row[j] as number, (before[j - m] as number) + (m > 0 ? 1 : 0));
      }
    table.unshift(next);
  }
  return table;
}

/** Averages as the factors of a monomial, remembering those that it has met. */
function averageFactors(): (averages: readonly AverageIndex[]) => { readonly factors: Factor[]; readonly key: string } {
  const known = new Map<AverageIndex, Monomial[]>();
  return (averages) => {
    const factors: Factor[] = [];
    let key = "";
    for (let i = 0; i < averages.length; ) {
      const one = averages[i] as AverageIndex;
      const start = i;
      while (averages[i] === one) i++;
      const powers = known.get(one) ?? [];
      known.set(one, powers);
      powers[i - start] ??= monomial([[average(2 * one.m, one.p), i - start]]);
      const power = powers[i - start] as Monomial;
      factors.push(...power.factors);
      key += power.key;
    }
    return { factors, key };
  };
}

/** A monomial of what stands in front and what comes after it, both in order. */
const joined = (front: Monomial, factors: readonly Factor[], key: string): Monomial => ({
  factors: [...front.factors, ...factors],
  key: front.key + key,
});
