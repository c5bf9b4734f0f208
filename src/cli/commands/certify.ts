import type { Request } from "../../language/request.js";
import { type AnswerOptions, answer } from "../../questions.js";
import {
  type AddCommand,
  type CommonFlags,
  compileOptions,
  requestOf,
  throughOption,
  withOutputFlags,
  withWorkFlags,
} from "../context.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

/** `certify`: every independent check of a result, with its figures. Answers 1 when one fails. */
export const certifyCommand: AddCommand = (program, surroundings, exit) => {
  withWorkFlags(
    withOutputFlags(program.command("certify"), formatNames("certificate")),
    "how many diagrams are proved row by row (default 20000); more are added up one by one, up to 20 million",
  )
    .description(summaries.certify.does)
    .argument(summaries.certify.takes, "what to prove")
    .addOption(throughOption())
    .action(async (words: string[], flags: CommonFlags) => {
      const { certificate } = await deliverProduct("certificate", flags, surroundings, async () =>
        asked(await requestOf(words, flags, surroundings), flags, {
          ...compileOptions(flags, surroundings),
          thorough: true,
          mayFail: true,
        }),
      );
      exit(certificate.passed ? 0 : 1);
    });
};

/** The answer to a request, of a correlator through the action where that is wanted. */
const asked = (of: string | Request, { through }: CommonFlags, options: AnswerOptions) =>
  through === undefined ? answer(of, options) : answer({ object: "correlator through action", of }, options);
