import * as Q from "../../algebra/rational.js";
import { DefectError } from "../../errors.js";
import type { Check } from "../../expansion/certificate.js";
import { criticality } from "../../network/critical.js";
import { parseActivation } from "../../network/parse-activation.js";
import { fittedLaws, powerLaws } from "../../network/power-laws.js";
import { checkProduct } from "../../network/susceptibility.js";
import { type PointLaws, structureJson, structureLatex, structureText } from "../../report/structure.js";
import { structureOf } from "../../structure.js";
import {
  type AddCommand,
  checkFlags,
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

/** The largest k whose product of susceptibilities is also compared in numbers, tensor by tensor. */
const largestCompared = 3;
const tolerance = 1e-8;

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
      await checkFlags(flags);
      const derived = structureOf(await requestOf(words, flags, surroundings), compileOptions(flags, surroundings));
      const { k } = derived;
      const compared = checkProduct(Math.min(k, largestCompared));
      const check = {
        name: "three inputs, in numbers",
        passed: compared.deviation < tolerance,
        detail: `all ${compared.entries} entries of V_${2 * compared.k} for ${compared.inputs} inputs: the map of the tensors and the product of ${compared.k} susceptibilities, as differences of the kernel's map, agree to ${compared.deviation.toExponential(0)}`,
      };
      const activations = flags.activation === undefined ? representatives : [flags.activation];
      const laws = name === "latex" ? [] : await lawsOf(activations, k);
      const checks = [...derived.certificate.checks, check, ...fitCheck(laws)];
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

/** How near a fit must come: what is left after 1000 layers falls as log l/l^2. */
const fitTolerance = 0.01;

/** The power laws against the flow itself, where there is one to compare with. */
function fitCheck(all: readonly PointLaws[]): Check[] {
  const deviations = all.flatMap(({ laws = [], fitted }) =>
    fitted === undefined
      ? []
      : laws.map(({ coefficient }, i) => {
          const [exact, found] = [Q.toNumber(coefficient), fitted[i] as number];
          return Math.abs(found - exact) / Math.max(1, Math.abs(exact));
        }),
  );
  if (deviations.length === 0) return [];
  const worst = Math.max(...deviations);
  return [
    {
      name: "power laws, fitted",
      passed: worst < fitTolerance,
      detail: `${deviations.length} coefficients from layers 500 and 1000 of the flow agree with the exact ones to ${(100 * worst).toFixed(2)} %`,
    },
  ];
}

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
