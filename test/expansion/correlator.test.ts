import { describe, expect, test } from "vitest";
import { fromPlain, samePolynomial, scale, toPlain } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { certifyCorrelator, correlatorSum, type Field } from "../../src/expansion/correlator.js";

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
    expect(certifyCorrelator(list, connected, sum).passed).toBe(true);
    expect(certifyCorrelator(list, connected, scale(sum, Q.rational(2))).passed).toBe(false);
    const [first] = sum;
    const without = new Map([...sum].filter(([key]) => key !== first?.[0]));
    expect(certifyCorrelator(list, connected, without).passed).toBe(false);
  });
});
