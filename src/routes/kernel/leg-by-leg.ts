import { indexName, namedThroughout } from "../../algebra/contractions.js";
import { factorial } from "../../algebra/integers.js";
import { legCounts, setPartitions } from "../../algebra/partitions.js";
import {
  accumulator,
  addProductTo,
  addTo,
  constant,
  type Monomial,
  monomial,
  type Polynomial,
  product,
  single,
  symbolTerm,
  times,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import { type Expansion, type Pair, pairAverage, pairMoment, vertexTensor, width } from "../../symbols/symbols.js";

/*
 * V_2k for general inputs, leg by leg: the law of total cumulance with every derivative a thing of its own. For each
 * set partition of the external pairs and each number of legs at its blocks, all set partitions of the legs into
 * cumulants of the kernel are listed, and those kept that connect the blocks. Nothing is symmetric here, so there is no
 * symmetry factor: 1/m! for the m legs at a block is Taylor's. It costs a Bell number of the legs, and serves as the
 * proof of what diagrams give.
 */

/** The orders for which this takes a second or so: k - 1 + order, the largest power of 1/n. */
export const largestLegByLeg = 4;

/**
 * The collected sum of V_2k / (C_W^k n_{l-1}^{k-1}) at exactly `order` orders beyond leading; all pairs must differ.
 */
export function legByLegSeries(pairs: readonly Pair[], order: number, expansion: Expansion): Polynomial {
  const total = accumulator();
  for (const blocks of setPartitions(pairs.length)) {
    const r = blocks.length;
    const widths = single(Q.one, monomial([[width(1), r - pairs.length]]));
    for (const counts of legCounts(r, 2 * (r - 1 + order))) {
      const legs = counts.flatMap((m, block) => Array.from({ length: m }, () => block));
      const ties = tiesOf(legs, r, r - 1 + order, expansion);
      if (ties.size === 0) continue;
      const names = legs.map((_, leg) => indexName(leg));
      const neurons = blocks.map((block, i) =>
        neuronCumulant(
          block.map((at) => pairs[at] as Pair),
          names.filter((_, leg) => legs[leg] === i),
        ),
      );
      const taylor = counts.reduce((all, m) => all * factorial(m), 1n);
      const whole = times(times(product(neurons), ties), widths);
      addTo(total, namedThroughout(whole), Q.rational(1n, taylor));
    }
  }
  return total;
}

/** All ways to tie legs into cumulants of the kernel that bring the given power of 1/n' and connect the r blocks. */
function tiesOf(legs: readonly number[], r: number, power: number, { about, blobs }: Expansion): Polynomial {
  const total = accumulator();
  for (const tied of setPartitions(legs.length)) {
    if (about === "mean" && tied.some((tie) => tie.length === 1)) continue;
    const room = power - tied.reduce((sumOf, tie) => sumOf + tie.length - 1, 0);
    if (room < 0 || !connects(tied, legs, r)) continue;
    for (const orders of ordersOf(tied, room, blobs)) addTo(total, single(Q.one, tensors(tied, orders)));
  }
  return total;
}

/**
 * The orders of the cumulants in their own series, that add up to `room`: a mean shift has one, and an expanded vertex.
 */
function* ordersOf(
  tied: readonly number[][],
  room: number,
  blobs: Expansion["blobs"],
): Generator<(number | undefined)[]> {
  const [tie, ...rest] = tied;
  if (tie === undefined) {
    if (room === 0) yield [];
    return;
  }
  const [from, to] = tie.length === 1 ? [1, room] : blobs === "expanded" ? [0, room] : [0, 0];
  for (let order = from; order <= to; order++)
    for (const others of ordersOf(rest, room - order, blobs))
      yield [tie.length > 1 && blobs === "full" ? undefined : order, ...others];
}

const tensors = (tied: readonly number[][], orders: readonly (number | undefined)[]): Monomial =>
  monomial(
    tied.flatMap((tie, i) => [
      [vertexTensor(tie.map(indexName), orders[i]), 1] as const,
      [width(2), 1 - tie.length - (orders[i] ?? 0)] as const,
    ]),
  );

function connects(tied: readonly number[][], legs: readonly number[], r: number): boolean {
  const root = Array.from({ length: r }, (_, block) => block);
  const find = (block: number): number => (root[block] === block ? block : find(root[block] as number));
  for (const [first, ...others] of tied)
    for (const other of others) root[find(legs[other] as number)] = find(legs[first as number] as number);
  return root.every((_, block) => find(block) === find(0));
}

/**
 * The joint cumulant of one neuron's sigma sigma at the given pairs after a derivative for each index, from moments:
 * the mean of the product less, for every proper subset with the first pair, its cumulant times the mean of the rest,
 * by Leibniz.
 */
export function neuronCumulant(allPairs: readonly Pair[], allIndices: readonly string[]): Polynomial {
  if (allPairs.length === 1 && allIndices.length === 0) return symbolTerm(pairMoment(allPairs[0] as Pair));
  const moment = (pairs: readonly Pair[], indices: readonly string[]): Polynomial => {
    if (pairs.length === 0) return indices.length === 0 ? constant(Q.one) : zeroPolynomial;
    return pairs.length === 1 && indices.length === 0 ? zeroPolynomial : symbolTerm(pairAverage(indices, pairs));
  };
  const cumulant: (content: { pairs: readonly Pair[]; indices: readonly string[] }) => Polynomial = memoised(
    ({ pairs, indices }: { pairs: readonly Pair[]; indices: readonly string[] }): Polynomial => {
      const value = accumulator();
      addTo(value, moment(pairs, indices));
      const [first, ...others] = pairs as readonly [Pair, ...Pair[]];
      for (const [within, outside] of splits(others)) {
        if (outside.length === 0) continue;
        for (const [inner, outer] of splits(indices))
          addProductTo(
            value,
            cumulant({ pairs: [first, ...within], indices: inner }),
            moment(outside, outer),
            Q.rational(-1),
          );
      }
      return value;
    },
    ({ pairs, indices }) => `${pairs.join(";")}|${indices.join()}`,
  );
  return cumulant({ pairs: allPairs, indices: allIndices });
}

/** Every way to split a list in two. */
function splits<T>(list: readonly T[]): [T[], T[]][] {
  return Array.from({ length: 2 ** list.length }, (_, bits) => [
    list.filter((_item, i) => bits & (1 << i)),
    list.filter((_item, i) => !(bits & (1 << i))),
  ]);
}
