/**
 * Exact rationals, the symbols of the theory, polynomials in them, and the sums that are made without diagrams.
 * @packageDocumentation
 */

export type { Factor, Monomial, PlainSummand, Polynomial, Summand } from "./algebra/polynomial.js";
export { evaluate, fromPlain, samePolynomial, sorted, symbolsOf, toPlain } from "./algebra/polynomial.js";
export type { Rational } from "./algebra/rational.js";
export { fromText as rationalFromText, rational, toNumber, toText as rationalToText } from "./algebra/rational.js";
export { actionByFlow } from "./routes/action/flow.js";
export { leadingCoupling } from "./routes/action/legendre.js";
export { actionByMoments } from "./routes/action/moments.js";
export { loopSeries } from "./routes/kernel/loop-series.js";
export { reExpanded } from "./routes/kernel/re-expansion.js";
export { leadingSeries } from "./routes/kernel/series.js";
export type {
  ActionNumber,
  Average,
  Expansion,
  KernelCumulant,
  KroneckerDelta,
  MeanShift,
  Pair,
  Parameter,
  ScalingNumber,
  SecondMoment,
  SpectralMoment,
  SymbolKind,
  TheorySymbol,
  Vertex,
  VertexFunctionSymbol,
  Width,
} from "./symbols/symbols.js";
export { parseSymbol } from "./symbols/symbols.js";
export { leadingSum } from "./theory/kernel/closed-form.js";
export { type SumOf, sumSize } from "./theory/kernel/sum-size.js";
export { vertexFunction, vertexFunctionSize } from "./theory/kernel/vertex-function.js";
