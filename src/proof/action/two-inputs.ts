import * as Q from "../../algebra/rational.js";
import type { Symmetric, TwoInputs } from "../../routes/action/several-inputs.js";
import type { TheorySymbol } from "../../symbols/symbols.js";
import { bilinears, type TraceDiagram, traceCoefficient } from "../../theory/action/traces.js";

/* What a diagram of an action for several inputs is at two inputs, as a number. */

type Matrix = readonly [readonly [Q.Rational, Q.Rational], readonly [Q.Rational, Q.Rational]];

const square = ([a, b, c]: Symmetric): Matrix => [
  [a, b],
  [b, c],
];

const entry = (a: Matrix, b: Matrix, i: 0 | 1, j: 0 | 1): Q.Rational =>
  Q.add(Q.multiply(a[i][0], b[0][j]), Q.multiply(a[i][1], b[1][j]));

const product = (a: Matrix, b: Matrix): Matrix => [
  [entry(a, b, 0, 0), entry(a, b, 0, 1)],
  [entry(a, b, 1, 0), entry(a, b, 1, 1)],
];

/** What all diagrams of a layer share: Gamma A_r and Qt A_r. */
export interface TwoInputTables {
  readonly layer: TwoInputs;
  readonly free: readonly Matrix[];
  readonly dressed: readonly Matrix[];
}

export function tablesOf(layer: TwoInputs): TwoInputTables {
  const [a, b, c] = layer.kernel;
  const determinant = Q.subtract(Q.multiply(a, c), Q.multiply(b, b));
  const over = (x: Q.Rational): Q.Rational => Q.divide(x, determinant);
  const gamma = square([over(c), over(Q.negate(b)), over(a)]);
  const fields = product(product(gamma, square(layer.fields)), gamma);
  return {
    layer,
    free: layer.matrices.map((matrix) => product(gamma, square(matrix))),
    dressed: layer.matrices.map((matrix) => product(fields, square(matrix))),
  };
}

const degreeOf = (symbol: TheorySymbol): number => (symbol.kind === "vertex" ? symbol.degree : 1);

/** A diagram's value at n_{l-1} = 1: its blobs' cumulants are sums of products of matrices, so it is a sum of traces. */
export function valueAtTwoInputs(diagram: TraceDiagram, { layer, free, dressed }: TwoInputTables): Q.Rational {
  const { circles, blobs } = diagram;
  const chosen = blobs.map(() => 0);
  let total = Q.zero;
  for (;;) {
    let value = blobs.reduce(
      (weight, symbol, b) => Q.multiply(weight, layer.weights[chosen[b] as number]?.(degreeOf(symbol)) as Q.Rational),
      Q.one,
    );
    for (const { hasFields, blobs: legs } of circles) {
      const factors = legs.map((b, i) => (hasFields && i === 0 ? dressed : free)[chosen[b] as number] as Matrix);
      const whole = factors.reduce(product);
      value = Q.multiply(value, Q.add(whole[0][0], whole[1][1]));
    }
    total = Q.add(total, value);
    // The next choice of a matrix for each blob.
    let b = 0;
    while (b < blobs.length && chosen[b] === layer.matrices.length - 1) chosen[b++] = 0;
    if (b === blobs.length) break;
    chosen[b] = (chosen[b] as number) + 1;
  }
  const loops = Q.power(layer.n, circles.length - bilinears(diagram));
  return Q.multiply(Q.multiply(total, loops), traceCoefficient(diagram));
}
