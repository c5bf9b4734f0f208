import type { TheorySymbol } from "../algebra/symbols.js";
import type { Graph } from "./graph.js";
import { spelledPart, spellingWith } from "./infix.js";
import { doubleLiteral } from "./names.js";
import { programOf } from "./program.js";

/** A graph made ready to run: its code in JavaScript, compiled here and now. */
export interface Runnable {
  /** The inputs, in order. */
  readonly symbols: readonly TheorySymbol[];
  /** The outputs at the values of `symbols`, written into the second list. */
  run(values: Float64Array, results: Float64Array): void;
}

/**
 * The evaluator of a graph. Its text consists of places and numbers that are made here, of nothing that a user wrote.
 * @throws EvalError where the surroundings forbid code made at run time
 */
export function runnable(graph: Graph): Runnable {
  const program = programOf(graph);
  const { inputs, kept, parts } = program;
  const spelling = spellingWith(
    inputs.map((_, i) => `x${i}`),
    doubleLiteral,
  );
  const functions = parts.map((part, i) => {
    const { reads, statements } = spelledPart(part, program, spelling, {
      constant: (name, text) => `const ${name} = ${text};`,
      input: (input) => `values[${input}]`,
      kept: (slot) => `kept[${slot}]`,
      keep: (slot, name) => `kept[${slot}] = ${name};`,
      output: (output, text) => `results[${output}] = ${text};`,
      lines: (text) => text,
    });
    return `function part${i}(values, results) {\n${[...reads, ...statements].join("\n")}\n}`;
  });
  const calls = parts.map((_, i) => `part${i}(values, results);`);
  const text = `const kept = new Float64Array(${kept.length});\n${functions.join("\n")}\nreturn (values, results) => {\n${calls.join("\n")}\n};`;
  return { symbols: inputs, run: new Function(text)() as Runnable["run"] };
}
