import { namedThroughout } from "../../algebra/contractions.js";
import { sum as addUp, samePolynomial } from "../../algebra/polynomial.js";
import { loopRange } from "../../graphs/counting.js";
import { largestLegByLeg, legByLegSeries } from "../../routes/kernel/leg-by-leg.js";
import { formalExternals, withCanonicalIndices, withExternalPairs } from "../../theory/kernel/pair-term.js";
import type { CheckOf } from "../certificate.js";
import type { LabelledClaim } from "../claims.js";
import { firstDifference } from "../difference.js";

/** The sum over tensors against the law of total cumulance with every leg by itself. */
export const legByLeg: CheckOf<LabelledClaim> = {
  name: "leg by leg",
  of: "general inputs, through 1/n^4",
  cannotSee: "which row has which part of the sum",
  look({ k, loops, sum, externals, about, blobs }) {
    if (k - 1 + loops[1] > largestLegByLeg) return undefined;
    const series = addUp(loopRange(loops).map((l) => legByLegSeries(formalExternals(k).pairs, l, { about, blobs })));
    const expected = withExternalPairs(series, externals);
    const found = namedThroughout(sum, withCanonicalIndices);
    const passed = samePolynomial(found, expected);
    return {
      passed,
      detail: passed
        ? `all ${found.size} products of tensors agree with the sum over all ways to tie labelled legs into cumulants`
        : `the sum has ${found.size} products of tensors, leg by leg there are ${expected.size}; first difference: ${firstDifference(found, expected, "leg by leg")}`,
    };
  },
};
