import { type Command, InvalidArgumentError } from "commander";
import type { Extent } from "../answer/layer-step.js";
import type { DefaultExtents } from "../numbers/flow/extents.js";
import { decimal, vectorsOf } from "../numbers/networks/input-vectors.js";
import { deepest } from "../numbers/networks/network.js";
import { type NetworkSpec, specOfText } from "../numbers/networks/spec.js";
import { type CommonFlags, positiveInteger, readUserBytes, readUserFile } from "./context.js";

/** The flags that describe a network. */
export interface NetworkFlags extends CommonFlags {
  readonly activation?: string;
  readonly kinks?: readonly number[];
  readonly CB?: number;
  readonly CW?: number;
  readonly K?: number;
  readonly kernel?: readonly (readonly number[])[];
  readonly inputs?: string;
  readonly width?: number;
  readonly widths?: readonly number[];
  readonly depth?: number;
  readonly network?: string;
  /** The critical point that the variances are of. */
  readonly critical?: number | true;
}

/** Adds the flags that describe a network. */
export const withNetworkFlags = (command: Command): Command =>
  withActivationFlags(command)
    .option("--K <number>", "the kernel of layer 1 (default 1)", number)
    .option("--kernel <matrix>", 'layer 1\'s kernel for several inputs: "[[1,0.5],[0.5,2]]"', matrix)
    .option(
      "--inputs <file>",
      "input vectors, one a line, a list of lists in JSON, or .npy: K^(1) = C_b + C_W x.x'/n_0",
    )
    .option(
      "--critical [n]",
      "C_b, C_W and K at the n-th critical point of the activation (default 1)",
      positiveInteger,
    )
    .option("--width <n>", "the width of every layer", positiveInteger)
    .option("--widths <list>", "n_1,n_2,...: the width of each layer", widthList)
    .option("--depth <n>", "how many layers (default: as many as there are widths)", positiveInteger)
    .option("--network <file>", "the same as keys of a YAML or JSON file; flags say more than it does");

/** Adds the flags of an activation and the variances. */
export const withActivationFlags = (command: Command): Command =>
  command
    .option("--activation <name>", 'tanh, relu, gelu, ..., or an expression in x: "x + x^2/2"')
    .option("--kinks <list>", "where an expression is not smooth, beside what is found", numberList)
    .option("--C-b <number>", "C_b, the variance of the biases (default 0)", number)
    .option("--C-W <number>", "C_W: the variance of a weight is C_W/n", number);

/** The flags of how far a flow goes. */
export interface ExtentFlags {
  readonly vertices?: number;
  /** How many orders, or where each series shall stop at its smallest term "best". */
  readonly loops?: number | "best";
}

/** Adds the flags of how far a flow goes. @param readOrders reads the number of orders, and what else there may be */
export function withExtentFlags(
  command: Command,
  { one, several }: DefaultExtents,
  readOrders: (text: string) => number | "best" = orders,
): Command {
  const either = (first: number, second: number) =>
    first === second ? `${first}` : `${first}, of several inputs ${second}`;
  return command
    .option(
      "--vertices <2k>",
      `the highest vertex V_2k (default ${either(2 * one.highest, 2 * several.highest)})`,
      points,
    )
    .option(
      "--loops <L>",
      `how many orders beyond leading (default ${either(one.orders, several.orders)})${readOrders === orders ? "" : ", or best: each series through its smallest term"}`,
      readOrders,
    );
}

/** How far a flow goes, as far as the flags say. */
export const extentIn = ({ vertices, loops }: ExtentFlags): Partial<Extent> => ({
  ...(vertices === undefined ? {} : { highest: vertices / 2 }),
  ...(loops === undefined || loops === "best" ? {} : { orders: loops }),
});

/** The description of a network that the flags and their file give. @throws UserError */
export async function specOfFlags(flags: NetworkFlags): Promise<NetworkSpec> {
  const described =
    flags.network === undefined ? {} : await specOfText(await readUserFile(flags.network), flags.network);
  const { activation, kinks, CB, CW, K, kernel, width, widths, depth } = flags;
  const inputs = flags.inputs === undefined ? undefined : vectorsOf(await readUserBytes(flags.inputs), flags.inputs);
  // A flag replaces what the file says of the same subject.
  const isKernel = K !== undefined || kernel !== undefined || inputs !== undefined;
  const isWidth = width !== undefined || widths !== undefined;
  const base: NetworkSpec = {
    ...described,
    ...(isKernel ? { K: undefined, kernel: undefined, inputs: undefined } : {}),
    ...(isWidth ? { width: undefined, widths: undefined } : {}),
  };
  const given = { activation, kinks, C_b: CB, C_W: CW, K, kernel, inputs, width, widths, depth };
  const spec = { ...base, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
  if (flags.critical === undefined) return spec;
  const { tunedSpec } = await import("../numbers/criticality/tuned.js");
  return tunedSpec(spec, flags.critical === true ? 1 : flags.critical);
}

/** A number, or a fraction of two: 0.5, 2/3. @throws InvalidArgumentError */
export function number(text: string): number {
  const [above = "", below = "1", ...more] = text.split("/");
  const value = decimal(above) / decimal(below);
  if (more.length > 0 || !Number.isFinite(value))
    throw new InvalidArgumentError("Expected a number, such as 0.5 or 2/3.");
  return value;
}

export function numberList(text: string): number[] {
  return text.split(",").map(number);
}

function widthList(text: string): number[] {
  const widths = text.split(",").map((word) => positiveInteger(word.trim()));
  if (widths.length > deepest) throw new InvalidArgumentError(`Expected ${deepest} widths at most.`);
  return widths;
}

function matrix(text: string): number[][] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every((x) => typeof x === "number")))
      return value as number[][];
  } catch {
    // Text that is not JSON is not a matrix either.
  }
  throw new InvalidArgumentError("Expected a matrix, such as [[1,0.5],[0.5,2]].");
}

const largestVertex = 40;
const mostOrders = 8;

function points(text: string): number {
  const value = Number(/^(?:V_)?(\d+)$/.exec(text)?.[1]);
  if (!Number.isInteger(value) || value % 2 !== 0 || value < 2 || value > largestVertex)
    throw new InvalidArgumentError(`Expected an even number of points from 2 (K alone) to ${largestVertex}.`);
  return value;
}

/** A number of orders, or "best". @throws InvalidArgumentError */
export const ordersOrBest = (text: string): number | "best" => (text === "best" ? "best" : orders(text));

/** A number of orders beyond leading. @throws InvalidArgumentError */
export function orders(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > mostOrders)
    throw new InvalidArgumentError(`Expected a whole number of orders from 0 to ${mostOrders}.`);
  return value;
}
