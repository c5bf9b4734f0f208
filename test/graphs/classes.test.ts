import { describe, expect, test } from "vitest";
import { factorial } from "../../src/algebra/integers.js";
import * as Q from "../../src/algebra/rational.js";
import { augmentedClasses } from "../../src/graphs/augmentation.js";
import { canonicalForm, classOf } from "../../src/graphs/canonical.js";
import { diagramClasses, sources } from "../../src/graphs/classes.js";
import { classesByJSums, labelledDiagramsByJSums, totalCount } from "../../src/graphs/counting.js";
import { weightedTotalByJSums } from "../../src/graphs/counting-loops.js";
import { forestCounts } from "../../src/graphs/forest-counts.js";
import { forestTables } from "../../src/graphs/forests.js";
import { classesInHand } from "../../src/graphs/hand.js";
import { formatId, parseId } from "../../src/graphs/id.js";
import { emptyBytes, writeId } from "../../src/graphs/spelling.js";
import { rootedTrees, treeDiagram } from "../../src/graphs/trees.js";
import { type Expansion, plainExpansion } from "../../src/symbols/symbols.js";

const bothSeries: Expansion = { about: "K_0", blobs: "expanded" };
const wanted: readonly (readonly [k: number, order: number, expansion: Expansion])[] = [
  [1, 0, plainExpansion],
  [2, 0, plainExpansion],
  [7, 0, plainExpansion],
  [1, 1, plainExpansion],
  [2, 1, plainExpansion],
  [4, 1, plainExpansion],
  [5, 1, plainExpansion],
  [1, 2, plainExpansion],
  [4, 2, plainExpansion],
  [3, 3, plainExpansion],
  [2, 4, plainExpansion],
  [1, 5, plainExpansion],
  [2, 5, plainExpansion],
  [1, 6, plainExpansion],
  [3, 2, { about: "K_0", blobs: "full" }],
  [3, 3, { about: "K_0", blobs: "full" }],
  [3, 2, { about: "mean", blobs: "expanded" }],
  [4, 2, bothSeries],
  [2, 3, bothSeries],
  [1, 6, bothSeries],
];

describe.each(wanted)("k = %i, order %i, %o", (k, order, expansion) => {
  const classes = [...diagramClasses({ k, order, expansion })];

  test("by tables and kernels the same classes, with the same groups, as by canonical augmentation", () => {
    const slow = new Map(
      [...augmentedClasses({ k, order, expansion })].map((found) => [formatId(found.diagram), found.automorphisms]),
    );
    const fast = new Map(classes.map((found) => [formatId(found.diagram), found.automorphisms]));
    expect(fast.size).toBe(classes.length);
    expect(fast).toEqual(slow);
  });

  test("each is its own canonical form, and the one that its id says", () => {
    for (const { diagram, automorphisms } of classes) {
      expect(canonicalForm(diagram)).toEqual(diagram);
      expect(classOf(parseId(formatId(diagram)))).toEqual({ diagram, automorphisms });
    }
  });

  test("in hand they are the same, one after the other", () => {
    const hand = classesInHand({ k, order, expansion });
    for (const { diagram, automorphisms } of classes) {
      expect(hand.next()).toBe(true);
      const { layout, exact } = hand.current;
      const bytes = emptyBytes(1);
      writeId(bytes, layout, expansion.blobs === "expanded");
      expect(new TextDecoder().decode(bytes.bytes.subarray(0, bytes.length))).toBe(formatId(diagram));
      expect(hand.current.automorphisms).toBe(Number(automorphisms));
      expect(hand.current.factorials).toBe(Number(diagram.vertices.reduce((all, { p }) => all * factorial(p), 1n)));
      expect(exact()).toEqual({ diagram, automorphisms });
      expect([...layout.degrees.subarray(0, layout.blobs)]).toEqual(diagram.blobs.map(({ degree }) => degree));
      expect(layout.legCount).toBe(diagram.edges.length);
    }
    expect(hand.next()).toBe(false);
  });
});

