import * as Q from "../algebra/rational.js";
import type { TheorySymbol } from "../symbols/symbols.js";

/*
 * The operation graph: what generated code computes, before any language is chosen. Nodes are hash-consed, so equal
 * subexpressions are one node, and exact: a number stands only as the coefficient of a term in a sum or of an output.
 */

/** A node, by its place in {@link Graph.nodes}; what a node is made of comes before it. */
export type Ref = number;

/** A node times an exact number. */
export interface Scaled {
  readonly coefficient: Q.Rational;
  readonly of: Ref;
}

/** An operation, or what operations begin with. */
export type Node =
  /** the number 1: always the first node */
  | { readonly kind: "one" }
  /** an input, by its place in {@link Graph.inputs} */
  | { readonly kind: "input"; readonly input: number }
  /** 1 over a node */
  | { readonly kind: "inverse"; readonly of: Ref }
  /** a product of at least two nodes, in ascending order; of a power the node is repeated */
  | { readonly kind: "product"; readonly factors: readonly Ref[] }
  /** a sum of nodes with coefficients, by ascending node; with one term, a number times a node */
  | { readonly kind: "sum"; readonly terms: readonly Scaled[] };

/** Operations in an order in which they can be carried out, over inputs, to outputs. */
export interface Graph {
  readonly inputs: readonly TheorySymbol[];
  readonly nodes: readonly Node[];
  readonly outputs: readonly Scaled[];
}

export const oneRef: Ref = 0;

/** A graph under construction: every call gives the node that there is, or a new one. */
export interface Builder {
  input(input: number): Ref;
  inverse(of: Ref): Ref;
  /** A product of nodes; ones are left out, and nothing is flattened. */
  product(factors: readonly Ref[]): Ref;
  /**
   * A sum; terms of one node are gathered. It is kept up to a factor, the coefficient of most terms, so that sums which
   * differ by a number are one node and that number is multiplied once.
   */
  sum(terms: readonly Scaled[]): Scaled;
  /** A sum with its terms as they are, also a single one: a number times a node. */
  exactSum(terms: readonly Scaled[]): Ref;
  node(ref: Ref): Node;
  finish(outputs: readonly Scaled[]): Graph;
}

export function graphBuilder(inputs: readonly TheorySymbol[]): Builder {
  const nodes: Node[] = [{ kind: "one" }];
  const known = new Map<string, Ref>();
  const interned = (key: string, make: () => Node): Ref => {
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, nodes.length);
    return nodes.push(make()) - 1;
  };
  const sumNode = (terms: readonly Scaled[]): Ref =>
    interned(terms.map(({ coefficient: { num, den }, of }) => `${num}/${den}*${of}`).join("+"), () => ({
      kind: "sum",
      terms,
    }));
  return {
    input: (input) => interned(`i${input}`, () => ({ kind: "input", input })),
    inverse: (of) => interned(`r${of}`, () => ({ kind: "inverse", of })),
    product: (given) => {
      const factors = given.filter((ref) => ref !== oneRef).sort((a, b) => a - b);
      const [only = oneRef] = factors;
      return factors.length < 2 ? only : interned(`p${factors.join()}`, () => ({ kind: "product", factors }));
    },
    sum: (given) => {
      const terms = gathered(given);
      const [first] = terms;
      if (first === undefined) return { coefficient: Q.zero, of: oneRef };
      if (terms.length === 1) return first;
      const coefficient = commonest(terms);
      return {
        coefficient,
        of: sumNode(terms.map((term) => ({ of: term.of, coefficient: Q.divide(term.coefficient, coefficient) }))),
      };
    },
    exactSum: (terms) => sumNode([...terms].sort((a, b) => a.of - b.of)),
    node: (ref) => nodes[ref] as Node,
    finish: (outputs) => reachable({ inputs, nodes, outputs }),
  };
}

function gathered(terms: readonly Scaled[]): Scaled[] {
  const found = new Map<Ref, Q.Rational>();
  for (const { coefficient, of } of terms) {
    const old = found.get(of);
    found.set(of, old === undefined ? coefficient : Q.add(old, coefficient));
  }
  return [...found]
    .filter(([, coefficient]) => !Q.isZero(coefficient))
    .map(([of, coefficient]) => ({ coefficient, of }))
    .sort((a, b) => a.of - b.of);
}

/**
 * The size of coefficient that most terms have, with the sign of the first of them; a constant term costs nothing and
 * has no say.
 */
function commonest(terms: readonly Scaled[]): Q.Rational {
  const counts = new Map<string, { readonly coefficient: Q.Rational; times: number }>();
  for (const { coefficient, of } of terms) {
    if (of === oneRef) continue;
    const size = Q.toText(Q.absolute(coefficient));
    const entry = counts.get(size) ?? { coefficient, times: 0 };
    entry.times++;
    counts.set(size, entry);
  }
  let best: { readonly coefficient: Q.Rational; times: number } | undefined;
  for (const entry of counts.values()) if (best === undefined || entry.times > best.times) best = entry;
  return best?.coefficient ?? Q.one;
}

/** What a node is made of. */
export function partsOf(node: Node): readonly Ref[] {
  switch (node.kind) {
    case "one":
    case "input":
      return [];
    case "inverse":
      return [node.of];
    case "product":
      return node.factors;
    case "sum":
      return node.terms.map(({ of }) => of);
  }
}

