import { parseId } from "../../graphs/id.js";
import { areIsomorphic, firstRepeated } from "../../graphs/isomorphism.js";
import type { Term } from "../../theory/kernel/term.js";
import type { CheckOf } from "../certificate.js";
import type { SumClaim } from "../claims.js";

/**
 * Every id spells the diagram of its row, and no two diagrams are the same, by trying to carry one to the other: no
 * canonical form is asked. It does not see whether one is missing, nor whether an id is the canonical one of its class.
 */
export const distinctClasses: CheckOf<SumClaim> = {
  name: "distinct classes",
  of: "every result",
  cannotSee: "whether a class is missing, and whether an id is the canonical one of its class",
  isThorough: true,
  look({ terms }) {
    const wrong = terms.find(({ id, diagram }) => !areIsomorphic(parseId(id), diagram));
    const [one, other] = (firstRepeated(terms.map(({ diagram }) => diagram)) ?? []).map((i) => terms[i] as Term);
    return {
      passed: wrong === undefined && other === undefined,
      detail: wrong
        ? `${wrong.id} does not spell the diagram of its row`
        : other
          ? `${one?.id} and ${other.id} are the same diagram`
          : `no two of ${terms.length} diagrams can be carried to each other; each id spells its own`,
    };
  },
};
