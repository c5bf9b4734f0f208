import * as Q from "../algebra/rational.js";
import { pointed, snakeCase } from "./names.js";
import { docstring, pythonMain } from "./python.js";
import { type ListRoutine, type NumberRoutine, not, type RecordRoutine, type Refusal } from "./routine.js";
import {
  aboutLines,
  conditionText,
  indented,
  type StatementSyntax,
  statementLines,
  valueText,
} from "./routine-text.js";
import type { RoutineModule } from "./solver-module.js";

/*
 * Routines in Python 3. Lists become NumPy arrays where NumPy is there, and sums are written as functions that take one
 * element or all of them, so that there is one text for both.
 */

const indent = "    ";

const double = (value: number): string => (value === Number.POSITIVE_INFINITY ? "math.inf" : pointed(value));

const syntax: StatementSyntax = {
  number: double,
  variable: snakeCase,
  length: (list) => `len(${list})`,
  list: snakeCase,
  routine: (name) => `_${snakeCase(name)}`,
  mathFunctions: {
    sqrt: "math.sqrt",
    exp: "math.exp",
    log: "math.log",
    abs: "abs",
    min: "min",
    max: "max",
    power: "pow",
  },
  call: (called, given) => `${called}(${given.join(", ")})`,
  equal: "==",
  and: "and",
  or: "or",
  not: (condition) => `not (${condition})`,
  remark: (text) => [`# ${text}`],
  introduce: (name, value) => [`${name} = ${value}`],
  assign: (name, value) => [`${name} = ${value}`],
  sums: ({ over, element, values, totals }) => [
    "",
    `def terms(${snakeCase(element)}):`,
    ...values.map(({ name, value }) => `${indent}${snakeCase(name)} = ${valueText(value, syntax)}`),
    ...returned(totals.map(({ value }) => valueText(value, syntax))),
    "",
    `${tuple(totals.map(({ name }) => snakeCase(name)))} = _sums(terms, ${snakeCase(over.name)})`,
  ],
  choose: (condition, then, otherwise) => [
    `if ${condition}:`,
    ...indented(then, indent),
    ...(otherwise === undefined ? [] : ["else:", ...indented(otherwise, indent)]),
  ],
  repeat: (turns, body) => [`for _ in range(${turns}):`, ...indented(body, indent)],
  leave: "break",
  demand: ({ condition, refusal }) => [
    `if ${conditionText(not(condition), syntax)}:`,
    ...refused(refusal.subject, refusal),
  ],
  demandEach: ({ of, element, condition, refusal }) => [
    `for i, ${snakeCase(element)} in enumerate(${of.name}):`,
    `${indent}if ${syntax.not(conditionText(condition, syntax))}:`,
    ...indented(refused(`${refusal.subject}_{i + 1}`, refusal), indent),
  ],
};

/** Numbers that a function gives, in a line or a line each. */
function returned(texts: readonly string[]): string[] {
  const line = `${indent}return ${tuple(texts)}`;
  return line.length <= 100
    ? [line]
    : [`${indent}return (`, ...texts.map((text) => `${indent}${indent}${text},`), `${indent})`];
}

/** A tuple, or what is in it where that is one. */
const tuple = (texts: readonly string[]): string => (texts.length === 1 ? `(${texts[0]},)` : texts.join(", "));

function refused(subject: string, { shown, reason }: Refusal): string[] {
  const told = `f"${subject} = {${valueText(shown, syntax)}}: ${reason}"`;
  return told.length < 80
    ? [`${indent}raise ValueError(${told})`]
    : [`${indent}raise ValueError(`, `${indent}${indent}${told}`, `${indent})`];
}

