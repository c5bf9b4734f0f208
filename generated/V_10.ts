/**
 * V_10, leading order, one input: V_10^(l) / (C_W^5 n_{l-1}^4)
 *
 * Written and certified by oneovern 0.1.0 for the request "V_10"; do not edit.
 * Operations: 113 (345 as a sum written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "n_{l-1}",
  "n_{l-2}",
  "V_4",
  "V_6",
  "V_8",
  "V_10",
  "<Delta^2>",
  "<Delta^3>",
  "<Delta^5>",
  "<d^2 Delta>",
  "<d^2 Delta^2>",
  "<d^2 Delta^3>",
  "<d^2 Delta^4>",
  "<d^4 Delta>",
  "<d^4 Delta^2>",
  "<d^4 Delta^3>",
  "<d^6 Delta>",
  "<d^6 Delta^2>",
  "<d^8 Delta>",
] as const;

/**
 * V_10^(l) / (C_W^5 n_{l-1}^4) from the values of `symbols`, in their order.
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array): number {
  requireLength(values);
  return value(values, 0);
}

/**
 * The same at many points: `points` holds the values of `symbols` point by point, 19 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 19),
): Float64Array {
  if (points.length !== 19 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 19 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 19 * i);
  }
  return results;
}

/** The inputs of `V_10`, by name. */
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
  /** V_10^(l-1), the connected 10-point vertex of layer l-1 */
  readonly V10: number;
  /** <Delta^2>, the Gaussian average of Delta^2 over layer l-1 */
  readonly d0D2: number;
  /** <Delta^3>, the Gaussian average of Delta^3 over layer l-1 */
  readonly d0D3: number;
  /** <Delta^5>, the Gaussian average of Delta^5 over layer l-1 */
  readonly d0D5: number;
  /** <d^2 Delta>, the Gaussian average of the 2nd derivative of Delta over layer l-1 */
  readonly d2D1: number;
  /** <d^2 Delta^2>, the Gaussian average of the 2nd derivative of Delta^2 over layer l-1 */
  readonly d2D2: number;
  /** <d^2 Delta^3>, the Gaussian average of the 2nd derivative of Delta^3 over layer l-1 */
  readonly d2D3: number;
  /** <d^2 Delta^4>, the Gaussian average of the 2nd derivative of Delta^4 over layer l-1 */
  readonly d2D4: number;
  /** <d^4 Delta>, the Gaussian average of the 4th derivative of Delta over layer l-1 */
  readonly d4D1: number;
  /** <d^4 Delta^2>, the Gaussian average of the 4th derivative of Delta^2 over layer l-1 */
  readonly d4D2: number;
  /** <d^4 Delta^3>, the Gaussian average of the 4th derivative of Delta^3 over layer l-1 */
  readonly d4D3: number;
  /** <d^6 Delta>, the Gaussian average of the 6th derivative of Delta over layer l-1 */
  readonly d6D1: number;
  /** <d^6 Delta^2>, the Gaussian average of the 6th derivative of Delta^2 over layer l-1 */
  readonly d6D2: number;
  /** <d^8 Delta>, the Gaussian average of the 8th derivative of Delta over layer l-1 */
  readonly d8D1: number;
}

/**
 * V_10^(l) / (C_W^5 n_{l-1}^4) =
 *       1/n_{l-1}^4 (<Delta^5> - 10 <Delta^3> <Delta^2>)
 *     + V_4/(n_{l-1}^3 n_{l-2}) (5/4 <d^2 Delta^4> <d^2 Delta> + 5/2 <d^2 Delta^3> <d^2 Delta^2> - 15 <d^2 Delta^2> <d^2 Delta> <Delta^2> - 5 <d^2 Delta>^2 <Delta^3>)
 *     + V_6/(n_{l-1}^2 n_{l-2}^2) (5/4 <d^2 Delta^3> <d^2 Delta>^2 + 15/8 <d^2 Delta^2>^2 <d^2 Delta> - 15/4 <d^2 Delta>^3 <Delta^2>)
 *     + V_4^2/(n_{l-1}^2 n_{l-2}^2) (5/8 <d^4 Delta^3> <d^2 Delta>^2 + 15/8 <d^4 Delta^2> <d^2 Delta^2> <d^2 Delta> + 5/4 <d^4 Delta> <d^2 Delta^3> <d^2 Delta> + 15/16 <d^4 Delta> <d^2 Delta^2>^2 - 45/8 <d^4 Delta> <d^2 Delta>^2 <Delta^2> - 15/2 <d^2 Delta^2> <d^2 Delta>^3)
 *     + 5/8 * V_8/(n_{l-1} n_{l-2}^3) <d^2 Delta^2> <d^2 Delta>^3
 *     + V_6 V_4/(n_{l-1} n_{l-2}^3) (15/16 <d^4 Delta^2> <d^2 Delta>^3 + 45/16 <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^2 - 15/8 <d^2 Delta>^5)
 *     + V_4^3/(n_{l-1} n_{l-2}^3) (5/32 <d^6 Delta^2> <d^2 Delta>^3 + 15/32 <d^6 Delta> <d^2 Delta^2> <d^2 Delta>^2 + 15/16 <d^4 Delta^2> <d^4 Delta> <d^2 Delta>^2 + 15/16 <d^4 Delta>^2 <d^2 Delta^2> <d^2 Delta> - 45/16 <d^4 Delta> <d^2 Delta>^4)
 *     + 1/32 * V_10/n_{l-2}^4 <d^2 Delta>^5
 *     + 5/16 * V_8 V_4/n_{l-2}^4 <d^4 Delta> <d^2 Delta>^4
 *     + 15/64 * V_6^2/n_{l-2}^4 <d^4 Delta> <d^2 Delta>^4
 *     + V_6 V_4^2/n_{l-2}^4 (15/64 <d^6 Delta> <d^2 Delta>^4 + 15/16 <d^4 Delta>^2 <d^2 Delta>^3)
 *     + V_4^4/n_{l-2}^4 (5/256 <d^8 Delta> <d^2 Delta>^4 + 15/64 <d^6 Delta> <d^4 Delta> <d^2 Delta>^3 + 15/64 <d^4 Delta>^3 <d^2 Delta>^2)
 */
