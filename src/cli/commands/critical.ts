import { UserError } from "../../errors.js";
import { criticality } from "../../network/critical.js";
import { parseActivation } from "../../network/parse-activation.js";
import { fixedPoints } from "../../network/phase.js";
import { criticalCsv, criticalJson, criticalText, phaseDiagram } from "../../report/critical.js";
import { type AddCommand, deliver, formatName, paintFor, requireOneOf, withOutputFlags } from "../context.js";
import { type BudgetFlags, watched, withBudgetFlag } from "../forecast.js";
import { type NetworkFlags, withActivationFlags } from "../network-flags.js";
import { deliverPlot, type PlotFlags, withPlotFlag } from "../plot.js";

/** `critical`: where an activation is critical, or why nowhere; what deep layers do elsewhere. */
export const criticalCommand: AddCommand = (program, surroundings) => {
  const names = ["text", "json", "csv"];
  const command = withBudgetFlag(withActivationFlags(withOutputFlags(program.command("critical"), names)));
  withPlotFlag(command, "the phase diagram")
    .description(
      "every critical (C_b, C_W, K*) with its class, or why there is none; with --C-b and --C-W deep layers there",
    )
    .action(async (flags: NetworkFlags & PlotFlags & BudgetFlags) => {
      const name = formatName(flags, "text");
      requireOneOf(name, names, "format");
      if (flags.activation === undefined)
        throw new UserError(
          "network",
          '--activation is missing\nexpected a name such as gelu, or an expression such as "x + x^2/2"',
        );
      const activation = await parseActivation(flags.activation, flags.kinks);
      const watch = watched(["a search for critical points", "kernels", "a simpler activation"], flags, surroundings);
      const found = criticality(activation, watch);
      const { CB, CW } = flags;
      const [C_b, C_W] = [CB ?? 0, CW];
      if (C_W === undefined && CB !== undefined)
        throw new UserError("flag", "--C-b without --C-W\nexpected both, for what deep layers do there, or none");
      const deep = C_W === undefined ? undefined : { C_b, C_W, fixedPoints: fixedPoints(activation, C_b, C_W) };
      const { paint } = paintFor(flags, surroundings);
      const report = { text: criticalText, json: criticalJson, csv: criticalCsv }[name as "text"];
      await deliverPlot(flags, () => phaseDiagram(activation, found, deep));
      await deliver(report(found, deep, paint), flags, surroundings);
    });
};
