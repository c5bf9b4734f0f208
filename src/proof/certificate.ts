import { degenerate, namedThroughout } from "../algebra/contractions.js";
import { orderOfMonomial } from "../algebra/orders.js";
import {
  sum as addUp,
  multiplyMonomials,
  type Polynomial,
  type Summand,
  samePolynomial,
  scale,
  single,
  sorted,
  times,
  toPlain,
} from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { type Truncated, truncatedRing } from "../algebra/truncated.js";
import { DefectError } from "../foundation/errors.js";
import { loopRange } from "../graphs/counting.js";
import { parseId } from "../graphs/id.js";
import { areIsomorphic, firstRepeated, groupOrder } from "../graphs/isomorphism.js";
import { largestLegByLeg, legByLegSeries } from "../routes/kernel/leg-by-leg.js";
import { loopSeries } from "../routes/kernel/loop-series.js";
import { reExpanded } from "../routes/kernel/re-expansion.js";
import { contributionsOf, labelledContributionOf } from "../routes/kernel/row-by-row.js";
import { leadingSeries } from "../routes/kernel/series.js";
import {
  exactCumulants,
  polynomialActivation,
  rectifier,
  type SolvableNetwork,
  valueOfSum,
} from "../routes/kernel/solvable.js";
import { type Expansion, plainExpansion } from "../symbols/symbols.js";
import {
  type Externals,
  formalExternals,
  withCanonicalIndices,
  withExternalPairs,
} from "../theory/kernel/pair-term.js";
import type { Term } from "../theory/kernel/term.js";
import { checkClasses, checkLabelled, checkWeighted, count, emptyTally, type Tally } from "./tally.js";

/** The outcome of every independent check of a result. Plain data, carried by the result itself. */
export interface Certificate {
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

/** One independent check of a result. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** The figures that were compared. */
  readonly detail: string;
}

/** A result to be proved: the diagrams of V_2k at some orders, and their collected sum. */
export interface Claim extends Expansion {
  readonly k: number;
  /** From and to how many orders beyond leading. */
  readonly loops: readonly [number, number];
  readonly terms: readonly Term[];
  readonly sum: Polynomial;
}

/** A check of a claim, given also its terms' tally; undefined where it has nothing to say about it. */
export type Checker = (claim: Claim, tally: Tally) => Check | undefined;

/**
 * The checks made on every result, cheap beside the enumeration: the whole sum, and that no diagram is missing. Which row has which part
 * of the sum they do not see; the thorough ones do.
 */
export const standingChecks: readonly Checker[] = [generatingFunction, checkClasses, checkLabelled, checkWeighted];

/** The checks that `certify` adds: real networks, the same sum out of another expansion, and each row by itself. */
export const thoroughChecks: readonly Checker[] = [
  ...standingChecks,
  solvableNetworks,
  otherExpansion,
  rowByRow,
  automorphismGroups,
  distinctClasses,
];

export function certify(claim: Claim, checks: readonly Checker[] = standingChecks): Certificate {
  const tally = emptyTally();
  for (const term of claim.terms) count(tally, term);
  const outcomes = checks.flatMap((check) => check(claim, tally) ?? []);
  return { passed: outcomes.every(({ passed }) => passed), checks: outcomes };
}

/** @throws DefectError with the checks that failed, if any did. */
export function requireConfirmed(what: string, checks: readonly Check[]): void {
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  throw new DefectError(
    [
      `the result for ${what} is not confirmed by its own proof`,
      ...failed.map(({ name, detail }) => `${name}: ${detail}`),
    ].join("\n"),
  );
}

/** A result for general inputs: the rows with labelled externals, and the unlabelled terms that they come from. */
export interface LabelledClaim extends Claim {
  readonly rows: readonly Term[];
  readonly externals: Externals;
}

/**
 * The proof of a result for general inputs: with all inputs equal it is the result for one, which is proved as such; the rows
 * hold every labelled diagram; and tensor by tensor the sum is the one made leg by leg.
 */
