import { type ErrorCode, UserError } from "../foundation/errors.js";
import type { Span } from "./request-nodes.js";

const widest = 72;

/** A text cut to a length that fits on a line, with what was left out said. */
export function abbreviate(text: string, length = 40): string {
  const characters = [...text];
  if (characters.length <= length) return printable(text);
  return `${printable(characters.slice(0, length).join(""))}… (${characters.length} characters)`;
}

/** Control characters, which a terminal would act on, as their pictures or code points. */
const printable = (text: string): string =>
  text.replace(/\p{Cc}|\p{Cf}|\p{Cs}/gu, (c) => {
    const code = c.codePointAt(0) as number;
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : "\ufffd";
  });

/**
 * The error for a place in a request: what is wrong, the line with a caret under the offending text, and further lines
 * such as what would be accepted.
 */
export function requestError(
  code: ErrorCode,
  text: string,
  span: Span,
  message: string,
  notes: readonly string[] = [],
): UserError {
  return new UserError(code, [message, ...pointAt(text, span), ...notes].join("\n"));
}

/** The line that a span begins on, and carets below the span: a window of it where the line is long. */
function pointAt(text: string, { start, end }: Span): string[] {
  const before = text.slice(0, start);
  const lineNumber = before.split("\n").length;
  const lineStart = before.lastIndexOf("\n") + 1;
  const newline = text.indexOf("\n", start);
  const line = text.slice(lineStart, newline < 0 ? text.length : newline);
  const column = start - lineStart;
  const from = column > widest - 20 ? column - 20 : 0;
  const shown = printable(line.slice(from, from + widest));
  const margin = `${lineNumber}`.length;
  const offset = [...line.slice(from, column)].length + (from > 0 ? 1 : 0);
  const marked = [...line.slice(column, Math.max(column + 1, Math.min(end - lineStart, from + widest)))].length;
  return [
    `  ${lineNumber} | ${from > 0 ? "…" : ""}${shown}${from + widest < line.length ? "…" : ""}`,
    `  ${" ".repeat(margin)} | ${" ".repeat(offset)}${"^".repeat(Math.max(1, marked))}`,
  ];
}
