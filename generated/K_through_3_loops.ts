/**
 * K through 3 loops, one input: (K^(l) - C_b) / C_W
 *
 * Written and certified by oneovern 0.1.0 for the request "K through 3 loops"; do not edit.
 * Operations: 23 (37 as a sum written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "n_{l-2}",
  "V_4",
  "V_6",
  "V_8",
  "<sigma^2>",
  "<d^4 Delta>",
  "<d^6 Delta>",
  "<d^8 Delta>",
  "<d^10 Delta>",
  "<d^12 Delta>",
] as const;

/**
 * (K^(l) - C_b) / C_W from the values of `symbols`, in their order.
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array): number {
  requireLength(values);
  return value(values, 0);
}

/**
 * The same at many points: `points` holds the values of `symbols` point by point, 10 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 10),
): Float64Array {
  if (points.length !== 10 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 10 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 10 * i);
  }
  return results;
}

/** The inputs of `K`, by name. */
export interface Inputs {
  /** n_{l-2}, the width of layer l-2 */
  readonly n2: number;
  /** V_4^(l-1), the connected 4-point vertex of layer l-1 */
  readonly V4: number;
  /** V_6^(l-1), the connected 6-point vertex of layer l-1 */
  readonly V6: number;
  /** V_8^(l-1), the connected 8-point vertex of layer l-1 */
  readonly V8: number;
  /** <sigma^2>, a Gaussian average over layer l-1 */
  readonly s2: number;
  /** <d^4 Delta>, the Gaussian average of the 4th derivative of Delta over layer l-1 */
  readonly d4D1: number;
  /** <d^6 Delta>, the Gaussian average of the 6th derivative of Delta over layer l-1 */
  readonly d6D1: number;
  /** <d^8 Delta>, the Gaussian average of the 8th derivative of Delta over layer l-1 */
  readonly d8D1: number;
  /** <d^10 Delta>, the Gaussian average of the 10th derivative of Delta over layer l-1 */
  readonly d10D1: number;
  /** <d^12 Delta>, the Gaussian average of the 12th derivative of Delta over layer l-1 */
  readonly d12D1: number;
}

/**
 * (K^(l) - C_b) / C_W =
 *       <sigma^2>
 *     + 1/8 * V_4/n_{l-2} <d^4 Delta>
 *     + 1/48 * V_6/n_{l-2}^2 <d^6 Delta>
 *     + 1/128 * V_4^2/n_{l-2}^2 <d^8 Delta>
 *     + 1/384 * V_8/n_{l-2}^3 <d^8 Delta>
 *     + 1/384 * V_6 V_4/n_{l-2}^3 <d^10 Delta>
 *     + 1/3072 * V_4^3/n_{l-2}^3 <d^12 Delta>
 */
export function K(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.n2,
    inputs.V4,
    inputs.V6,
    inputs.V8,
    inputs.s2,
    inputs.d4D1,
    inputs.d6D1,
    inputs.d8D1,
    inputs.d10D1,
    inputs.d12D1,
  ));
}

function requireLength(values: Float64Array): void {
  if (values.length !== 10) {
    throw new RangeError(`${values.length} values for 10 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number): number {
  const n2 = x[at] as number;
  const V4 = x[at + 1] as number;
  const V6 = x[at + 2] as number;
  const V8 = x[at + 3] as number;
  const s2 = x[at + 4] as number;
  const d4D1 = x[at + 5] as number;
  const d6D1 = x[at + 6] as number;
  const d8D1 = x[at + 7] as number;
  const d10D1 = x[at + 8] as number;
  const d12D1 = x[at + 9] as number;
  const t1 = 1 / n2;
  const t2 = V4 * V4;
  const t3 = t1 * (V4 * (V6 * d10D1 + (1 / 8) * d12D1 * t2) + V8 * d8D1) + 3 * t2 * d8D1 + 8 * V6 * d6D1;
  return s2 + (1 / 384) * t1 * (t1 * t3 + 48 * V4 * d4D1);
}
