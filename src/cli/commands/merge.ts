import { mergedShards, type ReadShard } from "../../answer/shards.js";
import { answer } from "../../questions.js";
import { type AddCommand, type CommonFlags, formatName, type Surroundings, withOutputFlags } from "../context.js";
import { type BudgetFlags, numberOptions, withBudgetFlags, withToleranceFlag } from "../forecast.js";
import { ordersOrBest } from "../network-flags.js";
import { requireDistinctFiles, requireWritable } from "../output.js";
import { type PlotFlags, withPlotFlag } from "../plot.js";
import { deliverProduct, formatNames } from "../product.js";
import { isShard, readShard } from "../shard-files.js";
import { summaries } from "../summaries.js";
import { requireUsed } from "../used-flags.js";
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
    .description(summaries.merge.does)
    .argument(summaries.merge.takes, "the shards, or the runs")
    .option("--save <file>", "write them as one run")
    .option("--loops <L>", "how many orders beyond leading, or best, as simulate has it", ordersOrBest)
    .option("--resum", "Pade approximants of the series, beside their plain sums");
  withPlotFlag(withToleranceFlag(withBudgetFlags(command)), "the depth dependence with error bars").action(
    async (files: string[], flags: MergeFlags) => {
      if ((await Promise.all(files.map(isShard))).includes(true)) {
        await mergeShards(files, flags, surroundings);
        return;
      }
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

/** What each kind of file is merged by. */
const flagsOf = {
  "shards of diagrams": [],
  "runs of networks": ["save", "loops", "resum", "plot", "tolerance"],
} as const;

/**
 * Shards of diagrams, proved to be all: the certificate, and in json the sum of their terms. @throws UserError
 */
async function mergeShards(
  files: readonly string[],
  flags: MergeFlags & CommonFlags,
  surroundings: Surroundings,
): Promise<void> {
  requireUsed("shards of diagrams", flags, flagsOf);
  const written = flags.output === undefined || flags.output === "-" ? [] : [{ flag: "-o", path: flags.output }];
  for (const path of files) await requireDistinctFiles(written, [{ flag: path, path }]);
  const shards: ReadShard[] = [];
  // One after the other: each may be larger than memory.
  for (const file of files) shards.push(await readShard(file));
  const format = formatName(flags, "text");
  const product = format === "text" || shards.some(({ sum }) => sum === undefined) ? "certificate" : "expansion";
  await deliverProduct(product, flags, surroundings, async () => mergedShards(shards));
}
