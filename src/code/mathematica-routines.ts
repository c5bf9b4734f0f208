import * as Q from "../algebra/rational.js";
import { wolframComment } from "./comments.js";
import type { ListRoutine, NumberRoutine, Parameter, RecordRoutine, Refusal, Statement } from "./routine.js";
import {
  aboutLines,
  conditionText,
  indented,
  namesIn,
  refusalsIn,
  type StatementSyntax,
  statementLines,
  valueText,
} from "./routine-text.js";
import type { RoutineModule } from "./solver-module.js";

/*
 * Routines in the Wolfram Language, with machine numbers. Sums are taken of whole lists at once; what is refused is a
 * message and $Failed.
 */

/** A name of the language: an underscore is a pattern there. */
export const wolframSpelt = (name: string): string => name.replaceAll("_", "$");

const indent = "  ";

/** A variable begins with a small letter, since N and D are the language's own. */
const variable = (name: string): string => name.replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** 4*^-16: an exponent is written in this way there; a point makes it a machine number. */
function machineNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "Infinity";
  const [mantissa = "", exponent] = String(value).replace("+", "").split("e");
  if (exponent === undefined) return mantissa;
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.`}*^${exponent}`;
}

/** @param prefix what the names of the module's routines begin with */
function syntaxOf(prefix: string): StatementSyntax {
  const syntax: StatementSyntax = {
    number: machineNumber,
    variable,
    length: (list) => `Length[${variable(list)}]`,
    list: variable,
    routine: (name) => routineName(prefix, name),
    mathFunctions: { sqrt: "Sqrt", exp: "Exp", log: "Log", abs: "Abs", min: "Min", max: "Max", power: "Power" },
    call: (called, given) => `${called}[${given.join(", ")}]`,
    equal: "==",
    and: "&&",
    or: "||",
    not: (condition) => `Not[${condition}]`,
    remark: (text) => [`(* ${text} *)`],
    introduce: (name, value) => [`${name} = ${value}`],
    assign: (name, value) => [`${name} = ${value}`],
    sums: ({ over, element, values, totals }) => {
      // All elements at once.
      const whole = { ...syntax, variable: (name: string) => variable(name === element ? over.name : name) };
      return terminated([
        ...values.map(({ name, value }) => `${variable(name)} = ${valueText(value, whole)}`),
        ...totals.map(({ name, value }) => `${variable(name)} = Total[${valueText(value, whole)}]`),
      ]);
    },
    choose: (condition, then, otherwise) => [
      `If[${condition},`,
      ...indented(then, indent),
      ...(otherwise === undefined ? [] : [",", ...indented(otherwise, indent)]),
      "]",
    ],
    repeat: (turns, body) => ["Do[", ...indented(body, indent), `, {${turns}}]`],
    leave: "Break[]",
    demand: ({ condition, refusal }) => {
      const holds =
        condition.kind === "not"
          ? `TrueQ[${conditionText(condition.of, syntax)}]`
          : syntax.not(`TrueQ[${conditionText(condition, syntax)}]`);
      return [`If[${holds},`, `${indent}${refused(refusal, [valueText(refusal.shown, syntax)])}`, "]"];
    },
    demandEach: ({ of, element, condition, refusal }) => {
      const list = variable(of.name);
      const holds = `Function[${variable(element)}, TrueQ[${conditionText(condition, syntax)}]]`;
      return [
        `With[{place = 1 + LengthWhile[${list}, ${holds}]},`,
        `${indent}If[place <= Length[${list}], ${refused(refusal, ["place", `Part[${list}, place]`])}]`,
        "]",
      ];
    },
    sequence: (statements) => {
      const last = statements.findLastIndex(({ isRemark }) => !isRemark);
      return statements.flatMap(({ isRemark, lines }, i) =>
        isRemark || i === last ? lines : lines.map((line, at) => (at === lines.length - 1 ? `${line};` : line)),
      );
    },
  };
  const refused = ({ id }: Refusal, shown: readonly string[]): string =>
    `Message[${prefix}::${id}, ${shown.join(", ")}]; Throw[$Failed]`;
  return syntax;
}

/** Statements of a line each, one after another. */
const terminated = (lines: readonly string[]): string[] =>
  lines.map((line, i) => (i === lines.length - 1 ? line : `${line};`));

const routineName = (prefix: string, name: string): string =>
  `${prefix}$${name.replace(/^[a-z]/, (letter) => letter.toUpperCase())}`;

const pattern = ({ name, otherwise }: Parameter): string =>
  `${variable(name)}_${otherwise === undefined ? "" : `:${machineNumber(otherwise)}`}`;

