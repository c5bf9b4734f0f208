import { binomial } from "../../src/algebra/integers.js";
import * as Q from "../../src/algebra/rational.js";
import type { Truncated, TruncatedRing } from "../../src/algebra/truncated.js";
import { partitions } from "./labelled.js";

/*
 * A network with several inputs and a polynomial activation, exactly: Gaussian averages by Wick's theorem as
 * polynomials in the entries of the kernel, moments of the kernel layer by layer. Entries are numbered (0,0), (0,1),
 * (1,1), (0,2), (1,2), ..., so that the number of an entry does not depend on how many inputs there are.
 */

export type Entry = number;

/** The entry of two inputs, in either order. */
export const entryOf = (i: number, j: number): Entry => (i <= j ? (j * (j + 1)) / 2 + i : entryOf(j, i));

/** The two inputs of an entry. */
function inputsOf(entry: Entry): readonly [number, number] {
  let j = 0;
  while (((j + 1) * (j + 2)) / 2 <= entry) j++;
  return [entry - (j * (j + 1)) / 2, j];
}

/** Powers by entry; what is left out at the end is 0. */
type Exponents = readonly number[];

/** A polynomial in the entries of the kernel. */
export type KernelPolynomial = ReadonlyMap<string, { readonly exponents: Exponents; readonly coefficient: Q.Rational }>;

const keyOf = (e: Exponents): string => e.join().replace(/(?:,?0)+$/, "");

function collected(terms: Iterable<readonly [Exponents, Q.Rational]>): KernelPolynomial {
  const total = new Map<string, { exponents: Exponents; coefficient: Q.Rational }>();
  for (const [exponents, coefficient] of terms) {
    const old = total.get(keyOf(exponents))?.coefficient ?? Q.zero;
    total.set(keyOf(exponents), { exponents, coefficient: Q.add(old, coefficient) });
  }
  return total;
}

const plain = (p: KernelPolynomial): (readonly [Exponents, Q.Rational])[] =>
  [...p.values()].map(({ exponents, coefficient }) => [exponents, coefficient] as const);

const constant = (value: Q.Rational): KernelPolynomial => collected([[[], value]]);

const plus = (...all: KernelPolynomial[]): KernelPolynomial => collected(all.flatMap(plain));

const scaled = (p: KernelPolynomial, factor: Q.Rational): KernelPolynomial =>
  collected(plain(p).map(([e, c]) => [e, Q.multiply(c, factor)] as const));

const product = (p: KernelPolynomial, q: KernelPolynomial): KernelPolynomial =>
  collected(plain(p).flatMap(([e, c]) => plain(q).map(([f, d]) => [added(e, f), Q.multiply(c, d)] as const)));

const added = (e: Exponents, f: Exponents): Exponents =>
  Array.from({ length: Math.max(e.length, f.length) }, (_, i) => (e[i] ?? 0) + (f[i] ?? 0));

const variable = (entry: Entry): KernelPolynomial =>
  collected([[Array.from({ length: entry + 1 }, (_, i) => Number(i === entry)), Q.one]]);

/** D_a of an average is its derivative by the kernel's entry a. */
export const derivative = (p: KernelPolynomial, entry: Entry): KernelPolynomial =>
  collected(
    plain(p).flatMap(([e, c]) => {
      const power = e[entry] ?? 0;
      if (power === 0) return [];
      const lowered = e.map((other, at) => (at === entry ? other - 1 : other));
      return [[lowered, Q.multiply(c, Q.rational(power))] as const];
    }),
  );

const known = new Map<string, KernelPolynomial>();

/** < prod phi_i^{powers_i} >: a field is paired with each of the others. */
function fieldMoment(powers: readonly number[]): KernelPolynomial {
  const first = powers.findIndex((power) => power > 0);
  if (first === -1) return constant(Q.one);
  const found = known.get(powers.join());
  if (found) return found;
  const rest = powers.map((power, i) => (i === first ? power - 1 : power));
  const value = plus(
    ...rest.flatMap((power, i) => {
      if (power === 0) return [];
      const others = rest.map((p, at) => (at === i ? p - 1 : p));
      return [scaled(product(variable(entryOf(first, i)), fieldMoment(others)), Q.rational(power))];
    }),
  );
  known.set(powers.join(), value);
  return value;
}

