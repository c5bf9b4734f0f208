/*
 * Arithmetic of Taylor polynomials cut off at an order: a jet is the list of f^(j)(x)/j!, j = 0, 1, ..., and all jets
 * of an operation have the same length. Functions go through the differential equation that they satisfy, coefficient
 * by coefficient, so derivatives of any order are as exact as values.
 */
export type Jet = readonly number[];

/** x itself, as a jet at x. */
export const variableJet = (x: number, order: number): Jet => padded([x, 1], order);

/** The coefficients with zeros behind them, or cut off. */
export function padded(coefficients: readonly number[], order: number): number[] {
  const list = coefficients.slice(0, order + 1);
  while (list.length <= order) list.push(0);
  return list;
}

export const addJets = (a: Jet, b: Jet): Jet => a.map((x, i) => x + b[i]!);
export const subtractJets = (a: Jet, b: Jet): Jet => a.map((x, i) => x - b[i]!);
export const scaleJet = (a: Jet, factor: number): Jet => a.map((x) => x * factor);
/** The jet plus a constant. */
export const shiftJet = (a: Jet, constant: number): Jet => a.map((x, i) => (i === 0 ? x + constant : x));

/** The n-th coefficient of a product. */
function productAt(a: Jet, b: Jet, n: number): number {
  let sum = 0;
  for (let i = 0; i <= n; i++) sum += a[i]! * b[n - i]!;
  return sum;
}

export function multiplyJets(a: Jet, b: Jet): number[] {
  const product: number[] = [];
  for (let n = 0; n < a.length; n++) product.push(productAt(a, b, n));
  return product;
}

/** 1, a, a^2, ..., a^largest. @param multiply how: cut off, or all of it ({@link multiplyCoefficients}) */
export function powersOf(a: Jet, largest: number, multiply = multiplyJets): Jet[] {
  const powers: Jet[] = [[1], a];
  for (let p = 2; p <= largest; p++) powers.push(multiply(powers[p - 1]!, a));
  return powers;
}

/**
 * The series about a place that is so far away, by Horner's rule again and again: each pass gives the next coefficient.
 */
export function movedJet(a: Jet, distance: number, order: number): Jet {
  const rest = [...a];
  for (let j = 0; j <= order && j < rest.length; j++)
    for (let i = rest.length - 2; i >= j; i--) rest[i]! += distance * rest[i + 1]!;
  return padded(rest, order);
}

/** 0!, 1!, ..., as numbers: what Taylor coefficients are multiplied by to be derivatives. */
export function factorials(largest: number): number[] {
  const list = [1];
  for (let n = 1; n <= largest; n++) list.push(n * list[n - 1]!);
  return list;
}

export function divideJets(a: Jet, b: Jet): Jet {
  const quotient: number[] = [];
  for (let n = 0; n < a.length; n++) {
    let sum = a[n]!;
    for (let i = 1; i <= n; i++) sum -= b[i]! * quotient[n - i]!;
    quotient.push(sum / b[0]!);
  }
  return quotient;
}

/** f(a) from its value and the jet of f' at a: n y_n = sum_k k a_k f'_{n-k}. */
export function composedJet(value: number, slope: Jet, a: Jet): Jet {
  const result = [value];
  for (let n = 1; n < a.length; n++) result.push(weighted(a, slope, n) / n);
  return result;
}

/** sum_{k=1..n} k a_k b_{n-k}: n times the coefficient of the integral of b da. */
function weighted(a: Jet, b: Jet, n: number): number {
  let sum = 0;
  for (let k = 1; k <= n; k++) sum += k * a[k]! * b[n - k]!;
  return sum;
}

/**
 * A function with a differential equation of its own: y' = slope(y) a', the slope's coefficients known as far as y's
 * are.
 */
function solved(value: number, a: Jet, slopeAt: (y: readonly number[], n: number) => number): Jet {
  const y = [value];
  const slope: number[] = [];
  for (let n = 1; n < a.length; n++) {
    slope.push(slopeAt(y, n - 1));
    y.push(weighted(a, slope, n) / n);
  }
  return y;
}

export const expJet = (a: Jet): Jet => solved(Math.exp(a[0]!), a, (y, n) => y[n]!);

/** y' = (1 - y^2) a'. */
export const tanhJet = (a: Jet): Jet => solved(Math.tanh(a[0]!), a, (y, n) => (n === 0 ? 1 : 0) - productAt(y, y, n));

/** 1/(1 + e^-x) without overflow on either side. */
export const sigmoidOf = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** y' = y (1 - y) a'. */
export const sigmoidJet = (a: Jet): Jet => solved(sigmoidOf(a[0]!), a, (y, n) => y[n]! - productAt(y, y, n));

/** sin and cos (or sinh and cosh, sign = 1) together. */
function pairJets(first: number, second: number, sign: 1 | -1, a: Jet): readonly [Jet, Jet] {
  const [s, c] = [[first], [second]];
  for (let n = 1; n < a.length; n++) {
    const [next, other] = [weighted(a, c, n) / n, (sign * weighted(a, s, n)) / n];
    s.push(next);
    c.push(other);
  }
  return [s, c];
}

export const sinCosJets = (a: Jet): readonly [Jet, Jet] => pairJets(Math.sin(a[0]!), Math.cos(a[0]!), -1, a);
export const hyperbolicJets = (a: Jet): readonly [Jet, Jet] => pairJets(Math.sinh(a[0]!), Math.cosh(a[0]!), 1, a);

export const logJet = (a: Jet): Jet => composedJet(Math.log(a[0]!), divideJets(constantJet(1, a), a), a);

/** A constant as a jet of the same length as another. */
export const constantJet = (value: number, like: Jet): Jet => padded([value], like.length - 1);

/** a to a constant power; a whole one needs no a(x) > 0. */
export function powerJet(a: Jet, exponent: number): Jet {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 64) {
    let product: Jet = constantJet(1, a);
    for (let i = 0; i < Math.abs(exponent); i++) product = multiplyJets(product, a);
    return exponent < 0 ? divideJets(constantJet(1, a), product) : product;
  }
  // n a_0 y_n = sum_k (exponent k - (n - k)) a_k y_{n-k}, from a y' = exponent a' y.
  const y = [a[0]! ** exponent];
  for (let n = 1; n < a.length; n++) {
    let sum = 0;
    for (let k = 1; k <= n; k++) sum += (exponent * k - (n - k)) * a[k]! * y[n - k]!;
    y.push(sum / (n * a[0]!));
  }
  return y;
}

/** The coefficients of the product of two polynomials, all of them. */
export function multiplyCoefficients(a: readonly number[], b: readonly number[]): number[] {
  const product = new Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      product[i + j]! += x * y;
    });
  });
  return product;
}

/**
 * The logarithm of the power series sum_p moments[p] t^p, moments[0] being 1, from p M_p = sum_j j c_j M_{p-j}. A
 * coefficient is a list of numbers: one, or those of a series in another variable.
 * @param subtract takes weight a b, of two coefficients, from a third
 */
export function logarithmOf(
  moments: readonly (readonly number[])[],
  subtract: (from: number[], weight: number, a: readonly number[], b: readonly number[]) => void,
): number[][] {
  const c: number[][] = [moments[0]!.map(() => 0)];
  for (let p = 1; p < moments.length; p++) {
    const sum = moments[p]!.map((x) => p * x);
    for (let j = 1; j < p; j++) subtract(sum, j, c[j]!, moments[p - j]!);
    for (let i = 0; i < sum.length; i++) sum[i]! /= p;
    c.push(sum);
  }
  return c;
}
