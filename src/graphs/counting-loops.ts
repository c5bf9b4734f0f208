import { binomial, factorial, gcd, stirlingRow } from "../algebra/integers.js";
import { integerPartitions } from "../algebra/partitions.js";
import * as Q from "../algebra/rational.js";
import { type Expansion, plainExpansion } from "../symbols/symbols.js";

/*
 * Counting diagrams beyond leading order by formula: nothing here knows of the enumeration. docs/enumeration.md derives
 * both.
 *
 * A blob is a multiset of at least two function vertices (its legs), so a diagram, connected or not, is a set of
 * function vertices with a multiset of such multisets. With h to the power (legs - blobs - function vertices), which is
 * loops - 1 for a connected diagram, disconnected ones multiply, and connected ones follow by a logarithm. A blob of
 * order p in its own series is a kind of its own, with p more powers of h; so is the tadpole K_p, a single function
 * vertex with h^p.
 */

/** The kinds of blobs of degree b, by their power of h beyond that of the legs: the orders p that they may have. */
function* blobKinds(columns: number, { about, blobs }: Expansion): Generator<{ degree: number; power: number }> {
  for (let power = 1; power < columns; power++) {
    if (about === "K_0") yield { degree: 1, power };
    for (let degree = blobs === "expanded" ? 2 : power + 1; degree <= power + 1; degree++) yield { degree, power };
  }
}

/** A polynomial in y and h: entry [r][s] is the coefficient of y^r h^(s - degree in x). */
type Grid = readonly (readonly Q.Rational[])[];

/** A power series in x with such coefficients; h is shifted so that no negative power is stored. */
type GridSeries = readonly Grid[];

/** How far the series are taken: x^k, and h up to the given number of loops. */
interface Cut {
  readonly k: number;
  readonly loops: number;
}

const emptyGrid = (rows: number, columns: number): Q.Rational[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => Q.zero));

/** The columns that are kept: in a product of coefficients of x^i and x^j the shifts add, as the degrees do. */
const columnsOf = ({ k, loops }: Cut): number => k + loops;

function addGridProduct(into: Q.Rational[][], a: Grid, b: Grid, factor: Q.Rational): void {
  a.forEach((rowA, r) => {
    rowA.forEach((x, s) => {
      if (Q.isZero(x)) return;
      const scaled = Q.multiply(x, factor);
      b.forEach((rowB, q) => {
        const target = into[r + q];
        if (target === undefined) return;
        for (let t = 0; s + t < target.length && t < rowB.length; t++) {
          const y = rowB[t] as Q.Rational;
          if (!Q.isZero(y)) target[s + t] = Q.add(target[s + t] as Q.Rational, Q.multiply(scaled, y));
        }
      });
    });
  });
}

/** log of a series with constant term 1, from j A_j = sum_i i L_i A_{j-i}. */
function logarithm(series: GridSeries, cut: Cut): Grid[] {
  const log: Q.Rational[][][] = [emptyGrid(cut.k + 1, columnsOf(cut))];
  for (let j = 1; j <= cut.k; j++) {
    const total = emptyGrid(cut.k + 1, columnsOf(cut));
    const one = [[Q.one]];
    addGridProduct(total, series[j] as Grid, one, Q.one);
    for (let i = 1; i < j; i++) addGridProduct(total, log[i] as Grid, series[j - i] as Grid, Q.rational(-i, j));
    log.push(total);
  }
  return log;
}

/** The same with whole numbers: entry [r][s] is the coefficient of y^r h^(s - degree in x). */
type WholeGrid = bigint[][];

const emptyWholeGrid = (rows: number, columns: number): WholeGrid =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0n));

/**
 * Entry j is j times the coefficient of x^j in the logarithm of a series of whole numbers with constant term 1: whole
 * numbers as well, by j A_j = sum_i i L_i A_{j-i}.
 */
function derivedLogarithm(series: readonly WholeGrid[], { k }: Cut): WholeGrid[] {
  const derived: WholeGrid[] = [[]];
  for (let j = 1; j <= k; j++) {
    const total = (series[j] as WholeGrid).map((row) => row.map((value) => BigInt(j) * value));
    for (let i = 1; i < j; i++)
      (derived[i] as WholeGrid).forEach((left, r) => {
        left.forEach((x, s) => {
          if (x === 0n) return;
          (series[j - i] as WholeGrid).forEach((right, q) => {
            const into = total[r + q];
            if (into === undefined) return;
            for (let t = 0; s + t < into.length; t++) {
              const y = right[t] as bigint;
              if (y !== 0n) into[s + t] = (into[s + t] as bigint) - x * y;
            }
          });
        });
      });
    derived.push(total);
  }
  return derived;
}

