import * as Q from "../../algebra/rational.js";
import { multiplyUnivariate, powerUnivariate } from "../../algebra/univariate.js";
import {
  addJets,
  divideJets,
  expJet,
  type Jet,
  logJet,
  multiplyJets,
  powerJet,
  scaleJet,
  subtractJets,
} from "../analysis/jets.js";
import {
  addCoefficients,
  binary,
  constantOf,
  constantPart,
  type Exponentials,
  largestPower,
  nowhere,
  type Part,
  polynomialOf,
  type Side,
  switched,
  vanishing,
  wavesOf,
} from "./expression-parts.js";
import { functions, type SmoothFunction } from "./functions.js";
import { addWaves, cosineOf, multiplyWaves, powerOfWaves, scaleWaves, sineOf } from "./waves.js";

/*
 * The operators of an expression. Where a divisor or the base of a power is 0 the jet on either side is that of the
 * quotient of what is left when the zeros are divided out: sin(x)/x is smooth, sqrt(x^2) has two slopes. Sums of
 * exponentials are remembered, so log(1 + e^u) and 1/(1 + e^u) are the functions that do not overflow.
 */

/** Conditions at whose zeros there may be a kink, and those at whose zeros the formula itself has no value. */
export interface Places {
  readonly turns: Part[];
  readonly singular: Part[];
}

export const negated = (a: Part): Part => ({
  value: (x) => -a.value(x),
  jet: (x, order, side) => scaleJet(a.jet(x, order, side), -1),
  ...polynomialOf([a], ([p = []]) => p.map(Q.negate)),
  ...wavesOf([a], ([p = []]) => scaleWaves(p, Q.rational(-1))),
});

export const sumOf = (a: Part, b: Part): Part => ({
  ...binary(
    a,
    b,
    (u, v) => u + v,
    addJets,
    (p, q) => addCoefficients(p, q, Q.one),
    addWaves,
  ),
  ...sumOfExponentials(a, b, 1),
});

export const differenceOf = (a: Part, b: Part): Part => ({
  ...binary(
    a,
    b,
    (u, v) => u - v,
    subtractJets,
    (p, q) => addCoefficients(p, q, Q.rational(-1)),
    (p, q) => addWaves(p, q, Q.rational(-1)),
  ),
  ...sumOfExponentials(a, b, -1),
});

export const productOf = (a: Part, b: Part): Part => ({
  ...binary(
    a,
    b,
    (u, v) => u * v,
    multiplyJets,
    (p, q) => multiplyUnivariate(p, q),
    multiplyWaves,
  ),
  ...(a.text !== undefined && a.text === b.text ? { root: a } : {}),
});

/** A smooth function of a part. */
export const composed = ({ value, jet }: SmoothFunction, a: Part): Part => ({
  value: (x) => value(a.value(x)),
  jet: (x, order, side) => jet(a.jet(x, order, side)),
});

const pieceOf = (name: string, a: Part): Part => composed(functions[name]!.pieces[0]!, a);

/** A named function of a part, its pieces as switches at their breaks. */
export function functionOf(name: string, a: Part, { turns, singular }: Places): Part {
  if (name === "sqrt") return powerOf(a, constantPart(0.5), { turns, singular });
  if (name === "log" && a.exponentials?.v !== undefined && a.exponentials.sign === 1)
    return logarithmOf(a.exponentials as TwoExponentials);
  if (name === "log1p" && a.exponentials?.v === undefined && a.exponentials?.factor === 1)
    return pieceOf("softplus", a.exponentials.u);
  const { pieces, breaks } = functions[name]!;
  const parts = pieces.map((piece) => composed(piece, a));
  const whole = parts.reduceRight((right, left, i) => {
    const isSame = pieces[i] === pieces[i + 1];
    const distance = differenceOf(a, constantPart(breaks[i]!));
    return switched(distance, right, left, isSame ? singular : turns);
  });
  const known = { ...exponentialsOf(name, a), ...wavesOfFunction(name, a) };
  return { ...whole, ...known, ...(name === "square" ? { root: a } : {}) };
}

