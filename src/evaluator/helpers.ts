import { byFront, type Front } from "../algebra/fronts.js";
import { type Monomial, monomial, type Polynomial, symbolsOf, unit } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { compareSymbols, type TheorySymbol } from "../algebra/symbols.js";
import { type Expression, hornerForm, operationCount } from "./horner.js";
import { inverseName, literal, variableName } from "./names.js";

/*
 * A sum as the bodies of functions, in the syntax that JavaScript and TypeScript share. It is written group by group (what has the
 * same vertices and widths in front), the bracket of a group nested by Horner's rule. V8 optimises a function only up to a size, so
 * helpers hold at most `termsAHelper` monomials each.
 */

const termsAHelper = 150;

/** The sum by fronts; a bracket with too many terms for one helper is divided. */
const partsOf = (sum: Polynomial): Front[] =>
  byFront(sum).flatMap(({ front, bracket }) => {
    const terms = [...bracket];
    const count = Math.ceil(terms.length / termsAHelper);
    return Array.from({ length: count }, (_, i) => ({
      front,
      bracket: new Map(terms.slice(i * termsAHelper, (i + 1) * termsAHelper)),
    }));
  });

/** Distributes parts over helpers, in order, each filled up to the limit. */
function packed(parts: readonly Front[]): Front[][] {
  const helpers: Front[][] = [];
  let room = 0;
  for (const part of parts) {
    if (part.bracket.size > room) {
      helpers.push([]);
      room = termsAHelper;
    }
    helpers.at(-1)?.push(part);
    room -= part.bracket.size;
  }
  return helpers;
}

/** One function of a generated module. */
export interface Helper {
  readonly name: string;
  /** Statements that end with the value in a variable `sum`. */
  readonly body: string;
  /** The symbols that the body has variables for; of a width, its inverse. */
  readonly reads: readonly TheorySymbol[];
  /** How many additions and multiplications the body takes. */
  readonly count: number;
}

/**
 * The functions whose values add up to a sum.
 * @param remark what to write above the statement of a group, from what the group has in front; "" for nothing
 */
export const helpersOf = (sum: Polynomial, remark: (front: Monomial) => string = () => ""): Helper[] =>
  packed(partsOf(sum)).map((group, i) => helperText(`part${i + 1}`, group, remark));

function helperText(name: string, parts: readonly Front[], remarkOn: (front: Monomial) => string): Helper {
  const found = new Map<string, TheorySymbol>();
  let count = 0;
  const lines = parts.map(({ front, bracket }) => {
    const above = front.factors.map(({ symbol, power }): [TheorySymbol, number] => [symbol, Math.abs(power)]);
    for (const [symbol] of above) found.set(symbol.name, symbol);
    for (const symbol of symbolsOf(bracket)) found.set(symbol.name, symbol);
    const outer = hornerForm(new Map([["", { coefficient: Q.one, monomial: above.length ? monomial(above) : unit }]]));
    const nested = hornerForm(bracket);
    const isUnit = outer.kind === "number";
    const whole: Expression = isUnit ? nested : { kind: "product", factors: flat([outer, nested]) };
    count += operationCount(whole);
    return { comment: remarkOn(front), code: printed(whole, 0) };
  });
  count += lines.length - 1;
  const body = lines
    .map(({ comment, code }, i) => {
      const remark = comment === "" ? "" : `  // ${comment}\n`;
      return `${remark}  ${i === 0 ? "let sum =" : "sum +="} ${code};`;
    })
    .join("\n");
  const isConstant = lines.length === 1;
  return {
    name,
    body: isConstant ? body.replace("let sum =", "const sum =") : body,
    reads: [...found.values()].sort(compareSymbols),
    count,
  };
}

const flat = (factors: readonly Expression[]): Expression[] =>
  factors.flatMap((f) => (f.kind === "product" ? [...f.factors] : [f]));

const sumLevel = 1;
const productLevel = 2;

/** The expression as TypeScript; `level` says how tightly its surroundings bind. */
function printed(e: Expression, level: number): string {
  switch (e.kind) {
    case "number":
      return e.value.num < 0n && level >= productLevel ? `(${literal(e.value)})` : literal(e.value);
    case "symbol":
      return e.symbol.kind === "width" ? inverseName(e.symbol) : variableName(e.symbol);
    case "product":
      return e.factors.map((f) => printed(f, productLevel)).join(" * ");
    case "sum": {
      const text = e.terms
        .map((term, i) => {
          const [negative, magnitude] = signOf(term);
          if (i === 0) return (negative ? "-" : "") + printed(magnitude, sumLevel);
          return `${negative ? " - " : " + "}${printed(magnitude, sumLevel)}`;
        })
        .join("");
      return level >= productLevel ? `(${text})` : text;
    }
  }
}

/** Splits a leading minus sign off a term. */
function signOf(e: Expression): [boolean, Expression] {
  if (e.kind === "number" && e.value.num < 0n) return [true, { kind: "number", value: Q.negate(e.value) }];
  if (e.kind !== "product") return [false, e];
  const [first, ...rest] = e.factors;
  if (first?.kind !== "number" || first.value.num >= 0n) return [false, e];
  const value = Q.negate(first.value);
  const factors: Expression[] = Q.isOne(value) ? rest : [{ kind: "number", value }, ...rest];
  return [true, factors.length === 1 ? (factors[0] as Expression) : { kind: "product", factors }];
}
