import { compileUnproved } from "../../compile.js";
import { certificateJson } from "../../emit/json.js";
import { certificateText } from "../../emit/text.js";
import {
  type AddCommand,
  type CommonFlags,
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

/** `certify`: every independent check of a result, with its figures. Answers 1 when one fails. */
export const certifyCommand: AddCommand = (program, surroundings, answer) => {
  const names = ["text", "json"];
  withWorkFlags(withOutputFlags(program.command("certify"), names))
    .description("every independent check of the result, with figures")
    .argument("<request...>", "what to prove")
    .action(async (words: string[], flags: CommonFlags) => {
      const name = formatName(flags, "text");
      requireOneOf(name, names, "format");
      await checkFlags(flags);
      const options = { ...compileOptions(flags, surroundings), thorough: true };
      const compilation = compileUnproved(await requestOf(words, flags, surroundings), options);
      const { paint } = paintFor(flags, surroundings);
      await deliver(
        name === "json" ? certificateJson(compilation) : certificateText(compilation, paint),
        flags,
        surroundings,
      );
      answer(compilation.certificate.passed ? 0 : 1);
    });
};
