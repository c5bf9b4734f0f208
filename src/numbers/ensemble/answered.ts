import type { Extent } from "../../answer/layer-step.js";
import { InterruptedError, UserError } from "../../foundation/errors.js";
import { freshMemory } from "../../foundation/memory.js";
import { unobserved } from "../../foundation/observer.js";
import type { NumberOptions } from "../flow/answered.js";
import { type DefaultExtents, extentFor, simulationExtents } from "../flow/extents.js";
import { requireForecast } from "../flow/forecast.js";
import { warningsOf } from "../flow/reliability.js";
import { type Network, requireFluctuations } from "../networks/network.js";
import { type NetworkSpec, networkOf } from "../networks/spec.js";
import { type Comparison, compared, fewestBlocks, predictions } from "./comparison.js";
import { type Block, blockMeasure, type Ensemble, ensembleForecast, type Route } from "./ensemble.js";
import type { Summation } from "./summation.js";

/* The question that is answered by an ensemble of real networks beside the prediction. */

/** An ensemble of real networks beside the prediction. */
export interface SimulationQuestion {
  readonly object: "simulation";
  readonly network: NetworkSpec;
  readonly extent?: Partial<Extent>;
  /** How many networks (default 50,000). */
  readonly samples?: number;
  /** The same seed gives the same numbers (default 1). */
  readonly seed?: number;
  readonly route?: Route;
  /** How the series are made numbers (default "plain"). */
  readonly summation?: Summation;
}

/** An ensemble as it can be sent to a thread: a network's functions cannot, its description can. */
export interface EnsembleTask extends Omit<Ensemble, "network"> {
  readonly spec: NetworkSpec;
}

/** Measures the blocks 0..count-1 of an ensemble, on as many threads as it has. */
export interface Measuring {
  /** On how many threads it would measure so many blocks. */
  readonly threads: (count: number) => number;
  /**
   * The blocks in order; those that are done where the signal ends the work. What `progress` throws ends the work too.
   */
  readonly measure: (
    task: EnsembleTask,
    count: number,
    more: { readonly signal: AbortSignal; readonly progress: (done: number) => void },
  ) => Promise<Block[]>;
}

/** What a simulation may take, and who measures: the caller's own thread where nobody is given. */
export interface SimulationOptions extends NumberOptions {
  readonly measuring?: Measuring;
  /** Ends the drawing of networks: the answer is of those that are finished. */
  readonly signal?: AbortSignal;
}

/** Theory and measurement; it may have been stopped before its end. */
export interface SimulationAnswer extends Comparison {
  readonly kind: "simulation";
  readonly interrupted: boolean;
}

/** One block after the other, with a pause between them in which others have their turn. */
export const oneThread: Measuring = {
  threads: () => 1,
  async measure({ spec, ...rest }, count, { signal, progress }) {
    const ensemble = { ...rest, network: await networkOf(spec) };
    const measured = blockMeasure(ensemble);
    const blocks: Block[] = [];
    while (blocks.length < count && !signal.aborted) {
      blocks.push(measured(blocks.length));
      progress(blocks.length);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return blocks;
  },
};

const fewestSamples = 200;
const largestMeasured = 5;

/**
 * How many blocks: 200 tell the numbers of some ten layers apart, and fifty networks a block are enough for that; with
 * more networks blocks become larger first, and then more, so that an interruption loses little.
 */
const blockCount = (samples: number): number =>
  Math.floor(Math.max(20, Math.min(200, samples / 50), Math.min(1000, samples / 250)));

/** How far the series go where the best of them is wanted and nobody says how far: what takes some seconds. */
const asFarAsGoes = ({ highest = simulationExtents.one.highest }: Partial<Extent>): DefaultExtents => ({
  one: { highest, orders: highest <= 2 ? 4 : 3 },
  several: simulationExtents.several,
});

/**
 * @throws UserError where there is nothing to measure or too much; InterruptedError where the signal came before there
 * were blocks enough for a report
 */
export async function answeredSimulation(
  {
    network: spec,
    extent: wanted = {},
    samples = 50_000,
    seed = 1,
    route = "kernel",
    summation = "plain",
  }: Omit<SimulationQuestion, "object">,
  { observer = unobserved, measuring = oneThread, memory = freshMemory(), signal, ...budget }: SimulationOptions = {},
): Promise<SimulationAnswer> {
  const network = await networkOf(spec);
  const extent = extentFor(network, wanted, summation === "plain" ? simulationExtents : asFarAsGoes(wanted));
  requireMeasurable(network, extent, samples);
  const count = blockCount(samples);
  const { highest } = extent;
  const ensemble: Ensemble = { network, route, seed, blockSize: Math.floor(samples / count), highest };
  const forecast = ensembleForecast(ensemble, count, measuring.threads(count));
  const what = `${samples} networks of ${network.depth} layers${route === "weights" ? ", weight by weight," : ""}`;
  requireForecast(forecast, budget, what, "fewer --samples, layers or neurons");
  observer.announced(what, forecast.seconds);
  const predicted = predictions(network, extent, {
    ...budget,
    summation,
    memory,
    onLayer: observer.watched(["a flow", "layers"]),
  });
  if (network.inputs === 1) for (const warning of warningsOf(network, extent, memory)) observer.warned(warning);
  const { network: _, ...task } = ensemble;
  const watch = observer.watched(["an ensemble", "networks"]);
  const progress = (done: number) => watch(done * ensemble.blockSize, count * ensemble.blockSize);
  const more = { signal: signal ?? new AbortController().signal, progress };
  const blocks = await measuring.measure({ ...task, spec }, count, more);
  progress(count);
  if (blocks.length < fewestBlocks)
    throw new InterruptedError(
      `interrupted after ${blocks.length * ensemble.blockSize} networks: too few for a report`,
    );
  return {
    kind: "simulation",
    ...compared(ensemble, extent, blocks, predicted, summation),
    interrupted: blocks.length < count,
  };
}

/** @throws UserError where there is nothing to measure, or too much */
function requireMeasurable(network: Network, { highest }: Extent, samples: number): void {
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
