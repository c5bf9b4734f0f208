import * as Q from "../../algebra/rational.js";
import type { EvaluatorModule, ModuleInput } from "../evaluator-module.js";
import type { Graph, Node, Scaled } from "../graph.js";
import type { Operations } from "../operations.js";
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
  const { version, kind, name, title, request, checks, formulas, inputs, outputs, value, gradient, samples } = module;
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
    ...operationsRecord(value),
    ...(gradient === null ? {} : { gradient: operationsRecord(gradient) }),
    samples: samples.map((sample) => ({
      inputs: sample.inputs.map(Q.toText),
      results: sample.results.map((result) => Q.toText(result.value)),
      ...(gradient === null
        ? {}
        : { derivatives: sample.derivatives.map((list) => list.map((result) => Q.toText(result.value))) }),
    })),
  };
}

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
