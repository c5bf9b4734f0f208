import { lehmer } from "../algebra/lehmer.js";
import type { Polynomial } from "../algebra/polynomial.js";
import type * as Q from "../algebra/rational.js";
import { DefectError } from "../foundation/errors.js";
import type { TheorySymbol } from "../symbols/symbols.js";
import { evaluateGraph, type Graph } from "./graph.js";

/*
 * The proof that a graph is its sums, made of every graph before any code is written: both are evaluated modulo a
 * prime, at values without a pattern. Where they differ as polynomials of degree d, the values agree with a probability
 * of at most d over the prime.
 */

/** The largest prime below 2^26: a product of two residues is exact in a double. */
const prime = 67_108_859;
const points = 2;

const power = (base: number, exponent: number): number => {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
};

const inverse = (value: number): number => power(value, prime - 2);

const residue = ({ num, den }: Q.Rational): number => {
  const [n, d] = [num, den].map((part) => Number(part % BigInt(prime))) as [number, number];
  const numerator = n < 0 ? n + prime : n;
  return d === 1 ? numerator : (numerator * inverse(d)) % prime;
};

const arithmetic = {
  constant: residue,
  add: (a: number, b: number) => (a + b) % prime,
  multiply: (a: number, b: number) => (a * b) % prime,
  inverse,
};

/** Residues that depend on the number of the point alone. */
function pointOf(inputs: readonly TheorySymbol[], point: number): Map<string, number> {
  const random = lehmer(1 + point);
  return new Map(inputs.map(({ name }) => [name, 1 + (random() % (prime - 1))]));
}

/** The residue of a sum at a point. */
function sumAt(sum: Polynomial, values: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const { coefficient, monomial } of sum.values()) {
    let term = residue(coefficient);
    for (const { symbol, power: exponent } of monomial.factors) {
      const value = values.get(symbol.name) as number;
      term = (term * power(exponent < 0 ? inverse(value) : value, Math.abs(exponent))) % prime;
    }
    total = (total + term) % prime;
  }
  return total;
}

/**
 * Makes sure that the outputs of a graph are given sums, in order.
 * @throws DefectError saying which is not
 */
export function requireSame(graph: Graph, sums: readonly Polynomial[]): void {
  if (graph.outputs.length !== sums.length)
    throw new DefectError(`the operation graph has ${graph.outputs.length} outputs for ${sums.length} sums`);
  for (let point = 0; point < points; point++) {
    const values = pointOf(graph.inputs, point);
    const found = evaluateGraph(graph, [...values.values()], arithmetic);
    sums.forEach((sum, i) => {
      if (found[i] !== sumAt(sum, values))
        throw new DefectError(`output ${i + 1} of the operation graph is not the sum that it was made from`);
    });
  }
}