function powerOf(sigma: readonly Q.Rational[], n: number): Q.Rational[] {
  let result: Q.Rational[] = [Q.one];
  for (let i = 0; i < n; i++) {
    const next = Array.from({ length: result.length + sigma.length - 1 }, () => Q.zero);
    result.forEach((x, a) => {
      sigma.forEach((y, b) => {
        next[a + b] = Q.add(next[a + b] as Q.Rational, Q.multiply(x, y));
      });
    });
    result = next;
  }
  return result;
}

/** < prod sigma sigma > at some pairs: a power of sigma at each input. */
export function momentAt(sigma: readonly Q.Rational[], pairs: readonly Entry[]): KernelPolynomial {
  const times: number[] = [];
  for (const input of pairs.flatMap((pair) => inputsOf(pair))) times[input] = (times[input] ?? 0) + 1;
  const polynomials = Array.from(times, (n) => powerOf(sigma, n ?? 0));
  const terms: KernelPolynomial[] = [];
  const expand = (powers: readonly number[], coefficient: Q.Rational): void => {
    const next = polynomials[powers.length];
    if (next === undefined) terms.push(scaled(fieldMoment(powers), coefficient));
    else
      next.forEach((c, power) => {
        if (!Q.isZero(c)) expand([...powers, power], Q.multiply(coefficient, c));
      });
  };
  expand([], Q.one);
  return plus(...terms);
}

/** The joint cumulant of one neuron's sigma sigma at some pairs. */
function neuronCumulant(sigma: readonly Q.Rational[], pairs: readonly Entry[]): KernelPolynomial {
  return plus(
    ...[...partitions(pairs.length)].map((blocks) =>
      scaled(
        blocks
          .map((block) =>
            momentAt(
              sigma,
              block.map((i) => pairs[i] as Entry),
            ),
          )
          .reduce(product, constant(Q.one)),
        Q.rational((blocks.length % 2 === 1 ? 1n : -1n) * factorial(blocks.length - 1)),
      ),
    ),
  );
}

const factorial = (n: number): bigint => (n <= 1 ? 1n : BigInt(n) * factorial(n - 1));

export interface SeveralInputNetwork {
  readonly sigma: readonly Q.Rational[];
  readonly biasVariance: Q.Rational;
  readonly weightVariance: Q.Rational;
  /** Layer 1's kernel, by entry. */
  readonly kernel: readonly Q.Rational[];
}

/** The joint cumulants of one layer's kernel, by the entries in any order. */
export type JointCumulants = (entries: readonly Entry[]) => Truncated;

/** Layer 2: given a kernel that does not fluctuate, the neurons' own cumulants. */
export function secondLayer(
  network: SeveralInputNetwork,
  inverseWidth: Truncated,
  ring: TruncatedRing,
): JointCumulants {
  const values = new Map<string, Truncated>();
  return (entries) => {
    const sorted = [...entries].sort((a, b) => a - b);
    const key = sorted.join();
    const found = values.get(key);
    if (found) return found;
    const q = sorted.length;
    const one = plain(neuronCumulant(network.sigma, sorted)).reduce(
      (sum, [e, c]) =>
        Q.add(
          sum,
          e.reduce((term, power, i) => Q.multiply(term, Q.power(network.kernel[i] as Q.Rational, power)), c),
        ),
      Q.zero,
    );
    const value = Q.add(Q.multiply(Q.power(network.weightVariance, q), one), q === 1 ? network.biasVariance : Q.zero);
    const cumulant = ring.scale(ring.power(inverseWidth, q - 1), value);
    values.set(key, cumulant);
    return cumulant;
  };
}

