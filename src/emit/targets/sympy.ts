import * as Q from "../../algebra/rational.js";
import { broken, infix, type Spelling } from "../../evaluator/infix.js";
import { type Program, programOf } from "../../evaluator/program.js";
import { type EvaluatorModule, formulaLines, headerOf, type ModuleInput } from "../evaluator-module.js";
import type { Target } from "../target.js";

/* SymPy: the sum as exact expressions in symbols, and as the pairs that sympy.cse would give. */

const words = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda match nonlocal not or pass raise return try while with yield type case
  Rational Symbol symbols SYMBOLS SAMPLES expression expressions derivatives replacements reduced self_test sys print zip all exit`.split(
    /\s+/,
  ),
);

export const target: Target = {
  name: "sympy",
  extension: "py",
  reserved: words,
  identifier: /^[A-Za-z_]\w*$/,
  spelt: (name) => name,
  write: sympyModule,
};

function sympyModule(module: EvaluatorModule): string {
  const { name, inputs, outputs, formulas, kind, value, gradient, samples } = module;
  const operations = programOf((gradient ?? value).graph, Number.POSITIVE_INFINITY);
  const isSum = kind === "sum";
  const [n, m] = [outputs.length, inputs.length];
  const variables = inputs.map(({ variable }) => variable);
  const { replacements, results, locals } = pieces(operations, inputs);
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
    ...locals.map((local) => `${local} = Symbol("${local}")`),
    "replacements = [",
    ...replacements.map(([local, text]) => `    (${local}, ${text}),`),
    "]",
    "reduced = [",
    ...results.map((text) => `    ${text},`),
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
    ...samples.map(({ inputs: at, results: found, derivatives }) => {
      const values = gradient === null ? found : [...found, ...derivatives.flat()];
      return `    (${tuple(at.map(Q.toText))}, ${tuple(values.map((result) => Q.toText(result.value)))}),`;
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
    'if __name__ == "__main__":',
    "    import sys",
    "",
    '    if sys.argv[1:] != ["--self-test"]:',
    '        sys.exit(f"usage: {sys.argv[0]} --self-test")',
    "    passed = self_test()",
    "    print(f\"{'passed' if passed else 'FAILED'}: {len(SAMPLES)} points, exactly\")",
    "    sys.exit(0 if passed else 1)",
    "",
  ];
  return lines.join("\n");
}

const tuple = (texts: readonly string[]): string => `(${texts.map((text) => JSON.stringify(text)).join(", ")},)`;

interface Pieces {
  readonly locals: readonly string[];
  readonly replacements: readonly (readonly [string, string])[];
  readonly results: readonly string[];
}

function pieces({ parts }: Program, inputs: readonly ModuleInput[]): Pieces {
  const spelling: Spelling = {
    number: ({ num, den }) => (den === 1n ? String(num) : `Rational(${num}, ${den})`),
    input: (i) => (inputs[i] as ModuleInput).variable,
    local: (i) => `t${i + 1}`,
    inverse: (of) => `1 / ${of}`,
  };
  const locals: string[] = [];
  const replacements: [string, string][] = [];
  const results: string[] = [];
  for (const { to, index, value } of parts.flatMap((part) => part.statements)) {
    // A bare number must be SymPy's own.
    const text =
      value.kind === "number"
        ? `Rational(${value.value.num}, ${value.value.den})`
        : broken(infix(value, spelling), 100, "        ");
    if (to === "output") results[index] = text;
    else {
      locals.push(spelling.local(index));
      replacements.push([spelling.local(index), text]);
    }
  }
  return { locals, replacements, results };
}
