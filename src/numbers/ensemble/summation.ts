/*
 * What a series in 1/n is taken to say. The series is asymptotic: its terms fall at first and grow in the end, the sooner
 * the deeper the network is for its width; so a sum comes with an estimate of what it leaves out, and more orders are no
 * promise of a better one.
 */

/** How the terms of a series are made a number. */
export type Summation =
  /** all orders that are asked for */
  | "plain"
  /** each series through its smallest term */
  | "smallest"
  /** Pade approximants of the whole, where they are better than the series through its smallest term */
  | "resummed";

/** A prediction, and about how large what it leaves out is. */
export interface Prediction {
  readonly value: number;
  readonly truncation: number;
  /** The last order that is in the value. */
  readonly order: number;
  /** Where the value is resummed, the plain sum of the same orders. */
  readonly plain?: number;
}

/** A series at one layer. */
export interface Series {
  /** T_0, T_1, ...: the coefficients over their powers of n, as far as they are known. */
  readonly terms: readonly number[];
  /** The last order that is asked for; a further term that is known is used to see how large it is. */
  readonly orders: number;
  readonly layer: number;
  readonly width: number;
}

/** What a series says. */
export function summed(series: Series, summation: Summation): Prediction {
  const { terms, orders } = series;
  const last = Math.min(orders, terms.length - 1);
  switch (summation) {
    case "plain":
      return sumThrough(series, last);
    case "smallest":
      return sumThrough(series, smallestOf(terms.slice(0, last + 1)));
    case "resummed": {
      // An approximant may have a pole nearby where the series itself still converges.
      const [approximant, early] = [resummed(terms.slice(0, last + 1)), summed(series, "smallest")];
      const best = approximant.truncation < early.truncation ? { ...approximant, order: last } : early;
      return { ...best, plain: sumOf(terms, last) };
    }
  }
}

const sumOf = (terms: readonly number[], last: number): number =>
  terms.slice(0, last + 1).reduce((sum, term) => sum + term, 0);

const sumThrough = (series: Series, order: number): Prediction => ({
  value: sumOf(series.terms, order),
  truncation: leftOut(series, order),
  order,
});

/** The order of the smallest term beyond leading; a series whose corrections vanish is summed as a whole. */
function smallestOf(terms: readonly number[]): number {
  let smallest = terms.length - 1;
  for (let p = terms.length - 1; p >= 1; p--) if (Math.abs(terms[p]!) < Math.abs(terms[smallest]!)) smallest = p;
  return smallest;
}

/**
 * About the size of the terms past an order: T_0 r^{order + 1}, r the largest |T_p / T_0|^{1/p} of all terms that are
 * known, so that one that happens to be small does not make the next one small; and no less than the last term itself
 * times the ratio of the last two.
 */
function leftOut({ terms, layer, width }: Series, order: number): number {
  const size = terms.map(Math.abs);
  const [leading = 0] = size;
  // The first correction is that of layer 3, and about as large as the layers that bring one over the width.
  if (size.length === 1) return (leading * (layer - 2)) / width;
  if (leading === 0) return Math.max(...size.slice(Math.max(1, order)));
  let rate = 0;
  for (let p = 1; p < size.length; p++) rate = Math.max(rate, (size[p]! / leading) ** (1 / p));
  const next = leading * rate ** (order + 1);
  if (order + 1 < size.length || order === 0) return Math.max(next, size[order + 1] ?? 0);
  const [before, own] = [size[order - 1]!, size[order]!];
  return Math.max(next, own * Math.min(1, before === 0 ? 1 : own / before));
}

/**
 * The Pade approximant of the highest order, by Wynn's epsilon algorithm on the partial sums, with the largest distance
 * to its neighbours in the table as its error: the one before in its own column, or where it is alone there the last two
 * of the column before.
 */
export function resummed(terms: readonly number[]): { readonly value: number; readonly truncation: number } {
  const sums = terms.map((_, p) => sumOf(terms, p));
  const columns: number[][] = [sums];
  let [before, column] = [new Array<number>(sums.length + 1).fill(0), sums];
  for (let k = 1; k < sums.length; k++) {
    const next: number[] = [];
    for (let i = 0; i + 1 < column.length; i++) {
      const step = column[i + 1]! - column[i]!;
      next.push(before[i + 1]! + 1 / step);
    }
    // What does not change any more has arrived; where only some of it does not, there is no approximant.
    if (next.some((entry) => !Number.isFinite(entry))) {
      const value = column.at(-1)!;
      const hasArrived = k % 2 === 1 && column.every((entry) => entry === value);
      return { value: hasArrived ? value : sums.at(-1)!, truncation: hasArrived ? 0 : Number.POSITIVE_INFINITY };
    }
    [before, column] = [column, next];
    if (k % 2 === 0) columns.push(column);
  }
  const last = columns.at(-1)!;
  const value = last.at(-1)!;
  const neighbours = last.length > 1 ? [last.at(-2)!] : (columns.at(-2) ?? []).slice(-2);
  const truncation =
    neighbours.length === 0 ? Math.abs(value) : Math.max(...neighbours.map((x) => Math.abs(value - x)));
  return { value, truncation };
}
