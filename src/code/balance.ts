import * as Q from "../algebra/rational.js";
import { copied, type Graph, graphBuilder, isMultiplied, type Node, oneRef, type Ref, type Scaled } from "./graph.js";

/*
 * Where the numbers stand. A sum may be kept up to any factor, if all that is made of it is divided by that: the factor
 * is chosen that leaves the fewest multiplications by numbers, sum by sum, until no choice of one changes that.
 */

/** A coefficient that changes with the factor of a sum: of a term in another sum, or of an output. */
interface Use {
  /** The sum that has the term; undefined for an output. */
  readonly owner: Ref | undefined;
  readonly term: number;
  readonly power: number;
}

const rounds = 4;

/** The graph with each sum at the scale that takes the fewest multiplications by numbers. */
export function balanced(graph: Graph): Graph {
  const { nodes, outputs } = graph;
  const content = sumsInside(nodes);
  // The coefficients as they now are.
  const terms = nodes.map((node) => (node.kind === "sum" ? [...node.terms] : []));
  const results = [...outputs];
  const uses = usesOf(graph, content);
  const listOf = ({ owner }: Use): Scaled[] => (owner === undefined ? results : (terms[owner] as Scaled[]));
  for (let round = 0, isChanged = true; round < rounds && isChanged; round++) {
    isChanged = false;
    nodes.forEach((node, ref) => {
      if (node.kind !== "sum") return;
      const own = terms[ref] as Scaled[];
      const used = (uses[ref] as Use[]).map((use) => ({ use, at: listOf(use)[use.term] as Scaled }));
      const costAt = (factor: Q.Rational): number => {
        let cost = 0;
        for (const term of own) if (isMultiplied(times(term, factor))) cost++;
        for (const { use, at } of used) if (costs(use, times(at, Q.power(factor, -use.power)))) cost++;
        return cost;
      };
      let [best, least] = [Q.one, costAt(Q.one)];
      for (const factor of candidates(own, used)) {
        const cost = costAt(factor);
        if (cost < least) [best, least] = [factor, cost];
      }
      if (Q.isOne(best)) return;
      isChanged = true;
      terms[ref] = own.map((term) => times(term, best));
      for (const { use, at } of used) listOf(use)[use.term] = times(at, Q.power(best, -use.power));
    });
  }
  const builder = graphBuilder(graph.inputs);
  const places = copied(nodes, builder, (ref) => terms[ref]);
  return builder.finish(results.map(({ coefficient, of }) => ({ coefficient, of: places[of] as Ref })));
}

const times = ({ coefficient, of }: Scaled, factor: Q.Rational): Scaled => ({
  coefficient: Q.multiply(coefficient, factor),
  of,
});

/** An output has no subtraction to hide a sign in. */
const costs = ({ owner }: Use, term: Scaled): boolean =>
  owner === undefined ? !Q.isOne(term.coefficient) && term.of !== oneRef : isMultiplied(term);

/** The factors that make a coefficient 1, each once. */
function candidates(
  own: readonly Scaled[],
  used: readonly { readonly use: Use; readonly at: Scaled }[],
): Iterable<Q.Rational> {
  const found = new Map<string, Q.Rational>();
  const add = (factor: Q.Rational): void => {
    found.set(Q.toText(factor), factor);
  };
  for (const { coefficient } of own) add(Q.absolute(Q.divide(Q.one, coefficient)));
  for (const { use, at } of used)
    if (use.power === 1) add(use.owner === undefined ? at.coefficient : Q.absolute(at.coefficient));
  return found.values();
}

/** For each node the sums that it is a product of, with their powers: a sum is itself, an input none. */
function sumsInside(nodes: readonly Node[]): ReadonlyMap<Ref, number>[] {
  const content: Map<Ref, number>[] = [];
  nodes.forEach((node, ref) => {
    const inside = new Map<Ref, number>();
    if (node.kind === "sum") inside.set(ref, 1);
    if (node.kind === "product")
      for (const factor of node.factors)
        for (const [sum, power] of content[factor] as Map<Ref, number>) inside.set(sum, (inside.get(sum) ?? 0) + power);
    content.push(inside);
  });
  return content;
}

function usesOf({ nodes, outputs }: Graph, content: readonly ReadonlyMap<Ref, number>[]): Use[][] {
  const uses: Use[][] = nodes.map(() => []);
  const add = (list: readonly Scaled[], owner: Ref | undefined): void =>
    list.forEach(({ of }, term) => {
      for (const [sum, power] of content[of] as ReadonlyMap<Ref, number>) uses[sum]?.push({ owner, term, power });
    });
  nodes.forEach((node, ref) => {
    if (node.kind === "sum") add(node.terms, ref);
  });
  add(outputs, undefined);
  return uses;
}
