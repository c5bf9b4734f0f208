import { DefectError, UserError } from "../foundation/errors.js";
import { type DiagramClass, jSums, orderOf } from "../graphs/diagram.js";
import { isHeldInHand } from "../graphs/hand.js";
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
  bracketGuard,
  classesIn,
  defaultMaxBracket,
  labelledOf,
  requireListable,
  requireWithinBudget,
  sizeText,
} from "./budget.js";
import { standardPasses } from "./kernel.js";
import { type Cut, classPart, handsIn, labelledPart, type Part } from "./part.js";
import { classRows, type Passes, requestedExternals, showsEach, showsLabelled } from "./passes.js";

/* The passes one class at a time, in the enumeration's order and in constant memory. */

/** Which part of a request is streamed, and how. */
export interface StreamOptions extends Cut {
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

type Streamed = ReturnType<typeof streamed>;

/** A request to be streamed, within its budget, with what its options come to. */
export function streamed(source: string | Request, options: StreamOptions) {
  const request = sumRequest(source);
  const { expandPerms = false, maxTerms, limit = Number.POSITIVE_INFINITY } = options;
  requireListable(request);
  if (maxTerms !== undefined) requirePartWithin(request, maxTerms, options);
  const externals = requestedExternals(request);
  const passes = { ...standardPasses(), ...options.passes };
  return { request, externals, passes, limit, showsAll: showsEach(externals, expandPerms) };
}

/**
 * Refuses a request, or the part of it that a limit or a shard leaves, of which more would be listed than the budget allows.
 * @throws UserError
 */
function requirePartWithin(
  request: SumRequest,
  maxTerms: number,
  { limit = Number.POSITIVE_INFINITY, shard, expandPerms = false }: StreamOptions,
): void {
  const showsEach = showsLabelled(request, expandPerms);
  const all = (showsEach ? labelledOf : classesIn)(request);
  const parts = BigInt(shard?.[1] ?? 1);
  const size = all === undefined ? Number.POSITIVE_INFINITY : Number((all + parts - 1n) / parts);
  if (Math.min(limit, size) <= maxTerms) return;
  if (shard === undefined || size === Number.POSITIVE_INFINITY) requireWithinBudget(request, maxTerms, showsEach);
  throw new UserError(
    "budget",
    `${size} of the ${sizeText(request, showsEach)} of ${printRequest(request)} are in a shard; the budget is ${maxTerms}\nexpected more shards, or --max-terms ${size}`,
  );
}

/** A class, and which of its rows are streamed: from the first of these up to the last. */
interface Parted {
  readonly found: DiagramClass;
  readonly first: number;
  readonly end: number;
}

/**
 * The classes of a request, or those of its shard. At the end of all of them their numbers are compared with the counting
 * formulas. @throws DefectError at the end when they do not agree
 */
function* parted({ request, passes, externals, showsAll }: Streamed, options: StreamOptions): Generator<Parted> {
  if (options.shard !== undefined || options.after !== undefined) {
    // Of equal externals it is not known how many rows a class has: there a class goes as a whole.
    if (externals?.areDistinct === true && showsAll)
      yield* inPart(passes.enumerate(request), labelledPart(request, options), true);
    else if (options.passes?.enumerate !== undefined || !isHeldInHand(request))
      yield* inPart(passes.enumerate(request), classPart(request, options), false);
    else
      for (const found of classesOf(request, classPart(request, options)))
        yield { found, first: 0, end: Number.POSITIVE_INFINITY };
    return;
  }
  const counted = emptyTally();
  for (const found of passes.enumerate(request)) {
    const { diagram } = found;
    count(counted, { order: orderOf(diagram), jSums: jSums(diagram), ...symmetryOf(found) });
    yield { found, first: 0, end: Number.POSITIVE_INFINITY };
  }
  requireConfirmed(
    printRequest(request),
    checked({ ...request, tally: counted }, [classCount, labelledTotal], { thorough: false }),
  );
}

/** The classes of a part, which begins at its place at once. */
function* classesOf(request: SumRequest, part: ReturnType<typeof classPart>): Generator<DiagramClass> {
  let left = part.end - part.first;
  for (const { hand } of handsIn(request, part)) {
    for (; left > 0 && hand.next(); left--) yield hand.current.exact();
    if (left === 0) return;
  }
}

/** The classes of a part, counted by classes or by their rows. */
function* inPart(classes: Iterable<DiagramClass>, { first, end }: Part, byRows: boolean): Generator<Parted> {
  let rank = 0;
  for (const found of classes) {
    if (rank >= end) return;
    const rows = byRows ? Number(symmetryOf(found).labellings) : 1;
    if (rank + rows > first)
      yield byRows
        ? { found, first: Math.max(0, first - rank), end: end - rank }
        : { found, first: 0, end: Number.POSITIVE_INFINITY };
    rank += rows;
  }
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
  { found: { diagram }, first, end }: Parted,
  rows: Iterable<T>,
  expected: bigint,
  showsAll: boolean,
  multiplicity: (row: T) => bigint,
): Generator<T> {
  let listed = 0n;
  let index = 0;
  for (const row of rows) {
    if (index >= end) return;
    if (index++ >= first) yield row;
    if (!showsAll) return;
    listed += multiplicity(row);
  }
  if (listed !== expected)
    throw new DefectError(`${formatId(diagram)}: ${listed} labellings listed, ${expected} by its symmetry factor`);
}

/**
 * The classes of a request one by one, unweighed, in the enumeration's order and in constant memory; with labelled
 * externals a representative of each, or with `expandPerms` (and where some externals are equal) each labelled diagram.
 * A stream that runs to its end compares what it has listed with the counting formulas.
 * @throws UserError as {@link compile}; DefectError at the end when the counts do not agree, and behind a class that
 * lacks a labelling.
 */
export function* streamClasses(source: string | Request, options: StreamOptions = {}): Generator<DiagramClass> {
  const given = streamed(source, options);
  const { externals, limit, showsAll } = given;
  function* all(): Generator<DiagramClass> {
    for (const part of parted(given, options)) {
      const { found } = part;
      if (externals === undefined) yield found;
      else
        yield* shownRows(
          part,
          labellings(found.diagram, externals.contents),
          symmetryOf(found).labellings,
          showsAll,
          ({ multiplicity }) => multiplicity,
        );
    }
  }
  yield* limited(all(), limit);
}

/**
 * The terms of a request one by one: {@link streamClasses}, weighed.
 * @throws UserError also for a diagram whose bracket is larger than the budget.
 */
export function* stream(source: string | Request, options: StreamOptions = {}): Generator<Term> {
  const given = streamed(source, options);
  const { request, externals, passes, limit, showsAll } = given;
  const { maxBracket = defaultMaxBracket } = options;
  const isLabelled = externals !== undefined;
  const advice = (): string =>
    `; ${isLabelled ? "--format id" : "--no-terms"} lists all ${sizeText(request, isLabelled)}`;
  const requireSmall = bracketGuard(maxBracket, { labelled: isLabelled, advice });
  function* all(): Generator<Term> {
    for (const part of parted(given, options)) {
      requireSmall(part.found.diagram);
      for (const { term, rows } of classRows([part.found], externals, passes))
        for (const row of isLabelled ? shownRows(part, rows, term.labellings, showsAll, labelled) : rows) {
          const shown = showsAll ? row : standingForAll(row, term);
          yield request.widths === "equal" ? termWithEqualWidths(shown) : shown;
        }
    }
  }
  yield* limited(all(), limit);
}

const labelled = ({ labellings: multiplicity }: Term): bigint => multiplicity;
