import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fromPlain,
  monomial,
  type Polynomial,
  renameSymbols,
  samePolynomial,
  scale,
  toPlain,
} from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { certifyCorrelator } from "../../../src/proof/correlator.js";
import { kernelCumulant, kroneckerDelta, type Pair } from "../../../src/symbols/symbols.js";
import { correlatorSize, correlatorSum, type Field } from "../../../src/theory/kernel/correlator.js";

const fields = (...names: [string, string][]): Field[] => names.map(([index, input]) => ({ index, input }));
const terms = (list: Field[], connected = false) =>
  Object.fromEntries(
    toPlain(correlatorSum(list, connected)).map(({ coefficient, powers }) => [
      Object.entries(powers)
        .map(([name, power]) => (power === 1 ? name : `${name}^${power}`))
        .join(" "),
      coefficient,
    ]),
  );

test("two fields are the kernel", () => {
  expect(terms(fields(["i", "x"], ["j", "y"]))).toEqual({ "delta(i,j) K(x,y)": "1" });
  expect(terms(fields(["i", "x"], ["i", "y"]))).toEqual({ "K(x,y)": "1" });
});

test("four fields, as every paper has them: three pairings, each K K and V_4/n", () => {
  expect(terms(fields(["i", "x1"], ["j", "x2"], ["k", "x3"], ["l", "x4"]))).toEqual({
    "delta(i,j) delta(k,l) K(x1,x2) K(x3,x4)": "1",
    "delta(i,k) delta(j,l) K(x1,x3) K(x2,x4)": "1",
    "delta(i,l) delta(j,k) K(x1,x4) K(x2,x3)": "1",
    "n_{l-1}^-1 delta(i,j) delta(k,l) V_4(x1,x2; x3,x4)": "1",
    "n_{l-1}^-1 delta(i,k) delta(j,l) V_4(x1,x3; x2,x4)": "1",
    "n_{l-1}^-1 delta(i,l) delta(j,k) V_4(x1,x4; x2,x3)": "1",
  });
  expect(terms(fields(["i", "x1"], ["j", "x2"], ["k", "x3"], ["l", "x4"]), true)).toEqual({
    "n_{l-1}^-1 delta(i,j) delta(k,l) V_4(x1,x2; x3,x4)": "1",
    "n_{l-1}^-1 delta(i,k) delta(j,l) V_4(x1,x3; x2,x4)": "1",
    "n_{l-1}^-1 delta(i,l) delta(j,k) V_4(x1,x4; x2,x3)": "1",
  });
});

test("indices that coincide: <phi_i^2 phi_j^2> counts the crossed pairings twice", () => {
  expect(terms(fields(["i", "x"], ["i", "x"], ["j", "x"], ["j", "x"]))).toEqual({
    "K(x,x)^2": "1",
    "n_{l-1}^-1 V_4(x,x; x,x)": "1",
    "delta(i,j) K(x,x)^2": "2",
    "n_{l-1}^-1 delta(i,j) V_4(x,x; x,x)": "2",
  });
});

test("eight times one field: 105 <G^4>, disconnected parts and all", () => {
  const same = Array.from({ length: 8 }, (): [string, string] => ["i", "x"]);
  expect(terms(fields(...same))).toEqual({
    "K(x,x)^4": "105",
    "n_{l-1}^-1 K(x,x)^2 V_4(x,x; x,x)": "630",
    "n_{l-1}^-2 V_4(x,x; x,x)^2": "315",
    "n_{l-1}^-2 K(x,x) V_6(x,x; x,x; x,x)": "420",
    "n_{l-1}^-3 V_8(x,x; x,x; x,x; x,x)": "105",
  });
});

describe.each([
  ["distinct", fields(["i", "a"], ["j", "b"], ["k", "c"], ["l", "d"], ["m", "e"], ["o", "f"])],
  ["two neurons", fields(["i", "a"], ["j", "b"], ["i", "c"], ["j", "d"], ["i", "a"], ["j", "b"])],
  [
    "eight, indices repeated",
    fields(["i", "a"], ["i", "b"], ["j", "a"], ["j", "b"], ["k", "a"], ["k", "c"], ["l", "a"], ["l", "d"]),
  ],
] as const)("%s fields", (_, list) => {
  test.each([true, false])("are proved, connected %s, and a wrong coefficient is noticed", (connected) => {
    const sum = correlatorSum(list, connected);
    expect(samePolynomial(fromPlain(toPlain(sum)), sum)).toBe(true);
    expect(certifyCorrelator({ fields: list, connected, sum }).passed).toBe(true);
    expect(certifyCorrelator({ fields: list, connected, sum: scale(sum, Q.rational(2)) }).passed).toBe(false);
    const [first] = sum;
    const without = new Map([...sum].filter(([key]) => key !== first?.[0]));
    expect(certifyCorrelator({ fields: list, connected, sum: without }).passed).toBe(false);
  });
});

