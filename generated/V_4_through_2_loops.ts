/**
 * V_4 through 2 loops, one input: V_4^(l) / (C_W^2 n_{l-1})
 *
 * Written and certified by oneovern 0.1.0 for the request "V_4 through 2 loops"; do not edit.
 * Operations: 57 (132 as a sum written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "n_{l-1}",
  "n_{l-2}",
  "V_4",
  "V_6",
  "V_8",
  "<Delta^2>",
  "<d^2 Delta>",
  "<d^4 Delta>",
  "<d^4 Delta^2>",
  "<d^6 Delta>",
  "<d^6 Delta^2>",
  "<d^8 Delta>",
  "<d^8 Delta^2>",
  "<d^10 Delta>",
] as const;

/**
 * V_4^(l) / (C_W^2 n_{l-1}) from the values of `symbols`, in their order.
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array): number {
  requireLength(values);
  return value(values, 0);
}

/**
 * The same at many points: `points` holds the values of `symbols` point by point, 14 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 14),
): Float64Array {
  if (points.length !== 14 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 14 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 14 * i);
  }
  return results;
}

/** The inputs of `V_4`, by name. */
export interface Inputs {
  /** n_{l-1}, the width of layer l-1 */
  readonly n1: number;
  /** n_{l-2}, the width of layer l-2 */
  readonly n2: number;
  /** V_4^(l-1), the connected 4-point vertex of layer l-1 */
  readonly V4: number;
  /** V_6^(l-1), the connected 6-point vertex of layer l-1 */
  readonly V6: number;
  /** V_8^(l-1), the connected 8-point vertex of layer l-1 */
  readonly V8: number;
  /** <Delta^2>, the Gaussian average of Delta^2 over layer l-1 */
  readonly d0D2: number;
  /** <d^2 Delta>, the Gaussian average of the 2nd derivative of Delta over layer l-1 */
  readonly d2D1: number;
  /** <d^4 Delta>, the Gaussian average of the 4th derivative of Delta over layer l-1 */
  readonly d4D1: number;
  /** <d^4 Delta^2>, the Gaussian average of the 4th derivative of Delta^2 over layer l-1 */
  readonly d4D2: number;
  /** <d^6 Delta>, the Gaussian average of the 6th derivative of Delta over layer l-1 */
  readonly d6D1: number;
  /** <d^6 Delta^2>, the Gaussian average of the 6th derivative of Delta^2 over layer l-1 */
  readonly d6D2: number;
  /** <d^8 Delta>, the Gaussian average of the 8th derivative of Delta over layer l-1 */
  readonly d8D1: number;
  /** <d^8 Delta^2>, the Gaussian average of the 8th derivative of Delta^2 over layer l-1 */
  readonly d8D2: number;
  /** <d^10 Delta>, the Gaussian average of the 10th derivative of Delta over layer l-1 */
  readonly d10D1: number;
}

/**
 * V_4^(l) / (C_W^2 n_{l-1}) =
 *       1/n_{l-1} <Delta^2>
 *     + 1/4 * V_4/n_{l-2} <d^2 Delta>^2
 *     + V_4/(n_{l-1} n_{l-2}) (1/8 <d^4 Delta^2> - 1/4 <d^2 Delta>^2)
 *     + 1/8 * V_6/n_{l-2}^2 <d^4 Delta> <d^2 Delta>
 *     + V_4^2/n_{l-2}^2 (1/16 <d^6 Delta> <d^2 Delta> + 1/32 <d^4 Delta>^2)
 *     + V_6/(n_{l-1} n_{l-2}^2) (1/48 <d^6 Delta^2> - 1/8 <d^4 Delta> <d^2 Delta>)
 *     + V_4^2/(n_{l-1} n_{l-2}^2) (1/128 <d^8 Delta^2> - 1/16 <d^6 Delta> <d^2 Delta> - 3/64 <d^4 Delta>^2)
 *     + V_8/n_{l-2}^3 (1/48 <d^6 Delta> <d^2 Delta> + 1/64 <d^4 Delta>^2)
 *     + V_6 V_4/n_{l-2}^3 (5/192 <d^8 Delta> <d^2 Delta> + 3/64 <d^6 Delta> <d^4 Delta>)
 *     + V_4^3/n_{l-2}^3 (1/256 <d^10 Delta> <d^2 Delta> + 1/128 <d^8 Delta> <d^4 Delta> + 5/768 <d^6 Delta>^2)
 */
export function V_4(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.n1,
    inputs.n2,
    inputs.V4,
    inputs.V6,
    inputs.V8,
    inputs.d0D2,
    inputs.d2D1,
    inputs.d4D1,
    inputs.d4D2,
    inputs.d6D1,
    inputs.d6D2,
    inputs.d8D1,
    inputs.d8D2,
    inputs.d10D1,
  ));
}

function requireLength(values: Float64Array): void {
  if (values.length !== 14) {
    throw new RangeError(`${values.length} values for 14 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number): number {
  const n1 = x[at] as number;
  const n2 = x[at + 1] as number;
  const V4 = x[at + 2] as number;
  const V6 = x[at + 3] as number;
  const V8 = x[at + 4] as number;
  const d0D2 = x[at + 5] as number;
  const d2D1 = x[at + 6] as number;
  const d4D1 = x[at + 7] as number;
  const d4D2 = x[at + 8] as number;
  const d6D1 = x[at + 9] as number;
  const d6D2 = x[at + 10] as number;
  const d8D1 = x[at + 11] as number;
  const d8D2 = x[at + 12] as number;
  const d10D1 = x[at + 13] as number;
  const t1 = 1 / n2;
  const t2 = V4 * V4;
  const t3 = (d2D1 * d10D1 + 2 * d4D1 * d8D1 + (5 / 3) * d6D1 * d6D1) * t2 +
    (20 / 3) * V6 * (d2D1 * d8D1 + (9 / 5) * d4D1 * d6D1);
  const t4 = d2D1 * d6D1;
  const t5 = d4D1 * d4D1;
  const t6 = t4 + (3 / 4) * t5;
  const t7 = 1 / n1;
  const t8 = d2D1 * d4D1;
  const t9 = t1 * (V4 * t3 + (16 / 3) * V8 * t6) + 16 * t2 * (t4 + (1 / 2) * t5 - t7 * (t6 - (1 / 8) * d8D2)) +
    32 * V6 * (t8 - t7 * (t8 - (1 / 6) * d6D2));
  const t10 = d2D1 * d2D1;
  const t11 = t1 * (t1 * t9 + 64 * V4 * (t10 - t7 * (t10 - (1 / 2) * d4D2)));
  return (1 / 256) * t11 + t7 * d0D2;
}
