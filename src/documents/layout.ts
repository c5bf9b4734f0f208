/** A cell of a text table: pieces between which a line may be broken. */
export type Cell = string | readonly string[];

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** Cells wider than this are broken into lines between their pieces; none when left out. */
  readonly widest?: number;
}

/** How many terminal columns a text takes: one a code point, which is right for every symbol used here. */
export function widthOf(text: string): number {
  let width = text.length;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) width--;
  return width;
}

/** The width of the widest of any number of texts. */
export const widestOf = (texts: readonly string[]): number =>
  texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);

/** Breaks a text made of pieces, joined by `joint`, into lines of at most `widest` columns where it can. */
export function wrapPieces(pieces: readonly string[], widest: number, joint = " "): string[] {
  const lines: string[] = [];
  let [line, width] = ["", 0];
  for (const piece of pieces.flatMap((whole) => splitWide(whole, widest))) {
    const more = widthOf(piece);
    if (line !== "" && width + widthOf(joint) + more > widest) {
      lines.push(line);
      [line, width] = [piece, more];
    } else if (line === "") [line, width] = [piece, more];
    else {
      line += joint + piece;
      width += widthOf(joint) + more;
    }
  }
  return [...lines, line];
}

/**
 * A piece that is too wide by itself is broken at its blanks, between the factors of a product; an average stays whole.
 */
const splitWide = (piece: string, widest: number): string[] =>
  widthOf(piece) <= widest ? [piece] : piece.split(/ (?![^⟨]*⟩)/);

/** How far the lines of a sum are indented that go on from one before. */
const further = " ".repeat(8);

/**
 * A sum behind a head as lines of at most `widest` columns where that can be; the head stands alone where no term has
 * room beside it.
 * @param room how many columns its terms take at most: fewer leave the first of them room beside the head
 */
export function sumLines(
  head: string,
  terms: readonly string[],
  widest: number,
  room = widest - further.length,
): string[] {
  const [first = "", ...rest] = wrapPieces(terms, room);
  const begun = widthOf(head) + widthOf(first) <= widest ? [head + first] : [head.trimEnd(), further + first];
  return [...begun, ...rest.map((line) => further + line)];
}

/**
 * An aligned table as lines, the first one the titles. Rows that take several lines continue in their columns.
 * @param joint how the pieces of each column are joined, by column
 */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  joints: readonly string[] = [],
): { readonly titles: string; readonly rows: string[][] } {
  const cells = rows.map((row) =>
    row.map((cell, c) => {
      const pieces = typeof cell === "string" ? [cell] : cell;
      return wrapPieces(pieces, columns[c]?.widest ?? Number.POSITIVE_INFINITY, joints[c] ?? " ");
    }),
  );
  const widths = columns.map(({ title }, c) => widestOf([title, ...cells.flatMap((row) => row[c] ?? [])]));
  const line = (texts: readonly string[]) =>
    texts
      .map((text, c) => {
        const blank = " ".repeat(Math.max(0, (widths[c] as number) - widthOf(text)));
        return columns[c]?.align === "right" ? blank + text : text + blank;
      })
      .join("  ")
      .trimEnd();
  return {
    titles: line(columns.map(({ title }) => title)),
    rows: cells.map((row) => {
      const height = Math.max(...row.map((lines) => lines.length));
      return Array.from({ length: height }, (_, i) => line(row.map((lines) => lines[i] ?? "")));
    }),
  };
}
