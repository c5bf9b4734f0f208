import { UserError } from "../../foundation/errors.js";
import type { Block } from "../drawing/blocks.js";
import type { Network } from "../networks/network.js";
import { kernelAt, pairsOf } from "../networks/pairs.js";
import type { NetworkSpec } from "../networks/spec.js";
import { type Ensemble, type Route, statisticsOf } from "./ensemble.js";

/*
 * A run: the blocks of an ensemble that have been drawn, as plain data. Blocks depend on the seed and their number alone, so a
 * run can be continued as if it had never stopped, and runs of one network with different seeds are one larger run.
 */

/** The blocks that were drawn with one seed. */
export interface RunPart {
  readonly seed: number;
  /** By their numbers, in order; after an interruption some may be missing in between. */
  readonly blocks: readonly { readonly index: number; readonly values: readonly number[] }[];
}

/** What has been drawn of an ensemble: a file of it is what `--continue` and `merge` read. */
export interface Run {
  /** The form of this record. */
  readonly run: 1;
  readonly network: NetworkSpec;
  readonly route: Route;
  /** The largest k of the cumulants that are measured. */
  readonly highest: number;
  /** Networks a block. */
  readonly blockSize: number;
  readonly parts: readonly RunPart[];
}

/** A run, and where it came from, for messages. */
export interface NamedRun {
  readonly run: Run;
  readonly file: string;
}

/** The network of a run in numbers: two descriptions of one network are one. */
const specOf = ({ activation, biasVariance, weightVariance, inputs, kernel, widths, depth }: Network): NetworkSpec => ({
  activation: activation.name,
  ...(activation.kinks.length > 0 ? { kinks: activation.kinks.map(({ at }) => at) } : {}),
  C_b: biasVariance,
  C_W: weightVariance,
  ...(inputs === 1 ? { K: kernel[0]! } : { kernel: kernelAt(kernel, pairsOf(inputs), [...Array(inputs).keys()]) }),
  widths: widths.slice(0, Math.max(1, depth - 1)),
  depth,
});

/** The blocks of an ensemble as a run. */
export const runOf = ({ network, route, highest, blockSize, seed }: Ensemble, blocks: readonly Block[]): Run => ({
  run: 1,
  network: specOf(network),
  route,
  highest,
  blockSize,
  parts: [{ seed, blocks: blocks.map(({ index, values }) => ({ index, values: [...values] })) }],
});

/** All blocks of a run, whatever their seeds. */
export const blocksOf = ({ parts }: Run): Block[] =>
  parts.flatMap(({ blocks }) => blocks.map(({ index, values }) => ({ index, values: Float64Array.from(values) })));

/** The seeds of a run. */
export const seedsOf = ({ parts }: Run): number[] => parts.map(({ seed }) => seed);

