import { UserError } from "../../foundation/errors.js";
import type { Activation } from "../activations/activation.js";
import { pivotedRoot } from "../analysis/cholesky.js";
import { kernelAt, largestVariance, pairsOf } from "./pairs.js";

/** A network of fully connected layers without its weights: what an ensemble of them is drawn from. */
export interface Network {
  readonly activation: Activation;
  /** C_b, of every layer. */
  readonly biasVariance: number;
  /** C_W, of every layer: weights have the variance C_W/n. */
  readonly weightVariance: number;
  /** How many inputs the kernel is taken at. */
  readonly inputs: number;
  /** The kernel of layer 1, an entry a pair of inputs in the order of {@link pairsOf}: K^(1) = C_b + C_W x.x'/n_0. */
  readonly kernel: readonly number[];
  /** n_1, n_2, ...: at least those of the layers before the last. */
  readonly widths: readonly number[];
  /** The number of layers, from 1 (whose preactivations are exactly Gaussian) on. */
  readonly depth: number;
}

/** The most layers that a network may have. */
export const deepest = 100_000;
const widest = 1e9;

/** What is wrong with a network, and what would be accepted. */
export const wrong = (message: string, expected: string): UserError =>
  new UserError("network", `${message}\nexpected ${expected}`);

/** Makes sure that a network can be one. @throws UserError naming the number that cannot be */
export function requireNetwork(network: Network): void {
  const { biasVariance, weightVariance, inputs, kernel, widths, depth } = network;
  requireVariances(network);
  if (!Number.isSafeInteger(depth) || depth < 1 || depth > deepest)
    throw wrong(`depth ${depth}`, `a whole number of layers from 1 to ${deepest}`);
  for (const width of widths)
    if (!Number.isSafeInteger(width) || width < 1 || width > widest)
      throw wrong(`width ${width}`, `a whole number of neurons from 1 to ${widest}`);
  if (widths.length < depth - 1)
    throw wrong(`${widths.length} widths for ${depth} layers`, `${depth - 1}, of the layers before the last, or more`);
  const pairs = pairsOf(inputs);
  if (kernel.length !== pairs.list.length)
    throw wrong(`${kernel.length} entries of the kernel for ${inputs} inputs`, `${pairs.list.length}, one a pair`);
  for (const value of kernel) if (!Number.isFinite(value)) throw wrong(`K = ${value}`, "finite numbers");
  pairs.list.forEach(([i, j], a) => {
    if (i !== j || kernel[a]! > 0) return;
    if (inputs === 1) throw wrong(`K = ${kernel[a]}: a variance`, "K > 0");
    throw wrong(`K(x${i + 1},x${i + 1}) = ${kernel[a]}: a variance`, "K > 0; an input of zeros needs C_b > 0");
  });
  if (!isPositive(network))
    throw wrong("the kernel is no covariance: it has a negative eigenvalue", "a positive semidefinite matrix");
  if (!(biasVariance + weightVariance > 0)) throw wrong("C_b and C_W are both 0", "one of them above 0");
}

/**
 * n_l / n_{l-1}, which is all that the next layer sees of the widths: nothing of layer 1 fluctuates, so its own is not
 * seen.
 */
export const widthRatio = ({ widths }: Pick<Network, "widths">, layer: number): number =>
  layer === 1 ? 1 : widths[layer - 1]! / widths[layer - 2]!;

/** Refuses a network of which no layer fluctuates. @throws UserError */
export function requireFluctuations({ depth }: Network): void {
  if (depth < 2) throw wrong("a network of one layer: nothing of its kernel fluctuates", "--depth 2 or more");
}

/** @throws UserError */
export function requireVariances({
  biasVariance,
  weightVariance,
}: Pick<Network, "biasVariance" | "weightVariance">): void {
  if (!(biasVariance >= 0 && biasVariance < 1e100)) throw wrong(`C_b = ${biasVariance}: a variance`, "C_b >= 0");
  if (!(weightVariance >= 0 && weightVariance < 1e100)) throw wrong(`C_W = ${weightVariance}: a variance`, "C_W >= 0");
}

/** Whether the kernel is the product of a square root with itself. */
function isPositive({ inputs, kernel }: Network): boolean {
  const pairs = pairsOf(inputs);
  const matrix = kernelAt(kernel, pairs, [...Array(inputs).keys()]);
  // What is below it a kernel in decimals may be off by; what is off by more shows in the product.
  const root = pivotedRoot(matrix, 1e-13);
  const largest = largestVariance(kernel, pairs);
  return matrix.every((row, i) =>
    row.every((value, j) => {
      const product = (root[i] ?? []).reduce((sum, a, c) => sum + a * (root[j]?.[c] ?? 0), 0);
      return Math.abs(product - value) <= 1e-9 * largest;
    }),
  );
}
