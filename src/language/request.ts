import { cumulantName } from "../symbols/cumulants.js";
import type { Expansion } from "../symbols/symbols.js";
import { type ActionRequest, printAction, resolveAction } from "./action-request.js";
import {
  aboutOf,
  type ClauseSubject,
  countOf,
  inverse,
  largestLoops,
  largestPoints,
  misplaced,
  powerOf,
  quote,
  said,
} from "./clauses.js";
import { requestError } from "./diagnostics.js";
import type { Diagnosis } from "./parse.js";
import { diagnose, parseNodes } from "./parse.js";
import type { ClauseNode, FieldNode, ObjectNode, PairNode, Piece, RequestNode, Span } from "./request-nodes.js";

export type { ActionRequest };

/**
 * What a user asks for, resolved. Plain data, told apart by `object`; the "request" of JSON output is this and its
 * text.
 */
export type Request = OrderedRequest | ScalingRequest | ActionRequest;

/** A request of which the orders are in 1/n. */
export type OrderedRequest = SumRequest | CorrelatorRequest;

/** The mean test loss of the solvable model of neural scaling laws, order by order in s/gamma. */
export interface ScalingRequest {
  readonly object: "scaling";
  /** From and to which power of s/gamma. */
  readonly orders: readonly [number, number];
  /** How many faces less than planar (0: planar), or all. */
  readonly genus: number | "every";
}

/** What every request for some orders of a quantity says, whatever the quantity. */
export interface OrdersOf<Name extends string = string> extends Expansion {
  readonly object: Name;
  readonly k: number;
  /** From and to how many orders of 1/n beyond leading: loops, where a tadpole K_p and a vertex V_2b[p] count as p. */
  readonly loops: readonly [number, number];
  /** Whether n_{l-1} and n_{l-2} are kept apart, or all layers have the same width n and the sum is collected. */
  readonly widths: "distinct" | "equal";
  /** Labelled external pairs, or null in the degenerate limit of one input. */
  readonly externals: readonly ExternalPair[] | null;
}

/** A sum of diagrams. V: the vertex V_2k; K: the mean of the kernel (k = 1). */
export interface SumRequest extends OrdersOf<"V" | "K"> {}

/** A product of fields with neuron indices, written out; k is half their number. */
export interface CorrelatorRequest extends OrdersOf<"correlator"> {
  readonly externals: null;
  readonly correlator: Correlator;
}

/** A pair of inputs that a vertex is asked for at. */
export type ExternalPair = readonly [string, string];

/** A correlator of preactivations. */
export interface Correlator {
  readonly connected: boolean;
  readonly fields: readonly { readonly index: string; readonly input: string }[];
}

/** A request with the places of its parts, for whoever has to object to one. */
export interface LocatedRequest {
  readonly request: Request;
  readonly text: string;
  readonly object: Span;
  readonly externals: Span | undefined;
  readonly clauses: Partial<Record<ClauseSubject, Span>>;
}

/** The longest text that is read as a request. */
const longestText = 10_000;

/**
 * Reads a request in any of the spellings of docs/requests.md.
 * @throws UserError (request/syntax or request/meaning) with the line, a caret, what would be accepted and a
 * suggestion.
 */
export const parseRequest = (text: string): Request => locateRequest(text).request;

/** As {@link parseRequest}, keeping the places. */
export function locateRequest(text: string): LocatedRequest {
  if (text.length > longestText)
    throw requestError(
      "request/syntax",
      text,
      { start: longestText, end: longestText + 1 },
      `the request has ${text.length} characters; ${longestText} at most are read`,
    );
  const parsed = parseNodes(text);
  if (parsed.ok) return resolve(text, parsed.node);
  const { span, message, notes } = describe(text, parsed.diagnosis);
  throw requestError("request/syntax", text, span, message, notes);
}

