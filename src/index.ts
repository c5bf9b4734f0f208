/**
 * The public API of oneovern: everything that the command line does is one call here.
 *
 * @example
 * ```ts
 * import { answer, written } from "oneovern";
 *
 * console.log(await written("table", await answer("V_8"), "text"));
 * ```
 * @packageDocumentation
 */

export type { ActionAnswer, ActionNaming, ActionOrder, Coupling, GeneralActionAnswer } from "./answer/action/action.js";
export type { ActionCorrelation, ActionCorrelatorQuestion } from "./answer/action/correlator.js";
export type { ActionCount, ActionExplanation, ActionRow, ActionStreamOptions } from "./answer/action/diagrams.js";
export { streamedAction } from "./answer/action/diagrams.js";
export type { Dictionary, DictionaryLine, DictionaryQuestion } from "./answer/action/dictionary.js";
export type { GhostAnswer, GhostQuestion, RulesAnswer, RulesQuestion } from "./answer/action/ghosts.js";
export type { CompileOptions } from "./answer/compile.js";
export { compile, compileUnproved } from "./answer/compile.js";
export type { Correlation } from "./answer/correlate.js";
export { correlate, correlateUnproved } from "./answer/correlate.js";
export type { Count, Size } from "./answer/count.js";
export { countDiagrams } from "./answer/count.js";
export type { LeadingOrder } from "./answer/evaluator.js";
export type { Explanation } from "./answer/explain.js";
export { explain } from "./answer/explain.js";
export { standardPasses } from "./answer/kernel.js";
export type { Extent, StepAnswer, StepSums } from "./answer/layer-step.js";
export type { ClassRows, Compilation, Counted, Made, Passes, Trace } from "./answer/passes.js";
export type {
  ScalingCount,
  ScalingExplanation,
  ScalingRow,
  ScalingStreamOptions,
} from "./answer/scaling/diagrams.js";
export { scalingDiagrams, scalingRow } from "./answer/scaling/diagrams.js";
export type { DiagramDuality } from "./answer/scaling/duality.js";
export type { ScalingResummation } from "./answer/scaling/resummation.js";
export type { ScalingOrder, ScalingSeries } from "./answer/scaling/series.js";
export type { StreamOptions } from "./answer/stream.js";
export { stream, streamClasses } from "./answer/stream.js";
export type { Structure } from "./answer/structure.js";
export { structureOf } from "./answer/structure.js";
export { couplingRemarks } from "./documents/action/numbers.js";
export type { DocumentModel, Order, Row, Summary } from "./documents/document.js";
export { documentModel } from "./documents/document.js";
export type { Drawing, DrawingOptions } from "./documents/drawings.js";
export { drawingOf, drawingsOf } from "./documents/drawings.js";
export type { FormatOptions, Formats, Paint, Role, SumAnswer } from "./documents/format.js";
export type { GalleryPage } from "./documents/gallery.js";
export { gallery } from "./documents/gallery.js";
export type { PlainDiagram, PlainRequest } from "./documents/plain.js";
export { plainDiagram, plainRequest } from "./documents/plain.js";
export { preamble } from "./documents/preamble.js";
export type { Answer, Answers, Product, ProductName, Writers } from "./documents/products.js";
export { plotted, products, written } from "./documents/products.js";
export { fillUserTemplate } from "./documents/template.js";
export type { ErrorCode } from "./foundation/errors.js";
export { DefectError, UserError } from "./foundation/errors.js";
export type { Budget } from "./foundation/forecast.js";
export type { Memory } from "./foundation/memory.js";
export { freshMemory } from "./foundation/memory.js";
export type { Observer, Steps } from "./foundation/observer.js";
export { version } from "./foundation/version.js";
export type {
  ActionRequest,
  Correlator,
  CorrelatorRequest,
  ExternalPair,
  OrderedRequest,
  OrdersOf,
  Request,
  ScalingRequest,
  SumRequest,
} from "./language/request.js";
export { parseRequest, printRequest } from "./language/request.js";
export { actionRequest as readAction, scalingRequest as readScaling, sumRequest as read } from "./language/support.js";
export type { Bracket, Group } from "./notation/groups.js";
export type { LeftSide, Legend, Naming } from "./notation/naming.js";
export type { Spelled } from "./notation/notation.js";
export type {
  CouplingNumber,
  CouplingsAnswer,
  CouplingsQuestion,
  LayerCouplings,
} from "./numbers/action/couplings.js";
export type { ComparedMoment, FieldsAnswer, FieldsQuestion } from "./numbers/action/simulation.js";
export type {
  CriticalAnswer,
  CriticalQuestion,
  DeepLayers,
  PointLaws,
  StructureAnswer,
  StructureQuestion,
} from "./numbers/criticality/answered.js";
export type { LawsAndFit } from "./numbers/criticality/power-laws.js";
export type { Begin, Block, BlockMeasure, DrawingTask, Measuring } from "./numbers/drawing/blocks.js";
export type {
  EnsembleTask,
  MergeQuestion,
  SimulationAnswer,
  SimulationOptions,
  SimulationQuestion,
} from "./numbers/ensemble/answered.js";
export type { NamedRun, Run, RunPart } from "./numbers/ensemble/run.js";
export type {
  ChosenFlowAnswer,
  EvaluationQuestion,
  FlowAnswer,
  FlowQuestion,
  NumberOptions,
  TensorFlowAnswer,
  WrittenOutQuestion,
} from "./numbers/flow/answered.js";
export type { ChosenEntry, ChosenLayer } from "./numbers/flow/chosen-entries.js";
export type { EvaluatedRow, EvaluateOptions, Evaluation } from "./numbers/flow/evaluate.js";
export type { ExactLayer } from "./numbers/flow/exact.js";
export type { TermSize } from "./numbers/flow/reliability.js";
export type { ScalingAnswer, ScalingQuestion } from "./numbers/scaling/answered.js";
export type { DrawDuality, DualityQuestion, ModelDuality, ScalingDuality } from "./numbers/scaling/duality.js";
export { largestCorrection } from "./numbers/scaling/finite-size.js";
export type { ScalingModel, ScalingSpec } from "./numbers/scaling/model.js";
export type {
  ComparedMeasure,
  MeasuredPoint,
  RegressionOptions,
  RegressionsAnswer,
  RegressionsQuestion,
  SweptPoint,
} from "./numbers/scaling/simulation.js";
export type {
  ExponentFit,
  ScalingSweep,
  SweepQuestion,
  SweptCurve,
  SweptName,
  SweptRange,
} from "./numbers/scaling/sweep.js";
export type { Certificate, Check } from "./proof/certificate.js";
export type {
  Answering,
  AnswerOptions,
  AnswerTo,
  CountQuestion,
  DiagramQuestion,
  EvaluatorQuestion,
  Question,
  ResummationQuestion,
  StepQuestion,
  Subjects,
} from "./questions.js";
export { answer, doorTo, subjects } from "./questions.js";
export type { Coefficient } from "./symbols/cumulants.js";
export type { Expansion } from "./symbols/symbols.js";
export type { LinesAndLoops } from "./theory/action/correlator.js";
export type { ActionTerm } from "./theory/action/diagrams.js";
export type { Loop, LoopClass, LoopProduct, OpenLine, Parts } from "./theory/action/ghosts.js";
export type { Circle as TraceCircle, TraceDiagram } from "./theory/action/traces.js";
export type { Externals } from "./theory/kernel/pair-term.js";
export type { Sums } from "./theory/kernel/sums.js";
export type { LabelledPart, Term } from "./theory/kernel/term.js";
export type { Faces, IndexLoop, ScalingDiagram } from "./theory/scaling/diagram.js";
export type { Corner, Index as CornerIndex, LadderState, LadderStep, Stretch } from "./theory/scaling/grammar.js";
export type { Behind, Block as RungBlock, LadderSum, Rainbow, Transition } from "./theory/scaling/resummation.js";
