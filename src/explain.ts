import type { Polynomial } from "./algebra/polynomial.js";
import { defaultMaxBracket, requireBracketWithinBudget } from "./budget.js";
import { automorphismCount } from "./diagram/automorphisms.js";
import { classOf } from "./diagram/canonical.js";
import { type Diagram, DiagramError, loops } from "./diagram/diagram.js";
import { formatId, parseId } from "./diagram/id.js";
import { DefectError, UserError } from "./errors.js";
import { type Term, weigh } from "./expansion/term.js";
import { vertexFunction } from "./expansion/vertex-function.js";

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
  requireWeighable(given, id);
  requireBracketWithinBudget(formatId(given), given, maxTerms);
  const { diagram, automorphisms } = classOf(given);
  // Of a tree |Aut| is known by equal branches below the centroid; once more by orbits, which share nothing with that.
  if (loops(diagram) === 0 && diagram.vertices.length <= twiceCounted && automorphismCount(diagram) !== automorphisms)
    throw new DefectError(`two counts of the automorphisms of ${formatId(diagram)} disagree`);
  const kinds = new Map<string, { p: number; legs: number; times: number; polynomial: Polynomial }>();
  for (const { p, legs } of diagram.vertices) {
    const kind = kinds.get(`${p},${legs}`);
    if (kind) kind.times++;
    else kinds.set(`${p},${legs}`, { p, legs, times: 1, polynomial: vertexFunction(p, legs) });
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

/** The most vertices for which |Aut| is counted in two ways. */
const twiceCounted = 40;

function requireWeighable(d: Diagram, id: string): void {
  if (d.blobs.every(({ degree }) => degree > 1) && (loops(d) === 0 || d.vertices.length + d.blobs.length <= 100))
    return;
  const tadpole = d.blobs.some(({ degree }) => degree === 1);
  throw new UserError(
    tadpole ? "request/unsupported" : "budget",
    tadpole
      ? `the diagram ${id.slice(0, 60)} has a blob with a single leg (a tadpole): this version does not weigh those\nexpected an id such as 2ab.1a.1b, in which each letter occurs at least twice`
      : `the diagram ${id.slice(0, 60)} has ${d.vertices.length + d.blobs.length} vertices and blobs\nexpected 100 at most in a diagram with loops`,
  );
}
