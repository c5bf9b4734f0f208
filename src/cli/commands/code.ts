import { codeOf, targetNamed, targets } from "../../code/files.js";
import { UserError } from "../../foundation/errors.js";
import { objectOf } from "../../language/support.js";
import { extentFor, flowExtents } from "../../numbers/flow/extents.js";
import { answer } from "../../questions.js";
import {
  type AddCommand,
  type CommonFlags,
  compileOptions,
  deliver,
  outputOption,
  requestOf,
  requireOneOf,
  withWorkFlags,
} from "../context.js";
import { type ExtentFlags, extentIn, withExtentFlags } from "../network-flags.js";
import { summaries } from "../summaries.js";

interface CodeFlags extends CommonFlags, ExtentFlags {
  readonly target: string;
  readonly kind: string;
  readonly name?: string;
  readonly gradient?: true;
}

/** `code`: an evaluator of the collected sum, or of a layer's step, in a language of the user's choice. */
export const codeCommand: AddCommand = (program, surroundings) => {
  const command = withWorkFlags(
    program.command("code"),
    "how many diagrams code is written from (default 20000); of more the recursion, or the sum",
  )
    .description(summaries.code.does)
    .argument(summaries.code.takes, "what to evaluate")
    .requiredOption("-t, --target <language>", `the language: ${targets.map(({ name }) => name).join(", ")}`)
    .option("--kind <kind>", "sum, or step: from layer l-1 to layer l, with --vertices and --loops", "sum")
    .option("--name <name>", "what the function is called")
    .option("--gradient", "also the derivatives by every symbol");
  withExtentFlags(command, flowExtents)
    .addOption(outputOption())
    .option("-q, --quiet", "no progress and no remarks")
    .action(async (words: string[], flags: CodeFlags) => {
      const target = targetNamed(flags.target);
      requireOneOf(flags.kind, ["sum", "step"], "kind of code");
      const { name, gradient = false } = flags;
      const { trace } = compileOptions(flags, surroundings);
      const options = { gradient, trace, ...(name === undefined ? {} : { name }) };
      if (flags.kind === "step") {
        if (words.length > 0)
          throw new UserError(
            "flag",
            `--kind step takes no request, and there is "${words.join(" ")}"\nexpected --vertices and --loops instead`,
          );
        if (flags.equalWidths)
          throw new UserError(
            "flag",
            "--equal-widths: a step has the ratio of two widths as an input\nexpected the value 1 for n_{l-1}/n_{l-2} where the code is used",
          );
        const question = { object: "step" as const, extent: extentFor({ inputs: 1 }, extentIn(flags), flowExtents) };
        const step = await answer(question, compileOptions(flags, surroundings));
        await deliver(codeOf(step, target, options), flags, surroundings);
        return;
      }
      for (const flag of ["vertices", "loops"] as const)
        if (flags[flag] !== undefined)
          throw new UserError(
            "flag",
            `--${flag} ${flags[flag]} is for --kind step\nexpected the order in the request: V_4 at 1 loop`,
          );
      if (words.join(" ").trim() === "scaling") {
        await deliver(codeOf({ kind: "scaling solver" }, target, options), flags, surroundings);
        return;
      }
      const request = await requestOf(words, flags, surroundings);
      const isSum = ["V", "K"].includes(objectOf(request));
      const asked = compileOptions(flags, surroundings);
      const found = await (isSum ? answer({ object: "evaluator", of: request }, asked) : answer(request, asked));
      await deliver(codeOf(found, target, options), flags, surroundings);
    });
};
