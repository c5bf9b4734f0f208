import { type CircleKind, circlesOf } from "../../src/theory/scaling/circles.js";
import { parseScalingId, type ScalingDiagram } from "../../src/theory/scaling/diagram.js";
import { planarPairings } from "../../src/theory/scaling/planar.js";

/** All planar diagrams of an order of some kinds of circles. */
export function planarDiagrams(m: number, ...kinds: readonly CircleKind[]): ScalingDiagram[] {
  const found: ScalingDiagram[] = [];
  // The pairing is written over at each step.
  for (const circle of kinds.flatMap((kind) => circlesOf(kind, m)))
    for (const pairing of planarPairings(circle)) found.push({ circle, pairing: Int16Array.from(pairing) });
  return found;
}

/** Diagrams whose lines cross: of L2, and of L3 with rungs. */
export const crossing = ["L2-0.2121", "L2-1.542201"].map(parseScalingId);
