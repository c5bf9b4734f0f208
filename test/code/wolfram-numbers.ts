import { type Tree, wolframText } from "./wolfram.js";

/*
 * An evaluator of the Wolfram Language in machine numbers, for modules that solve: of so much of the language as they
 * are written in, after its documentation. Arithmetic goes into lists; a symbol without a value stands for itself.
 */

export type Numeric = number | boolean | string | null | Function_ | Association | readonly Numeric[];

/** An association, its keys in order. */
export interface Association {
  readonly keys: ReadonlyMap<string, Numeric>;
}

interface Function_ {
  readonly parameters: readonly string[];
  readonly body: Tree;
  readonly scope: Scope;
}

/** The values of names; what is not found is looked for further out. */
class Scope {
  private readonly values = new Map<string, Numeric>();
  private readonly constants = new Set<string>();
  constructor(private readonly outside?: Scope) {}
  of(name: string): Numeric | undefined {
    return this.values.has(name) ? this.values.get(name) : this.outside?.of(name);
  }
  introduce(name: string, value?: Numeric): void {
    // A local name without a value hides those outside.
    this.values.set(name, value as Numeric);
  }
  /** A parameter is put in wherever its name stands, so that nothing can be assigned to it. */
  putIn(name: string, value: Numeric | undefined): void {
    this.introduce(name, value);
    this.constants.add(name);
  }
  assign(name: string, value: Numeric): void {
    if (this.constants.has(name)) throw new Error(`${name} is a parameter, and is assigned to`);
    if (this.values.has(name) || this.outside === undefined) this.values.set(name, value);
    else this.outside.assign(name, value);
  }
}

class Thrown extends Error {
  constructor(readonly value: Numeric) {
    super();
  }
}
class Break extends Error {}

/** What a file defines, to be called, and the messages that it has told. */
export interface Session {
  call(name: string, values: readonly Numeric[]): Numeric;
  readonly told: string[];
}

const isList = (value: Numeric): value is readonly Numeric[] => Array.isArray(value);
const nameOf = (tree: Tree): string => {
  if (tree.kind !== "name") throw new Error(`${wolframText(tree)} is no name`);
  return tree.text;
};