/** The graph without the nodes that no output needs. */
function reachable({ inputs, nodes, outputs }: Graph): Graph {
  const needed = new Uint8Array(nodes.length);
  needed[oneRef] = 1;
  for (const { of } of outputs) needed[of] = 1;
  for (let ref = nodes.length - 1; ref > 0; ref--)
    if (needed[ref]) for (const part of partsOf(nodes[ref] as Node)) needed[part] = 1;
  const place = new Int32Array(nodes.length);
  const kept: Node[] = [];
  nodes.forEach((node, ref) => {
    if (needed[ref]) place[ref] = kept.push(withParts(node, (part) => place[part] as number)) - 1;
  });
  return {
    inputs,
    nodes: kept,
    outputs: outputs.map(({ coefficient, of }) => ({ coefficient, of: place[of] as number })),
  };
}

/** A node of renamed parts; the renaming keeps their order. */
function withParts(node: Node, rename: (ref: Ref) => Ref): Node {
  switch (node.kind) {
    case "one":
    case "input":
      return node;
    case "inverse":
      return { kind: "inverse", of: rename(node.of) };
    case "product":
      return { kind: "product", factors: node.factors.map(rename) };
    case "sum":
      return { kind: "sum", terms: node.terms.map(({ coefficient, of }) => ({ coefficient, of: rename(of) })) };
  }
}

/**
 * The nodes of a graph in one under construction: where each of them is there.
 * @param termsOf the terms of a sum, where they are to be others than its own
 */
export function copied(
  nodes: readonly Node[],
  builder: Builder,
  termsOf: (ref: Ref) => readonly Scaled[] | undefined = () => undefined,
): Ref[] {
  const places: Ref[] = [];
  const place = (ref: Ref): Ref => places[ref] as Ref;
  nodes.forEach((node, ref) => {
    switch (node.kind) {
      case "one":
        places.push(oneRef);
        break;
      case "input":
        places.push(builder.input(node.input));
        break;
      case "inverse":
        places.push(builder.inverse(place(node.of)));
        break;
      case "product":
        places.push(builder.product(node.factors.map(place)));
        break;
      case "sum": {
        const terms = (termsOf(ref) ?? node.terms).map(({ coefficient, of }) => ({ coefficient, of: place(of) }));
        const [only] = terms;
        // A multiple whose factor has become 1.
        places.push(terms.length === 1 && only && Q.isOne(only.coefficient) ? only.of : builder.exactSum(terms));
      }
    }
  });
  return places;
}

/** Whether a number must be multiplied with a node: not 1, not -1, and not where the node is 1. */
export const isMultiplied = ({ coefficient, of }: Scaled): boolean =>
  of !== oneRef && !Q.isOne(Q.absolute(coefficient));

/** How often each node is used, by nodes and by outputs. */
export function usesIn({ nodes, outputs }: Graph): Int32Array {
  const uses = new Int32Array(nodes.length);
  const use = (ref: Ref): void => {
    uses[ref] = (uses[ref] as number) + 1;
  };
  for (const node of nodes) partsOf(node).forEach(use);
  for (const { of } of outputs) use(of);
  return uses;
}

/**
 * How many additions, subtractions, multiplications and divisions the graph takes. A change of sign costs nothing where
 * it makes an addition a subtraction, and one operation where an output is the negative of a node. An inverse that only
 * one product uses makes a multiplication there a division.
 */
export function operationCount(graph: Graph): number {
  const { nodes, outputs } = graph;
  const uses = usesIn(graph);
  const isDivision = (ref: Ref): boolean => nodes[ref]?.kind === "inverse" && uses[ref] === 1;
  let count = 0;
  for (const node of nodes)
    switch (node.kind) {
      case "inverse":
        count++;
        break;
      case "product":
        // One factor at least stands above the line.
        count -= Math.min(node.factors.length - 1, node.factors.filter(isDivision).length);
        count += node.factors.length - 1;
        break;
      case "sum":
        count += node.terms.length - 1 + node.terms.filter(isMultiplied).length;
        break;
    }
  for (const { coefficient, of } of outputs) if (of !== oneRef && !Q.isOne(coefficient)) count++;
  return count;
}

/** The values of the outputs from those of the inputs, in any arithmetic: exact, modulo a prime, or of another kind. */
export function evaluateGraph<T>(
  { nodes, outputs }: Graph,
  inputs: readonly T[],
  arithmetic: {
    readonly constant: (value: Q.Rational) => T;
    readonly add: (a: T, b: T) => T;
    readonly multiply: (a: T, b: T) => T;
    readonly inverse: (a: T) => T;
  },
): T[] {
  const { constant, add, multiply, inverse } = arithmetic;
  const values: T[] = [];
  const at = (ref: Ref): T => values[ref] as T;
  const scaled = ({ coefficient, of }: Scaled): T =>
    Q.isOne(coefficient) ? at(of) : multiply(constant(coefficient), at(of));
  for (const node of nodes)
    values.push(
      node.kind === "one"
        ? constant(Q.one)
        : node.kind === "input"
          ? (inputs[node.input] as T)
          : node.kind === "inverse"
            ? inverse(at(node.of))
            : node.kind === "product"
              ? node.factors.map(at).reduce(multiply)
              : node.terms.map(scaled).reduce(add),
    );
  return outputs.map(scaled);
}