/** A module of routines. */
export function wolframRoutines(module: RoutineModule): string {
  const { header, main, helpers, lists, samples } = module;
  const name = wolframSpelt(module.name);
  const solution = `${name}$Solution`;
  const lines = [
    ...wolframComment(header),
    "",
    ...refusalsIn(main.body).map((refusal) => `${name}::${refusal.id} = ${JSON.stringify(template(refusal, main))};`),
    "",
    ...wolframComment([
      ...aboutLines(main, variable),
      "",
      "An association of numbers; for input that has no solution a message, and $Failed.",
      ...main.results.map((result) => `${result.name}: ${result.meaning}`),
    ]),
    `${name}[${main.parameters.map(({ name: of, type }) => `${variable(of)}_${type === "list" ? "List" : ""}`).join(", ")}] :=`,
    `  ${solution}[${main.parameters.map(({ name: of }) => `N[${variable(of)}]`).join(", ")}];`,
    "",
    ...definition(solution, main.parameters, main.body, recordText(main, syntaxOf(name)), name, true),
    ...lists.flatMap((routine) => ["", ...listRoutine(routine, name)]),
    ...helpers.flatMap((routine) => ["", ...numberRoutine(routine, name)]),
    "",
    ...wolframComment(["Spectra, the other inputs, and what comes out there exactly, known without the solver."]),
    `${name}$Samples = {`,
    samples
      .map(
        ({ spectrum, inputs, results }) =>
          `  {${exact(spectrum)}, ${exact(inputs)},\n    {\n${results.map((result) => `      ${Q.toText(result)}`).join(",\n")}\n    }}`,
      )
      .join(",\n"),
    "};",
    `${name}$Error[found_, exact_] := Abs[found - exact]/If[exact == 0, 1, Abs[exact]];`,
    `${name}$SelfTest[] := AllTrue[${name}$Samples, Function[sample,`,
    `  Max[MapThread[${name}$Error, {`,
    `    Values[Apply[${name}, Prepend[Part[sample, 2], Part[sample, 1]]]], Part[sample, 3]`,
    "  }]] < 1.*^-12",
    "]];",
    "",
  ];
  return lines.join("\n");
}

const exact = (values: readonly Q.Rational[]): string => `{${values.map(Q.toText).join(", ")}}`;

/** The message of a refusal: of a list's element its place comes first. */
function template({ id, subject, reason }: Refusal, { body }: RecordRoutine): string {
  const isOfElement = body.some((statement) => statement.kind === "require each" && statement.refusal.id === id);
  return isOfElement ? `${subject}_\`1\` = \`2\`: ${reason}.` : `${subject} = \`1\`: ${reason}.`;
}

const recordText = ({ results }: RecordRoutine, syntax: StatementSyntax): string[] => [
  "<|",
  ...results.map(
    ({ name, value }, i) => `${indent}"${name}" -> ${valueText(value, syntax)}${i === results.length - 1 ? "" : ","}`,
  ),
  "|>",
];

/** A function of so many statements, whose names are its own, and of a result. */
function definition(
  called: string,
  parameters: readonly Parameter[],
  body: readonly Statement[],
  result: readonly string[],
  prefix: string,
  isCaught: boolean,
): string[] {
  const statements = statementLines(body, syntaxOf(prefix));
  const last = statements.length - 1;
  return [
    `${called}[${parameters.map(pattern).join(", ")}] := ${isCaught ? "Catch[" : ""}Module[`,
    `  {${lines(namesIn(body).map(variable))}},`,
    ...indented(
      statements.map((line, i) => (i === last ? `${line};` : line)),
      indent,
    ),
    ...indented(result, indent),
    `]${isCaught ? "]" : ""};`,
  ];
}

/** Names in rows. */
function lines(names: readonly string[]): string {
  const rows = [""];
  for (const name of names) {
    const row = rows.at(-1) as string;
    if (row.length + name.length > 90) rows.push(name);
    else rows[rows.length - 1] = row === "" ? name : `${row}, ${name}`;
  }
  return rows.join(",\n   ");
}

const numberRoutine = (routine: NumberRoutine, prefix: string): string[] => [
  ...wolframComment(aboutLines(routine, variable)),
  ...definition(
    routineName(prefix, routine.name),
    routine.parameters,
    routine.body,
    [valueText(routine.result, syntaxOf(prefix))],
    prefix,
    false,
  ),
];

const listRoutine = (routine: ListRoutine, prefix: string): string[] => [
  ...wolframComment(aboutLines(routine, variable)),
  `${routineName(prefix, routine.name)}[${routine.parameters.map(pattern).join(", ")}] :=`,
  `  Table[N[${valueText(routine.element, syntaxOf(prefix))}], {${variable(routine.place)}, ${variable(routine.count)}}];`,
];
