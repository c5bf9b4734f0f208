import * as Q from "../algebra/rational.js";
import { UserError } from "../errors.js";
import type { Activation, Slopes } from "./activation.js";
import { density, legendre } from "./quadrature.js";

/*
 * One neuron's cumulants and all their derivatives by the variance at once, as numbers: the double series of
 * c(t, K + g) = log < exp(t sigma^2) >_{K+g}. Beyond a few orders this is quicker and keeps more digits than the averages one by one.
 *
 * Without kinks: the moments' derivatives are < d^2m Delta^p >, where any number a of the 2m derivatives may act on Delta^p (by Taylor series
 * at each node) and the others on the Gaussian (as a Hermite polynomial). The smaller the terms of the average, the less it cancels: of
 * several a the best is taken. The logarithm follows order by order in t and g.
 *
 * With kinks: a function of K that is singular at K = 0, so its derivatives are Cauchy integrals over circles about K within K, with the
 * Gaussian of complex variance K + g on the real line; the logarithm is taken at each point of a circle. A coefficient of high order in g
 * wants a large circle, one of low order beside a high power of t a small one, where the function is not much larger than at the
 * centre: there are several, and each coefficient comes from the one where rounding weighs least on it.
 */

/** Entry [p][m], for p + m <= k: the coefficient of (unit t)^p (g/K)^m. Of p = 0, and of p = 1 and m = 0, nothing: 0. */
export type NeuronSeries = readonly Float64Array[];

/** The series twice, from different nodes: what they differ by is a bound on the error of the finer. */
export interface SeriesPair {
  readonly fine: NeuronSeries;
  readonly coarse: NeuronSeries;
}

/**
 * The series through order k.
 * @param unit what sigma^2 is measured in: near its own size, so that nothing overflows
 * @param refinement how often the distance of the nodes is halved
 */
export function neuronSeries(
  activation: Activation,
  kernel: number,
  unit: number,
  k: number,
  refinement = 0,
): SeriesPair {
  const { slopes, kinks } = activation;
  const step = 2 ** -refinement;
  if (slopes !== undefined) {
    const fine = scaleInvariantSeries(slopes, kernel, unit, k);
    return { fine, coarse: fine };
  }
  if (kinks.length === 0) return smoothSeries(activation, kernel, unit, k, step);
  const onCircles = (nodes: number, circles: readonly number[]): NeuronSeries =>
    circleSeries(nodesOf(activation, kernel, unit, k, nodes), k, circles);
  return { fine: onCircles(step, radii.fine), coarse: onCircles(1.25 * step, radii.coarse) };
}

/** The radii of the circles in units of K. */
const radii = { fine: [0.7, 0.45, 0.25, 0.12, 0.05], coarse: [0.62, 0.38, 0.2, 0.09, 0.04] };

/** The double series from circles about K. */
function circleSeries(nodes: Nodes, k: number, circles: readonly number[]): NeuronSeries {
  const found = Array.from({ length: k + 1 }, (_, p) => new Float64Array(k - p + 1));
  const error = Array.from({ length: k + 1 }, (_, p) => new Float64Array(k - p + 1).fill(Number.POSITIVE_INFINITY));
  for (const radius of circles) takeFromCircle(nodes, radius, k, found, error);
  (found[1] as Float64Array)[0] = 0;
  return found;
}

/** sigma(t x) = t sigma(x), so c_p is a number times K^p. */
function scaleInvariantSeries({ left, right }: Slopes, kernel: number, unit: number, k: number): NeuronSeries {
  const [a, b] = [left, right].map((slope) => (Q.toNumber(slope) ** 2 * kernel) / unit) as [number, number];
  const moments = new Float64Array(k + 1);
  const [powerOf, ofOther] = [new Float64Array(k + 1), new Float64Array(k + 1)];
  powerOf[0] = ofOther[0] = 1;
  for (let p = 1; p <= k; p++) {
    // < phi^2p > / p! = (2p - 1)!! K^p / p!
    powerOf[p] = ((powerOf[p - 1] as number) * a * (2 * p - 1)) / p;
    ofOther[p] = ((ofOther[p - 1] as number) * b * (2 * p - 1)) / p;
    moments[p] = ((powerOf[p] as number) + (ofOther[p] as number)) / 2;
  }
  const cumulants = logarithm(moments);
  return Array.from({ length: k + 1 }, (_, p) => {
    const row = new Float64Array(k - p + 1);
    let binomial = 1;
    for (let m = 0; m <= k - p && m <= p && p > 0; m++) {
      row[m] = p === 1 && m === 0 ? 0 : binomial * (cumulants[p] as number);
      binomial = (binomial * (p - m)) / (m + 1);
    }
    return row;
  });
}

