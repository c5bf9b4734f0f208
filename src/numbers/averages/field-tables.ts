import { memoised } from "../../foundation/memoised.js";
import type { Activation } from "../activations/activation.js";
import { hermiteInto } from "../analysis/hermite.js";
import { factorials, type Jet, padded, powersOf } from "../analysis/jets.js";
import { alongPanel, density, normalRule, panelRule } from "../analysis/rules.js";
import type { Power } from "./joint.js";

/*
 * What stands at one input in an average: f = (sigma^m)^(k), and F(u) = < f(u + s w) > over noise w of the input's own.
 * Both are kept on evenly spaced places and read between them by a polynomial through twelve of them.
 *
 * Without kinks f itself is tabulated, once for all kernels, and F is a sum of its entries: the trapezoidal rule in w, with
 * steps that are whole numbers of places. With kinks F is made of panels between them, and of what the jumps of f's
 * integrals contribute: a jump of the j-th derivative is a derivative of a delta function, which the noise makes a
 * smooth function of u. So there are no kinks in any F, and no derivative that does not exist.
 */

/** A function on evenly spaced places: entry i is its value at (first + i) step. */
export interface Table {
  readonly step: number;
  readonly first: number;
  readonly values: Float64Array;
}

/** Places to either side that a value between places is read from. */
export const side = 6;
const places = 2 * side;

/**
 * The polynomial through twelve places as one in t, the distance from the middle of the cell between the two in the
 * midst: entry [power 12 + place], the coefficients of Lagrange's polynomials.
 */
const toPowers = Float64Array.from({ length: places * places }).fill(0);
for (let place = 0; place < places; place++) {
  let polynomial = [1];
  for (let other = 0; other < places; other++) {
    if (other === place) continue;
    // (t - t_other)/(t_place - t_other).
    const root = other - side + 0.5;
    const next = [...polynomial.map(() => 0), 0];
    polynomial.forEach((c, power) => {
      next[power]! -= (root * c) / (place - other);
      next[power + 1]! += c / (place - other);
    });
    polynomial = next;
  }
  polynomial.forEach((c, power) => {
    toPowers[power * places + place] = c;
  });
}

/** A table made ready to be read: twelve coefficients a cell, the highest power first. */
export type Cells = Float64Array;

export function cellsOf({ values }: Table): Cells {
  const count = values.length - places + 1;
  const cells = new Float64Array(places * count);
  const factors = toPowers.slice();
  // Places to either side of the middle: even powers have their sums, odd ones their differences.
  const [sums, differences] = [new Float64Array(side), new Float64Array(side)];
  for (let cell = 0; cell < count; cell++) {
    for (let place = 0; place < side; place++) {
      const [left, right] = [values[cell + place]!, values[cell + places - 1 - place]!];
      sums[place] = left + right;
      differences[place] = left - right;
    }
    const last = cell * places + places - 1;
    for (let power = 0; power < places; power += 2) {
      let [even, odd] = [0, 0];
      const row = power * places;
      for (let place = 0; place < side; place++) {
        even += factors[row + place]! * sums[place]!;
        odd += factors[row + places + place]! * differences[place]!;
      }
      cells[last - power] = even;
      cells[last - power - 1] = odd;
    }
  }
  return cells;
}

/**
 * Where some values of u lie in tables with these places.
 * @param starts,distances filled: where the coefficients of the cell begin, and how far from its middle u is
 */
export function findCells(
  u: Float64Array,
  count: number,
  { step, first }: Pick<Table, "step" | "first">,
  starts: Int32Array,
  distances: Float64Array,
): void {
  const [perStep, shift] = [1 / step, first + 5];
  for (let n = 0; n < count; n++) {
    const at = u[n]! * perStep;
    const cell = Math.floor(at);
    starts[n] = 12 * (cell - shift);
    distances[n] = at - cell - 0.5;
  }
}

/** The values of a table at places that have been found. */
export function readInto(
  into: Float64Array,
  cells: Cells,
  count: number,
  starts: Int32Array,
  distances: Float64Array,
): void {
  for (let n = 0; n < count; n++) {
    const at = starts[n]!;
    const t = distances[n]!;
    const square = t * t;
    const odd =
      ((((cells[at]! * square + cells[at + 2]!) * square + cells[at + 4]!) * square + cells[at + 6]!) * square +
        cells[at + 8]!) *
        square +
      cells[at + 10]!;
    const even =
      ((((cells[at + 1]! * square + cells[at + 3]!) * square + cells[at + 5]!) * square + cells[at + 7]!) * square +
        cells[at + 9]!) *
        square +
      cells[at + 11]!;
    into[n] = odd * t + even;
  }
}

