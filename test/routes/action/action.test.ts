import { describe, expect, test } from "vitest";
import {
  accumulator,
  addTerm,
  evaluate,
  monomial,
  type Polynomial,
  samePolynomial,
  sum,
} from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import {
  chiSquaredMoment,
  expandedWeight,
  overFunctions,
  overParameters,
} from "../../../src/routes/action/descriptions.js";
import { actionByFlow } from "../../../src/routes/action/flow.js";
import { leadingByFlow, leadingCoupling } from "../../../src/routes/action/legendre.js";
import { atLinearLayer } from "../../../src/routes/action/linear-layer.js";
import { actionByMoments } from "../../../src/routes/action/moments.js";
import { reExpandedAction } from "../../../src/routes/action/re-expansion.js";
import {
  commonWidth,
  fieldsSquared,
  kernelSymbol,
  plainExpansion,
  type TheorySymbol,
  vertex,
  width,
} from "../../../src/symbols/symbols.js";
import { couplingOf } from "../../../src/theory/action/diagrams.js";
import { limitOf, linearLayer, reluLayer } from "../../oracle/layers.js";

/* The routes to the action of a layer, against each other, published values and layers with exact densities. */

/** A polynomial from its terms: numerator, denominator, powers of q and n, of K, of V_4 and V_6, order. */
function written(
  rows: readonly (readonly [n: number, d: number, q: number, neurons: number, K: number, V4: number, V6: number])[],
  order: number,
): Polynomial {
  const total = accumulator();
  for (const [above, below, q, neurons, K, V4, V6] of rows)
    addTerm(
      total,
      Q.rational(above, below),
      monomial([
        [fieldsSquared, q],
        [commonWidth, neurons],
        [kernelSymbol, -K],
        [vertex(2), V4],
        [vertex(3), V6],
        [width(1), -order],
      ]),
    );
  return total;
}

const first = written(
  [
    [-1, 8, 2, 0, 4, 1, 0],
    [1, 4, 1, 1, 3, 1, 0],
    [1, 2, 1, 0, 3, 1, 0],
    [-1, 8, 0, 2, 2, 1, 0],
    [-1, 4, 0, 1, 2, 1, 0],
  ],
  1,
);
const second = written(
  [
    [1, 8, 3, 0, 7, 2, 0],
    [-1, 48, 3, 0, 6, 0, 1],
    [-5, 16, 2, 1, 6, 2, 0],
    [-1, 1, 2, 0, 6, 2, 0],
    [1, 16, 2, 1, 5, 0, 1],
    [1, 4, 2, 0, 5, 0, 1],
    [1, 4, 1, 2, 5, 2, 0],
    [5, 4, 1, 1, 5, 2, 0],
    [3, 2, 1, 0, 5, 2, 0],
    [-1, 16, 1, 2, 4, 0, 1],
    [-3, 8, 1, 1, 4, 0, 1],
    [-1, 2, 1, 0, 4, 0, 1],
    [1, 48, 0, 3, 3, 0, 1],
    [1, 8, 0, 2, 3, 0, 1],
    [1, 6, 0, 1, 3, 0, 1],
    [-1, 16, 0, 3, 4, 2, 0],
    [-5, 16, 0, 2, 4, 2, 0],
    [-3, 8, 0, 1, 4, 2, 0],
  ],
  2,
);

describe.each([
  ["moments", actionByMoments],
  ["flow", actionByFlow],
] as const)("the action by its %s", (_, route) => {
  const parts = route(4);

  test("through order 1/n^2 it is the known one", () => {
    expect(samePolynomial(parts[1] as Polynomial, first)).toBe(true);
    expect(samePolynomial(parts[2] as Polynomial, second)).toBe(true);
  });

  test("its numbers of monomials by powers of q are known through order 4", () => {
    const sizes = parts.map((part, p) => Array.from({ length: p + 2 }, (_unused, j) => couplingOf(part, j).size));
    expect(sizes.slice(1)).toEqual([
      [2, 2, 1],
      [6, 6, 4, 2],
      [12, 12, 9, 6, 3],
      [25, 25, 20, 15, 10, 5],
    ]);
  });
});

test("moments and flow are the same through order 7", () => {
  const [moments, flow] = [actionByMoments(7), actionByFlow(7)];
  for (let p = 1; p <= 7; p++)
    expect(samePolynomial(moments[p] as Polynomial, flow[p] as Polynomial), `${p}`).toBe(true);
});

test.each([
  ["K_0", "full"],
  ["mean", "expanded"],
  ["K_0", "expanded"],
] as const)("about %s with %s blobs both say the same through order 4", (about, blobs) => {
  const expansion = { about, blobs };
  const [moments, flow] = [actionByMoments(4, expansion), reExpandedAction(actionByFlow(4), expansion)];
  for (let p = 1; p <= 4; p++)
    expect(samePolynomial(moments[p] as Polynomial, flow[p] as Polynomial), `${p}`).toBe(true);
});

/** V_2b of a linear layer, and of a ReLU layer at weights that keep K, fed by Gaussian ones; b from 1 on, K^b left out. */
const cumulants = {
  linear: [1, 2, 8, 48, 384],
  ReLU: [1, 5, 44, 558, 9264],
};

