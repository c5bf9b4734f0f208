import { byDegree, coefficientsOfAll, type Extent, requireFeasible, stepSums } from "../../answer/layer-step.js";
import { operationsOf } from "../../code/operations.js";
import { runnable } from "../../code/runnable.js";
import { UserError } from "../../foundation/errors.js";
import { freshMemory, type Memory } from "../../foundation/memory.js";
import type { Coefficient } from "../../symbols/cumulants.js";
import type { TheorySymbol } from "../../symbols/symbols.js";
import { averagesAt, slopeSquaredAt } from "../averages/averages.js";
import type { AverageIndex } from "../averages/exact-averages.js";
import { type Network, requireNetwork, widthRatio } from "../networks/network.js";

/*
 * The flow of one input: from layer to layer by the enumerated sums themselves, compiled to code once. Averages are at
 * K_0; every coefficient in 1/n has its own recursion, fed by those of lower total order.
 */

/** What is known of one layer's kernel. */
export interface Layer {
  /** Counted from 1. */
  readonly layer: number;
  /**
   * cumulants[k][p]: the coefficient of 1/n_{l-1}^p beyond the leading power 1/n_{l-1}^{k-1} in the k-th cumulant of
   * the kernel: K_p for k = 1, V_2k[p] for k > 1. Entry 0 is empty.
   */
  readonly cumulants: readonly (readonly number[])[];
  /** dK_0^(l+1)/dK_0^(l), at this layer's K_0. */
  readonly chiParallel: number;
  /** C_W <sigma'^2> at this layer's K_0. */
  readonly chiPerpendicular: number;
  /** The largest relative error estimate of an average that the next layer is made of. */
  readonly averageError: number;
}

/** The recursion of an extent, made once: which coefficients, their code, and where its inputs come from. */
interface Recursion {
  readonly coefficients: readonly Coefficient[];
  readonly symbols: readonly TheorySymbol[];
  readonly averages: readonly AverageIndex[];
  readonly run: (values: Float64Array, results: Float64Array) => void;
}

/** The recursion of some extents together, made once a memory. */
const recursionOf = (extents: readonly Extent[], memory: Memory): Recursion =>
  memory.recall(`recursion ${extents.map(({ highest, orders }) => `${highest},${orders}`).join(";")}`, () => {
    for (const extent of extents) requireFeasible(extent);
    const coefficients = coefficientsOfAll(extents);
    const { sums, written } = stepSums(coefficients, memory);
    const { symbols, run } = runnable(operationsOf(sums, written, { effort: "quick" }).graph);
    // chi_parallel needs <d^2 Delta>, whether or not a sum does.
    const averages: AverageIndex[] = [{ m: 2, p: 1 }];
    for (const symbol of symbols) {
      if (symbol.kind !== "average") continue;
      const { derivatives: m, deltas: p } = symbol;
      if (m !== 2 || p !== 1) averages.push({ m, p });
    }
    return { coefficients, symbols, averages, run };
  });

/** What a flow knows beside its own extent, and where it remembers its sums. */
export interface FlowOptions {
  /** Further extents that are wanted beside the first. */
  readonly beside?: readonly Extent[];
  /** Flows that share one make the sums of an extent once. */
  readonly memory?: Memory;
}

/**
 * The layers of a network in turn, for one input.
 * @throws UserError where the network is not valid, its averages do not exist, or its kernel overflows
 */
export function* flow(
  network: Network,
  extent: Extent,
  { beside = [], memory = freshMemory() }: FlowOptions = {},
): Generator<Layer> {
  requireNetwork(network);
  const recursion = recursionOf([extent, ...beside], memory);
  const { coefficients } = recursion;
  const [kernel] = network.kernel as [number];
  let cumulants = byDegree(coefficients, ({ k, p }) => (k === 1 && p === 0 ? kernel : 0));
  for (let layer = 1; layer <= network.depth; layer++) {
    const { averages, next } = step(network, recursion, cumulants, layer, memory);
    yield { layer, cumulants, ...averages };
    if (next === undefined) return;
    cumulants = next;
  }
}

function step(
  network: Network,
  { coefficients, symbols, averages: indices, run }: Recursion,
  cumulants: readonly (readonly number[])[],
  layer: number,
  memory: Memory,
): { readonly averages: Omit<Layer, "layer" | "cumulants">; readonly next: number[][] | undefined } {
  const { activation, biasVariance, weightVariance } = network;
  const kernel = cumulants[1]![0]!;
  if (!(Math.abs(kernel) < 1e100))
    throw new UserError(
      "network",
      `the kernel of layer ${layer} is ${kernel.toExponential(2)}: it grows without bound\nexpected a smaller C_W, fewer layers, or an activation that does not grow as fast`,
    );
  const isLast = layer === network.depth;
  // Of the last layer the susceptibilities alone are shown, which need the first average and no other.
  const found = averagesAt(activation, kernel, isLast ? indices.slice(0, 1) : indices, memory);
  const parameters = { biasVariance, weightVariance, widthRatio: widthRatio(network, layer) };
  const valueAt = (symbol: TheorySymbol): number => {
    switch (symbol.kind) {
      case "parameter":
        return { ...parameters, kernel }[symbol.parameter];
      case "vertex":
        return cumulants[symbol.degree]![symbol.order!]!;
      case "mean":
        return cumulants[1]![symbol.order]!;
      case "second-moment":
        return found.secondMoment;
      case "average":
        return found.values[indices.findIndex(({ m, p }) => m === symbol.derivatives && p === symbol.deltas)]!;
      default:
        throw new RangeError(`no value for ${symbol.name} in a step`);
    }
  };
  const results = new Float64Array(coefficients.length);
  if (!isLast) run(Float64Array.from(symbols, valueAt), results);
  let averageError = 0;
  found.values.forEach((value, i) => {
    if (value !== 0) averageError = Math.max(averageError, found.errors[i]! / Math.abs(value));
  });
  return {
    averages: {
      chiParallel: (weightVariance / 2) * found.values[0]!,
      chiPerpendicular: weightVariance * slopeSquaredAt(activation, kernel),
      averageError,
    },
    next: isLast ? undefined : byDegree(coefficients, (_, i) => results[i]!),
  };
}
