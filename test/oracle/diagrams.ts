import fc from "fast-check";
import { factorial } from "../../src/algebra/integers.js";
import { type Diagram, type Edge, makeDiagram, withKinds } from "../../src/graphs/diagram.js";
import { permutations } from "./labelled.js";

/* Diagrams by chance, and what brute force knows of them. */

/** Connected diagrams with any number of loops, parallel legs, tadpoles and blobs of some order included. */
export const diagrams = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 4 }),
    fc.integer({ min: 0, max: 4 }),
    fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 10 }),
    fc.array(fc.option(fc.nat(2), { nil: undefined, freq: 1 }), { minLength: 4, maxLength: 4 }),
  )
  .map(([deltas, blobs, pairs, orders]): Diagram | undefined => {
    const edges = pairs.filter(([v, b]) => v < deltas.length && b < blobs);
    try {
      return makeDiagram(deltas, blobs, edges, orders.slice(0, blobs));
    } catch {
      return undefined;
    }
  })
  .filter((d): d is Diagram => d !== undefined);

/** The same with kinds of vertices, blobs and legs, here and there. */
export const diagramsWithKinds = fc
  .tuple(diagrams, fc.array(fc.constantFrom(undefined, undefined, "u", "v"), { minLength: 18, maxLength: 18 }))
  .map(([d, kinds]): Diagram => {
    const withLegs = {
      ...d,
      edges: d.edges.map(([v, b], i): Edge => {
        const kind = kinds[8 + i];
        return kind === undefined ? [v, b] : [v, b, kind];
      }),
    };
    return withKinds(withLegs, kinds.slice(0, 4), kinds.slice(4, 8));
  });

/** The same diagram with its vertices, blobs and legs in another order. */
export function shuffled(d: Diagram, seed: number): Diagram {
  let state = seed;
  const order = (n: number) => {
    const places = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      state = (state * 1103515245 + 12345) % 2147483648;
      const j = state % (i + 1);
      [places[i], places[j]] = [places[j] as number, places[i] as number];
    }
    return places;
  };
  const [vertices, blobs, edges] = [order(d.vertices.length), order(d.blobs.length), order(d.edges.length)];
  const other = makeDiagram(
    vertices.map((v) => d.vertices[v]?.p as number),
    d.blobs.length,
    edges.map((e): Edge => {
      const [v, b, kind] = d.edges[e] as Edge;
      const ends = [vertices.indexOf(v), blobs.indexOf(b)] as const;
      return kind === undefined ? ends : [...ends, kind];
    }),
    blobs.map((b) => d.blobs[b]?.order),
  );
  return withKinds(
    other,
    vertices.map((v) => d.vertices[v]?.kind),
    blobs.map((b) => d.blobs[b]?.kind),
  );
}

/** The kinds of the legs that join each vertex and blob. */
const bundles = (d: Diagram): string[][][] =>
  d.vertices.map((_, v) =>
    d.blobs.map((__, b) => d.edges.flatMap(([w, c, kind]) => (w === v && c === b ? [`-${kind}`] : [])).sort()),
  );

const areAlike = (a: object | undefined, b: object | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** How many permutations of vertices and of blobs carry one diagram to another. */
export function carryings(from: Diagram, to: Diagram): bigint {
  if (from.vertices.length !== to.vertices.length || from.blobs.length !== to.blobs.length) return 0n;
  const [matrix, other] = [bundles(from), bundles(to)];
  let count = 0n;
  for (const vertices of permutations(from.vertices.length)) {
    if (vertices.some((image, v) => !areAlike(to.vertices[image], from.vertices[v]))) continue;
    for (const blobs of permutations(from.blobs.length))
      if (
        blobs.every((image, b) => areAlike(to.blobs[image], from.blobs[b])) &&
        matrix.every((row, v) =>
          row.every((legs, b) => `${legs}` === `${other[vertices[v] as number]?.[blobs[b] as number]}`),
        )
      )
        count++;
  }
  return count;
}

/** |Aut| by trying every permutation of vertices and of blobs. */
export const automorphismsByPermutations = (d: Diagram): bigint =>
  bundles(d)
    .flat()
    .flatMap((legs) => [...new Set(legs)].map((kind) => legs.filter((leg) => leg === kind).length))
    .reduce((product, legs) => product * factorial(legs), carryings(d, d));
