import { accumulator, addTo } from "../algebra/polynomial.js";
import { loopRange } from "../graphs/counting.js";
import { loopClasses } from "../graphs/loops.js";
import { certify, certifyLabelled, standingChecks, thoroughChecks } from "../proof/certificate.js";
import { labelledTerms } from "../theory/kernel/pair-term.js";
import { bracketTable, weigh } from "../theory/kernel/term.js";
import type { Passes } from "./passes.js";

/** The passes of V_2k and K, with a fresh table of brackets. */
export function standardPasses(): Passes {
  const brackets = bracketTable();
  return {
    *enumerate(request) {
      for (const order of loopRange(request.loops)) yield* loopClasses(request.k, order, request);
    },
    weigh: (diagramClass) => weigh(diagramClass, brackets),
    label: labelledTerms,
    collect: (terms) => {
      const sum = accumulator();
      for (const { polynomial } of terms) addTo(sum, polynomial);
      return sum;
    },
    prove: ({ request, externals, ...made }, thorough) => {
      const checks = thorough ? thoroughChecks : standingChecks;
      return externals === undefined
        ? certify({ ...request, ...made }, checks)
        : certifyLabelled({ ...request, ...made, externals }, checks);
    },
  };
}
