import { UserError } from "../../errors.js";
import { flow, type Layer } from "../../network/flow.js";
import { type Forecast, told } from "../../network/forecast.js";
import { averageWarning, beyond, termSizes, warningOf } from "../../network/reliability.js";
import { tensorFlow } from "../../network/tensor-flow.js";
import {
  flowCsv,
  flowJson,
  flowPlot,
  flowText,
  tensorFlowCsv,
  tensorFlowJson,
  tensorFlowText,
} from "../../report/flow.js";
import { type AddCommand, deliver, formatName, paintFor, requireOneOf, withOutputFlags } from "../context.js";
import { announce, type BudgetFlags, minutesOf, watched, withBudgetFlag } from "../forecast.js";
import {
  type ExtentDefaults,
  type ExtentFlags,
  extentOf,
  type NetworkFlags,
  networkOfFlags,
  withExtentFlags,
  withNetworkFlags,
} from "../network-flags.js";
import { deliverPlot, type PlotFlags, withPlotFlag } from "../plot.js";

const defaults: ExtentDefaults = { one: [4, 0], several: [4, 0] };

/** `flow`: the kernel and the vertices layer by layer, by the enumerated sums. */
export const flowCommand: AddCommand = (program, surroundings) => {
  const names = ["text", "json", "csv"];
  const command = withExtentFlags(withNetworkFlags(withOutputFlags(program.command("flow"), names)), defaults);
  withPlotFlag(withBudgetFlag(command), "the depth dependence (one input)")
    .description("K and the vertices layer by layer, each order in 1/n")
    .action(async (flags: NetworkFlags & ExtentFlags & PlotFlags & BudgetFlags) => {
      const name = formatName(flags, "text");
      requireOneOf(name, names, "format");
      const network = await networkOfFlags(flags);
      const extent = extentOf(flags, network, defaults);
      const { paint } = paintFor(flags, surroundings);
      const watch = watched(["a flow", "layers"], flags, surroundings);
      if (network.inputs > 1) {
        if (flags.plot !== undefined)
          throw new UserError("flag", "--plot shows one input\nexpected --format csv, for a plot of your own");
        const onForecast = (forecast: Forecast) =>
          announce(forecast, `a flow of ${network.inputs} inputs`, flags, surroundings);
        const found = tensorFlow(network, extent, { minutes: minutesOf(flags), onForecast });
        const layers = [...told(found, network.depth, watch)];
        const report = { text: tensorFlowText, json: tensorFlowJson, csv: tensorFlowCsv }[name as "text"];
        await deliver(report({ network, extent }, layers, paint), flags, surroundings);
        return;
      }
      const layers = [...told(flow(network, extent, beyond(extent)), network.depth, watch)];
      const sizes = termSizes(network, extent, layers.at(-1) as Layer);
      for (const warning of [warningOf(sizes), averageWarning(layers)])
        if (warning !== undefined && !flags.quiet) surroundings.stderr.write(`warning: ${warning}\n`);
      const report = { text: flowText, json: flowJson, csv: flowCsv }[name as "text"];
      await deliverPlot(flags, () => flowPlot({ network, extent }, layers));
      await deliver(report({ network, extent, nextTerms: sizes }, layers, paint), flags, surroundings);
    });
};
