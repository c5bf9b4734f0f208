import { UserError } from "../../foundation/errors.js";
import { told } from "../../foundation/forecast.js";
import { type Activation, isDiscontinuous, taylorFrom } from "../activations/activation.js";
import { multiplyCoefficients } from "../analysis/jets.js";
import { logGrid, rootBetween } from "../analysis/root.js";
import { averagesAt, slopeSquaredAt } from "../averages/averages.js";
import { kernelScale } from "./kernel-scale.js";

/*
 * Criticality: K = C_b + C_W < sigma^2 >_K with chi_parallel = C_W d< sigma^2 >/dK = 1 and chi_perp = C_W < sigma'^2 >
 * = 1. So C_W = 1/<sigma'^2> and C_b = K - C_W < sigma^2 >, at those K where d< sigma^2 >/dK = < sigma'^2 >: a search
 * in one variable.
 */

/** What a computation gives, or undefined where an average does not exist. */
export function orUndefined<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** One input's averages that decide: g = < sigma^2 >, its slope by K, and h = < sigma'^2 >. */
export interface KernelAverages {
  readonly second: number;
  readonly slope: number;
  readonly slopeSquared: number;
  /** How far off the slope may be. */
  readonly slopeError: number;
}

export function kernelAverages(activation: Activation, kernel: number): KernelAverages {
  const { secondMoment, values, errors } = averagesAt(activation, kernel, [{ m: 2, p: 1 }]);
  return {
    second: secondMoment,
    slope: values[0]! / 2,
    slopeSquared: slopeSquaredAt(activation, kernel),
    slopeError: errors[0]! / 2,
  };
}

/** The universality class of a critical point. */
export type CriticalClass = "scale-invariant" | "K* = 0" | "half-stable";

/** A choice of variances at which signals neither die nor explode. */
export interface CriticalPoint {
  readonly C_b: number;
  readonly C_W: number;
  /** K*, or null where every K is a fixed point. */
  readonly K: number | null;
  readonly class: CriticalClass;
  /** What K does near K*, in words. */
  readonly stability: string;
  /**
   * How K approaches K*: K - K* is about amplitude x l^exponent; null where it does not move or goes away on both
   * sides.
   */
  readonly approach: { readonly amplitude: number; readonly exponent: number } | null;
}

/** Where an activation is critical, or why nowhere. */
export interface Criticality {
  readonly activation: string;
  readonly critical: boolean;
  /** The usable ones first. */
  readonly points: readonly CriticalPoint[];
  readonly why: string;
}

/** Where K* is looked for, in units of the kernel at which the activation bends. */
const [smallest, largest, gridPoints] = [1e-5, 1e4, 109];

const short = (x: number): string => String(Number(x.toPrecision(6)));

/**
 * All critical points of an activation, with what K does near each; or the reason why there are none.
 * @param onStep told after each K that is looked at how many of how many have been; it may throw, to end the search
 * @throws UserError where the activation has no Gaussian averages
 */
export function criticality(activation: Activation, onStep?: (done: number, total: number) => void): Criticality {
  const { name, slopes } = activation;
  const none = (why: string): Criticality => ({ activation: name, critical: false, points: [], why });
  if (isDiscontinuous(activation))
    return none("sigma jumps, so <sigma'^2> is infinite: chi_perp = 1 would need C_W = 0");
  if (slopes) {
    const second = slopeSquaredAt(activation, 1);
    if (second === 0) return none("sigma = 0");
    const point: CriticalPoint = {
      C_b: 0,
      C_W: 1 / second,
      K: null,
      class: "scale-invariant",
      stability: "marginal: every K is a fixed point, and K does not move",
      approach: null,
    };
    return {
      activation: name,
      critical: true,
      points: [point],
      why: "sigma(tx) = t sigma(x): <sigma^2> = A_2 K, so with C_b = 0 and C_W = 1/A_2 both susceptibilities are 1 for every K",
    };
  }
  const origin = atOrigin(activation);
  const { points, refused, from, to, sign } = elsewhere(activation, onStep);
  const found = [...points, ...(origin.point ? [origin.point] : [])].sort(usableFirst);
  const range = `from ${short(from)} to ${short(to)}`;
  const refusal = ({ K, C_b }: Refused): string =>
    `at K = ${short(K)} chi_parallel = chi_perp, but C_b would have to be ${short(C_b)}, and a variance is not negative`;
  const [all] = [...points, ...refused];
  const reasons = [
    origin.why,
    ...(sign === "equal" && all !== undefined
      ? [
          `chi_parallel = chi_perp for every K > 0 (${range})`,
          points.length > 0
            ? `so every K with C_b >= 0 is critical, each with its own C_b and C_W: K = ${short(all.K as number)} is one`
            : `but C_b = K - <sigma^2>/<sigma'^2> would have to be ${short(all.C_b as number)} at K = ${short(all.K as number)} and is negative for all, and a variance is not negative`,
        ]
      : [
          ...points.map(({ K }) => `at K = ${short(K as number)} chi_parallel = chi_perp, with C_b >= 0`),
          ...refused.map(refusal),
        ]),
    ...(points.length + refused.length === 0
      ? [
          sign === "mixed"
            ? `the susceptibilities are equal for no K ${range} that could be told apart`
            : `for every K > 0 (${range}) chi_parallel ${sign === "less" ? "<" : ">"} chi_perp, so they are not 1 together`,
        ]
      : []),
  ];
  return { activation: name, critical: found.length > 0, points: found, why: reasons.join("; ") };
}

