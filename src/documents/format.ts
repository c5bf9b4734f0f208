import type { Compilation } from "../answer/passes.js";
import type { OrdersOf } from "../language/request.js";

/** A sum carried out, whatever its subject. */
export type SumAnswer = Compilation<OrdersOf>;

/** How much of a document to write. */
export interface FormatOptions {
  /** A document that compiles by itself, where the format knows the difference (latex). */
  readonly standalone?: boolean;
  /** In LaTeX: a picture in each row; a document by itself always has them. */
  readonly pictures?: boolean;
  /** In LaTeX: for how many columns of text a fragment is set, one or two. */
  readonly columns?: 1 | 2;
  /** In LaTeX: the rows are numbered as equations, labelled with this and their number: eq:v8:1. */
  readonly label?: string;
  /** In LaTeX: formulas in the macros of oneovern.sty; with pictures they always are. */
  readonly macros?: boolean;
  /** Paints a part of a text for a terminal; left out for files and pipes. */
  readonly paint?: Paint;
  /** To how many digits critical points are written as text, up to 17, which say all that is known (the default). */
  readonly digits?: number;
}

/** What a painted part of a text is. */
export type Role = "title" | "heading" | "quiet" | "good" | "bad";
/** Puts colour on a text, by what the text is. */
export type Paint = (role: Role, text: string) => string;

/** For files and pipes. */
export const unpainted: Paint = (_, text) => text;

/** The columns of the terminal that texts are laid out for. */
export const terminalColumns = 80;

/** How an answer is written, by the name of the format. */
export interface Formats<A> {
  readonly [format: string]: (answer: A, options: FormatOptions) => string | Promise<string>;
}
