import type { Extent } from "../../answer/layer-step.js";
import type { Network } from "../networks/network.js";

/** How far a work goes where nothing is said: for one input, and for several. */
export interface DefaultExtents {
  readonly one: Extent;
  readonly several: Extent;
}

/** How far a work goes for a network. */
export const extentFor = (
  { inputs }: Pick<Network, "inputs">,
  wanted: Partial<Extent>,
  { one, several }: DefaultExtents,
): Extent => ({ ...(inputs === 1 ? one : several), ...wanted });

const leadingFour: Extent = { highest: 2, orders: 0 };

export const flowExtents: DefaultExtents = { one: leadingFour, several: leadingFour };

export const simulationExtents: DefaultExtents = {
  one: { highest: 4, orders: 2 },
  several: { highest: 2, orders: 1 },
};
