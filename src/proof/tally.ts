import * as Q from "../algebra/rational.js";
import { classesByJSums, labelledDiagramsByJSums, loopRange } from "../graphs/counting.js";
import { weightedTotalByJSums } from "../graphs/counting-loops.js";
import type { Term } from "../theory/kernel/term.js";
import type { CheckOf, Finding } from "./certificate.js";
import type { Counted } from "./claims.js";

/*
 * What an enumeration has listed, counted, and compared with formulas that list nothing. A stream can be proved so, one
 * class at a time.
 */

/** What an enumeration has found, by order and then by number of j sums. */
export type Tally = Map<number, OrderTally>;

interface OrderTally {
  readonly classes: Q.Rational[];
  readonly labelled: Q.Rational[];
  readonly symmetry: Q.Rational[];
}

export const emptyTally = (): Tally => new Map();

/** Counts a class into a tally. */
export function count(tally: Tally, found: Pick<Term, "order" | "jSums" | "labellings" | "symmetry">): void {
  const order = orderIn(tally, found.order);
  add(order.classes, found.jSums, Q.one);
  add(order.labelled, found.jSums, Q.rational(found.labellings));
  add(order.symmetry, found.jSums, found.symmetry);
}

/**
 * Counts many classes with the same order and number of j sums, of which the sum of the symmetry factors is known; for
 * trees that is the number of their labellings, and of others this leaves the labellings out.
 */
export function countMany(
  tally: Tally,
  found: { readonly order: number; readonly jSums: number; readonly classes: number; readonly symmetry: Q.Rational },
): void {
  const order = orderIn(tally, found.order);
  add(order.classes, found.jSums, Q.rational(found.classes));
  add(order.symmetry, found.jSums, found.symmetry);
  if (found.order === 0) add(order.labelled, found.jSums, found.symmetry);
}

function orderIn(tally: Tally, order: number): OrderTally {
  const known = tally.get(order) ?? { classes: [], labelled: [], symmetry: [] };
  tally.set(order, known);
  return known;
}

function add(list: Q.Rational[], jSums: number, value: Q.Rational): void {
  list[jSums] = Q.add(list[jSums] ?? Q.zero, value);
}

/** All of the terms, counted. */
export function tallyOf(terms: Iterable<Parameters<typeof count>[1]>): Tally {
  const tally = emptyTally();
  for (const term of terms) count(tally, term);
  return tally;
}

/** The number of classes against Otter's formula, or with loops against Burnside's lemma. */
export const classCount: CheckOf<Counted> = {
  name: "class count",
  of: "every result",
  cannotSee: "a class in place of another with as many j sums",
  look: ({ k, loops, tally, ...expansion }) =>
    comparison(loops, {
      what: "classes enumerated",
      by: loops[1] === 0 ? "by Otter's formula" : "by Burnside's lemma",
      counted: (l) => tally.get(l)?.classes ?? [],
      formula: (l) => classesByJSums(k, l, expansion).map((n) => Q.rational(n)),
    }),
};

/** The labellings of all classes against set partitions times labelled hypergraphs. */
export const labelledTotal: CheckOf<Counted> = {
  name: "labelled total",
  of: "every result",
  cannotSee: "automorphism groups whose errors cancel in the sum",
  look: ({ k, loops, tally, ...expansion }) =>
    comparison(loops, {
      what: "labellings of the classes",
      by: `by set partitions and ${loops[1] === 0 ? "hypertrees" : "connected hypergraphs"}`,
      counted: (l) => tally.get(l)?.labelled ?? [],
      formula: (l) => labelledDiagramsByJSums(k, l, expansion).map((n) => Q.rational(n)),
    }),
};

/** The symmetry factors of all classes against an integral over one variable; for trees that is the labelled total. */
export const weightedTotal: CheckOf<Counted> = {
  name: "weighted total",
  of: "results with loops",
  cannotSee: "symmetry factors whose errors cancel in the sum",
  look: ({ k, loops, tally, ...expansion }) =>
    loops[1] === 0
      ? undefined
      : comparison(loops, {
          what: "is the sum of the symmetry factors",
          by: "by the integral over one variable",
          counted: (l) => tally.get(l)?.symmetry ?? [],
          formula: (l) => weightedTotalByJSums(k, l, expansion),
        }),
};

/** What proves a stream whose classes were counted by {@link countMany}: beyond the trees no labellings. */
export const streamChecks = ({ loops }: Pick<Counted, "loops">): readonly CheckOf<Counted>[] =>
  loops[1] === 0 ? [classCount, labelledTotal] : [classCount, weightedTotal];

interface Comparison {
  readonly what: string;
  readonly by: string;
  /** What was found with so many loops, by number of j sums, and what the formula says. */
  readonly counted: (loops: number) => readonly (Q.Rational | undefined)[];
  readonly formula: (loops: number) => readonly Q.Rational[];
}

/** Compares, order by order and by number of j sums, what was found with a formula. */
function comparison(range: readonly [number, number], { what, by, counted, formula }: Comparison): Finding {
  const orders = loopRange(range).map((l) => ({ l, found: counted(l), expected: formula(l) }));
  for (const { l, found, expected } of orders)
    for (let r = 0; r < Math.max(found.length, expected.length); r++) {
      const [x, y] = [found[r] ?? Q.zero, expected[r] ?? Q.zero];
      if (Q.equals(x, y)) continue;
      const where = `with ${r} j sum${r === 1 ? "" : "s"}${range[1] === 0 ? "" : ` and ${l} loop${l === 1 ? "" : "s"}`}`;
      return { passed: false, detail: `${where}: ${Q.toText(x)} ${what}, ${Q.toText(y)} ${by}` };
    }
  const total = Q.toText(orders.flatMap(({ expected }) => expected).reduce(Q.add, Q.zero));
  const split = orders.map(({ l, expected }) => {
    const byJSums = expected.slice(1).map(Q.toText).join(" + ");
    return orders.length === 1 ? byJSums : `(${l} loop${l === 1 ? "" : "s"}) ${byJSums}`;
  });
  return { passed: true, detail: `${total} ${what}, ${total} ${by}; by j sums ${split.join(", ")}` };
}
