/**
 * the step from layer l-1 to layer l: V_12, leading order
 *
 * Written and certified by oneovern 0.1.0 for oneovern code --kind step --vertices 12 --loops 0; do not edit.
 * The averages are at K_0 of layer l-1.
 * Operations: 351 (2129 as sums written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "V_4[0]",
  "V_6[0]",
  "V_8[0]",
  "V_10[0]",
  "V_12[0]",
  "<sigma^2>",
  "<Delta^2>",
  "<Delta^3>",
  "<Delta^4>",
  "<Delta^5>",
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
  "C_b",
  "C_W",
  "n_{l-1}/n_{l-2}",
] as const;

/** The names of the results, in order. */
export const results = [
  "K_0",
  "V_4[0]",
  "V_6[0]",
  "V_8[0]",
  "V_10[0]",
  "V_12[0]",
] as const;

/**
 * K_0 to V_12[0] of layer l from the values of `symbols`, in their order.
 * @param into the results are written here, in the order of `results`
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array, into: Float64Array = new Float64Array(6)): Float64Array {
  requireLength(values);
  value(values, 0, into);
  return into;
}

/** The inputs of `step`, by name. */
export interface Inputs {
  /** V_4[0]^(l-1), the term of order 0 in 1/n of the connected 4-point vertex of layer l-1 */
  readonly V4o0: number;
  /** V_6[0]^(l-1), the term of order 0 in 1/n of the connected 6-point vertex of layer l-1 */
  readonly V6o0: number;
  /** V_8[0]^(l-1), the term of order 0 in 1/n of the connected 8-point vertex of layer l-1 */
  readonly V8o0: number;
  /** V_10[0]^(l-1), the term of order 0 in 1/n of the connected 10-point vertex of layer l-1 */
  readonly V10o0: number;
  /** V_12[0]^(l-1), the term of order 0 in 1/n of the connected 12-point vertex of layer l-1 */
  readonly V12o0: number;
  /** <sigma^2>, a Gaussian average over layer l-1 */
  readonly s2: number;
  /** <Delta^2>, the Gaussian average of Delta^2 over layer l-1 */
  readonly d0D2: number;
  /** <Delta^3>, the Gaussian average of Delta^3 over layer l-1 */
  readonly d0D3: number;
  /** <Delta^4>, the Gaussian average of Delta^4 over layer l-1 */
  readonly d0D4: number;
  /** <Delta^5>, the Gaussian average of Delta^5 over layer l-1 */
  readonly d0D5: number;
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
  /** C_b, the variance of the biases */
  readonly Cb: number;
  /** C_W, the variance of a weight times the width that it sums over */
  readonly CW: number;
  /** n_{l-1}/n_{l-2}, the width of layer l-1 over that of layer l-2; 1 where layer l-1 is the first */
  readonly ratio: number;
}

/** The results of `step`, by name. */
export interface Outputs {
  /** K_0^(l), the coefficient of 1/n_{l-1}^0 in the mean of layer l's kernel */
  readonly K0: number;
  /** V_4[0]^(l), the coefficient of 1/n_{l-1}^1 in the connected 4-point vertex of layer l */
  readonly V4o0: number;
  /** V_6[0]^(l), the coefficient of 1/n_{l-1}^2 in the connected 6-point vertex of layer l */
  readonly V6o0: number;
  /** V_8[0]^(l), the coefficient of 1/n_{l-1}^3 in the connected 8-point vertex of layer l */
  readonly V8o0: number;
  /** V_10[0]^(l), the coefficient of 1/n_{l-1}^4 in the connected 10-point vertex of layer l */
  readonly V10o0: number;
  /** V_12[0]^(l), the coefficient of 1/n_{l-1}^5 in the connected 12-point vertex of layer l */
  readonly V12o0: number;
}

