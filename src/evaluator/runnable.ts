import type { TheorySymbol } from "../algebra/symbols.js";
import type { Graph } from "./graph.js";
import { infix, type Spelling } from "./infix.js";
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
  const { inputs, kept, parts } = programOf(graph);
  const spelling: Spelling = {
    number: (value) => doubleLiteral(value),
    input: (i) => `x${i}`,
    local: (i) => `t${i}`,
    inverse: (of) => `1 / ${of}`,
  };
  const functions = parts.map(({ inputs: read, loads, statements }, i) => {
    const lines = [
      ...read.map((input) => `const x${input} = values[${input}];`),
      ...loads.map((local) => `const t${local} = kept[${kept.indexOf(local)}];`),
      ...statements.flatMap(({ to, index, value }) => {
        const text = infix(value, spelling);
        if (to === "output") return [`results[${index}] = ${text};`];
        const slot = kept.indexOf(index);
        return [`const t${index} = ${text};`, ...(slot < 0 ? [] : [`kept[${slot}] = t${index};`])];
      }),
    ];
    return `function part${i}(values, results) {\n${lines.join("\n")}\n}`;
  });
  const calls = parts.map((_, i) => `part${i}(values, results);`);
  const text = `const kept = new Float64Array(${kept.length});\n${functions.join("\n")}\nreturn (values, results) => {\n${calls.join("\n")}\n};`;
  return { symbols: inputs, run: new Function(text)() as Runnable["run"] };
}