export function certifyLabelled(claim: LabelledClaim, checks: readonly Checker[] = standingChecks): Certificate {
  const { rows, sum, externals, ...rest } = claim;
  const one = certify({ ...rest, sum: degenerate(sum) }, checks);
  const each = checks.includes(rowByRow) ? labelledRowByRow(claim) : undefined;
  const more = [labelledRows(claim), legByLeg(claim), each].flatMap((check) => check ?? []);
  return {
    passed: one.passed && more.every(({ passed }) => passed),
    checks: [...one.checks.map((check) => ({ ...check, detail: `with all inputs equal: ${check.detail}` })), ...more],
  };
}

/** The labelled diagrams that the rows stand for, against set partitions times hypertrees or hypergraphs. */
function labelledRows({ k, loops, rows, about, blobs }: LabelledClaim): Check {
  const tally = emptyTally();
  for (const row of rows) count(tally, row);
  return { ...checkLabelled({ k, loops, about, blobs }, tally), name: "labelled rows" };
}

/** The sum over tensors against the law of total cumulance with every leg by itself. */
function legByLeg({ k, loops, sum, externals, ...expansion }: LabelledClaim): Check | undefined {
  if (k - 1 + loops[1] > largestLegByLeg) return undefined;
  const series = addUp(loopRange(loops).map((l) => legByLegSeries(formalExternals(k).pairs, l, expansion)));
  const expected = withExternalPairs(series, externals);
  const found = namedThroughout(sum, withCanonicalIndices);
  const passed = samePolynomial(found, expected);
  return {
    name: "leg by leg",
    passed,
    detail: passed
      ? `all ${found.size} products of tensors agree with the sum over all ways to tie labelled legs into cumulants`
      : `the sum has ${found.size} products of tensors, leg by leg there are ${expected.size}; first difference: ${firstDifference(found, expected, "leg by leg")}`,
  };
}

/** Each labelled row against its function vertices with every derivative by itself, and its factors against its product. */
function labelledRowByRow({ rows, externals }: LabelledClaim): Check {
  const inOneWay = (p: Polynomial): Polynomial => namedThroughout(p, withCanonicalIndices);
  const wrong = rows.find((row) => {
    const { diagram, automorphisms, polynomial, labellings } = row;
    const alone = labelledContributionOf(diagram, groupOrder(diagram), externals);
    const expected = inOneWay(scale(alone, Q.rational(labellings)));
    const { symmetry, widths, blobs, bracket } = row;
    const factors = times(
      bracket,
      single(Q.multiply(symmetry, Q.rational(labellings)), multiplyMonomials(widths, blobs)),
    );
    return (
      automorphisms !== groupOrder(diagram) ||
      !samePolynomial(inOneWay(polynomial), expected) ||
      !samePolynomial(inOneWay(factors), expected)
    );
  });
  return {
    name: "labelled rows, one by one",
    passed: wrong === undefined,
    detail: wrong
      ? `${wrong.id}: its factors or their product are not those of its diagram, leg by leg`
      : `each of ${rows.length} rows is its diagram with every leg by itself, and the product of its factors`,
  };
}

/** The sum of the diagrams against the generating function, monomial by monomial. */
function generatingFunction({ k, loops, sum, ...expansion }: Claim): Check {
  const orders = loopRange(loops).map((l) => seriesAt(k, l, expansion));
  const series = addUp(orders);
  const passed = samePolynomial(sum, series);
  const route =
    loops[1] === 0
      ? "the stationary value of the generating function"
      : `the cumulants of powers of the kernel (by loops ${orders.map(({ size }) => size).join(" + ")})`;
  return {
    name: "generating function",
    passed,
    detail: passed
      ? `all ${sum.size} monomials of the sum agree with ${route}`
      : `the sum has ${sum.size} monomials, the generating function ${series.size}; first difference: ${firstDifference(sum, series)}`,
  };
}

