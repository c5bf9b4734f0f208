import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factorial } from "../../src/algebra/integers.js";
import { automorphismCount } from "../../src/diagram/automorphisms.js";
import { canonicalForm, canonicalId } from "../../src/diagram/canonical.js";
import { type Diagram, type Edge, legMatrix, loops, makeDiagram } from "../../src/diagram/diagram.js";
import { parseId } from "../../src/diagram/id.js";
import { rootedTrees, treeDiagram } from "../../src/diagram/trees.js";
import { permutations } from "../oracle/labelled.js";

/** Connected diagrams with any number of loops, parallel legs and tadpoles included. */
const diagrams = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 4 }),
    fc.integer({ min: 0, max: 4 }),
    fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 10 }),
  )
  .map(([deltas, blobs, pairs]): Diagram | undefined => {
    const edges = pairs.filter(([v, b]) => v < deltas.length && b < blobs);
    try {
      return makeDiagram(deltas, blobs, edges);
    } catch {
      return undefined;
    }
  })
  .filter((d): d is Diagram => d !== undefined);

/** The same diagram with its vertices, blobs and legs in another order. */
function shuffled(d: Diagram, seed: number): Diagram {
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
  return makeDiagram(
    vertices.map((v) => d.vertices[v]?.p as number),
    d.blobs.length,
    edges.map((e): Edge => {
      const [v, b] = d.edges[e] as Edge;
      return [vertices.indexOf(v), blobs.indexOf(b)];
    }),
  );
}

/** |Aut| by trying every permutation of vertices and of blobs. */
function automorphismsByPermutations(d: Diagram): bigint {
  const matrix = legMatrix(d);
  let order = 0n;
  for (const vertices of permutations(d.vertices.length)) {
    if (vertices.some((to, from) => d.vertices[to]?.p !== d.vertices[from]?.p)) continue;
    for (const blobs of permutations(d.blobs.length))
      if (
        matrix.every((row, v) => row.every((legs, b) => legs === matrix[vertices[v] as number]?.[blobs[b] as number]))
      )
        order++;
  }
  return matrix.flat().reduce((product, legs) => product * factorial(legs), order);
}

describe("the canonical form", () => {
  test("does not depend on how a diagram is numbered, loops or not", () => {
    fc.assert(
      fc.property(diagrams, fc.nat(), (d, seed) => {
        const other = shuffled(d, seed);
        expect(canonicalForm(other)).toEqual(canonicalForm(d));
        expect(loops(canonicalForm(d))).toBe(loops(d));
      }),
      { numRuns: 1000 },
    );
  });

  test("is the diagram of its own id", () => {
    fc.assert(
      fc.property(diagrams, (d) => {
        const form = canonicalForm(d);
        expect(parseId(canonicalId(d))).toEqual(form);
        expect(canonicalForm(form)).toEqual(form);
      }),
      { numRuns: 500 },
    );
  });

  test("is left alone by relabelling every tree through k = 7", () => {
    for (let k = 1; k <= 7; k++)
      for (const rooted of rootedTrees(k)) {
        const d = treeDiagram(rooted);
        expect(canonicalForm(shuffled(d, k))).toEqual(d);
      }
  });

  test("tells apart diagrams that colour refinement alone does not", () => {
    // Two triangles or one hexagon, all of whose vertices hang on one more blob: every vertex looks the same.
    const triangles = parseId("1hab.1hbc.1hca.1hde.1hef.1hfd");
    const hexagon = parseId("1hab.1hbc.1hcd.1hde.1hef.1hfa");
    expect(canonicalId(triangles)).not.toBe(canonicalId(hexagon));
    expect([automorphismCount(triangles), automorphismCount(hexagon)]).toEqual([72n, 12n]);
    // One of each, so that vertices of one colour lie in different orbits: the search has to compare what is below them.
    const both = parseId("1hab.1hbc.1hca.1hde.1hef.1hfg.1hgi.1hij.1hjd");
    expect(automorphismCount(both)).toBe(6n * 12n);
    for (const seed of [1, 2, 3, 4, 5]) expect(canonicalForm(shuffled(both, seed))).toEqual(canonicalForm(both));
  });
});

describe("the order of the automorphism group", () => {
  test("agrees with testing every permutation, on diagrams with and without loops", () => {
    fc.assert(
      fc.property(diagrams, (d) => {
        expect(automorphismCount(d)).toBe(automorphismsByPermutations(d));
      }),
      { numRuns: 500 },
    );
  });

  test("of trees equals that of equal branches below the centroid, through k = 8", () => {
    for (let k = 1; k <= 8; k++)
      for (const rooted of rootedTrees(k))
        expect(automorphismCount(treeDiagram(rooted))).toBe(rooted.tree.automorphisms);
  });

  test.each([
    ["1aa", 2n, "two parallel legs"],
    ["1aaa", 6n, "three parallel legs"],
    ["1aa.1aa", 8n, "two vertices with a double leg each"],
    ["1ab.1ab", 4n, "a square: rotations and reflections that keep the colours"],
    ["1ab.1bc.1ac", 6n, "a hexagon"],
    ["1a.1a.1a.1a.1a.1a.1a.1a.1a.1a.1a.1a", 479001600n, "a star with twelve arms"],
    ["1abc.1abc", 12n, "a theta graph"],
  ])("of %s is %s: %s", (id, order) => {
    expect(automorphismCount(parseId(id))).toBe(order);
  });
});
