import {
  contractionOf,
  indexName,
  namedInOrder,
  namedThroughout,
  pairsText,
  withNamedIndices,
} from "../../algebra/contractions.js";
import { cumulantWeight } from "../../algebra/cumulants.js";
import { setPartitions } from "../../algebra/partitions.js";
import {
  accumulator,
  addTerm,
  type Monomial,
  monomial,
  multiplyMonomials,
  type Polynomial,
  product,
  renameSymbols,
  single,
  symbolTerm,
  times,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { canonicalLabelling } from "../../graphs/automorphisms.js";
import { assemble, type Diagram, type Edge } from "../../graphs/diagram.js";
import { formatId } from "../../graphs/id.js";
import { type LabelledDiagram, labellings, unseenByLabels } from "../../graphs/labellings.js";
import {
  type Pair,
  pairAverage,
  pairMoment,
  seriesOrder,
  type TheorySymbol,
  vertexTensor,
  width,
} from "../../symbols/symbols.js";
import { labelledSymmetry } from "./symmetry.js";
import { type Term, widthPower } from "./term.js";

/*
 * The contribution of a labelled diagram for general inputs (docs/theory.md, "Many inputs"): the same graph with an
 * index on each leg, summed over the unordered pairs of inputs of layer l-1. A blob is a symmetric tensor, and a leg is
 * the derivative D_a of what stands at its function vertex, which contains the 1/2 of the degenerate limit.
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
 * The joint cumulant of one neuron's sigma sigma at the given pairs, after a derivative D for each index: over the set
 * partitions of the pairs into blocks, weighted (-1)^{b-1} (b-1)!, and by Leibniz over all ways to hand the derivatives
 * to the blocks. A block with a single Delta and no derivative vanishes.
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

/** The factors of a labelled diagram. Legs are named blob by blob; equal external pairs stand together. */
export function pairFactors(d: Diagram, { pairs, contents }: Externals): PairFactors {
  const contentOf = (label: number) => contents[label - 1] as number;
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
      [...externals].sort((a, b) => contentOf(a) - contentOf(b)).map((label) => pairs[label - 1] as Pair),
      indicesOf(0, v),
    ),
  );
  return { widths: widthPower(d), blobs, vertices, bracket: product(vertices) };
}

/** The whole contribution of a labelled diagram: multiplicity/|Aut| x all factors, indices named in one way. */
export function pairContribution(
  { diagram, automorphisms, multiplicity }: LabelledDiagram,
  externals: Externals,
  { widths, blobs, bracket }: PairFactors = pairFactors(diagram, externals),
): Polynomial {
  const whole = times(bracket, single(Q.rational(multiplicity, automorphisms), multiplyMonomials(widths, blobs)));
  return namedThroughout(whole, externals.areDistinct ? withNamedIndices : withCanonicalIndices);
}

/** The external pairs of a request. */
export interface Externals {
  readonly pairs: readonly Pair[];
  /** For each pair a number, the same for equal pairs; (x,y) and (y,x) are equal. */
  readonly contents: readonly number[];
  readonly areDistinct: boolean;
}

/** The external pairs as they were given; of pairs that are equal the first spelling is taken. */
export function externalsOf(given: readonly Pair[]): Externals {
  const known = new Map<string, number>();
  const contents = given.map((pair) => {
    const name = [...pair].sort().join();
    const content = known.get(name) ?? known.size + 1;
    known.set(name, content);
    return content;
  });
  const pairs = contents.map((content) => given[contents.indexOf(content)] as Pair);
  return { pairs, contents, areDistinct: known.size === given.length };
}

/** The same number of external pairs, all different: what the proof tells apart. */
export const formalExternals = (k: number): Externals =>
  externalsOf(Array.from({ length: k }, (_, i): Pair => [`x${2 * i + 1}`, `x${2 * i + 2}`]));

