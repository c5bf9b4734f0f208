import type { Polynomial } from "./algebra/polynomial.js";
import { defaultMaxBracket, requireBracketWithinBudget } from "./budget.js";
import { automorphismCount } from "./diagram/automorphisms.js";
import { canonicalForm } from "./diagram/canonical.js";
import { type Diagram, DiagramError, loops } from "./diagram/diagram.js";
import { formatId, parseId } from "./diagram/id.js";
import { rootAtCentroid } from "./diagram/trees.js";
import { DefectError, UserError } from "./errors.js";
import { type Term, weigh } from "./expansion/term.js";
import { vertexFunctionTable } from "./expansion/vertex-function.js";

/** One diagram, with what its factors are made of. */
export interface Explanation {
  /** The id as it was given; the term's own id is the canonical one. */
  readonly given: string;
  readonly term: Term;
  /** The vertex functions, one a kind of function vertex, in the order in which they occur. */
  readonly vertexFunctions: readonly {
    readonly p: number;
    readonly legs: number;
    readonly times: number;
    readonly polynomial: Polynomial;
  }[];
}

/**
 * Weighs the diagram that an id spells; any spelling of the class will do.
 * @throws UserError for a text that is no id, a diagram that this version cannot weigh, or a bracket past the budget.
 */
export function explain(id: string, maxTerms = defaultMaxBracket): Explanation {
  const given = parsedId(id);
  requireTree(given, id);
  requireBracketWithinBudget(formatId(given), given, maxTerms);
  const diagram = canonicalForm(given);
  const automorphisms = rootAtCentroid(diagram).tree.automorphisms;
  // Two algorithms that share nothing: equal branches below the centroid, and orbits of colour refinement.
  if (diagram.vertices.length <= 40 && automorphismCount(diagram) !== automorphisms)
    throw new DefectError(`two counts of the automorphisms of ${formatId(diagram)} disagree`);
  const table = vertexFunctionTable();
  const kinds = new Map<string, { p: number; legs: number; times: number; polynomial: Polynomial }>();
  for (const { p, legs } of diagram.vertices) {
    const kind = kinds.get(`${p},${legs}`);
    if (kind) kind.times++;
    else kinds.set(`${p},${legs}`, { p, legs, times: 1, polynomial: table(p, legs) });
  }
  return { given: id, term: weigh({ diagram, automorphisms }), vertexFunctions: [...kinds.values()] };
}

function parsedId(id: string): Diagram {
  try {
    return parseId(id);
  } catch (error) {
    if (error instanceof DiagramError) throw new UserError("id", error.message);
    throw error;
  }
}

function requireTree(d: Diagram, id: string): void {
  const tadpole = d.blobs.some(({ degree }) => degree === 1);
  if (loops(d) === 0 && !tadpole) return;
  const what = tadpole ? "a blob with a single leg (a tadpole)" : `${loops(d)} loop${loops(d) === 1 ? "" : "s"}`;
  throw new UserError(
    "request/unsupported",
    `the diagram ${id.slice(0, 60)} has ${what}: this version weighs tree diagrams only\nexpected an id such as 2ab.1a.1b, in which no two legs close a loop and each letter occurs at least twice`,
  );
}
