import { describe, expect, test } from "vitest";
import {
  divideJets,
  expJet,
  hyperbolicJets,
  type Jet,
  logJet,
  multiplyJets,
  powerJet,
  sigmoidJet,
  sinCosJets,
  tanhJet,
  variableJet,
} from "../../../src/numbers/analysis/jets.js";

/* Taylor coefficients that everybody knows, at 0 or at 1. */

const at0 = variableJet(0, 6);
const at1 = variableJet(1, 6);

test.each<readonly [string, Jet, readonly number[]]>([
  ["exp", expJet(at0), [1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720]],
  ["sin", sinCosJets(at0)[0], [0, 1, 0, -1 / 6, 0, 1 / 120, 0]],
  ["cos", sinCosJets(at0)[1], [1, 0, -1 / 2, 0, 1 / 24, 0, -1 / 720]],
  ["sinh", hyperbolicJets(at0)[0], [0, 1, 0, 1 / 6, 0, 1 / 120, 0]],
  ["cosh", hyperbolicJets(at0)[1], [1, 0, 1 / 2, 0, 1 / 24, 0, 1 / 720]],
  ["tanh", tanhJet(at0), [0, 1, 0, -1 / 3, 0, 2 / 15, 0]],
  ["1/(1 + exp(-x))", sigmoidJet(at0), [1 / 2, 1 / 4, 0, -1 / 48, 0, 1 / 480, 0]],
  ["log", logJet(at1), [0, 1, -1 / 2, 1 / 3, -1 / 4, 1 / 5, -1 / 6]],
  [
    "1/x",
    divideJets(
      variableJet(1, 6).map((_, j) => (j === 0 ? 1 : 0)),
      at1,
    ),
    [1, -1, 1, -1, 1, -1, 1],
  ],
  ["sqrt", powerJet(at1, 1 / 2), [1, 1 / 2, -1 / 8, 1 / 16, -5 / 128, 7 / 256, -21 / 1024]],
  ["x^3", multiplyJets(at1, multiplyJets(at1, at1)), [1, 3, 3, 1, 0, 0, 0]],
])("%s: as many coefficients as are asked for, and the right ones", (_, jet, expected) => {
  expect(jet).toHaveLength(expected.length);
  expected.forEach((coefficient, j) => {
    expect(jet[j]).toBeCloseTo(coefficient, 13);
  });
});

describe("of a function of a function", () => {
  test("sin^2 + cos^2 = 1, and exp(log x) = x, in every order", () => {
    const inner = multiplyJets(at1, variableJet(1, 6));
    const [s, c] = sinCosJets(inner);
    const sum = multiplyJets(s, s).map((x, j) => x + (multiplyJets(c, c)[j] as number));
    sum.forEach((x, j) => {
      expect(x).toBeCloseTo(j === 0 ? 1 : 0, 13);
    });
    expJet(logJet(inner)).forEach((x, j) => {
      expect(x).toBeCloseTo(inner[j] as number, 13);
    });
  });
});