describe("what each check of a correlator sees", () => {
  const four = fields(["i", "x1"], ["j", "x2"], ["k", "x3"], ["l", "x4"]);
  const failed = (list: Field[], wrong: (sum: Polynomial) => Polynomial, connected = false) =>
    certifyCorrelator({ fields: list, connected, sum: wrong(correlatorSum(list, connected)) })
      .checks.filter(({ passed }) => !passed)
      .map(({ name }) => name);

  test("as they are, all pass, and all are there", () => {
    for (const connected of [true, false])
      expect(
        certifyCorrelator({ fields: four, connected, sum: correlatorSum(four, connected) }).checks.map(
          ({ name }) => name,
        ),
      ).toEqual(["pairings", "one field", "neuron by neuron"]);
    expect(failed(four, (sum) => sum)).toEqual([]);
    // Four neurons are equal in as many ways as there are set partitions of four; one is itself.
    const told = (list: Field[]) =>
      certifyCorrelator({ fields: list, connected: false, sum: correlatorSum(list, false) }).checks.at(-1)?.detail;
    expect(told(four)).toContain("for all 15 choices of equal neurons");
    expect(told(fields(["i", "x"], ["i", "y"]))).toContain("for the one choice of equal neurons");
  });

  test("a pairing too few or too many: all of them", () => {
    expect(failed(four, (sum) => new Map([...sum].slice(1)))).toEqual(["pairings", "one field", "neuron by neuron"]);
    expect(failed(four, (sum) => scale(sum, Q.rational(3)))).toEqual(["pairings", "one field", "neuron by neuron"]);
  });

  test("a power of n: not the number of pairings", () => {
    const narrow = (sum: Polynomial) => renameSymbols(sum, (s) => (s.kind === "width" ? { ...s, name: "n_{l-2}" } : s));
    expect(failed(four, narrow)).toEqual(["one field", "neuron by neuron"]);
  });

  test("Kronecker deltas and inputs: neuron by neuron alone", () => {
    const lost = (sum: Polynomial) =>
      new Map(
        [...sum].map(([key, { coefficient, monomial: m }]) => [
          key,
          {
            coefficient,
            monomial: monomial(
              m.factors.filter(({ symbol }) => symbol.kind !== "delta").map((f) => [f.symbol, f.power]),
            ),
          },
        ]),
      );
    expect(failed(four, lost)).toEqual(["neuron by neuron"]);
    const otherPair = (sum: Polynomial) =>
      renameSymbols(sum, (s) => (s.name === "delta(i,j)" ? kroneckerDelta(["i", "k"]) : s));
    expect(failed(four, otherPair)).toEqual(["neuron by neuron"]);
    // <phi_i phi_j phi_j phi_k>: the neurons of one product must all be joined.
    const chain = fields(["i", "x"], ["j", "x"], ["j", "y"], ["k", "y"]);
    const torn = (sum: Polynomial) =>
      renameSymbols(sum, (s) =>
        s.kind === "delta" && s.neurons.length === 3 ? kroneckerDelta(s.neurons.slice(0, 2)) : s,
      );
    expect(failed(chain, (sum) => sum)).toEqual([]);
    expect(failed(chain, torn)).toEqual(["neuron by neuron"]);
  });

  test("eight fields of eight neurons are gone through, ten are not", () => {
    const many = (n: number) => fields(...Array.from({ length: n }, (_, i): [string, string] => [`i${i}`, `x${i}`]));
    expect(failed(many(8), (sum) => new Map([...sum].slice(0, -1)), true)).toContain("neuron by neuron");
    const { checks } = certifyCorrelator({ fields: many(10), connected: true, sum: correlatorSum(many(10), true) });
    expect(checks.map(({ name, passed }) => [name, passed])).toEqual([
      ["pairings", true],
      ["one field", true],
    ]);
  });
});

test("equal fields are paired as if they were told apart, and then set equal", () => {
  const field = fc.tuple(fc.constantFrom("i", "j"), fc.constantFrom("x", "y"));
  fc.assert(
    fc.property(fc.array(field, { minLength: 6, maxLength: 6 }), fc.boolean(), (names, connected) => {
      // Told apart by inputs a, b, ... of their own, in an order that setting them equal keeps.
      const sorted = fields(...[...names].sort(([, x], [, y]) => (x < y ? -1 : Number(x > y))));
      const apart = sorted.map(({ index }, f) => ({ index, input: `a${f}` }));
      const inputOf = new Map(apart.map(({ input }, f) => [input, sorted[f]?.input as string] as const));
      const equal = renameSymbols(correlatorSum(apart, connected), (symbol) => {
        if (symbol.kind !== "cumulant") return symbol;
        const pairs = symbol.pairs.map(([x, y]): Pair => [inputOf.get(x) as string, inputOf.get(y) as string]);
        return kernelCumulant(pairs.sort((p, q) => (p.join() < q.join() ? -1 : Number(p.join() > q.join()))));
      });
      expect(samePolynomial(correlatorSum(sorted, connected), equal)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("many equal fields are few pairings: <phi^20> begins with 19!! K^10", () => {
  const same = Array.from({ length: 20 }, (): [string, string] => ["i", "x"]);
  const { "K(x,x)^10": leading, "n_{l-1}^-9 V_20(x,x; x,x; x,x; x,x; x,x; x,x; x,x; x,x; x,x; x,x)": last } = terms(
    fields(...same),
  );
  expect([leading, last]).toEqual(["654729075", "654729075"]);
  expect(correlatorSize(fields(...same), false, 300_000)).toEqual({ pairings: 1, terms: 115_975 });
});

test("what would be too many terms is known before", () => {
  const different = (count: number) =>
    fields(...Array.from({ length: count }, (_, f): [string, string] => [`i${f}`, `x${f}`]));
  expect(correlatorSize(different(10), false, 300_000)).toEqual({ pairings: 945, terms: 945 * 52 });
  expect(correlatorSize(different(12), true, 300_000)).toEqual({ pairings: 10_395, terms: 10_395 });
  expect(correlatorSize(different(12), false, 300_000)).toBeUndefined();
  expect(correlatorSize(different(200), false, 300_000)).toBeUndefined();
});
