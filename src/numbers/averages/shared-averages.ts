import { memoised } from "../../foundation/memoised.js";
import type { Activation } from "../activations/activation.js";
import { type Factors, factorsOf, rankOf } from "../analysis/factors.js";
import { density, normalRule, type PanelRule } from "../analysis/rules.js";
import {
  cellsOf,
  findCells,
  kinkedTables,
  readerOf,
  readInto,
  type SmoothTables,
  smoothed,
  smoothTables,
  type Table,
} from "./field-tables.js";
import { type Average, keyOf, type Power, type Powers, powersWithSums } from "./joint.js";
import {
  type Block,
  evenRule,
  generatorOf,
  latticeNodes,
  type Nodes,
  primeFrom,
  productNodes,
  productSize,
} from "./nodes.js";
/*
 * < prod_i (sigma^{m_i})^{(k_i)}(phi_i) > over jointly normal fields, for all m and k with given sums at once.
 *
 * The fields are taken apart into what they share and noise of their own, phi = B z + s w (factors.ts). The noise is
 * averaged over field by field, F_i(u) = < f_i(u + s_i w) >, which is tabulated (field-tables.ts), and what is left is an
 * integral of prod_i F_i((B z)_i) over the z's: one for two inputs and for most threes, two or three for four. The F_i are
 * smoother than sigma, kinks are gone, and so the trapezoidal rule in all z's converges exponentially.
 *
 * Every z has a rule of its own, by how much the fields move along it: the largest step with which the averages of a
 * single field are right, or a few Gauss-Hermite nodes where they hardly move. The result is compared with that of coarser
 * rules in all directions; the difference is the claimed error, and where it is more than the tolerance the rules become
 * finer. Where a product of rules has too many nodes, lattices with random shifts take its place (nodes.ts), and the
 * claimed error is three times the standard error of their mean.
 */

/** The averages over some inputs with given sums of all m and of all k; undefined where there is no way to them here. */
export interface JointAverages {
  /** By {@link keyOf}. */
  readonly averages: (sums: Power) => ReadonlyMap<string, Average> | undefined;
  /** About how many nodes it takes to make them, all passes together, and how many they are. */
  readonly work: (sums: Power) => { readonly nodes: number; readonly averages: number } | undefined;
}

export interface SharedAverages {
  /** The averages over inputs with this covariance, positive, singular or not. */
  readonly over: (covariance: readonly (readonly number[])[]) => JointAverages;
}

export interface SharedOptions {
  /** The error that is allowed, as a part of the average of the absolute value (default 1e-10). */
  readonly tolerance?: number;
}

export const defaultTolerance = 1e-10;

/** A product of rules that is larger than this is replaced by lattices. */
const mostNodes = 2e7;
/** The points of one lattice, at first and at most, and how many shifts. */
const [fewestPoints, mostPoints, shifts] = [4_000, 300_000, 12];
/** Steps of rules are tried in this ratio. */
const ratio = 0.82;
const refinements = 14;
/** Rounding of a sum of products, in units of epsilon. */
const rounding = 8;
/** Directions with less than this part of the largest variance are given to the fields' own noise. */
const lost = 1e-13;
/** With less noise than this part of its deviation a field with kinks is too narrow for tables. */
const leastNoise = 0.02;
/** How much farther out the derivatives of a Gaussian go than the Gaussian itself. */
const moreTail = 1;
/** The width on which a smooth sigma is taken to bend when factors are chosen. */
const bend = 0.5;
/** Tables and sums of them tell no smaller errors of rules, as a part of the size. */
const leastUnseen = 3e-13;
/** Of interpolation, as a part of the largest value: little more than rounding, whatever the tolerance. */
const tableAccuracy = 1e-14;
/** Beyond a ball lies more of a Gaussian the more directions there are. */
const roomForDirections = 10;
/** What is left out without being looked at, as a part of the tolerance: beyond the ball, along directions of one node. */
const leftOut = 1e-3;

