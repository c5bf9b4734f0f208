import { UserError } from "../../foundation/errors.js";
import { classOf } from "../../graphs/canonical.js";
import { DiagramError } from "../../graphs/diagram.js";
import { type ActionRequest, printRequest, type Request } from "../../language/request.js";
import { actionRequest } from "../../language/support.js";
import type { Expansion } from "../../symbols/symbols.js";
import {
  type ActionTerm,
  actionDiagrams,
  actionTerm,
  isActionId,
  parseActionId,
} from "../../theory/action/diagrams.js";
import { isTraceId, parseTraceId, type TraceDiagram, traceDiagrams, traceId } from "../../theory/action/traces.js";
import { diagramsByVertices, isWanted, requireOrder, shownOrders } from "./action.js";

/* The diagrams of an action one by one: a stream of constant memory, their numbers by formula, and one of them by its id. */

/** A diagram of an action, for one input or for several. */
export type ActionRow =
  | { readonly kind: "one"; readonly term: ActionTerm }
  | { readonly kind: "general"; readonly term: TraceDiagram };

/** How a stream is cut. */
export interface ActionStreamOptions {
  readonly limit?: number;
  /** Every m-th diagram only, beginning with the i-th. */
  readonly shard?: readonly [i: number, m: number];
  /** A stream of more is refused. */
  readonly maxTerms?: number;
}

/** The largest order whose diagrams are streamed for one input; memory is that of one diagram. */
const largestStreamed = 40;

/** @throws UserError past the orders that are listed */
function streamed(source: string | Request): ActionRequest {
  const request = actionRequest(source);
  if (request.inputs === "general") requireOrder(request);
  if (request.orders[1] > largestStreamed)
    throw new UserError("budget", `order 1/n^${request.orders[1]}\nexpected 1/n^${largestStreamed} at most`);
  return request;
}

/**
 * The diagrams of a request, order by order.
 * @throws UserError where the request cannot be read or has too many diagrams
 */
export function* streamedAction(source: string | Request, options: ActionStreamOptions = {}): Generator<ActionRow> {
  const request = streamed(source);
  const { limit = Number.POSITIVE_INFINITY, shard: [i, m] = [1, 1], maxTerms } = options;
  if (!(Number.isSafeInteger(i) && Number.isSafeInteger(m) && i >= 1 && i <= m))
    throw new UserError("flag", `the shard ${i}/${m}\nexpected i/m with 1 <= i <= m`);
  if (maxTerms !== undefined) requireWithinBudget(request, maxTerms);
  let [index, listed] = [0, 0];
  for (const row of rows(request)) {
    if (index++ % m !== i - 1) continue;
    if (listed++ >= limit) return;
    yield row;
  }
}

/** Refuses a stream that is too long before it begins: by a formula where one counts it, else by listing it once before. */
function requireWithinBudget(request: ActionRequest, budget: number): void {
  let count = 0n;
  if (request.inputs === "one" && request.orders[1] <= largestCounted)
    count = countedAction(request).orders.reduce((sum, { diagrams }) => sum + diagrams, 0n);
  else for (const _row of rows(request)) if (++count > BigInt(budget)) break;
  if (count <= BigInt(budget)) return;
  const shown = count === BigInt(budget) + 1n ? `more than ${budget}` : String(count);
  throw new UserError(
    "budget",
    `${shown} diagrams; the budget is ${budget}\nexpected a larger --max-terms, or a lower order`,
  );
}

function* rows(request: ActionRequest): Generator<ActionRow> {
  for (const order of shownOrders(request)) {
    if (request.inputs === "general") {
      for (const term of traceDiagrams(order, request)) if (isWanted(term, request)) yield { kind: "general", term };
    } else
      for (const found of actionDiagrams(order, request)) {
        if (request.trees && found.diagram.vertices.length <= order) break;
        yield { kind: "one", term: actionTerm(found, request) };
      }
  }
}

/** The id of a row. */
export const rowId = (row: ActionRow): string => (row.kind === "one" ? row.term.id : traceId(row.term));

/** How many diagrams an action has, order by order, by their numbers of vertices. */
export interface ActionCount {
  readonly kind: "action count";
  readonly text: string;
  readonly orders: readonly {
    readonly order: number;
    /** By how many vertices they have, 1 first; without tadpoles and orders of blobs v vertices are order + 1 - v loops. */
    readonly byVertices: readonly bigint[];
    readonly diagrams: bigint;
  }[];
}

/** The largest order whose diagrams are counted: a second or so. */
const largestCounted = 24;

/**
 * Counts the diagrams of an action by Burnside's lemma, listing none.
 * @throws UserError for several inputs, whose traces would have to be listed, and past order 24
 */
export function countedAction(source: string | Request): ActionCount {
  const request = actionRequest(source);
  const { orders, inputs, trees } = request;
  if (inputs === "general")
    throw new UserError(
      "request/unsupported",
      `how many traces ${printRequest(request)} has is no count by formula\nexpected diagrams with --format id, whose lines can be counted`,
    );
  if (orders[1] > largestCounted)
    throw new UserError("budget", `order 1/n^${orders[1]}\nexpected 1/n^${largestCounted} at most`);
  return {
    kind: "action count",
    text: printRequest(request),
    orders: shownOrders(request).map((order) => {
      const all = diagramsByVertices(order, request).slice(1);
      const byVertices = trees ? all.map((count, i) => (i === order ? count : 0n)) : all;
      return { order, byVertices, diagrams: byVertices.reduce((a, b) => a + b, 0n) };
    }),
  };
}

/** One diagram of an action, with what it stands for. */
export type ActionExplanation = { readonly kind: "action explanation"; readonly given: string } & (
  | { readonly inputs: "one"; readonly term: ActionTerm; readonly expansion: Expansion }
  | { readonly inputs: "general"; readonly term: TraceDiagram }
);

/** Whether an id is one of a diagram of an action. */
export const isIdOfAction = (id: string): boolean => isActionId(id.trim()) || isTraceId(id.trim());

/** Refuses V_4 beside V_4[1]. @param orders of the blobs, null of a tadpole @throws DiagramError */
function requireOneSpelling(orders: readonly (number | undefined | null)[]): void {
  if (orders.some((order) => order === undefined) && orders.some((order) => typeof order === "number"))
    throw new DiagramError("full vertices beside terms of their series: expected an order at every blob, or at none");
}

/** @throws UserError for a text that is no id */
export function explainAction(id: string): ActionExplanation {
  const given = id.trim();
  try {
    if (isTraceId(given)) {
      const term = parseTraceId(given);
      requireOneSpelling(term.blobs.map((symbol) => (symbol.kind === "vertex" ? symbol.order : null)));
      return { kind: "action explanation", given, inputs: "general", term };
    }
    const found = classOf(parseActionId(given));
    requireOneSpelling(found.diagram.blobs.map(({ degree, order }) => (degree > 1 ? order : null)));
    const expansion: Expansion = {
      about: found.diagram.blobs.some(({ degree }) => degree === 1) ? "K_0" : "mean",
      blobs: found.diagram.blobs.some(({ degree, order }) => degree > 1 && order !== undefined) ? "expanded" : "full",
    };
    return { kind: "action explanation", given, inputs: "one", term: actionTerm(found, expansion), expansion };
  } catch (error) {
    if (!(error instanceof DiagramError)) throw error;
    throw new UserError("id", `${error.message}\nexpected an id as diagrams and tables show it: S-ab.a.b or T-Qab.a.b`);
  }
}
