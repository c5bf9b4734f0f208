import { factorial } from "../../algebra/integers.js";
import * as Q from "../../algebra/rational.js";
import { type DiagramClass, deltaExchanges, externalPairs, orderOf } from "../../graphs/diagram.js";
import { unseenByLabels } from "../../graphs/labellings.js";

/*
 * The rule for the symmetry factor. A diagram of V_2k has k external pairs, p of them at a function vertex with
 * p Delta's; |Aut| counts the permutations of function vertices, blobs and parallel legs that change nothing.
 *
 *   one input:          k! / (prod p! |Aut|)   the pairs may be labelled in k! ways; p! at a vertex are the same,
 *                                              and so are |Aut| more
 *   labelled externals: 1 / |Aut|              with the labels in place, only parallel legs and equal blobs with the
 *                                              same legs can be exchanged
 *
 * Source: arXiv:2305.02334, and docs/theory.md, "Weights"; the worked examples are the tests of this file.
 */

/** The factors of a class of diagrams that come from its symmetry. */
export interface Symmetry {
  /** k! / (prod p! |Aut|); may be a fraction where parallel legs or blobs with the same legs can be exchanged. */
  readonly symmetry: Q.Rational;
  /** In how many ways that differ the externals can be labelled: the symmetry factor times what no label sees. */
  readonly labellings: bigint;
}

/** The symmetry factor of a class, and the number of its labellings. */
export function symmetryOf({ diagram, automorphisms }: DiagramClass): Symmetry {
  const symmetry = Q.rational(factorial(externalPairs(diagram)), deltaExchanges(diagram) * automorphisms);
  const { num, den } = orderOf(diagram) === 0 ? symmetry : Q.multiply(symmetry, Q.rational(unseenByLabels(diagram)));
  // A whole number; were it none, |Aut| would be wrong, and the count must not hide that.
  return { symmetry, labellings: num / den };
}

/** The symmetry factor of a diagram with labelled externals, of which `automorphisms` leave the labels in place. */
export const labelledSymmetry = (automorphisms: bigint): Q.Rational => Q.rational(1n, automorphisms);