/** Averages of an activation, with all that they have in common kept as long as this is. */
export function sharedAverages(
  activation: Activation,
  { tolerance = defaultTolerance }: SharedOptions = {},
): SharedAverages {
  const isSmooth = activation.kinks.length === 0;
  // The first rules are made for half the digits, and become finer until two agree.
  const accuracy = Math.sqrt(Math.min(1e-3, tolerance));
  /** What is common to all m through a number and all k. */
  const gradeOf = memoised(
    ({ times, derivatives, scale }: Power & { readonly scale: number }): Grade | undefined => {
      const largest = { times, derivatives };
      const tail = tailOf(activation, times, scale, (leftOut / roomForDirections) * tolerance);
      if (!isSmooth)
        return {
          tail,
          smooth: undefined,
          stepFor: () => undefined,
          noiseStepFor: () => undefined,
          hermiteFor: () => undefined,
        };
      const smooth = smoothTables(activation, largest, scale, tableAccuracy);
      return smooth === undefined
        ? undefined
        : { tail, smooth, ...rulesOf(smooth, largest, tail, accuracy, Math.max(leastUnseen, leftOut * tolerance)) };
    },
    ({ times, derivatives, scale }) => `${times},${derivatives},${scale}`,
  );
  const kinked = memoised((tail: number) => kinkedTables(activation, tail + moreTail), String);
  return {
    over: (covariance) => {
      const factors = factorsOf(covariance, lost, isSmooth ? bend : 0);
      const deviation = Math.sqrt(Math.max(0, ...covariance.map((row, i) => row[i]!)));
      const scale = 2 ** (Math.ceil(4 * Math.log2(deviation || 1)) / 4);
      const inputs = covariance.length;
      const extents = covariance.map((_, i) => Math.hypot(...factors.shared[i]!));
      const tableOf = memoised(
        ({ field, power, grade }: { field: number; power: Power; grade: Grade }): Table => {
          const own = factors.own[field]!;
          const reach = grade.tail * extents[field]!;
          if (grade.smooth === undefined) return kinked(grade.tail)(power, own, reach);
          const f = grade.smooth.of(power, grade.tail * (extents[field]! + own) + own);
          return smoothed(f, own, { reach, longest: grade.noiseStepFor(own)!, tail: grade.tail });
        },
        ({ field, power, grade }) => `${field},${power.times},${power.derivatives},${grade.smooth?.step},${grade.tail}`,
      );
      const isMadeSmooth = factors.own.every((own, i) => own > leastNoise * Math.sqrt(covariance[i]![i]!));
      const rulesFor = ({ times, derivatives }: Power) => {
        const grade = gradeOf({
          times: Math.max(4, 2 * Math.ceil(times / 2)),
          derivatives: 4 * Math.ceil(derivatives / 4),
          scale,
        });
        if (grade === undefined || (!isSmooth && !isMadeSmooth)) return undefined;
        const rules = axisRules(factors, grade, accuracy);
        const isResolved = !isSmooth || factors.own.every((own) => own === 0 || grade.noiseStepFor(own) !== undefined);
        if (rules === undefined || !isResolved || (!isSmooth && sizeOf(rules, 1, grade.tail) > mostNodes))
          return undefined;
        return { grade, rules };
      };
      return {
        averages: (sums) => {
          const found = rulesFor(sums);
          if (found === undefined) return undefined;
          const { grade, rules } = found;
          const wanted = powersWithSums(inputs, sums);
          const pass = passOver(wanted, factors, (field, power) => tableOf({ field, power, grade }));
          const averages = converged(pass, rules, grade.tail, tolerance);
          return new Map(wanted.map((powers, i) => [keyOf(powers), averages[i]!]));
        },
        work: (sums) => {
          const found = rulesFor(sums);
          if (found === undefined) return undefined;
          const { grade, rules } = found;
          const size = [0, 1, 2].reduce((sum, turns) => sum + sizeOf(rules, turns, grade.tail), 0);
          return {
            nodes: size > 2 * mostNodes ? 1.3 * shifts * mostPoints : size,
            averages: powersWithSums(inputs, sums).length,
          };
        },
      };
    },
  };
}

