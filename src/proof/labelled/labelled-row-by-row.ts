import { namedThroughout } from "../../algebra/contractions.js";
import { multiplyMonomials, type Polynomial, samePolynomial, scale, single, times } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { groupOrder } from "../../graphs/isomorphism.js";
import { labelledContributionOf } from "../../routes/kernel/row-by-row.js";
import { withCanonicalIndices } from "../../theory/kernel/pair-term.js";
import type { CheckOf } from "../certificate.js";
import type { LabelledClaim } from "../claims.js";

/**
 * Each labelled row against its function vertices with every derivative by itself, and its factors against its product.
 */
export const labelledRowByRow: CheckOf<LabelledClaim> = {
  name: "labelled rows, one by one",
  of: "general inputs",
  cannotSee: "a row that is missing",
  isThorough: true,
  look({ rows, externals }) {
    const inOneWay = (p: Polynomial): Polynomial => namedThroughout(p, withCanonicalIndices);
    const wrong = rows.find((row) => {
      const { diagram, automorphisms, polynomial, labellings } = row;
      const alone = labelledContributionOf(diagram, groupOrder(diagram), externals);
      const expected = inOneWay(scale(alone, Q.rational(labellings)));
      const { symmetry, widths, blobs, bracket } = row;
      const factors = times(
        bracket,
        single(Q.multiply(symmetry, Q.rational(labellings)), multiplyMonomials(widths, blobs)),
      );
      return (
        automorphisms !== groupOrder(diagram) ||
        !samePolynomial(inOneWay(polynomial), expected) ||
        !samePolynomial(inOneWay(factors), expected)
      );
    });
    return {
      passed: wrong === undefined,
      detail: wrong
        ? `${wrong.id}: its factors or their product are not those of its diagram, leg by leg`
        : `each of ${rows.length} rows is its diagram with every leg by itself, and the product of its factors`,
    };
  },
};
