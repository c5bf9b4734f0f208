import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { type Truncated, type TruncatedRing, truncatedRing } from "../../../src/algebra/truncated.js";
import { compile } from "../../../src/answer/compile.js";
import {
  exactCumulants,
  polynomialActivation,
  rectifier,
  type SolvableNetwork,
  valueOfSum,
} from "../../../src/routes/kernel/solvable.js";

/*
 * The recursions of every correction: K_1, K_2, K_3, K_4; V_4 through three orders beyond leading; V_6 through two; V_8
 * through one; V_10. From a Gaussian first layer they are carried through three random layers by the compiler's sums
 * alone, about K_0 with expanded blobs, and must reproduce every coefficient in 1/n_1, 1/n_2, 1/n_3 of the exact
 * cumulants.
 */

/** The largest power of 1/n. */
const cut = 4;

const q = (num: number, den = 1) => Q.rational(num, den);

/** sums[k]: kappa_k / C_W^k through the cut; for k = 1 the mean, (K - C_b)/C_W. */
const sums = Array.from({ length: cut + 2 }, (_, k) => {
  if (k === 0) return undefined;
  return compile(`${k === 1 ? "K" : `V_${2 * k}`} through ${cut - (k - 1)} loops about K_0 with expanded blobs`).sum;
});

/** The cumulants of the next layer from those of this one. */
function step(
  network: SolvableNetwork,
  cumulants: readonly Truncated[],
  inverseWidth: Truncated,
  ring: TruncatedRing,
): Truncated[] {
  return sums.map((sum, k) => {
    if (sum === undefined) return ring.constant(Q.zero);
    const value = valueOfSum(sum, network, { cumulants, inverseWidth }, { about: "K_0" }, ring);
    const scaled = ring.scale(value, Q.power(network.weightVariance, k));
    return k === 1 ? ring.add(scaled, ring.constant(network.biasVariance)) : scaled;
  });
}

const networks: readonly SolvableNetwork[] = [
  { activation: polynomialActivation("x", [q(0), q(1)]), biasVariance: q(0), weightVariance: q(1), kernel: q(2, 3) },
  { activation: polynomialActivation("x", [q(0), q(1)]), biasVariance: q(1, 4), weightVariance: q(3), kernel: q(1) },
  {
    activation: polynomialActivation("x^2", [q(0), q(0), q(1)]),
    biasVariance: q(1, 3),
    weightVariance: q(2, 5),
    kernel: q(1, 2),
  },
  {
    activation: polynomialActivation("x + x^2/2", [q(0), q(1), q(1, 2)]),
    biasVariance: q(1, 5),
    weightVariance: q(2, 3),
    kernel: q(3, 4),
  },
  {
    activation: polynomialActivation("x - x^3/6", [q(0), q(1), q(0), q(-1, 6)]),
    biasVariance: q(2, 7),
    weightVariance: q(1),
    kernel: q(1, 2),
  },
  { activation: rectifier, biasVariance: q(0), weightVariance: q(2), kernel: q(1) },
  { activation: rectifier, biasVariance: q(1, 6), weightVariance: q(3, 2), kernel: q(2, 5) },
];

describe.each(
  networks.map((n) => [`${n.activation.name}, C_b = ${Q.toText(n.biasVariance)}`, n] as const),
)("sigma = %s", (_, network) => {
  test.each([
    ["equal widths", 1],
    ["distinct widths, each coefficient", 3],
  ])("through three layers, %s", (_name, variables) => {
    const ring = truncatedRing(variables, cut);
    const inverseWidths = [0, 1, 2].map((layer) => ring.variable(Math.min(layer, variables - 1)));
    let cumulants: readonly Truncated[] = Array.from({ length: cut + 2 }, (_, k) =>
      ring.constant(k === 1 ? network.kernel : Q.zero),
    );
    inverseWidths.forEach((inverseWidth, i) => {
      cumulants = step(network, cumulants, inverseWidth, ring);
      const exact = exactCumulants(network, inverseWidths.slice(0, i + 1), cut + 1, ring).at(-1) as Truncated[];
      for (let k = 1; k <= cut + 1; k++)
        expect((cumulants[k] as Truncated).map(Q.toText), `kappa_${k} of layer ${i + 2}`).toEqual(
          (exact[k] as Truncated).map(Q.toText),
        );
    });
    // No comparison of zeros: every cumulant has its leading part, and where sigma is not homogeneous the mean moves.
    for (let k = 2; k <= cut + 1; k++)
      expect(ring.equals(ring.part(cumulants[k] as Truncated, k - 1), ring.constant(Q.zero))).toBe(false);
  });
});