/** S_p at numbers, n_{l-1} = 1. */
function at(part: Polynomial, V: readonly number[], n: number, K: Q.Rational, q: Q.Rational): number {
  const value = (symbol: TheorySymbol): Q.Rational => {
    if (symbol.name === fieldsSquared.name) return q;
    if (symbol.kind === "width") return Q.rational(symbol.back === 0 ? n : 1);
    if (symbol.kind === "vertex")
      return Q.multiply(Q.rational(V[symbol.degree - 1] as number), Q.power(K, symbol.degree));
    return K;
  };
  return Q.toNumber(evaluate(part, value));
}

describe.each([
  ["linear", linearLayer, [9 / 4, -5 / 3, -817 / 24, 212.43333333]],
  ["ReLU", reluLayer, [45 / 8, -121 / 24, -130505 / 192, 5864.69895833]],
] as const)("a %s layer, n = 3, K = 1.3, q = 5.2", (name, exact, known) => {
  const parts = actionByFlow(4);
  const [K, q] = [Q.rational(13, 10), Q.rational(26, 5)];
  const orders = [1, 2, 3, 4].map((p) => at(parts[p] as Polynomial, cumulants[name], 3, K, q));

  test("each order has its known value", () => {
    orders.forEach((value, i) => {
      expect(value).toBeCloseTo(known[i] as number, 7);
    });
  });

  test.each([0, 1, 2, 3])("what the exact density leaves beyond order %i tends to the next", (p) => {
    // n'^{p+1} (exact - orders through p) at n' = 24, 48, 96, ...; more digits than eight are lost at high orders.
    const gaussian = 5.2 / 2.6 + 1.5 * Math.log(2 * Math.PI * 1.3);
    const left = [24, 48, 96, 192, 384].slice(0, 5 - Math.max(0, p - 1)).map((below) => {
      const partial = orders.slice(0, p).reduce((total, value, i) => total + value / below ** (i + 1), gaussian);
      return (exact(3, below, 1.3, 5.2) - partial) * below ** (p + 1);
    });
    const tolerance = name === "linear" ? 2e-3 : 2e-2;
    expect(Math.abs(limitOf(left) / (orders[p] as number) - 1)).toBeLessThan(p < 3 ? tolerance : 5 * tolerance);
  });
});

describe("leading couplings", () => {
  test("of a linear layer they are Catalan numbers: -1/4, 1/3, -5/8, 7/5", () => {
    const known = [Q.rational(-1, 4), Q.rational(1, 3), Q.rational(-5, 8), Q.rational(7, 5)];
    known.forEach((expected, i) => {
      const [only] = [...atLinearLayer(leadingCoupling(i + 1)).values()];
      expect(Q.toText(only?.coefficient as Q.Rational)).toBe(Q.toText(expected));
    });
  });

  test("a Legendre transform and the Hamilton-Jacobi flow are the same through order 14", () => {
    leadingByFlow(14).forEach((coupling, p) => {
      expect(samePolynomial(coupling, leadingCoupling(p)), `${p}`).toBe(true);
    });
  });

  test("they are those of the whole action", () => {
    actionByFlow(6).forEach((part, p) => {
      if (p > 0) expect(samePolynomial(couplingOf(part, p + 1), leadingCoupling(p))).toBe(true);
    });
  });
});

describe("two descriptions", () => {
  const order = 3;
  const weight = expandedWeight(actionByFlow(order));

  test.each([0, 1, 2, 3, 4, 5, 6])("<q^%i> over functions is that over parameters, order by order", (k) => {
    const [functions, parameters] = [
      overFunctions(k, weight, plainExpansion),
      overParameters(k, order, plainExpansion),
    ];
    functions.forEach((part, p) => {
      expect(samePolynomial(part, parameters[p] as Polynomial), `order ${p}`).toBe(true);
    });
  });

  test("e^-S has norm 1: nothing is left of k = 0 beyond order 0", () => {
    const [norm, ...rest] = overFunctions(0, weight, plainExpansion);
    expect(norm?.size).toBe(1);
    expect(rest.map(({ size }) => size)).toEqual([0, 0, 0]);
  });

  test("<phi_1^2 phi_2^2> connected is V_4/n', <phi_1^4> connected three times that", () => {
    // <phi_i^2 phi_j^2> = <q^2>/(n(n+2)) for i != j; K^2 of it is not connected.
    const parts = overFunctions(2, weight, plainExpansion);
    const quartic = monomial([
      [vertex(2), 1],
      [width(1), -1],
    ]);
    const times = accumulator();
    for (const { coefficient, monomial: m } of chiSquaredMoment(2).values())
      addTerm(
        times,
        coefficient,
        monomial([...m.factors, ...quartic.factors].map(({ symbol, power }) => [symbol, power] as const)),
      );
    expect(samePolynomial(parts[1] as Polynomial, times)).toBe(true);
    expect(samePolynomial(sum(parts.slice(2)), new Map())).toBe(true);
  });
});
