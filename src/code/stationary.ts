import { factorial } from "../algebra/integers.js";
import type { Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Ring } from "../algebra/ring.js";
import { memoised } from "../foundation/memoised.js";
import { stationarySeries } from "../routes/kernel/series.js";
import { type TheorySymbol, vertex } from "../symbols/symbols.js";
import { vertexFunction } from "../theory/kernel/vertex-function.js";
import { type Graph, graphBuilder, oneRef, type Ref, type Scaled } from "./graph.js";

/*
 * The leading order as a program instead of a sum: the recursion for the stationary value, run in operations of a
 * graph. It takes some k^3 operations beside those of the vertex functions, where the sum has more terms than any power
 * of k.
 */

/**
 * The graph of V_2k / (C_W^k n_{l-1}^{k-1}) at leading order, k >= 2.
 * @param inputs the symbols of the sum, in their order
 * @param order of expanded blobs 0; undefined for full ones
 */
export function stationaryGraph(k: number, inputs: readonly TheorySymbol[], order: 0 | undefined): Graph {
  const builder = graphBuilder(inputs);
  const place = new Map(inputs.map(({ name }, i) => [name, i] as const));
  const input = ({ name }: TheorySymbol): Ref => builder.input(place.get(name) as number);
  const product = (...factors: readonly Scaled[]): Scaled => ({
    coefficient: factors.map(({ coefficient }) => coefficient).reduce(Q.multiply),
    of: builder.product(factors.map(({ of }) => of)),
  });
  const ring: Ring<Scaled> = {
    zero: { coefficient: Q.zero, of: oneRef },
    one: { coefficient: Q.one, of: oneRef },
    isZero: ({ coefficient }) => Q.isZero(coefficient),
    dot: (products) =>
      builder.sum(
        [...products].map(([weight, a, b]) => {
          const { coefficient, of } = product(a, b);
          return { coefficient: Q.multiply(coefficient, Q.rational(weight)), of };
        }),
      ),
  };
  const [near, far = near] = inputs.filter(({ kind }) => kind === "width");
  const inverse = builder.inverse(input(near as TheorySymbol));
  // In t/n and s/n only the ratio of the widths is left, and 1/n^{k-1} in front of all.
  const ratio =
    far === near ? oneRef : builder.product([input(near as TheorySymbol), builder.inverse(input(far as TheorySymbol))]);
  const ratios = [oneRef, ratio];
  for (let b = 2; b < k; b++) ratios.push(builder.product([ratios[b - 1] as Ref, ratio]));
  const vertexSum = (sum: Polynomial): Scaled =>
    builder.sum(
      [...sum.values()].map(({ coefficient, monomial }) => ({
        coefficient,
        of: builder.product(
          monomial.factors.flatMap(({ symbol, power }) => Array.from({ length: power }, () => input(symbol))),
        ),
      })),
    );
  const neuron = memoised(
    ([p, m]: readonly [number, number]): Scaled =>
      // The mean of sigma^2 is not felt by what is connected.
      p === 1 && m === 0
        ? ring.zero
        : product(vertexSum(vertexFunction(p, m)), {
            coefficient: Q.rational(1n, factorial(p) * factorial(m) * 2n ** BigInt(m)),
            of: oneRef,
          }),
    ([p, m]) => `${p},${m}`,
  );
  const blob = (b: number): Scaled => ({
    coefficient: Q.rational(1n, factorial(b - 1)),
    of: builder.product([input(vertex(b, order)), ratios[b - 1] as Ref]),
  });
  const value = stationarySeries(k, ring, (p, m) => neuron([p, m]), blob)(k);
  const front = {
    coefficient: Q.rational(factorial(k - 1)),
    of: builder.product(Array.from({ length: k - 1 }, () => inverse)),
  };
  return builder.finish([product(value, front)]);
}
