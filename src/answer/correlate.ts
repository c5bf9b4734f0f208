import type { Polynomial } from "../algebra/polynomial.js";
import { UserError } from "../foundation/errors.js";
import { locateRequest, printRequest, type Request } from "../language/request.js";
import { requireWrittenOut } from "../language/support.js";
import { type Certificate, requireConfirmed } from "../proof/certificate.js";
import { certifyCorrelator } from "../proof/correlator.js";
import { correlatorSum, mostFields } from "../theory/kernel/correlator.js";
import { withEqualWidths } from "../theory/kernel/term.js";

/** A correlator of preactivations, written out and proved: plain data, for every format. */
export interface Correlation {
  readonly request: Request;
  /** In Kronecker deltas, the kernel K and the vertices V_2k of layer l, and n_{l-1}. */
  readonly sum: Polynomial;
  readonly certificate: Certificate;
}

/** Whether a correlator is asked for. @throws UserError when a text is no request. */
export const isCorrelator = (source: string | Request): boolean =>
  (typeof source === "string" ? locateRequest(source).request : source).object === "correlator";

/**
 * Writes a correlator out and proves it; the certificate may say that it failed.
 * @throws UserError when the request cannot be read, is no correlator, has an order or an expansion, or too many fields.
 */
export function correlateUnproved(source: string | Request): Correlation {
  const located = typeof source === "string" ? locateRequest(source) : undefined;
  const request = located?.request ?? (source as Request);
  requireWrittenOut(request, located);
  const { fields, connected } = request.correlator ?? { fields: [], connected: false };
  if (fields.length > mostFields)
    throw new UserError(
      "budget",
      `${printRequest(request).slice(0, 60)}... has ${fields.length} fields\nexpected ${mostFields} at most: the pairings and partitions grow as factorials`,
    );
  const sum = correlatorSum(fields, connected);
  const certificate = certifyCorrelator(fields, connected, sum);
  return { request, sum: request.widths === "equal" ? withEqualWidths(sum) : sum, certificate };
}

/** As {@link correlateUnproved}, but a result that its proof does not confirm is an error. @throws DefectError */
export function correlate(source: string | Request): Correlation {
  const correlation = correlateUnproved(source);
  requireConfirmed(printRequest(correlation.request), correlation.certificate.checks);
  return correlation;
}
