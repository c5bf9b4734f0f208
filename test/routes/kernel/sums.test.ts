import { describe, expect, test } from "vitest";
import { setPartitions } from "../../../src/algebra/partitions.js";
import {
  accumulator,
  addTerm,
  monomial,
  type Polynomial,
  plus,
  samePolynomial,
  scale,
  sum,
  symbolTerm,
  times,
} from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { compile } from "../../../src/answer/compile.js";
import { automorphismCount } from "../../../src/graphs/automorphisms.js";
import { parseId } from "../../../src/graphs/id.js";
import { leadingSeries } from "../../../src/routes/kernel/series.js";
import { average, meanShift, type TheorySymbol, vertex, width } from "../../../src/symbols/symbols.js";
import { weigh } from "../../../src/theory/kernel/term.js";
import { vertexFunction, vertexFunctionSize } from "../../../src/theory/kernel/vertex-function.js";
import { readFormula } from "../../formula.js";
import { type LabelledDiagram, labelledTrees } from "../../oracle/labelled.js";

/** The values of docs/theory.md at k = 2 and 3, checked by hand. */
const known: readonly [string, string][] = [
  [
    "V_4",
    "\\frac{1}{n_{\\ell-1}} \\langle \\Delta^2 \\rangle + \\frac{1}{4} \\frac{V_4^{(\\ell-1)}}{n_{\\ell-2}} \\langle \\partial^2 \\Delta \\rangle^2",
  ],
  [
    "V_6",
    "\\frac{1}{n_{\\ell-1}^2} \\langle \\Delta^3 \\rangle + \\frac{3}{4} \\frac{V_4^{(\\ell-1)}}{n_{\\ell-1} n_{\\ell-2}} \\langle \\partial^2 \\Delta \\rangle \\langle \\partial^2 \\Delta^2 \\rangle" +
      " + \\frac{1}{8} \\frac{V_6^{(\\ell-1)}}{n_{\\ell-2}^2} \\langle \\partial^2 \\Delta \\rangle^3 + \\frac{3}{16} \\frac{(V_4^{(\\ell-1)})^2}{n_{\\ell-2}^2} \\langle \\partial^2 \\Delta \\rangle^2 \\langle \\partial^4 \\Delta \\rangle",
  ],
];

test.each(known)("%s has the checked value", (request, formula) => {
  expect(samePolynomial(compile(request).sum, readFormula(formula))).toBe(true);
});

/** C_p^(m) straight from the definition: set partitions of the Delta's, Leibniz for each derivative in turn. */
function vertexFunctionByDefinition(p: number, m: number): Polynomial {
  const total = accumulator();
  for (const blocks of setPartitions(p)) {
    const weight =
      (blocks.length % 2 === 1 ? 1 : -1) * [...Array(blocks.length - 1).keys()].reduce((a, i) => a * (i + 1), 1);
    // Every derivative acts on one of the blocks.
    for (let choice = 0; choice < blocks.length ** m; choice++) {
      const derivatives = blocks.map(() => 0);
      for (let leg = 0, rest = choice; leg < m; leg++, rest = Math.floor(rest / blocks.length))
        derivatives[rest % blocks.length] = (derivatives[rest % blocks.length] as number) + 1;
      if (blocks.some((block, i) => block.length === 1 && derivatives[i] === 0)) continue;
      addTerm(
        total,
        Q.rational(weight),
        monomial(blocks.map((block, i) => [average(2 * (derivatives[i] as number), block.length), 1] as const)),
      );
    }
  }
  return total;
}

describe("vertex functions", () => {
  test("are the derivatives of one neuron's cumulants", () => {
    for (let p = 1; p <= 6; p++)
      for (let m = p === 1 ? 1 : 0; p + m <= 7; m++) {
        expect(samePolynomial(vertexFunction(p, m), vertexFunctionByDefinition(p, m)), `C_${p}^(${m})`).toBe(true);
        expect(vertexFunction(p, m).size).toBe(vertexFunctionSize(p, m));
      }
  });

  test("C_3^(1) = <d^2 Delta^3> - 3 <d^2 Delta> <Delta^2>; C_2^(2) = <d^4 Delta^2> - 2 <d^2 Delta>^2", () => {
    const read = (p: number, m: number, formula: string) =>
      expect(samePolynomial(vertexFunction(p, m), readFormula(formula))).toBe(true);
    read(
      3,
      1,
      "\\langle \\partial^2 \\Delta^3 \\rangle - 3 \\langle \\partial^2 \\Delta \\rangle \\langle \\Delta^2 \\rangle",
    );
    read(2, 2, "\\langle \\partial^4 \\Delta^2 \\rangle - 2 \\langle \\partial^2 \\Delta \\rangle^2");
  });
});

