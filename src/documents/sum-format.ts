import type { FormatOptions, SumAnswer } from "./format.js";

/** A format of sums of diagrams, whatever they are sums for. */
export interface SumFormat {
  /** The product of `table`: one row a diagram. */
  table(sum: SumAnswer, options: FormatOptions): string | Promise<string>;
  /** The product of `expand`: the collected sum. */
  expand(sum: SumAnswer, options: FormatOptions): string | Promise<string>;
}
