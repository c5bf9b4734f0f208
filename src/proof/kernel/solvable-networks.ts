import { sum as addUp, type Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { type Truncated, truncatedRing } from "../../algebra/truncated.js";
import { loopRange } from "../../graphs/counting.js";
import {
  exactCumulants,
  polynomialActivation,
  rectifier,
  type SolvableNetwork,
  valueOfSum,
} from "../../routes/kernel/solvable.js";
import type { CheckOf } from "../certificate.js";
import type { SumClaim } from "../claims.js";
import { seriesAt } from "./series-at.js";

/** The sum of a claim with all orders below it, which come from the series. */
function fromLeadingOrder({ k, loops, sum, about, blobs }: SumClaim): Polynomial {
  const below = loopRange([0, loops[0] - 1]).map((l) => seriesAt(k, l, { about, blobs }));
  return addUp([...below, sum]);
}

/** Networks whose moments are whole numbers, nearly all: that keeps the exact arithmetic quick. */
const provingNetworks: readonly SolvableNetwork[] = [
  polynomialActivation(
    "φ + φ² − φ³",
    [0, 1, 1, -1].map((c) => Q.rational(c)),
  ),
  rectifier,
].map((activation) => ({ activation, biasVariance: Q.one, weightVariance: Q.rational(2), kernel: Q.one }));
const provingWidths = [3, 7, 5];

/** The largest powers of 1/n for which three random layers, and two, are a matter of a second or less. */
const largestOrders = { three: 5, two: 9 };

const layerText = (widths: readonly number[]): string =>
  `layer ${widths.length + 1} behind layers of widths ${widths.join(", ")}, C_b = 1`;

/**
 * The sum against exactly solvable networks: a few random layers of small widths, the exact cumulants of the last but
 * one put into the sum, and the exact cumulant of the last expected, in every power of 1/n through the claim's.
 */
export const solvableNetworks: CheckOf<SumClaim> = {
  name: "solvable networks",
  of: "through 1/n^9",
  cannotSee: "what vanishes or cancels in both networks, and which row has what",
  isThorough: true,
  look(claim) {
    const { k, loops, about } = claim;
    const cut = k - 1 + loops[1];
    if (cut > largestOrders.two) return undefined;
    const widths = provingWidths.slice(cut > largestOrders.three ? 1 : 0);
    const ring = truncatedRing(1, cut);
    // The variable is 1/n in units of one over the product of the widths, so that each inverse width is a whole number
    // of it.
    const unit = widths.reduce((product, n) => product * n, 1);
    const inverseWidths = widths.map((n) => ring.scale(ring.variable(0), Q.rational(unit, n)));
    const sum = fromLeadingOrder(claim);
    for (const network of provingNetworks) {
      const layers = exactCumulants(network, inverseWidths, k, ring);
      const after = layers.at(-1)?.[k] as Truncated;
      const layer = { cumulants: layers.at(-2) as Truncated[], inverseWidth: inverseWidths.at(-1) as Truncated };
      const value = ring.scale(valueOfSum(sum, network, layer, { about }, ring), Q.power(network.weightVariance, k));
      const found = k === 1 ? ring.add(value, ring.constant(network.biasVariance)) : value;
      const order = loopRange([0, cut]).find((p) => !ring.equals(ring.part(found, p), ring.part(after, p)));
      if (order === undefined) continue;
      const at = (series: Truncated) =>
        Q.toText(Q.divide(series[order] as Q.Rational, Q.power(Q.rational(unit), order)));
      return {
        passed: false,
        detail: `σ = ${network.activation.name}, ${layerText(widths)}: at order ${order} in 1/n the sum gives ${at(found)}, the exact moments ${at(after)}`,
      };
    }
    const networks = provingNetworks.map(({ activation }) => activation.name).join(" and ");
    return {
      passed: true,
      detail: `σ = ${networks}, ${layerText(widths)}: every power of 1/n through ${cut} equals that of the exact moments`,
    };
  },
};
