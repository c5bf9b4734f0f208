import * as Q from "../../algebra/rational.js";
import {
  type EntryPrinters,
  type EvaluatorModule,
  expectedAt,
  formulaLines,
  formulasOf,
  type ModuleInput,
  printed,
} from "../evaluator-module.js";
import type { Graph } from "../graph.js";
import { broken, spelledOut, spellingWith } from "../infix.js";
import { doubleLiteral, snakeCase } from "../names.js";
import { docstring, pythonMain, pythonNoCode, pythonWords } from "../python.js";
import { pythonRoutines } from "../python-routines.js";
import type { SampleResult } from "../samples.js";
import type { Target } from "../target.js";
import { type TensorElement, type TensorModule, type TensorProduct, tensorHeader } from "../tensor-module.js";

/*
 * Python 3: plain functions that take numbers or NumPy arrays, which only what evaluates many points needs; run as a
 * program, the module tests itself against exact values.
 */

export const target: Target = {
  name: "python",
  extension: "py",
  reserved: (name) => pythonWords.has(name),
  noCode: pythonNoCode,
  identifier: /^[A-Za-z_]\w*$/,
  spelt: (name) => name,
  write: pythonModule,
  writeTensors: pythonTensors,
  writeRoutine: pythonRoutines,
  inCase: snakeCase,
};

const tupleOf = (name: string, items: readonly ModuleInput[]): string[] => [
  `${name} = (`,
  ...items.map((item) => `    ${JSON.stringify(item.name)},`),
  ")",
];

function pythonModule(module: EvaluatorModule): string {
  const { entries, last } = printed(module, entryPrinters);
  const lines = [
    ...docstring(module.header, ""),
    "",
    "# The names of the inputs, in order.",
    ...tupleOf("SYMBOLS", module.inputs),
    ...entries.flatMap(({ functions }) => functions),
    ...ofFields(module),
    "",
    "",
    ...samples(module),
    "",
    "",
    ...selfTest(last.found),
    "",
  ];
  return lines.join("\n");
}

/** A function of fields, where a module has one. */
function ofFields({ fields, name, inputs, outputs }: EvaluatorModule): string[] {
  if (fields === undefined) return [];
  const { squares, count, value, slope } = fields;
  const set = [squares, ...(count === undefined ? [] : [count])].map((i) => inputs[i]?.name).join(" and ");
  return [
    "",
    "",
    "def of_fields(fields, values):",
    ...docstring([
      `${outputs[value]?.name} of a list of fields, and the list of its derivatives by them, 2 phi_i ${outputs[slope]?.name}.`,
      "",
      `values are those of SYMBOLS; what they hold for ${set} is taken from the fields instead.`,
    ]),
    "    values = list(values)",
    ...lengthCheck(inputs.length),
    `    values[${squares}] = sum(field * field for field in fields)`,
    ...(count === undefined ? [] : [`    values[${count}] = len(fields)`]),
    `    found = ${name}(*values)`,
    `    return found[${value}], [2 * field * found[${slope}] for field in fields]`,
  ];
}

/** An entry point in Python. */
interface Entry {
  readonly functions: readonly string[];
  /** What it gives at the values of a sample, as something to iterate. */
  readonly found: string;
}

const entryPrinters: EntryPrinters<Entry> = {
  value: (module, { graph }) => ({
    functions: evaluation(module, graph, {
      returns: "",
      many: "(count,)",
      shape: "len(points)",
      store: [`        results[start : start + 2048] = ${module.name}(*block)`],
    }),
    found: `(${module.name}(*values),)`,
  }),
  values: (module, { graph }) => ({
    functions: [
      "",
      "# The names of the results, in order.",
      ...tupleOf("RESULTS", module.outputs),
      ...evaluation(module, graph, {
        returns: " Returns a tuple in the order of RESULTS.",
        many: `(count, ${module.outputs.length})`,
        shape: `(len(points), ${module.outputs.length})`,
        store: [
          `        for i, result in enumerate(${module.name}(*block)):`,
          "            results[start : start + 2048, i] = result",
        ],
      }),
    ],
    found: `${module.name}(*values)`,
  }),
  gradient: (module, { graph }) => ({
    functions: [
      ...derivatives(module, graph, `The value of ${module.name} and then its derivatives by SYMBOLS, in their order.`),
      "def evaluate_with_gradient(values):",
      ...docstring([`${module.leftSide} and the tuple of its derivatives by SYMBOLS.`]),
      ...lengthCheck(module.inputs.length),
      `    value, *gradient_ = ${module.name}_derivatives(*values)`,
      "    return value, tuple(gradient_)",
      "",
      "",
      "def gradient(values):",
      ...docstring(["The derivatives by SYMBOLS, in their order."]),
      "    return evaluate_with_gradient(values)[1]",
    ],
    found: `${module.name}_derivatives(*values)`,
  }),
  jacobian: (module, { graph }) => {
    const { name, inputs, outputs } = module;
    const [n, m] = [outputs.length, inputs.length];
    return {
      functions: [
        ...derivatives(
          module,
          graph,
          `The results of ${name} and then, for each, its derivatives by SYMBOLS, in their order.`,
        ),
        "def jacobian(values):",
        ...docstring(["The derivatives of RESULTS by SYMBOLS: a tuple for each result, in the order of SYMBOLS."]),
        ...lengthCheck(m),
        `    found = ${name}_derivatives(*values)`,
        `    return tuple(found[${n} + ${m} * i : ${n} + ${m} * (i + 1)] for i in range(${n}))`,
      ],
      found: `${name}_derivatives(*values)`,
    };
  },
};

