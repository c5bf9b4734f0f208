import erf from "@stdlib/math-base-special-erf";
import { erfc } from "../analysis/erfc.js";
import {
  composedJet,
  constantJet,
  divideJets,
  expJet,
  hyperbolicJets,
  type Jet,
  logJet,
  multiplyJets,
  powerJet,
  scaleJet,
  shiftJet,
  sigmoidJet,
  sigmoidOf,
  sinCosJets,
  tanhJet,
} from "../analysis/jets.js";

/*
 * The functions of one variable that activations and expressions are made of: values and Taylor series that neither
 * overflow nor cancel where the function does not.
 */

/** A function that is smooth: its value, and what it makes of a jet. */
export interface SmoothFunction {
  value(x: number): number;
  jet(a: Jet): Jet;
}

/**
 * A function that is smooth between breaks: piece i ends at break i. A break where both pieces are the same is a point
 * where it is not analytic.
 */
export interface ScalarFunction {
  readonly pieces: readonly SmoothFunction[];
  readonly breaks: readonly number[];
}

const smooth = (value: (x: number) => number, jet: (a: Jet) => Jet): ScalarFunction => ({
  pieces: [{ value, jet }],
  breaks: [],
});

/** The same formula on all sides of places where it is not analytic. */
const singularAt = (breaks: readonly number[], value: (x: number) => number, jet: (a: Jet) => Jet): ScalarFunction => ({
  pieces: [...breaks, 0].map(() => ({ value, jet })),
  breaks,
});

const constant = (c: number): SmoothFunction => ({ value: () => c, jet: (a) => constantJet(c, a) });
const identity: SmoothFunction = { value: (x) => x, jet: (a) => a };

/** The jet of a function from another of the same derivatives, with a value that has all its digits. */
const withValue = (value: number, [, ...derivatives]: Jet): Jet => [value, ...derivatives];

const erfSlope = (a: Jet): Jet => scaleJet(expJet(scaleJet(multiplyJets(a, a), -1)), 2 / Math.sqrt(Math.PI));
const erfJet = (a: Jet): Jet => composedJet(erf(a[0]!), erfSlope(a), a);
const erfcJet = (a: Jet): Jet => composedJet(erfc(a[0]!), scaleJet(erfSlope(a), -1), a);

/** log(1 + e^x) without overflow. */
const softplusOf = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const softplusJet = (a: Jet): Jet => composedJet(softplusOf(a[0]!), sigmoidJet(a), a);

/** 1 - a^2 as (1 - a)(1 + a), which keeps its digits near 1. */
const oneMinusSquare = (a: Jet): Jet => multiplyJets(shiftJet(scaleJet(a, -1), 1), shiftJet(a, 1));
const onePlusSquare = (a: Jet): Jet => shiftJet(multiplyJets(a, a), 1);
const inverse = (a: Jet): Jet => divideJets(constantJet(1, a), a);

const expm1Jet = (a: Jet): Jet => withValue(Math.expm1(a[0]!), expJet(a));

/** scale (x for x > 0, alpha (e^x - 1) for x < 0). */
const exponentialUnit = (alpha: number, scale: number): ScalarFunction => ({
  pieces: [
    { value: (x) => scale * alpha * Math.expm1(x), jet: (a) => scaleJet(expm1Jet(a), scale * alpha) },
    { value: (x) => scale * x, jet: (a) => scaleJet(a, scale) },
  ],
  breaks: [0],
});

/** SELU's constants, Klambauer et al. arXiv:1706.02515, for which <sigma> = 0 and <sigma^2> = 1 at K = 1. */
const selu = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

/** The functions that are activations by themselves. */
export const activationFunctions = {
  tanh: smooth(Math.tanh, tanhJet),
  sin: smooth(Math.sin, (a) => sinCosJets(a)[0]),
  erf: smooth((x) => erf(x), erfJet),
  sigmoid: smooth(sigmoidOf, sigmoidJet),
  softplus: smooth(softplusOf, softplusJet),
  gelu: smooth(
    (x) => 0.5 * x * erfc(-x * Math.SQRT1_2),
    (a) => multiplyJets(a, scaleJet(erfcJet(scaleJet(a, -Math.SQRT1_2)), 0.5)),
  ),
  swish: smooth(
    (x) => x * sigmoidOf(x),
    (a) => multiplyJets(a, sigmoidJet(a)),
  ),
  mish: smooth(
    (x) => x * Math.tanh(softplusOf(x)),
    (a) => multiplyJets(a, tanhJet(softplusJet(a))),
  ),
  logsigmoid: smooth(
    (x) => -softplusOf(-x),
    (a) => scaleJet(softplusJet(scaleJet(a, -1)), -1),
  ),
  elu: exponentialUnit(1, 1),
  selu: exponentialUnit(selu.alpha, selu.scale),
  softsign: {
    pieces: [
      { value: (x) => x / (1 - x), jet: (a) => divideJets(a, shiftJet(scaleJet(a, -1), 1)) },
      { value: (x) => x / (1 + x), jet: (a) => divideJets(a, shiftJet(a, 1)) },
    ],
    breaks: [0],
  },
  hardtanh: { pieces: [constant(-1), identity, constant(1)], breaks: [-1, 1] },
  relu6: { pieces: [constant(0), identity, constant(6)], breaks: [0, 6] },
  hardsigmoid: {
    pieces: [constant(0), { value: (x) => (x + 3) / 6, jet: (a) => scaleJet(shiftJet(a, 3), 1 / 6) }, constant(1)],
    breaks: [-3, 3],
  },
  hardswish: {
    pieces: [
      constant(0),
      { value: (x) => (x * (x + 3)) / 6, jet: (a) => scaleJet(multiplyJets(a, shiftJet(a, 3)), 1 / 6) },
      identity,
    ],
    breaks: [-3, 3],
  },
} as const satisfies { readonly [name: string]: ScalarFunction };

