import { monomial, type Polynomial, sorted, symbolsOf, unit } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { compareSymbols, type TheorySymbol } from "../algebra/symbols.js";
import type { Compilation } from "../compile.js";
import type { Correlation } from "../correlate.js";
import type { Certificate } from "../expansion/certificate.js";
import { printRequest } from "../language/request.js";
import { version } from "../version.js";
import { literal, meaning, variableName } from "./code-names.js";
import { groupsOf, summaryOf } from "./document.js";
import { byFront, type Front } from "./fronts.js";
import { type Expression, hornerForm, operationCount } from "./horner.js";
import { monomialText } from "./notation.js";
import { ascii } from "./notations.js";
import { fillTemplate } from "./template.js";
import { pairsModule } from "./typescript-pairs.js";

/*
 * A TypeScript module that stands alone. The sum is written group by group (what has the same vertices and widths in
 * front), the bracket of a group nested by Horner's rule. V8 optimises a function only up to a size, so helpers hold at
 * most `termsAHelper` monomials each.
 */

const termsAHelper = 150;

/** A sum to be written as a module, and what its header says. */
interface Evaluated {
  readonly sum: Polynomial;
  readonly certificate: Certificate;
  readonly request: string;
  readonly title: string;
  readonly leftSide: string;
  readonly functionName: string;
  /** The formula, a line a group. */
  readonly formula: readonly string[];
}

/**
 * The evaluator of a compilation's sum as a strict TypeScript module, with tensors for labelled externals; see docs/formats.md,
 * "Generated modules".
 */
export function typescriptModule(compilation: Compilation): Promise<string> {
  const { request, sum, certificate } = compilation;
  if (request.externals !== null) return pairsModule(compilation);
  const model = summaryOf(compilation);
  return sumModule({
    sum,
    certificate,
    request: model.request.text,
    title: model.title,
    leftSide: model.leftSide.ascii,
    functionName: model.subject.ascii,
    formula: groupsOf(compilation).map(({ result }) => result.ascii),
  });
}

/** The evaluator of a correlator: deltas are 0 or 1, K and V are those of its layer. */
export function typescriptCorrelator({ request, sum, certificate }: Correlation): Promise<string> {
  const text = printRequest(request);
  return sumModule({
    sum,
    certificate,
    request: text,
    title: "a correlator of layer l",
    leftSide: text,
    functionName: "correlator",
    formula: sorted(sum).map(
      ({ coefficient, monomial: m }) =>
        `${Q.isOne(coefficient) ? "" : `${Q.toText(coefficient)} * `}${monomialText(m, ascii)}`,
    ),
  });
}

function sumModule({ sum, certificate, formula, ...header }: Evaluated): Promise<string> {
  const symbols = symbolsOf(sum);
  const parts = partsOf(sum);
  const helpers = packed(parts).map((group, i) => helperText(`part${i + 1}`, group));
  const operations = helpers.reduce((total, { count }) => total + count, 0) + helpers.length - 1;
  const inverses = symbols.filter((s) => s.kind === "width");
  return fillTemplate("typescript-module", {
    version,
    ...header,
    operations: operations + inverses.length,
    checks: certificate.checks.map(({ name }) => name).join(", "),
    formula: formula.map((line, i) => `${i === 0 ? "  " : "+ "}${line}`),
    symbols: symbols.map((symbol, index) => ({
      index,
      quoted: JSON.stringify(symbol.name),
      symbol: symbol.name,
      variable: variableName(symbol),
      meaning: meaning(symbol),
    })),
    helpers: helpers.map(({ name, body, reads }) => ({
      name,
      body,
      reads: reads.map((symbol) => ({
        variable: symbol.kind === "width" ? inverseName(symbol) : variableName(symbol),
        index: symbols.findIndex((other) => other.name === symbol.name),
        inverse: symbol.kind === "width",
      })),
    })),
    calls: helpers.map(({ name }) => `${name}(values)`).join(" + "),
  });
}

const inverseName = ({ a }: TheorySymbol): string => (a === 0 ? "r" : `r${a}`);

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

interface Helper {
  readonly name: string;
  readonly body: string;
  readonly reads: readonly TheorySymbol[];
  readonly count: number;
}

function helperText(name: string, parts: readonly Front[]): Helper {
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
    const comment = monomialText(front, ascii);
    return { comment, code: printed(whole, 0) };
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
