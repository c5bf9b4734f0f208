import { diagramClasses } from "../graphs/classes.js";
import { loopRange } from "../graphs/counting.js";
import { certify, certifyLabelled } from "../proof/kernel.js";
import { labelledTerms } from "../theory/kernel/pair-term.js";
import { bracketTable, sumOfTerms, weigh } from "../theory/kernel/term.js";
import type { Passes } from "./passes.js";

/** The passes of V_2k and K, with a fresh table of brackets. */
export function standardPasses(): Passes {
  const brackets = bracketTable();
  return {
    *enumerate(request) {
      for (const order of loopRange(request.loops)) yield* diagramClasses({ k: request.k, order, expansion: request });
    },
    weigh: (diagramClass) => weigh(diagramClass, brackets),
    label: labelledTerms,
    collect: sumOfTerms,
    prove({ request, externals, ...made }, thorough) {
      const { k, loops, about, blobs } = request;
      const claim = { k, loops, about, blobs, ...made };
      return externals === undefined ? certify(claim, thorough) : certifyLabelled({ ...claim, externals }, thorough);
    },
  };
}
