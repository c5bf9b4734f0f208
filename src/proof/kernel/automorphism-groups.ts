import { groupOrder } from "../../graphs/isomorphism.js";
import type { CheckOf } from "../certificate.js";
import type { SumClaim } from "../claims.js";

/**
 * |Aut| of every row again, by a search that shares nothing with the one that the row comes from. It does not see whether the row
 * should be there.
 */
export const automorphismGroups: CheckOf<SumClaim> = {
  name: "automorphism groups",
  of: "every result",
  cannotSee: "whether a row should be there",
  isThorough: true,
  look({ terms }) {
    const wrong = terms.find((t) => groupOrder(t.diagram) !== t.automorphisms);
    return {
      passed: wrong === undefined,
      detail: wrong
        ? `${wrong.id}: |Aut| = ${wrong.automorphisms} in its row, ${groupOrder(wrong.diagram)} by orbits and stabilisers`
        : `|Aut| of all ${terms.length} diagrams agrees with the count by orbits and stabilisers`,
    };
  },
};
