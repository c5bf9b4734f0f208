import type { Columns } from "./forests.js";

/* Classes by runs of rows of a table: what the cursors of trees and of diagrams with loops have in common. */

/**
 * Classes that differ in one forest or tree, whose rows `from` up to `to` of a table are. What the rows leave out of a
 * class is given for all of them: the order of a class's group is `automorphisms` times its row's, and so on.
 */
export interface Run {
  columns: Columns;
  from: number;
  to: number;
  /** Exact below 2^53, and at or beyond 2^53 where it is not. */
  automorphisms: number;
  /** The product of p! over the function vertices. */
  factorials: number;
  /** Function vertices: the j sums. */
  vertices: number;
}

/** Steps from run to run. */
export interface Cursor<R extends Run> {
  /** The run in hand; the next step overwrites it. */
  readonly run: R;
  /** Steps to the next run; false behind the last. */
  next(): boolean;
  /** How many classes there are in all, from formulas; exact below 2^53. */
  count(): number;
  /**
   * Goes to the class with a rank (0 is the first), at once: the next step is to what is left of its run. @throws
   * RangeError for a rank that no class has
   */
  seek(rank: number): void;
}

/** What a run has before its cursor's first step: no rows. */
export const noRows = <C extends Columns>(columns: C): Run & { columns: C } => ({
  columns,
  from: 0,
  to: 0,
  automorphisms: 1,
  factorials: 1,
  vertices: 0,
});
