import {
  addNode,
  type Expectation,
  type Family,
  fail,
  familyOf,
  type Integrands,
  type Layout,
  noSums,
  type Sums,
  trapezoid,
} from "./integrands.js";
import { onPanels } from "./panels.js";
import { density } from "./rules.js";

/*
 * < f(z) > over a unit normal z for many f at once. Where all f are smooth the rule is the trapezoidal one on the whole
 * line, which for analytic functions converges faster than any power of its step, and whose nodes serve again when the
 * step is halved. Where they have breaks, or where a pole close to the line makes the trapezoidal rule slow, the line
 * is cut into panels (panels.ts).
 *
 * An oscillation in step with the nodes looks like a constant to them, at a step and at half of it: that two steps
 * agree is no proof. So the result must also be that of nodes between the nodes, at no simple fraction of the step,
 * which see such an oscillation at another phase.
 *
 * Each function has a verdict of its own: one that is not a number somewhere, does not fall off or does not settle has
 * an infinite error and the reason, and the others are as good as without it.
 */

export interface ExpectationOptions {
  /** Where a function or one of its derivatives jumps. */
  readonly breaks: readonly number[];
  /** The shortest distance over which the functions change, in standard deviations. */
  readonly scale: number;
  /** What is known of functions of which these are made. */
  readonly layout?: Layout;
  /** Names function i, for messages. */
  readonly describe: (i: number) => string;
}

/** Beyond it the density is no double any more. */
const farthest = 38;
const nearest = 6;
/** Rounding of the rule's own weights and of the density, in units of epsilon. */
const ruleRounding = 2;
const firstStep = 0.5;
/** Below it panels are cheaper than the trapezoidal rule. */
const smallestStep = 1 / 128;
/** Bounds on rounding are taken at every so many nodes. */
const boundEvery = 3;

/** The averages of so many functions, each with its error or the reason why it has none. */
export function expectation(integrands: Integrands, count: number, options: ExpectationOptions): Expectation {
  const { breaks, scale, layout, describe } = options;
  const family = familyOf(integrands, count, describe);
  // A coarser step might not see what happens within the scale, and two such steps would agree.
  const step = Math.min(firstStep, scale / 2, layout?.step ?? firstStep);
  const line = alongTheLine(family, {
    step: Math.max(step, smallestStep),
    least: Math.max(nearest, layout?.reach ?? 0, ...breaks.map(Math.abs).filter((z) => z < farthest - 2)),
    breaks: new Set(breaks),
  });
  const inside = breaks.filter((z) => Math.abs(z) < line.reach);
  const edges = (layout?.edges ?? []).filter((z) => Math.abs(z) < line.reach);
  const smooth = inside.length === 0 && edges.length === 0 && step >= smallestStep ? halved(family, line) : undefined;
  const found =
    smooth ??
    onPanels(family, {
      reach: line.reach,
      breaks: inside,
      edges: [...graded(scale, line.reach), ...edges],
      isProbe: layout === undefined,
    });
  for (const i of family.failures.keys()) {
    found.values[i] = Number.NaN;
    found.errors[i] = Number.POSITIVE_INFINITY;
  }
  return { ...found, failures: family.failures };
}

/** The sums over the nodes of a step, out to where nothing matters any more. */
interface Line {
  readonly step: number;
  readonly reach: number;
  /** Without the step as a factor, but for the bounds. */
  readonly sums: Sums;
}

function alongTheLine(
  family: Family,
  { step, least, breaks }: { readonly step: number; readonly least: number; readonly breaks: ReadonlySet<number> },
): Line {
  const { count, failures, at } = family;
  const [sums, peak] = [noSums(count), new Float64Array(count)];
  let isSmall = false;
  const add = (z: number, bounded: boolean): void => {
    // At a break a function may be anything.
    if (breaks.has(z)) return;
    const weight = density(z);
    addNode(family, sums, z, weight, bounded ? boundEvery * step * weight : 0);
    for (let i = 0; i < count; i++) {
      const size = Math.abs(weight * at[i]!);
      if (size > peak[i]!) peak[i] = size;
      // What has been 0 all the way has yet to come.
      if ((size > 1e-18 * peak[i]! || peak[i] === 0) && !failures.has(i)) isSmall = false;
    }
  };
  add(0, true);
  let calm = 0;
  let z = step;
  for (let n = 1; z < farthest && calm < 1.5; z += step, n++) {
    isSmall = z > least;
    add(z, n % boundEvery === 0);
    add(-z, n % boundEvery === 0);
    calm = isSmall ? calm + step : 0;
  }
  if (calm === 0) {
    const last = density(farthest);
    peak.forEach((height, i) => {
      if (last * Math.abs(at[i]!) > 1e-18 * height)
        fail(
          family,
          i,
          "has no Gaussian average: what is averaged does not fall off\nexpected an activation that grows more slowly than the Gaussian falls, or a smaller K",
        );
    });
  }
  return { step, reach: z, sums };
}

/** Halves the step until halving changes nothing; undefined where that takes too small a step. */
function halved(family: Family, line: Line): Omit<Expectation, "failures"> | undefined {
  const { count, failures } = family;
  const { reach, sums } = line;
  let { step } = line;
  while (step > smallestStep) {
    const before = sums.values.map((sum) => step * sum);
    step /= 2;
    for (let z = step; z < reach; z += 2 * step) for (const side of [z, -z]) addNode(family, sums, side, density(side));
    const errors = new Float64Array(count);
    const allowed = new Float64Array(count);
    let settled = true;
    for (let i = 0; i < count; i++) {
      const size = step * sums.sizes[i]!;
      const rounding = Number.EPSILON * (ruleRounding * size + sums.bounds[i]!);
      const change = Math.abs(step * sums.values[i]! - before[i]!);
      allowed[i] = 32 * rounding;
      errors[i] = 2 * change + rounding;
      if (change > 16 * rounding && !failures.has(i)) settled = false;
    }
    if (!settled) continue;
    const values = sums.values.map((sum) => step * sum);
    const others = trapezoid(family, 2 * step, reach, offset).values;
    const isConfirmed = values.every((value, i) => {
      const apart = Math.abs(value - others[i]!);
      errors[i] = Math.max(errors[i]!, 2 * apart);
      return apart <= allowed[i]! || failures.has(i);
    });
    if (isConfirmed) return { values, errors, layout: { reach, step: 2 * step, edges: [] } };
  }
  return undefined;
}

/** The golden section of a step. */
const offset = (3 - Math.sqrt(5)) / 2;

/** Places at which panels begin, so that what happens on the scale near 0 is met by panels of its size. */
function graded(scale: number, reach: number): number[] {
  const places = [0];
  for (let z = 2 * scale; z < Math.min(reach, 1.5); z *= 2) places.push(z, -z);
  return places;
}
