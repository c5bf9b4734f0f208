import * as Q from "../../algebra/rational.js";
import { type EntryPrinters, type EvaluatorModule, expectedAt, formulasOf, printed } from "../evaluator-module.js";
import type { Graph } from "../graph.js";
import { broken, spelledOut, spellingWith } from "../infix.js";
import { pythonMain, pythonNoCode, pythonWords } from "../python.js";
import type { Target } from "../target.js";

/* SymPy: the sum as exact expressions in symbols, and as the pairs that sympy.cse would give. */

export const target: Target = {
  name: "sympy",
  extension: "py",
  reserved: (name) => pythonWords.has(name),
  noCode: pythonNoCode,
  identifier: /^[A-Za-z_]\w*$/,
  spelt: (name) => name,
  write: sympyModule,
};

function sympyModule(module: EvaluatorModule): string {
  const { inputs } = module;
  const { entries, last } = printed(module, entryPrinters);
  const variables = inputs.map(({ variable }) => variable);
  const { locals, results } = spelledOut(
    last.graph,
    spellingWith(variables, ({ num, den }) => (den === 1n ? String(num) : `Rational(${num}, ${den})`)),
  );
  const wrapped = (text: string): string => broken(text, 100, "        ");
  // A bare number must be SymPy's own.
  const result = (text: string): string => (/^\d+$/.test(text) ? `Rational(${text}, 1)` : wrapped(text));
  const lines = [
    `"""${module.header.join("\n")}`,
    "",
    "`replacements` and `reduced` are what sympy.cse gives: each temporary with its expression, and what remains" +
      `${last.order}.`,
    "",
    ...formulasOf(module),
    "",
    ...inputs.map(({ variable, meaning }) => `${variable}: ${meaning}`),
    '"""',
    "",
    "from sympy import Rational, Symbol",
    "",
    "# The symbols by the names that they have in tables, in order.",
    ...variables.map((variable) => `${variable} = Symbol("${variable}")`),
    "SYMBOLS = {",
    ...inputs.map((input) => `    ${JSON.stringify(input.name)}: ${input.variable},`),
    "}",
    "",
    ...locals.map((local) => `${local.name} = Symbol("${local.name}")`),
    "replacements = [",
    ...locals.map((local) => `    (${local.name}, ${wrapped(local.text)}),`),
    "]",
    "reduced = [",
    ...results.map((text) => `    ${result(text)},`),
    "]",
    "",
    "",
    "def expressions():",
    `    """The ${last.contents} in SYMBOLS alone, exact and nested as they are computed."""`,
    "    known = {}",
    "    for temporary, value in replacements:",
    "        known[temporary] = value.xreplace(known)",
    "    return [value.xreplace(known) for value in reduced]",
    "",
    "",
    ...entries.flatMap(({ functions }) => [...functions, "", ""]),
    "# Points, and what comes out there exactly.",
    "SAMPLES = (",
    ...module.samples.map((sample) => {
      const exact = expectedAt(sample).map(({ value: at }) => Q.toText(at));
      return `    (${tuple(sample.inputs.map(Q.toText))}, ${tuple(exact)}),`;
    }),
    ")",
    "",
    "",
    "def self_test():",
    '    """Whether the exact values at SAMPLES come out."""',
    "    return all(",
    "        value.xreplace({symbol: Rational(at) for symbol, at in zip(SYMBOLS.values(), point)}) == Rational(exact)",
    "        for point, values in SAMPLES",
    "        for value, exact in zip(expressions(), values)",
    "    )",
    "",
    "",
    ...pythonMain(["passed = self_test()", 'report = "exactly"']),
    "",
  ];
  return lines.join("\n");
}

/** An entry point in SymPy: the last has the expressions of all. */
interface Entry {
  readonly graph: Graph;
  /** What its expressions are, and in what order. */
  readonly contents: string;
  readonly order: string;
  readonly functions: readonly string[];
}

const reduced = "expressions of `reduced`";

const entryPrinters: EntryPrinters<Entry> = {
  value: ({ name }, { graph }) => ({
    graph,
    contents: "sum",
    order: "",
    functions: [
      `def ${name}():`,
      '    """The sum as one expression; sympy.expand writes it out."""',
      "    return expressions()[0]",
    ],
  }),
  values: ({ name, outputs }, { graph }) => ({
    graph,
    contents: reduced,
    order: "",
    functions: [
      `def ${name}():`,
      `    """The results as a list of expressions, in the order ${outputs.map((output) => output.name).join(", ")}."""`,
      `    return expressions()[:${outputs.length}]`,
    ],
  }),
  gradient: (_, { graph }) => ({
    graph,
    contents: reduced,
    order: ", then its derivatives by SYMBOLS",
    functions: [
      "def derivatives():",
      '    """The derivatives of the sum by SYMBOLS, in their order."""',
      "    return expressions()[1:]",
    ],
  }),
  jacobian: ({ inputs, outputs }, { graph }) => {
    const [n, m] = [outputs.length, inputs.length];
    return {
      graph,
      contents: reduced,
      order: ", then for each its derivatives by SYMBOLS",
      functions: [
        "def derivatives():",
        '    """For each result the list of its derivatives by SYMBOLS, in their order."""',
        `    found = expressions()[${n}:]`,
        `    return [found[${m} * i : ${m} * (i + 1)] for i in range(${n})]`,
      ],
    };
  },
};

const tuple = (texts: readonly string[]): string => `(${texts.map((text) => JSON.stringify(text)).join(", ")},)`;
