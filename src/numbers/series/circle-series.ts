import type { NeuronSeries } from "./neuron-series.js";
import type { Nodes } from "./series-nodes.js";

/*
 * A neuron's series for an activation with kinks: a function of K that is singular at K = 0, so its derivatives are
 * Cauchy integrals over circles about K within K, with the Gaussian of complex variance K + g on the real line; the
 * logarithm is taken at each point of a circle. A coefficient of high order in g wants a large circle, one of low order
 * beside a high power of t a small one, where the function is not much larger than at the centre: there are several,
 * and each coefficient comes from the one where rounding weighs least on it.
 */

/** The double series from circles about K. */
export function circleSeries(nodes: Nodes, k: number, circles: readonly number[]): NeuronSeries {
  const found = Array.from({ length: k + 1 }, (_, p) => new Float64Array(k - p + 1));
  const error = Array.from({ length: k + 1 }, (_, p) => new Float64Array(k - p + 1).fill(Number.POSITIVE_INFINITY));
  for (const radius of circles) takeFromCircle(nodes, radius, k, found, error);
  found[1]![0] = 0;
  return found;
}

/** Takes the coefficients that one circle knows better than those before it. */
function takeFromCircle(
  { z, weights, deviations }: Nodes,
  radius: number,
  k: number,
  found: readonly Float64Array[],
  error: readonly Float64Array[],
): void {
  // By symmetry half a circle is enough; more points than coefficients keep aliases away.
  const half = k + 16;
  const points = Array.from({ length: half + 1 }, (_, j) => {
    const angle = (Math.PI * j) / half;
    return cumulantsAt(radius * Math.cos(angle), radius * Math.sin(angle), z, weights, deviations, k);
  });
  for (let p = 1; p <= k; p++) {
    let size = 0;
    for (const { real, imaginary } of points) size = Math.max(size, Math.hypot(real[p]!, imaginary[p]!));
    const [values, errors] = [found[p]!, error[p]!];
    let scale = 1;
    for (let m = 0; m <= k - p; m++, scale /= radius) {
      if (size * scale >= errors[m]!) continue;
      errors[m] = size * scale;
      let sum = 0;
      points.forEach(({ real, imaginary }, j) => {
        const angle = (Math.PI * j * m) / half;
        const part = real[p]! * Math.cos(angle) + imaginary[p]! * Math.sin(angle);
        sum += j === 0 || j === half ? part / 2 : part;
      });
      values[m] = (sum / half) * scale;
    }
  }
}

interface Complex {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** c_p, p = 1..k, at the variance K (1 + x + i y). */
function cumulantsAt(
  x: number,
  y: number,
  z: Float64Array,
  weights: Float64Array,
  deviations: Float64Array,
  k: number,
): Complex {
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
  const moments: Complex = { real: new Float64Array(k + 1), imaginary: new Float64Array(k + 1) };
  for (let p = 0; p <= k; p++) {
    let [a, b] = [0, 0];
    for (let i = 0; i < count; i++) {
      if (p > 0) {
        const factor = deviations[i]! / p;
        re[i] = re[i]! * factor;
        im[i] = im[i]! * factor;
      }
      a += re[i]!;
      b += im[i]!;
    }
    moments.real[p] = a;
    moments.imaginary[p] = b;
  }
  return complexLogarithm(moments);
}

/**
 * The logarithm of a power series whose first coefficient is its norm: that is divided out. By itself, and not by the
 * one of jets.ts, since numbers in pairs would cost a tenth of the time.
 */
function complexLogarithm({ real, imaginary }: Complex): Complex {
  const [a, b] = [real[0]!, imaginary[0]!];
  const norm = a * a + b * b;
  for (let p = real.length - 1; p >= 0; p--) {
    const [x, y] = [real[p]!, imaginary[p]!];
    real[p] = (x * a + y * b) / norm;
    imaginary[p] = (y * a - x * b) / norm;
  }
  const c: Complex = { real: new Float64Array(real.length), imaginary: new Float64Array(real.length) };
  for (let p = 1; p < real.length; p++) {
    let [x, y] = [p * real[p]!, p * imaginary[p]!];
    for (let j = 1; j < p; j++) {
      const [u, v] = [j * c.real[j]!, j * c.imaginary[j]!];
      const [s, t] = [real[p - j]!, imaginary[p - j]!];
      x -= u * s - v * t;
      y -= u * t + v * s;
    }
    c.real[p] = x / p;
    c.imaginary[p] = y / p;
  }
  return c;
}
