import { describe, expect, test } from "vitest";
import { orderOfMonomial } from "../../src/algebra/orders.js";
import { fromPlain } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { numberText, signedTerms } from "../../src/notation/notation.js";
import { ascii, tex, unicode } from "../../src/notation/notations.js";
import { namingOf } from "../../src/theory/kernel/naming.js";

/* Signs, coefficients and left sides as they are written by hand. */

const terms = (...coefficients: [string, Record<string, number>][]) =>
  fromPlain(coefficients.map(([coefficient, powers]) => ({ coefficient, powers })));

describe("the terms of a polynomial, each with its sign", () => {
  test("a first term has a minus and no plus; later ones have either", () => {
    const p = terms(["-1", { V_4: 1 }], ["-3", { V_4: 1, V_6: 1 }], ["5/2", { V_4: 2, V_6: 1 }]);
    expect(signedTerms(p, unicode)).toEqual(["−V₄", "− 3 V₆ V₄", "+ 5/2 V₆ V₄²"]);
    expect(signedTerms(p, ascii)).toEqual(["-V_4", "- 3 V_6 V_4", "+ 5/2 V_6 V_4^2"]);
    expect(signedTerms(terms(["1", { V_4: 1 }]), unicode)).toEqual(["V₄"]);
    expect(signedTerms(terms(["-2/3", { V_4: 1 }]), unicode)).toEqual(["−2/3 V₄"]);
  });

  test("a constant is written out, also where it is 1", () => {
    expect(signedTerms(terms(["-1", {}]), unicode)).toEqual(["−1"]);
    expect(signedTerms(terms(["1", {}], ["-1", { V_4: 1 }]), unicode)).toEqual(["1", "− V₄"]);
    expect(signedTerms(terms(["7/2", {}]), tex)).toEqual(["\\frac{7}{2}"]);
  });

  test("negative powers are below a fraction line, in brackets where there are several", () => {
    const over = terms(["-1", { V_4: 1, "n_{l-1}": -1 }], ["2", { "n_{l-1}": -1, "n_{l-2}": -2 }]);
    expect(signedTerms(over, unicode)).toEqual(["2 1/(n n′²)", "− V₄/n"]);
  });
});

test("numbers", () => {
  expect(["-3/4", "5", "-1", "0"].map((text) => numberText(Q.fromText(text), unicode))).toEqual([
    "−3/4",
    "5",
    "−1",
    "0",
  ]);
});

test.each([
  "K",
  "V_8",
  "V_6 through 1 loop",
  "K at 1 loop about K_0 with expanded blobs",
  "K at 2 loops about K_0 with expanded blobs",
  "V_4 at 1 loop about K_0 with expanded blobs",
  "V_6 at 2 loops about K_0 with expanded blobs with equal widths",
])("the left side of %s has the power of n of the first terms on the right", (request) => {
  const { sum, request: parsed } = compile(request);
  const { ascii: plain, latex } = namingOf(parsed).leftSide;
  const powerIn = (text: string, n: RegExp): number => {
    const [found, power = "1"] = n.exec(text) ?? [];
    return found === undefined ? 0 : Number(power);
  };
  const first = Math.min(...[...sum.values()].map(({ monomial }) => orderOfMonomial(monomial)));
  expect(powerIn(plain, /n(?:_\{l-1\})?(?:\^(\d+))?\)$/)).toBe(first);
  expect(powerIn(latex, /n(?:_\{\\ell-1\})?(?:\^(\d+))?\}$/)).toBe(first);
});
