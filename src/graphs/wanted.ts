import type { Expansion } from "../symbols/symbols.js";

/** Which classes of connected diagrams are to be listed. */
export interface WantedClasses {
  /** Delta's in all: the classes are those of V_2k. */
  readonly k: number;
  /** The order beyond leading: loops, and the orders of tadpoles and of expanded blobs, in all. */
  readonly order: number;
  /** About the full mean with full vertices, when left out. */
  readonly expansion?: Expansion;
  /** The most Delta's at a function vertex; no bound when left out. */
  readonly largestP?: number;
}

/** Of wanted classes those with a number of loops: the rest of their order is that of their blobs. */
export interface WantedRuns {
  readonly k: number;
  /** The orders that blobs have of their own, in all. */
  readonly excess: number;
  readonly expansion: Expansion;
  readonly largestP: number;
}
