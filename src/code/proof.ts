import type { Polynomial } from "../algebra/polynomial.js";
import { inverseOf, pointOf, prime, provingPoints, residueOf, valuesModuloPrime } from "../algebra/residues.js";
import { DefectError } from "../foundation/errors.js";
import type { TheorySymbol } from "../symbols/symbols.js";
import { evaluateGraph, type Graph } from "./graph.js";

/*
 * The proof that a graph is its sums, made of every graph before any code is written: both are evaluated modulo a
 * prime, at values without a pattern. Where they differ as polynomials of degree d, the values agree with a probability
 * of at most d over the prime.
 */

const arithmetic = {
  constant: residueOf,
  add: (a: number, b: number) => (a + b) % prime,
  multiply: (a: number, b: number) => (a * b) % prime,
  inverse: inverseOf,
};

/** The outputs of a graph at a point. */
export const residuesOf = (graph: Graph, value: (symbol: TheorySymbol) => number): number[] =>
  evaluateGraph(graph, graph.inputs.map(value), arithmetic);

/**
 * Makes sure that the outputs of a graph are given sums, in order.
 * @throws DefectError saying which is not
 */
export function requireSame(graph: Graph, sums: readonly Polynomial[]): void {
  if (graph.outputs.length !== sums.length)
    throw new DefectError(`the operation graph has ${graph.outputs.length} outputs for ${sums.length} sums`);
  const residues = provingPoints.map(pointOf);
  const expected = sums.map((sum) => valuesModuloPrime(sum, residues).map(([value = 0]) => value));
  residues.forEach((value, point) => {
    const found = residuesOf(graph, ({ name }) => value(name));
    expected.forEach((values, i) => {
      if (found[i] !== values[point])
        throw new DefectError(`output ${i + 1} of the operation graph is not the sum that it was made from`);
    });
  });
}
