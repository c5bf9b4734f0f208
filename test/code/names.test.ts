import { describe, expect, test } from "vitest";
import * as Q from "../../src/algebra/rational.js";
import { doubleLiteral, exactFactor, meaning, variableName } from "../../src/code/names.js";
import {
  average,
  biasVariance,
  commonWidth,
  kernelCumulant,
  kroneckerDelta,
  meanShift,
  secondMoment,
  vertex,
  weightVariance,
  width,
  widthRatio,
} from "../../src/symbols/symbols.js";

const symbols = [
  width(1),
  width(2),
  commonWidth,
  vertex(2),
  vertex(12),
  vertex(2, 0),
  vertex(2, 1),
  meanShift(1),
  meanShift(12),
  secondMoment,
  average(2, 1),
  average(0, 3),
  average(4, 2),
  kroneckerDelta(["i", "j"]),
  kernelCumulant([["x", "y"]]),
  kernelCumulant([
    ["x", "y"],
    ["x", "x"],
  ]),
  biasVariance,
  weightVariance,
  widthRatio,
];

test("every symbol has a name of its own that is an identifier anywhere, and is explained by the name of the theory", () => {
  const names = symbols.map(variableName);
  for (const name of names) expect(name).toMatch(/^[A-Za-z]\w*$/);
  expect(new Set(names).size).toBe(symbols.length);
  for (const symbol of symbols) expect(meaning(symbol).startsWith(symbol.name)).toBe(true);
});

describe("numbers as doubles", () => {
  test.each([
    ["3", "3", "3.0"],
    ["3/4", "(3 / 4)", "(3.0 / 4.0)"],
    // Past 2^53 the quotient of two roundings is no longer the nearest double.
    ["9007199254740993/3", "3002399751580331", "3002399751580331.0"],
    ["36028797018963969/7", "5146971002709138", "5146971002709138.0"],
    ["100000000000000000000", "100000000000000000000", "100000000000000000000.0"],
    ["1000000000000000000000000", "1e+24", "1e+24"],
    ["1/18014398509481985", "5.551115123125783e-17", "5.551115123125783e-17"],
  ])("%s is %s, or %s where a language divides integers", (value, text, pointed) => {
    expect([doubleLiteral(Q.fromText(value)), doubleLiteral(Q.fromText(value), ".0")]).toEqual([text, pointed]);
  });

  test("exactly", () => {
    expect(["3", "3/4"].map((text) => exactFactor(Q.fromText(text)))).toEqual(["3", "(3/4)"]);
  });
});
