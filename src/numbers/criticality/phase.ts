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

/** chi_perp in deep layers for a grid of variances; null where the kernel grows without bound. */
export function chiMap(
  activation: Activation,
  weightVariances: readonly number[],
  biasVariances: readonly number[],
): { readonly C_W: number; readonly C_b: number; readonly chi: number | null }[] {
  return biasVariances.flatMap((C_b) =>
    weightVariances.map((C_W) => ({ C_W, C_b, chi: deepChi(activation, C_b, C_W) })),
  );
}

/** chi_perp at the kernel that layers come to from K = 1, by iteration. */
function deepChi(activation: Activation, C_b: number, C_W: number): number | null {
  let K = 1;
  for (let layer = 0; layer < 60; layer++) {
    const next =
      orUndefined(() => nextKernel({ activation, biasVariance: C_b, weightVariance: C_W }, K)) ??
      Number.POSITIVE_INFINITY;
    // Where a kernel this large still grows it goes on growing.
    if (!(next < 1e3 || next < K)) return null;
    const hasSettled = Math.abs(next - K) <= 1e-4 * K || next < 1e-10;
    K = next;
    if (hasSettled) break;
  }
  return C_W * slopeSquaredAt(activation, Math.max(K, 1e-12));
}
