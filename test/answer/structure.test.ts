import { afterEach, describe, expect, test, vi } from "vitest";
import { renameSymbols, scale } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compileUnproved } from "../../src/answer/compile.js";
import { standardPasses } from "../../src/answer/kernel.js";
import type { Passes } from "../../src/answer/passes.js";
import { structureIn, structureOf } from "../../src/answer/structure.js";
import type { DiagramClass } from "../../src/graphs/diagram.js";
import { parseId } from "../../src/graphs/id.js";
import type { Activation } from "../../src/numbers/activations/activation.js";
import { activationNamed } from "../../src/numbers/activations/activations.js";
import { type CriticalPoint, criticality } from "../../src/numbers/criticality/critical.js";
import { fitCheck, fittedLaws, type PowerLaw, powerLaws } from "../../src/numbers/criticality/power-laws.js";
import { checkProduct, productCheck } from "../../src/numbers/criticality/susceptibility.js";
import type { SymmetricTensor } from "../../src/numbers/networks/pairs.js";
import { pairAverage } from "../../src/symbols/symbols.js";
import type { Term } from "../../src/theory/kernel/term.js";

describe("V_2k of one layer in V_2k of the next", () => {
  test.each([
    [2, 2],
    [3, 4],
    [4, 10],
    [5, 26],
    [6, 79],
  ])("k = %i: one class of %i, k susceptibilities", (k, classes) => {
    const { certificate, classes: counted, terms, labelled, derivative } = structureOf(`V_${2 * k}`);
    expect(certificate.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect([counted, terms.length, labelled.length]).toEqual([classes, 1, 1]);
    expect(terms[0]?.id).toBe(Array.from({ length: k }, () => "1a").join("."));
    // (1/2 <d^2 Delta>)^k and nothing else.
    const [only, ...others] = derivative.values();
    expect(others).toEqual([]);
    expect(only?.monomial.key).toBe(`<d^2 Delta>^${k} `);
    expect([only?.coefficient.num, only?.coefficient.den]).toEqual([1n, 2n ** BigInt(k)]);
  });

  test("in numbers, three inputs: the map of the tensors against differences of the kernel's map", () => {
    for (const k of [2, 3]) {
      const { deviation, entries } = checkProduct(k);
      expect(entries).toBe(k === 2 ? 21 : 56);
      expect(deviation).toBeLessThan(1e-10);
    }
  });

  test("and for an activation by quadrature", () => {
    expect(checkProduct(2, activationNamed("erf") as Activation).deviation).toBeLessThan(1e-6);
  }, 300_000);
});

describe("a wrong answer is not confirmed", () => {
  test("a diagram left out", () => {
    const passes = standardPasses();
    const broken = {
      *enumerate(request: Parameters<typeof passes.enumerate>[0]) {
        for (const found of passes.enumerate(request))
          if (!found.diagram.blobs.some(({ degree }) => degree === request.k)) yield found;
      },
    };
    expect(compileUnproved("V_6", { passes: broken }).certificate.passed).toBe(false);
    expect(() => structureOf("V_6", { passes: broken })).toThrow();
  });

  /** What fails of the structure of V_6 by some passes, whatever their own proof says. */
  const failed = (passes: Partial<Passes>) =>
    structureIn(compileUnproved("V_6", { passes }), passes.label)
      .certificate.checks.filter(({ passed }) => !passed)
      .map(({ name }) => name);
  const right = standardPasses();
  const isStar = ({ diagram }: DiagramClass) => diagram.blobs.some(({ degree }) => degree === 3);

  test("one diagram: the class that holds V_2k is missing, is there twice, or is another one", () => {
    expect(failed({})).toEqual([]);
    expect(failed({ enumerate: (r) => [...right.enumerate(r)].filter((c) => !isStar(c)) })).toEqual([
      "one diagram",
      "degenerate limit",
      "general inputs",
    ]);
    const twice: Passes["enumerate"] = (r) => [...right.enumerate(r)].flatMap((c) => (isStar(c) ? [c, c] : [c]));
    expect(failed({ enumerate: twice })).toEqual(["one diagram", "degenerate limit", "general inputs"]);
    // A second leg where there is one, with a contribution that is left as it was.
    const weigh: Passes["weigh"] = (c) => {
      const term = right.weigh(c);
      return isStar(c) ? { ...term, diagram: parseId("1aab.1a.1b") } : term;
    };
    expect(failed({ weigh })).toContain("one diagram");
  });

  test("degenerate limit: a factor of the sum is wrong", () => {
    const weigh: Passes["weigh"] = (c) => {
      const term = right.weigh(c);
      return isStar(c) ? { ...term, symmetry: Q.multiply(term.symmetry, Q.rational(2)) } : term;
    };
    expect(failed({ weigh })).toEqual(["degenerate limit"]);
  });

  test("general inputs: a labelling too many, a factor, or a tensor with another index", () => {
    const label =
      (change: (rows: Term[]) => Term[]): Passes["label"] =>
      (term, externals) =>
        change([...right.label(term, externals)]);
    expect(failed({ label: label((rows) => [...rows, ...rows]) })).toEqual(["general inputs"]);
    const halved = (row: Term) => ({ ...row, polynomial: scale(row.polynomial, Q.rational(1, 2)) });
    expect(failed({ label: label((rows) => rows.map(halved)) })).toEqual(["general inputs"]);
    const samePair = (row: Term) => ({
      ...row,
      polynomial: renameSymbols(row.polynomial, (s) =>
        s.kind === "average" ? pairAverage(s.indices ?? [], [["x1", "x2"]]) : s,
      ),
    });
    expect(failed({ label: label((rows) => rows.map(samePair)) })).toEqual(["general inputs"]);
  });

  test("another request than a vertex at leading order", () => {
    for (const text of ["K", "V_4 through 1 loop", "V_4(x1,x1; x1,x2)", "V_4 about K_0"])
      expect(() => structureOf(text), text).toThrow(/expected V_4/);
  });
});

describe("the checks in numbers", () => {
  afterEach(() => {
    vi.doUnmock("../../src/numbers/flow/layer-map.js");
    vi.resetModules();
  });

  test("three inputs: a map of the tensors that is off by a millionth is noticed", async () => {
    expect(productCheck(2)).toMatchObject({ name: "three inputs, in numbers", passed: true });
    vi.resetModules();
    vi.doMock(
      "../../src/numbers/flow/layer-map.js",
      async (original: () => Promise<typeof import("../../src/numbers/flow/layer-map.js")>) => {
        const as = await original();
        const nextLayer: typeof as.nextLayer = (...given) => {
          const next = as.nextLayer(...given);
          const grown = (tensor: SymmetricTensor) => ({
            ...tensor,
            entries: tensor.entries.map((x) => x * (1 + 1e-6)),
          });
          return { ...next, cumulants: next.cumulants.map((list, k) => (k < 2 ? list : list.map(grown))) };
        };
        return { ...as, nextLayer };
      },
    );
    const { productCheck: anew } = await import("../../src/numbers/criticality/susceptibility.js");
    expect(anew(2).passed).toBe(false);
  });

  test("power laws: a coefficient that is not the flow's is noticed", () => {
    const relu = activationNamed("relu") as Activation;
    const [point] = criticality(relu).points as [CriticalPoint];
    const laws = powerLaws(relu, point, 3) as PowerLaw[];
    const fitted = fittedLaws(relu, point, laws);
    expect(fitCheck([{ laws, fitted }]).map(({ passed }) => passed)).toEqual([true]);
    const wrong = laws.map((law, i) =>
      i === 1 ? { ...law, coefficient: Q.multiply(law.coefficient, Q.rational(51, 50)) } : law,
    );
    expect(fitCheck([{ laws: wrong, fitted }]).map(({ passed }) => passed)).toEqual([false]);
    expect(fitCheck([{ laws, fitted: undefined }])).toEqual([]);
  });
});
