import { UserError } from "../../foundation/errors.js";
import { flowExtents } from "../../numbers/flow/extents.js";
import type { Network } from "../../numbers/networks/network.js";
import { networkOf } from "../../numbers/networks/spec.js";
import { answer } from "../../questions.js";
import { type AddCommand, withOutputFlags } from "../context.js";
import { type BudgetFlags, numberOptions, withBudgetFlag } from "../forecast.js";
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

/** `flow`: the kernel and the vertices layer by layer, by the enumerated sums. */
export const flowCommand: AddCommand = (program, surroundings) => {
  const command = withNetworkFlags(withOutputFlags(program.command("flow"), formatNames("flow")));
  withPlotFlag(withBudgetFlag(withExtentFlags(command, flowExtents)), "the depth dependence (one input)")
    .description("K and the vertices layer by layer, each order in 1/n")
    .action(async (flags: NetworkFlags & ExtentFlags & PlotFlags & BudgetFlags) => {
      await deliverProduct("flow", flags, surroundings, async () => {
        const network = await specOfFlags(flags);
        if (flags.plot !== undefined) requireOneInput(await networkOf(network));
        return answer({ object: "flow", network, extent: extentIn(flags) }, numberOptions(flags, surroundings));
      });
    });
};

/** @throws UserError, before any work is done for a picture that cannot be */
function requireOneInput({ inputs }: Network): void {
  if (inputs > 1) throw new UserError("flag", "--plot shows one input\nexpected --format csv, for a plot of your own");
}
