import { indexName, namedThroughout } from "../algebra/contractions.js";
import { cumulantWeight } from "../algebra/cumulants.js";
import { setPartitions } from "../algebra/partitions.js";
import {
  accumulator,
  addTerm,
  type Monomial,
  monomial,
  multiplyMonomials,
  type Polynomial,
  product,
  single,
  symbolTerm,
  times,
} from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { type Pair, pairAverage, pairMoment, vertexTensor, width } from "../algebra/symbols.js";
import type { Diagram } from "../diagram/diagram.js";
import type { LabelledDiagram } from "../diagram/labellings.js";
import { widthPower } from "./term.js";

/*
 * The contribution of a labelled diagram for general inputs (docs/theory.md, "Many inputs"): the same graph with an index on each
 * leg, summed over the unordered pairs of inputs of layer l-1. A blob is a symmetric tensor, and a leg is the derivative D_a of what
 * stands at its function vertex, which contains the 1/2 of the degenerate limit.
 */

/** The factors of a labelled diagram, with one set of index names throughout. */
export interface PairFactors {
  /** n_{l-1}^{-(k-r)}. */
  readonly widths: Monomial;
  /** The tensors of the blobs over powers of n_{l-2}. */
  readonly blobs: Monomial;
  /** One polynomial a function vertex. */
  readonly vertices: readonly Polynomial[];
  /** Their product. */
  readonly bracket: Polynomial;
}

/**
 * The joint cumulant of one neuron's sigma sigma at the given pairs, after a derivative D for each index: over the set partitions of
 * the pairs into blocks, weighted (-1)^{b-1} (b-1)!, and by Leibniz over all ways to hand the derivatives to the blocks. A block with
 * a single Delta and no derivative vanishes.
 */
export function pairVertexFunction(pairs: readonly Pair[], indices: readonly string[]): Polynomial {
  if (pairs.length === 1 && indices.length === 0) return symbolTerm(pairMoment(pairs[0] as Pair));
  const total = accumulator();
  for (const blocks of setPartitions(pairs.length)) {
    const weight = Q.rational(cumulantWeight(blocks.length));
    for (const legs of handedOut(indices, blocks.length)) {
      if (blocks.some((block, i) => block.length === 1 && legs[i]?.length === 0)) continue;
      const factors = blocks.map(
        (block, i) =>
          [
            pairAverage(
              legs[i] as string[],
              block.map((at) => pairs[at] as Pair),
            ),
            1,
          ] as const,
      );
      addTerm(total, weight, monomial(factors));
    }
  }
  return total;
}

/** Every way to hand the things to so many receivers. */
function* handedOut(things: readonly string[], receivers: number): Generator<string[][]> {
  const [first, ...rest] = things;
  if (first === undefined) {
    yield Array.from({ length: receivers }, () => []);
    return;
  }
  for (const others of handedOut(rest, receivers))
    for (let i = 0; i < receivers; i++) yield others.map((list, j) => (i === j ? [first, ...list] : list));
}

/** The factors of a labelled diagram; `pairs[i]` is external pair i + 1. Legs are named blob by blob. */
export function pairFactors(d: Diagram, pairs: readonly Pair[]): PairFactors {
  const legs = d.edges.map((edge, i) => ({ edge, i })).sort((s, t) => s.edge[1] - t.edge[1] || s.edge[0] - t.edge[0]);
  const nameOf = new Map(legs.map(({ i }, place) => [i, indexName(place)] as const));
  const indicesOf = (end: 0 | 1, node: number): string[] =>
    legs.flatMap(({ edge, i }) => (edge[end] === node ? [nameOf.get(i) as string] : []));
  const blobs = monomial(
    d.blobs.flatMap(({ degree, order }, b) => [
      [vertexTensor(indicesOf(1, b), order), 1] as const,
      [width(2), 1 - degree - (order ?? 0)] as const,
    ]),
  );
  const vertices = d.vertices.map(({ externals = [] }, v) =>
    pairVertexFunction(
      externals.map((label) => pairs[label - 1] as Pair),
      indicesOf(0, v),
    ),
  );
  return { widths: widthPower(d), blobs, vertices, bracket: product(vertices) };
}

/** The whole contribution of a labelled diagram: 1/|Aut| x its multiplicity x all factors, indices named in the one way. */
export function pairContribution(
  { diagram, automorphisms, multiplicity }: LabelledDiagram,
  pairs: readonly Pair[],
): Polynomial {
  const { widths, blobs, bracket } = pairFactors(diagram, pairs);
  const whole = times(bracket, single(Q.rational(multiplicity, automorphisms), multiplyMonomials(widths, blobs)));
  return namedThroughout(whole);
}
