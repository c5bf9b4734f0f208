import { logarithmOf } from "../analysis/jets.js";
import type { NeuronSeries } from "./neuron-series.js";
import type { Nodes } from "./series-nodes.js";

/*
 * A neuron's series for an activation with kinks: a function of K that is singular at K = 0, so its derivatives are Cauchy integrals over
 * circles about K within K, with the Gaussian of complex variance K + g on the real line; the logarithm is taken at each point of a
 * circle. A coefficient of high order in g wants a large circle, one of low order beside a high power of t a small one, where the
 * function is not much larger than at the centre: there are several, and each coefficient comes from the one where rounding weighs
 * least on it.
 */

/** The double series from circles about K. */
export function circleSeries(nodes: Nodes, k: number, circles: readonly number[]): NeuronSeries {
  const rowsOf = (value: number) => Array.from({ length: k + 1 }, (_, p) => new Array<number>(k - p + 1).fill(value));
  const [found, error] = [rowsOf(0), rowsOf(Number.POSITIVE_INFINITY)];
  for (const radius of circles) takeFromCircle(nodes, radius, k, found, error);
  found[1]![0] = 0;
  return found;
}

/** Takes the coefficients that one circle knows better than those before it. */
function takeFromCircle(
  { z, weights, deviations }: Nodes,
  radius: number,
  k: number,
  found: readonly number[][],
  error: readonly number[][],
): void {
  // By symmetry half a circle is enough; more points than coefficients keep aliases away.
  const half = k + 16;
  const points = Array.from({ length: half + 1 }, (_, j) => {
    const angle = (Math.PI * j) / half;
    return cumulantsAt(radius * Math.cos(angle), radius * Math.sin(angle), z, weights, deviations, k);
  });
  for (let p = 1; p <= k; p++) {
    const real = Float64Array.from(points, (cumulants) => cumulants[p]![0]);
    const imaginary = Float64Array.from(points, (cumulants) => cumulants[p]![1]);
    const size = real.reduce((most, x, j) => Math.max(most, Math.hypot(x, imaginary[j]!)), 0);
    const [row, errors] = [found[p]!, error[p]!];
    let scale = 1;
    for (let m = 0; m <= k - p; m++, scale /= radius) {
      if (size * scale >= errors[m]!) continue;
      errors[m] = size * scale;
      let sum = 0;
      real.forEach((x, j) => {
        const angle = (Math.PI * j * m) / half;
        const part = x * Math.cos(angle) + imaginary[j]! * Math.sin(angle);
        sum += j === 0 || j === half ? part / 2 : part;
      });
      row[m] = (sum / half) * scale;
    }
  }
}

type Complex = readonly [real: number, imaginary: number];

/** c_p, p = 1..k, at the variance K (1 + x + i y). */
function cumulantsAt(
  x: number,
  y: number,
  z: Float64Array,
  weights: Float64Array,
  deviations: Float64Array,
  k: number,
): Complex[] {
  // 1/(1 + x + i y)
  const norm = (1 + x) ** 2 + y * y;
  const [inverse, turned] = [(1 + x) / norm, -y / norm];
  const count = z.length;
  const [re, im] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    const square = (z[i]! * z[i]!) / 2;
    const size = weights[i]! * Math.exp(-square * inverse);
    re[i] = size * Math.cos(square * turned);
    im[i] = -size * Math.sin(square * turned);
  }
  // The first moment is the norm of the Gaussian: it is divided out.
  let [a0, b0] = [0, 0];
  const moments: Complex[] = [];
  for (let p = 0; p <= k; p++) {
    let a = 0;
    let b = 0;
    for (let i = 0; i < count; i++) {
      if (p > 0) {
        const factor = deviations[i]! / p;
        re[i]! *= factor;
        im[i]! *= factor;
      }
      a += re[i]!;
      b += im[i]!;
    }
    if (p === 0) [a0, b0] = [a, b];
    const size = a0 * a0 + b0 * b0;
    moments.push([(a * a0 + b * b0) / size, (b * a0 - a * b0) / size]);
  }
  return logarithmOf(moments, subtractProduct) as [number, number][];
}

/** weight a b, of two complex numbers, from a third. */
function subtractProduct(from: number[], weight: number, a: readonly number[], b: readonly number[]): void {
  const [u, v] = [weight * a[0]!, weight * a[1]!];
  from[0]! -= u * b[0]! - v * b[1]!;
  from[1]! -= u * b[1]! + v * b[0]!;
}
