import { binomial } from "../../algebra/integers.js";
import * as Q from "../../algebra/rational.js";
import { type Truncated, truncatedRing } from "../../algebra/truncated.js";

/*
 * The action of a layer at two inputs as a number, from the moments of its kernel and without traces: the log of a
 * Gaussian density as a series in the three entries of g = G - K, with the inverse and the determinant of a matrix
 * written out; its exponential averaged monomial by monomial; the logarithm by orders of 1/n_{l-1}.
 */

/** A symmetric matrix of two inputs: its entries (1,1), (1,2), (2,2). */
export type Symmetric = readonly [Q.Rational, Q.Rational, Q.Rational];

/**
 * A layer at two inputs whose cumulants are sums of products: V_2b(a_1; ...; a_b) = sum_r weights[r](b) prod_i A_r(a_i),
 * A_r the matrices.
 */
export interface TwoInputs {
  readonly kernel: Symmetric;
  /** Q(x,y) = sum_i phi_i(x) phi_i(y). */
  readonly fields: Symmetric;
  readonly n: Q.Rational;
  readonly matrices: readonly Symmetric[];
  readonly weights: readonly ((b: number) => Q.Rational)[];
}

/** S_1, ..., S_order at n_{l-1} = 1, entry 0 left empty. */
export function actionOfTwoInputs(layer: TwoInputs, order: number): Q.Rational[] {
  const { kernel, fields, n } = layer;
  const ring = truncatedRing(3, 2 * order);
  const minus = Q.rational(-1);
  const entries = kernel.map((value, i) => ring.add(ring.constant(value), ring.variable(i))) as [
    Truncated,
    Truncated,
    Truncated,
  ];
  const [a, b, c] = entries;
  const determinant = ring.add(ring.multiply(a, c), ring.scale(ring.multiply(b, b), minus));
  const [k, l, m] = kernel;
  const atRest = Q.subtract(Q.multiply(k, m), Q.multiply(l, l));
  // u = det(K + g)/det K - 1 has no constant term: 1/(1 + u) and log(1 + u) are finite sums.
  const u = ring.add(ring.scale(determinant, Q.divide(Q.one, atRest)), ring.constant(minus));
  let [power, inverse, logarithm] = [ring.constant(Q.one), ring.constant(Q.one), ring.constant(Q.zero)];
  for (let i = 1; i <= 2 * order; i++) {
    power = ring.multiply(power, u);
    inverse = ring.add(inverse, ring.scale(power, Q.rational(i % 2 === 0 ? 1 : -1)));
    logarithm = ring.add(logarithm, ring.scale(power, Q.rational(i % 2 === 0 ? -1 : 1, i)));
  }
  // tr Q (K+g)^{-1} = (Q11 c - 2 Q12 b + Q22 a)/det.
  const [q, r, s] = fields;
  const trace = ring.multiply(
    ring.add(ring.add(ring.scale(c, q), ring.scale(b, Q.multiply(Q.rational(-2), r))), ring.scale(a, s)),
    ring.scale(inverse, Q.divide(Q.one, atRest)),
  );
  const half = Q.rational(-1, 2);
  const own = ring.add(ring.scale(trace, half), ring.scale(logarithm, Q.multiply(half, n)));
  const exponent = ring.add(own, ring.scale(ring.part(own, 0), minus));
  let [term, ratio] = [ring.constant(Q.one), ring.constant(Q.one)];
  for (let i = 1; i <= 2 * order; i++) {
    term = ring.scale(ring.multiply(term, exponent), Q.rational(1, i));
    ratio = ring.add(ratio, term);
  }
  return logarithmByOrders(averaged(ratio, ring.exponents, layer, order));
}

/** The average of a polynomial in g by powers of 1/n_{l-1}. */
function averaged(
  p: Truncated,
  exponents: readonly (readonly number[])[],
  layer: TwoInputs,
  order: number,
): Q.Rational[] {
  const known = new Map<string, readonly Q.Rational[]>();
  const moment = (powers: readonly number[]): readonly Q.Rational[] => {
    const key = powers.join();
    const found = known.get(key) ?? momentOf(powers, layer, order, moment);
    known.set(key, found);
    return found;
  };
  return exponents.reduce<Q.Rational[]>(
    (total, powers, i) => {
      const coefficient = p[i] as Q.Rational;
      return Q.isZero(coefficient)
        ? total
        : total.map((value, o) => Q.add(value, Q.multiply(coefficient, moment(powers)[o] as Q.Rational)));
    },
    Array.from({ length: order + 1 }, () => Q.zero),
  );
}

/** <g11^i g12^j g22^k> by orders: a sum over the factors that are in one cumulant with the first of them. */
function momentOf(
  powers: readonly number[],
  layer: TwoInputs,
  order: number,
  moment: (powers: readonly number[]) => readonly Q.Rational[],
): Q.Rational[] {
  const total = Array.from({ length: order + 1 }, (_, p) => (p === 0 && powers.every((i) => i === 0) ? Q.one : Q.zero));
  const first = powers.findIndex((i) => i > 0);
  if (first < 0) return total;
  const rest = powers.map((i, at) => (at === first ? i - 1 : i));
  for (const chosen of within(rest)) {
    const block = chosen.map((i, at) => (at === first ? i + 1 : i));
    const size = block.reduce((sum, i) => sum + i, 0);
    if (size < 2 || size - 1 > order) continue;
    const ways = chosen.reduce((product, i, at) => product * binomial(rest[at] as number, i), 1n);
    const weight = Q.multiply(cumulant(block, size, layer), Q.rational(ways));
    const others = moment(rest.map((i, at) => i - (chosen[at] as number)));
    for (let p = size - 1; p <= order; p++)
      total[p] = Q.add(total[p] as Q.Rational, Q.multiply(weight, others[p - size + 1] as Q.Rational));
  }
  return total;
}

/** The vectors of whole numbers that are nowhere larger than one. */
function* within(most: readonly number[]): Generator<number[]> {
  const [first, ...rest] = most;
  if (first === undefined) yield [];
  else for (let i = 0; i <= first; i++) for (const others of within(rest)) yield [i, ...others];
}

/** V_2b at b pairs, of which so many are each. */
const cumulant = (block: readonly number[], size: number, { matrices, weights }: TwoInputs): Q.Rational =>
  matrices.reduce(
    (sum, matrix, r) =>
      Q.add(
        sum,
        block.reduce(
          (product, i, at) => Q.multiply(product, Q.power(matrix[at] as Q.Rational, i)),
          weights[r]?.(size) as Q.Rational,
        ),
      ),
    Q.zero,
  );

/** Minus the logarithm of a series that begins with 1, entry 0 zero. */
function logarithmByOrders(ratio: readonly Q.Rational[]): Q.Rational[] {
  const log: Q.Rational[] = [Q.zero];
  for (let p = 1; p < ratio.length; p++) {
    let value = ratio[p] as Q.Rational;
    for (let i = 1; i < p; i++)
      value = Q.subtract(
        value,
        Q.multiply(Q.multiply(Q.rational(i, p), log[i] as Q.Rational), ratio[p - i] as Q.Rational),
      );
    log.push(value);
  }
  return log.map(Q.negate);
}