/**
 * K_0^(l) =
 *       <sigma^2> C_W
 *     + C_b
 *
 * V_4[0]^(l) =
 *       1/4 V_4[0] <d^2 Delta>^2 (n_{l-1}/n_{l-2}) C_W^2
 *     + <Delta^2> C_W^2
 *
 * V_6[0]^(l) =
 *       3/4 V_4[0] <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2}) C_W^3
 *     + 3/16 V_4[0]^2 <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 1/8 V_6[0] <d^2 Delta>^3 (n_{l-1}/n_{l-2})^2 C_W^3
 *     + <Delta^3> C_W^3
 *
 * V_8[0]^(l) =
 *       3/8 V_6[0] V_4[0] <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -3 V_4[0] <d^2 Delta>^2 <Delta^2> (n_{l-1}/n_{l-2}) C_W^4
 *     + V_4[0] <d^2 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2}) C_W^4
 *     + 3/4 V_4[0] <d^2 Delta^2>^2 (n_{l-1}/n_{l-2}) C_W^4
 *     + 3/4 V_4[0]^2 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/8 V_4[0]^2 <d^4 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + -3/4 V_4[0]^2 <d^2 Delta>^4 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/16 V_4[0]^3 <d^4 Delta>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 1/16 V_4[0]^3 <d^6 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/4 V_6[0] <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 1/16 V_8[0] <d^2 Delta>^4 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -3 <Delta^2>^2 C_W^4
 *     + <Delta^4> C_W^4
 *
 * V_10[0]^(l) =
 *       45/16 V_6[0] V_4[0] <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^5
 *     + 15/16 V_6[0] V_4[0] <d^4 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^5
 *     + -15/8 V_6[0] V_4[0] <d^2 Delta>^5 (n_{l-1}/n_{l-2})^3 C_W^5
 *     + 5/16 V_8[0] V_4[0] <d^4 Delta> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^5
 *     + -15 V_4[0] <d^2 Delta^2> <d^2 Delta> <Delta^2> (n_{l-1}/n_{l-2}) C_W^5
 *     + -5 V_4[0] <d^2 Delta>^2 <Delta^3> (n_{l-1}/n_{l-2}) C_W^5
 *     + 5/4 V_4[0] <d^2 Delta^4> <d^2 Delta> (n_{l-1}/n_{l-2}) C_W^5
 *     + 5/2 V_4[0] <d^2 Delta^3> <d^2 Delta^2> (n_{l-1}/n_{l-2}) C_W^5
 *     + 15/16 V_6[0] V_4[0]^2 <d^4 Delta>^2 <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^5
 *     + 15/64 V_6[0] V_4[0]^2 <d^6 Delta> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^5
 *     + -45/8 V_4[0]^2 <d^4 Delta> <d^2 Delta>^2 <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^5
 *     + 15/8 V_4[0]^2 <d^4 Delta^2> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^5
 *     + 5/4 V_4[0]^2 <d^4 Delta> <d^2 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^5
 *     + 5/8 V_4[0]^2 <d^4 Delta^3> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^5
 *     + -15/2 V_4[0]^2 <d^2 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^2 C_W^5
 *     + 15/16 V_4[0]^2 <d^4 Delta> <d^2 Delta^2>^2 (n_{l-1}/n_{l-2})^2 C_W^5
 *     + 15/16 V_4[0]^3 <d^4 Delta>^2 <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^5
 *     + 15/32 V_4[0]^3 <d^6 Delta> <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^5
 *     + 15/16 V_4[0]^3 <d^4 Delta^2> <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^5
 *     + 5/32 V_4[0]^3 <d^6 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^5
 *     + -45/16 V_4[0]^3 <d^4 Delta> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^3 C_W^5
 *     + 15/64 V_4[0]^4 <d^4 Delta>^3 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^5
 *     + 15/64 V_4[0]^4 <d^6 Delta> <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^5
 *     + 5/256 V_4[0]^4 <d^8 Delta> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^5
 *     + -15/4 V_6[0] <d^2 Delta>^3 <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^5
 *     + 15/8 V_6[0] <d^2 Delta^2>^2 <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^5
 *     + 5/4 V_6[0] <d^2 Delta^3> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^5
 *     + 15/64 V_6[0]^2 <d^4 Delta> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^5
 *     + 5/8 V_8[0] <d^2 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^5
 *     + 1/32 V_10[0] <d^2 Delta>^5 (n_{l-1}/n_{l-2})^4 C_W^5
 *     + -10 <Delta^3> <Delta^2> C_W^5
 *     + <Delta^5> C_W^5
 *
 * V_12[0]^(l) =
 *       -45/2 V_6[0] V_4[0] <d^4 Delta> <d^2 Delta>^3 <Delta^2> (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 135/16 V_6[0] V_4[0] <d^4 Delta> <d^2 Delta^2>^2 <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 135/16 V_6[0] V_4[0] <d^4 Delta^2> <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 45/8 V_6[0] V_4[0] <d^4 Delta> <d^2 Delta^3> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 15/8 V_6[0] V_4[0] <d^4 Delta^3> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + -225/8 V_6[0] V_4[0] <d^2 Delta^2> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 225/128 V_6[0]^2 V_4[0] <d^4 Delta>^2 <d^2 Delta>^4 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 45/128 V_6[0]^2 V_4[0] <d^6 Delta> <d^2 Delta>^5 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 15/4 V_8[0] V_4[0] <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 15/16 V_8[0] V_4[0] <d^4 Delta^2> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + -15/8 V_8[0] V_4[0] <d^2 Delta>^6 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 15/64 V_10[0] V_4[0] <d^4 Delta> <d^2 Delta>^5 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + -30 V_4[0] <d^2 Delta^3> <d^2 Delta> <Delta^2> (n_{l-1}/n_{l-2}) C_W^6
 *     + -45/2 V_4[0] <d^2 Delta^2>^2 <Delta^2> (n_{l-1}/n_{l-2}) C_W^6
 *     + 135/2 V_4[0] <d^2 Delta>^2 <Delta^2>^2 (n_{l-1}/n_{l-2}) C_W^6
 *     + -30 V_4[0] <d^2 Delta^2> <d^2 Delta> <Delta^3> (n_{l-1}/n_{l-2}) C_W^6
 *     + -15/2 V_4[0] <d^2 Delta>^2 <Delta^4> (n_{l-1}/n_{l-2}) C_W^6
 *     + 3/2 V_4[0] <d^2 Delta^5> <d^2 Delta> (n_{l-1}/n_{l-2}) C_W^6
 *     + 15/4 V_4[0] <d^2 Delta^4> <d^2 Delta^2> (n_{l-1}/n_{l-2}) C_W^6
 *     + 5/2 V_4[0] <d^2 Delta^3>^2 (n_{l-1}/n_{l-2}) C_W^6
 *     + 135/16 V_6[0] V_4[0]^2 <d^4 Delta>^2 <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 45/16 V_6[0] V_4[0]^2 <d^6 Delta> <d^2 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 45/8 V_6[0] V_4[0]^2 <d^4 Delta^2> <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 45/64 V_6[0] V_4[0]^2 <d^6 Delta^2> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + -495/32 V_6[0] V_4[0]^2 <d^4 Delta> <d^2 Delta>^5 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 75/64 V_8[0] V_4[0]^2 <d^4 Delta>^2 <d^2 Delta>^4 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 15/64 V_8[0] V_4[0]^2 <d^6 Delta> <d^2 Delta>^5 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + -135/4 V_4[0]^2 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + -135/8 V_4[0]^2 <d^4 Delta^2> <d^2 Delta>^2 <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 45 V_4[0]^2 <d^2 Delta>^4 <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + -45/4 V_4[0]^2 <d^4 Delta> <d^2 Delta>^2 <Delta^3> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 15/4 V_4[0]^2 <d^4 Delta^3> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 15/4 V_4[0]^2 <d^4 Delta^2> <d^2 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 15/8 V_4[0]^2 <d^4 Delta> <d^2 Delta^4> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + -135/4 V_4[0]^2 <d^2 Delta^2>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 15/16 V_4[0]^2 <d^4 Delta^4> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^6
 *     + -15 V_4[0]^2 <d^2 Delta^3> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 15/4 V_4[0]^2 <d^4 Delta> <d^2 Delta^3> <d^2 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 45/16 V_4[0]^2 <d^4 Delta^2> <d^2 Delta^2>^2 (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 75/32 V_6[0] V_4[0]^3 <d^4 Delta>^3 <d^2 Delta>^3 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 225/128 V_6[0] V_4[0]^3 <d^6 Delta> <d^4 Delta> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 15/128 V_6[0] V_4[0]^3 <d^8 Delta> <d^2 Delta>^5 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + -45/4 V_4[0]^3 <d^4 Delta>^2 <d^2 Delta>^2 <Delta^2> (n_{l-1}/n_{l-2})^3 C_W^6
 *     + -15/4 V_4[0]^3 <d^6 Delta> <d^2 Delta>^3 <Delta^2> (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 45/8 V_4[0]^3 <d^4 Delta^2> <d^4 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 45/32 V_4[0]^3 <d^6 Delta> <d^2 Delta^2>^2 <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 15/8 V_4[0]^3 <d^4 Delta>^2 <d^2 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 45/32 V_4[0]^3 <d^6 Delta^2> <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 15/16 V_4[0]^3 <d^6 Delta> <d^2 Delta^3> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 15/8 V_4[0]^3 <d^4 Delta^3> <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 45/32 V_4[0]^3 <d^4 Delta^2>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + -135/4 V_4[0]^3 <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 5/16 V_4[0]^3 <d^6 Delta^3> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + -135/16 V_4[0]^3 <d^4 Delta^2> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 75/8 V_4[0]^3 <d^2 Delta>^6 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 45/32 V_4[0]^3 <d^4 Delta>^2 <d^2 Delta^2>^2 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 45/32 V_4[0]^4 <d^4 Delta>^3 <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 135/64 V_4[0]^4 <d^6 Delta> <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 135/64 V_4[0]^4 <d^4 Delta^2> <d^4 Delta>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 15/64 V_4[0]^4 <d^8 Delta> <d^2 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 45/64 V_4[0]^4 <d^6 Delta^2> <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 45/64 V_4[0]^4 <d^6 Delta> <d^4 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + -1125/128 V_4[0]^4 <d^4 Delta>^2 <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 15/256 V_4[0]^4 <d^8 Delta^2> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + -15/8 V_4[0]^4 <d^6 Delta> <d^2 Delta>^5 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 45/128 V_4[0]^5 <d^4 Delta>^4 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 45/64 V_4[0]^5 <d^6 Delta> <d^4 Delta>^2 <d^2 Delta>^3 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 15/128 V_4[0]^5 <d^8 Delta> <d^4 Delta> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 45/512 V_4[0]^5 <d^6 Delta>^2 <d^2 Delta>^4 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 3/512 V_4[0]^5 <d^10 Delta> <d^2 Delta>^5 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + 15/32 V_8[0] V_6[0] <d^4 Delta> <d^2 Delta>^5 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + -135/4 V_6[0] <d^2 Delta^2> <d^2 Delta>^2 <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + -15/2 V_6[0] <d^2 Delta>^3 <Delta^3> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 15/2 V_6[0] <d^2 Delta^3> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 15/8 V_6[0] <d^2 Delta^4> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 15/8 V_6[0] <d^2 Delta^2>^3 (n_{l-1}/n_{l-2})^2 C_W^6
 *     + 45/16 V_6[0]^2 <d^4 Delta> <d^2 Delta^2> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 45/64 V_6[0]^2 <d^4 Delta^2> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + -45/32 V_6[0]^2 <d^2 Delta>^6 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + -15/4 V_8[0] <d^2 Delta>^4 <Delta^2> (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 45/16 V_8[0] <d^2 Delta^2>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 5/4 V_8[0] <d^2 Delta^3> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^6
 *     + 15/32 V_10[0] <d^2 Delta^2> <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^6
 *     + 1/64 V_12[0] <d^2 Delta>^6 (n_{l-1}/n_{l-2})^5 C_W^6
 *     + -15 <Delta^4> <Delta^2> C_W^6
 *     + 30 <Delta^2>^3 C_W^6
 *     + -10 <Delta^3>^2 C_W^6
 *     + <Delta^6> C_W^6
 */
