import { type AddCommand, type CommonFlags, deliver, outputOption } from "../context.js";
import { summaries } from "../summaries.js";

/** `preamble`: oneovern.sty. */
export const preambleCommand: AddCommand = (program, surroundings) => {
  program
    .command("preamble")
    .description(summaries.preamble.does)
    .addOption(outputOption())
    .action(async (flags: CommonFlags) => {
      const { preamble } = await import("../../documents/preamble.js");
      await deliver(preamble, flags, surroundings);
    });
};
