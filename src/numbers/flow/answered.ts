import { type CompileOptions, compile } from "../../answer/compile.js";
import type { Extent } from "../../answer/layer-step.js";
import type { Compilation } from "../../answer/passes.js";
import { UserError } from "../../foundation/errors.js";
import { type Budget, told as withWord } from "../../foundation/forecast.js";
import { freshMemory, type Memory } from "../../foundation/memory.js";
import { type Observer, unobserved } from "../../foundation/observer.js";
import type { Request } from "../../language/request.js";
import type { Network } from "../networks/network.js";
import { type NetworkSpec, networkOf } from "../networks/spec.js";
import { type ChosenEntry, type ChosenLayer, chosenFlow, entriesOf } from "./chosen-entries.js";
import { type EvaluateOptions, type Evaluation, evaluateRequest } from "./evaluate.js";
import { type ExactLayer, exactLayers, requireExact, writtenOut } from "./exact.js";
import { extentFor, flowExtents } from "./extents.js";
import { flow, type Layer } from "./flow.js";
import { averageWarning, beyond, type TermSize, termSizes, warningsAt, warningsOf } from "./reliability.js";
import { type TensorFlowOptions, type TensorLayer, tensorFlow } from "./tensor-flow.js";

/*
 * The questions about one network that are answered by a flow: the flow itself, and a request as numbers at its last
 * layer.
 */

/** What every question about a network may take, and whom it tells. */
export interface NumberOptions extends Budget {
  /** The error that averages over several inputs may have, as a part of the average of the absolute value (1e-10). */
  readonly tolerance?: number;
  readonly observer?: Observer;
  /** Questions that share one share the work that they have in common. */
  readonly memory?: Memory;
}

/** K and the vertices layer by layer. */
export interface FlowQuestion {
  readonly object: "flow";
  readonly network: NetworkSpec;
  readonly extent?: Partial<Extent>;
  /** Of several inputs, entries that are wanted instead of all: V_4(x1,x2; x3,x4), K(x1,x2). */
  readonly entries?: readonly string[];
  /** Of one input, rational numbers beside the doubles, where the activation has them. */
  readonly exact?: boolean;
}

/** A request's sum for one input, with the averages of an activation written out. */
export interface WrittenOutQuestion {
  readonly object: "written out";
  readonly of: string | Request;
  readonly activation: string;
  readonly kinks?: readonly number[];
}

/** @throws UserError where the request is for no sum, or the activation has no exact averages */
export async function answeredWrittenOut(
  { of, activation, kinks }: Omit<WrittenOutQuestion, "object">,
  options: CompileOptions = {},
): Promise<Compilation> {
  const { parseActivation } = await import("../activations/parse-activation.js");
  return writtenOut(compile(of, options), await parseActivation(activation, kinks));
}

/** A flow of one input. */
export interface FlowAnswer {
  readonly kind: "flow";
  readonly network: Network;
  readonly extent: Extent;
  readonly layers: readonly Layer[];
  /** The first terms that the flow leaves out, beside the leading ones. */
  readonly nextTerms: readonly TermSize[];
  /** The same layers in rationals, where they were asked for. */
  readonly exact?: readonly ExactLayer[];
}

/** A flow of several inputs. */
export interface TensorFlowAnswer {
  readonly kind: "tensor flow";
  readonly network: Network;
  readonly extent: Extent;
  readonly layers: readonly TensorLayer[];
}

/** A flow of several inputs of which some entries are wanted. */
export interface ChosenFlowAnswer {
  readonly kind: "chosen flow";
  readonly network: Network;
  readonly extent: Extent;
  readonly entries: readonly ChosenEntry[];
  readonly layers: readonly ChosenLayer[];
}

/** @throws UserError where the network is not valid, or its flow would take more than the budget */
export async function answeredFlow(
  { network: spec, extent: wanted = {}, entries: chosen, exact }: Omit<FlowQuestion, "object">,
  { observer = unobserved, memory = freshMemory(), ...options }: NumberOptions = {},
): Promise<FlowAnswer | TensorFlowAnswer | ChosenFlowAnswer> {
  const network = await networkOf(spec);
  const extent = extentFor(network, wanted, flowExtents);
  const told: TensorFlowOptions = {
    ...options,
    memory,
    onForecast: ({ seconds }) => observer.announced(`a flow of ${network.inputs} inputs`, seconds),
    onEntries: observer.followed("entries"),
  };
  if (exact) requireExact(network);
  if (chosen !== undefined) {
    if (network.inputs === 1)
      throw new UserError("flag", "entries of one input: there is one\nexpected a kernel or a file of inputs");
    const entries = entriesOf(chosen, network.inputs);
    const layers = [...chosenFlow(network, entries, extent.orders, told)];
    const highest = Math.max(1, ...entries.map(({ k }) => k));
    return { kind: "chosen flow", network, extent: { ...extent, highest }, entries, layers };
  }
  if (network.inputs > 1)
    return { kind: "tensor flow", network, extent, layers: [...tensorFlow(network, extent, told)] };
  const watch = observer.watched(["a flow", "layers"]);
  const layers = [...withWord(flow(network, extent, { beside: [beyond(extent)], memory }), network.depth, watch)];
  const last = layers.at(-1) as Layer;
  for (const warning of [...warningsAt(network, extent, last), averageWarning(layers)])
    if (warning !== undefined) observer.warned(warning);
  return {
    kind: "flow",
    network,
    extent,
    layers,
    nextTerms: termSizes(network, extent, last),
    ...(exact ? { exact: exactLayers(network, extent, layers, memory) } : {}),
  };
}

/** Each row of a request as a number, at the last layer of a network. */
export interface EvaluationQuestion {
  readonly object: "evaluation";
  readonly of: string | Request;
  readonly network: NetworkSpec;
}

/** @throws UserError as {@link evaluateRequest} */
export async function answeredEvaluation(
  { of, network: spec }: Omit<EvaluationQuestion, "object">,
  { observer = unobserved, memory = freshMemory(), ...options }: NumberOptions & EvaluateOptions = {},
): Promise<Evaluation> {
  const network = await networkOf(spec);
  const evaluation = evaluateRequest(of, network, {
    ...options,
    memory,
    ...(network.inputs > 1
      ? {
          onForecast: ({ seconds }) => observer.announced("a flow of the inputs of the request", seconds),
          onEntries: observer.followed("entries"),
        }
      : { onLayer: observer.watched(["a flow", "layers"]) }),
  });
  const [, to] = evaluation.request.loops;
  if (network.inputs === 1) for (const warning of warningsBeyond(network, to, memory)) observer.warned(warning);
  return evaluation;
}

/**
 * What is to be said of the orders that are left out; where they cannot be computed that, and no more: they are not
 * asked for.
 */
function warningsBeyond(network: Network, orders: number, memory: Memory): string[] {
  try {
    return warningsOf(network, { highest: 2, orders }, memory);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [`how large the next order is cannot be told: ${error.message.split("\n")[0]}`];
  }
}
