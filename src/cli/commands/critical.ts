import { answer } from "../../questions.js";
import { type AddCommand, withOutputFlags } from "../context.js";
import { type BudgetFlags, numberOptions, withBudgetFlag } from "../forecast.js";
import { type NetworkFlags, withActivationFlags } from "../network-flags.js";
import { type PlotFlags, withPlotFlag } from "../plot.js";
import { deliverProduct, formatNames } from "../product.js";

/** `critical`: where an activation is critical, or why nowhere; what deep layers do elsewhere. */
export const criticalCommand: AddCommand = (program, surroundings) => {
  const command = withOutputFlags(program.command("critical"), formatNames("critical"));
  withPlotFlag(withBudgetFlag(withActivationFlags(command)), "the phase diagram")
    .description(
      "every critical (C_b, C_W, K*) with its class, or why there is none; with --C-b and --C-W deep layers there",
    )
    .action(async (flags: NetworkFlags & PlotFlags & BudgetFlags) => {
      const { activation, kinks, CB: C_b, CW: C_W } = flags;
      await deliverProduct("critical", flags, surroundings, () =>
        answer({ object: "critical", activation, kinks, C_b, C_W }, numberOptions(flags, surroundings)),
      );
    });
};
