import { type Activation, taylorFrom } from "../activations/activation.js";
import { logGrid, rootBetween } from "../analysis/root.js";
import { nextKernel, slopeSquaredAt } from "../averages/averages.js";
import { quadratureAverages } from "../averages/panel-averages.js";
import { requireVariances } from "../networks/network.js";
import { pairsOf } from "../networks/pairs.js";
import { kernelAverages, orUndefined } from "./critical.js";
import { kernelScale } from "./kernel-scale.js";

/*
 * Deep layers of a network away from criticality: where the kernel settles, how fast, and what becomes of two inputs
 * (Schoenholz et al. arXiv:1611.01232).
 */

/** What becomes of two nearby inputs in deep layers. */
export type Phase = "ordered" | "chaotic" | "critical";

/** A fixed point of the kernel. */
export interface FixedPoint {
  /** Null where every K is one. */
  readonly K: number | null;
  /** Whether layers bring the kernel to it. */
  readonly attractive: boolean;
  readonly chi_parallel: number;
  readonly chi_perpendicular: number;
  /**
   * -1/log chi: over how many layers the kernel forgets, and two nearby inputs come together; null where they do not.
   */
  readonly xi_parallel: number | null;
  readonly xi_perpendicular: number | null;
  /** chi_perp below, above or at 1. */
  readonly phase: Phase;
  /** Of two different inputs in deep layers: 1 in the ordered phase. */
  readonly correlation: number | null;
  /** Over how many layers the correlation settles there. */
  readonly xi_correlation: number | null;
}

const length = (chi: number): number | null => (chi > 0 && chi < 1 ? -1 / Math.log(chi) : null);

const [smallest, largest, gridPoints] = [1e-8, 1e8, 161];

/**
 * The fixed points of K -> C_b + C_W < sigma^2 >_K, from small to large; empty where the kernel grows without bound.
 * @throws UserError
 */
export function fixedPoints(activation: Activation, biasVariance: number, weightVariance: number): FixedPoint[] {
  requireVariances({ biasVariance, weightVariance });
  const unit = kernelScale(activation);
  const kernels: number[] = [];
  const change = (kernel: number): number | undefined =>
    orUndefined(() => nextKernel({ activation, biasVariance, weightVariance }, kernel) - kernel);
  const grid = logGrid(smallest * unit, largest * unit, gridPoints);
  let unmoved = 0;
  let before: { readonly sign: number; readonly kernel: number } | undefined;
  for (const kernel of grid) {
    const now = change(kernel);
    // A value within rounding has no sign; a fixed point on the grid itself is met from both sides.
    const sign = now === undefined || Math.abs(now) <= 1e-13 * kernel ? undefined : now;
    if (sign === undefined) {
      if (now !== undefined) unmoved++;
      continue;
    }
    if (before !== undefined && before.sign * sign < 0)
      kernels.push(rootBetween((k) => change(k) as number, before.kernel, kernel));
    before = { sign, kernel };
  }
  if (before === undefined && unmoved > 0)
    return [{ ...fixedPointAt(activation, biasVariance, weightVariance, unit), K: null }];
  const zero = taylorFrom(activation, "right", 0, 0)[0]!;
  if (biasVariance === 0 && Math.abs(zero) < 1e-15) kernels.unshift(0);
  return kernels.map((kernel) => fixedPointAt(activation, biasVariance, weightVariance, kernel));
}

function fixedPointAt(activation: Activation, biasVariance: number, weightVariance: number, K: number): FixedPoint {
  const origin = K === 0 ? slopeSquaredAt(activation, 0) : undefined;
  const { slope, slopeSquared } =
    origin === undefined ? kernelAverages(activation, K) : { slope: origin, slopeSquared: origin };
  const [parallel, perpendicular] = [weightVariance * slope, weightVariance * slopeSquared];
  const phase: Phase = Math.abs(perpendicular - 1) < 1e-9 ? "critical" : perpendicular < 1 ? "ordered" : "chaotic";
  return {
    K,
    attractive: Math.abs(parallel) < 1 - 1e-12,
    chi_parallel: parallel,
    chi_perpendicular: perpendicular,
    xi_parallel: length(parallel),
    xi_perpendicular: length(perpendicular),
    phase,
    ...(phase === "chaotic" && K > 0
      ? correlationAt(activation, biasVariance, weightVariance, K)
      : { correlation: phase === "ordered" && K > 0 ? 1 : null, xi_correlation: length(perpendicular) }),
  };
}

