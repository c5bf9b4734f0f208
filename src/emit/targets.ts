import type { Compilation } from "../compile.js";
import type { Correlation } from "../correlate.js";
import { UserError } from "../errors.js";
import { typescriptCorrelator, typescriptModule } from "./typescript.js";

/** A language that evaluators are written in. Adding one adds a file and a line here. */
export interface Target {
  readonly name: string;
  /** The evaluator of a compilation's sum, as a file that stands alone. */
  module(compilation: Compilation): Promise<string>;
  /** The evaluator of a correlator. */
  correlation(correlation: Correlation): Promise<string>;
}

export const targets: readonly Target[] = [
  { name: "typescript", module: typescriptModule, correlation: typescriptCorrelator },
];

/** The target of a name. @throws UserError listing the names there are. */
export function targetNamed(name: string): Target {
  const target = targets.find((candidate) => candidate.name === name);
  if (target) return target;
  throw new UserError("flag", `no target "${name}"\nexpected ${targets.map((t) => t.name).join(" or ")}`);
}
