import { factorial } from "../../algebra/integers.js";
import {
  accumulator,
  addProductTo,
  addTerm,
  addTo,
  derivative,
  monomial,
  type Polynomial,
  scale,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { commonWidth, fieldsSquared, kernelSymbol, vertex, width } from "../../symbols/symbols.js";

/*
 * The action from its flow in the cumulants of the kernel (docs/theory-action.md, route B): the layer below is
 * integrated out by degrees. With kappa_b = V_2b/n_{l-1}^{b-1} scaled by t^{b-1}, dP/dkappa_b = (1/b!) d^b P/dK^b makes
 *
 *     p S_p = - sum_b ((b-1) kappa_b/b!) [Y_b]_{order p-b+1},   Y_b = e^S d^b e^{-S}/dK^b,
 *
 * b = 2 alone being Polchinski's equation. Y_{b+1} = dY_b/dK - S' Y_b: nothing here knows of moments or diagrams.
 */

/** S_p for 1 <= p <= order, entry 0 left empty, as {@link actionByMoments}. */
export function actionByFlow(order: number): Polynomial[] {
  const parts: Polynomial[] = [zeroPolynomial];
  // slopes[r] = dS_r/dK, with S_0 = q/2K + (n/2) log 2 pi K.
  const slopes: Polynomial[] = [gaussianSlope()];
  // bell[b][r]: the part of Y_b of order r.
  const bell: Polynomial[][] = [];
  for (let p = 1; p <= order; p++) {
    // What S_{p-1} adds: Y_b through order p - b + 1.
    for (let b = 1; b <= p + 1; b++) {
      const row = bell[b] ?? [];
      bell[b] = row;
      for (let r = row.length; r <= p - b + 1 && r < p; r++)
        row.push(
          b === 1 ? scale(slopes[r] as Polynomial, Q.rational(-1)) : nextBell(bell[b - 1] as Polynomial[], slopes, r),
        );
    }
    const total = accumulator();
    for (let b = 2; b <= p + 1; b++) {
      const blob = accumulator();
      addTerm(
        blob,
        Q.rational(-BigInt(b - 1), factorial(b) * BigInt(p)),
        monomial([
          [vertex(b), 1],
          [width(1), 1 - b],
        ]),
      );
      addProductTo(total, blob, bell[b]?.[p - b + 1] as Polynomial);
    }
    parts.push(total);
    slopes.push(derivative(total, kernelSymbol));
  }
  return parts;
}

/** The part of order r of Y_{b+1} = dY_b/dK - S' Y_b. */
function nextBell(previous: readonly Polynomial[], slopes: readonly Polynomial[], r: number): Polynomial {
  const total = accumulator();
  addTo(total, derivative(previous[r] as Polynomial, kernelSymbol));
  for (let s = 0; s <= r; s++)
    addProductTo(total, slopes[s] as Polynomial, previous[r - s] as Polynomial, Q.rational(-1));
  return total;
}

/** dS_0/dK = -q/2K^2 + n/2K. */
function gaussianSlope(): Polynomial {
  const total = accumulator();
  addTerm(
    total,
    Q.rational(-1, 2),
    monomial([
      [fieldsSquared, 1],
      [kernelSymbol, -2],
    ]),
  );
  addTerm(
    total,
    Q.rational(1, 2),
    monomial([
      [commonWidth, 1],
      [kernelSymbol, -1],
    ]),
  );
  return total;
}