/** In the chaotic phase: where c -> (C_b + C_W < sigma sigma' >)/K settles below 1, and how fast. */
function correlationAt(
  activation: Activation,
  biasVariance: number,
  weightVariance: number,
  K: number,
): Pick<FixedPoint, "correlation" | "xi_correlation"> {
  const two = pairsOf(2);
  const averages = (c: number) => quadratureAverages(activation, [K, c * K, K], two, 20);
  const change = (c: number) => (biasVariance + weightVariance * averages(c)([1], [])) / K - c;
  const [low, high] = [-1 + 1e-9, 1 - 1e-6];
  if (!(change(low) > 0 && change(high) < 0)) return { correlation: null, xi_correlation: null };
  const found = rootBetween(change, low, high);
  // Without biases and for an odd activation it is 0, which is found up to rounding.
  const correlation = Math.abs(found) < 1e-12 ? 0 : found;
  const chi = weightVariance * averages(correlation)([1], [1]);
  return { correlation, xi_correlation: length(chi) };
}

/** A point of a line in the plane of C_W and C_b, with the K that is a fixed point there. */
export interface LinePoint {
  readonly C_W: number;
  readonly C_b: number;
  readonly K: number;
}

/** The lines chi_perp = 1 (between order and chaos) and chi_parallel = 1, by the fixed point on them; C_b >= 0. */
export function phaseLines(activation: Activation): {
  readonly perpendicular: LinePoint[];
  readonly parallel: LinePoint[];
} {
  const [perpendicular, parallel]: [LinePoint[], LinePoint[]] = [[], []];
  const unit = kernelScale(activation);
  for (const K of logGrid(1e-4 * unit, 1e4 * unit, 241)) {
    const found = orUndefined(() => kernelAverages(activation, K));
    if (found === undefined) break;
    const { second, slope, slopeSquared } = found;
    for (const [line, average] of [
      [perpendicular, slopeSquared],
      [parallel, slope],
    ] as const)
      if (average > 0 && K - second / average >= -1e-9 * K)
        line.push({ K, C_W: 1 / average, C_b: Math.max(0, K - second / average) });
  }
  return { perpendicular, parallel };
}

/** Past this kernel one that still grows goes on growing; below the smallest it is 0. */
const [noKernel, endlessKernel] = [1e-12, 1e3];
const tabulated = 241;
const [mostLayers, settledWithin] = [3000, 1e-7];

/**
 * chi_perp in deep layers for a grid of variances, by the kernel that they come to from K = 1; null where the kernel
 * grows without bound. The averages are tabulated once: for a picture.
 */
export function chiMap(
  activation: Activation,
  weightVariances: readonly number[],
  biasVariances: readonly number[],
): { readonly C_W: number; readonly C_b: number; readonly chi: number | null }[] {
  const grid = logGrid(noKernel, 10 * endlessKernel, tabulated);
  const found = grid.map((K) =>
    orUndefined(() => ({
      second: nextKernel({ activation, biasVariance: 0, weightVariance: 1 }, K),
      slope: slopeSquaredAt(activation, K),
    })),
  );
  const second = readerOf(
    grid,
    found.map((at) => at?.second ?? Number.POSITIVE_INFINITY),
  );
  const slope = readerOf(
    grid,
    found.map((at) => at?.slope ?? Number.POSITIVE_INFINITY),
  );
  const deepChi = (C_b: number, C_W: number): number | null => {
    let K = 1;
    for (let layer = 0; layer < mostLayers; layer++) {
      const next = C_b + C_W * second(K);
      if (!(next < endlessKernel)) return null;
      const hasSettled = Math.abs(next - K) <= settledWithin * K || next < noKernel;
      K = Math.max(next, noKernel);
      if (hasSettled) break;
    }
    const chi = C_W * slope(K);
    return Number.isFinite(chi) ? chi : null;
  };
  return biasVariances.flatMap((C_b) => weightVariances.map((C_W) => ({ C_W, C_b, chi: deepChi(C_b, C_W) })));
}

/** Reads a positive function between the places of a logarithmic grid: its logarithm is a cubic through four of them. */
function readerOf(grid: readonly number[], values: readonly number[]): (K: number) => number {
  const [first, step] = [Math.log(grid[0]!), Math.log(grid[1]! / grid[0]!)];
  const logs = values.map(Math.log);
  return (K) => {
    const at = Math.max(0, (Math.log(K) - first) / step);
    const cell = Math.max(1, Math.min(grid.length - 3, Math.floor(at)));
    const t = at - cell;
    const [a, b, c, d] = [logs[cell - 1]!, logs[cell]!, logs[cell + 1]!, logs[cell + 2]!];
    const cubic =
      (-t * (t - 1) * (t - 2) * a) / 6 +
      ((t + 1) * (t - 1) * (t - 2) * b) / 2 -
      ((t + 1) * t * (t - 2) * c) / 2 +
      ((t + 1) * t * (t - 1) * d) / 6;
    // Where an average is 0 or infinite nearby, the nearest one is all that is known.
    return Math.exp(Number.isFinite(cubic) ? cubic : t < 0.5 ? b : c);
  };
}
