/**
 * V_6, leading order, one input: V_6^(l) / (C_W^3 n_{l-1}^2)
 *
 * Written and certified by oneovern 0.1.0 for the request "V_6"; do not edit.
 * Operations: 17 (25 as a sum written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "n_{l-1}",
  "n_{l-2}",
  "V_4",
  "V_6",
  "<Delta^3>",
  "<d^2 Delta>",
  "<d^2 Delta^2>",
  "<d^4 Delta>",
] as const;

/**
 * V_6^(l) / (C_W^3 n_{l-1}^2) from the values of `symbols`, in their order.
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array): number {
  requireLength(values);
  return value(values, 0);
}

/**
 * The same at many points: `points` holds the values of `symbols` point by point, 8 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 8),
): Float64Array {
  if (points.length !== 8 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 8 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 8 * i);
  }
  return results;
}

/** The inputs of `V_6`, by name. */
export interface Inputs {
  /** n_{l-1}, the width of layer l-1 */
  readonly n1: number;
  /** n_{l-2}, the width of layer l-2 */
  readonly n2: number;
  /** V_4^(l-1), the connected 4-point vertex of layer l-1 */
  readonly V4: number;
  /** V_6^(l-1), the connected 6-point vertex of layer l-1 */
  readonly V6: number;
  /** <Delta^3>, the Gaussian average of Delta^3 over layer l-1 */
  readonly d0D3: number;
  /** <d^2 Delta>, the Gaussian average of the 2nd derivative of Delta over layer l-1 */
  readonly d2D1: number;
  /** <d^2 Delta^2>, the Gaussian average of the 2nd derivative of Delta^2 over layer l-1 */
  readonly d2D2: number;
  /** <d^4 Delta>, the Gaussian average of the 4th derivative of Delta over layer l-1 */
  readonly d4D1: number;
}

/**
 * V_6^(l) / (C_W^3 n_{l-1}^2) =
 *       1/n_{l-1}^2 <Delta^3>
 *     + 3/4 * V_4/(n_{l-1} n_{l-2}) <d^2 Delta^2> <d^2 Delta>
 *     + 1/8 * V_6/n_{l-2}^2 <d^2 Delta>^3
 *     + 3/16 * V_4^2/n_{l-2}^2 <d^4 Delta> <d^2 Delta>^2
 */
export function V_6(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.n1,
    inputs.n2,
    inputs.V4,
    inputs.V6,
    inputs.d0D3,
    inputs.d2D1,
    inputs.d2D2,
    inputs.d4D1,
  ));
}

function requireLength(values: Float64Array): void {
  if (values.length !== 8) {
    throw new RangeError(`${values.length} values for 8 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number): number {
  const n1 = x[at] as number;
  const n2 = x[at + 1] as number;
  const V4 = x[at + 2] as number;
  const V6 = x[at + 3] as number;
  const d0D3 = x[at + 4] as number;
  const d2D1 = x[at + 5] as number;
  const d2D2 = x[at + 6] as number;
  const d4D1 = x[at + 7] as number;
  const t1 = 1 / n1;
  const t2 = d2D1 / n2;
  return t1 * (t1 * d0D3 + (3 / 4) * V4 * d2D2 * t2) + (3 / 16) * t2 * t2 * (V4 * V4 * d4D1 + (2 / 3) * d2D1 * V6);
}
