import { afterEach, describe, expect, test, vi } from "vitest";
import { monomial, scale, symbolTerm, times } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile, compileUnproved } from "../../src/answer/compile.js";
import { standardPasses } from "../../src/answer/kernel.js";
import type { Passes } from "../../src/answer/passes.js";
import { stream, streamClasses } from "../../src/answer/stream.js";
import { DefectError } from "../../src/foundation/errors.js";
import { classOf } from "../../src/graphs/canonical.js";
import type { DiagramClass } from "../../src/graphs/diagram.js";
import { formatId, parseId } from "../../src/graphs/id.js";
import { sumRequest } from "../../src/language/support.js";
import { average, vertex } from "../../src/symbols/symbols.js";
import { shuffled } from "../oracle/diagrams.js";

/*
 * A compiler that is broken on purpose, in one place at a time: the proof must notice each. (Whether the tests would
 * notice is a different question, answered by the published values.)
 */
const right = standardPasses();
const broken: readonly [string, Partial<Passes>, string][] = [
  [
    "a diagram is missing",
    { enumerate: (request) => [...right.enumerate(request)].slice(1) },
    "generating function, class count, labelled total, closed form, solvable networks",
  ],
  [
    "a diagram is listed twice",
    { enumerate: (request) => [...right.enumerate(request), ...right.enumerate(request)].slice(0, 11) },
    "generating function, class count, labelled total, closed form, solvable networks, distinct classes",
  ],
  [
    "a diagram is listed in place of another",
    {
      enumerate: (request) => {
        const all = [...right.enumerate(request)];
        return all.map((found, i) => (i === 2 ? (all[3] as typeof found) : found));
      },
    },
    "generating function, class count, labelled total, closed form, solvable networks, distinct classes",
  ],
  [
    "an automorphism group is too small",
    {
      enumerate: (request) =>
        [...right.enumerate(request)].map((c) => (c.automorphisms > 1n ? { ...c, automorphisms: 1n } : c)),
    },
    "generating function, labelled total, closed form, solvable networks, automorphism groups",
  ],
  [
    "all automorphism groups are twice too large",
    {
      enumerate: (request) => [...right.enumerate(request)].map((c) => ({ ...c, automorphisms: 2n * c.automorphisms })),
    },
    "generating function, labelled total, closed form, solvable networks, automorphism groups",
  ],
  [
    "the product of a row's factors is wrong, and no factor",
    { weigh: (c) => ({ ...right.weigh(c), polynomial: scale(right.weigh(c).polynomial, Q.rational(1, 2)) }) },
    "row by row",
  ],
  [
    "the subtractions are forgotten",
    {
      weigh: (c) => {
        const term = right.weigh(c);
        const bracket = c.diagram.vertices
          .map(({ p, legs }) => symbolTerm(average(2 * legs, p)))
          .reduce(times, symbolTerm(average(0, 1), 0));
        return term.bracket.size > 1 ? { ...term, bracket } : term;
      },
    },
    "generating function, closed form, solvable networks, row by row",
  ],
  [
    "a factor 1/2 is lost",
    { weigh: (c) => ({ ...right.weigh(c), halves: Math.max(0, right.weigh(c).halves - 1) }) },
    "generating function, closed form, solvable networks, row by row",
  ],
  [
    "two rows have each other's contributions, which no sum sees",
    {
      weigh: (c) => {
        const [id, other] = ["2ab.1a.1b", "2a.1ab.1b"];
        const term = right.weigh(c);
        const swapped = term.id === id ? other : term.id === other ? id : undefined;
        if (swapped === undefined) return term;
        const { bracket, polynomial, symmetry } = right.weigh(classOf(parseId(swapped)));
        return { ...term, bracket, polynomial, symmetry };
      },
    },
    "row by row",
  ],
  [
    "a row has a symmetry factor of 1",
    { weigh: (c) => ({ ...right.weigh(c), symmetry: Q.one }) },
    "generating function, closed form, solvable networks, row by row",
  ],
  [
    "a row has a wrong blob",
    { weigh: (c) => ({ ...right.weigh(c), blobs: monomial([[vertex(4), 1]]) }) },
    "generating function, closed form, solvable networks, row by row",
  ],
  [
    "a class is listed twice under two numberings, in place of another",
    {
      enumerate: (request) => {
        const all = [...right.enumerate(request)];
        return all.map((found, i) =>
          i === 2 ? { ...(all[3] as DiagramClass), diagram: shuffled((all[3] as DiagramClass).diagram, 2) } : found,
        );
      },
    },
    "generating function, class count, labelled total, closed form, solvable networks, distinct classes",
  ],
  [
    "a row has the id of another",
    { weigh: (c) => ({ ...right.weigh(c), id: right.weigh(c).id === "2a.2a" ? "3a.1a" : right.weigh(c).id }) },
    "distinct classes",
  ],
  [
    "the sum leaves out its last term",
    { collect: (terms) => right.collect(terms.slice(0, -1)) },
    "generating function, closed form, solvable networks",
  ],
];

