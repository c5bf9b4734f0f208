import type { ActionAnswer, GeneralActionAnswer } from "../answer/action/action.js";
import type { Correlation } from "../answer/correlate.js";
import type { LeadingOrder } from "../answer/evaluator.js";
import type { StepAnswer } from "../answer/layer-step.js";
import type { Compilation } from "../answer/passes.js";
import type { ScalingSeries } from "../answer/scaling/series.js";
import { UserError } from "../foundation/errors.js";
import type { OrdersOf } from "../language/request.js";
import { actionModule } from "./action-module.js";
import { correlatorModule, type ModuleOptions, stepModule, sumModule } from "./evaluator-module.js";
import { leadingModule } from "./leading-module.js";
import { type RoutineModule, solverModule, solverName } from "./solver-module.js";
import type { Target } from "./target.js";
import { targets } from "./target-list.js";
import { type TensorModule, tensorModule } from "./tensor-module.js";

export { targets };

/** The target of a name. @throws UserError listing the names there are. */
export function targetNamed(name: string): Target {
  const target = targets.find((candidate) => candidate.name === name);
  if (target) return target;
  throw new UserError("flag", `no target "${name}"\nexpected ${targets.map((t) => t.name).join(", ")}`);
}

/** What the solver of scaling laws is asked for with: it has no other contents than itself. */
export interface ScalingSolver {
  readonly kind: "scaling solver";
}

/**
 * The evaluator of an answer as a file that stands alone, with tensors where a sum's externals are labelled.
 * @throws UserError where the name is not valid in this language, or the language has no modules for labelled externals
 */
export function codeOf(
  answer:
    | Compilation<OrdersOf>
    | LeadingOrder
    | Correlation
    | StepAnswer
    | ScalingSeries
    | ScalingSolver
    | ActionAnswer
    | GeneralActionAnswer,
  target: Target,
  options: ModuleOptions = {},
): string {
  if (answer.kind === "scaling solver") return solverCodeOf(target, options);
  if (answer.kind === "scaling series")
    throw new UserError(
      "request/unsupported",
      `${answer.naming.text}: no code is written for single orders\nexpected scaling, for the solver of all planar orders at once`,
    );
  if (answer.kind === "general action")
    throw new UserError(
      "request/unsupported",
      `${answer.naming.text}: no code is written for general inputs\nexpected an action for one input, or its terms as data: --format json`,
    );
  requireIdentifier(target, options);
  switch (answer.kind) {
    case "action":
      return written(actionModule(answer, options), target.write, target, options);
    case "leading order":
      return written(leadingModule(answer, options), target.write, target, options);
    case "correlator":
      return written(correlatorModule(answer, options), target.write, target, options);
    case "step":
      return written(stepModule(answer, options), target.write, target, options);
    case "sum":
      return answer.request.externals === null
        ? written(sumModule(answer, options), target.write, target, options)
        : written(tensorModule(answer, options), tensorWriter(target, options), target, options);
  }
}

/**
 * The planar solver of neural scaling laws as a file that stands alone.
 * @throws UserError where the name is not valid in this language, or the language has no numbers to solve with
 */
export function solverCodeOf(target: Target, options: ModuleOptions = {}): string {
  requireIdentifier(target, options);
  const write = routineWriter(target, options);
  const { inCase = (name: string) => name } = target;
  return written(solverModule(options.name ?? inCase(solverName)), write, target, options);
}

/** What writes modules of routines. @throws UserError */
function routineWriter({ name, writeRoutine }: Target, { gradient }: ModuleOptions): (module: RoutineModule) => string {
  if (writeRoutine === undefined)
    throw new UserError(
      "flag",
      `${name} has no modules for the solver of scaling laws\nexpected ${targets
        .filter((target) => target.writeRoutine)
        .map((target) => target.name)
        .join(", ")}`,
    );
  if (gradient)
    throw new UserError("flag", "--gradient: the solver of scaling laws has none\nexpected the code without it");
  return writeRoutine;
}

/** What writes modules with tensors. @throws UserError */
function tensorWriter({ name, writeTensors }: Target, { gradient }: ModuleOptions): (module: TensorModule) => string {
  if (writeTensors === undefined)
    throw new UserError(
      "flag",
      `${name} has no modules for labelled externals\nexpected ${targets
        .filter((target) => target.writeTensors)
        .map((target) => target.name)
        .join(", ")}, or a request for one input`,
    );
  if (gradient)
    throw new UserError(
      "flag",
      "--gradient: modules for labelled externals have none\nexpected a request for one input",
    );
  return writeTensors;
}

/**
 * A module as a file. A function's name must be no other name in it: one that the user chose is refused, and of one
 * that nobody chose another is made.
 * @throws UserError
 */
function written<Module extends { readonly name: string }>(
  module: Module,
  write: (module: Module) => string,
  target: Target,
  { name: chosen }: ModuleOptions,
): string {
  const { name } = module;
  const isTaken = target.reserved(name) || isUsed(name, write({ ...module, name: standIn }), target);
  if (isTaken && chosen !== undefined)
    throw new UserError(
      "flag",
      `--name ${name}: a word of ${target.name}, or a name that the file itself uses\nexpected another name, ${name}_ for one`,
    );
  return write(isTaken ? { ...module, name: `${name}_` } : module);
}

/** A name that is in no file, in whose place others are tried. */
const standIn = "oneovernName";

/** Whether a name, or one of those that a file makes of it (V_4_many), is one that the file uses for something else. */
function isUsed(name: string, text: string, { noCode, spelt }: Target): boolean {
  const code = text.replace(noCode, " ");
  const names = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  // FORM's brackets are no part of the name inside.
  const [inside = name] = spelt(name).match(/[\w$]+/) ?? [];
  return [...names].some((word) => word.includes(standIn) && names.has(word.replaceAll(standIn, inside)));
}

/** Refuses a name that can be none in a language. @throws UserError */
function requireIdentifier({ name: language, identifier }: Target, { name }: ModuleOptions): void {
  if (name !== undefined && !identifier.test(name))
    throw new UserError(
      "flag",
      `--name "${name}" is no name in ${language}\nexpected letters, digits and _, a letter first`,
    );
}
