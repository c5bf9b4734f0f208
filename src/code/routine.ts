/*
 * Routines as data: what a few lines of numerical code say, before a language is chosen. Numbers are doubles, lists are
 * of doubles; a routine gives a number, a record of numbers, or a list. Names are in camel case; a language may spell
 * them otherwise.
 */

/** What joins two numbers. */
export type Operator = "+" | "-" | "*" | "/";
/** Functions that every language with numbers has: of one number but for min, max and power, which have two. */
export type MathFunction = "sqrt" | "exp" | "log" | "abs" | "min" | "max" | "power";
/** What two numbers are compared by. */
export type Relation = "<" | "<=" | ">" | ">=" | "==";

/** An expression that is a number. */
export type Value =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "variable"; readonly name: string }
  /** How many elements a list has. */
  | { readonly kind: "length"; readonly of: List }
  | { readonly kind: "negative"; readonly of: Value }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Value; readonly right: Value }
  | { readonly kind: "function"; readonly name: MathFunction; readonly of: readonly Value[] }
  /** Another routine of the module, which gives a number. */
  | { readonly kind: "call"; readonly routine: string; readonly of: readonly (Value | List)[] };

/** A list, by its name; it is read and never changed. */
export interface List {
  readonly kind: "list";
  readonly name: string;
}

/** What is true or false. */
export type Condition =
  | { readonly kind: "comparison"; readonly relation: Relation; readonly left: Value; readonly right: Value }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition };

/** A name with what it stands for. */
export interface Named {
  readonly name: string;
  readonly value: Value;
}

/** Sums over a list: of each element some values are made, in order, and terms that are added up. */
export interface Sums {
  readonly kind: "sums";
  readonly over: List;
  readonly element: string;
  readonly values: readonly Named[];
  readonly totals: readonly Named[];
}

/** Why an input is refused: "N = -1: a positive number is expected", in C without the number. */
export interface Refusal {
  /** A word for messages that are asked for by name. */
  readonly id: string;
  readonly subject: string;
  readonly shown: Value;
  readonly reason: string;
}

/** An input is refused unless a condition holds. Stands in a record's routine only, outside loops. */
export interface Requirement {
  readonly kind: "require";
  readonly condition: Condition;
  readonly refusal: Refusal;
}

/** The same for each element of a list: the first that fails is told by its place. */
export interface EachRequirement {
  readonly kind: "require each";
  readonly of: List;
  readonly element: string;
  readonly condition: Condition;
  readonly refusal: Refusal;
}

/** A step of a routine. */
export type Statement =
  | { readonly kind: "remark"; readonly text: string }
  /** A new name, which keeps its value or is a variable. */
  | { readonly kind: "let"; readonly name: string; readonly value: Value; readonly isVariable: boolean }
  | { readonly kind: "assign"; readonly name: string; readonly value: Value }
  | Sums
  | {
      readonly kind: "if";
      readonly condition: Condition;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  /** So many turns, unless it is left earlier. */
  | { readonly kind: "repeat"; readonly turns: number; readonly body: readonly Statement[] }
  | { readonly kind: "leave" }
  | Requirement
  | EachRequirement;

/** What a routine is given. */
export interface Parameter {
  readonly name: string;
  readonly type: "number" | "list";
  readonly meaning: string;
  /** Of a list, what its number of elements is called where that is a parameter of its own. */
  readonly length?: string;
  /** Taken where none is given, in languages that have that. */
  readonly otherwise?: number;
}

/** What every routine has. */
interface Described {
  readonly name: string;
  /** What it does, in lines. */
  readonly about: readonly string[];
  readonly parameters: readonly Parameter[];
}

/** A routine that gives a number. */
export interface NumberRoutine extends Described {
  readonly body: readonly Statement[];
  readonly result: Value;
}

/** A routine that gives numbers by name, or refuses its input. */
export interface RecordRoutine extends Described {
  readonly body: readonly Statement[];
  readonly results: readonly (Named & { readonly meaning: string })[];
}

/** A routine that gives a list: so many elements as the parameter `count` says, each made of its place, from 1. */
export interface ListRoutine extends Described {
  readonly count: string;
  readonly place: string;
  readonly element: Value;
}

/* What routines are written with. */

/** Something that is a number, or one. */
export type Operand = Value | number;

const asValue = (operand: Operand): Value =>
  typeof operand !== "number"
    ? operand
    : operand < 0
      ? { kind: "negative", of: { kind: "number", value: -operand } }
      : { kind: "number", value: operand };

const operation =
  (operator: Operator) =>
  (first: Operand, ...rest: readonly Operand[]): Value =>
    rest.reduce<Value>((left, right) => ({ kind: "operation", operator, left, right: asValue(right) }), asValue(first));

/** Sums, differences, products and quotients, from left to right. */
export const plus = operation("+");
export const minus = operation("-");
export const times = operation("*");
export const over = operation("/");

export const negative = (of: Value): Value => ({ kind: "negative", of });
export const apply = (name: MathFunction, ...of: readonly Operand[]): Value => ({
  kind: "function",
  name,
  of: of.map(asValue),
});
export const call = (routine: Described, ...of: readonly (Value | List)[]): Value => ({
  kind: "call",
  routine: routine.name,
  of,
});
export const variable = (name: string): Value & { readonly kind: "variable" } => ({ kind: "variable", name });
export const list = (name: string): List => ({ kind: "list", name });
export const lengthOf = (of: List): Value => ({ kind: "length", of });

export const compare = (left: Operand, relation: Relation, right: Operand): Condition => ({
  kind: "comparison",
  relation,
  left: asValue(left),
  right: asValue(right),
});
export const all = (...of: readonly Condition[]): Condition => ({ kind: "all", of });
export const any = (...of: readonly Condition[]): Condition => ({ kind: "any", of });
export const not = (of: Condition): Condition => (of.kind === "not" ? of.of : { kind: "not", of });

type Variable = ReturnType<typeof variable>;

const introduce =
  (isVariable: boolean) =>
  ({ name }: Variable, value: Operand): Statement => ({ kind: "let", name, value: asValue(value), isVariable });
/** A new name that keeps its value, and one that does not. */
export const let_ = introduce(false);
export const var_ = introduce(true);
export const assign = ({ name }: Variable, value: Operand): Statement => ({
  kind: "assign",
  name,
  value: asValue(value),
});
export const when = (
  condition: Condition,
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement => ({ kind: "if", condition, then, otherwise });
export const remark = (text: string): Statement => ({ kind: "remark", text });
export const named = ({ name }: Variable, value: Value): Named => ({ name, value });
