import { indexName } from "../../algebra/contractions.js";
import { factorial } from "../../algebra/integers.js";
import {
  type Monomial,
  monomial,
  type Polynomial,
  product,
  scale,
  single,
  symbolTerm,
  times,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import type { Diagram, FunctionVertex } from "../../graphs/diagram.js";
import { meanShift, type Pair, vertexTensor, width } from "../../symbols/symbols.js";
import type { Externals } from "../../theory/kernel/pair-term.js";
import { neuronCumulant } from "./leg-by-leg.js";
import { at, neuronCumulants } from "./neuron.js";
import { blobTerm } from "./series.js";

/*
 * What a single diagram contributes, out of the routes without diagrams: a function vertex is a coefficient of the
 * neurons' cumulant generating function, or for general inputs a cumulant with every derivative by itself. The weight
 * of a row shares nothing with it but algebra/, the diagram and |Aut|, which a check of its own has proved.
 */

/**
 * What each of some diagrams contributes: k!/|Aut| x prod_v m! [t^p g^m] n c(t/n, g) x prod_b V_2b/n'^{b-1}. The m legs
 * at a function vertex take m derivatives, so Taylor's 1/m! goes.
 */
export function contributionsOf(diagrams: readonly Diagram[]): (d: Diagram, automorphisms: bigint) => Polynomial {
  const all = diagrams.flatMap(({ vertices }) => vertices);
  const largestP = all.reduce((most, { p }) => Math.max(most, p), 1);
  // The recursion for p needs what is below p with as many legs.
  const largestM = (from: number) => all.reduce((most, { p, legs }) => (p < from ? most : Math.max(most, legs)), 0);
  const neurons = neuronCumulants(largestP, memoised(largestM, String));
  const vertices = memoised(
    (list: readonly FunctionVertex[]) =>
      product(list.map(({ p, legs }) => scale(at(neurons, p, legs), Q.rational(factorial(legs))))),
    (list) =>
      list
        .map(({ p, legs }) => `${p},${legs}`)
        .sort()
        .join(";"),
  );
  return (d, automorphisms) => {
    const k = d.vertices.reduce((total, { p }) => total + p, 0);
    const blobs = product(
      d.blobs.map(({ degree, order }) =>
        degree === 1
          ? times(symbolTerm(meanShift(order as number)), symbolTerm(width(2), -(order as number)))
          : blobTerm(degree, order),
      ),
    );
    return scale(times(vertices(d.vertices), blobs), Q.rational(factorial(k), automorphisms));
  };
}

/**
 * The same for labelled externals: 1/|Aut| x prod_v of the joint cumulant of its pairs after a D for each leg x the
 * tensors of the blobs.
 */
export function labelledContributionOf(d: Diagram, automorphisms: bigint, { pairs, contents }: Externals): Polynomial {
  const legsAt = (end: 0 | 1, node: number): string[] =>
    d.edges.flatMap((edge, leg) => (edge[end] === node ? [indexName(leg)] : []));
  const contentOf = (label: number) => contents[label - 1] as number;
  const vertices = d.vertices.map(({ externals = [] }, v) =>
    neuronCumulant(
      [...externals].sort((a, b) => contentOf(a) - contentOf(b)).map((label) => pairs[label - 1] as Pair),
      legsAt(0, v),
    ),
  );
  const blobs: Monomial = monomial([
    [width(1), d.vertices.length - pairs.length],
    ...d.blobs.flatMap(({ degree, order }, b) => [
      [vertexTensor(legsAt(1, b), order), 1] as const,
      [width(2), 1 - degree - (order ?? 0)] as const,
    ]),
  ]);
  return times(product(vertices), single(Q.rational(1n, automorphisms), blobs));
}
