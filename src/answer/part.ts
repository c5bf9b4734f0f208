import { UserError } from "../foundation/errors.js";
import { sources } from "../graphs/classes.js";
import { classesByJSums, loopRange, totalCount } from "../graphs/counting.js";
import { printRequest, type SumRequest } from "../language/request.js";
import { isCountable, labelledOf } from "./budget.js";

/* Parts of a stream: shards, which are equal in size but for one diagram, and begin at their place at once. */

/** The diagrams whose ranks in the stream are `first` or more and less than `end`. */
export interface Part {
  readonly first: number;
  readonly end: number;
  /** Whether that is all. */
  readonly isWhole: boolean;
}

export const whole: Part = { first: 0, end: Number.POSITIVE_INFINITY, isWhole: true };

/** The i-th of m parts of so many diagrams. */
export function shardOf(total: bigint, [i, m]: readonly [number, number]): Part {
  const edge = (part: number): number => Number((total * BigInt(part)) / BigInt(m));
  return { first: edge(i - 1), end: edge(i), isWhole: m === 1 };
}

/** The most diagrams that ranks tell apart. */
const mostRanked = 2n ** 53n;

/**
 * How many classes each order of a request has, or with labels how many labelled diagrams. @throws UserError where they cannot be
 * counted, or have no exact ranks
 */
export function sizesOf(request: SumRequest, labelled: boolean): bigint[] {
  const sizes = labelled ? [labelledOf(request)] : loopRange(request.loops).map((order) => classesAt(request, order));
  const total = sizes.reduce((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0n);
  if (total !== undefined && total < mostRanked) return sizes as bigint[];
  throw new UserError(
    "budget",
    `${printRequest(request)} has too many diagrams for their ranks to be known, so it has no shards and no place to go on from\nexpected a request with less than 9 * 10^15 diagrams (oneovern count)`,
  );
}

/** The number of classes of an order: by formula, or from the counts of cores where that takes long. */
function classesAt(request: SumRequest, order: number): bigint | undefined {
  const { k } = request;
  if (order === 0 ? k <= 60 : isCountable(k, order)) return totalCount(classesByJSums(k, order, request));
  let total = 0;
  for (const source of sources({ k, order, expansion: request })) {
    if (source.kind === "classes") return undefined;
    total += source.cursor.count();
  }
  return Number.isSafeInteger(total) ? BigInt(total) : undefined;
}
