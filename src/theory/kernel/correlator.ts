import { setPartitions } from "../../algebra/partitions.js";
import { accumulator, addTerm, type Monomial, monomial, type Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { kernelCumulant, kroneckerDelta, type Pair, type TheorySymbol, width } from "../../symbols/symbols.js";

/*
 * Correlators of the preactivations themselves. Given layer l-1 the fields of layer l are Gaussian, independent over
 * neurons, with the random covariance G; so a correlator is a sum over pairings of the fields, a Kronecker delta of
 * each pair's neuron indices, times a moment of G at the pairs. A moment is a sum over set partitions of the pairs into
 * cumulants of G: K at one pair, V_2b / n_{l-1}^{b-1} at b. The connected correlator keeps the partition into one block
 * (docs/theory.md, "Correlators").
 */

/** A preactivation: its neuron index and its input, by name. */
export interface Field {
  readonly index: string;
  readonly input: string;
}

/**
 * The most fields whose correlator is expanded: twelve have 10,395 pairings and two million terms before they are
 * collected.
 */
export const mostFields = 12;

/** < phi_i(x) phi_j(x') ... >, all terms, collected. An odd number of fields gives zero. */
export function correlatorSum(fields: readonly Field[], connected: boolean): Polynomial {
  const total = accumulator();
  const order = placesOf(fields);
  const m = fields.length / 2;
  const partitions = connected ? [[Array.from({ length: m }, (_, i) => i)]] : [...setPartitions(m)];
  for (const pairing of pairings(fields)) {
    const deltas = deltasOf(pairing);
    const pairs = pairing.map(([f, g]): Pair => inOrder(f.input, g.input, order));
    for (const blocks of partitions)
      addTerm(
        total,
        Q.one,
        termOf(
          deltas,
          blocks.map((block) => block.map((i) => pairs[i] as Pair)),
          order,
        ),
      );
  }
  return total;
}

/** The places of the inputs in the order in which they first appear. */
const placesOf = (fields: readonly Field[]): Map<string, number> =>
  new Map([...new Set(fields.map(({ input }) => input))].map((name, place) => [name, place] as const));

const inOrder = (x: string, y: string, order: ReadonlyMap<string, number>): Pair =>
  (order.get(x) ?? 0) <= (order.get(y) ?? 0) ? [x, y] : [y, x];

/** Every way to pair the fields. */
function* pairings(fields: readonly Field[]): Generator<(readonly [Field, Field])[]> {
  const [first, ...others] = fields;
  if (first === undefined) {
    yield [];
    return;
  }
  for (let i = 0; i < others.length; i++) {
    const rest = others.filter((_, j) => j !== i);
    for (const more of pairings(rest)) yield [[first, others[i] as Field], ...more];
  }
}

/** The product of a pairing's deltas: the sets of neuron indices that it makes equal, those of one index left out. */
function deltasOf(pairing: readonly (readonly [Field, Field])[]): TheorySymbol[] {
  const root = new Map<string, string>();
  const find = (index: string): string => {
    const above = root.get(index) ?? index;
    return above === index ? index : find(above);
  };
  for (const [f, g] of pairing) root.set(find(f.index), find(g.index));
  const classes = new Map<string, Set<string>>();
  for (const { index } of pairing.flat()) {
    const members = classes.get(find(index)) ?? new Set<string>();
    classes.set(find(index), members.add(index));
  }
  return [...classes.values()].filter(({ size }) => size > 1).map((members) => kroneckerDelta([...members].sort()));
}

function termOf(
  deltas: readonly TheorySymbol[],
  blocks: readonly (readonly Pair[])[],
  order: ReadonlyMap<string, number>,
): Monomial {
  const place = (pair: Pair) => (order.get(pair[0]) ?? 0) * order.size + (order.get(pair[1]) ?? 0);
  const widths = blocks.reduce((power, block) => power + 1 - block.length, 0);
  return monomial([
    [width(1), widths],
    ...deltas.map((delta) => [delta, 1] as const),
    ...blocks.map((block) => [kernelCumulant([...block].sort((p, q) => place(p) - place(q))), 1] as const),
  ]);
}
