/*
 * An ensemble of real networks: weights and biases are drawn, inputs are propagated, and the kernel of the last layer
 * is what the neurons of the layer before make of it. Nothing here comes from src/.
 */

/** A generator of unit normals from a seed (xoshiro128**, Marsaglia's polar method). */
export function normals(seed: number): () => number {
  const state = new Uint32Array(4);
  let mix = seed >>> 0;
  for (let i = 0; i < 4; i++) {
    mix = (mix + 0x9e3779b9) >>> 0;
    let x = mix;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    state[i] = (x ^ (x >>> 16)) >>> 0;
  }
  const rotated = (x: number, k: number) => ((x << k) | (x >>> (32 - k))) >>> 0;
  const uniform = (): number => {
    const [a, b, c, d] = state as unknown as [number, number, number, number];
    const result = Math.imul(rotated(Math.imul(b, 5) >>> 0, 7), 9) >>> 0;
    const t = (b << 9) >>> 0;
    const c2 = c ^ a;
    const d2 = d ^ b;
    state[1] = b ^ c2;
    state[0] = a ^ d2;
    state[2] = c2 ^ t;
    state[3] = rotated(d2 >>> 0, 11);
    return result / 2 ** 32;
  };
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };
}

export interface Ensemble {
  readonly sigma: (x: number) => number;
  readonly biasVariance: number;
  readonly weightVariance: number;
  /** The input vectors. */
  readonly inputs: readonly (readonly number[])[];
  /** The widths of layers 1, 2, ...; the kernel measured is that of the layer behind them. */
  readonly widths: readonly number[];
}

/** The kernel G(x,x') of the layer behind the given ones, an entry a pair, in one network after the other. */
export function* sampledKernels(
  { sigma, biasVariance, weightVariance, inputs, widths }: Ensemble,
  samples: number,
  seed: number,
): Generator<number[]> {
  const normal = normals(seed);
  for (let sample = 0; sample < samples; sample++) {
    // The first layer sees the inputs themselves, C_W / n_0.
    let signals = inputs.map((x) => Float64Array.from(x));
    for (const width of widths) {
      const before = (signals[0] as Float64Array).length;
      const [weight, bias] = [Math.sqrt(weightVariance / before), Math.sqrt(biasVariance)];
      const next = inputs.map(() => new Float64Array(width));
      for (let i = 0; i < width; i++) {
        const b = bias === 0 ? 0 : bias * normal();
        const sums = inputs.map(() => b);
        for (let j = 0; j < before; j++) {
          const w = weight * normal();
          for (let x = 0; x < sums.length; x++)
            sums[x] = (sums[x] as number) + w * ((signals[x] as Float64Array)[j] as number);
        }
        sums.forEach((phi, x) => {
          (next[x] as Float64Array)[i] = sigma(phi);
        });
      }
      signals = next;
    }
    const n = widths.at(-1) as number;
    const kernel: number[] = [];
    for (let x = 0; x < inputs.length; x++)
      for (let y = x; y < inputs.length; y++) {
        let sum = 0;
        for (let j = 0; j < n; j++)
          sum += ((signals[x] as Float64Array)[j] as number) * ((signals[y] as Float64Array)[j] as number);
        kernel.push(biasVariance + (weightVariance * sum) / n);
      }
    yield kernel;
  }
}

/** A mean with its standard error. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}

/** Means and unbiased covariances of the kernel's entries, errors by comparing batches of samples. */
export function measuredCumulants(
  kernels: Iterable<readonly number[]>,
  entries: number,
  batches: number,
): { readonly mean: Measured[]; readonly covariance: (a: number, b: number) => Measured } {
  const all = [...kernels];
  const size = Math.floor(all.length / batches);
  const parts = Array.from({ length: batches }, (_, i) => all.slice(i * size, (i + 1) * size));
  const overBatches = (statistic: (part: readonly (readonly number[])[]) => number): Measured => {
    const values = parts.map(statistic);
    const value = values.reduce((sum, v) => sum + v, 0) / batches;
    const variance = values.reduce((sum, v) => sum + (v - value) ** 2, 0) / (batches - 1);
    return { value, error: Math.sqrt(variance / batches) };
  };
  const meanOf = (part: readonly (readonly number[])[], a: number) =>
    part.reduce((sum, kernel) => sum + (kernel[a] as number), 0) / part.length;
  return {
    mean: Array.from({ length: entries }, (_, a) => overBatches((part) => meanOf(part, a))),
    covariance: (a, b) =>
      overBatches((part) => {
        const [x, y] = [meanOf(part, a), meanOf(part, b)];
        const sum = part.reduce(
          (total, kernel) => total + ((kernel[a] as number) - x) * ((kernel[b] as number) - y),
          0,
        );
        return sum / (part.length - 1);
      }),
  };
}
