import { describe, expect, test } from "vitest";
import { samePolynomial, sum } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { canonicalForm, canonicalId } from "../../src/diagram/canonical.js";
import { labelledTreesByJSums, totalCount, treeClassesByJSums } from "../../src/diagram/counting.js";
import { labelledByJSums, loopClassesByJSums, weightedTotalByJSums } from "../../src/diagram/counting-loops.js";
import { type Edge, externalPairs, loops, makeDiagram } from "../../src/diagram/diagram.js";
import { formatId } from "../../src/diagram/id.js";
import { loopClasses } from "../../src/diagram/loops.js";
import { loopSeries } from "../../src/expansion/loop-series.js";
import { leadingSeries } from "../../src/expansion/series.js";
import { bracketTable, symmetryOf, weigh } from "../../src/expansion/term.js";
import { partitions } from "../oracle/labelled.js";

/** (k, L) and the number of classes, known beforehand. */
const known = [
  [1, 1, 1],
  [1, 2, 2],
  [2, 1, 4],
  [2, 2, 12],
  [3, 1, 15],
  [3, 2, 64],
  [4, 1, 59],
] as const;

/** More, without known counts: the formulas must agree. */
const orders = [...known.map(([k, l]) => [k, l] as const), [1, 4], [2, 3], [3, 3], [4, 2], [5, 1], [6, 1]] as const;

test.each(known)("(k; L) = (%i; %i): %i classes", (k, l, classes) => {
  expect([...loopClasses(k, l)]).toHaveLength(classes);
});

describe.each(orders)("(k; L) = (%i; %i)", (k, l) => {
  const classes = [...loopClasses(k, l)];

  test("each class once, in canonical form, with its loops and no tadpoles", () => {
    const ids = classes.map(({ diagram }) => formatId(diagram));
    expect(new Set(ids).size).toBe(ids.length);
    for (const { diagram } of classes) {
      expect(canonicalForm(diagram)).toEqual(diagram);
      expect([externalPairs(diagram), loops(diagram), diagram.blobs.every(({ degree }) => degree >= 2)]).toEqual([
        k,
        l,
        true,
      ]);
    }
  });

  test("as many as Burnside's lemma says, by number of j sums", () => {
    const counted = Array.from({ length: k + 1 }, () => 0n);
    for (const { diagram } of classes)
      counted[diagram.vertices.length] = (counted[diagram.vertices.length] as bigint) + 1n;
    expect(loopClassesByJSums(k, l)).toEqual(counted);
  });

  test("their symmetry factors add up to the zero-dimensional integral, their labellings to the labelled count", () => {
    const weighted = Array.from({ length: k + 1 }, () => Q.zero);
    const labelled = Array.from({ length: k + 1 }, () => 0n);
    for (const found of classes) {
      const { symmetry, labellings } = symmetryOf(found);
      const r = found.diagram.vertices.length;
      weighted[r] = Q.add(weighted[r] as Q.Rational, symmetry);
      labelled[r] = (labelled[r] as bigint) + labellings;
    }
    expect(weightedTotalByJSums(k, l)).toEqual(weighted);
    expect(labelledByJSums(k, l)).toEqual(labelled);
  });

  test("their sum is the law of total cumulance's, in every monomial", () => {
    const brackets = bracketTable();
    const total = sum(classes.map((found) => weigh(found, brackets).polynomial));
    expect(samePolynomial(total, loopSeries(k, l))).toBe(true);
  });
});

describe("without loops the formulas are those of the trees", () => {
  test.each([1, 2, 3, 4, 5, 6])("k = %i", (k) => {
    expect(loopClassesByJSums(k, 0)).toEqual(treeClassesByJSums(k));
    expect(labelledByJSums(k, 0)).toEqual(labelledTreesByJSums(k));
    expect(weightedTotalByJSums(k, 0)).toEqual(labelledTreesByJSums(k).map((n) => Q.rational(n)));
    expect(samePolynomial(loopSeries(k, 0), leadingSeries(k))).toBe(true);
  });
});

/** Multisets of `count` things out of 0..n-1, nondecreasing. */
function* multisets(n: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  else for (let i = from; i < n; i++) for (const rest of multisets(n, count - 1, i)) yield [i, ...rest];
}

/** Every connected labelled diagram by brute force: blobs are multisets of function vertices, any multiset of them. */
function* labelledDiagrams(k: number, l: number) {
  for (const blocks of partitions(k)) {
    const r = blocks.length;
    const rest = r - 1 + l;
    const blobs = Array.from({ length: rest }, (_, i) => [...multisets(r, i + 2)]).flat();
    const choose = function* (from: number, left: number): Generator<number[][]> {
      if (left === 0) yield [];
      for (let i = from; i < blobs.length; i++) {
        const blob = blobs[i] as number[];
        if (blob.length - 1 <= left) for (const others of choose(i, left - blob.length + 1)) yield [blob, ...others];
      }
    };
    for (const chosen of choose(0, rest)) {
      const edges = chosen.flatMap((blob, b) => blob.map((v): Edge => [v, b]));
      try {
        yield makeDiagram(
          blocks.map((block) => block.length),
          chosen.length,
          edges,
        );
      } catch {
        // Not connected: no diagram.
      }
    }
  }
}

test.each([
  [1, 1],
  [1, 3],
  [2, 1],
  [2, 2],
  [3, 1],
  [3, 2],
  [4, 1],
] as const)("(k; L) = (%i; %i): the classes and their labellings are those of brute force", (k, l) => {
  const found = new Map<string, bigint>();
  let total = 0n;
  for (const d of labelledDiagrams(k, l)) {
    const id = canonicalId(d);
    found.set(id, (found.get(id) ?? 0n) + 1n);
    total++;
  }
  const listed = new Map([...loopClasses(k, l)].map((c) => [formatId(c.diagram), symmetryOf(c).labellings] as const));
  expect(found).toEqual(new Map([...found.keys()].map((id) => [id, listed.get(id)] as const)));
  expect(found.size).toBe(listed.size);
  expect(totalCount(labelledByJSums(k, l))).toBe(total);
});
