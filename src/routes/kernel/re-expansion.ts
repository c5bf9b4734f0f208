import { binomial, factorial } from "../../algebra/integers.js";
import { orderOfMonomial, throughOrder } from "../../algebra/orders.js";
import {
  accumulator,
  addProductTo,
  addTo,
  constant,
  type Polynomial,
  plus,
  single,
  sum,
  symbolTerm,
  times,
  unit,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { memoised } from "../../foundation/memoised.js";
import {
  average,
  type Expansion,
  meanShift,
  secondMoment,
  type TheorySymbol,
  vertex,
  width,
} from "../../symbols/symbols.js";

/*
 * From one expansion to another by substitution, with no diagram and no cumulant: what was written about the full mean
 * with full vertices, written about K_0 or with the vertices' own series. Each symbol becomes its series in 1/n'; a
 * product of series is cut off at the order that is wanted.
 */

/** A series: what stands for a symbol, through the given power of 1/n'. */
type Series = (order: number) => Polynomial;

/**
 * A sum in the symbols of the full mean and full vertices, in those of another expansion, through the given total power
 * of 1/n.
 */
export function reExpanded(original: Polynomial, order: number, { about, blobs }: Expansion): Polynomial {
  const series = memoised(
    (symbol: TheorySymbol): Series | undefined => {
      if (about === "K_0" && symbol.kind === "average")
        return remembered((o) => averageSeries(symbol.derivatives, symbol.deltas, o));
      if (about === "K_0" && symbol.kind === "second-moment")
        return (o) => plus(symbolTerm(secondMoment), shiftOfMean(o));
      if (blobs === "expanded" && symbol.kind === "vertex") return (o) => vertexSeries(symbol.degree, o);
      return undefined;
    },
    ({ name }) => name,
  );
  const total = accumulator();
  for (const { coefficient, monomial: m } of original.values()) {
    let product = single(coefficient, unit);
    const room = order - orderOfMonomial(m);
    if (room < 0) continue;
    // Widths come first among the factors, so that the cut always sees the monomial's own order.
    for (const { symbol, power } of m.factors) {
      const written = series(symbol);
      if (written === undefined) product = times(product, symbolTerm(symbol, power));
      else for (let i = 0; i < power; i++) product = throughOrder(times(product, written(room)), order);
    }
    addTo(total, product);
  }
  return total;
}

const remembered = (series: Series): Series => memoised(series, String);

/** V_2b = V_2b[0] + V_2b[1]/n' + ... */
const vertexSeries = (b: number, order: number): Polynomial =>
  sum(Array.from({ length: order + 1 }, (_, p) => times(symbolTerm(vertex(b, p)), symbolTerm(width(2), -p))));

/** (K - K_0)^i = (K_1/n' + K_2/n'^2 + ...)^i. */
function meanShiftPower(i: number, order: number): Polynomial {
  if (i === 0) return constant(Q.one);
  if (i > order) return zeroPolynomial;
  const shift = sum(
    Array.from({ length: order }, (_, p) => times(symbolTerm(meanShift(p + 1)), symbolTerm(width(2), -p - 1))),
  );
  return throughOrder(times(shift, meanShiftPower(i - 1, order)), order);
}

/** <sigma^2> at the full mean less that at K_0: Taylor's formula, since d<f>/dK = 1/2 <d^2 f>. */
const shiftOfMean = (order: number): Polynomial => sum(taylorTerms(0, 1, order).slice(1));

/** The terms of < d^m Delta^p > at the full mean, Delta measured from <sigma^2> at K_0, by powers of K - K_0. */
const taylorTerms = (m: number, p: number, order: number): Polynomial[] =>
  Array.from({ length: order + 1 }, (_, i) =>
    times(meanShiftPower(i, order), averageTerm(m + 2 * i, p, Q.rational(1n, factorial(i) * 2n ** BigInt(i)))),
  );

/** < d^m Delta^p > at K_0: 1 for no Delta and no derivative, and <Delta> = 0. */
function averageTerm(m: number, p: number, factor: Q.Rational): Polynomial {
  if (p === 0) return m === 0 ? constant(factor) : zeroPolynomial;
  return p === 1 && m === 0 ? zeroPolynomial : symbolTerm(average(m, p), 1, factor);
}

/**
 * < d^m Delta^p > at the full mean in averages at K_0. Delta is measured from its own mean, which moves too: Delta at
 * the full mean is Delta at K_0 less the shift of <sigma^2>.
 */
function averageSeries(m: number, p: number, order: number): Polynomial {
  const shift = shiftOfMean(order);
  const total = accumulator();
  let power: Polynomial = constant(Q.one);
  for (let j = 0; j <= Math.min(p, order); j++) {
    const weight = Q.rational(j % 2 === 0 ? binomial(p, j) : -binomial(p, j));
    addProductTo(total, power, sum(taylorTerms(m, p - j, order)), weight);
    power = throughOrder(times(power, shift), order);
  }
  return throughOrder(total, order);
}
