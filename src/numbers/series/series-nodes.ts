import { UserError } from "../../foundation/errors.js";
import type { Activation } from "../activations/activation.js";
import { alongPanels, density, evenNodes, panelRule } from "../analysis/rules.js";

/*
 * The nodes of the averages behind a neuron's series: a trapezoidal rule for a smooth activation, panels where there
 * are kinks.
 */

/**
 * The nodes of the integral over phi: in units of sqrt K, with their weights, and (sigma^2 - < sigma^2 >_K) / unit
 * there.
 */
export interface Nodes {
  readonly z: Float64Array;
  readonly weights: Float64Array;
  /** < sigma^2 >_K */
  readonly mean: number;
  readonly deviations: Float64Array;
}

/** What a node adds is left out when it is below this fraction of the largest, in natural logarithms. */
const negligible = -42;

/** The nodes for averages of Delta^p, p through k. @param step their distance, over the first choice */
export function nodesOf(activation: Activation, kernel: number, unit: number, k: number, step: number): Nodes {
  const root = Math.sqrt(kernel);
  const breaks = activation.kinks.map(({ at }) => at / root);
  // A polynomial bends on no scale of its own.
  const bend = activation.polynomial === undefined ? root : 1;
  if (bend > widest)
    throw new UserError(
      "network",
      `a kernel of ${kernel.toPrecision(3)}: the activation bends on a scale far below sqrt K\nexpected a kernel below ${widest ** 2}`,
    );
  const reach = reachOf(activation, root, unit, k, breaks.length === 0 ? 1 : circleVariance);
  const [z, weights] =
    breaks.length === 0
      ? onTheLine(reach, Math.min(smoothStep.ofWidth, smoothStep.ofActivation / bend) * step)
      : betweenBreaks(reach, breaks, Math.min(1.2, 1 / bend) * step);
  const squares = z.map((x) => activation.value(root * x) ** 2);
  let mean = 0;
  squares.forEach((square, i) => {
    mean += weights[i]! * density(z[i]!) * square;
  });
  return { z, weights, mean, deviations: squares.map((square) => (square - mean) / unit) };
}

/**
 * Where sigma^2 is even, the nodes z >= 0 with twice the weights: whatever is averaged has as many odd factors as make
 * it even.
 */
export function folded(nodes: Nodes): Nodes {
  const { z, weights, deviations } = nodes;
  const middle = (z.length - 1) / 2;
  const largest = deviations.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const isEven = z.every(
    (x, i) =>
      x === -z[z.length - 1 - i]! && Math.abs(deviations[i]! - deviations[z.length - 1 - i]!) <= 1e-15 * largest,
  );
  if (!isEven) return nodes;
  return {
    ...nodes,
    z: z.slice(middle),
    weights: weights.slice(middle).map((weight, i) => (i === 0 ? weight : 2 * weight)),
    deviations: deviations.slice(middle),
  };
}

/** The first distance of nodes: of the width of the Gaussian, and of the distance 1 that activations bend on. */
const smoothStep = { ofWidth: 0.14, ofActivation: 0.14 };

/** The largest sqrt K, in units of the distance that activations bend on: past it the nodes would be too many. */
const widest = 30;

/** The largest variance on a circle whose Gaussian has the modulus of a real one, in units of K. */
const circleVariance = 1.7;

/** How far out the k-th power is felt, in units of sqrt K. */
function reachOf(activation: Activation, root: number, unit: number, k: number, variance: number): number {
  const logAt = (x: number, p: number): number => {
    const size = Math.max(activation.value(root * x) ** 2, activation.value(-root * x) ** 2) / unit;
    return (-x * x) / (2 * variance) + p * Math.log1p(size);
  };
  let reach = 0;
  for (const p of [0, k]) {
    let [largest, x] = [Number.NEGATIVE_INFINITY, 0];
    for (; x < 200; x += 0.5) {
      const log = logAt(x, p);
      largest = Math.max(largest, log);
      if (x > 4 && log < largest + negligible) break;
    }
    reach = Math.max(reach, x);
  }
  return reach;
}

function onTheLine(reach: number, step: number): [Float64Array, Float64Array] {
  const z = evenNodes(reach, step);
  return [z, z.map(() => step)];
}

/** Between breaks every panel has so many points. */
const rule = panelRule(12);

function betweenBreaks(reach: number, breaks: readonly number[], longest: number): [Float64Array, Float64Array] {
  const ends = [-reach, ...breaks.filter((x) => Math.abs(x) < reach).sort((a, b) => a - b), reach];
  const [z, weights]: [number[], number[]] = [[], []];
  for (let i = 1; i < ends.length; i++)
    alongPanels(rule, ends[i - 1]!, ends[i]!, longest, (place, weight) => {
      z.push(place);
      weights.push(weight);
    });
  return [Float64Array.from(z), Float64Array.from(weights)];
}