/** A place at which the susceptibilities are equal, and no variance of the biases makes it a fixed point. */
interface Refused {
  readonly K: number;
  readonly C_b: number;
}

const usableFirst = (a: CriticalPoint, b: CriticalPoint): number =>
  Number(a.approach === null) - Number(b.approach === null) || (a.K as number) - (b.K as number);

/** K* = 0: sigma(0) = 0, C_b = 0 and C_W = 1/sigma'(0)^2. */
function atOrigin(activation: Activation): { readonly point?: CriticalPoint; readonly why: string } {
  const value = taylorFrom(activation, "left", 0, 0)[0]!;
  if (Math.abs(value) > 1e-15)
    return { why: `sigma(0) = ${short(value)} is not 0, so K* = 0 is no fixed point with C_b = 0` };
  const squared = slopeSquaredAt(activation, 0);
  if (squared < 1e-24) return { why: "sigma'(0) = 0: no C_W makes chi_perp = 1 at K* = 0" };
  if (!Number.isFinite(squared)) return { why: "sigma'(0) is infinite" };
  const C_W = 1 / squared;
  const { stability, approach } = nearOrigin(activation, C_W);
  return {
    point: { C_b: 0, C_W, K: 0, class: "K* = 0", stability, approach },
    why: `sigma(0) = 0 and sigma'(0) is not: K* = 0 is critical with C_b = 0 and C_W = 1/sigma'(0)^2`,
  };
}

/**
 * So many powers of phi in sigma^2 are looked at near 0, and left out where they are nothing beside phi^2 at the kernel
 * where sigma bends.
 */
const powersAtOrigin = 14;
const nothing = 1e-11;

/**
 * Where C_W < sigma^2 >/K - 1 = a K^s for small K, K changes by a K^{s+1} a layer: K = (-s a l)^{-1/s} where a < 0. a
 * K^{s+1} is the first term after K in the average of the Taylor series of sigma^2, each side of 0 with its own: <
 * |phi|^j > K^{j/2} for phi^j.
 */
function nearOrigin(activation: Activation, C_W: number): Pick<CriticalPoint, "stability" | "approach"> {
  const [left, right] = (["left", "right"] as const).map((side) => {
    const series = taylorFrom(activation, side, 0, powersAtOrigin);
    return multiplyCoefficients(series, series);
  }) as [number[], number[]];
  const unit = kernelScale(activation);
  for (let j = 3; j <= powersAtOrigin; j++) {
    const [below, above] = [(-1) ** j * left[j]!, right[j]!];
    const coefficient = (C_W * absoluteMoment(j) * (below + above)) / 2;
    if (!Number.isFinite(coefficient))
      return { stability: "not known: sigma has no Taylor series on both sides of 0", approach: null };
    const size = (C_W * absoluteMoment(j) * (Math.abs(below) + Math.abs(above))) / 2;
    const power = j / 2 - 1;
    if (Math.abs(coefficient) <= nothing * size || size * unit ** power <= nothing) continue;
    return movingAway(coefficient, power);
  }
  return { stability: "marginal: K moves more slowly than was looked at", approach: null };
}

