import { memoised } from "../../foundation/memoised.js";
import type { Activation } from "../activations/activation.js";
import { pivotedRoot } from "../analysis/cholesky.js";
import { factorials, type Jet, multiplyCoefficients, padded, powersOf } from "../analysis/jets.js";
import { type FieldFunction, gaussianAverage } from "../analysis/quadrature.js";
import type { Pairs } from "../networks/pairs.js";

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

/** An average that depends on neither order, and is made once. */
export const memoisedByPairs = (compute: PairAverages): PairAverages => {
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
  const covariance = (i: number, j: number): number => kernel[pairs.index(i, j)]!;
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
  const powerOf = memoised((n: number) => powersOf(coefficients, n, multiplyCoefficients)[n]!, String);
  return memoisedByPairs((externals, legs) => {
    // The product is one polynomial an input; so are its derivatives, up to the factors 1/2.
    const { times, derivatives, factor } = fieldsOf(externals, legs, pairs);
    const polynomials = times.map((n, i) => differentiated(powerOf(n), derivatives[i]!));
    let total = 0;
    const powers = times.map(() => 0);
    const expand = (i: number, coefficient: number): void => {
      if (coefficient === 0) return;
      if (i === polynomials.length) {
        total += coefficient * moment([...powers]);
        return;
      }
      polynomials[i]!.forEach((c, power) => {
        powers[i] = power;
        expand(i + 1, coefficient * c);
      });
      powers[i] = 0;
    };
    expand(0, factor);
    return total;
  });
}

function differentiated(polynomial: readonly number[], times: number): readonly number[] {
  let result = polynomial;
  for (let i = 0; i < times; i++) result = result.slice(1).map((c, j) => c * (j + 1));
  return result.length === 0 ? [0] : result;
}

/**
 * The averages of any activation, by quadrature; kinks are met exactly. A derivative of a power of sigma that holds a delta function
 * is a point weight; where one holds the derivative of a delta function all derivatives are moved onto the Gaussian instead, which
 * needs the inverse of the kernel at the inputs concerned.
 * @param points quadrature points a panel of 2.4 standard deviations: 12 give eleven digits for tanh at variance 1
 */
export function quadratureAverages(
  activation: Activation,
  kernel: ArrayLike<number>,
  pairs: Pairs,
  points = 12,
): ProductAverages {
  return memoisedByPairs((externals, legs) => {
    const { times, derivatives, factor } = fieldsOf(externals, legs, pairs);
    const present = times.flatMap((n, i) => (n > 0 || derivatives[i]! > 0 ? [i] : []));
    const covariance = present.map((i) => present.map((j) => kernel[pairs.index(i, j)]!));
    const fields = present.map((i) => ({ times: times[i]!, derivatives: derivatives[i]! }));
    const root = pivotedRoot(covariance, exhausted);
    const functions = fields.map((field) => derivativeOfPower(activation, field));
    if (functions.every((f) => f !== undefined)) return factor * gaussianAverage(functions, root, points);
    return factor * byHermite(activation, fields, covariance, root, points);
  });
}

/** A variance given the others below this part of the largest is rounding of a kernel that layers before have made. */
export const exhausted = 1e-13;

/** A field as an average has it: so many factors sigma, so many derivatives. */
export interface Field {
  readonly times: number;
  readonly derivatives: number;
}

/**
 * < d_{i1} d_{i2} ... f > = < f h >: every derivative in turn takes the polynomial h (1 at first) to h (K^-1 phi)_i - d_i h. Then f h is a sum of
 * products of functions of one field each.
 * @throws RangeError where the kernel at these inputs has no inverse
 */
function byHermite(
  activation: Activation,
  fields: readonly Field[],
  covariance: readonly (readonly number[])[],
  root: readonly (readonly number[])[],
  points: number,
): number {
  const inverse = inverseOf(covariance);
  if (inverse === undefined)
    throw new RangeError(
      `${activation.name}: a derivative of a delta function at inputs whose kernel has no inverse; this correction is not computed`,
    );
  let polynomial = new Map<string, Term>([["", { coefficient: 1, powers: fields.map(() => 0) }]]);
  fields.forEach(({ derivatives }, i) => {
    for (let d = 0; d < derivatives; d++) polynomial = withDerivative(polynomial, i, inverse[i]!);
  });
  let total = 0;
  for (const { coefficient, powers } of polynomial.values()) {
    const functions = fields.map(({ times }, i) => {
      const power = powers[i]!;
      return {
        value: (x: number) => activation.value(x) ** times * x ** power,
        kinks: activation.kinks.map(({ at }) => ({ at, weight: 0 })),
      };
    });
    total += coefficient * gaussianAverage(functions, root, points);
  }
  return total;
}

