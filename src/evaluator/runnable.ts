import { type Polynomial, symbolsOf } from "../algebra/polynomial.js";
import { compareSymbols, type TheorySymbol } from "../algebra/symbols.js";
import { helpersOf } from "./helpers.js";
import { inverseName, variableName } from "./names.js";

/** Sums made ready to run: the generated code of `oneovern code`, compiled here and now. */
export interface Runnable {
  /** The inputs, in order. */
  readonly symbols: readonly TheorySymbol[];
  /** The sum of each polynomial at the values of `symbols`, written into the second list, entry i that of polynomial i. */
  run(values: Float64Array, results: Float64Array): void;
}

/**
 * The evaluator of several sums at once, as generated code: what each needs is read and every bracket nested as in a module of
 * `oneovern code`. The text consists of names and numbers that are made here, of nothing that a user wrote.
 * @throws EvalError where the surroundings forbid code made at run time
 */
export function runnable(sums: readonly Polynomial[]): Runnable {
  const found = new Map(sums.flatMap((sum) => symbolsOf(sum).map((symbol) => [symbol.name, symbol] as const)));
  const symbols = [...found.values()].sort(compareSymbols);
  const place = new Map(symbols.map(({ name }, i) => [name, i] as const));
  const read = (symbol: TheorySymbol): string => {
    const at = `values[${place.get(symbol.name)}]`;
    return symbol.kind === "width"
      ? `const ${inverseName(symbol)} = 1 / ${at};`
      : `const ${variableName(symbol)} = ${at};`;
  };
  const functions: string[] = [];
  const statements = sums.map((sum, i) => {
    const helpers = helpersOf(sum);
    for (const { name, body, reads } of helpers)
      functions.push(`function sum${i}_${name}(values) {\n${reads.map(read).join("\n")}\n${body}\nreturn sum;\n}`);
    return `results[${i}] = ${helpers.map(({ name }) => `sum${i}_${name}(values)`).join(" + ") || "0"};`;
  });
  const text = `${functions.join("\n")}\nreturn (values, results) => {\n${statements.join("\n")}\n};`;
  return { symbols, run: new Function(text)() as Runnable["run"] };
}
