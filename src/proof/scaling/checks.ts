import { binomial } from "../../algebra/integers.js";
import {
  accumulator,
  addTerm,
  evaluate,
  type Polynomial,
  renameSymbols,
  samePolynomial,
  scale,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { planarLoss } from "../../routes/scaling/closed-form.js";
import { firstCorrection } from "../../routes/scaling/first-correction.js";
import { lossOfOrder, type TraceAverage, withMissingFaces } from "../../routes/scaling/loop-equations.js";
import { features, samples } from "../../symbols/symbols.js";
import { lossCircles, missingFaces, monomialOf } from "../../theory/scaling/diagram.js";
import { everyPairing, pairingCount } from "../../theory/scaling/every-pairing.js";
import { grammarSums } from "../../theory/scaling/grammar-series.js";
import type { CheckOf, Finding } from "../certificate.js";
import { firstDifference } from "../difference.js";

/* The checks of the loss of scaling laws, one order at a time. */

/** An order of the loss that is to be checked. */
export interface OrderClaim {
  readonly order: number;
  /** How many faces are missing from a planar diagram's, or all of them. */
  readonly genus: number | "every";
  /** With its sign. */
  readonly sum: Polynomial;
  readonly diagrams: bigint;
  /** The sum over every genus, without its sign, where that was made. */
  readonly whole?: Polynomial;
  /** What averages traces by loop equations, remembering what it has. */
  readonly average: TraceAverage;
}

const signOf = (order: number): Q.Rational => Q.rational(order % 2 === 0 ? 1 : -1);

/** Compares a sum with what another route says, signs and all. */
const compared = (sum: Polynomial, other: Polynomial, where: string): Finding => ({
  passed: samePolynomial(sum, other),
  detail: samePolynomial(sum, other) ? `${sum.size} monomials, the same ${where}` : firstDifference(sum, other, where),
});

/** The orders through which a check takes little beside what it checks. */
const most = { loops: 6, listed: 3, listedThoroughly: 4 };

const loopEquations: CheckOf<OrderClaim> = {
  name: "loop equations",
  of: "planar sums through order 6",
  cannotSee: "a wrong rule for faces that is the same for traces",
  look({ order, genus, sum, average }) {
    if (genus !== 0 || order > most.loops) return undefined;
    const exact = withMissingFaces(lossOfOrder(order, average), order, 0);
    return compared(sum, scale(exact, signOf(order)), "by loop equations");
  },
};

const closedForm: CheckOf<OrderClaim> = {
  name: "closed form",
  of: "planar sums",
  cannotSee: "what the literature's closed form has wrong as well",
  look: ({ order, genus, sum }) =>
    genus === 0
      ? compared(sum, planarLoss(order)[order] as Polynomial, "in the series of R (L1 + 2 L2 + L3')")
      : undefined,
};

const grammar: CheckOf<OrderClaim> = {
  name: "grammar of arcs and rungs",
  of: "planar sums through order 8",
  cannotSee: "a circle that is written wrongly: the grammar is read off the circles",
  look: ({ order, genus, sum }) =>
    genus === 0 && order <= 8
      ? compared(sum, scale(grammarSums(order).loss[order] as Polynomial, signOf(order)), "resummed by the grammar")
      : undefined,
};

const fussCatalan: CheckOf<OrderClaim> = {
  name: "number of diagrams",
  of: "planar sums",
  cannotSee: "monomials",
  look({ order, genus, diagrams }) {
    if (genus !== 0 || order === 0) return undefined;
    const expected = (2n * binomial(3 * order, order)) / 3n;
    return { passed: diagrams === expected, detail: `${diagrams}, (2/3) binomial(3m, m) = ${expected}` };
  },
};

const crosscap: CheckOf<OrderClaim> = {
  name: "closed form of the 1/N term",
  of: "sums with one face less than planar through order 8",
  cannotSee: "other genus",
  look({ order, genus, whole }) {
    if (whole === undefined || (genus !== 1 && genus !== "every") || order > 8) return undefined;
    const own = scale(withMissingFaces(whole, order, 1), signOf(order));
    return compared(own, firstCorrection(order)[order] as Polynomial, "in the series of (1/2) log det(1 - K)");
  },
};

const everyDiagram: CheckOf<OrderClaim> = {
  name: "every pairing",
  of: "sums of any genus through order 3, through order 4 in certify",
  cannotSee: "a circle that is written wrongly",
  look: (claim) => (claim.order > most.listed ? undefined : byPairings(claim)),
};

const everyDiagramThoroughly: CheckOf<OrderClaim> = {
  ...everyDiagram,
  isThorough: true,
  look: (claim) => (claim.order > most.listed && claim.order <= most.listedThoroughly ? byPairings(claim) : undefined),
};

/** The sum with all faces of every pairing counted. */
function byPairings({ order, genus, sum }: OrderClaim): Finding | undefined {
  if (order === 0) return undefined;
  const found = accumulator();
  for (const { circle, weight } of lossCircles(order))
    for (const pairing of everyPairing(circle)) {
      const diagram = { circle, pairing };
      if (genus === "every" || missingFaces(diagram) === genus) addTerm(found, Q.rational(weight), monomialOf(diagram));
    }
  return compared(sum, scale(found, signOf(order)), "by all pairings, face by face");
}

const oneDirection: CheckOf<OrderClaim> = {
  name: "one direction",
  of: "sums of every genus",
  cannotSee: "how the moments of the spectrum are shared out",
  look({ order, whole }) {
    if (whole === undefined || order === 0) return undefined;
    // With M = 1 and lambda = 1 W and U are numbers, sums of T and of N squares of normals; each of the m + 1 words is W^m U^m.
    const points = [
      [2, 3],
      [5, 2],
      [7, 11],
    ] as const;
    const isRight = ([n, t]: readonly [number, number]): boolean => {
      let expected = BigInt(order + 1);
      for (let i = 0; i < order; i++) expected *= BigInt(n + 2 * i) * BigInt(t + 2 * i);
      const value = evaluate(whole, ({ name }) => Q.rational(name === "N" ? n : name === "T" ? t : 1));
      return Q.equals(value, Q.rational(expected));
    };
    return { passed: points.every(isRight), detail: `(m + 1) prod (N + 2i)(T + 2i) at ${points.length} points` };
  },
};

const pairings: CheckOf<OrderClaim> = {
  name: "number of pairings",
  of: "sums of every genus",
  cannotSee: "monomials",
  look({ order, whole }) {
    if (whole === undefined || order === 0) return undefined;
    const found = evaluate(whole, () => Q.one);
    const expected = BigInt(order + 1) * pairingCount(order);
    return {
      passed: Q.equals(found, Q.rational(expected)),
      detail: `${Q.toText(found)}, (m + 1)((2m - 1)!!)^2 = ${expected}`,
    };
  },
};

const duality: CheckOf<OrderClaim> = {
  name: "duality",
  of: "every sum",
  cannotSee: "a mistake that is symmetric under the exchange of N and T",
  look({ sum }) {
    const exchanged = renameSymbols(sum, (symbol) =>
      symbol.name === "N" ? samples : symbol.name === "T" ? features : symbol,
    );
    return compared(sum, exchanged, "with N and T exchanged");
  },
};

/** Every check of an order. */
export const orderChecks: readonly CheckOf<OrderClaim>[] = [
  loopEquations,
  closedForm,
  grammar,
  fussCatalan,
  crosscap,
  everyDiagram,
  everyDiagramThoroughly,
  oneDirection,
  pairings,
  duality,
];
