import { type EntryPrinters, type EvaluatorModule, formulasOf, type ModuleInput, printed } from "./evaluator-module.js";
import { broken, spelledPart, spellingWith } from "./infix.js";
import { doubleLiteral } from "./names.js";
import { type Part, type Program, programOf } from "./program.js";

/*
 * Modules in JavaScript, with types (TypeScript) or with documentation that holds them. Values come as a Float64Array,
 * which engines read faster than the fields of an object, and at an offset, so that many points need no copies.
 */

const words = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super switch this
  throw true try typeof undefined var void while with yield NaN Infinity`.split(/\s+/),
);

/** Whether a name is a word of the language. */
export const isReservedWord = (name: string): boolean => words.has(name);

/** Comments of either kind, and texts. What stands in a template is code, as it may be. */
export const ecmascriptNoCode = /\/\*[\s\S]*?\*\/|\/\/.*$|"(?:[^"\\\n]|\\.)*"/gm;

/** Writes what differs between the two languages. */
export interface Dialect {
  readonly isTyped: boolean;
  /** A type annotation: ": number". */
  type(name: string): string;
  /** An element that the type checker cannot know to be there, as a factor. */
  element(text: string): string;
  /** The same, as a whole expression. */
  read(text: string): string;
}

export const dialect = (isTyped: boolean): Dialect => ({
  isTyped,
  type: (name) => (isTyped ? `: ${name}` : ""),
  element: (text) => (isTyped ? `(${text} as number)` : text),
  read: (text) => (isTyped ? `${text} as number` : text),
});

export const docComment = (lines: readonly string[]): string[] => [
  "/**",
  ...lines.map((line) => ` * ${line.replaceAll("*/", "* /")}`.trimEnd()),
  " */",
];

/** A module of sums, in TypeScript or JavaScript. */
export function ecmascriptModule(module: EvaluatorModule, isTyped: boolean): string {
  const js = dialect(isTyped);
  const { inputs } = module;
  const { entries } = printed(module, entryPrinters(js));
  const lines = [
    ...docComment(module.header),
    "",
    "/** The names of the inputs, in order. */",
    `export const symbols = ${quotedList(inputs)}${isTyped ? " as const" : ""};`,
    ...entries.flatMap(({ functions }) => ["", ...functions]),
    ...ofFields(module, js),
    "",
    `function requireLength(values${js.type("Float64Array")})${js.type("void")} {`,
    `  if (values.length !== ${inputs.length}) {`,
    `    throw new RangeError(\`\${values.length} values for ${inputs.length} symbols: \${symbols.join(", ")}\`);`,
    "  }",
    "}",
    ...entries.flatMap(({ operations }) => ["", ...operations]),
  ];
  return `${lines.join("\n")}\n`;
}

/** A function of fields, where a module has one. */
function ofFields({ fields, inputs, outputs }: EvaluatorModule, js: Dialect): string[] {
  if (fields === undefined) return [];
  const { squares, count, value, slope } = fields;
  const array = js.type("Float64Array");
  const [own, derivative] = [outputs[value], outputs[slope]].map((output) => output?.name);
  const set = [squares, ...(count === undefined ? [] : [count])]
    .map((i) => JSON.stringify(inputs[i]?.name))
    .join(" and ");
  return [
    "",
    ...docComment([
      `${own} of a list of fields, from whose number and squares ${set} are taken: what \`values\` holds for these is not read.`,
      `The gradient, 2 phi_i ${derivative}, is written into the third list where there is one.`,
      ...(js.isTyped
        ? []
        : [
            "@param {Float64Array} fields",
            "@param {Float64Array} values",
            "@param {Float64Array} [gradient]",
            "@returns {number}",
          ]),
    ]),
    ...signature(
      "ofFields",
      [`fields${array}`, `values${array}`, `gradient${js.isTyped ? "?: Float64Array" : ""}`],
      js.type("number"),
    ),
    "  let sum = 0;",
    "  for (const field of fields) sum += field * field;",
    "  const own = values.slice();",
    `  own[${squares}] = sum;`,
    ...(count === undefined ? [] : [`  own[${count}] = fields.length;`]),
    "  const found = evaluate(own);",
    "  if (gradient !== undefined) {",
    "    for (let i = 0; i < fields.length; i++) {",
    `      gradient[i] = 2 * ${js.element("fields[i]")} * ${js.element(`found[${slope}]`)};`,
    "    }",
    "  }",
    `  return ${js.read(`found[${value}]`)};`,
    "}",
  ];
}

/** An entry point: what is called from outside, and the operations that it carries out. */
interface Entry {
  readonly functions: readonly string[];
  readonly operations: readonly string[];
}

const entryPrinters = (js: Dialect): EntryPrinters<Entry> => ({
  value: (module, { graph }) => ({
    functions: [...sumFunctions(module, js), ...named(module, js, oneNumber)],
    operations: programFunctions("value", programOf(graph), module.inputs, true, js),
  }),
  values: (module, { graph }) => ({
    functions: [
      "/** The names of the results, in order. */",
      `export const results = ${quotedList(module.outputs)}${js.isTyped ? " as const" : ""};`,
      "",
      ...stepFunctions(module, js),
      ...named(module, js, severalNumbers(module, js)),
    ],
    operations: programFunctions("value", programOf(graph), module.inputs, false, js),
  }),
  gradient: (module, { graph }) => ({
    functions: gradient(module, js),
    operations: programFunctions("derivatives", programOf(graph), module.inputs, false, js),
  }),
  jacobian: (module, { graph }) => ({
    functions: jacobian(module, js),
    operations: programFunctions("derivatives", programOf(graph), module.inputs, false, js),
  }),
});

export const quotedList = (items: readonly ModuleInput[]): string =>
  `[\n${items.map(({ name }) => `  ${JSON.stringify(name)},\n`).join("")}]`;

function sumFunctions({ leftSide, inputs }: EvaluatorModule, js: Dialect): string[] {
  const count = inputs.length;
  return [
    ...docComment([
      `${leftSide} from the values of \`symbols\`, in their order.`,
      ...(js.isTyped ? [] : ["@param {Float64Array} values", "@returns {number}"]),
      "@throws RangeError when `values` has another length than `symbols`",
    ]),
    `export function evaluate(values${js.type("Float64Array")})${js.type("number")} {`,
    "  requireLength(values);",
    "  return value(values, 0);",
    "}",
    "",
    ...docComment([
      `The same at many points: \`points\` holds the values of \`symbols\` point by point, ${count} a point.`,
      ...(js.isTyped
        ? ["@param results one number a point is written here"]
        : [
            "@param {Float64Array} points",
            "@param {Float64Array} [results] one number a point is written here",
            "@returns {Float64Array} results",
          ]),
      "@throws RangeError when the lengths do not fit",
    ]),
    ...signature(
      "evaluateMany",
      [
        `points${js.type("Float64Array")}`,
        `results${js.type("Float64Array")} = new Float64Array(points.length / ${count})`,
      ],
      js.type("Float64Array"),
    ),
    `  if (points.length !== ${count} * results.length) {`,
    `    throw new RangeError(\`\${points.length} values for \${results.length} points of ${count} symbols\`);`,
    "  }",
    "  for (let i = 0; i < results.length; i++) {",
    `    results[i] = value(points, ${count} * i);`,
    "  }",
    "  return results;",
    "}",
  ];
}

function stepFunctions({ leftSide, outputs }: EvaluatorModule, js: Dialect): string[] {
  return [
    ...docComment([
      `${leftSide} from the values of \`symbols\`, in their order.`,
      ...(js.isTyped
        ? ["@param into the results are written here, in the order of `results`"]
        : [
            "@param {Float64Array} values",
            "@param {Float64Array} [into] the results are written here, in the order of `results`",
            "@returns {Float64Array} into",
          ]),
      "@throws RangeError when `values` has another length than `symbols`",
    ]),
    ...signature(
      "evaluate",
      [`values${js.type("Float64Array")}`, `into${js.type("Float64Array")} = new Float64Array(${outputs.length})`],
      js.type("Float64Array"),
    ),
    "  requireLength(values);",
    "  value(values, 0, into);",
    "  return into;",
    "}",
  ];
}

/** What the function with named parameters gives: its type, with what declares that, and its last lines. */
interface NamedResult {
  readonly type: string;
  readonly declared: readonly string[];
  body(values: string): readonly string[];
}

const oneNumber: NamedResult = {
  type: "number",
  declared: [],
  body: (values) => [`  return evaluate(${values});`],
};

const severalNumbers = ({ name, outputs }: EvaluatorModule, js: Dialect): NamedResult => ({
  type: "Outputs",
  declared: [
    ...(js.isTyped ? [`/** The results of \`${name}\`, by name. */`] : []),
    ...shape("Outputs", outputs, js),
    "",
  ],
  body: (values) => [
    `  const found = evaluate(${values});`,
    "  return {",
    ...outputs.map(({ variable }, i) => `    ${variable}: ${js.read(`found[${i}]`)},`),
    "  };",
  ],
});

/** Numbers by name, as a type. */
const shape = (title: string, items: readonly ModuleInput[], js: Dialect): string[] =>
  js.isTyped
    ? [
        `export interface ${title} {`,
        ...items.flatMap(({ variable, meaning }) => [`  /** ${meaning} */`, `  readonly ${variable}: number;`]),
        "}",
      ]
    : docComment([
        `@typedef {object} ${title}`,
        ...items.map(({ variable, meaning }) => `@property {number} ${variable} ${meaning}`),
      ]);

/** The function with named parameters, with the formula in its comment. */
function named(module: EvaluatorModule, js: Dialect, { type, declared, body }: NamedResult): string[] {
  const { name, inputs } = module;
  return [
    "",
    ...(js.isTyped ? [`/** The inputs of \`${name}\`, by name. */`] : []),
    ...shape("Inputs", inputs, js),
    "",
    ...declared,
    ...docComment([...formulasOf(module), ...(js.isTyped ? [] : ["", "@param {Inputs} inputs", `@returns {${type}}`])]),
    `export function ${name}(inputs${js.type("Inputs")})${js.type(type)} {`,
    ...body(`Float64Array.of(\n${inputs.map(({ variable }) => `    inputs.${variable},\n`).join("")}  )`),
    "}",
  ];
}

function jacobian({ inputs, outputs }: EvaluatorModule, js: Dialect): string[] {
  const [n, m] = [outputs.length, inputs.length];
  const array = js.type("Float64Array");
  return [
    ...docComment([
      `The derivatives of \`results\` by \`symbols\`: entry ${m} * i + j is that of result i by symbol j.`,
      ...(js.isTyped
        ? []
        : ["@param {Float64Array} values", "@param {Float64Array} [into]", "@returns {Float64Array} into"]),
    ]),
    ...signature("jacobian", [`values${array}`, `into${array} = new Float64Array(${n * m})`], array),
    "  requireLength(values);",
    `  derivatives(values, 0, all);`,
    `  into.set(all.subarray(${n}));`,
    "  return into;",
    "}",
    "",
    `const all = new Float64Array(${n * (m + 1)});`,
  ];
}

function gradient({ leftSide, inputs }: EvaluatorModule, js: Dialect): string[] {
  const m = inputs.length;
  const array = js.type("Float64Array");
  return [
    ...docComment([
      `The derivatives of ${leftSide} by \`symbols\`, in their order.`,
      ...(js.isTyped
        ? []
        : ["@param {Float64Array} values", "@param {Float64Array} [into]", "@returns {Float64Array} into"]),
    ]),
    ...signature("gradient", [`values${array}`, `into${array} = new Float64Array(${m})`], array),
    "  evaluateWithGradient(values, into);",
    "  return into;",
    "}",
    "",
    ...docComment([
      "The value, and its derivatives written into the second list.",
      ...(js.isTyped ? [] : ["@param {Float64Array} values", "@param {Float64Array} into", "@returns {number}"]),
    ]),
    ...signature("evaluateWithGradient", [`values${array}`, `into${array}`], js.type("number")),
    "  requireLength(values);",
    "  derivatives(values, 0, all);",
    "  into.set(all.subarray(1));",
    `  return ${js.read("all[0]")};`,
    "}",
    "",
    `const all = new Float64Array(${m + 1});`,
  ];
}

function signature(name: string, parameters: readonly string[], result: string): string[] {
  const line = `export function ${name}(${parameters.join(", ")})${result} {`;
  return line.length <= 120
    ? [line]
    : [`export function ${name}(`, ...parameters.map((parameter) => `  ${parameter},`), `)${result} {`];
}

/** The operations as functions: one part is the function itself, several are called by it in turn. */
function programFunctions(
  name: string,
  program: Program,
  inputs: readonly ModuleInput[],
  returns: boolean,
  js: Dialect,
): string[] {
  const { parts, kept } = program;
  const parameters = (into: boolean): string =>
    [`x${js.type("Float64Array")}`, `at${js.type("number")}`, ...(into ? [`into${js.type("Float64Array")}`] : [])].join(
      ", ",
    );
  const part = (i: number, called: string): string[] => {
    const isLast = i === parts.length - 1;
    const body = partLines(parts[i] as Part, program, `${name}Kept`, inputs, returns, js);
    return [
      `function ${called}(${parameters(!returns)})${js.type(returns && isLast ? "number" : "void")} {`,
      ...body,
      "}",
    ];
  };
  if (parts.length === 1) return part(0, name);
  const call = (i: number): string => `${name}${i + 1}(x, at${returns ? "" : ", into"});`;
  return [
    "/** What a part hands to later ones. */",
    `const ${name}Kept = new Float64Array(${kept.length});`,
    "",
    `function ${name}(${parameters(!returns)})${js.type(returns ? "number" : "void")} {`,
    ...parts.map((_, i) => `  ${returns && i === parts.length - 1 ? "return " : ""}${call(i)}`),
    "}",
    ...parts.flatMap((_, i) => ["", ...part(i, `${name}${i + 1}`)]),
  ];
}

function partLines(
  part: Part,
  program: Program,
  keptName: string,
  inputs: readonly ModuleInput[],
  returns: boolean,
  js: Dialect,
): string[] {
  const spelling = spellingWith(
    inputs.map(({ variable }) => variable),
    doubleLiteral,
  );
  const { reads, statements } = spelledPart(part, program, spelling, {
    constant: (name, text) => `  const ${name} = ${text};`,
    input: (i) => js.read(`x[at${i === 0 ? "" : ` + ${i}`}]`),
    kept: (slot) => js.read(`${keptName}[${slot}]`),
    keep: (slot, name) => `  ${keptName}[${slot}] = ${name};`,
    output: (output, text) => (returns ? `  return ${text};` : `  into[${output}] = ${text};`),
    lines: (text) => broken(text, 110, "    "),
  });
  return [...reads, ...statements];
}
