import { multiplyMonomials, samePolynomial, single, times } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { contributionsOf } from "../../routes/kernel/row-by-row.js";
import type { CheckOf } from "../certificate.js";
import type { SumClaim } from "../claims.js";

/**
 * Every row by itself: its polynomial against that of its diagram out of the coefficients of the neurons' generating
 * function, and against the product of its factors. It takes |Aut| from the row and does not see whether the diagram
 * should be there.
 */
export const rowByRow: CheckOf<SumClaim> = {
  name: "row by row",
  of: "every result",
  cannotSee: "a row that is missing, and |Aut|, which it takes from the row",
  isThorough: true,
  look({ terms }) {
    const contributionOf = contributionsOf(terms.map(({ diagram }) => diagram));
    const wrong = terms.find(({ diagram, automorphisms, halves, symmetry, widths, blobs, bracket, polynomial }) => {
      const coefficient = Q.multiply(symmetry, Q.rational(1n, 2n ** BigInt(halves)));
      const factors = times(bracket, single(coefficient, multiplyMonomials(widths, blobs)));
      const expected = contributionOf(diagram, automorphisms);
      return (
        halves !== diagram.edges.length || !samePolynomial(polynomial, expected) || !samePolynomial(factors, expected)
      );
    });
    return {
      passed: wrong === undefined,
      detail: wrong
        ? `${wrong.id}: its factors or their product are not those of its diagram by the neurons' generating function`
        : `each of ${terms.length} rows is its diagram by the neurons' generating function, and the product of its factors`,
    };
  },
};