/** What reads a table at one place at a time. */
export function readerOf(table: Table): (u: number) => number {
  const cells = cellsOf(table);
  const [place, starts, distances, into] = [
    new Float64Array(1),
    new Int32Array(1),
    new Float64Array(1),
    new Float64Array(1),
  ];
  return (u) => {
    place[0] = u;
    findCells(place, 1, table, starts, distances);
    readInto(into, cells, 1, starts, distances);
    return into[0]!;
  };
}

const keyOf = ({ times, derivatives }: Power): string => `${times},${derivatives}`;

/** The derivatives of sigma^times through an order, at a point that is no kink. */
function derivativesAt(jet: Jet, times: number, order: number): number[] {
  const power = padded(powersOf(jet, times)[times]!, order);
  return factorials(order).map((factorial, d) => factorial * power[d]!);
}

/** Functions of one field on places so close that interpolation is right. */
export interface SmoothTables {
  readonly step: number;
  /** The largest error of interpolation that was seen, as a part of the largest value. */
  readonly error: number;
  /** f out to a distance at least. */
  readonly of: (power: Power, reach: number) => Table;
}

/** Errors of tables below this may be rounding of sigma; above the other no table is of use. */
const [rounded, worstTable] = [1e-11, 1e-7];
const coarsest = 0.1;
/** So many halvings are tried. */
const finest = 2 ** -8;
/** Values near 0 are small where the deviation is: places follow it. */
const placesADeviationAtLeast = 4;

/**
 * f = (sigma^m)^(k) of an activation without kinks, for all m and k through the largest.
 * @param scale the standard deviation within which interpolation must be right
 * @param accuracy of interpolation, as a part of the largest value
 * @returns undefined where no step is small enough
 */
export function smoothTables(
  { taylor }: Activation,
  largest: Power,
  scale: number,
  accuracy: number,
): SmoothTables | undefined {
  // One long jet a place serves all powers and derivatives.
  const jetAt = memoised((x: number) => taylor(x, largest.derivatives), String);
  const made = (step: number): Omit<SmoothTables, "error"> => {
    let known = new Map<string, Table>();
    let extent = 0;
    return {
      step,
      of: (power, reach) => {
        const half = Math.ceil(reach / step) + side + 1;
        if (half > extent) {
          extent = Math.ceil(1.3 * half);
          known = new Map();
        }
        const key = keyOf(power);
        let table = known.get(key);
        if (table === undefined) {
          for (let d = 0; d <= largest.derivatives; d++)
            known.set(keyOf({ times: power.times, derivatives: d }), {
              step,
              first: -extent,
              values: new Float64Array(2 * extent + 1),
            });
          for (let i = -extent; i <= extent; i++) {
            const list = derivativesAt(jetAt(i * step), power.times, largest.derivatives);
            for (let d = 0; d <= largest.derivatives; d++)
              known.get(keyOf({ times: power.times, derivatives: d }))!.values[i + extent] = list[d]!;
          }
          table = known.get(key)!;
        }
        return table;
      },
    };
  };
  const hardest: readonly Power[] = [1, largest.times].flatMap((times) =>
    [0, largest.derivatives].map((derivatives) => ({ times, derivatives })),
  );
  const span = 5 * scale;
  let best: SmoothTables | undefined;
  const first = Math.min(coarsest, coarsest * 2 ** Math.floor(Math.log2(scale / placesADeviationAtLeast / coarsest)));
  for (let step = first; step >= first * finest; step /= 2) {
    const tables = made(step);
    const errors = hardest.map((power) => {
      const read = readerOf(tables.of(power, span));
      let [worst, most] = [0, 0];
      for (let x = -span; x < span; x += Math.max(step, span / 400)) {
        const at = (Math.floor(x / step) + 0.5) * step;
        const weight = density(at / scale);
        const value = derivativesAt(taylor(at, power.derivatives), power.times, power.derivatives)[power.derivatives]!;
        worst = Math.max(worst, weight * Math.abs(read(at) - value));
        most = Math.max(most, weight * Math.abs(value));
      }
      return most === 0 ? 0 : worst / most;
    });
    const error = Math.max(...errors);
    const before: number = best?.error ?? Number.POSITIVE_INFINITY;
    if (error < before) best = { ...tables, error };
    // Where smaller steps do not help it is rounding of sigma itself that is seen.
    if (error <= accuracy || (before < rounded && error > before / 4)) break;
  }
  return best === undefined || best.error > worstTable ? undefined : best;
}