function movingAway(coefficient: number, power: number): Pick<CriticalPoint, "stability" | "approach"> {
  if (coefficient > 0)
    return {
      stability: `unstable: K grows away from 0, by ${short(coefficient)} K^${short(power + 1)} a layer`,
      approach: null,
    };
  const amplitude = (-power * coefficient) ** (-1 / power);
  const shown = short(Number(amplitude.toPrecision(5)));
  return {
    stability: `stable: K falls to 0 as ${shown}/l${power === 1 ? "" : `^${short(1 / power)}`}`,
    approach: { amplitude, exponent: -1 / power },
  };
}

/** < |z|^j > of a unit normal: (j - 1)!!, and sqrt(2/pi) times it for odd j. */
function absoluteMoment(j: number): number {
  let moment = j % 2 === 0 ? 1 : Math.sqrt(2 / Math.PI);
  for (let i = j - 1; i > 0; i -= 2) moment *= i;
  return moment;
}

/** K* > 0: the places where the susceptibilities are equal, those with C_b < 0 apart. */
function elsewhere(
  activation: Activation,
  onStep?: (done: number, total: number) => void,
): {
  readonly points: CriticalPoint[];
  readonly refused: Refused[];
  /** Between which K was looked. */
  readonly from: number;
  readonly to: number;
  /** How chi_parallel compares with chi_perp: the same for all K, or not. */
  readonly sign: "less" | "greater" | "equal" | "mixed";
} {
  const difference = (kernel: number): number => {
    const { slope, slopeSquared } = kernelAverages(activation, kernel);
    return slope - slopeSquared;
  };
  const unit = kernelScale(activation);
  const grid = logGrid(unit * smallest, unit * largest, gridPoints);
  const values: number[] = [];
  for (const kernel of told(grid, gridPoints, onStep)) {
    const found = orUndefined(() => kernelAverages(activation, kernel));
    // Past some K an activation may have no averages: the search ends there.
    if (found === undefined && values.length > 0) break;
    const { slope, slopeSquared, slopeError } = found ?? kernelAverages(activation, kernel);
    const value = slope - slopeSquared;
    // A value within the error of the averages has no sign.
    values.push(Math.abs(value) <= 1e-11 * (Math.abs(slope) + slopeSquared) + slopeError ? 0 : value);
  }
  const points: CriticalPoint[] = [];
  const refused: Refused[] = [];
  const take = (K: number): void => {
    const { second, slopeSquared } = kernelAverages(activation, K);
    const C_W = 1 / slopeSquared;
    const C_b = K - C_W * second;
    if (C_b < -1e-12 * K) refused.push({ K, C_b });
    else points.push({ C_b: Math.max(0, C_b), C_W, K, class: "half-stable", ...nearFixedPoint(activation, C_W, K) });
  };
  const ends = { from: grid[0]!, to: grid[values.length - 1]! };
  if (values.every((value) => value === 0)) {
    // Every K there is: one that can be had stands for all, the nearest to where sigma bends.
    const known = grid
      .slice(0, values.length)
      .sort((a, b) => Math.abs(Math.log(a / unit)) - Math.abs(Math.log(b / unit)));
    for (const K of known) {
      take(K);
      if (points.length > 0) return { points, refused: [], ...ends, sign: "equal" };
    }
    return { points, refused, ...ends, sign: "equal" };
  }
  for (let i = 1; i < values.length; i++)
    if (values[i - 1]! * values[i]! < 0) take(rootBetween(difference, grid[i - 1]!, grid[i]!));
  const signs = new Set(values.filter((value) => value !== 0).map(Math.sign));
  const sign = signs.size > 1 ? "mixed" : signs.has(1) ? "greater" : "less";
  return { points, refused, ...ends, sign };
}

/** K - K* changes by a (K - K*)^2 a layer, a = C_W/2 d^2< sigma^2 >/dK^2 = C_W/8 < d^4 Delta >: it goes as -1/(a l). */
function nearFixedPoint(activation: Activation, C_W: number, K: number): Pick<CriticalPoint, "stability" | "approach"> {
  const [fourth = 0] = averagesAt(activation, K, [{ m: 4, p: 1 }]).values;
  const a = (C_W * fourth) / 8;
  const [from, beyond] = a > 0 ? ["below", "above"] : ["above", "below"];
  return {
    stability: `half-stable: K reaches K* from ${from}, as K* ${a > 0 ? "-" : "+"} ${short(1 / Math.abs(a))}/l, and leaves it ${beyond}`,
    approach: { amplitude: -1 / a, exponent: -1 },
  };
}
