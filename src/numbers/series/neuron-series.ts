import * as Q from "../../algebra/rational.js";
import type { Activation, Slopes } from "../activations/activation.js";
import { logarithmOf } from "../analysis/jets.js";
import { circleSeries } from "./circle-series.js";
import { nodesOf } from "./series-nodes.js";
import { smoothSeries } from "./smooth-series.js";

/*
 * One neuron's cumulants and all their derivatives by the variance at once, as numbers: the double series of c(t, K +
 * g) = log < exp(t sigma^2) >_{K+g}. Beyond a few orders this is quicker and keeps more digits than the averages one by
 * one. Scale-invariant activations are known exactly; smooth ones go by Taylor series (smooth-series), those with kinks
 * by circles of complex variance (circle-series).
 */

/**
 * Entry [p][m], for p + m <= k: the coefficient of (unit t)^p (g/K)^m. Of p = 0, and of p = 1 and m = 0, nothing: 0.
 */
export type NeuronSeries = readonly ArrayLike<number>[];

/** The series twice, from different nodes: what they differ by is a bound on the error of the finer. */
export interface SeriesPair {
  readonly fine: NeuronSeries;
  readonly coarse: NeuronSeries;
}

/**
 * The series through order k.
 * @param unit what sigma^2 is measured in: near its own size, so that nothing overflows
 * @param refinement how often the distance of the nodes is halved
 */
export function neuronSeries(
  activation: Activation,
  kernel: number,
  unit: number,
  k: number,
  refinement = 0,
): SeriesPair {
  const { slopes, kinks } = activation;
  const step = 2 ** -refinement;
  if (slopes !== undefined) {
    const fine = scaleInvariantSeries(slopes, kernel, unit, k);
    return { fine, coarse: fine };
  }
  if (kinks.length === 0) return smoothSeries(activation, kernel, unit, k, step);
  const onCircles = (nodes: number, circles: readonly number[]): NeuronSeries =>
    circleSeries(nodesOf(activation, kernel, unit, k, nodes), k, circles);
  return { fine: onCircles(step, radii.fine), coarse: onCircles(1.25 * step, radii.coarse) };
}

/** The radii of the circles in units of K. */
const radii = { fine: [0.7, 0.45, 0.25, 0.12, 0.05], coarse: [0.62, 0.38, 0.2, 0.09, 0.04] };

/** sigma(t x) = t sigma(x), so c_p is a number times K^p. */
function scaleInvariantSeries({ left, right }: Slopes, kernel: number, unit: number, k: number): NeuronSeries {
  const [a, b] = [left, right].map((slope) => (Q.toNumber(slope) ** 2 * kernel) / unit) as [number, number];
  const moments: number[][] = [[1]];
  const [powerOf, ofOther] = [new Float64Array(k + 1), new Float64Array(k + 1)];
  powerOf[0] = ofOther[0] = 1;
  for (let p = 1; p <= k; p++) {
    // < phi^2p > / p! = (2p - 1)!! K^p / p!
    powerOf[p] = (powerOf[p - 1]! * a * (2 * p - 1)) / p;
    ofOther[p] = (ofOther[p - 1]! * b * (2 * p - 1)) / p;
    moments.push([(powerOf[p]! + ofOther[p]!) / 2]);
  }
  const cumulants = logarithmOf(moments, (from, weight, [c], [moment]) => {
    from[0]! -= weight * c! * moment!;
  });
  return Array.from({ length: k + 1 }, (_, p) => {
    const row = new Array<number>(k - p + 1).fill(0);
    let binomial = 1;
    for (let m = 0; m <= k - p && m <= p && p > 0; m++) {
      row[m] = p === 1 && m === 0 ? 0 : binomial * cumulants[p]![0]!;
      binomial = (binomial * (p - m)) / (m + 1);
    }
    return row;
  });
}
