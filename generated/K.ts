/**
 * K, leading order, one input: (K^(l) - C_b) / C_W
 *
 * Written by oneovern 0.1.0 for the request "K"; do not edit.
 * Proved before it was written: generating function, class count, labelled total.
 * Operations: 0.
 */

/** The inputs of `evaluate`, in order. */
export const symbols = [
  "<sigma^2>",
] as const;

/**
 * (K^(l) - C_b) / C_W from the values of `symbols`, in their order.
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array): number {
  if (values.length !== symbols.length) {
    throw new RangeError(`${values.length} values for ${symbols.length} symbols: ${symbols.join(", ")}`);
  }
  return part1(values);
}

/** The inputs of `K`, by name. */
export interface Inputs {
  /** <sigma^2>, a Gaussian average over layer l-1 */
  readonly s2: number;
}

/**
 * (K^(l) - C_b) / C_W =
 *
 *       <sigma^2>
 */
export function K({ s2 }: Inputs): number {
  return evaluate(Float64Array.of(s2));
}

function part1(values: Float64Array): number {
  const s2 = (values[0] as number);
  const sum = s2;
  return sum;
}
