import { UserError } from "../foundation/errors.js";
import { printRequest, type Request, type SumRequest } from "../language/request.js";
import { sumRequest } from "../language/support.js";
import type { Naming } from "../notation/naming.js";
import { cumulantName } from "../symbols/cumulants.js";
import { namingOf } from "../theory/kernel/naming.js";
import { defaultMaxTerms, isWithinBudget } from "./budget.js";
import { type CompileOptions, compileUnproved } from "./compile.js";
import type { Compilation } from "./passes.js";

/* What code is written from: the terms of a request; where they are too many its sum; where that is, the recursion. */

/** V_2k at leading order as something to be evaluated: neither its diagrams nor its sum are made. */
export interface LeadingOrder {
  readonly kind: "leading order";
  readonly request: SumRequest;
  readonly naming: Naming;
}

/** The largest k whose recursion is written as code: some 200,000 operations. */
const largestRecursion = 34;

/**
 * What evaluates V_2k or K, of one input or of labelled ones, by the smallest means that there are.
 * @throws UserError when the request cannot be read, is not supported, or is larger than the budget for all of them
 */
export function evaluatorOf(source: string | Request, options: CompileOptions = {}): Compilation | LeadingOrder {
  const request = sumRequest(source);
  const { object, k, loops, externals } = request;
  const { maxTerms = defaultMaxTerms, ...others } = options;
  if (externals !== null || isWithinBudget(request, maxTerms)) return compileUnproved(source, options);
  if (object === "V" && loops[1] === 0) {
    if (k > largestRecursion)
      throw new UserError(
        "budget",
        `${printRequest(request)}: its recursion takes k^4 operations, too many to be written as code\nexpected ${cumulantName(largestRecursion)} at most; oneovern evaluate has its value at a network`,
      );
    options.trace?.("read", printRequest(request), 0);
    return { kind: "leading order", request, naming: namingOf(request) };
  }
  return compileUnproved(source, { ...others, sumOnly: true });
}
