import erf from "@stdlib/math-base-special-erf";
import { closest } from "fastest-levenshtein";
import * as Q from "../algebra/rational.js";
import { UserError } from "../errors.js";
import { type Activation, polynomial, scaleInvariant } from "./activation.js";
import {
  composedJet,
  expJet,
  type Jet,
  multiplyJets,
  scaleJet,
  shiftJet,
  sigmoidJet,
  sigmoidOf,
  sinCosJets,
  tanhJet,
  variableJet,
} from "./jets.js";

/** A function of one variable as the activations and expressions use it: its value, and what it makes of a jet. */
export interface SmoothFunction {
  value(x: number): number;
  jet(a: Jet): Jet;
}

const erfJet = (a: Jet): Jet =>
  composedJet(erf(a[0] as number), scaleJet(expJet(scaleJet(multiplyJets(a, a), -1)), 2 / Math.sqrt(Math.PI)), a);

/** log(1 + e^x) without overflow. */
const softplusOf = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const geluOf = (x: number): number => 0.5 * x * (1 + erf(x * Math.SQRT1_2));

/** Smooth functions by name. */
export const smoothFunctions = {
  tanh: { value: Math.tanh, jet: tanhJet },
  sin: { value: Math.sin, jet: (a) => sinCosJets(a)[0] },
  erf: { value: (x) => erf(x), jet: erfJet },
  sigmoid: { value: sigmoidOf, jet: sigmoidJet },
  softplus: { value: softplusOf, jet: (a) => composedJet(softplusOf(a[0] as number), sigmoidJet(a), a) },
  gelu: {
    value: geluOf,
    jet: (a) => multiplyJets(a, scaleJet(shiftJet(erfJet(scaleJet(a, Math.SQRT1_2)), 1), 0.5)),
  },
  swish: { value: (x) => x * sigmoidOf(x), jet: (a) => multiplyJets(a, sigmoidJet(a)) },
} as const satisfies { readonly [name: string]: SmoothFunction };

const smooth = (name: string, { value, jet }: SmoothFunction): Activation => ({
  name,
  value,
  taylor: (x, order) => jet(variableJet(x, order)),
  kinks: [],
});

/** scale (x for x > 0, alpha (e^x - 1) for x < 0). */
function exponentialUnit(name: string, alpha: number, scale: number): Activation {
  // e^x - 1 loses digits near 0, where expm1 does not; the derivatives are those of e^x.
  const below = (a: Jet): Jet => {
    const [, ...derivatives] = expJet(a);
    return scaleJet([Math.expm1(a[0] as number), ...derivatives], scale * alpha);
  };
  const above = (a: Jet): Jet => scaleJet(a, scale);
  return {
    name,
    value: (x) => (x > 0 ? scale * x : scale * alpha * Math.expm1(x)),
    taylor: (x, order) => (x > 0 ? above : below)(variableJet(x, order)),
    kinks: [{ at: 0, left: (order) => below(variableJet(0, order)), right: (order) => above(variableJet(0, order)) }],
  };
}

/** SELU's constants, Klambauer et al. arXiv:1706.02515, for which <sigma> = 0 and <sigma^2> = 1 at K = 1. */
const selu = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

/** Every activation with a name but leaky-relu(a), which has a parameter. */
const named: { readonly [name: string]: Activation } = {
  linear: { ...polynomial("linear", [0, 1]), slopes: { left: Q.one, right: Q.one } },
  relu: scaleInvariant("relu", Q.zero, Q.one),
  abs: scaleInvariant("abs", Q.rational(-1), Q.one),
  ...Object.fromEntries(Object.entries(smoothFunctions).map(([name, f]) => [name, smooth(name, f)])),
  elu: exponentialUnit("elu", 1, 1),
  selu: exponentialUnit("selu", selu.alpha, selu.scale),
};

/** The names that `--activation` takes. */
export const activationNames: readonly string[] = [...Object.keys(named), "leaky-relu(a)"];

const leaky = /^leaky[-_ ]?relu(?:\((.*)\))?$/;

/**
 * The activation of a name, or undefined for what may be an expression.
 * @throws UserError for a leaky-relu whose slope is no number
 */
export function activationNamed(text: string): Activation | undefined {
  const name = text.trim().toLowerCase();
  const known = Object.hasOwn(named, name) ? named[name] : undefined;
  if (known) return known;
  const match = leaky.exec(name);
  if (!match) return undefined;
  try {
    const slope = Q.fromDecimal(match[1] ?? "");
    return scaleInvariant(`leaky-relu(${Q.toNumber(slope)})`, slope, Q.one);
  } catch {
    throw new UserError(
      "activation",
      `"${text}": a leaky ReLU needs the slope of its negative side\nexpected leaky-relu(0.01)`,
    );
  }
}

/** A name that is none: with the names there are, and the nearest. */
export function unknownActivation(text: string): UserError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}...` : text;
  return new UserError(
    "activation",
    `no activation "${shown}"\nexpected ${activationNames.join(", ")}, or an expression in x such as "x + x^2/2"\ndid you mean: ${closest(text, [...activationNames])}`,
  );
}

/** tanh(x). */
export const tanh: Activation = named.tanh as Activation;
/** max(x, 0). */
export const relu: Activation = named.relu as Activation;
