import { stirlingRow } from "../algebra/integers.js";
import { UserError } from "../foundation/errors.js";
import {
  classesByJSums,
  labelledDiagramsByJSums,
  loopRange,
  totalCount,
  treeClassesByJSums,
} from "../graphs/counting.js";
import type { Diagram, FunctionVertex } from "../graphs/diagram.js";
import { formatId } from "../graphs/id.js";
import { printRequest, type SumRequest } from "../language/request.js";
import { sumSize } from "../theory/kernel/sum-size.js";
import { vertexFunctionSize } from "../theory/kernel/vertex-function.js";

/** How many diagrams a table may have unless the user says otherwise: some seconds' work. */
export const defaultMaxTerms = 20_000;

/**
 * How many monomials the bracket of one diagram may have unless the user says otherwise, in a stream and explained to a
 * reader, and at most.
 */
export const defaultMaxBracket = 200_000;
export const readableBracket = 20_000;
const largestMaxBracket = 1_000_000;

/** The most that --max-terms can allow a list to hold: about the memory that Node has by itself. */
export const largestMaxTerms = 200_000;

/** The largest k whose tree classes are counted before the work begins; past it their number is only bounded. */
const countable = 60;

/** The largest k for `count` at leading order: its formula is a polynomial in k, but of the fourth degree. */
export const largestCountedK = 100;

/** The most loops that are listed or counted: K alone has near a million classes there. */
export const largestListedLoops = 60;

/** The number of classes of a request by formula, or undefined where even the formula would take long. */
export function classesIn(request: SumRequest): bigint | undefined {
  const { k, loops } = request;
  const [, to] = loops;
  if (to === 0) return k <= countable ? totalCount(treeClassesByJSums(k)) : undefined;
  return isCountable(k, to)
    ? loopRange(loops).reduce((sum, l) => sum + totalCount(classesByJSums(k, l, request)), 0n)
    : undefined;
}

/** The number of labelled diagrams of a request by formula, or undefined where even the formula would take long. */
export function labelledOf(request: SumRequest): bigint | undefined {
  const { k, loops } = request;
  if (classesIn(request) === undefined) return undefined;
  return loopRange(loops).reduce((sum, l) => sum + totalCount(labelledDiagramsByJSums(k, l, request)), 0n);
}

/**
 * What is shown of a request: its classes, or every labelled diagram by itself (of equal externals as many at most).
 */
const shownOf = (request: SumRequest, showsEach: boolean): bigint | undefined =>
  showsEach ? labelledOf(request) : classesIn(request);

/** Whether the counting formulas with loops answer within a second or so: partitions of k are listed, and series multiplied. */
export const isCountable = (k: number, loops: number): boolean =>
  loops <= largestListedLoops && k <= 26 && k * k * (k + loops) <= 23_000;

/**
 * Whether what is shown of a request is no more than the budget allows; what is too large to be counted is more.
 * @param showsEach with labelled externals: whether every labelled diagram is shown by itself
 */
export function isWithinBudget(request: SumRequest, maxTerms: number, showsEach = false): boolean {
  const shown = shownOf(request, showsEach);
  return shown !== undefined && shown <= BigInt(Math.min(maxTerms, largestMaxTerms));
}

/**
 * Refuses a request of which more would be shown than the budget allows, before any is made. @throws UserError saying
 * how many
 */
export function requireWithinBudget(request: SumRequest, maxTerms: number, showsEach = false): void {
  if (isWithinBudget(request, maxTerms, showsEach)) return;
  const shown = shownOf(request, showsEach);
  throw new UserError(
    "budget",
    [
      `${shortened(request)} has ${sizeText(request, showsEach)}; the budget is ${grouped(BigInt(maxTerms))}`,
      shown !== undefined && shown <= BigInt(largestMaxTerms)
        ? `expected a smaller request, or --max-terms ${shown} to allow it`
        : `expected a smaller request: a list holds ${grouped(BigInt(largestMaxTerms))} at most (--max-terms)`,
      "oneovern count says how large a request is; oneovern diagrams streams it without holding the list",
    ].join("\n"),
  );
}

/** How many monomials a sum alone may have unless the user says otherwise, and at most. */
const defaultMaxMonomials = 200_000;
const largestMaxMonomials = 1_000_000;

/** Refuses a sum of more monomials than the budget allows, before one is made. @throws UserError saying how many */
export function requireWritable(request: SumRequest, maxMonomials = defaultMaxMonomials): void {
  const size = sumSize(request);
  if (size <= Math.min(maxMonomials, largestMaxMonomials)) return;
  throw new UserError(
    "budget",
    [
      `${printRequest(request)} has ${size === Number.POSITIVE_INFINITY ? "far too many" : grouped(BigInt(size))} monomials; the budget is ${grouped(BigInt(maxMonomials))}`,
      size <= largestMaxMonomials
        ? `expected a smaller request, or --max-terms ${size} to allow it`
        : `expected a smaller request: a sum has ${grouped(BigInt(largestMaxMonomials))} monomials at most (--max-terms)`,
      ...(request.loops[1] === 0 ? ["oneovern evaluate and code do without the sum of a leading order"] : []),
    ].join("\n"),
  );
}

/** The most diagrams that are listed to be compared with a sum: about a minute's work. */
const largestStreamed = 20_000_000n;