/**
 * A Gaussian-smoothed function has Taylor coefficients of at most 1/(s^n sqrt(n!)) of its largest value: places so far
 * apart, in deviations of the noise, are near enough for its interpolation to 1e-14.
 */
const placesApart = 0.068;

/** Below so many steps a deviation, noise is averaged over by Gauss-Hermite nodes, read between places. */
const fewest = 1.6;
const noiseRule = normalRule(8);

/**
 * F(u) = < f(u + s w) > of an activation without kinks.
 * @param longest the longest step in w, in standard deviations, that is right for s
 * @param tail how far out w goes
 */
export function smoothed(
  f: Table,
  own: number,
  { reach, longest, tail }: { readonly reach: number; readonly longest: number; readonly tail: number },
): Table {
  const coarser = Math.max(1, Math.floor((placesApart * own) / f.step));
  const step = coarser * f.step;
  const half = Math.ceil(reach / step) + side + 1;
  const origin = -f.first;
  if (own === 0) return { step, first: -half, values: f.values.subarray(origin - half, origin + half + 1) };
  const values = new Float64Array(2 * half + 1);
  const stride = Math.floor((longest * own) / f.step);
  if (stride < fewest) {
    const read = readerOf(f);
    noiseRule.nodes.forEach((w, q) => {
      for (let i = 0; i < values.length; i++) values[i]! += noiseRule.weights[q]! * read((i - half) * step + own * w);
    });
    return { step, first: -half, values };
  }
  const stepW = (stride * f.step) / own;
  const most = Math.floor(tail / stepW);
  for (let t = -most; t <= most; t++) {
    const weight = stepW * density(t * stepW);
    const shift = origin - half * coarser + t * stride;
    for (let i = 0; i < values.length; i++) values[i]! += weight * f.values[i * coarser + shift]!;
  }
  return { step, first: -half, values };
}

/** Functions of an activation with kinks, made smooth by noise. */
export type KinkedTables = (power: Power, own: number, reach: number) => Table;

const panelPoints = panelRule(20);
/** Places a standard deviation of the noise. */
const placesADeviation = 14;

interface Panel {
  readonly from: number;
  readonly to: number;
  readonly values: Float64Array;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly power: Power;
  readonly halvings?: number;
}

const mostHalvings = 12;
/** The last Legendre coefficients of what a panel resolves are this part of its largest value, or less. */
const unresolved = 1e-12;

/** The weights of the last four Legendre coefficients at the nodes of a panel. */
const lastLegendre = [4, 3, 2, 1].map((fromEnd) => {
  const degree = panelPoints.nodes.length - fromEnd;
  return panelPoints.nodes.map((x, i) => {
    let [before, now] = [1, x];
    for (let n = 1; n < degree; n++) [before, now] = [now, ((2 * n + 1) * x * now - n * before) / (n + 1)];
    return (degree + 0.5) * panelPoints.weights[i]! * now;
  });
});

/** Whether a function is the polynomial through its values at the nodes. */
function isResolved(values: Float64Array): boolean {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Where there is a value that is no number, halves do not help.
  if (!Number.isFinite(largest)) return true;
  return lastLegendre.every(
    (weights) => Math.abs(weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0)) <= unresolved * largest,
  );
}

/**
 * F(u) = < f(u + s w) > of any activation, s > 0.
 * @param tail how far out w goes
 */
