import { cumulantIdentifier, cumulantName, cumulantTex, cumulantUnicode } from "../cumulants.js";
import { raisedPower, texName, texPair, texPower } from "../spelling.js";
import { type KernelCumulant, type KindOf, type KroneckerDelta, type Pair, rankOf } from "../symbol.js";

/*
 * What correlators of preactivations are written in: Kronecker deltas of neuron indices, and the cumulants of their
 * layer's own kernel.
 */

/** 1 where all the neuron indices are equal, else 0. */
export function kroneckerDelta(neurons: readonly string[]): KroneckerDelta {
  const name = `delta(${neurons.join(",")})`;
  return { kind: "delta", neurons, name, rank: rankOf("delta", name, neurons.length) };
}

/** The joint cumulant of layer l's kernel at some pairs, without its widths: K(x1,x2), V_4(x1,x2; x3,x4), ... */
export function kernelCumulant(pairs: readonly Pair[]): KernelCumulant {
  const name = `${cumulantName(pairs.length)}(${pairs.map((pair) => pair.join()).join("; ")})`;
  return { kind: "cumulant", pairs, name, rank: rankOf("cumulant", name, pairs.length) };
}

/** A delta of several indices as a chain of deltas of two. */
const links = ({ neurons }: KroneckerDelta): [string, string][] =>
  neurons.slice(1).map((index, i) => [neurons[i] as string, index]);

export const deltaKind: KindOf<KroneckerDelta> = {
  read(name) {
    const [, neurons] = /^delta\(([^\s()]+)\)$/.exec(name) ?? [];
    return neurons === undefined ? undefined : kroneckerDelta(neurons.split(","));
  },
  // It is 0 or 1: no power changes it.
  unicode: (symbol) =>
    links(symbol)
      .map(([i, j]) => (i.length === 1 && j.length === 1 ? `δ_${i}${j}` : `δ_{${i},${j}}`))
      .join(" "),
  tex: (symbol) =>
    links(symbol)
      .map((pair) => `\\delta_{${pair.map(texName).join(" ")}}`)
      .join(" "),
  identifier: ({ neurons }) => ["delta", ...neurons].join("_"),
  meaning: ({ name }) => `${name}: 1 where the neuron indices are equal, else 0`,
};

export const cumulantKind: KindOf<KernelCumulant> = {
  read(name) {
    const [, pairs] = /^(?:K|V_\d+)\(([^()]+,[^()]+)\)$/.exec(name) ?? [];
    return pairs === undefined
      ? undefined
      : kernelCumulant(pairs.split("; ").map((pair) => pair.split(",") as [string, string]));
  },
  unicode: ({ pairs }, power) =>
    `${cumulantUnicode(pairs.length)}(${pairs.map((pair) => pair.join()).join("; ")})${raisedPower(power)}`,
  tex({ pairs }, power) {
    const whole = `${cumulantTex(pairs.length, "(\\ell)")}(${pairs.map(texPair).join(";\\, ")})`;
    return power === 1 ? whole : `\\bigl[${whole}\\bigr]${texPower(power)}`;
  },
  identifier: ({ pairs }) => [cumulantIdentifier(pairs.length), ...pairs.flat()].join("_"),
  meaning: ({ pairs, name }) =>
    `${name}^(l), ${pairs.length === 1 ? "the kernel" : `the connected ${2 * pairs.length}-point vertex`} of layer l`,
};
