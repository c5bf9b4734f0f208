import { UserError } from "../foundation/errors.js";
import { requestError } from "./diagnostics.js";
import type { LocatedRequest, Request } from "./request.js";
import type { Span } from "./request-nodes.js";

/** A part of the language that is read but cannot be carried out yet. */
interface Unsupported {
  /** What the user's clause asks for, in words. */
  readonly what: string;
  readonly asked: (request: Request) => boolean;
  readonly place: (located: LocatedRequest) => Span | undefined;
}

/** Everything in the language that this version refuses, in the order in which it is looked for. */
const unsupported: readonly Unsupported[] = [
  {
    what: "diagrams of a correlator (table, expand, code and certify write it out in K and V)",
    asked: ({ object }) => object === "correlator",
    place: ({ object }) => object,
  },
];

/**
 * Refuses what this version cannot compute, by name; a clause is never silently left out.
 * @throws UserError (request/unsupported) pointing at the clause.
 */
export function requireSupported(request: Request, located?: LocatedRequest): void {
  const smallest = request.object === "V" ? 2 : 1;
  if (!Number.isSafeInteger(request.k) || request.k < smallest)
    throw new UserError(
      "request/meaning",
      `k = ${request.k} for ${request.object}\nexpected a whole number from ${smallest} on`,
    );
  refuse(
    unsupported,
    request,
    located,
    "supported: any order of V_4, V_6, V_8, ... and of K, for one input or labelled ones",
  );
}

function refuse(
  list: readonly Unsupported[],
  request: Request,
  located: LocatedRequest | undefined,
  supported: string,
): void {
  const missing = list.find(({ asked }) => asked(request));
  if (!missing) return;
  const message = `this version does not compute ${missing.what}`;
  const place = located && missing.place(located);
  if (located && place) throw requestError("request/unsupported", located.text, place, message, [supported]);
  throw new UserError("request/unsupported", [message, supported].join("\n"));
}

/** What a correlator cannot be asked for: it is one finite sum in the K and V of its own layer. */
const notOfCorrelators: readonly Unsupported[] = [
  {
    what: "single orders of a correlator: it is written out in full, in the K and V of its own layer",
    asked: ({ loops }) => loops[1] > 0,
    place: ({ clauses }) => clauses.loops,
  },
  {
    what: "expansions of a correlator: K and V are those of its own layer",
    asked: ({ about, blobs }) => about !== "mean" || blobs !== "full",
    place: ({ clauses }) => clauses.about ?? clauses.blobs,
  },
];

/** Refuses what is no correlator, or more than one is asked for. @throws UserError (request/unsupported) */
export function requireWrittenOut(request: Request, located?: LocatedRequest): void {
  if (request.object !== "correlator")
    throw new UserError(
      "request/meaning",
      `${request.object} is no correlator\nexpected a product of fields, such as <phi_i(x1) phi_j(x2)>`,
    );
  refuse(
    notOfCorrelators,
    request,
    located,
    "supported: the whole correlator, and K and V_2k of any order by themselves",
  );
}
