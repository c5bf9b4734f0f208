import { accumulator, addTerm, type Monomial, monomial, type Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { features, samples, spectralMoment } from "../../symbols/symbols.js";
import type { Circle } from "../../theory/scaling/circles.js";
import { latentFaces, type PlanarStep, planarSteps } from "../../theory/scaling/planar.js";

/* Sums over the planar diagrams of circles, one by one. */

/** The monomial of a planar diagram of an order. */
export const stepMonomial = (order: number, { neurons, samples: ofSamples, latent }: PlanarStep): Monomial =>
  monomial([
    ...(neurons > 0 ? [[features, neurons] as const] : []),
    ...(ofSamples > 0 ? [[samples, ofSamples] as const] : []),
    ...latentFaces(order, latent).map((e) => [spectralMoment(e), 1] as const),
  ]);

/** The sum of the planar diagrams of some circles of an order with their weights, with the order's sign, and how many they are. */
export function planarSum(
  order: number,
  circles: readonly { readonly circle: Circle; readonly weight: number }[],
  isCounted: (step: PlanarStep, circle: Circle) => boolean = () => true,
): { readonly sum: Polynomial; readonly diagrams: bigint } {
  const tally = new Map<string, { readonly monomial: Monomial; count: number }>();
  for (const { circle, weight } of circles)
    for (const step of planarSteps(circle)) {
      if (!isCounted(step, circle)) continue;
      const key = `${step.neurons} ${step.samples} ${step.latent}`;
      const known = tally.get(key);
      if (known === undefined) tally.set(key, { monomial: stepMonomial(order, step), count: weight });
      else known.count += weight;
    }
  const sum = accumulator();
  const sign = order % 2 === 0 ? 1 : -1;
  let diagrams = 0n;
  for (const { monomial: own, count } of tally.values()) {
    addTerm(sum, Q.rational(sign * count), own);
    diagrams += BigInt(count);
  }
  return { sum, diagrams };
}
