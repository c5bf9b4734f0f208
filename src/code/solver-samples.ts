import * as Q from "../algebra/rational.js";

/*
 * Points where the planar solution is known exactly. The equation gamma/s = D (N - S)(T - S) is hard to solve for D and
 * trivial to solve for gamma, so D is chosen and gamma follows, everything in rationals. The closed forms are those of
 * the resummation, with the differences that the solver avoids: it is no copy of it.
 */

/** A model with its solution. */
export interface SolverSample {
  readonly spectrum: readonly Q.Rational[];
  /** N, T, gamma, s. */
  readonly inputs: readonly Q.Rational[];
  /** In the order of the solver's results. */
  readonly results: readonly Q.Rational[];
}

const total = (terms: readonly Q.Rational[]): Q.Rational => terms.reduce(Q.add, Q.zero);
const product = (...factors: readonly Q.Rational[]): Q.Rational => factors.reduce(Q.multiply, Q.one);

/** The model that has the dressing d, and its solution. */
function sampleAt(
  spectrum: readonly Q.Rational[],
  [n, t]: readonly [Q.Rational, Q.Rational],
  d: Q.Rational,
  s: Q.Rational,
): SolverSample {
  const fractions = spectrum.map((lambda) => Q.divide(lambda, Q.add(lambda, d)));
  const weighted = (power: number): Q.Rational =>
    total(spectrum.map((lambda, i) => product(lambda, Q.power(fractions[i] as Q.Rational, power))));
  const [s1, s2] = [total(fractions), total(fractions.map((fraction) => Q.power(fraction, 2)))];
  const gamma = product(s, d, Q.subtract(n, s1), Q.subtract(t, s1));
  const [l1, l2, l3] = [weighted(0), Q.negate(weighted(1)), weighted(2)];
  const two = Q.rational(2);
  // 2 S S_2 - S^2, and N T det(1 - K).
  const mixed = Q.subtract(product(two, s1, s2), product(s1, s1));
  const determinant = total([product(n, t), Q.negate(product(Q.add(n, t), s2)), mixed]);
  const ladder = Q.divide(product(n, t), determinant);
  const untrained = Q.subtract(Q.one, Q.divide(s1, t));
  return {
    spectrum,
    inputs: [n, t, gamma, s],
    results: [
      d,
      s1,
      s2,
      l1,
      l2,
      l3,
      ladder,
      product(ladder, total([l1, product(two, l2), l3])),
      Q.divide(Q.subtract(product(n, s2), mixed), determinant),
      Q.divide(product(t, Q.subtract(n, s2)), determinant),
      product(untrained, untrained),
      Q.divide(Q.subtract(product(t, s2), mixed), product(s, determinant)),
    ],
  };
}

const rationals = (...texts: readonly string[]): Q.Rational[] => texts.map(Q.fromText);
const pair = (n: string, t: string) => [Q.fromText(n), Q.fromText(t)] as const;

/** On both sides of N = T and at it, N that is not whole, without a ridge, and where the teacher is learned. */
export const solverSamples = (): SolverSample[] => {
  const falling = rationals("3", "1", "1/2", "1/3");
  const ridgeless = rationals("2", "1", "1", "1/2");
  return [
    sampleAt(falling, pair("2", "3"), Q.one, Q.rational(1, 4)),
    sampleAt(falling, pair("7", "7/2"), Q.rational(1, 8), Q.rational(1, 2)),
    sampleAt(falling, pair("3", "3"), Q.rational(1, 2), Q.one),
    sampleAt(rationals("4", "1/2", "1/16"), pair("8", "6"), Q.rational(1, 1024), Q.rational(2)),
    // S = 2, so that one of N and T at 2 is a model without a ridge.
    sampleAt(ridgeless, pair("2", "3"), Q.one, Q.rational(1, 4)),
    sampleAt(ridgeless, pair("5", "2"), Q.one, Q.rational(1, 4)),
    sampleAt(rationals("2", "1/2"), pair("3", "5"), Q.zero, Q.rational(1, 2)),
  ];
};
