/**
 * V_8, leading order, one input: V_8^(l) / (C_W^4 n_{l-1}^3)
 *
 * Written by oneovern 0.1.0 for the request "V_8"; do not edit.
 * Proved before it was written: generating function, class count, labelled total.
 * Operations: 76.
 */

/** The inputs of `evaluate`, in order. */
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
  if (values.length !== symbols.length) {
    throw new RangeError(`${values.length} values for ${symbols.length} symbols: ${symbols.join(", ")}`);
  }
  return part1(values);
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
 *
 *       1/n_{l-1}^3 (<Delta^4> - 3 <Delta^2>^2)
 *     + V_4/(n_{l-1}^2 n_{l-2}) (<d^2 Delta^3> <d^2 Delta> + 3/4 <d^2 Delta^2>^2 - 3 <d^2 Delta>^2 <Delta^2>)
 *     + 3/4 * V_6/(n_{l-1} n_{l-2}^2) <d^2 Delta^2> <d^2 Delta>^2
 *     + V_4^2/(n_{l-1} n_{l-2}^2) (3/8 <d^4 Delta^2> <d^2 Delta>^2 + 3/4 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> - 3/4 <d^2 Delta>^4)
 *     + 1/16 * V_8/n_{l-2}^3 <d^2 Delta>^4
 *     + 3/8 * V_6 V_4/n_{l-2}^3 <d^4 Delta> <d^2 Delta>^3
 *     + V_4^3/n_{l-2}^3 (1/16 <d^6 Delta> <d^2 Delta>^3 + 3/16 <d^4 Delta>^2 <d^2 Delta>^2)
 */
export function V_8({ n1, n2, V4, V6, V8, d0D2, d0D4, d2D1, d2D2, d2D3, d4D1, d4D2, d6D1 }: Inputs): number {
  return evaluate(Float64Array.of(n1, n2, V4, V6, V8, d0D2, d0D4, d2D1, d2D2, d2D3, d4D1, d4D2, d6D1));
}

function part1(values: Float64Array): number {
  const r1 = 1 / (values[0] as number);
  const r2 = 1 / (values[1] as number);
  const V4 = (values[2] as number);
  const V6 = (values[3] as number);
  const V8 = (values[4] as number);
  const d0D2 = (values[5] as number);
  const d0D4 = (values[6] as number);
  const d2D1 = (values[7] as number);
  const d2D2 = (values[8] as number);
  const d2D3 = (values[9] as number);
  const d4D1 = (values[10] as number);
  const d4D2 = (values[11] as number);
  const d6D1 = (values[12] as number);
  // 1/n_{l-1}^3
  let sum = r1 * r1 * r1 * (-3 * d0D2 * d0D2 + d0D4);
  // V_4/(n_{l-1}^2 n_{l-2})
  sum += r1 * r1 * r2 * V4 * (d2D1 * (-3 * d0D2 * d2D1 + d2D3) + (3 / 4) * d2D2 * d2D2);
  // V_4^2/(n_{l-1} n_{l-2}^2)
  sum += r1 * r2 * r2 * V4 * V4 * d2D1 * (d2D1 * ((3 / 8) * d4D2 - (3 / 4) * d2D1 * d2D1) + (3 / 4) * d2D2 * d4D1);
  // V_6/(n_{l-1} n_{l-2}^2)
  sum += r1 * r2 * r2 * V6 * (3 / 4) * d2D1 * d2D1 * d2D2;
  // V_6 V_4/n_{l-2}^3
  sum += r2 * r2 * r2 * V4 * V6 * (3 / 8) * d2D1 * d2D1 * d2D1 * d4D1;
  // V_4^3/n_{l-2}^3
  sum += r2 * r2 * r2 * V4 * V4 * V4 * d2D1 * d2D1 * ((3 / 16) * d4D1 * d4D1 + (1 / 16) * d2D1 * d6D1);
  // V_8/n_{l-2}^3
  sum += r2 * r2 * r2 * V8 * (1 / 16) * d2D1 * d2D1 * d2D1 * d2D1;
  return sum;
}
