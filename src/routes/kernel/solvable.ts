import { binomial, oddFactorial } from "../../algebra/integers.js";
import type { Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import type { Truncated, TruncatedRing } from "../../algebra/truncated.js";
import { falling, multiplyUnivariate, univariateAt } from "../../algebra/univariate.js";
import { memoised } from "../../foundation/memoised.js";
import type { Expansion, TheorySymbol } from "../../symbols/symbols.js";

/*
 * Networks whose kernel has known moments at any width, in exact rationals. Where < sigma^{2q} >_K is a polynomial in
 * K, the moments of G^(l), given G^(l-1), are polynomials in G^(l-1); so layer after layer they are finite sums of
 * moments of the layer before, each a power series in the inverse widths (docs/theory.md, "Exactly solvable networks").
 * No expansion about anything is made: only powers of 1/n past the wanted one are dropped.
 */

/**
 * An activation with < sigma^{2q} > over a Gaussian of variance K polynomial in K: its coefficients, entry i that of
 * K^i.
 */
export interface SolvableActivation {
  readonly name: string;
  readonly moment: (q: number) => readonly Q.Rational[];
}

/** sigma = sum_j coefficients[j] phi^j: < phi^{2i} > = (2i-1)!! K^i. */
export function polynomialActivation(name: string, coefficients: readonly Q.Rational[]): SolvableActivation {
  const squared = multiplyUnivariate(coefficients, coefficients);
  const power: (q: number) => readonly Q.Rational[] = memoised(
    (q: number) => (q === 0 ? [Q.one] : multiplyUnivariate(power(q - 1), squared)),
    String,
  );
  const moment = memoised(
    (q: number) => power(q).flatMap((c, j) => (j % 2 === 0 ? [Q.multiply(c, Q.rational(oddFactorial(j / 2)))] : [])),
    String,
  );
  return { name, moment };
}

/** sigma = max(0, phi): half of every even moment. */
export const rectifier: SolvableActivation = {
  name: "ReLU",
  moment: (q) =>
    q === 0 ? [Q.one] : Array.from({ length: q + 1 }, (_, i) => (i === q ? Q.rational(oddFactorial(q), 2n) : Q.zero)),
};

/** A network without its widths. */
export interface SolvableNetwork {
  readonly activation: SolvableActivation;
  readonly biasVariance: Q.Rational;
  readonly weightVariance: Q.Rational;
  /** The kernel of layer 1, which does not fluctuate. */
  readonly kernel: Q.Rational;
}

/** The degree of <sigma^2>_K in K. */
const degreeOf = ({ moment }: SolvableActivation): number => Math.max(1, moment(1).length - 1);

/**
 * The moments E[G^m], m = 0, 1, ..., in layers 1, 2, ..., each an exact power series in the inverse widths through the
 * ring's order: entry i is layer i + 1. The last layer's go through `largest`, those before it further, as far as they
 * are needed.
 * @param inverseWidths 1/n of layers 1, 2, ... as elements of the ring
 */
function exactMoments(
  network: SolvableNetwork,
  inverseWidths: readonly Truncated[],
  largest: number,
  ring: TruncatedRing,
): Truncated[][] {
  const degree = degreeOf(network.activation);
  // Moments through d x m of one layer make those through m of the next.
  const needed = [...inverseWidths.map((_, i) => largest * degree ** (inverseWidths.length - i)), largest];
  const layers = [
    Array.from({ length: (needed[0] as number) + 1 }, (_, m) => ring.constant(Q.power(network.kernel, m))),
  ];
  inverseWidths.forEach((inverse, i) => {
    // Layer 1's kernel does not fluctuate, so what follows from it are numbers and not polynomials.
    const before = i === 0 ? undefined : layers[i];
    layers.push(nextMoments(network, before, inverse, needed[i + 1] as number, ring));
  });
  return layers;
}

/**
 * The cumulants kappa_0 (which is 0), kappa_1, ... of G in layers 1, 2, ..., entry i those of layer i + 1: through
 * `largest` in the last, and in the layer before it through what the sums of the last one need.
 */
export function exactCumulants(
  network: SolvableNetwork,
  inverseWidths: readonly Truncated[],
  largest: number,
  ring: TruncatedRing,
): Truncated[][] {
  // kappa_b is of order b - 1, so beyond the ring's order plus one none is seen.
  const count = Math.max(largest, Math.ceil((ring.cut + 1) / degreeOf(network.activation)));
  return exactMoments(network, inverseWidths, count, ring).map((moments) =>
    cumulantsOf(moments.slice(0, ring.cut + 2), ring),
  );
}

/**
 * E[G^m] of the next layer, m = 0..largest, from the moments of this one; without them its kernel is the network's own.
 */
function nextMoments(
  { activation, biasVariance, weightVariance, kernel }: SolvableNetwork,
  moments: readonly Truncated[] | undefined,
  inverse: Truncated,
  largest: number,
  ring: TruncatedRing,
): Truncated[] {
  const single = memoised(
    (p: number) => (moments === undefined ? [univariateAt(activation.moment(p), kernel)] : activation.moment(p)),
    String,
  );
  const means = sampleMoments(single, inverse, largest, ring).map((polynomial) =>
    polynomial.reduce(
      (sum, c, i) => ring.add(sum, moments === undefined ? c : ring.multiply(c, moments[i] as Truncated)),
      ring.constant(Q.zero),
    ),
  );
  // G = C_b + C_W x the mean over the neurons.
  return means.map((_, m) =>
    means.slice(0, m + 1).reduce((sum, mean, i) => {
      const weight = Q.multiply(Q.power(biasVariance, m - i), Q.power(weightVariance, i));
      return ring.add(sum, ring.scale(mean, Q.multiply(Q.rational(binomial(m, i)), weight)));
    }, ring.constant(Q.zero)),
  );
}

/**
 * The moments m = 0..largest of (1/n) sum_j X_j over n independent neurons, each a polynomial in K with coefficients in
 * the ring. Their generating function is M(t/n)^n with M that of a single X, hence F' M = M' F.
 * @param single the coefficients of < X^p > by powers of K
 */
function sampleMoments(
  single: (p: number) => readonly Q.Rational[],
  inverse: Truncated,
  largest: number,
  ring: TruncatedRing,
): Truncated[][] {
  const inversePowers = Array.from({ length: ring.cut + 1 }, (_, i) => ring.power(inverse, i));
  const found: Truncated[][] = [[ring.constant(Q.one)]];
  const addTo = (total: Truncated[], a: readonly Truncated[], b: readonly Q.Rational[], factor: Truncated): void => {
    a.forEach((x, i) => {
      const scaled = ring.multiply(x, factor);
      b.forEach((y, j) => {
        if (!Q.isZero(y)) total[i + j] = ring.add(total[i + j] ?? ring.constant(Q.zero), ring.scale(scaled, y));
      });
    });
  };
  for (let m = 0; m < largest; m++) {
    const total: Truncated[] = [];
    for (let j = 0; j <= Math.min(m, ring.cut); j++) {
      const factor = ring.scale(inversePowers[j] as Truncated, Q.rational(binomial(m, j)));
      addTo(total, found[m - j] as Truncated[], single(j + 1), factor);
      if (j > 0) addTo(total, found[m - j + 1] as Truncated[], single(j), ring.scale(factor, Q.rational(-1)));
    }
    found.push(Array.from(total, (x) => x ?? ring.constant(Q.zero)));
  }
  return found;
}

function cumulantsOf(moments: readonly Truncated[], ring: TruncatedRing): Truncated[] {
  const cumulants: Truncated[] = [ring.constant(Q.zero)];
  for (let n = 1; n < moments.length; n++) {
    let value = moments[n] as Truncated;
    for (let j = 1; j < n; j++) {
      const product = ring.multiply(cumulants[j] as Truncated, moments[n - j] as Truncated);
      value = ring.add(value, ring.scale(product, Q.rational(-binomial(n - 1, j - 1))));
    }
    cumulants.push(value);
  }
  return cumulants;
}

/** What a layer's sums are evaluated at: the cumulants of the layer before, by degree of the kernel. */
export interface LayerBefore {
  readonly cumulants: readonly Truncated[];
  /** 1/n_{l-1}. */
  readonly inverseWidth: Truncated;
}

/**
 * The value of a sum in the theory's symbols: V_2b / n_{l-2}^{b-1} is the b-th cumulant of the layer before, V_2b[p]
 * and K_p its parts of one order, and the averages are taken at its mean, or at the leading part of that.
 */
export function valueOfSum(
  sum: Polynomial,
  { activation }: Pick<SolvableNetwork, "activation">,
  { cumulants, inverseWidth }: LayerBefore,
  { about }: Pick<Expansion, "about">,
  ring: TruncatedRing,
): Truncated {
  const mean = cumulants[1] as Truncated;
  const kernel = about === "K_0" ? ring.part(mean, 0) : mean;
  const value = memoised(
    ({ symbol, power }: { readonly symbol: TheorySymbol; readonly power: number }): Truncated =>
      ring.power(symbolValue(symbol), Math.abs(power)),
    ({ symbol, power }) => `${symbol.name}^${power}`,
  );
  const symbolValue = (symbol: TheorySymbol): Truncated => {
    switch (symbol.kind) {
      case "width":
        // The powers of 1/n_{l-2} belong to the cumulants.
        return symbol.back === 1 ? inverseWidth : ring.constant(Q.one);
      case "vertex": {
        const { degree, order } = symbol;
        const whole = cumulants[degree] as Truncated;
        return order === undefined ? whole : ring.part(whole, degree - 1 + order);
      }
      case "mean":
        return ring.part(mean, symbol.order);
      case "second-moment":
        return derivativeAt(activation.moment(1), 0, kernel, ring);
      case "average":
        return averageAt(activation, symbol.derivatives / 2, symbol.deltas, kernel, ring);
      default:
        throw new RangeError(`no value for ${symbol.name} in a sum for one input`);
    }
  };
  let total = ring.constant(Q.zero);
  for (const { coefficient, monomial } of sum.values()) {
    let term = ring.constant(coefficient);
    for (const factor of monomial.factors) term = ring.multiply(term, value(factor));
    total = ring.add(total, term);
  }
  return total;
}

/** < d^{2a} Delta^p >_K = 2^a d^a/dK^a of < (sigma^2 - c)^p >_K, where c = <sigma^2>_K is held fixed. */
function averageAt(
  { moment }: SolvableActivation,
  a: number,
  p: number,
  kernel: Truncated,
  ring: TruncatedRing,
): Truncated {
  const subtracted = ring.scale(derivativeAt(moment(1), 0, kernel, ring), Q.rational(-1));
  let total = ring.constant(Q.zero);
  for (let j = 0; j <= p; j++) {
    const derivative = derivativeAt(moment(j), a, kernel, ring);
    const product = ring.multiply(derivative, ring.power(subtracted, p - j));
    total = ring.add(total, ring.scale(product, Q.rational(binomial(p, j) * 2n ** BigInt(a))));
  }
  return total;
}

/** The a-th derivative of a polynomial at an element of the ring. */
function derivativeAt(polynomial: readonly Q.Rational[], a: number, x: Truncated, ring: TruncatedRing): Truncated {
  return polynomial
    .map((c, i) => Q.multiply(c, Q.rational(falling(i, a))))
    .slice(a)
    .reduceRight((value, c) => ring.add(ring.multiply(value, x), ring.constant(c)), ring.constant(Q.zero));
}
