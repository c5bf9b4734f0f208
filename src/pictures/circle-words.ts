import { unicode } from "../notation/notations.js";
import { dualOf, monomialOf, rungsOf, type ScalingDiagram, scalingId } from "../theory/scaling/diagram.js";
import type { Face } from "./circle-placement.js";

/* What is said of a circle of letters in its pictures, beside what is drawn. */

/** What may be left out of a picture of a circle of letters. */
export interface CircleOptions {
  /** Whether faces with room for it say N, T or t_e; they do. */
  readonly labels?: boolean;
  /** Whether the letters stand at the ends of their lines, and w and Lambda at their places; they do. */
  readonly letters?: boolean;
}

const spelled = { x: "x", X: "xᵀ", u: "u", U: "uᵀ" } as const;

/** A letter as text. */
export const letterText = (letter: keyof typeof spelled): string => spelled[letter];

/** The label of a face: a letter and what stands below it. The face of a block of rungs says which block it is. */
export const faceLabel = ({ index, e, block }: Face): readonly [letter: string, below: string] =>
  block !== undefined ? [block, ""] : index === "latent" ? ["t", String(e)] : [index === "neuron" ? "N" : "T", ""];

/** The name of a picture. */
export const circleTitle = (diagram: ScalingDiagram, isPlanar: boolean): string =>
  `${scalingId(diagram)}${isPlanar ? "" : ", not planar"}`;

/** A picture in a sentence: the circle, what the diagram counts, the rungs. */
export function circleDescription(diagram: ScalingDiagram): string {
  const { letters, blocks, kind } = diagram.circle;
  const words = letters.map(letterText);
  const before = 4 * blocks[0];
  const circle = kind.startsWith("L")
    ? ["w", ...words.slice(0, before), "Λ", ...words.slice(before), "wᵀ"].join(" ")
    : `tr ${words.join(" ")}`;
  const { factors } = monomialOf(diagram);
  const product = factors.map(({ symbol, power }) => unicode.symbol(symbol, power)).join(unicode.times);
  const rungs = [...rungsOf(diagram)].join(" ");
  return [
    `Circle of ${kind}: ${circle}`,
    `monomial: ${product}`,
    ...(kind === "L3" ? [`rungs from Λ outward: ${rungs === "" ? "none" : rungs}`] : []),
  ].join("; ");
}

/**
 * Whether two diagrams that are each other's duals are one.
 * @throws RangeError where they are not each other's duals
 */
export function isSelfDual(left: ScalingDiagram, right: ScalingDiagram): boolean {
  const [id, other] = [scalingId(left), scalingId(right)];
  if (scalingId(dualOf(left)) !== other) throw new RangeError(`the dual of ${id} is not ${other}`);
  return id === other;
}
