/**
 * V_4, leading order, one input: V_4^(l) / (C_W^2 n_{l-1})
 *
 * Written by oneovern 0.1.0 for the request "V_4"; do not edit.
 * Proved before it was written: generating function, class count, labelled total.
 * Operations: 8.
 */

/** The inputs of `evaluate`, in order. */
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
  if (values.length !== symbols.length) {
    throw new RangeError(`${values.length} values for ${symbols.length} symbols: ${symbols.join(", ")}`);
  }
  return part1(values);
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
 *
 *       1/n_{l-1} <Delta^2>
 *     + 1/4 * V_4/n_{l-2} <d^2 Delta>^2
 */
export function V_4({ n1, n2, V4, d0D2, d2D1 }: Inputs): number {
  return evaluate(Float64Array.of(n1, n2, V4, d0D2, d2D1));
}

function part1(values: Float64Array): number {
  const r1 = 1 / (values[0] as number);
  const r2 = 1 / (values[1] as number);
  const V4 = (values[2] as number);
  const d0D2 = (values[3] as number);
  const d2D1 = (values[4] as number);
  // 1/n_{l-1}
  let sum = r1 * d0D2;
  // V_4/n_{l-2}
  sum += r2 * V4 * (1 / 4) * d2D1 * d2D1;
  return sum;
}
