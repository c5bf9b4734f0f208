import { compileUnproved } from "../../compile.js";
import { correlateUnproved, isCorrelator } from "../../correlate.js";
import { certificateJson } from "../../emit/json.js";
import { certificateText } from "../../emit/text.js";
import {
  type AddCommand,
  type CommonFlags,
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
      const options = { ...compileOptions(flags, surroundings), thorough: true };
      const request = await requestOf(words, flags, surroundings);
      const { paint } = paintFor(flags, surroundings);
      if (isCorrelator(request)) {
        const { correlationCertificate, correlationJson } = await import("../../emit/correlator.js");
        const correlation = correlateUnproved(request);
        const report = name === "json" ? correlationJson(correlation) : correlationCertificate(correlation, paint);
        await deliver(report, flags, surroundings);
        answer(correlation.certificate.passed ? 0 : 1);
        return;
      }
      const compilation = compileUnproved(request, options);
      await deliver(
        name === "json" ? certificateJson(compilation) : certificateText(compilation, paint),
        flags,
        surroundings,
      );
      answer(compilation.certificate.passed ? 0 : 1);
    });
};
