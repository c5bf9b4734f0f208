/**
 * V_12, leading order, one input: V_12^(l) / (C_W^6 n_{l-1}^5)
 *
 * Written and certified by oneovern 0.1.0 for the request "V_12"; do not edit.
 * Operations: 266 (1131 as a sum written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "n_{l-1}",
  "n_{l-2}",
  "V_4",
  "V_6",
  "V_8",
  "V_10",
  "V_12",
  "<Delta^2>",
  "<Delta^3>",
  "<Delta^4>",
  "<Delta^6>",
  "<d^2 Delta>",
  "<d^2 Delta^2>",
  "<d^2 Delta^3>",
  "<d^2 Delta^4>",
  "<d^2 Delta^5>",
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
 * V_12^(l) / (C_W^6 n_{l-1}^5) from the values of `symbols`, in their order.
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array): number {
  requireLength(values);
  return value(values, 0);
}

/**
 * The same at many points: `points` holds the values of `symbols` point by point, 26 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 26),
): Float64Array {
  if (points.length !== 26 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 26 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 26 * i);
  }
  return results;
}

/** The inputs of `V_12`, by name. */
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
  /** V_12^(l-1), the connected 12-point vertex of layer l-1 */
  readonly V12: number;
  /** <Delta^2>, the Gaussian average of Delta^2 over layer l-1 */
  readonly d0D2: number;
  /** <Delta^3>, the Gaussian average of Delta^3 over layer l-1 */
  readonly d0D3: number;
  /** <Delta^4>, the Gaussian average of Delta^4 over layer l-1 */
  readonly d0D4: number;
  /** <Delta^6>, the Gaussian average of Delta^6 over layer l-1 */
  readonly d0D6: number;
  /** <d^2 Delta>, the Gaussian average of the 2nd derivative of Delta over layer l-1 */
  readonly d2D1: number;
  /** <d^2 Delta^2>, the Gaussian average of the 2nd derivative of Delta^2 over layer l-1 */
  readonly d2D2: number;
  /** <d^2 Delta^3>, the Gaussian average of the 2nd derivative of Delta^3 over layer l-1 */
  readonly d2D3: number;
  /** <d^2 Delta^4>, the Gaussian average of the 2nd derivative of Delta^4 over layer l-1 */
  readonly d2D4: number;
  /** <d^2 Delta^5>, the Gaussian average of the 2nd derivative of Delta^5 over layer l-1 */
  readonly d2D5: number;
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
 * V_12^(l) / (C_W^6 n_{l-1}^5) =
 *       1/n_{l-1}^5 (<Delta^6> - 15 <Delta^4> <Delta^2> - 10 <Delta^3>^2 + 30 <Delta^2>^3)
 *     + V_4/(n_{l-1}^4 n_{l-2}) (3/2 <d^2 Delta^5> <d^2 Delta> + 15/4 <d^2 Delta^4> <d^2 Delta^2> + 5/2 <d^2 Delta^3>^2 - 30 <d^2 Delta^3> <d^2 Delta> <Delta^2> - 45/2 <d^2 Delta^2>^2 <Delta^2> - 30 <d^2 Delta^2> <d^2 Delta> <Delta^3> - 15/2 <d^2 Delta>^2 <Delta^4> + 135/2 <d^2 Delta>^2 <Delta^2>^2)
 *     + V_6/(n_{l-1}^3 n_{l-2}^2) (15/8 <d^2 Delta^4> <d^2 Delta>^2 + 15/2 <d^2 Delta^3> <d^2 Delta^2> <d^2 Delta> + 15/8 <d^2 Delta^2>^3 - 135/4 <d^2 Delta^2> <d^2 Delta>^2 <Delta^2> - 15/2 <d^2 Delta>^3 <Delta^3>)
 *     + V_4^2/(n_{l-1}^3 n_{l-2}^2) (15/16 <d^4 Delta^4> <d^2 Delta>^2 + 15/4 <d^4 Delta^3> <d^2 Delta^2> <d^2 Delta> + 15/4 <d^4 Delta^2> <d^2 Delta^3> <d^2 Delta> + 45/16 <d^4 Delta^2> <d^2 Delta^2>^2 + 15/8 <d^4 Delta> <d^2 Delta^4> <d^2 Delta> + 15/4 <d^4 Delta> <d^2 Delta^3> <d^2 Delta^2> - 135/8 <d^4 Delta^2> <d^2 Delta>^2 <Delta^2> - 135/4 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> <Delta^2> - 45/4 <d^4 Delta> <d^2 Delta>^2 <Delta^3> - 15 <d^2 Delta^3> <d^2 Delta>^3 - 135/4 <d^2 Delta^2>^2 <d^2 Delta>^2 + 45 <d^2 Delta>^4 <Delta^2>)
 *     + V_8/(n_{l-1}^2 n_{l-2}^3) (5/4 <d^2 Delta^3> <d^2 Delta>^3 + 45/16 <d^2 Delta^2>^2 <d^2 Delta>^2 - 15/4 <d^2 Delta>^4 <Delta^2>)
 *     + V_6 V_4/(n_{l-1}^2 n_{l-2}^3) (15/8 <d^4 Delta^3> <d^2 Delta>^3 + 135/16 <d^4 Delta^2> <d^2 Delta^2> <d^2 Delta>^2 + 45/8 <d^4 Delta> <d^2 Delta^3> <d^2 Delta>^2 + 135/16 <d^4 Delta> <d^2 Delta^2>^2 <d^2 Delta> - 45/2 <d^4 Delta> <d^2 Delta>^3 <Delta^2> - 225/8 <d^2 Delta^2> <d^2 Delta>^4)
 *     + V_4^3/(n_{l-1}^2 n_{l-2}^3) (5/16 <d^6 Delta^3> <d^2 Delta>^3 + 45/32 <d^6 Delta^2> <d^2 Delta^2> <d^2 Delta>^2 + 15/16 <d^6 Delta> <d^2 Delta^3> <d^2 Delta>^2 + 45/32 <d^6 Delta> <d^2 Delta^2>^2 <d^2 Delta> + 15/8 <d^4 Delta^3> <d^4 Delta> <d^2 Delta>^2 + 45/32 <d^4 Delta^2>^2 <d^2 Delta>^2 + 45/8 <d^4 Delta^2> <d^4 Delta> <d^2 Delta^2> <d^2 Delta> + 15/8 <d^4 Delta>^2 <d^2 Delta^3> <d^2 Delta> + 45/32 <d^4 Delta>^2 <d^2 Delta^2>^2 - 15/4 <d^6 Delta> <d^2 Delta>^3 <Delta^2> - 135/16 <d^4 Delta^2> <d^2 Delta>^4 - 45/4 <d^4 Delta>^2 <d^2 Delta>^2 <Delta^2> - 135/4 <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^3 + 75/8 <d^2 Delta>^6)
 *     + 15/32 * V_10/(n_{l-1} n_{l-2}^4) <d^2 Delta^2> <d^2 Delta>^4
 *     + V_8 V_4/(n_{l-1} n_{l-2}^4) (15/16 <d^4 Delta^2> <d^2 Delta>^4 + 15/4 <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^3 - 15/8 <d^2 Delta>^6)
 *     + V_6^2/(n_{l-1} n_{l-2}^4) (45/64 <d^4 Delta^2> <d^2 Delta>^4 + 45/16 <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^3 - 45/32 <d^2 Delta>^6)
 *     + V_6 V_4^2/(n_{l-1} n_{l-2}^4) (45/64 <d^6 Delta^2> <d^2 Delta>^4 + 45/16 <d^6 Delta> <d^2 Delta^2> <d^2 Delta>^3 + 45/8 <d^4 Delta^2> <d^4 Delta> <d^2 Delta>^3 + 135/16 <d^4 Delta>^2 <d^2 Delta^2> <d^2 Delta>^2 - 495/32 <d^4 Delta> <d^2 Delta>^5)
 *     + V_4^4/(n_{l-1} n_{l-2}^4) (15/256 <d^8 Delta^2> <d^2 Delta>^4 + 15/64 <d^8 Delta> <d^2 Delta^2> <d^2 Delta>^3 + 45/64 <d^6 Delta^2> <d^4 Delta> <d^2 Delta>^3 + 45/64 <d^6 Delta> <d^4 Delta^2> <d^2 Delta>^3 + 135/64 <d^6 Delta> <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^2 + 135/64 <d^4 Delta^2> <d^4 Delta>^2 <d^2 Delta>^2 + 45/32 <d^4 Delta>^3 <d^2 Delta^2> <d^2 Delta> - 15/8 <d^6 Delta> <d^2 Delta>^5 - 1125/128 <d^4 Delta>^2 <d^2 Delta>^4)
 *     + 1/64 * V_12/n_{l-2}^5 <d^2 Delta>^6
 *     + 15/64 * V_10 V_4/n_{l-2}^5 <d^4 Delta> <d^2 Delta>^5
 *     + 15/32 * V_8 V_6/n_{l-2}^5 <d^4 Delta> <d^2 Delta>^5
 *     + V_8 V_4^2/n_{l-2}^5 (15/64 <d^6 Delta> <d^2 Delta>^5 + 75/64 <d^4 Delta>^2 <d^2 Delta>^4)
 *     + V_6^2 V_4/n_{l-2}^5 (45/128 <d^6 Delta> <d^2 Delta>^5 + 225/128 <d^4 Delta>^2 <d^2 Delta>^4)
 *     + V_6 V_4^3/n_{l-2}^5 (15/128 <d^8 Delta> <d^2 Delta>^5 + 225/128 <d^6 Delta> <d^4 Delta> <d^2 Delta>^4 + 75/32 <d^4 Delta>^3 <d^2 Delta>^3)
 *     + V_4^5/n_{l-2}^5 (3/512 <d^10 Delta> <d^2 Delta>^5 + 15/128 <d^8 Delta> <d^4 Delta> <d^2 Delta>^4 + 45/512 <d^6 Delta>^2 <d^2 Delta>^4 + 45/64 <d^6 Delta> <d^4 Delta>^2 <d^2 Delta>^3 + 45/128 <d^4 Delta>^4 <d^2 Delta>^2)
 */