/** What is known of a function of a part as exponentials. */
function exponentialsOf(name: string, u: Part): Pick<Part, "exponentials"> {
  const zero = constantPart(0);
  switch (name) {
    case "exp":
      return { exponentials: { factor: 1, u, sign: 1 } };
    case "cosh":
      return { exponentials: { factor: 0.5, u, v: negated(u), sign: 1 } };
    case "sinh":
      return { exponentials: { factor: 0.5, u, v: negated(u), sign: -1 } };
    case "expm1":
      return { exponentials: { factor: 1, u, v: zero, sign: -1 } };
    default:
      return {};
  }
}

/** sin and cos of a multiple of x, and squares, as waves. */
function wavesOfFunction(name: string, a: Part): Pick<Part, "waves"> {
  if (name === "square") return wavesOf([a], ([p = []]) => powerOfWaves(p, 2));
  if (name !== "sin" && name !== "cos") return {};
  return wavesOf([a], ([p = []]) => {
    const [wave, ...others] = p;
    if (wave === undefined || others.length > 0 || wave.power !== 1 || !Q.isZero(wave.frequency)) return undefined;
    return name === "sin" ? sineOf(wave.re) : cosineOf(wave.re);
  });
}

type TwoExponentials = Exponentials & { readonly v: Part };

/** a +- b where both are exponentials, or 1. */
function sumOfExponentials(a: Part, b: Part, sign: Side): Pick<Part, "exponentials"> {
  const [first, second] = [a, b].map((part) =>
    constantOf(part) === 1
      ? constantPart(0)
      : part.exponentials?.factor === 1 && !part.exponentials.v
        ? part.exponentials.u
        : undefined,
  );
  // Of two constants nothing is to be said.
  if (!first || !second || (constantOf(a) === 1 && constantOf(b) === 1)) return {};
  return { exponentials: { factor: 1, u: first, v: second, sign } };
}

/** log(factor (e^u + e^v)) = log factor + u + softplus(v - u). */
function logarithmOf({ factor, u, v }: TwoExponentials): Part {
  const sum =
    constantOf(u) === 0
      ? pieceOf("softplus", v)
      : constantOf(v) === 0
        ? pieceOf("softplus", u)
        : sumOf(u, pieceOf("softplus", differenceOf(v, u)));
  return factor === 1 ? sum : sumOf(sum, constantPart(Math.log(factor)));
}

/** A quotient of exponentials that are too large each and not together; undefined where it is not such a quotient. */
function quotientOfExponentials(a: Part, b: Part): Part | undefined {
  const below = b.exponentials;
  if (below?.v === undefined || below.sign !== 1) return undefined;
  const { u, v, factor } = below as TwoExponentials;
  const above = a.exponentials;
  const times = (part: Part, by: number): Part => (by === 1 ? part : productOf(constantPart(by), part));
  const difference = differenceOf(u, v);
  if (above !== undefined && above.v !== undefined && above.sign === -1 && same(above.u, u) && same(above.v, v))
    return times(pieceOf("tanh", productOf(constantPart(0.5), difference)), above.factor / factor);
  if (above !== undefined && above.v === undefined && same(above.u, u))
    return times(pieceOf("sigmoid", difference), above.factor / factor);
  if (above !== undefined && above.v === undefined && same(above.u, v))
    return times(pieceOf("sigmoid", negated(difference)), above.factor / factor);
  if (constantOf(u) === 0) return times(productOf(a, pieceOf("sigmoid", negated(v))), 1 / factor);
  if (constantOf(v) === 0) return times(productOf(a, pieceOf("sigmoid", negated(u))), 1 / factor);
  return undefined;
}

/** Whether two parts are the same: by their texts, or their values where they have none. */
const same = (a: Part, b: Part): boolean =>
  a.text !== undefined && b.text !== undefined
    ? a.text === b.text
    : [-1.7, -0.3, 0.4, 2.1].every((x) => a.value(x) === b.value(x));

