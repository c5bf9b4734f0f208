import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kindOf } from "../../src/symbols/kinds.js";
import {
  average,
  biasVariance,
  commonWidth,
  compareSymbols,
  kernelCumulant,
  kernelSymbol,
  kroneckerDelta,
  meanShift,
  pairAverage,
  pairMoment,
  parseSymbol,
  secondMoment,
  type TheorySymbol,
  vertex,
  vertexFunctionSymbol,
  vertexTensor,
  weightVariance,
  width,
  widthRatio,
} from "../../src/symbols/symbols.js";

/* Every kind of symbol as the papers, a terminal, code and a sentence have it. */

describe("each kind", () => {
  test.each<[TheorySymbol, string, string, string, string, RegExp]>([
    [width(1), "n_{l-1}", "n²", "n_{\\ell-1}^2", "n1", /the width of layer l-1$/],
    [width(2), "n_{l-2}", "n′²", "n_{\\ell-2}^2", "n2", /the width of layer l-2$/],
    [commonWidth, "n", "n²", "n^2", "n", /the width of every layer$/],
    [vertex(2), "V_4", "V₄²", "(V_4^{(\\ell-1)})^2", "V4", /\^\(l-1\), the connected 4-point vertex of layer l-1$/],
    [
      vertex(5, 1),
      "V_10[1]",
      "V₁₀[1]²",
      "(V_{10}^{(\\ell-1)[1]})^2",
      "V10o1",
      /term of order 1 in 1\/n of the connected 10-/,
    ],
    [vertexTensor(["a", "b1"]), "V_4(a,b1)", "V₄(a,b1)²", "V_{4;a {b_1}}^{(\\ell-1)}", "V4", /4-point vertex/],
    [
      meanShift(2),
      "K_2",
      "K₂²",
      "(K_2^{(\\ell-1)})^2",
      "K2",
      /term of order 2 in 1\/n of the mean of layer l-1's kernel$/,
    ],
    [vertexTensor(["c"], 1), "K_1(c)", "K₁(c)²", "K_{1;c}^{(\\ell-1)}", "K1", /term of order 1/],
    [secondMoment, "<sigma^2>", "⟨σ²⟩²", "\\langle \\sigma^2 \\rangle^2", "s2", /a Gaussian average over layer l-1$/],
    [
      pairMoment(["x1", "y"]),
      "<sigma(x1) sigma(y)>",
      "⟨σ(x1) σ(y)⟩²",
      "\\langle \\sigma(x_1) \\sigma(y) \\rangle^2",
      "s2",
      /a Gaussian average/,
    ],
    [
      average(0, 3),
      "<Delta^3>",
      "⟨Δ³⟩²",
      "\\langle \\Delta^3 \\rangle^2",
      "d0D3",
      /average of Delta\^3 over layer l-1$/,
    ],
    [
      average(2, 1),
      "<d^2 Delta>",
      "⟨∂²Δ⟩²",
      "\\langle \\partial^2 \\Delta \\rangle^2",
      "d2D1",
      /of the 2nd derivative of Delta over/,
    ],
    [
      average(12, 2),
      "<d^12 Delta^2>",
      "⟨∂¹²Δ²⟩²",
      "\\langle \\partial^{12} \\Delta^2 \\rangle^2",
      "d12D2",
      /of the 12th derivative of Delta\^2 over/,
    ],
    [
      pairAverage(
        ["a"],
        [
          ["x", "y"],
          ["x", "y"],
          ["z", "z"],
        ],
      ),
      "<D_a Delta(x,y)^2 Delta(z,z)>",
      "⟨D_a Δ(x,y)² Δ(z,z)⟩²",
      "\\langle D_a \\Delta(x,y)^2 \\Delta(z,z) \\rangle^2",
      "d2D3",
      /2nd derivative/,
    ],
    [
      kroneckerDelta(["i", "j", "k2"]),
      "delta(i,j,k2)",
      "δ_ij δ_{j,k2}",
      "\\delta_{i j} \\delta_{j k_2}",
      "delta_i_j_k2",
      /1 where/,
    ],
    [
      kernelCumulant([["x", "y"]]),
      "K(x,y)",
      "K(x,y)²",
      "\\bigl[K^{(\\ell)}(x,y)\\bigr]^2",
      "K_x_y",
      /\^\(l\), the kernel of layer l$/,
    ],
    [
      kernelCumulant([
        ["x", "y"],
        ["z", "z"],
      ]),
      "V_4(x,y; z,z)",
      "V₄(x,y; z,z)²",
      "\\bigl[V_4^{(\\ell)}(x,y;\\, z,z)\\bigr]^2",
      "V4_x_y_z_z",
      /the connected 4-point vertex of layer l$/,
    ],
    [biasVariance, "C_b", "C_b²", "C_b^2", "Cb", /the variance of the biases$/],
    [kernelSymbol, "K", "K²", "(K^{(\\ell-1)})^2", "K", /the kernel of layer l-1/],
    [weightVariance, "C_W", "C_W²", "C_W^2", "CW", /the variance of a weight times the width/],
    [widthRatio, "n_{l-1}/n_{l-2}", "(n_{l-1}/n_{l-2})²", "(n_{l-1}/n_{l-2})^2", "ratio", /over that of layer l-2/],
  ])("%s", (symbol, name, unicode, tex, identifier, meaning) => {
    const kind = kindOf(symbol);
    expect(symbol.name).toBe(name);
    expect(parseSymbol(name)).toEqual(symbol);
    expect([kind.unicode(symbol, 2), kind.tex(symbol, 2)]).toEqual([unicode, tex]);
    expect(kind.identifier(symbol)).toBe(identifier);
    expect(kind.meaning(symbol)).toMatch(meaning);
    expect(kind.meaning(symbol).startsWith(name)).toBe(true);
  });

  test("a part of a sum is no input, and no name that is read", () => {
    const part = vertexFunctionSymbol(2, 1);
    expect([part.name, kindOf(part).unicode(part, 3), kindOf(part).tex(part, 3)]).toEqual([
      "C_2^(1)",
      "C_2^(1)³",
      "C_2^(1)^3",
    ]);
    expect(() => kindOf(part).identifier(part)).toThrow("C_2^(1) is no input of generated code");
    expect(() => kindOf(part).meaning(part)).toThrow("C_2^(1)");
    expect(() => parseSymbol(part.name)).toThrow(/no symbol of the theory: "C_2\^\(1\)"/);
  });
});

