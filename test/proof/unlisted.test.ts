import { describe, expect, test } from "vitest";
import { lehmer } from "../../src/algebra/lehmer.js";
import { orderOfMonomial } from "../../src/algebra/orders.js";
import { monomial, multiplyMonomials, type Polynomial, samePolynomial } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { pointOf, prime, valuesModuloPrime } from "../../src/algebra/residues.js";
import { compile, compileUnproved } from "../../src/answer/compile.js";
import { UserError } from "../../src/foundation/errors.js";
import { certifyUnlisted } from "../../src/proof/kernel.js";
import { integralAt } from "../../src/routes/kernel/integral.js";
import { loopSeries } from "../../src/routes/kernel/loop-series.js";
import { average, plainExpansion, width } from "../../src/symbols/symbols.js";
import { leadingSum } from "../../src/theory/kernel/closed-form.js";

/* Sums without diagrams: that their proof sees what is wrong, and that they are the sums of the diagrams. */

const requests = [
  "K",
  "K at 2 loops",
  "V_4 through 3 loops",
  "V_6 at 2 loops about K_0",
  "V_8 through 1 loop with expanded blobs",
  "V_10 at 1 loop about K_0 with expanded blobs",
  "V_12",
  "V_8 at 1 loop with equal widths",
  "V_4[2]",
  "K_3",
];

test.each(requests)("%s: the sum alone is the sum of the diagrams", (request) => {
  const alone = compile(request, { sumOnly: true });
  const listed = compile(request);
  expect(samePolynomial(alone.sum, listed.sum)).toBe(true);
  expect(alone.terms).toEqual([]);
  expect(alone.counted?.classes).toBe(BigInt(listed.terms.length));
  expect(alone.certificate.checks.map(({ name }) => name)).toEqual(["integral modulo a prime", "Poisson neurons"]);
});

test("labelled externals have no sum without their rows", () => {
  const found = compile("V_4(x1,x1; x2,x2)", { sumOnly: true });
  expect(found.terms.length).toBeGreaterThan(0);
});

