import { isPairAverage, isVertexTensor } from "../algebra/contractions.js";
import { memoised } from "../algebra/memoised.js";
import type { Factor, Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { Pair, TheorySymbol } from "../algebra/symbols.js";
import { compile } from "../compile.js";
import { formalExternals } from "../expansion/pair-term.js";
import type { PairAverages } from "./pair-averages.js";
import { entryAt, type Pairs, pairsOf, type SymmetricTensor, tensorOf } from "./pairs.js";

/*
 * From one layer to the next for any number of inputs: the tensors K_0, K_1, V_4[0], V_4[1] and V_6[0] of layer l from those of layer
 * l-1, by the enumerated sums themselves. Averages are at K_0, so both corrections are those beyond leading order in all.
 *
 * An average with a leg on inputs that are not its own vanishes, so an index at it runs over the pairs of its own inputs only: three
 * for a single external pair, ten for two. The cost is the number of entries times those.
 */

/** What is known of a layer: entry p is the coefficient of 1/n_{l-1}^p beyond the leading power. */
export interface LayerTensors {
  readonly inputs: number;
  readonly K: readonly [SymmetricTensor, SymmetricTensor];
  readonly V_4: readonly [SymmetricTensor, SymmetricTensor];
  readonly V_6: readonly [SymmetricTensor];
}

/** A layer whose kernel does not fluctuate: the first one. `kernel` has an entry a pair. */
export function gaussianLayer(inputs: number, kernel: ArrayLike<number>): LayerTensors {
  const { list } = pairsOf(inputs);
  const zero = (rank: number) => tensorOf(list.length, rank, () => 0);
  const mean = tensorOf(list.length, 1, ([a]) => kernel[a as number] as number);
  return { inputs, K: [mean, zero(1)], V_4: [zero(2), zero(2)], V_6: [zero(3)] };
}

/** The variances of the layer that is computed, and the widths n_{l-1} and n_{l-2} that it stands on. */
export interface LayerStep {
  readonly weightVariance: number;
  readonly biasVariance: number;
  readonly width: number;
  /** Left out for the second layer, where nothing of layer 1 fluctuates. */
  readonly widthBefore?: number;
}

/** What of a layer is wanted; the rest is left at zero. */
export interface Wanted {
  /** The largest k of V_2k: 2 or 3. */
  readonly highest?: 2 | 3;
  /** Whether K_1 and V_4[1] too, which need V_6. */
  readonly corrections?: boolean;
}

/**
 * The tensors of layer l, at a cost of some tens of products for each entry: P for K, P^2/2 for V_4, P^3/6 for V_6 with P pairs of
 * inputs. `averages` are < D_legs prod Delta > at K_0 of layer l-1, `mean` is < sigma sigma > there.
 */
export function nextLayer(
  before: LayerTensors,
  { weightVariance, biasVariance, width, widthBefore = 1 }: LayerStep,
  averages: PairAverages,
  mean: (pair: number) => number,
  { highest = 3, corrections = true }: Wanted = {},
): LayerTensors {
  const pairs = pairsOf(before.inputs);
  const sparse = sparseAverages(averages, pairs);
  const computed = (k: number, order: number): SymmetricTensor => {
    if (k > highest || (order > 0 && !corrections)) return tensorOf(pairs.list.length, k, () => 0);
    const terms = termsOf(k, order, width, widthBefore, before);
    const scale = weightVariance ** k * width ** (k - 1 + order);
    return tensorOf(pairs.list.length, k, (externals) => scale * valueAt(terms, externals, sparse));
  };
  const leading = tensorOf(pairs.list.length, 1, ([a]) => biasVariance + weightVariance * mean(a as number));
  return {
    inputs: before.inputs,
    K: [leading, computed(1, 1)],
    V_4: [computed(2, 0), computed(2, 1)],
    V_6: [computed(3, 0)],
  };
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
}

/** The sum of V_2k (or K) at one order, about K_0 with expanded blobs, for formal external pairs. */
const formalSum = memoised(
  ({ k, order }: { readonly k: number; readonly order: number }): Polynomial => {
    const inputs = formalExternals(k)
      .pairs.map((pair) => pair.join(","))
      .join("; ");
    return compile(`${k === 1 ? "K" : `V_${2 * k}`}(${inputs}) at ${order} loops about K_0 with expanded blobs`).sum;
  },
  ({ k, order }) => `${k},${order}`,
);

function termsOf(k: number, order: number, width: number, widthBefore: number, before: LayerTensors): ReadyTerm[] {
  const label = new Map(formalExternals(k).pairs.map((pair, i) => [pair.join(), i] as const));
  return [...formalSum({ k, order }).values()].map(({ coefficient, monomial }) => {
    const contracted = monomial.factors.filter(({ symbol }) => isPairAverage(symbol) || isVertexTensor(symbol));
    const names = [...new Set(contracted.flatMap(({ symbol }) => symbol.indices ?? []))];
    const legsOf = ({ indices = [] }: TheorySymbol) => indices.map((index) => names.indexOf(index));
    const widths = monomial.factors.reduce(
      (value, { symbol, power }: Factor) =>
        symbol.kind === "width" ? value * (symbol.a === 1 ? width : widthBefore) ** power : value,
      1,
    );
    return {
      coefficient: Q.toNumber(coefficient) * widths,
      averages: contracted
        .filter(({ symbol }) => isPairAverage(symbol))
        .map(({ symbol }) => ({
          externals: (symbol.pairs ?? []).map((pair: Pair) => label.get(pair.join()) as number),
          legs: legsOf(symbol),
        })),
      vertices: contracted
        .filter(({ symbol }) => isVertexTensor(symbol))
        .map(({ symbol }) => ({ tensor: vertexOf(before, symbol), legs: legsOf(symbol), at: legsOf(symbol) })),
      indices: names.length,
    };
  });
}

/** An average at given external pairs: its values that are not zero, each with the pairs at its legs. */
type Sparse = readonly { readonly legs: readonly number[]; readonly value: number }[];

/** The sum for given external pairs: every index over the pairs of its average's own inputs. */
function valueAt(
  terms: readonly ReadyTerm[],
  externals: readonly number[],
  sparse: (externals: readonly number[], legs: number) => Sparse,
): number {
  let total = 0;
  for (const { coefficient, averages: factors, vertices, indices } of terms) {
    const at = new Array<number>(indices);
    const lists = factors.map(({ externals: labels, legs }) =>
      sparse(
        labels.map((label) => externals[label] as number),
        legs.length,
      ),
    );
    const go = (i: number, value: number): void => {
      const list = lists[i];
      if (list === undefined) {
        let product = value;
        for (const { tensor, legs, at: places } of vertices) {
          for (let leg = 0; leg < legs.length; leg++) places[leg] = at[legs[leg] as number] as number;
          product *= entryAt(tensor, places);
        }
        total += product;
        return;
      }
      const { legs } = factors[i] as (typeof factors)[number];
      for (const entry of list) {
        for (let leg = 0; leg < legs.length; leg++) at[legs[leg] as number] = entry.legs[leg] as number;
        go(i + 1, value * entry.value);
      }
    };
    go(0, coefficient);
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
  const inputs = [...new Set(externals.flatMap((pair) => pairs.list[pair] as readonly [number, number]))];
  return inputs.flatMap((x, i) => inputs.slice(i).map((y) => pairs.index(x, y)));
}

/** The tensor of layer l-1 that a symbol stands for. */
function vertexOf({ K, V_4, V_6 }: LayerTensors, { kind, a, b, name }: TheorySymbol): SymmetricTensor {
  const tensor = kind === "mean" ? K[a as 0 | 1] : a === 2 ? V_4[(b - 1) as 0 | 1] : V_6[(b - 1) as 0];
  if (tensor === undefined) throw new RangeError(`no value for ${name}`);
  return tensor;
}
