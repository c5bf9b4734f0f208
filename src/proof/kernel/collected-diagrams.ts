import { samePolynomial } from "../../algebra/polynomial.js";
import type { CheckOf } from "../certificate.js";
import type { StreamedClaim } from "../claims.js";
import { firstDifference } from "../difference.js";

/** A sum that was made without diagrams against that of all diagrams, enumerated and collected, none of them held. */
export const collectedDiagrams: CheckOf<StreamedClaim> = {
  name: "collected diagrams",
  of: "sums without diagrams, where their diagrams can be listed",
  cannotSee: "an error that the enumeration and the closed form share, which the integral over g sees",
  isThorough: true,
  look({ sum, collected }) {
    const passed = samePolynomial(sum, collected);
    return {
      passed,
      detail: passed
        ? `all ${sum.size} monomials agree with the sum of the diagrams, enumerated one by one`
        : `the diagrams add up to ${collected.size} monomials, the sum has ${sum.size}; first difference: ${firstDifference(sum, collected, "by diagrams")}`,
    };
  },
};