export function numericSession(definitions: readonly Tree[]): Session {
  const told: string[] = [];
  const messages = new Map<string, string>();
  const functions = definitions.flatMap((definition) =>
    definition.kind === "operation" && definition.operator === ":=" && definition.items[0]?.kind === "call"
      ? [{ head: definition.items[0], body: definition.items[1] as Tree }]
      : [],
  );
  const global = new Scope();
  global.introduce("Infinity", Number.POSITIVE_INFINITY);
  global.introduce("$Failed", "$Failed");

  const threaded = (operator: (...numbers: number[]) => number, values: readonly Numeric[]): Numeric => {
    const lengths = values.filter(isList).map(({ length }) => length);
    if (lengths.length === 0) {
      for (const value of values) if (typeof value !== "number") throw new Error(`${String(value)} is no number`);
      return operator(...(values as number[]));
    }
    if (new Set(lengths).size > 1) throw new Error("lists of several lengths");
    return Array.from({ length: lengths[0] as number }, (_, i) =>
      threaded(
        operator,
        values.map((value) => (isList(value) ? (value[i] as Numeric) : value)),
      ),
    );
  };

  const call = (name: string, values: readonly Numeric[]): Numeric => {
    for (const { head, body } of functions) {
      if (nameOf(head.head) !== name || values.length > head.items.length) continue;
      const scope = new Scope(global);
      const fits = head.items.every((item, i) => {
        if (item.kind !== "pattern") throw new Error(`${wolframText(item)} is no parameter`);
        const [parameter = "", kind = ""] = item.text.split("_");
        const value = values[i] ?? (kind.startsWith(":") ? Number(kind.slice(1)) : undefined);
        scope.putIn(parameter, value);
        return value !== undefined && (kind !== "List" || isList(value));
      });
      if (fits) return valueIn(body, scope);
    }
    throw new Error(`no definition of ${name} for ${values.length} values`);
  };

  const applied = (f: Numeric, values: readonly Numeric[]): Numeric => {
    if (typeof f === "string") return call(f, values);
    const { parameters, body, scope } = f as Function_;
    const inner = new Scope(scope);
    parameters.forEach((parameter, i) => {
      inner.putIn(parameter, values[i]);
    });
    return valueIn(body, inner);
  };

  const arithmetic: Record<string, (...numbers: number[]) => number> = {
    Sqrt: Math.sqrt,
    Exp: Math.exp,
    Log: Math.log,
    Abs: Math.abs,
    Power: (base, exponent) => base ** (exponent as number),
    N: (value) => value,
    "+": (a, b) => a + (b as number),
    "-": (a, b) => (b === undefined ? -a : a - b),
    "*": (a, b) => a * (b as number),
    "/": (a, b) => {
      if (b === 0) throw new Error("Power::infy");
      return a / (b as number);
    },
  };
  const comparisons: Record<string, (a: number, b: number) => boolean> = {
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
    "==": (a, b) => a === b,
  };
  const flat = (values: readonly Numeric[]): number[] =>
    values.flatMap((value) => (isList(value) ? flat(value) : [value as number]));

  /** Functions of values. */
  const plain: Record<string, (...values: Numeric[]) => Numeric> = {
    Total: (list) => flat([list as Numeric]).reduce((a, b) => a + b, 0),
    Min: (...values) => Math.min(...flat(values)),
    Max: (...values) => Math.max(...flat(values)),
    Length: (list) => (list as readonly Numeric[]).length,
    Part: (list, place) => (list as readonly Numeric[])[(place as number) - 1] as Numeric,
    Prepend: (list, first) => [first as Numeric, ...(list as readonly Numeric[])],
    Values: (association) => [...(association as Association).keys.values()],
    TrueQ: (value) => value === true,
    Not: (value) => {
      if (typeof value !== "boolean") throw new Error("Not of what is neither True nor False");
      return !value;
    },
    Apply: (f, list) => applied(f as Numeric, list as readonly Numeric[]),
    AllTrue: (list, f) => (list as readonly Numeric[]).every((value) => applied(f as Numeric, [value]) === true),
    LengthWhile: (list, f) => {
      const values = list as readonly Numeric[];
      const end = values.findIndex((value) => applied(f as Numeric, [value]) !== true);
      return end < 0 ? values.length : end;
    },
    MapThread: (f, lists) => {
      const [first = [], ...rest] = lists as readonly (readonly Numeric[])[];
      return first.map((value, i) => applied(f as Numeric, [value, ...rest.map((list) => list[i] as Numeric)]));
    },
    Throw: (value) => {
      throw new Thrown(value as Numeric);
    },
    Break: () => {
      throw new Break();
    },
  };

  /** What does not have all its parts evaluated once, in order. */
  const special: Record<string, (items: readonly Tree[], scope: Scope) => Numeric> = {
    If: ([condition, then, otherwise], scope) => {
      const value = valueIn(condition as Tree, scope);
      if (typeof value !== "boolean") throw new Error(`If of ${wolframText(condition as Tree)}`);
      const branch = value ? then : otherwise;
      return branch === undefined ? null : valueIn(branch, scope);
    },
    Module: ([locals, body], scope) => {
      const inner = new Scope(scope);
      if (locals?.kind !== "list") throw new Error("a Module without a list");
      for (const local of locals.items) inner.introduce(nameOf(local));
      return valueIn(body as Tree, inner);
    },
    With: ([constants, body], scope) => {
      const inner = new Scope(scope);
      if (constants?.kind !== "list") throw new Error("a With without a list");
      for (const constant of constants.items) {
        if (constant.kind !== "operation" || constant.operator !== "=") throw new Error("a constant without a value");
        inner.putIn(nameOf(constant.items[0] as Tree), valueIn(constant.items[1] as Tree, scope));
      }
      return valueIn(body as Tree, inner);
    },
    Function: ([parameters, body], scope) => ({
      parameters: parameters?.kind === "list" ? parameters.items.map(nameOf) : [nameOf(parameters as Tree)],
      body: body as Tree,
      scope,
    }),
    Do: ([body, range], scope) => {
      const turns = (valueIn(range as Tree, scope) as readonly number[])[0] as number;
      try {
        for (let turn = 0; turn < turns; turn++) valueIn(body as Tree, scope);
      } catch (thrown) {
        if (!(thrown instanceof Break)) throw thrown;
      }
      return null;
    },
    Table: ([element, range], scope) => {
      if (range?.kind !== "list") throw new Error("a Table without a range");
      const [index, count] = range.items as [Tree, Tree];
      return Array.from({ length: valueIn(count, scope) as number }, (_, i) => {
        const inner = new Scope(scope);
        inner.introduce(nameOf(index), i + 1);
        return valueIn(element as Tree, inner);
      });
    },
    Catch: ([body], scope) => {
      try {
        return valueIn(body as Tree, scope);
      } catch (thrown) {
        if (thrown instanceof Thrown) return thrown.value;
        throw thrown;
      }
    },
    Message: ([message, ...values], scope) => {
      const template = messages.get((message as { readonly text: string }).text);
      if (template === undefined) throw new Error(`no message ${wolframText(message as Tree)}`);
      told.push(
        template.replaceAll(/`(\d)`/g, (_, place) => String(valueIn(values[Number(place) - 1] as Tree, scope))),
      );
      return null;
    },
  };

  function valueIn(tree: Tree, scope: Scope): Numeric {
    switch (tree.kind) {
      case "number":
        return Number(tree.text.replace("*^", "e"));
      case "string":
        return JSON.parse(tree.text);
      case "name":
        return scope.of(tree.text) ?? tree.text;
      case "list":
        return tree.items.map((item) => valueIn(item, scope));
      case "association": {
        const keys = tree.items.map((rule) => {
          if (rule.kind !== "operation" || rule.operator !== "->") throw new Error("an association without a rule");
          return [valueIn(rule.items[0] as Tree, scope) as string, valueIn(rule.items[1] as Tree, scope)] as const;
        });
        return { keys: new Map(keys) };
      }
      case "call": {
        const name = nameOf(tree.head);
        const form = special[name];
        if (form) return form(tree.items, scope);
        const values = tree.items.map((item) => valueIn(item, scope));
        const [numbers, others] = [arithmetic[name], plain[name]];
        // What is no number stays as it is, as N[x] does.
        if (name === "N" && !flat(values).every((value) => typeof value === "number")) return values[0] as Numeric;
        return numbers ? threaded(numbers, values) : others ? others(...values) : call(name, values);
      }
      case "operation": {
        const { operator, items } = tree;
        const [a, b] = items as [Tree, Tree | undefined];
        if (operator === "=") {
          const value = valueIn(b as Tree, scope);
          scope.assign(nameOf(a), value);
          return value;
        }
        const left = valueIn(a, scope);
        if (operator === "&&") return left === false ? false : and(left, valueIn(b as Tree, scope));
        if (operator === "||") return left === true ? true : valueIn(b as Tree, scope);
        if (operator === ";") return valueIn(b as Tree, scope);
        const values = b === undefined ? [left] : [left, valueIn(b, scope)];
        const [numbers, compared] = [arithmetic[operator], comparisons[operator]];
        if (numbers) return threaded(numbers, values);
        if (compared === undefined) throw new Error(`cannot evaluate ${operator}`);
        // A comparison with what is no number stays as it stands.
        return values.every((value) => typeof value === "number")
          ? compared(...(values as [number, number]))
          : wolframText(tree);
      }
      default:
        throw new Error(`cannot evaluate ${wolframText(tree)}`);
    }
  }
  const and = (left: Numeric, right: Numeric): Numeric => (left === true ? right : right === false ? false : left);

  for (const definition of definitions) {
    if (definition.kind !== "operation" || definition.operator !== "=") continue;
    const [left, right] = definition.items as [Tree, Tree];
    if (left.kind === "message") messages.set(left.text, valueIn(right, global) as string);
    else global.introduce(nameOf(left), valueIn(right, global));
  }
  return { call, told };
}
