import type { Correlation } from "../correlate.js";
import { UserError } from "../errors.js";
import type { Extent } from "../layer-step.js";
import type { Compilation } from "../pipeline.js";
import {
  correlatorModule,
  type EvaluatorModule,
  type ModuleOptions,
  type StepOptions,
  stepModule,
  sumModule,
} from "./evaluator-module.js";
import type { Target } from "./target.js";
import { targets } from "./target-list.js";
import { tensorModule } from "./tensor-module.js";

export { targets };

/** The target of a name. @throws UserError listing the names there are. */
export function targetNamed(name: string): Target {
  const target = targets.find((candidate) => candidate.name === name);
  if (target) return target;
  throw new UserError("flag", `no target "${name}"\nexpected ${targets.map((t) => t.name).join(", ")}`);
}

/**
 * The evaluator of a compilation's sum, with tensors where its externals are labelled, as a file that stands alone.
 * @throws UserError where the name is none in this language, or the language has no modules for labelled externals
 */
export function codeOfSum(compilation: Compilation, target: Target, options: ModuleOptions = {}): string {
  requireName(target, options);
  if (compilation.request.externals === null) return written(sumModule(compilation, options), target);
  if (target.writeTensors === undefined)
    throw new UserError(
      "flag",
      `${target.name} has no modules for labelled externals\nexpected ${targets
        .filter(({ writeTensors }) => writeTensors)
        .map((t) => t.name)
        .join(", ")}, or a request for one input`,
    );
  if (options.gradient)
    throw new UserError(
      "flag",
      "--gradient: modules for labelled externals have none\nexpected a request for one input",
    );
  return target.writeTensors(tensorModule(compilation, options));
}

/** The evaluator of a correlator. @throws UserError where the name is none in this language */
export function codeOfCorrelator(correlation: Correlation, target: Target, options: ModuleOptions = {}): string {
  requireName(target, options);
  return written(correlatorModule(correlation, options), target);
}

/** The step from a layer to the next. @throws UserError where the name is none in this language, or the sums are too large */
export function codeOfStep(extent: Extent, target: Target, options: StepOptions = {}): string {
  requireName(target, options);
  return written(stepModule(extent, options), target);
}

const written = (module: EvaluatorModule, target: Target): string => {
  // A name that nobody chose must not clash either.
  const name = target.reserved(module.name) ? `${module.name}_` : module.name;
  return target.write({ ...module, name });
};

/** Refuses a name that the user chose and the language has other plans for. @throws UserError */
function requireName({ name: language, identifier, reserved }: Target, { name }: ModuleOptions): void {
  if (name === undefined) return;
  if (!identifier.test(name))
    throw new UserError(
      "flag",
      `--name "${name}" is no name in ${language}\nexpected letters, digits and _, a letter first`,
    );
  if (reserved(name))
    throw new UserError(
      "flag",
      `--name ${name}: a word of ${language}, or of the module itself\nexpected another name, ${name}_ for one`,
    );
}
