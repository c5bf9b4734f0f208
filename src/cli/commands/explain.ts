import { readableBracket } from "../../budget.js";
import { explanationJson, explanationText } from "../../emit/explain.js";
import { explain } from "../../explain.js";
import {
  type AddCommand,
  type CommonFlags,
  deliver,
  formatName,
  maxBracketOption,
  paintFor,
  requireOneOf,
  withOutputFlags,
} from "../context.js";

/** `explain`: one diagram, and where each of its factors comes from. */
export const explainCommand: AddCommand = (program, surroundings) => {
  const names = ["text", "json"];
  withOutputFlags(program.command("explain"), names)
    .description("one diagram: its picture, and where each factor comes from")
    .argument("<id>", "a diagram's id, as the tables show it: 2ab.1a.1b")
    .addOption(maxBracketOption(readableBracket))
    .action(async (id: string, flags: CommonFlags & { readonly maxBracket?: number }) => {
      const name = formatName(flags, "text");
      requireOneOf(name, names, "format");
      const explanation = explain(id, flags.maxBracket);
      const { paint } = paintFor(flags, surroundings);
      await deliver(
        name === "json" ? explanationJson(explanation) : explanationText(explanation, paint),
        flags,
        surroundings,
      );
    });
};
