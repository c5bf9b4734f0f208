/**
 * the step from layer l-1 to layer l: V_8, through 1 loop
 *
 * Written and certified by oneovern 0.1.0 for oneovern code --kind step --vertices 8 --loops 1; do not edit.
 * The averages are at K_0 of layer l-1.
 * Operations: 415 (2087 as sums written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "V_4[0]",
  "V_4[1]",
  "V_6[0]",
  "V_6[1]",
  "V_8[0]",
  "V_8[1]",
  "V_10[0]",
  "K_1",
  "<sigma^2>",
  "<Delta^2>",
  "<Delta^3>",
  "<Delta^4>",
  "<Delta^5>",
  "<d^2 Delta>",
  "<d^2 Delta^2>",
  "<d^2 Delta^3>",
  "<d^2 Delta^4>",
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
  "K_1",
  "V_4[0]",
  "V_4[1]",
  "V_6[0]",
  "V_6[1]",
  "V_8[0]",
  "V_8[1]",
  "V_10[0]",
] as const;

/**
 * K_0 to V_10[0] of layer l from the values of `symbols`, in their order.
 * @param into the results are written here, in the order of `results`
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array, into: Float64Array = new Float64Array(9)): Float64Array {
  requireLength(values);
  value(values, 0, into);
  return into;
}

/** The inputs of `step`, by name. */
export interface Inputs {
  /** V_4[0]^(l-1), the term of order 0 in 1/n of the connected 4-point vertex of layer l-1 */
  readonly V4o0: number;
  /** V_4[1]^(l-1), the term of order 1 in 1/n of the connected 4-point vertex of layer l-1 */
  readonly V4o1: number;
  /** V_6[0]^(l-1), the term of order 0 in 1/n of the connected 6-point vertex of layer l-1 */
  readonly V6o0: number;
  /** V_6[1]^(l-1), the term of order 1 in 1/n of the connected 6-point vertex of layer l-1 */
  readonly V6o1: number;
  /** V_8[0]^(l-1), the term of order 0 in 1/n of the connected 8-point vertex of layer l-1 */
  readonly V8o0: number;
  /** V_8[1]^(l-1), the term of order 1 in 1/n of the connected 8-point vertex of layer l-1 */
  readonly V8o1: number;
  /** V_10[0]^(l-1), the term of order 0 in 1/n of the connected 10-point vertex of layer l-1 */
  readonly V10o0: number;
  /** K_1^(l-1), the term of order 1 in 1/n of the mean of layer l-1's kernel */
  readonly K1: number;
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
  /** K_1^(l), the coefficient of 1/n_{l-1}^1 in the mean of layer l's kernel */
  readonly K1: number;
  /** V_4[0]^(l), the coefficient of 1/n_{l-1}^1 in the connected 4-point vertex of layer l */
  readonly V4o0: number;
  /** V_4[1]^(l), the coefficient of 1/n_{l-1}^2 in the connected 4-point vertex of layer l */
  readonly V4o1: number;
  /** V_6[0]^(l), the coefficient of 1/n_{l-1}^2 in the connected 6-point vertex of layer l */
  readonly V6o0: number;
  /** V_6[1]^(l), the coefficient of 1/n_{l-1}^3 in the connected 6-point vertex of layer l */
  readonly V6o1: number;
  /** V_8[0]^(l), the coefficient of 1/n_{l-1}^3 in the connected 8-point vertex of layer l */
  readonly V8o0: number;
  /** V_8[1]^(l), the coefficient of 1/n_{l-1}^4 in the connected 8-point vertex of layer l */
  readonly V8o1: number;
  /** V_10[0]^(l), the coefficient of 1/n_{l-1}^4 in the connected 10-point vertex of layer l */
  readonly V10o0: number;
}