export function kinkedTables({ value, taylor, kinks }: Activation, tail: number): KinkedTables {
  const breaks = [...new Set(kinks.map(({ at }) => at))].sort((a, b) => a - b);
  /** The values of f at the nodes of a panel, or of its halves, and theirs, where f bends too much for one. */
  const panelsOf: (at: Stretch) => readonly Panel[] = memoised(
    (at: Stretch): readonly Panel[] => {
      const { from, to, power, halvings = 0 } = at;
      const { times, derivatives } = power;
      const values = Float64Array.from(panelPoints.nodes, (node) => {
        const x = (from + to) / 2 + ((to - from) / 2) * node;
        return derivatives === 0
          ? value(x) ** times
          : derivativesAt(taylor(x, derivatives), times, derivatives)[derivatives]!;
      });
      if (halvings === mostHalvings || isResolved(values)) return [{ from, to, values }];
      const middle = (from + to) / 2;
      return [
        ...panelsOf({ from, to: middle, power, halvings: halvings + 1 }),
        ...panelsOf({ from: middle, to, power, halvings: halvings + 1 }),
      ];
    },
    ({ from, to, power }: Stretch) => `${from},${to},${keyOf(power)}`,
  );
  return (power, own, reach) => {
    const { times, derivatives } = power;
    const jumps = kinks.map(({ at, left, right }) => {
      const [below, above] = [left, right].map((from) => derivativesAt(from(derivatives), times, derivatives));
      return { at, sizes: below!.map((size, j) => above![j]! - size) };
    });
    // A derivative that is infinite at a kink is left to the Gaussian, like all derivatives.
    const onGaussian = jumps.some(({ sizes }) => sizes.some((size) => !Number.isFinite(size))) ? derivatives : 0;
    const regular = { times, derivatives: derivatives - onGaussian };
    // Panels no longer than two deviations, the same for all noise of about that size.
    const length = 2 ** Math.floor(Math.log2(2 * own));
    const step = own / placesADeviation;
    const half = Math.ceil(reach / step) + side + 1;
    const values = new Float64Array(2 * half + 1);
    const hermite = new Float64Array(Math.max(onGaussian, derivatives) + 1);
    const spacing = step / own;
    const falling = Math.exp(-spacing * spacing);
    const spread = (x: number, weight: number, order: number): void => {
      // The derivative of a Gaussian by where it stands: (-1)^j He_j over s^j, with the sign of x - u.
      const low = Math.max(-half, Math.ceil((x - tail * own) / step));
      const high = Math.min(half, Math.floor((x + tail * own) / step));
      const middle = Math.max(low, Math.min(high, Math.round(x / step)));
      // From its middle outward a Gaussian is made by products: density(w - d) = density(w) exp(w d - d^2/2).
      for (const [from, to, sign] of [
        [middle, high, 1],
        [middle - 1, low, -1],
      ] as const) {
        let w = (x - from * step) / own;
        let height = weight * density(w);
        let ratio = Math.exp(sign * w * spacing - (spacing * spacing) / 2);
        for (let i = from; sign * i <= sign * to; i += sign) {
          if (order > 0) hermiteInto(hermite, w);
          values[i + half]! += order > 0 ? height * hermite[order]! : height;
          height *= ratio;
          ratio *= falling;
          w -= sign * spacing;
        }
      }
    };
    const edge = reach + tail * own;
    const cuts = [-edge, ...breaks.filter((x) => Math.abs(x) < edge), edge];
    const scale = own ** -onGaussian / own;
    for (let c = 1; c < cuts.length; c++) {
      // Panels begin at kinks or at multiples of their length, so that other tables share them.
      const places = [cuts[c - 1]!];
      for (let x = (Math.floor(cuts[c - 1]! / length) + 1) * length; x < cuts[c]!; x += length) places.push(x);
      places.push(cuts[c]!);
      for (let p = 1; p < places.length; p++) {
        const [from, to] = [places[p - 1]!, places[p]!];
        if (to <= from) continue;
        for (const panel of panelsOf({ from, to, power: regular }))
          alongPanel(panelPoints, (panel.from + panel.to) / 2, (panel.to - panel.from) / 2, (x, weight, node) => {
            spread(x, weight * panel.values[node]! * scale, onGaussian);
          });
      }
    }
    if (onGaussian === 0)
      for (const { at, sizes } of jumps)
        for (let j = 0; j < derivatives; j++)
          if (sizes[j] !== 0) spread(at, sizes[j]! * own ** -(derivatives - j), derivatives - 1 - j);
    return { step, first: -half, values };
  };
}
