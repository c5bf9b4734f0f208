import type { Polynomial } from "../algebra/polynomial.js";
import { UserError } from "../foundation/errors.js";
import { type CorrelatorRequest, printRequest, type Request } from "../language/request.js";
import { correlatorRequest } from "../language/support.js";
import type { Naming } from "../notation/naming.js";
import { type Certificate, requireConfirmed } from "../proof/certificate.js";
import { certifyCorrelator } from "../proof/correlator.js";
import { correlatorSum, mostFields } from "../theory/kernel/correlator.js";
import { withEqualWidths } from "../theory/kernel/term.js";

/** A correlator of preactivations, written out and proved: plain data, for every format. */
export interface Correlation {
  readonly kind: "correlator";
  readonly request: CorrelatorRequest;
  readonly naming: Pick<Naming, "text" | "title">;
  /** In Kronecker deltas, the kernel K and the vertices V_2k of layer l, and n_{l-1}. */
  readonly sum: Polynomial;
  readonly certificate: Certificate;
}

/**
 * Writes a correlator out and proves it; the certificate may say that it failed.
 * @throws UserError when the request cannot be read, is no correlator, has an order or an expansion, or too many
 * fields.
 */
export function correlateUnproved(source: string | Request): Correlation {
  const request = correlatorRequest(source);
  const { fields, connected } = request.correlator;
  if (fields.length > mostFields)
    throw new UserError(
      "budget",
      `${printRequest(request).slice(0, 60)}... has ${fields.length} fields\nexpected ${mostFields} at most: the pairings and partitions grow as factorials`,
    );
  const sum = correlatorSum(fields, connected);
  const certificate = certifyCorrelator({ fields, connected, sum });
  const text = printRequest(request);
  return {
    kind: "correlator",
    request,
    naming: { text, title: text },
    sum: request.widths === "equal" ? withEqualWidths(sum) : sum,
    certificate,
  };
}

/** As {@link correlateUnproved}, but a result that its proof does not confirm is an error. @throws DefectError */
export function correlate(source: string | Request): Correlation {
  const correlation = correlateUnproved(source);
  requireConfirmed(correlation.naming.text, correlation.certificate.checks);
  return correlation;
}
