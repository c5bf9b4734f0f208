import type { Polynomial } from "../../algebra/polynomial.js";
import { type ActionAnswer, actionUnproved } from "../../answer/action/action.js";
import { UserError } from "../../foundation/errors.js";
import { freshMemory } from "../../foundation/memory.js";
import { unobserved } from "../../foundation/observer.js";
import { type ActionRequest, printRequest, type Request } from "../../language/request.js";
import { actionRequest } from "../../language/support.js";
import { requireConfirmed } from "../../proof/certificate.js";
import type { NumberOptions } from "../flow/answered.js";
import { type Network, requireFluctuations } from "../networks/network.js";
import { type NetworkSpec, networkOf } from "../networks/spec.js";
import { layerNumbers, numberAt } from "./layer-numbers.js";

/* The couplings of a network's action as numbers, layer by layer: the flow of an action. */

/** The couplings of every layer. */
export interface CouplingsQuestion {
  readonly object: "couplings";
  readonly of: string | Request;
  readonly network: NetworkSpec;
  /** How many neurons of a layer are looked at: the others are integrated out. All of them when left out. */
  readonly neurons?: number;
}

/** A coupling at a layer. */
export interface CouplingNumber {
  /** How many fields: 2, 4, ... */
  readonly phi: number;
  /** By powers of 1/n_{l-1}, 0 first. */
  readonly byOrder: readonly number[];
  readonly value: number;
  /** value (n K_0)^(phi/2)/n: its part of S a neuron, where phi.phi is as large as usual. */
  readonly perNeuron: number;
  /** The same by powers of 1/n_{l-1}. */
  readonly perNeuronByOrder: readonly number[];
}

/** A layer's action. */
export interface LayerCouplings {
  readonly layer: number;
  readonly n: number;
  readonly kernel: number;
  readonly couplings: readonly CouplingNumber[];
  /** The largest part that the last order is of a coupling with several orders: in a good expansion it is small. */
  readonly lastPart: number;
  /** Whether e^{-S} has a norm: whether the coupling of the most fields is positive. */
  readonly hasNorm: boolean;
}

/** The couplings of every layer of a network whose kernel fluctuates. */
export interface CouplingsAnswer {
  readonly kind: "couplings";
  readonly naming: { readonly text: string; readonly title: string };
  readonly network: Network;
  readonly order: number;
  readonly layers: readonly LayerCouplings[];
}

/** The largest order: its flow takes some seconds. */
const largestOrder = 5;

/** The action through an order about K_0 with expanded blobs, proved: S_p by p, each by powers of q. */
export function numbersAction(order: number): ActionAnswer {
  const request: ActionRequest = {
    object: "action",
    highest: null,
    orders: [0, order],
    trees: false,
    inputs: "one",
    about: "K_0",
    blobs: "expanded",
  };
  const found = actionUnproved(request) as ActionAnswer;
  requireConfirmed(printRequest(request), found.certificate.checks);
  return found;
}

/** A coupling that adds less than this to S, a neuron, is none but rounding. */
const nothing = 1e-12;

/**
 * Whether e^{-S} has a norm: the sign of the coupling of the most fields that is one.
 * @param perNeuron what those of q, q^2, ... add to S a neuron, fields as large as usual
 */
export function hasNorm(perNeuron: readonly number[]): boolean {
  const last = perNeuron.findLast((value) => Math.abs(value) > nothing);
  return last !== undefined && last > 0;
}

/** @throws UserError for a request that has no numbers */
function requireNumbers(request: ActionRequest): void {
  const { about, blobs, inputs, trees, orders } = request;
  if (inputs === "general" || trees || about !== "mean" || blobs !== "full" || orders[0] > 0)
    throw new UserError(
      "request/unsupported",
      `${printRequest(request)}: with a network's numbers an action is the sum of its orders, expanded about K_0\nexpected action V_6, or action V_4 through order 1/n^3`,
    );
  if (orders[1] > largestOrder || orders[1] < 1)
    throw new UserError(
      "budget",
      `order 1/n^${orders[1]} with a network's numbers\nexpected 1/n to 1/n^${largestOrder}`,
    );
}

/** @throws UserError where the network is not valid, or the request is none for numbers */
export async function answeredCouplings(
  { of, network: spec, neurons }: Omit<CouplingsQuestion, "object">,
  { observer = unobserved, memory = freshMemory() }: NumberOptions = {},
): Promise<CouplingsAnswer> {
  const request = actionRequest(of);
  requireNumbers(request);
  const network = await networkOf(spec);
  requireFluctuations(network);
  const order = request.orders[1];
  const highest = Math.min(order + 1, request.highest ?? order + 1);
  const { orders } = numbersAction(order);
  const partOf = (phi: number, p: number): Polynomial | undefined =>
    orders[p - 1]?.couplings.find((coupling) => coupling.phi === phi)?.value;
  const watch = observer.watched(["the couplings", "layers"]);
  const layers: LayerCouplings[] = [];
  for (const numbers of layerNumbers(network, order, { neurons, memory })) {
    const { layer, n, kernel } = numbers;
    const couplings = Array.from({ length: order + 1 }, (_, i): CouplingNumber => {
      const j = i + 1;
      const byOrder = Array.from({ length: order + 1 }, (_unused, p) => {
        if (p === 0) return j === 1 ? 0.5 : 0;
        const own = partOf(2 * j, p);
        return own === undefined ? 0 : numberAt(own, numbers);
      });
      // In units of K_0 until here.
      const value = byOrder.reduce((a, b) => a + b, 0);
      return {
        phi: 2 * j,
        byOrder: byOrder.map((own) => own / kernel ** j),
        value: value / kernel ** j,
        perNeuron: value * n ** (j - 1),
        perNeuronByOrder: byOrder.map((own) => own * n ** (j - 1)),
      };
    });
    layers.push({
      layer,
      n,
      kernel,
      couplings: couplings.slice(0, highest),
      lastPart: Math.max(
        ...couplings
          .slice(0, order)
          .map(({ perNeuron, perNeuronByOrder }) =>
            perNeuron === 0 ? 0 : Math.abs((perNeuronByOrder.at(-1) ?? 0) / perNeuron),
          ),
      ),
      hasNorm: hasNorm(couplings.map(({ perNeuron }) => perNeuron)),
    });
    watch(layer, network.depth);
  }
  return {
    kind: "couplings",
    naming: { text: printRequest(request), title: `${printRequest(request)}, layer by layer` },
    network,
    order,
    layers,
  };
}
