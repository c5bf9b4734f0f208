import type { Compilation } from "../answer/pipeline.js";

/** How much of a document to write. */
export interface FormatOptions {
  /** A document that compiles by itself, where the format knows the difference (latex). */
  readonly standalone?: boolean;
  /** Paints a part of a text for a terminal; left out for files and pipes. */
  readonly paint?: Paint;
}

/** What a painted part of a text is. */
export type Role = "title" | "heading" | "quiet" | "good" | "bad";
/** Puts colour on a text, by what the text is. */
export type Paint = (role: Role, text: string) => string;

/** For files and pipes. */
export const unpainted: Paint = (_, text) => text;

/** The columns of the terminal that texts are laid out for. */
export const terminalColumns = 80;

/** A format: how a compilation becomes text. Adding a format adds a file with one of these. */
export interface Format {
  readonly name: string;
  /** The product of `table`. */
  table(compilation: Compilation, options: FormatOptions): string | Promise<string>;
  /** The product of `expand`. */
  expand(compilation: Compilation, options: FormatOptions): string | Promise<string>;
}