/** Every function of one argument that an expression may use. */
export const functions: { readonly [name: string]: ScalarFunction } = {
  ...activationFunctions,
  exp: smooth(Math.exp, expJet),
  exp2: smooth(
    (x) => 2 ** x,
    (a) => withValue(2 ** a[0]!, expJet(scaleJet(a, Math.LN2))),
  ),
  expm1: smooth(Math.expm1, expm1Jet),
  log: singularAt([0], Math.log, logJet),
  log2: singularAt([0], Math.log2, (a) => scaleJet(logJet(a), Math.LOG2E)),
  log10: singularAt([0], Math.log10, (a) => scaleJet(logJet(a), Math.LOG10E)),
  log1p: singularAt([-1], Math.log1p, (a) => withValue(Math.log1p(a[0]!), logJet(shiftJet(a, 1)))),
  cbrt: {
    pieces: [-1, 1].map((sign) => ({
      value: Math.cbrt,
      jet: (a) => scaleJet(powerJet(scaleJet(a, sign), 1 / 3), sign),
    })),
    breaks: [0],
  },
  square: smooth(
    (x) => x * x,
    (a) => multiplyJets(a, a),
  ),
  cos: smooth(Math.cos, (a) => sinCosJets(a)[1]),
  tan: smooth(Math.tan, (a) => divideJets(...sinCosJets(a))),
  sinh: smooth(Math.sinh, (a) => hyperbolicJets(a)[0]),
  cosh: smooth(Math.cosh, (a) => hyperbolicJets(a)[1]),
  sech: smooth(
    (x) => 1 / Math.cosh(x),
    (a) => inverse(hyperbolicJets(a)[1]),
  ),
  asin: singularAt([-1, 1], Math.asin, (a) => composedJet(Math.asin(a[0]!), powerJet(oneMinusSquare(a), -0.5), a)),
  acos: singularAt([-1, 1], Math.acos, (a) =>
    composedJet(Math.acos(a[0]!), scaleJet(powerJet(oneMinusSquare(a), -0.5), -1), a),
  ),
  atan: smooth(Math.atan, (a) => composedJet(Math.atan(a[0]!), inverse(onePlusSquare(a)), a)),
  asinh: smooth(Math.asinh, (a) => composedJet(Math.asinh(a[0]!), powerJet(onePlusSquare(a), -0.5), a)),
  acosh: singularAt([1], Math.acosh, (a) =>
    composedJet(Math.acosh(a[0]!), powerJet(scaleJet(oneMinusSquare(a), -1), -0.5), a),
  ),
  atanh: singularAt([-1, 1], Math.atanh, (a) => composedJet(Math.atanh(a[0]!), inverse(oneMinusSquare(a)), a)),
  erfc: smooth(erfc, erfcJet),
  abs: { pieces: [{ value: (x) => -x, jet: (a) => scaleJet(a, -1) }, identity], breaks: [0] },
  sign: { pieces: [constant(-1), constant(1)], breaks: [0] },
  heaviside: { pieces: [constant(0), constant(1)], breaks: [0] },
  relu: { pieces: [constant(0), identity], breaks: [0] },
};

/** Other packages' names. */
const aliases: { readonly [name: string]: string } = {
  silu: "swish",
  celu: "elu",
  logistic: "sigmoid",
  expit: "sigmoid",
  identity: "linear",
  ln: "log",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  arcsinh: "asinh",
  arccosh: "acosh",
  arctanh: "atanh",
  sgn: "sign",
  power: "pow",
  clamp: "clip",
};

/** A name as it stands in the lists here: "Hard_Sigmoid" and "hard-sigmoid" are hardsigmoid, silu is swish. */
export function canonicalName(name: string): string {
  const plain = name.trim().toLowerCase().replace(/[-_ ]/g, "");
  return Object.hasOwn(aliases, plain) ? aliases[plain]! : plain;
}

/** What is asked for now and then and cannot be had, and why. */
export const refusedFunctions: { readonly [name: string]: string } = {
  ...Object.fromEntries(
    ["floor", "ceil", "round", "fix", "trunc", "frac", "mod", "fmod"].map((name) => [
      name,
      `${name} jumps at every whole number, so no derivative of an average can be computed`,
    ]),
  ),
  sinc: "sinc is sin(x)/x to some and sin(pi x)/(pi x) to others: write the one that is meant",
};
