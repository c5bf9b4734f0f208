import { describe, expect, test } from "vitest";
import * as Q from "../../../src/algebra/rational.js";
import type { Activation } from "../../../src/numbers/activations/activation.js";
import { activationNamed, activationNames } from "../../../src/numbers/activations/activations.js";
import { parseActivation } from "../../../src/numbers/activations/parse-activation.js";

/** sigma^(j)(x)/j! by differences of the value around x, a few digits. */
function byDifferences(activation: Activation, x: number, j: number): number {
  const h = 0.05;
  // The j-th central difference of a smooth function, Richardson-extrapolated once.
  const difference = (step: number): number => {
    let sum = 0;
    let binomial = 1;
    for (let i = 0; i <= j; i++) {
      sum += (i % 2 === 0 ? 1 : -1) * binomial * activation.value(x + (j / 2 - i) * step);
      binomial = (binomial * (j - i)) / (i + 1);
    }
    return sum / step ** j;
  };
  const factorial = Array.from({ length: j }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
  return (4 * difference(h / 2) - difference(h)) / 3 / factorial;
}

const places = [-2.3, -0.7, 0.4, 1.9];

describe("Taylor coefficients are derivatives of the value", () => {
  test.each(activationNames.map((name) => name.replace("(a)", "(0.2)")))("%s", (name) => {
    const activation = activationNamed(name) as Activation;
    for (const x of places) {
      const taylor = activation.taylor(x, 4);
      for (let j = 0; j <= 4; j++)
        expect(taylor[j], `order ${j} at ${x}`).toBeCloseTo(byDifferences(activation, x, j), 4);
    }
  });

  test.each([
    "x + x^2/2",
    "sin(x)^2",
    "x*tanh(x)",
    "exp(-x^2/2)*cos(3*x)",
    "sqrt(1 + x^2) - log(2 + cos(x))",
    "atan(x) + asinh(2x) + sinh(x)/cosh(x)",
    "2^x / (1 + 2^x)",
    "erf(x)*gelu(x) + swish(-x) - softplus(x)",
    "(1 + x^2)^1.5",
    "square(sigmoid(pi*x))",
    "tan(x/4)^3",
    "mish(x) + logsigmoid(2x) + erfc(x)",
    "softsign(x) * hardswish(x)",
    "log1p(x**2) + log2(3 + x^2) + log10(2 + cos(x)) + expm1(x/2) + exp2(x)",
    "cbrt(5 + x) + sech(x) + arctan(x) + arcsinh(x) + arctanh(x/4) + asin(x/3)",
    "sin(x)/x + (1 - cos(x))/x^2",
    "clip(x, -0.5, 1) + leaky_relu(x, 0.1) + pow(x, 3)",
    "1/(1 + exp(-x)) + log(exp(x) + 1) + (e^x - e^(-x))/(e^x + e^(-x))",
  ])("%s", async (text) => {
    const activation = await parseActivation(text);
    for (const x of places) {
      const taylor = activation.taylor(x, 4);
      for (let j = 0; j <= 4; j++) {
        const expected = byDifferences(activation, x, j);
        expect(Math.abs((taylor[j] as number) - expected), `order ${j} at ${x}`).toBeLessThan(
          2e-3 * Math.max(1, Math.abs(expected)),
        );
      }
    }
  });

  test("far out nothing overflows that need not", () => {
    for (const name of ["softplus", "sigmoid", "swish", "gelu", "tanh", "mish", "logsigmoid"]) {
      const activation = activationNamed(name) as Activation;
      for (const x of [-800, 800])
        for (const c of activation.taylor(x, 6)) expect(Number.isFinite(c), `${name} at ${x}`).toBe(true);
    }
  });
});

describe("expressions", () => {
  test.each([
    ["log(1+exp(x))", "softplus"],
    ["log(exp(x) + 1)", "softplus"],
    ["log1p(exp(x))", "softplus"],
    ["1/(1+exp(-x))", "sigmoid"],
    ["exp(x)/(1+exp(x))", "sigmoid"],
    ["(exp(x)+1)^-1*exp(x)", "sigmoid"],
    ["x/(1+exp(-x))", "swish"],
    ["sinh(x)/cosh(x)", "tanh"],
    ["(e^x-e^-x)/(e^x+e^-x)", "tanh"],
    ["x*tanh(log(1+exp(x)))", "mish"],
    ["x*tanh(log1p(exp(x)))", "mish"],
  ])("%s is %s, also where the exponentials overflow", async (text, name) => {
    const [expression, known] = [await parseActivation(text), activationNamed(name) as Activation];
    for (const x of [-2000, -30, -1, 0.5, 3, 40, 2000]) {
      if (text.includes("*exp(x)") && x === 2000) continue;
      expression.taylor(x, 6).forEach((c, j) => {
        const expected = known.taylor(x, 6)[j] as number;
        expect(Math.abs(c - expected), `order ${j} at ${x}`).toBeLessThanOrEqual(1e-13 * Math.abs(expected) + 1e-15);
      });
    }
  });

  test("sqrt(u^2) is |u|", async () => {
    for (const text of ["sqrt(x^2)", "(x**2)^0.5", "sqrt(x*x)", "sqrt(square(x))"]) {
      const { kinks, slopes, value } = await parseActivation(text);
      expect([kinks.map(({ at }) => at), value(-3), slopes && Q.toNumber(slopes.left)], text).toEqual([[0], 3, -1]);
    }
  });

  test("other spellings of operators and of names", async () => {
    for (const [text, same] of [
      ["x**3 - 2**-x", "x^3 - 2^(-x)"],
      ["2·x × 3 − x", "2*x*3 - x"],
      ["x.^2 ./ 3", "x^2/3"],
      ["2x tanh(x)", "2*x*tanh(x)"],
      ["SiLU(x) + Hardtanh(x)", "swish(x) + hardtanh(x)"],
      ["hard_sigmoid(x) - expit(x)", "hardsigmoid(x) - sigmoid(x)"],
      ["arctan(x) + ln(2 + x^2)", "atan(x) + log(2 + x^2)"],
      ["celu(x)", "elu(x)"],
    ] as const) {
      const [a, b] = await Promise.all([parseActivation(text), parseActivation(same)]);
      for (const x of places) expect(a.value(x), text).toBe(b.value(x));
    }
    for (const [alias, name] of [
      ["silu", "swish"],
      ["hard-sigmoid", "hardsigmoid"],
      ["Hard_Swish", "hardswish"],
      ["celu", "elu"],
    ] as const)
      expect(activationNamed(alias)?.name).toBe(name);
  });

  test("hardsigmoid and hardswish are those of PyTorch: relu6(x + 3)/6, and x times it", async () => {
    const [a, b] = await Promise.all([parseActivation("relu6(x + 3)/6"), parseActivation("x*relu6(x + 3)/6")]);
    for (const x of [...places, -4, 5]) {
      expect(activationNamed("hardsigmoid")?.value(x)).toBeCloseTo(a.value(x), 15);
      expect(activationNamed("hardswish")?.value(x)).toBeCloseTo(b.value(x), 15);
    }
  });

  test("erfc has its digits where 1 - erf has none", async () => {
    // Abramowitz and Stegun, table 7.1 and 7.3; mpmath for 10 and 20.
    for (const [x, exact] of [
      [0.5, "0.4795001221869535"],
      [1, "0.15729920705028513"],
      [2, "0.004677734981047266"],
      [5, "1.537459794428035e-12"],
      [10, "2.088487583762544757e-45"],
      [20, "5.395865611607901e-176"],
      [-1, "1.8427007929497148"],
    ] as const) {
      const { value } = await parseActivation("erfc(x)");
      expect(Math.abs(value(x) / Number(exact) - 1), `erfc(${x})`).toBeLessThan(1e-15);
    }
  });

  test("polynomials are known as such, exactly", async () => {
    const { polynomial = [] } = await parseActivation("x/3 - 0.2*(x - 1)^2");
    expect(polynomial.map(Q.toText)).toEqual(["-1/5", "11/15", "-1/5"]);
    expect((await parseActivation("pi*x")).polynomial).toBeUndefined();
    expect((await parseActivation("sin(x)")).polynomial).toBeUndefined();
  });

  test("a multiple of x on either side of 0 is known to be scale-invariant", async () => {
    const leaky = await parseActivation("max(x, 0.1*x)");
    expect([leaky.slopes?.left, leaky.slopes?.right].map((slope) => slope && Q.toText(slope))).toEqual(["1/10", "1"]);
    for (const text of ["relu(x)", "abs(x)", "x > 0 ? 2*x : -x/2", "3*x"])
      expect((await parseActivation(text)).slopes, text).toBeDefined();
    for (const text of ["max(x, 0.1)", "abs(x - 1)", "x^2", "tanh(x)"])
      expect((await parseActivation(text)).slopes, text).toBeUndefined();
  });

  test.each([
    ["abs(x)", [0]],
    ["max(x, 1)", [1]],
    ["min(abs(x) - 1, 0)", [-1, 0, 1]],
    ["x < 0.25 ? 0 : x", [0.25]],
    ["relu(x^2 - 2)", [-Math.SQRT2, Math.SQRT2]],
    ["tanh(x)", []],
    ["relu(relu(x))", [0]],
    ["max(x, x)*tanh(x)", []],
    ["sin(x)*max(abs(x) - 2, 0)", [-2, 2]],
    ["x + 0.3*sqrt((x - 0.5)^2)", [0.5]],
    ["sqrt(x^2 - x + 0.25)", [0.5]],
    ["max(x^2, 1e-4)", [-0.01, 0.01]],
    ["relu(x - 100)", [100]],
    ["abs(x - 1e-6)", [1e-6]],
    ["max(tanh(x), 0.5*x, -0.25)", [-0.5, 0, 1.9150080481545375]],
    ["abs(x)^1.5", [0]],
    ["sqrt((x - 0.3)^2)", [0.3]],
    ["abs((x - 0.3)^2 - 1e-6)", [0.299, 0.301]],
    ["sin(x)/x", []],
    ["cos(abs(x)) + abs(x)^2", []],
    ["sqrt(1 + x^2)", []],
  ])("the kinks of %s are found", async (text, kinks) => {
    const { kinks: found } = await parseActivation(text);
    expect(found).toHaveLength(kinks.length);
    found.forEach(({ at }, i) => {
      expect(at).toBeCloseTo(kinks[i] as number, 12);
    });
  });

  test("on either side of a kink the branch of that side", async () => {
    const { kinks } = await parseActivation("abs(x^3 - x)");
    const one = kinks.find(({ at }) => Math.abs(at - 1) < 1e-9);
    // x^3 - x has the slope 2 at 1.
    expect(one?.right(1)[1]).toBeCloseTo(2, 9);
    expect(one?.left(1)[1]).toBeCloseTo(-2, 9);
    const [root] = (await parseActivation("sqrt((x - 0.5)^2*(x^2 + 0.75))")).kinks;
    // |x - 1/2| times the root of x^2 + 3/4, which is 1 there and has the slope 1/2.
    for (const [side, sign] of [
      ["right", 1],
      ["left", -1],
    ] as const)
      (root?.[side](2) ?? []).forEach((c, j) => {
        expect(c, side).toBeCloseTo(sign * ([0, 1, 1 / 2][j] as number), 9);
      });
  });

  test("kinks may be declared", async () => {
    expect((await parseActivation("sin(x)*x", [0.5, -2])).kinks.map(({ at }) => at)).toEqual([-2, 0.5]);
  });
});

describe("what is no activation", () => {
  test.each([
    ["tahn", ['no activation "tahn"', "expected linear, relu, abs, tanh, ", "did you mean: tanh"]],
    ["rellu", ["did you mean: relu"]],
    ["leaky-relu", ["leaky-relu(0.01)"]],
    ["leaky-relu(fast)", ["leaky-relu(0.01)"]],
    ["y + 1", ['no variable "y"', "did you mean: x"]],
    ["sine(x)", ['no function "sine"', "did you mean: sin"]],
    ["x +", ["Unexpected end of expression"]],
    ["f(x) = x^2", ["FunctionAssignmentNode"]],
    ["x = 3", ["AssignmentNode"]],
    ["a = 1; a*x", ["BlockNode"]],
    ["import('fs')", ['no function "import"']],
    ["constructor(x)", ['no function "constructor"']],
    ["cos.constructor(x)", ["no function"]],
    ["[1, 2, 3]", ["ArrayNode"]],
    ['x + "1"', ["is no number"]],
    ["foo.tanh(x)", ['no function "foo.tanh"']],
    ["sin(x).tanh(x)", ["tanh"]],
    ["(5).tanh(x)", ["tanh"]],
    ["x.tanh(3)", ['no function "x.tanh"']],
    ["x^1000", ["the power 1000 is too high"]],
    ["x!", ['the operator "!"']],
    ["x and 1", ['the operator "and"']],
    ["sin(x, 2)", ["sin has 2 arguments"]],
    ["clip(x, 0, 1, 2)", ["clip", "4 arguments", "clip(a, from, to)"]],
    ["pow(x)", ["pow", "1 argument", "pow(a, b)"]],
    ["x ? 1 : 2", ["is no condition"]],
    ["floor(x)", ["floor jumps at every whole number"]],
    ["x - round(x)", ["round jumps at every whole number"]],
    ["sinc(x)", ["sin(pi x)/(pi x)", "write the one that is meant"]],
    ["sqrt", ["sqrt is a function, and its arguments stand in brackets", "sqrt(x)"]],
    ["pow", ["pow is a function, and its arguments stand in brackets", "pow(a, b)"]],
    ["2 + tanh x", ["tanh is a function, and its arguments stand in brackets", "tanh(x)"]],
    ["sin^2(x)", ["sin is a function", "sin(x)"]],
    ["x(x + 1)", ["x(...) is read as a function", "x*(...)"]],
    ["x**", ["(char 4)"]],
    [`${"(".repeat(200)}x${")".repeat(200)}`, ["nested too deeply", "100 levels"]],
    [`${"(".repeat(490)}x${")".repeat(490)}`, ["nested too deeply"]],
    [`x${" + x".repeat(1000)}`, ["characters"]],
  ])("%s", async (text, messages) => {
    const failure = await parseActivation(text).then(
      () => "",
      (error: Error) => `${error.name}: ${error.message}`,
    );
    expect(failure).toMatch(/^UserError/);
    for (const message of messages) expect(failure).toContain(message);
  });

  test("a long sum is no deep one", async () => {
    const { polynomial } = await parseActivation(`x${"+x".repeat(400)}`);
    expect(polynomial?.map(Q.toText)).toEqual(["0", "401"]);
  });

  test("nothing of an expression is run by mathjs", async () => {
    // A name that mathjs would evaluate to something is refused all the same.
    for (const text of ["random()", "unit(5)", 'parse("x")', 'evaluate("1")', "i*x", "Infinity + x"])
      await expect(parseActivation(text), text).rejects.toThrow();
  });
});