/** < prod G_a^{e_a} > from joint cumulants: the cumulants that the first factor is in. */
export function kernelMoments(cumulants: JointCumulants, ring: TruncatedRing): (exponents: Exponents) => Truncated {
  const values = new Map<string, Truncated>();
  const moment = (e: Exponents): Truncated => {
    const first = e.findIndex((power) => power > 0);
    if (first === -1) return ring.constant(Q.one);
    const found = values.get(keyOf(e));
    if (found) return found;
    const rest = e.map((power, i) => (i === first ? power - 1 : power));
    let total = ring.constant(Q.zero);
    // A cumulant of q entries is of order q - 1: beyond the ring's order none is seen.
    for (const taken of below(rest, ring.cut)) {
      const ways = rest.reduce((all, power, i) => all * binomial(power, taken[i] as number), 1n);
      const entries = [first, ...taken.flatMap((times, i) => Array.from({ length: times }, () => i))];
      const others = moment(rest.map((power, i) => power - (taken[i] as number)));
      total = ring.add(total, ring.scale(ring.multiply(cumulants(entries), others), Q.rational(ways)));
    }
    values.set(keyOf(e), total);
    return total;
  };
  return moment;
}

/** All exponents that are nowhere above the given ones, with a sum of at most so much. */
function* below(exponents: Exponents, most: number): Generator<number[]> {
  const [first, ...rest] = exponents;
  if (first === undefined) {
    yield [];
    return;
  }
  for (let power = 0; power <= Math.min(first, most); power++)
    for (const others of below(rest, most - power)) yield [power, ...others];
}

/** The joint cumulant of the next layer's kernel at some entries, exactly, from the moments of this one's. */
export function nextCumulant(
  network: SeveralInputNetwork,
  entries: readonly Entry[],
  moment: (exponents: Exponents) => Truncated,
  inverseWidth: Truncated,
  ring: TruncatedRing,
): Truncated {
  const expected = (p: KernelPolynomial): Truncated =>
    plain(p).reduce((sum, [e, c]) => ring.add(sum, ring.scale(moment(e), c)), ring.constant(Q.zero));
  /**
   * < prod of the next layer's G at these entries >: given this layer, a sum over set partitions into neurons'
   * cumulants.
   */
  const nextMoment = (places: readonly number[]): Truncated => {
    let total = ring.constant(Q.zero);
    for (const blocks of partitions(places.length)) {
      const polynomial = blocks
        .map((block) => {
          const cumulant = neuronCumulant(
            network.sigma,
            block.map((i) => entries[places[i] as number] as Entry),
          );
          const weighted = scaled(cumulant, Q.power(network.weightVariance, block.length));
          return block.length === 1 ? plus(weighted, constant(network.biasVariance)) : weighted;
        })
        .reduce(product, constant(Q.one));
      const power = places.length - blocks.length;
      if (power > ring.cut) continue;
      total = ring.add(total, ring.multiply(expected(polynomial), ring.power(inverseWidth, power)));
    }
    return total;
  };
  let cumulant = ring.constant(Q.zero);
  for (const blocks of partitions(entries.length)) {
    const weight = (blocks.length % 2 === 1 ? 1n : -1n) * factorial(blocks.length - 1);
    const term = blocks.map(nextMoment).reduce(ring.multiply);
    cumulant = ring.add(cumulant, ring.scale(term, Q.rational(weight)));
  }
  return cumulant;
}

/** A polynomial in the kernel's entries at elements of the ring. */
export const valueAt = (p: KernelPolynomial, kernel: readonly Truncated[], ring: TruncatedRing): Truncated =>
  plain(p).reduce(
    (sum, [e, c]) =>
      ring.add(
        sum,
        ring.scale(
          e.map((power, i) => ring.power(kernel[i] as Truncated, power)).reduce(ring.multiply, ring.constant(Q.one)),
          c,
        ),
      ),
    ring.constant(Q.zero),
  );
