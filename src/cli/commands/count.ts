import { answer } from "../../questions.js";
import { type AddCommand, type CommonFlags, requestText, withOutputFlags } from "../context.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

/** `count`: how many diagrams a request has, by formula. */
export const countCommand: AddCommand = (program, surroundings) => {
  withOutputFlags(program.command("count"), formatNames("count"))
    .description(summaries.count.does)
    .argument(summaries.count.takes, "what to count")
    .action(async (words: string[], flags: CommonFlags) => {
      await deliverProduct("count", flags, surroundings, async () =>
        answer({ object: "count", of: await requestText(words, surroundings) }),
      );
    });
};
