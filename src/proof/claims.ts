import type { Polynomial } from "../algebra/polynomial.js";
import type { Field } from "../theory/kernel/correlator.js";
import type { Externals } from "../theory/kernel/pair-term.js";
import type { SumOf } from "../theory/kernel/sum-size.js";
import type { Term } from "../theory/kernel/term.js";
import type { Tally } from "./tally.js";

/** What counting checks need: which classes were listed, and of what. */
export interface Counted extends SumOf {
  readonly tally: Tally;
}

/** A sum alone, made without diagrams. */
export interface UnlistedClaim extends SumOf {
  readonly sum: Polynomial;
}

/** Such a sum, with all diagrams counted and added up. */
export interface StreamedClaim extends UnlistedClaim, Counted {
  readonly collected: Polynomial;
}

/** A result to be proved: the diagrams of V_2k or K at some orders, and their collected sum. */
export interface SumClaim extends UnlistedClaim, Counted {
  readonly terms: readonly Term[];
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