/** A sum over formal external pairs with the given ones in their place, collected. */
export function withExternalPairs(p: Polynomial, { pairs, contents }: Externals): Polynomial {
  const formal = formalExternals(pairs.length).pairs;
  const actual = new Map(formal.map((pair, i) => [pair.join(), i] as const));
  const renamed = renameSymbols(p, (symbol) => {
    if (symbol.pairs === undefined) return symbol;
    const places = symbol.pairs
      .map((pair) => actual.get(pair.join()) as number)
      .sort((i, j) => (contents[i] as number) - (contents[j] as number));
    const named = places.map((i) => pairs[i] as Pair);
    return symbol.kind === "average" ? pairAverage(symbol.indices ?? [], named) : pairMoment(named[0] as Pair);
  });
  return namedThroughout(renamed, withCanonicalIndices);
}

/**
 * The monomial with its indices named in the one way that depends on nothing but the product, also where external pairs
 * are equal: in the canonical order of the graph of averages and vertices.
 */
export function withCanonicalIndices(m: Monomial): Monomial {
  const { averages, vertices, rest } = contractionOf(m);
  if (vertices.length === 0) return m;
  const texts = [...new Set(averages.map(pairsText))].sort();
  const vertexAt = new Map(vertices.flatMap(({ indices = [] }, b) => indices.map((index) => [index, b] as const)));
  const edges = averages.flatMap(({ indices = [] }, v) =>
    indices.map((index): Edge => [v, vertexAt.get(index) as number]),
  );
  const graph = assemble(
    averages.map(({ deltas }) => deltas),
    vertices.length,
    edges,
    vertices.map(seriesOrder),
  );
  const places = canonicalLabelling({
    ...graph,
    vertices: graph.vertices.map((vertex, v) => ({
      ...vertex,
      externals: [texts.indexOf(pairsText(averages[v] as TheorySymbol))],
    })),
  });
  const inOrder = <T>(list: readonly T[], at: readonly number[]): T[] =>
    list
      .map((item, i) => ({ item, place: at[i] as number }))
      .sort((s, t) => s.place - t.place)
      .map(({ item }) => item);
  return namedInOrder({
    averages: inOrder(averages, places.vertices),
    vertices: inOrder(vertices, places.blobs),
    rest,
  });
}

/**
 * The terms of a class for general inputs, one a labelling; where some external pairs are equal, one for each labelling
 * that differs, with its number of copies.
 */
export function* labelledTerms(term: Term, externals: Externals): Generator<Term> {
  for (const labelled of labellings(term.diagram, externals.contents)) yield labelledTerm(term, labelled, externals);
}

/** The first labelling of a class as the row that stands for all of them: "+ 2 perms." Its polynomial is its own. */
export const standingForAll = (first: Term, unlabelled: Term): Term =>
  first.labelled === undefined
    ? first
    : {
        ...first,
        labellings: unlabelled.labellings,
        labelled: { ...first.labelled, perms: unlabelled.labellings - 1n },
      };

/** A single labelled diagram as a row of its own. */
export const labelledTermOf = (term: Term, diagram: Diagram, externals: Externals): Term =>
  labelledTerm(term, { diagram, automorphisms: unseenByLabels(diagram), multiplicity: 1n }, externals);

function labelledTerm(term: Term, labelled: LabelledDiagram, externals: Externals): Term {
  const { diagram, automorphisms, multiplicity } = labelled;
  const factors = pairFactors(diagram, externals);
  const { widths, blobs, vertices, bracket } = factors;
  return {
    ...term,
    id: formatId(diagram),
    diagram,
    automorphisms,
    symmetry: labelledSymmetry(automorphisms),
    labellings: multiplicity,
    widths,
    blobs,
    bracket,
    polynomial: pairContribution(labelled, externals, factors),
    labelled: {
      inputs: diagram.vertices.map(({ externals: labels = [] }) =>
        labels.map((label) => externals.pairs[label - 1] as Pair),
      ),
      vertices,
      perms: 0n,
      copies: multiplicity,
    },
  };
}
