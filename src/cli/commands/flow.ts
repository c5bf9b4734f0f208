import { UserError } from "../../foundation/errors.js";
import { flowExtents } from "../../numbers/flow/extents.js";
import { answer } from "../../questions.js";
import { type AddCommand, withOutputFlags } from "../context.js";
import { type BudgetFlags, numberOptions, withBudgetFlags, withToleranceFlag } from "../forecast.js";
import {
  type ExtentFlags,
  extentIn,
  type NetworkFlags,
  specOfFlags,
  withExtentFlags,
  withNetworkFlags,
} from "../network-flags.js";
import { type PlotFlags, withPlotFlag } from "../plot.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";

interface FlowFlags extends NetworkFlags, ExtentFlags, PlotFlags, BudgetFlags {
  readonly entries?: readonly string[];
  readonly exact?: true;
}

/** `flow`: the kernel and the vertices layer by layer, by the enumerated sums. */
export const flowCommand: AddCommand = (program, surroundings) => {
  const command = withNetworkFlags(withOutputFlags(program.command("flow"), formatNames("flow")));
  withPlotFlag(
    withToleranceFlag(withBudgetFlags(withExtentFlags(command, flowExtents))),
    "the depth dependence, of several inputs the kernel layer by layer,",
  )
    .description(summaries.flow.does)
    .option(
      "--entries <list>",
      'of many inputs K_0, and these entries alone: "V_4(x1,x2; x3,x4), V_4(x1,x1; x1,x1)"; may be repeated',
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .option("--exact", "rational numbers, where the activation has them: a polynomial, relu, abs, leaky-relu(a)")
    .action(async (flags: FlowFlags) => {
      await deliverProduct("flow", flags, surroundings, async () => {
        if (flags.entries !== undefined && flags.vertices !== undefined)
          throw new UserError("flag", "--entries says which vertices\nexpected --entries without --vertices");
        const network = await specOfFlags(flags);
        const entries = {
          ...(flags.entries === undefined ? {} : { entries: flags.entries }),
          ...(flags.exact ? { exact: true } : {}),
        };
        return answer(
          { object: "flow", network, extent: extentIn(flags), ...entries },
          numberOptions(flags, surroundings),
        );
      });
    });
};