describe("the certificate of a broken compiler fails, and the result is withheld", () => {
  test.each(broken)("%s", (_, passes, names) => {
    const { certificate } = compileUnproved("V_8", { passes, thorough: true });
    expect(certificate.passed).toBe(false);
    expect(
      certificate.checks
        .filter(({ passed }) => !passed)
        .map(({ name }) => name)
        .join(", "),
    ).toBe(names);
    // What the standing checks see is not printed at all.
    const standing = ["generating function", "class count", "labelled total"];
    if (names.split(", ").some((name) => standing.includes(name)))
      expect(() => compile("V_8", { passes })).toThrow(DefectError);
    expect(() => compile("V_8", { passes, thorough: true })).toThrow(DefectError);
  });

  test("a stream notices at its end that diagrams are missing", () => {
    const passes = { enumerate: broken[0]?.[1].enumerate as Passes["enumerate"] };
    expect(() => [...stream("V_8", { passes })]).toThrow(DefectError);
    expect(() => [...streamClasses("V_8", { passes })]).toThrow(DefectError);
    expect(() => [...stream("V_8", { passes, limit: 3 })]).not.toThrow();
  });

  test("a stream of labelled diagrams notices a class that lacks a labelling or has one too many", () => {
    for (const request of ["V_6(a,b; c,d; e,f)", "V_6(x,x; x,x; y,y)"]) {
      const options = { expandPerms: true };
      const broken = (label: Passes["label"]) => () => [...stream(request, { ...options, passes: { label } })];
      expect(broken(right.label)).not.toThrow();
      expect(broken((term, externals) => [...right.label(term, externals)].slice(1))).toThrow(
        /labellings listed, \d+ by its symmetry factor/,
      );
      expect(broken((term, externals) => [...right.label(term, externals), ...right.label(term, externals)])).toThrow(
        DefectError,
      );
      // The classes alone: a group that is too large makes a class too few labellings.
      const enumerate: Passes["enumerate"] = (r) =>
        [...right.enumerate(r)].map((c) => ({ ...c, automorphisms: 2n * c.automorphisms }));
      expect(() => [...streamClasses(request, { ...options, passes: { enumerate } })]).toThrow(DefectError);
      expect([...streamClasses(request, options)]).toHaveLength([...stream(request, options)].length);
    }
  });
});

describe("with loops too", () => {
  const names = (passes: Partial<Passes>) =>
    compileUnproved("V_6 through 1 loop", { passes })
      .certificate.checks.filter(({ passed }) => !passed)
      .map(({ name }) => name)
      .join(", ");

  test("a missing diagram, a wrong group and a lost subtraction are noticed", () => {
    const all = [...right.enumerate(sumRequest("V_6 through 1 loop"))];
    const every = "generating function, class count, labelled total, weighted total";
    for (const i of [0, 5, 18]) expect(names({ enumerate: () => all.filter((_, j) => j !== i) })).toBe(every);
    const parallel = all.findIndex(({ diagram }) => diagram.vertices.length === 1 && diagram.blobs.length === 1);
    // Parallel legs counted as if they were distinct: the commonest slip by hand.
    const slip = all.map((c, i) => (i === parallel ? { ...c, automorphisms: c.automorphisms / 2n } : c));
    expect(names({ enumerate: () => slip })).toBe("generating function, labelled total, weighted total");
    expect(names({ weigh: (c) => ({ ...right.weigh(c), halves: 0 }) })).toBe("generating function");
  });

  test("and as it is, it passes", () => {
    for (const request of [
      "K through 3 loops",
      "V_4 through 3 loops",
      "V_6 at 2 loops",
      "V_8 through 1 loop",
      "V_10 at 1 loop",
    ]) {
      const { certificate } = compile(request, { thorough: true });
      expect(certificate.checks.map(({ name, passed }) => [name, passed])).toEqual(
        [
          "generating function",
          "class count",
          "labelled total",
          "weighted total",
          "solvable networks",
          "row by row",
          "automorphism groups",
          "distinct classes",
        ].map((name) => [name, true]),
      );
    }
  });
});

