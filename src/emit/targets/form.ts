import * as Q from "../../algebra/rational.js";
import { broken, infix, type Spelling } from "../../evaluator/infix.js";
import { programOf } from "../../evaluator/program.js";
import { type EvaluatorModule, formulaLines, headerOf, type ModuleInput } from "../evaluator-module.js";
import type { Target } from "../target.js";

/*
 * FORM: local expressions in temporaries, which are put in by substitutions, the last first. A file that runs by itself, and whose fold
 * other programs include. Names with anything but letters and digits stand in brackets.
 */

const spelt = (name: string): string => (/^[A-Za-z][A-Za-z0-9]*$/.test(name) ? name : `[${name}]`);

export const target: Target = {
  name: "form",
  extension: "frm",
  reserved: new Set(),
  identifier: /^[A-Za-z]\w*$/,
  // In brackets always, so that V_8 of a layer and V8 of the one before cannot meet.
  spelt: (name) => `[${name}]`,
  write: formModule,
};

const comment = (lines: readonly string[]): string[] => lines.map((line) => `* ${line}`.trimEnd());

function formModule(module: EvaluatorModule): string {
  const { name, inputs, outputs, formulas, kind, value, gradient } = module;
  const operations = gradient ?? value;
  const { parts, locals } = programOf(operations.graph, Number.POSITIVE_INFINITY);
  const spelling: Spelling = {
    number: (q) => (q.den === 1n ? Q.toText(q) : `(${Q.toText(q)})`),
    input: (i) => spelt((inputs[i] as ModuleInput).variable),
    local: (i) => `t${i + 1}`,
    inverse: (of) => `${of}^-1`,
  };
  const own = kind === "sum" ? [`[${name}]`] : outputs.map(({ variable }) => `[${name}_${variable}]`);
  const names =
    gradient === null
      ? own
      : [...own, ...own.flatMap((result) => inputs.map(({ variable }) => `${result.slice(0, -1)}_by_${variable}]`))];
  const statements = parts.flatMap((part) => part.statements);
  const text = (e: (typeof statements)[number]): string => broken(infix(e.value, spelling), 90, "    ");
  const fold = name;
  const lines = [
    ...comment(headerOf(module)),
    "*",
    ...comment([
      `By itself (form ${name}.frm) it prints the sum. In a program of your own:`,
      "",
      `    #include ${name}.frm # ${fold}`,
      "",
      `defines the expression${names.length === 1 ? "" : "s"} ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", ..." : ""} of`,
      "",
      ...inputs.map(({ variable, meaning }) => `${spelt(variable)}: ${meaning}`),
      "",
      ...formulas.flatMap((formula, i) => [...(i > 0 ? [""] : []), ...formulaLines(formula)]),
    ]),
    `*--#[ ${fold} :`,
    ...declaration(inputs.map((_, i) => spelling.input(i))),
    ...declaration(Array.from({ length: locals }, (_, i) => spelling.local(i))),
    ...statements
      .filter(({ to }) => to === "output")
      .map((statement) => `Local ${names[statement.index]} = ${text(statement)};`),
    ...statements
      .filter(({ to }) => to === "local")
      .reverse()
      .map((statement) => `id ${spelling.local(statement.index)} = ${text(statement)};`),
    ".sort",
    `*--#] ${fold} :`,
    "Print +s;",
    ".end",
    "",
  ];
  return lines.join("\n");
}

function declaration(names: readonly string[]): string[] {
  return Array.from(
    { length: Math.ceil(names.length / 12) },
    (_, i) => `Symbols ${names.slice(12 * i, 12 * (i + 1)).join(", ")};`,
  );
}
