import { DefectError } from "../../errors.js";
import { criticality } from "../../network/critical.js";
import { parseActivation } from "../../network/parse-activation.js";
import { fitCheck, fittedLaws, powerLaws } from "../../network/power-laws.js";
import { productCheck } from "../../network/susceptibility.js";
import { type PointLaws, structureJson, structureLatex, structureText } from "../../report/structure.js";
import { structureOf } from "../../structure.js";
import {
  type AddCommand,
  compileOptions,
  deliver,
  formatName,
  paintFor,
  requestOf,
  requireOneOf,
  withOutputFlags,
  withWorkFlags,
} from "../context.js";
import type { NetworkFlags } from "../network-flags.js";

/** One activation of each class whose power laws are exact. */
const representatives = ["linear", "relu", "tanh", "sin"];

/** `structure`: which diagram makes V_2k of one layer from V_2k of the layer before, and what follows at criticality. */
export const structureCommand: AddCommand = (program, surroundings, answer) => {
  const names = ["text", "latex", "json"];
  withWorkFlags(withOutputFlags(program.command("structure"), names))
    .description(
      "the structure of the flow: the product of susceptibilities, derived from the diagrams, and the power laws",
    )
    .argument("<request...>", "a vertex: V_4, V_6, V_8, ...")
    .option("--activation <name>", "power laws of this activation instead of one of each class")
    .action(async (words: string[], flags: NetworkFlags) => {
      const name = formatName(flags, "text");
      requireOneOf(name, names, "format");
      const derived = structureOf(await requestOf(words, flags, surroundings), compileOptions(flags, surroundings));
      const { k } = derived;
      const activations = flags.activation === undefined ? representatives : [flags.activation];
      const laws = name === "latex" ? [] : await lawsOf(activations, k);
      const checks = [...derived.certificate.checks, productCheck(k), ...fitCheck(laws)];
      const certificate = { passed: checks.every(({ passed }) => passed), checks };
      const structure = { ...derived, certificate };
      if (!certificate.passed && name === "latex")
        throw new DefectError(`the structure of V_${2 * k} is not confirmed`);
      const { paint } = paintFor(flags, surroundings);
      const text =
        name === "latex"
          ? await structureLatex(structure)
          : name === "json"
            ? structureJson(structure, laws)
            : structureText(structure, laws, paint);
      await deliver(text, flags, surroundings);
      answer(certificate.passed ? 0 : 1);
    });
};

/** The power laws of some activations, at each of their critical points: through V_8 at least. */
async function lawsOf(activations: readonly string[], k: number): Promise<PointLaws[]> {
  const found: PointLaws[] = [];
  for (const text of activations) {
    const activation = await parseActivation(text);
    for (const point of criticality(activation).points) {
      const laws = powerLaws(activation, point, Math.min(6, Math.max(4, k)));
      const fitted = laws === undefined ? undefined : fittedLaws(activation, point, laws);
      found.push({ activation: activation.name, point, laws, fitted });
    }
  }
  return found;
}