/** What the command for a sum has to be given beside it. */
function advised(request: SumRequest): string {
  const size = sumSize(request);
  return size > defaultMaxMonomials && size <= largestMaxMonomials ? `, with --max-terms ${size}` : "";
}

/** Refuses to list more diagrams than that for a proof. @throws UserError */
export function requireStreamable(request: SumRequest): void {
  const classes = classesIn(request);
  if (classes !== undefined && classes <= largestStreamed) return;
  throw new UserError(
    "budget",
    `${printRequest(request)} has ${sizeText(request, false)}, each of which a certificate lists\nexpected ${grouped(largestStreamed)} at most; oneovern expand proves a sum without listing them${advised(request)}`,
  );
}

/** How many diagrams a request has, in words. */
export function sizeText(request: SumRequest, showsEach: boolean): string {
  const shown = shownOf(request, showsEach);
  const size = shown === undefined ? `more than 10^${String(boundOf(request)).length - 1}` : grouped(shown);
  return `${size} ${showsEach ? "labelled diagrams" : "diagrams"}`;
}

/**
 * The most labelled diagrams that a sum is made of: each is weighed, also where a row stands for many. About a minute,
 * and two gigabytes.
 */
const largestLabelled = 50_000n;

/** Refuses a sum over more labelled diagrams than that. @throws UserError */
export function requireSummable(request: SumRequest): void {
  if (request.externals === null) return;
  const labelled = labelledOf(request);
  if (labelled !== undefined && labelled <= largestLabelled) return;
  throw new UserError(
    "budget",
    `${shortened(request)} has ${labelled === undefined ? "too many" : grouped(labelled)} labelled diagrams, each of which is weighed\nexpected ${grouped(largestLabelled)} at most; oneovern diagrams streams any number`,
  );
}

/** A request in a message: with many inputs their list is cut. */
function shortened(request: SumRequest): string {
  const text = printRequest(request);
  return text.length > 100 ? `${text.slice(0, 60)}...${text.slice(text.indexOf(")"))}` : text;
}

/** A number that the classes of a request surely reach: K's with as many loops (partitions of L), and the trees. */
function boundOf(request: SumRequest): bigint {
  const { k, loops } = request;
  const ofK = totalCount(classesByJSums(1, Math.min(loops[1], largestListedLoops), request));
  const trees = totalCount(treeClassesByJSums(Math.min(k, countable)));
  return ofK > trees ? ofK : trees;
}

/** Refuses orders that no stream could reach. @throws UserError */
export function requireListable(request: SumRequest): void {
  if (request.loops[1] > largestListedLoops)
    throw new UserError(
      "budget",
      `${printRequest(request)}: diagrams with so many loops are not listed\nexpected ${largestListedLoops} loops at most`,
    );
}

/**
 * What refuses a diagram whose bracket has more monomials than the budget: with labelled externals every set partition of
 * the pairs is one, in every way to hand its legs to the blocks. It remembers the vertices that it has met.
 * @param advice what else could be asked for
 */
export function bracketGuard(
  wanted: number,
  { labelled = false, advice = () => "" }: { readonly labelled?: boolean; readonly advice?: () => string } = {},
): (diagram: Diagram) => void {
  const maxTerms = Math.min(wanted, largestMaxBracket);
  const sizeAt = labelled ? labelledSize : boundedSize;
  const known = new Map<number, number>();
  const sizeOf = ({ p, legs }: FunctionVertex): number => {
    const key = p * 1e6 + legs;
    const size = known.get(key) ?? sizeAt(p, legs);
    known.set(key, size);
    return size;
  };
  return (diagram) => {
    const size = diagram.vertices.reduce((product, vertex) => product * sizeOf(vertex), 1);
    if (size <= maxTerms) return;
    const id = formatId(diagram);
    const shown = id.length > 60 ? `${id.slice(0, 60)}...` : id;
    throw new UserError(
      "budget",
      `the bracket of diagram ${shown} has ${size < 1e15 ? `up to ${grouped(BigInt(size))}` : "far too many"} monomials; the budget is ${grouped(BigInt(maxTerms))}\n${wanted < largestMaxBracket ? `expected a smaller diagram, or --max-bracket ${largestMaxBracket} at most` : "expected a smaller diagram"}${advice()}`,
    );
  };
}

/** Refuses a diagram as {@link bracketGuard}. @throws UserError naming it */
export const requireBracketWithinBudget = (
  diagram: Diagram,
  wanted: number,
  options?: Parameters<typeof bracketGuard>[1],
): void => bracketGuard(wanted, options)(diagram);

/**
 * The number of monomials of C_p^(m), or infinity past ten million. It grows with p and with m, so a large vertex is
 * known to be too large by a smaller one, and the exact count is never made where it would take long.
 */
function boundedSize(p: number, m: number): number {
  const largest = 100;
  const atLeast = vertexFunctionSize(Math.min(p, largest), Math.min(m, largest));
  return atLeast > 1e7 ? Number.POSITIVE_INFINITY : vertexFunctionSize(p, m);
}

/** sum_b S(p, b) b^m, in floating point. */
const labelledSize = (p: number, m: number): number =>
  p > 100 ? Number.POSITIVE_INFINITY : stirlingRow(p).reduce((total, blocks, b) => total + Number(blocks) * b ** m, 0);

const grouped = (n: bigint): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
