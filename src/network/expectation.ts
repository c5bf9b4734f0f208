import { UserError } from "../errors.js";
import { density, legendre } from "./quadrature.js";

/*
 * < f(z) > over a unit normal z for many f at once. Where all f are smooth the rule is the trapezoidal one on the whole line, which for
 * analytic functions converges faster than any power of its step, and whose nodes serve again when the step is halved. Where they
 * have breaks, or where a pole close to the line makes the trapezoidal rule slow, the line is cut into panels, each halved until
 * Gauss-Legendre quadrature on it and on its halves agree.
 *
 * An oscillation in step with the nodes looks like a constant to them, at a step and at half of it: that two steps agree is no proof. So the
 * result must also be that of nodes between the nodes, at no simple fraction of the step, which see such an oscillation at another phase.
 */

/**
 * Writes, at z and without the normal density, the values of all functions, and behind them for each the change that a relative error of
 * one in what it is made of would bring: a bound on rounding, in units of epsilon.
 */
export type Integrands = (z: number, into: Float64Array) => void;

export interface Expectation {
  readonly values: Float64Array;
  /** Estimates of the absolute errors, of the rule and of rounding. */
  readonly errors: Float64Array;
  /** How far out nodes were set, in standard deviations. */
  readonly reach: number;
}

export interface ExpectationOptions {
  /** Where a function or one of its derivatives jumps. */
  readonly breaks: readonly number[];
  /** The shortest distance over which the functions change, in standard deviations. */
  readonly scale: number;
  /** How far out nodes must be set at least, where the functions have more to come behind a place at which they are small. */
  readonly least?: number;
  /** Names function i, for messages. */
  readonly describe: (i: number) => string;
}

/** Beyond it the density is no double any more. */
const farthest = 38;
const epsilon = 2 ** -52;
/** Rounding of the rules' own weights and of the density, in units of epsilon: two for the trapezoidal rule, four for panels. */
const [trapezoidalRounding, panelRounding] = [2, 4];
const firstStep = 0.5;
/** Below it panels are cheaper than the trapezoidal rule. */
const smallestStep = 1 / 128;
const pointsAPanel = 16;
/** How many panels may be looked at before what is there is taken as it is. */
const mostPanels = 3000;
/** An error that is so large a part of what was added up is no error but a failure. */
const unsettled = 1e-4;

/** @throws UserError where a function is no number, or does not fall off */
export function expectation(integrands: Integrands, count: number, options: ExpectationOptions): Expectation {
  const { breaks, scale, least = 6, describe } = options;
  // A coarser step might not see what happens within the scale, and two such steps would agree.
  const step = Math.min(firstStep, scale / 2);
  const line = alongTheLine(integrands, count, Math.max(step, smallestStep), least, describe);
  const inside = breaks.filter((z) => Math.abs(z) < line.reach);
  if (inside.length === 0 && step >= smallestStep) {
    const smooth = trapezoidal(integrands, count, line);
    if (smooth !== undefined) return smooth;
  }
  return adaptive(integrands, count, line.reach, [...inside, ...graded(scale, line.reach)], describe);
}

/** The sums over the nodes of a step, out to where nothing matters any more. */
interface Line {
  readonly step: number;
  readonly reach: number;
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
}

/** @throws UserError where a function is no number, or does not fall off */
function alongTheLine(
  integrands: Integrands,
  count: number,
  step: number,
  least: number,
  describe: (i: number) => string,
): Line {
  const [at, peak] = [new Float64Array(2 * count), new Float64Array(count)];
  const [sums, sizes] = [new Float64Array(2 * count), new Float64Array(count)];
  let isSmall = false;
  const add = (z: number): void => {
    integrands(z, at);
    const weight = density(z);
    for (let i = 0; i < count; i++) {
      const value = weight * (at[i] as number);
      const size = Math.abs(value);
      if (!(size < Number.POSITIVE_INFINITY)) throw notFinite(describe(i), at[i] as number);
      if (size > (peak[i] as number)) peak[i] = size;
      if (size > 1e-18 * (peak[i] as number)) isSmall = false;
      sums[i] = (sums[i] as number) + value;
      sizes[i] = (sizes[i] as number) + size;
      sums[count + i] = (sums[count + i] as number) + weight * (at[count + i] as number);
    }
  };
  add(0);
  let calm = 0;
  let z = step;
  for (; z < farthest && calm < 1.5; z += step) {
    isSmall = z > least;
    add(z);
    add(-z);
    calm = isSmall ? calm + step : 0;
  }
  if (calm === 0) {
    const last = density(farthest);
    const worst = peak.findIndex((height, i) => last * Math.abs(at[i] as number) > 1e-18 * height);
    if (worst >= 0)
      throw new UserError(
        "activation",
        `${describe(worst)} has no Gaussian average: what is averaged does not fall off\nexpected an activation that grows more slowly than the Gaussian falls, or a smaller K`,
      );
  }
  return { step, reach: z, sums, sizes };
}

const notFinite = (what: string, value: number): UserError =>
  new UserError(
    "activation",
    `${what} cannot be computed: the activation ${Number.isNaN(value) ? "is not a number" : "overflows"} within reach of the Gaussian\nexpected an activation that is finite for all x, or a smaller K`,
  );

