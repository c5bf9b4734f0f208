/**
 * the step from layer l-1 to layer l: V_6, through 1 loop
 *
 * Written and certified by oneovern 0.1.0 for oneovern code --kind step --vertices 6 --loops 1; do not edit.
 * The averages are at K_0 of layer l-1.
 * Operations: 155 (537 as sums written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "V_4[0]",
  "V_4[1]",
  "V_6[0]",
  "V_6[1]",
  "V_8[0]",
  "K_1",
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
] as const;

/**
 * K_0 to V_8[0] of layer l from the values of `symbols`, in their order.
 * @param into the results are written here, in the order of `results`
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array, into: Float64Array = new Float64Array(7)): Float64Array {
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
 */
export function step(inputs: Inputs): Outputs {
  const found = evaluate(Float64Array.of(
    inputs.V4o0,
    inputs.V4o1,
    inputs.V6o0,
    inputs.V6o1,
    inputs.V8o0,
    inputs.K1,
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
  };
}

function requireLength(values: Float64Array): void {
  if (values.length !== 22) {
    throw new RangeError(`${values.length} values for 22 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number, into: Float64Array): void {
  const V4o0 = x[at] as number;
  const V4o1 = x[at + 1] as number;
  const V6o0 = x[at + 2] as number;
  const V6o1 = x[at + 3] as number;
  const V8o0 = x[at + 4] as number;
  const K1 = x[at + 5] as number;
  const s2 = x[at + 6] as number;
  const d0D2 = x[at + 7] as number;
  const d0D3 = x[at + 8] as number;
  const d0D4 = x[at + 9] as number;
  const d2D1 = x[at + 10] as number;
  const d2D2 = x[at + 11] as number;
  const d2D3 = x[at + 12] as number;
  const d4D1 = x[at + 13] as number;
  const d4D2 = x[at + 14] as number;
  const d4D3 = x[at + 15] as number;
  const d6D1 = x[at + 16] as number;
  const d6D2 = x[at + 17] as number;
  const d8D1 = x[at + 18] as number;
  const Cb = x[at + 19] as number;
  const CW = x[at + 20] as number;
  const ratio = x[at + 21] as number;
  const t1 = V4o0 * d4D1;
  const t2 = K1 * d2D1;
  const t3 = ratio * d2D1;
  const t4 = V4o0 * t3;
  const t5 = CW * CW;
  const t6 = d4D1 * t4;
  const t7 = d2D2 + (1 / 2) * t6;
  const t8 = d2D1 * V6o0;
  const t9 = ratio * d4D1;
  const t10 = ratio * t9;
  const t11 = d4D2 - 2 * d2D1 * d2D1;
  const t12 = t4 * d6D1;
  const t13 = ratio * V4o0;
  const t14 = t3 * t3;
  const t15 = ratio * K1 * t7 + (1 / 16) * (V4o0 * t1 + 4 * t8) * t10 + (1 / 4) * (t11 + (1 / 2) * t12) * t13 +
    (1 / 2) * V4o1 * t14;
  const t16 = (3 / 4) * d2D2 + (3 / 16) * t6;
  const t17 = CW * t5;
  const t18 = d2D2 + t3 * (t1 + t2);
  const t19 = ratio * t3;
  const t20 = t13 * t13;
  const t21 = d2D3 - 3 * d2D1 * d0D2;
  const t22 = t14 * V8o0;
  const t23 = t3 * t13 * ((d6D2 - 6 * d4D1 * d2D1) + (1 / 4) * t4 * d8D1) +
    (4 / 3) * ratio * (d4D3 - 3 * d4D1 * d0D2 - 6 * d2D1 * d2D2);
  const t24 = d6D1 * t18 * t20 + 4 * K1 * (t7 * t9 * t13 + ratio * ((4 / 3) * t21 + t4 * t11)) +
    d4D1 * (t20 * (t11 + (1 / 6) * d4D1 * d4D1 * t13) + ratio * t22) + V4o0 * t23 + (4 / 3) * t3 * t14 * V6o1;
  const t25 = V6o0 * t17 * (t10 * t18 + (t11 + (3 / 4) * t12) * t19) + 4 * t7 * V4o1 * t17 * t19 + (1 / 2) * t17 * t24;
  const t26 = t5 * t5;
  const t27 = (3 / 8) * t3 * t4 * (t11 + (1 / 6) * t12) + ratio * (d2D1 * t21 + (3 / 4) * d2D2 * d2D2);
  const t28 = (d0D4 - 3 * d0D2 * d0D2) + t6 * t13 * t16 + V4o0 * t27 + (1 / 16) * d2D1 * t3 * t22;
  into[0] = Cb + s2 * CW;
  into[1] = (1 / 8) * CW * ratio * (t1 + 4 * t2);
  into[2] = (d0D2 + (1 / 4) * d2D1 * t4) * t5;
  into[3] = (1 / 2) * t5 * t15;
  into[4] = (d0D3 + t4 * t16 + (1 / 8) * t8 * t14) * t17;
  into[5] = (3 / 16) * t25;
  into[6] = (3 / 4) * t7 * V6o0 * t14 * t26 + t26 * t28;
}
