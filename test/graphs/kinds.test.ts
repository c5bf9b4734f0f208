import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explain } from "../../src/answer/explain.js";
import { automorphismCount } from "../../src/graphs/automorphisms.js";
import { canonicalForm, canonicalId, classOf } from "../../src/graphs/canonical.js";
import { type Diagram, type Edge, makeDiagram, withKinds } from "../../src/graphs/diagram.js";
import { fromGraph, toGraph } from "../../src/graphs/graphlib.js";
import { formatId, parseId } from "../../src/graphs/id.js";
import { areIsomorphic, groupOrder } from "../../src/graphs/isomorphism.js";
import { diagramDot, diagramFromDot } from "../../src/pictures/dot.js";
import { weigh } from "../../src/theory/kernel/term.js";
import { automorphismsByPermutations, carryings, diagramsWithKinds, shuffled } from "../oracle/diagrams.js";

/* Kinds of vertices, blobs and legs: what other subjects than V_2k draw their diagrams with. */

describe("diagrams with kinds", () => {
  test("have |Aut| by two searches and by every permutation", () => {
    fc.assert(
      fc.property(diagramsWithKinds, (d) => {
        const order = automorphismsByPermutations(d);
        expect(automorphismCount(d)).toBe(order);
        expect(classOf(d).automorphisms).toBe(order);
        expect(groupOrder(d)).toBe(order);
      }),
      { numRuns: 500 },
    );
  });

  test("have one canonical form a class, and ids, graphs and DOT that lead back to it", () => {
    fc.assert(
      fc.property(diagramsWithKinds, fc.nat(1000), (d, seed) => {
        const form = canonicalForm(d);
        expect(canonicalForm(shuffled(d, seed))).toEqual(form);
        expect(areIsomorphic(d, shuffled(d, seed))).toBe(true);
        expect(parseId(formatId(form))).toEqual(form);
        expect(canonicalForm(fromGraph(toGraph(d)))).toEqual(form);
        expect(canonicalForm(diagramFromDot(diagramDot(d)))).toEqual(form);
      }),
      { numRuns: 500 },
    );
  });

  test("are told apart by every permutation, by the second opinion and by their ids alike", () => {
    fc.assert(
      fc.property(diagramsWithKinds, diagramsWithKinds, fc.nat(1000), (a, other, seed) => {
        // Two by chance are hardly ever the same but for a kind, so one is also changed a little.
        const [first, ...rest] = shuffled(a, seed).edges;
        const changed =
          first === undefined ? a : { ...shuffled(a, seed), edges: [[first[0], first[1], "u"] as const, ...rest] };
        for (const b of [other, changed]) {
          const same = carryings(a, b) > 0n;
          expect(areIsomorphic(a, b)).toBe(same);
          expect(canonicalId(a) === canonicalId(b)).toBe(same);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    // Equal legs are those of one kind at one vertex and one blob.
    ["1a_Q_a_Q_", 2n],
    ["1a_P_a_Q_", 1n],
    ["1a_Q_.1a_Q_", 2n],
    ["1a_Q_.1a_P_", 1n],
    ["1_X_a.1_Y_a", 1n],
    ["1a~X~b~X~.1ab", 4n],
    ["1a~X~b~Y~.1ab", 2n],
  ])("%s has %s", (id, order) => {
    expect(automorphismCount(parseId(id))).toBe(order);
    expect(groupOrder(parseId(id))).toBe(order);
  });

  test("are spelled in ids: behind a vertex, a blob's first name, a leg", () => {
    const d = withKinds(
      makeDiagram(
        [2, 1],
        2,
        [
          [0, 0, "P1"],
          [0, 1],
          [1, 0, "Q"],
        ],
        [3, undefined],
      ),
      ["out", undefined],
      ["X1", undefined],
    );
    expect(formatId(d)).toBe("2_out_a3~X1~_P1_b.1a_Q_");
    expect(parseId("2_out_a3~X1~_P1_b.1a_Q_")).toEqual(d);
    expect(() => parseId("1a~X~.1a~Y~")).toThrow("the blob a has the kinds X and Y");
    expect(() => parseId("1a_2P_")).toThrow('"1a_2P_" in the id');
    expect(() => makeDiagram([1], 1, [[0, 0, "a b"]])).toThrow('the kind "a b": expected letters and digits');
    expect(() => withKinds(d, ["-"], [])).toThrow('the kind "-"');
  });

  test("are not diagrams of V_2k: those are refused, not weighed as if they had none", () => {
    expect(() => weigh(classOf(parseId("1a.1a_P_")))).toThrow("has the kind P");
    expect(() => explain("1a~X~.1a")).toThrow("the diagram 1a~X~.1a has the kind X\nexpected a diagram of V_2k or K");
  });
});

/*
 * Closed loops with m attachments of an action's ghosts: a circle of vertices with m_1, m_2, ... attachments, joined by
 * propagators. A boson's has no direction, a ghost's leads out of one vertex into the next.
 */
describe("lines with a direction", () => {
  const loop = (parts: readonly number[], directed: boolean): Diagram =>
    makeDiagram(
      parts,
      parts.length,
      parts.flatMap((_, i): Edge[] => {
        const next = (i + 1) % parts.length;
        return directed
          ? [
              [i, i, "out"],
              [next, i, "in"],
            ]
          : [
              [i, i],
              [next, i],
            ];
      }),
    );
  const compositions = (m: number): number[][] =>
    m === 0
      ? [[]]
      : Array.from({ length: m }, (_, i) => i + 1).flatMap((head) =>
          compositions(m - head).map((rest) => [head, ...rest]),
        );
  const classes = (m: number, directed: boolean) =>
    new Map(compositions(m).map((parts) => [canonicalId(loop(parts, directed)), loop(parts, directed)] as const));

  test("bosons are bracelets, ghosts necklaces: chiral ones are two from m = 6 on", () => {
    const counts = (directed: boolean) => Array.from({ length: 8 }, (_, i) => classes(i + 1, directed).size);
    expect(counts(false)).toEqual([1, 2, 3, 5, 7, 12, 17, 29]);
    expect(counts(true)).toEqual([1, 2, 3, 5, 7, 13, 19, 35]);
  });

  test.each([
    1, 2, 3, 4, 5, 6, 7,
  ])("m = %i: with 1/|Aut| and their signs, bosons sum to (-1)^{m-1}/2m, ghosts to twice that", (m) => {
    const total = (directed: boolean) =>
      [...classes(m, directed).values()].reduce(
        (sum, d) => sum + (-1) ** (m - d.vertices.length) / Number(automorphismCount(d)),
        0,
      );
    expect(total(false)).toBeCloseTo((-1) ** (m - 1) / (2 * m), 12);
    expect(total(true)).toBeCloseTo((-1) ** (m - 1) / m, 12);
  });
});
