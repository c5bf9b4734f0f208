import type { Spelled } from "./notation.js";

/**
 * How all that is written of a request calls it: made where its subject is known, so that no format asks what it is
 * about.
 */
export interface Naming {
  /** The request in its canonical spelling. */
  readonly text: string;
  readonly title: string;
  /** What is computed, such as V_8. */
  readonly subject: Spelled;
  readonly leftSide: LeftSide;
  /** The number that is computed; of one order alone, a part of the whole: "the 1-loop part of V_4", V_4[1]/n_{l-1}. */
  readonly quantity: string;
  /** Where that is a coefficient of a series with its power of 1/n, the coefficient: V_4[1]. */
  readonly coefficient?: string;
  /** What code calls it: V_4, of a part V_4_1_loop, of a coefficient K_1 or V_4_1. */
  readonly functionName: string;
  readonly legend: Legend;
}

/** What the symbols of a sum mean, for whoever reads it. */
export interface Legend {
  /** Below a table in text: lines of 80 columns at most. */
  readonly table: readonly string[];
  /** Below the collected sum. */
  readonly sum: readonly string[];
  /** In a LaTeX document: lines of TeX about the symbols, and about the pictures where it has some. */
  readonly latex: readonly string[];
  readonly picturesLatex: readonly string[];
}

/** What the rows of a request add up to, as an equation's left side: "V_8^(l) / (C_W^4 n^3)". */
export interface LeftSide extends Spelled {
  /** What it is divided by, as JSON has it: the power of C_W. */
  readonly dividedBy: string;
}