/** Tables and rules for powers and derivatives through some largest. */
interface Grade {
  /** How far out integrals go, in standard deviations. */
  readonly tail: number;
  readonly smooth: SmoothTables | undefined;
  /** The longest step along a direction in which fields have a standard deviation. */
  readonly stepFor: (deviation: number) => number | undefined;
  /** The same for noise that is averaged over beforehand, whose error nothing shows. */
  readonly noiseStepFor: (deviation: number) => number | undefined;
  /** How many Gauss-Hermite nodes are enough, where that is no more than a few. */
  readonly hermiteFor: (deviation: number) => number | undefined;
}

/**
 * How far out the largest value of sigma^times so far, times a Gaussian, is more than some part of its largest: a zero of
 * sigma out there is none of the other fields'.
 */
function tailOf({ value }: Activation, times: number, scale: number, part: number): number {
  let [size, most, tail] = [0, 0, 0];
  for (let z = 0; z < 38; z += 0.2) {
    for (const at of [z, -z]) size = Math.max(size, Math.abs(value(scale * at)) ** times);
    most = Math.max(most, size * density(z));
    if (size * density(z) > part * most) tail = z + 0.2;
  }
  return tail;
}

/** Where sigma is looked at when steps are chosen, beside 0. */
const offsets = [0, 0.9, 2.1];
const steps = Array.from({ length: 40 }, (_, i) => 0.95 * ratio ** i);
const mostHermite = 10;
const hermiteRules = Array.from({ length: mostHermite + 1 }, (_, n) =>
  n === 0 ? { nodes: [], weights: [] } : normalRule(n),
);

/** The rules that averages of one field need, by its standard deviation along a direction. */
function rulesOf(smooth: SmoothTables, largest: Power, tail: number, accuracy: number, unseen: number) {
  const powers: readonly Power[] = [
    { times: largest.times, derivatives: 0 },
    { times: largest.times, derivatives: largest.derivatives },
    { times: 1, derivatives: largest.derivatives },
  ];
  const byDeviation = memoised((exponent: number) => {
    const deviation = 2 ** (exponent / 3);
    const tables = powers.map((power) => smooth.of(power, tail * deviation + 3));
    const readers = tables.map(readerOf);
    const sum = (read: (u: number) => number, u: number, { nodes, weights }: PanelRule): readonly [number, number] => {
      let [value, size] = [0, 0];
      nodes.forEach((z, n) => {
        const term = weights[n]! * read(u + deviation * z);
        value += term;
        size += Math.abs(term);
      });
      return [value, size];
    };
    const reference = evenRule(Math.min(0.5, Math.max(0.02, 0.12 / deviation)), tail);
    const known = readers.map((read) => offsets.map((u) => sum(read, u, reference)));
    const isRight = (rule: PanelRule, within: number): boolean =>
      readers.every((read, t) => {
        const size = Math.max(...known[t]!.map(([, s]) => s));
        return offsets.every((u, o) => Math.abs(sum(read, u, rule)[0] - known[t]![o]![0]) <= within * size);
      });
    const stepWithin = (within: number) => steps.find((h) => isRight(evenRule(h, tail), within));
    const hermite = deviation > 0.5 ? undefined : hermiteRules.findIndex((rule, n) => n > 0 && isRight(rule, unseen));
    return {
      step: stepWithin(accuracy),
      noiseStep: stepWithin(unseen),
      hermite: hermite === -1 ? undefined : hermite,
    };
  }, String);
  const at = (deviation: number) => byDeviation(Math.max(-60, Math.ceil(3 * Math.log2(deviation))));
  return {
    stepFor: (deviation: number) => at(deviation).step,
    noiseStepFor: (deviation: number) => at(deviation).noiseStep,
    hermiteFor: (deviation: number) => at(deviation).hermite,
  };
}