/**
 * The number of classes of connected diagrams of V_2k with the given loops, by number of j sums (entry r): Burnside's
 * lemma over the permutations of the function vertices, by cycle type, then the connected ones by the inverse of the
 * Euler transform.
 */
export function loopClassesByJSums(k: number, loops: number, expansion: Expansion = plainExpansion): bigint[] {
  const cut = { k, loops };
  const derived = derivedLogarithm(allDiagrams(cut, expansion), cut);
  // C(x, y, h) = sum over d of mu(d)/d log A(x^d, y^d, h^d), here k times its coefficient of x^k h^(loops - 1).
  const counts = Array.from({ length: k + 1 }, () => 0n);
  for (let d = 1; d <= k; d++) {
    if (k % d !== 0 || moebius(d) === 0) continue;
    // h^((loops-1)/d) stands in the column (loops-1)/d + k/d.
    const column = (loops - 1 + k) / d;
    if (!Number.isInteger(column)) continue;
    (derived[k / d] as WholeGrid).forEach((row, r) => {
      if (r * d <= k) counts[r * d] = (counts[r * d] as bigint) + BigInt(moebius(d)) * (row[column] ?? 0n);
    });
  }
  return counts.map((count) => quotient(count, BigInt(k)));
}

/**
 * The diagrams that need not be connected, by Burnside: the sum over cycle types of what a permutation leaves alone, over
 * the number of permutations.
 */
function allDiagrams(cut: Cut, expansion: Expansion): WholeGrid[] {
  const series = Array.from({ length: cut.k + 1 }, () => emptyWholeGrid(cut.k + 1, columnsOf(cut)));
  (series[0]?.[0] as bigint[])[0] = 1n;
  for (let r = 1; r <= cut.k; r++) {
    const permutations = factorial(r);
    for (const cycles of integerPartitions(r)) {
      // A function vertex brings 1/h; relative to the degree in x that is the column p - 1 for each of its Delta's
      // beyond 1.
      const blobs = blobsLeftAlone(cycles, columnsOf(cut), expansion);
      const like = permutations / centraliser(cycles);
      contentsLeftAlone(cycles, cut.k).forEach((ways, degree) => {
        if (ways === 0n) return;
        const row = series[degree]?.[r] as bigint[];
        const weight = like * ways;
        for (let power = 0; power + degree - r < row.length && power < blobs.length; power++) {
          const column = power + degree - r;
          row[column] = (row[column] as bigint) + (blobs[power] as bigint) * weight;
        }
      });
    }
    for (const grid of series) grid[r] = (grid[r] as bigint[]).map((total) => quotient(total, permutations));
  }
  return series;
}

/** Entry j: in how many ways p's >= 1, constant on each cycle, add up to j. */
function contentsLeftAlone(cycles: readonly number[], k: number): bigint[] {
  let ways = [1n, ...Array.from({ length: k }, () => 0n)];
  for (const length of cycles) {
    const next = ways.map(() => 0n);
    ways.forEach((count, sum) => {
      for (let more = length; sum + more <= k; more += length) next[sum + more] = (next[sum + more] as bigint) + count;
    });
    ways = next;
  }
  return ways;
}

/**
 * Multisets of blobs that a permutation leaves alone, by h^(legs - blobs + orders): exp sum_d 1/d sum_b (blobs of
 * degree b left alone by its d-th power) h^{d(b-1+p)}, from n E_n = sum_j j a_j E_{n-j}, in which j a_j are whole numbers.
 */
function blobsLeftAlone(cycles: readonly number[], columns: number, expansion: Expansion): bigint[] {
  const derived = Array.from({ length: columns }, () => 0n);
  for (let d = 1; d < columns; d++) {
    const byDegree = multisetsLeftAlone(cycles, d, Math.floor((columns - 1) / d) + 1);
    for (const { degree, power } of blobKinds(Math.ceil(columns / d), expansion))
      derived[d * power] = (derived[d * power] as bigint) + BigInt(power) * (byDegree[degree] ?? 0n);
  }
  const multisets = [1n];
  for (let n = 1; n < columns; n++) {
    let total = 0n;
    for (let j = 1; j <= n; j++) total += (derived[j] as bigint) * (multisets[n - j] as bigint);
    multisets.push(quotient(total, BigInt(n)));
  }
  return multisets;
}

/** Entry b: multisets of b elements that the d-th power of a permutation leaves alone. */
function multisetsLeftAlone(cycles: readonly number[], d: number, largest: number): bigint[] {
  const counts = [1n, ...Array.from({ length: largest }, () => 0n)];
  for (const length of cycles) {
    const parts = gcd(length, d);
    for (let part = 0; part < parts; part++)
      for (let b = length / parts; b <= largest; b++)
        counts[b] = (counts[b] as bigint) + (counts[b - length / parts] as bigint);
  }
  return counts;
}

