import { monomial, type Polynomial, plus, scale, single, symbolTerm, times } from "../src/algebra/polynomial.js";
import * as Q from "../src/algebra/rational.js";
import { average, commonWidth, meanShift, secondMoment, vertex, width } from "../src/symbols/symbols.js";

/**
 * Reads a formula in TeX as papers write it (fractions, \cdot, \left( \right), averages, vertices, widths) as a
 * polynomial, by recursive descent: the tests' own reading of a published row.
 */
export function readFormula(tex: string): Polynomial {
  const tokens =
    tex
      .replace(/\\(?:left|right|Bigl|Bigr|bigl|bigr|displaystyle|,|!)(?![a-z])/g, " ")
      .match(/\\[a-zA-Z]+|\d+|[A-Za-z]|[-+(){}[\]^_]/g) ?? [];
  let at = 0;
  const peek = () => tokens[at];
  const take = (expected?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new SyntaxError(`expected ${expected ?? "more"} and found ${token} in ${tex}`);
    return token;
  };
  const argument = (): string[] => {
    if (peek() !== "{") return [take()];
    take("{");
    const inside: string[] = [];
    for (let depth = 1; ; ) {
      const token = take();
      if (token === "{") depth++;
      if (token === "}" && --depth === 0) return inside;
      inside.push(token);
    }
  };
  const number = (parts: readonly string[]): number => Number(parts.join(""));
  const exponent = (): number => {
    if (peek() !== "^") return 1;
    take("^");
    return number(argument());
  };
  const inverse = (p: Polynomial): Polynomial => {
    const [only] = [...p.values()];
    if (p.size !== 1 || !only) throw new SyntaxError(`a sum below a fraction line in ${tex}`);
    return single(
      Q.divide(Q.one, only.coefficient),
      monomial(only.monomial.factors.map(({ symbol, power }) => [symbol, -power] as const)),
    );
  };
  const power = (p: Polynomial, n: number): Polynomial =>
    Array.from({ length: n }, () => p).reduce(times, symbolTerm(secondMoment, 0));

  function sum(): Polynomial {
    let total: Polynomial = new Map();
    for (let sign = 1; ; ) {
      if (peek() === "+" || peek() === "-") sign = take() === "-" ? -1 : 1;
      total = plus(total, scale(product(), Q.rational(sign)));
      if (peek() !== "+" && peek() !== "-") return total;
    }
  }
  function product(): Polynomial {
    let total = factor();
    while (peek() !== undefined && !["+", "-", ")", "}"].includes(peek() as string)) {
      if (peek() === "\\cdot") take();
      total = times(total, factor());
    }
    return total;
  }
  function factor(): Polynomial {
    const token = take();
    if (/^\d+$/.test(token)) return symbolTerm(secondMoment, 0, Q.rational(BigInt(token)));
    if (token === "(") {
      const inside = sum();
      take(")");
      return power(inside, exponent());
    }
    if (token === "\\frac") {
      const [above, below] = [argument(), argument()].map((part) => readFormula(part.join(" "))) as [
        Polynomial,
        Polynomial,
      ];
      return times(above, inverse(below));
    }
    if (token === "n") {
      if (peek() !== "_") return symbolTerm(commonWidth, exponent());
      take("_");
      const back = number(argument().filter((part) => /\d/.test(part)));
      return symbolTerm(width(back as 1 | 2), exponent());
    }
    if (token === "V") {
      take("_");
      const points = number(argument());
      take("^");
      const [, order] = /\[(\d+)\]/.exec(argument().join("")) ?? [];
      return symbolTerm(vertex(points / 2, order === undefined ? undefined : Number(order)));
    }
    if (token === "K") {
      take("_");
      const p = number(argument());
      take("^");
      argument();
      return symbolTerm(meanShift(p));
    }
    if (token === "\\langle") return power(symbolTerm(angular()), exponent());
    throw new SyntaxError(`unexpected ${token} in ${tex}`);
  }
  function angular() {
    let derivatives = 0;
    if (peek() === "\\partial") {
      take();
      derivatives = exponent();
    }
    const what = take();
    const p = exponent();
    take("\\rangle");
    return what === "\\sigma" ? secondMoment : average(derivatives, p);
  }
  const value = sum();
  if (at !== tokens.length) throw new SyntaxError(`${tokens.slice(at).join(" ")} is left over in ${tex}`);
  return value;
}
