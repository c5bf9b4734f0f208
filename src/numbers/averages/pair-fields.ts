import { memoised } from "../../foundation/memoised.js";
import type { Pairs } from "../networks/pairs.js";

/*
 * What an average over several inputs asks for: how often sigma stands at each input, and how often it is
 * differentiated there.
 */

/** < D_legs prod Delta > over layer l-1: external pairs and legs are numbers of pairs, in any order. */
export type PairAverages = (externals: readonly number[], legs: readonly number[]) => number;

/** < D_legs prod sigma sigma >, without subtractions: what an activation has to offer. */
export type ProductAverages = (externals: readonly number[], legs: readonly number[]) => number;

/** An average that depends on neither order, and is made once. */
export const memoisedByPairs = (compute: PairAverages): PairAverages => {
  const known = memoised(
    ({ externals, legs }: { externals: readonly number[]; legs: readonly number[] }) => compute(externals, legs),
    ({ externals, legs }) => `${externals.join()}|${legs.join()}`,
  );
  return (externals, legs) => known({ externals: [...externals].sort(ascending), legs: [...legs].sort(ascending) });
};

const ascending = (a: number, b: number): number => a - b;

/** A field as an average has it: so many factors sigma, so many derivatives. */
export interface Field {
  readonly input: number;
  readonly times: number;
  readonly derivatives: number;
}

/** A variance given the others below this part of the largest is rounding of a kernel that layers before have made. */
export const exhausted = 1e-13;

/** The fields that an average has, and the factors 1/2 of its legs (y,y). */
export function fieldsOf(
  externals: readonly number[],
  legs: readonly number[],
  { inputs, list }: Pairs,
): { readonly fields: readonly Field[]; readonly factor: number } {
  const fields = Array.from({ length: inputs }, (_, input) => ({ input, times: 0, derivatives: 0 }));
  let factor = 1;
  for (const pair of externals) for (const i of list[pair]!) fields[i]!.times++;
  for (const leg of legs) {
    const [i, j] = list[leg]!;
    if (i === j) factor /= 2;
    for (const input of [i, j]) fields[input]!.derivatives++;
  }
  return { fields: fields.filter(({ times, derivatives }) => times + derivatives > 0), factor };
}