test("trees come in the order of the successor", () => {
  expect([...diagramClasses({ k: 9, order: 0 })].map(({ diagram }) => formatId(diagram))).toEqual(
    [...rootedTrees(9)].map((rooted) => formatId(treeDiagram(rooted))),
  );
});

/** Every (k; L) that takes less than a second or so: counted, and weighed, by formulas that list nothing. */
describe.each([
  ...[10, 12, 14].map((k) => [k, 0] as const),
  ...[7, 8, 9].map((k) => [k, 1] as const),
  ...[5, 6, 7].map((k) => [k, 2] as const),
  ...[4, 5, 6].map((k) => [k, 3] as const),
  ...[3, 4, 5].map((k) => [k, 4] as const),
  ...[3, 4].map((k) => [k, 5] as const),
])("counted and weighed without a look at any: k = %i, L = %i", (k, loops) => {
  test.each([plainExpansion, ...(k + loops < 9 ? [bothSeries] : [])])("%o", (expansion) => {
    const counts = new Array<number>(k + 1).fill(0);
    const weights = Array.from({ length: k + 1 }, () => new Map<number, number>());
    for (const source of sources({ k, order: loops, expansion })) {
      if (source.kind === "classes") throw new Error("no table");
      const { run, next } = source.cursor;
      while (next()) {
        const { columns, from, to, automorphisms, factorials, vertices } = run;
        for (let row = from; row < to; row++) {
          const r = vertices + (columns.vertices[row] as number);
          counts[r] = (counts[r] as number) + 1;
          const group =
            automorphisms * (columns.automorphisms[row] as number) * factorials * (columns.factorials[row] as number);
          const met = weights[r] as Map<number, number>;
          met.set(group, (met.get(group) ?? 0) + 1);
        }
      }
    }
    expect(counts.map(BigInt)).toEqual(
      Array.from({ length: k + 1 }, (_, r) => classesByJSums(k, loops, expansion)[r] ?? 0n),
    );
    const sums = weights.map((met) =>
      [...met].reduce(
        (sum, [group, times]) => Q.add(sum, Q.rational(factorial(k) * BigInt(times), BigInt(group))),
        Q.zero,
      ),
    );
    const expected =
      loops === 0
        ? labelledDiagramsByJSums(k, 0, expansion).map((n) => Q.rational(n))
        : weightedTotalByJSums(k, loops, expansion);
    expect(sums.map(Q.toText)).toEqual(Array.from({ length: k + 1 }, (_, r) => Q.toText(expected[r] ?? Q.zero)));
  });
});

test("the tables have as many rows as multisets are counted", () => {
  for (const [excess, expansion, largestP] of [
    [0, plainExpansion, 8],
    [2, bothSeries, 8],
    [2, { about: "K_0", blobs: "full" }, 1],
  ] as const) {
    const weight = excess === 0 ? 8 : 5;
    const tables = forestTables({ excess, expansion, largestP });
    const counts = forestCounts(weight, excess, expansion, largestP);
    for (let size = 0; size < (weight + 1) * (excess + 1); size++)
      for (const kind of ["functions", "blobs"] as const) {
        expect(tables[kind].trees(size).count).toBe(counts[kind].trees[size]);
        expect(tables[kind].forests(size).count).toBe(counts[kind].forests[size]);
      }
  }
});

test("past the tables the slow route goes on: large k, and more loops than kernels are known for", () => {
  const first = (k: number, order: number) => {
    const ids: string[] = [];
    for (const { diagram } of diagramClasses({ k, order })) if (ids.push(formatId(diagram)) === 3) break;
    return ids;
  };
  expect(first(60, 0)).toEqual(["60", "59a.1a", "58a.2a"]);
  expect(first(40, 1)).toHaveLength(3);
  expect(totalCount(classesByJSums(2, 6, plainExpansion))).toBe(BigInt([...diagramClasses({ k: 2, order: 6 })].length));
});
