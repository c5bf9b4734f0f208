import { exactBound, factorial } from "../algebra/integers.js";
import { type Monomial, multiplyMonomials } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { DefectError } from "../foundation/errors.js";
import { type Diagram, type DiagramClass, deltaExchanges } from "../graphs/diagram.js";
import { type ClassInHand, type Hand, isHeldInHand } from "../graphs/hand.js";
import { printRequest, type Request, type SumRequest } from "../language/request.js";
import { checked, requireConfirmed } from "../proof/certificate.js";
import { countMany, emptyTally, streamChecks, type Tally } from "../proof/tally.js";
import {
  type Brackets,
  blobContent,
  bracketTable,
  monomialWithEqualWidths,
  widthPower,
} from "../theory/kernel/term.js";
import { bracketGuard, defaultMaxBracket, sizeText } from "./budget.js";
import { classPart, handsIn, type Part } from "./part.js";
import { type StreamOptions, streamed } from "./stream.js";

/* Streams of millions of classes: nothing is made for one that is not written at once. */

/** A stream of classes by hand: for writers of millions of records. */
export interface HandStream {
  readonly request: SumRequest;
  readonly part: Part;
  /** Steps to the next class and shows it; undefined behind the last. */
  readonly next: () => ClassInHand | undefined;
  /** What has been shown, counted. */
  readonly tally: () => Tally;
  /** The powers of widths and blobs in a diagram's weight. */
  readonly monomialOf: (diagram: Diagram) => Monomial;
  /** The bracket of a diagram. @throws UserError where it is past the budget */
  readonly bracketOf: Brackets;
}

/** All classes of a request for one input by hand. */
export function handStream(request: SumRequest): Pick<HandStream, "next" | "tally"> {
  const stream = streamInHand(request);
  if (stream === undefined) throw new RangeError(`${printRequest(request)} is not streamed by hand`);
  return stream;
}

/** The product of p! over the function vertices and |Aut| of a class in hand, as a bigint where it is large. */
export function groupIn({ automorphisms, factorials, exact }: ClassInHand): number | bigint {
  const product = automorphisms * factorials;
  return product < exactBound ? product : groupOf(exact());
}

/**
 * {@link streamClasses} and the weights of {@link stream}, of a request without labelled externals, with no object made for a class:
 * the next one overwrites the one in hand. A stream that runs to its end is compared with the counting formulas, by number of classes and by
 * the sum of their symmetry factors; undefined where externals are labelled, where other passes are asked for, and for vertices too large to be held in hand.
 */
export function streamInHand(source: string | Request, options: StreamOptions = {}): HandStream | undefined {
  const { request, externals, limit } = streamed(source, options);
  if (externals !== undefined || options.passes !== undefined) return undefined;
  if (!isHeldInHand(request)) return undefined;
  const { maxBracket = defaultMaxBracket } = options;
  const { sizes, ...part } = classPart(request, options);
  const tally = symmetryTally(request.k);
  const advice = (): string => `; --no-terms lists all ${sizeText(request, false)}`;
  const brackets = bracketTable(0);
  const requireSmall = bracketGuard(maxBracket, { advice });
  const orders = handsIn(request, { ...part, sizes });
  let inHand: { readonly order: number; readonly hand: Hand } | undefined;
  /** How many classes the stream has still to show. */
  let left = Math.min(limit, part.end - part.first);

  /** Takes the next order in hand; false behind the last. */
  function nextOrder(): boolean {
    const { done, value } = orders.next();
    if (!done) inHand = value;
    return !done;
  }
  function next(): ClassInHand | undefined {
    if (left === 0) return undefined;
    while (!inHand?.hand.next())
      if (!nextOrder()) {
        if (part.isWhole) confirm(request, tally.done());
        else throw new DefectError(`${printRequest(request)}: ${left} diagrams less than were counted`);
        left = 0;
        return undefined;
      }
    left--;
    const { order, hand } = inHand;
    tally.count(order, hand.current);
    return hand.current;
  }
  return {
    request,
    part,
    next,
    tally: () => tally.done(),
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
  requireConfirmed(printRequest(request), checked({ ...request, tally }, streamChecks(request), { thorough: false }));
}

/**
 * Counts classes and adds up their symmetry factors k!/(prod p! |Aut|): few numbers are met, each often, so it is enough
 * to know how often.
 */
function symmetryTally(k: number) {
  /** By order and j sums: how often each product of p! and |Aut| was met, as a bigint where it is large. */
  const met: Map<number | bigint, number>[][] = [];
  return {
    count(order: number, found: ClassInHand): void {
      const { layout } = found;
      const group = groupIn(found);
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
const groupOf = ({ diagram, automorphisms }: DiagramClass): bigint => deltaExchanges(diagram) * automorphisms;
