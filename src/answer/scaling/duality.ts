import { monomial, multiplyMonomials } from "../../algebra/polynomial.js";
import { UserError } from "../../foundation/errors.js";
import type { Check } from "../../proof/certificate.js";
import { features, samples } from "../../symbols/symbols.js";
import {
  dualOf,
  lossCircles,
  missingFaces,
  monomialOf,
  rungsOf,
  type ScalingDiagram,
  scalingId,
} from "../../theory/scaling/diagram.js";
import { planarPairings } from "../../theory/scaling/planar.js";

/* The duality of diagrams: each half of the circle reversed, u exchanged with X, and so N with T; by pairs, and what it keeps. */

/** The planar diagrams of the loss through an order, each pair of duals once. */
export interface DiagramDuality {
  readonly through: number;
  /** Of each pair the diagram that comes first; the other is its dual. */
  readonly pairs: readonly { readonly diagram: ScalingDiagram; readonly isSelfDual: boolean }[];
  readonly diagrams: number;
  readonly checks: readonly Check[];
}

/** The largest order whose pairs are listed: 560 diagrams. */
const largestListed = 5;

/** @throws UserError past order 5 */
export function diagramDuality(through: number): DiagramDuality {
  if (!(Number.isSafeInteger(through) && through >= 1 && through <= largestListed))
    throw new UserError("flag", `--series ${through}: pairs of diagrams\nexpected an order from 1 to ${largestListed}`);
  const known = new Set<string>();
  const pairs: { readonly diagram: ScalingDiagram; readonly isSelfDual: boolean }[] = [];
  const wrong = { involution: 0, genus: 0, monomial: 0, part: 0, blocks: 0 };
  let count = 0;
  for (let order = 1; order <= through; order++)
    for (const { circle } of lossCircles(order))
      for (const pairing of planarPairings(circle)) {
        count++;
        const diagram = { circle, pairing: Int16Array.from(pairing) };
        const dual = dualOf(diagram);
        const [id, dualId] = [scalingId(diagram), scalingId(dual)];
        if (scalingId(dualOf(dual)) !== id) wrong.involution++;
        if (missingFaces(dual) !== 0) wrong.genus++;
        if (exchanged(diagram) !== monomialOf(dual).key) wrong.monomial++;
        if (dual.circle.kind !== circle.kind) wrong.part++;
        if (circle.kind === "L3" && exchangedBlocks(rungsOf(diagram)) !== rungsOf(dual)) wrong.blocks++;
        if (known.has(id)) continue;
        known.add(dualId);
        pairs.push({ diagram, isSelfDual: id === dualId });
      }
  const check = (name: string, failures: number): Check => ({
    name,
    passed: failures === 0,
    detail: failures === 0 ? `${count} diagrams` : `${failures} of ${count} diagrams`,
  });
  return {
    through,
    pairs,
    diagrams: count,
    checks: [
      check("the dual of the dual is the diagram", wrong.involution),
      check("the dual is planar", wrong.genus),
      check("N and T are exchanged in the monomial", wrong.monomial),
      check("L2 and L3 are mapped into themselves", wrong.part),
      check("blocks n and s are exchanged and reversed, and so no rungs are no rungs", wrong.blocks),
    ],
  };
}

/** The key of a diagram's monomial with N and T exchanged. */
function exchanged(diagram: ScalingDiagram): string {
  const { factors } = monomialOf(diagram);
  return factors
    .map(({ symbol, power }) =>
      monomial([[symbol === features ? samples : symbol === samples ? features : symbol, power]]),
    )
    .reduce(multiplyMonomials).key;
}

const exchangedBlocks = (word: string): string =>
  [...word]
    .reverse()
    .map((block) => (block === "n" ? "s" : "n"))
    .join("");
