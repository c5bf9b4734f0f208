import type { Polynomial } from "../algebra/polynomial.js";
import { DefectError, UserError } from "../foundation/errors.js";
import { classOf } from "../graphs/canonical.js";
import { type Diagram, DiagramError, externalPairs, isLabelled, kindIn, orderOf } from "../graphs/diagram.js";
import { formatId, parseId } from "../graphs/id.js";
import { groupOrder } from "../graphs/isomorphism.js";
import { formalExternals, labelledTermOf } from "../theory/kernel/pair-term.js";
import { type Term, weigh } from "../theory/kernel/term.js";
import { vertexFunction } from "../theory/kernel/vertex-function.js";
import { readableBracket, requireBracketWithinBudget } from "./budget.js";

/** One diagram, with what its factors are made of. */
export interface Explanation {
  readonly kind: "explanation";
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
 * @param maxBracket how many monomials the bracket may have
 * @throws UserError for a text that is not an id, a diagram that this version cannot weigh, or a bracket past the
 * budget.
 */
export function explain(id: string, maxBracket = readableBracket): Explanation {
  const given = parsedDiagram(id);
  requireWeighable(given, id);
  requireBracketWithinBudget(given, maxBracket, { labelled: isLabelled(given) });
  const { diagram, automorphisms } = classOf(isLabelled(given) ? withoutLabels(given) : given);
  if (diagram.vertices.length <= twiceCounted && groupOrder(diagram) !== automorphisms)
    throw new DefectError(`two counts of the automorphisms of ${formatId(diagram)} disagree`);
  const term = weigh({ diagram, automorphisms });
  if (isLabelled(given)) return explainLabelled(id, given, term);
  const kinds = new Map<string, { p: number; legs: number; times: number; polynomial: Polynomial }>();
  for (const { p, legs } of diagram.vertices) {
    const kind = kinds.get(`${p},${legs}`);
    if (kind) kind.times++;
    else kinds.set(`${p},${legs}`, { p, legs, times: 1, polynomial: vertexFunction(p, legs) });
  }
  return { kind: "explanation", given: id, term, vertexFunctions: [...kinds.values()] };
}

/** A diagram without the labels of its externals. */
export const withoutLabels = (d: Diagram): Diagram => ({
  ...d,
  vertices: d.vertices.map(({ p, legs }) => ({ p, legs })),
});

/** A labelled diagram: each of its function vertices is one of a kind. */
function explainLabelled(id: string, given: Diagram, unlabelled: Term): Explanation {
  const { diagram } = classOf(given);
  const term = labelledTermOf(unlabelled, diagram, formalExternals(externalPairs(diagram)));
  const vertexFunctions = diagram.vertices.map(({ p, legs }, v) => ({
    p,
    legs,
    times: 1,
    polynomial: term.labelled?.vertices[v] as Polynomial,
  }));
  return { kind: "explanation", given: id, term, vertexFunctions };
}

/** The diagram that an id spells. @throws UserError for a text that is not an id */
export function parsedDiagram(id: string): Diagram {
  try {
    return parseId(id);
  } catch (error) {
    if (error instanceof DiagramError) throw new UserError("id", error.message);
    throw error;
  }
}

/**
 * The most vertices for which |Aut| is counted once more: the second search has no bound but that of all permutations.
 */
const twiceCounted = 14;

/** The most vertices and blobs of a diagram that is not a plain tree. */
const largestBeyondLeading = 100;

function requireWeighable(d: Diagram, id: string): void {
  const kind = kindIn(d);
  if (kind !== undefined)
    throw new UserError(
      "id",
      `the diagram ${id.slice(0, 60)} has the kind ${kind}\nexpected a diagram of V_2k or K, whose vertices, blobs and legs have no kinds`,
    );
  const size = d.vertices.length + d.blobs.length;
  if (orderOf(d) === 0 || size <= largestBeyondLeading) return;
  throw new UserError(
    "budget",
    `the diagram ${id.slice(0, 60)} has ${size} vertices and blobs\nexpected ${largestBeyondLeading} at most in a diagram with loops, tadpoles or terms of a series`,
  );
}
