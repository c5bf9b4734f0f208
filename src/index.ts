/**
 * The public API of oneovern: everything that the command line does is one call here.
 *
 * @example
 * ```ts
 * import { compile, formatNamed } from "oneovern";
 *
 * const compilation = compile("V_8");
 * console.log(await formatNamed("text").table(compilation, {}));
 * ```
 * @packageDocumentation
 */

export type { Factor, Monomial, PlainSummand, Polynomial, Summand } from "./algebra/polynomial.js";
export { evaluate, fromPlain, samePolynomial, sorted, symbolsOf, toPlain } from "./algebra/polynomial.js";
export type { Rational } from "./algebra/rational.js";
export { fromText as rationalFromText, rational, toNumber, toText as rationalToText } from "./algebra/rational.js";
export type { Expansion, Pair, SymbolKind, TheorySymbol } from "./algebra/symbols.js";
export { parseSymbol } from "./algebra/symbols.js";
export type { CompileOptions } from "./compile.js";
export { compile, compileUnproved, read } from "./compile.js";
export type { Correlation } from "./correlate.js";
export { correlate, correlateUnproved } from "./correlate.js";
export type { Count, Size } from "./count.js";
export { countDiagrams } from "./count.js";
export { automorphismCount } from "./diagram/automorphisms.js";
export { canonicalForm, canonicalId } from "./diagram/canonical.js";
export type { Blob, Diagram, DiagramClass, Edge, FunctionVertex } from "./diagram/diagram.js";
export { DiagramError, externalPairs, jSums, loops, makeDiagram } from "./diagram/diagram.js";
export type { NodeLabel } from "./diagram/graph.js";
export { fromGraph, toGraph } from "./diagram/graph.js";
export { formatId, parseId } from "./diagram/id.js";
export { correlationDocument, correlationJson } from "./emit/correlator.js";
export type { Bracket, DocumentModel, Group, Order, Row, Summary } from "./emit/document.js";
export { documentModel } from "./emit/document.js";
export { diagramDot, diagramFromDot } from "./emit/dot.js";
export type {
  EvaluatorModule,
  ModuleInput,
  ModuleOptions,
  ModuleOutput,
  StepOptions,
} from "./emit/evaluator-module.js";
export { correlatorModule, stepModule, sumModule } from "./emit/evaluator-module.js";
export { explanationJson, explanationText } from "./emit/explain.js";
export type { Format, FormatOptions, Paint, Role } from "./emit/format.js";
export { formatNamed, formats } from "./emit/formats.js";
export type { Spelled } from "./emit/notation.js";
export type { PlainDiagram, PlainRequest } from "./emit/plain.js";
export { plainDiagram, plainRequest } from "./emit/plain.js";
export type { Target } from "./emit/target.js";
export { codeOfCorrelator, codeOfStep, codeOfSum, targetNamed, targets } from "./emit/targets.js";
export { fillUserTemplate } from "./emit/template.js";
export type { TensorElement, TensorInput, TensorModule, TensorProduct } from "./emit/tensor-module.js";
export { tensorModule } from "./emit/tensor-module.js";
export type { ErrorCode } from "./errors.js";
export { DefectError, UserError } from "./errors.js";
export type { Graph, Node, Ref, Scaled } from "./evaluator/graph.js";
export type { Operations } from "./evaluator/operations.js";
export type { Sample, SampleResult } from "./evaluator/samples.js";
export type { Certificate, Check } from "./expansion/certificate.js";
export { loopSeries } from "./expansion/loop-series.js";
export type { Externals } from "./expansion/pair-term.js";
export { reExpanded } from "./expansion/re-expansion.js";
export { leadingSeries } from "./expansion/series.js";
export type { LabelledPart, Term } from "./expansion/term.js";
export { vertexFunction, vertexFunctionSize } from "./expansion/vertex-function.js";
export type { Explanation } from "./explain.js";
export { explain } from "./explain.js";
export type { Correlator, ExternalPair, Request } from "./language/request.js";
export { parseRequest, printRequest } from "./language/request.js";
export type { Coefficient, Extent } from "./layer-step.js";
export { coefficientsOf } from "./layer-step.js";
export type { Activation, Kink, Slopes } from "./network/activation.js";
export { polynomial, scaleInvariant } from "./network/activation.js";
export { activationNames, relu, tanh } from "./network/activations.js";
export { averagesAt, secondMomentAt, slopeSquaredAt } from "./network/averages.js";
export type { Compared, Comparison, Prediction, Verdict } from "./network/comparison.js";
export { compared, predictions } from "./network/comparison.js";
export type { CriticalClass, Criticality, CriticalPoint } from "./network/critical.js";
export { criticality } from "./network/critical.js";
export type { Block, Ensemble, Route, Statistic } from "./network/ensemble.js";
export { measuredBlock, statisticsOf } from "./network/ensemble.js";
export type { EvaluatedRow, EvaluateOptions, Evaluation } from "./network/evaluate.js";
export { evaluateRequest } from "./network/evaluate.js";
export type { AverageIndex, Averages } from "./network/exact-averages.js";
export { exactAverage } from "./network/exact-averages.js";
export type { Layer } from "./network/flow.js";
export { flow } from "./network/flow.js";
export type { Forecast } from "./network/forecast.js";
export type { NamedInput } from "./network/input-names.js";
export { kStatistic } from "./network/k-statistics.js";
export type { LayerStep, LayerTensors } from "./network/layer-map.js";
export { gaussianLayer, nextLayer } from "./network/layer-map.js";
export type { Network } from "./network/network.js";
export type { PairAverages, ProductAverages } from "./network/pair-averages.js";
export { centred, polynomialAverages, quadratureAverages } from "./network/pair-averages.js";
export type { Pairs, SymmetricTensor } from "./network/pairs.js";
export { entryAt, pairsOf } from "./network/pairs.js";
export { parseActivation } from "./network/parse-activation.js";
export type { FixedPoint, LinePoint, Phase } from "./network/phase.js";
export { fixedPoints, phaseLines } from "./network/phase.js";
export type { PowerLaw } from "./network/power-laws.js";
export { powerLaws } from "./network/power-laws.js";
export type { NetworkSpec } from "./network/spec.js";
export { networkOf, specOfText } from "./network/spec.js";
export type { TensorFlowOptions, TensorLayer } from "./network/tensor-flow.js";
export { tensorFlow } from "./network/tensor-flow.js";
export type { Compilation, Passes } from "./pipeline.js";
export { standardPasses } from "./pipeline.js";
export type { StreamOptions } from "./stream.js";
export { stream, streamClasses } from "./stream.js";
export type { Structure } from "./structure.js";
export { structureOf } from "./structure.js";
export { version } from "./version.js";
