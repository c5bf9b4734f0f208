import { memoised } from "../../foundation/memoised.js";

/*
 * Gaussian averages of products of functions of several jointly normal fields, by nested quadrature over independent normals z with
 * phi = A z. A comes from a Cholesky factorisation with pivots, which stops where the kernel is exhausted: a repeated or linearly
 * dependent input brings no further z, and nothing is ever inverted. Each level is divided into panels at the kinks of the fields
 * that it completes, so every panel holds a smooth integrand; and around the kinks of fields that later levels hardly move, where
 * what is left of the integral turns within a short way: so inputs that are nearly the same are no harder than others.
 */

/** A function of one field: its value away from kinks, and what stands at them as a point weight (a delta function). */
export interface FieldFunction {
  value(x: number): number;
  readonly kinks: readonly { readonly at: number; readonly weight: number }[];
}

/** A lower trapezoidal A with kernel = A A^T, rows in the order of the fields. */
export function squareRoot(kernel: readonly (readonly number[])[]): number[][] {
  const n = kernel.length;
  const rest = kernel.map((row) => [...row]);
  const root: number[][] = kernel.map(() => []);
  const largest = Math.max(0, ...kernel.map((row, i) => row[i]!));
  const done = new Set<number>();
  while (done.size < n) {
    let pivot = -1;
    for (let i = 0; i < n; i++) if (!done.has(i) && (pivot < 0 || rest[i]![i]! > rest[pivot]![pivot]!)) pivot = i;
    const variance = rest[pivot]![pivot]!;
    if (variance <= 1e-13 * largest) break;
    done.add(pivot);
    const scale = Math.sqrt(variance);
    const column = rest.map((row) => row[pivot]! / scale);
    for (let i = 0; i < n; i++) {
      root[i]?.push(column[i]!);
      for (let j = 0; j < n; j++) {
        const row = rest[i]!;
        row[j] = row[j]! - column[i]! * column[j]!;
      }
    }
    for (const row of rest) row[pivot] = 0;
  }
  return root;
}

/** Beyond this the normal density is below 1e-20. */
const farthest = 9.6;
const panelWidth = 2.4;

/**
 * The nodes and weights of Gauss-Legendre quadrature on [-1, 1], by Newton's method from Chebyshev's points. The recurrence is that of
 * differences, in the distance t = 1 - x from the end: in x itself the weights near the ends would lose two digits.
 */
export const legendre = memoised((n: number) => {
  const nodes = new Array<number>(n).fill(0);
  const weights = new Array<number>(n).fill(0);
  for (let i = 0; 2 * i < n; i++) {
    let t = 2 * Math.sin((Math.PI * (i + 0.75)) / (2 * n + 1)) ** 2;
    let weight = 0;
    for (let step = 0; step < 20; step++) {
      // (k + 1)(P_{k+1} - P_k) = k (P_k - P_{k-1}) - (2k + 1) t P_k.
      let [before, value, difference] = [1, 1 - t, -t];
      for (let k = 1; k < n; k++) {
        difference = (k * difference - (2 * k + 1) * t * value) / (k + 1);
        [before, value] = [value, value + difference];
      }
      const square = t * (2 - t);
      const slope = (n * (before - (1 - t) * value)) / square;
      weight = 2 / (square * slope * slope);
      const change = value / slope;
      if (Math.abs(change) < 1e-16 * t) break;
      t += change;
    }
    const x = 2 * i + 1 === n ? 0 : 1 - t;
    [nodes[i], nodes[n - 1 - i]] = [x, -x];
    weights[i] = weights[n - 1 - i] = weight;
  }
  return { nodes, weights };
}, String);

/** Below this many standard deviations a field's kink is passed within less than a panel, and gets panels of its own. */
const turns = 0.3;
const aroundTurn = [-8, -4, -1.5, 0, 1.5, 4, 8];

/** The density of a unit normal. */
export const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/**
 * < prod_i f_i(phi_i) > over jointly normal fields of covariance A A^T.
 * @param points quadrature points a panel
 */
export function gaussianAverage(
  functions: readonly FieldFunction[],
  root: readonly (readonly number[])[],
  points: number,
): number {
  const { nodes, weights } = legendre(points);
  const rank = Math.max(0, ...root.map((row) => row.length));
  // The level that completes a field: its last entry that is not zero; constants are complete before the first.
  const level = root.map((row) => row.reduce((last, a, j) => (Math.abs(a) > 1e-13 ? j : last), -1));
  const completedAt = Array.from({ length: rank }, (_, j) => functions.flatMap((_f, i) => (level[i] === j ? [i] : [])));
  let constant = 1;
  functions.forEach((f, i) => {
    if (level[i] === -1) constant *= f.value(0);
  });
  const z = new Array<number>(rank).fill(0);
  const fieldAt = (i: number, upTo: number): number => {
    let value = 0;
    for (let j = 0; j < upTo; j++) value += (root[i]?.[j] ?? 0) * z[j]!;
    return value;
  };

  const integrate = (j: number): number => {
    if (j === rank) return 1;
    const completed = completedAt[j]!;
    const fixed = completed.map((i) => fieldAt(i, j));
    const slopes = completed.map((i) => root[i]![j]!);
    const valueAt = (at: number, without = -1): number => {
      z[j] = at;
      let product = 1;
      completed.forEach((i, c) => {
        if (c !== without && product !== 0) product *= functions[i]!.value(fixed[c]! + slopes[c]! * at);
      });
      return product === 0 ? 0 : product * integrate(j + 1);
    };
    let total = 0;
    const breaks = [-farthest, farthest];
    completed.forEach((i, c) => {
      for (const { at, weight } of functions[i]!.kinks) {
        const place = (at - fixed[c]!) / slopes[c]!;
        if (Math.abs(place) >= farthest) continue;
        breaks.push(place);
        if (weight !== 0) total += ((weight * density(place)) / Math.abs(slopes[c]!)) * valueAt(place, c);
      }
    });
    root.forEach((row, i) => {
      const slope = row[j] ?? 0;
      if (level[i]! <= j || Math.abs(slope) < 1e-13) return;
      const left = Math.hypot(...row.slice(j + 1)) / Math.abs(slope);
      if (left > turns) return;
      for (const { at } of functions[i]!.kinks) {
        const place = (at - fieldAt(i, j)) / slope;
        for (const steps of aroundTurn)
          if (Math.abs(place + steps * left) < farthest) breaks.push(place + steps * left);
      }
    });
    breaks.sort((a, b) => a - b);
    for (let b = 1; b < breaks.length; b++) {
      const [from, to] = [breaks[b - 1]!, breaks[b]!];
      const panels = Math.ceil((to - from) / panelWidth);
      for (let p = 0; p < panels; p++) {
        const half = (to - from) / panels / 2;
        const middle = from + (2 * p + 1) * half;
        for (let i = 0; i < points; i++) {
          const at = middle + half * nodes[i]!;
          total += half * weights[i]! * density(at) * valueAt(at);
        }
      }
    }
    return total;
  };
  return constant === 0 ? 0 : constant * integrate(0);
}
