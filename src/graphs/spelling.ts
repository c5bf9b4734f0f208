import { blobName } from "./id.js";
import type { Layout } from "./layout.js";

/*
 * Ids written as bytes, for streams of them: what formatId makes of a canonical diagram, from its layout.
 */

/** A buffer of bytes that texts of ASCII characters are appended to. */
export interface Bytes {
  bytes: Uint8Array;
  length: number;
}

/** An empty buffer that has room for so many bytes before it must grow. */
export const emptyBytes = (room: number): Bytes => ({ bytes: new Uint8Array(room), length: 0 });

/** Sees to it that so many more bytes fit. */
export function reserve(into: Bytes, more: number): void {
  if (into.length + more <= into.bytes.length) return;
  const longer = new Uint8Array(2 * (into.length + more));
  longer.set(into.bytes.subarray(0, into.length));
  into.bytes = longer;
}

const dot = 46;
const zero = 48;
const a = 97;
const letters = 26;

/** Appends the id of a layout. @param showsOrders whether blobs of two legs or more show their orders */
export function writeId(into: Bytes, layout: Layout, showsOrders: boolean): void {
  const { vertices, deltas, firstLeg, legs, degrees, orders } = layout;
  // A leg has a name of a few letters and an order of two digits at most, a vertex a point and three digits.
  reserve(into, 4 * vertices + 8 * (firstLeg[vertices] as number));
  const { bytes } = into;
  let at = into.length;
  let seen = 0;
  let leg = 0;
  for (let v = 0; v < vertices; v++) {
    if (v > 0) bytes[at++] = dot;
    const p = deltas[v] as number;
    at = p < 10 ? put(bytes, at, zero + p) : putNumber(bytes, at, p);
    for (const end = firstLeg[v + 1] as number; leg < end; leg++) {
      const blob = legs[leg] as number;
      at = blob < letters ? put(bytes, at, a + blob) : putName(bytes, at, blob);
      if (blob < seen) continue;
      // Blobs are numbered as they come up.
      seen++;
      const order = orders[blob] as number;
      if ((degrees[blob] as number) === 1 ? order > 1 : showsOrders) at = putNumber(bytes, at, order);
    }
  }
  into.length = at;
}

/** Appends bytes. */
export function writeBytes(into: Bytes, piece: Uint8Array): void {
  const { length } = piece;
  reserve(into, length);
  const { bytes, length: at } = into;
  // A call for a few bytes costs more than they do.
  if (length > 40) bytes.set(piece, at);
  else for (let i = 0; i < length; i++) bytes[at + i] = piece[i] as number;
  into.length = at + length;
}

/** Appends a whole number from 0 up to 2^53, in digits. */
export function writeNumber(into: Bytes, value: number): void {
  reserve(into, 17);
  into.length = putNumber(into.bytes, into.length, value);
}

/** Appends a character. */
export function writeCharacter(into: Bytes, code: number): void {
  reserve(into, 1);
  into.bytes[into.length++] = code;
}

/** Appends the end of a line. */
export const writeLineEnd = (into: Bytes): void => writeCharacter(into, 10);

function put(bytes: Uint8Array, at: number, code: number): number {
  bytes[at] = code;
  return at + 1;
}

function putNumber(bytes: Uint8Array, at: number, value: number): number {
  if (value < 10) return put(bytes, at, zero + value);
  // Whole numbers of 32 bits are divided fast.
  const rest = value < 0x7fffffff ? ((value | 0) / 10) | 0 : Math.floor(value / 10);
  return put(bytes, putNumber(bytes, at, rest), zero + (value - 10 * rest));
}

function putName(bytes: Uint8Array, at: number, blob: number): number {
  const name = blobName(blob);
  for (let i = 0; i < name.length; i++) bytes[at++] = name.charCodeAt(i);
  return at;
}
