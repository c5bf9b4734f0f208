import { UserError } from "../../foundation/errors.js";

/*
 * Input vectors from a file: lines of numbers, with a line of names before them or without; a list of lists in JSON; or
 * an array of NumPy's (.npy).
 */

const expected = "expected one vector a line: 1, 0.5, -0.3; a list of lists in JSON; or a two-dimensional .npy";

/**
 * The vectors of a file, by what its bytes look like.
 * @throws UserError naming the line or the entry that is no number
 */
export function vectorsOf(bytes: Uint8Array, file: string): number[][] {
  if (npyMagic.every((byte, i) => bytes[i] === byte)) return vectorsOfNpy(bytes, file);
  // A zero byte stands in no text: in other formats of arrays, and in UTF-16.
  if (bytes.subarray(0, 1000).includes(0)) throw wrong(file, "it is no text, and no .npy either");
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
  return text.trimStart().startsWith("[") ? vectorsOfJson(text, file) : vectorsOfLines(text, file);
}

const wrong = (file: string, what: string): UserError => new UserError("file", `${file}: ${what}\n${expected}`);

/**
 * One vector a line, numbers with blanks or commas between them; empty lines and # remarks are passed over, and so is a
 * first line of names, none of which is a number.
 */
function vectorsOfLines(text: string, file: string): number[][] {
  let isFirst = true;
  return text.split(/\r\n?|\n/).flatMap((line, i) => {
    const content = line.replace(/#.*/, "").trim();
    if (content === "") return [];
    const words = content.split(/[\s,;]+/);
    const isHeader = isFirst && words.every((word) => /^"?[A-Za-z_]/.test(word) && !/^"?(?:nan|inf)/i.test(word));
    isFirst = false;
    if (isHeader) return [];
    return [
      words.map((word) => {
        const value = decimal(word);
        if (!Number.isFinite(value))
          throw new UserError("file", `${file}, line ${i + 1}: "${word}" is no number\n${expected}`);
        return value;
      }),
    ];
  });
}

/**
 * A number in decimal digits; anything else is not a number: 0x10 and Infinity, and what is so small that a double
 * takes it for 0.
 */
export function decimal(text: string): number {
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) return Number.NaN;
  const value = Number(text);
  return value === 0 && /[1-9]/.test(text.replace(/e.*/i, "")) ? Number.NaN : value;
}

function vectorsOfJson(text: string, file: string): number[][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(file, (error as Error).message);
  }
  const isVector = (row: unknown): row is number[] => Array.isArray(row) && row.every((x) => typeof x === "number");
  const rows = Array.isArray(value) ? value : [value];
  const odd = rows.findIndex((row) => !isVector(row));
  if (odd >= 0) throw wrong(file, `entry ${odd + 1}, ${JSON.stringify(rows[odd]).slice(0, 40)}, is no vector`);
  return rows as number[][];
}

/** \x93NUMPY, with which every .npy begins (NumPy Enhancement Proposal 1). */
const npyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** A float of 16 bits: sign, five bits of exponent, ten of fraction. */
function halfOf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

type Reader = (view: DataView, offset: number, isLittle: boolean) => number;

/** How a number of a type is read, by its letter and its bytes. */
const readers: { readonly [type: string]: Reader } = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  f2: (view, at, little) => halfOf(view.getUint16(at, little)),
  b1: (view, at) => view.getUint8(at),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  i1: (view, at) => view.getInt8(at),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  u4: (view, at, little) => view.getUint32(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  u1: (view, at) => view.getUint8(at),
};

function vectorsOfNpy(bytes: Uint8Array, file: string): number[][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) throw wrong(file, "a .npy that is cut off");
  // Version 1 has two bytes for the length of its header, later ones four.
  const isOld = view.getUint8(6) === 1;
  const start = isOld ? 10 : 12;
  const length = isOld ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = new TextDecoder("latin1").decode(bytes.subarray(start, start + length));
  const [, order = "", type = ""] = /'descr':\s*'([<>|=]?)([a-zA-Z]\d+)'/.exec(header) ?? [];
  const shape = /'shape':\s*\(([^)]*)\)/
    .exec(header)?.[1]
    ?.split(",")
    .flatMap((n) => (n.trim() ? [Number(n)] : []));
  const read = readers[type];
  if (read === undefined) {
    const found = /'descr':\s*('[^']*'|\[.*?\])/.exec(header)?.[1] ?? "no type";
    throw wrong(file, `a .npy of ${found}, which is no type of real numbers`);
  }
  if (shape?.length !== 2) throw wrong(file, `a .npy of the shape (${shape?.join(", ") ?? ""})`);
  const [rows, columns] = shape as [number, number];
  const size = Number(type.slice(1));
  if (start + length + rows * columns * size > bytes.length)
    throw wrong(file, `a .npy of ${rows} x ${columns} numbers that is cut off`);
  const isFortran = /'fortran_order':\s*True/.test(header);
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_unused, j) => {
      const place = isFortran ? j * rows + i : i * columns + j;
      const value = read(view, start + length + place * size, order !== ">");
      if (!Number.isFinite(value)) throw wrong(file, `row ${i + 1}, column ${j + 1} is ${value}`);
      return value;
    }),
  );
}
