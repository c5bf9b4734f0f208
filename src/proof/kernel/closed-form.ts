import { samePolynomial } from "../../algebra/polynomial.js";
import { leadingSum } from "../../theory/kernel/closed-form.js";
import type { CheckOf } from "../certificate.js";
import type { SumClaim } from "../claims.js";
import { firstDifference } from "../difference.js";

/** The sum of the diagrams at leading order against its closed form. */
export const closedForm: CheckOf<SumClaim> = {
  name: "closed form",
  of: "leading order",
  cannotSee: "which row has which part of the sum",
  isThorough: true,
  look({ k, loops, sum, blobs }) {
    if (loops[1] > 0) return undefined;
    const expected = leadingSum(k, { blobs });
    const passed = samePolynomial(sum, expected);
    return {
      passed,
      detail: passed
        ? `all ${sum.size} monomials have the coefficients of Lagrange's inversion`
        : `by Lagrange's inversion: ${firstDifference(sum, expected, "in closed form")}`,
    };
  },
};
