import * as Q from "../../algebra/rational.js";
import { type EvaluatorModule, expectedAt, formulaLines, headerOf } from "../evaluator-module.js";
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
  const { name, inputs, outputs, formulas, kind, value, gradient } = module;
  const isSum = kind === "sum";
  const [n, m] = [outputs.length, inputs.length];
  const variables = inputs.map(({ variable }) => variable);
  const { locals, results } = spelledOut(
    (gradient ?? value).graph,
    spellingWith(variables, ({ num, den }) => (den === 1n ? String(num) : `Rational(${num}, ${den})`)),
  );
  const wrapped = (text: string): string => broken(text, 100, "        ");
  // A bare number must be SymPy's own.
  const result = (text: string): string => (/^\d+$/.test(text) ? `Rational(${text}, 1)` : wrapped(text));
  const order =
    gradient === null ? "" : isSum ? ", then its derivatives by SYMBOLS" : ", then for each its derivatives by SYMBOLS";
  const lines = [
    `"""${headerOf(module).join("\n")}`,
    "",
    "`replacements` and `reduced` are what sympy.cse gives: each temporary with its expression, and what remains" +
      `${order}.`,
    ...formulas.flatMap((formula) => ["", ...formulaLines(formula)]),
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
    `    """The ${isSum && gradient === null ? "sum" : "expressions of `reduced`"} in SYMBOLS alone, exact and nested as they are computed."""`,
    "    known = {}",
    "    for temporary, value in replacements:",
    "        known[temporary] = value.xreplace(known)",
    "    return [value.xreplace(known) for value in reduced]",
    "",
    "",
    ...(isSum
      ? [
          `def ${name}():`,
          `    """The sum as one expression; sympy.expand writes it out."""`,
          "    return expressions()[0]",
        ]
      : [
          `def ${name}():`,
          `    """The results as a list of expressions, in the order ${outputs.map((output) => output.name).join(", ")}."""`,
          `    return expressions()[:${n}]`,
        ]),
    ...(gradient === null
      ? []
      : [
          "",
          "",
          "def derivatives():",
          isSum
            ? '    """The derivatives of the sum by SYMBOLS, in their order."""'
            : '    """For each result the list of its derivatives by SYMBOLS, in their order."""',
          isSum
            ? "    return expressions()[1:]"
            : `    found = expressions()[${n}:]\n    return [found[${m} * i : ${m} * (i + 1)] for i in range(${n})]`,
        ]),
    "",
    "",
    "# Points, and what comes out there exactly.",
    "SAMPLES = (",
    ...module.samples.map((sample) => {
      const exact = expectedAt(module, sample).map(({ value: at }) => Q.toText(at));
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

const tuple = (texts: readonly string[]): string => `(${texts.map((text) => JSON.stringify(text)).join(", ")},)`;
