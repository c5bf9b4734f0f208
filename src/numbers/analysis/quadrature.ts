import { alongPanels, density, type PanelRule } from "./rules.js";

/*
 * Gaussian averages of products of functions of several jointly normal fields, by nested quadrature over independent
 * normals z with phi = A z. A comes from a Cholesky factorisation with pivots, which stops where the kernel is
 * exhausted: a repeated or linearly dependent input brings no further z, and nothing is ever inverted. Each level is
 * divided into panels at the kinks of the fields that it completes, so every panel holds a smooth integrand; and around
 * the kinks of fields that later levels hardly move, where what is left of the integral turns within a short way: so
 * inputs that are nearly the same are no harder than others.
 */

/** A function of one field: its value away from kinks, and what stands at them as a point weight (a delta function). */
export interface FieldFunction {
  value(x: number): number;
  readonly kinks: readonly { readonly at: number; readonly weight: number }[];
}

/** Beyond this the normal density is below 1e-20. */
const farthest = 9.6;
const panelWidth = 2.4;

/**
 * Below this many standard deviations a field's kink is passed within less than a panel, and gets panels of its own.
 */
const turns = 0.3;
/** A part of a field that is none: of variances it is epsilon. */
const rounded = 1.5e-8;
const aroundTurn = [-8, -4, -1.5, 0, 1.5, 4, 8];

/**
 * < prod_i f_i(phi_i) > over jointly normal fields of covariance A A^T.
 * @param rule the points of a panel
 */
export function gaussianAverage(
  functions: readonly FieldFunction[],
  root: readonly (readonly number[])[],
  rule: PanelRule,
): number {
  const rank = Math.max(0, ...root.map((row) => row.length));
  // The level that completes a field: its last entry that is not zero; constants are complete before the first.
  const level = root.map((row) => {
    // What is left of an entry after others is rounding where it is a root of epsilon of the whole.
    const least = Math.max(1e-13, rounded * Math.hypot(...row));
    return row.reduce((last, a, j) => (Math.abs(a) > least ? j : last), -1);
  });
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
    for (let b = 1; b < breaks.length; b++)
      alongPanels(rule, breaks[b - 1]!, breaks[b]!, panelWidth, (at, weight) => {
        total += weight * density(at) * valueAt(at);
      });
    return total;
  };
  return constant === 0 ? 0 : constant * integrate(0);
}
