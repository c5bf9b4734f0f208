import { binomial, factorial } from "../algebra/integers.js";
import type { Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Ring } from "../algebra/ring.js";
import { memoised } from "../foundation/memoised.js";
import { stationarySeries } from "../routes/kernel/series.js";
import { average, type TheorySymbol, vertex, width } from "../symbols/symbols.js";
import { vertexFunction } from "../theory/kernel/vertex-function.js";
import { type Graph, graphBuilder, oneRef, type Ref, type Scaled } from "./graph.js";

/*
 * The leading order as a program instead of a sum: the recursion for the stationary value, run in operations of a
 * graph. It takes some k^3 operations beside those of the vertex functions, where the sum has more terms than any power
 * of k.
 */

/** How a graph makes the vertex functions: as they are written out, or by the recursion of a logarithm, k^4/12 operations. */
export type VertexFunctions = "written out" | "by logarithm";

/** From this k on they are made by logarithm: written out they take more operations than all that follows. */
const byLogarithmFrom = 9;

/** The symbols of the sum of V_2k at leading order, k >= 2, which need not be made. */
export function leadingSymbols(k: number, order: 0 | undefined): TheorySymbol[] {
  const vertices = Array.from({ length: k - 1 }, (_, i) => vertex(i + 2, order));
  const averages: TheorySymbol[] = [];
  for (let m = 0; m < k; m++)
    for (let p = 1; p + m <= k; p++)
      // <Delta> is 0, and beside k - 1 Delta's one more is left, which has a derivative.
      if (m > 0 || (p > 1 && p !== k - 1) || p === k) averages.push(average(2 * m, p));
  return [width(1), width(2), ...vertices, ...averages];
}

/**
 * The graph of V_2k / (C_W^k n_{l-1}^{k-1}) at leading order, k >= 2.
 * @param inputs the symbols of the sum, in their order
 * @param order of expanded blobs 0; undefined for full ones
 */
export function stationaryGraph(
  k: number,
  inputs: readonly TheorySymbol[],
  order: 0 | undefined,
  functions: VertexFunctions = k < byLogarithmFrom ? "written out" : "by logarithm",
): Graph {
  const builder = graphBuilder(inputs);
  const place = new Map(inputs.map(({ name }, i) => [name, i] as const));
  const input = ({ name }: TheorySymbol): Ref => builder.input(place.get(name) as number);
  const product = (...factors: readonly Scaled[]): Scaled => ({
    coefficient: factors.map(({ coefficient }) => coefficient).reduce(Q.multiply),
    of: builder.product(factors.map(({ of }) => of)),
  });
  const number = (coefficient: Q.Rational): Scaled => ({ coefficient, of: oneRef });
  const ring: Ring<Scaled> = {
    zero: number(Q.zero),
    one: number(Q.one),
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
  const content = ([p, m]: readonly [number, number]) => `${p},${m}`;
  const moment = (p: number, m: number): Scaled =>
    p === 1 && m === 0 ? ring.zero : { coefficient: Q.one, of: input(average(2 * m, p)) };
  // C_p^(m) = <d^2m Delta^p> - sum_j binom(p-1, j-1) sum_i binom(m, i) C_j^(i) <d^2(m-i) Delta^{p-j}>.
  const byLogarithm: (at: readonly [number, number]) => Scaled = memoised(
    ([p, m]: readonly [number, number]): Scaled => {
      const products: [number, Scaled, Scaled][] = [];
      for (let j = 1; j < p; j++)
        for (let i = 0; i <= m; i++) {
          const [cumulant, rest] = [j === 1 && i === 0 ? ring.zero : byLogarithm([j, i]), [p - j, m - i] as const];
          if (ring.isZero(cumulant) || (rest[0] === 1 && rest[1] === 0)) continue;
          products.push([-Number(binomial(p - 1, j - 1) * binomial(m, i)), cumulant, moment(...rest)]);
        }
      return products.length === 0 ? moment(p, m) : ring.dot([[1, ring.one, moment(p, m)], ...products]);
    },
    content,
  );
  const neuron = memoised(([p, m]: readonly [number, number]): Scaled => {
    // The mean of sigma^2 is not felt by what is connected.
    if (p === 1 && m === 0) return ring.zero;
    const made = functions === "written out" ? vertexSum(vertexFunction(p, m)) : byLogarithm([p, m]);
    return product(made, number(Q.rational(1n, factorial(p) * factorial(m) * 2n ** BigInt(m))));
  }, content);
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
