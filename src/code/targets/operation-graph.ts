import * as Q from "../../algebra/rational.js";
import { type EntryPrinters, type EvaluatorModule, type ModuleInput, printed } from "../evaluator-module.js";
import type { Graph, Node, Scaled } from "../graph.js";
import type { Operations } from "../operations.js";
import type { SampleResult } from "../samples.js";
import type { Target } from "../target.js";

/*
 * The operation graph itself as JSON, for a language that has no printer here: docs/formats.md describes it, and so
 * does its schema.
 */

export const target: Target = {
  name: "json",
  extension: "json",
  // A name is a text there, and no other text can be taken for it.
  reserved: () => false,
  noCode: /[\s\S]+/,
  identifier: /^\S+$/,
  spelt: (name) => name,
  write: (module) => `${JSON.stringify(moduleRecord(module), null, 1)}\n`,
};

const described = ({ name, variable, meaning }: ModuleInput) => ({ name, variable, meaning });

function moduleRecord(module: EvaluatorModule): object {
  const { version, kind, name, title, request, checks, formulas, inputs, outputs, samples } = module;
  return {
    oneovern: version,
    format: "operation-graph",
    kind,
    name,
    title,
    request,
    checks,
    formulas: formulas.map(({ leftSide, lines }) => ({ leftSide, lines })),
    symbols: inputs.map(described),
    results: outputs.map(described),
    ...Object.assign({}, ...printed(module, entryRecords).entries),
    samples: samples.map((sample) => ({
      inputs: sample.inputs.map(Q.toText),
      results: sample.results.map(exact),
      ...(sample.derivatives.length === 0 ? {} : { derivatives: sample.derivatives.map((list) => list.map(exact)) }),
    })),
  };
}

const exact = ({ value }: SampleResult): string => Q.toText(value);

const outputRecord = (_: EvaluatorModule, operations: Operations): object => operationsRecord(operations);
const derivativeRecord = (_: EvaluatorModule, operations: Operations): object => ({
  gradient: operationsRecord(operations),
});

const entryRecords: EntryPrinters<object> = {
  value: outputRecord,
  values: outputRecord,
  gradient: derivativeRecord,
  jacobian: derivativeRecord,
};

const operationsRecord = ({ graph, before, after }: Operations) => ({
  operations: { before, after },
  nodes: graph.nodes.map(nodeRecord),
  outputs: graph.outputs.map(termRecord),
});

const termRecord = ({ coefficient, of }: Scaled): [string, Graph["nodes"]["length"]] => [Q.toText(coefficient), of];

function nodeRecord(node: Node): object {
  switch (node.kind) {
    case "one":
      return { op: "one" };
    case "input":
      return { op: "input", symbol: node.input };
    case "inverse":
      return { op: "inverse", of: node.of };
    case "product":
      return { op: "product", factors: node.factors };
    case "sum":
      return { op: "sum", terms: node.terms.map(termRecord) };
  }
}
