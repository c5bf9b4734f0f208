import { DefectError } from "../foundation/errors.js";
import { type Diagram, type DiagramClass, jSums, orderOf } from "../graphs/diagram.js";
import { formatId } from "../graphs/id.js";
import { labellings } from "../graphs/labellings.js";
import { printRequest, type Request, type SumRequest } from "../language/request.js";
import { sumRequest } from "../language/support.js";
import { checked, requireConfirmed } from "../proof/certificate.js";
import { classCount, count, emptyTally, labelledTotal } from "../proof/tally.js";
import { standingForAll } from "../theory/kernel/pair-term.js";
import { symmetryOf } from "../theory/kernel/symmetry.js";
import { type Term, termWithEqualWidths } from "../theory/kernel/term.js";
import {
  defaultMaxBracket,
  requireBracketWithinBudget,
  requireListable,
  requireWithinBudget,
  sizeText,
} from "./budget.js";
import { standardPasses } from "./kernel.js";
import { classRows, type Passes, requestedExternals, showsEach, showsLabelled } from "./passes.js";

/* The passes one class at a time, in the enumeration's order and in constant memory. */

/** Which part of a request is streamed, and how. */
export interface StreamOptions {
  /** Only every m-th diagram, beginning with the i-th: [i, m], 1 <= i <= m. */
  readonly shard?: readonly [number, number];
  /** Stop after so many diagrams. */
  readonly limit?: number;
  /**
   * Refuse a request of which more would be listed before the first is made: classes, or with `expandPerms` labelled
   * diagrams; no bound when left out.
   */
  readonly maxTerms?: number;
  /** With labelled externals: each labelling by itself. */
  readonly expandPerms?: boolean;
  /** How many monomials one diagram's bracket may have (default 200,000). */
  readonly maxBracket?: number;
  readonly passes?: Partial<Passes>;
}

/** A request to be streamed, within its budget, with what its options come to. */
function streamed(source: string | Request, options: StreamOptions) {
  const request = sumRequest(source);
  const { expandPerms = false, maxTerms, limit = Number.POSITIVE_INFINITY } = options;
  requireListable(request);
  if (maxTerms !== undefined) requireWithinBudget(request, maxTerms, showsLabelled(request, expandPerms));
  const externals = requestedExternals(request);
  const passes = { ...standardPasses(), ...options.passes };
  return { request, externals, passes, limit, showsAll: showsEach(externals, expandPerms) };
}

/**
 * The classes of a request's shard. At the end of all of them their numbers are compared with the counting formulas.
 * @throws DefectError at the end when they do not agree
 */
function* shardOf(
  request: SumRequest,
  { enumerate }: Pick<Passes, "enumerate">,
  { shard: [i, m] = [1, 1] }: StreamOptions,
): Generator<DiagramClass> {
  const counted = emptyTally();
  let index = 0;
  for (const diagramClass of enumerate(request)) {
    if (index++ % m !== i - 1) continue;
    const { diagram } = diagramClass;
    count(counted, { order: orderOf(diagram), jSums: jSums(diagram), ...symmetryOf(diagramClass) });
    yield diagramClass;
  }
  if (m === 1)
    requireConfirmed(
      printRequest(request),
      checked({ ...request, tally: counted }, [classCount, labelledTotal], { thorough: false }),
    );
}

/** The first items of a stream; what follows them is not made. */
function* limited<T>(items: Iterable<T>, limit: number): Generator<T> {
  if (limit <= 0) return;
  let listed = 0;
  for (const item of items) {
    yield item;
    if (++listed >= limit) return;
  }
}

/**
 * All rows of a class, or the first alone, which stands for them. @throws DefectError where there are not as many as
 * its symmetry factor says
 */
function* shownRows<T>(
  d: Diagram,
  rows: Iterable<T>,
  expected: bigint,
  showsAll: boolean,
  multiplicity: (row: T) => bigint,
): Generator<T> {
  let listed = 0n;
  for (const row of rows) {
    yield row;
    if (!showsAll) return;
    listed += multiplicity(row);
  }
  if (listed !== expected)
    throw new DefectError(`${formatId(d)}: ${listed} labellings listed, ${expected} by its symmetry factor`);
}

/**
 * The classes of a request one by one, unweighed, in the enumeration's order and in constant memory; with labelled
 * externals a representative of each, or with `expandPerms` (and where some externals are equal) each labelled diagram.
 * A stream that runs to its end compares what it has listed with the counting formulas.
 * @throws UserError as {@link compile}; DefectError at the end when the counts do not agree, and behind a class that
 * lacks a labelling.
 */
export function* streamClasses(source: string | Request, options: StreamOptions = {}): Generator<DiagramClass> {
  const { request, externals, passes, limit, showsAll } = streamed(source, options);
  function* all(): Generator<DiagramClass> {
    for (const found of shardOf(request, passes, options))
      if (externals === undefined) yield found;
      else
        yield* shownRows(
          found.diagram,
          labellings(found.diagram, externals.contents),
          symmetryOf(found).labellings,
          showsAll,
          ({ multiplicity }) => multiplicity,
        );
  }
  yield* limited(all(), limit);
}

/**
 * The terms of a request one by one: {@link streamClasses}, weighed.
 * @throws UserError also for a diagram whose bracket is larger than the budget.
 */
export function* stream(source: string | Request, options: StreamOptions = {}): Generator<Term> {
  const { request, externals, passes, limit, showsAll } = streamed(source, options);
  const { maxBracket = defaultMaxBracket } = options;
  const isLabelled = externals !== undefined;
  const advice = (): string =>
    `; ${isLabelled ? "--format id" : "--no-terms"} lists all ${sizeText(request, isLabelled)}`;
  function* small(): Generator<DiagramClass> {
    for (const found of shardOf(request, passes, options)) {
      requireBracketWithinBudget(formatId(found.diagram), found.diagram, maxBracket, { labelled: isLabelled, advice });
      yield found;
    }
  }
  function* all(): Generator<Term> {
    for (const { term, rows } of classRows(small(), externals, passes))
      for (const row of isLabelled ? shownRows(term.diagram, rows, term.labellings, showsAll, labelled) : rows) {
        const shown = showsAll ? row : standingForAll(row, term);
        yield request.widths === "equal" ? termWithEqualWidths(shown) : shown;
      }
  }
  yield* limited(all(), limit);
}

const labelled = ({ labellings: multiplicity }: Term): bigint => multiplicity;
