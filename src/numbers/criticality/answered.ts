import type { CompileOptions } from "../../answer/compile.js";
import { type Structure, structureOf } from "../../answer/structure.js";
import { UserError } from "../../foundation/errors.js";
import { freshMemory, type Memory } from "../../foundation/memory.js";
import { unobserved } from "../../foundation/observer.js";
import type { Request } from "../../language/request.js";
import type { Activation } from "../activations/activation.js";
import { parseActivation } from "../activations/parse-activation.js";
import type { NumberOptions } from "../flow/answered.js";
import { type Criticality, type CriticalPoint, criticality } from "./critical.js";
import { type FixedPoint, fixedPoints } from "./phase.js";
import { fitCheck, fittedLaws, type LawsAndFit, powerLaws } from "./power-laws.js";
import { productCheck } from "./susceptibility.js";

/* The questions about criticality: where an activation is critical, and what that makes of every vertex. */

/** Where an activation is critical, or why nowhere; at given variances also what deep layers do there. */
export interface CriticalQuestion {
  readonly object: "critical";
  /** A name, or an expression in x. */
  readonly activation?: string | undefined;
  readonly kinks?: readonly number[] | undefined;
  readonly C_b?: number | undefined;
  readonly C_W?: number | undefined;
}

/** What deep layers of a network with given variances do. */
export interface DeepLayers {
  readonly C_b: number;
  readonly C_W: number;
  readonly fixedPoints: readonly FixedPoint[];
}

/** The critical points of an activation. */
export interface CriticalAnswer {
  readonly kind: "critical";
  readonly activation: Activation;
  readonly criticality: Criticality;
  readonly deep?: DeepLayers;
}

/** @throws UserError where the activation is not valid, or one variance is given without the other */
export async function answeredCritical(
  { activation: text, kinks, C_b, C_W }: Omit<CriticalQuestion, "object">,
  { observer = unobserved }: NumberOptions = {},
): Promise<CriticalAnswer> {
  if (text === undefined)
    throw new UserError(
      "network",
      '--activation is missing\nexpected a name such as gelu, or an expression such as "x + x^2/2"',
    );
  const activation = await parseActivation(text, kinks);
  const watch = observer.watched(["a search for critical points", "kernels", "a simpler activation"]);
  const found = criticality(activation, watch);
  if (C_W === undefined) {
    if (C_b !== undefined)
      throw new UserError("flag", "--C-b without --C-W\nexpected both, for what deep layers do there, or none");
    return { kind: "critical", activation, criticality: found };
  }
  const biasVariance = C_b ?? 0;
  const deep = { C_b: biasVariance, C_W, fixedPoints: fixedPoints(activation, biasVariance, C_W) };
  return { kind: "critical", activation, criticality: found, deep };
}

/** How V_2k of one layer enters V_2k of the next, and the power laws that follow at criticality. */
export interface StructureQuestion {
  readonly object: "structure";
  readonly of: string | Request;
  /** Whose power laws (default: one activation of each class whose laws are exact). */
  readonly activations?: readonly string[];
}

/** The power laws at one critical point; without them where the approach to it is no simple power. */
export interface PointLaws extends LawsAndFit {
  readonly activation: string;
  readonly point: CriticalPoint;
}

/** The derivation, the laws, and the checks of both. */
export interface StructureAnswer extends Structure {
  readonly laws: readonly PointLaws[];
}

/** One activation of each class whose power laws are exact. */
const representatives = ["linear", "relu", "tanh", "sin"];

/** @throws UserError where it is not a vertex at leading order, or an activation is not valid */
export async function answeredStructure(
  { of, activations = representatives }: Omit<StructureQuestion, "object">,
  { memory = freshMemory(), ...options }: CompileOptions & NumberOptions = {},
): Promise<StructureAnswer> {
  const structure = structureOf(of, options);
  const laws = await lawsOf(activations, structure.k, memory);
  const checks = [...structure.certificate.checks, productCheck(structure.k), ...fitCheck(laws)];
  return { ...structure, laws, certificate: { passed: checks.every(({ passed }) => passed), checks } };
}

/** The power laws of some activations, at each of their critical points: through V_8 at least. */
async function lawsOf(activations: readonly string[], k: number, memory: Memory): Promise<PointLaws[]> {
  const found: PointLaws[] = [];
  for (const text of activations) {
    const activation = await parseActivation(text);
    for (const point of criticality(activation).points) {
      const laws = powerLaws(activation, point, Math.min(6, Math.max(4, k)), memory);
      const fitted = laws === undefined ? undefined : fittedLaws(activation, point, laws, memory);
      found.push({ activation: activation.name, point, laws, fitted });
    }
  }
  return found;
}
