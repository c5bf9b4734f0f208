import type { Polynomial } from "../algebra/polynomial.js";
import type { Expansion } from "../symbols/symbols.js";
import type { Field } from "../theory/kernel/correlator.js";
import type { Externals } from "../theory/kernel/pair-term.js";
import type { Term } from "../theory/kernel/term.js";
import type { Tally } from "./tally.js";

/** What counting checks need: which classes were listed, and of what. */
export interface Counted extends Expansion {
  readonly k: number;
  /** From and to how many orders beyond leading. */
  readonly loops: readonly [number, number];
  readonly tally: Tally;
}

/** A sum alone, made without diagrams. */
export interface UnlistedClaim extends Expansion {
  readonly k: number;
  /** From and to how many orders beyond leading. */
  readonly loops: readonly [number, number];
  readonly sum: Polynomial;
}

/** Such a sum, with all diagrams counted and added up. */
export interface StreamedClaim extends UnlistedClaim, Counted {
  readonly collected: Polynomial;
}

/** A result to be proved: the diagrams of V_2k or K at some orders, and their collected sum. */
export interface SumClaim extends Counted {
  readonly terms: readonly Term[];
  readonly sum: Polynomial;
}

/** A result for general inputs: the rows with labelled externals, and the unlabelled terms that they come from. */
export interface LabelledClaim extends SumClaim {
  readonly rows: readonly Term[];
  readonly externals: Externals;
}

/** A correlator written out. */
export interface CorrelatorClaim {
  readonly fields: readonly Field[];
  readonly connected: boolean;
  readonly sum: Polynomial;
}