/** How a direction is integrated over: by even steps, or by so many Gauss-Hermite nodes. */
type AxisRule = { readonly step: number } | { readonly hermite: number };

/**
 * The rules of all directions. What the noise makes of any function falls off as exp(-s^2 k^2/2) in the frequency k,
 * so with it a step is right whatever sigma is: products add frequencies, and the Gaussian of z its own.
 */
function axisRules(factors: Factors, { stepFor, hermiteFor }: Grade, accuracy: number): AxisRule[] | undefined {
  const { shared, own } = factors;
  const directions = rankOf(factors);
  const rules: AxisRule[] = [];
  for (let j = 0; j < directions; j++) {
    const column = shared.map((row) => Math.abs(row[j] ?? 0));
    const spread = column.reduce((sum, b, i) => (b === 0 ? sum : sum + (b / own[i]!) ** 2), 1);
    const byNoise = (2 * Math.PI) / Math.sqrt(-2 * Math.log(accuracy) * spread);
    const deviation = Math.max(...column);
    const hermite = hermiteFor(deviation);
    const step = Math.max(byNoise, stepFor(deviation) ?? 0);
    if (!(step > 0)) return undefined;
    rules.push(hermite === undefined ? { step } : { hermite });
  }
  return rules;
}

/** Finer by so many turns. */
const refined = (rule: AxisRule, turns: number): AxisRule =>
  "step" in rule
    ? { step: rule.step * ratio ** turns }
    : { hermite: Math.min(mostHermite, rule.hermite === 1 ? 1 : rule.hermite + Math.min(1, turns)) };

const ruleFrom = (rule: AxisRule, tail: number): PanelRule =>
  "step" in rule ? evenRule(rule.step, tail) : hermiteRules[rule.hermite]!;

const rulesAfter = (rules: readonly AxisRule[], turns: number, tail: number): PanelRule[] =>
  rules.map((rule) => ruleFrom(refined(rule, turns), tail));

/** About how many nodes the rules have together, finer by so many turns. */
const sizeOf = (rules: readonly AxisRule[], turns: number, tail: number): number =>
  productSize(rulesAfter(rules, turns, tail), tail);

/** Sums over nodes: of each average its value, and of its absolute value. */
interface Sums {
  readonly values: Float64Array;
  readonly sizes: Float64Array;
}

type Pass = (nodes: Nodes) => Sums;

/** A factor of some averages, and those with it among all. */
interface Branch {
  readonly list: number;
  readonly branches: Branch[];
  average: number;
}

/** All averages from one pass over nodes: products are begun with the first input, and what begins alike is made once. */
function passOver(
  wanted: readonly Powers[],
  { shared }: Factors,
  tableOf: (field: number, power: Power) => Table,
): Pass {
  const inputs = shared.length;
  const tables: Table[][] = shared.map(() => []);
  const numbers = shared.map(() => new Map<string, number>());
  const roots: Branch[] = [];
  wanted.forEach((powers, average) => {
    let level = roots;
    powers.forEach((power, field) => {
      const key = `${power.times},${power.derivatives}`;
      let list = numbers[field]!.get(key);
      if (list === undefined) {
        list = tables[field]!.push(tableOf(field, power)) - 1;
        numbers[field]!.set(key, list);
      }
      let branch = level.find((other) => other.list === list);
      if (branch === undefined) {
        branch = { list, branches: [], average: -1 };
        level.push(branch);
      }
      if (field + 1 === inputs) branch.average = average;
      level = branch.branches;
    });
  });
  const cells = tables.map((list) => list.map(cellsOf));
  return (nodes) => {
    const values = new Float64Array(wanted.length);
    const sizes = new Float64Array(wanted.length);
    let lists: Float64Array[][] = [];
    let [u, starts, distances] = [new Float64Array(0), new Int32Array(0), new Float64Array(0)];
    let products: Float64Array[] = [];
    const along = (field: number, branches: readonly Branch[], before: Float64Array, count: number): void => {
      for (const { list, branches: next, average } of branches) {
        const factor = lists[field]![list]!;
        if (average >= 0) {
          let [value, size] = [0, 0];
          for (let n = 0; n < count; n++) {
            const term = before[n]! * factor[n]!;
            value += term;
            size += Math.abs(term);
          }
          values[average]! += value;
          sizes[average]! += size;
        } else {
          const product = products[field]!;
          for (let n = 0; n < count; n++) product[n] = before[n]! * factor[n]!;
          along(field + 1, next, product, count);
        }
      }
    };
    const visit = ({ z, weights: own, count }: Block): void => {
      if (u.length === 0) {
        const room = own.length;
        [u, starts, distances] = [new Float64Array(room), new Int32Array(room), new Float64Array(room)];
        lists = tables.map((list) => list.map(() => new Float64Array(room)));
        products = tables.map(() => new Float64Array(room));
      }
      shared.forEach((row, field) => {
        u.fill(0);
        row.forEach((b, j) => {
          const axis = z[j]!;
          if (b !== 0) for (let n = 0; n < count; n++) u[n]! += b * axis[n]!;
        });
        const [table] = tables[field]!;
        if (table === undefined) return;
        findCells(u, count, table, starts, distances);
        cells[field]!.forEach((list, t) => {
          readInto(lists[field]![t]!, list, count, starts, distances);
        });
      });
      along(0, roots, own, count);
    };
    nodes(visit);
    return { values, sizes };
  };
}