/** A run from the text of its file. @throws UserError naming the file and what is wrong with it */
export function readRun(text: string, file: string): Run {
  const wrong = (what: string) =>
    new UserError("file", `${file}: ${what}\nexpected a run that oneovern simulate --continue has written`);
  let value: Partial<Run> | null;
  try {
    value = JSON.parse(text) as Partial<Run> | null;
  } catch (error) {
    throw wrong((error as Error).message);
  }
  if (value === null || typeof value !== "object" || value.run !== 1) throw wrong("no run of an ensemble");
  const { network, route, highest, blockSize, parts } = value;
  if (
    typeof network !== "object" ||
    (route !== "kernel" && route !== "weights") ||
    !isWhole(highest) ||
    !isWhole(blockSize) ||
    !Array.isArray(parts) ||
    parts.length === 0
  )
    throw wrong("a part of the run is missing");
  let length: number | undefined;
  for (const { seed, blocks } of parts as Partial<RunPart>[]) {
    if (!isWhole(seed) || !Array.isArray(blocks)) throw wrong("a part of the run is missing");
    const seen = new Set<number>();
    for (const { index, values } of blocks) {
      if (!Number.isInteger(index) || index < 0 || seen.has(index)) throw wrong(`block ${index} is there twice`);
      seen.add(index);
      length ??= values?.length;
      if (!Array.isArray(values) || values.length !== length || !values.every(Number.isFinite))
        throw wrong(`block ${index} is no list of ${length} numbers`);
    }
  }
  return value as Run;
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

/** What of two runs is not the same, by the name of a flag; undefined where all is. */
function difference(a: Run, b: Run): string | undefined {
  const [first, second] = [a.network, b.network];
  for (const key of ["activation", "kinks", "C_b", "C_W", "K", "kernel", "widths", "depth"] as const)
    if (JSON.stringify(first[key]) !== JSON.stringify(second[key])) return key;
  for (const key of ["route", "highest", "blockSize"] as const) if (a[key] !== b[key]) return key;
  return undefined;
}

/** What users call it. */
const flagOf = (key: string): string => (key === "highest" ? "vertices" : key);

const shown = (run: Run, key: string): string =>
  key === "highest"
    ? String(2 * run.highest)
    : JSON.stringify(run.network[key as keyof NetworkSpec] ?? run[key as keyof Run] ?? null).slice(0, 60);

/**
 * Refuses to continue a run with what is not the same ensemble.
 * @throws UserError naming what differs
 */
export function requireContinues({ run, file }: NamedRun, ensemble: Ensemble): void {
  const [part, ...others] = run.parts;
  if (others.length > 0)
    throw new UserError(
      "file",
      `${file} has runs with the seeds ${seedsOf(run).join(", ")}\nexpected a run with one seed; those are continued before they are merged`,
    );
  const mine = runOf(ensemble, []);
  const key = difference(run, { ...mine, blockSize: run.blockSize });
  if (key !== undefined)
    throw new UserError(
      "file",
      `${file} is a run with ${flagOf(key)} ${shown(run, key)}, and here it is ${shown(mine, key)}\nexpected the flags of that run, or another file`,
    );
  if (part!.seed !== ensemble.seed)
    throw new UserError(
      "file",
      `${file} is a run with the seed ${part!.seed}\nexpected --seed ${part!.seed}, or another file, to be merged with it`,
    );
}

/**
 * Runs of one ensemble with different seeds as one.
 * @throws UserError where they are not of one ensemble, or have a block in common
 */
export function mergedRuns(runs: readonly NamedRun[]): Run {
  const [first, ...others] = runs;
  if (first === undefined) throw new UserError("file", "no runs\nexpected files of runs");
  for (const { run, file } of others) {
    const key = difference(first.run, run);
    if (key !== undefined)
      throw new UserError(
        "file",
        `${first.file} has ${flagOf(key)} ${shown(first.run, key)}, and ${file} ${shown(run, key)}\nexpected runs of one network, with blocks of one size`,
      );
  }
  const parts = new Map<number, Map<number, { readonly file: string; readonly values: readonly number[] }>>();
  for (const { run, file } of runs)
    for (const { seed, blocks } of run.parts) {
      const known = parts.get(seed) ?? new Map();
      parts.set(seed, known);
      for (const { index, values } of blocks) {
        const other = known.get(index);
        if (other !== undefined)
          throw new UserError(
            "file",
            `block ${index} of seed ${seed} is in ${other.file} and in ${file}\nexpected runs with different seeds`,
          );
        known.set(index, { file, values });
      }
    }
  return {
    ...first.run,
    parts: [...parts]
      .sort(([a], [b]) => a - b)
      .map(([seed, blocks]) => ({
        seed,
        blocks: [...blocks].sort(([a], [b]) => a - b).map(([index, { values }]) => ({ index, values })),
      })),
  };
}

/** @throws UserError where a run does not have the numbers of its own network */
export function requireWhole({ run, file }: NamedRun, network: Network): void {
  const count = statisticsOf({ network, highest: run.highest }).length;
  const found = run.parts[0]?.blocks[0]?.values.length ?? count;
  if (found !== count)
    throw new UserError(
      "file",
      `${file}: ${found} numbers a block, and its network has ${count}\nexpected a whole run`,
    );
}
