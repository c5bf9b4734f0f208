import { type EntryPrinters, type EvaluatorModule, formulasOf, printed } from "../evaluator-module.js";
import type { Graph } from "../graph.js";
import { broken, spelledOut, spellingWith } from "../infix.js";
import { exactFactor } from "../names.js";
import type { Target } from "../target.js";

/*
 * FORM: local expressions in temporaries, which are put in by substitutions, the last first. A file that runs by
 * itself, and whose fold other programs include. Names with anything but letters and digits stand in brackets.
 */

const spelt = (name: string): string => (/^[A-Za-z][A-Za-z0-9]*$/.test(name) ? name : `[${name}]`);

export const target: Target = {
  name: "form",
  extension: "frm",
  reserved: () => false,
  noCode: /^\*.*$/gm,
  identifier: /^[A-Za-z]\w*$/,
  // In brackets always, so that V_8 of a layer and V8 of the one before cannot meet.
  spelt: (name) => `[${name}]`,
  write: formModule,
};

const comment = (lines: readonly string[]): string[] => lines.map((line) => `* ${line}`.trimEnd());

function formModule(module: EvaluatorModule): string {
  const { name, inputs } = module;
  const { graph, names } = printed(module, expressions).last;
  const variables = inputs.map(({ variable }) => spelt(variable));
  const { locals, results } = spelledOut(
    graph,
    spellingWith(variables, exactFactor, (of) => `${of}^-1`),
  );
  const wrapped = (text: string): string => broken(text, 90, "    ");
  const fold = name;
  const lines = [
    ...comment(module.header),
    "*",
    ...comment([
      `By itself (form ${name}.frm) it prints the sum. In a program of your own:`,
      "",
      `    #include ${name}.frm # ${fold}`,
      "",
      `defines the expression${names.length === 1 ? "" : "s"} ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", ..." : ""} of`,
      "",
      ...inputs.map(({ meaning }, i) => `${variables[i]}: ${meaning}`),
      "",
      ...formulasOf(module),
    ]),
    `*--#[ ${fold} :`,
    ...declaration(variables),
    ...declaration(locals.map((local) => local.name)),
    ...results.map((text, i) => `Local ${names[i]} = ${wrapped(text)};`),
    ...[...locals].reverse().map((local) => `id ${local.name} = ${wrapped(local.text)};`),
    ".sort",
    `*--#] ${fold} :`,
    "Print +s;",
    ".end",
    "",
  ];
  return lines.join("\n");
}

/** The expressions that a file defines: those of its last entry point, which has them all. */
interface Expressions {
  readonly graph: Graph;
  readonly names: readonly string[];
}

const ofSum = ({ name }: EvaluatorModule): string[] => [`[${name}]`];
const ofSums = ({ name, outputs }: EvaluatorModule): string[] => outputs.map(({ variable }) => `[${name}_${variable}]`);
const withDerivatives = (names: readonly string[], { inputs }: EvaluatorModule): string[] => [
  ...names,
  ...names.flatMap((name) => inputs.map(({ variable }) => `${name.slice(0, -1)}_by_${variable}]`)),
];

const expressions: EntryPrinters<Expressions> = {
  value: (module, { graph }) => ({ graph, names: ofSum(module) }),
  values: (module, { graph }) => ({ graph, names: ofSums(module) }),
  gradient: (module, { graph }) => ({ graph, names: withDerivatives(ofSum(module), module) }),
  jacobian: (module, { graph }) => ({ graph, names: withDerivatives(ofSums(module), module) }),
};

function declaration(names: readonly string[]): string[] {
  return Array.from(
    { length: Math.ceil(names.length / 12) },
    (_, i) => `Symbols ${names.slice(12 * i, 12 * (i + 1)).join(", ")};`,
  );
}
