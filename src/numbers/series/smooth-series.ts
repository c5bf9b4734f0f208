import type { Activation } from "../activations/activation.js";
import { normalisedHermiteInto } from "../analysis/hermite.js";
import { logarithmOf } from "../analysis/jets.js";
import { density } from "../analysis/rules.js";
import type { SeriesPair } from "./neuron-series.js";
import { folded, nodesOf } from "./series-nodes.js";

/*
 * A neuron's series for a smooth activation. The moments' derivatives are < d^2m Delta^p >, where any number a of the
 * 2m derivatives may act on Delta^p (by Taylor series at each node) and the others on the Gaussian (as a Hermite
 * polynomial). The smaller the terms of the average, the less it cancels: of several a the best is taken. The logarithm
 * follows order by order in t and g.
 */

/** The parts of the 2m derivatives that may act on Delta^p, the others being on the Gaussian. */
const shares = [0, 1 / 4, 1 / 2, 3 / 4, 1] as const;

/** The double series of a smooth activation, from Taylor series at each node; the coarser one from every other node. */
export function smoothSeries(
  activation: Activation,
  kernel: number,
  unit: number,
  k: number,
  step: number,
): SeriesPair {
  const root = Math.sqrt(kernel);
  const { z, weights, mean } = folded(nodesOf(activation, kernel, unit, k, step));
  const rows = Array.from({ length: k + 1 }, (_, p) => k - p + 1);
  const table = () => rows.map((length) => shares.map(() => new Float64Array(length)));
  // Of the nodes with even and with odd places.
  const [even, odd, sizes] = [table(), table(), table()];
  const onDelta = shares.map((share) => Int32Array.from({ length: k }, (_, m) => Math.round(2 * m * share)));
  const hermite = new Float64Array(2 * k + 1);
  z.forEach((x, i) => {
    const sums = i % 2 === 0 ? even : odd;
    const weight = weights[i]! * density(x);
    normalisedHermiteInto(hermite, x);
    const deviation = squareJet(activation.taylor(root * x, 2 * k), root, mean, unit);
    let power: Float64Array = new Float64Array(2 * k + 1);
    power[0] = weight;
    for (let p = 1; p <= k; p++) {
      power = truncatedProduct(power, deviation, 2 * (k - p) + 1, p);
      for (let c = 0; c < shares.length; c++) addTerms(power, hermite, onDelta[c]!, sums[p]![c]!, sizes[p]![c]!);
    }
  });
  const [fine, coarse] = [0, 1].map(() => rows.map((length) => new Array<number>(length).fill(0))) as [
    number[][],
    number[][],
  ];
  for (let m = 0; m < k; m++) {
    const factors = onDelta.map((counts) => derivativeFactor(m, counts[m]!));
    for (let p = 1; p <= k - m; p++) {
      let least = Number.POSITIVE_INFINITY;
      factors.forEach((factor, c) => {
        const size = factor * sizes[p]![c]![m]!;
        if (!(size < least)) return;
        least = size;
        const [a, b] = [even[p]![c]![m]!, odd[p]![c]![m]!];
        fine[p]![m] = factor * (a + b);
        coarse[p]![m] = factor * 2 * a;
      });
    }
  }
  for (const moments of [fine, coarse]) moments[1]![0] = 0;
  return { fine: logarithmOf(fine, subtractProduct), coarse: logarithmOf(coarse, subtractProduct) };
}

/** Adds what a node gives to the averages with some of the derivatives on Delta^p, for each m. */
function addTerms(
  power: Float64Array,
  hermite: Float64Array,
  onDelta: Int32Array,
  sum: Float64Array,
  size: Float64Array,
): void {
  for (let m = 0; m < sum.length; m++) {
    const a = onDelta[m]!;
    const term = power[a]! * hermite[2 * m - a]!;
    sum[m]! += term;
    size[m]! += Math.abs(term);
  }
}

/** a! sqrt((2m - a)!) / (m! 2^m): from Taylor coefficients and normalised Hermite polynomials to [g^m]. */
function derivativeFactor(m: number, a: number): number {
  let logarithm = -m * Math.LN2;
  for (let i = 2; i <= a; i++) logarithm += Math.log(i);
  for (let i = 2; i <= 2 * m - a; i++) logarithm += Math.log(i) / 2;
  for (let i = 2; i <= m; i++) logarithm -= Math.log(i);
  return Math.exp(logarithm);
}

/** The Taylor series of (sigma^2 - mean) / unit in phi / sqrt K, from that of sigma in phi. */
function squareJet(sigma: readonly number[], root: number, mean: number, unit: number): Float64Array {
  let scale = 1;
  const scaled = Float64Array.from(sigma, (value) => {
    const result = value * scale;
    scale *= root;
    return result;
  });
  const square = truncatedProduct(scaled, scaled, scaled.length, unit);
  square[0]! -= mean / unit;
  return square;
}

/**
 * The first coefficients of a product of power series, over a number; both factors have at least as many. Four sums at
 * a time, since one addition would have to wait for the one before it: most of the time goes by here.
 */
function truncatedProduct(a: Float64Array, b: Float64Array, length: number, over: number): Float64Array {
  const product = new Float64Array(length);
  for (let n = 0; n < length; n++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let i = 0;
    for (; i + 3 <= n; i += 4) {
      s0 += a[i]! * b[n - i]!;
      s1 += a[i + 1]! * b[n - i - 1]!;
      s2 += a[i + 2]! * b[n - i - 2]!;
      s3 += a[i + 3]! * b[n - i - 3]!;
    }
    for (; i <= n; i++) s0 += a[i]! * b[n - i]!;
    product[n] = (s0 + s1 + (s2 + s3)) / over;
  }
  return product;
}

/** weight a b, of two series in g, from a third: as far as that one goes. */
function subtractProduct(from: number[], weight: number, a: readonly number[], b: readonly number[]): void {
  for (let m = 0; m < from.length; m++) {
    let part = 0;
    for (let i = 0; i <= m; i++) part += a[i]! * b[m - i]!;
    from[m]! -= weight * part;
  }
}
