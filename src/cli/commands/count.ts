import { answer } from "../../questions.js";
import { type AddCommand, type CommonFlags, requestText, withOutputFlags } from "../context.js";
import { deliverProduct, formatNames } from "../product.js";

/** `count`: how many diagrams a request has, by formula. */
export const countCommand: AddCommand = (program, surroundings) => {
  withOutputFlags(program.command("count"), formatNames("count"))
    .description("how many diagrams, by number of j sums, without listing them")
    .argument("<request...>", "what to count")
    .action(async (words: string[], flags: CommonFlags) => {
      await deliverProduct("count", flags, surroundings, async () =>
        answer({ object: "count", of: await requestText(words, surroundings) }),
      );
    });
};