function describe(text: string, diagnosis: Diagnosis): { span: Span; message: string; notes: string[] } {
  const { span, expected, suggestion } = diagnose(text, diagnosis, (candidate) => {
    const again = parseNodes(candidate);
    if (!again.ok) return undefined;
    try {
      return printRequest(resolve(candidate, again.node).request);
    } catch {
      return undefined;
    }
  });
  const offending = text.slice(span.start, span.end);
  const message =
    offending.trim() === ""
      ? text.trim() === ""
        ? "the request is empty"
        : "the request ends too early"
      : `${quote(offending)} is not expected here`;
  return {
    span,
    message,
    notes: [`expected ${expected}`, ...(suggestion === undefined ? [] : [`did you mean: ${suggestion}`])],
  };
}

function resolve(text: string, { object, clauses }: RequestNode): LocatedRequest {
  if (object.kind === "scaling") return resolveScaling(text, object, clauses);
  if (object.kind === "action") {
    const points = object.points === undefined ? undefined : vertexSize(text, object, object.points, "action ");
    const { request, spans } = resolveAction(text, object, points, clauses);
    return { request, text, object: { start: object.start, end: object.end }, externals: undefined, clauses: spans };
  }
  const core = resolveObject(text, object);
  const spans: Partial<Record<ClauseSubject, Span>> = {};
  let loops: readonly [number, number] = [0, 0];
  let about: OrderedRequest["about"] = "mean";
  let blobs: OrderedRequest["blobs"] = "full";
  let widths: OrderedRequest["widths"] = "distinct";
  if ("part" in object && object.part) {
    // One coefficient of the series says its order, and that it is the recursion of coefficients: see isCoefficient.
    const order = countOf(text, object.part, largestLoops, "is too high an order");
    [loops, about, blobs] = [[order, order], "K_0", "expanded"];
    const span = { start: object.start, end: object.end };
    Object.assign(spans, { loops: span, about: span, blobs: span });
  }
  for (const clause of clauses) {
    if (clause.name === "inputs")
      throw misplaced(text, clause, "is said of actions", "expected the inputs behind the name: V_4(x1,x2; x3,x4)");
    if (clause.name === "power" || clause.name === "genus")
      throw misplaced(
        text,
        clause,
        "is said of scaling laws",
        "expected an order in 1/n: at order 1/n^3, or through 2 loops",
      );
    const name = clause.name === "leading" || clause.name === "order" ? "loops" : clause.name;
    said(text, spans, clause, name);
    if (clause.name === "about") about = aboutOf(text, clause);
    else if (clause.name === "blobs") blobs = clause.mode as OrderedRequest["blobs"];
    else if (clause.name === "widths") widths = clause.mode as OrderedRequest["widths"];
    else loops = loopsOf(text, clause, core);
  }
  return {
    request: { ...core, loops, about, blobs, widths },
    text,
    object: { start: object.start, end: object.end },
    externals: "externals" in object && object.externals ? spanOfPairs(object.externals) : undefined,
    clauses: spans,
  };
}

/** Scaling laws, with powers of s/gamma and a genus. */
function resolveScaling(text: string, object: ObjectNode, clauses: readonly ClauseNode[]): LocatedRequest {
  const spans: Partial<Record<ClauseSubject, Span>> = {};
  let [orders, genus]: [readonly [number, number] | undefined, ScalingRequest["genus"]] = [undefined, 0];
  for (const clause of clauses) {
    const amount = clause.amount === undefined ? 0 : countOf(text, clause.amount, largestLoops, "is too high");
    if (clause.name === "power") {
      said(text, spans, clause, "loops");
      orders = [clause.mode === "at" ? amount : 0, amount];
    } else if (clause.name === "genus") {
      said(text, spans, clause, "genus");
      genus = clause.mode === "every" ? "every" : amount;
    } else
      throw misplaced(
        text,
        clause,
        "says nothing of scaling laws",
        "expected an order in s/gamma and a genus: scaling through order 3, scaling at order 2 at genus 1",
      );
  }
  if (orders === undefined)
    throw requestError("request/meaning", text, object, "scaling laws of which order?", [
      "expected scaling at order 2, or scaling through order 3; the numbers of a model are the command's: oneovern scaling --N 10 ...",
    ]);
  return {
    request: { object: "scaling", orders, genus },
    text,
    object: { start: object.start, end: object.end },
    externals: undefined,
    clauses: spans,
  };
}

