import { closest } from "fastest-levenshtein";
import { UserError } from "../../foundation/errors.js";
import { parseActivation } from "../activations/parse-activation.js";
import { deepest, type Network, requireNetwork, requireVariances, wrong } from "./network.js";
import { pairsOf } from "./pairs.js";

/** A network as a user describes it, by flags or in a file. */
export interface NetworkSpec {
  /** A name or an expression in x. */
  readonly activation?: string | undefined;
  /** Where an expression is not smooth, beside the kinks that are found in it. */
  readonly kinks?: readonly number[] | undefined;
  readonly C_b?: number | undefined;
  readonly C_W?: number | undefined;
  /** The kernel of layer 1, for one input (default 1). */
  readonly K?: number | undefined;
  /** The kernel of layer 1 as a matrix, for several inputs. */
  readonly kernel?: readonly (readonly number[])[] | undefined;
  /** Input vectors, instead of a kernel: K^(1) = C_b + C_W x.x'/n_0. */
  readonly inputs?: readonly (readonly number[])[] | undefined;
  /** n of every layer. */
  readonly width?: number | undefined;
  /** n_1, n_2, ..., one a layer. */
  readonly widths?: readonly number[] | undefined;
  readonly depth?: number | undefined;
}

/** The network of a description. @throws UserError naming what is missing or wrong */
export async function networkOf(spec: NetworkSpec): Promise<Network> {
  const { C_b: biasVariance = 0, C_W: weightVariance, width, depth } = spec;
  if (spec.activation === undefined)
    throw wrong("no activation", '--activation with a name such as tanh or an expression such as "x + x^2/2"');
  if (weightVariance === undefined)
    throw wrong("no C_W", "--C-W, the variance of the weights times the width (tanh is critical at 1, relu at 2)");
  requireVariances({ biasVariance, weightVariance });
  const activation = await parseActivation(spec.activation, spec.kinks);
  if (width !== undefined && spec.widths !== undefined) throw wrong("a width and a list of widths", "one of them");
  const widths = widthsOf(spec);
  const layers = depth ?? widths.length;
  if (layers === 0) throw wrong("no layers", "--depth with --width, or --widths 100,200,...");
  const { inputs, kernel } = kernelOf(spec, biasVariance, weightVariance);
  const network = { activation, biasVariance, weightVariance, inputs, kernel, widths, depth: layers };
  requireNetwork(network);
  return network;
}

function widthsOf({ width, widths, depth = 0 }: NetworkSpec): readonly number[] {
  if (widths !== undefined) return widths;
  if (width === undefined) throw wrong("no width", "--width 100, or --widths 100,200,... with one a layer");
  // Its use for a list waits for requireNetwork's look at the depth.
  return Array.from({ length: depth <= deepest ? depth : 0 }, () => width);
}

/** The kernel of more inputs than this is not made: its check alone takes their number cubed. */
const mostInputs = 1000;

function kernelOf(
  { K, kernel, inputs }: NetworkSpec,
  biasVariance: number,
  weightVariance: number,
): Pick<Network, "inputs" | "kernel"> {
  const given = Object.entries({ K, kernel, inputs }).filter(([, value]) => value !== undefined);
  if (given.length > 1) throw wrong(`${given.map(([name]) => name).join(" and ")}`, "one of K, kernel and inputs");
  if (kernel !== undefined) return packedKernel(kernel);
  if (inputs === undefined) return { inputs: 1, kernel: [K ?? 1] };
  const [{ length } = []] = inputs;
  if (inputs.length > mostInputs) throw wrong(`${inputs.length} inputs`, `${mostInputs} at most`);
  const odd = inputs.findIndex((vector) => vector.length !== length || length === 0);
  if (inputs.length === 0 || odd >= 0)
    throw wrong(
      inputs.length === 0
        ? "no inputs"
        : `input ${odd + 1} has ${inputs[odd]?.length} components, input 1 has ${length}`,
      "vectors of one length, one a line",
    );
  return packedKernel(
    inputs.map((x) =>
      inputs.map((y) => {
        const product = x.reduce((sum, value, i) => sum + value * y[i]!, 0);
        return biasVariance + (weightVariance * product) / (length as number);
      }),
    ),
  );
}

function packedKernel(matrix: readonly (readonly number[])[]): Pick<Network, "inputs" | "kernel"> {
  const inputs = matrix.length;
  if (inputs > mostInputs) throw wrong(`${inputs} inputs`, `${mostInputs} at most`);
  if (inputs === 0 || matrix.some((row) => row.length !== inputs))
    throw wrong(
      `a kernel of ${inputs} rows with ${matrix[0]?.length ?? 0} columns`,
      "a square matrix, such as [[1,0.5],[0.5,2]]",
    );
  const largest = matrix.flat().reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  const kernel = pairsOf(inputs).list.map(([i, j]) => {
    const [above, below] = [matrix[i]![j]!, matrix[j]![i]!];
    if (!(Math.abs(above - below) <= 1e-12 * largest))
      throw wrong(
        `the kernel is not symmetric: ${above} and ${below} for inputs ${i + 1} and ${j + 1}`,
        "K(x,x') = K(x',x)",
      );
    return above;
  });
  return { inputs, kernel };
}

/** What a description may say, and how it is read. */
const readers: { readonly [key in keyof Required<NetworkSpec>]: (value: unknown) => unknown } = {
  activation: (value) => (typeof value === "string" ? value : undefined),
  kinks: list,
  C_b: number,
  C_W: number,
  K: number,
  kernel: matrix,
  inputs: matrix,
  width: number,
  widths: list,
  depth: number,
};

function number(value: unknown): unknown {
  return Number.isFinite(value) ? value : undefined;
}
function list(value: unknown): unknown {
  return Array.isArray(value) && value.every(Number.isFinite) ? value : undefined;
}
function matrix(value: unknown): unknown {
  return Array.isArray(value) && value.every((row) => list(row) !== undefined) ? value : undefined;
}

/**
 * A description from the text of a file, YAML or JSON: a record with the keys of {@link NetworkSpec}.
 * @throws UserError naming the key that is not one, or has a value of the wrong kind
 */
export async function specOfText(text: string, file: string): Promise<NetworkSpec> {
  const { parse } = await import("yaml");
  let record: unknown;
  try {
    record = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new UserError("file", `${file}: ${(error as Error).message.split("\n")[0]}\nexpected YAML or JSON`);
  }
  if (typeof record !== "object" || record === null || Array.isArray(record))
    throw new UserError(
      "file",
      `${file}: no description of a network\nexpected a record such as { activation: tanh, C_b: 0, C_W: 1 }`,
    );
  const names = Object.keys(readers);
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      if (!Object.hasOwn(readers, key))
        throw new UserError(
          "file",
          `${file}: "${key}" says nothing about a network\nexpected ${names.join(", ")}\ndid you mean: ${closest(key, names)}`,
        );
      const read = readers[key as keyof NetworkSpec](value);
      if (read === undefined)
        throw new UserError("file", `${file}: ${key} is ${JSON.stringify(value)}\nexpected ${expectedOf(key)}`);
      return [key, read];
    }),
  );
}

function expectedOf(key: string): string {
  if (key === "activation") return "a name or an expression in x";
  if (key === "kernel" || key === "inputs") return "a list of lists of numbers";
  return key === "kinks" || key === "widths" ? "a list of numbers" : "a number";
}
