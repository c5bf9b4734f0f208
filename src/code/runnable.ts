import * as Q from "../algebra/rational.js";
import type { TheorySymbol } from "../symbols/symbols.js";
import type { Graph, Node, Scaled } from "./graph.js";

/** A graph made ready to run on doubles. */
export interface Runnable {
  /** The inputs, in order. */
  readonly symbols: readonly TheorySymbol[];
  /** The outputs at the values of `symbols`, written into the second list. */
  run(values: Float64Array, results: Float64Array): void;
}

/** What a step of the tape does with its operands. */
const [one, input, inverse, product, sum] = [0, 1, 2, 3, 4] as const;

/**
 * The evaluator of a graph: its nodes as a tape of whole numbers and coefficients, which one loop carries out. No code
 * is made from a text, so it runs where that is forbidden; a node costs a few nanoseconds.
 */
export function runnable({ inputs, nodes, outputs }: Graph): Runnable {
  const kinds = Uint8Array.from(nodes, kindOf);
  const operands = nodes.map(operandsOf);
  // The operands of node i stand from ends[i-1] to ends[i].
  let end = 0;
  const ends = Int32Array.from(operands, ({ length }) => {
    end += length;
    return end;
  });
  const refs = Int32Array.from(operands.flat(), ({ of }) => of);
  const coefficients = Float64Array.from(operands.flat(), ({ coefficient }) => Q.toNumber(coefficient));
  const [outputRefs, outputCoefficients] = [
    Int32Array.from(outputs, ({ of }) => of),
    Float64Array.from(outputs, ({ coefficient }) => Q.toNumber(coefficient)),
  ];
  const at = new Float64Array(nodes.length);
  const run = (values: Float64Array, results: Float64Array): void => {
    for (let node = 0, operand = 0; node < kinds.length; node++) {
      const last = ends[node] as number;
      let value = 1;
      switch (kinds[node]) {
        case input:
          value = values[refs[operand++] as number] as number;
          break;
        case inverse:
          value = 1 / (at[refs[operand++] as number] as number);
          break;
        case product:
          for (; operand < last; operand++) value *= at[refs[operand] as number] as number;
          break;
        case sum:
          for (value = 0; operand < last; operand++)
            value += (coefficients[operand] as number) * (at[refs[operand] as number] as number);
          break;
      }
      at[node] = value;
    }
    for (let i = 0; i < outputRefs.length; i++)
      results[i] = (outputCoefficients[i] as number) * (at[outputRefs[i] as number] as number);
  };
  return { symbols: inputs, run };
}

function kindOf(node: Node): number {
  switch (node.kind) {
    case "one":
      return one;
    case "input":
      return input;
    case "inverse":
      return inverse;
    case "product":
      return product;
    case "sum":
      return sum;
  }
}

/** What a node reads: of an input its place among the inputs, else nodes, those of a sum with their coefficients. */
function operandsOf(node: Node): readonly Scaled[] {
  const plain = (of: number): Scaled => ({ coefficient: Q.one, of });
  switch (node.kind) {
    case "one":
      return [];
    case "input":
      return [plain(node.input)];
    case "inverse":
      return [plain(node.of)];
    case "product":
      return node.factors.map(plain);
    case "sum":
      return node.terms;
  }
}