describe("what the proof sees", () => {
  const failed = (k: number, loops: readonly [number, number], sum: Polynomial): string =>
    certifyUnlisted({ k, loops, ...plainExpansion, sum })
      .checks.filter(({ passed }) => !passed)
      .map(({ name }) => name)
      .join(", ");
  const changed = (sum: Polynomial, key: string, change: (q: Q.Rational) => Q.Rational): Polynomial =>
    new Map(
      [...sum].map(([name, { coefficient, monomial: m }]) => [
        name,
        { coefficient: name === key ? change(coefficient) : coefficient, monomial: m },
      ]),
    );

  test("any one monomial that is missing, or twice too large", () => {
    for (const [k, loops, sum] of [
      [5, [0, 0], leadingSum(5)],
      [3, [1, 1], loopSeries(3, 1)],
      [1, [3, 3], loopSeries(1, 3)],
    ] as const) {
      expect(failed(k, loops, sum)).toBe("");
      for (const key of sum.keys()) {
        const without = new Map([...sum].filter(([name]) => name !== key));
        expect(failed(k, loops, without), key).toContain("integral modulo a prime");
        expect(
          failed(
            k,
            loops,
            changed(sum, key, (q) => Q.multiply(q, Q.rational(2))),
          ),
          key,
        ).toContain("integral");
      }
    }
  });

  test("what cancels for Poisson neurons the integral sees", () => {
    // <Delta^3> and <Delta^2> are both 1 there.
    const sum = new Map(leadingSum(3));
    const [key, summand] = [...sum].find(([name]) => name.includes("<Delta^3>")) as [string, never];
    sum.delete(key);
    const other = monomial([
      [width(1), -2],
      [average(0, 2), 1],
    ]);
    sum.set(other.key, { ...(summand as { coefficient: Q.Rational; monomial: never }), monomial: other } as never);
    expect(failed(3, [0, 0], sum)).toBe("integral modulo a prime");
  });

  test("a monomial at an order that was not asked for", () => {
    const sum = new Map(leadingSum(2));
    const [{ coefficient, monomial: m }] = [...sum.values()] as [{ coefficient: Q.Rational; monomial: never }];
    const later = multiplyMonomials(m, monomial([[width(1), -1]]));
    sum.set(later.key, { coefficient, monomial: later });
    expect(failed(2, [0, 0], sum)).toContain("integral modulo a prime");
  });

  test("diagrams that do not add up to it", () => {
    const { tally } = { tally: new Map() };
    const { checks } = certifyUnlisted(
      { k: 3, loops: [0, 0], ...plainExpansion, sum: leadingSum(3) },
      { tally, collected: new Map([...leadingSum(3)].slice(1)) },
    );
    expect(checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual([
      "class count",
      "labelled total",
      "collected diagrams",
    ]);
  });
});

describe("certify past the rows", () => {
  test.each([
    "V_16",
    "V_8 at 3 loops",
    "V_6 at 2 loops about K_0 with expanded blobs",
    "V_10 through 1 loop",
  ])("%s: all diagrams enumerated and added up", (request) => {
    const { certificate, terms } = compileUnproved(request, { thorough: true, maxTerms: 10 });
    expect(certificate.passed).toBe(true);
    expect(certificate.checks.map(({ name }) => name)).toContain("collected diagrams");
    expect(terms).toEqual([]);
  });

  test("more diagrams than can be listed are refused, with their number", () => {
    const refused = () => compileUnproved("V_32", { thorough: true });
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(/56,920,219 diagrams, each of which a certificate/);
    expect(() => compileUnproved("V_20 at 3 loops", { thorough: true })).toThrow(
      /diagrams, each of which a certificate/,
    );
  });
});

describe("the integral over g", () => {
  test("is the sum, order by order, at points of its own", () => {
    for (const [k, orders] of [
      [1, 3],
      [2, 3],
      [4, 2],
      [7, 1],
    ] as const)
      for (let point = 5; point < 8; point++) {
        const value = pointOf(point);
        const sums = Array.from({ length: orders + 1 }, (_, l) => (l === 0 ? leadingSum(k) : loopSeries(k, l)));
        const expected = sums.map((sum) => valuesModuloPrime(sum, [value])[0]?.[0]);
        expect(integralAt({ k, orders, ...plainExpansion }, ({ name }) => value(name))).toEqual(expected);
      }
  });

  test("residues: exact rationals at random whole numbers, modulo the prime", () => {
    const random = lehmer(11);
    const numbers = new Map<string, bigint>();
    const wholeAt = (name: string): bigint => {
      const value = numbers.get(name) ?? BigInt(1 + (random() % 1000));
      numbers.set(name, value);
      return value;
    };
    const sum = leadingSum(5);
    let total = Q.zero;
    for (const { coefficient, monomial: m } of sum.values())
      total = Q.add(
        total,
        m.factors.reduce(
          (product, { symbol, power }) => Q.multiply(product, Q.power(Q.rational(wholeAt(symbol.name)), power)),
          coefficient,
        ),
      );
    const [[found = 0] = []] = valuesModuloPrime(sum, [(name) => Number(wholeAt(name))]);
    const p = BigInt(prime);
    expect((BigInt(found) * total.den - total.num) % p).toBe(0n);
  });

  test("the prime is one", () => {
    for (let d = 2; d * d <= prime; d++) if (prime % d === 0) throw new Error(`${d} divides it`);
    expect((prime - 1) ** 2).toBeLessThan(2 ** 53);
  });

  test("splits a sum by parts", () => {
    const sum = new Map([...leadingSum(2), ...loopSeries(2, 1)]);
    const [parts = []] = valuesModuloPrime(sum, [pointOf(0)], (m) => orderOfMonomial(m) - 1);
    expect(parts).toHaveLength(2);
  });
});
