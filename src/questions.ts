import { type ActionAnswer, actionUnproved, type GeneralActionAnswer } from "./answer/action/action.js";
import {
  type ActionCorrelation,
  type ActionCorrelatorQuestion,
  correlatorByActionUnproved,
} from "./answer/action/correlator.js";
import {
  type ActionCount,
  type ActionExplanation,
  countedAction,
  explainAction,
  isIdOfAction,
} from "./answer/action/diagrams.js";
import { type Dictionary, type DictionaryQuestion, dictionaryOf } from "./answer/action/dictionary.js";
import {
  type GhostAnswer,
  type GhostQuestion,
  ghostsUnproved,
  type RulesAnswer,
  type RulesQuestion,
  rulesUnproved,
} from "./answer/action/ghosts.js";
import { type CompileOptions, compileUnproved } from "./answer/compile.js";
import { type Correlation, correlateUnproved } from "./answer/correlate.js";
import { type Count, countDiagrams } from "./answer/count.js";
import { evaluatorOf, type LeadingOrder } from "./answer/evaluator.js";
import { type Explanation, explain } from "./answer/explain.js";
import { type Extent, type StepAnswer, stepAnswer } from "./answer/layer-step.js";
import type { Compilation } from "./answer/passes.js";
import {
  countScaling,
  explainScaling,
  isScalingId,
  type ScalingCount,
  type ScalingExplanation,
} from "./answer/scaling/diagrams.js";
import { resummationUnproved, type ScalingResummation } from "./answer/scaling/resummation.js";
import { type ScalingSeries, scalingSeriesUnproved } from "./answer/scaling/series.js";
import type { ActionRequest, CorrelatorRequest, Request, ScalingRequest, SumRequest } from "./language/request.js";
import { objectOf } from "./language/support.js";
import type { Naming } from "./notation/naming.js";
import type { CouplingsAnswer, CouplingsQuestion } from "./numbers/action/couplings.js";
import type { FieldsAnswer, FieldsQuestion } from "./numbers/action/simulation.js";
import type {
  CriticalAnswer,
  CriticalQuestion,
  StructureAnswer,
  StructureQuestion,
} from "./numbers/criticality/answered.js";
import type {
  MergeQuestion,
  SimulationAnswer,
  SimulationOptions,
  SimulationQuestion,
} from "./numbers/ensemble/answered.js";
import type {
  ChosenFlowAnswer,
  EvaluationQuestion,
  FlowAnswer,
  FlowQuestion,
  TensorFlowAnswer,
  WrittenOutQuestion,
} from "./numbers/flow/answered.js";
import type { EvaluateOptions, Evaluation } from "./numbers/flow/evaluate.js";
import type { ScalingAnswer, ScalingQuestion } from "./numbers/scaling/answered.js";
import type { DualityQuestion, ScalingDuality } from "./numbers/scaling/duality.js";
import type { RegressionOptions, RegressionsAnswer, RegressionsQuestion } from "./numbers/scaling/simulation.js";
import type { ScalingSweep, SweepQuestion } from "./numbers/scaling/sweep.js";
import { type Certificate, requireConfirmed } from "./proof/certificate.js";

/*
 * The one door: a question, which is a request or something about one, and its answer, which is plain data with its
 * certificate. What can be asked is a list of subjects; to add one, add its question and its answer here.
 */

/** How many diagrams a request has, by formula. */
export interface CountQuestion {
  readonly object: "count";
  readonly of: string | Request;
}

/** One diagram, factor by factor. */
export interface DiagramQuestion {
  readonly object: "diagram";
  readonly id: string;
  /** How many monomials its bracket may have (default 20,000). */
  readonly maxBracket?: number | undefined;
}

/** What evaluates V_2k or K, for code: its terms, or where these are too many its sum, or its recursion. */
export interface EvaluatorQuestion {
  readonly object: "evaluator";
  readonly of: string | Request;
}

