import { fromOrder } from "../../algebra/orders.js";
import { sum as addUp, samePolynomial } from "../../algebra/polynomial.js";
import { loopRange } from "../../graphs/counting.js";
import { reExpanded } from "../../routes/kernel/re-expansion.js";
import { plainExpansion } from "../../symbols/symbols.js";
import type { CheckOf } from "../certificate.js";
import type { SumClaim } from "../claims.js";
import { firstDifference } from "../difference.js";
import { seriesAt } from "./series-at.js";

/**
 * The sum about K_0, or with expanded blobs, against the one about the full mean with full vertices, by substitution.
 */
export const changeOfExpansion: CheckOf<SumClaim> = {
  name: "change of expansion",
  of: "about K_0 or with expanded blobs",
  cannotSee: "an error of the series about the full mean, which the generating function sees",
  isThorough: true,
  look({ k, loops, sum, about, blobs }) {
    if (about === plainExpansion.about && blobs === plainExpansion.blobs) return undefined;
    const plain = addUp(loopRange([0, loops[1]]).map((l) => seriesAt(k, l, plainExpansion)));
    const expected = fromOrder(reExpanded(plain, k - 1 + loops[1], { about, blobs }), k - 1 + loops[0]);
    const passed = samePolynomial(sum, expected);
    return {
      passed,
      detail: passed
        ? `all ${sum.size} monomials agree with the ${plain.size} of the sum about the full mean with full vertices, substituted`
        : `after substitution in the sum about the full mean with full vertices: ${firstDifference(sum, expected, "by substitution")}`,
    };
  },
};
