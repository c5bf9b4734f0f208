import { describe, expect, test } from "vitest";
import { factorial } from "../../src/algebra/integers.js";
import { automorphismCount } from "../../src/graphs/automorphisms.js";
import { canonicalForm } from "../../src/graphs/canonical.js";
import { diagramClasses } from "../../src/graphs/classes.js";
import { labelledDiagramsByJSums } from "../../src/graphs/counting.js";
import { formatId, parseId } from "../../src/graphs/id.js";
import { labellings } from "../../src/graphs/labellings.js";
import { plainExpansion } from "../../src/symbols/symbols.js";
import { symmetryOf } from "../../src/theory/kernel/symmetry.js";
import { labelledTrees } from "../oracle/labelled.js";

const distinct = (k: number) => Array.from({ length: k }, (_, i) => i + 1);

describe.each([
  [1, 0],
  [3, 0],
  [4, 0],
  [5, 0],
  [6, 0],
  [2, 2],
  [3, 1],
  [3, 2],
  [4, 1],
] as const)("k = %i at %i loops", (k, loops) => {
  const classes = [...diagramClasses({ k, order: loops })];

  test("each labelling once, as many as the formula says, in canonical form", () => {
    const byJSums = Array.from({ length: k + 1 }, () => 0n);
    const ids = new Set<string>();
    for (const found of classes) {
      let count = 0n;
      for (const { diagram, automorphisms, multiplicity } of labellings(found.diagram, distinct(k))) {
        const id = formatId(diagram);
        expect(ids.has(id), id).toBe(false);
        ids.add(id);
        expect(parseId(id)).toEqual(diagram);
        expect(canonicalForm(diagram)).toEqual(diagram);
        expect(automorphismCount(diagram)).toBe(automorphisms);
        expect(multiplicity).toBe(1n);
        count++;
      }
      expect(count).toBe(symmetryOf(found).labellings);
      const r = found.diagram.vertices.length;
      byJSums[r] = (byJSums[r] as bigint) + count;
    }
    expect(byJSums).toEqual(labelledDiagramsByJSums(k, loops, plainExpansion));
  });

  test.each([
    ["all pairs equal", () => 1],
    ["two of them equal", (label: number) => Math.max(1, label - 1)],
    ["two kinds", (label: number) => label % 2],
  ])("%s: the multiplicities add up to all labellings, and to the brute-force orbits", (_, colour) => {
    const contents = distinct(k).map(colour);
    for (const found of classes) {
      const collected = [...labellings(found.diagram, contents)];
      const total = collected.reduce((sum, { multiplicity }) => sum + multiplicity, 0n);
      expect(total).toBe(symmetryOf(found).labellings);
      expect(new Set(collected.map(({ diagram }) => formatId(diagram))).size).toBe(collected.length);
      // Brute force: labelled diagrams sorted by what stands at their vertices.
      const orbits = new Map<string, bigint>();
      for (const { diagram } of labellings(found.diagram, distinct(k))) {
        const coloured = {
          ...diagram,
          vertices: diagram.vertices.map((vertex) => ({
            ...vertex,
            externals: (vertex.externals ?? []).map((label) => contents[label - 1] as number).sort((a, b) => a - b),
          })),
        };
        const { vertices, edges } = canonicalForm(coloured);
        const key = JSON.stringify([vertices, edges]);
        orbits.set(key, (orbits.get(key) ?? 0n) + 1n);
      }
      expect(collected.map(({ multiplicity }) => multiplicity).sort()).toEqual([...orbits.values()].sort());
    }
  });
});

test("the six-point function has its 8 labelled diagrams: 1, 3, 1 and 3 of them", () => {
  const ids = [...diagramClasses({ k: 3, order: 0 })].map(({ diagram }) =>
    [...labellings(diagram, [1, 2, 3])].map((l) => formatId(l.diagram)),
  );
  expect(ids).toEqual([
    ["x1-2-3"],
    ["x1-2a.x3a", "x1-3a.x2a", "x2-3a.x1a"],
    ["x1ab.x2a.x3b", "x2ab.x1a.x3b", "x3ab.x1a.x2b"],
    ["x1a.x2a.x3a"],
  ]);
});

test("the labelled trees are those of brute force", () => {
  for (const k of [3, 4, 5]) {
    const listed = [...diagramClasses({ k, order: 0 })].flatMap(({ diagram }) => [...labellings(diagram, distinct(k))]);
    expect(listed).toHaveLength([...labelledTrees(k)].length);
  }
});

test("a star of ten arms has one labelling an inner label, found at once among 11! / 1!", () => {
  const star = parseId("1abcdefghij.1a.1b.1c.1d.1e.1f.1g.1h.1i.1j");
  expect([...labellings(star, distinct(11))]).toHaveLength(11);
  expect(factorial(11)).toBe(39_916_800n);
});
