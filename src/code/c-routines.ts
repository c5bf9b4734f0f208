import * as Q from "../algebra/rational.js";
import { cComment } from "./comments.js";
import { pointed, snakeCase } from "./names.js";
import {
  type ListRoutine,
  type NumberRoutine,
  not,
  type Parameter,
  type RecordRoutine,
  type Refusal,
} from "./routine.js";
import {
  aboutLines,
  braced,
  conditionText,
  indented,
  listsOf,
  refusalsIn,
  type StatementSyntax,
  statementLines,
  valueText,
} from "./routine-text.js";
import type { RoutineModule } from "./solver-module.js";

/*
 * Routines in C99, with <math.h>. A list is a pointer and a number of elements; a record is a struct that the caller
 * has; what is refused is told by a number, for which there is a message.
 */

const indent = "    ";

const double = (value: number): string => (value === Number.POSITIVE_INFINITY ? "INFINITY" : pointed(value));

function syntaxOf(lengths: ReadonlyMap<string, string>, refusals: readonly Refusal[] = []): StatementSyntax {
  const lengthOf = (list: string): string => lengths.get(list) as string;
  const refused = ({ id }: Refusal): string => `return ${1 + refusals.findIndex((refusal) => refusal.id === id)};`;
  const syntax: StatementSyntax = {
    ...braced(indent, (turns) => `for (int turn = 0; turn < ${turns}; turn++)`),
    number: double,
    variable: snakeCase,
    length: (list) => `(double)${lengthOf(list)}`,
    list: (name) => `${snakeCase(name)}, ${lengthOf(name)}`,
    routine: snakeCase,
    mathFunctions: { sqrt: "sqrt", exp: "exp", log: "log", abs: "fabs", min: "fmin", max: "fmax", power: "pow" },
    equal: "==",
    introduce: (name, value, isVariable) => [`${isVariable ? "" : "const "}double ${name} = ${value};`],
    sums: ({ over, element, values, totals }) => [
      ...totals.map(({ name }) => `double ${snakeCase(name)} = 0.0;`),
      `for (size_t i = ${lengthOf(over.name)}; i-- > 0;) {`,
      ...indented(
        [
          `const double ${snakeCase(element)} = ${over.name}[i];`,
          ...values.map(({ name, value }) => `const double ${snakeCase(name)} = ${valueText(value, syntax)};`),
          ...totals.map(({ name, value }) => `${snakeCase(name)} += ${valueText(value, syntax)};`),
        ],
        indent,
      ),
      "}",
    ],
    demand: ({ condition, refusal }) => [
      `if (${conditionText(not(condition), syntax)}) {`,
      `${indent}${refused(refusal)}`,
      "}",
    ],
    demandEach: ({ of, element, condition, refusal }) => [
      `for (size_t i = 0; i < ${lengthOf(of.name)}; i++) {`,
      `${indent}const double ${snakeCase(element)} = ${of.name}[i];`,
      `${indent}if (${syntax.not(conditionText(condition, syntax))}) {`,
      `${indent}${indent}${refused(refusal)}`,
      `${indent}}`,
      "}",
    ],
  };
  return syntax;
}

const parameterText = ({ name, type, length }: Parameter): string =>
  type === "list" ? `const double *${snakeCase(name)}, size_t ${length}` : `double ${snakeCase(name)}`;

/** A function's head, or a call, with a line for each parameter where one is not enough for all. */
function wrapped(before: string, parameters: readonly string[], after: string, around = ""): string {
  const line = `${before}${parameters.join(", ")}${after}`;
  if (line.length + around.length <= 100) return line;
  return [
    before,
    ...indented(parameters, around + indent).map((text, i) => (i < parameters.length - 1 ? `${text},` : text)),
    around + after,
  ].join("\n");
}

/** A module of routines. */
export function cRoutines(module: RoutineModule): string {
  const { name, header, main, helpers, lists } = module;
  const solution = `${name}_solution`;
  const refusals = refusalsIn(main.body);
  const head = wrapped(`int ${name}(`, [...main.parameters.map(parameterText), `${solution} *solution`], ")");
  const messageHead = `const char *${name}_message(int code)`;
  const declarations = [
    "typedef struct {",
    ...main.results.flatMap((result) => [
      `${indent}/* ${result.meaning} */`,
      `${indent}double ${snakeCase(result.name)};`,
    ]),
    `} ${solution};`,
    "",
    `${head};`,
    `${messageHead};`,
    ...lists.map((routine) => `${listHead(name, routine)};`),
  ];
  const lines = [
    ...cComment([...header, "", "For a header file, with <stddef.h>: what stands from the typedef to the prototypes."]),
    "",
    "#include <math.h>",
    "#include <stddef.h>",
    "",
    ...declarations,
    ...helpers.flatMap(numberRoutine),
    "",
    ...record(head, main, refusals),
    "",
    ...cComment(["What a code says: of 0, that there is a solution."]),
    `${messageHead} {`,
    "    static const char *const messages[] = {",
    '        "solved",',
    ...refusals.map(({ subject, reason }) => `        ${JSON.stringify(`${subject}: ${reason}`)},`),
    "    };",
    `    return code < 0 || code > ${refusals.length} ? "no code" : messages[code];`,
    "}",
    ...lists.flatMap((routine) => ["", ...listRoutine(name, routine)]),
    "",
    ...selfTest(module),
    "",
  ];
  return lines.join("\n");
}

