import { answer } from "../../questions.js";
import { type AddCommand, compileOptions, requestOf, withOutputFlags, withWorkFlags } from "../context.js";
import type { NetworkFlags } from "../network-flags.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

/**
 * `structure`: which diagram makes V_2k of one layer from V_2k of the layer before, and what follows at criticality.
 */
export const structureCommand: AddCommand = (program, surroundings, exit) => {
  withWorkFlags(withOutputFlags(program.command("structure"), formatNames("structure")))
    .description(summaries.structure.does)
    .argument(summaries.structure.takes, "a vertex: V_4, V_6, V_8, ...")
    .option("--activation <name>", "power laws of this activation instead of one of each class")
    .action(async (words: string[], flags: NetworkFlags) => {
      const { certificate } = await deliverProduct("structure", flags, surroundings, async () => {
        const of = await requestOf(words, flags, surroundings);
        const activations = flags.activation === undefined ? {} : { activations: [flags.activation] };
        return answer(
          { object: "structure", of, ...activations },
          { ...compileOptions(flags, surroundings), mayFail: true },
        );
      });
      exit(certificate.passed ? 0 : 1);
    });
};
