import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagramClasses } from "../../src/graphs/classes.js";
import { type Diagram, type Edge, makeDiagram, withExternals } from "../../src/graphs/diagram.js";
import { parseId } from "../../src/graphs/id.js";
import { areIsomorphic, firstRepeated, groupOrder } from "../../src/graphs/isomorphism.js";
import { labellings } from "../../src/graphs/labellings.js";
import { rootedTrees, treeDiagram } from "../../src/graphs/trees.js";
import type { Expansion } from "../../src/symbols/symbols.js";
import { automorphismsByPermutations, carryings, diagrams, shuffled } from "../oracle/diagrams.js";

const everything: Expansion = { about: "K_0", blobs: "expanded" };

describe("|Aut| by trying where vertices can go", () => {
  test("agrees with testing every permutation, on diagrams with and without loops, tadpoles and orders", () => {
    fc.assert(
      fc.property(diagrams, (d) => {
        expect(groupOrder(d)).toBe(automorphismsByPermutations(d));
      }),
      { numRuns: 1000 },
    );
  });

  // By hand, or by a group that everybody knows.
  test.each([
    ["1aa", 2n],
    ["1a0aa", 6n],
    ["1aa.1aa", 8n],
    ["1ab.1ab", 4n],
    ["1a1b0.1ab", 2n],
    ["1a1b.1ab", 2n],
    ["2ab", 2n],
    ["2a2b", 1n],
    ["1ab.1bc.1ac", 6n],
    ["1abc.1abc", 12n],
    ["1hab.1hbc.1hca.1hde.1hef.1hfd", 72n],
    ["1hab.1hbc.1hcd.1hde.1hef.1hfa", 12n],
    ["x1a.x2a.x3a", 1n],
    ["x1ab.x2ab", 2n],
  ])("of %s it is %s", (id, order) => {
    expect(groupOrder(parseId(id))).toBe(order);
  });

  test("stars, and trees with arms of several lengths, do not run through all permutations", () => {
    const star = Array.from({ length: 24 }, () => "1a").join(".");
    expect(groupOrder(parseId(star))).toBe(620448401733239439360000n);
    // Ten arms of two vertices, one of which ends otherwise: 9! ways, and none of the failures costs as much.
    const edges: Edge[] = Array.from({ length: 10 }, (_, i): Edge[] => [
      [0, i],
      [1 + 2 * i, i],
      [1 + 2 * i, 10 + i],
      [2 + 2 * i, 10 + i],
    ]).flat();
    const arms = makeDiagram([1, ...Array.from({ length: 20 }, (_, i) => (i === 19 ? 2 : 1))], 20, edges);
    expect(groupOrder(arms)).toBe(362880n);
  });
});

describe("the same diagram", () => {
  test("is found however it is numbered, and others are told apart: by every permutation", () => {
    fc.assert(
      fc.property(diagrams, diagrams, fc.nat(), (d, other, seed) => {
        expect(areIsomorphic(d, shuffled(d, seed))).toBe(true);
        expect(areIsomorphic(d, other)).toBe(carryings(d, other) > 0n);
      }),
      { numRuns: 500 },
    );
  });

  test("near misses: one leg, one order or one Delta elsewhere", () => {
    for (const [a, b] of [
      ["1aa.1a", "1a.1a"],
      ["1aab.1b", "1abb.1b"],
      ["1a0b.1ab", "1a0b1.1ab"],
      ["2a.1a.1ab.1b", "1a.1a.1ab.2b"],
      ["1hab.1hbc.1hca.1hde.1hef.1hfd", "1hab.1hbc.1hcd.1hde.1hef.1hfa"],
    ] as const)
      expect(areIsomorphic(parseId(a), parseId(b)), `${a} and ${b}`).toBe(false);
    expect(areIsomorphic(parseId("x1a.x2-3a"), parseId("x2a.x1-3a"))).toBe(false);
    expect(areIsomorphic(parseId("x1a.x2-3a"), parseId("x2-3a.x1a"))).toBe(true);
  });

  test("all classes of an order differ, and a second copy of any is found, numbered otherwise", () => {
    const lists: Diagram[][] = [
      [...rootedTrees(9)].map((rooted) => treeDiagram(rooted)),
      [...diagramClasses({ k: 4, order: 2 })].map(({ diagram }) => diagram),
      [...diagramClasses({ k: 3, order: 3, expansion: everything })].map(({ diagram }) => diagram),
    ];
    for (const list of lists) {
      expect(firstRepeated(list)).toBeUndefined();
      for (const place of [0, 1, Math.floor(list.length / 2), list.length - 1])
        expect(firstRepeated([...list, shuffled(list[place] as Diagram, 1 + place)])).toEqual([place, list.length]);
    }
  });

  test("the labellings of a class differ", () => {
    const d = parseId("1ab.1b.1a.1a");
    const all = [...labellings(d, [1, 2, 3, 4])].map(({ diagram }) => diagram);
    expect(all).toHaveLength(12);
    expect(firstRepeated(all)).toBeUndefined();
    const [first] = all as [Diagram];
    const { vertices, ...rest } = first;
    const plain = { ...rest, vertices: vertices.map(({ p, legs }) => ({ p, legs })) };
    const renamed = withExternals(
      plain,
      vertices.map(({ externals = [] }) => externals),
    );
    expect(firstRepeated([...all, renamed])).toEqual([0, 12]);
  });
});