export function V_12(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.n1,
    inputs.n2,
    inputs.V4,
    inputs.V6,
    inputs.V8,
    inputs.V10,
    inputs.V12,
    inputs.d0D2,
    inputs.d0D3,
    inputs.d0D4,
    inputs.d0D6,
    inputs.d2D1,
    inputs.d2D2,
    inputs.d2D3,
    inputs.d2D4,
    inputs.d2D5,
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
  if (values.length !== 26) {
    throw new RangeError(`${values.length} values for 26 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number): number {
  const n1 = x[at] as number;
  const n2 = x[at + 1] as number;
  const V4 = x[at + 2] as number;
  const V6 = x[at + 3] as number;
  const V8 = x[at + 4] as number;
  const V10 = x[at + 5] as number;
  const V12 = x[at + 6] as number;
  const d0D2 = x[at + 7] as number;
  const d0D3 = x[at + 8] as number;
  const d0D4 = x[at + 9] as number;
  const d0D6 = x[at + 10] as number;
  const d2D1 = x[at + 11] as number;
  const d2D2 = x[at + 12] as number;
  const d2D3 = x[at + 13] as number;
  const d2D4 = x[at + 14] as number;
  const d2D5 = x[at + 15] as number;
  const d4D1 = x[at + 16] as number;
  const d4D2 = x[at + 17] as number;
  const d4D3 = x[at + 18] as number;
  const d4D4 = x[at + 19] as number;
  const d6D1 = x[at + 20] as number;
  const d6D2 = x[at + 21] as number;
  const d6D3 = x[at + 22] as number;
  const d8D1 = x[at + 23] as number;
  const d8D2 = x[at + 24] as number;
  const d10D1 = x[at + 25] as number;
  const t1 = d0D2 * d0D2;
  const t2 = n1 / n2;
  const t3 = t2 * V4;
  const t4 = (1 / 2) * d0D4 * d2D1 + d0D2 * d2D3 + d0D3 * d2D2 - (1 / 10) * d2D5 - 3 * t1 * d2D1;
  const t5 = d2D4 - 4 * d0D3 * d2D1 - 6 * d0D2 * d2D2;
  const t6 = d2D1 * t3;
  const t7 = t6 * t6;
  const t8 = t6 * t7;
  const t9 = d2D1 * d2D1;
  const t10 = d4D2 - 2 * t9;
  const t11 = d2D2 + (1 / 2) * d4D1 * t6;
  const t12 = t2 * t2;
  const t13 = t12 * V6;
  const t14 = t3 * t11 + (1 / 2) * t9 * t13;
  const t15 = d6D2 - 6 * d2D1 * d4D1;
  const t16 = d4D3 - 6 * d2D1 * d2D2 - 3 * d0D2 * d4D1;
  const t17 = d2D3 - 3 * d0D2 * d2D1;
  const t18 = (4 / 3) * t17 + d4D1 * t14 + (1 / 4) * t7 * d6D1 + t6 * t10;
  const t19 = d2D1 * t11;
  const t20 = t2 * t12;
  const t21 = t20 * V8;
  const t22 = d2D1 * t9;
  const t23 = t3 * t18 + 2 * t13 * t19 + (1 / 3) * t21 * t22;
  const t24 = t6 * t14;
  const t25 = t5 + (1 / 16) * d8D1 * t8 + (3 / 2) * t10 * t14 + (3 / 8) * t7 * t15 + t6 * t16 +
    (3 / 4) * (d4D1 * t23 + d6D1 * t24);
  const t26 = d2D1 * t18 + t11 * t11;
  const t27 = t2 * t20;
  const t28 = t27 * V10;
  const t29 = t9 * t9;
  const t30 = t3 * t25 + (3 / 2) * t13 * t26 + t21 * (d2D1 * t19 + (1 / 2) * t9 * t11) + (1 / 8) * t28 * t29;
  const t31 = t6 * t23 + t14 * t14;
  const t32 = t6 * t24 + (1 / 2) * t7 * t14;
  const t33 = t7 * t7;
  const t34 = d8D2 - 8 * d2D1 * d6D1 - 6 * d4D1 * d4D1;
  const t35 = d2D1 * d4D2 + d2D2 * d4D1 + (1 / 3) * d0D2 * d6D1 - (4 / 3) * t22 - (1 / 9) * d6D3;
  const t36 = (4 / 3) * d2D1 * d2D3 + (2 / 3) * d0D3 * d4D1 + d0D2 * d4D2 + d2D2 * d2D2 - (1 / 6) * d4D4 - 4 * d0D2 * t9;
  const t37 = (2 / 3) * d4D1 * t30 + (1 / 2) * d6D1 * t31 + (1 / 6) * d8D1 * t32 + (1 / 96) * d10D1 * t33 + t10 * t23 +
    t15 * t24 + (1 / 12) * t8 * t34 + (4 / 3) * t14 * t16 - (16 / 3) * t4 - 3 * t7 * t35 - 4 * t6 * t36;
  const t38 = (3 / 2) * t3 * t37 + 2 * t13 * (d2D1 * t25 + (3 / 2) * t11 * t18) +
    t21 * (d2D1 * t26 + 2 * t11 * t19 + (1 / 2) * t9 * t18) + t28 * t9 * t19 +
    (1 / 20) * t2 * t27 * V12 * d2D1 * t29;
  const t39 = (16 / 5) * (d0D6 + 30 * d0D2 * t1 - 15 * d0D2 * d0D4 - 10 * d0D3 * d0D3) + d2D1 * t38 +
    d4D1 * (t6 * t30 + (3 / 2) * t14 * t23) + (1 / 4) * d6D1 * (t6 * t31 + 2 * t14 * t24 + (1 / 2) * t7 * t23) +
    (1 / 8) * d8D1 * t7 * t24 + (1 / 320) * d10D1 * t6 * t33 + 4 * d2D2 * t30 + 3 * t10 * t31 + t15 * t32 +
    (1 / 16) * t33 * t34 + 8 * t5 * t14 + 6 * (t17 * t23 + t16 * t24) - (9 / 2) * t8 * t35 - 12 * t7 * t36 -
    40 * t4 * t6;
  const t40 = 1 / n1;
  const t41 = t40 * t40;
  return (5 / 16) * t39 * t40 * t41 * t41;
}
