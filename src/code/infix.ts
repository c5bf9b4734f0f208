import type * as Q from "../algebra/rational.js";
import type { Graph } from "./graph.js";
import { type Expression, type Part, type Program, programOf } from "./program.js";

/* Expressions as text, in the notation that most languages share: + - * / and parentheses. */

/** What a language brings to it. */
export interface Spelling {
  /** A number that is not negative, spelt so that it can stand as a factor. */
  readonly number: (value: Q.Rational) => string;
  readonly input: (input: number) => string;
  readonly local: (local: number) => string;
  /** 1 over something that is spelt as a factor. */
  readonly inverse: (of: string) => string;
}

/** The spelling of a module: inputs by their names, locals as t1, t2, ... */
export const spellingWith = (
  inputs: readonly string[],
  number: (value: Q.Rational) => string,
  inverse: (of: string) => string = (of) => `1 / ${of}`,
): Spelling => ({
  number,
  input: (i) => inputs[i] as string,
  local: (i) => `t${i + 1}`,
  inverse,
});

/** How tightly the surroundings bind. */
type Level = "sum" | "product";

/** The expression as text. A sum of negative terms begins with a minus sign. */
export function infix(e: Expression, spelling: Spelling, level: Level = "sum"): string {
  switch (e.kind) {
    case "number":
      return spelling.number(e.value);
    case "input":
      return spelling.input(e.input);
    case "local":
      return spelling.local(e.local);
    case "inverse": {
      const text = spelling.inverse(infix(e.of, spelling, "product"));
      return level === "product" ? `(${text})` : text;
    }
    case "product": {
      const [divisors, factors] = [true, false].map((isDivisor) =>
        e.factors.filter(({ kind }) => (kind === "inverse") === isDivisor),
      ) as [Expression[], Expression[]];
      const above = factors.map((factor) => infix(factor, spelling, "product")).join(" * ");
      return divisors.reduce((text, divisor) => {
        const of = infix(divisor.kind === "inverse" ? divisor.of : divisor, spelling, "product");
        return text === "" ? spelling.inverse(of) : `${text} / ${of}`;
      }, above);
    }
    case "sum": {
      const text = e.terms
        .map(({ isNegative, value }, i) => {
          const sign = i === 0 ? (isNegative ? "-" : "") : isNegative ? " - " : " + ";
          return sign + infix(value, spelling, value.kind === "sum" ? "product" : "sum");
        })
        .join("");
      return level === "product" ? `(${text})` : text;
    }
  }
}

/** How a language writes the statements of a part. */
export interface PartSpelling {
  /** A constant with a value. */
  readonly constant: (name: string, text: string) => string;
  /** Where an input is read, and where a local that an earlier part has kept. */
  readonly input: (input: number) => string;
  readonly kept: (slot: number) => string;
  /** A local is kept for later parts; an output gets its value. */
  readonly keep: (slot: number, name: string) => string;
  readonly output: (output: number, text: string) => string;
  /** Breaks a long expression. */
  readonly lines: (text: string) => string;
}

/** A part of a program as lines: what it reads, then what it does. */
export function spelledPart(
  { inputs, loads, statements }: Part,
  { kept }: Program,
  spelling: Spelling,
  part: PartSpelling,
): { readonly reads: readonly string[]; readonly statements: readonly string[] } {
  const slots = new Map(kept.map((local, slot) => [local, slot] as const));
  return {
    reads: [
      ...inputs.map((input) => part.constant(spelling.input(input), part.input(input))),
      ...loads.map((local) => part.constant(spelling.local(local), part.kept(slots.get(local) as number))),
    ],
    statements: statements.flatMap(({ to, index, value }) => {
      const text = part.lines(infix(value, spelling));
      if (to === "output") return [part.output(index, text)];
      const name = spelling.local(index);
      const slot = slots.get(index);
      return [part.constant(name, text), ...(slot === undefined ? [] : [part.keep(slot, name)])];
    }),
  };
}

/** A graph as one list of statements. */
export interface SpelledOut {
  /** The locals in the order in which they get their values, each with its expression. */
  readonly locals: readonly { readonly name: string; readonly text: string }[];
  readonly results: readonly string[];
}

/** The statements of a graph in a language that has no bound on the size of a function. */
export function spelledOut(graph: Graph, spelling: Spelling): SpelledOut {
  const { parts } = programOf(graph, Number.POSITIVE_INFINITY);
  const statements = parts.flatMap((part) => part.statements);
  const of = (kind: "local" | "output") =>
    statements
      .filter(({ to }) => to === kind)
      .sort((a, b) => a.index - b.index)
      .map(({ index, value }) => ({ index, text: infix(value, spelling) }));
  return {
    locals: of("local").map(({ index, text }) => ({ name: spelling.local(index), text })),
    results: of("output").map(({ text }) => text),
  };
}

/**
 * A long line of text broken after the operators + and - that stand outside all parentheses, so that no line is longer
 * than `width` where that can be; the lines after the first begin with `indent`.
 */
export function broken(text: string, width: number, indent: string): string {
  if (text.length <= width) return text;
  const lines: string[] = [];
  let [depth, start, last] = [0, 0, -1];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "(") depth++;
    else if (c === ")") depth--;
    const isBreak = depth === 0 && (text.startsWith(" + ", i) || text.startsWith(" - ", i));
    if (!isBreak) continue;
    if (last >= 0 && i + 2 - start > width) {
      lines.push(text.slice(start, last + 2));
      start = last + 3;
    }
    last = i;
  }
  if (last >= start && text.length - start > width) {
    lines.push(text.slice(start, last + 2));
    start = last + 3;
  }
  return [...lines, text.slice(start)].join(`\n${indent}`);
}
