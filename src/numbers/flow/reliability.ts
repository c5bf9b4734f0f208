import type { Extent } from "../../answer/layer-step.js";
import { freshMemory } from "../../foundation/memory.js";
import { coefficientName } from "../../symbols/cumulants.js";
import type { Network } from "../networks/network.js";
import { flow, type Layer } from "./flow.js";
import { lastOf } from "./forecast.js";

/** A term of a series beside its leading term, at one layer: how far the expansion can be trusted. */
export interface TermSize {
  /** K_2, V_4[1], ... */
  readonly name: string;
  readonly layer: number;
  /** |term| / n^p over the leading term. */
  readonly relative: number;
}

/** Past it the orders of the expansion are no small corrections. */
export const alarming = 0.2;

/** Orders beyond which the next term is not computed by itself: its sums would take seconds. */
const largestComputed = 2;

/**
 * What a flow has to know beside its own extent for the first terms of K and V_4 that it leaves out; past two orders
 * the last ones that it keeps.
 */
export const beyond = ({ orders }: Extent): Extent => ({
  highest: 2,
  orders: orders <= largestComputed ? orders + 1 : orders,
});

/** Those terms in a layer of such a flow, beside the leading ones. */
export function termSizes({ widths }: Network, extent: Extent, { layer, cumulants }: Layer): TermSize[] {
  const { orders: order } = beyond(extent);
  const width = widths[layer - 2] ?? 1;
  return [1, 2].flatMap((k) => {
    const [leading = 0] = cumulants[k] ?? [];
    const term = cumulants[k]?.[order] ?? 0;
    const relative = Math.abs(term / leading) / width ** order;
    return leading === 0 ? [] : [{ name: coefficientName({ k, p: order }), layer, relative }];
  });
}

/** The first terms that a flow of this extent leaves out, in the last layer. One input. */
export const nextTerms = (network: Network, extent: Extent, memory = freshMemory()): TermSize[] =>
  termSizes(network, extent, lastOf(flow(network, beyond(extent), { memory })));

/** Past it the averages of a layer are worth a word. */
const alarmingAverage = 1e-8;

/** The averages of a flow as a warning, or undefined where all of them are good to eight digits. */
export function averageWarning(layers: readonly Layer[]): string | undefined {
  const worst = layers.reduce((a, b) => (b.averageError > a.averageError ? b : a));
  if (!(worst.averageError > alarmingAverage)) return undefined;
  return `an average over layer ${worst.layer} is known to ${worst.averageError.toExponential(0)} of its value only (it may be near 0)`;
}

/** The sizes as a warning, or undefined where they are small. */
export function warningOf(sizes: readonly TermSize[]): string | undefined {
  const worst = sizes.reduce<TermSize | undefined>(
    (a, b) => (a === undefined || b.relative > a.relative ? b : a),
    undefined,
  );
  if (worst === undefined || worst.relative < alarming) return undefined;
  const { name, layer, relative } = worst;
  const size = relative < 10 ? `${(100 * relative).toFixed(0)} % of` : `${Number(relative.toPrecision(2))} times`;
  return `in layer ${layer} the next term, ${name}, is ${size} the leading one: the widths are small for this depth and order`;
}
