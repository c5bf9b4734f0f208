import { accumulator, addTo, type Polynomial } from "../algebra/polynomial.js";
import { loopRange } from "../graphs/counting.js";
import type { DiagramClass } from "../graphs/diagram.js";
import { loopClasses } from "../graphs/loops.js";
import type { Request } from "../language/request.js";
import { type Certificate, certify, certifyLabelled, standingChecks, thoroughChecks } from "../proof/certificate.js";
import { type Externals, externalsOf, labelledTerms, standingForAll } from "../theory/kernel/pair-term.js";
import {
  bracketTable,
  inPublishedOrder,
  type Term,
  termWithEqualWidths,
  weigh,
  withEqualWidths,
} from "../theory/kernel/term.js";

/*
 * The whole pipeline on one page:
 *
 *   request text --read--> Request --enumerate--> DiagramClass --weigh--> Term --label--> Term --collect--> sum --prove--> Compilation
 *    (grammar/)           language/              diagram/              expansion/                                        expansion/
 *
 * What becomes of a Compilation is the business of those to the right: tables, documents and code (emit/), numbers (network/, report/).
 * Who calls it, with what budgets: compile.ts; one class at a time, without holding the list: stream.ts.
 */

/** The passes of the compiler. A caller may replace one, to look at what the proof does with a broken compiler. */
export interface Passes {
  /** Every class of diagrams of a request, each once. */
  enumerate(request: Request): Iterable<DiagramClass>;
  /** A class with each factor of its contribution. */
  weigh(diagramClass: DiagramClass): Term;
  /** A term for given external pairs: one a labelling. */
  label(term: Term, externals: Externals): Iterable<Term>;
  /** The sum of all contributions. */
  collect(terms: readonly Term[]): Polynomial;
}

/** A request carried out and proved: plain data, for every format. */
export interface Compilation {
  readonly request: Request;
  /** The diagrams in the order of the published table. */
  readonly terms: readonly Term[];
  /** The collected sum of the terms. */
  readonly sum: Polynomial;
  readonly certificate: Certificate;
}

/** The passes as they are, with a fresh table of brackets. */
export function standardPasses(): Passes {
  const brackets = bracketTable();
  return {
    enumerate: classesOf,
    weigh: (diagramClass) => weigh(diagramClass, brackets),
    label: labelledTerms,
    collect: (terms) => {
      const sum = accumulator();
      for (const { polynomial } of terms) addTo(sum, polynomial);
      return sum;
    },
  };
}

function* classesOf(request: Request): Generator<DiagramClass> {
  for (const order of loopRange(request.loops)) yield* loopClasses(request.k, order, request);
}

/** What a caller sees and chooses of a run. */
export interface Run {
  /** Also the checks of `certify`. */
  readonly thorough: boolean;
  /** With labelled externals: a row for each labelling, instead of one with its number of permutations. */
  readonly expandPerms: boolean;
  /** Carries a pass out, and may tell about it. */
  readonly timed: <T>(pass: string, work: () => T, detail: (result: T) => string) => T;
  /** Told before a class is weighed, and at the end. */
  readonly progress: (done: number, total: number) => void;
}

/** Carries out a request by some passes, and proves the result; the certificate may say that it failed. */
export function pipeline(
  request: Request,
  passes: Passes,
  { thorough, expandPerms, timed, progress }: Run,
): Compilation {
  const externals = requestedExternals(request);
  const checks = thorough ? thoroughChecks : standingChecks;

  const classes = timed(
    "enumerate",
    () => [...passes.enumerate(request)],
    (found) => `${found.length} classes`,
  );
  const weighed = timed(
    "weigh",
    () => {
      const terms = classes.map((diagramClass, i) => {
        progress(i, classes.length);
        return passes.weigh(diagramClass);
      });
      progress(classes.length, classes.length);
      return inPublishedOrder(terms);
    },
    ({ length }) => `${length} terms`,
  );
  const labelled =
    externals === undefined
      ? weighed.map((term) => [term])
      : timed(
          "label",
          () => weighed.map((term) => [...passes.label(term, externals)]),
          (found) => `${found.flat().length} labelled terms`,
        );
  const all = labelled.flat();
  const sum = timed(
    "collect",
    () => passes.collect(all),
    ({ size }) => `${size} monomials`,
  );
  const terms = showsEach(externals, expandPerms)
    ? all
    : labelled.flatMap(([first], i) => (first === undefined ? [] : [standingForAll(first, weighed[i] as Term)]));
  const certificate = timed(
    "prove",
    () =>
      externals === undefined
        ? certify({ ...request, terms, sum }, checks)
        : certifyLabelled({ ...request, terms: weighed, rows: all, sum, externals }, checks),
    (made) => made.checks.map(({ name, passed }) => `${name}: ${passed ? "passed" : "FAILED"}`).join(", "),
  );
  // The proof tells the widths apart; only then are they set equal.
  return request.widths === "equal"
    ? { request, terms: terms.map(termWithEqualWidths), sum: withEqualWidths(sum), certificate }
    : { request, terms, sum, certificate };
}

/** The external pairs that a request names, or undefined for one input. */
export const requestedExternals = ({ externals }: Request): Externals | undefined =>
  externals === null ? undefined : externalsOf(externals);

/** Whether each labelling is a row by itself: where all external pairs differ, one may stand for all. */
export const showsEach = (externals: Externals | undefined, expandPerms: boolean): boolean =>
  expandPerms || !externals?.areDistinct;

/** Whether what is shown of a request are labelled diagrams, and not classes. */
export function showsLabelled(request: Request, expandPerms: boolean): boolean {
  const externals = requestedExternals(request);
  return externals !== undefined && showsEach(externals, expandPerms);
}
