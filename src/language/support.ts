import { UserError } from "../foundation/errors.js";
import { requestError } from "./diagnostics.js";
import {
  type ActionRequest,
  type CorrelatorRequest,
  type LocatedRequest,
  locateRequest,
  type Request,
  type ScalingRequest,
  type SumRequest,
} from "./request.js";
import type { Span } from "./request-nodes.js";

/*
 * A request as the kind that a command is for: text is read, and whatever is another kind, or cannot be carried out, is
 * refused by name.
 */

/** A request from its text or as data, with the places of its parts where there is a text. */
interface Given {
  readonly request: Request;
  readonly located?: LocatedRequest;
}

function given(source: string | Request): Given {
  if (typeof source !== "string") return { request: source };
  const located = locateRequest(source);
  return { request: located.request, located };
}

/** What a request is for. @throws UserError when a text is no request */
export const objectOf = (source: string | Request): Request["object"] => given(source).request.object;

/**
 * A request for a sum of diagrams, from its text or as data.
 * @throws UserError when the text cannot be read, or asks for something else
 */
export function sumRequest(source: string | Request): SumRequest {
  const { request, located } = given(source);
  if (request.object === "scaling") throw notOfOrders(located);
  if (request.object === "action")
    throw notComputed("this of an action", {
      text: located?.text,
      place: located?.object,
      supported:
        "supported: table, expand, diagrams, count, certify, explain and code; with a network's numbers: oneovern action V_6 --activation tanh ...",
    });
  if (request.object === "correlator")
    throw notComputed("diagrams of a correlator (table, expand, code and certify write it out in K and V)", {
      text: located?.text,
      place: located?.object,
      supported: "supported: any order of V_4, V_6, V_8, ... and of K, for one input or labelled ones",
    });
  const smallest = request.object === "V" ? 2 : 1;
  if (!Number.isSafeInteger(request.k) || request.k < smallest)
    throw new UserError(
      "request/meaning",
      `k = ${request.k} for ${request.object}\nexpected a whole number from ${smallest} on`,
    );
  return request;
}

/**
 * A request for a correlator, from its text or as data: one finite sum in the K and V of its own layer, without orders
 * or expansions.
 * @throws UserError when the text cannot be read, or asks for something else
 */
export function correlatorRequest(source: string | Request): CorrelatorRequest {
  const { request, located } = given(source);
  if (request.object !== "correlator")
    throw new UserError(
      "request/meaning",
      `${request.object} is no correlator\nexpected a product of fields, such as <phi_i(x1) phi_j(x2)>`,
    );
  const supported = "supported: the whole correlator, and K and V_2k of any order by themselves";
  const { loops, about, blobs } = request;
  const { text, clauses } = located ?? { text: undefined, clauses: undefined };
  if (loops[1] > 0)
    throw notComputed("single orders of a correlator: it is written out in full, in the K and V of its own layer", {
      text,
      place: clauses?.loops,
      supported,
    });
  if (about !== "mean" || blobs !== "full")
    throw notComputed("expansions of a correlator: K and V are those of its own layer", {
      text,
      place: clauses?.about ?? clauses?.blobs,
      supported,
    });
  return request;
}

/**
 * A request for the orders of scaling laws, from its text or as data.
 * @throws UserError when the text cannot be read, or asks for something else
 */
export function scalingRequest(source: string | Request): ScalingRequest {
  const { request } = given(source);
  if (request.object !== "scaling")
    throw new UserError(
      "request/meaning",
      `${request.object} is no scaling law\nexpected scaling at order 2, or scaling through order 3`,
    );
  const {
    orders: [from, to],
    genus,
  } = request;
  const isRight = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  if (!(isRight(from) && isRight(to) && from <= to && (genus === "every" || isRight(genus))))
    throw new UserError(
      "request/meaning",
      `orders ${from} to ${to} at genus ${genus}\nexpected whole numbers from 0 on`,
    );
  return request;
}

/**
 * A request for the action of a layer, from its text or as data.
 * @throws UserError when the text cannot be read, or asks for something else
 */
export function actionRequest(source: string | Request): ActionRequest {
  const { request } = given(source);
  if (request.object !== "action")
    throw new UserError(
      "request/meaning",
      `${request.object} is no action\nexpected action V_6, or action through order 1/n^3`,
    );
  const {
    highest,
    orders: [from, to],
  } = request;
  const isRight = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;
  if (!(isRight(from, 0) && isRight(to, from) && (highest === null || isRight(highest, 2))))
    throw new UserError(
      "request/meaning",
      `an action of orders ${from} to ${to} for V_2k, k = ${highest}\nexpected whole numbers, k from 2 on`,
    );
  return request;
}

/** The error of a command that has nothing to say of scaling laws. */
const notOfOrders = (located: LocatedRequest | undefined): UserError =>
  notComputed("this of scaling laws", {
    text: located?.text,
    place: located?.object,
    supported: "supported: table, expand, diagrams, count, certify and explain; for numbers the command scaling",
  });

/** The error of what is read but not carried out, pointing at its place where the request is a text. */
function notComputed(
  what: string,
  {
    text,
    place,
    supported,
  }: { readonly text: string | undefined; readonly place: Span | undefined; readonly supported: string },
): UserError {
  const message = `this version does not compute ${what}`;
  return text !== undefined && place
    ? requestError("request/unsupported", text, place, message, [supported])
    : new UserError("request/unsupported", [message, supported].join("\n"));
}