/** One order of the sum by the route without diagrams. */
const seriesAt = (k: number, order: number, expansion: Expansion): Polynomial =>
  order === 0 ? leadingSeries(k, expansion) : loopSeries(k, order, expansion);

function firstDifference(sum: Polynomial, series: Polynomial, where = "in the series"): string {
  const differing = (p: Polynomial, q: Polynomial): Summand | undefined =>
    sorted(p).find(({ coefficient, monomial }) => {
      const other = q.get(monomial.key);
      return other === undefined || !Q.equals(other.coefficient, coefficient);
    });
  const found = differing(sum, series) ?? (differing(series, sum) as Summand);
  const [plain] = toPlain(new Map([[found.monomial.key, found]]));
  const coefficientIn = (p: Polynomial) => Q.toText(p.get(found.monomial.key)?.coefficient ?? Q.zero);
  const powers = Object.entries(plain?.powers ?? {}).map(([name, power]) => (power === 1 ? name : `${name}^${power}`));
  return `${powers.join(" ") || "1"} has ${coefficientIn(sum)} in the sum and ${coefficientIn(series)} ${where}`;
}

/** The sum of a claim with all orders below it, which come from the series. */
function fromLeadingOrder({ k, loops, sum, ...expansion }: Claim): Polynomial {
  const below = loopRange([0, loops[0] - 1]).map((l) => seriesAt(k, l, expansion));
  return addUp([...below, sum]);
}

/** Networks whose moments are whole numbers, nearly all: that keeps the exact arithmetic quick. */
const provingNetworks: readonly SolvableNetwork[] = [
  polynomialActivation(
    "φ + φ² − φ³",
    [0, 1, 1, -1].map((c) => Q.rational(c)),
  ),
  rectifier,
].map((activation) => ({ activation, biasVariance: Q.one, weightVariance: Q.rational(2), kernel: Q.one }));
const provingWidths = [3, 7, 5];

/** The largest powers of 1/n for which three random layers, and two, are a matter of a second or less. */
const largestOrders = { three: 5, two: 9 };

/**
 * The sum against exactly solvable networks: a few random layers of small widths, the exact cumulants of the last but one put into
 * the sum, and the exact cumulant of the last expected, in every power of 1/n through the claim's.
 */
function solvableNetworks(claim: Claim): Check | undefined {
  const { k, loops, about } = claim;
  const cut = k - 1 + loops[1];
  if (cut > largestOrders.two) return undefined;
  const widths = provingWidths.slice(cut > largestOrders.three ? 1 : 0);
  const ring = truncatedRing(1, cut);
  // The variable is 1/n in units of one over the product of the widths, so that each inverse width is a whole number of it.
  const unit = widths.reduce((product, n) => product * n, 1);
  const inverseWidths = widths.map((n) => ring.scale(ring.variable(0), Q.rational(unit, n)));
  const sum = fromLeadingOrder(claim);
  const name = "solvable networks";
  for (const network of provingNetworks) {
    const layers = exactCumulants(network, inverseWidths, k, ring);
    const after = layers.at(-1)?.[k] as Truncated;
    const layer = { cumulants: layers.at(-2) as Truncated[], inverseWidth: inverseWidths.at(-1) as Truncated };
    const value = ring.scale(valueOfSum(sum, network, layer, { about }, ring), Q.power(network.weightVariance, k));
    const found = k === 1 ? ring.add(value, ring.constant(network.biasVariance)) : value;
    const order = loopRange([0, cut]).find((p) => !ring.equals(ring.part(found, p), ring.part(after, p)));
    if (order === undefined) continue;
    const at = (series: Truncated) => Q.toText(Q.divide(series[order] as Q.Rational, Q.power(Q.rational(unit), order)));
    return {
      name,
      passed: false,
      detail: `σ = ${network.activation.name}, ${layerText(widths)}: at order ${order} in 1/n the sum gives ${at(found)}, the exact moments ${at(after)}`,
    };
  }
  const networks = provingNetworks.map(({ activation }) => activation.name).join(" and ");
  return {
    name,
    passed: true,
    detail: `σ = ${networks}, ${layerText(widths)}: every power of 1/n through ${cut} equals that of the exact moments`,
  };
}