/** A module of routines. */
export function pythonRoutines(module: RoutineModule): string {
  const { name, header, main, helpers, lists } = module;
  const lines = [
    ...docstring(header, ""),
    "",
    "import math",
    "",
    "try:",
    "    import numpy as np",
    "except ImportError:",
    "    np = None",
    "",
    "# The names of the results, in order.",
    "RESULTS = (",
    ...main.results.map((result) => `    "${snakeCase(result.name)}",`),
    ")",
    ...record(name, main),
    ...lists.flatMap(listRoutine),
    ...helpers.flatMap(numberRoutine),
    "",
    "",
    "def _values(given):",
    ...docstring(["Numbers as floats, in an array where NumPy is there."]),
    "    return [float(value) for value in given] if np is None else np.asarray(given, dtype=float)",
    "",
    "",
    "def _sums(terms, given):",
    ...docstring(["Each of the terms summed over what is given, from the end, where a falling spectrum is smallest."]),
    "    if np is not None:",
    "        return [float(np.sum(term)) for term in terms(given)]",
    "    totals = [0.0 for _ in terms(given[0])]",
    "    for element in reversed(given):",
    "        totals = [total + term for total, term in zip(totals, terms(element))]",
    "    return totals",
    "",
    "",
    ...samples(module),
    "",
    "",
    ...selfTest(name),
    "",
  ];
  return lines.join("\n");
}

function record(name: string, routine: RecordRoutine): string[] {
  const { parameters, body, results } = routine;
  return [
    "",
    "",
    `def ${name}(${parameters.map((parameter) => snakeCase(parameter.name)).join(", ")}):`,
    ...docstring([
      ...aboutLines(routine, snakeCase),
      "",
      "The spectrum is a list, a tuple or a NumPy array.",
      "",
      "Returns a dictionary of floats:",
      ...results.map((result) => `${snakeCase(result.name)}: ${result.meaning}`),
      "",
      "Raises ValueError for input that has no solution, and says which.",
    ]),
    ...parameters.map(({ name: of, type }) => {
      const read = type === "list" ? "_values" : "float";
      return `    ${snakeCase(of)} = ${read}(${snakeCase(of)})`;
    }),
    ...indented(statementLines(body, syntax), indent),
    "    return {",
    ...results.map((result) => `        "${snakeCase(result.name)}": ${valueText(result.value, syntax)},`),
    "    }",
  ];
}

const numberRoutine = (routine: NumberRoutine): string[] => [
  "",
  "",
  `def ${syntax.routine(routine.name)}(${routine.parameters.map(({ name }) => snakeCase(name)).join(", ")}):`,
  ...docstring(aboutLines(routine, snakeCase)),
  ...indented(statementLines(routine.body, syntax), indent),
  `    return ${valueText(routine.result, syntax)}`,
];

function listRoutine(routine: ListRoutine): string[] {
  const { name, parameters, count, place, element } = routine;
  const value = valueText(element, syntax);
  const given = parameters.map((parameter) =>
    parameter.otherwise === undefined
      ? snakeCase(parameter.name)
      : `${snakeCase(parameter.name)}=${double(parameter.otherwise)}`,
  );
  return [
    "",
    "",
    `def ${snakeCase(name)}(${given.join(", ")}):`,
    ...docstring([...aboutLines(routine, snakeCase), "", "A NumPy array where NumPy is there, else a list."]),
    "    if np is None:",
    `        return [${value} for ${place} in range(1, ${count} + 1)]`,
    `    ${place} = np.arange(1.0, ${count} + 1.0)`,
    `    return ${value}`,
  ];
}

const numbers = (values: readonly Q.Rational[]): string =>
  tuple(values.map((value) => double(Math.abs(Q.toNumber(value))).replace(/^/, value.num < 0n ? "-" : "")));

const samples = (module: RoutineModule): string[] => [
  "# Spectra, the other inputs, and what comes out there, known without the solver and rounded to doubles.",
  "SAMPLES = (",
  ...module.samples.flatMap((sample) => [
    "    (",
    `        (${numbers(sample.spectrum)}),`,
    `        (${numbers(sample.inputs)}),`,
    "        (",
    ...sample.results.map((result) => `            ${numbers([result]).slice(1, -2)},`),
    "        ),",
    "    ),",
  ]),
  ")",
];

const selfTest = (name: string): string[] => [
  "def self_test():",
  ...docstring(["The largest relative error at SAMPLES; rounding alone leaves less than 1e-12."]),
  "    worst = 0.0",
  "    for spectrum, given, expected in SAMPLES:",
  `        for value, exact in zip(${name}(spectrum, *given).values(), expected):`,
  "            error = abs(value - exact) / (abs(exact) or 1.0)",
  "            if not error < 1e-12:",
  "                return error",
  "            worst = max(worst, error)",
  "    return worst",
  "",
  "",
  ...pythonMain(["worst = self_test()", "passed = worst < 1e-12", 'report = f"largest relative error {worst:.1e}"']),
];
