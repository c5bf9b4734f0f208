import type { Activation } from "../activations/activation.js";
import type { Layout } from "../analysis/integrands.js";
import { measured } from "./average-ways.js";

/*
 * Kinks that nobody has declared and no switch of the expression shows: looked for where an integral needed short
 * panels.
 */

/** Panels that are shorter, in standard deviations, have something in them. */
const short = 1 / 16;
/** So many Taylor coefficients are used, and so many compared. */
const [order, compared] = [12, 7];
/** What the series leaves out is no more than so many times its last terms. */
const tail = 16;

/**
 * The short panels on whose two ends sigma's Taylor series do not belong to one function: their middles, in standard
 * deviations.
 */
export function undeclaredBreaks(activation: Activation, root: number, { edges, reach }: Layout): number[] {
  const kinks = activation.kinks.map(({ at }) => at / root);
  const places = [-reach, ...edges, reach];
  const found: number[] = [];
  for (let e = 1; e < places.length; e++) {
    const [from, to] = [places[e - 1]!, places[e]!];
    if (to - from > short || kinks.some((z) => z >= from && z <= to)) continue;
    if (!isOneFunction(activation, root * from, root * to)) found.push((from + to) / 2);
  }
  return found;
}

/** Whether the Taylor series at two places continue each other. */
function isOneFunction(activation: Activation, from: number, to: number): boolean {
  const [{ sigma: left, rounding: leftRounding }, { sigma: right, rounding: rightRounding }] = [from, to].map((x) =>
    measured(activation, x, order),
  ) as [ReturnType<typeof measured>, ReturnType<typeof measured>];
  const distance = to - from;
  for (let j = 0; j < compared; j++) {
    let [continued, rounding, last, binomial] = [0, 0, 0, 1];
    for (let k = j; k <= order; k++) {
      const factor = binomial * distance ** (k - j);
      continued += factor * left[k]!;
      rounding += factor * leftRounding[k]!;
      if (k >= order - 1) last = Math.max(last, Math.abs(factor * left[k]!), Math.abs(factor * right[k]!));
      binomial = (binomial * (k + 1)) / (k + 1 - j);
    }
    const allowed = tail * last + 16 * Number.EPSILON * (rounding + rightRounding[j]!);
    if (Math.abs(continued - right[j]!) > allowed) return false;
  }
  return true;
}