interface Term {
  readonly coefficient: number;
  readonly powers: readonly number[];
}

/** h (K^-1 phi)_i - d_i h. */
function withDerivative(polynomial: ReadonlyMap<string, Term>, i: number, row: readonly number[]): Map<string, Term> {
  const next = new Map<string, Term>();
  const add = (coefficient: number, powers: readonly number[]) => {
    const key = powers.join();
    next.set(key, { coefficient: coefficient + (next.get(key)?.coefficient ?? 0), powers });
  };
  const changed = (powers: readonly number[], j: number, by: number) => powers.map((p, at) => (at === j ? p + by : p));
  for (const { coefficient, powers } of polynomial.values()) {
    row.forEach((entry, j) => {
      if (entry !== 0) add(coefficient * entry, changed(powers, j, 1));
    });
    const power = powers[i]!;
    if (power > 0) add(-coefficient * power, changed(powers, i, -1));
  }
  return next;
}

/** The inverse of a covariance by Gauss's elimination, or undefined where it is nearly singular. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  const largest = Math.max(...matrix.map((row, i) => row[i]!));
  for (let i = 0; i < n; i++) {
    // A covariance needs no exchange of rows: its pivots are variances given the fields before.
    const pivot = rows[i]![i]!;
    if (!(pivot > 1e-7 * largest)) return undefined;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let r = 0; r < n; r++) {
      const factor = rows[r]![i]!;
      if (r !== i) rows[r] = rows[r]!.map((value, c) => value - factor * rows[i]![c]!);
    }
  }
  return rows.map((row) => row.slice(n));
}

/** How often sigma stands at each input, how often it is differentiated there, and the factors 1/2 of legs (y,y). */
export function fieldsOf(
  externals: readonly number[],
  legs: readonly number[],
  pairs: Pairs,
): { readonly times: number[]; readonly derivatives: number[]; readonly factor: number } {
  const times = Array.from({ length: pairs.inputs }, () => 0);
  const derivatives = Array.from({ length: pairs.inputs }, () => 0);
  let factor = 1;
  const addTo = (counts: number[], i: number) => {
    counts[i] = counts[i]! + 1;
  };
  for (const pair of externals) for (const i of pairs.list[pair] as readonly [number, number]) addTo(times, i);
  for (const leg of legs) {
    const [i, j] = pairs.list[leg] as readonly [number, number];
    if (i === j) factor /= 2;
    addTo(derivatives, i);
    addTo(derivatives, j);
  }
  return { times, derivatives, factor };
}

/** The k-th derivative of sigma^m as a function of one field; undefined where it is more singular than a delta function. */
function derivativeOfPower(
  { taylor, kinks, value }: Activation,
  { times: m, derivatives: k }: Field,
): FieldFunction | undefined {
  const factorial = factorials(k)[k]!;
  const power = (sigma: Jet): Jet => padded(powersOf(sigma, m)[m]!, k);
  const jumps = kinks.map(({ at, left, right }) => {
    const [below, above] = [power(left(k)), power(right(k))];
    return { at, sizes: below.map((coefficient, j) => above[j]! - coefficient) };
  });
  // A derivative that is infinite at a kink is no point weight either.
  const isSingular = ({ sizes }: { readonly sizes: readonly number[] }): boolean =>
    sizes.slice(0, Math.max(0, k - 1)).some((size) => !(Math.abs(size) <= 1e-14)) ||
    (k > 0 && !Number.isFinite(sizes[k - 1]));
  if (jumps.some(isSingular)) return undefined;
  return {
    value: k === 0 ? (x) => value(x) ** m : (x) => factorial * power(taylor(x, k))[k]!,
    // The (k-1)-th derivative jumps by (k-1)! times the jump of its Taylor coefficient.
    kinks: jumps.map(({ at, sizes }) => ({ at, weight: k === 0 ? 0 : (factorial / k) * sizes[k - 1]! })),
  };
}
