import type { EvaluatorModule } from "./evaluator-module.js";
import type { RoutineModule } from "./solver-module.js";
import type { TensorModule } from "./tensor-module.js";

/** A language that modules are written in: one file in targets/, found there by the build. */
export interface Target {
  readonly name: string;
  /** What its files' names end with, without the dot. */
  readonly extension: string;
  /**
   * Whether a function may not have a name: a word of the language, or a name of its library. What a file uses is
   * looked up in the file.
   */
  reserved(name: string): boolean;
  /** What of a file is no code but comments and texts between quotation marks, matched wherever it stands. */
  readonly noCode: RegExp;
  /** How a name must look. */
  readonly identifier: RegExp;
  /** The name of a function in this language, from one that is an identifier in most. */
  spelt(name: string): string;
  /** A module that stands alone. */
  write(module: EvaluatorModule): string;
  /** The same for labelled externals, where the language has it. */
  readonly writeTensors?: (module: TensorModule) => string;
  /** The same for routines, such as the solver of scaling laws, where the language has numbers. */
  readonly writeRoutine?: (module: RoutineModule) => string;
  /** How a name of several words is written, given as scalingLoss; absent where it is written like that. */
  readonly inCase?: (name: string) => string;
}
