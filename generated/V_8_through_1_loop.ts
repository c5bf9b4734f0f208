/**
 * V_8 through 1 loop, one input: V_8^(l) / (C_W^4 n_{l-1}^3)
 *
 * Written and certified by oneovern 0.1.0 for the request "V_8 through 1 loop"; do not edit.
 * Operations: 181 (618 as a sum written out).
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
  "<Delta^4>",
  "<d^2 Delta>",
  "<d^2 Delta^2>",
  "<d^2 Delta^3>",
  "<d^4 Delta>",
  "<d^4 Delta^2>",
  "<d^4 Delta^3>",
  "<d^4 Delta^4>",
  "<d^6 Delta>",
  "<d^6 Delta^2>",
  "<d^6 Delta^3>",
  "<d^8 Delta>",
  "<d^8 Delta^2>",
  "<d^10 Delta>",
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
 * The same at many points: `points` holds the values of `symbols` point by point, 22 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 22),
): Float64Array {
  if (points.length !== 22 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 22 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 22 * i);
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
  /** V_10^(l-1), the connected 10-point vertex of layer l-1 */
  readonly V10: number;
  /** <Delta^2>, the Gaussian average of Delta^2 over layer l-1 */
  readonly d0D2: number;
  /** <Delta^3>, the Gaussian average of Delta^3 over layer l-1 */
  readonly d0D3: number;
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
  /** <d^4 Delta^3>, the Gaussian average of the 4th derivative of Delta^3 over layer l-1 */
  readonly d4D3: number;
  /** <d^4 Delta^4>, the Gaussian average of the 4th derivative of Delta^4 over layer l-1 */
  readonly d4D4: number;
  /** <d^6 Delta>, the Gaussian average of the 6th derivative of Delta over layer l-1 */
  readonly d6D1: number;
  /** <d^6 Delta^2>, the Gaussian average of the 6th derivative of Delta^2 over layer l-1 */
  readonly d6D2: number;
  /** <d^6 Delta^3>, the Gaussian average of the 6th derivative of Delta^3 over layer l-1 */
  readonly d6D3: number;
  /** <d^8 Delta>, the Gaussian average of the 8th derivative of Delta over layer l-1 */
  readonly d8D1: number;
  /** <d^8 Delta^2>, the Gaussian average of the 8th derivative of Delta^2 over layer l-1 */
  readonly d8D2: number;
  /** <d^10 Delta>, the Gaussian average of the 10th derivative of Delta over layer l-1 */
  readonly d10D1: number;
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
 *     + V_4/(n_{l-1}^3 n_{l-2}) (1/8 <d^4 Delta^4> - 3/4 <d^4 Delta^2> <Delta^2> - 1/2 <d^4 Delta> <Delta^3> - <d^2 Delta^3> <d^2 Delta> - 3/4 <d^2 Delta^2>^2 + 3 <d^2 Delta>^2 <Delta^2>)
 *     + V_6/(n_{l-1}^2 n_{l-2}^2) (1/4 <d^4 Delta^3> <d^2 Delta> + 3/8 <d^4 Delta^2> <d^2 Delta^2> + 1/4 <d^4 Delta> <d^2 Delta^3> - 3/2 <d^4 Delta> <d^2 Delta> <Delta^2> - 9/4 <d^2 Delta^2> <d^2 Delta>^2)
 *     + V_4^2/(n_{l-1}^2 n_{l-2}^2) (1/8 <d^6 Delta^3> <d^2 Delta> + 3/16 <d^6 Delta^2> <d^2 Delta^2> + 1/8 <d^6 Delta> <d^2 Delta^3> + 1/8 <d^4 Delta^3> <d^4 Delta> + 3/32 <d^4 Delta^2>^2 - 3/4 <d^6 Delta> <d^2 Delta> <Delta^2> - 3/2 <d^4 Delta^2> <d^2 Delta>^2 - 3/8 <d^4 Delta>^2 <Delta^2> - 3 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> + 15/8 <d^2 Delta>^4)
 *     + V_8/(n_{l-1} n_{l-2}^3) (3/16 <d^4 Delta^2> <d^2 Delta>^2 + 3/8 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> - 3/8 <d^2 Delta>^4)
 *     + V_6 V_4/(n_{l-1} n_{l-2}^3) (9/32 <d^6 Delta^2> <d^2 Delta>^2 + 9/16 <d^6 Delta> <d^2 Delta^2> <d^2 Delta> + 3/4 <d^4 Delta^2> <d^4 Delta> <d^2 Delta> + 3/8 <d^4 Delta>^2 <d^2 Delta^2> - 51/16 <d^4 Delta> <d^2 Delta>^3)
 *     + V_4^3/(n_{l-1} n_{l-2}^3) (3/64 <d^8 Delta^2> <d^2 Delta>^2 + 3/32 <d^8 Delta> <d^2 Delta^2> <d^2 Delta> + 3/16 <d^6 Delta^2> <d^4 Delta> <d^2 Delta> + 3/16 <d^6 Delta> <d^4 Delta^2> <d^2 Delta> + 3/16 <d^6 Delta> <d^4 Delta> <d^2 Delta^2> + 3/32 <d^4 Delta^2> <d^4 Delta>^2 - 3/4 <d^6 Delta> <d^2 Delta>^3 - 51/32 <d^4 Delta>^2 <d^2 Delta>^2)
 *     + 1/16 * V_10/n_{l-2}^4 <d^4 Delta> <d^2 Delta>^3
 *     + V_8 V_4/n_{l-2}^4 (1/8 <d^6 Delta> <d^2 Delta>^3 + 9/32 <d^4 Delta>^2 <d^2 Delta>^2)
 *     + V_6^2/n_{l-2}^4 (3/32 <d^6 Delta> <d^2 Delta>^3 + 3/16 <d^4 Delta>^2 <d^2 Delta>^2)
 *     + V_6 V_4^2/n_{l-2}^4 (3/32 <d^8 Delta> <d^2 Delta>^3 + 39/64 <d^6 Delta> <d^4 Delta> <d^2 Delta>^2 + 9/32 <d^4 Delta>^3 <d^2 Delta>)
 *     + V_4^4/n_{l-2}^4 (1/128 <d^10 Delta> <d^2 Delta>^3 + 9/128 <d^8 Delta> <d^4 Delta> <d^2 Delta>^2 + 3/64 <d^6 Delta>^2 <d^2 Delta>^2 + 9/64 <d^6 Delta> <d^4 Delta>^2 <d^2 Delta> + 3/256 <d^4 Delta>^4)
 */
