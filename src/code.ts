/**
 * Evaluators: an answer's operations, and files of code in many languages.
 * @packageDocumentation
 */

export type { ActionAnswer, GeneralActionAnswer } from "./answer/action/action.js";
export type { Extent, StepAnswer } from "./answer/layer-step.js";
export { coefficientsOf, stepAnswer } from "./answer/layer-step.js";
export { actionModule } from "./code/action-module.js";
export type {
  EntryKind,
  EntryPoint,
  EvaluatorModule,
  FieldsOf,
  ModuleInput,
  ModuleOptions,
  ModuleOutput,
} from "./code/evaluator-module.js";
export { correlatorModule, stepModule, sumModule } from "./code/evaluator-module.js";
export type { ScalingSolver } from "./code/files.js";
export { codeOf, solverCodeOf, targetNamed, targets } from "./code/files.js";
export type { Graph, Node, Ref, Scaled } from "./code/graph.js";
export type { Operations } from "./code/operations.js";
export type {
  Condition,
  EachRequirement,
  List,
  ListRoutine,
  MathFunction,
  Named,
  NumberRoutine,
  Operator,
  Parameter,
  RecordRoutine,
  Refusal,
  Relation,
  Requirement,
  Statement,
  Sums,
  Value,
} from "./code/routine.js";
export type { Sample, SampleResult } from "./code/samples.js";
export type { RoutineModule } from "./code/solver-module.js";
export { solverModule } from "./code/solver-module.js";
export type { SolverSample } from "./code/solver-samples.js";
export type { Target } from "./code/target.js";
export type { TensorElement, TensorInput, TensorModule, TensorProduct } from "./code/tensor-module.js";
export { tensorModule } from "./code/tensor-module.js";
export type { Coefficient } from "./symbols/cumulants.js";
