/**
 * V_8, leading order, one input: V_8^(l) / (C_W^4 n_{l-1}^3)
 *
 * Written and certified by oneovern 0.1.0 for the request "V_8"; do not edit.
 * Operations: 50 (109 as a sum written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "n_{l-1}",
  "n_{l-2}",
  "V_4",
  "V_6",
  "V_8",
  "<Delta^2>",
  "<Delta^4>",
  "<d^2 Delta>",
  "<d^2 Delta^2>",
  "<d^2 Delta^3>",
  "<d^4 Delta>",
  "<d^4 Delta^2>",
  "<d^6 Delta>",
] as const;

/**
 * V_8^(l) / (C_W^4 n_{l-1}^3) from the values of `symbols`, in their order.
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array): number {
  requireLength(values);
  return value(values, 0);
}

/**
 * The same at many points: `points` holds the values of `symbols` point by point, 13 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 13),
): Float64Array {
  if (points.length !== 13 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 13 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 13 * i);
  }
  return results;
}

/** The inputs of `V_8`, by name. */
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
  /** <Delta^4>, the Gaussian average of Delta^4 over layer l-1 */
  readonly d0D4: number;
  /** <d^2 Delta>, the Gaussian average of the 2nd derivative of Delta over layer l-1 */
  readonly d2D1: number;
  /** <d^2 Delta^2>, the Gaussian average of the 2nd derivative of Delta^2 over layer l-1 */
  readonly d2D2: number;
  /** <d^2 Delta^3>, the Gaussian average of the 2nd derivative of Delta^3 over layer l-1 */
  readonly d2D3: number;
  /** <d^4 Delta>, the Gaussian average of the 4th derivative of Delta over layer l-1 */
  readonly d4D1: number;
  /** <d^4 Delta^2>, the Gaussian average of the 4th derivative of Delta^2 over layer l-1 */
  readonly d4D2: number;
  /** <d^6 Delta>, the Gaussian average of the 6th derivative of Delta over layer l-1 */
  readonly d6D1: number;
}

/**
 * V_8^(l) / (C_W^4 n_{l-1}^3) =
 *       1/n_{l-1}^3 (<Delta^4> - 3 <Delta^2>^2)
 *     + V_4/(n_{l-1}^2 n_{l-2}) (<d^2 Delta^3> <d^2 Delta> + 3/4 <d^2 Delta^2>^2 - 3 <d^2 Delta>^2 <Delta^2>)
 *     + 3/4 * V_6/(n_{l-1} n_{l-2}^2) <d^2 Delta^2> <d^2 Delta>^2
 *     + V_4^2/(n_{l-1} n_{l-2}^2) (3/8 <d^4 Delta^2> <d^2 Delta>^2 + 3/4 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> - 3/4 <d^2 Delta>^4)
 *     + 1/16 * V_8/n_{l-2}^3 <d^2 Delta>^4
 *     + 3/8 * V_6 V_4/n_{l-2}^3 <d^4 Delta> <d^2 Delta>^3
 *     + V_4^3/n_{l-2}^3 (1/16 <d^6 Delta> <d^2 Delta>^3 + 3/16 <d^4 Delta>^2 <d^2 Delta>^2)
 */
export function V_8(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.n1,
    inputs.n2,
    inputs.V4,
    inputs.V6,
    inputs.V8,
    inputs.d0D2,
    inputs.d0D4,
    inputs.d2D1,
    inputs.d2D2,
    inputs.d2D3,
    inputs.d4D1,
    inputs.d4D2,
    inputs.d6D1,
  ));
}

function requireLength(values: Float64Array): void {
  if (values.length !== 13) {
    throw new RangeError(`${values.length} values for 13 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number): number {
  const n1 = x[at] as number;
  const n2 = x[at + 1] as number;
  const V4 = x[at + 2] as number;
  const V6 = x[at + 3] as number;
  const V8 = x[at + 4] as number;
  const d0D2 = x[at + 5] as number;
  const d0D4 = x[at + 6] as number;
  const d2D1 = x[at + 7] as number;
  const d2D2 = x[at + 8] as number;
  const d2D3 = x[at + 9] as number;
  const d4D1 = x[at + 10] as number;
  const d4D2 = x[at + 11] as number;
  const d6D1 = x[at + 12] as number;
  const t1 = 1 / n1;
  const t2 = t1 * d2D2;
  const t3 = 1 / n2;
  const t4 = t3 * d2D1;
  const t5 = V4 * t4;
  const t6 = d4D1 * t5;
  const t7 = t4 * t4;
  const t8 = V4 * t3;
  const t9 = t1 * (d0D4 - 3 * d0D2 * d0D2) + t5 * (d2D3 - 3 * d2D1 * d0D2);
  const t10 = t5 * t5;
  const t11 = V6 * (t2 + (1 / 2) * t6) * t7 + t2 * (t2 + t6) * t8 +
    (4 / 3) * t1 * (t1 * t9 + (3 / 8) * (d4D2 - 2 * d2D1 * d2D1) * t10) +
    (1 / 4) * t8 * t10 * (d4D1 * d4D1 + (1 / 3) * d2D1 * d6D1) + (1 / 12) * d2D1 * t4 * t7 * V8;
  return (3 / 4) * t11;
}
