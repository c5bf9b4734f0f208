import * as Q from "../algebra/rational.js";
import type { TheorySymbol } from "../symbols/symbols.js";
import { type Graph, type Node, oneRef, partsOf, type Ref, type Scaled, usesIn } from "./graph.js";

/*
 * A graph as statements in an order in which they can be carried out: what every printer prints. A node that is used
 * once stands inside what uses it, as long as that stays short; every other gets a local variable. Long programs are
 * divided into parts, since compilers optimise a function only up to a size; what a later part needs of an earlier one
 * is kept.
 */

/** An expression in the inputs and in locals. */
export type Expression =
  | { readonly kind: "number"; readonly value: Q.Rational }
  | { readonly kind: "input"; readonly input: number }
  | { readonly kind: "local"; readonly local: number }
  | { readonly kind: "inverse"; readonly of: Expression }
  | { readonly kind: "product"; readonly factors: readonly Expression[] }
  | { readonly kind: "sum"; readonly terms: readonly SignedTerm[] };

export interface SignedTerm {
  readonly isNegative: boolean;
  readonly value: Expression;
}

/** A value for a local, or for an output; locals are numbered in the order in which they get their values. */
export interface Statement {
  readonly to: "local" | "output";
  /** Which one. */
  readonly index: number;
  readonly value: Expression;
}

/** A function's worth of statements. */
export interface Part {
  /** The inputs that it reads. */
  readonly inputs: readonly number[];
  /** The locals of earlier parts that it reads. */
  readonly loads: readonly number[];
  readonly statements: readonly Statement[];
}

export interface Program {
  readonly inputs: readonly TheorySymbol[];
  /** The locals that later parts read, in the order of their slots. */
  readonly kept: readonly number[];
  readonly parts: readonly Part[];
}

/** How many operations one statement holds at most, unless one node has more. */
const longestStatement = 12;

/** How many operations a part holds at most. */
export const operationsAPart = 1000;

/** The statements of a graph. @param most operations a part; infinite for one part */
export function programOf({ inputs, nodes, outputs }: Graph, most = operationsAPart): Program {
  const uses = usesIn({ inputs, nodes, outputs });
  // What is an output and nothing else needs no local, however long it is.
  const results = new Set(outputs.filter(({ coefficient }) => Q.isOne(coefficient)).map(({ of }) => of));
  const expressions: Expression[] = [];
  const sizes: number[] = [];
  const statements: (Statement & { readonly size: number })[] = [];
  let locals = 0;
  nodes.forEach((node, ref) => {
    const value = expressionOf(node, (part) => expressions[part] as Expression);
    const parts = new Set(partsOf(node));
    const inside = [...parts].reduce((total, part) => total + (sizes[part] as number), 0);
    const size = inside + ownOperations(node);
    const isLeaf = node.kind === "one" || node.kind === "input";
    if (isLeaf || ((uses[ref] as number) < 2 && (size <= longestStatement || results.has(ref)))) {
      expressions.push(value);
      sizes.push(size);
    } else {
      statements.push({ to: "local", index: locals, value, size });
      expressions.push({ kind: "local", local: locals++ });
      sizes.push(0);
    }
  });
  outputs.forEach((output, index) => {
    const value = scaledExpression(output, (part) => expressions[part] as Expression);
    statements.push({ to: "output", index, value, size: sizes[output.of] as number });
  });
  return { inputs, ...divided(statements, most) };
}

function divided(
  statements: readonly (Statement & { readonly size: number })[],
  most: number,
): Pick<Program, "parts" | "kept"> {
  const groups: Statement[][] = [[]];
  let room = most;
  for (const { size, ...statement } of statements) {
    if (room < size && (groups.at(-1) as Statement[]).length > 0) {
      groups.push([]);
      room = most;
    }
    groups.at(-1)?.push(statement);
    room -= size;
  }
  const madeIn = new Map<number, number>();
  const kept = new Set<number>();
  const parts = groups.map((group, i) => {
    const read = { inputs: new Set<number>(), locals: new Set<number>() };
    for (const { to, index, value } of group) {
      leavesOf(value, read);
      if (to === "local") madeIn.set(index, i);
    }
    const loads = [...read.locals].filter((local) => madeIn.get(local) !== i).sort((a, b) => a - b);
    for (const local of loads) kept.add(local);
    return { inputs: [...read.inputs].sort((a, b) => a - b), loads, statements: group };
  });
  return { parts, kept: [...kept].sort((a, b) => a - b) };
}

function leavesOf(e: Expression, found: { readonly inputs: Set<number>; readonly locals: Set<number> }): void {
  switch (e.kind) {
    case "number":
      return;
    case "input":
      found.inputs.add(e.input);
      return;
    case "local":
      found.locals.add(e.local);
      return;
    case "inverse":
      leavesOf(e.of, found);
      return;
    case "product":
      for (const factor of e.factors) leavesOf(factor, found);
      return;
    case "sum":
      for (const { value } of e.terms) leavesOf(value, found);
  }
}

/** The operations of a node by itself. */
function ownOperations(node: Node): number {
  switch (node.kind) {
    case "one":
    case "input":
      return 0;
    case "inverse":
      return 1;
    case "product":
      return node.factors.length - 1;
    case "sum":
      return 2 * node.terms.length - 1;
  }
}

type PartExpression = (ref: Ref) => Expression;

function expressionOf(node: Node, part: PartExpression): Expression {
  switch (node.kind) {
    case "one":
      return { kind: "number", value: Q.one };
    case "input":
      return { kind: "input", input: node.input };
    case "inverse":
      return { kind: "inverse", of: part(node.of) };
    case "product":
      return { kind: "product", factors: node.factors.flatMap((factor) => factorsOf(part(factor))) };
    case "sum": {
      // A sum begins with what is added, where it can.
      const terms = node.terms.map((term) => signedTerm(term, part));
      const ordered = [...terms.filter((t) => !t.isNegative), ...terms.filter((t) => t.isNegative)];
      const [only] = ordered;
      return ordered.length === 1 && only && !only.isNegative ? only.value : { kind: "sum", terms: ordered };
    }
  }
}

const factorsOf = (e: Expression): readonly Expression[] => (e.kind === "product" ? e.factors : [e]);

function signedTerm({ coefficient, of }: Scaled, part: PartExpression): SignedTerm {
  const isNegative = coefficient.num < 0n;
  const size = Q.absolute(coefficient);
  if (of === oneRef) return { isNegative, value: { kind: "number", value: size } };
  if (Q.isOne(size)) return { isNegative, value: part(of) };
  return {
    isNegative,
    value: { kind: "product", factors: [{ kind: "number", value: size }, ...factorsOf(part(of))] },
  };
}

function scaledExpression(output: Scaled, part: PartExpression): Expression {
  const term = signedTerm(output, part);
  return term.isNegative ? { kind: "sum", terms: [term] } : term.value;
}