const spanOfPairs = (pairs: readonly PairNode[]): Span => ({
  start: (pairs[0] as PairNode).start,
  end: (pairs.at(-1) as PairNode).end,
});

/** What the object of a request says; the clauses say the rest. */
type Core =
  | Pick<SumRequest, "object" | "k" | "externals">
  | Pick<CorrelatorRequest, "object" | "k" | "externals" | "correlator">;

function resolveObject(text: string, object: Exclude<ObjectNode, { kind: "scaling" | "action" }>): Core {
  switch (object.kind) {
    case "vertex": {
      const k = vertexSize(text, object, object.points);
      return { object: "V", k, externals: externalsOf(text, object.externals, k, object) };
    }
    case "kernel": {
      return { object: "K", k: 1, externals: externalsOf(text, object.externals, 1, object) };
    }
    case "correlator":
      return correlatorOf(text, object.fields, object.connected, object);
  }
}

/** k of the V_2k that is named. @param before what stands before it in a request @throws UserError where it is no vertex */
function vertexSize(text: string, object: Span, points: Piece, before = ""): number {
  const number = countOf(text, points, largestPoints, "points are too many");
  const error = (message: string, ...notes: string[]) => requestError("request/meaning", text, object, message, notes);
  const said = quote(text.slice(object.start, object.end));
  if (number === 2)
    throw error(
      `${said}: the two-point vertex is the kernel itself`,
      ...(before === ""
        ? ["expected K for the mean of the kernel, or V_4, V_6, ... for a vertex", "did you mean: K"]
        : ["expected V_4, V_6, ...", `did you mean: ${before}V_4`]),
    );
  if (number < 4)
    throw error(
      `${said} is no vertex`,
      "expected an even number of points from 4 on: V_4, V_6, V_8, ...",
      `did you mean: ${before}V_4`,
    );
  if (number % 2 === 1)
    throw error(
      `${said} has an odd number of points, and odd correlators vanish`,
      "expected an even number of points from 4 on: V_4, V_6, V_8, ...",
      `did you mean: ${before}V_${number - 1} or ${before}V_${number + 1}`,
    );
  return number / 2;
}

function externalsOf(
  text: string,
  pairs: readonly PairNode[] | undefined,
  k: number,
  object: Span,
): readonly ExternalPair[] | null {
  if (!pairs) return null;
  const unpaired = pairs.find(({ inputs }) => inputs.length !== 2);
  if (unpaired) throw notPaired(text, pairs, unpaired, k, object);
  if (pairs.length !== k)
    throw requestError(
      "request/meaning",
      text,
      spanOfPairs(pairs),
      `${pairs.length} pair${pairs.length === 1 ? "" : "s"} of inputs for ${quote(text.slice(object.start, object.end))}`,
      [`expected ${k}: ${examplePairs(k)}`],
    );
  return pairs.map(({ inputs: [x, y] }) => [(x as Piece).text, (y as Piece).text] as const);
}

/** Inputs that do not come in pairs: too few or too many of them, or commas where semicolons belong. */
function notPaired(
  text: string,
  pairs: readonly PairNode[],
  unpaired: PairNode,
  k: number,
  object: Span,
): ReturnType<typeof requestError> {
  const names = pairs.flatMap(({ inputs }) => inputs.map((input) => input.text));
  const group = quote(unpaired.inputs.map((input) => input.text).join(","));
  const head = text.slice(object.start, object.end);
  const message =
    names.length % 2 === 1
      ? `an odd number of inputs, ${names.length}, for ${quote(head)}: ${group} is no pair`
      : `${group} is ${unpaired.inputs.length === 1 ? "one input" : `${unpaired.inputs.length} inputs`} and no pair`;
  const inPairs = names.flatMap((name, i) => (i % 2 === 0 ? [`${name},${names[i + 1]}`] : []));
  return requestError("request/meaning", text, unpaired, message, [
    `expected ${k} pair${k === 1 ? "" : "s"}, commas inside a pair and semicolons between them: ${examplePairs(k)}`,
    ...(names.length === 2 * k ? [`did you mean: ${head}(${inPairs.join("; ")})`] : []),
  ]);
}

