import { memoised } from "../algebra/memoised.js";
import type { Pairs } from "./pairs.js";

/*
 * Gaussian averages over several inputs, in floating point. No inverse of the kernel is taken anywhere, so repeated and linearly
 * dependent inputs are as good as others.
 */

/** < D_legs prod Delta > over layer l-1: external pairs and legs are numbers of pairs, in any order. */
export type PairAverages = (externals: readonly number[], legs: readonly number[]) => number;

/** < D_legs prod sigma sigma >, without subtractions: what an activation has to offer. */
export type ProductAverages = (externals: readonly number[], legs: readonly number[]) => number;

/** Averages of Delta = sigma sigma - < sigma sigma > from those of products: every Delta is one or the other. */
export function centred(products: ProductAverages): PairAverages {
  const mean = memoised((pair: number) => products([pair], []), String);
  return memoisedByPairs((externals, legs) => {
    let total = 0;
    for (let bits = 0; bits < 2 ** externals.length; bits++) {
      const kept = externals.filter((_, i) => bits & (1 << i));
      if (kept.length === 0 && legs.length > 0) continue;
      let term = kept.length === 0 ? 1 : products(kept, legs);
      externals.forEach((pair, i) => {
        if (!(bits & (1 << i))) term *= -mean(pair);
      });
      total += term;
    }
    return total;
  });
}

const memoisedByPairs = (compute: PairAverages): PairAverages => {
  const known = memoised(
    ({ externals, legs }: { externals: readonly number[]; legs: readonly number[] }) => compute(externals, legs),
    ({ externals, legs }) => `${externals.join()}|${legs.join()}`,
  );
  return (externals, legs) => known({ externals: [...externals].sort(ascending), legs: [...legs].sort(ascending) });
};

const ascending = (a: number, b: number): number => a - b;

/**
 * The averages of a polynomial activation sigma = sum_j coefficients[j] phi^j, by Wick's theorem. A leg (y,y) is 1/2 d_y^2, a leg (y,y')
 * d_y d_y'.
 * @param kernel the covariance, an entry a pair
 */
export function polynomialAverages(
  coefficients: readonly number[],
  kernel: ArrayLike<number>,
  pairs: Pairs,
): ProductAverages {
  const covariance = (i: number, j: number): number => kernel[pairs.index(i, j)] as number;
  /** < prod_i phi_i^{powers_i} >: a field is paired with each of the others. */
  const moment: (powers: readonly number[]) => number = memoised(
    (powers: readonly number[]): number => {
      const first = powers.findIndex((power) => power > 0);
      if (first === -1) return 1;
      const rest = powers.map((power, i) => (i === first ? power - 1 : power));
      let total = 0;
      rest.forEach((power, i) => {
        if (power === 0) return;
        const others = rest.map((p, j) => (j === i ? p - 1 : p));
        total += covariance(first, i) * power * moment(others);
      });
      return total;
    },
    (powers) => powers.join(),
  );
  const powerOf: (n: number) => readonly number[] = memoised(
    (n: number): readonly number[] => (n === 0 ? [1] : multiplied(powerOf(n - 1), coefficients)),
    String,
  );
  return memoisedByPairs((externals, legs) => {
    // The product is one polynomial an input; so are its derivatives, up to the factors 1/2.
    const times = Array.from({ length: pairs.inputs }, () => 0);
    const derivatives = Array.from({ length: pairs.inputs }, () => 0);
    let factor = 1;
    const addTo = (counts: number[], i: number) => {
      counts[i] = (counts[i] as number) + 1;
    };
    for (const pair of externals) for (const i of pairs.list[pair] as readonly [number, number]) addTo(times, i);
    for (const leg of legs) {
      const [i, j] = pairs.list[leg] as readonly [number, number];
      if (i === j) factor /= 2;
      addTo(derivatives, i);
      addTo(derivatives, j);
    }
    const polynomials = times.map((n, i) => differentiated(powerOf(n), derivatives[i] as number));
    let total = 0;
    const powers = times.map(() => 0);
    const expand = (i: number, coefficient: number): void => {
      if (coefficient === 0) return;
      if (i === polynomials.length) {
        total += coefficient * moment([...powers]);
        return;
      }
      (polynomials[i] as readonly number[]).forEach((c, power) => {
        powers[i] = power;
        expand(i + 1, coefficient * c);
      });
      powers[i] = 0;
    };
    expand(0, factor);
    return total;
  });
}

function multiplied(a: readonly number[], b: readonly number[]): number[] {
  const product = Array.from({ length: a.length + b.length - 1 }, () => 0);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      product[i + j] = (product[i + j] as number) + x * y;
    });
  });
  return product;
}

function differentiated(polynomial: readonly number[], times: number): readonly number[] {
  let result = polynomial;
  for (let i = 0; i < times; i++) result = result.slice(1).map((c, j) => c * (j + 1));
  return result.length === 0 ? [0] : result;
}
