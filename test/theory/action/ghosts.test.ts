import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import { leastTurn, loopsByContraction } from "../../../src/routes/action/wick.js";
import {
  classSum,
  loopClasses,
  loopCounts,
  loopProducts,
  openLine,
  productSum,
} from "../../../src/theory/action/ghosts.js";

/* Closed loops of a later layer: their known values and numbers, and the fields of all vertices contracted in every way. */

describe("one loop", () => {
  test.each([
    [1, { "1": "1/2" }],
    [2, { "2": "-1/2", "1,1": "1/4" }],
    [3, { "3": "1/2", "1,2": "-1/2", "1,1,1": "1/6" }],
    [4, { "4": "-1/2", "1,3": "1/2", "2,2": "1/4", "1,1,2": "-1/2", "1,1,1,1": "1/8" }],
  ])("with %i attachments bosons have their known values, ghosts minus these", (m, known) => {
    const classes = [...loopClasses(m)];
    expect(Object.fromEntries(classes.map(({ boson }) => [boson.parts.join(), Q.toText(boson.value)]))).toEqual(known);
    for (const own of classes) expect(Q.isZero(classSum(own))).toBe(true);
  });

  test("there are 1 2 3 5 7 12 17 29 boson and 1 2 3 5 7 13 19 35 ghost loops, listed and counted", () => {
    const bosons = [1, 2, 3, 5, 7, 12, 17, 29];
    const ghosts = [1, 2, 3, 5, 7, 13, 19, 35];
    bosons.forEach((count, i) => {
      const classes = [...loopClasses(i + 1)];
      expect(classes.length).toBe(count);
      expect(classes.reduce((sum, own) => sum + own.ghosts.length, 0)).toBe(ghosts[i]);
      expect(loopCounts(i + 1)).toEqual({ bosons: BigInt(count), ghosts: BigInt(ghosts[i] as number) });
    });
  });

  test("the first chiral class is (1,2,3): two ghost loops, each of half the boson's weight", () => {
    for (let m = 1; m < 6; m++) expect([...loopClasses(m)].some(({ isChiral }) => isChiral)).toBe(false);
    const chiral = [...loopClasses(6)].filter(({ isChiral }) => isChiral);
    expect(chiral.map(({ boson }) => boson.parts)).toEqual([[1, 2, 3]]);
    const [{ boson, ghosts }] = chiral as [(typeof chiral)[number]];
    expect(ghosts.map(({ parts }) => parts)).toEqual([
      [1, 2, 3],
      [1, 3, 2],
    ]);
    expect(ghosts.map(({ value }) => Q.toText(Q.multiply(value, Q.rational(-2))))).toEqual([
      Q.toText(boson.value),
      Q.toText(boson.value),
    ]);
  });

  test("bosons add up to (-1)^{m-1}/2m, the logarithm of the determinant", () => {
    for (let m = 1; m <= 10; m++) {
      const sum = [...loopClasses(m)].reduce((total, { boson }) => Q.add(total, boson.value), Q.zero as Q.Rational);
      expect(Q.toText(sum)).toBe(Q.toText(Q.rational(m % 2 === 0 ? -1 : 1, 2 * m)));
    }
  });

  test.each([1, 2, 3, 4, 5, 6])("with %i attachments every contraction of the vertices gives the same", (m) => {
    const [bosons, ghosts] = [loopsByContraction(m, "bosons"), loopsByContraction(m, "ghosts")];
    const classes = [...loopClasses(m)];
    expect(bosons.size).toBe(classes.length);
    for (const own of classes) {
      expect(Q.toText(bosons.get(leastTurn(own.boson.parts, true)) as Q.Rational)).toBe(Q.toText(own.boson.value));
      for (const { parts, value } of own.ghosts)
        expect(Q.toText(ghosts.get(leastTurn(parts, false)) as Q.Rational)).toBe(Q.toText(value));
    }
  });
});

test("several loops: products of weights, 1/c! for c equal ones, each sum zero", () => {
  const twice = [...loopProducts(2, 2)];
  // (1)(1): 1/2 x^2, -x^2, 1/2 x^2 with x = 1/2.
  expect(twice.map(({ choices }) => choices.map(({ value }) => Q.toText(value)))).toEqual([["1/8", "-1/4", "1/8"]]);
  for (const [m, count] of [
    [4, 2],
    [5, 3],
    [6, 2],
  ] as const)
    for (const product of loopProducts(m, count)) expect(Q.isZero(productSum(product))).toBe(true);
});

test("an open line carries the fluctuation once: 1, then 0", () => {
  expect([1, 2, 3, 4, 5, 6].map((m) => Q.toText(openLine(m).sum))).toEqual(["1", "0", "0", "0", "0", "0"]);
  expect(openLine(4).lines.length).toBe(8);
});
