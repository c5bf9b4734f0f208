import * as Q from "../algebra/rational.js";
import type { TheorySymbol } from "../symbols/symbols.js";

/* What generated modules call the symbols, how they explain them, and how they write numbers. */

/** A name that is an identifier in every common language: n1, V4, K1, d2D3. */
export function variableName({ kind, a, b, neurons, pairs, name }: TheorySymbol): string {
  switch (kind) {
    case "width":
      return a === 0 ? "n" : `n${a}`;
    case "vertex":
      return b === 0 ? `V${2 * a}` : `V${2 * a}o${b - 1}`;
    case "mean":
      return `K${a}`;
    case "second-moment":
      return "s2";
    case "average":
      return `d${a}D${b}`;
    case "delta":
      return ["delta", ...(neurons ?? [])].join("_");
    case "cumulant":
      return [a === 1 ? "K" : `V${2 * a}`, ...(pairs ?? []).flat()].join("_");
    case "parameter":
      return ["Cb", "CW", "ratio"][a] as string;
    case "vertex-function":
      throw new RangeError(`${name} is no input of generated code`);
  }
}

/** What an input is, in words. */
export function meaning({ kind, a, b, name }: TheorySymbol): string {
  switch (kind) {
    case "width":
      return a === 0 ? `${name}, the width of every layer` : `${name}, the width of layer l-${a}`;
    case "vertex":
      return b === 0
        ? `${name}^(l-1), the connected ${2 * a}-point vertex of layer l-1`
        : `${name}^(l-1), the term of order ${b - 1} in 1/n of the connected ${2 * a}-point vertex of layer l-1`;
    case "mean":
      return `${name}^(l-1), the term of order ${a} in 1/n of the mean of layer l-1's kernel`;
    case "second-moment":
      return `${name}, a Gaussian average over layer l-1`;
    case "delta":
      return `${name}: 1 where the neuron indices are equal, else 0`;
    case "cumulant":
      return `${name}^(l), ${a === 1 ? "the kernel" : `the connected ${2 * a}-point vertex`} of layer l`;
    case "average":
      return a === 0
        ? `${name}, the Gaussian average of Delta^${b} over layer l-1`
        : `${name}, the Gaussian average of the ${a}${a === 2 ? "nd" : "th"} derivative of Delta${b === 1 ? "" : `^${b}`} over layer l-1`;
    case "parameter":
      return [
        `${name}, the variance of the biases`,
        `${name}, the variance of a weight times the width that it sums over`,
        `${name}, the width of layer l-1 over that of layer l-2; 1 where layer l-1 is the first`,
      ][a] as string;
    case "vertex-function":
      throw new RangeError(`${name} is no input of generated code`);
  }
}

/**
 * A number that is not negative as the double nearest to it: a quotient of integers where both are exact, else the double itself.
 * @param point written after a whole number, ".0" where a language would divide integers
 */
export function doubleLiteral({ num, den }: Q.Rational, point = ""): string {
  const whole = (n: bigint): string => `${n}${point}`;
  if (isExact(num) && isExact(den)) return den === 1n ? whole(num) : `(${whole(num)} / ${whole(den)})`;
  const text = String(Q.toNumber({ num, den }));
  return /[.e]/.test(text) ? text : `${text}${point}`;
}

/** A number that is not negative, exactly: p, or (p/q). */
export const exactFactor = (value: Q.Rational): string => (value.den === 1n ? Q.toText(value) : `(${Q.toText(value)})`);

const isExact = (n: bigint): boolean => n <= BigInt(Number.MAX_SAFE_INTEGER) && n >= -BigInt(Number.MAX_SAFE_INTEGER);
