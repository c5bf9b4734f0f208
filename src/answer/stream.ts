import { DefectError } from "../foundation/errors.js";
import { type Diagram, type DiagramClass, jSums, orderOf } from "../graphs/diagram.js";
import { formatId } from "../graphs/id.js";
import { labellings } from "../graphs/labellings.js";
import { printRequest, type Request } from "../language/request.js";
import { requireSupported } from "../language/support.js";
import { requireConfirmed } from "../proof/certificate.js";
import { checkClasses, checkLabelled, count, emptyTally } from "../proof/tally.js";
import { standingForAll } from "../theory/kernel/pair-term.js";
import { symmetryOf, type Term, termWithEqualWidths } from "../theory/kernel/term.js";
import {
  defaultMaxBracket,
  requireBracketWithinBudget,
  requireListable,
  requireWithinBudget,
  sizeText,
} from "./budget.js";
import { read } from "./compile.js";
import { type Passes, requestedExternals, showsEach, showsLabelled, standardPasses } from "./pipeline.js";

/* The pipeline one class at a time, in the enumeration's order and in constant memory. */

/** Which part of a request is streamed, and how. */
export interface StreamOptions {
  /** Only every m-th diagram, beginning with the i-th: [i, m], 1 <= i <= m. */
  readonly shard?: readonly [number, number];
  /** Stop after so many diagrams. */
  readonly limit?: number;
  /** Refuse a request of which more would be listed before the first is made: classes, or with `expandPerms` labelled diagrams; no bound when left out. */
  readonly maxTerms?: number;
  /** With labelled externals: each labelling by itself. */
  readonly expandPerms?: boolean;
  /** How many monomials one diagram's bracket may have (default 200,000). */
  readonly maxBracket?: number;
  readonly passes?: Partial<Passes>;
}

/**
 * The classes of a request one by one, unweighed, in the enumeration's order and in constant memory; with labelled externals a
 * representative of each, or with `expandPerms` (and where some externals are equal) each labelled diagram. A stream that runs
 * to its end compares what it has listed with the counting formulas.
 * @throws UserError as {@link compile}; DefectError at the end when the counts do not agree, and behind a class that lacks a labelling.
 */
export function* streamClasses(source: string | Request, options: StreamOptions = {}): Generator<DiagramClass> {
  const { shard: [i, m] = [1, 1], limit = Number.POSITIVE_INFINITY, maxTerms } = options;
  const request = typeof source === "string" ? read(source) : source;
  requireSupported(request);
  requireListable(request);
  if (maxTerms !== undefined)
    requireWithinBudget(request, maxTerms, showsLabelled(request, options.expandPerms ?? false));
  const { enumerate } = { ...standardPasses(), ...options.passes };
  if (limit <= 0) return;
  const externals = requestedExternals(request);
  const showsAll = showsEach(externals, options.expandPerms ?? false);
  const counted = emptyTally();
  let [index, listed] = [0, 0];
  for (const diagramClass of enumerate(request)) {
    if (index++ % m !== i - 1) continue;
    const { diagram } = diagramClass;
    const { symmetry, labellings: expected } = symmetryOf(diagramClass);
    count(counted, { order: orderOf(diagram), jSums: jSums(diagram), symmetry, labellings: expected });
    if (externals === undefined) {
      yield diagramClass;
      if (++listed >= limit) return;
      continue;
    }
    let labelled = 0n;
    for (const found of labellings(diagram, externals.contents)) {
      yield found;
      if (++listed >= limit) return;
      // A representative of each class is enough where the externals are all different.
      if (!showsAll) break;
      labelled += found.multiplicity;
    }
    if (showsAll) requireAllLabelled(diagram, labelled, expected);
  }
  if (m === 1)
    requireConfirmed(printRequest(request), [checkClasses(request, counted), checkLabelled(request, counted)]);
}

/** @throws DefectError when a class has not been listed as often as its symmetry factor says */
function requireAllLabelled(d: Diagram, listed: bigint, expected: bigint): void {
  if (listed !== expected)
    throw new DefectError(`${formatId(d)}: ${listed} labellings listed, ${expected} by its symmetry factor`);
}

/**
 * The terms of a request one by one: {@link streamClasses}, weighed.
 * @throws UserError also for a diagram whose bracket is larger than the budget.
 */
export function* stream(source: string | Request, options: StreamOptions = {}): Generator<Term> {
  const {
    limit = Number.POSITIVE_INFINITY,
    maxBracket = defaultMaxBracket,
    maxTerms,
    expandPerms = false,
    ...others
  } = options;
  const passes = { ...standardPasses(), ...options.passes };
  const request = typeof source === "string" ? read(source) : source;
  const externals = requestedExternals(request);
  const showsAll = showsEach(externals, expandPerms);
  if (maxTerms !== undefined) requireWithinBudget(request, maxTerms, showsLabelled(request, expandPerms));
  if (limit <= 0) return;
  let listed = 0;
  const advice = (): string =>
    `; ${externals === undefined ? "--no-terms" : "--format id"} lists all ${sizeText(request, externals !== undefined)}`;
  // The classes are those without labels; each is labelled when it has been weighed.
  for (const diagramClass of streamClasses({ ...request, externals: null }, others)) {
    const { diagram } = diagramClass;
    requireBracketWithinBudget(formatId(diagram), diagram, maxBracket, { labelled: externals !== undefined, advice });
    const term = passes.weigh(diagramClass);
    let rows = 0n;
    for (const labelled of externals === undefined ? [term] : passes.label(term, externals)) {
      const row = showsAll ? labelled : standingForAll(labelled, term);
      yield request.widths === "equal" ? termWithEqualWidths(row) : row;
      if (++listed >= limit) return;
      if (!showsAll) break;
      rows += labelled.labellings;
    }
    if (showsAll) requireAllLabelled(diagram, rows, term.labellings);
  }
}
