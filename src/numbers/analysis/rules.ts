/*
 * The two rules that every integral here is made by: evenly spaced nodes for what is smooth, Gauss-Legendre panels
 * between breaks.
 */

/** The density of a unit normal. */
export const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/**
 * The nodes of the trapezoidal rule from -reach to reach, or just beyond, from left to right.
 * @param offset moves all of them by a part of the step, up to 1; there is one less then
 */
export function evenNodes(reach: number, step: number, offset = 0): Float64Array {
  const half = Math.ceil(reach / step);
  const count = 2 * half + (offset === 0 ? 1 : 0);
  return Float64Array.from({ length: count }, (_, i) => (i - half + offset) * step);
}

/** A rule on [-1, 1]. */
export interface PanelRule {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

/**
 * The n nodes and weights of Gauss-Legendre quadrature on [-1, 1], by Newton's method from Chebyshev's points. The
 * recurrence is that of differences, in the distance t = 1 - x from the end: in x itself the weights near the ends
 * would lose two digits.
 */
export function panelRule(n: number): PanelRule {
  const nodes = new Array<number>(n).fill(0);
  const weights = new Array<number>(n).fill(0);
  for (let i = 0; 2 * i < n; i++) {
    let t = 2 * Math.sin((Math.PI * (i + 0.75)) / (2 * n + 1)) ** 2;
    let weight = 0;
    for (let step = 0; step < 20; step++) {
      // (k + 1)(P_{k+1} - P_k) = k (P_k - P_{k-1}) - (2k + 1) t P_k.
      let [before, value, difference] = [1, 1 - t, -t];
      for (let k = 1; k < n; k++) {
        difference = (k * difference - (2 * k + 1) * t * value) / (k + 1);
        [before, value] = [value, value + difference];
      }
      const square = t * (2 - t);
      const slope = (n * (before - (1 - t) * value)) / square;
      weight = 2 / (square * slope * slope);
      const change = value / slope;
      if (Math.abs(change) < 1e-16 * t) break;
      t += change;
    }
    const x = 2 * i + 1 === n ? 0 : 1 - t;
    [nodes[i], nodes[n - 1 - i]] = [x, -x];
    weights[i] = weights[n - 1 - i] = weight;
  }
  return { nodes, weights };
}

/** What is done at a node of a rule, with its weight. */
export type Visit = (z: number, weight: number, node: number) => void;

/** The nodes of one Gauss-Legendre panel in turn, numbered from 0. */
export function alongPanel({ nodes, weights }: PanelRule, middle: number, half: number, visit: Visit): void {
  for (let i = 0; i < nodes.length; i++) visit(middle + half * nodes[i]!, half * weights[i]!, i);
}

/** The nodes of panels of one length that fill a stretch, none of them longer than is said. */
export function alongPanels(rule: PanelRule, from: number, to: number, longest: number, visit: Visit): void {
  const count = Math.ceil((to - from) / longest);
  const half = (to - from) / count / 2;
  for (let p = 0; p < count; p++) alongPanel(rule, from + (2 * p + 1) * half, half, visit);
}

/**
 * The n nodes and weights of Gauss-Hermite quadrature for a unit normal: exact for polynomials of degree 2n - 1. The
 * orthonormal polynomials obey sqrt(k + 1) p_{k+1} = z p_k - sqrt(k) p_{k-1}, and the weight is 1/(n p_{n-1}^2). Between
 * two zeros of p_{n-1} lies one of p_n, so those of one degree are bracketed by those of the last, and bisected.
 */
export function normalRule(n: number): PanelRule {
  const at = (z: number, degree: number): readonly [number, number] => {
    let [before, value] = [0, 1];
    for (let k = 0; k < degree; k++) [before, value] = [value, (z * value - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
    return [before, value];
  };
  let nodes: number[] = [];
  for (let degree = 1; degree <= n; degree++) {
    const edge = 2 * Math.sqrt(degree) + 1;
    const brackets = [-edge, ...nodes, edge];
    nodes = Array.from({ length: degree }, (_, i) => {
      let [low, high] = [brackets[i]!, brackets[i + 1]!];
      const rising = at(high, degree)[1] > 0;
      for (let turn = 0; turn < 80 && high - low > 1e-16 * edge; turn++) {
        const middle = (low + high) / 2;
        if (at(middle, degree)[1] > 0 === rising) high = middle;
        else low = middle;
      }
      return (low + high) / 2;
    });
  }
  return { nodes, weights: nodes.map((z) => 1 / (n * at(z, n)[0] ** 2)) };
}