/** One labelled diagram's contribution: no symmetry factor, since nothing can be exchanged. */
function labelledContribution({ vertices, blobs }: LabelledDiagram): Polynomial {
  const legsAt = vertices.map((_, v) => blobs.filter((blob) => blob.includes(v)).length);
  const legs = legsAt.reduce((a, b) => a + b, 0);
  const k = vertices.flat().length;
  const front = monomial([
    [width(1), vertices.length - k],
    ...blobs.flatMap(({ length: b }) => [[vertex(b), 1] as const, [width(2), 1 - b] as const]),
  ]);
  return vertices
    .map((externals, v) => vertexFunctionByDefinition(externals.length, legsAt[v] as number))
    .reduce(
      times,
      scale(new Map([[front.key, { coefficient: Q.one, monomial: front }]]), Q.rational(1n, 2n ** BigInt(legs))),
    );
}

test.each([
  2, 3, 4,
])("k = %i: symmetry factors are right, since labelled diagrams without any add up to the same", (k) => {
  const labelled = [...labelledTrees(k)];
  expect(samePolynomial(sum(labelled.map(labelledContribution)), compile(`V_${2 * k}`).sum)).toBe(true);
});

describe("the generating function", () => {
  test.each([2, 3, 4, 5, 6, 7, 8, 9])("agrees with the diagrams of k = %i in every monomial", (k) => {
    expect(samePolynomial(leadingSeries(k), compile(`V_${2 * k}`).sum)).toBe(true);
  });

  test("gives <sigma^2> for the mean", () => {
    expect([...leadingSeries(1).values()].map(({ monomial: m }) => m.factors.map((f) => f.symbol.name))).toEqual([
      ["<sigma^2>"],
    ]);
  });

  test("notices a coefficient that is off by the smallest of factors", () => {
    const right = leadingSeries(4);
    const wrong = plus(right, symbolTerm(vertex(2), 1, Q.rational(1n, 10n ** 30n)));
    expect(samePolynomial(right, wrong)).toBe(false);
  });
});

test("power counting: every term of V_2k is of order 1/n^{k-1}", () => {
  for (const { monomial: m } of compile("V_12").sum.values()) {
    const order = m.factors.reduce((total, { symbol, power }) => total - (symbol.kind === "width" ? power : 0), 0);
    expect(order).toBe(5);
  }
});

/**
 * Classes written down by hand give the one-loop sums that were derived by hand, parallel legs and tadpoles included.
 */
describe("the weight of a diagram holds beyond leading order", () => {
  const weighed = (id: string) => {
    const diagram = parseId(id);
    return weigh({ diagram, automorphisms: automorphismCount(diagram) });
  };
  const total = (...ids: string[]) => sum(ids.map((id) => weighed(id).polynomial));
  const of = (coefficient: Q.Rational, ...factors: (readonly [TheorySymbol, number])[]) => {
    const m = monomial(factors);
    return new Map([[m.key, { coefficient, monomial: m }]]);
  };
  const [n, n2, V4, V6] = [width(1), width(2), vertex(2), vertex(3)];

  test("k = 1, one loop: 1/8 <d^4 Delta> V_4/n', and 1/2 <d^2 Delta> K_1/n' about K_0", () => {
    expect(samePolynomial(total("1aa"), of(Q.rational(1, 8), [average(4, 1), 1], [V4, 1], [n2, -1]))).toBe(true);
    expect(samePolynomial(total("1a"), of(Q.rational(1, 2), [average(2, 1), 1], [meanShift(1), 1], [n2, -1]))).toBe(
      true,
    );
  });

  test("k = 2, one loop: the four classes and their five monomials", () => {
    const expected = sum([
      of(Q.rational(-1, 4), [average(2, 1), 2], [V4, 1], [n, -1], [n2, -1]),
      of(Q.rational(1, 8), [average(4, 2), 1], [V4, 1], [n, -1], [n2, -1]),
      of(Q.rational(1, 8), [average(2, 1), 1], [average(4, 1), 1], [V6, 1], [n2, -2]),
      of(Q.rational(1, 16), [average(2, 1), 1], [average(6, 1), 1], [V4, 2], [n2, -2]),
      of(Q.rational(1, 32), [average(4, 1), 2], [V4, 2], [n2, -2]),
    ]);
    const ids = ["2aa", "1aa.1a", "1aab.1b", "1ab.1ab"];
    expect(ids.map((id) => weighed(id).loops)).toEqual([1, 1, 1, 1]);
    expect(samePolynomial(total(...ids), expected)).toBe(true);
    expect(samePolynomial(compile("V_4 at 1 loop").sum, expected)).toBe(true);
  });

  test("power counting: L loops bring L more powers of 1/n", () => {
    for (const { loops, polynomial } of compile("V_6 through 2 loops").terms)
      for (const { monomial: m } of polynomial.values()) {
        const order = m.factors.reduce((sumOf, { symbol, power }) => sumOf - (symbol.kind === "width" ? power : 0), 0);
        expect(order).toBe(2 + loops);
      }
  });

  test("labellings do not count exchanges of parallel legs", () => {
    expect([weighed("1aa").symmetry, weighed("1aa").labellings]).toEqual([Q.rational(1, 2), 1n]);
    expect([weighed("1aab.1b").symmetry, weighed("1aab.1b").labellings]).toEqual([Q.one, 2n]);
  });
});
