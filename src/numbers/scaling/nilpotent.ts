/*
 * Numbers with nilpotent parts: sums over the subsets of e_1, ..., e_k, each e_i of square zero. A function of such a number is a finite
 * Taylor sum, so that mixed derivatives by several parameters come out exact to rounding, without differences.
 */

/** A number: entry S its coefficient of the product of the e_i in the set S of bits; entry 0 its value. */
export type Nilpotent = Float64Array;

/** A value alone. @param parts how many e_i there are */
export function real(value: number, parts: number): Nilpotent {
  const number = new Float64Array(1 << parts);
  number[0] = value;
  return number;
}

/** A value and its first derivatives: value + sum of slope_i e_i. */
export function varied(value: number, slopes: readonly number[]): Nilpotent {
  const number = real(value, slopes.length);
  slopes.forEach((slope, i) => {
    number[1 << i] = slope;
  });
  return number;
}

/** x + factor y. */
export const plus = (x: Nilpotent, y: Nilpotent, factor = 1): Nilpotent => x.map((v, i) => v + factor * y[i]!);

/** factor x + value. */
export function affine(x: Nilpotent, factor: number, value = 0): Nilpotent {
  const result = x.map((v) => factor * v);
  result[0]! += value;
  return result;
}

/** x y: over each set the sum over its divisions in two. */
export function times(x: Nilpotent, y: Nilpotent): Nilpotent {
  const product = new Float64Array(x.length);
  for (let set = 0; set < x.length; set++) {
    let sum = 0;
    for (let part = set; ; part = (part - 1) & set) {
      sum += x[part]! * y[set ^ part]!;
      if (part === 0) break;
    }
    product[set] = sum;
  }
  return product;
}

/** sum_j c_j y^j, the c_j numbers and y without a value of its own: powers past the number of parts vanish. */
export function polynomialAt(coefficients: readonly number[], y: Nilpotent): Nilpotent {
  const parts = 31 - Math.clz32(y.length);
  let sum = real(0, parts);
  for (let j = Math.min(parts, coefficients.length - 1); j >= 0; j--) {
    sum = times(sum, y);
    sum[0]! += coefficients[j]!;
  }
  return sum;
}

/** x without its value. */
export const infinitesimal = (x: Nilpotent): Nilpotent => {
  const rest = Float64Array.from(x);
  rest[0] = 0;
  return rest;
};

const orders = [0, 1, 2, 3, 4] as const;

/** 1/x. */
export const inverse = (x: Nilpotent): Nilpotent =>
  polynomialAt(
    orders.map((j) => (-1) ** j / x[0]! ** (j + 1)),
    infinitesimal(x),
  );

/** log x. */
export const logarithm = (x: Nilpotent): Nilpotent =>
  polynomialAt(
    orders.map((j) => (j === 0 ? Math.log(x[0]!) : -((-1) ** j) / (j * x[0]! ** j))),
    infinitesimal(x),
  );
