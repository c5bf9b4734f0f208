import { fieldsSquared } from "./kinds/action.js";
import { average, pairAverage, pairMoment, secondMoment } from "./kinds/average.js";
import { kernelCumulant, kroneckerDelta } from "./kinds/correlators.js";
import { biasVariance, kernelSymbol, vertexFunctionSymbol, weightVariance, widthRatio } from "./kinds/parameter.js";
import {
  cutOff,
  dressedData,
  dressedFeatures,
  features,
  firstSum,
  ridge,
  samples,
  secondSum,
  spectralMoment,
} from "./kinds/scaling.js";
import { meanShift, vertex, vertexTensor } from "./kinds/vertex.js";
import { commonWidth, width } from "./kinds/width.js";
import type { Expansion, TheorySymbol } from "./symbol.js";

export { parseSymbol } from "./kinds.js";
export type * from "./symbol.js";
export { compareSymbols, plainExpansion } from "./symbol.js";
export {
  average,
  biasVariance,
  commonWidth,
  cutOff,
  dressedData,
  dressedFeatures,
  features,
  fieldsSquared,
  firstSum,
  kernelCumulant,
  kernelSymbol,
  kroneckerDelta,
  meanShift,
  pairAverage,
  pairMoment,
  ridge,
  samples,
  secondMoment,
  secondSum,
  spectralMoment,
  vertex,
  vertexFunctionSymbol,
  vertexTensor,
  weightVariance,
  width,
  widthRatio,
};

/** The kernel that an expansion is about: K, or K_0. */
export const kernelOf = ({ about }: Pick<Expansion, "about">): TheorySymbol =>
  about === "K_0" ? meanShift(0) : kernelSymbol;

/** The order in its own series of a vertex or mean correction: undefined for a full vertex, and for other symbols. */
export const seriesOrder = (symbol: TheorySymbol): number | undefined =>
  symbol.kind === "mean" || symbol.kind === "vertex" ? symbol.order : undefined;

/** A tensor's symbol with other names for its indices; any other symbol as it is. */
export function withIndices(symbol: TheorySymbol, indices: readonly string[]): TheorySymbol {
  if (indices.length === 0) return symbol;
  return symbol.kind === "average"
    ? pairAverage(indices, symbol.pairs ?? [])
    : vertexTensor(indices, seriesOrder(symbol));
}