/** exp of a series without constant term, from n E_n = sum_j j a_j E_{n-j}. */
function exponential(series: readonly Q.Rational[]): Q.Rational[] {
  const result = [Q.one];
  for (let n = 1; n < series.length; n++) {
    let total = Q.zero;
    for (let j = 1; j <= n; j++)
      total = Q.add(
        total,
        Q.multiply(Q.multiply(series[j] as Q.Rational, Q.rational(j, n)), result[n - j] as Q.Rational),
      );
    result.push(total);
  }
  return result;
}

/**
 * The sum of the symmetry factors k!/(prod p! |Aut|) of all classes with the given loops, by number of j sums (entry
 * r), by the integral over a single variable that is left when every vertex function and blob is 1. With g's generating
 * function (e^{s h} - 1 - s h)/h it is done in closed form: log sum_r (x/h)^r / r! exp((e^{r h} - 1 - r h)/h), x = e^t
 * - 1. Orders of blobs divide each term by 1 - h; the mean shift adds r h/(1 - h).
 */
export function weightedTotalByJSums(k: number, loops: number, expansion: Expansion = plainExpansion): Q.Rational[] {
  return connectedOn(k, loops, (r, columns) => {
    const exponent = Array.from({ length: columns }, () => Q.zero);
    for (const { degree, power } of blobKinds(columns, expansion))
      exponent[power] = Q.add(
        exponent[power] as Q.Rational,
        Q.rational(BigInt(r) ** BigInt(degree), factorial(degree)),
      );
    return exponential(exponent);
  });
}

/**
 * The number of labelled diagrams with the given loops, by number of j sums (entry r). Function vertices are told apart
 * by their externals, so only blobs and parallel legs can be exchanged: multisets of multisets of r labelled things,
 * prod_b (1 - h^{b-1+p})^{-binom(r+b-1, b)} over degrees and orders, the connected ones by a logarithm.
 */
export function labelledByJSums(k: number, loops: number, expansion: Expansion = plainExpansion): bigint[] {
  const blobsOn = (r: number, columns: number): Q.Rational[] => {
    const exponent = Array.from({ length: columns }, () => Q.zero);
    for (const { degree, power } of blobKinds(columns, expansion))
      for (let d = 1; d * power < columns; d++) {
        const place = d * power;
        exponent[place] = Q.add(exponent[place] as Q.Rational, Q.rational(binomial(r + degree - 1, degree), d));
      }
    return exponential(exponent);
  };
  return connectedOn(k, loops, blobsOn).map(wholeNumber);
}

/** k! [t^k] of log sum_r (x/h)^r / r! blobs(r), x = e^t - 1, at h^(loops - 1), by r. */
function connectedOn(k: number, loops: number, blobs: (r: number, columns: number) => Q.Rational[]): Q.Rational[] {
  const cut = { k, loops };
  const series = Array.from({ length: k + 1 }, (_, r): Grid => {
    return [blobs(r, columnsOf(cut)).map((value) => Q.multiply(value, Q.rational(1n, factorial(r))))];
  });
  const log = logarithm(series, cut);
  // k! [t^k] (e^t - 1)^r = r! S(k, r).
  return stirlingRow(k).map((blocks, r) => {
    const value = r === 0 ? Q.zero : ((log[r] as Grid)[0]?.[loops - 1 + r] ?? Q.zero);
    return Q.multiply(value, Q.rational(blocks * factorial(r)));
  });
}

/** The order of the centraliser of a permutation: prod over lengths a of a^m m!, m cycles of length a. */
function centraliser(cycles: readonly number[]): bigint {
  const repeats = new Map<number, number>();
  for (const length of cycles) repeats.set(length, (repeats.get(length) ?? 0) + 1);
  let order = 1n;
  for (const [length, times] of repeats) order *= BigInt(length) ** BigInt(times) * factorial(times);
  return order;
}

function moebius(n: number): number {
  let [rest, sign] = [n, 1];
  for (let p = 2; p <= rest; p++) {
    if (rest % p !== 0) continue;
    rest /= p;
    if (rest % p === 0) return 0;
    sign = -sign;
  }
  return sign;
}

/** A quotient of whole numbers that is one. @throws RangeError where it is not */
function quotient(total: bigint, by: bigint): bigint {
  if (total % by !== 0n) throw new RangeError(`a count of ${total}/${by}: the formula is wrong`);
  return total / by;
}

const wholeNumber = ({ num, den }: Q.Rational): bigint => quotient(num, den);