/** The resummation of the planar diagrams of scaling laws, step by step. */
export interface ResummationQuestion {
  readonly object: "resummation";
}

/** The step from a layer to the next, for one input. */
export interface StepQuestion {
  readonly object: "step";
  readonly extent: Extent;
}

/** What a question may take, and whom its answering tells; each question looks at its own. */
export interface AnswerOptions
  extends CompileOptions,
    EvaluateOptions,
    SimulationOptions,
    Pick<RegressionOptions, "onMeasured"> {
  /** Also an answer whose own certificate says that it failed, for whoever looks at that. */
  readonly mayFail?: boolean;
}

/** What can be asked, by `object`, with what it is answered by. */
export interface Subjects {
  readonly V: readonly [SumRequest, Compilation];
  readonly K: readonly [SumRequest, Compilation];
  readonly correlator: readonly [CorrelatorRequest, Correlation];
  readonly scaling: readonly [ScalingRequest, ScalingSeries];
  readonly action: readonly [ActionRequest, ActionAnswer | GeneralActionAnswer];
  readonly count: readonly [CountQuestion, Count | ScalingCount | ActionCount];
  readonly evaluator: readonly [EvaluatorQuestion, Compilation | LeadingOrder];
  readonly diagram: readonly [DiagramQuestion, Explanation | ScalingExplanation | ActionExplanation];
  readonly "correlator through action": readonly [ActionCorrelatorQuestion, ActionCorrelation];
  readonly dictionary: readonly [DictionaryQuestion, Dictionary];
  readonly ghosts: readonly [GhostQuestion, GhostAnswer];
  readonly rules: readonly [RulesQuestion, RulesAnswer];
  readonly couplings: readonly [CouplingsQuestion, CouplingsAnswer];
  readonly fields: readonly [FieldsQuestion, FieldsAnswer];
  readonly resummation: readonly [ResummationQuestion, ScalingResummation];
  readonly step: readonly [StepQuestion, StepAnswer];
  readonly structure: readonly [StructureQuestion, StructureAnswer];
  readonly evaluation: readonly [EvaluationQuestion, Evaluation];
  readonly "written out": readonly [WrittenOutQuestion, Compilation];
  readonly flow: readonly [FlowQuestion, FlowAnswer | TensorFlowAnswer | ChosenFlowAnswer];
  readonly critical: readonly [CriticalQuestion, CriticalAnswer];
  readonly simulation: readonly [SimulationQuestion, SimulationAnswer];
  readonly merge: readonly [MergeQuestion, SimulationAnswer];
  readonly "test loss": readonly [ScalingQuestion, ScalingAnswer];
  readonly regressions: readonly [RegressionsQuestion, RegressionsAnswer];
  readonly sweep: readonly [SweepQuestion, ScalingSweep];
  readonly duality: readonly [DualityQuestion, ScalingDuality];
}

/** Something that can be asked. */
export type Question = Subjects[keyof Subjects][0];

/** How the questions of a subject are answered; a request may come as its text. */
export type Answering<Q, A> = (question: Q, options: AnswerOptions) => A | Promise<A>;

const flowRoom = () => import("./numbers/flow/answered.js");
const ensembleRoom = () => import("./numbers/ensemble/answered.js");
const scalingRoom = () => import("./numbers/scaling/answered.js");
const sweepRoom = () => import("./numbers/scaling/sweep.js");
const dualityRoom = () => import("./numbers/scaling/duality.js");
const regressionsRoom = () => import("./numbers/scaling/simulation.js");
const couplingsRoom = () => import("./numbers/action/couplings.js");
const fieldsRoom = () => import("./numbers/action/simulation.js");
const criticalityRoom = () => import("./numbers/criticality/answered.js");

/** What counts the diagrams of a request. */
const counting = (object: Request["object"]): ((of: string | Request) => Count | ScalingCount | ActionCount) =>
  object === "scaling" ? countScaling : object === "action" ? countedAction : countDiagrams;

