import { UserError } from "../foundation/errors.js";
import { sources } from "../graphs/classes.js";
import { loopRange } from "../graphs/counting.js";
import { type Diagram, DiagramError, externalPairs, isLabelled, kindIn, orderOf } from "../graphs/diagram.js";
import { classesInHand, type Hand } from "../graphs/hand.js";
import { parseId } from "../graphs/id.js";
import { largestKernelLoops } from "../graphs/kernels.js";
import { rankOf } from "../graphs/rank.js";
import { printRequest, type SumRequest } from "../language/request.js";
import { classesIn, labelledOf } from "./budget.js";

/* Parts of a stream: shards, which are equal in size but for one diagram, and begin at their place at once. */

/** The diagrams whose ranks in the stream are `first` or more and less than `end`. */
export interface Part {
  readonly first: number;
  readonly end: number;
  /** Whether that is all. */
  readonly isWhole: boolean;
}

const whole: Part = { first: 0, end: Number.POSITIVE_INFINITY, isWhole: true };

/** The i-th of m parts of so many diagrams. */
function shardOf(total: bigint, [i, m]: readonly [number, number]): Part {
  const edge = (part: number): number => Number((total * BigInt(part)) / BigInt(m));
  return { first: edge(i - 1), end: edge(i), isWhole: m === 1 };
}

/** The most diagrams that ranks tell apart. */
const mostRanked = 2n ** 53n;

/**
 * How many classes each order of a request has, or with labels how many labelled diagrams. @throws UserError where they cannot be
 * counted, or have no exact ranks
 */
function sizesOf(request: SumRequest, labelled: boolean): bigint[] {
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
  const counted = classesIn({ ...request, loops: [order, order] });
  if (counted !== undefined) return counted;
  let total = 0;
  for (const source of sources({ k: request.k, order, expansion: request })) {
    if (source.kind === "classes") return undefined;
    total += source.cursor.count();
  }
  return Number.isSafeInteger(total) ? BigInt(total) : undefined;
}

/** Which part of a stream is wanted. */
export interface Cut {
  /** The i-th of m equal parts: [i, m], 1 <= i <= m. */
  readonly shard?: readonly [number, number];
  /** Only what comes behind the class with this id. */
  readonly after?: string;
}

/**
 * The part of a request's classes that is wanted, and how many classes each order has: none are counted where all are
 * wanted. @throws UserError for an id that is not one of them, and where there are too many for ranks
 */
export function classPart(request: SumRequest, { shard, after }: Cut): Part & { readonly sizes: readonly bigint[] } {
  if (shard === undefined && after === undefined) return { ...whole, sizes: [] };
  const sizes = sizesOf(request, false);
  const { first, end, isWhole } = shardOf(sumOf(sizes), shard ?? [1, 1]);
  if (after === undefined) return { first, end, isWhole, sizes };
  return { first: Math.min(end, Math.max(first, rankBehind(request, after, sizes))), end, isWhole: false, sizes };
}

/** The classes of a part in hand, order by order, each hand before its first class of the part. */
export function* handsIn(
  request: SumRequest,
  { first, sizes }: ReturnType<typeof classPart>,
): Generator<{ readonly order: number; readonly hand: Hand }> {
  let before = first;
  for (const [i, order] of loopRange(request.loops).entries()) {
    const size = Number(sizes[i] ?? 0n);
    if (before > 0 && before >= size) {
      before -= size;
      continue;
    }
    yield { order, hand: classesInHand({ k: request.k, order, expansion: request }, before) };
    before = 0;
  }
}

/** The part of its labelled diagrams, as {@link classPart}. @throws UserError for an id to begin behind: their ranks are not known */
export function labelledPart(request: SumRequest, { shard, after }: Cut): Part {
  if (after !== undefined)
    throw new UserError(
      "flag",
      "--after is for diagrams of one input\nexpected --shard, or the request without inputs",
    );
  return shard === undefined ? whole : shardOf(sumOf(sizesOf(request, true)), shard);
}

const sumOf = (sizes: readonly bigint[]): bigint => sizes.reduce((a, b) => a + b, 0n);

function rankBehind(request: SumRequest, id: string, sizes: readonly bigint[]): number {
  const { k, loops } = request;
  const refuse = (why: string): UserError =>
    new UserError(
      "id",
      `--after ${id.length > 60 ? `${id.slice(0, 60)}...` : id}: ${why}\nexpected the id of a diagram of ${printRequest(request)}`,
    );
  const diagram = read(id, refuse);
  const order = orderOf(diagram);
  if (externalPairs(diagram) !== k) throw refuse(`it has ${externalPairs(diagram)} Delta's, not ${k}`);
  if (order < loops[0] || order > loops[1] || isLabelled(diagram) || kindIn(diagram) !== undefined)
    throw refuse("it is none of them");
  const before = sumOf(sizes.slice(0, order - loops[0]));
  try {
    const rank = rankOf(diagram, { k, order, expansion: request });
    if (rank !== undefined) return Number(before) + rank + 1;
  } catch (error) {
    if (error instanceof RangeError) throw refuse("it is none of them");
    throw error;
  }
  throw new UserError(
    "budget",
    `${printRequest(request)}: diagrams past the tables have no ranks\nexpected a request with at most ${largestKernelLoops} loops and fewer Delta's`,
  );
}

function read(id: string, refuse: (why: string) => UserError): Diagram {
  try {
    return parseId(id);
  } catch (error) {
    if (error instanceof DiagramError) throw refuse(error.message);
    throw error;
  }
}
