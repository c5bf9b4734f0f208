import { dualOf, pairSvg, parseScalingId, scalingId } from "../../src/diagrams.js";
import { scalingDiagrams } from "../../src/index.js";

/* Diagrams of scaling laws beside their duals. */

/** Each pair of an order once. */
export function dualPairs(order: number): { svg: string; ids: string }[] {
  const seen = new Set<string>();
  const pairs: { svg: string; ids: string }[] = [];
  for (const diagram of scalingDiagrams(`scaling at order ${order}`)) {
    const [id, dual] = [scalingId(diagram), scalingId(dualOf(diagram))];
    if (seen.has(id)) continue;
    seen.add(id).add(dual);
    pairs.push({
      svg: pairSvg(parseScalingId(id), undefined, { size: 190 }),
      ids: id === dual ? `${id} (self-dual)` : `${id} and ${dual}`,
    });
  }
  return pairs;
}
