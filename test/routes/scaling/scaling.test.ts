import { describe, expect, test } from "vitest";
import { accumulator, addTerm, type Polynomial } from "../../../src/algebra/polynomial.js";
import * as Q from "../../../src/algebra/rational.js";
import { planarLoss } from "../../../src/routes/scaling/closed-form.js";
import { lossOfOrder, traceAverages, withMissingFaces } from "../../../src/routes/scaling/loop-equations.js";
import { lossCircles, monomialOf } from "../../../src/theory/scaling/diagram.js";
import { planarPairings } from "../../../src/theory/scaling/planar.js";

/* Three routes to the planar loss: diagrams, loop equations at finite N and T, the closed form's series. */

const textOf = (polynomial: Polynomial): string =>
  [...polynomial.values()]
    .map(({ coefficient, monomial: { key } }) => `${Q.toText(coefficient)} ${key.trim()}`)
    .sort()
    .join(" + ");

function byDiagrams(m: number): Polynomial {
  const total = accumulator();
  for (const { circle, weight } of lossCircles(m))
    for (const pairing of planarPairings(circle)) addTerm(total, Q.rational(weight), monomialOf({ circle, pairing }));
  return total;
}

const average = traceAverages();

describe("the planar loss", () => {
  test("diagrams, loop equations and the closed form, through order 5", () => {
    const series = planarLoss(5);
    expect(textOf(series[0] as Polynomial)).toBe("1 t_1^1");
    for (let m = 1; m <= 5; m++) {
      const diagrams = textOf(byDiagrams(m));
      expect(textOf(withMissingFaces(lossOfOrder(m, average), m, 0)), `loop equations, order ${m}`).toBe(diagrams);
      const sign = Q.rational(m % 2 === 0 ? 1 : -1);
      const signed = accumulator();
      for (const { coefficient, monomial } of (series[m] as Polynomial).values())
        addTerm(signed, Q.multiply(sign, coefficient), monomial);
      expect(textOf(signed), `closed form, order ${m}`).toBe(diagrams);
    }
  });
});

describe("beyond planar diagrams", () => {
  test("the first correction and the next genus of order 2, the first of order 3", () => {
    const two = lossOfOrder(2, average);
    expect(textOf(withMissingFaces(two, 2, 1))).toBe("3 N^1 T^2 t_3^1 + 3 N^2 T^1 t_3^1 + 4 N^1 T^1 t_1^1 t_2^1");
    expect(textOf(withMissingFaces(two, 2, 2))).toBe("7 N^1 T^1 t_3^1");
    expect(withMissingFaces(lossOfOrder(1, average), 1, 1).size).toBe(0);
    const three = withMissingFaces(lossOfOrder(3, average), 3, 1);
    for (const [key, coefficient] of [
      ["N^2 T^3 t_4^1", "12"],
      ["N^2 T^2 t_1^1 t_3^1", "36"],
      ["N^2 T^2 t_2^2", "16"],
      ["N^1 T^3 t_1^1 t_3^1", "8"],
      ["N^3 T^1 t_2^2", "4"],
      ["N^1 T^2 t_1^2 t_2^1", "18"],
      ["N^1 T^1 t_1^4", "2"],
    ])
      expect(textOf(three).split(" + ")).toContain(`${coefficient} ${key}`);
  });

  test("symmetric in N and T at every genus; (2m-1)!!^2 pairings a word", () => {
    for (let m = 1; m <= 4; m++) {
      const sum = lossOfOrder(m, average);
      const turned = [...sum.values()].map(({ coefficient, monomial: { key } }) => {
        const factors = key
          .trim()
          .split(" ")
          .map((f) => f.replace(/[NT]/, (size) => (size === "N" ? "T" : "N")));
        return `${Q.toText(coefficient)} ${factors.sort().join(" ")}`;
      });
      expect(turned.sort()).toEqual(
        [...sum.values()]
          .map(
            ({ coefficient, monomial: { key } }) =>
              `${Q.toText(coefficient)} ${key.trim().split(" ").sort().join(" ")}`,
          )
          .sort(),
      );
      let odd = 1n;
      for (let i = 1n; i < 2n * BigInt(m); i += 2n) odd *= i;
      const total = [...sum.values()].reduce((all, { coefficient }) => all + coefficient.num, 0n);
      // m + 1 words: L2 twice, and m - 1 of L3.
      expect(total).toBe(BigInt(m + 1) * odd * odd);
    }
  });
});
