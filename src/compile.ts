import { accumulator, addTo, type Polynomial } from "./algebra/polynomial.js";
import {
  defaultMaxBracket,
  defaultMaxTerms,
  requireBracketWithinBudget,
  requireHoldable,
  requireListable,
  requireWithinBudget,
} from "./budget.js";
import { loopRange } from "./diagram/counting.js";
import { type DiagramClass, jSums, orderOf } from "./diagram/diagram.js";
import { formatId } from "./diagram/id.js";
import { labellings } from "./diagram/labellings.js";
import { loopClasses } from "./diagram/loops.js";
import {
  type Certificate,
  type Counted,
  certify,
  certifyLabelled,
  checkClasses,
  checkLabelled,
  count,
  emptyTally,
  requireConfirmed,
  standingChecks,
  thoroughChecks,
} from "./expansion/certificate.js";
import { type Externals, externalsOf, labelledTerms, standingForAll } from "./expansion/pair-term.js";
import {
  bracketTable,
  inPublishedOrder,
  symmetryOf,
  type Term,
  termWithEqualWidths,
  weigh,
  withEqualWidths,
} from "./expansion/term.js";
import { locateRequest, printRequest, type Request } from "./language/request.js";
import { requireSupported } from "./language/support.js";

/*
 * The whole compiler on one page:
 *
 *   request text --read--> Request --enumerate--> DiagramClass --weigh--> Term --collect--> sum --prove--> Compilation
 *    (grammar/)            language/              diagram/               expansion/                        expansion/
 *
 * With labelled externals each term is labelled before the terms are collected: a row of tensors for each of its labellings, or
 * one that stands for them.
 *
 * What becomes of a Compilation is emit/'s business: tables, documents, code.
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

export interface CompileOptions {
  /** How many diagrams the request may have (default 20,000). */
  readonly maxTerms?: number;
  /** Also the checks of `certify`. */
  readonly thorough?: boolean;
  /** With labelled externals: a row for each labelling, instead of one with its number of permutations. */
  readonly expandPerms?: boolean;
  readonly passes?: Partial<Passes>;
  /** Told after each pass what it did and how long it took. */
  readonly trace?: (pass: string, detail: string, milliseconds: number) => void;
  /** Told now and then, of a long compilation, how many diagrams of how many have been weighed. */
  readonly progress?: (done: number, total: number) => void;
}