/** What differs between a number and a tuple of them. */
interface Shape {
  readonly returns: string;
  readonly many: string;
  readonly shape: string;
  readonly store: readonly string[];
}

function evaluation(module: EvaluatorModule, graph: Graph, { returns, many, shape, store }: Shape): string[] {
  const { name, leftSide, inputs } = module;
  const count = inputs.length;
  return [
    "",
    "",
    definition(name, inputs),
    ...docstring([
      ...formulasOf(module),
      "",
      ...inputs.map(({ variable, meaning }) => `${variable}: ${meaning}`),
      "",
      `Numbers, or NumPy arrays of one shape.${returns}`,
    ]),
    ...body(graph, inputs),
    "",
    "",
    "def evaluate(values):",
    ...docstring([`${leftSide} from the values of SYMBOLS, in their order.`]),
    ...lengthCheck(count),
    `    return ${name}(*values)`,
    "",
    "",
    "def evaluate_many(points):",
    ...docstring([
      `The same at many points, with NumPy: an array of shape (count, ${count}) gives one of shape ${many}.`,
    ]),
    "    import numpy as np",
    "",
    "    points = np.asarray(points, dtype=float)",
    `    if points.ndim != 2 or points.shape[1] != ${count}:`,
    `        raise ValueError(f"points of shape {points.shape}; expected (count, ${count})")`,
    `    results = np.empty(${shape})`,
    "    # Blocks that stay in a processor's cache.",
    "    for start in range(0, len(points), 2048):",
    "        block = np.ascontiguousarray(points[start : start + 2048].T)",
    ...store,
    "    return results",
  ];
}

const derivatives = ({ name, inputs }: EvaluatorModule, graph: Graph, explained: string): string[] => [
  "",
  "",
  definition(`${name}_derivatives`, inputs),
  ...docstring([explained]),
  ...body(graph, inputs),
  "",
  "",
];

const definition = (called: string, inputs: readonly ModuleInput[]): string =>
  wrappedDefinition(broken(`def ${called}(${inputs.map(({ variable }) => variable).join(", ")}):`, 110, "    "));

/** A definition that is too long for a line has a parameter list of its own. */
function wrappedDefinition(text: string): string {
  if (text.length <= 100) return text;
  const [head = "", rest = ""] = text.split("(");
  const names = rest.replace("):", "").split(", ");
  const lines = [""];
  for (const name of names) {
    const last = lines.length - 1;
    const longer = `${lines[last]}${lines[last] === "" ? "" : " "}${name},`;
    if (longer.length > 90) lines.push(`${name},`);
    else lines[last] = longer;
  }
  return `${head}(\n${lines.map((line) => `    ${line}`).join("\n")}\n):`;
}

const lengthCheck = (count: number): string[] => [
  `    if len(values) != ${count}:`,
  `        raise ValueError(f"{len(values)} values for ${count} symbols: {', '.join(SYMBOLS)}")`,
];

function body(graph: Graph, inputs: readonly ModuleInput[]): string[] {
  const { locals, results } = spelledOut(
    graph,
    spellingWith(
      inputs.map(({ variable }) => variable),
      doubleLiteral,
    ),
  );
  const wrapped = (text: string): string => {
    const lines = broken(text, 100, "        ");
    return lines.includes("\n") ? `(\n        ${lines}\n    )` : text;
  };
  const [only = ""] = results;
  return [
    ...locals.map(({ name, text }) => `    ${name} = ${wrapped(text)}`),
    ...(results.length === 1
      ? [`    return ${wrapped(only)}`]
      : ["    return (", ...results.map((text) => `        ${wrapped(text).replaceAll("\n", "\n    ")},`), "    )"]),
  ];
}

