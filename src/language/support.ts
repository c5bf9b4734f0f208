import { UserError } from "../errors.js";
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
    what: "correlators with neuron indices",
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
  const missing = unsupported.find(({ asked }) => asked(request));
  if (!missing) return;
  const message = `this version does not compute ${missing.what} yet`;
  const notes = ["supported: any order of V_4, V_6, V_8, ... and of K, for one input or labelled ones"];
  const place = located && missing.place(located);
  if (located && place) throw requestError("request/unsupported", located.text, place, message, notes);
  throw new UserError("request/unsupported", [message, ...notes].join("\n"));
}
