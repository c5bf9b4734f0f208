import { closest } from "fastest-levenshtein";
import * as Q from "../../algebra/rational.js";
import { UserError } from "../../foundation/errors.js";
import { variableJet } from "../analysis/jets.js";
import { type Activation, polynomial, type Signs, scaleInvariant } from "./activation.js";
import { activationFunctions, canonicalName, functions, type ScalarFunction } from "./functions.js";
import { cosineOf, sineOf, type Waves } from "./waves.js";

/** An activation that is a function by itself. */
function activationOf(name: string, { pieces, breaks }: ScalarFunction): Activation {
  const pieceAt = (x: number) => {
    let i = 0;
    while (i < breaks.length && x > breaks[i]!) i++;
    return pieces[i]!;
  };
  return {
    name,
    value: (x) => pieceAt(x).value(x),
    taylor: (x, order) => pieceAt(x).jet(variableJet(x, order)),
    kinks: breaks.map((at, i) => {
      const [left, right] = [pieces[i], pieces[i + 1]].map((piece) => (order: number) => {
        const { jet } = piece as ScalarFunction["pieces"][number];
        return jet(variableJet(at, order));
      }) as [(order: number) => readonly number[], (order: number) => readonly number[]];
      return { at, left, right };
    }),
  };
}

const half = Q.rational(1n, 2n);

/** erf is the mean of the sign of x + w/sqrt 2, and GELU x/2 times 1 and that of x + w. */
const signsOf: { readonly [name: string]: Signs } = {
  erf: { plain: [Q.zero], signed: [Q.one], noise: Math.SQRT1_2 },
  gelu: { plain: [Q.zero, half], signed: [Q.zero, half], noise: 1 },
};

/** sin(x) and cos(x) as waves. */
const wavesNamed = (name: string): { readonly waves?: Waves } =>
  name === "sin" ? { waves: sineOf(Q.one) } : name === "cos" ? { waves: cosineOf(Q.one) } : {};

/** Every activation with a name but leaky-relu(a), which has a parameter. */
const named: { readonly [name: string]: Activation } = {
  linear: { ...polynomial("linear", [0, 1]), slopes: { left: Q.one, right: Q.one } },
  relu: scaleInvariant("relu", Q.zero, Q.one),
  abs: scaleInvariant("abs", Q.rational(-1), Q.one),
  ...Object.fromEntries(
    Object.entries(activationFunctions).map(([name, f]) => {
      const signs = signsOf[name];
      const known = signs === undefined ? {} : { signs };
      return [name, { ...activationOf(name, f), ...known, ...wavesNamed(name) }];
    }),
  ),
};

/** The names that `--activation` takes. */
export const activationNames: readonly string[] = [...Object.keys(named), "leaky-relu(a)"];

/** With a comma it is the function of an expression: leaky_relu(x, 0.1). */
const leaky = /^leaky[-_ ]?relu(?:\(([^,]*)\))?$/;

/**
 * The activation of a name, or undefined for what may be an expression. Functions that are seldom an activation (cos,
 * arctan) have their names too, and other packages' spellings are read (silu, hard_sigmoid).
 * @throws UserError for a leaky-relu whose slope is no number
 */
export function activationNamed(text: string): Activation | undefined {
  const name = canonicalName(text);
  if (Object.hasOwn(named, name)) return named[name];
  if (Object.hasOwn(functions, name)) return { ...activationOf(name, functions[name]!), ...wavesNamed(name) };
  const match = leaky.exec(text.trim().toLowerCase());
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

/** The error for a name that no activation has: with the names there are, and the nearest. */
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