/** Halves the step until halving changes nothing; undefined where that takes too small a step. */
function trapezoidal(integrands: Integrands, count: number, line: Line): Expectation | undefined {
  const { reach, sums, sizes } = line;
  let { step } = line;
  const at = new Float64Array(2 * count);
  const before = new Float64Array(count);
  while (step > smallestStep) {
    for (let i = 0; i < count; i++) before[i] = step * (sums[i] as number);
    step /= 2;
    for (let z = step; z < reach; z += 2 * step)
      for (const side of [z, -z]) {
        integrands(side, at);
        const weight = density(side);
        for (let i = 0; i < count; i++) {
          const value = weight * (at[i] as number);
          sums[i] = (sums[i] as number) + value;
          sizes[i] = (sizes[i] as number) + Math.abs(value);
          sums[count + i] = (sums[count + i] as number) + weight * (at[count + i] as number);
        }
      }
    const errors = new Float64Array(count);
    let settled = true;
    for (let i = 0; i < count; i++) {
      const rounding = epsilon * step * ((sizes[i] as number) + (sums[count + i] as number));
      const change = Math.abs(step * (sums[i] as number) - (before[i] as number));
      errors[i] = change + trapezoidalRounding * rounding;
      if (change > 16 * rounding) settled = false;
    }
    if (!settled) continue;
    const values = sums.slice(0, count).map((sum) => step * sum);
    const others = between(integrands, count, 2 * step, reach);
    const isConfirmed = values.every((value, i) => {
      const apart = Math.abs(value - (others[i] as number));
      const rounding = epsilon * step * ((sizes[i] as number) + (sums[count + i] as number));
      errors[i] = Math.max(errors[i] as number, apart);
      return apart <= 32 * rounding;
    });
    if (isConfirmed) return { values, errors, reach };
  }
  return undefined;
}

/** The golden section of a step. */
const offset = (3 - Math.sqrt(5)) / 2;

/** The trapezoidal rule with its nodes moved by a part of the step. */
function between(integrands: Integrands, count: number, step: number, reach: number): Float64Array {
  const [sums, at] = [new Float64Array(count), new Float64Array(2 * count)];
  for (let i = -Math.ceil(reach / step); i * step < reach; i++) {
    const z = (i + offset) * step;
    integrands(z, at);
    const weight = step * density(z);
    for (let f = 0; f < count; f++) sums[f] = (sums[f] as number) + weight * (at[f] as number);
  }
  return sums;
}

/** Places at which panels begin, so that what happens on the scale near 0 is met by panels of its size. */
function graded(scale: number, reach: number): number[] {
  const places = [0];
  for (let z = 2 * scale; z < Math.min(reach, 1.5); z *= 2) places.push(z, -z);
  return places;
}

/** The integrals over a panel: values and bounds. */
interface Panel {
  readonly from: number;
  readonly to: number;
  readonly sums: Float64Array;
}

function adaptive(
  integrands: Integrands,
  count: number,
  reach: number,
  breaks: readonly number[],
  describe: (i: number) => string,
): Expectation {
  const { nodes, weights } = legendre(pointsAPanel);
  const at = new Float64Array(2 * count);
  const panel = (from: number, to: number): Panel => {
    const sums = new Float64Array(2 * count);
    const [half, middle] = [(to - from) / 2, (to + from) / 2];
    for (let n = 0; n < pointsAPanel; n++) {
      const z = middle + half * (nodes[n] as number);
      integrands(z, at);
      const weight = half * (weights[n] as number) * density(z);
      for (let i = 0; i < count; i++) {
        const value = at[i] as number;
        sums[i] = (sums[i] as number) + weight * value;
        sums[count + i] = (sums[count + i] as number) + weight * (Math.abs(value) + (at[count + i] as number));
      }
    }
    return { from, to, sums };
  };
  const edges = [...new Set([-reach, ...breaks, reach])].sort((a, b) => a - b);
  const open: Panel[] = [];
  for (let e = 1; e < edges.length; e++) {
    const [from, to] = [edges[e - 1] as number, edges[e] as number];
    const parts = Math.ceil((to - from) / 2.5);
    for (let p = 0; p < parts; p++)
      open.push(panel(from + ((to - from) * p) / parts, from + ((to - from) * (p + 1)) / parts));
  }
  // How large the whole is, with its rounding: a panel needs no more digits than that leaves.
  const rounding = new Float64Array(count);
  for (const { sums } of open)
    for (let i = 0; i < count; i++) rounding[i] = (rounding[i] as number) + epsilon * (sums[count + i] as number);
  const [values, errors] = [new Float64Array(count), rounding.map((size) => panelRounding * size)];
  let looked = 0;
  for (let whole = open.pop(); whole !== undefined; whole = open.pop()) {
    const middle = (whole.from + whole.to) / 2;
    const [left, right] = [panel(whole.from, middle), panel(middle, whole.to)];
    let agree = true;
    for (let i = 0; i < count && agree; i++) {
      const change = (whole.sums[i] as number) - (left.sums[i] as number) - (right.sums[i] as number);
      agree = Math.abs(change) <= 2 * (rounding[i] as number);
    }
    if (!agree && looked++ < mostPanels && whole.to - whole.from > 1e-12) {
      open.push(left, right);
      continue;
    }
    for (let i = 0; i < count; i++) {
      const value = (left.sums[i] as number) + (right.sums[i] as number);
      values[i] = (values[i] as number) + value;
      errors[i] = (errors[i] as number) + Math.abs(value - (whole.sums[i] as number));
    }
  }
  // With the budget spent and hardly a digit known there is a pole, or a jump that nobody has declared.
  const worst = errors.findIndex((error, i) => error > unsettled * ((rounding[i] as number) / epsilon));
  if (looked >= mostPanels && worst >= 0)
    throw new UserError(
      "activation",
      `${describe(worst)} does not settle: the activation has a pole, jumps or oscillates too fast\nexpected an activation without poles; --kinks declares places where it jumps`,
    );
  return { values, errors, reach };
}
