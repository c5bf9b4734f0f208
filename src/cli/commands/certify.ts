import { answer } from "../../questions.js";
import {
  type AddCommand,
  type CommonFlags,
  compileOptions,
  requestOf,
  withOutputFlags,
  withWorkFlags,
} from "../context.js";
import { deliverProduct, formatNames } from "../product.js";

/** `certify`: every independent check of a result, with its figures. Answers 1 when one fails. */
export const certifyCommand: AddCommand = (program, surroundings, exit) => {
  withWorkFlags(withOutputFlags(program.command("certify"), formatNames("certificate")))
    .description("every independent check of the result, with figures")
    .argument("<request...>", "what to prove")
    .action(async (words: string[], flags: CommonFlags) => {
      const { certificate } = await deliverProduct("certificate", flags, surroundings, async () =>
        answer(await requestOf(words, flags, surroundings), {
          ...compileOptions(flags, surroundings),
          thorough: true,
          mayFail: true,
        }),
      );
      exit(certificate.passed ? 0 : 1);
    });
};