/** log of 1 + sum_p moments[p] t^p, from p M_p = sum_j j c_j M_{p-j}. */
function logarithm(moments: Float64Array): Float64Array {
  const c = new Float64Array(moments.length);
  for (let p = 1; p < moments.length; p++) {
    let sum = p * (moments[p] as number);
    for (let j = 1; j < p; j++) sum -= j * (c[j] as number) * (moments[p - j] as number);
    c[p] = sum / p;
  }
  return c;
}

/** The nodes of the integral over phi: in units of sqrt K, with their weights, and (sigma^2 - < sigma^2 >_K) / unit there. */
interface Nodes {
  readonly z: Float64Array;
  readonly weights: Float64Array;
  /** < sigma^2 >_K */
  readonly mean: number;
  readonly deviations: Float64Array;
}

/** What a node adds is left out when it is below this fraction of the largest, in natural logarithms. */
const negligible = -42;

function nodesOf(activation: Activation, kernel: number, unit: number, k: number, step: number): Nodes {
  const root = Math.sqrt(kernel);
  const breaks = activation.kinks.map(({ at }) => at / root);
  // A polynomial bends on no scale of its own.
  const bend = activation.polynomial === undefined ? root : 1;
  if (bend > widest)
    throw new UserError(
      "network",
      `a kernel of ${kernel.toPrecision(3)}: the activation bends on a scale far below sqrt K\nexpected a kernel below ${widest ** 2}`,
    );
  const reach = reachOf(activation, root, unit, k, breaks.length === 0 ? 1 : circleVariance);
  const [z, weights] =
    breaks.length === 0
      ? trapezoid(reach, Math.min(smoothStep.ofWidth, smoothStep.ofActivation / bend) * step)
      : panels(reach, breaks, Math.min(1.2, 1 / bend) * step);
  const squares = z.map((x) => activation.value(root * x) ** 2);
  let mean = 0;
  squares.forEach((square, i) => {
    mean += (weights[i] as number) * density(z[i] as number) * square;
  });
  return { z, weights, mean, deviations: squares.map((square) => (square - mean) / unit) };
}

/** Where sigma^2 is even, the nodes z >= 0 with twice the weights: whatever is averaged has as many odd factors as make it even. */
function folded(nodes: Nodes): Nodes {
  const { z, weights, deviations } = nodes;
  const middle = (z.length - 1) / 2;
  const largest = deviations.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const isEven = z.every(
    (x, i) =>
      x === -(z[z.length - 1 - i] as number) &&
      Math.abs((deviations[i] as number) - (deviations[z.length - 1 - i] as number)) <= 1e-15 * largest,
  );
  if (!isEven) return nodes;
  return {
    ...nodes,
    z: z.slice(middle),
    weights: weights.slice(middle).map((weight, i) => (i === 0 ? weight : 2 * weight)),
    deviations: deviations.slice(middle),
  };
}

/** The first distance of nodes: of the width of the Gaussian, and of the distance 1 that activations bend on. */
const smoothStep = { ofWidth: 0.14, ofActivation: 0.14 };

/** The largest sqrt K, in units of the distance that activations bend on: past it the nodes would be too many. */
const widest = 30;

/** The largest variance on a circle whose Gaussian has the modulus of a real one, in units of K. */
const circleVariance = 1.7;

/** How far out the k-th power is felt, in units of sqrt K. */
function reachOf(activation: Activation, root: number, unit: number, k: number, variance: number): number {
  const logAt = (x: number, p: number): number => {
    const size = Math.max(activation.value(root * x) ** 2, activation.value(-root * x) ** 2) / unit;
    return (-x * x) / (2 * variance) + p * Math.log1p(size);
  };
  let reach = 0;
  for (const p of [0, k]) {
    let [largest, x] = [Number.NEGATIVE_INFINITY, 0];
    for (; x < 200; x += 0.5) {
      const log = logAt(x, p);
      largest = Math.max(largest, log);
      if (x > 4 && log < largest + negligible) break;
    }
    reach = Math.max(reach, x);
  }
  return reach;
}