/** Reads a request and makes sure that this version can carry it out. @throws UserError */
export function read(text: string): Request {
  const located = locateRequest(text);
  requireSupported(located.request, located);
  return located.request;
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

/**
 * Carries out a request and proves the result; the certificate may say that it failed.
 * @throws UserError when the request cannot be read, is not supported, or is larger than the budget.
 */
export function compileUnproved(source: string | Request, options: CompileOptions = {}): Compilation {
  const { maxTerms = defaultMaxTerms, thorough = false, expandPerms = false, trace } = options;
  const timed = <T>(pass: string, work: () => T, detail: (result: T) => string): T => {
    const start = performance.now();
    const result = work();
    trace?.(pass, detail(result), performance.now() - start);
    return result;
  };
  const passes = { ...standardPasses(), ...options.passes };

  const request = typeof source === "string" ? timed("read", () => read(source), printRequest) : source;
  if (typeof source !== "string") requireSupported(request);
  requireHoldable(maxTerms);
  requireWithinBudget(request, maxTerms);
  const classes = timed(
    "enumerate",
    () => [...passes.enumerate(request)],
    (found) => `${found.length} classes`,
  );
  const weighed = timed(
    "weigh",
    () => inPublishedOrder(weighAll(classes, passes, options)),
    ({ length }) => `${length} terms`,
  );
  const externals = requestedExternals(request);
  const labelled =
    externals === undefined
      ? weighed.map((term) => [term])
      : timed(
          "label",
          () => weighed.map((term) => [...passes.label(term, externals)]),
          (classesLabelled) => `${classesLabelled.flat().length} labelled terms`,
        );
  const all = labelled.flat();
  const showsAll = showsEach(externals, expandPerms);
  const terms = showsAll
    ? all
    : labelled.flatMap(([first], i) => (first === undefined ? [] : [standingForAll(first, weighed[i] as Term)]));
  const sum = timed(
    "collect",
    () => passes.collect(all),
    (collected) => `${collected.size} monomials`,
  );
  const certificate = timed(
    "prove",
    () => {
      const checks = thorough ? thoroughChecks : standingChecks;
      if (externals === undefined) return certify({ ...claimOf(request), terms, sum }, checks);
      return certifyLabelled({ ...claimOf(request), terms: weighed, rows: all, sum, externals }, checks);
    },
    ({ checks }) => checks.map(({ name, passed }) => `${name}: ${passed ? "passed" : "FAILED"}`).join(", "),
  );
  // The proof tells the widths apart; only then are they set equal.
  if (request.widths !== "equal") return { request, terms, sum, certificate };
  return { request, terms: terms.map(termWithEqualWidths), sum: withEqualWidths(sum), certificate };
}

/** Whether each labelling is a row by itself: where all external pairs differ, one may stand for all. */
const showsEach = (externals: Externals | undefined, expandPerms: boolean): boolean =>
  expandPerms || !externals?.areDistinct;

const requestedExternals = ({ externals }: Request): Externals | undefined =>
  externals === null ? undefined : externalsOf(externals);

/** What a request claims, as far as the checks need to know. */
const claimOf = ({ k, loops, about, blobs }: Request): Counted => ({ k, loops, about, blobs });

/** From how many diagrams on progress is worth telling, and how often it is told. */
const progressStep = 1000;

function weighAll(classes: readonly DiagramClass[], { weigh: weighOne }: Passes, { progress }: CompileOptions): Term[] {
  const tells = progress !== undefined && classes.length > 2 * progressStep;
  const terms = classes.map((diagramClass, i) => {
    if (tells && i % progressStep === 0) progress(i, classes.length);
    return weighOne(diagramClass);
  });
  if (tells) progress(classes.length, classes.length);
  return terms;
}

/**
 * As {@link compileUnproved}, but a result that its proof does not confirm is an error.
 * @throws DefectError with the failed checks.
 */
export function compile(source: string | Request, options: CompileOptions = {}): Compilation {
  const compilation = compileUnproved(source, options);
  requireConfirmed(printRequest(compilation.request), compilation.certificate.checks);
  return compilation;
}

export interface StreamOptions {
  /** Only every m-th diagram, beginning with the i-th: [i, m], 1 <= i <= m. */
  readonly shard?: readonly [number, number];
  /** Stop after so many diagrams. */
  readonly limit?: number;
  /** Refuse a request with more diagrams than this before the first is made; no bound when left out. */
  readonly maxTerms?: number;
  /** With labelled externals: each labelling by itself. */
  readonly expandPerms?: boolean;
  /** How many monomials one diagram's bracket may have (default 200,000). */
  readonly maxBracket?: number;
  readonly passes?: Partial<Passes>;
}

/**
 * The classes of a request one by one, unweighed, in the enumeration's order and in constant memory; with labelled externals a
 * representative of each, or with `expandPerms` (and where some externals are equal) each labelled diagram. A stream that runs
 * to its end compares what it has listed with the counting formulas.
 * @throws UserError as {@link compile}; DefectError at the end when the counts do not agree.
 */
export function* streamClasses(source: string | Request, options: StreamOptions = {}): Generator<DiagramClass> {
  const { shard: [i, m] = [1, 1], limit = Number.POSITIVE_INFINITY, maxTerms } = options;
  const request = typeof source === "string" ? read(source) : source;
  requireSupported(request);
  requireListable(request);
  if (maxTerms !== undefined) requireWithinBudget(request, maxTerms);
  const { enumerate } = { ...standardPasses(), ...options.passes };
  if (limit <= 0) return;
  const externals = requestedExternals(request);
  const showsAll = showsEach(externals, options.expandPerms ?? false);
  const counted = emptyTally();
  let [index, listed] = [0, 0];
  for (const diagramClass of enumerate(request)) {
    if (index++ % m !== i - 1) continue;
    const { diagram } = diagramClass;
    count(counted, { order: orderOf(diagram), jSums: jSums(diagram), ...symmetryOf(diagramClass) });
    for (const found of labelledClasses(diagramClass, externals, showsAll)) {
      yield found;
      if (++listed >= limit) return;
    }
  }
  const claim = claimOf(request);
  if (m === 1) requireConfirmed(printRequest(request), [checkClasses(claim, counted), checkLabelled(claim, counted)]);
}

/** What a class is listed as: itself, or its labelled diagrams, or the first of them. */
function* labelledClasses(
  found: DiagramClass,
  externals: Externals | undefined,
  showsAll: boolean,
): Generator<DiagramClass> {
  if (externals === undefined) {
    yield found;
    return;
  }
  for (const labelled of labellings(found.diagram, externals.contents)) {
    yield labelled;
    if (!showsAll) return;
  }
}

/**
 * The terms of a request one by one: {@link streamClasses}, weighed.
 * @throws UserError also for a diagram whose bracket is larger than the budget.
 */
export function* stream(source: string | Request, options: StreamOptions = {}): Generator<Term> {
  const { limit = Number.POSITIVE_INFINITY, maxBracket = defaultMaxBracket, expandPerms = false, ...others } = options;
  const passes = { ...standardPasses(), ...options.passes };
  const request = typeof source === "string" ? read(source) : source;
  const externals = requestedExternals(request);
  const showsAll = showsEach(externals, expandPerms);
  if (limit <= 0) return;
  let listed = 0;
  // The classes are those without labels; each is labelled when it has been weighed.
  for (const diagramClass of streamClasses({ ...request, externals: null }, others)) {
    const { diagram } = diagramClass;
    requireBracketWithinBudget(formatId(diagram), diagram, maxBracket, externals !== undefined);
    const term = passes.weigh(diagramClass);
    for (const labelled of externals === undefined ? [term] : passes.label(term, externals)) {
      const row = showsAll ? labelled : standingForAll(labelled, term);
      yield request.widths === "equal" ? termWithEqualWidths(row) : row;
      if (++listed >= limit) return;
      if (!showsAll) break;
    }
  }
}
