import { type Dialect, dialect, docComment } from "./ecmascript.js";
import {
  type ListRoutine,
  type NumberRoutine,
  not,
  type Parameter,
  type RecordRoutine,
  type Refusal,
} from "./routine.js";
import { braced, conditionText, indented, type StatementSyntax, statementLines, valueText } from "./routine-text.js";
import type { RoutineModule } from "./solver-module.js";

/* Routines in JavaScript and TypeScript. */

const indent = "  ";

/** The type of a list that is read, in either language. */
const listType = "Float64Array | readonly number[]";

const number = (value: number): string => String(value);

function syntaxOf(js: Dialect): StatementSyntax {
  const downwards = (list: string) => `for (let i = ${list}.length - 1; i >= 0; i--) {`;
  const syntax: StatementSyntax = {
    ...braced(indent, (turns) => `for (let turn = 0; turn < ${turns}; turn++)`),
    number,
    variable: (name) => name,
    length: (list) => `${list}.length`,
    list: (name) => name,
    routine: (name) => name,
    mathFunctions: {
      sqrt: "Math.sqrt",
      exp: "Math.exp",
      log: "Math.log",
      abs: "Math.abs",
      min: "Math.min",
      max: "Math.max",
      power: "Math.pow",
    },
    equal: "===",
    remark: (text) => [`// ${text}`],
    introduce: (name, value, isVariable) => [`${isVariable ? "let" : "const"} ${name} = ${value};`],
    sums: ({ over, element, values, totals }) => [
      ...totals.map(({ name }) => `let ${name} = 0;`),
      downwards(over.name),
      ...indented(
        [
          `const ${element} = ${js.read(`${over.name}[i]`)};`,
          ...values.map(({ name, value }) => `const ${name} = ${valueText(value, syntax)};`),
          ...totals.map(({ name, value }) => `${name} += ${valueText(value, syntax)};`),
        ],
        indent,
      ),
      "}",
    ],
    demand: ({ condition, refusal }) => [
      `if (${conditionText(not(condition), syntax)}) {`,
      ...refused(refusal.subject, refusal, syntax),
      "}",
    ],
    demandEach: ({ of, element, condition, refusal }) => [
      `for (let i = 0; i < ${of.name}.length; i++) {`,
      ...indented(
        [
          `const ${element} = ${js.read(`${of.name}[i]`)};`,
          `if (${syntax.not(conditionText(condition, syntax))}) {`,
          ...refused(`${refusal.subject}_\${i + 1}`, refusal, syntax),
          "}",
        ],
        indent,
      ),
      "}",
    ],
  };
  return syntax;
}

function refused(subject: string, { shown, reason }: Refusal, syntax: StatementSyntax): string[] {
  const told = `\`${subject} = \${${valueText(shown, syntax)}}: ${reason}\``;
  return told.length < 80
    ? [`${indent}throw new RangeError(${told});`]
    : [`${indent}throw new RangeError(`, `${indent}${indent}${told},`, `${indent});`];
}

/** A module of routines, in TypeScript or JavaScript. */
export function ecmascriptRoutines({ name, header, main, helpers, lists }: RoutineModule, isTyped: boolean): string {
  const js = dialect(isTyped);
  const lines = [
    ...docComment(header),
    "",
    ...results(name, main, isTyped),
    "",
    ...record(name, main, js),
    ...lists.flatMap((routine) => ["", ...listRoutine(routine, js)]),
    ...helpers.flatMap((routine) => ["", ...numberRoutine(routine, js)]),
  ];
  return `${lines.join("\n")}\n`;
}

const results = (name: string, main: RecordRoutine, isTyped: boolean): string[] =>
  isTyped
    ? [
        `/** The results of \`${name}\`, by name. */`,
        "export interface Outputs {",
        ...main.results.flatMap((result) => [`  /** ${result.meaning} */`, `  readonly ${result.name}: number;`]),
        "}",
      ]
    : docComment([
        "@typedef {object} Outputs",
        ...main.results.map((result) => `@property {number} ${result.name} ${result.meaning}`),
      ]);

const typeOf = ({ type }: Parameter): string => (type === "list" ? listType : "number");

/** Documentation with the parameters, and their types where the language has none. */
const documented = (
  { about, parameters }: Pick<NumberRoutine, "about" | "parameters">,
  returned: string,
  js: Dialect,
  thrown: readonly string[] = [],
): string[] =>
  docComment([
    ...about,
    "",
    ...parameters.map((parameter) => {
      const { name, meaning, otherwise } = parameter;
      const called = !js.isTyped && otherwise !== undefined ? `[${name}]` : name;
      return `@param ${js.isTyped ? "" : `{${typeOf(parameter)}} `}${called} ${meaning}`;
    }),
    ...(js.isTyped ? [] : [`@returns {${returned}}`]),
    ...thrown,
  ]);

const signature = (name: string, parameters: readonly Parameter[], returned: string, js: Dialect): string => {
  const given = parameters.map((parameter) =>
    parameter.otherwise === undefined
      ? `${parameter.name}${js.type(typeOf(parameter))}`
      : `${parameter.name} = ${number(parameter.otherwise)}`,
  );
  const line = `function ${name}(${given.join(", ")})${js.type(returned)} {`;
  return line.length <= 100
    ? line
    : `function ${name}(\n${given.map((text) => `${indent}${text},\n`).join("")})${js.type(returned)} {`;
};

function record(name: string, routine: RecordRoutine, js: Dialect): string[] {
  const syntax = syntaxOf(js);
  return [
    ...documented(routine, "Outputs", js, ["@throws RangeError for input that has no solution, and says which"]),
    `export ${signature(name, routine.parameters, "Outputs", js)}`,
    ...indented(statementLines(routine.body, syntax), indent),
    "  return {",
    ...routine.results.map((result) => `    ${result.name}: ${valueText(result.value, syntax)},`),
    "  };",
    "}",
  ];
}

function numberRoutine(routine: NumberRoutine, js: Dialect): string[] {
  const syntax = syntaxOf(js);
  return [
    ...documented(routine, "number", js),
    signature(routine.name, routine.parameters, "number", js),
    ...indented(statementLines(routine.body, syntax), indent),
    `  return ${valueText(routine.result, syntax)};`,
    "}",
  ];
}

const listRoutine = (routine: ListRoutine, js: Dialect): string[] => [
  ...documented(routine, "Float64Array", js),
  `export ${signature(routine.name, routine.parameters, "Float64Array", js)}`,
  `  const list = new Float64Array(${routine.count});`,
  `  for (let ${routine.place} = 1; ${routine.place} <= ${routine.count}; ${routine.place}++) {`,
  `    list[${routine.place} - 1] = ${valueText(routine.element, syntaxOf(js))};`,
  "  }",
  "  return list;",
  "}",
];
