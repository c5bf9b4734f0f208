import type { Network } from "../numbers/networks/network.js";
import { kernelAt, type Pairs, pairsOf } from "../numbers/networks/pairs.js";
import { type Paint, terminalColumns } from "./format.js";
import { wrapPieces } from "./layout.js";

/** A remark in lines of a terminal's width. */
export const remark = (text: string, paint: Paint): string[] =>
  wrapPieces(text.split(" "), terminalColumns).map((line) => paint("quiet", line));

/** A number in six digits, short: 0.0123457, 1.5e-7. */
export function shortNumber(value: number): string {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "-" : value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(Number(value.toPrecision(6)));
  const [mantissa = "", exponent = ""] = value.toExponential(5).split("e");
  return `${Number(mantissa)}e${Number(exponent)}`;
}

/** A probability: 0.240, or 1.2e-4 where it is small. */
export const probability = (p: number): string => (p < 1e-3 ? p.toExponential(1) : p.toFixed(3));

/** A number as JSON has it, which knows nothing infinite. */
export const finiteOrNull = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;

/** A share of a whole: 12.3 %. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A kernel as a matrix, from an entry a pair. */
function matrixOf(kernel: readonly number[], inputs: number): number[][] {
  const all = Array.from({ length: inputs }, (_, i) => i);
  return kernelAt(kernel, pairsOf(inputs), all);
}

/** A network as JSON output carries it: the keys of a description. */
export const plainNetwork = ({ activation, biasVariance, weightVariance, inputs, kernel, widths, depth }: Network) => ({
  activation: activation.name,
  C_b: biasVariance,
  C_W: weightVariance,
  ...(inputs === 1 ? { K: kernel[0] } : { kernel: matrixOf(kernel, inputs) }),
  ...sameWidth(widths),
  depth,
});

function sameWidth(widths: readonly number[]): { width: number } | { widths: readonly number[] } {
  const [width, ...others] = widths;
  return width !== undefined && others.every((other) => other === width) ? { width } : { widths };
}

/** Pairs of inputs: (x1,x1; x1,x2). */
export const inputsText = (pairs: readonly (readonly number[])[]): string =>
  `(${pairs.map((pair) => pair.map((i) => `x${i + 1}`).join(",")).join("; ")})`;

/** Pairs of inputs by their numbers: (x1,x1; x1,x2). */
export const pairsText = ({ list }: Pairs, at: readonly number[]): string =>
  inputsText(at.map((a) => list[a] as readonly number[]));

/** A network in a line. */
export function networkText({
  activation,
  biasVariance,
  weightVariance,
  inputs,
  kernel,
  widths,
  depth,
}: Network): string {
  const width = sameWidth(widths);
  const spelled =
    "width" in width
      ? `width ${width.width}`
      : `widths ${widths.length > 6 ? `${widths.slice(0, 5).join(", ")}, ...` : widths.join(", ")}`;
  return [
    `σ = ${activation.name}`,
    `C_b = ${shortNumber(biasVariance)}`,
    `C_W = ${shortNumber(weightVariance)}`,
    inputs === 1 ? `K = ${shortNumber(kernel[0] as number)} in layer 1` : `${inputs} inputs`,
    ...(widths.length > 0 ? [spelled] : []),
    `depth ${depth}`,
  ].join(", ");
}

/** A network in the title of a picture. */
export const networkTitle = ({ activation, biasVariance, weightVariance }: Network): string =>
  `${activation.name}, C_b = ${shortNumber(biasVariance)}, C_W = ${shortNumber(weightVariance)}`;