function trapezoid(reach: number, step: number): [Float64Array, Float64Array] {
  const half = Math.ceil(reach / step);
  const z = Float64Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) * step);
  return [z, z.map(() => step)];
}

/** Gauss-Legendre nodes on panels that end at the kinks. */
function panels(reach: number, breaks: readonly number[], width: number): [Float64Array, Float64Array] {
  const rule = legendre(12);
  const ends = [-reach, ...breaks.filter((x) => Math.abs(x) < reach).sort((a, b) => a - b), reach];
  const z: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i + 1 < ends.length; i++) {
    const [from, to] = [ends[i] as number, ends[i + 1] as number];
    const count = Math.max(1, Math.ceil((to - from) / width));
    const h = (to - from) / count;
    for (let panel = 0; panel < count; panel++)
      rule.nodes.forEach((x, j) => {
        z.push(from + h * (panel + (1 + x) / 2));
        weights.push(((rule.weights[j] as number) * h) / 2);
      });
  }
  return [Float64Array.from(z), Float64Array.from(weights)];
}

/** The parts of the 2m derivatives that may act on Delta^p, the others being on the Gaussian. */
const shares = [0, 1 / 4, 1 / 2, 3 / 4, 1] as const;

/** The double series of a smooth activation, from Taylor series at each node; the coarser one from every other node. */
function smoothSeries(activation: Activation, kernel: number, unit: number, k: number, step: number): SeriesPair {
  const root = Math.sqrt(kernel);
  const { z, weights, mean } = folded(nodesOf(activation, kernel, unit, k, step));
  const rows = Array.from({ length: k + 1 }, (_, p) => k - p + 1);
  const table = () => rows.map((length) => shares.map(() => new Float64Array(length)));
  // Of the nodes with even and with odd places.
  const [even, odd, sizes] = [table(), table(), table()];
  const onDelta = shares.map((share) => Int32Array.from({ length: k }, (_, m) => Math.round(2 * m * share)));
  z.forEach((x, i) => {
    const sums = i % 2 === 0 ? even : odd;
    const weight = (weights[i] as number) * density(x);
    const hermite = normalisedHermite(x, 2 * k);
    const deviation = squareJet(activation.taylor(root * x, 2 * k), root, mean, unit);
    let power: Float64Array = new Float64Array(2 * k + 1);
    power[0] = weight;
    for (let p = 1; p <= k; p++) {
      power = truncatedProduct(power, deviation, 2 * (k - p) + 1, p);
      for (let c = 0; c < shares.length; c++)
        addTerms(power, hermite, onDelta[c] as Int32Array, sums[p]?.[c] as Float64Array, sizes[p]?.[c] as Float64Array);
    }
  });
  const [fine, coarse] = [0, 1].map(() => rows.map((length) => new Float64Array(length))) as [
    Float64Array[],
    Float64Array[],
  ];
  for (let m = 0; m < k; m++) {
    const factors = onDelta.map((counts) => derivativeFactor(m, counts[m] as number));
    for (let p = 1; p <= k - m; p++) {
      let least = Number.POSITIVE_INFINITY;
      factors.forEach((factor, c) => {
        const size = factor * (sizes[p]?.[c]?.[m] as number);
        if (!(size < least)) return;
        least = size;
        const [a, b] = [even[p]?.[c]?.[m] as number, odd[p]?.[c]?.[m] as number];
        (fine[p] as Float64Array)[m] = factor * (a + b);
        (coarse[p] as Float64Array)[m] = factor * 2 * a;
      });
    }
  }
  for (const moments of [fine, coarse]) (moments[1] as Float64Array)[0] = 0;
  return { fine: doubleLogarithm(fine), coarse: doubleLogarithm(coarse) };
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
    const a = onDelta[m] as number;
    const term = (power[a] as number) * (hermite[2 * m - a] as number);
    sum[m] = (sum[m] as number) + term;
    size[m] = (size[m] as number) + Math.abs(term);
  }
}

/** He_n(x) / sqrt(n!), n = 0..most. */
function normalisedHermite(x: number, most: number): Float64Array {
  const h = new Float64Array(most + 1);
  h[0] = 1;
  if (most > 0) h[1] = x;
  for (let n = 1; n < most; n++)
    h[n + 1] = (x * (h[n] as number) - Math.sqrt(n) * (h[n - 1] as number)) / Math.sqrt(n + 1);
  return h;
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
  square[0] = (square[0] as number) - mean / unit;
  return square;
}

