import { memoised } from "../../foundation/memoised.js";
import { type Factors, rankOf } from "../analysis/factors.js";
import { normalRule, type PanelRule } from "../analysis/rules.js";
import { readerOf, type SmoothTables } from "./field-tables.js";
import type { Power } from "./joint.js";
import { evenRule, productSize } from "./nodes.js";

/*
 * The rule of each direction that fields share: by how much they move along it, the largest step with which the averages
 * of one field by itself are right, since none moves faster along a direction than along its own; a few Gauss-Hermite nodes where they
 * hardly move; and where the fields' own noise has made them smooth, the step that is right for whatever was smoothed.
 */

/** Where sigma is looked at when steps are chosen, beside 0. */
const offsets = [0, 0.9, 2.1];
/** Steps are tried in this ratio, from the largest that a Gaussian by itself allows to one for fields that bend within a thousandth of a deviation. */
export const ratio = 0.82;
const steps = Array.from({ length: 46 }, (_, i) => 0.95 * ratio ** i);
/** Steps beyond this, over the deviation, are seen to be too long without a look. */
const longestBend = 20;
/** The step of the sums that others are held against, over the deviation, at first, and how often it is halved. */
const [referenceBend, mostHalvings] = [0.25, 7];
/** Fields that move farther than this are not tabulated. */
const largestDeviation = 3000;
const mostHermite = 10;
const hermiteRules = Array.from({ length: mostHermite + 1 }, (_, n) =>
  n === 0 ? { nodes: [], weights: [] } : normalRule(n),
);

/** A value that is made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => {
    found ??= { value: make() };
    return found.value;
  };
}

/** What averages of one field need along a direction in which it has a standard deviation; undefined where nothing will do. */
export interface DirectionRules {
  /** The longest step, to the accuracy that is looked at. */
  readonly stepFor: (deviation: number) => number | undefined;
  /** The same for noise that is averaged over beforehand, whose error nothing shows. */
  readonly noiseStepFor: (deviation: number) => number | undefined;
  /** How many Gauss-Hermite nodes are enough, where that is no more than a few; their error is not looked at either. */
  readonly hermiteFor: (deviation: number) => number | undefined;
}

/** Of a field with kinks nothing is known beforehand. */
export const unknownRules: DirectionRules = {
  stepFor: () => undefined,
  noiseStepFor: () => undefined,
  hermiteFor: () => undefined,
};

/**
 * By sums over tables, each step and each number of nodes against a sum with steps so short that nothing changes.
 * @param tail how far out sums go
 * @param accuracy of the steps, and of what is unseen, as parts of the average of the absolute value
 * @param scale the deviation of the whole field, of which a direction is a part
 */
export function directionRules(
  smooth: SmoothTables,
  largest: Power,
  tail: number,
  { accuracy, unseen, scale }: { readonly accuracy: number; readonly unseen: number; readonly scale: number },
): DirectionRules {
  const powers: readonly Power[] = [
    { times: largest.times, derivatives: 0 },
    { times: largest.times, derivatives: largest.derivatives },
    { times: 1, derivatives: largest.derivatives },
  ];
  /** The averages of the absolute values over the whole field. */
  const sizesAtScale = once(() => {
    const { nodes, weights } = evenRule(Math.min(0.4, referenceBend / scale), tail);
    return powers.map((power) => {
      const read = readerOf(smooth.of(power, tail * scale));
      return nodes.reduce((sum, z, n) => sum + weights[n]! * Math.abs(read(scale * z)), 0);
    });
  });
  const byDeviation = memoised((exponent: number) => {
    const deviation = 2 ** (exponent / 3);
    if (deviation > largestDeviation) return {};
    const tables = powers.map((power) => smooth.of(power, tail * deviation + 3));
    const readers = tables.map(readerOf);
    const wholeSizes = sizesAtScale();
    const sum = (read: (u: number) => number, u: number, { nodes, weights }: PanelRule): readonly [number, number] => {
      let [value, size] = [0, 0];
      nodes.forEach((z, n) => {
        const term = weights[n]! * read(u + deviation * z);
        value += term;
        size += Math.abs(term);
      });
      return [value, size];
    };
    const sumsAt = (step: number) => {
      const rule = evenRule(step, tail);
      return readers.map((read) => offsets.map((u) => sum(read, u, rule)));
    };
    // Halved until nothing changes: sigma may bend within a small part of 1.
    let [step, known] = [Math.min(0.4, referenceBend / deviation), sumsAt(Math.min(0.4, referenceBend / deviation))];
    for (let halvings = 0; ; halvings++) {
      const next = sumsAt(step / 2);
      const isSettled = next.every((list, t) =>
        list.every(
          ([value, size], o) => Math.abs(value - known[t]![o]![0]) <= (unseen / 2) * Math.max(size, wholeSizes[t]!),
        ),
      );
      [step, known] = [step / 2, next];
      if (isSettled) break;
      if (halvings === mostHalvings) return {};
    }
    const isRight = (rule: PanelRule, within: number): boolean =>
      readers.every((read, t) =>
        offsets.every((u, o) => {
          // Against its own size, which near a zero of sigma is small, and that of the whole field.
          const [value, size] = known[t]![o]!;
          return Math.abs(sum(read, u, rule)[0] - value) <= within * Math.max(size, wholeSizes[t]!);
        }),
      );
    const stepWithin = (within: number) =>
      steps.find((h) => h * deviation < longestBend && isRight(evenRule(h, tail), within));
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
export type AxisRule = { readonly step: number } | { readonly hermite: number };

/**
 * The rules of all directions. What the noise makes of any function falls off as exp(-s^2 k^2/2) in the frequency k,
 * so with it a step is right whatever sigma is: products add frequencies, and the Gaussian of z its own.
 */
export function axisRules(
  factors: Factors,
  { stepFor, hermiteFor }: DirectionRules,
  accuracy: number,
): AxisRule[] | undefined {
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

/** The rules of all directions, finer by so many turns. */
export const rulesAfter = (rules: readonly AxisRule[], turns: number, tail: number): PanelRule[] =>
  rules.map((rule) => ruleFrom(refined(rule, turns), tail));

/** About how many nodes the rules have together, finer by so many turns. */
export const sizeOf = (rules: readonly AxisRule[], turns: number, tail: number): number =>
  productSize(rulesAfter(rules, turns, tail), tail);