/**
 * K_0^(l) =
 *       <sigma^2> C_W
 *     + C_b
 *
 * K_1^(l) =
 *       1/8 V_4[0] <d^4 Delta> (n_{l-1}/n_{l-2}) C_W
 *     + 1/2 K_1 <d^2 Delta> (n_{l-1}/n_{l-2}) C_W
 *
 * V_4[0]^(l) =
 *       1/4 V_4[0] <d^2 Delta>^2 (n_{l-1}/n_{l-2}) C_W^2
 *     + <Delta^2> C_W^2
 *
 * V_4[1]^(l) =
 *       1/4 V_4[0] K_1 <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + -1/4 V_4[0] <d^2 Delta>^2 (n_{l-1}/n_{l-2}) C_W^2
 *     + 1/8 V_4[0] <d^4 Delta^2> (n_{l-1}/n_{l-2}) C_W^2
 *     + 1/16 V_4[0]^2 <d^6 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/32 V_4[0]^2 <d^4 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/4 V_4[1] <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/8 V_6[0] <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/2 K_1 <d^2 Delta^2> (n_{l-1}/n_{l-2}) C_W^2
 *
 * V_6[0]^(l) =
 *       3/4 V_4[0] <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2}) C_W^3
 *     + 3/16 V_4[0]^2 <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 1/8 V_6[0] <d^2 Delta>^3 (n_{l-1}/n_{l-2})^2 C_W^3
 *     + <Delta^3> C_W^3
 *
 * V_6[1]^(l) =
 *       3/8 V_4[1] V_4[0] <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 3/16 V_6[0] V_4[0] <d^4 Delta>^2 <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 9/64 V_6[0] V_4[0] <d^6 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 3/8 V_4[0] K_1 <d^4 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^3
 *     + -3/4 V_4[0] K_1 <d^2 Delta>^3 (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 3/8 V_4[0] K_1 <d^4 Delta> <d^2 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^3
 *     + -3/8 V_4[0] <d^4 Delta> <Delta^2> (n_{l-1}/n_{l-2}) C_W^3
 *     + -3/4 V_4[0] <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2}) C_W^3
 *     + 1/8 V_4[0] <d^4 Delta^3> (n_{l-1}/n_{l-2}) C_W^3
 *     + 3/16 V_4[0]^2 K_1 <d^4 Delta>^2 <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 3/32 V_4[0]^2 K_1 <d^6 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 3/32 V_4[0]^2 <d^6 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^3
 *     + -3/4 V_4[0]^2 <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 3/32 V_4[0]^2 <d^6 Delta> <d^2 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 3/32 V_4[0]^2 <d^4 Delta^2> <d^4 Delta> (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 3/32 V_4[0]^3 <d^6 Delta> <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 3/128 V_4[0]^3 <d^8 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 1/64 V_4[0]^3 <d^4 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 3/4 V_4[1] <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 3/16 V_6[0] K_1 <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 3/16 V_6[0] <d^4 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^3
 *     + -3/8 V_6[0] <d^2 Delta>^3 (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 3/16 V_6[0] <d^4 Delta> <d^2 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^3
 *     + 1/8 V_6[1] <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^3
 *     + 3/32 V_8[0] <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^3
 *     + -3/2 K_1 <d^2 Delta> <Delta^2> (n_{l-1}/n_{l-2}) C_W^3
 *     + 1/2 K_1 <d^2 Delta^3> (n_{l-1}/n_{l-2}) C_W^3
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
 * V_8[1]^(l) =
 *       3/2 V_4[1] V_4[0] <d^4 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/4 V_4[1] V_4[0] <d^4 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -3/2 V_4[1] V_4[0] <d^2 Delta>^4 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 9/16 V_6[0] V_4[0] K_1 <d^4 Delta>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/16 V_6[0] V_4[0] K_1 <d^6 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 9/16 V_6[0] V_4[0] <d^6 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/4 V_6[0] V_4[0] <d^4 Delta^2> <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 9/32 V_6[0] V_4[0] <d^6 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -51/16 V_6[0] V_4[0] <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/8 V_6[0] V_4[0] <d^4 Delta>^2 <d^2 Delta^2> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/8 V_6[1] V_4[0] <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 9/32 V_8[0] V_4[0] <d^4 Delta>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 1/8 V_8[0] V_4[0] <d^6 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + -3 V_4[0] K_1 <d^4 Delta> <d^2 Delta> <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 1/2 V_4[0] K_1 <d^4 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + -9/2 V_4[0] K_1 <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/4 V_4[0] K_1 <d^4 Delta^2> <d^2 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 1/2 V_4[0] K_1 <d^4 Delta> <d^2 Delta^3> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3 V_4[0] <d^2 Delta>^2 <Delta^2> (n_{l-1}/n_{l-2}) C_W^4
 *     + -3/4 V_4[0] <d^4 Delta^2> <Delta^2> (n_{l-1}/n_{l-2}) C_W^4
 *     + -1/2 V_4[0] <d^4 Delta> <Delta^3> (n_{l-1}/n_{l-2}) C_W^4
 *     + -1 V_4[0] <d^2 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2}) C_W^4
 *     + -3/4 V_4[0] <d^2 Delta^2>^2 (n_{l-1}/n_{l-2}) C_W^4
 *     + 1/8 V_4[0] <d^4 Delta^4> (n_{l-1}/n_{l-2}) C_W^4
 *     + 9/16 V_4[1] V_4[0]^2 <d^4 Delta>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/16 V_4[1] V_4[0]^2 <d^6 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 9/32 V_6[0] V_4[0]^2 <d^4 Delta>^3 <d^2 Delta> (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 39/64 V_6[0] V_4[0]^2 <d^6 Delta> <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/32 V_6[0] V_4[0]^2 <d^8 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/8 V_4[0]^2 K_1 <d^6 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/4 V_4[0]^2 K_1 <d^4 Delta^2> <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/16 V_4[0]^2 K_1 <d^6 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -21/8 V_4[0]^2 K_1 <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/8 V_4[0]^2 K_1 <d^4 Delta>^2 <d^2 Delta^2> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -3/4 V_4[0]^2 <d^6 Delta> <d^2 Delta> <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + -3/8 V_4[0]^2 <d^4 Delta>^2 <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + -3 V_4[0]^2 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 1/8 V_4[0]^2 <d^6 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + -3/2 V_4[0]^2 <d^4 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 15/8 V_4[0]^2 <d^2 Delta>^4 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/16 V_4[0]^2 <d^6 Delta^2> <d^2 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 1/8 V_4[0]^2 <d^6 Delta> <d^2 Delta^3> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 1/8 V_4[0]^2 <d^4 Delta^3> <d^4 Delta> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/32 V_4[0]^2 <d^4 Delta^2>^2 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/16 V_4[0]^3 K_1 <d^4 Delta>^3 <d^2 Delta> (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 9/32 V_4[0]^3 K_1 <d^6 Delta> <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 1/32 V_4[0]^3 K_1 <d^8 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/32 V_4[0]^3 <d^8 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/16 V_4[0]^3 <d^6 Delta^2> <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/16 V_4[0]^3 <d^6 Delta> <d^4 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -51/32 V_4[0]^3 <d^4 Delta>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/64 V_4[0]^3 <d^8 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -3/4 V_4[0]^3 <d^6 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/16 V_4[0]^3 <d^6 Delta> <d^4 Delta> <d^2 Delta^2> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/32 V_4[0]^3 <d^4 Delta^2> <d^4 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 9/64 V_4[0]^4 <d^6 Delta> <d^4 Delta>^2 <d^2 Delta> (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 9/128 V_4[0]^4 <d^8 Delta> <d^4 Delta> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/64 V_4[0]^4 <d^6 Delta>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 1/128 V_4[0]^4 <d^10 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/256 V_4[0]^4 <d^4 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/8 V_6[0] V_4[1] <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + -3 V_4[1] <d^2 Delta>^2 <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + V_4[1] <d^2 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/4 V_4[1] <d^2 Delta^2>^2 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/4 V_6[0] K_1 <d^4 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/8 V_6[0] K_1 <d^4 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -3/4 V_6[0] K_1 <d^2 Delta>^4 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -3/2 V_6[0] <d^4 Delta> <d^2 Delta> <Delta^2> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 1/4 V_6[0] <d^4 Delta^3> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + -9/4 V_6[0] <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/8 V_6[0] <d^4 Delta^2> <d^2 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 1/4 V_6[0] <d^4 Delta> <d^2 Delta^3> (n_{l-1}/n_{l-2})^2 C_W^4
 *     + 3/16 V_6[0]^2 <d^4 Delta>^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/32 V_6[0]^2 <d^6 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/4 V_6[1] <d^2 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 1/8 V_8[0] K_1 <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 3/8 V_8[0] <d^4 Delta> <d^2 Delta^2> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 3/16 V_8[0] <d^4 Delta^2> <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + -3/8 V_8[0] <d^2 Delta>^4 (n_{l-1}/n_{l-2})^3 C_W^4
 *     + 1/16 V_8[1] <d^2 Delta>^4 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + 1/16 V_10[0] <d^4 Delta> <d^2 Delta>^3 (n_{l-1}/n_{l-2})^4 C_W^4
 *     + -3 K_1 <d^2 Delta^2> <Delta^2> (n_{l-1}/n_{l-2}) C_W^4
 *     + -2 K_1 <d^2 Delta> <Delta^3> (n_{l-1}/n_{l-2}) C_W^4
 *     + 1/2 K_1 <d^2 Delta^4> (n_{l-1}/n_{l-2}) C_W^4
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
 */
