import { printRequest, type Request } from "../language/request.js";
import { sumRequest } from "../language/support.js";
import { requireConfirmed } from "../proof/certificate.js";
import { namingOf } from "../theory/kernel/naming.js";
import {
  classesIn,
  defaultMaxTerms,
  isWithinBudget,
  requireStreamable,
  requireSummable,
  requireWithinBudget,
  requireWritable,
} from "./budget.js";
import { standardPasses } from "./kernel.js";
import { type Compilation, carriedOut, type Passes, showsLabelled, type Trace } from "./passes.js";
import { unlisted } from "./unlisted.js";

/* The library's first call: a request as text or data, within a budget, through the passes, proved. */

/** What a compilation may take, and whom it tells. */
export interface CompileOptions {
  /**
   * How many rows there may be: classes of diagrams, or with `expandPerms` (and where some externals are equal)
   * labelled diagrams (default 20,000); of a sum alone how many monomials (default 200,000).
   */
  readonly maxTerms?: number;
  /** The sum alone: for one input no diagram is made then, and there are no terms. */
  readonly sumOnly?: boolean;
  /** Also the checks of `certify`. */
  readonly thorough?: boolean;
  /** With labelled externals: a row for each labelling, instead of one with its number of permutations. */
  readonly expandPerms?: boolean;
  readonly passes?: Partial<Passes>;
  /** Told of each pass what it did and how long it took. */
  readonly trace?: Trace | undefined;
  /** Told now and then, of long work, how many diagrams (or pairings of a correlator) of how many are done. */
  readonly progress?: ((done: number, total: number, what: string) => void) | undefined;
}

/**
 * Carries out a request and proves the result; the certificate may say that it failed.
 * @throws UserError when the request cannot be read, is not supported, or is larger than the budget.
 */
export function compileUnproved(source: string | Request, options: CompileOptions = {}): Compilation {
  const { thorough = false, expandPerms = false, trace, progress } = options;
  const start = performance.now();
  const request = sumRequest(source);
  trace?.("read", printRequest(request), performance.now() - start);
  const { maxTerms = defaultMaxTerms } = options;
  const told = progress && nowAndThen(progress, () => Number(classesIn(request) ?? 0n));
  if (request.externals === null && (options.sumOnly || (thorough && !isWithinBudget(request, maxTerms)))) {
    if (thorough) requireStreamable(request);
    requireWritable(request, options.sumOnly ? options.maxTerms : undefined);
    return unlisted(request, { thorough, trace, ...(told ? { progress: told } : {}) });
  }
  requireWithinBudget(request, maxTerms, showsLabelled(request, expandPerms));
  requireSummable(request);
  const passes = { ...standardPasses(), ...options.passes };
  return carriedOut(request, namingOf(request), passes, {
    thorough,
    expandPerms,
    trace,
    ...(told ? { progress: told } : {}),
  });
}

/** From how many diagrams on progress is worth telling, and how often it is told. */
const progressStep = 1000;

function nowAndThen(progress: NonNullable<CompileOptions["progress"]>, size: () => number): (done: number) => void {
  let next = 0;
  let total: number | undefined;
  return (done) => {
    // Counted where there is something to tell: at many loops the formula takes a while itself.
    total ??= size();
    if (total <= 2 * progressStep || (done < next && done < total)) return;
    next = done + progressStep;
    progress(done, total, "diagrams");
  };
}

/**
 * As {@link compileUnproved}, but a result that its proof does not confirm is an error.
 * @throws DefectError with the failed checks.
 */
export function compile(source: string | Request, options: CompileOptions = {}): Compilation {
  const compilation = compileUnproved(source, options);
  requireConfirmed(compilation.naming.text, compilation.certificate.checks);
  return compilation;
}
