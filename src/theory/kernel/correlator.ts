import { factorial, stirlingRow } from "../../algebra/integers.js";
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

/** < phi_i(x) phi_j(x') ... >, all terms, collected. An odd number of fields gives zero. */
export function correlatorSum(
  fields: readonly Field[],
  connected: boolean,
  progress?: (pairings: number) => void,
): Polynomial {
  const total = accumulator();
  const order = placesOf(fields);
  const partitions = partitionsOf(fields, connected);
  let done = 0;
  for (const { pairing, times } of pairings(fields)) {
    const deltas = deltasOf(pairing);
    const pairs = pairing.map(([f, g]): Pair => inOrder(f.input, g.input, order));
    for (const blocks of partitions)
      addTerm(
        total,
        Q.rational(times),
        termOf(
          deltas,
          blocks.map((block) => block.map((i) => pairs[i] as Pair)),
          order,
        ),
      );
    progress?.(++done);
  }
  return total;
}

/** The partitions of the pairs that the fields make: all, or for the connected correlator the one into one block. */
const partitionsOf = ({ length }: readonly Field[], connected: boolean): readonly (readonly number[][])[] =>
  connected ? [[Array.from({ length: length / 2 }, (_, i) => i)]] : [...setPartitions(length / 2)];

/**
 * How many pairings and terms a correlator has before it is collected; undefined where there are more terms than said.
 */
export function correlatorSize(
  fields: readonly Field[],
  connected: boolean,
  mostTerms: number,
): { readonly pairings: number; readonly terms: number } | undefined {
  const perPairing = connected ? 1n : stirlingRow(fields.length / 2).reduce((count, blocks) => count + blocks, 0n);
  if (perPairing > mostTerms) return undefined;
  let count = 0;
  for (const _ of pairings(fields)) if (++count * Number(perPairing) > mostTerms) return undefined;
  return { pairings: count, terms: count * Number(perPairing) };
}

/** The places of the inputs in the order in which they first appear. */
export const placesOf = (fields: readonly Field[]): Map<string, number> =>
  new Map([...new Set(fields.map(({ input }) => input))].map((name, place) => [name, place] as const));

/** Two inputs in that order. */
export const inOrder = (x: string, y: string, order: ReadonlyMap<string, number>): Pair =>
  (order.get(x) ?? 0) <= (order.get(y) ?? 0) ? [x, y] : [y, x];

/** A way to pair the fields, equal fields not told apart, and how many ways it stands for. */
export interface Pairing {
  readonly pairing: readonly (readonly [Field, Field])[];
  readonly times: bigint;
}

/**
 * Every way to pair the fields. With c_a fields of a kind a and n_ab pairs of kinds a and b it stands for
 * prod c_a! / (prod_{a<b} n_ab! prod_a n_aa! 2^n_aa) of the (2m-1)!! ways to pair fields that are told apart.
 */
export function* pairings(fields: readonly Field[]): Generator<Pairing> {
  const kinds = new Map<string, { readonly field: Field; count: number }>();
  for (const field of fields) {
    const kind = kinds.get(`${field.index} ${field.input}`) ?? { field, count: 0 };
    kind.count++;
    kinds.set(`${field.index} ${field.input}`, kind);
  }
  const list = [...kinds.values()];
  yield* pairedFrom(
    list.map(({ field }) => field),
    list.map(({ count }) => count),
    list.reduce((ways, { count }) => ways * factorial(count), 1n),
  );
}

/**
 * @param left how many fields of each kind are not paired yet
 * @param ways what the factorials of the n_ab are still to divide
 */
function* pairedFrom(kinds: readonly Field[], left: readonly number[], ways: bigint): Generator<Pairing> {
  const a = left.findIndex((count) => count > 0);
  if (a < 0) {
    yield { pairing: [], times: ways };
    return;
  }
  // All fields of the first kind at once: some with each other, the rest spread over the kinds behind it.
  for (let own = Math.floor((left[a] as number) / 2); own >= 0; own--)
    for (const spread of spreads((left[a] as number) - 2 * own, left.slice(a + 1))) {
      const after = left.map((count, b) => (b <= a ? 0 : count - (spread[b - a - 1] as number)));
      const divided = spread.reduce((product, n) => product * factorial(n), factorial(own) * 2n ** BigInt(own));
      const first = [
        ...Array.from({ length: own }, () => [kinds[a], kinds[a]] as [Field, Field]),
        ...spread.flatMap((n, i) => Array.from({ length: n }, () => [kinds[a], kinds[a + 1 + i]] as [Field, Field])),
      ];
      for (const { pairing, times } of pairedFrom(kinds, after, ways / divided))
        yield { pairing: [...first, ...pairing], times };
    }
}

/** The ways to write n as a sum of numbers that are no larger than the given ones. */
function* spreads(n: number, most: readonly number[]): Generator<number[]> {
  const [first, ...rest] = most;
  if (first === undefined) {
    if (n === 0) yield [];
    return;
  }
  for (let here = Math.min(n, first); here >= 0; here--)
    for (const more of spreads(n - here, rest)) yield [here, ...more];
}

/** The product of a pairing's deltas: the sets of neuron indices that it makes equal, those of one index left out. */
export function deltasOf(pairing: readonly (readonly [Field, Field])[]): TheorySymbol[] {
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

/** The product of deltas and of cumulants at blocks of pairs, with its power of 1/n. */
export function termOf(
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
