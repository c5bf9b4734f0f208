import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import type { Activation } from "../activations/activation.js";
import type { Pairs } from "../networks/pairs.js";
import { gridAverages } from "./grid-averages.js";
import { memoisedByPairs, type PairAverages, type ProductAverages } from "./pair-fields.js";
import { quadratureAverages } from "./panel-averages.js";
import { polynomialAverages } from "./wick-averages.js";

/*
 * Gaussian averages over several inputs: < D_legs prod Delta > over layer l-1. Three ways, the first that there is:
 *
 * - polynomials, by Wick's theorem (wick-averages.ts);
 * - without kinks, one grid over all independent normals for each set of inputs (grid-averages.ts), as long as it is
 *   not too large;
 * - nested panels between the kinks (panel-averages.ts).
 *
 * No inverse of the kernel is taken but where the derivative of a delta function needs one, so repeated and linearly
 * dependent inputs are as good as others.
 */

/**
 * Quadrature points a panel, where kinks make panels necessary: as many as the inputs allow within some seconds a
 * layer.
 */
export const pointsFor = (inputs: number): number => (inputs <= 2 ? 20 : inputs === 3 ? 12 : 8);

/** < D_legs prod sigma sigma > over a layer whose kernel is given, an entry a pair. */
export function productAverages(activation: Activation, kernel: ArrayLike<number>, pairs: Pairs): ProductAverages {
  const { polynomial, kinks } = activation;
  if (polynomial !== undefined) return polynomialAverages(polynomial.map(Q.toNumber), kernel, pairs);
  const nested = quadratureAverages(activation, kernel, pairs, pointsFor(pairs.inputs));
  return kinks.length === 0 ? gridAverages(activation, kernel, pairs, nested) : nested;
}

/** Averages of Delta = sigma sigma - < sigma sigma > from those of products: every Delta is one or the other. */
export function centred(products: ProductAverages): PairAverages {
  const mean = memoised((pair: number) => products([pair], []), String);
  return memoisedByPairs((externals, legs) => {
    let total = 0;
    for (let bits = 0; bits < 2 ** externals.length; bits++) {
      const kept = externals.filter((_, i) => bits & (1 << i));
      if (kept.length === 0 && legs.length > 0) continue;
      let term = kept.length === 0 ? 1 : products(kept, legs);
      externals.forEach((pair, i) => {
        if (!(bits & (1 << i))) term *= -mean(pair);
      });
      total += term;
    }
    return total;
  });
}

/** < D_legs prod Delta > and < sigma sigma > over a layer. */
export function layerAverages(
  activation: Activation,
  kernel: ArrayLike<number>,
  pairs: Pairs,
): { readonly averages: PairAverages; readonly mean: (pair: number) => number } {
  const products = productAverages(activation, kernel, pairs);
  return { averages: centred(products), mean: (pair) => products([pair], []) };
}
