import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as P from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import {
  average,
  kernelCumulant,
  kroneckerDelta,
  meanShift,
  pairAverage,
  pairMoment,
  parseSymbol,
  secondMoment,
  vertex,
  vertexTensor,
  width,
} from "../../src/symbols/symbols.js";

const symbols = [width(1), width(2), vertex(2), vertex(3), vertex(2, 1), meanShift(1), average(2, 1), average(0, 3)];

const polynomials = fc
  .array(
    fc.tuple(
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.tuple(fc.constantFrom(...symbols), fc.integer({ min: -2, max: 3 })), { maxLength: 4 }),
    ),
    { maxLength: 5 },
  )
  .map((terms) => P.sum(terms.map(([n, d, factors]) => P.single(Q.rational(n, d), P.monomial(factors)))));

/** Values of the symbols that no accidental cancellation hides in. */
const values = new Map(symbols.map((symbol, i) => [symbol.rank, Q.rational(i + 2, 2 * i + 3)]));
const at = (p: P.Polynomial) => P.evaluate(p, (symbol) => values.get(symbol.rank));

describe("polynomials", () => {
  test("add and multiply as their values do", () => {
    fc.assert(
      fc.property(polynomials, polynomials, (a, b) => {
        expect(at(P.plus(a, b))).toEqual(Q.add(at(a), at(b)));
        expect(at(P.times(a, b))).toEqual(Q.multiply(at(a), at(b)));
        expect(at(P.minus(a, b))).toEqual(Q.subtract(at(a), at(b)));
        expect(P.samePolynomial(P.times(a, b), P.times(b, a))).toBe(true);
        expect(P.minus(a, a).size).toBe(0);
      }),
    );
  });

  test("a product of many is the product of two, again and again", () => {
    fc.assert(
      fc.property(fc.array(polynomials, { maxLength: 4 }), (factors) => {
        const one = P.constant(Q.one);
        expect(P.samePolynomial(P.product(factors), factors.reduce(P.times, one))).toBe(true);
      }),
    );
  });

  test("survive being plain data", () => {
    fc.assert(
      fc.property(polynomials, (p) => {
        const copy = P.fromPlain(JSON.parse(JSON.stringify(P.toPlain(p))));
        expect(P.samePolynomial(copy, p)).toBe(true);
        expect(P.toPlain(copy)).toEqual(P.toPlain(p));
      }),
    );
  });

  test("are told apart by a coefficient, a power or a missing term", () => {
    const [a, b] = [P.symbolTerm(vertex(2), 2), P.symbolTerm(vertex(2), 3)];
    expect(P.samePolynomial(a, b)).toBe(false);
    expect(P.samePolynomial(a, P.scale(a, Q.rational(2)))).toBe(false);
    expect(P.samePolynomial(a, P.plus(a, b))).toBe(false);
  });

  test("are written in one order, however they were made: by symbols, then lower powers first", () => {
    const parts = [3, 1, 2].map((power) => P.symbolTerm(vertex(2), power));
    const powers = (p: P.Polynomial) => P.toPlain(p).map((term) => term.powers.V_4);
    expect(powers(P.sum(parts))).toEqual([1, 2, 3]);
    expect(powers(P.sum([...parts].reverse()))).toEqual([1, 2, 3]);
  });

  test("say which symbol has no value", () => {
    expect(() => P.evaluate(P.symbolTerm(vertex(2)), () => undefined)).toThrow("V_4");
  });
});

describe("symbols", () => {
  test("have the names of the interface, which read back", () => {
    const all = [...symbols, secondMoment, average(4, 2), average(0, 2)];
    expect(all.map(({ name }) => name)).toContain("<d^2 Delta>");
    for (const symbol of all) expect(parseSymbol(symbol.name)).toEqual(symbol);
  });

  test("tensors, deltas and cumulants too, whatever their indices and inputs are called", () => {
    const all = [
      vertexTensor(["a", "b"]),
      vertexTensor(["a", "b", "c1"], 2),
      vertexTensor(["b"], 3),
      pairMoment(["x", "y"]),
      pairAverage(
        [],
        [
          ["x1", "x2"],
          ["x1", "x2"],
        ],
      ),
      pairAverage(
        ["a", "b"],
        [
          ["x", "x"],
          ["x", "xa"],
        ],
      ),
      kroneckerDelta(["i", "j", "k2"]),
      kernelCumulant([["x", "y"]]),
      kernelCumulant([
        ["x", "x"],
        ["y", "z"],
      ]),
    ];
    for (const symbol of all) expect(parseSymbol(symbol.name)).toEqual(symbol);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  test("a name that is none is refused by name", () => {
    for (const name of ["", "V_5", "n_{l-3}", "<d^3 Delta>", "<d^2 Delta^1>", "K_", "<Delta^02>"])
      expect(() => parseSymbol(name)).toThrow(JSON.stringify(name));
  });
});
