import type { Extent } from "../../answer/layer-step.js";
import { lastOf } from "../../foundation/forecast.js";
import { freshMemory } from "../../foundation/memory.js";
import { coefficientName } from "../../symbols/cumulants.js";
import type { Network } from "../networks/network.js";
import { flow, type Layer } from "./flow.js";

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

/** What is to be said of a network of one input: of the first terms that this extent leaves out, and of its tuning. */
export const warningsOf = (network: Network, extent: Extent, memory = freshMemory()): string[] =>
  warningsAt(network, extent, lastOf(flow(network, beyond(extent), { memory })));

/** The same of the last layer of a flow that goes beyond the extent. */
export const warningsAt = (network: Network, extent: Extent, last: Layer): string[] =>
  [warningOf(termSizes(network, extent, last)), untuned(network, last)].filter((text) => text !== undefined);

/** So many times as deep as what happens in a layer is remembered, a network is far from every critical point. */
const lengthsInDepth = 4;

/**
 * Whether a network is near no critical point, as a warning: at one, susceptibilities are 1 but for a power of the
 * depth, and the length over which they forget or blow up, 1/|log chi|, is no small part of it.
 */
function untuned({ activation }: Network, { layer, cumulants, ...last }: Layer): string | undefined {
  const { chiParallel, chiPerpendicular } = last;
  const length = 1 / Math.max(Math.abs(Math.log(chiParallel)), Math.abs(Math.log(chiPerpendicular)));
  if (!(layer >= lengthsInDepth * length)) return undefined;
  const short = (x: number): string => String(Number(x.toPrecision(3)));
  return `in layer ${layer} K = ${short(cumulants[1]?.[0] ?? 0)}, chi_parallel = ${short(chiParallel)} and chi_perpendicular = ${short(chiPerpendicular)}: over ${short(length)} layers a signal fades or grows by e, so the network is near no critical point (oneovern critical --activation "${activation.name}" lists them, --critical takes one)`;
}

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
