/**
 * the step from layer l-1 to layer l: V_4, through 2 loops
 *
 * Written and certified by oneovern 0.1.0 for oneovern code --kind step --vertices 4 --loops 2; do not edit.
 * The averages are at K_0 of layer l-1.
 * Operations: 253 (864 as sums written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "V_4[0]",
  "V_4[1]",
  "V_4[2]",
  "V_6[0]",
  "V_6[1]",
  "V_8[0]",
  "K_1",
  "K_2",
  "<sigma^2>",
  "<Delta^2>",
  "<Delta^3>",
  "<Delta^4>",
  "<d^2 Delta>",
  "<d^2 Delta^2>",
  "<d^2 Delta^3>",
  "<d^4 Delta>",
  "<d^4 Delta^2>",
  "<d^4 Delta^3>",
  "<d^6 Delta>",
  "<d^6 Delta^2>",
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
  "K_2",
  "V_4[0]",
  "V_4[1]",
  "V_4[2]",
  "V_6[0]",
  "V_6[1]",
  "V_8[0]",
] as const;

/**
 * K_0 to V_8[0] of layer l from the values of `symbols`, in their order.
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
  /** V_4[2]^(l-1), the term of order 2 in 1/n of the connected 4-point vertex of layer l-1 */
  readonly V4o2: number;
  /** V_6[0]^(l-1), the term of order 0 in 1/n of the connected 6-point vertex of layer l-1 */
  readonly V6o0: number;
  /** V_6[1]^(l-1), the term of order 1 in 1/n of the connected 6-point vertex of layer l-1 */
  readonly V6o1: number;
  /** V_8[0]^(l-1), the term of order 0 in 1/n of the connected 8-point vertex of layer l-1 */
  readonly V8o0: number;
  /** K_1^(l-1), the term of order 1 in 1/n of the mean of layer l-1's kernel */
  readonly K1: number;
  /** K_2^(l-1), the term of order 2 in 1/n of the mean of layer l-1's kernel */
  readonly K2: number;
  /** <sigma^2>, a Gaussian average over layer l-1 */
  readonly s2: number;
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
  /** <d^6 Delta>, the Gaussian average of the 6th derivative of Delta over layer l-1 */
  readonly d6D1: number;
  /** <d^6 Delta^2>, the Gaussian average of the 6th derivative of Delta^2 over layer l-1 */
  readonly d6D2: number;
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
  /** K_2^(l), the coefficient of 1/n_{l-1}^2 in the mean of layer l's kernel */
  readonly K2: number;
  /** V_4[0]^(l), the coefficient of 1/n_{l-1}^1 in the connected 4-point vertex of layer l */
  readonly V4o0: number;
  /** V_4[1]^(l), the coefficient of 1/n_{l-1}^2 in the connected 4-point vertex of layer l */
  readonly V4o1: number;
  /** V_4[2]^(l), the coefficient of 1/n_{l-1}^3 in the connected 4-point vertex of layer l */
  readonly V4o2: number;
  /** V_6[0]^(l), the coefficient of 1/n_{l-1}^2 in the connected 6-point vertex of layer l */
  readonly V6o0: number;
  /** V_6[1]^(l), the coefficient of 1/n_{l-1}^3 in the connected 6-point vertex of layer l */
  readonly V6o1: number;
  /** V_8[0]^(l), the coefficient of 1/n_{l-1}^3 in the connected 8-point vertex of layer l */
  readonly V8o0: number;
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
 * K_2^(l) =
 *       1/16 V_4[0] K_1 <d^6 Delta> (n_{l-1}/n_{l-2})^2 C_W
 *     + 1/128 V_4[0]^2 <d^8 Delta> (n_{l-1}/n_{l-2})^2 C_W
 *     + 1/8 V_4[1] <d^4 Delta> (n_{l-1}/n_{l-2})^2 C_W
 *     + 1/48 V_6[0] <d^6 Delta> (n_{l-1}/n_{l-2})^2 C_W
 *     + 1/8 K_1^2 <d^4 Delta> (n_{l-1}/n_{l-2})^2 C_W
 *     + 1/2 K_2 <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W
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
 * V_4[2]^(l) =
 *       1/8 V_4[1] V_4[0] <d^6 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/16 V_4[1] V_4[0] <d^4 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 5/192 V_6[0] V_4[0] <d^8 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 3/64 V_6[0] V_4[0] <d^6 Delta> <d^4 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + -3/8 V_4[0] K_1 <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/16 V_4[0] K_1 <d^6 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/16 V_4[0] K_1^2 <d^6 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/16 V_4[0] K_1^2 <d^4 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/4 V_4[0] K_2 <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/32 V_4[0]^2 K_1 <d^8 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/16 V_4[0]^2 K_1 <d^6 Delta> <d^4 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + -1/16 V_4[0]^2 <d^6 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + -3/64 V_4[0]^2 <d^4 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/128 V_4[0]^2 <d^8 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/256 V_4[0]^3 <d^10 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/128 V_4[0]^3 <d^8 Delta> <d^4 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 5/768 V_4[0]^3 <d^6 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/4 V_4[1] K_1 <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + -1/4 V_4[1] <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/8 V_4[1] <d^4 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/4 V_4[2] <d^2 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/16 V_6[0] K_1 <d^6 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/16 V_6[0] K_1 <d^4 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^2
 *     + -1/8 V_6[0] <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/48 V_6[0] <d^6 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/8 V_6[1] <d^4 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/48 V_8[0] <d^6 Delta> <d^2 Delta> (n_{l-1}/n_{l-2})^3 C_W^2
 *     + 1/64 V_8[0] <d^4 Delta>^2 (n_{l-1}/n_{l-2})^3 C_W^2
 *     + -1/4 K_1^2 <d^2 Delta>^2 (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/8 K_1^2 <d^4 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^2
 *     + 1/2 K_2 <d^2 Delta^2> (n_{l-1}/n_{l-2})^2 C_W^2
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
 */
export function step(inputs: Inputs): Outputs {
  const found = evaluate(Float64Array.of(
    inputs.V4o0,
    inputs.V4o1,
    inputs.V4o2,
    inputs.V6o0,
    inputs.V6o1,
    inputs.V8o0,
    inputs.K1,
    inputs.K2,
    inputs.s2,
    inputs.d0D2,
    inputs.d0D3,
    inputs.d0D4,
    inputs.d2D1,
    inputs.d2D2,
    inputs.d2D3,
    inputs.d4D1,
    inputs.d4D2,
    inputs.d4D3,
    inputs.d6D1,
    inputs.d6D2,
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
    K2: found[2] as number,
    V4o0: found[3] as number,
    V4o1: found[4] as number,
    V4o2: found[5] as number,
    V6o0: found[6] as number,
    V6o1: found[7] as number,
    V8o0: found[8] as number,
  };
}

function requireLength(values: Float64Array): void {
  if (values.length !== 26) {
    throw new RangeError(`${values.length} values for 26 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number, into: Float64Array): void {
  const V4o0 = x[at] as number;
  const V4o1 = x[at + 1] as number;
  const V4o2 = x[at + 2] as number;
  const V6o0 = x[at + 3] as number;
  const V6o1 = x[at + 4] as number;
  const V8o0 = x[at + 5] as number;
  const K1 = x[at + 6] as number;
  const K2 = x[at + 7] as number;
  const s2 = x[at + 8] as number;
  const d0D2 = x[at + 9] as number;
  const d0D3 = x[at + 10] as number;
  const d0D4 = x[at + 11] as number;
  const d2D1 = x[at + 12] as number;
  const d2D2 = x[at + 13] as number;
  const d2D3 = x[at + 14] as number;
  const d4D1 = x[at + 15] as number;
  const d4D2 = x[at + 16] as number;
  const d4D3 = x[at + 17] as number;
  const d6D1 = x[at + 18] as number;
  const d6D2 = x[at + 19] as number;
  const d8D1 = x[at + 20] as number;
  const d8D2 = x[at + 21] as number;
  const d10D1 = x[at + 22] as number;
  const Cb = x[at + 23] as number;
  const CW = x[at + 24] as number;
  const ratio = x[at + 25] as number;
  const t1 = K1 * d2D1;
  const t2 = ratio * ratio;
  const t3 = V4o0 * t2;
  const t4 = K1 * K1;
  const t5 = d4D1 * t2;
  const t6 = (K1 * d6D1 + (1 / 8) * V4o0 * d8D1) * t3 + 2 * (V4o1 + t4) * t5 +
    (1 / 3) * t2 * (d6D1 * V6o0 + 24 * d2D1 * K2);
  const t7 = ratio * d2D1;
  const t8 = V4o0 * t7;
  const t9 = CW * CW;
  const t10 = d2D1 * d6D1;
  const t11 = d4D1 * d4D1;
  const t12 = t10 + (1 / 2) * t11;
  const t13 = d2D1 * d2D1;
  const t14 = d4D2 - 2 * t13;
  const t15 = t14 + 2 * d4D1 * K1 * t7;
  const t16 = d2D1 * t2;
  const t17 = ratio * K1;
  const t18 = V4o0 * (t3 * t12 + 2 * ratio * t15) + 4 * (d2D1 * V4o1 + (1 / 2) * d4D1 * V6o0) * t16 + 8 * d2D2 * t17;
  const t19 = d4D1 * t8;
  const t20 = 4 * d2D2 + 2 * t19;
  const t21 = d2D1 * d8D1;
  const t22 = d4D1 * d6D1;
  const t23 = ratio * t2;
  const t24 = V4o0 * t23;
  const t25 = K1 * t23;
  const t26 = (t10 + t11) * t25;
  const t27 = d6D2 - 6 * d4D1 * d2D1;
  const t28 = t2 * t27;
  const t29 = t10 + (3 / 4) * t11;
  const t30 = t24 * (d2D1 * d10D1 + 2 * d4D1 * d8D1 + (5 / 3) * d6D1 * d6D1) + 8 * t25 * (t21 + 2 * t22) -
    16 * t2 * (t29 - (1 / 8) * d8D2);
  const t31 = ratio * t16;
  const t32 = t2 * K2 * t20 + (5 / 24) * V6o0 * ((t21 + (9 / 5) * t22) * t24 + (12 / 5) * t26 + (4 / 5) * t28) +
    (1 / 6) * t23 * V8o0 * t29 + V4o1 * (t12 * t24 + t2 * t15) +
    (1 / 32) * V4o0 * (V4o0 * t30 + 16 * K1 * (t26 + t28)) + (2 * d2D1 * V4o2 + d4D1 * V6o1) * t31 + t2 * t4 * t14;
  const t33 = CW * t9;
  const t34 = d2D2 + t1 * t7;
  const t35 = V6o0 * (V4o0 * t31 * ((3 / 4) * t10 + t11) + t5 * t34 + t14 * t16);
  const t36 = t16 * t20;
  const t37 = t7 * t16;
  const t38 = V4o0 * (d4D1 * t23 * (t10 + (1 / 6) * t11) + (1 / 4) * d8D1 * t37) + t5 * t15 + d6D1 * t2 * t34 + t16 * t27;
  const t39 = d2D1 * t14;
  const t40 = d4D1 * d2D2;
  const t41 = V4o0 * t38 + 4 * K1 * t2 * (t39 + t40) + (4 / 3) * ratio * (d4D3 - 3 * d4D1 * d0D2 - 6 * d2D1 * d2D2);
  const t42 = d2D3 - 3 * d2D1 * d0D2;
  const t43 = t35 + V4o1 * t36 + (1 / 2) * V4o0 * t41 + (2 / 3) * t37 * (d2D1 * V6o1 + (3 / 4) * d4D1 * V8o0) +
    (8 / 3) * t17 * t42;
  const t44 = V4o0 * (t8 * t16 * (t10 + 3 * t11) + 6 * t16 * (t39 + 2 * t40));
  const t45 = 16 * (d0D4 - 3 * d0D2 * d0D2) + 3 * d2D1 * V6o0 * t36 +
    V4o0 * (t44 + 16 * ratio * (d2D1 * t42 + (3 / 4) * d2D2 * d2D2)) + t13 * V8o0 * t37;
  into[0] = Cb + s2 * CW;
  into[1] = (1 / 8) * CW * ratio * (V4o0 * d4D1 + 4 * t1);
  into[2] = (1 / 16) * CW * t6;
  into[3] = (d0D2 + (1 / 4) * d2D1 * t8) * t9;
  into[4] = (1 / 16) * t9 * t18;
  into[5] = (1 / 8) * t9 * t32;
  into[6] = (d0D3 + (3 / 4) * t8 * (d2D2 + (1 / 4) * t19) + (1 / 8) * V6o0 * t13 * t16) * t33;
  into[7] = (3 / 16) * t33 * t43;
  into[8] = (1 / 16) * t9 * t9 * t45;
}
