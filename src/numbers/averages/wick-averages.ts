import { memoised } from "../../foundation/memoised.js";
import { multiplyCoefficients, powersOf } from "../analysis/jets.js";
import type { Pairs } from "../networks/pairs.js";
import { fieldsOf, memoisedByPairs, type ProductAverages } from "./pair-fields.js";

/**
 * The averages of a polynomial activation sigma = sum_j coefficients[j] phi^j, by Wick's theorem. A leg (y,y) is 1/2
 * d_y^2, a leg (y,y') d_y d_y'.
 * @param kernel the covariance, an entry a pair
 */
export function polynomialAverages(
  coefficients: readonly number[],
  kernel: ArrayLike<number>,
  pairs: Pairs,
): ProductAverages {
  const covariance = (i: number, j: number): number => kernel[pairs.index(i, j)]!;
  /** < prod_i phi_i^{powers_i} >: a field is paired with each of the others. */
  const moment: (powers: readonly number[]) => number = memoised(
    (powers: readonly number[]): number => {
      const first = powers.findIndex((power) => power > 0);
      if (first === -1) return 1;
      const rest = powers.map((power, i) => (i === first ? power - 1 : power));
      let total = 0;
      rest.forEach((power, i) => {
        if (power === 0) return;
        const others = rest.map((p, j) => (j === i ? p - 1 : p));
        total += covariance(first, i) * power * moment(others);
      });
      return total;
    },
    (powers) => powers.join(),
  );
  const powerOf = memoised((n: number) => powersOf(coefficients, n, multiplyCoefficients)[n]!, String);
  return memoisedByPairs((externals, legs) => {
    // The product is one polynomial an input; so are its derivatives, up to the factors 1/2.
    const { fields, factor } = fieldsOf(externals, legs, pairs);
    const polynomials = fields.map(({ times, derivatives }) => differentiated(powerOf(times), derivatives));
    let total = 0;
    const powers = new Array<number>(pairs.inputs).fill(0);
    const expand = (i: number, coefficient: number): void => {
      if (coefficient === 0) return;
      if (i === polynomials.length) {
        total += coefficient * moment([...powers]);
        return;
      }
      const { input } = fields[i]!;
      polynomials[i]!.forEach((c, power) => {
        powers[input] = power;
        expand(i + 1, coefficient * c);
      });
      powers[input] = 0;
    };
    expand(0, factor);
    return total;
  });
}

function differentiated(polynomial: readonly number[], times: number): readonly number[] {
  let result = polynomial;
  for (let i = 0; i < times; i++) result = result.slice(1).map((c, j) => c * (j + 1));
  return result.length === 0 ? [0] : result;
}