export function V_10(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.n1,
    inputs.n2,
    inputs.V4,
    inputs.V6,
    inputs.V8,
    inputs.V10,
    inputs.d0D2,
    inputs.d0D3,
    inputs.d0D5,
    inputs.d2D1,
    inputs.d2D2,
    inputs.d2D3,
    inputs.d2D4,
    inputs.d4D1,
    inputs.d4D2,
    inputs.d4D3,
    inputs.d6D1,
    inputs.d6D2,
    inputs.d8D1,
  ));
}

function requireLength(values: Float64Array): void {
  if (values.length !== 19) {
    throw new RangeError(`${values.length} values for 19 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number): number {
  const n1 = x[at] as number;
  const n2 = x[at + 1] as number;
  const V4 = x[at + 2] as number;
  const V6 = x[at + 3] as number;
  const V8 = x[at + 4] as number;
  const V10 = x[at + 5] as number;
  const d0D2 = x[at + 6] as number;
  const d0D3 = x[at + 7] as number;
  const d0D5 = x[at + 8] as number;
  const d2D1 = x[at + 9] as number;
  const d2D2 = x[at + 10] as number;
  const d2D3 = x[at + 11] as number;
  const d2D4 = x[at + 12] as number;
  const d4D1 = x[at + 13] as number;
  const d4D2 = x[at + 14] as number;
  const d4D3 = x[at + 15] as number;
  const d6D1 = x[at + 16] as number;
  const d6D2 = x[at + 17] as number;
  const d8D1 = x[at + 18] as number;
  const t1 = 1 / n2;
  const t2 = V4 * V4;
  const t3 = d4D1 * t2;
  const t4 = V6 * d2D1;
  const t5 = d2D1 * d2D1;
  const t6 = d4D1 * d2D1;
  const t7 = V4 * d2D1;
  const t8 = t7 * t7;
  const t9 = d2D1 * V8 + (3 / 4) * V4 * t2 * d6D1;
  const t10 = V6 * ((t3 + (1 / 4) * t4) * t5 * t6 + (1 / 4) * t5 * d6D1 * t8) +
    (1 / 3) * d4D1 * t5 * (t7 * t9 + (3 / 4) * t3 * t3) +
    (1 / 48) * t5 * t5 * (t2 * t2 * d8D1 + (8 / 5) * d2D1 * V10);
  const t11 = 1 / n1;
  const t12 = d2D1 * (t3 + t4);
  const t13 = t7 * (2 * t5 - d4D2);
  const t14 = d2D2 * (d4D1 * t7 * (t3 + 3 * t4) + (2 / 3) * t5 * t9) - t12 * t13 - t7 * t8 * (t6 - (1 / 6) * d6D2);
  const t15 = d2D3 - 3 * d2D1 * d0D2;
  const t16 = d2D2 * (d2D2 * (t3 + 2 * t4) - 2 * V4 * t13) + (4 / 3) * t12 * t15 +
    (2 / 3) * t8 * (d4D3 - 3 * d4D1 * d0D2 - 6 * d2D1 * d2D2);
  const t17 = t11 * t11;
  const t18 = V4 * t11 * t17 * (d2D1 * (d2D4 - 6 * d2D2 * d0D2 - 4 * d2D1 * d0D3) + 2 * d2D2 * t15);
  const t19 = t1 * (t1 * (t1 * t10 + t11 * t14) + t16 * t17) + (4 / 3) * t18;
  return (15 / 16) * t1 * t19 + t17 * t17 * (d0D5 - 10 * d0D2 * d0D3);
}
