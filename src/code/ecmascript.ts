import { type EvaluatorModule, formulaLines, headerOf, type ModuleInput } from "./evaluator-module.js";
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

/** A module of a sum or a step, in TypeScript or JavaScript. */
export function ecmascriptModule(module: EvaluatorModule, isTyped: boolean): string {
  const js = dialect(isTyped);
  const { inputs, outputs, kind, value, gradient } = module;
  const isSum = kind === "sum";
  const count = inputs.length;
  const lines = [
    ...docComment(headerOf(module)),
    "",
    "/** The names of the inputs, in order. */",
    `export const symbols = ${quotedList(inputs)}${isTyped ? " as const" : ""};`,
    "",
    ...(isSum
      ? []
      : [
          "/** The names of the results, in order. */",
          `export const results = ${quotedList(outputs)}${isTyped ? " as const" : ""};`,
          "",
        ]),
    ...(isSum ? sumFunctions(module, js) : stepFunctions(module, js)),
    ...named(module, js),
    ...(gradient === null ? [] : ["", ...gradientFunctions(module, js)]),
    "",
    `function requireLength(values${js.type("Float64Array")})${js.type("void")} {`,
    `  if (values.length !== ${count}) {`,
    `    throw new RangeError(\`\${values.length} values for ${count} symbols: \${symbols.join(", ")}\`);`,
    "  }",
    "}",
    "",
    ...programFunctions("value", programOf(value.graph), inputs, isSum, js),
    ...(gradient === null
      ? []
      : ["", ...programFunctions("derivatives", programOf(gradient.graph), inputs, false, js)]),
  ];
  return `${lines.join("\n")}\n`;
}

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

/** The function with named parameters, with the formula in its comment. */
function named({ name, inputs, outputs, kind, formulas }: EvaluatorModule, js: Dialect): string[] {
  const isSum = kind === "sum";
  const result = isSum ? "number" : "Outputs";
  const values = `Float64Array.of(\n${inputs.map(({ variable }) => `    inputs.${variable},\n`).join("")}  )`;
  const shape = (title: string, items: readonly ModuleInput[]): string[] =>
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
  return [
    "",
    ...(js.isTyped ? [`/** The inputs of \`${name}\`, by name. */`] : []),
    ...shape("Inputs", inputs),
    "",
    ...(isSum
      ? []
      : [...(js.isTyped ? [`/** The results of \`${name}\`, by name. */`] : []), ...shape("Outputs", outputs), ""]),
    ...docComment([
      ...formulas.flatMap((formula, i) => [...(i > 0 ? [""] : []), ...formulaLines(formula)]),
      ...(js.isTyped ? [] : ["", "@param {Inputs} inputs", `@returns {${result}}`]),
    ]),
    `export function ${name}(inputs${js.type("Inputs")})${js.type(result)} {`,
    ...(isSum
      ? [`  return evaluate(${values});`]
      : [
          `  const found = evaluate(${values});`,
          "  return {",
          ...outputs.map(({ variable }, i) => `    ${variable}: ${js.read(`found[${i}]`)},`),
          "  };",
        ]),
    "}",
  ];
}

function gradientFunctions({ leftSide, kind, inputs, outputs }: EvaluatorModule, js: Dialect): string[] {
  const [n, m] = [outputs.length, inputs.length];
  const array = js.type("Float64Array");
  if (kind === "step")
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