const anySymbol = fc.oneof(
  fc.constantFrom<TheorySymbol>(
    width(1),
    width(2),
    commonWidth,
    secondMoment,
    biasVariance,
    weightVariance,
    widthRatio,
  ),
  fc.tuple(fc.integer({ min: 2, max: 60 }), fc.option(fc.nat(9), { nil: undefined })).map(([b, p]) => vertex(b, p)),
  fc.integer({ min: 0, max: 20 }).map(meanShift),
  fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 20 })).map(([m, p]) => average(2 * m, p)),
  fc.array(fc.constantFrom("a", "b", "c", "a1"), { minLength: 1, maxLength: 4 }).map((list) => vertexTensor(list)),
);

test("a symbol's name reads back to it, and the order of symbols is one", () => {
  fc.assert(
    fc.property(anySymbol, anySymbol, (s, t) => {
      expect(parseSymbol(s.name)).toEqual(s);
      expect(Math.sign(compareSymbols(s, t))).toBe(-Math.sign(compareSymbols(t, s)) || 0);
      expect(compareSymbols(s, t) === 0).toBe(s.name === t.name);
    }),
  );
});

test("kinds stand in a monomial as the papers have them: widths, vertices, mean corrections, averages", () => {
  const inOrder = [
    commonWidth,
    width(1),
    width(2),
    vertex(2),
    vertex(2, 0),
    vertex(3),
    meanShift(1),
    secondMoment,
    average(0, 2),
    average(2, 1),
  ];
  expect([...inOrder].reverse().sort(compareSymbols)).toEqual(inOrder);
});

test.each([
  "V_5",
  "V_4[",
  "<d^3 Delta>",
  "<Delta^1>",
  "n_{l-3}",
  "V_04",
  "K_",
  "delta()",
  "",
  "<sigma(x)>",
])("%j is the name of no symbol", (name) => {
  expect(() => parseSymbol(name)).toThrow(SyntaxError);
});
