import type { Point } from "./curves.js";
import { sampled } from "./curves.js";
import { type Drawable, labelText } from "./drawable.js";
import { isPlaceable, type Placement, placed } from "./placement.js";

/*
 * Diagrams drawn with characters, for terminals: lines of Braille dots, two across and four down in each character, with
 * the names of the parts among them.
 */

/** The most columns and lines that a picture may take. */
const pictureColumns = 78;
const pictureLines = 40;

/** Characters to the picture's unit: a character is twice as high as it is wide. */
const columnsAUnit = 5;
const linesAUnit = columnsAUnit / 2;

/** The dots of a Braille character, by column and row: bits of its number. */
const dots = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/** A sheet of characters: dots, and texts over them. */
interface Sheet {
  readonly dots: number[][];
  readonly texts: (string | undefined)[][];
}

/** A diagram drawn with characters; a remark where it would not fit. */
export function picture(d: Drawable): string[] {
  const remark = `(a picture of ${d.vertices.length} function vertices and ${d.blobs.length} blobs would not fit here)`;
  if (!isPlaceable(d)) return [remark];
  const placement = placed(d);
  const [[left, bottom], [right, top]] = placement.box;
  const columns = Math.ceil((right - left) * columnsAUnit) + 2;
  const lines = Math.ceil((top - bottom) * linesAUnit) + 2;
  if (columns > pictureColumns || lines > pictureLines) return [remark];
  const sheet: Sheet = {
    dots: Array.from({ length: lines }, () => Array.from({ length: columns }, () => 0)),
    texts: Array.from({ length: lines }, () => Array.from({ length: columns }, () => undefined)),
  };
  // A little above the middle of a line, where letters have theirs.
  const first = (top - (placement.vertices[0]?.[1] ?? 0)) * linesAUnit;
  const down = Math.ceil(first) - first + 0.45;
  /** Where a point is, in characters from the left and from above. */
  const onSheet = ([x, y]: Point): Point => [(x - left) * columnsAUnit + 0.75, (top - y) * linesAUnit + down];
  drawLines(sheet, placement, onSheet);
  placement.vertices.forEach((at, v) => {
    const name = d.vertices[v]?.name;
    write(sheet, onSheet(at), name === undefined ? "○" : labelText(name));
    placement.pairs[v]?.forEach(({ labels }, i) => {
      for (const [side, label] of (d.vertices[v]?.pairs[i] ?? []).entries())
        write(sheet, onSheet(labels[side] as Point), labelText(label));
    });
  });
  placement.blobs.forEach((at, b) => {
    const name = d.blobs[b]?.name;
    write(sheet, onSheet(at), name === undefined ? "●" : labelText(name));
  });
  const drawn = sheet.dots.map((row, line) =>
    row
      .map((bits, column) => sheet.texts[line]?.[column] ?? (bits === 0 ? " " : String.fromCharCode(0x2800 + bits)))
      .join("")
      .trimEnd(),
  );
  while (drawn.at(-1) === "") drawn.pop();
  while (drawn[0] === "") drawn.shift();
  return drawn;
}

/** Legs, one line each, and the lines of external pairs. */
function drawLines(sheet: Sheet, { legs, pairs }: Placement, onSheet: (at: Point) => Point): void {
  const polyline = (points: readonly Point[]): void => {
    points.slice(1).forEach((to, i) => {
      const [from, end] = [onSheet(points[i] as Point), onSheet(to)];
      const steps = Math.ceil(4 * Math.hypot(2 * (end[0] - from[0]), 4 * (end[1] - from[1]))) + 1;
      for (let step = 0; step <= steps; step++)
        dot(sheet, from[0] + ((end[0] - from[0]) * step) / steps, from[1] + ((end[1] - from[1]) * step) / steps);
    });
  };
  for (const { middle, isStraight } of legs)
    polyline(isStraight ? [middle[0], middle[3]] : [...sampled([middle], 12), middle[3]]);
  for (const { roots, tips } of pairs.flat()) for (const side of [0, 1] as const) polyline([roots[side], tips[side]]);
}

function dot({ dots: rows }: Sheet, x: number, y: number): void {
  const [column, line] = [Math.floor(x), Math.floor(y)];
  const row = rows[line];
  if (row?.[column] === undefined) return;
  row[column] |= dots[Math.floor(2 * (x - column)) as 0 | 1][Math.floor(4 * (y - line)) as 0 | 1 | 2 | 3];
}

/** A text about a place, with nothing drawn below it and a gap beside it. */
function write({ dots: rows, texts }: Sheet, [x, y]: Point, text: string): void {
  const letters = [...text];
  const line = Math.floor(y);
  const first = Math.max(0, Math.round(x - letters.length / 2));
  letters.forEach((letter, i) => {
    const row = texts[line];
    if (row !== undefined && first + i < row.length) row[first + i] = letter;
  });
  for (const beside of [first - 1, first + letters.length])
    if (rows[line]?.[beside] !== undefined) (rows[line] as number[])[beside] = 0;
}
