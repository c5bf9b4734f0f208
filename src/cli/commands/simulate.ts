import { Option } from "commander";
import { UserError } from "../../foundation/errors.js";
import type { Route } from "../../numbers/ensemble/ensemble.js";
import { type NamedRun, type Run, readRun } from "../../numbers/ensemble/run.js";
import type { Summation } from "../../numbers/ensemble/summation.js";
import { simulationExtents } from "../../numbers/flow/extents.js";
import { answer } from "../../questions.js";
import { type AddCommand, positiveInteger, readUserFile, withOutputFlags } from "../context.js";
import { measuringOn } from "../drawing-pool.js";
import { type BudgetFlags, numberOptions, withBudgetFlags, withToleranceFlag } from "../forecast.js";
import {
  type ExtentFlags,
  extentIn,
  type NetworkFlags,
  ordersOrBest,
  specOfFlags,
  withExtentFlags,
  withNetworkFlags,
} from "../network-flags.js";
import { isThere, requireWritable, writeToFile } from "../output.js";
import { type PlotFlags, withPlotFlag } from "../plot.js";
import { deliverProduct, formatNames } from "../product.js";
import { summaries } from "../summaries.js";
import { unlessInterrupted, verdictCode } from "../verdicts.js";

interface SimulateFlags extends NetworkFlags, ExtentFlags, PlotFlags, BudgetFlags {
  readonly samples: number;
  readonly seed?: number;
  readonly continue?: string;
  readonly route: Route;
  readonly threads?: number;
  readonly resum?: true;
}

/** How the flags want series to be made numbers. @throws UserError */
export function summationOf({ resum, loops }: Pick<SimulateFlags, "resum" | "loops">): Summation {
  if (resum && loops === "best")
    throw new UserError(
      "flag",
      "--resum takes all orders, and --loops best stops each series early\nexpected one of them",
    );
  return resum ? "resummed" : loops === "best" ? "smallest" : "plain";
}

/** The run of a file. @throws UserError */
export const runOfFile = async (file: string): Promise<NamedRun> => ({
  run: readRun(await readUserFile(file), file),
  file,
});

/** Writes a run to a file, whole or not at all. */
export const saveRun = async (run: Run, file: string): Promise<void> =>
  writeToFile((await import("../../documents/simulation.js")).runJson(run), file);

/**
 * `simulate`: an ensemble of real networks beside the prediction. Answers 1 where they disagree, and 3 where the series
 * does not go far enough to say.
 */
export const simulateCommand: AddCommand = (program, surroundings, exit) => {
  const described = withNetworkFlags(withOutputFlags(program.command("simulate"), formatNames("simulation")));
  const command = withExtentFlags(described, simulationExtents, ordersOrBest)
    .description(summaries.simulate.does)
    .option("--samples <n>", "how many networks", positiveInteger, 50_000)
    .option("--seed <n>", "a whole number (default 1); the same seed gives the same bytes", positiveInteger)
    .option(
      "--continue <file>",
      "keep what is drawn in a file, and draw only what is not there yet of --samples; merge joins such files",
    )
    .addOption(
      new Option("--route <how>", "draw preactivations from each random kernel, or every weight")
        .choices(["kernel", "weights"])
        .default("kernel"),
    )
    .option(
      "--threads <n>",
      "how many threads, at most one a core (the default); the result does not depend on it",
      positiveInteger,
    )
    .option("--resum", "Pade approximants of the series, beside their plain sums");
  withPlotFlag(withToleranceFlag(withBudgetFlags(command)), "the depth dependence with error bars").action(
    async (flags: SimulateFlags) => {
      await unlessInterrupted(surroundings, exit, async () => {
        const file = flags.continue;
        if (file !== undefined) await requireWritable(file);
        const { interrupted, verdict } = await deliverProduct("simulation", flags, surroundings, async () => {
          const { samples, seed, route, threads } = flags;
          const summation = summationOf(flags);
          const network = await specOfFlags(flags);
          const earlier = file !== undefined && (await isThere(file)) ? await runOfFile(file) : undefined;
          const onDrawn = async (run: Run) => {
            if (file !== undefined && run.parts.some(({ blocks }) => blocks.length > 0)) await saveRun(run, file);
          };
          return answer(
            {
              object: "simulation",
              network,
              extent: extentIn(flags),
              samples,
              route,
              summation,
              ...(seed === undefined ? {} : { seed }),
              ...(earlier === undefined ? {} : { earlier }),
            },
            { ...numberOptions(flags, surroundings), measuring: measuringOn(threads), onDrawn },
          );
        });
        exit(verdictCode({ interrupted, outcome: verdict.outcome }));
      });
    },
  );
};
