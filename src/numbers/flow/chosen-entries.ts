import type { Extent } from "../../answer/layer-step.js";
import { UserError } from "../../foundation/errors.js";
import { requireForecast } from "../../foundation/forecast.js";
import { freshMemory } from "../../foundation/memory.js";
import { sumRequest } from "../../language/support.js";
import { cumulantName } from "../../symbols/cumulants.js";
import { averageWays } from "../averages/pair-averages.js";
import { namedInputs } from "../networks/input-names.js";
import { type Network, requireNetwork } from "../networks/network.js";
import { entryAt, kernelOf, pairsOf } from "../networks/pairs.js";
import { forecastOf, type TensorFlowOptions, type TensorLayer, tensorFlow } from "./tensor-flow.js";

/*
 * Some entries of the tensors of a network with many inputs. The statistics of some inputs do not depend on the others:
 * an entry V_2k(x_1,x_2; ...) is that of the network with its own inputs alone, 2k at most, and so are all that feed it.
 * K_0 of all inputs takes averages over two inputs at a time.
 */

/** An entry: k pairs of inputs, counted from 0. */
export interface ChosenEntry {
  readonly k: number;
  readonly at: readonly (readonly [number, number])[];
}

/** A layer: K_0 of all inputs in its tensors, and the coefficients through the orders of each chosen entry. */
export interface ChosenLayer extends TensorLayer {
  readonly chosen: readonly (readonly number[])[];
}

/**
 * Entries as users write them: V_4(x1,x2; x3,x4), K(x1,x2), or the pairs alone, one after the other.
 * @throws UserError
 */
export function entriesOf(texts: readonly string[], inputs: number): ChosenEntry[] {
  const found = texts
    .flatMap((text) => text.match(/[^()]*\([^()]*\)|[^()\s,;]+/g) ?? [])
    .map((text) => {
      const plain = text.replace(/^[\s,;]+/, "");
      const pairs = plain.split(";").length;
      const request = sumRequest(plain.startsWith("(") ? `${cumulantName(pairs)}${plain}` : plain);
      const { externals, loops, k } = request;
      if (externals === null || loops[1] > 0)
        throw new UserError(
          "flag",
          `"${plain}" is no entry of a tensor\nexpected pairs of inputs, and orders by --loops: V_4(x1,x2; x3,x4)`,
        );
      const named = new Map(namedInputs(externals.flat(), inputs).map(({ name, input }) => [name, input] as const));
      return { k, at: externals.map(([x, y]) => [named.get(x)!, named.get(y)!] as const) };
    });
  if (found.length === 0) throw new UserError("flag", "no entries\nexpected some, such as V_4(x1,x2; x3,x4)");
  return found;
}

/** The network with some of its inputs alone. */
export function atInputs(network: Network, inputs: readonly number[]): Network {
  const { index } = pairsOf(network.inputs);
  return { ...network, inputs: inputs.length, kernel: kernelOf(network.kernel, index, inputs) };
}

/**
 * The layers of a network in turn: K_0 of all inputs, and some entries through an order.
 * @throws UserError as {@link tensorFlow}
 */
export function* chosenFlow(
  network: Network,
  entries: readonly ChosenEntry[],
  orders: number,
  options: TensorFlowOptions = {},
): Generator<ChosenLayer> {
  requireNetwork(network);
  const { memory = freshMemory(), ways = averageWays(network.activation, options), onForecast, onEntries } = options;
  const groups = groupsOf(network, entries, orders);
  const [first, ...others] = [{ network, extent: leadingKernelOnly }, ...groups].map((group) => ({
    ...group,
    forecast: forecastOf(group.network, group.extent, ways),
  }));
  const forecast = others.reduce(
    (sum, { forecast: { seconds, bytes } }) => ({ seconds: sum.seconds + seconds, bytes: sum.bytes + bytes }),
    first!.forecast,
  );
  const what = `a flow of ${network.inputs} inputs and ${entries.length} entries through ${network.depth} layers`;
  requireForecast(forecast, options, what, "fewer inputs, layers, --entries or --loops");
  onForecast?.(forecast);
  // What is done is told of the whole: the kernel's entries, and then those of each group.
  const shared = { memory, ways, minutes: Number.POSITIVE_INFINITY, gigabytes: Number.POSITIVE_INFINITY };
  const done = new Map<number, readonly [number, number]>();
  const told = (place: number) => (count: number, total: number) => {
    done.set(place, [count, total]);
    const counts = [...done.values()];
    const guess = counts.reduce((sum, [, t]) => sum + t, 0) * ((groups.length + 1) / counts.length);
    onEntries?.(
      counts.reduce((sum, [c]) => sum + c, 0),
      Math.round(guess),
    );
  };
  const kernels = tensorFlow(network, leadingKernelOnly, { ...shared, onEntries: told(0) });
  const flows = groups.map((group, i) => ({
    ...group,
    layers: tensorFlow(group.network, group.extent, { ...shared, onEntries: told(i + 1) }),
  }));
  for (const kernel of kernels) {
    const chosen: (readonly number[])[] = [];
    let { averageError } = kernel;
    for (const { layers, members, inputs } of flows) {
      const { tensors, averageError: own } = layers.next().value as TensorLayer;
      averageError = Math.max(averageError, own);
      const { index } = pairsOf(inputs.length);
      for (const number of members) {
        const { k, at } = entries[number]!;
        const places = at.map(([x, y]) => index(inputs.indexOf(x), inputs.indexOf(y)));
        chosen[number] = tensors.cumulants[k]!.slice(0, orders + 1).map((tensor) => entryAt(tensor, places));
      }
    }
    yield { ...kernel, averageError, chosen };
  }
}

const leadingKernelOnly: Extent = { highest: 1, orders: 0 };

/** Entries with the same inputs, whose flow is one. */
function groupsOf(network: Network, entries: readonly ChosenEntry[], orders: number) {
  const groups = new Map<string, { inputs: number[]; members: number[]; highest: number }>();
  entries.forEach(({ k, at }, number) => {
    const inputs = [...new Set(at.flat())].sort((a, b) => a - b);
    const group = groups.get(inputs.join()) ?? { inputs, members: [], highest: 1 };
    group.members.push(number);
    group.highest = Math.max(group.highest, k);
    groups.set(inputs.join(), group);
  });
  return [...groups.values()].map(({ inputs, members, highest }) => ({
    inputs,
    members,
    network: atInputs(network, inputs),
    extent: { highest, orders },
  }));
}
