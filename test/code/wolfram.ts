import moo from "moo";
import nearley from "nearley";
import * as Q from "../../src/algebra/rational.js";

/*
 * A reader of the part of the Wolfram Language that modules are written in: a grammar, a tree, the tree as text again,
 * and an evaluator in exact rationals (that of machine numbers is wolfram-numbers.ts). Nothing here comes from the
 * printer.
 */

export type Tree =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "name"; readonly text: string }
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "pattern"; readonly text: string }
  | { readonly kind: "slot" }
  | { readonly kind: "list"; readonly items: readonly Tree[] }
  | { readonly kind: "association"; readonly items: readonly Tree[] }
  | { readonly kind: "call"; readonly head: Tree; readonly items: readonly Tree[] }
  | { readonly kind: "operation"; readonly operator: string; readonly items: readonly Tree[] };

const lexer = moo.compile({
  space: { match: /\s+/, lineBreaks: true },
  comment: { match: /\(\*[\s\S]*?\*\)/, lineBreaks: true },
  number: /\d+(?:\.\d*)?(?:\*\^-?\d+)?/,
  string: /"(?:[^"\\]|\\.)*"/,
  pattern: /[A-Za-z$][A-Za-z0-9$]*_(?::\d+|[A-Za-z]*)/,
  message: /[A-Za-z$][A-Za-z0-9$]*::[A-Za-z]+/,
  name: /[A-Za-z$][A-Za-z0-9$]*/,
  operator: ":= === == <= >= <| |> -> && || @@ < > # & = ; , + - * / ( ) [ ] { }".split(" "),
});

const significant = {
  ...lexer,
  reset: (chunk: string, state: moo.LexerState) => lexer.reset(chunk, state),
  save: () => lexer.save(),
  formatError: (token: moo.Token) => lexer.formatError(token, "error"),
  has: (name: string) => lexer.has(name),
  next: () => {
    let token = lexer.next();
    while (token?.type === "space" || token?.type === "comment") token = lexer.next();
    return token;
  },
};

const token = (type: string) => ({ test: (x: moo.Token) => x.type === type });
const word = (text: string) => ({ test: (x: moo.Token) => x.type === "operator" && x.value === text });
type Piece = Tree | Tree[] | moo.Token;

const operation = (operator: string, ...items: Tree[]): Tree => ({ kind: "operation", operator, items });
const binary = (lower: string, same: string, operators: readonly string[]) => [
  { name: same, symbols: [lower], postprocess: ([x]: Piece[]) => x },
  ...operators.map((operator) => ({
    name: same,
    symbols: [same, word(operator), lower],
    postprocess: ([a, , b]: Piece[]) => operation(operator, a as Tree, b as Tree),
  })),
];
const leaf = (type: string, kind: Tree["kind"]) => ({
  name: "atom",
  symbols: [token(type)],
  postprocess: ([t]: Piece[]) => ({ kind, text: (t as moo.Token).value }),
});
const itemsOf = (pieces: Piece[], at: number): Tree[] => pieces[at] as Tree[];

const rules = [
  { name: "file", symbols: [], postprocess: () => [] },
  {
    name: "file",
    symbols: ["file", "set", word(";")],
    postprocess: (p: Piece[]) => [...itemsOf(p, 0), p[1] as Tree],
  },
  { name: "compound", symbols: ["set"], postprocess: ([x]: Piece[]) => x },
  {
    name: "compound",
    symbols: ["compound", word(";"), "set"],
    postprocess: ([a, , b]: Piece[]) => operation(";", a as Tree, b as Tree),
  },
  { name: "set", symbols: ["pure"], postprocess: ([x]: Piece[]) => x },
  ...["=", ":="].map((operator) => ({
    name: "set",
    symbols: ["pure", word(operator), "set"],
    postprocess: ([a, , b]: Piece[]) => operation(operator, a as Tree, b as Tree),
  })),
  { name: "pure", symbols: ["rule"], postprocess: ([x]: Piece[]) => x },
  { name: "pure", symbols: ["rule", word("&")], postprocess: ([x]: Piece[]) => operation("&", x as Tree) },
  ...binary("or", "rule", ["->"]),
  ...binary("and", "or", ["||"]),
  ...binary("same", "and", ["&&"]),
  ...binary("sum", "same", ["===", "==", "<", "<=", ">", ">="]),
  ...binary("product", "sum", ["+", "-"]),
  { name: "sum", symbols: [word("-"), "product"], postprocess: ([, x]: Piece[]) => operation("-", x as Tree) },
  ...binary("apply", "product", ["*", "/"]),
  ...binary("postfix", "apply", ["@@"]),
  { name: "postfix", symbols: ["atom"], postprocess: ([x]: Piece[]) => x },
  {
    name: "postfix",
    symbols: ["postfix", word("["), "items", word("]")],
    postprocess: (p: Piece[]) => ({ kind: "call", head: p[0] as Tree, items: itemsOf(p, 2) }),
  },
  leaf("number", "number"),
  leaf("string", "string"),
  leaf("pattern", "pattern"),
  leaf("message", "message"),
  leaf("name", "name"),
  { name: "atom", symbols: [word("#")], postprocess: () => ({ kind: "slot" }) },
  { name: "atom", symbols: [word("("), "set", word(")")], postprocess: ([, x]: Piece[]) => x },
  {
    name: "atom",
    symbols: [word("{"), "items", word("}")],
    postprocess: (p: Piece[]) => ({ kind: "list", items: itemsOf(p, 1) }),
  },
  {
    name: "atom",
    symbols: [word("<|"), "items", word("|>")],
    postprocess: (p: Piece[]) => ({ kind: "association", items: itemsOf(p, 1) }),
  },
  { name: "items", symbols: [], postprocess: () => [] },
  { name: "items", symbols: ["some"], postprocess: ([x]: Piece[]) => x },
  { name: "some", symbols: ["compound"], postprocess: ([x]: Piece[]) => [x as Tree] },
  {
    name: "some",
    symbols: ["some", word(","), "compound"],
    postprocess: (p: Piece[]) => [...itemsOf(p, 0), p[2] as Tree],
  },
];

