import type { Factor, Monomial, Polynomial, Summand } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { isCoefficient, printRequest, type Request } from "../language/request.js";
import { compareSymbols, type TheorySymbol } from "../symbols/symbols.js";
import { inputsTex, inputsText } from "./inputs.js";

/** A formula in every spelling. */
export interface Spelled {
  readonly text: string;
  readonly latex: string;
  readonly ascii: string;
}

/** How one format spells the parts of a formula. The order of factors and terms is the same in all of them. */
export interface Notation {
  readonly symbol: (symbol: TheorySymbol, power: number) => string;
  readonly fraction: (numerator: string, denominator: string, factorsBelow: number) => string;
  readonly number: (value: bigint) => string;
  /** Between the factors of a product. */
  readonly times: string;
  /** Between a coefficient and what it multiplies. */
  readonly coefficientTimes: string;
  readonly plus: string;
  readonly minus: string;
  readonly negative: string;
}

/**
 * Factors as the published table writes them: larger vertices first; averages with more derivatives first and then with
 * more Delta's.
 */
function asPublished(a: Factor, b: Factor): number {
  const [s, t] = [a.symbol, b.symbol];
  if (s.kind !== t.kind || s.kind === "width") return compareSymbols(s, t);
  return t.a - s.a || t.b - s.b || compareSymbols(s, t);
}

/** A monomial with its negative powers below a fraction line; "1" when nothing is above. Empty for the unit. */
export function monomialText(m: Monomial, notation: Notation): string {
  const factors = [...m.factors].sort(asPublished);
  const product = (part: Factor[]) =>
    part.map(({ symbol, power }) => notation.symbol(symbol, Math.abs(power))).join(notation.times);
  const above = factors.filter(({ power }) => power > 0);
  const below = factors.filter(({ power }) => power < 0);
  if (below.length === 0) return product(above);
  return notation.fraction(above.length > 0 ? product(above) : notation.number(1n), product(below), below.length);
}

/** An exact number, as a fraction where it is one. */
export const numberText = (value: Q.Rational, notation: Notation): string => {
  const magnitude = value.num < 0n ? -value.num : value.num;
  const text =
    value.den === 1n
      ? notation.number(magnitude)
      : notation.fraction(notation.number(magnitude), notation.number(value.den), 1);
  return value.num < 0n ? notation.negative + text : text;
};

/** The terms of a bracket as the published table orders them: fewest averages first, so subtractions follow. */
export const bracketOrder = (p: Polynomial): Summand[] =>
  [...p.values()]
    .map((summand) => ({ summand, factors: [...summand.monomial.factors].sort(asPublished) }))
    .sort((x, y) => degree(x.factors) - degree(y.factors) || compareFactors(x.factors, y.factors))
    .map(({ summand }) => summand);

const degree = (factors: readonly Factor[]): number => factors.reduce((total, { power }) => total + power, 0);

function compareFactors(a: readonly Factor[], b: readonly Factor[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i] as Factor, b[i] as Factor];
    const order = asPublished(x, y) || y.power - x.power;
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The terms of a polynomial, each with its sign: "a", "− 3 b", "+ c"; to be joined by blanks, or broken into lines. */
export function signedTerms(p: Polynomial, notation: Notation): string[] {
  return bracketOrder(p).map(({ coefficient, monomial }, i) => {
    const negative = coefficient.num < 0n;
    const magnitude = negative ? Q.negate(coefficient) : coefficient;
    const factors = monomialText(monomial, notation);
    const body =
      factors === ""
        ? numberText(magnitude, notation)
        : Q.isOne(magnitude)
          ? factors
          : numberText(magnitude, notation) + notation.coefficientTimes + factors;
    if (i === 0) return negative ? notation.negative + body : body;
    return (negative ? notation.minus : notation.plus) + body;
  });
}

/** What the rows of a request add up to, as an equation's left side: "V_8^(l) / (C_W^4 n^3)". */
interface LeftSide extends Spelled {
  /** The power of C_W that the table is divided by, as JSON has it. */
  readonly dividedBy: string;
}

export function leftSide(request: Request): LeftSide {
  const [from, to] = request.loops;
  if (isCoefficient(request)) return wholeLeftSide(request, to);
  const whole = wholeLeftSide(request);
  if (from === 0 || from !== to) return whole;
  // One order alone is a part of the left side.
  return {
    ...whole,
    text: `the ${from}-loop part of ${whole.text}`,
    ascii: `the ${from}-loop part of ${whole.ascii}`,
    latex: `\\left. ${whole.latex} \\right|_{\\text{${loopText(from)}}}`,
  };
}

