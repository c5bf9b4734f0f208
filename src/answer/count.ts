import { UserError } from "../foundation/errors.js";
import { classesByJSums, labelledDiagramsByJSums, loopRange, totalCount } from "../graphs/counting.js";
import type { Request, SumRequest } from "../language/request.js";
import { sumRequest } from "../language/support.js";
import type { Naming } from "../notation/naming.js";
import { cumulantName } from "../symbols/cumulants.js";
import { namingOf } from "../theory/kernel/naming.js";
import { isCountable, largestCountedK } from "./budget.js";

/** How large a request is, by formula: no diagram is made. */
export interface Count {
  readonly kind: "count";
  readonly request: SumRequest;
  readonly naming: Naming;
  readonly classes: bigint;
  readonly labelled: bigint;
  /** Entry r: classes and labelled diagrams with r j sums; entry 0 is unused. */
  readonly byJSums: readonly Size[];
  /** The same by number of loops. */
  readonly byLoops: readonly (Size & { readonly loops: number })[];
}

/** A number of classes and of labelled diagrams. */
export interface Size {
  readonly classes: bigint;
  readonly labelled: bigint;
}

/**
 * Counts the diagrams of a request without listing them.
 * @throws UserError for a request that is not for a sum, or (budget) where even the formulas would take long: past
 * V_200 at leading order.
 */
export function countDiagrams(source: string | Request): Count {
  const request = sumRequest(source);
  const naming = namingOf(request);
  const { k, loops } = request;
  if (loops[1] === 0 ? k > largestCountedK : !isCountable(k, loops[1]))
    throw new UserError(
      "budget",
      `${naming.text} is too large to be counted\nexpected ${cumulantName(largestCountedK)} at most at leading order, and fewer points or loops beyond: the formulas' cost grows as a power of both`,
    );
  const orders = loopRange(loops).map((l) => ({
    loops: l,
    classes: classesByJSums(k, l, request),
    labelled: labelledDiagramsByJSums(k, l, request),
  }));
  const at = (list: "classes" | "labelled", r: number) =>
    orders.reduce((sum, order) => sum + (order[list][r] ?? 0n), 0n);
  const byJSums = Array.from({ length: k + 1 }, (_, r) => ({ classes: at("classes", r), labelled: at("labelled", r) }));
  return {
    kind: "count",
    request,
    naming,
    classes: totalCount(byJSums.map(({ classes }) => classes)),
    labelled: totalCount(byJSums.map(({ labelled }) => labelled)),
    byJSums,
    byLoops: orders.map((order) => ({
      loops: order.loops,
      classes: totalCount(order.classes),
      labelled: totalCount(order.labelled),
    })),
  };
}
