import { factorial } from "../algebra/integers.js";
import type { Diagram, Edge } from "./diagram.js";

/*
 * Which diagrams are the same, and |Aut|, by trying where each function vertex can go: the second opinion on what the
 * enumeration says, which shares with it the data of a Diagram and nothing else. A blob is no node here but the
 * multiset of the function vertices that its legs end on; nothing is refined and nothing is canonical.
 */

/** A diagram as a search sees it. */
interface Incidence {
  /**
   * What no isomorphism changes about each function vertex: its Delta's, labels and legs, and what its neighbours are.
   */
  readonly vertices: readonly string[];
  /** For two function vertices the blobs that have legs at both, each with its kind and its legs there. */
  readonly shared: readonly (readonly string[])[];
  /** The legs of each blob by function vertex, a stroke each behind its kind, and its own order and kind. */
  readonly blobs: readonly { readonly own: string; readonly legs: readonly string[] }[];
  /**
   * The function vertices, each after one that it shares a blob with: what hangs on one is gone through before the
   * next.
   */
  readonly path: readonly number[];
}

const sorted = (texts: readonly string[]): string =>
  texts.length < 2 ? (texts[0] ?? "") : [...texts].sort().join(" ");

function incidenceOf({ vertices, blobs, edges }: Diagram): Incidence {
  const columns = blobs.map(({ degree, order, kind }) => ({
    own: `${degree}^${order}${kind}`,
    legs: vertices.map(() => ""),
  }));
  for (const [v, b, kind = ""] of inOrderOfKinds(edges)) (columns[b]?.legs as string[])[v] += `${kind}|`;
  const meetings = vertices.map(() => vertices.map((): string[] => []));
  for (const { own, legs } of columns) {
    const ends = [...legs.keys()].filter((v) => legs[v] !== "");
    for (const v of ends) for (const w of ends) meetings[v]?.[w]?.push(`${own}:${legs[v]}:${legs[w]}`);
  }
  const shared = meetings.map((row) => row.map(sorted));
  const own = vertices.map(({ p, externals = [], kind }, v) => `${p}(${externals.join()})${kind}${shared[v]?.[v]}`);
  const around = (v: number): string[] =>
    own.flatMap((other, w) => (shared[v]?.[w] === "" ? [] : [`${other}&${shared[v]?.[w]}`]));
  const invariants = own.map((text, v) => `${text}|${sorted(around(v))}`);
  return { vertices: invariants, shared, blobs: columns, path: pathThrough(shared) };
}

/** Legs sorted by their kinds; those without any are as they are. */
const inOrderOfKinds = (edges: readonly Edge[]): readonly Edge[] =>
  edges.some(([, , kind]) => kind !== undefined)
    ? [...edges].sort(([, , kind = ""], [, , other = ""]) => (kind < other ? -1 : Number(kind > other)))
    : edges;

/** Depth first through the function vertices. */
function pathThrough(shared: readonly (readonly string[])[]): number[] {
  const path: number[] = [];
  const visit = (v: number): void => {
    path.push(v);
    shared[v]?.forEach((blobs, w) => {
      if (blobs !== "" && !path.includes(w)) visit(w);
    });
  };
  visit(0);
  return path;
}

/**
 * Whether the first function vertices on the path of a diagram can go to the given ones of another, and the rest
 * somewhere.
 */
function canGo(from: Incidence, to: Incidence, images: readonly number[]): boolean {
  const place = images.length - 1;
  if (place >= 0) {
    const [v, w] = [from.path[place] as number, images[place] as number];
    if (from.vertices[v] !== to.vertices[w]) return false;
    for (let i = 0; i < place; i++)
      if (images[i] === w || from.shared[v]?.[from.path[i] as number] !== to.shared[w]?.[images[i] as number])
        return false;
  }
  if (images.length === from.path.length) return carriesBlobs(from, to, images);
  return to.vertices.some((_, w) => canGo(from, to, [...images, w]));
}

/** Whether the blobs, once their legs have gone with the function vertices, are those of the other diagram. */
function carriesBlobs(from: Incidence, to: Incidence, images: readonly number[]): boolean {
  const goneTo: number[] = [];
  images.forEach((w, place) => {
    goneTo[w] = from.path[place] as number;
  });
  const carried = from.blobs.map(({ own, legs }) => `${own}:${goneTo.map((v) => legs[v])}`);
  return sorted(carried) === sorted(to.blobs.map(({ own, legs }) => `${own}:${legs}`));
}

/**
 * |Aut| by orbits and stabilisers: the product over the function vertices of the number of those that each can go to while all before it
 * stay, every one decided by a search of its own; times what leaves all function vertices alone, the exchanges of parallel legs and
 * of equal blobs with the same legs.
 */
export function groupOrder(d: Diagram): bigint {
  const incidence = incidenceOf(d);
  const { path, blobs } = incidence;
  const equal = new Map<string, number>();
  let order = 1n;
  for (const { own, legs } of blobs) {
    for (const bundle of legs) order *= exchangesIn(bundle);
    const text = `${own}:${legs}`;
    const times = (equal.get(text) ?? 0) + 1;
    equal.set(text, times);
    // One more equal blob can stand in so many places among the others.
    order *= BigInt(times);
  }
  path.forEach((_, i) => {
    const orbit = path.filter((w) => canGo(incidence, incidence, [...path.slice(0, i), w]));
    order *= BigInt(orbit.length);
  });
  return order;
}

/** In how many ways legs that join the same vertex and blob can be exchanged: those of one kind. */
function exchangesIn(bundle: string): bigint {
  if (bundle.length < 2) return 1n;
  const kinds = bundle.slice(0, -1).split("|");
  return [...new Set(kinds)].reduce((ways, kind) => ways * factorial(kinds.filter((own) => own === kind).length), 1n);
}

/** Whether two diagrams are the same up to the numbering of their function vertices, blobs and legs. */
export function areIsomorphic(a: Diagram, b: Diagram): boolean {
  const [from, to] = [incidenceOf(a), incidenceOf(b)];
  return from.path.length === to.path.length && canGo(from, to, []);
}

/** The places of two diagrams in a list that are the same, or undefined where all differ. */
export function firstRepeated(diagrams: readonly Diagram[]): readonly [number, number] | undefined {
  const alike = new Map<string, number[]>();
  for (const [place, d] of diagrams.entries()) {
    const incidence = incidenceOf(d);
    const key = sorted(incidence.vertices);
    const earlier = alike.get(key) ?? [];
    const same = earlier.find((other) => canGo(incidenceOf(diagrams[other] as Diagram), incidence, []));
    if (same !== undefined) return [same, place];
    alike.set(key, [...earlier, place]);
  }
  return undefined;
}