/** The left side of the full quantity, or of one coefficient of its series in 1/n_{l-1}. */
function wholeLeftSide(request: Request, order?: number): LeftSide {
  const { object, k, widths } = request;
  const n = widths === "equal" ? { ascii: "n", latex: "n" } : { ascii: "n_{l-1}", latex: "n_{\\ell-1}" };
  const power = k - 1 + (order ?? 0);
  const inputs = inputsText(request);
  if (object === "K" && !order) {
    const index = order === 0 ? "_0" : "";
    return {
      text: `(K${index}^(l)${inputs} − C_b) / C_W`,
      ascii: `(K${index}^(l)${inputs} - C_b) / C_W`,
      latex: `\\frac{K${index}^{(\\ell)}${inputsTex(request)} - C_b^{(\\ell)}}{C_W^{(\\ell)}}`,
      dividedBy: "C_W",
    };
  }
  const name =
    object === "K"
      ? { ascii: `K_${order}^(l)`, latex: `K_${braced(order ?? 0)}^{(\\ell)}` }
      : {
          ascii: `V_${2 * k}${order === undefined ? "" : `[${order}]`}^(l)`,
          latex: `V_${braced(2 * k)}^{(\\ell)${order === undefined ? "" : `[${order}]`}}`,
        };
  const raised = power === 1 ? "" : `^${power}`;
  const weights = k === 1 ? "C_W" : `C_W^${k}`;
  const texWeights = k === 1 ? "C_W^{(\\ell)}" : `(C_W^{(\\ell)})^${braced(k)}`;
  return {
    text: `${name.ascii}${inputs} / (${weights} n${raised})`,
    ascii: `${name.ascii}${inputs} / (${weights} ${n.ascii}${raised})`,
    latex: `\\frac{${name.latex}${inputsTex(request)}}{${texWeights} \\, ${n.latex}${power === 1 ? "" : `^${braced(power)}`}}`,
    dividedBy: weights,
  };
}

/**
 * The name of the number that a request computes: V_4; of one order alone, a part of that: "the 1-loop part of V_4", or where it is a
 * coefficient of a series, that coefficient with its power of 1/n: V_4[1]/n_{l-1}.
 */
export function quantityName(request: Request): string {
  const [from, to] = request.loops;
  const name = `${objectName(request)}${inputsText(request)}`;
  if (isCoefficient(request)) {
    const n = request.widths === "equal" ? "n" : "n_{l-1}";
    return `${coefficientName(request)}${to === 0 ? "" : `/${n}${to === 1 ? "" : `^${to}`}`}`;
  }
  return from === 0
    ? name
    : from === to
      ? `the ${from}-loop part of ${name}`
      : `the part of ${name} from ${from} to ${loopText(to)}`;
}

/** A coefficient of a series in 1/n_{l-1}: K_1, V_4[1], with the request's inputs. */
export function coefficientName(request: Request): string {
  const [, order] = request.loops;
  const name = request.object === "K" ? `K_${order}` : `${objectName(request)}[${order}]`;
  return `${name}${inputsText(request)}`;
}

/** What code calls the number that a request computes: V_4, of a part V_4_1_loop, of a coefficient K_1 or V_4_1. */
export function functionName(request: Request): string {
  const [from, to] = request.loops;
  const name = objectName(request);
  if (to === 0 || from !== to) return name;
  return isCoefficient(request) ? `${name}_${to}` : `${name}_${to}_loop${to === 1 ? "" : "s"}`;
}

/** "1 loop", "2 loops". */
export const loopText = (loops: number): string => `${loops} loop${loops === 1 ? "" : "s"}`;

/** Which orders a request spans, in words. */
export function orderText([from, to]: readonly [number, number]): string {
  if (to === 0) return "leading order";
  return from === to ? loopText(to) : `through ${loopText(to)}`;
}

/** The clauses of a request on what it expands, as they follow the order in a title. */
export function expansionText({ about, blobs, widths }: Pick<Request, "about" | "blobs" | "widths">): Spelled {
  const clauses = (kernel: string) =>
    [
      about === "K_0" ? ` about ${kernel}` : "",
      blobs === "expanded" ? " with expanded blobs" : "",
      widths === "equal" ? " with equal widths" : "",
    ].join("");
  return { text: clauses("K_0"), latex: clauses("$K_0$"), ascii: clauses("K_0") };
}

/** The title of whatever is said of a request. */
export const titleOf = (request: Request): string =>
  `${printRequest(request)}${request.loops[1] === 0 ? ", leading order" : ""}${request.externals === null ? ", one input" : ""}`;

/** K or V_8, without its inputs. */
export const objectName = ({ object, k }: Pick<Request, "object" | "k">): string =>
  object === "K" ? "K" : `V_${2 * k}`;

/** The name of what a request computes. */
export function subjectOf(request: Request): Spelled {
  const { object, k } = request;
  const name = `${objectName(request)}${inputsText(request)}`;
  const latex = `${object === "K" ? "K" : `V_${braced(2 * k)}`}${inputsTex(request)}`;
  return { text: name, latex, ascii: name };
}

/** A TeX argument: braces only where there is more than one character. */
export const braced = (value: number | bigint): string => (String(value).length === 1 ? String(value) : `{${value}}`);
