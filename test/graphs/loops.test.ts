import { describe, expect, test } from "vitest";
import { samePolynomial, sum } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { automorphismCount } from "../../src/graphs/automorphisms.js";
import { canonicalForm, canonicalId } from "../../src/graphs/canonical.js";
import { diagramClasses } from "../../src/graphs/classes.js";
import { labelledTreesByJSums, totalCount, treeClassesByJSums } from "../../src/graphs/counting.js";
import { labelledByJSums, loopClassesByJSums, weightedTotalByJSums } from "../../src/graphs/counting-loops.js";
import { type Edge, externalPairs, loops, makeDiagram, orderOf } from "../../src/graphs/diagram.js";
import { formatId, parseId } from "../../src/graphs/id.js";
import { loopSeries } from "../../src/routes/kernel/loop-series.js";
import { leadingSeries } from "../../src/routes/kernel/series.js";
import { type Expansion, plainExpansion } from "../../src/symbols/symbols.js";
import { symmetryOf } from "../../src/theory/kernel/symmetry.js";
import { bracketTable, weigh } from "../../src/theory/kernel/term.js";
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
  expect([...diagramClasses({ k, order: l })]).toHaveLength(classes);
});

describe.each(orders)("(k; L) = (%i; %i)", (k, l) => {
  const classes = [...diagramClasses({ k, order: l })];

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

const expansions: readonly Expansion[] = [
  { about: "K_0", blobs: "full" },
  { about: "mean", blobs: "expanded" },
  { about: "K_0", blobs: "expanded" },
];

/** Multisets of `count` things out of 0..n-1, nondecreasing. */
function* multisets(n: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) yield [];
  else for (let i = from; i < n; i++) for (const rest of multisets(n, count - 1, i)) yield [i, ...rest];
}

/** What a blob may be in an expansion, and how many orders it brings beyond those that its legs' vertices need. */
interface BlobChoice {
  readonly on: readonly number[];
  readonly order: number | undefined;
  readonly cost: number;
}

function blobChoices(r: number, most: number, { about, blobs }: Expansion): BlobChoice[] {
  const choices: BlobChoice[] = [];
  for (let cost = 1; cost <= most; cost++) {
    if (about === "K_0") for (const on of multisets(r, 1)) choices.push({ on, order: cost, cost });
    for (let degree = 2; degree <= cost + 1; degree++) {
      const order = cost - (degree - 1);
      if (blobs === "full" && order > 0) continue;
      for (const on of multisets(r, degree)) choices.push({ on, order: blobs === "full" ? undefined : order, cost });
    }
  }
  return choices;
}

/** Every connected labelled diagram by brute force: blobs are multisets of function vertices, any multiset of them. */
function* labelledDiagrams(k: number, l: number, expansion: Expansion) {
  for (const blocks of partitions(k)) {
    const r = blocks.length;
    const rest = r - 1 + l;
    const blobs = blobChoices(r, rest, expansion);
    const choose = function* (from: number, left: number): Generator<BlobChoice[]> {
      if (left === 0) yield [];
      for (let i = from; i < blobs.length; i++) {
        const blob = blobs[i] as BlobChoice;
        if (blob.cost <= left) for (const others of choose(i, left - blob.cost)) yield [blob, ...others];
      }
    };
    for (const chosen of choose(0, rest)) {
      const edges = chosen.flatMap(({ on }, b) => on.map((v): Edge => [v, b]));
      try {
        yield makeDiagram(
          blocks.map((block) => block.length),
          chosen.length,
          edges,
          chosen.map(({ order }) => order),
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
  expectBruteForce(k, l, plainExpansion);
});

describe.each(expansions)("about $about, blobs $blobs", (expansion) => {
  test.each([
    [1, 1],
    [1, 3],
    [1, 4],
    [2, 1],
    [2, 2],
    [3, 1],
    [3, 2],
    [4, 1],
  ] as const)("(k; order) = (%i; %i): the classes and their labellings are those of brute force", (k, order) => {
    expectBruteForce(k, order, expansion);
  });

  test.each([
    [1, 5],
    [2, 3],
    [3, 2],
    [4, 2],
    [5, 1],
  ] as const)("(k; order) = (%i; %i): each class once, in canonical form, its id read back; counts and totals agree", (k, order) => {
    const classes = [...diagramClasses({ k, order, expansion })];
    const ids = classes.map(({ diagram }) => formatId(diagram));
    expect(new Set(ids).size).toBe(ids.length);
    const zeros = () => Array.from({ length: k + 1 }, () => Q.zero);
    const [counted, weighted] = [zeros(), zeros()];
    classes.forEach((found, i) => {
      const { diagram } = found;
      expect(parseId(ids[i] as string)).toEqual(diagram);
      expect(canonicalForm(diagram)).toEqual(diagram);
      expect([externalPairs(diagram), orderOf(diagram)]).toEqual([k, order]);
      expect(automorphismCount(diagram)).toBe(found.automorphisms);
      const r = diagram.vertices.length;
      counted[r] = Q.add(counted[r] as Q.Rational, Q.one);
      weighted[r] = Q.add(weighted[r] as Q.Rational, symmetryOf(found).symmetry);
    });
    expect(loopClassesByJSums(k, order, expansion).map((n) => Q.rational(n))).toEqual(counted);
    expect(weightedTotalByJSums(k, order, expansion)).toEqual(weighted);
    const total = sum(classes.map((found) => weigh(found).polynomial));
    expect(samePolynomial(total, loopSeries(k, order, expansion))).toBe(true);
  });
});

test("written down by hand: K and V_4 at one loop about K_0, and with expanded blobs", () => {
  const ids = (k: number, order: number, expansion: Expansion) =>
    [...diagramClasses({ k, order, expansion })].map(({ diagram }) => formatId(diagram)).sort();
  expect(ids(1, 1, { about: "K_0", blobs: "full" })).toEqual(["1a", "1aa"]);
  expect(ids(1, 2, { about: "K_0", blobs: "full" })).toEqual(["1a2", "1aaa", "1aab", "1aabb", "1ab"]);
  expect(ids(1, 2, { about: "mean", blobs: "expanded" })).toEqual(["1a0aa", "1a0ab0b", "1a1a"]);
  expect(ids(2, 1, { about: "K_0", blobs: "full" })).toEqual(["1aa.1a", "1aab.1b", "1ab.1a", "1ab.1ab", "2a", "2aa"]);
});

function expectBruteForce(k: number, l: number, expansion: Expansion): void {
  const found = new Map<string, bigint>();
  let total = 0n;
  for (const d of labelledDiagrams(k, l, expansion)) {
    const id = canonicalId(d);
    found.set(id, (found.get(id) ?? 0n) + 1n);
    total++;
  }
  const listed = new Map(
    [...diagramClasses({ k, order: l, expansion })].map(
      (c) => [formatId(c.diagram), symmetryOf(c).labellings] as const,
    ),
  );
  expect(found).toEqual(new Map([...found.keys()].map((id) => [id, listed.get(id)] as const)));
  expect(found.size).toBe(listed.size);
  expect(totalCount(labelledByJSums(k, l, expansion))).toBe(total);
}
