import { factorial } from "../algebra/integers.js";
import { type Monomial, multiplyMonomials } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { DefectError } from "../foundation/errors.js";
import { loopRange } from "../graphs/counting.js";
import { type Diagram, type DiagramClass, jSums, orderOf } from "../graphs/diagram.js";
import { type ClassInHand, classesInHand, type Hand } from "../graphs/hand.js";
import { formatId } from "../graphs/id.js";
import { labellings } from "../graphs/labellings.js";
import { printRequest, type Request, type SumRequest } from "../language/request.js";
import { sumRequest } from "../language/support.js";
import { checked, requireConfirmed } from "../proof/certificate.js";
import { classCount, count, countMany, emptyTally, labelledTotal, type Tally, weightedTotal } from "../proof/tally.js";
import { standingForAll } from "../theory/kernel/pair-term.js";
import { symmetryOf } from "../theory/kernel/symmetry.js";
import {
  type Brackets,
  blobContent,
  bracketTable,
  monomialWithEqualWidths,
  type Term,
  termWithEqualWidths,
  widthPower,
} from "../theory/kernel/term.js";
import { bracketGuard, defaultMaxBracket, requireListable, requireWithinBudget, sizeText } from "./budget.js";
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
  const requireSmall = bracketGuard(maxBracket, { labelled: isLabelled, advice });
  function* small(): Generator<DiagramClass> {
    for (const found of shardOf(request, passes, options)) {
      requireSmall(found.diagram);
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

/** A stream of classes by hand: for writers of millions of records. */
export interface HandStream {
  readonly request: SumRequest;
  /** Steps to the next class and shows it; undefined behind the last. */
  readonly next: () => ClassInHand | undefined;
  /** The powers of widths and blobs in a diagram's weight. */
  readonly monomialOf: (diagram: Diagram) => Monomial;
  /** The bracket of a diagram. @throws UserError where it is past the budget */
  readonly bracketOf: Brackets;
}

/**
 * {@link streamClasses} and the weights of {@link stream}, of a request without labelled externals, with no object made for a class:
 * the next one overwrites the one in hand. A stream that runs to its end is compared with the counting formulas, by number of classes and by
 * the sum of their symmetry factors; undefined where externals are labelled, or other passes are asked for.
 */
export function streamInHand(source: string | Request, options: StreamOptions = {}): HandStream | undefined {
  const { request, externals, limit } = streamed(source, options);
  if (externals !== undefined || options.passes !== undefined) return undefined;
  const { shard: [part, parts] = [1, 1], maxBracket = defaultMaxBracket } = options;
  const orders = loopRange(request.loops);
  const tally = symmetryTally(request.k);
  const advice = (): string => `; --no-terms lists all ${sizeText(request, false)}`;
  const brackets = bracketTable(0);
  const requireSmall = bracketGuard(maxBracket, { advice });
  let hand: Hand | undefined;
  let order = -1;
  let index = 0;
  let listed = 0;
  function next(): ClassInHand | undefined {
    while (listed < limit) {
      if (!hand?.next()) {
        const following = orders[order + 1];
        if (following === undefined) {
          if (parts === 1) confirm(request, tally.done());
          return undefined;
        }
        order++;
        hand = classesInHand({ k: request.k, order: following, expansion: request });
        continue;
      }
      if (index++ % parts !== part - 1) continue;
      listed++;
      tally.count(orders[order] as number, hand.current);
      return hand.current;
    }
    return undefined;
  }
  return {
    request,
    next,
    monomialOf(diagram) {
      const monomial = multiplyMonomials(widthPower(diagram), blobContent(diagram));
      return request.widths === "equal" ? monomialWithEqualWidths(monomial) : monomial;
    },
    bracketOf(diagram) {
      requireSmall(diagram);
      return brackets(diagram);
    },
  };
}

/** Compares what has been listed with the counting formulas. @throws DefectError */
function confirm(request: SumRequest, tally: Tally): void {
  requireConfirmed(
    printRequest(request),
    checked({ ...request, tally }, [classCount, request.loops[1] === 0 ? labelledTotal : weightedTotal], {
      thorough: false,
    }),
  );
}

/**
 * Counts classes and adds up their symmetry factors k!/(prod p! |Aut|): few numbers are met, each often, so it is enough
 * to know how often.
 */
function symmetryTally(k: number) {
  /** By order and j sums: how often each product of p! and |Aut| was met, as a bigint where it is large. */
  const met: Map<number | bigint, number>[][] = [];
  return {
    count(order: number, { layout, automorphisms, factorials, exact }: ClassInHand): void {
      const product = automorphisms * factorials;
      const group = product < 2 ** 53 ? product : groupOf(exact());
      met[order] ??= [];
      const byJSums = met[order] as Map<number | bigint, number>[];
      byJSums[layout.vertices] ??= new Map();
      const counts = byJSums[layout.vertices] as Map<number | bigint, number>;
      counts.set(group, (counts.get(group) ?? 0) + 1);
    },
    done(): Tally {
      const tally = emptyTally();
      const permutations = factorial(k);
      met.forEach((byJSums, order) => {
        byJSums.forEach((counts, jSums) => {
          for (const [group, times] of counts) {
            const symmetry = Q.rational(permutations * BigInt(times), BigInt(group));
            countMany(tally, { order, jSums, symmetry, classes: times });
          }
        });
      });
      return tally;
    },
  };
}

/** The product of p! over the function vertices, and |Aut|. */
const groupOf = ({ diagram, automorphisms }: DiagramClass): bigint =>
  diagram.vertices.reduce((product, { p }) => product * factorial(p), automorphisms);