const double = (value: Q.Rational): string => String(Q.toNumber(value));
const pairOf = ({ value, magnitude }: SampleResult): string => `(${double(value)}, ${double(magnitude)})`;

/** The points with the exact values there, to the nearest double. */
function samples(module: EvaluatorModule): string[] {
  return [
    "# Points, and what comes out there exactly: each value with the sum of the sizes of its terms, which its rounding is measured by.",
    "SAMPLES = (",
    ...module.samples.flatMap((sample) => [
      "    (",
      `        (${sample.inputs.map(double).join(", ")},),`,
      `        (${expectedAt(sample).map(pairOf).join(", ")},),`,
      "    ),",
    ]),
    ")",
  ];
}

function selfTest(found: string): string[] {
  return [
    "def self_test():",
    ...docstring([
      "The largest error at SAMPLES, relative to the sizes of the terms; rounding alone leaves less than 1e-13.",
    ]),
    "    worst = 0.0",
    "    for values, expected in SAMPLES:",
    `        for value, (exact, size) in zip(${found}, expected):`,
    "            error = abs(value - exact) / size if size else abs(value)",
    "            if not error < 1e-13:",
    "                return error",
    "            worst = max(worst, error)",
    "    return worst",
    "",
    "",
    ...pythonMain(["worst = self_test()", "passed = worst < 1e-13", 'report = f"largest relative error {worst:.1e}"']),
  ];
}

function pythonTensors(module: TensorModule): string {
  const { name, leftSide, formula, inputs, products } = module;
  const tensors = inputs.filter(({ rank }) => rank > 0);
  const lines = [
    ...docstring(tensorHeader(module), ""),
    "",
    "import numpy as np",
    "",
    "# The names of the inputs, in order, and how many indices each has: 0 for a number.",
    ...tupleOf("SYMBOLS", inputs),
    `RANKS = (${inputs.map(({ rank }) => rank).join(", ")}${inputs.length === 1 ? "," : ""})`,
    "",
    "",
    wrappedDefinition(`def ${name}(${inputs.map(({ variable }) => variable).join(", ")}):`),
    ...docstring([
      ...formulaLines({ leftSide, lines: formula }),
      "",
      ...inputs.map(({ variable, meaning }) => `${variable}: ${meaning}`),
      "",
      "Numbers, and NumPy arrays with an axis for each index, all of the number of pairs.",
    ]),
    ...tensors.map(({ variable }) => `    ${variable} = np.asarray(${variable}, dtype=float)`),
    ...(tensors.length === 0
      ? []
      : [
          `    for symbol, tensor, rank in (${tensors.map((t) => `(${JSON.stringify(t.name)}, ${t.variable}, ${t.rank})`).join(", ")},):`,
          "        if tensor.ndim != rank or len(set(tensor.shape)) != 1:",
          '            raise ValueError(f"{symbol} has the shape {tensor.shape}; expected {rank} axes of the number of pairs")',
        ]),
    "    return (",
    ...products.map((product) => `        ${product.coefficient.num < 0n ? "-" : "+"} ${einsum(product)}`),
    "    )",
    "",
    "",
    "def evaluate(values):",
    ...docstring([`${leftSide} from the values of SYMBOLS, in their order.`]),
    ...lengthCheck(inputs.length),
    `    return ${name}(*values)`,
    "",
  ];
  return lines.join("\n");
}

/** A product of tensors as one contraction. */
function einsum({ coefficient, scalars, averages, vertices }: TensorProduct): string {
  const size = Q.absolute(coefficient);
  const numbers = scalars.map(({ input, power }) => {
    const raised = Math.abs(power) === 1 ? input.variable : `${input.variable} ** ${Math.abs(power)}`;
    return `${power < 0 ? "/" : "*"} ${raised}`;
  });
  const elements = [...averages, ...vertices];
  const letters = new Map<string, string>();
  for (const { indices } of elements)
    for (const index of indices) if (!letters.has(index)) letters.set(index, letterAt(letters.size));
  const subscripts = ({ indices }: TensorElement): string => indices.map((index) => letters.get(index)).join("");
  const contraction =
    elements.length === 0
      ? []
      : [
          `* np.einsum("${elements.map(subscripts).join(",")}->", ${elements.map(({ input }) => input.variable).join(", ")}${
            elements.length > 2 ? ", optimize=True" : ""
          })`,
        ];
  return [doubleLiteral(size), ...numbers, ...contraction].join(" ");
}

/** einsum's letters: a to z, then A to Z. */
const letterAt = (i: number): string => String.fromCharCode(i < 26 ? 97 + i : 65 + i - 26);