function examplePairs(k: number): string {
  const pair = (i: number) => `x${2 * i + 1},x${2 * i + 2}`;
  if (k <= 4) return Array.from({ length: k }, (_, i) => pair(i)).join("; ");
  return `${pair(0)}; ${pair(1)}; ...; ${pair(k - 1)}`;
}

function correlatorOf(text: string, fields: readonly FieldNode[], connected: boolean, span: Span): Core {
  if (fields.length % 2 === 1)
    throw requestError(
      "request/meaning",
      text,
      span,
      `a correlator of ${fields.length} field${fields.length === 1 ? "" : "s"} vanishes`,
      ["expected an even number of fields: <phi_i(x1) phi_j(x2)>, ..."],
    );
  const inputs = new Set(fields.map(({ input }) => input.text));
  const both = fields.find(({ index }) => inputs.has(index.text));
  if (both)
    throw requestError(
      "request/meaning",
      text,
      both.index,
      `${quote(both.index.text)} is used as a neuron index and as an input`,
      ["expected different names: <phi_i(x1) phi_j(x2)>"],
    );
  return {
    object: "correlator",
    k: fields.length / 2,
    externals: null,
    correlator: {
      connected,
      fields: fields.map(({ index, input }) => ({ index: index.text, input: input.text })),
    },
  };
}

function loopsOf(text: string, clause: ClauseNode, { k }: Core): readonly [number, number] {
  if (clause.name === "leading") return [0, 0];
  const amount = clause.amount as Piece;
  if (clause.name === "loops") {
    const to = countOf(text, amount, largestLoops, "loops are too many");
    return [clause.mode === "at" ? to : 0, to];
  }
  const order = powerOf(text, clause);
  // Leading order of V_2k is 1/n^{k-1}, and each loop brings one more power (docs/theory.md, power counting).
  const to = order - (k - 1);
  if (to < 0)
    throw requestError("request/meaning", text, clause, `${cumulantName(k)} begins at order ${inverse(k - 1)}`, [
      `expected order ${inverse(k - 1)} or a higher one`,
      `did you mean: ${cumulantName(k)} ${clause.mode} order ${inverse(k - 1)}`,
    ]);
  return [clause.mode === "at" ? to : 0, to];
}

/**
 * Whether a request is for one coefficient of a series: an order alone about K_0, with each vertex taken term by term,
 * is K_2 or V_4[1] itself.
 */
export const isCoefficient = ({ loops: [from, to], about, blobs }: OrderedRequest): boolean =>
  from === to && about === "K_0" && blobs === "expanded";

/** The canonical spelling of a request; {@link parseRequest} reads it back to the same request. */
export function printRequest(request: Request): string {
  if (request.object === "scaling") return printScaling(request);
  if (request.object === "action") return printAction(request);
  const {
    loops: [from, to],
    about,
    blobs,
    widths,
  } = request;
  return [
    printObject(request),
    ...(to === 0 ? [] : [`${from === to ? "at" : "through"} ${to} ${to === 1 ? "loop" : "loops"}`]),
    ...(about === "mean" ? [] : ["about K_0"]),
    ...(blobs === "full" ? [] : ["with expanded blobs"]),
    ...(widths === "equal" ? ["with equal widths"] : []),
  ].join(" ");
}

function printScaling({ orders: [from, to], genus }: ScalingRequest): string {
  const order = from === to ? `at order ${to}` : `through order ${to}`;
  return `scaling ${order}${genus === 0 ? "" : genus === "every" ? " at every genus" : ` at genus ${genus}`}`;
}

function printObject(request: OrderedRequest): string {
  const { k, externals } = request;
  if (request.object === "correlator") {
    const { correlator } = request;
    const fields = correlator.fields.map(({ index, input }) => `phi_${bracedUnlessLetters(index)}(${input})`).join(" ");
    return `${correlator.connected ? "connected " : ""}<${fields}>`;
  }
  const name = cumulantName(k);
  return externals === null ? name : `${name}(${externals.map((pair) => pair.join(",")).join("; ")})`;
}

const bracedUnlessLetters = (name: string): string => (/\d/.test(name) ? `{${name}}` : name);
