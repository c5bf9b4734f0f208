/**
 * V_10, leading order, one input: V_10^(l) / (C_W^5 n_{l-1}^4)
 *
 * Written by oneovern 0.1.0 for the request "V_10"; do not edit.
 * Proved before it was written: generating function, class count, labelled total.
 * Operations: 191.
 */

/** The inputs of `evaluate`, in order. */
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
  if (values.length !== symbols.length) {
    throw new RangeError(`${values.length} values for ${symbols.length} symbols: ${symbols.join(", ")}`);
  }
  return part1(values);
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
 *
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
export function V_10({ n1, n2, V4, V6, V8, V10, d0D2, d0D3, d0D5, d2D1, d2D2, d2D3, d2D4, d4D1, d4D2, d4D3, d6D1, d6D2, d8D1 }: Inputs): number {
  return evaluate(Float64Array.of(n1, n2, V4, V6, V8, V10, d0D2, d0D3, d0D5, d2D1, d2D2, d2D3, d2D4, d4D1, d4D2, d4D3, d6D1, d6D2, d8D1));
}

function part1(values: Float64Array): number {
  const r1 = 1 / (values[0] as number);
  const r2 = 1 / (values[1] as number);
  const V4 = (values[2] as number);
  const V6 = (values[3] as number);
  const V8 = (values[4] as number);
  const V10 = (values[5] as number);
  const d0D2 = (values[6] as number);
  const d0D3 = (values[7] as number);
  const d0D5 = (values[8] as number);
  const d2D1 = (values[9] as number);
  const d2D2 = (values[10] as number);
  const d2D3 = (values[11] as number);
  const d2D4 = (values[12] as number);
  const d4D1 = (values[13] as number);
  const d4D2 = (values[14] as number);
  const d4D3 = (values[15] as number);
  const d6D1 = (values[16] as number);
  const d6D2 = (values[17] as number);
  const d8D1 = (values[18] as number);
  // 1/n_{l-1}^4
  let sum = r1 * r1 * r1 * r1 * (-10 * d0D2 * d0D3 + d0D5);
  // V_4/(n_{l-1}^3 n_{l-2})
  sum += r1 * r1 * r1 * r2 * V4 * (d2D1 * (-15 * d0D2 * d2D2 - 5 * d0D3 * d2D1 + (5 / 4) * d2D4) + (5 / 2) * d2D2 * d2D3);
  // V_4^2/(n_{l-1}^2 n_{l-2}^2)
  sum += r1 * r1 * r2 * r2 * V4 * V4 * (d2D1 * (d2D1 * (-(45 / 8) * d0D2 * d4D1 + (5 / 8) * d4D3 - (15 / 2) * d2D1 * d2D2) + (15 / 8) * d2D2 * d4D2 + (5 / 4) * d2D3 * d4D1) + (15 / 16) * d2D2 * d2D2 * d4D1);
  // V_6/(n_{l-1}^2 n_{l-2}^2)
  sum += r1 * r1 * r2 * r2 * V6 * d2D1 * (d2D1 * (-(15 / 4) * d0D2 * d2D1 + (5 / 4) * d2D3) + (15 / 8) * d2D2 * d2D2);
  // V_6 V_4/(n_{l-1} n_{l-2}^3)
  sum += r1 * r2 * r2 * r2 * V4 * V6 * d2D1 * d2D1 * (d2D1 * ((15 / 16) * d4D2 - (15 / 8) * d2D1 * d2D1) + (45 / 16) * d2D2 * d4D1);
  // V_4^3/(n_{l-1} n_{l-2}^3)
  sum += r1 * r2 * r2 * r2 * V4 * V4 * V4 * d2D1 * (d2D1 * (d2D1 * ((5 / 32) * d6D2 - (45 / 16) * d2D1 * d4D1) + (15 / 32) * d2D2 * d6D1 + (15 / 16) * d4D1 * d4D2) + (15 / 16) * d2D2 * d4D1 * d4D1);
  // V_8/(n_{l-1} n_{l-2}^3)
  sum += r1 * r2 * r2 * r2 * V8 * (5 / 8) * d2D1 * d2D1 * d2D1 * d2D2;
  // V_8 V_4/n_{l-2}^4
  sum += r2 * r2 * r2 * r2 * V4 * V8 * (5 / 16) * d2D1 * d2D1 * d2D1 * d2D1 * d4D1;
  // V_6 V_4^2/n_{l-2}^4
  sum += r2 * r2 * r2 * r2 * V4 * V4 * V6 * d2D1 * d2D1 * d2D1 * ((15 / 16) * d4D1 * d4D1 + (15 / 64) * d2D1 * d6D1);
  // V_4^4/n_{l-2}^4
  sum += r2 * r2 * r2 * r2 * V4 * V4 * V4 * V4 * d2D1 * d2D1 * (d2D1 * ((15 / 64) * d4D1 * d6D1 + (5 / 256) * d2D1 * d8D1) + (15 / 64) * d4D1 * d4D1 * d4D1);
  // V_6^2/n_{l-2}^4
  sum += r2 * r2 * r2 * r2 * V6 * V6 * (15 / 64) * d2D1 * d2D1 * d2D1 * d2D1 * d4D1;
  // V_10/n_{l-2}^4
  sum += r2 * r2 * r2 * r2 * V10 * (1 / 32) * d2D1 * d2D1 * d2D1 * d2D1 * d2D1;
  return sum;
}
