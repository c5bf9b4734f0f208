import * as Q from "../../algebra/rational.js";
import { type EvaluatorModule, expectedAt, formulaLines, headerOf, type ModuleInput } from "../evaluator-module.js";
import type { Graph } from "../graph.js";
import { broken, spelledOut, spellingWith } from "../infix.js";
import { exactFactor } from "../names.js";
import type { Target } from "../target.js";

/*
 * Wolfram Language: functions with exact numbers, for symbols as well as for numbers. An underscore is a pattern there,
 * so names have $.
 */

const spelt = (name: string): string => name.replaceAll("_", "$");

export const target: Target = {
  name: "mathematica",
  extension: "wl",
  // The names of the language itself begin with a capital letter and have no digits but in names such as BesselJ0.
  reserved: (name) => /^[A-Z][A-Za-z]*\d?$/.test(name),
  noCode: /\(\*[\s\S]*?\*\)|"(?:[^"\\\n]|\\.)*"/g,
  identifier: /^[A-Za-z][A-Za-z0-9_$]*$/,
  spelt,
  write: mathematicaModule,
};

const comment = (lines: readonly string[]): string[] => {
  const safe = lines.map((line) => line.replaceAll("(*", "( *").replaceAll("*)", "* )"));
  return safe.map((line, i) => `${i === 0 ? "(* " : "   "}${line}`.trimEnd() + (i === safe.length - 1 ? " *)" : ""));
};

function mathematicaModule(module: EvaluatorModule): string {
  const { inputs, outputs, formulas, kind, value, gradient, samples } = module;
  const name = spelt(module.name);
  const isSum = kind === "sum";
  const lines = [
    ...comment(headerOf(module)),
    "",
    ...comment(["The names of the inputs, in order."]),
    `${name}$Symbols = {${broken(inputs.map((input) => JSON.stringify(input.name)).join(" , "), 100, "  ").replaceAll(" , ", ", ")}};`,
    ...(isSum
      ? []
      : [
          "",
          ...comment(["The names of the results, in order."]),
          `${name}$Results = {${outputs.map((output) => JSON.stringify(output.name)).join(", ")}};`,
        ]),
    "",
    ...comment([
      ...formulas.flatMap((formula, i) => [...(i > 0 ? [""] : []), ...formulaLines(formula)]),
      "",
      ...inputs.map(({ variable, meaning }) => `${spelt(variable)}: ${meaning}`),
    ]),
    ...definition(name, value.graph, inputs, isSum),
    "",
    ...comment([`From a list of values in the order of ${name}$Symbols, or from an association with those names.`]),
    `${name}[values_List] := ${name} @@ values;`,
    `${name}[values_Association] := ${name} @@ Lookup[values, ${name}$Symbols];`,
    ...(gradient === null
      ? []
      : [
          "",
          ...comment([
            isSum
              ? "The value and then its derivatives by the symbols, in their order."
              : "The results and then, for each, its derivatives by the symbols, in their order.",
          ]),
          ...definition(`${name}$Derivatives`, gradient.graph, inputs, false),
        ]),
    "",
    ...comment(["Points, and what comes out there exactly; the test is exact, and answers True."]),
    `${name}$Samples = {`,
    samples
      .map((sample) => {
        const exact = expectedAt(module, sample).map((result) => Q.toText(result.value));
        return `  {{${sample.inputs.map(Q.toText).join(", ")}}, ${isSum && gradient === null ? exact[0] : `{${exact.join(", ")}}`}}`;
      })
      .join(",\n"),
    "};",
    `${name}$SelfTest[] := AllTrue[${name}$Samples, ${gradient === null ? name : `${name}$Derivatives`} @@ First[#] === Last[#] &];`,
    "",
  ];
  return lines.join("\n");
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
