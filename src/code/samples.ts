import { lehmer } from "../algebra/lehmer.js";
import { derivative, evaluate, type Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { TheorySymbol } from "../symbols/symbols.js";

/** A point, the exact values of sums there, and how sensitive they are. */
export interface Sample {
  /** Exact also as doubles. */
  readonly inputs: readonly Q.Rational[];
  readonly results: readonly SampleResult[];
  /** For each result its derivatives by the inputs in order; empty where none were asked for. */
  readonly derivatives: readonly (readonly SampleResult[])[];
}

/** The exact value of a sum at a point. */
export interface SampleResult {
  readonly value: Q.Rational;
  /** The sum of the sizes of all terms: over the size of the value, the condition number of the sum. */
  readonly magnitude: Q.Rational;
}

/** How many points a module is tested at. */
const points = 3;

/**
 * Points at which the exact values of sums, and of their derivatives, are known. The same sums have the same points.
 */
export function samplesOf(inputs: readonly TheorySymbol[], sums: readonly Polynomial[], gradient: boolean): Sample[] {
  const derivatives = gradient ? sums.map((sum) => inputs.map((by) => derivative(sum, by))) : [];
  const random = lehmer(7);
  return Array.from({ length: points }, () => {
    // Multiples of 1/8 between 1/2 and 5/2, so that nothing is far larger than anything else.
    const values = inputs.map(() => Q.rational(4 + (random() % 17), 8));
    const at = (sum: Polynomial): SampleResult => resultAt(sum, inputs, values);
    return { inputs: values, results: sums.map(at), derivatives: derivatives.map((list) => list.map(at)) };
  });
}

function resultAt(sum: Polynomial, inputs: readonly TheorySymbol[], values: readonly Q.Rational[]): SampleResult {
  const known = new Map(inputs.map(({ name }, i) => [name, values[i] as Q.Rational] as const));
  const at = (p: Polynomial): Q.Rational => evaluate(p, ({ name }) => known.get(name));
  // All inputs are positive, so the size of a term is the term with the size of its coefficient.
  const sizes: Polynomial = new Map(
    [...sum].map(([key, { coefficient, monomial }]) => [key, { coefficient: Q.absolute(coefficient), monomial }]),
  );
  return { value: at(sum), magnitude: at(sizes) };
}
