import * as Q from "../algebra/rational.js";
import { UserError } from "../errors.js";
import { type Activation, taylorFrom } from "./activation.js";
import { averagesAt, secondMomentAt, slopeSquaredAt } from "./averages.js";
import { logGrid, rootBetween } from "./root.js";

/*
 * Criticality: K = C_b + C_W < sigma^2 >_K with chi_parallel = C_W d< sigma^2 >/dK = 1 and chi_perp = C_W < sigma'^2 > = 1. So C_W = 1/<sigma'^2>
 * and C_b = K - C_W < sigma^2 >, at those K where d< sigma^2 >/dK = < sigma'^2 >: a search in one variable.
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
}

export function kernelAverages(activation: Activation, kernel: number): KernelAverages {
  const { secondMoment, values } = averagesAt(activation, kernel, [{ m: 2, p: 1 }]);
  return { second: secondMoment, slope: (values[0] as number) / 2, slopeSquared: slopeSquaredAt(activation, kernel) };
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
  /** How K approaches K*: K - K* is about amplitude x l^exponent; null where it does not move or goes away on both sides. */
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

/** Where K* is looked for. */
const [smallest, largest, gridPoints] = [1e-5, 1e4, 109];

const short = (x: number): string => String(Number(x.toPrecision(6)));

/**
 * All critical points of an activation, with what K does near each; or the reason why there is none.
 * @throws UserError where the activation has no Gaussian averages
 */