/** Averages within the tolerance, or as near to it as the largest number of nodes allows. */
function converged(pass: Pass, rules: readonly AxisRule[], tail: number, tolerance: number): Average[] {
  if (sizeOf(rules, 1, tail) > mostNodes) return byLattices(pass, rules.length, tolerance);
  const nodesOf = (turns: number): Nodes => productNodes(rulesAfter(rules, turns, tail), tail);
  let before = pass(nodesOf(0));
  for (let turns = 1; ; turns++) {
    const found = pass(nodesOf(turns));
    const averages = Array.from(found.values, (value, i) => ({
      value,
      error:
        Math.abs(value - before.values[i]!) + (rounding * Number.EPSILON + 4 * leftOut * tolerance) * found.sizes[i]!,
      size: found.sizes[i]!,
    }));
    const isDone = averages.every(({ error }, i) => error <= tolerance * found.sizes[i]!);
    const isLast = rules.length === 0 || turns === refinements || sizeOf(rules, turns + 1, tail) > mostNodes;
    if (isDone || isLast) return averages;
    before = found;
  }
}

/** Averages over lattices with random shifts: more points until the error is within the tolerance, or there are too many. */
function byLattices(pass: Pass, directions: number, tolerance: number): Average[] {
  for (let points = fewestPoints; ; points *= 4) {
    const prime = primeFrom(points);
    const generator = generatorOf(prime, directions);
    const sums = Array.from({ length: shifts }, (_, s) => pass(latticeNodes(generator, prime, shiftOf(s, directions))));
    const averages = Array.from(sums[0]!.values, (_, i) => {
      const values = sums.map((sum) => sum.values[i]!);
      const value = values.reduce((a, b) => a + b, 0) / shifts;
      const variance = values.reduce((a, b) => a + (b - value) ** 2, 0) / (shifts * (shifts - 1));
      return { value, error: 3 * Math.sqrt(variance), size: sums[0]!.sizes[i]! };
    });
    const isDone = averages.every(({ error }, i) => error <= tolerance * sums[0]!.sizes[i]!);
    if (isDone || 4 * points > mostPoints) return averages;
  }
}

/** Numbers in [0, 1) that look drawn, and are the same every time (splitmix32). */
function shiftOf(number: number, directions: number): number[] {
  let state = 0x9e3779b9 * (number + 1);
  return Array.from({ length: directions }, () => {
    state = (state + 0x9e3779b9) | 0;
    let x = state ^ (state >>> 16);
    x = Math.imul(x, 0x21f0aaad);
    x ^= x >>> 15;
    x = Math.imul(x, 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
  });
}