export function quotientOf(a: Part, b: Part, { singular }: Places): Part {
  const divisor = constantOf(b);
  const known = quotientOfExponentials(a, b);
  if (known !== undefined) return known;
  const quotient: Part = {
    value: (x) => a.value(x) / b.value(x),
    jet: (x, order, side) => {
      const lower = b.jet(x, order, side);
      const zeros = side === nowhere ? 0 : vanishing(lower, x);
      if (zeros === 0) return divideJets(a.jet(x, order, side), lower);
      // What is 0 on both sides is divided out; where only the divisor is 0 there is a pole.
      const upper = a.jet(x, order + zeros, side);
      if (vanishing(upper, x) < zeros) return lower.map(() => Number.NaN);
      return divideJets(upper.slice(zeros), b.jet(x, order + zeros, side).slice(zeros));
    },
    ...polynomialOf([a, b], ([p = [], q = []]) => {
      const [constant] = q;
      return q.length !== 1 || constant === undefined || Q.isZero(constant)
        ? undefined
        : p.map((c) => Q.divide(c, constant));
    }),
    ...(divisor === undefined || divisor === 0
      ? {}
      : wavesOf([a], ([p = []]) => scaleWaves(p, Q.divide(Q.one, Q.fromNumber(divisor))))),
  };
  if (divisor === undefined) singular.push(b);
  return quotient;
}

/** base^exponent; @throws RangeError where the power is too high */
export function powerOf(base: Part, exponent: Part, places: Places): Part {
  const power = constantOf(exponent);
  if (power === undefined) return variablePower(base, exponent, places);
  if (power === 0.5 && base.root) return functionOf("abs", base.root, places);
  if (power < 0 && Number.isInteger(power) && base.exponentials?.v)
    return powerOf(quotientOf(constantPart(1), base, places), constantPart(-power), places);
  const isWhole = Number.isInteger(power);
  if (!isWhole || power < 0) places.singular.push(base);
  return {
    value: (x) => base.value(x) ** power,
    jet: (x, order, side) => {
      const jet = base.jet(x, order, side);
      const zeros = side === nowhere || (isWhole && power >= 0) ? 0 : vanishing(jet, x);
      return side === nowhere || zeros === 0 ? powerJet(jet, power) : powerAtZero(base, power, zeros, x, order, side);
    },
    ...(isWhole && power >= 0
      ? polynomialOf([base], ([p = []]) =>
          (p.length - 1) * power > largestPower ? undefined : powerUnivariate(p, power),
        )
      : {}),
    ...(isWhole && power >= 0 ? wavesOf([base], ([p = []]) => powerOfWaves(p, power)) : {}),
    ...(isWhole && power > 0 && power % 2 === 0
      ? { root: power === 2 ? base : powerOf(base, constantPart(power / 2), places) }
      : {}),
  };
}

/**
 * The jet of base^power on one side of a zero of the base: (c t^k (1 + ...))^power = |c|^power |t|^{k power} (1 +
 * ...)^power.
 */
function powerAtZero(base: Part, power: number, zeros: number, x: number, order: number, side: Side): Jet {
  const shift = zeros * power;
  const jet = base.jet(x, order + zeros, side).slice(zeros);
  const sign = Math.sign(jet[0]!) * side ** zeros;
  const none = Array.from({ length: order + 1 }, () => Number.NaN);
  if (jet.length === 0 || !(sign > 0 || Number.isInteger(power)) || shift < 0) return none;
  // Of a power that is not whole the derivatives are infinite from some order on.
  if (!Number.isInteger(shift)) return none.map((_, j) => (j < shift ? 0 : Number.POSITIVE_INFINITY));
  const positive = scaleJet(jet, side ** zeros);
  const result = scaleJet(powerJet(positive, power), side ** shift);
  return Array.from({ length: order + 1 }, (_, j) => (j < shift ? 0 : result[j - shift]!));
}

/** u^v = exp(v log u): for a base that is positive everywhere, such as 2^x. */
function variablePower(base: Part, exponent: Part, { singular }: Places): Part {
  const constant = constantOf(base);
  if (constant !== undefined && constant > 0) {
    const logarithm = Math.log(constant);
    const u = constant === Math.E ? exponent : productOf(exponent, constantPart(logarithm));
    return {
      value: (x) => constant ** exponent.value(x),
      jet: (x, order, side) => {
        const [, ...derivatives] = expJet(scaleJet(exponent.jet(x, order, side), logarithm));
        return [constant ** exponent.value(x), ...derivatives];
      },
      exponentials: { factor: 1, u, sign: 1 },
    };
  }
  singular.push(base);
  return {
    value: (x) => base.value(x) ** exponent.value(x),
    jet: (x, order, side) => expJet(multiplyJets(exponent.jet(x, order, side), logJet(base.jet(x, order, side)))),
  };
}
