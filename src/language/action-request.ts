import { cumulantName } from "../symbols/cumulants.js";
import type { Expansion } from "../symbols/symbols.js";
import { aboutOf, type ClauseSubject, inverse, misplaced, powerOf, said } from "./clauses.js";
import { requestError } from "./diagnostics.js";
import type { ClauseNode, ObjectNode, Span } from "./request-nodes.js";

/* Requests for the action of a layer: action V_6, action through order 1/n^3. */

/** The effective action of a layer's fields, order by order in 1/n_{l-1}. */
export interface ActionRequest extends Expansion {
  readonly object: "action";
  /** The couplings of (phi.phi)^j are wanted for j through this; null for all there are. */
  readonly highest: number | null;
  /** From and to which power of 1/n_{l-1}; order 0 is the Gaussian. */
  readonly orders: readonly [number, number];
  /** Of each order the highest coupling alone, which is the sum of the trees. */
  readonly trees: boolean;
  /** For several inputs the couplings of products of phi_i(x) phi_i(y). */
  readonly inputs: "one" | "general";
}

/** What an action is asked for. @param highest k of the V_2k that was named @throws UserError */
export function resolveAction(
  text: string,
  object: ObjectNode,
  highest: number | undefined,
  clauses: readonly ClauseNode[],
): { readonly request: ActionRequest; readonly spans: Partial<Record<ClauseSubject, Span>> } {
  const spans: Partial<Record<ClauseSubject, Span>> = {};
  let orders: ActionRequest["orders"] | undefined;
  let [about, blobs, trees, inputs]: [Expansion["about"], Expansion["blobs"], boolean, ActionRequest["inputs"]] = [
    "mean",
    "full",
    false,
    "one",
  ];
  for (const clause of clauses) {
    switch (clause.name) {
      case "order": {
        said(text, spans, clause, "loops");
        const power = powerOf(text, clause);
        orders = [clause.mode === "at" ? power : 0, power];
        break;
      }
      case "leading":
        said(text, spans, clause, "trees");
        trees = true;
        break;
      case "about":
        said(text, spans, clause, "about");
        about = aboutOf(text, clause);
        break;
      case "blobs":
        said(text, spans, clause, "blobs");
        blobs = clause.mode as Expansion["blobs"];
        break;
      case "inputs":
        said(text, spans, clause, "inputs");
        inputs = "general";
        break;
      default:
        throw misplaced(
          text,
          clause,
          "says nothing of an action",
          "expected an order in 1/n: action V_6, action through order 1/n^3, action V_4 at order 1/n",
        );
    }
  }
  // V_2k enters an action at order 1/n^{k-1}, where it is the coupling of 2k fields.
  const through = orders ?? (highest === undefined ? undefined : ([0, highest - 1] as const));
  if (through === undefined)
    throw requestError("request/meaning", text, object, "the action through which order?", [
      "expected action V_6, or action through order 1/n^3",
    ]);
  return {
    request: { object: "action", highest: highest ?? null, orders: through, trees, inputs, about, blobs },
    spans,
  };
}

/** The canonical spelling. */
export function printAction({ highest, orders: [from, to], trees, inputs, about, blobs }: ActionRequest): string {
  const isUsual = highest !== null && from === 0 && to === highest - 1;
  return [
    "action",
    ...(highest === null ? [] : [cumulantName(highest)]),
    ...(isUsual ? [] : [`${from === to ? "at" : "through"} order ${to === 0 ? "1/n^0" : inverse(to)}`]),
    ...(trees ? ["at tree level"] : []),
    ...(about === "mean" ? [] : ["about K_0"]),
    ...(blobs === "full" ? [] : ["with expanded blobs"]),
    ...(inputs === "one" ? [] : ["with general inputs"]),
  ].join(" ");
}
