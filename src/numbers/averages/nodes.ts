import erfcinv from "@stdlib/math-base-special-erfcinv";
import { density, type PanelRule } from "../analysis/rules.js";

/* Nodes of integrals over independent unit normals z_1 ... z_r, handed over in blocks. */

/** A block of nodes: a list of values for each z, and their weights; the first `count` of each. */
export interface Block {
  readonly z: readonly Float64Array[];
  readonly weights: Float64Array;
  count: number;
}

export type Nodes = (visit: (block: Block) => void) => void;

const blockSize = 256;

const emptyBlock = (directions: number): Block => ({
  z: Array.from({ length: directions }, () => new Float64Array(blockSize)),
  weights: new Float64Array(blockSize),
  count: 0,
});

/** The trapezoidal rule for a unit normal. */
export function evenRule(step: number, reach: number): PanelRule {
  const half = Math.floor(reach / step);
  const nodes = Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) * step);
  return { nodes, weights: nodes.map((z) => step * density(z)) };
}

/** The product of a rule for each z, its nodes within a ball. */
export const productNodes =
  (rules: readonly PanelRule[], reach: number): Nodes =>
  (visit) => {
    const block = emptyBlock(rules.length);
    const at = new Float64Array(rules.length);
    const along = (axis: number, square: number, weight: number): void => {
      if (axis === rules.length) {
        for (let j = 0; j < at.length; j++) block.z[j]![block.count] = at[j]!;
        block.weights[block.count++] = weight;
        if (block.count === blockSize) {
          visit(block);
          block.count = 0;
        }
        return;
      }
      const { nodes, weights } = rules[axis]!;
      for (let n = 0; n < nodes.length; n++) {
        const z = nodes[n]!;
        const next = square + z * z;
        if (next > reach * reach) continue;
        at[axis] = z;
        along(axis + 1, next, weight * weights[n]!);
      }
    };
    along(0, 0, 1);
    if (block.count > 0) visit(block);
  };

/** About how many nodes a product has within the ball. */
export function productSize(rules: readonly PanelRule[], reach: number): number {
  // The rules that reach as far as the ball fill it; the others are full products.
  const far = rules.filter(({ nodes }) => (nodes.at(-1) ?? 0) > 0.7 * reach);
  const cube = rules.reduce((product, { nodes }) => product * nodes.length, 1);
  return cube * (ballVolume(far.length) / 2 ** far.length);
}

/** The volume of a unit ball. */
const ballVolume = (dimension: number): number =>
  dimension < 2 ? 2 ** dimension : (2 * Math.PI * ballVolume(dimension - 2)) / dimension;

/**
 * A lattice of quasi-Monte Carlo: N points x_i = frac(i g/N + shift) of the unit cube, folded so that what is averaged
 * need not be periodic, taken to normals. With shifts drawn at random every such sum is an unbiased estimate, and how
 * far they lie apart is its error (Dick, Kuo, Sloan, Acta Numerica 2013).
 */
export const latticeNodes =
  (generator: readonly number[], points: number, shift: readonly number[]): Nodes =>
  (visit) => {
    const block = emptyBlock(generator.length);
    block.weights.fill(1 / points);
    for (let i = 0; i < points; i++) {
      generator.forEach((g, j) => {
        const x = (((i * g) % points) / points + shift[j]!) % 1;
        const folded = 1 - Math.abs(2 * x - 1);
        block.z[j]![block.count] = -Math.SQRT2 * erfcinv(2 * Math.min(1 - 2 ** -53, Math.max(2 ** -60, folded)));
      });
      if (++block.count === blockSize || i + 1 === points) {
        visit(block);
        block.count = 0;
      }
    }
  };

/** Candidates among which a component of a generator is chosen. */
const candidates = 40;

/**
 * A generator of a lattice, component by component: of some multipliers each time the one that makes the worst-case error of
 * periodic functions with weights 1/j^2 smallest, sum_i prod_j (1 + (2 pi^2/j^2) B_2(x_ij)).
 * @param points a prime
 */
export function generatorOf(points: number, directions: number): number[] {
  const products = new Float64Array(points).fill(1);
  const bernoulli = (x: number): number => 2 * Math.PI ** 2 * (x * x - x + 1 / 6);
  const generator: number[] = [];
  for (let j = 1; j <= directions; j++) {
    const weight = 1 / j ** 2;
    let [best, least] = [1, Number.POSITIVE_INFINITY];
    for (let c = 0; c < (j === 1 ? 1 : candidates); c++) {
      // Multiples of the golden section modulo 1: spread evenly, and the same every time.
      const g = 1 + Math.floor(((c * 0.6180339887498949 + 0.3819660112501051 * j) % 1) * (points - 1));
      let error = 0;
      for (let i = 0; i < points; i++) error += products[i]! * (1 + weight * bernoulli(((i * g) % points) / points));
      if (error < least) [best, least] = [g, error];
    }
    generator.push(best);
    for (let i = 0; i < points; i++) products[i]! *= 1 + weight * bernoulli(((i * best) % points) / points);
  }
  return generator;
}

/** The next prime: of lattices that have no smaller ones inside. */
export function primeFrom(n: number): number {
  for (let p = Math.max(2, Math.ceil(n)); ; p++) {
    let isPrime = true;
    for (let q = 2; q * q <= p && isPrime; q++) isPrime = p % q !== 0;
    if (isPrime) return p;
  }
}
