import type { Polynomial } from "../algebra/polynomial.js";
import type { DiagramClass } from "../graphs/diagram.js";
import type { OrdersOf, SumRequest } from "../language/request.js";
import type { Naming } from "../notation/naming.js";
import type { Certificate } from "../proof/certificate.js";
import { type Externals, externalsOf, standingForAll } from "../theory/kernel/pair-term.js";
import { inPublishedOrder, type Term, termWithEqualWidths, withEqualWidths } from "../theory/kernel/term.js";
import type { Size } from "./count.js";

/*
 * The way from a request to its proved sum, on one page:
 *
 *   Request --enumerate--> DiagramClass --weigh--> Term --label--> rows --collect--> sum --prove--> Compilation
 *
 * The first three go class by class ({@link classRows}): a stream shows the rows as they come (stream.ts), a
 * compilation keeps them, adds them up and proves the sum. Whose passes they are is the business of a subject
 * (kernel.ts has those of V_2k and K); who calls them with what budget, of compile.ts.
 */

/**
 * The passes of a subject, by their stage. A caller may replace one, to look at what the proof does with a broken
 * compiler.
 */
export interface Passes<R extends OrdersOf = SumRequest> {
  /** Every class of diagrams of a request, each once. */
  enumerate(request: R): Iterable<DiagramClass>;
  /** A class with each factor of its contribution. */
  weigh(diagramClass: DiagramClass): Term;
  /** A term for given external pairs: one a labelling. */
  label(term: Term, externals: Externals): Iterable<Term>;
  /** The sum of all contributions. */
  collect(terms: readonly Term[]): Polynomial;
  /** The checks of what has been made; `thorough` adds those of `certify`. */
  prove(made: Made<R>, thorough: boolean): Certificate;
}

/** What the passes before the proof have made. */
export interface Made<R extends OrdersOf = SumRequest> {
  readonly request: R;
  /** The classes, weighed, without labels on their externals. */
  readonly terms: readonly Term[];
  /** Every labelled row; for one input the terms themselves. */
  readonly rows: readonly Term[];
  readonly externals: Externals | undefined;
  readonly sum: Polynomial;
}

/** A request for a sum carried out and proved: plain data, for every format. */
export interface Compilation<R extends OrdersOf = SumRequest> {
  readonly kind: "sum";
  readonly request: R;
  readonly naming: Naming;
  /** The diagrams in the order of the published table. */
  readonly terms: readonly Term[];
  /** The collected sum of the terms. */
  readonly sum: Polynomial;
  readonly certificate: Certificate;
  /** Where the terms are not held: how many classes and labelled diagrams there are. */
  readonly counted?: Counted;
}

/** How many diagrams there are, made or not; by order where that is known. */
export interface Counted extends Size {
  readonly byOrder?: readonly (Size & { readonly order: number })[];
}

/** What each stage says of its work, told how many things it has made. */
const says: { readonly [Stage in Exclude<keyof Passes, "prove">]: (made: number) => string } = {
  enumerate: (made) => `${made} classes`,
  weigh: (made) => `${made} terms`,
  label: (made) => `${made} labelled terms`,
  collect: (made) => `${made} monomials`,
};

/** Told of a stage when it is done: what it did, and how long that took. */
export type Trace = (stage: string, detail: string, milliseconds: number) => void;

/** What a caller sees and chooses of a run. */
export interface Run {
  /** Also the checks of `certify`. */
  readonly thorough?: boolean;
  /** With labelled externals: a row for each labelling, instead of one with its number of permutations. */
  readonly expandPerms?: boolean;
  readonly trace?: Trace | undefined;
  /** Told before a class is weighed how many have been. */
  readonly progress?: (done: number) => void;
}

/** A class weighed, and its rows: itself, or with labelled externals one a labelling, made when it is asked for. */
export interface ClassRows {
  readonly term: Term;
  readonly rows: Iterable<Term>;
}

/** Classes weighed one by one, each when it is asked for, with its rows. */
export function* classRows<R extends OrdersOf>(
  classes: Iterable<DiagramClass>,
  externals: Externals | undefined,
  { weigh, label }: Pick<Passes<R>, "weigh" | "label">,
): Generator<ClassRows> {
  for (const diagramClass of classes) {
    const term = weigh(diagramClass);
    yield { term, rows: externals === undefined ? [term] : label(term, externals) };
  }
}

