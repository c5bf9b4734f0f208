import type { Extent } from "../../answer/layer-step.js";
import { InterruptedError, UserError } from "../../foundation/errors.js";
import { requireForecast } from "../../foundation/forecast.js";
import { freshMemory } from "../../foundation/memory.js";
import { unobserved } from "../../foundation/observer.js";
import { type BlockMeasure, type Measuring, oneThread } from "../drawing/blocks.js";
import { fewestBlocks } from "../drawing/hotelling.js";
import type { NumberOptions } from "../flow/answered.js";
import { type DefaultExtents, extentFor, simulationExtents } from "../flow/extents.js";
import { warningsOf } from "../flow/reliability.js";
import { type Network, requireFluctuations } from "../networks/network.js";
import { type NetworkSpec, networkOf } from "../networks/spec.js";
import { type Comparison, compared, predictions } from "./comparison.js";
import { blockMeasure, type Ensemble, ensembleForecast, type Route } from "./ensemble.js";
import {
  blocksOf,
  mergedRuns,
  type NamedRun,
  type Run,
  requireContinues,
  requireWhole,
  runOf,
  seedsOf,
} from "./run.js";
import type { Prediction, Summation } from "./summation.js";

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
  /** What was drawn before, of the same ensemble: its blocks are not drawn again, and its seed and block size hold. */
  readonly earlier?: NamedRun;
}

/** Runs of one network with different seeds, as one ensemble beside the prediction. */
export interface MergeQuestion {
  readonly object: "merge";
  readonly runs: readonly NamedRun[];
  /** How many orders beyond leading the prediction goes. */
  readonly orders?: number;
  readonly summation?: Summation;
}

/** An ensemble as it can be sent to a thread: a network's functions cannot, its description can. */
export interface EnsembleTask extends Omit<Ensemble, "network"> {
  readonly kind: "networks";
  readonly spec: NetworkSpec;
}

/** What a simulation may take, and who measures: the caller's own thread where nobody is given. */
export interface SimulationOptions extends NumberOptions {
  readonly measuring?: Measuring;
  /** Ends the drawing of networks: the answer is of those that are finished. */
  readonly signal?: AbortSignal;
  /** Told what was drawn before anything is made of it, and also where it is too little for a report. */
  readonly onDrawn?: (run: Run) => Promise<void>;
}

/** Theory and measurement; it may have been stopped before its end. */
export interface SimulationAnswer extends Comparison {
  readonly kind: "simulation";
  readonly interrupted: boolean;
  /** What was drawn, to be continued or merged. */
  readonly run: Run;
}

/** Measures the blocks of a task. */
export async function begun({ spec, ...rest }: EnsembleTask): Promise<BlockMeasure> {
  return blockMeasure({ ...rest, network: await networkOf(spec) });
}

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

const simulationExtent = (network: Network, wanted: Partial<Extent>, summation: Summation): Extent =>
  extentFor(network, wanted, summation === "plain" ? simulationExtents : asFarAsGoes(wanted));

/**
 * @throws UserError where there is nothing to measure or too much; InterruptedError where the signal came before there
 * were blocks enough for a report
 */
export async function answeredSimulation(
  {
    network: spec,
    extent: wanted = {},
    samples = 50_000,
    earlier,
    seed = earlier?.run.parts[0]?.seed ?? 1,
    route = "kernel",
    summation = "plain",
  }: Omit<SimulationQuestion, "object">,
  {
    observer = unobserved,
    measuring = oneThread,
    memory = freshMemory(),
    signal,
    onDrawn,
    ...budget
  }: SimulationOptions = {},
): Promise<SimulationAnswer> {
  const network = await networkOf(spec);
  const extent = simulationExtent(network, wanted, summation);
  requireMeasurable(network, extent, samples);
  const { highest } = extent;
  const blockSize = earlier?.run.blockSize ?? Math.floor(samples / blockCount(samples));
  const ensemble: Ensemble = { network, route, seed, blockSize, highest };
  if (earlier !== undefined) {
    requireContinues(earlier, ensemble);
    requireWhole(earlier, network);
  }
  const known = earlier === undefined ? [] : blocksOf(earlier.run);
  const drawn = new Set(known.map(({ index }) => index));
  const whole = earlier === undefined ? blockCount(samples) : Math.ceil(samples / blockSize);
  const missing = Array.from({ length: whole }, (_, index) => index).filter((index) => !drawn.has(index));
  const count = missing.length;
  const forecast = ensembleForecast(ensemble, count, Math.max(1, measuring.threads(count)));
  const what = `${samples} networks of ${network.depth} layers${route === "weights" ? ", weight by weight," : ""}`;
  requireForecast(forecast, budget, what, "fewer --samples, layers or neurons");
  observer.announced(what, forecast.seconds);
  const predicted = predictedFor(network, extent, { ...budget, summation, memory, observer });
  const { network: _, ...task } = ensemble;
  const watch = observer.watched(["an ensemble", "networks"]);
  const progress = (done: number) => watch(done * ensemble.blockSize, count * ensemble.blockSize);
  const more = { signal: signal ?? new AbortController().signal, progress };
  const fresh = count === 0 ? [] : await measuring.measure({ kind: "networks", ...task, spec }, begun, missing, more);
  if (count > 0) progress(count);
  const blocks = [...known, ...fresh].sort((a, b) => a.index - b.index);
  const run = runOf(ensemble, blocks);
  await onDrawn?.(run);
  if (blocks.length < fewestBlocks)
    throw new InterruptedError(
      `interrupted after ${blocks.length * ensemble.blockSize} networks: too few for a report`,
    );
  return {
    kind: "simulation",
    ...compared(ensemble, extent, blocks, predicted, summation),
    interrupted: fresh.length < count,
    run,
  };
}

/** The predictions, with word of how far they go. @throws UserError where their flow would take more than the budget */
function predictedFor(
  network: Network,
  extent: Extent,
  {
    observer,
    memory,
    ...options
  }: NumberOptions & Required<Pick<NumberOptions, "observer" | "memory">> & { readonly summation: Summation },
): Prediction[] {
  const onLayer = observer.watched(["a flow", "layers"]);
  const predicted = predictions(network, extent, { ...options, memory, onLayer });
  if (network.inputs === 1) for (const warning of warningsOf(network, extent, memory)) observer.warned(warning);
  return predicted;
}

/**
 * @throws UserError where the runs are not of one ensemble, have a block in common, or are too few for a report
 */
export async function answeredMerge(
  { runs, orders, summation = "plain" }: Omit<MergeQuestion, "object">,
  {
    observer = unobserved,
    memory = freshMemory(),
    measuring: _,
    signal: __,
    onDrawn: ___,
    ...budget
  }: SimulationOptions = {},
): Promise<SimulationAnswer> {
  const run = mergedRuns(runs);
  const network = await networkOf(run.network);
  for (const named of runs) requireWhole(named, network);
  const { highest, route, blockSize } = run;
  const wanted = { highest, ...(orders === undefined ? {} : { orders }) };
  const extent = simulationExtent(network, wanted, summation);
  const predicted = predictedFor(network, extent, { ...budget, summation, memory, observer });
  const [seed = 1] = seedsOf(run);
  const ensemble: Ensemble = { network, route, seed, blockSize, highest };
  return {
    kind: "simulation",
    ...compared(ensemble, extent, blocksOf(run), predicted, summation),
    interrupted: false,
    run,
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
