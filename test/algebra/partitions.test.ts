import { describe, expect, test } from "vitest";
import { momentsFromCumulants } from "../../src/algebra/cumulants.js";
import { binomial, factorial, stirlingRow } from "../../src/algebra/integers.js";
import { integerPartitions, setPartitions, setPartitionsOfType } from "../../src/algebra/partitions.js";
import { constant, samePolynomial, symbolTerm, toPlain } from "../../src/algebra/polynomial.js";
import { one, rational } from "../../src/algebra/rational.js";
import { average } from "../../src/symbols/symbols.js";
import { cumulantsFromMoments } from "../oracle/cumulants.js";

describe("set partitions", () => {
  test("number 1, 1, 2, 5, 15, 52, 203 (Bell) and S(n, r) by blocks (Stirling)", () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((n) => [...setPartitions(n)].length)).toEqual([1, 1, 2, 5, 15, 52, 203]);
    for (let n = 1; n <= 6; n++) {
      const byBlocks = stirlingRow(n).map((_, r) => BigInt([...setPartitions(n)].filter((p) => p.length === r).length));
      expect(byBlocks).toEqual(stirlingRow(n));
    }
  });

  test("by type agree with listing them", () => {
    for (const type of integerPartitions(6)) {
      const listed = [...setPartitions(6)].filter(
        (p) =>
          p
            .map((block) => block.length)
            .sort((a, b) => b - a)
            .join() === type.join(),
      );
      expect(setPartitionsOfType(type)).toBe(BigInt(listed.length));
    }
  });

  test("integer partitions number 1, 2, 3, 5, 7, 11, 15, 22 and keep to a smallest part", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((n) => [...integerPartitions(n)].length)).toEqual([1, 2, 3, 5, 7, 11, 15, 22]);
    expect([...integerPartitions(6, 2)]).toEqual([[6], [4, 2], [3, 3], [2, 2, 2]]);
  });
});

describe("moments and cumulants", () => {
  const moments = [constant(one), ...[1, 2, 3, 4, 5, 6].map((p) => symbolTerm(average(0, p)))];

  test("are inverse to each other", () => {
    momentsFromCumulants(cumulantsFromMoments(moments)).forEach((moment, i) => {
      expect(samePolynomial(moment, moments[i] as never)).toBe(true);
    });
  });

  test("kappa_3 = mu_3 - 3 mu_2 mu_1 + 2 mu_1^3", () => {
    expect(toPlain(cumulantsFromMoments(moments)[3] as never)).toEqual([
      { coefficient: "-3", powers: { "<Delta>": 1, "<Delta^2>": 1 } },
      { coefficient: "2", powers: { "<Delta>": 3 } },
      { coefficient: "1", powers: { "<Delta^3>": 1 } },
    ]);
  });

  test("the cumulants of a Poisson variable of mean 1 are all 1 (its moments are the Bell numbers)", () => {
    const bell = [1, 1, 2, 5, 15, 52, 203].map((n) => constant(rational(n)));
    for (const kappa of cumulantsFromMoments(bell).slice(1)) expect(samePolynomial(kappa, constant(one))).toBe(true);
  });
});

test("factorials and binomials", () => {
  expect(factorial(20)).toBe(2432902008176640000n);
  expect([0, 1, 2, 3, 4].map((m) => binomial(4, m))).toEqual([1n, 4n, 6n, 4n, 1n]);
  expect(binomial(3, 5)).toBe(0n);
});
