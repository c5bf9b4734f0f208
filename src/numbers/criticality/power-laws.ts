import { binomial, oddFactorial } from "../../algebra/integers.js";
import type { Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { falling, multiplyUnivariate, powerUnivariate } from "../../algebra/univariate.js";
import { layerSum } from "../../answer/layer-step.js";
import { DefectError } from "../../foundation/errors.js";
import { freshMemory } from "../../foundation/memory.js";
import type { Check } from "../../proof/certificate.js";
import { cumulantName } from "../../symbols/cumulants.js";
import type { TheorySymbol } from "../../symbols/symbols.js";
import { type Activation, taylorFrom } from "../activations/activation.js";
import { averagesAt } from "../averages/averages.js";
import { scaleInvariantAverage } from "../averages/exact-averages.js";
import { flow } from "../flow/flow.js";
import type { Network } from "../networks/network.js";
import type { CriticalPoint } from "./critical.js";

/*
 * What the vertices do in deep layers at criticality: V_2k/K^k = a_k l^{e_k} at the leading power of the depth l, all
 * widths equal. With that ansatz each enumerated diagram of V_2k is a power of l; the identity, V_2k times k
 * susceptibilities, changes it by a power less, and what the other diagrams bring at that power fixes a_k, one k after
 * the other. In exact rationals wherever the averages' leading coefficients are rational.
 */

/** The behaviour of one cumulant: coefficient x l^exponent. */
export interface PowerLaw {
  /** "V_4/K^2", "K_1/K", or where K does not vanish "V_4". */
  readonly name: string;
  readonly coefficient: Q.Rational;
  readonly exponent: number;
  /** Whether the coefficient is an exact fraction, or made of averages that are doubles. */
  readonly isExact: boolean;
}

/** A class of universality as the recursions see it. */
interface Scaling {
  /**
   * < d^m Delta^p > = coefficient x K^power at the leading power of K, with sigma'(0)^2 (or A_2) taken out: C_W = 1
   * then.
   */
  average(m: number, p: number): { readonly coefficient: Q.Rational; readonly power: number };
  /** K = kappa/l, or a constant kappa. */
  readonly kappa: Q.Rational;
  readonly falls: boolean;
  /** chi = 1 - chiLoss/l. */
  readonly chiLoss: number;
  /** The exponent e_k of V_2k/K^k (of V_2k where K does not fall). */
  exponent(k: number): number;
}

/**
 * The power laws of V_4 to V_2k and of K_1 at a critical point; undefined where the approach to it is no simple one (a
 * kink at K* = 0, or no approach at all).
 */
export function powerLaws(
  activation: Activation,
  point: CriticalPoint,
  highest: number,
  memory = freshMemory(),
): PowerLaw[] | undefined {
  const scaling = scalingOf(activation, point);
  if (scaling === undefined) return undefined;
  const found: PowerLaw[] = [];
  const { falls, chiLoss, exponent } = scaling;
  const amplitudes: Q.Rational[] = [Q.zero, Q.zero];
  for (let k = 2; k <= highest; k++) {
    const source = sourceOf(layerSum({ k, p: 0 }, memory), k, scaling, amplitudes);
    // v(l+1) (K'/K)^k - v(l) chi^k: the powers of l of v, of K and of the susceptibilities together.
    const change = exponent(k) + k * (chiLoss - (falls ? 1 : 0));
    amplitudes[k] = Q.divide(source, Q.rational(change));
    found.push({
      name: `${cumulantName(k)}${isRatio(point) ? `/K^${k}` : ""}`,
      coefficient: amplitudes[k]!,
      exponent: exponent(k),
      isExact: isRatio(point),
    });
  }
  const name = isRatio(point) ? "K_1/K" : "K_1";
  found.push({ name, isExact: isRatio(point), ...meanLaw(scaling, amplitudes[2]!) });
  return found;
}

/** A half-stable K* is one number: the vertices themselves are shown there. */
const isRatio = (point: CriticalPoint): boolean => point.class !== "half-stable";

function scalingOf(activation: Activation, { class: name, K, C_W, approach }: CriticalPoint): Scaling | undefined {
  if (name === "scale-invariant" && activation.slopes) {
    const { slopes } = activation;
    const second = Q.divide(Q.add(Q.power(slopes.left, 2), Q.power(slopes.right, 2)), Q.rational(2));
    return {
      average: (m, p) => ({
        coefficient: Q.divide(scaleInvariantAverage(slopes, { m, p }), Q.power(second, p)),
        power: p - m / 2,
      }),
      kappa: Q.one,
      falls: false,
      chiLoss: 0,
      exponent: (k) => k - 1,
    };
  }
  if (
    name === "K* = 0" &&
    approach !== null &&
    approach.exponent === -1 &&
    activation.kinks.every(({ at }) => at !== 0)
  ) {
    const square = squareSeries(activation);
    // K(l+1) = K + a K^2 with a the second coefficient of < sigma^2 >, so K = -1/(a l).
    const second = Q.multiply(square[4]!, Q.rational(3));
    return {
      average: taylorAverages(square),
      kappa: Q.divide(Q.rational(-1), second),
      falls: true,
      chiLoss: 2,
      exponent: (k) => k - 1,
    };
  }
  if (name === "half-stable" && K !== null) {
    const known = (m: number, p: number): Q.Rational => {
      const [value = 0] = averagesAt(activation, K, [{ m, p }]).values;
      return Q.fromNumber(value * C_W ** p);
    };
    return {
      average: (m, p) => ({ coefficient: known(m, p), power: 0 }),
      kappa: Q.one,
      falls: false,
      chiLoss: 2,
      exponent: (k) => 2 * k - 3,
    };
  }
  return undefined;
}

/** The fraction with a small denominator that a double stands for within its rounding, or the double itself. */
function simplest(x: number): Q.Rational {
  let [a, b, rest] = [[0n, 1n], [1n, 0n], x];
  for (let i = 0; i < 12; i++) {
    const whole = BigInt(Math.floor(rest));
    [a, b] = [b, [whole * b[0]! + a[0]!, whole * b[1]! + a[1]!]];
    const [num, den] = b as [bigint, bigint];
    if (den > 100_000n) break;
    if (Math.abs(Number(num) / Number(den) - x) <= 4e-15 * Math.abs(x)) return Q.rational(num, den);
    if (rest === Math.floor(rest)) break;
    rest = 1 / (rest - Math.floor(rest));
  }
  return Q.fromNumber(x);
}

const taylorOrder = 24;

/** The Taylor series of (sigma/sigma'(0))^2 at 0. */
function squareSeries(activation: Activation): Q.Rational[] {
  const series = taylorFrom(activation, "right", 0, taylorOrder);
  const slope = series[1]!;
  const sigma = series.map((c, j) => (j === 1 ? Q.one : j === 0 ? Q.zero : simplest(c / slope)));
  return multiplyUnivariate(sigma, sigma);
}

/** The leading power of K in < d^m Delta^p >, from such a series. */
function taylorAverages(square: readonly Q.Rational[]): Scaling["average"] {
  return (m, p) => {
    // The powers of K by themselves: Delta = square - (its mean, a series in K), so Delta^p is a polynomial in phi and
    // K.
    const lowest = Math.max(0, p - m / 2);
    for (let order = lowest; order + m / 2 <= taylorOrder / 2; order++) {
      const coefficient = coefficientAt(square, m, p, order);
      if (!Q.isZero(coefficient)) return { coefficient, power: order };
    }
    return { coefficient: Q.zero, power: lowest };
  };
}

/** The coefficient of K^order in < d^m (square - mean)^p >. */
function coefficientAt(square: readonly Q.Rational[], m: number, p: number, order: number): Q.Rational {
  const mean = Array.from({ length: taylorOrder / 2 + 1 }, (_, i) =>
    Q.multiply(square[2 * i] ?? Q.zero, Q.rational(oddFactorial(i))),
  );
  let total = Q.zero;
  let power: readonly Q.Rational[] = [Q.one];
  for (let j = 0; j <= p; j++) {
    // binom(p, j) square^j (-mean)^{p-j}.
    const rest = powerUnivariate(mean, p - j, order);
    for (let i = m; i < power.length; i += 2) {
      const own = (i - m) / 2;
      const other = rest[order - own];
      if (own > order || other === undefined) continue;
      const value = Q.multiply(power[i]!, Q.rational(falling(i, m) * oddFactorial(own)));
      total = Q.add(total, Q.multiply(Q.multiply(value, other), Q.rational(binomial(p, j) * (-1n) ** BigInt(p - j))));
    }
    power = multiplyUnivariate(power, square, taylorOrder);
  }
  return total;
}

/**
 * What all diagrams but the identity bring to V_2k(l+1)/K^k, at the power of l one below V_2k/K^k itself. Widths drop
 * out, being equal.
 * @throws DefectError where one grows faster than the ansatz
 */
function sourceOf(sum: Polynomial, k: number, scaling: Scaling, amplitudes: readonly Q.Rational[]): Q.Rational {
  const { kappa, falls, exponent } = scaling;
  const byPower = new Map<number, Q.Rational>();
  for (const { coefficient, monomial } of sum.values()) {
    let [value, ofK, ofDepth] = [coefficient, falls ? -k : 0, 0];
    let isIdentity = false;
    for (const { symbol, power } of monomial.factors) {
      if (symbol.kind === "width") continue;
      if (symbol.kind === "vertex" && symbol.degree === k) isIdentity = true;
      const factor = factorOf(symbol, scaling, amplitudes);
      value = Q.multiply(value, Q.power(factor.coefficient, power));
      ofK += power * factor.ofK;
      ofDepth += power * factor.ofDepth;
    }
    if (isIdentity || Q.isZero(value)) continue;
    const power = ofDepth - (falls ? ofK : 0);
    const scaled = falls ? Q.multiply(value, Q.power(kappa, ofK)) : value;
    byPower.set(power, Q.add(byPower.get(power) ?? Q.zero, scaled));
  }
  const wanted = exponent(k) - 1;
  for (const [power, value] of byPower)
    if (power > wanted && !Q.isZero(value))
      throw new DefectError(`${cumulantName(k)} grows as l^${power + 1}, and l^${wanted + 1} was expected`);
  return byPower.get(wanted) ?? Q.zero;
}

/** A factor of a diagram: coefficient x K^ofK l^ofDepth. */
function factorOf(
  symbol: TheorySymbol,
  { average, falls, exponent }: Scaling,
  amplitudes: readonly Q.Rational[],
): { readonly coefficient: Q.Rational; readonly ofK: number; readonly ofDepth: number } {
  if (symbol.kind === "average") {
    const { coefficient, power } = average(symbol.derivatives, symbol.deltas);
    return { coefficient, ofK: falls ? power : 0, ofDepth: 0 };
  }
  if (symbol.kind !== "vertex") throw new RangeError(`no power law for ${symbol.name}`);
  const { degree } = symbol;
  // The identity's own amplitude is what is looked for.
  return { coefficient: amplitudes[degree] ?? Q.zero, ofK: falls ? degree : 0, ofDepth: exponent(degree) };
}

/** K_1(l+1) = chi K_1 + 1/8 <d^4 Delta> V_4. */
function meanLaw(
  scaling: Scaling,
  fourPoint: Q.Rational,
): { readonly coefficient: Q.Rational; readonly exponent: number } {
  const { average, kappa, falls, chiLoss, exponent } = scaling;
  const { coefficient, power } = average(4, 1);
  const source = Q.multiply(Q.multiply(coefficient, fourPoint), Q.rational(1n, 8n));
  // Over K: 1/8 <d^4 Delta> a_2 K l, of power l^0 where K falls as 1/l and <d^4 Delta> does not.
  const ofDepth = falls ? exponent(2) - (power + 1) : exponent(2);
  const scaled = falls ? Q.multiply(source, Q.power(kappa, power + 1)) : source;
  if (Q.isZero(scaled)) return { coefficient: Q.zero, exponent: 1 };
  return { coefficient: Q.divide(scaled, Q.rational(ofDepth + 1 + chiLoss - (falls ? 1 : 0))), exponent: ofDepth + 1 };
}

/** How deep the flow is followed for a fit. */
const fitDepth = 256;

/**
 * The coefficients of power laws as the flow itself shows them: from three layers, what falls as 1/l and as log l/l taken away.
 * Undefined where the flow is not yet on its power law at such a depth (half-stable points), in the order of the laws.
 */
export function fittedLaws(
  activation: Activation,
  point: CriticalPoint,
  laws: readonly PowerLaw[],
  memory = freshMemory(),
): number[] | undefined {
  if (!isRatio(point)) return undefined;
  const highest = laws.length;
  const network: Network = {
    activation,
    biasVariance: point.C_b,
    weightVariance: point.C_W,
    inputs: 1,
    // Where K falls, from a value on its way: K = kappa/l at some early layer.
    kernel: [point.approach === null ? 1 : point.approach.amplitude / 2],
    widths: Array.from({ length: fitDepth }, () => 1),
    depth: fitDepth,
  };
  const layers = [...flow(network, { highest, orders: 1 }, { memory })];
  const at = (l: number, i: number): number => {
    const { cumulants } = layers[l - 1]!;
    const kernel = cumulants[1]![0]!;
    const k = i + 2;
    const ratio = k <= highest ? cumulants[k]![0]! / kernel ** k : cumulants[1]![1]! / kernel;
    return ratio / l ** laws[i]!.exponent;
  };
  return laws.map((_, i) => 4 * at(fitDepth, i) - 4 * at(fitDepth / 2, i) + at(fitDepth / 4, i));
}

/** How near a fit must come: what is left falls as (log l/l)^2. */
const fitTolerance = 0.01;

/** Power laws where there are some, and their coefficients as a flow shows them where it does. */
export interface LawsAndFit {
  readonly laws: readonly PowerLaw[] | undefined;
  readonly fitted?: readonly number[] | undefined;
}

/** The power laws against the flow itself, where there is one to compare with. */
export function fitCheck(all: readonly LawsAndFit[]): Check[] {
  const deviations = all.flatMap(({ laws = [], fitted }) =>
    fitted === undefined
      ? []
      : laws.map(({ coefficient }, i) => {
          const [exact, found] = [Q.toNumber(coefficient), fitted[i]!];
          return Math.abs(found - exact) / Math.max(1, Math.abs(exact));
        }),
  );
  if (deviations.length === 0) return [];
  const worst = Math.max(...deviations);
  return [
    {
      name: "power laws, fitted",
      passed: worst < fitTolerance,
      detail: `${deviations.length} coefficients from layers ${fitDepth / 4}, ${fitDepth / 2} and ${fitDepth} of the flow agree with the exact ones to ${(100 * worst).toFixed(2)} %`,
    },
  ];
}
