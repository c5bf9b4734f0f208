/**
 * K, leading order, one input: (K^(l) - C_b) / C_W
 *
 * Written and certified by oneovern 0.1.0 for the request "K"; do not edit.
 * Operations: 0 (0 as a sum written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "<sigma^2>",
] as const;

/**
 * (K^(l) - C_b) / C_W from the values of `symbols`, in their order.
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array): number {
  requireLength(values);
  return value(values, 0);
}

/**
 * The same at many points: `points` holds the values of `symbols` point by point, 1 a point.
 * @param results one number a point is written here
 * @throws RangeError when the lengths do not fit
 */
export function evaluateMany(
  points: Float64Array,
  results: Float64Array = new Float64Array(points.length / 1),
): Float64Array {
  if (points.length !== 1 * results.length) {
    throw new RangeError(`${points.length} values for ${results.length} points of 1 symbols`);
  }
  for (let i = 0; i < results.length; i++) {
    results[i] = value(points, 1 * i);
  }
  return results;
}

/** The inputs of `K`, by name. */
export interface Inputs {
  /** <sigma^2>, a Gaussian average over layer l-1 */
  readonly s2: number;
}

/**
 * (K^(l) - C_b) / C_W =
 *       <sigma^2>
 */
export function K(inputs: Inputs): number {
  return evaluate(Float64Array.of(
    inputs.s2,
  ));
}

function requireLength(values: Float64Array): void {
  if (values.length !== 1) {
    throw new RangeError(`${values.length} values for 1 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number): number {
  const s2 = x[at] as number;
  return s2;
}
