import { describe, expect, test } from "vitest";
import { compileUnproved } from "../src/compile.js";
import type { Activation } from "../src/network/activation.js";
import { activationNamed } from "../src/network/activations.js";
import { checkProduct } from "../src/network/susceptibility.js";
import { standardPasses } from "../src/pipeline.js";
import { structureOf } from "../src/structure.js";

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

  test("another request than a vertex at leading order", () => {
    for (const text of ["K", "V_4 through 1 loop", "V_4(x1,x1; x1,x2)", "V_4 about K_0"])
      expect(() => structureOf(text), text).toThrow(/expected V_4/);
  });
});
