import { UserError } from "../../foundation/errors.js";
import type { Activation } from "../activations/activation.js";
import { pivotedRoot } from "../analysis/cholesky.js";
import { factorials, type Jet, padded, powersOf } from "../analysis/jets.js";
import { type FieldFunction, gaussianAverage } from "../analysis/quadrature.js";
import { type PanelRule, panelRule } from "../analysis/rules.js";
import { kernelAt, type Pairs } from "../networks/pairs.js";
import { exhausted, type Field, fieldsOf, memoisedByPairs, type ProductAverages } from "./pair-fields.js";

/**
 * The averages of any activation, by quadrature; kinks are met exactly. A derivative of a power of sigma that holds a
 * delta function is a point weight; where one holds the derivative of a delta function all derivatives are moved onto
 * the Gaussian instead, which needs the inverse of the kernel at the inputs concerned.
 * @param points quadrature points a panel of 2.4 standard deviations: 12 give eleven digits for tanh at variance 1
 */
export function quadratureAverages(
  activation: Activation,
  kernel: ArrayLike<number>,
  pairs: Pairs,
  points = 12,
): ProductAverages {
  const rule = panelRule(points);
  return memoisedByPairs((externals, legs) => {
    const { fields, factor } = fieldsOf(externals, legs, pairs);
    const covariance = kernelAt(
      kernel,
      pairs,
      fields.map(({ input }) => input),
    );
    const root = pivotedRoot(covariance, exhausted);
    const functions = fields.map((field) => derivativeOfPower(activation, field));
    if (functions.every((f) => f !== undefined)) return factor * gaussianAverage(functions, root, rule);
    return factor * byHermite(activation, fields, covariance, root, rule);
  });
}

/**
 * < d_{i1} d_{i2} ... f > = < f h >: every derivative in turn takes the polynomial h (1 at first) to h (K^-1 phi)_i -
 * d_i h. Then f h is a sum of products of functions of one field each.
 * @throws UserError where the kernel at these inputs has no inverse, or nearly none
 */
function byHermite(
  activation: Activation,
  fields: readonly Field[],
  covariance: readonly (readonly number[])[],
  root: readonly (readonly number[])[],
  rule: PanelRule,
): number {
  const inverse = inverseOf(covariance);
  const taken = fields.reduce((sum, { derivatives }) => sum + derivatives, 0);
  // Each derivative that the Gaussian takes brings an entry of the inverse, and what quadrature is off by grows with it.
  const growth = inverse && Math.max(...inverse.map((row, i) => row[i]! * covariance[i]![i]!)) ** (taken / 2);
  if (inverse === undefined || growth! > mostGrowth)
    throw new UserError(
      "activation",
      `${activation.name}: the inputs ${fields.map(({ input }) => `x${input + 1}`).join(", ")} are nearly linearly dependent, and a derivative of an average over them at the kink is not known there\nexpected inputs that differ more, a smoother activation, fewer layers or fewer --loops`,
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
    total += coefficient * gaussianAverage(functions, root, rule);
  }
  return total;
}

/** Of errors of quadrature, some 1e-12. */
const mostGrowth = 1e5;

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

/**
 * The k-th derivative of sigma^m as a function of one field; undefined where it is more singular than a delta function.
 */
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
