import { type Factor, type Polynomial, plus, symbolTerm } from "../algebra/polynomial.js";
import { UserError } from "../foundation/errors.js";
import { freshMemory, type Memory } from "../foundation/memory.js";
import type { SumRequest } from "../language/request.js";
import { type Coefficient, coefficientName, cumulantName } from "../symbols/cumulants.js";
import { biasVariance, type TheorySymbol, weightVariance, widthRatio } from "../symbols/symbols.js";
import { formalExternals } from "../theory/kernel/pair-term.js";
import { mapSums, plainSums, type Sums, sumsOfTerms } from "../theory/kernel/sums.js";
import { defaultMaxTerms, largestMaxTerms, requireWithinBudget } from "./budget.js";
import { compile } from "./compile.js";
import type { Compilation } from "./passes.js";

/*
 * The sums that take one layer's cumulants to the next: V_2k at every order about K_0 with expanded blobs, so that each
 * order is a recursion of one coefficient. V_2k[p] needs V_2j[q] with j - 1 + q <= k - 1 + p and q <= p, and no more.
 */

/** How far a flow goes: the largest k of its vertices, and how many orders beyond leading. */
export interface Extent {
  readonly highest: number;
  readonly orders: number;
}

/** Everything that is needed for V_2k[p], k through the highest and p through the orders, with what feeds it. */
export function coefficientsOf({ highest, orders }: Extent): Coefficient[] {
  const most = highest - 1 + orders;
  return Array.from({ length: most + 1 }, (_, i) => i + 1).flatMap((k) =>
    Array.from({ length: Math.min(orders, most - (k - 1)) + 1 }, (_, p) => ({ k, p })),
  );
}

/** The coefficients of several extents together, each once. */
export function coefficientsOfAll(extents: readonly Extent[]): Coefficient[] {
  const all = extents.flatMap(coefficientsOf).sort((a, b) => a.k - b.k || a.p - b.p);
  return all.filter(({ k, p }, i) => k !== all[i - 1]?.k || p !== all[i - 1]?.p);
}

/** Something for each coefficient, as list[k][p]; entry 0 is empty. */
export function byDegree<T>(coefficients: readonly Coefficient[], value: (c: Coefficient, i: number) => T): T[][] {
  const lists: T[][] = [[]];
  coefficients.forEach((coefficient, i) => {
    const list = lists[coefficient.k] ?? [];
    lists[coefficient.k] = list;
    list[coefficient.p] = value(coefficient, i);
  });
  return lists;
}

/** The request of one coefficient's sum, for one input or for formal external pairs. */
const requestOf = ({ k, p }: Coefficient, isLabelled: boolean): SumRequest => ({
  object: k === 1 ? "K" : "V",
  k,
  loops: [p, p],
  about: "K_0",
  blobs: "expanded",
  widths: "distinct",
  externals: isLabelled ? formalExternals(k).pairs : null,
});

/**
 * Refuses an extent whose sums are larger than the budget, before the first is made.
 * @param isLabelled for several inputs, where every labelling is a diagram of its own
 * @param maxTerms how many diagrams each sum may have
 * @throws UserError naming the sum
 */
export function requireFeasible(extent: Extent, isLabelled = false, maxTerms = defaultMaxTerms): void {
  for (const coefficient of coefficientsOf(extent))
    try {
      requireWithinBudget(requestOf(coefficient, isLabelled), maxTerms);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { highest, orders } = extent;
      const wanted = `${cumulantName(highest)} through order ${orders} beyond leading`;
      const [size = ""] = error.message.split("\n");
      throw new UserError(
        "budget",
        `${wanted} needs ${coefficientName(coefficient)}: ${size}\nexpected fewer --vertices or --loops, or where it may be held a larger --max-terms`,
      );
    }
}

/** One coefficient's sum, made once a memory. */
const compiled = (coefficient: Coefficient, isLabelled: boolean, memory: Memory): Compilation =>
  memory.recall(`layer sum ${coefficientName(coefficient)} ${isLabelled}`, () =>
    // What it may hold has been looked at before: requireFeasible.
    compile(requestOf(coefficient, isLabelled), { maxTerms: largestMaxTerms }),
  );

/** kappa_k / C_W^k at one order, enumerated and proved; for k = 1 and p = 0 (K_0 - C_b)/C_W. */
export const layerSum = (coefficient: Coefficient, memory = freshMemory()): Polynomial =>
  compiled(coefficient, false, memory).sum;

/** The same for formal external pairs (x1,x2), (x3,x4), ... instead of one input. */
export const labelledLayerSum = (coefficient: Coefficient, memory = freshMemory()): Polynomial =>
  compiled(coefficient, true, memory).sum;

/**
 * The step from layer l-1 to layer l for one input: the sums of some coefficients, in what a user's own flow has at
 * hand.
 */
export interface StepSums {
  readonly coefficients: readonly Coefficient[];
  /**
   * K_p and V_2k[p] of layer l, in the order of the coefficients: polynomials in C_b, C_W, n_{l-1}/n_{l-2}, the K_p and
   * V_2b[p] of layer l-1 and the averages at its K_0.
   */
  readonly sums: Sums;
  /** The same, written out. */
  readonly written: readonly Polynomial[];
}

/** The step from a layer to the next, as far as an extent goes. */
export interface StepAnswer extends StepSums {
  readonly kind: "step";
  readonly extent: Extent;
}

/**
 * The step of an extent.
 * @param maxTerms how many diagrams each of its sums may have
 * @throws UserError where its sums are larger than the budget
 */
export function stepAnswer(extent: Extent, maxTerms?: number, memory = freshMemory()): StepAnswer {
  requireFeasible(extent, false, maxTerms);
  return { kind: "step", extent, ...stepSums(coefficientsOf(extent), memory) };
}

/**
 * The step for given coefficients. What is asked for with the powers of the widths in front taken out: the coefficient
 * of n_{l-1}^{-(k-1+p)} depends on the ratio of the widths alone.
 */
export function stepSums(coefficients: readonly Coefficient[], memory = freshMemory()): StepSums {
  const sums = sumsOfTerms(coefficients.map((c) => compiled(c, false, memory).terms));
  const scaled = (factors: readonly Factor[], index: number): (readonly [TheorySymbol, number])[] => [
    [weightVariance, (coefficients[index] as Coefficient).k],
    ...factors.flatMap(({ symbol, power }): (readonly [TheorySymbol, number])[] => {
      if (symbol.kind !== "width") return [[symbol, power]];
      return symbol.back === 2 ? [[widthRatio, -power]] : [];
    }),
  ];
  const withBias = ({ sums: list, parts }: Sums): Sums => ({
    parts,
    sums: list.map((sum, i) => {
      const { k, p } = coefficients[i] as Coefficient;
      return k === 1 && p === 0 ? plus(sum, symbolTerm(biasVariance)) : sum;
    }),
  });
  const inNetwork = (given: Sums): Sums => withBias(mapSums(given, scaled));
  return {
    coefficients,
    sums: inNetwork(sums),
    written: inNetwork(plainSums(coefficients.map((c) => layerSum(c, memory)))).sums,
  };
}
