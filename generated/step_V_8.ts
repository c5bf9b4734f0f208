/**
 * the step from layer l-1 to layer l: V_8, leading order
 *
 * Written and certified by oneovern 0.1.0 for oneovern code --kind step --vertices 8 --loops 0; do not edit.
 * The averages are at K_0 of layer l-1.
 * Operations: 64 (186 as sums written out).
 */

/** The names of the inputs, in order. */
export const symbols = [
  "V_4[0]",
  "V_6[0]",
  "V_8[0]",
  "<sigma^2>",
  "<Delta^2>",
  "<Delta^3>",
  "<Delta^4>",
  "<d^2 Delta>",
  "<d^2 Delta^2>",
  "<d^2 Delta^3>",
  "<d^4 Delta>",
  "<d^4 Delta^2>",
  "<d^6 Delta>",
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
] as const;

/**
 * K_0 to V_8[0] of layer l from the values of `symbols`, in their order.
 * @param into the results are written here, in the order of `results`
 * @throws RangeError when `values` has another length than `symbols`
 */
export function evaluate(values: Float64Array, into: Float64Array = new Float64Array(4)): Float64Array {
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
  /** <d^6 Delta>, the Gaussian average of the 6th derivative of Delta over layer l-1 */
  readonly d6D1: number;
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
 */
export function step(inputs: Inputs): Outputs {
  const found = evaluate(Float64Array.of(
    inputs.V4o0,
    inputs.V6o0,
    inputs.V8o0,
    inputs.s2,
    inputs.d0D2,
    inputs.d0D3,
    inputs.d0D4,
    inputs.d2D1,
    inputs.d2D2,
    inputs.d2D3,
    inputs.d4D1,
    inputs.d4D2,
    inputs.d6D1,
    inputs.Cb,
    inputs.CW,
    inputs.ratio,
  ));
  return {
    K0: found[0] as number,
    V4o0: found[1] as number,
    V6o0: found[2] as number,
    V8o0: found[3] as number,
  };
}

function requireLength(values: Float64Array): void {
  if (values.length !== 16) {
    throw new RangeError(`${values.length} values for 16 symbols: ${symbols.join(", ")}`);
  }
}

function value(x: Float64Array, at: number, into: Float64Array): void {
  const V4o0 = x[at] as number;
  const V6o0 = x[at + 1] as number;
  const V8o0 = x[at + 2] as number;
  const s2 = x[at + 3] as number;
  const d0D2 = x[at + 4] as number;
  const d0D3 = x[at + 5] as number;
  const d0D4 = x[at + 6] as number;
  const d2D1 = x[at + 7] as number;
  const d2D2 = x[at + 8] as number;
  const d2D3 = x[at + 9] as number;
  const d4D1 = x[at + 10] as number;
  const d4D2 = x[at + 11] as number;
  const d6D1 = x[at + 12] as number;
  const Cb = x[at + 13] as number;
  const CW = x[at + 14] as number;
  const ratio = x[at + 15] as number;
  const t1 = d2D1 * ratio;
  const t2 = V4o0 * t1;
  const t3 = CW * CW;
  const t4 = t2 * (d2D2 + (1 / 4) * t2 * d4D1);
  const t5 = t1 * t1;
  const t6 = V6o0 * t5;
  const t7 = t1 * t2 * ((d4D2 - 2 * d2D1 * d2D1) + (1 / 6) * t2 * d6D1) +
    (8 / 3) * ratio * (d2D1 * (d2D3 - 3 * d0D2 * d2D1) + (3 / 4) * d2D2 * d2D2);
  const t8 = (4 / 3) * (d0D4 - 3 * d0D2 * d0D2) + V4o0 * d4D1 * (ratio * t4 + (1 / 2) * t1 * t6) + (1 / 2) * V4o0 * t7 +
    t5 * (d2D2 * V6o0 + (1 / 12) * d2D1 * t1 * V8o0);
  into[0] = Cb + s2 * CW;
  into[1] = (d0D2 + (1 / 4) * d2D1 * t2) * t3;
  into[2] = CW * t3 * (d0D3 + (3 / 4) * t4 + (1 / 8) * d2D1 * t6);
  into[3] = (3 / 4) * t3 * t3 * t8;
}
