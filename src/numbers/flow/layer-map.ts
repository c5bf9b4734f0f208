import { isPairAverage, isVertexTensor } from "../../algebra/contractions.js";
import type { Factor, Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { byDegree, coefficientsOf, type Extent, labelledLayerSum } from "../../answer/layer-step.js";
import { memoised } from "../../foundation/memoised.js";
import type { Memory } from "../../foundation/memory.js";
import type { Coefficient } from "../../symbols/cumulants.js";
import { type Pair, seriesOrder, type TheorySymbol } from "../../symbols/symbols.js";
import { formalExternals } from "../../theory/kernel/pair-term.js";
import type { PairAverages } from "../averages/pair-fields.js";
import { entryAt, type Pairs, pairsOf, type SymmetricTensor, tensorOf } from "../networks/pairs.js";

/*
 * From one layer to the next for any number of inputs: the tensors K_p and V_2k[p] of layer l from those of layer l-1,
 * by the enumerated sums themselves. Averages are at K_0.
 *
 * An average with a leg on inputs that are not its own vanishes, so an index at it runs over the pairs of its own
 * inputs only: three for a single external pair, ten for two. The cost is the number of entries times those.
 */

/** What is known of a layer. */
export interface LayerTensors {
  readonly inputs: number;
  /**
   * cumulants[k][p] is K_p for k = 1 and V_2k[p] for k > 1: the coefficient of 1/n_{l-1}^p beyond the leading power.
   * Entry 0 is empty.
   */
  readonly cumulants: readonly (readonly SymmetricTensor[])[];
}

/** A layer whose kernel does not fluctuate: the first one. `kernel` has an entry a pair. */
export function gaussianLayer(inputs: number, kernel: ArrayLike<number>, extent: Extent): LayerTensors {
  const { list } = pairsOf(inputs);
  const cumulants = byDegree(coefficientsOf(extent), ({ k, p }) =>
    tensorOf(list.length, k, k === 1 && p === 0 ? ([a]) => kernel[a!]! : () => 0),
  );
  return { inputs, cumulants };
}

/** The variances of the layer that is computed, and the widths n_{l-1} and n_{l-2} that it stands on. */
export interface LayerStep {
  readonly weightVariance: number;
  readonly biasVariance: number;
  readonly width: number;
  /** Left out for the second layer, where nothing of layer 1 fluctuates. */
  readonly widthBefore?: number;
  /** Where the sums of steps are remembered from layer to layer. */
  readonly memory?: Memory;
  /** Told of each entry when it is done. */
  readonly onEntry?: () => void;
}

/**
 * The tensors of layer l, at a cost of some tens of products for each entry: P for K, P^2/2 for V_4, P^3/6 for V_6 with
 * P pairs of inputs. `averages` are < D_legs prod Delta > at K_0 of layer l-1, `mean` is < sigma sigma > there.
 * @param coefficients which tensors to compute; what they need of layer l-1 must be there
 */
export function nextLayer(
  before: LayerTensors,
  { weightVariance, biasVariance, width, widthBefore = width, memory, onEntry }: LayerStep,
  averages: PairAverages,
  mean: (pair: number) => number,
  coefficients: readonly Coefficient[],
): LayerTensors {
  const pairs = pairsOf(before.inputs);
  const sparse = sparseAverages(averages, pairs);
  const at = { sparse, mean };
  const cumulants = byDegree(coefficients, ({ k, p }) => {
    const entries = (value: (externals: readonly number[]) => number) =>
      tensorOf(pairs.list.length, k, (externals) => {
        const entry = value(externals);
        onEntry?.();
        return entry;
      });
    if (k === 1 && p === 0) return entries(([a]) => biasVariance + weightVariance * mean(a!));
    // Times n_{l-1}^{k-1+p} a sum depends on the ratio of the widths alone.
    const terms = termsOf(labelledLayerSum({ k, p }, memory), k, widthBefore / width, before);
    const scale = weightVariance ** k;
    return entries((externals) => scale * valueAt(terms, externals, at));
  });
  return { inputs: before.inputs, cumulants };
}

/** A product of tensors made ready: which external pairs and which indices each factor has, by number. */
interface ReadyTerm {
  readonly coefficient: number;
  readonly averages: readonly { readonly externals: readonly number[]; readonly legs: readonly number[] }[];
  readonly vertices: readonly {
    readonly tensor: SymmetricTensor;
    readonly legs: readonly number[];
    /** Room for the pairs at its legs, written over at each use. */
    readonly at: number[];
  }[];
  readonly indices: number;
  /** The external pairs whose < sigma sigma > stand in the product. */
  readonly moments: readonly number[];
}

function termsOf(sum: Polynomial, k: number, ratio: number, before: LayerTensors): ReadyTerm[] {
  const label = new Map(formalExternals(k).pairs.map((pair, i) => [pair.join(), i] as const));
  return readyTerms(sum, (pair) => label.get(pair.join()) as number, ratio, before);
}

/** The terms of a sum that are not known to vanish; `label` numbers its external pairs. */
function readyTerms(sum: Polynomial, label: (pair: Pair) => number, ratio: number, before: LayerTensors): ReadyTerm[] {
  const vanishing = new Set<SymmetricTensor>();
  for (const tensor of before.cumulants.flat()) if (tensor.entries.every((entry) => entry === 0)) vanishing.add(tensor);
  const terms = [...sum.values()].map(({ coefficient, monomial }) => {
    const { factors } = monomial;
    const names = [...new Set(factors.flatMap(({ symbol }) => symbol.indices ?? []))];
    const legsOf = ({ indices = [] }: TheorySymbol) => indices.map((index) => names.indexOf(index));
    const widths = factors.reduce(
      (value, { symbol, power }: Factor) =>
        symbol.kind === "width" && symbol.back === 2 ? value * ratio ** power : value,
      1,
    );
    return {
      coefficient: Q.toNumber(coefficient) * widths,
      averages: factors
        .filter(({ symbol }) => isPairAverage(symbol))
        .map(({ symbol }) => ({
          externals: (symbol.pairs ?? []).map(label),
          legs: legsOf(symbol),
        })),
      vertices: factors
        .filter(({ symbol }) => isVertexTensor(symbol))
        .map(({ symbol }) => ({ tensor: vertexOf(before, symbol), legs: legsOf(symbol), at: legsOf(symbol) })),
      indices: names.length,
      moments: factors
        .filter(({ symbol }) => symbol.kind === "second-moment")
        .flatMap(({ symbol }) => (symbol.pairs ?? []).map(label)),
    };
  });
  return terms.filter(({ vertices }) => vertices.every(({ tensor }) => !vanishing.has(tensor)));
}

/** An average at given external pairs: its values that are not zero, each with the pairs at its legs. */
type Sparse = readonly { readonly legs: readonly number[]; readonly value: number }[];

/** The Gaussian averages of layer l-1, as sums need them. */
interface LayerValues {
  readonly sparse: (externals: readonly number[], legs: number) => Sparse;
  readonly mean: (pair: number) => number;
}

/**
 * Evaluators of sums with labelled externals at one layer, one a sum: what `oneovern evaluate` asks of each row.
 * @param pair the number of an external pair, from the inputs' names
 * @param ratio n_{l-2}/n_{l-1}; the value is that of the sum times n_{l-1} to the order of the sum
 */
export function evaluatorAt(
  before: LayerTensors,
  averages: PairAverages,
  mean: (pair: number) => number,
  pair: (names: Pair) => number,
  ratio: number,
): (sum: Polynomial) => number {
  const at = { sparse: sparseAverages(averages, pairsOf(before.inputs)), mean };
  return (sum) => {
    const names: number[] = [];
    const label = (external: Pair) => names.push(pair(external)) - 1;
    return valueAt(readyTerms(sum, label, ratio, before), names, at);
  };
}

/** The sum for given external pairs: every index over the pairs of its average's own inputs. */
function valueAt(terms: readonly ReadyTerm[], externals: readonly number[], { sparse, mean }: LayerValues): number {
  let total = 0;
  for (const { coefficient, averages: factors, vertices, indices, moments } of terms) {
    const at = new Array<number>(indices);
    const lists = factors.map(({ externals: labels, legs }) =>
      sparse(
        labels.map((label) => externals[label]!),
        legs.length,
      ),
    );
    const go = (i: number, value: number): void => {
      const list = lists[i];
      if (list === undefined) {
        let product = value;
        for (const { tensor, legs, at: places } of vertices) {
          for (let leg = 0; leg < legs.length; leg++) places[leg] = at[legs[leg]!]!;
          product *= entryAt(tensor, places);
        }
        total += product;
        return;
      }
      const { legs } = factors[i]!;
      for (const entry of list) {
        for (let leg = 0; leg < legs.length; leg++) at[legs[leg]!] = entry.legs[leg]!;
        go(i + 1, value * entry.value);
      }
    };
    go(
      0,
      moments.reduce((product, label) => product * mean(externals[label]!), coefficient),
    );
  }
  return total;
}

/** The averages at external pairs as lists without zeros, each made once. */
function sparseAverages(averages: PairAverages, pairs: Pairs): (externals: readonly number[], legs: number) => Sparse {
  const made = memoised(
    ({ externals, legs }: { readonly externals: readonly number[]; readonly legs: number }): Sparse => {
      const support = supportOf(externals, pairs);
      const tuples = Array.from({ length: legs }).reduce<number[][]>(
        (lists) => lists.flatMap((list) => support.map((pair) => [...list, pair])),
        [[]],
      );
      return tuples
        .map((tuple) => ({ legs: tuple, value: averages(externals, tuple) }))
        .filter(({ value }) => value !== 0);
    },
    ({ externals, legs }) => `${externals.join()}|${legs}`,
  );
  return (externals, legs) => made({ externals, legs });
}

/** The pairs of the inputs that some external pairs have. */
function supportOf(externals: readonly number[], pairs: Pairs): number[] {
  const inputs = [...new Set(externals.flatMap((pair) => pairs.list[pair]!))];
  return inputs.flatMap((x, i) => inputs.slice(i).map((y) => pairs.index(x, y)));
}

/** The tensor of layer l-1 that a symbol stands for. */
function vertexOf({ cumulants }: LayerTensors, symbol: TheorySymbol): SymmetricTensor {
  // A vertex that stands as a whole is the only entry of its list.
  const series = symbol.kind === "vertex" ? cumulants[symbol.degree] : cumulants[1];
  const tensor = series?.[seriesOrder(symbol) ?? 0];
  if (tensor === undefined) throw new RangeError(`no value for ${symbol.name}`);
  return tensor;
}
