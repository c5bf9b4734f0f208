import { compile } from "../../compile.js";
import { correlate, isCorrelator } from "../../correlate.js";
import { targetNamed, targets } from "../../emit/targets.js";
import {
  type AddCommand,
  type CommonFlags,
  checkFlags,
  compileOptions,
  deliver,
  requestOf,
  withWorkFlags,
} from "../context.js";

interface CodeFlags extends CommonFlags {
  readonly target: string;
}

/** `code`: an evaluator of the collected sum, in a language of the user's choice. */
export const codeCommand: AddCommand = (program, surroundings) => {
  withWorkFlags(program.command("code"))
    .description("an evaluator of the collected sum, as a module that stands alone")
    .argument("<request...>", "what to evaluate")
    .requiredOption("-t, --target <language>", `the language: ${targets.map(({ name }) => name).join(", ")}`)
    .option("-o, --output <file>", "write to a file, atomically, instead of standard output")
    .option("-q, --quiet", "no progress and no remarks")
    .action(async (words: string[], flags: CodeFlags) => {
      const target = targetNamed(flags.target);
      await checkFlags(flags);
      const request = await requestOf(words, flags, surroundings);
      const module = isCorrelator(request)
        ? target.correlation(correlate(request))
        : target.module(compile(request, compileOptions(flags, surroundings)));
      await deliver(await module, flags, surroundings);
    });
};