export function criticality(activation: Activation): Criticality {
  const { name, slopes, kinks } = activation;
  const none = (why: string): Criticality => ({ activation: name, critical: false, points: [], why });
  if (kinks.some(({ left, right }) => Math.abs((left(0)[0] as number) - (right(0)[0] as number)) > 1e-12))
    return none("sigma jumps, so <sigma'^2> is infinite: chi_perp = 1 would need C_W = 0");
  if (slopes) {
    const [left, right] = [Q.toNumber(slopes.left), Q.toNumber(slopes.right)];
    const second = (left ** 2 + right ** 2) / 2;
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
  const { points, refused, searchedTo, sign } = elsewhere(activation);
  const found = [...points, ...(origin.point ? [origin.point] : [])].sort(usableFirst);
  const reasons = [
    origin.why,
    ...points.map(({ K }) => `at K = ${short(K as number)} chi_parallel = chi_perp, with C_b >= 0`),
    ...refused.map(
      ({ K, C_b }) =>
        `at K = ${short(K)} chi_parallel = chi_perp, but C_b would have to be ${short(C_b)}, and a variance is not negative`,
    ),
    ...(points.length + refused.length === 0
      ? [
          sign === 0
            ? `the susceptibilities are equal for no K from ${smallest} to ${short(searchedTo)} that could be told apart`
            : `for every K > 0 (from ${smallest} to ${short(searchedTo)}) chi_parallel ${sign < 0 ? "<" : ">"} chi_perp, so they are not 1 together`,
        ]
      : []),
  ];
  return { activation: name, critical: found.length > 0, points: found, why: reasons.join("; ") };
}

const usableFirst = (a: CriticalPoint, b: CriticalPoint): number =>
  Number(a.approach === null) - Number(b.approach === null) || (a.K as number) - (b.K as number);

/** K* = 0: sigma(0) = 0, C_b = 0 and C_W = 1/sigma'(0)^2. */
function atOrigin(activation: Activation): { readonly point?: CriticalPoint; readonly why: string } {
  const [left, right] = (["left", "right"] as const).map((side) => taylorFrom(activation, side, 0, 1)) as [
    readonly number[],
    readonly number[],
  ];
  const value = left[0] as number;
  if (Math.abs(value) > 1e-15)
    return { why: `sigma(0) = ${short(value)} is not 0, so K* = 0 is no fixed point with C_b = 0` };
  const squared = ((left[1] as number) ** 2 + (right[1] as number) ** 2) / 2;
  if (squared < 1e-24) return { why: "sigma'(0) = 0: no C_W makes chi_perp = 1 at K* = 0" };
  if (!Number.isFinite(squared)) return { why: "sigma'(0) is infinite" };
  const C_W = 1 / squared;
  const { stability, approach } = nearOrigin(activation, C_W);
  return {
    point: { C_b: 0, C_W, K: 0, class: "K* = 0", stability, approach },
    why: `sigma(0) = 0 and sigma'(0) is not: K* = 0 is critical with C_b = 0 and C_W = 1/sigma'(0)^2`,
  };
}

/** Where C_W < sigma^2 >/K - 1 = a K^s for small K, K changes by a K^{s+1} a layer: K = (-s a l)^{-1/s} where a < 0. */
function nearOrigin(activation: Activation, C_W: number): Pick<CriticalPoint, "stability" | "approach"> {
  const change = (kernel: number): number => (C_W * secondMomentAt(activation, kernel)) / kernel - 1;
  // The smaller K the cleaner the power, as long as enough digits of the change are left.
  const [far, near] = Math.abs(change(1e-7)) > 1e-10 ? [1e-5, 1e-7] : [1e-3, 1e-4];
  const [a, b] = [change(far), change(near)];
  if (Math.abs(a) < 1e-12) return { stability: "marginal: K moves more slowly than was looked at", approach: null };
  // Powers of K are those of phi^2, or with a kink of |phi|.
  const power = Math.max(0.5, Math.round(2 * (Math.log(a / b) / Math.log(far / near))) / 2);
  // Two values give the leading coefficient, the next power's part taken away.
  const [first, second] = [a / far ** power, b / near ** power];
  const step = power === 0.5 ? 0.5 : 1;
  const ratio = (near / far) ** step;
  const coefficient = (second - ratio * first) / (1 - ratio);
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

/** K* > 0: the places where the susceptibilities are equal, those with C_b < 0 apart. */
function elsewhere(activation: Activation): {
  readonly points: CriticalPoint[];
  readonly refused: { readonly K: number; readonly C_b: number }[];
  /** How far K was looked for. */
  readonly searchedTo: number;
  /** The sign of chi_parallel - chi_perp where it is the same for all K. */
  readonly sign: number;
} {
  const difference = (kernel: number): number => {
    const { slope, slopeSquared } = kernelAverages(activation, kernel);
    return slope - slopeSquared;
  };
  const grid = logGrid(smallest, largest, gridPoints);
  const values: number[] = [];
  for (const kernel of grid) {
    const found = orUndefined(() => kernelAverages(activation, kernel));
    // Past some K an activation may have no averages: the search ends there.
    if (found === undefined && values.length > 0) break;
    const { slope, slopeSquared } = found ?? kernelAverages(activation, kernel);
    const value = slope - slopeSquared;
    // What is no larger than the error of the averages has no sign.
    values.push(Math.abs(value) <= 1e-11 * (Math.abs(slope) + slopeSquared) ? 0 : value);
  }
  const points: CriticalPoint[] = [];
  const refused: { K: number; C_b: number }[] = [];
  for (let i = 1; i < values.length; i++) {
    if ((values[i - 1] as number) * (values[i] as number) >= 0) continue;
    const K = rootBetween(difference, grid[i - 1] as number, grid[i] as number);
    const { second, slopeSquared } = kernelAverages(activation, K);
    const C_W = 1 / slopeSquared;
    const C_b = K - C_W * second;
    if (C_b < -1e-12 * K) refused.push({ K, C_b });
    else points.push({ C_b: Math.max(0, C_b), C_W, K, class: "half-stable", ...nearFixedPoint(activation, C_W, K) });
  }
  const searchedTo = grid[values.length - 1] as number;
  const signs = new Set(values.filter((value) => value !== 0).map(Math.sign));
  return { points, refused, searchedTo, sign: signs.size === 1 ? ([...signs][0] as number) : 0 };
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
