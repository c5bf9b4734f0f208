import { setPartitions } from "../../algebra/partitions.js";
import {
  accumulator,
  addProductTo,
  addTerm,
  addTo,
  constant,
  type Monomial,
  monomial,
  type Polynomial,
  samePolynomial,
  symbolTerm,
  times,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { kernelCumulant, type Pair, width } from "../../symbols/symbols.js";

/*
 * A correlator with its neurons given, and so without a Kronecker delta: given layer l-1 different neurons are
 * independent, so the fields of each are paired among themselves, and the moment of G at all those pairs follows from
 * its cumulants by recursion. What a sum with deltas becomes for every choice of which neuron indices are the same must
 * be this.
 */

interface Field {
  readonly index: string;
  readonly input: string;
}

/**
 * Up to so many neuron indices every choice of equal ones is gone through; of more, those with at most two the same.
 */
const mostInAllWays = 5;

/**
 * The first choice of equal indices for which a sum is not the correlator, as sets of indices; and how many choices
 * were made.
 */
export function firstWrongNeurons(
  fields: readonly Field[],
  connected: boolean,
  sum: Polynomial,
): { readonly choices: number; readonly wrong: string[][] | undefined } {
  const indices = [...new Set(fields.map(({ index }) => index))];
  let choices = 0;
  for (const blocks of setPartitions(indices.length)) {
    if (indices.length > mostInAllWays && blocks.some(({ length }) => length > 2)) continue;
    choices++;
    const neurons = blocks.map((block) => block.map((i) => indices[i] as string));
    if (!samePolynomial(atNeurons(sum, neurons), correlatorAt(fields, connected, neurons)))
      return { choices, wrong: neurons };
  }
  return { choices, wrong: undefined };
}

/** The cumulant of G at some pairs, spelled in a way that no order matters to; with its power of n. */
const spelled = (pairs: readonly Pair[]) =>
  kernelCumulant(pairs.map(([x, y]): Pair => (x < y ? [x, y] : [y, x])).sort((p, q) => (p.join() < q.join() ? -1 : 1)));

/** A sum in which some neuron indices are the same, and all others different. */
function atNeurons(sum: Polynomial, neurons: readonly (readonly string[])[]): Polynomial {
  const neuronOf = new Map(neurons.flatMap((block, i) => block.map((index) => [index, i] as const)));
  const isOne = (term: Monomial): boolean =>
    term.factors.every(
      ({ symbol }) => symbol.kind !== "delta" || new Set(symbol.neurons.map((index) => neuronOf.get(index))).size === 1,
    );
  const total = accumulator();
  for (const { coefficient, monomial: term } of sum.values()) {
    if (!isOne(term)) continue;
    const rest = term.factors.flatMap(({ symbol, power }) =>
      symbol.kind === "delta" ? [] : [[symbol.kind === "cumulant" ? spelled(symbol.pairs) : symbol, power] as const],
    );
    addTerm(total, coefficient, monomial(rest));
  }
  return total;
}

function correlatorAt(
  fields: readonly Field[],
  connected: boolean,
  neurons: readonly (readonly string[])[],
): Polynomial {
  const groups = neurons.map((block) => fields.filter(({ index }) => block.includes(index)).map(({ input }) => input));
  const total = accumulator();
  for (const pairs of pairedWithin(groups)) addTo(total, connected ? cumulantOf(pairs) : momentOf(pairs));
  return total;
}

/** Every way to pair inputs, each with one of its own group. */
function pairedWithin(groups: readonly (readonly string[])[]): Pair[][] {
  const [group, ...others] = groups;
  if (group === undefined) return [[]];
  const [first, ...rest] = group;
  if (first === undefined) return pairedWithin(others);
  return rest.flatMap((partner, i) => {
    const left = rest.filter((_, j) => j !== i);
    return pairedWithin([left, ...others]).map((pairs): Pair[] => [[first, partner], ...pairs]);
  });
}

const cumulantOf = (pairs: readonly Pair[]): Polynomial =>
  times(symbolTerm(spelled(pairs)), symbolTerm(width(1), 1 - pairs.length));

/** E[G G ...]: the cumulant of the first pair with any of the others, times the moment of the rest. */
function momentOf(pairs: readonly Pair[]): Polynomial {
  const [first, ...others] = pairs;
  if (first === undefined) return constant(Q.one);
  const total = accumulator();
  for (let chosen = 0; chosen < 2 ** others.length; chosen++) {
    const together = others.filter((_, i) => chosen & (1 << i));
    const rest = others.filter((_, i) => !(chosen & (1 << i)));
    addProductTo(total, cumulantOf([first, ...together]), momentOf(rest), Q.one);
  }
  return total;
}
