import { readableBracket } from "../../answer/budget.js";
import { answer } from "../../questions.js";
import { type AddCommand, type CommonFlags, maxBracketOption, withOutputFlags } from "../context.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

/** `explain`: one diagram, and where each of its factors comes from. */
export const explainCommand: AddCommand = (program, surroundings) => {
  withOutputFlags(program.command("explain"), formatNames("explanation"))
    .description(summaries.explain.does)
    .argument(summaries.explain.takes, "a diagram's id, as the tables show it: 2ab.1a.1b")
    .addOption(maxBracketOption(readableBracket))
    .action(async (id: string, flags: CommonFlags & { readonly maxBracket?: number }) => {
      const { maxBracket } = flags;
      await deliverProduct("explanation", flags, surroundings, () => answer({ object: "diagram", id, maxBracket }));
    });
};
