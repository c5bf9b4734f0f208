import type { Layout } from "./layout.js";

/* What function vertices and blobs a class has: its weight depends on nothing else but |Aut|, and contents are few. */

/** Something for each content that was met. */
export interface ContentTable<T> {
  /**
   * What there is for the content of a layout, made where it is met first.
   * @param make called with a text of the function vertices alone
   */
  of(layout: Layout, make: (vertices: () => string) => T): T;
  clear(): void;
}

/** An empty table of contents, found by a number that few of them share. */
export function contentTable<T>(): ContentTable<T> {
  const known = new Map<number, { readonly codes: Uint16Array; readonly value: T }[]>();
  let codes = new Uint16Array(64);

  /**
   * Reads a layout as codes that do not depend on the order in which things stand: how many function vertices there are, those with
   * their Delta's and legs ascending, then the blobs with their degrees and orders. Says how many codes there are.
   */
  function read({ vertices, deltas, firstLeg, blobs, degrees, orders }: Layout): number {
    const length = 1 + vertices + blobs;
    if (length > codes.length) codes = new Uint16Array(2 * length);
    codes[0] = vertices;
    for (let v = 0; v < vertices; v++)
      insert(codes, 1 + v, 1, ((deltas[v] as number) << 8) + (firstLeg[v + 1] as number) - (firstLeg[v] as number));
    for (let b = 0; b < blobs; b++)
      insert(codes, 1 + vertices + b, 1 + vertices, ((degrees[b] as number) << 8) + (orders[b] as number));
    return length;
  }
  function hash(length: number): number {
    let value = 0;
    for (let i = 0; i < length; i++) value = (Math.imul(value, 0x01000193) ^ (codes[i] as number)) | 0;
    return value;
  }
  function isEqual(other: Uint16Array, length: number): boolean {
    if (other.length !== length) return false;
    for (let i = 0; i < length; i++) if (other[i] !== codes[i]) return false;
    return true;
  }
  return {
    of(layout, make) {
      const length = read(layout);
      const key = hash(length);
      const met = known.get(key)?.find((entry) => isEqual(entry.codes, length));
      if (met !== undefined) return met.value;
      const own = codes.slice(0, length);
      const value = make(() => own.subarray(1, 1 + (own[0] as number)).join());
      const alike = known.get(key);
      if (alike === undefined) known.set(key, [{ codes: own, value }]);
      else alike.push({ codes: own, value });
      return value;
    },
    clear: () => known.clear(),
  };
}

/** Puts a code into its place among those from `first` up to `end`, which are in order. */
function insert(codes: Uint16Array, end: number, first: number, code: number): void {
  let place = end;
  for (; place > first && (codes[place - 1] as number) > code; place--) codes[place] = codes[place - 1] as number;
  codes[place] = code;
}
