/** An activation function, as the Gaussian averages need it. */
export interface Activation {
  readonly name: string;
  /** The Taylor coefficients sigma^(j)(x)/j!, j = 0..order, at a point that is no kink. */
  taylor(x: number, order: number): number[];
  /** Where sigma is continuous and its derivatives jump: the Taylor coefficients on either side. */
  readonly kinks: readonly Kink[];
}

export interface Kink {
  readonly at: number;
  left(order: number): number[];
  right(order: number): number[];
}

const padded = (coefficients: readonly number[], order: number): number[] =>
  Array.from({ length: order + 1 }, (_, j) => coefficients[j] ?? 0);

/** sigma = tanh, by its differential equation y' = 1 - y^2. */
export const tanh: Activation = {
  name: "tanh",
  taylor(x, order) {
    const y = [Math.tanh(x)];
    for (let j = 0; j < order; j++) {
      let square = 0;
      for (let i = 0; i <= j; i++) square += (y[i] as number) * (y[j - i] as number);
      y.push(((j === 0 ? 1 : 0) - square) / (j + 1));
    }
    return y;
  },
  kinks: [],
};

/** sigma = max(0, phi). */
export const relu: Activation = {
  name: "relu",
  taylor: (x, order) => padded(x > 0 ? [x, 1] : [], order),
  kinks: [{ at: 0, left: (order) => padded([], order), right: (order) => padded([0, 1], order) }],
};

/** sigma = a polynomial, from its coefficients. */
export const polynomial = (name: string, coefficients: readonly number[]): Activation => ({
  name,
  taylor(x, order) {
    // Horner's rule again and again: each pass gives the next coefficient about x.
    const rest = [...coefficients];
    for (let j = 0; j <= order && j < rest.length; j++)
      for (let i = rest.length - 2; i >= j; i--) rest[i] = (rest[i] as number) + x * (rest[i + 1] as number);
    return padded(rest, order);
  },
  kinks: [],
});
