import { Option } from "commander";
import { UserError } from "../../errors.js";
import type { Extent } from "../../layer-step.js";
import { compared, fewestBlocks, predictions } from "../../network/comparison.js";
import { type Ensemble, ensembleForecast, type Route } from "../../network/ensemble.js";
import { requireForecast } from "../../network/forecast.js";
import { type Network, requireFluctuations } from "../../network/network.js";
import { nextTerms, warningOf } from "../../network/reliability.js";
import { networkOf } from "../../network/spec.js";
import { depthPlot, simulationCsv, simulationJson, simulationText } from "../../report/simulation.js";
import {
  type AddCommand,
  deliver,
  formatName,
  paintFor,
  positiveInteger,
  requireOneOf,
  withOutputFlags,
} from "../context.js";
import { measuredBlocks, threadsFor } from "../ensemble-pool.js";
import { announce, type BudgetFlags, minutesOf, watched, withBudgetFlag } from "../forecast.js";
import {
  type ExtentDefaults,
  type ExtentFlags,
  extentOf,
  type NetworkFlags,
  specOfFlags,
  withExtentFlags,
  withNetworkFlags,
} from "../network-flags.js";
import { codeOfSignal } from "../output.js";
import { deliverPlot, type PlotFlags, withPlotFlag } from "../plot.js";

interface SimulateFlags extends NetworkFlags, ExtentFlags, PlotFlags, BudgetFlags {
  readonly quiet?: true;
  readonly samples: number;
  readonly seed: number;
  readonly route: Route;
  readonly threads?: number;
}

const defaults: ExtentDefaults = { one: [8, 2], several: [4, 1] };
const interruptedCode = codeOfSignal("SIGINT");
const fewestSamples = 200;

/**
 * How many blocks: 200 tell the numbers of some ten layers apart, and fifty networks a block are enough for that; with more networks blocks
 * become larger first, and then more, so that an interruption loses little.
 */
const blockCount = (samples: number): number =>
  Math.floor(Math.max(20, Math.min(200, samples / 50), Math.min(1000, samples / 250)));

const largestMeasured = 5;

/** `simulate`: an ensemble of real networks beside the prediction. Answers 1 where they disagree. */
export const simulateCommand: AddCommand = (program, surroundings, answer) => {
  const names = ["text", "json", "csv"];
  const command = withExtentFlags(withNetworkFlags(withOutputFlags(program.command("simulate"), names)), defaults)
    .description("an ensemble of real networks beside the prediction: K and the vertices of every layer, with z-scores")
    .option("--samples <n>", "how many networks", positiveInteger, 50_000)
    .option("--seed <n>", "a whole number from 1 to 1000000000; the same seed gives the same bytes", positiveInteger, 1)
    .addOption(
      new Option("--route <how>", "draw preactivations from each random kernel, or every weight")
        .choices(["kernel", "weights"])
        .default("kernel"),
    )
    .option(
      "--threads <n>",
      "how many threads, at most one a core (the default); the result does not depend on it",
      positiveInteger,
    );
  withPlotFlag(withBudgetFlag(command), "the depth dependence with error bars").action(async (flags: SimulateFlags) => {
    const name = formatName(flags, "text");
    requireOneOf(name, names, "format");
    const spec = await specOfFlags(flags);
    const network = await networkOf(spec);
    const extent = extentOf(flags, network, defaults);
    requireMeasurable(network, extent, flags);
    const { samples, seed, route } = flags;
    const count = blockCount(samples);
    const ensemble: Ensemble = {
      network,
      route,
      seed,
      blockSize: Math.floor(samples / count),
      highest: extent.highest,
    };
    const threads = threadsFor(flags.threads, count);
    const forecast = ensembleForecast(ensemble, count, threads);
    const what = `${samples} networks of ${network.depth} layers${route === "weights" ? ", weight by weight," : ""}`;
    requireForecast(forecast, minutesOf(flags), what, "fewer --samples, layers or neurons");
    announce(forecast, what, flags, surroundings);
    const onLayer = watched(["a flow", "layers"], flags, surroundings);
    const predicted = predictions(network, extent, { minutes: minutesOf(flags), onLayer });
    const warning = network.inputs === 1 ? warningOf(nextTerms(network, extent)) : undefined;
    if (warning !== undefined && !flags.quiet) surroundings.stderr.write(`warning: ${warning}\n`);
    const { network: _, ...task } = ensemble;
    const watch = watched(["an ensemble", "networks"], flags, surroundings);
    const progress = (done: number) => watch(done * ensemble.blockSize, count * ensemble.blockSize);
    const blocks = await untilInterrupted((signal) =>
      measuredBlocks({ ...task, spec }, count, threads, { signal, progress }),
    );
    progress(count);
    if (blocks.length < fewestBlocks) {
      surroundings.stderr.write(
        `interrupted after ${blocks.length * ensemble.blockSize} networks: too few for a report\n`,
      );
      answer(interruptedCode);
      return;
    }
    const simulation = { ...compared(ensemble, extent, blocks, predicted), interrupted: blocks.length < count };
    const report = { text: simulationText, json: simulationJson, csv: simulationCsv }[name as "text"];
    const { paint } = paintFor(flags, surroundings);
    await deliverPlot(flags, () => depthPlot(simulation));
    await deliver(report(simulation, paint), flags, surroundings);
    answer(simulation.interrupted ? interruptedCode : simulation.verdict.agrees ? 0 : 1);
  });
};

/** Work that Ctrl-C ends early; once it has ended, however it does, Ctrl-C ends the program again. */
async function untilInterrupted<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  process.once("SIGINT", interrupt);
  try {
    return await work(abort.signal);
  } finally {
    process.off("SIGINT", interrupt);
  }
}

/** @throws UserError where there is nothing to measure, or too much */
function requireMeasurable(network: Network, { highest }: Extent, { samples }: SimulateFlags): void {
  requireFluctuations(network);
  if (samples < fewestSamples)
    throw new UserError(
      "flag",
      `--samples ${samples}: too few to know an error from\nexpected ${fewestSamples} or more`,
    );
  if (highest > largestMeasured)
    throw new UserError(
      "flag",
      `--vertices ${2 * highest}: no ensemble is large enough to measure it\nexpected ${2 * largestMeasured} at most`,
    );
  if (network.inputs > 4)
    throw new UserError("network", `${network.inputs} inputs\nexpected 4 at most in a simulation`);
}
