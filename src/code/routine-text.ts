import type {
  Condition,
  EachRequirement,
  List,
  MathFunction,
  NumberRoutine,
  Operator,
  Refusal,
  Requirement,
  Statement,
  Sums,
  Value,
} from "./routine.js";

/* Routines as text: what the notations of most languages share. */

/** How a language writes expressions. */
export interface RoutineSyntax {
  /** A number that is not negative, infinity among them. */
  readonly number: (value: number) => string;
  readonly variable: (name: string) => string;
  /** How many elements a list has, as a number. */
  readonly length: (list: string) => string;
  /** A list as what a routine is given. */
  readonly list: (name: string) => string;
  /** What a routine of the module is called. */
  readonly routine: (name: string) => string;
  readonly mathFunctions: Readonly<Record<MathFunction, string>>;
  readonly call: (called: string, given: readonly string[]) => string;
  readonly equal: string;
  readonly and: string;
  readonly or: string;
  /** The contrary of a condition. */
  readonly not: (condition: string) => string;
}

/** How a language writes statements: lines, without the indentation of what is around them. */
export interface StatementSyntax extends RoutineSyntax {
  readonly remark: (text: string) => readonly string[];
  readonly introduce: (name: string, value: string, isVariable: boolean) => readonly string[];
  readonly assign: (name: string, value: string) => readonly string[];
  readonly sums: (sums: Sums) => readonly string[];
  readonly choose: (
    condition: string,
    then: readonly string[],
    otherwise: readonly string[] | undefined,
  ) => readonly string[];
  readonly repeat: (turns: number, body: readonly string[]) => readonly string[];
  readonly leave: string;
  readonly demand: (requirement: Requirement) => readonly string[];
  readonly demandEach: (requirement: EachRequirement) => readonly string[];
  /** Statements one after another; where it is absent nothing stands between them. */
  readonly sequence?: (statements: readonly StatementText[]) => string[];
}

/** A statement as lines; a remark does nothing. */
export interface StatementText {
  readonly isRemark: boolean;
  readonly lines: readonly string[];
}

const binding: Readonly<Record<Operator, number>> = { "+": 1, "-": 1, "*": 2, "/": 2 };

/**
 * An expression as text. What is computed first stays so: parentheses are left out only where reading from left to
 * right gives the same.
 * @param least how tightly the surroundings bind: 1 beside + and -, 2 beside * and /, 3 where a factor must stand
 */
export function valueText(value: Value, syntax: RoutineSyntax, least = 0): string {
  switch (value.kind) {
    case "number":
      return syntax.number(value.value);
    case "variable":
      return syntax.variable(value.name);
    case "length":
      return syntax.length(value.of.name);
    case "negative":
      return enclosed(`-${valueText(value.of, syntax, 3)}`, least > 0);
    case "operation": {
      const { operator, left, right } = value;
      const own = binding[operator];
      const text = `${valueText(left, syntax, own)} ${operator} ${valueText(right, syntax, own + 1)}`;
      return enclosed(text, least > own);
    }
    case "function":
      return syntax.call(
        syntax.mathFunctions[value.name],
        value.of.map((of) => valueText(of, syntax)),
      );
    case "call":
      return syntax.call(
        syntax.routine(value.routine),
        value.of.map((of) => (of.kind === "list" ? syntax.list(of.name) : valueText(of, syntax))),
      );
  }
}

const enclosed = (text: string, isEnclosed: boolean): string => (isEnclosed ? `(${text})` : text);

/** A condition as text; of several in one, each that has several itself stands in parentheses. */
export function conditionText(condition: Condition, syntax: RoutineSyntax): string {
  switch (condition.kind) {
    case "comparison":
      return [
        valueText(condition.left, syntax),
        condition.relation === "==" ? syntax.equal : condition.relation,
        valueText(condition.right, syntax),
      ].join(" ");
    case "not":
      return syntax.not(conditionText(condition.of, syntax));
    default:
      return condition.of
        .map((part) => enclosed(conditionText(part, syntax), part.kind === "all" || part.kind === "any"))
        .join(` ${condition.kind === "all" ? syntax.and : syntax.or} `);
  }
}