export function V_8(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.n1,
    inputs.n2,
    inputs.V4,
    inputs.V6,
    inputs.V8,
    inputs.V10,
    inputs.d0D2,
    inputs.d0D3,
    inputs.d0D4,
    inputs.d2D1,
    inputs.d2D2,
    inputs.d2D3,
    inputs.d4D1,
    inputs.d4D2,
    inputs.d4D3,
    inputs.d4D4,
    inputs.d6D1,
    inputs.d6D2,
    inputs.d6D3,
    inputs.d8D1,
    inputs.d8D2,
    inputs.d10D1,
  ));
}

function requireLength(values: Float64Array): void {
  if (values.length !== 22) {
    throw new RangeError(`${values.length} values for 22 symbols: ${symbols.join(", ")}`);
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
  const d0D4 = x[at + 8] as number;
  const d2D1 = x[at + 9] as number;
  const d2D2 = x[at + 10] as number;
  const d2D3 = x[at + 11] as number;
  const d4D1 = x[at + 12] as number;
  const d4D2 = x[at + 13] as number;
  const d4D3 = x[at + 14] as number;
  const d4D4 = x[at + 15] as number;
  const d6D1 = x[at + 16] as number;
  const d6D2 = x[at + 17] as number;
  const d6D3 = x[at + 18] as number;
  const d8D1 = x[at + 19] as number;
  const d8D2 = x[at + 20] as number;
  const d10D1 = x[at + 21] as number;
  const t1 = 1 / n2;
  const t2 = d2D1 * d6D1;
  const t3 = d4D1 * d4D1;
  const t4 = d2D1 * d2D1;
  const t5 = d8D1 * t4;
  const t6 = t2 * (t2 + 3 * t3) + (3 / 2) * d4D1 * (t5 + (1 / 6) * d4D1 * t3) + (1 / 6) * d2D1 * t4 * d10D1;
  const t7 = V4 * V4;
  const t8 = d2D1 * d4D1;
  const t9 = t6 * t7 + 13 * V6 * ((t2 + (6 / 13) * t3) * t8 + (2 / 13) * d2D1 * t5);
  const t10 = (3 / 4) * V4 * (V4 * t9 + (8 / 3) * t4 * V8 * (t2 + (9 / 4) * t3)) + (3 / 2) * t4 * V6 * V6 * (t2 + 2 * t3) +
    t4 * t8 * V10;
  const t11 = 1 / n1;
  const t12 = t11 * (t4 - (1 / 2) * d4D2);
  const t13 = d2D1 * (t4 - 6 * t12);
  const t14 = t11 * d2D2;
  const t15 = d4D1 * t14;
  const t16 = t4 - t12;
  const t17 = t11 * (6 * t8 - d6D2);
  const t18 = d6D1 * (t13 + 3 * t15) + 3 * d4D1 * (d4D1 * t16 - d2D1 * t17) +
    (3 / 2) * d2D1 * t11 * (d8D1 * d2D2 - 4 * d2D1 * (t2 + (3 / 4) * t3 - (1 / 8) * d8D2));
  const t19 = t14 * (t2 + (2 / 3) * t3) + (2 / 3) * t8 * (t4 - 4 * t12) - (1 / 2) * t4 * t17;
  const t20 = t1 * t10 + V4 * (t7 * t18 + 9 * V6 * t19) + d2D1 * V8 * (t13 + 6 * t15);
  const t21 = d6D3 + 12 * d2D1 * (t4 - (3 / 4) * d4D2) - 3 * d6D1 * d0D2 - 9 * d4D1 * d2D2;
  const t22 = d4D3 - 3 * d4D1 * d0D2 - 6 * d2D1 * d2D2;
  const t23 = d2D3 - 3 * d2D1 * d0D2;
  const t24 = t11 * t11;
  const t25 = t12 * (t4 - (1 / 2) * t12) - t14 * (t8 - (1 / 4) * t17) -
    (1 / 6) * (d2D1 * t21 + d4D1 * t22 + d6D1 * t23) * t24;
  const t26 = t7 * t25 - (1 / 12) * t1 * t20 - V6 * (t14 * t16 + (1 / 3) * t24 * (d2D1 * t22 + d4D1 * t23));
  const t27 = d2D1 * t23 + (3 / 4) * d2D2 * d2D2;
  const t28 = t27 + t11 * ((1 / 8) * d4D4 - (3 / 4) * d4D2 * d0D2 - (1 / 2) * d4D1 * d0D3 - t27);
  return t11 * t24 * (d0D4 - 3 * d0D2 * d0D2) - t1 * ((3 / 4) * t1 * t26 - V4 * t24 * t28);
}
