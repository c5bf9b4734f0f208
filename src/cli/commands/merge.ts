import { answer } from "../../questions.js";
import { type AddCommand, withOutputFlags } from "../context.js";
import { type BudgetFlags, numberOptions, withBudgetFlags, withToleranceFlag } from "../forecast.js";
import { ordersOrBest } from "../network-flags.js";
import { requireWritable } from "../output.js";
import { type PlotFlags, withPlotFlag } from "../plot.js";
import { deliverProduct, formatNames } from "../product.js";
import { verdictCode } from "../verdicts.js";
import { runOfFile, saveRun, summationOf } from "./simulate.js";

interface MergeFlags extends PlotFlags, BudgetFlags {
  readonly color: boolean;
  readonly save?: string;
  readonly loops?: number | "best";
  readonly resum?: true;
}

/** `merge`: runs of one network with different seeds as one, beside the prediction. */
export const mergeCommand: AddCommand = (program, surroundings, exit) => {
  const command = withOutputFlags(program.command("merge"), formatNames("simulation"))
    .description("runs that simulate --continue has written, with different seeds, as one beside the prediction")
    .argument("<file...>", "the runs")
    .option("--save <file>", "write them as one run")
    .option("--loops <L>", "how many orders beyond leading, or best, as simulate has it", ordersOrBest)
    .option("--resum", "Pade approximants of the series, beside their plain sums");
  withPlotFlag(withToleranceFlag(withBudgetFlags(command)), "the depth dependence with error bars").action(
    async (files: string[], flags: MergeFlags) => {
      const { save, loops } = flags;
      if (save !== undefined) await requireWritable(save);
      const { verdict } = await deliverProduct("simulation", flags, surroundings, async () => {
        const runs = await Promise.all(files.map(runOfFile));
        const orders = typeof loops === "number" ? { orders: loops } : {};
        const found = await answer(
          { object: "merge", runs, ...orders, summation: summationOf(flags) },
          numberOptions(flags, surroundings),
        );
        if (save !== undefined) await saveRun(found.run, save);
        return found;
      });
      exit(verdictCode({ interrupted: false, outcome: verdict.outcome }));
    },
  );
};
