import { InvalidArgumentError } from "commander";
import { answer } from "../../questions.js";
import { type AddCommand, positiveInteger, withOutputFlags } from "../context.js";
import { type BudgetFlags, numberOptions, withBudgetFlags } from "../forecast.js";
import { type NetworkFlags, withActivationFlags } from "../network-flags.js";
import { type PlotFlags, withPlotFlag } from "../plot.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

/** A number of digits. @throws InvalidArgumentError */
function digits(text: string): number {
  const count = positiveInteger(text);
  if (count > 17) throw new InvalidArgumentError("Expected a whole number from 1 to 17.");
  return count;
}

/** `critical`: where an activation is critical, or why nowhere; what deep layers do elsewhere. */
export const criticalCommand: AddCommand = (program, surroundings) => {
  const command = withOutputFlags(program.command("critical"), formatNames("critical"));
  withPlotFlag(withBudgetFlags(withActivationFlags(command)), "the phase diagram")
    .description(summaries.critical.does)
    .option("--digits <n>", "how many digits of the points, from 1 to 17 (default 17: all that there are)", digits)
    .action(async (flags: NetworkFlags & PlotFlags & BudgetFlags & { readonly digits?: number }) => {
      const { activation, kinks, CB: C_b, CW: C_W } = flags;
      await deliverProduct(
        "critical",
        flags,
        surroundings,
        () => answer({ object: "critical", activation, kinks, C_b, C_W }, numberOptions(flags, surroundings)),
        flags.digits === undefined ? {} : { digits: flags.digits },
      );
    });
};
