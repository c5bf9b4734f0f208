import { largestCountedK } from "./budget.js";
import { read } from "./compile.js";
import { labelledTreesByJSums, totalCount, treeClassesByJSums } from "./diagram/counting.js";
import { UserError } from "./errors.js";
import { printRequest, type Request } from "./language/request.js";
import { requireSupported } from "./language/support.js";

/** How large a request is, by formula: no diagram is made. */
export interface Count {
  readonly request: Request;
  readonly classes: bigint;
  readonly labelled: bigint;
  /** Entry r: classes and labelled diagrams with r j sums; entry 0 is unused. */
  readonly byJSums: readonly { readonly classes: bigint; readonly labelled: bigint }[];
}

/**
 * Counts the diagrams of a request without listing them.
 * @throws UserError as {@link read}, or (budget) past V_200.
 */
export function countDiagrams(source: string | Request): Count {
  const request = typeof source === "string" ? read(source) : source;
  requireSupported(request);
  const { k } = request;
  if (k > largestCountedK)
    throw new UserError(
      "budget",
      `${printRequest(request)} is too large to be counted\nexpected V_${2 * largestCountedK} at most: the formula's cost grows as the fourth power of the number of points`,
    );
  const classes = treeClassesByJSums(k);
  const labelled = labelledTreesByJSums(k);
  return {
    request,
    classes: totalCount(classes),
    labelled: totalCount(labelled),
    byJSums: labelled.map((count, r) => ({ classes: classes[r] ?? 0n, labelled: count })),
  };
}
