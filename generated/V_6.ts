/**
 * V_6, leading order, one input: V_6^(l) / (C_W^3 n_{l-1}^2)
 *
 * Written by oneovern 0.1.0 for the request "V_6"; do not edit.
 * Proved before it was written: generating function, class count, labelled total.
 * Operations: 25.
 */

/** The inputs of `evaluate`, in order. */
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
  if (values.length !== symbols.length) {
    throw new RangeError(`${values.length} values for ${symbols.length} symbols: ${symbols.join(", ")}`);
  }
  return part1(values);
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
 *
 *       1/n_{l-1}^2 <Delta^3>
 *     + 3/4 * V_4/(n_{l-1} n_{l-2}) <d^2 Delta^2> <d^2 Delta>
 *     + 1/8 * V_6/n_{l-2}^2 <d^2 Delta>^3
 *     + 3/16 * V_4^2/n_{l-2}^2 <d^4 Delta> <d^2 Delta>^2
 */
export function V_6({ n1, n2, V4, V6, d0D3, d2D1, d2D2, d4D1 }: Inputs): number {
  return evaluate(Float64Array.of(n1, n2, V4, V6, d0D3, d2D1, d2D2, d4D1));
}

function part1(values: Float64Array): number {
  const r1 = 1 / (values[0] as number);
  const r2 = 1 / (values[1] as number);
  const V4 = (values[2] as number);
  const V6 = (values[3] as number);
  const d0D3 = (values[4] as number);
  const d2D1 = (values[5] as number);
  const d2D2 = (values[6] as number);
  const d4D1 = (values[7] as number);
  // 1/n_{l-1}^2
  let sum = r1 * r1 * d0D3;
  // V_4/(n_{l-1} n_{l-2})
  sum += r1 * r2 * V4 * (3 / 4) * d2D1 * d2D2;
  // V_4^2/n_{l-2}^2
  sum += r2 * r2 * V4 * V4 * (3 / 16) * d2D1 * d2D1 * d4D1;
  // V_6/n_{l-2}^2
  sum += r2 * r2 * V6 * (1 / 8) * d2D1 * d2D1 * d2D1;
  return sum;
}
