import { plainExpansion } from "../symbols/symbols.js";
import { type ClassSource, classAtRow, type RunSource, sources } from "./classes.js";
import { type DiagramClass, deltaExchanges } from "./diagram.js";
import { type Layout, layoutOf, layouts } from "./layout.js";
import type { WantedClasses } from "./wanted.js";

/** A class in hand: what a writer of millions needs of it. */
export interface ClassInHand {
  readonly layout: Layout;
  readonly loops: number;
  /** The power of 1/n beyond leading. */
  readonly order: number;
  /** |Aut|; exact below 2^53, and not smaller than that where it is not. */
  automorphisms: number;
  /** The product of p! over the function vertices; exact or large in the same way. */
  factorials: number;
  /** The class as a diagram, with the exact order of its group. */
  exact: () => DiagramClass;
}

/** Steps from class to class. */
export interface Hand {
  /** The class in hand; the next step overwrites it. */
  current: ClassInHand;
  /** Steps to the next class; false behind the last. */
  next(): boolean;
}

/** The most Delta's, with two legs a loop, that a class in hand may have: its numbers are bytes. */
const mostInHand = 250;

/** Whether the classes of some orders can be held in hand. */
export const isHeldInHand = ({
  k,
  loops,
}: {
  readonly k: number;
  readonly loops: readonly [number, number];
}): boolean => k + 2 * loops[1] <= mostInHand;

/**
 * The classes of {@link sources} one by one, with nothing made for one that a table has.
 * @param first the rank of the first class to show: those before it are passed over, where tables serve without a look
 *   at them
 */
export function classesInHand(wanted: WantedClasses, first = 0): Hand {
  const rest = sources(wanted)[Symbol.iterator]();
  let before = first;
  let step = (): boolean => false;
  const hand: Hand = {
    current: undefined as never,
    next(): boolean {
      while (!step()) {
        const { done, value: source } = rest.next();
        if (done) return false;
        if (source.kind === "classes") step = oneByOne(source, wanted, hand);
        else {
          const count = before > 0 ? source.cursor.count() : 0;
          if (before > 0 && before >= count) {
            before -= count;
            continue;
          }
          if (before > 0) source.cursor.seek(before);
          before = 0;
          step = inRuns(source, wanted, hand);
        }
        for (; before > 0 && step(); before--);
      }
      return true;
    },
  };
  return hand;
}

function oneByOne({ classes, loops }: ClassSource, { order }: WantedClasses, hand: Hand): () => boolean {
  const rest = classes[Symbol.iterator]();
  return () => {
    const { done, value: found } = rest.next();
    if (done) return false;
    hand.current = {
      layout: layoutOf(found.diagram),
      loops,
      order,
      automorphisms: Number(found.automorphisms),
      factorials: Number(deltaExchanges(found.diagram)),
      exact: () => found,
    };
    return true;
  };
}

function inRuns(runs: RunSource, { k, order, expansion = plainExpansion }: WantedClasses, hand: Hand): () => boolean {
  // Each function vertex has a Delta, each blob that is no tadpole two legs, and a tadpole an order.
  const { layout, lay } = layouts(runs, 2 * (k + order) + runs.loops + order);
  const classAt = classAtRow(runs, expansion.blobs);
  const { cursor } = runs;
  const { run } = cursor;
  let [row, to] = [0, 0];
  const current: ClassInHand = {
    layout,
    loops: runs.loops,
    order,
    automorphisms: 1,
    factorials: 1,
    exact: () => classAt(row),
  };
  hand.current = current;
  return () => {
    if (++row >= to) {
      if (!cursor.next()) return false;
      ({ from: row, to } = run);
    }
    lay(row);
    current.automorphisms = run.automorphisms * (run.columns.automorphisms[row] as number);
    current.factorials = run.factorials * (run.columns.factorials[row] as number);
    return true;
  };
}