/** How each subject answers. */
export const subjects: { readonly [Name in keyof Subjects]: Answering<Subjects[Name][0], Subjects[Name][1]> } = {
  V: compileUnproved,
  K: compileUnproved,
  correlator: correlateUnproved,
  scaling: scalingSeriesUnproved,
  action: actionUnproved,
  count: ({ of }) => counting(objectOf(of))(of),
  evaluator: ({ of }, options) => evaluatorOf(of, options),
  diagram: ({ id, maxBracket }) =>
    isScalingId(id) ? explainScaling(id) : isIdOfAction(id) ? explainAction(id) : explain(id, maxBracket),
  "correlator through action": correlatorByActionUnproved,
  dictionary: dictionaryOf,
  ghosts: ghostsUnproved,
  rules: rulesUnproved,
  couplings: async (question, options) => (await couplingsRoom()).answeredCouplings(question, options),
  fields: async (question, options) => (await fieldsRoom()).answeredFields(question, options),
  resummation: (_, { thorough = false }) => resummationUnproved({ thorough }),
  step: ({ extent }, { maxTerms, memory }) => stepAnswer(extent, maxTerms, memory),
  // What needs numbers is loaded when it is asked for.
  structure: async (question, options) => (await criticalityRoom()).answeredStructure(question, options),
  evaluation: async (question, options) => (await flowRoom()).answeredEvaluation(question, options),
  "written out": async (question, options) => (await flowRoom()).answeredWrittenOut(question, options),
  flow: async (question, options) => (await flowRoom()).answeredFlow(question, options),
  critical: async (question, options) => (await criticalityRoom()).answeredCritical(question, options),
  simulation: async (question, options) => (await ensembleRoom()).answeredSimulation(question, options),
  merge: async (question, options) => (await ensembleRoom()).answeredMerge(question, options),
  "test loss": async (question) => (await scalingRoom()).answeredScaling(question),
  regressions: async (question, options) => (await regressionsRoom()).answeredRegressions(question, options),
  sweep: async (question, options) => (await sweepRoom()).answeredSweep(question, options),
  duality: async (question) => (await dualityRoom()).answeredDuality(question),
};

/** The answer to a question of a kind; to a request's text, that of a request. */
export type AnswerTo<Q extends string | Question> = Q extends Question
  ? Subjects[Q["object"]][1]
  : Compilation | Correlation | ScalingSeries | ActionAnswer | GeneralActionAnswer;

/**
 * The door to some subjects: what answers the questions of each, by their `object`. A request may come as its text.
 * @throws DefectError where an answer's own certificate does not confirm it
 */
export const doorTo =
  (all: { readonly [object: string]: Answering<never, object> }) =>
  async (question: string | { readonly object: string }, options: AnswerOptions = {}): Promise<object> => {
    const object = typeof question === "string" ? objectOf(question) : question.object;
    const answering = Object.hasOwn(all, object) ? all[object] : undefined;
    if (answering === undefined) throw new RangeError(`no subject "${object}": ${Object.keys(all).join(", ")}`);
    // A request goes on as its text, so that errors can point at the place.
    const found: Partial<Certified> = await answering(question as never, options);
    if (options.mayFail !== true && found.certificate !== undefined)
      requireConfirmed(found.naming?.text ?? object, found.certificate.checks);
    return found;
  };

const ask = doorTo(subjects);

/**
 * Answers a question.
 * @param question a request, as text or as data, or a question about one, or about a network
 * @throws UserError where it cannot be read, is not supported, or its answer would take more than the budget;
 * DefectError where the answer's own certificate does not confirm it
 */
export const answer = <Q extends string | Question>(question: Q, options: AnswerOptions = {}): Promise<AnswerTo<Q>> =>
  ask(question, options) as Promise<AnswerTo<Q>>;

/** An answer that is proved, and what it is called. */
interface Certified {
  readonly naming: Pick<Naming, "text">;
  readonly certificate: Certificate;
}
