import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { automorphismCount } from "../../src/graphs/automorphisms.js";
import { canonicalForm, canonicalId } from "../../src/graphs/canonical.js";
import { loops } from "../../src/graphs/diagram.js";
import { parseId } from "../../src/graphs/id.js";
import { rootedTrees, treeDiagram } from "../../src/graphs/trees.js";
import { automorphismsByPermutations, diagrams, shuffled } from "../oracle/diagrams.js";

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
    // One of each, so that vertices of one colour lie in different orbits: the search has to compare what is below
    // them.
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
