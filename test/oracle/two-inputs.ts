import { binomial } from "../../src/algebra/integers.js";
import * as Q from "../../src/algebra/rational.js";
import type { Truncated, TruncatedRing } from "../../src/algebra/truncated.js";
import { partitions } from "./labelled.js";

/*
 * A network with two inputs and a polynomial activation, exactly: Gaussian averages by Wick's theorem as polynomials in the three
 * entries of the kernel, moments of the kernel layer by layer. Pairs are numbered 0 = (1,1), 1 = (1,2), 2 = (2,2).
 */

export type Entry = 0 | 1 | 2;
type Exponents = readonly [number, number, number];

/** A polynomial in K_11, K_12, K_22. */
export type KernelPolynomial = ReadonlyMap<string, { readonly exponents: Exponents; readonly coefficient: Q.Rational }>;

const keyOf = (e: Exponents): string => e.join();

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

const constant = (value: Q.Rational): KernelPolynomial => collected([[[0, 0, 0], value]]);
const zero: KernelPolynomial = new Map();

const plus = (...all: KernelPolynomial[]): KernelPolynomial => collected(all.flatMap(plain));

const scaled = (p: KernelPolynomial, factor: Q.Rational): KernelPolynomial =>
  collected(plain(p).map(([e, c]) => [e, Q.multiply(c, factor)] as const));

const product = (p: KernelPolynomial, q: KernelPolynomial): KernelPolynomial =>
  collected(
    plain(p).flatMap(([e, c]) =>
      plain(q).map(([f, d]) => [[e[0] + f[0], e[1] + f[1], e[2] + f[2]] as Exponents, Q.multiply(c, d)] as const),
    ),
  );

const variable = (entry: Entry): KernelPolynomial =>
  collected([[[Number(entry === 0), Number(entry === 1), Number(entry === 2)], Q.one]]);

/** D_a of an average is its derivative by the kernel's entry a. */
export const derivative = (p: KernelPolynomial, entry: Entry): KernelPolynomial =>
  collected(
    plain(p).flatMap(([e, c]) => {
      if (e[entry] === 0) return [];
      const lowered = e.map((power, i) => (i === entry ? power - 1 : power)) as unknown as Exponents;
      return [[lowered, Q.multiply(c, Q.rational(e[entry]))] as const];
    }),
  );

const known = new Map<string, KernelPolynomial>();

/** < phi_1^i phi_2^j >: a field is paired with each of the others. */
function fieldMoment(i: number, j: number): KernelPolynomial {
  if (i < 0 || j < 0) return zero;
  if (i === 0 && j === 0) return constant(Q.one);
  const found = known.get(`${i},${j}`);
  if (found) return found;
  const value =
    i > 0
      ? plus(
          scaled(product(variable(0), fieldMoment(i - 2, j)), Q.rational(i - 1)),
          scaled(product(variable(1), fieldMoment(i - 1, j - 1)), Q.rational(j)),
        )
      : scaled(product(variable(2), fieldMoment(0, j - 2)), Q.rational(j - 1));
  known.set(`${i},${j}`, value);
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

/** < prod sigma sigma > at some pairs: sigma(phi_1)^s sigma(phi_2)^t. */
export function momentAt(sigma: readonly Q.Rational[], pairs: readonly Entry[]): KernelPolynomial {
  const t = pairs.reduce<number>((sum, pair) => sum + pair, 0);
  const s = 2 * pairs.length - t;
  const [first, second] = [powerOf(sigma, s), powerOf(sigma, t)];
  return plus(
    ...first.flatMap((x, i) =>
      second.flatMap((y, j) => {
        const coefficient = Q.multiply(x, y);
        return Q.isZero(coefficient) ? [] : [scaled(fieldMoment(i, j), coefficient)];
      }),
    ),
  );
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

export interface TwoInputNetwork {
  readonly sigma: readonly Q.Rational[];
  readonly biasVariance: Q.Rational;
  readonly weightVariance: Q.Rational;
  /** K_11, K_12, K_22 of layer 1. */
  readonly kernel: readonly [Q.Rational, Q.Rational, Q.Rational];
}

/** The joint cumulants of one layer's kernel, by the entries in any order. */
export type JointCumulants = (entries: readonly Entry[]) => Truncated;

/** Layer 2: given a kernel that does not fluctuate, the neurons' own cumulants. */
export function secondLayer(network: TwoInputNetwork, inverseWidth: Truncated, ring: TruncatedRing): JointCumulants {
  const values = new Map<string, Truncated>();
  return (entries) => {
    const sorted = [...entries].sort();
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
    const first = e.findIndex((power) => power > 0) as Entry | -1;
    if (first === -1) return ring.constant(Q.one);
    const found = values.get(keyOf(e));
    if (found) return found;
    const rest = e.map((power, i) => (i === first ? power - 1 : power)) as unknown as Exponents;
    let total = ring.constant(Q.zero);
    // A cumulant of q entries is of order q - 1: beyond the ring's order none is seen.
    for (let a = 0; a <= rest[0]; a++)
      for (let b = 0; b <= rest[1]; b++)
        for (let c = 0; c <= rest[2]; c++) {
          if (a + b + c > ring.cut) continue;
          const ways = binomial(rest[0], a) * binomial(rest[1], b) * binomial(rest[2], c);
          const entries = [first, ...Array(a).fill(0), ...Array(b).fill(1), ...Array(c).fill(2)] as Entry[];
          const others = moment([rest[0] - a, rest[1] - b, rest[2] - c]);
          total = ring.add(total, ring.scale(ring.multiply(cumulants(entries), others), Q.rational(ways)));
        }
    values.set(keyOf(e), total);
    return total;
  };
  return moment;
}

/** The joint cumulant of the next layer's kernel at some entries, exactly, from the moments of this one's. */
export function nextCumulant(
  network: TwoInputNetwork,
  entries: readonly Entry[],
  moment: (exponents: Exponents) => Truncated,
  inverseWidth: Truncated,
  ring: TruncatedRing,
): Truncated {
  const expected = (p: KernelPolynomial): Truncated =>
    plain(p).reduce((sum, [e, c]) => ring.add(sum, ring.scale(moment(e), c)), ring.constant(Q.zero));
  /** < prod of the next layer's G at these entries >: given this layer, a sum over set partitions into neurons' cumulants. */
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
        ring.scale(e.map((power, i) => ring.power(kernel[i] as Truncated, power)).reduce(ring.multiply), c),
      ),
    ring.constant(Q.zero),
  );