export function step(inputs: Inputs): Outputs {
  const found = evaluate(Float64Array.of(
    inputs.V4o0,
    inputs.V6o0,
    inputs.V8o0,
    inputs.V10o0,
    inputs.V12o0,
    inputs.s2,
    inputs.d0D2,
    inputs.d0D3,
    inputs.d0D4,
    inputs.d0D5,
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
    inputs.Cb,
    inputs.CW,
    inputs.ratio,
  ));
  return {
    K0: found[0] as number,
    V4o0: found[1] as number,
    V6o0: found[2] as number,
    V8o0: found[3] as number,
    V10o0: found[4] as number,
    V12o0: found[5] as number,
  };
}

function requireLength(values: Float64Array): void {
  if (values.length !== 29) {
    throw new RangeError(`${values.length} values for 29 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number, into: Float64Array): void {
  const V4o0 = x[at] as number;
  const V6o0 = x[at + 1] as number;
  const V8o0 = x[at + 2] as number;
  const V10o0 = x[at + 3] as number;
  const V12o0 = x[at + 4] as number;
  const s2 = x[at + 5] as number;
  const d0D2 = x[at + 6] as number;
  const d0D3 = x[at + 7] as number;
  const d0D4 = x[at + 8] as number;
  const d0D5 = x[at + 9] as number;
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
  const Cb = x[at + 26] as number;
  const CW = x[at + 27] as number;
  const ratio = x[at + 28] as number;
  const t1 = V4o0 * ratio;
  const t2 = d2D1 * d2D1;
  const t3 = CW * CW;
  const t4 = V4o0 * V4o0;
  const t5 = d4D1 * t4;
  const t6 = d2D1 * V6o0;
  const t7 = ratio * ratio;
  const t8 = d2D1 * t7;
  const t9 = t1 * d2D2;
  const t10 = t8 * (t5 + t6);
  const t11 = t3 * t3;
  const t12 = d0D2 * d0D2;
  const t13 = d4D1 * V6o0;
  const t14 = t4 * d6D1;
  const t15 = V4o0 * (t13 + (1 / 6) * t14);
  const t16 = d2D1 * V8o0;
  const t17 = ratio * t8;
  const t18 = t2 - (1 / 2) * d4D2;
  const t19 = t1 * d4D1;
  const t20 = d4D1 * t19;
  const t21 = t18 - (1 / 4) * t20;
  const t22 = t4 * t7;
  const t23 = t21 * t22;
  const t24 = d2D3 - 3 * d0D2 * d2D1;
  const t25 = t1 * t24;
  const t26 = (d0D4 - 3 * t12) + d2D1 * ((3 / 8) * d2D1 * ((t15 + (1 / 6) * t16) * t17 - 2 * t23) + t25);
  const t27 = CW * t11;
  const t28 = t7 * (t5 + 2 * t6);
  const t29 = d2D1 * (t23 - (3 / 4) * t17 * (t15 + (2 / 9) * t16));
  const t30 = V4o0 * V8o0;
  const t31 = V6o0 * V6o0;
  const t32 = t7 * t7;
  const t33 = (t30 + (3 / 4) * t31) * t32;
  const t34 = d4D1 * t33;
  const t35 = V6o0 * d6D1;
  const t36 = t4 * d8D1;
  const t37 = t4 * (t35 + (1 / 12) * t36);
  const t38 = d2D1 * V10o0;
  const t39 = t7 * t22;
  const t40 = d6D2 - 6 * d2D1 * d4D1;
  const t41 = t1 * t7;
  const t42 = d4D1 * (t13 + (1 / 4) * t14) * t39 - 2 * (V6o0 * t18 - (1 / 12) * t4 * t40) * t41;
  const t43 = t19 * t22;
  const t44 = d4D3 - 3 * d0D2 * d4D1 - 6 * d2D1 * d2D2;
  const t45 = (t18 - (1 / 8) * t20) * t43 - (1 / 3) * t22 * t44;
  const t46 = d2D1 * (d2D1 * (t34 + (3 / 4) * t32 * (t37 + (2 / 15) * t38)) + 3 * t42) - 6 * t45;
  const t47 = d2D4 - 6 * d0D2 * d2D2 - 4 * d2D1 * d0D3;
  const t48 = t1 * t47;
  const t49 = t27 * ((d0D5 - 10 * d0D2 * d0D3) + (5 / 16) * d2D1 * (d2D1 * t46 + 4 * t48));
  const t50 = t17 * (t15 + (1 / 3) * t16) - (2 / 3) * t7 * (t4 * t21 - (1 / 3) * V6o0 * d2D2);
  const t51 = t3 * t11;
  const t52 = t24 * t51;
  const t53 = t45 - (3 / 4) * d2D1 * (t42 + (4 / 9) * d2D1 * (t34 + (3 / 4) * t32 * (t37 + (1 / 6) * t38)));
  const t54 = (9 / 4) * d2D2 * t50 * t51 + t28 * t52 + t51 * (t48 - 3 * d2D1 * t53);
  const t55 = ratio * t32;
  const t56 = t30 + (3 / 2) * t31;
  const t57 = V4o0 * d6D1 * t56 + (1 / 2) * V4o0 * t4 * (V6o0 * d8D1 + (1 / 20) * t4 * d10D1) + (1 / 15) * d2D1 * V12o0;
  const t58 = d4D1 * d4D1;
  const t59 = t4 * ((d8D2 - 8 * d2D1 * d6D1 - 6 * t58) + (3 / 2) * t1 * d6D1 * d6D1) + 12 * V6o0 * t40;
  const t60 = d2D1 * (d4D1 * (V4o0 * V10o0 + 2 * V6o0 * V8o0) * t55 + t55 * t57) +
    5 * d4D1 * (t19 * t32 * t56 + (3 / 2) * t1 * t39 * (t35 + (1 / 15) * t36)) + (1 / 4) * t39 * t59 -
    8 * t18 * t33;
  const t61 = d6D3 + 12 * d2D1 * (t2 - (3 / 4) * d4D2) - 3 * d0D2 * d6D1 - 9 * d4D1 * d2D2;
  const t62 = d2D1 * t60 + 10 * d4D1 * (t19 * t39 * (t13 + (3 / 10) * t14) + (3 / 10) * t22 * t22 * t40) +
    8 * t41 * (V6o0 * t44 + (1 / 6) * t4 * t61) - 48 * t18 * t39 * (t13 + (1 / 8) * t14);
  const t63 = (4 / 3) * d2D1 * t24 + d0D2 * d4D2 + (2 / 3) * d0D3 * d4D1 + d2D2 * d2D2 - (1 / 6) * d4D4;
  const t64 = (1 / 24) * d2D1 * t62 + t1 * t18 * t22 * (t18 - (3 / 4) * t20) +
    (1 / 3) * t43 * (t44 + (3 / 16) * d4D1 * t22 * t58) - t22 * t63;
  const t65 = (1 / 2) * d2D1 * (d0D4 - 6 * t12) + d0D2 * d2D3 + d0D3 * d2D2 - (1 / 10) * d2D5;
  const t66 = (d0D6 - 15 * d0D2 * (d0D4 - 2 * t12) - 10 * d0D3 * d0D3) + (45 / 8) * d2D1 * (d2D1 * t64 - (8 / 3) * t1 * t65);
  into[0] = Cb + s2 * CW;
  into[1] = (d0D2 + (1 / 4) * t1 * t2) * t3;
  into[2] = CW * t3 * (d0D3 + (3 / 16) * d2D1 * ((t5 + (2 / 3) * t6) * t8 + 4 * t9));
  into[3] = (3 / 4) * d2D2 * (t9 + t10) * t11 + t11 * t26;
  into[4] = (15 / 16) * d2D2 * (d2D2 * t27 * t28 + (8 / 3) * t27 * (t25 - (3 / 2) * t29)) + (5 / 4) * t10 * t24 * t27 +
    t49;
  into[5] = (15 / 4) * d2D2 * t54 + (15 / 8) * t10 * t47 * t51 + (5 / 2) * t52 * (t25 - 3 * t29) + t51 * t66;
}
