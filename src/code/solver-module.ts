import { version } from "../foundation/version.js";
import {
  apply,
  type ListRoutine,
  type NumberRoutine,
  negative,
  plus,
  type RecordRoutine,
  times,
  variable,
} from "./routine.js";
import { helpers, solver } from "./solver-routine.js";
import { type SolverSample, solverSamples } from "./solver-samples.js";

/*
 * The planar solver of neural scaling laws as a module, before a language is chosen.
 */

/** Routines as a module: one that is called, those that it calls, and points to test it with. */
export interface RoutineModule {
  readonly kind: "routines";
  /** The function that the module is about. */
  readonly name: string;
  readonly title: string;
  /** The lines that every file begins with, in whatever a language has for comments. */
  readonly header: readonly string[];
  readonly version: string;
  readonly main: RecordRoutine;
  /** Each after those that it calls. */
  readonly helpers: readonly NumberRoutine[];
  /** What makes inputs. */
  readonly lists: readonly ListRoutine[];
  /** Inputs with the exact results. */
  readonly samples: readonly SolverSample[];
}

const [place, alpha, largest] = [variable("place"), variable("alpha"), variable("largest")];

/** lambda_I = lambda_+ I^-(1 + alpha). */
const powerLaw: ListRoutine = {
  name: "powerLaw",
  about: ["The spectrum of a power law: lambda_I = largest I^-(1 + alpha) for I = 1, ..., M."],
  parameters: [
    { name: "M", type: "number", meaning: "how many directions, a whole number" },
    { name: alpha.name, type: "number", meaning: "the exponent, positive" },
    { name: largest.name, type: "number", meaning: "lambda_1, 1 if it is not given", otherwise: 1 },
  ],
  count: "M",
  place: place.name,
  element: times(largest, apply("power", place, negative(plus(1, alpha)))),
};

/** What the solver is called where nobody says otherwise, in camel case. */
export const solverName = "scalingLoss";

/** The module of the planar solver. */
export function solverModule(name = solverName): RoutineModule {
  const title = "the planar solution of the solvable model of neural scaling laws, for any spectrum";
  return {
    kind: "routines",
    name,
    title,
    version,
    header: [
      `${title[0]?.toUpperCase()}${title.slice(1)}`,
      "",
      `Written by oneovern ${version} for oneovern code scaling; do not edit.`,
      "",
      "Latent vectors of M independent Gaussian components, of variances lambda_I; labels y = w x + eps of a linear",
      "teacher w, of variance sigma_w^2/M an entry; N random features u x, an entry of u with variance",
      "s = sigma_u^2/M; ridge regression on T samples with the ridge gamma. Averages over all of them, at leading order",
      "of large N, T and M. The model is that of Maloney, Roberts and Sully (arXiv:2210.16859), solved by diagrams by",
      "Zhang (arXiv:2405.19398).",
    ],
    main: solver,
    helpers,
    lists: [powerLaw],
    samples: solverSamples(),
  };
}
