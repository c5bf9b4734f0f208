import { describe, expect, test } from "vitest";
import { canonicalId } from "../../src/graphs/canonical.js";
import { labelledTreesByJSums, totalCount, treeClassesByJSums } from "../../src/graphs/counting.js";
import { externalPairs, loops, makeDiagram } from "../../src/graphs/diagram.js";
import { formatId, parseId } from "../../src/graphs/id.js";
import { rootAtCentroid, rootedTrees, treeDiagram } from "../../src/graphs/trees.js";
import { classByPermutations, labelledTrees } from "../oracle/labelled.js";

const idsOf = (k: number) => [...rootedTrees(k)].map((rooted) => formatId(treeDiagram(rooted)));

describe("the enumeration of tree diagrams", () => {
  test("finds 1 2 4 10 26 79 252 872 classes for k = 1..8", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((k) => idsOf(k).length)).toEqual([1, 2, 4, 10, 26, 79, 252, 872]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])("k = %i: each class once, connected, without loops", (k) => {
    const ids = idsOf(k);
    expect(new Set(ids).size).toBe(ids.length);
    expect(BigInt(ids.length)).toBe(totalCount(treeClassesByJSums(k)));
    for (const id of k <= 8 ? ids : ids.slice(0, 300)) {
      const d = parseId(id);
      expect([externalPairs(d), loops(d), d.blobs.every(({ degree }) => degree >= 2)]).toEqual([k, 0, true]);
      expect(canonicalId(d)).toBe(id);
    }
  });

  test.each([1, 2, 3, 4, 5])("k = %i: the classes are those of all labelled diagrams, by brute force", (k) => {
    const found = new Map<string, { ids: Set<string>; labelled: number }>();
    let total = 0;
    for (const labelled of labelledTrees(k)) {
      const { vertices, blobs } = labelled;
      const d = makeDiagram(
        vertices.map((block) => block.length),
        blobs.length,
        blobs.flatMap((blob, b) => blob.map((v) => [v, b] as const)),
      );
      const key = classByPermutations(labelled);
      const entry = found.get(key) ?? { ids: new Set(), labelled: 0 };
      entry.ids.add(canonicalId(d));
      entry.labelled++;
      found.set(key, entry);
      total++;
    }
    // Two labelled diagrams have the same canonical id exactly when a permutation carries one to the other.
    expect([...found.values()].every(({ ids }) => ids.size === 1)).toBe(true);
    expect([...found.values()].flatMap(({ ids }) => [...ids]).sort()).toEqual(idsOf(k).sort());
    expect(BigInt(total)).toBe(totalCount(labelledTreesByJSums(k)));
  });

  test("labelled totals are 1 2 8 61, and the classes' labellings add up to them further on", () => {
    expect([1, 2, 3, 4].map((k) => totalCount(labelledTreesByJSums(k)))).toEqual([1n, 2n, 8n, 61n]);
  });

  test("is the same twice, and can be resumed behind any of its diagrams", () => {
    const trees = [...rootedTrees(6)];
    expect(idsOf(6)).toEqual(idsOf(6));
    trees.forEach((tree, i) => {
      const next = rootedTrees(6, rootAtCentroid(treeDiagram(tree))).next();
      const expected = trees[i + 1];
      expect(next.done ? undefined : formatId(treeDiagram(next.value))).toBe(
        expected && formatId(treeDiagram(expected)),
      );
    });
  });

  test("starts at once for any k: nothing is listed before the first diagram", () => {
    const first = [...Array.from({ length: 3 })].map(() => rootedTrees(300).next().value);
    expect(first.map((tree) => tree && formatId(treeDiagram(tree)))).toEqual(["300", "300", "300"]);
  });
});

test("the counting formula agrees with the enumeration by number of j sums, and goes on", () => {
  for (let k = 1; k <= 9; k++) {
    const byJSums: bigint[] = Array.from({ length: k + 1 }, () => 0n);
    for (const rooted of rootedTrees(k)) {
      const r = treeDiagram(rooted).vertices.length;
      byJSums[r] = (byJSums[r] as bigint) + 1n;
    }
    expect(treeClassesByJSums(k)).toEqual(byJSums);
  }
  // With p = 1 everywhere these are the hypertrees on k unlabelled vertices, as many as connected graphs whose blocks
  // are complete: 1, 1, 2, 4, 9, 22, 59, 165, 496 (OEIS A035053).
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => treeClassesByJSums(k)[k])).toEqual(
    [1, 1, 2, 4, 9, 22, 59, 165, 496].map(BigInt),
  );
});