/** Carries out a request by some passes, and proves the result; the certificate may say that it failed. */
export function carriedOut<R extends OrdersOf>(
  request: R,
  naming: Naming,
  passes: Passes<R>,
  { thorough = false, expandPerms = false, trace, progress }: Run = {},
): Compilation<R> {
  const externals = requestedExternals(request);
  const spent = stopwatch();
  const timed = trace === undefined ? passes : spent.passes(passes);
  const classes: { readonly term: Term; readonly rows: readonly Term[] }[] = [];
  for (const { term, rows } of classRows(timed.enumerate(request), externals, timed)) {
    progress?.(classes.length);
    classes.push({ term, rows: [...rows] });
  }
  progress?.(classes.length);
  const terms = inPublishedOrder(classes.map(({ term }) => term));
  const rowsOf = new Map(classes.map(({ term, rows }) => [term, rows] as const));
  const labelled = terms.map((term) => rowsOf.get(term) as readonly Term[]);
  const rows = labelled.flat();
  const sum = timed.collect(rows);
  for (const [stage, made] of [
    ["enumerate", terms.length],
    ["weigh", terms.length],
    ...(externals === undefined ? [] : [["label", rows.length] as const]),
    ["collect", sum.size],
  ] as const)
    trace?.(stage, says[stage](made), spent.on(stage));
  const certificate = timed.prove({ request, terms, rows, externals, sum }, thorough);
  trace?.("prove", outcomesOf(certificate), spent.on("prove"));
  const shown = showsEach(externals, expandPerms)
    ? rows
    : labelled.flatMap(([first], i) => (first === undefined ? [] : [standingForAll(first, terms[i] as Term)]));
  const made = { kind: "sum" as const, request, naming, certificate };
  // The proof tells the widths apart; only then are they set equal.
  return request.widths === "equal"
    ? { ...made, terms: shown.map(termWithEqualWidths), sum: withEqualWidths(sum) }
    : { ...made, terms: shown, sum };
}

/** What a trace says of a proof. */
export const outcomesOf = ({ checks }: Certificate): string =>
  checks.map(({ name, passed }) => `${name}: ${passed ? "passed" : "FAILED"}`).join(", ");

/** Passes whose time is taken, stage by stage: those that go class by class take turns. */
function stopwatch() {
  const spent = new Map<string, number>();
  const during = <T>(stage: string, work: () => T): T => {
    const start = performance.now();
    const result = work();
    spent.set(stage, (spent.get(stage) ?? 0) + performance.now() - start);
    return result;
  };
  function* eachDuring<T>(stage: string, items: Iterable<T>): Generator<T> {
    const iterator = items[Symbol.iterator]();
    for (;;) {
      const { done, value } = during(stage, () => iterator.next());
      if (done) return;
      yield value;
    }
  }
  return {
    on: (stage: string): number => spent.get(stage) ?? 0,
    passes: <R extends OrdersOf>(passes: Passes<R>): Passes<R> => ({
      enumerate: (request) => eachDuring("enumerate", passes.enumerate(request)),
      weigh: (diagramClass) => during("weigh", () => passes.weigh(diagramClass)),
      label: (term, externals) => eachDuring("label", passes.label(term, externals)),
      collect: (terms) => during("collect", () => passes.collect(terms)),
      prove: (made, thorough) => during("prove", () => passes.prove(made, thorough)),
    }),
  };
}

/** The external pairs that a request names, or undefined for one input. */
export const requestedExternals = ({ externals }: Pick<OrdersOf, "externals">): Externals | undefined =>
  externals === null ? undefined : externalsOf(externals);

/** Whether each labelling is a row by itself: where all external pairs differ, one may stand for all. */
export const showsEach = (externals: Externals | undefined, expandPerms: boolean): boolean =>
  expandPerms || !externals?.areDistinct;

/** Whether what is shown of a request are labelled diagrams, and not classes. */
export function showsLabelled(request: Pick<OrdersOf, "externals">, expandPerms: boolean): boolean {
  const externals = requestedExternals(request);
  return externals !== undefined && showsEach(externals, expandPerms);
}
