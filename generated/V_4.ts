/**
 * V_4, leading order, one input: V_4^(l) / (C_W^2 n_{l-1})
 *
 * Written and certified by oneovern 0.1.0 for the request "V_4"; do not edit.
 * Operations: 6 (8 as a sum written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "n_{l-1}",
  "n_{l-2}",
  "V_4",
  "<Delta^2>",
  "<d^2 Delta>",
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
 * The same at many points: `points` holds the values of `symbols` point by point, 5 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 5),
): Float64Array {
  if (points.length !== 5 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 5 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 5 * i);
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
  /** <Delta^2>, the Gaussian average of Delta^2 over layer l-1 */
  readonly d0D2: number;
  /** <d^2 Delta>, the Gaussian average of the 2nd derivative of Delta over layer l-1 */
  readonly d2D1: number;
}

/**
 * V_4^(l) / (C_W^2 n_{l-1}) =
 *       1/n_{l-1} <Delta^2>
 *     + 1/4 * V_4/n_{l-2} <d^2 Delta>^2
 */
export function V_4(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.n1,
    inputs.n2,
    inputs.V4,
    inputs.d0D2,
    inputs.d2D1,
  ));
}

function requireLength(values: Float64Array): void {
  if (values.length !== 5) {
    throw new RangeError(`${values.length} values for 5 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number): number {
  const n1 = x[at] as number;
  const n2 = x[at + 1] as number;
  const V4 = x[at + 2] as number;
  const d0D2 = x[at + 3] as number;
  const d2D1 = x[at + 4] as number;
  return d0D2 / n1 + (1 / 4) * V4 * d2D1 * d2D1 / n2;
}
