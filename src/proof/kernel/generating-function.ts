import { sum as addUp, samePolynomial } from "../../algebra/polynomial.js";
import { loopRange } from "../../graphs/counting.js";
import type { CheckOf } from "../certificate.js";
import type { SumClaim } from "../claims.js";
import { firstDifference } from "../difference.js";
import { seriesAt } from "./series-at.js";

/** The sum of the diagrams against the generating function, monomial by monomial. */
export const generatingFunction: CheckOf<SumClaim> = {
  name: "generating function",
  of: "every result",
  cannotSee: "which row has which part of the sum",
  look({ k, loops, sum, about, blobs }) {
    const orders = loopRange(loops).map((l) => seriesAt(k, l, { about, blobs }));
    const series = addUp(orders);
    const passed = samePolynomial(sum, series);
    const route =
      loops[1] === 0
        ? "the stationary value of the generating function"
        : `the cumulants of powers of the kernel (by loops ${orders.map(({ size }) => size).join(" + ")})`;
    return {
      passed,
      detail: passed
        ? `all ${sum.size} monomials of the sum agree with ${route}`
        : `the sum has ${sum.size} monomials, the generating function ${series.size}; first difference: ${firstDifference(sum, series)}`,
    };
  },
};