/** Statements as lines. */
export function statementLines(statements: readonly Statement[], syntax: StatementSyntax): string[] {
  const { sequence = (texts: readonly StatementText[]) => texts.flatMap(({ lines }) => lines) } = syntax;
  return sequence(
    statements.map((statement) => ({ isRemark: statement.kind === "remark", lines: linesOf(statement, syntax) })),
  );
}

function linesOf(statement: Statement, syntax: StatementSyntax): readonly string[] {
  switch (statement.kind) {
    case "remark":
      return syntax.remark(statement.text);
    case "let":
      return syntax.introduce(
        syntax.variable(statement.name),
        valueText(statement.value, syntax),
        statement.isVariable,
      );
    case "assign":
      return syntax.assign(syntax.variable(statement.name), valueText(statement.value, syntax));
    case "sums":
      return syntax.sums(statement);
    case "if":
      return syntax.choose(
        conditionText(statement.condition, syntax),
        statementLines(statement.then, syntax),
        statement.otherwise.length === 0 ? undefined : statementLines(statement.otherwise, syntax),
      );
    case "repeat":
      return syntax.repeat(statement.turns, statementLines(statement.body, syntax));
    case "leave":
      return [syntax.leave];
    case "require":
      return syntax.demand(statement);
    case "require each":
      return syntax.demandEach(statement);
  }
}

/** Lines further in. */
export const indented = (lines: readonly string[], by: string): string[] =>
  lines.map((line) => (line === "" ? "" : by + line));

/** What languages with braces, C and ECMAScript, write alike. */
export const braced = (indent: string, turn: (turns: number) => string) =>
  ({
    remark: (text: string) => [`/* ${text} */`],
    assign: (name: string, value: string) => [`${name} = ${value};`],
    choose: (condition: string, then: readonly string[], otherwise: readonly string[] | undefined) => [
      `if (${condition}) {`,
      ...indented(then, indent),
      ...(otherwise === undefined ? [] : ["} else {", ...indented(otherwise, indent)]),
      "}",
    ],
    repeat: (turns: number, body: readonly string[]) => [`${turn(turns)} {`, ...indented(body, indent), "}"],
    leave: "break;",
    and: "&&",
    or: "||",
    not: (condition: string) => `!(${condition})`,
    call: (called: string, given: readonly string[]) => `${called}(${given.join(", ")})`,
  }) as const;

/** Every name that the statements of a routine introduce, once. */
export function namesIn(statements: readonly Statement[]): string[] {
  const names = statements.flatMap((statement): string[] => {
    switch (statement.kind) {
      case "let":
        return [statement.name];
      case "sums":
        return [...statement.values, ...statement.totals].map(({ name }) => name);
      case "if":
        return [...namesIn(statement.then), ...namesIn(statement.otherwise)];
      case "repeat":
        return namesIn(statement.body);
      default:
        return [];
    }
  });
  return [...new Set(names)];
}

/** What is refused, and why, in the order in which a routine asks. */
export const refusalsIn = (statements: readonly Statement[]): Refusal[] =>
  statements.flatMap((statement) =>
    statement.kind === "require" || statement.kind === "require each" ? [statement.refusal] : [],
  );

/** A routine's documentation in lines: what it does, and its parameters. */
export const aboutLines = (
  { about, parameters }: Pick<NumberRoutine, "about" | "parameters">,
  spelt: (name: string) => string,
): string[] => [...about, "", ...parameters.map(({ name, meaning }) => `${spelt(name)}: ${meaning}`)];

/** The lists among what a routine is given, by name. */
export const listsOf = ({ parameters }: Pick<NumberRoutine, "parameters">): ReadonlyMap<List["name"], string> =>
  new Map(parameters.flatMap(({ name, type, length }) => (type === "list" && length ? [[name, length]] : [])));
