import { raisedPower, texPower } from "../spelling.js";
import { type KindOf, type Parameter, rankOf, type VertexFunctionSymbol } from "../symbol.js";

/*
 * Symbols of which no result is written: parameters of a network, which a step of the flow has beside its sums, and
 * parts of sums.
 */

const parameters = {
  biasVariance: { name: "C_b", identifier: "Cb", meaning: "the variance of the biases" },
  weightVariance: {
    name: "C_W",
    identifier: "CW",
    meaning: "the variance of a weight times the width that it sums over",
  },
  widthRatio: {
    name: "n_{l-1}/n_{l-2}",
    identifier: "ratio",
    meaning: "the width of layer l-1 over that of layer l-2; 1 where layer l-1 is the first",
  },
  kernel: { name: "K", identifier: "K", meaning: "the kernel of layer l-1, at which averages are taken" },
} as const;

const order = Object.keys(parameters) as Parameter["parameter"][];

const make = (parameter: Parameter["parameter"]): Parameter => {
  const { name } = parameters[parameter];
  return { kind: "parameter", parameter, name, rank: rankOf("parameter", name, order.indexOf(parameter)) };
};

/** C_b and C_W, the variances of biases and of weights (times a width), and the ratio n_{l-1}/n_{l-2} of two widths. */
export const biasVariance: Parameter = make("biasVariance");
export const weightVariance: Parameter = make("weightVariance");
export const widthRatio: Parameter = make("widthRatio");
/** K of layer l-1, where the averages of a sum have been written out for an activation. */
export const kernelSymbol: Parameter = make("kernel");

/** C_p^{(m)} as a symbol of its own: the p-th cumulant of one neuron's sigma^2 after m derivatives by the variance. */
export function vertexFunctionSymbol(deltas: number, legs: number): VertexFunctionSymbol {
  const name = `C_${deltas}^(${legs})`;
  return { kind: "vertex-function", deltas, legs, name, rank: rankOf("vertex-function", name, legs, deltas) };
}

/** A name; of the quotient of two widths in brackets, since a power may follow. */
export const quotientInBrackets = ({ name }: { readonly name: string }): string =>
  name.includes("/") ? `(${name})` : name;

export const parameterKind: KindOf<Parameter> = {
  read: (name) => [biasVariance, weightVariance, widthRatio, kernelSymbol].find((symbol) => symbol.name === name),
  unicode: (symbol, power) => `${quotientInBrackets(symbol)}${raisedPower(power)}`,
  tex: (symbol, power, layer = "l-1") =>
    symbol.parameter === "kernel"
      ? layer === "l"
        ? `K${texPower(power)}`
        : power === 1
          ? "K^{(\\ell-1)}"
          : `(K^{(\\ell-1)})${texPower(power)}`
      : `${quotientInBrackets(symbol)}${texPower(power)}`,
  identifier: ({ parameter }) => parameters[parameter].identifier,
  meaning: ({ parameter, name }, layer = "l-1") =>
    parameter === "kernel" && layer === "l"
      ? `${name}^(l), the mean of layer l's kernel`
      : `${name}, ${parameters[parameter].meaning}`,
};

const notInput = ({ name }: VertexFunctionSymbol): never => {
  throw new RangeError(`${name} is no input of generated code`);
};

export const vertexFunctionKind: KindOf<VertexFunctionSymbol> = {
  read: () => undefined,
  unicode: ({ name }, power) => `${name}${raisedPower(power)}`,
  tex: ({ name }, power) => `${name}${texPower(power)}`,
  identifier: notInput,
  meaning: notInput,
};