describe("where the fault is in the compiler itself, not in a pass put in its place", () => {
  afterEach(() => {
    vi.doUnmock("../../src/graphs/cores.js");
    vi.doUnmock("../../src/graphs/skeletons.js");
    vi.resetModules();
  });

  /**
   * What fails of a request's certificate, and whether a diagram of it is explained, with all group orders doubled: those of
   * the enumeration with loops, and those of a diagram that is given.
   */
  const withGroupsDoubled = async (request: string, id: string) => {
    vi.resetModules();
    vi.doMock(
      "../../src/graphs/cores.js",
      async (original: () => Promise<typeof import("../../src/graphs/cores.js")>) => {
        const as = await original();
        const loopedClass: typeof as.loopedClass = (...given) => {
          const found = as.loopedClass(...given);
          return { ...found, automorphisms: 2n * found.automorphisms };
        };
        return { ...as, loopedClass };
      },
    );
    vi.doMock(
      "../../src/graphs/skeletons.js",
      async (original: () => Promise<typeof import("../../src/graphs/skeletons.js")>) => {
        const as = await original();
        return {
          ...as,
          *skeletonsIn(...given: Parameters<typeof as.skeletonsIn>) {
            for (const skeleton of as.skeletonsIn(...given)) yield { ...skeleton, still: 2 * skeleton.still };
          },
        };
      },
    );
    const { compileUnproved: compileAnew } = await import("../../src/answer/compile.js");
    const { explain } = await import("../../src/answer/explain.js");
    const { checks } = compileAnew(request, { thorough: true }).certificate;
    const failed = checks.filter(({ passed }) => !passed).map(({ name }) => name);
    return { failed, explained: () => explain(id) };
  };

  test("all groups of diagrams with loops are twice too large", async () => {
    const { failed, explained } = await withGroupsDoubled("V_6 at 1 loop", "1ab.1ab");
    expect(failed).toEqual([
      "generating function",
      "labelled total",
      "weighted total",
      "solvable networks",
      "automorphism groups",
    ]);
    expect(explained).toThrow(/two counts of the automorphisms/);
  });
});

describe("about K_0 and with expanded blobs too", () => {
  const request = "V_4 through 2 loops about K_0 with expanded blobs";
  const all = [...right.enumerate(sumRequest(request))];
  const failed = (passes: Partial<Passes>) =>
    compileUnproved(request, { passes, thorough: true })
      .certificate.checks.filter(({ passed }) => !passed)
      .map(({ name }) => name)
      .join(", ");
  const place = (wanted: string) => all.findIndex(({ diagram }) => formatId(diagram) === wanted);
  const sums = "generating function, solvable networks, change of expansion";

  test.each(["2a", "1a1.1a", "2a2", "1a0b.1a", "2ab"])("the diagram %s is missing", (id) => {
    expect(place(id)).toBeGreaterThan(0);
    // K_2 of these networks is not 0 at layer 3, nor is V_4[1]: real networks notice too.
    expect(failed({ enumerate: () => all.filter((_, i) => i !== place(id)) })).toBe(
      "generating function, class count, labelled total, weighted total, solvable networks, change of expansion",
    );
  });

  test("two tadpoles on one vertex are counted as if they could be told apart", () => {
    const slip = all.map((c, i) => (i === place("2ab") ? { ...c, automorphisms: 1n } : c));
    expect(failed({ enumerate: () => slip })).toBe(
      "generating function, labelled total, weighted total, solvable networks, change of expansion, automorphism groups",
    );
  });

  test("a vertex's first correction is taken for its leading term", () => {
    const collect: Passes["collect"] = (terms) =>
      right.collect(
        terms.map((t) =>
          t.id === "1a1.1a" ? { ...t, blobs: right.weigh(all[place("1a0.1a")] as DiagramClass).blobs } : t,
        ),
      );
    expect(failed({ collect })).toBe(sums);
  });

  test("as it is, it passes", () => {
    const { checks } = compile(request, { thorough: true }).certificate;
    expect(checks.map(({ name }) => name)).toContain("change of expansion");
    expect(checks.every(({ passed }) => passed)).toBe(true);
  });
});

