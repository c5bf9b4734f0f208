import { countDiagrams } from "../../count.js";
import { countCsv, countJson, countText } from "../../emit/count.js";
import {
  type AddCommand,
  type CommonFlags,
  deliver,
  formatName,
  paintFor,
  requestText,
  requireOneOf,
  withOutputFlags,
} from "../context.js";

/** `count`: how many diagrams a request has, by formula. */
export const countCommand: AddCommand = (program, surroundings) => {
  const names = ["text", "json", "csv"];
  withOutputFlags(program.command("count"), names)
    .description("how many diagrams, by number of j sums, without listing them")
    .argument("<request...>", "what to count")
    .action(async (words: string[], flags: CommonFlags) => {
      const name = formatName(flags, "text");
      requireOneOf(name, names, "format");
      const count = countDiagrams(await requestText(words, surroundings));
      const { paint } = paintFor(flags, surroundings);
      const text = name === "json" ? countJson(count) : name === "csv" ? countCsv(count) : countText(count, paint);
      await deliver(text, flags, surroundings);
    });
};
