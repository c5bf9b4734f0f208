import * as Q from "../../algebra/rational.js";
import { wolframComment as comment } from "../comments.js";
import {
  type EntryPrinters,
  type EvaluatorModule,
  expectedAt,
  formulasOf,
  type ModuleInput,
  printed,
} from "../evaluator-module.js";
import type { Graph } from "../graph.js";
import { broken, spelledOut, spellingWith } from "../infix.js";
import { wolframSpelt as spelt, wolframRoutines } from "../mathematica-routines.js";
import { exactFactor } from "../names.js";
import type { Target } from "../target.js";

/*
 * Wolfram Language: functions with exact numbers, for symbols as well as for numbers. An underscore is a pattern there,
 * so names have $.
 */

export const target: Target = {
  name: "mathematica",
  extension: "wl",
  // The names of the language itself begin with a capital letter and have no digits but in names such as BesselJ0.
  reserved: (name) => /^[A-Z][A-Za-z]*\d?$/.test(name),
  noCode: /\(\*[\s\S]*?\*\)|"(?:[^"\\\n]|\\.)*"/g,
  identifier: /^[A-Za-z][A-Za-z0-9_$]*$/,
  spelt,
  write: mathematicaModule,
  writeRoutine: wolframRoutines,
};

function mathematicaModule(module: EvaluatorModule): string {
  const { inputs, samples } = module;
  const name = spelt(module.name);
  const { entries, last } = printed(module, entryPrinters);
  const lines = [
    ...comment(module.header),
    "",
    ...comment(["The names of the inputs, in order."]),
    `${name}$Symbols = {${broken(inputs.map((input) => JSON.stringify(input.name)).join(" , "), 100, "  ").replaceAll(" , ", ", ")}};`,
    ...entries.flatMap(({ functions }) => functions),
    ...ofFields(module),
    "",
    ...comment(["Points, and what comes out there exactly; the test is exact, and answers True."]),
    `${name}$Samples = {`,
    samples
      .map((sample) => {
        const exact = expectedAt(sample).map((result) => Q.toText(result.value));
        return `  {{${sample.inputs.map(Q.toText).join(", ")}}, ${last.result(exact)}}`;
      })
      .join(",\n"),
    "};",
    `${name}$SelfTest[] := AllTrue[${name}$Samples, ${last.name} @@ First[#] === Last[#] &];`,
    "",
  ];
  return lines.join("\n");
}

/** A function of fields, where a module has one. */
function ofFields({ fields, name: called, outputs, inputs }: EvaluatorModule): string[] {
  if (fields === undefined) return [];
  const { squares, count, value, slope } = fields;
  const name = spelt(called);
  const rules = [
    `${squares + 1} -> Total[fields*fields]`,
    ...(count === undefined ? [] : [`${count + 1} -> Length[fields]`]),
  ].join(", ");
  const set = [squares, ...(count === undefined ? [] : [count])].map((i) => inputs[i]?.name).join(" and ");
  return [
    "",
    ...comment([
      `${outputs[value]?.name} of a list of fields, and its gradient 2 phi_i ${outputs[slope]?.name}; of values those of ${set} are taken from the fields.`,
    ]),
    `${name}$OfFields[fields_List, values_List] := Module[{found},`,
    `  found = ${name} @@ ReplacePart[values, {${rules}}];`,
    `  {Part[found, ${value + 1}], 2*fields*Part[found, ${slope + 1}]}`,
    "];",
  ];
}

/** An entry point in the Wolfram Language. */
interface Entry {
  readonly functions: readonly string[];
  readonly name: string;
  /** What it gives, from the texts of its outputs. */
  result(outputs: readonly string[]): string;
}

const one = ([output = ""]: readonly string[]): string => output;
const list = (outputs: readonly string[]): string => `{${outputs.join(", ")}}`;

const entryPrinters: EntryPrinters<Entry> = {
  value: (module, { graph }) => ({
    functions: evaluation(module, graph, true),
    name: spelt(module.name),
    result: one,
  }),
  values: (module, { graph }) => ({
    functions: [
      "",
      ...comment(["The names of the results, in order."]),
      `${spelt(module.name)}$Results = ${list(module.outputs.map((output) => JSON.stringify(output.name)))};`,
      ...evaluation(module, graph, false),
    ],
    name: spelt(module.name),
    result: list,
  }),
  gradient: (module, { graph }) =>
    derivatives(module, graph, "The value and then its derivatives by the symbols, in their order."),
  jacobian: (module, { graph }) =>
    derivatives(module, graph, "The results and then, for each, its derivatives by the symbols, in their order."),
};

function evaluation(module: EvaluatorModule, graph: Graph, isSingle: boolean): string[] {
  const { inputs } = module;
  const name = spelt(module.name);
  return [
    "",
    ...comment([...formulasOf(module), "", ...inputs.map(({ variable, meaning }) => `${spelt(variable)}: ${meaning}`)]),
    ...definition(name, graph, inputs, isSingle),
    "",
    ...comment([`From a list of values in the order of ${name}$Symbols, or from an association with those names.`]),
    `${name}[values_List] := ${name} @@ values;`,
    `${name}[values_Association] := ${name} @@ Lookup[values, ${name}$Symbols];`,
  ];
}

function derivatives(module: EvaluatorModule, graph: Graph, explained: string): Entry {
  const name = `${spelt(module.name)}$Derivatives`;
  return {
    functions: ["", ...comment([explained]), ...definition(name, graph, module.inputs, false)],
    name,
    result: list,
  };
}

function definition(name: string, graph: Graph, inputs: readonly ModuleInput[], isSingle: boolean): string[] {
  const variables = inputs.map(({ variable }) => spelt(variable));
  const { locals, results } = spelledOut(
    graph,
    spellingWith(variables, exactFactor, (of) => `1/${of}`),
  );
  const lines = (text: string): string => broken(text, 100, "    ");
  const result = isSingle
    ? `  ${lines(results[0] as string)}`
    : `  {\n${results.map((text) => `    ${lines(text)}`).join(",\n")}\n  }`;
  const parameters = variables.map((variable) => `${variable}_`).join(", ");
  return [
    `${name}[${parameters}] := Module[{${locals.map((local) => local.name).join(", ")}},`,
    ...locals.map((local) => `  ${local.name} = ${lines(local.text)};`),
    result,
    "];",
  ];
}
