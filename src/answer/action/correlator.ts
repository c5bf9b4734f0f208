import { type Polynomial, sum } from "../../algebra/polynomial.js";
import { UserError } from "../../foundation/errors.js";
import type { Request } from "../../language/request.js";
import { correlatorRequest } from "../../language/support.js";
import { actionCorrelatorChecks } from "../../proof/action/correlator.js";
import { certificateOf, checked } from "../../proof/certificate.js";
import { correlatorByAction, type LinesAndLoops, linesAndLoops } from "../../theory/action/correlator.js";
import type { CompileOptions } from "../compile.js";
import { type Correlation, correlateUnproved } from "../correlate.js";

/* A correlator through the action: over functions, order by order, beside the same over parameters. */

/** A correlator that is to be written out through the action. */
export interface ActionCorrelatorQuestion {
  readonly object: "correlator through action";
  readonly of: string | Request;
}

/** A correlator by powers of 1/n_{l-1}, proved by both descriptions. */
export interface ActionCorrelation extends Omit<Correlation, "kind"> {
  readonly kind: "action correlator";
  readonly orders: readonly { readonly order: number; readonly sum: Polynomial }[];
  /** What open lines and closed loops with so many fluctuations come to. */
  readonly parts: LinesAndLoops;
}

/** The most fields: with more the closed loops would take long to be listed. */
const mostFields = 20;

/** @throws UserError where the request is none for a correlator, or has too many fields */
export function correlatorByActionUnproved(
  { of }: Omit<ActionCorrelatorQuestion, "object">,
  options: Pick<CompileOptions, "progress"> = {},
): ActionCorrelation {
  const { correlator, widths } = correlatorRequest(of);
  const { fields, connected } = correlator;
  if (widths === "equal")
    throw new UserError("flag", "--through action: orders are powers of 1/n_{l-1}\nexpected distinct widths");
  if (fields.length > mostFields)
    throw new UserError("budget", `${fields.length} fields through the action\nexpected ${mostFields} at most`);
  const correlation = correlateUnproved(of, options);
  const { naming, certificate } = correlation;
  const parts = linesAndLoops(Math.max(1, fields.length - 2));
  const orders = correlatorByAction(fields, connected, parts);
  const claim = { fields, connected, orders, overParameters: correlation.sum };
  return {
    ...correlation,
    kind: "action correlator",
    naming: { ...naming, title: `${naming.title} through the action` },
    sum: sum(orders),
    orders: orders.map((own, order) => ({ order, sum: own })).filter(({ sum: own }) => own.size > 0),
    parts,
    certificate: certificateOf([...certificate.checks, ...checked(claim, actionCorrelatorChecks, { thorough: true })]),
  };
}