/** The definitions of a file. Exactly one reading, or an error. */
export function readWolfram(text: string): Tree[] {
  const grammar = nearley.Grammar.fromCompiled({
    Lexer: significant,
    ParserRules: rules,
    ParserStart: "file",
  } as unknown as nearley.CompiledRules);
  const parser = new nearley.Parser(grammar);
  parser.feed(text);
  if (parser.results.length !== 1) throw new Error(`${parser.results.length} readings`);
  return parser.results[0] as Tree[];
}

/** A tree as text, every operation in parentheses. */
export function wolframText(tree: Tree): string {
  switch (tree.kind) {
    case "slot":
      return "#";
    case "list":
      return `{${tree.items.map(wolframText).join(", ")}}`;
    case "association":
      return `<|${tree.items.map(wolframText).join(", ")}|>`;
    case "call":
      return `${wolframText(tree.head)}[${tree.items.map(wolframText).join(", ")}]`;
    case "operation": {
      const [a = "", b] = tree.items.map(wolframText);
      if (tree.operator === "&") return `(${a} &)`;
      if (b === undefined) return `(${tree.operator}${a})`;
      // A compound expression stands in a call, where parentheses are not read by this grammar.
      return tree.operator === ";" ? `${a}; ${b}` : `(${a} ${tree.operator} ${b})`;
    }
    default:
      return tree.text;
  }
}

type Value = Q.Rational | string | readonly Value[];
type Scope = Map<string, Value>;

/** The functions that a file defines by name, called with exact numbers. */
export function runWolfram(definitions: readonly Tree[]): (name: string, values: readonly Q.Rational[]) => Value {
  return (name, values) => {
    for (const definition of definitions) {
      if (definition.kind !== "operation" || definition.operator !== ":=") continue;
      const [left, right] = definition.items as [Tree, Tree];
      if (left.kind !== "call" || left.head.kind !== "name" || left.head.text !== name) continue;
      if (left.items.length !== values.length || values.length === 0) continue;
      const scope: Scope = new Map();
      left.items.forEach((item, i) => {
        if (item.kind !== "pattern") throw new Error("a parameter that is no pattern");
        scope.set(item.text.replace("_", ""), values[i] as Q.Rational);
      });
      return valueIn(right, scope);
    }
    throw new Error(`no definition of ${name} with ${values.length} parameters`);
  };
}

function valueIn(tree: Tree, scope: Scope): Value {
  const number = (part: Tree): Q.Rational => {
    const value = valueIn(part, scope);
    if (typeof value !== "object" || !("num" in value)) throw new Error(`${wolframText(part)} is no number`);
    return value;
  };
  switch (tree.kind) {
    case "number":
      return Q.rational(BigInt(tree.text));
    case "name": {
      const value = scope.get(tree.text);
      if (value === undefined) throw new Error(`${tree.text} has no value`);
      return value;
    }
    case "list":
      return tree.items.map((item) => valueIn(item, scope));
    case "call": {
      const [locals, body] = tree.items as [Tree, Tree];
      if (tree.head.kind !== "name" || tree.head.text !== "Module" || locals.kind !== "list")
        throw new Error(`cannot call ${wolframText(tree.head)}`);
      for (const local of locals.items) if (local.kind === "name") scope.delete(local.text);
      return valueIn(body, scope);
    }
    case "operation": {
      const [a, b] = tree.items as [Tree, Tree | undefined];
      switch (tree.operator) {
        case ";":
          valueIn(a, scope);
          return valueIn(b as Tree, scope);
        case "=":
          if (a.kind !== "name") throw new Error(`${wolframText(a)} is set`);
          scope.set(a.text, valueIn(b as Tree, scope));
          return scope.get(a.text) as Value;
        case "+":
          return Q.add(number(a), number(b as Tree));
        case "-":
          return b === undefined ? Q.negate(number(a)) : Q.subtract(number(a), number(b));
        case "*":
          return Q.multiply(number(a), number(b as Tree));
        case "/":
          return Q.divide(number(a), number(b as Tree));
      }
      throw new Error(`cannot evaluate ${tree.operator}`);
    }
    default:
      throw new Error(`cannot evaluate ${wolframText(tree)}`);
  }
}