const layerText = (widths: readonly number[]): string =>
  `layer ${widths.length + 1} behind layers of widths ${widths.join(", ")}, C_b = 1`;

/** The sum about K_0, or with expanded blobs, against the one about the full mean with full vertices, by substitution. */
function otherExpansion({ k, loops, sum, ...expansion }: Claim): Check | undefined {
  if (expansion.about === plainExpansion.about && expansion.blobs === plainExpansion.blobs) return undefined;
  const plain = addUp(loopRange([0, loops[1]]).map((l) => seriesAt(k, l, plainExpansion)));
  const substituted = reExpanded(plain, k - 1 + loops[1], expansion);
  const expected = new Map(
    [...substituted].filter(([, { monomial }]) => orderOfMonomial(monomial) >= k - 1 + loops[0]),
  );
  const passed = samePolynomial(sum, expected);
  return {
    name: "change of expansion",
    passed,
    detail: passed
      ? `all ${sum.size} monomials agree with the ${plain.size} of the sum about the full mean with full vertices, substituted`
      : `after substitution in the sum about the full mean with full vertices: ${firstDifference(sum, expected, "by substitution")}`,
  };
}

/**
 * Every row by itself: its polynomial against that of its diagram out of the coefficients of the neurons' generating function, and
 * against the product of its factors. It takes |Aut| from the row and does not see whether the diagram should be there.
 */
function rowByRow({ terms }: Claim): Check {
  const contributionOf = contributionsOf(terms.map(({ diagram }) => diagram));
  const wrong = terms.find(({ diagram, automorphisms, halves, symmetry, widths, blobs, bracket, polynomial }) => {
    const coefficient = Q.multiply(symmetry, Q.rational(1n, 2n ** BigInt(halves)));
    const factors = times(bracket, single(coefficient, multiplyMonomials(widths, blobs)));
    const expected = contributionOf(diagram, automorphisms);
    return (
      halves !== diagram.edges.length || !samePolynomial(polynomial, expected) || !samePolynomial(factors, expected)
    );
  });
  return {
    name: "row by row",
    passed: wrong === undefined,
    detail: wrong
      ? `${wrong.id}: its factors or their product are not those of its diagram by the neurons' generating function`
      : `each of ${terms.length} rows is its diagram by the neurons' generating function, and the product of its factors`,
  };
}

/**
 * |Aut| of every row again, by a search that shares nothing with the one that the row comes from. It does not see whether the row
 * should be there.
 */
function automorphismGroups({ terms }: Claim): Check {
  const wrong = terms.find((t) => groupOrder(t.diagram) !== t.automorphisms);
  return {
    name: "automorphism groups",
    passed: wrong === undefined,
    detail: wrong
      ? `${wrong.id}: |Aut| = ${wrong.automorphisms} in its row, ${groupOrder(wrong.diagram)} by orbits and stabilisers`
      : `|Aut| of all ${terms.length} diagrams agrees with the count by orbits and stabilisers`,
  };
}

/**
 * Every id spells the diagram of its row, and no two diagrams are the same, by trying to carry one to the other: no canonical form is
 * asked. It does not see whether one is missing, nor whether an id is the canonical one of its class.
 */
function distinctClasses({ terms }: Claim): Check {
  const wrong = terms.find(({ id, diagram }) => !areIsomorphic(parseId(id), diagram));
  const [one, other] = (firstRepeated(terms.map(({ diagram }) => diagram)) ?? []).map((i) => terms[i] as Term);
  return {
    name: "distinct classes",
    passed: wrong === undefined && other === undefined,
    detail: wrong
      ? `${wrong.id} does not spell the diagram of its row`
      : other
        ? `${one?.id} and ${other.id} are the same diagram`
        : `no two of ${terms.length} diagrams can be carried to each other; each id spells its own`,
  };
}
