/*
 * The solvable model of neural scaling laws (Maloney, Roberts, Sully arXiv:2210.16859; Zhang arXiv:2405.19398): data x (M x T),
 * features u x (u is N x M), ridge regression. What is averaged is a trace of products of x, X = x^T, u and U = u^T: a circle of
 * letters, with the test sample's covariance Lambda and the teacher's w standing at corners between them. A term of order m has 4m letters.
 *
 * A corner lies before each letter and carries an index: a neuron between U and u, a sample between x and X, a latent
 * direction between X and U or u and x.
 */

/** A letter of a circle. */
export type Letter = "x" | "X" | "u" | "U";

/** The letter that a line joins a letter to: its transpose. */
export const partnerOf: { readonly [letter in Letter]: Letter } = { x: "X", X: "x", u: "U", U: "u" };

/** What a circle is a part of: the trace of q or Q, and the parts L2 and L3 of the test loss. */
export type CircleKind = "tr q" | "tr Q" | "L2" | "L3";

/** A circle of letters. */
export interface Circle {
  readonly kind: CircleKind;
  /** Letters in front of Lambda and behind it, in fours: of L3 each at least one, of others the second 0. */
  readonly blocks: readonly [before: number, after: number];
  readonly letters: readonly Letter[];
  /** The corner at which Lambda stands: before this letter, 0 at the end; undefined where it does not. */
  readonly lambdaAt: number | undefined;
}

const repeated = (word: string, times: number): Letter[] => [...word.repeat(times)] as Letter[];

/** The circle of L3 with a blocks before Lambda and b behind it: w (xXUu)^a Lambda (UuxX)^b w^T; with b = 0 that of L2. */
export function lossCircle(before: number, after: number): Circle {
  const letters = [...repeated("xXUu", before), ...repeated("UuxX", after)];
  return {
    kind: after === 0 ? "L2" : "L3",
    blocks: [before, after],
    letters,
    lambdaAt: (4 * before) % letters.length,
  };
}

/** The circle of <tr q>, q = (gamma + phi phi^T)^-1, or of <tr Q>, Q = (gamma + phi^T phi)^-1, of order m. */
export const traceCircle = (kind: "tr q" | "tr Q", m: number): Circle => ({
  kind,
  blocks: [m, 0],
  letters: repeated(kind === "tr q" ? "uxXU" : "XUux", m),
  lambdaAt: undefined,
});

/** All circles of order m of a part of the loss: of L3 one for each place of Lambda. */
export const circlesOf = (kind: CircleKind, m: number): Circle[] =>
  kind === "L3"
    ? Array.from({ length: m - 1 }, (_, i) => lossCircle(i + 1, m - 1 - i))
    : [kind === "L2" ? lossCircle(m, 0) : traceCircle(kind, m)];

/** What a corner's index is, by the letter behind it and the letter before it. */
export function indexAt(letters: readonly Letter[], corner: number): "neuron" | "sample" | "latent" {
  const [last, next] = [letters[(corner + letters.length - 1) % letters.length], letters[corner % letters.length]];
  if ((last === "U" && next === "u") || (last === "u" && next === "U")) return last === "U" ? "neuron" : "latent";
  return last === "x" && next === "X" ? "sample" : "latent";
}