function record(head: string, routine: RecordRoutine, refusals: readonly Refusal[]): string[] {
  const syntax = syntaxOf(listsOf(routine), refusals);
  return [
    ...cComment([
      ...aboutLines(routine, snakeCase),
      "",
      "Returns 0 and fills the solution, or returns the code of a message and leaves the solution as it is.",
    ]),
    `${head} {`,
    ...indented(statementLines(routine.body, syntax), indent),
    ...routine.results.map(({ name, value }) => `${indent}solution->${snakeCase(name)} = ${valueText(value, syntax)};`),
    "    return 0;",
    "}",
  ];
}

function numberRoutine(routine: NumberRoutine): string[] {
  const syntax = syntaxOf(listsOf(routine));
  return [
    "",
    ...cComment(aboutLines(routine, snakeCase)),
    `static double ${snakeCase(routine.name)}(${routine.parameters.map(parameterText).join(", ")}) {`,
    ...indented(statementLines(routine.body, syntax), indent),
    `    return ${valueText(routine.result, syntax)};`,
    "}",
  ];
}

const listHead = (name: string, { name: of, parameters, count }: ListRoutine): string =>
  `void ${name}_${snakeCase(of)}(${parameters
    .map((parameter) => (parameter.name === count ? `size_t ${count}` : parameterText(parameter)))
    .join(", ")}, double *list)`;

const listRoutine = (name: string, routine: ListRoutine): string[] => [
  ...cComment([...aboutLines(routine, snakeCase), `list: filled with ${routine.count} numbers`]),
  `${listHead(name, routine)} {`,
  `    for (size_t i = 0; i < ${routine.count}; i++) {`,
  `        const double ${routine.place} = (double)(i + 1);`,
  `        list[i] = ${valueText(routine.element, syntaxOf(new Map()))};`,
  "    }",
  "}",
];

const numbers = (values: readonly Q.Rational[]): string =>
  values.map((value) => `${value.num < 0n ? "-" : ""}${double(Math.abs(Q.toNumber(value)))}`).join(", ");

/** A program around the routines that compares them with exact values. */
function selfTest({ name, main: { results, parameters }, samples }: RoutineModule): string[] {
  const longest = Math.max(...samples.map(({ spectrum }) => spectrum.length));
  const inputs = parameters.length - 1;
  const given = [
    "spectra[point]",
    "lengths[point]",
    ...Array.from({ length: inputs }, (_, i) => `inputs[point][${i}]`),
    "&solution",
  ];
  return [
    `#ifdef ONEOVERN_SELF_TEST /* cc -std=c99 -DONEOVERN_SELF_TEST ${name}.c -o test -lm && ./test */`,
    "#include <stdio.h>",
    "",
    "int main(void) {",
    `    static const double spectra[${samples.length}][${longest}] = {`,
    ...samples.map(({ spectrum }) => `        {${numbers(spectrum)}},`),
    "    };",
    `    static const size_t lengths[${samples.length}] = {${samples.map(({ spectrum }) => spectrum.length).join(", ")}};`,
    `    static const double inputs[${samples.length}][${inputs}] = {`,
    ...samples.map((sample) => `        {${numbers(sample.inputs)}},`),
    "    };",
    "    /* Known without the solver, rounded to doubles. */",
    `    static const double expected[${samples.length}][${results.length}] = {`,
    ...samples.map(
      (sample) => `        {\n            ${numbers(sample.results).replaceAll(", ", ",\n            ")},\n        },`,
    ),
    "    };",
    "    double worst = 0.0;",
    "    int failures = 0;",
    `    for (int point = 0; point < ${samples.length}; point++) {`,
    `        ${name}_solution solution;`,
    `        ${wrapped(`const int code = ${name}(`, given, ");", indent + indent)}`,
    "        if (code != 0) {",
    `            printf("FAILED: %s\\n", ${name}_message(code));`,
    "            return 1;",
    "        }",
    `        const double found[${results.length}] = {`,
    ...results.map((result) => `            solution.${snakeCase(result.name)},`),
    "        };",
    `        for (int i = 0; i < ${results.length}; i++) {`,
    "            const double size = fabs(expected[point][i]);",
    "            const double error = fabs(found[i] - expected[point][i]) / (size > 0.0 ? size : 1.0);",
    "            worst = error > worst ? error : worst;",
    "            failures += !(error < 1e-12);",
    "        }",
    "    }",
    `    printf("%s: ${samples.length} points, largest relative error %.1e\\n", failures == 0 ? "passed" : "FAILED", worst);`,
    "    return failures == 0 ? 0 : 1;",
    "}",
    "#endif",
  ];
}
