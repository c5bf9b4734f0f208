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
export type { CompileOptions } from "./answer/compile.js";
export { compile, compileUnproved, read } from "./answer/compile.js";
export type { Correlation } from "./answer/correlate.js";
export { correlate, correlateUnproved } from "./answer/correlate.js";
export type { Count, Size } from "./answer/count.js";
export { countDiagrams } from "./answer/count.js";
export type { Explanation } from "./answer/explain.js";
export { explain } from "./answer/explain.js";
export type { Coefficient, Extent } from "./answer/layer-step.js";
export { coefficientsOf } from "./answer/layer-step.js";
export type { Compilation, Passes } from "./answer/pipeline.js";
export { standardPasses } from "./answer/pipeline.js";
export type { StreamOptions } from "./answer/stream.js";
export { stream, streamClasses } from "./answer/stream.js";
export type { Structure } from "./answer/structure.js";
export { structureOf } from "./answer/structure.js";
export type {
  EvaluatorModule,
  ModuleInput,
  ModuleOptions,
  ModuleOutput,
  StepOptions,
} from "./code/evaluator-module.js";
export { correlatorModule, stepModule, sumModule } from "./code/evaluator-module.js";
export type { Graph, Node, Ref, Scaled } from "./code/graph.js";
export type { Operations } from "./code/operations.js";
export type { Sample, SampleResult } from "./code/samples.js";
export type { Target } from "./code/target.js";
export { codeOfCorrelator, codeOfStep, codeOfSum, targetNamed, targets } from "./code/targets.js";
export type { TensorElement, TensorInput, TensorModule, TensorProduct } from "./code/tensor-module.js";
export { tensorModule } from "./code/tensor-module.js";
export { correlationDocument, correlationJson } from "./documents/correlator.js";
export type { DocumentModel, Order, Row, Summary } from "./documents/document.js";
export { documentModel } from "./documents/document.js";
export { explanationJson, explanationText } from "./documents/explain.js";
export type { Format, FormatOptions, Paint, Role } from "./documents/format.js";
export { formatNamed, formats } from "./documents/formats.js";
export type { PlainDiagram, PlainRequest } from "./documents/plain.js";
export { plainDiagram, plainRequest } from "./documents/plain.js";
export { fillUserTemplate } from "./documents/template.js";
export type { ErrorCode } from "./foundation/errors.js";
export { DefectError, UserError } from "./foundation/errors.js";
export { version } from "./foundation/version.js";
export { automorphismCount } from "./graphs/automorphisms.js";
export { canonicalForm, canonicalId } from "./graphs/canonical.js";
export type { Blob, Diagram, DiagramClass, Edge, FunctionVertex } from "./graphs/diagram.js";
export { DiagramError, externalPairs, jSums, loops, makeDiagram } from "./graphs/diagram.js";
export type { NodeLabel } from "./graphs/graphlib.js";
export { fromGraph, toGraph } from "./graphs/graphlib.js";
export { formatId, parseId } from "./graphs/id.js";
export type { Correlator, ExternalPair, Request } from "./language/request.js";
export { parseRequest, printRequest } from "./language/request.js";
export type { Bracket, Group } from "./notation/groups.js";
export type { Spelled } from "./notation/notation.js";
export type { Activation, Kink, Slopes } from "./numbers/activations/activation.js";
export { polynomial, scaleInvariant } from "./numbers/activations/activation.js";
export { activationNames, relu, tanh } from "./numbers/activations/activations.js";
export { parseActivation } from "./numbers/activations/parse-activation.js";
export { averagesAt, secondMomentAt, slopeSquaredAt } from "./numbers/averages/averages.js";
export type { AverageIndex, Averages } from "./numbers/averages/exact-averages.js";
export { exactAverage } from "./numbers/averages/exact-averages.js";
export { centred } from "./numbers/averages/pair-averages.js";
export type { PairAverages, ProductAverages } from "./numbers/averages/pair-fields.js";
export { quadratureAverages } from "./numbers/averages/panel-averages.js";
export { polynomialAverages } from "./numbers/averages/wick-averages.js";
export type { CriticalClass, Criticality, CriticalPoint } from "./numbers/criticality/critical.js";
export { criticality } from "./numbers/criticality/critical.js";
export type { FixedPoint, LinePoint, Phase } from "./numbers/criticality/phase.js";
export { fixedPoints, phaseLines } from "./numbers/criticality/phase.js";
export type { PowerLaw } from "./numbers/criticality/power-laws.js";
export { powerLaws } from "./numbers/criticality/power-laws.js";
export type { Compared, Comparison, Prediction, Verdict } from "./numbers/ensemble/comparison.js";
export { compared, predictions } from "./numbers/ensemble/comparison.js";
export type { Block, Ensemble, Route, Statistic } from "./numbers/ensemble/ensemble.js";
export { measuredBlock, statisticsOf } from "./numbers/ensemble/ensemble.js";
export { kStatistic } from "./numbers/ensemble/k-statistics.js";
export type { EvaluatedRow, EvaluateOptions, Evaluation } from "./numbers/flow/evaluate.js";
export { evaluateRequest } from "./numbers/flow/evaluate.js";
export type { Layer } from "./numbers/flow/flow.js";
export { flow } from "./numbers/flow/flow.js";
export type { Forecast } from "./numbers/flow/forecast.js";
export type { LayerStep, LayerTensors } from "./numbers/flow/layer-map.js";
export { gaussianLayer, nextLayer } from "./numbers/flow/layer-map.js";
export type { TensorFlowOptions, TensorLayer } from "./numbers/flow/tensor-flow.js";
export { tensorFlow } from "./numbers/flow/tensor-flow.js";
export type { NamedInput } from "./numbers/networks/input-names.js";
export type { Network } from "./numbers/networks/network.js";
export type { Pairs, SymmetricTensor } from "./numbers/networks/pairs.js";
export { entryAt, pairsOf } from "./numbers/networks/pairs.js";
export type { NetworkSpec } from "./numbers/networks/spec.js";
export { networkOf, specOfText } from "./numbers/networks/spec.js";
export { diagramDot, diagramFromDot } from "./pictures/dot.js";
export type { Certificate, Check } from "./proof/certificate.js";
export { loopSeries } from "./routes/kernel/loop-series.js";
export { reExpanded } from "./routes/kernel/re-expansion.js";
export { leadingSeries } from "./routes/kernel/series.js";
export type { Expansion, Pair, SymbolKind, TheorySymbol } from "./symbols/symbols.js";
export { parseSymbol } from "./symbols/symbols.js";
export type { Externals } from "./theory/kernel/pair-term.js";
export type { LabelledPart, Term } from "./theory/kernel/term.js";
export { vertexFunction, vertexFunctionSize } from "./theory/kernel/vertex-function.js";
