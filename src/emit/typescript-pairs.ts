import { indexName } from "../algebra/contractions.js";
import type { Factor, Polynomial } from "../algebra/polynomial.js";
import type * as Q from "../algebra/rational.js";
import { compareSymbols, type TheorySymbol, withIndices } from "../algebra/symbols.js";
import type { Compilation } from "../compile.js";
import { literal, meaning, variableName } from "../evaluator/names.js";
import { version } from "../version.js";
import { groupsOf, summaryOf } from "./document.js";
import { objectName } from "./notation.js";
import { fillTemplate } from "./template.js";

/*
 * A TypeScript module for general inputs: the sum over products of tensors as loops over the pairs of inputs. Averages with an index
 * vanish wherever its pair is not among their own inputs, so a loop over an average's index skips its zeros, and the cost is
 * that of what is left: a few pairs an average, whatever the number of inputs.
 */

/** An input of the module. */
interface Input {
  readonly symbol: TheorySymbol;
  readonly variable: string;
  readonly rank: number;
}

/** The evaluator of a compilation with labelled externals as a strict TypeScript module. */
export function pairsModule(compilation: Compilation): Promise<string> {
  const { request, sum, certificate } = compilation;
  const inputs = inputsOf(sum);
  const model = summaryOf(compilation);
  return fillTemplate("typescript-pairs-module", {
    version,
    request: model.request.text,
    title: model.title,
    leftSide: model.leftSide.ascii,
    checks: certificate.checks.map(({ name }) => name).join(", "),
    functionName: objectName(request),
    formula: groupsOf(compilation).map(({ result }, i) => `${i === 0 ? "  " : "+ "}${result.ascii}`),
    hasTensors: inputs.some(({ rank }) => rank > 0),
    inputs: inputs.map(({ symbol, variable, rank }, index) => ({
      index,
      variable,
      rank,
      isScalar: rank === 0,
      quoted: JSON.stringify(symbol.name),
      meaning: meaningOf(symbol),
    })),
    terms: [...sum.values()].map(({ coefficient, monomial }, i) => ({
      name: `term${i + 1}`,
      reads: readsOf(monomial.factors, inputs),
      lines: termLines(coefficient, monomial.factors, inputs),
    })),
  });
}

/** The tensor that a symbol is an element of: the symbol with its indices called a, b, ... */
const tensorOf = (symbol: TheorySymbol): TheorySymbol =>
  withIndices(
    symbol,
    (symbol.indices ?? []).map((_, i) => indexName(i)),
  );

function inputsOf(sum: Polynomial): Input[] {
  const tensors = new Map<string, TheorySymbol>();
  for (const { monomial } of sum.values())
    for (const { symbol } of monomial.factors) tensors.set(tensorOf(symbol).name, tensorOf(symbol));
  let averages = 0;
  return [...tensors.values()].sort(compareSymbols).map((symbol) => ({
    symbol,
    rank: symbol.indices?.length ?? 0,
    variable: isAverage(symbol) ? `average${++averages}` : variableName(symbol),
  }));
}

const isAverage = ({ kind }: TheorySymbol): boolean => kind === "average" || kind === "second-moment";

function meaningOf(symbol: TheorySymbol): string {
  const { name, indices = [] } = symbol;
  const shape =
    indices.length === 0 ? "" : `, ${indices.map(() => "pairs").join(" x ")} entries in the order of the pairs`;
  return `${isAverage(symbol) ? `${name} over layer l-1` : meaning(symbol)}${shape}`;
}

const inputFor = (symbol: TheorySymbol, inputs: readonly Input[]): Input =>
  inputs.find((input) => input.symbol.name === tensorOf(symbol).name) as Input;

/** What of the inputs a product needs, each once. */
const readsOf = (factors: readonly Factor[], inputs: readonly Input[]): string[] => [
  ...(factors.some(({ symbol }) => (symbol.indices ?? []).length > 0) ? ["pairs"] : []),
  ...new Set(factors.map(({ symbol }) => inputFor(symbol, inputs).variable)),
];

/** The variable of a loop over an index: no name of an input and no word of the language. */
const loopVariable = (index: string): string => `p${index}`;

/** The statements that add one product of tensors to `sum`. */
function termLines(coefficient: Q.Rational, factors: readonly Factor[], inputs: readonly Input[]): string[] {
  const inputOf = (symbol: TheorySymbol) => inputFor(symbol, inputs);
  const scalars = factors.filter(({ symbol }) => (symbol.indices ?? []).length === 0);
  const tensors = factors.filter(({ symbol }) => (symbol.indices ?? []).length > 0);
  // Averages first: their zeros end the loops early.
  const averages = tensors.filter(({ symbol }) => symbol.kind === "average");
  const vertices = tensors.filter(({ symbol }) => symbol.kind !== "average");
  const front = [
    literal(coefficient),
    ...scalars.map(({ symbol, power }) => {
      const value = inputOf(symbol).variable;
      const repeated = Array.from({ length: Math.abs(power) }, () => value);
      return power < 0
        ? `/ ${repeated.length === 1 ? value : `(${repeated.join(" * ")})`}`
        : `* ${repeated.join(" * ")}`;
    }),
  ].join(" ");
  const lines = [`const factor0 = ${front};`];
  let depth = 0;
  averages.forEach(({ symbol }, i) => {
    for (const index of symbol.indices ?? []) {
      const p = loopVariable(index);
      lines.push(`${"  ".repeat(depth)}for (let ${p} = 0; ${p} < pairs; ${p}++) {`);
      depth++;
    }
    const input = inputOf(symbol);
    lines.push(
      `${"  ".repeat(depth)}const factor${i + 1} = factor${i} * (${input.variable}[${place(symbol.indices ?? [])}] as number);`,
      `${"  ".repeat(depth)}if (factor${i + 1} === 0) continue;`,
    );
  });
  const product = vertices.map(
    ({ symbol }) => `(${inputOf(symbol).variable}[${place(symbol.indices ?? [])}] as number)`,
  );
  lines.push(`${"  ".repeat(depth)}sum += ${[`factor${averages.length}`, ...product].join(" * ")};`);
  while (depth > 0) lines.push(`${"  ".repeat(--depth)}}`);
  return lines;
}

/** The place of an entry in a full tensor, the last index running fastest. */
const place = (indices: readonly string[]): string =>
  indices.map(loopVariable).reduce((text, index) => `${text.includes(" ") ? `(${text})` : text} * pairs + ${index}`);
