import type { Check } from "../../proof/certificate.js";
import { cumulantName } from "../../symbols/cumulants.js";
import { type Activation, polynomial } from "../activations/activation.js";
import { averageWays, layerAverages } from "../averages/pair-averages.js";
import { gaussianLayer, type LayerTensors, nextLayer } from "../flow/layer-map.js";
import { entryAt, pairsOf, type SymmetricTensor, tensorOf } from "../networks/pairs.js";

/*
 * The product of susceptibilities, in numbers: what the map of V_2k makes of a change of V_2k, all enumerated diagrams
 * included, beside the product of k susceptibilities, which are differences of the map of the kernel and know of no
 * diagram.
 */

/** The comparison of the two. */
export interface ProductCheck {
  readonly k: number;
  readonly inputs: number;
  readonly entries: number;
  /** The largest deviation of an entry over the largest entry. */
  readonly deviation: number;
}

/** Three inputs in no special position, their kernel in the order of the pairs; their variances and widths. */
const kernel = [1, 0.4, -0.2, 0.9, 0.1, 1.2];
const [inputs, weightVariance, biasVariance, width, widthBefore] = [3, 1.3, 0.2, 40, 30];
const change = 1e-3;

/** sigma = x - x^3/6, whose averages are exact for any number of inputs. */
const standard = polynomial("x - x^3/6", [0, 1, 0, -1 / 6]);

/**
 * Compares (n_{l-2}/n_{l-1})^{k-1} dV_2k/dV_2k with sym[prod chi] on a tensor without symmetry but its own, for three
 * inputs.
 */
export function checkProduct(k: number, activation: Activation = standard): ProductCheck {
  const pairs = pairsOf(inputs);
  const count = pairs.list.length;
  const ways = averageWays(activation);
  const kernelMap = (values: readonly number[]): number[] => {
    const { mean } = layerAverages(ways, values, pairs);
    return values.map((_, a) => biasVariance + weightVariance * mean(a));
  };
  // chi[a][b] = dK^(l)_a / dK^(l-1)_b, by differences of the fourth order.
  const shifted = (b: number, by: number) => kernelMap(kernel.map((value, a) => (a === b ? value + by : value)));
  const columns = kernel.map((_, b) => {
    const [p1, m1, p2, m2] = [change, -change, 2 * change, -2 * change].map((by) => shifted(b, by)) as number[][] & {
      length: 4;
    };
    return kernel.map((_value, a) => (8 * (p1![a]! - m1![a]!) - (p2![a]! - m2![a]!)) / (12 * change));
  });
  // Entries without a pattern, reproducible.
  const tensor = tensorOf(count, k, (at) => Math.sin(1 + at.reduce((sum, a, i) => sum + (a + 1) * (a + 2 + i), 0)));
  const { averages, mean } = layerAverages(ways, kernel, pairs);
  const mapped = (top: SymmetricTensor): SymmetricTensor => {
    const before = withTop(gaussianLayer(inputs, kernel, { highest: k, orders: 0 }), k, top);
    const step = { weightVariance, biasVariance, width, widthBefore };
    const { cumulants } = nextLayer(before, step, averages, mean, [{ k, p: 0 }]);
    return cumulants[k]![0]!;
  };
  const [changed, unchanged] = [mapped(tensor), mapped(tensorOf(count, k, () => 0))];
  const expected = tensorOf(count, k, (at) =>
    contracted(
      tensor,
      at.map((a) => columns.map((column) => column[a]!)),
    ),
  );
  const deviations = tensorOf(count, k, (at) => {
    const found = (widthBefore / width) ** (k - 1) * (entryAt(changed, at) - entryAt(unchanged, at));
    return found - entryAt(expected, at);
  });
  const largest = ({ entries }: SymmetricTensor): number => Math.max(...entries.map(Math.abs));
  return { k, inputs, entries: changed.entries.length, deviation: largest(deviations) / largest(expected) };
}

/** The largest k whose product of susceptibilities is compared in numbers by itself: entries grow as a power of k. */
const largestCompared = 3;
const tolerance = 1e-8;

/** The comparison for V_2k, or V_6 where k is larger, as a check. */
export function productCheck(k: number): Check {
  const compared = checkProduct(Math.min(k, largestCompared));
  return {
    name: "three inputs, in numbers",
    passed: compared.deviation < tolerance,
    detail: `all ${compared.entries} entries of ${cumulantName(compared.k)} for ${compared.inputs} inputs: the map of the tensors and the product of ${compared.k} susceptibilities, as differences of the kernel's map, agree to ${compared.deviation.toExponential(0)}`,
  };
}

/** The layer with another V_2k, and some V_2j below it that the difference must not see. */
function withTop({ cumulants }: LayerTensors, k: number, top: SymmetricTensor): LayerTensors {
  return {
    inputs,
    cumulants: cumulants.map((list, j) =>
      list.map((tensor) =>
        j === k ? top : j < 2 ? tensor : tensorOf(tensor.pairs, j, (at) => 0.1 / (1 + Math.max(...at) + j)),
      ),
    ),
  };
}

/** sum over b_1 ... b_k of prod rows[i][b_i] times the tensor's entry there. */
function contracted(tensor: SymmetricTensor, rows: readonly (readonly number[])[], at: readonly number[] = []): number {
  const row = rows[at.length];
  if (row === undefined) return entryAt(tensor, at);
  return row.reduce((sum, value, b) => sum + value * contracted(tensor, rows, [...at, b]), 0);
}
