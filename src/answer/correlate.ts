import type { Polynomial } from "../algebra/polynomial.js";
import { UserError } from "../foundation/errors.js";
import { abbreviate } from "../language/diagnostics.js";
import { type CorrelatorRequest, printRequest, type Request } from "../language/request.js";
import { correlatorRequest } from "../language/support.js";
import type { Naming } from "../notation/naming.js";
import { type Certificate, requireConfirmed } from "../proof/certificate.js";
import { certifyCorrelator } from "../proof/correlator.js";
import { correlatorSize, correlatorSum } from "../theory/kernel/correlator.js";
import { withEqualWidths } from "../theory/kernel/term.js";
import type { CompileOptions } from "./compile.js";

/** A correlator of preactivations, written out and proved: plain data, for every format. */
export interface Correlation {
  readonly kind: "correlator";
  readonly request: CorrelatorRequest;
  readonly naming: Pick<Naming, "text" | "title">;
  /** In Kronecker deltas, the kernel K and the vertices V_2k of layer l, and n_{l-1}. */
  readonly sum: Polynomial;
  readonly certificate: Certificate;
}

/** How many terms a correlator may have before it is collected: some ten seconds, and half a gigabyte. */
const mostTerms = 300_000;

/** How often progress is told: every so many pairings. */
const progressStep = 50;

/**
 * Writes a correlator out and proves it; the certificate may say that it failed.
 * @throws UserError when the request cannot be read, is no correlator, has an order or an expansion, or too many
 * terms.
 */
export function correlateUnproved(
  source: string | Request,
  { progress }: Pick<CompileOptions, "progress"> = {},
): Correlation {
  const request = correlatorRequest(source);
  const { fields, connected } = request.correlator;
  const size = correlatorSize(fields, connected, mostTerms);
  if (size === undefined)
    throw new UserError(
      "budget",
      `${abbreviate(printRequest(request))}, with ${fields.length} fields, has more than ${mostTerms} terms\nexpected fewer fields, or more of them equal: the ways to pair and to group them grow as factorials`,
    );
  const sum = correlatorSum(fields, connected, (done) => {
    const { pairings } = size;
    if (pairings > 2 * progressStep && (done % progressStep === 0 || done === pairings))
      progress?.(done, pairings, "pairings");
  });
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
export function correlate(source: string | Request, options: Pick<CompileOptions, "progress"> = {}): Correlation {
  const correlation = correlateUnproved(source, options);
  requireConfirmed(correlation.naming.text, correlation.certificate.checks);
  return correlation;
}
