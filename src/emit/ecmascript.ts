import * as Q from "../algebra/rational.js";
import { broken, infix, spellingWith } from "../evaluator/infix.js";
import { doubleLiteral } from "../evaluator/names.js";
import { type Part, type Program, programOf } from "../evaluator/program.js";
import { type EvaluatorModule, formulaLines, headerOf, type ModuleInput } from "./evaluator-module.js";
import { type TensorElement, type TensorModule, type TensorProduct, tensorHeader } from "./tensor-module.js";

/*
 * Modules in JavaScript, with types (TypeScript) or with documentation that holds them. Values come as a Float64Array, which engines read
 * faster than the fields of an object, and at an offset, so that many points need no copies.
 */

const words = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super switch this
  throw true try typeof undefined var void while with yield Float64Array RangeError NaN Infinity
  symbols evaluate evaluateMany gradient evaluateWithGradient jacobian results ranks Inputs Outputs
  value derivatives valueKept derivativesKept all requireLength requireEntries`.split(/\s+/),
);

/** Whether a name is a word of the language, or one that a module uses, its numbered parts included. */
export const isReservedWord = (name: string): boolean =>
  words.has(name) || /^(?:value|derivatives|term)\d+$/.test(name);

/** Writes what differs between the two languages. */
interface Dialect {
  readonly isTyped: boolean;
  /** A type annotation: ": number". */
  type(name: string): string;
  /** An element that the type checker cannot know to be there, as a factor. */
  element(text: string): string;
  /** The same, as a whole expression. */
  read(text: string): string;
}

const dialect = (isTyped: boolean): Dialect => ({
  isTyped,
  type: (name) => (isTyped ? `: ${name}` : ""),
  element: (text) => (isTyped ? `(${text} as number)` : text),
  read: (text) => (isTyped ? `${text} as number` : text),
});

const docComment = (lines: readonly string[]): string[] => [
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

const quotedList = (items: readonly ModuleInput[]): string =>
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
    const body = partLines(parts[i] as Part, kept, `${name}Kept`, inputs, returns, js);
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
  { inputs: read, loads, statements }: Part,
  kept: readonly number[],
  keptName: string,
  inputs: readonly ModuleInput[],
  returns: boolean,
  js: Dialect,
): string[] {
  const spelling = spellingWith(
    inputs.map(({ variable }) => variable),
    doubleLiteral,
  );
  return [
    ...read.map((i) => `  const ${spelling.input(i)} = ${js.read(`x[at${i === 0 ? "" : ` + ${i}`}]`)};`),
    ...loads.map((local) => `  const ${spelling.local(local)} = ${js.read(`${keptName}[${kept.indexOf(local)}]`)};`),
    ...statements.flatMap(({ to, index, value }) => {
      const text = broken(infix(value, spelling), 110, "    ");
      if (to === "output") return [returns ? `  return ${text};` : `  into[${index}] = ${text};`];
      const slot = kept.indexOf(index);
      return [
        `  const ${spelling.local(index)} = ${text};`,
        ...(slot < 0 ? [] : [`  ${keptName}[${slot}] = ${spelling.local(index)};`]),
      ];
    }),
  ];
}

/** A module of a sum over products of tensors. */
export function ecmascriptTensors(module: TensorModule, isTyped: boolean): string {
  const js = dialect(isTyped);
  const { name, leftSide, formula, inputs, products } = module;
  const tensors = inputs.filter(({ rank }) => rank > 0);
  const typeOf = (rank: number): string => (rank === 0 ? "number" : "ArrayLike<number>");
  const lines = [
    ...docComment(tensorHeader(module)),
    "",
    "/** The names of the inputs, in order. */",
    `export const symbols = ${quotedList(inputs)}${isTyped ? " as const" : ""};`,
    "",
    "/** How many indices each of them has: 0 for a number, else a tensor with so many indices. */",
    `export const ranks = [${inputs.map(({ rank }) => rank).join(", ")}]${isTyped ? " as const" : ""};`,
    "",
    ...(isTyped
      ? [
          `/** The inputs of \`${name}\`, by name. */`,
          "export interface Inputs {",
          "  /** the number of unordered pairs of inputs of layer l-1, N (N + 1) / 2 */",
          "  readonly pairs: number;",
          ...inputs.flatMap(({ variable, rank, meaning }) => [
            `  /** ${meaning} */`,
            `  readonly ${variable}: ${typeOf(rank)};`,
          ]),
          "}",
        ]
      : docComment([
          "@typedef {object} Inputs",
          "@property {number} pairs the number of unordered pairs of inputs of layer l-1, N (N + 1) / 2",
          ...inputs.map(({ variable, rank, meaning }) => `@property {${typeOf(rank)}} ${variable} ${meaning}`),
        ])),
    "",
    ...docComment([
      ...formulaLines({ leftSide, lines: formula }),
      "",
      ...(isTyped ? [] : ["@param {Inputs} inputs", "@returns {number}"]),
      "@throws RangeError when a tensor has not as many entries as its indices say",
    ]),
    `export function ${name}(inputs${js.type("Inputs")})${js.type("number")} {`,
    ...tensors.map(
      (input) =>
        `  requireEntries(${JSON.stringify(input.name)}, inputs.${input.variable}, inputs.pairs ** ${input.rank});`,
    ),
    `  return ${broken(products.map((_, i) => `term${i + 1}(inputs)`).join(" + "), 100, "    ")};`,
    "}",
    "",
    ...docComment([
      "The same from the values of `symbols`, in their order: numbers, and tensors for those with indices.",
      ...(isTyped
        ? []
        : ["@param {number} pairs", "@param {(number | ArrayLike<number>)[]} values", "@returns {number}"]),
    ]),
    `export function evaluate(pairs${js.type("number")}, values${js.type("readonly (number | ArrayLike<number>)[]")})${js.type("number")} {`,
    "  if (values.length !== symbols.length) {",
    `    throw new RangeError(\`\${values.length} values for \${symbols.length} symbols: \${symbols.join(", ")}\`);`,
    "  }",
    `  return ${name}({`,
    "    pairs,",
    ...inputs.map(
      ({ variable, rank }, i) => `    ${variable}: ${isTyped ? `values[${i}] as ${typeOf(rank)}` : `values[${i}]`},`,
    ),
    "  });",
    "}",
    ...(tensors.length === 0
      ? []
      : [
          "",
          `function requireEntries(name${js.type("string")}, tensor${js.type("ArrayLike<number>")}, expected${js.type("number")})${js.type("void")} {`,
          "  if (tensor.length !== expected) {",
          `    throw new RangeError(\`\${name} has \${tensor.length} entries; expected \${expected}\`);`,
          "  }",
          "}",
        ]),
    ...products.flatMap((product, i) => ["", ...productFunction(`term${i + 1}`, product, js)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The function that sums one product of tensors over its indices. */
function productFunction(
  name: string,
  { coefficient, scalars, averages, vertices }: TensorProduct,
  js: Dialect,
): string[] {
  const read = [...scalars, ...averages, ...vertices].map(({ input }) => input.variable);
  const hasIndices = averages.length + vertices.length > 0;
  const front = [
    `${coefficient.num < 0n ? "-" : ""}${doubleLiteral(Q.absolute(coefficient))}`,
    ...scalars.map(({ input, power }) => {
      const repeated = Array.from({ length: Math.abs(power) }, () => input.variable).join(" * ");
      return power < 0 ? `/ ${power < -1 ? `(${repeated})` : repeated}` : `* ${repeated}`;
    }),
  ].join(" ");
  const element = ({ input, indices }: TensorElement): string => js.element(`${input.variable}[${place(indices)}]`);
  const lines = [`const factor0 = ${front};`];
  let depth = 0;
  const indented = (line: string): number => lines.push(`${"  ".repeat(depth)}${line}`);
  // Averages first: their zeros end the loops early.
  averages.forEach((average, i) => {
    for (const index of average.indices) {
      const p = loopVariable(index);
      indented(`for (let ${p} = 0; ${p} < pairs; ${p}++) {`);
      depth++;
    }
    indented(`const factor${i + 1} = factor${i} * ${element(average)};`);
    indented(`if (factor${i + 1} === 0) continue;`);
  });
  indented(`sum += ${[`factor${averages.length}`, ...vertices.map(element)].join(" * ")};`);
  while (depth > 0) {
    depth--;
    indented("}");
  }
  return [
    `function ${name}(inputs${js.type("Inputs")})${js.type("number")} {`,
    `  const { ${[...(hasIndices ? ["pairs"] : []), ...new Set(read)].join(", ")} } = inputs;`,
    "  let sum = 0;",
    ...lines.map((line) => `  ${line}`),
    "  return sum;",
    "}",
  ];
}

/** The variable of a loop over an index: no name of an input and no word of the language. */
const loopVariable = (index: string): string => `p${index}`;

/** The place of an entry in a full tensor, the last index running fastest. */
const place = (indices: readonly string[]): string =>
  indices.map(loopVariable).reduce((text, index) => `${text.includes(" ") ? `(${text})` : text} * pairs + ${index}`);
