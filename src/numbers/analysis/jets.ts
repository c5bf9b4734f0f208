/*
 * Arithmetic of Taylor polynomials cut off at an order: a jet is the list of f^(j)(x)/j!, j = 0, 1, ..., and all jets of an operation
 * have the same length. Functions go through the differential equation that they satisfy, coefficient by coefficient, so derivatives
 * of any order are as exact as values.
 */
export type Jet = readonly number[];

/** x itself, as a jet at x. */
export const variableJet = (x: number, order: number): Jet => padded([x, 1], order);

/** The coefficients with zeros behind them, or cut off. */
export const padded = (coefficients: readonly number[], order: number): number[] =>
  Array.from({ length: order + 1 }, (_, j) => coefficients[j] ?? 0);

export const addJets = (a: Jet, b: Jet): Jet => a.map((x, i) => x + b[i]!);
export const subtractJets = (a: Jet, b: Jet): Jet => a.map((x, i) => x - b[i]!);
export const scaleJet = (a: Jet, factor: number): Jet => a.map((x) => x * factor);
/** The jet plus a constant. */
export const shiftJet = (a: Jet, constant: number): Jet => a.map((x, i) => (i === 0 ? x + constant : x));

export function multiplyJets(a: Jet, b: Jet): number[] {
  const product = new Array<number>(a.length);
  for (let n = 0; n < a.length; n++) {
    let sum = 0;
    for (let i = 0; i <= n; i++) sum += a[i]! * b[n - i]!;
    product[n] = sum;
  }
  return product;
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

/** A function with a differential equation of its own: y' = slope(y) a', the slope's coefficients known as far as y's are. */
function solved(value: number, a: Jet, slopeAt: (y: readonly number[], n: number) => number): Jet {
  const y = [value];
  const slope: number[] = [];
  for (let n = 1; n < a.length; n++) {
    slope.push(slopeAt(y, n - 1));
    y.push(weighted(a, slope, n) / n);
  }
  return y;
}

const squareAt = (y: readonly number[], n: number): number => {
  let sum = 0;
  for (let i = 0; i <= n; i++) sum += y[i]! * y[n - i]!;
  return sum;
};

export const expJet = (a: Jet): Jet => solved(Math.exp(a[0]!), a, (y, n) => y[n]!);

/** y' = (1 - y^2) a'. */
export const tanhJet = (a: Jet): Jet => solved(Math.tanh(a[0]!), a, (y, n) => (n === 0 ? 1 : 0) - squareAt(y, n));

/** 1/(1 + e^-x) without overflow on either side. */
export const sigmoidOf = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** y' = y (1 - y) a'. */
export const sigmoidJet = (a: Jet): Jet => solved(sigmoidOf(a[0]!), a, (y, n) => y[n]! - squareAt(y, n));

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
      product[i + j] = product[i + j]! + x * y;
    });
  });
  return product;
}
