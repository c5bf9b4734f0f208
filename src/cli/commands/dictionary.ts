import { answer } from "../../questions.js";
import { type AddCommand, type CommonFlags, withOutputFlags } from "../context.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

/** `dictionary`: networks and field theories, line by line, with the command that shows each line. */
export const dictionaryCommand: AddCommand = (program, surroundings) => {
  withOutputFlags(program.command("dictionary"), formatNames("dictionary"))
    .description(summaries.dictionary.does)
    .action(async (flags: CommonFlags) => {
      await deliverProduct("dictionary", flags, surroundings, () => answer({ object: "dictionary" }));
    });
};
