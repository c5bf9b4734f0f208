import { binomial, factorial } from "../../algebra/integers.js";
import * as Q from "../../algebra/rational.js";
import { inverseOf, powerOf, prime, residueOf } from "../../algebra/residues.js";
import {
  average,
  type Expansion,
  meanShift,
  secondMoment,
  type TheorySymbol,
  vertex,
  width,
} from "../../symbols/symbols.js";

/*
 * V_2k at given values of its symbols, modulo a prime, by the integral over the one variable g: log < exp(n c(t/n, g)) >,
 * the average over g by its moments (docs/theory.md, "At a point, modulo a prime"). Nothing is a polynomial here and
 * no partition, diagram or stationary point enters, so it takes a moment where the sums have millions of terms. Every
 * quantity is a series in h, one power for each 1/n; numbers in them are residues.
 */

/** What an integral is taken of. */
export interface IntegralOf extends Expansion {
  readonly k: number;
  /** How many orders of 1/n beyond leading. */
  readonly orders: number;
}

/**
 * The parts of V_2k / (C_W^k n_{l-1}^{k-1}) of each order beyond leading, entry l that with l more powers of 1/n, modulo
 * {@link prime}; for k = 1 of (K - C_b)/C_W. Cost: k^2 (k + orders)^3 operations.
 * @param value the residue that a symbol of the sum stands for
 */
export function integralAt({ k, orders, about, blobs }: IntegralOf, value: (symbol: TheorySymbol) => number): number[] {
  const cut = k - 1 + orders;
  const means = deviationMoments(2 * cut, cut, deviationCumulants(cut, { about, blobs }, value));
  const cumulants = neuronCumulantsAt(k, 2 * cut, value);
  const inverseWidth = inverseOf(value(width(1)));
  // Entry [j][m]: the coefficient of t^j g^m in exp(n c(t/n, g)), a list by powers of h. <g^m> has m/2 of those at least.
  const exponential: number[][][] = [Array.from({ length: 2 * cut + 1 }, (_, m) => (m === 0 ? [1] : []))];
  for (let j = 1; j <= k; j++) {
    const rows = Array.from({ length: 2 * cut + 1 }, (_, m) => zeros(cut - Math.ceil(m / 2) + 1));
    for (let p = 1; p <= j; p++) {
      // j E_j = sum_p p c_p E_{j-p}; c_p has p - 1 factors 1/n.
      const scale = (((p * inverseOf(j)) % prime) * powerOf(inverseWidth, p - 1)) % prime;
      (cumulants[p] as number[]).forEach((c, m) => {
        const factor = (c * scale) % prime;
        if (factor === 0) return;
        (exponential[j - p] as number[][]).forEach((from, i) => {
          const into = rows[i + m];
          if (into === undefined) return;
          for (let h = 0; h < from.length && h + p - 1 < into.length; h++)
            into[h + p - 1] = ((into[h + p - 1] as number) + factor * (from[h] as number)) % prime;
        });
      });
    }
    exponential.push(rows);
  }
  const averaged = exponential.map((rows) => {
    const total = zeros(cut + 1);
    rows.forEach((row, m) => {
      addProduct(total, row, means[m] as number[], 1);
    });
    return total;
  });
  const log = logarithm(averaged);
  const scale = residueOf(Q.rational(factorial(k)));
  return (log[k] as number[]).slice(k - 1).map((entry) => (entry * scale) % prime);
}

/**
 * The logarithm of a series in t whose coefficients are series themselves, from j A_j = sum_i i L_i A_{j-i}; its constant term is
 * 1, and entry 0 is not looked at.
 */
function logarithm(series: readonly (readonly number[])[]): number[][] {
  const log: number[][] = [[]];
  for (let j = 1; j < series.length; j++) {
    const total = [...(series[j] as number[])];
    for (let i = 1; i < j; i++) {
      const factor = prime - ((i * inverseOf(j)) % prime);
      addProduct(total, log[i] as number[], series[j - i] as number[], factor);
    }
    log.push(total);
  }
  return log;
}

const zeros = (length: number): number[] => Array.from({ length: Math.max(0, length) }, () => 0);

/** Adds factor x a x b to a series in h. */
function addProduct(into: number[], a: readonly number[], b: readonly number[], factor: number): void {
  a.forEach((x, i) => {
    const scaled = (x * factor) % prime;
    if (scaled === 0) return;
    for (let j = 0; j < b.length && i + j < into.length; j++)
      into[i + j] = ((into[i + j] as number) + scaled * (b[j] as number)) % prime;
  });
}

/**
 * Entry [p][m]: the coefficient of t^p g^m in c(t, g) = log < exp(t sigma^2) >_{K+g}, by the logarithm of the moments
 * sum <d^2m Delta^p> t^p g^m / (p! m! 2^m).
 */
function neuronCumulantsAt(k: number, largestM: number, value: (symbol: TheorySymbol) => number): number[][] {
  const moments = Array.from({ length: k + 1 }, (_, p) =>
    Array.from({ length: largestM + 1 }, (_, m) => {
      if (p === 0 || (p === 1 && m === 0)) return 0;
      const one = residueOf(Q.rational(1n, factorial(p) * factorial(m) * 2n ** BigInt(m)));
      return (value(average(2 * m, p)) * one) % prime;
    }),
  );
  const log = logarithm(moments);
  // Delta is measured from <sigma^2>, which is the first cumulant and in no other.
  const first = log[1] as number[];
  first[0] = ((first[0] as number) + (k === 1 ? value(secondMoment) : 0)) % prime;
  return log;
}

/** Entry b: the b-th cumulant of g as a series in h. */
function deviationCumulants(
  cut: number,
  { about, blobs }: Expansion,
  value: (symbol: TheorySymbol) => number,
): number[][] {
  const inverseWidth = inverseOf(value(width(2)));
  const term = (symbol: TheorySymbol, h: number) => (value(symbol) * powerOf(inverseWidth, h)) % prime;
  return Array.from({ length: cut + 2 }, (_, b) =>
    Array.from({ length: cut + 1 }, (_, h) => {
      const order = h - (b - 1);
      if (b === 0 || order < 0 || (b === 1 && (about === "mean" || order === 0))) return 0;
      if (b === 1) return term(meanShift(order), h);
      if (blobs === "full") return order === 0 ? term(vertex(b), h) : 0;
      return term(vertex(b, order), h);
    }),
  );
}

/** < g^i > for i through `largest` as series in h, from the cumulants: sum_j binom(i-1, j-1) kappa_j < g^{i-j} >. */
function deviationMoments(largest: number, cut: number, cumulants: readonly (readonly number[])[]): number[][] {
  const moments = [[1, ...zeros(cut)]];
  for (let i = 1; i <= largest; i++) {
    const total = zeros(cut + 1);
    for (let j = 1; j <= i && j < cumulants.length; j++) {
      const factor = residueOf(Q.rational(binomial(i - 1, j - 1)));
      addProduct(total, cumulants[j] as number[], moments[i - j] as number[], factor);
    }
    moments.push(total);
  }
  return moments;
}
