import { memoised } from "../../foundation/memoised.js";
import type { Activation } from "../activations/activation.js";
import { factorsOf } from "../analysis/factors.js";
import { density } from "../analysis/rules.js";
import { axisRules, type DirectionRules, directionRules, sizeOf, unknownRules } from "./axis-rules.js";
import { kinkedTables, type SmoothTables, smoothed, smoothTables, type Table } from "./field-tables.js";
import { type Average, countWithSums, keyOf, type Power, powersWithSums } from "./joint.js";
import { converged, latticeWork, leftOut, mostNodes, passOver } from "./joint-pass.js";

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
  /** By the m and k of each input in turn: "2.0 1.1 1.3 ", m before the point and k behind it. */
  readonly averages: (sums: Power) => ReadonlyMap<string, Average> | undefined;
  /** About how much it takes to make them. */
  readonly work: (sums: Power) => JointWork | undefined;
}

/** What averages over some inputs take. */
export interface JointWork {
  /** The nodes of all passes together. */
  readonly nodes: number;
  /** How many averages there are. */
  readonly averages: number;
  /** The operations of a table, at an input as they are on the average. */
  readonly aTable: number;
}

/** The averages of one activation. */
export interface SharedAverages {
  /** The averages over inputs with this covariance, positive, singular or not. */
  readonly over: (covariance: readonly (readonly number[])[]) => JointAverages;
}

/** How well averages over several inputs are made. */
export interface SharedOptions {
  /** The error that is allowed, as a part of the average of the absolute value (default 1e-10). */
  readonly tolerance?: number;
}

export const defaultTolerance = 1e-10;

/** Directions with less than this part of the largest variance are given to the fields' own noise. */
const lost = 1e-13;
/** With less noise than this part of its deviation a field with kinks is too narrow for tables. */
const leastNoise = 0.002;
/** How much farther out the derivatives of a Gaussian go than the Gaussian itself. */
const moreTail = 1;
/** The width on which a smooth sigma is taken to bend when factors are chosen. */
const bend = 0.5;
/** Tables and sums of them tell no smaller errors of rules, as a part of the size. */
const leastUnseen = 3e-13;
/** Of interpolation, as a part of the largest value: little more than rounding, whatever the tolerance. */
const tableAccuracy = 1e-14;
/** The part of the digits that the first rules are made for. */
const firstDigits = 0.4;
/** Beyond a ball lies more of a Gaussian the more directions there are. */
const roomForDirections = 10;
/** The operations of a table, where sigma is smooth, and where it has kinks over the noise as a part of the deviation. */
const [smoothTable, kinkedTable] = [2e4, 9e4];

/** Averages of an activation, with all that they have in common kept as long as this is. */
export function sharedAverages(
  activation: Activation,
  { tolerance = defaultTolerance }: SharedOptions = {},
): SharedAverages {
  const isSmooth = activation.kinks.length === 0;
  // The first rules are made for some of the digits, and become finer until two agree.
  const accuracy = Math.min(1e-2, tolerance ** firstDigits);
  const unseen = Math.max(leastUnseen, leftOut * tolerance);
  /** What is common to all m through a number and all k. */
  const gradeOf = memoised(
    ({ times, derivatives, scale }: Power & { readonly scale: number }): Grade | undefined => {
      const largest = { times, derivatives };
      const tail = tailOf(activation, times, scale, (leftOut / roomForDirections) * tolerance);
      if (!isSmooth) return { tail, smooth: undefined, ...unknownRules };
      const smooth = smoothTables(activation, largest, scale, tableAccuracy);
      return smooth === undefined
        ? undefined
        : { tail, smooth, ...directionRules(smooth, largest, tail, { accuracy, unseen, scale }) };
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
      const noise = factors.own.map((own, i) => Math.max(leastNoise, own / (Math.sqrt(covariance[i]![i]!) || 1)));
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
          const averages = converged(pass, rules, grade.tail, {
            tolerance,
            unseen: 4 * leftOut * tolerance + inputs * (grade.smooth?.error ?? 0),
          });
          return new Map(wanted.map((powers, i) => [keyOf(powers), averages[i]!]));
        },
        work: (sums) => {
          const found = rulesFor(sums);
          if (found === undefined) return undefined;
          const { grade, rules } = found;
          const size = [0, 1, 2, 3].reduce((sum, turns) => sum + sizeOf(rules, turns, grade.tail), 0);
          return {
            nodes: size > 2 * mostNodes ? latticeWork : size,
            averages: countWithSums(inputs, sums),
            aTable: isSmooth ? smoothTable : noise.reduce((sum, own) => sum + kinkedTable / own, 0) / inputs,
          };
        },
      };
    },
  };
}

/** Tables and rules for powers and derivatives through some largest. */
interface Grade extends DirectionRules {
  /** How far out integrals go, in standard deviations. */
  readonly tail: number;
  readonly smooth: SmoothTables | undefined;
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
