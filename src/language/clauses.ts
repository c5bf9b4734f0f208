import type { UserError } from "../foundation/errors.js";
import type { Expansion } from "../symbols/symbols.js";
import { abbreviate, requestError } from "./diagnostics.js";
import { numerals } from "./lexer.js";
import type { ClauseNode, Piece, Span } from "./request-nodes.js";

/* What the clauses of a request say, whatever it is for. */

/** What a clause is about: each may be said once. */
export type ClauseSubject = "loops" | "about" | "blobs" | "widths" | "genus" | "trees" | "inputs";

const subjects: Record<ClauseSubject, string> = {
  loops: "order (at ..., through ..., leading order)",
  about: "expansion point (about ...)",
  blobs: "clause on the blobs (with ... blobs)",
  widths: "clause on the widths (with ... widths)",
  genus: "genus (at genus ..., at every genus)",
  trees: "level (at tree level)",
  inputs: "clause on the inputs (with general inputs)",
};

/** The largest number of points and of loops that the language has; what a budget allows is decided later. */
export const largestPoints = 20_000;
export const largestLoops = 10_000;

export const quote = (text: string): string => `"${abbreviate(text)}"`;

/** What is said of a clause that does not belong in a request, and what would. */
export const misplaced = (text: string, clause: ClauseNode, complaint: string, expected: string): UserError =>
  requestError("request/meaning", text, clause, `${quote(text.slice(clause.start, clause.end))} ${complaint}`, [
    expected,
  ]);

/** A count as a number. @throws UserError when it is larger than the language knows. */
export function countOf(text: string, piece: Piece, largest: number, what: string): number {
  const digits = piece.text.replace(/^0+(?=\d)/, "");
  const value = numerals[piece.text] ?? Number(digits);
  if (value > largest)
    throw requestError("request/meaning", text, piece, `${abbreviate(piece.text)} ${what}: ${largest} at most`);
  return value;
}

/** Notes what a clause is about. @throws UserError where another has said it */
export function said(
  text: string,
  spans: Partial<Record<ClauseSubject, Span>>,
  clause: ClauseNode,
  subject: ClauseSubject,
): void {
  const before = spans[subject];
  if (before)
    throw requestError(
      "request/meaning",
      text,
      clause,
      `${quote(text.slice(clause.start, clause.end))} says again what ${quote(text.slice(before.start, before.end))} has said`,
      [`expected one ${subjects[subject]}`],
    );
  spans[subject] = { start: clause.start, end: clause.end };
}

/** The kernel that a clause says to expand about. @throws UserError where it is a correction of one */
export function aboutOf(text: string, clause: ClauseNode): Expansion["about"] {
  if (clause.amount && Number(clause.amount.text) !== 0)
    throw requestError(
      "request/meaning",
      text,
      clause.amount,
      `K_${abbreviate(clause.amount.text)} is a correction, not a point to expand about`,
      ["expected about K_0, or about the full mean"],
    );
  return clause.mode as Expansion["about"];
}

/** The power p of an order 1/n^p. @throws UserError where it is one of something else */
export function powerOf(text: string, { numerator, amount }: ClauseNode): number {
  if (numerator && numerator.text !== "1")
    throw requestError(
      "request/meaning",
      text,
      numerator,
      `an order is a power of 1/n, not of ${abbreviate(numerator.text)}/n`,
      ["expected at order 1/n^3"],
    );
  return countOf(text, amount as Piece, largestLoops, "is too high an order");
}

/** 1/n to a power, as requests spell it. */
export const inverse = (power: number): string => (power === 1 ? "1/n" : `1/n^${power}`);