describe("for general inputs too", () => {
  const request = "V_6(x1,x2; x3,x4; x5,x6) through 1 loop";
  const failed = (label: Passes["label"], thorough = false) =>
    compileUnproved(request, { passes: { label }, thorough })
      .certificate.checks.filter(({ passed }) => !passed)
      .map(({ name }) => name)
      .join(", ");

  test("a labelling is left out, and one is counted twice", () => {
    const firstLost: Passes["label"] = (term, externals) => [...right.label(term, externals)].slice(1);
    expect(failed(firstLost)).toBe("generating function, labelled rows, leg by leg");
    // One for another: as many, and with all inputs equal the same, so only the tensors tell.
    const repeated: Passes["label"] = (term, externals) => {
      const all = [...right.label(term, externals)];
      return all.map((found, i) => (i === 1 ? (all[0] as typeof found) : found));
    };
    expect(failed(repeated)).toBe("leg by leg");
  });

  test("the first difference is told: what the sum has, and what the other route", () => {
    const detailOf = (name: string, passes: Partial<Passes>) =>
      compileUnproved(request, { passes }).certificate.checks.find((check) => check.name === name)?.detail;
    const doubled: Passes["collect"] = (terms) => scale(right.collect(terms), Q.rational(2));
    for (const [name, where] of [
      ["generating function", "in the series"],
      ["leg by leg", "leg by leg"],
    ] as const) {
      const told = new RegExp(` has (\\S+) in the sum and (\\S+) ${where}`).exec(
        detailOf(name, { collect: doubled }) ?? "",
      );
      const [inSum = "0", elsewhere = "1"] = told?.slice(1) ?? [];
      expect(Q.fromText(inSum)).toEqual(Q.multiply(Q.fromText(elsewhere), Q.rational(2)));
    }
  });

  test("rows that have each other's tensors, which no sum sees, and one with a wrong factor", () => {
    const exchanged: Passes["label"] = (term, externals) => {
      const all = [...right.label(term, externals)];
      const [first, second] = all;
      if (first === undefined || second === undefined) return all;
      return [
        { ...first, polynomial: second.polynomial },
        { ...second, polynomial: first.polynomial },
        ...all.slice(2),
      ];
    };
    expect(failed(exchanged, true)).toBe("labelled rows, one by one");
    const wrongFactor: Passes["label"] = (term, externals) =>
      [...right.label(term, externals)].map((row) => ({ ...row, symmetry: Q.rational(1, 3) }));
    expect(failed(wrongFactor, true)).toBe("labelled rows, one by one");
    // A leg forgotten where it matters, in the rows and in the sum.
    const halved: Passes["label"] = (term, externals) =>
      [...right.label(term, externals)].map((row) => ({ ...row, polynomial: scale(row.polynomial, Q.rational(1, 2)) }));
    expect(failed(halved, true)).toBe("generating function, solvable networks, leg by leg, labelled rows, one by one");
  });

  test("as it is, it passes", () => {
    expect(failed(right.label)).toBe("");
    expect(() => compile("V_8(x,x; x,x; y,y; y,z)", { thorough: true })).not.toThrow();
    // Inputs whose names run together with those of indices: x, and xa beside the index a.
    expect(() => compile("V_6(x,x; x,x; x,xa) through 1 loop", { thorough: true })).not.toThrow();
    // Equal pairs that do not stand together.
    expect(() => compile("V_6(x,x; y,y; x,x) through 1 loop", { thorough: true })).not.toThrow();
  });
});

test("the certificate of the compiler as it is passes, with figures", () => {
  for (const request of ["K", "V_4", "V_6", "V_8", "V_10", "V_14"]) {
    const { certificate } = compile(request, { thorough: true });
    expect(certificate.checks.map(({ name, passed }) => [name, passed])).toEqual([
      ["generating function", true],
      ["class count", true],
      ["labelled total", true],
      ["closed form", true],
      ["solvable networks", true],
      ["row by row", true],
      ["automorphism groups", true],
      ["distinct classes", true],
    ]);
  }
  // Unless it is asked for more.
  expect(compile("V_8").certificate.checks.map(({ name }) => name)).toEqual([
    "generating function",
    "class count",
    "labelled total",
  ]);
  const details = compile("V_8").certificate.checks.map(({ detail }) => detail);
  expect(details[0]).toContain("13 monomials");
  expect(details[1]).toContain("10 classes enumerated, 10 by Otter's formula");
  expect(details[2]).toContain("61");
});
