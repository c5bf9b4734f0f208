import type { Polynomial } from "../../algebra/polynomial.js";
import { toNumber } from "../../algebra/rational.js";
import type { Extent } from "../../answer/layer-step.js";
import { UserError } from "../../foundation/errors.js";
import type { Memory } from "../../foundation/memory.js";
import { commonWidth, meanShift, vertex, width } from "../../symbols/symbols.js";
import { flow } from "../flow/flow.js";
import { type Network, wrong } from "../networks/network.js";

/* The symbols of an action about K_0 with expanded blobs as numbers, layer by layer of a network. */

/**
 * One layer: its place, how many of its neurons are looked at, the width of the layer before, and what its symbols are.
 * Some neurons of a layer have the action of a layer of so many.
 */
export interface LayerNumbers {
  readonly layer: number;
  readonly n: number;
  readonly below: number;
  /** K_0. */
  readonly kernel: number;
  /**
   * By name, in units of K_0 so that no power of it leaves the range of doubles: n, n_{l-1}, K_0 (1), K_p/K_0,
   * V_2b[p]/K_0^b.
   */
  readonly values: ReadonlyMap<string, number>;
}

/** All V_2b[p] with b - 1 + p through an order, and K_p: what an action through that order has. */
const extentsThrough = (order: number): [Extent, ...Extent[]] => [
  { highest: 1, orders: order },
  ...Array.from({ length: order }, (_, i) => ({ highest: i + 2, orders: order - i - 1 })),
];

/**
 * The layers from the second on, whose kernels fluctuate.
 * @param neurons how many neurons of each layer are looked at; all of them when left out
 * @throws UserError for several inputs, and where the network is not valid
 */
export function* layerNumbers(
  network: Network,
  order: number,
  { neurons, memory }: { readonly neurons: number | undefined; readonly memory: Memory },
): Generator<LayerNumbers> {
  if (network.inputs > 1)
    throw new UserError(
      "network",
      `${network.inputs} inputs: couplings as numbers are for one\nexpected --K instead of a kernel or inputs`,
    );
  if (neurons !== undefined && !(Number.isSafeInteger(neurons) && neurons >= 1))
    throw wrong(`${neurons} neurons looked at`, "a whole number from 1 on");
  const [first, ...beside] = extentsThrough(order);
  for (const { layer, cumulants } of flow(network, first, { beside, memory })) {
    if (layer === 1) continue;
    const below = network.widths[layer - 2]!;
    const own = network.widths[layer - 1];
    const n = neurons ?? own ?? below;
    if (neurons !== undefined && neurons > (own ?? 1e9))
      throw wrong(
        `${neurons} neurons looked at, and layer ${layer} has ${own ?? "no more than 1e9"}`,
        `${own ?? 1e9} at most`,
      );
    const kernel = cumulants[1]![0]!;
    if (!(kernel > 0))
      throw wrong(
        `K_0 = ${kernel} in layer ${layer}: fields that are always 0 have no density`,
        "C_b > 0, or another activation",
      );
    const values = new Map([
      [commonWidth.name, n],
      [width(1).name, below],
    ]);
    cumulants.forEach((series, b) => {
      series.forEach((value, p) => {
        values.set((b === 1 ? meanShift(p) : vertex(b, p)).name, value / kernel ** b);
      });
    });
    yield { layer, n, below, kernel, values };
  }
}

/** The value of a polynomial at a layer, in units of K_0. @throws RangeError naming a symbol that has none */
export function numberAt(p: Polynomial, { values }: Pick<LayerNumbers, "values">): number {
  let total = 0;
  for (const { coefficient, monomial } of p.values()) {
    let term = toNumber(coefficient);
    for (const { symbol, power } of monomial.factors) {
      const value = values.get(symbol.name);
      if (value === undefined) throw new RangeError(`no value for ${symbol.name}`);
      term *= value ** power;
    }
    total += term;
  }
  return total;
}