export function step(inputs: Inputs): Outputs {
  const found = evaluate(Float64Array.of(
    inputs.V4o0,
    inputs.V4o1,
    inputs.V6o0,
    inputs.V6o1,
    inputs.V8o0,
    inputs.V8o1,
    inputs.V10o0,
    inputs.K1,
    inputs.s2,
    inputs.d0D2,
    inputs.d0D3,
    inputs.d0D4,
    inputs.d0D5,
    inputs.d2D1,
    inputs.d2D2,
    inputs.d2D3,
    inputs.d2D4,
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
    K1: found[1] as number,
    V4o0: found[2] as number,
    V4o1: found[3] as number,
    V6o0: found[4] as number,
    V6o1: found[5] as number,
    V8o0: found[6] as number,
    V8o1: found[7] as number,
    V10o0: found[8] as number,
  };
}

function requireLength(values: Float64Array): void {
  if (values.length !== 30) {
    throw new RangeError(`${values.length} values for 30 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number, into: Float64Array): void {
  const V4o0 = x[at] as number;
  const V4o1 = x[at + 1] as number;
  const V6o0 = x[at + 2] as number;
  const V6o1 = x[at + 3] as number;
  const V8o0 = x[at + 4] as number;
  const V8o1 = x[at + 5] as number;
  const V10o0 = x[at + 6] as number;
  const K1 = x[at + 7] as number;
  const s2 = x[at + 8] as number;
  const d0D2 = x[at + 9] as number;
  const d0D3 = x[at + 10] as number;
  const d0D4 = x[at + 11] as number;
  const d0D5 = x[at + 12] as number;
  const d2D1 = x[at + 13] as number;
  const d2D2 = x[at + 14] as number;
  const d2D3 = x[at + 15] as number;
  const d2D4 = x[at + 16] as number;
  const d4D1 = x[at + 17] as number;
  const d4D2 = x[at + 18] as number;
  const d4D3 = x[at + 19] as number;
  const d4D4 = x[at + 20] as number;
  const d6D1 = x[at + 21] as number;
  const d6D2 = x[at + 22] as number;
  const d6D3 = x[at + 23] as number;
  const d8D1 = x[at + 24] as number;
  const d8D2 = x[at + 25] as number;
  const d10D1 = x[at + 26] as number;
  const Cb = x[at + 27] as number;
  const CW = x[at + 28] as number;
  const ratio = x[at + 29] as number;
  const t1 = d2D1 * d2D1;
  const t2 = ratio * t1;
  const t3 = CW * CW;
  const t4 = d4D1 * d2D1;
  const t5 = d2D2 + (1 / 2) * ratio * V4o0 * t4;
  const t6 = ratio * K1;
  const t7 = d2D1 * d6D1;
  const t8 = d4D1 * d4D1;
  const t9 = t7 + (1 / 2) * t8;
  const t10 = V4o0 * V4o0;
  const t11 = d2D1 * V4o1;
  const t12 = d4D1 * V6o0;
  const t13 = t1 - (1 / 2) * d4D2;
  const t14 = ratio * (t9 * t10 + 4 * d2D1 * (t11 + (1 / 2) * t12)) - 4 * V4o0 * t13;
  const t15 = d2D1 * V6o0;
  const t16 = d2D1 * d2D2;
  const t17 = d0D3 + (3 / 16) * ratio * (t2 * (d4D1 * t10 + (2 / 3) * t15) + 4 * V4o0 * t16);
  const t18 = CW * t3;
  const t19 = ratio * ratio;
  const t20 = d2D3 - 3 * d2D1 * d0D2;
  const t21 = t7 + 2 * t8;
  const t22 = d2D1 * t10;
  const t23 = t1 * V6o0;
  const t24 = d4D1 * d2D2;
  const t25 = d2D1 * t13;
  const t26 = t24 - 2 * t25;
  const t27 = t20 + (3 / 16) * ratio * (ratio * (t21 * t22 + 2 * d4D1 * t23) + 4 * V4o0 * t26);
  const t28 = t1 * d8D1;
  const t29 = V4o0 * t10;
  const t30 = d2D1 * V6o1;
  const t31 = d4D1 * V8o0;
  const t32 = t30 + (3 / 4) * t31;
  const t33 = V4o0 * t15 * (t7 + (4 / 3) * t8) + (2 / 3) * (d4D1 * (t7 + (1 / 6) * t8) + (1 / 4) * t28) * t29 +
    (8 / 9) * t1 * t32;
  const t34 = t4 - (1 / 6) * d6D2;
  const t35 = d2D1 * t34;
  const t36 = d2D2 * d6D1;
  const t37 = t35 - (1 / 6) * t36;
  const t38 = ratio * ((3 / 4) * ratio * t33 + V6o0 * t26 - t10 * (d4D1 * t13 + 3 * t37));
  const t39 = t16 + (1 / 2) * d4D1 * d0D2 - (1 / 6) * d4D3;
  const t40 = t5 * t11 * t19 + (2 / 3) * t6 * t27 + ratio * ((1 / 4) * t38 - V4o0 * t39);
  const t41 = t7 + 3 * t8;
  const t42 = t1 * t10 * t41;
  const t43 = d2D1 * t1;
  const t44 = t12 * t43;
  const t45 = t1 * V8o0;
  const t46 = t24 - t25;
  const t47 = (1 / 12) * ratio * (V4o0 * (t42 + 6 * t44) + t1 * t45) + t22 * t46 + d2D2 * t23;
  const t48 = d2D1 * t20;
  const t49 = d2D2 * d2D2;
  const t50 = t48 + (3 / 4) * t49;
  const t51 = (d0D4 - 3 * d0D2 * d0D2) + ratio * ((3 / 4) * ratio * t47 + V4o0 * t50);
  const t52 = t3 * t3;
  const t53 = t50 + (3 / 16) * ratio * (ratio * (t42 + 2 * t44) + 8 * V4o0 * d2D1 * t46);
  const t54 = d2D4 - 6 * d0D2 * d2D2 - 4 * d2D1 * d0D3;
  const t55 = V4o0 * t23;
  const t56 = d8D1 * t43;
  const t57 = V8o0 * t43;
  const t58 = t41 * t55 + (3 / 2) * t29 * (t4 * (t7 + (2 / 3) * t8) + (1 / 9) * t56) + (2 / 3) * d4D1 * t57;
  const t59 = d4D1 * (t24 - 4 * t25);
  const t60 = d2D1 * (3 * t35 - t36);
  const t61 = d2D1 * t39;
  const t62 = d2D2 * t13;
  const t63 = t61 + (1 / 2) * t62 - (1 / 6) * d4D1 * t20;
  const t64 = ratio * (ratio * t58 + 4 * t15 * t46 + 2 * t10 * (t59 - t60)) - 16 * V4o0 * t63;
  const t65 = V6o0 * (t21 * t23 + t10 * (t56 + (13 / 2) * t4 * (t7 + (6 / 13) * t8)));
  const t66 = d4D1 * (t28 + 2 * d4D1 * (t7 + (1 / 12) * t8)) + (2 / 3) * t1 * (d6D1 * d6D1 + (1 / 6) * d2D1 * d10D1);
  const t67 = d4D1 * t1;
  const t68 = t65 + (3 / 4) * V4o0 * (t29 * t66 + (16 / 3) * t32 * t67 + (16 / 9) * d6D1 * t57) +
    (2 / 3) * t43 * (d2D1 * V8o1 + d4D1 * V10o0);
  const t69 = d4D1 * t37 - (1 / 12) * d2D1 * (d2D2 * d8D1 - 4 * d2D1 * (t7 + (3 / 4) * t8 - (1 / 8) * d8D2));
  const t70 = (1 / 4) * ratio * t68 + V4o0 * V6o0 * (t59 - (3 / 2) * t60) + t16 * (2 * t30 + t31) - t13 * (t45 + t9 * t29) -
    3 * t29 * t69;
  const t71 = d2D1 * (t24 + (1 / 3) * d0D2 * d6D1 - (1 / 9) * d6D3 - d2D1 * ((4 / 3) * t1 - d4D2));
  const t72 = t71 + d2D2 * t34 + (2 / 3) * d4D1 * t39 - (1 / 9) * d6D1 * t20 - (1 / 3) * t13 * t13;
  const t73 = (3 / 8) * ratio * (ratio * t70 - 4 * V6o0 * t63 - 3 * t10 * t72) -
    V4o0 * (t50 + (3 / 4) * d0D2 * d4D2 + (1 / 2) * d4D1 * d0D3 - (1 / 8) * d4D4);
  const t74 = V4o1 * t19 * t53 + (1 / 2) * t6 * (t54 + (3 / 8) * ratio * t64) + ratio * t73;
  const t75 = t29 * (t67 * (t7 + t8) + (1 / 12) * t1 * t28) + (4 / 3) * t45 * t67;
  const t76 = V6o0 * (t10 * t43 * (t7 + 4 * t8) + t23 * t67) + V4o0 * t75 + (2 / 15) * t1 * t43 * V10o0;
  const t77 = ratio * t76 + 12 * t55 * (t24 - (2 / 3) * t25) + 4 * t29 * (t4 * t26 - t1 * (t35 - (1 / 2) * t36)) +
    (8 / 3) * d2D2 * t57;
  const t78 = (3 / 16) * ratio * t77 + t15 * (t48 + (3 / 2) * t49) + t10 * (d4D1 * t50 - 3 * d2D1 * (t61 + t62));
  const t79 = (d0D5 - 10 * d0D2 * d0D3) + (5 / 4) * ratio * (ratio * t78 + V4o0 * (d2D1 * t54 + 2 * d2D2 * t20));
  into[0] = Cb + s2 * CW;
  into[1] = (1 / 8) * CW * ratio * (V4o0 * d4D1 + 4 * K1 * d2D1);
  into[2] = (d0D2 + (1 / 4) * V4o0 * t2) * t3;
  into[3] = (1 / 2) * t3 * (t5 * t6 + (1 / 8) * ratio * t14);
  into[4] = t17 * t18;
  into[5] = (3 / 4) * t18 * t40;
  into[6] = t51 * t52;
  into[7] = t52 * t74;
  into[8] = t3 * t18 * t79;
}