/**
 * The first coefficients of a product of power series, over a number; both factors have at least as many. Four sums at a time, since
 * one addition would have to wait for the one before it: most of the time goes by here.
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
      s0 += (a[i] as number) * (b[n - i] as number);
      s1 += (a[i + 1] as number) * (b[n - i - 1] as number);
      s2 += (a[i + 2] as number) * (b[n - i - 2] as number);
      s3 += (a[i + 3] as number) * (b[n - i - 3] as number);
    }
    for (; i <= n; i++) s0 += (a[i] as number) * (b[n - i] as number);
    product[n] = (s0 + s1 + (s2 + s3)) / over;
  }
  return product;
}

/** log of 1 + sum M_{p,m} t^p g^m, from p M_p = sum_j j c_j M_{p-j}. */
function doubleLogarithm(moments: readonly Float64Array[]): NeuronSeries {
  const c = moments.map((row) => new Float64Array(row.length));
  for (let p = 1; p < moments.length; p++) {
    const [row, own] = [c[p] as Float64Array, moments[p] as Float64Array];
    for (let m = 0; m < row.length; m++) {
      let sum = p * (own[m] as number);
      for (let j = 1; j < p; j++) {
        const [known, other] = [c[j] as Float64Array, moments[p - j] as Float64Array];
        let part = 0;
        for (let i = 0; i <= m; i++) part += (known[i] as number) * (other[m - i] as number);
        sum -= j * part;
      }
      row[m] = sum / p;
    }
  }
  return c;
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
    for (const { real, imaginary } of points)
      size = Math.max(size, Math.hypot(real[p] as number, imaginary[p] as number));
    const [values, errors] = [found[p] as Float64Array, error[p] as Float64Array];
    let scale = 1;
    for (let m = 0; m <= k - p; m++, scale /= radius) {
      if (size * scale >= (errors[m] as number)) continue;
      errors[m] = size * scale;
      let sum = 0;
      points.forEach(({ real, imaginary }, j) => {
        const angle = (Math.PI * j * m) / half;
        const part = (real[p] as number) * Math.cos(angle) + (imaginary[p] as number) * Math.sin(angle);
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
    const square = ((z[i] as number) * (z[i] as number)) / 2;
    const size = (weights[i] as number) * Math.exp(-square * inverse);
    re[i] = size * Math.cos(square * turned);
    im[i] = -size * Math.sin(square * turned);
  }
  const moments: Complex = { real: new Float64Array(k + 1), imaginary: new Float64Array(k + 1) };
  for (let p = 0; p <= k; p++) {
    let [a, b] = [0, 0];
    for (let i = 0; i < count; i++) {
      if (p > 0) {
        const factor = (deviations[i] as number) / p;
        re[i] = (re[i] as number) * factor;
        im[i] = (im[i] as number) * factor;
      }
      a += re[i] as number;
      b += im[i] as number;
    }
    moments.real[p] = a;
    moments.imaginary[p] = b;
  }
  return complexLogarithm(moments);
}

/** The logarithm of a power series whose first coefficient is its norm: that is divided out. */
function complexLogarithm({ real, imaginary }: Complex): Complex {
  const [a, b] = [real[0] as number, imaginary[0] as number];
  const norm = a * a + b * b;
  for (let p = real.length - 1; p >= 0; p--) {
    const [x, y] = [real[p] as number, imaginary[p] as number];
    real[p] = (x * a + y * b) / norm;
    imaginary[p] = (y * a - x * b) / norm;
  }
  const c: Complex = { real: new Float64Array(real.length), imaginary: new Float64Array(real.length) };
  for (let p = 1; p < real.length; p++) {
    let [x, y] = [p * (real[p] as number), p * (imaginary[p] as number)];
    for (let j = 1; j < p; j++) {
      const [u, v] = [j * (c.real[j] as number), j * (c.imaginary[j] as number)];
      const [s, t] = [real[p - j] as number, imaginary[p - j] as number];
      x -= u * s - v * t;
      y -= u * t + v * s;
    }
    c.real[p] = x / p;
    c.imaginary[p] = y / p;
  }
  return c;
}
