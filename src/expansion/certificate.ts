import { type Polynomial, type Summand, samePolynomial, sorted, toPlain } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { automorphismCount } from "../diagram/automorphisms.js";
import { canonicalId } from "../diagram/canonical.js";
import { labelledTreesByJSums, totalCount, treeClassesByJSums } from "../diagram/counting.js";
import { parseId } from "../diagram/id.js";
import { leadingSeries } from "./series.js";
import type { Term } from "./term.js";

/** The outcome of every independent check of a result. Plain data, carried by the result itself. */
export interface Certificate {
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** The figures that were compared. */
  readonly detail: string;
}

/** A result to be proved: the diagrams of V_2k at leading order and their collected sum. */
export interface Claim {
  readonly k: number;
  readonly terms: readonly Term[];
  readonly sum: Polynomial;
}

/** The checks made on every result: cheap beside the enumeration, and together they leave no row unproved. */
export const standingChecks: readonly ((claim: Claim) => Check)[] = [generatingFunction, classCount, labelledTotal];

/** The checks that `certify` adds: each row's group and id once more, by other algorithms. */
export const thoroughChecks: readonly ((claim: Claim) => Check)[] = [
  ...standingChecks,
  automorphismGroups,
  distinctClasses,
];

export function certify(claim: Claim, checks: readonly ((claim: Claim) => Check)[] = standingChecks): Certificate {
  const outcomes = checks.map((check) => check(claim));
  return { passed: outcomes.every(({ passed }) => passed), checks: outcomes };
}

/** The sum of the diagrams against the generating function, monomial by monomial. */
function generatingFunction({ k, sum }: Claim): Check {
  const series = leadingSeries(k);
  const passed = samePolynomial(sum, series);
  return {
    name: "generating function",
    passed,
    detail: passed
      ? `all ${sum.size} monomials of the sum agree with the stationary value of the generating function`
      : `the sum has ${sum.size} monomials, the generating function ${series.size}; first difference: ${firstDifference(sum, series)}`,
  };
}

function firstDifference(sum: Polynomial, series: Polynomial): string {
  const differing = (p: Polynomial, q: Polynomial): Summand | undefined =>
    sorted(p).find(({ coefficient, monomial }) => {
      const other = q.get(monomial.key);
      return other === undefined || !Q.equals(other.coefficient, coefficient);
    });
  const found = differing(sum, series) ?? (differing(series, sum) as Summand);
  const [plain] = toPlain(new Map([[found.monomial.key, found]]));
  const coefficientIn = (p: Polynomial) => Q.toText(p.get(found.monomial.key)?.coefficient ?? Q.zero);
  const powers = Object.entries(plain?.powers ?? {}).map(([name, power]) => (power === 1 ? name : `${name}^${power}`));
  return `${powers.join(" ") || "1"} has ${coefficientIn(sum)} in the sum and ${coefficientIn(series)} in the series`;
}

/** Classes and labelled diagrams by number of j sums, as an enumeration found them. */
export interface Tally {
  readonly classes: bigint[];
  readonly labelled: bigint[];
}

export const emptyTally = (): Tally => ({ classes: [], labelled: [] });

/** Counts a class into a tally. */
export function count({ classes, labelled }: Tally, { jSums, labellings }: Pick<Term, "jSums" | "labellings">): void {
  classes[jSums] = (classes[jSums] ?? 0n) + 1n;
  labelled[jSums] = (labelled[jSums] ?? 0n) + labellings;
}

function tally(terms: Iterable<Term>): Tally {
  const counted = emptyTally();
  for (const term of terms) count(counted, term);
  return counted;
}

/** The number of classes, by j sums, against Otter's formula. */
export const checkClasses = (k: number, { classes }: Tally): Check =>
  comparison("class count", "classes enumerated", "by Otter's formula", classes, treeClassesByJSums(k));

/** The labellings of all classes, by j sums, against set partitions times hypertrees. */
export const checkLabelled = (k: number, { labelled }: Tally): Check =>
  comparison(
    "labelled total",
    "labellings of the classes",
    "by set partitions and hypertrees",
    labelled,
    labelledTreesByJSums(k),
  );

function classCount({ k, terms }: Claim): Check {
  return checkClasses(k, tally(terms));
}

function labelledTotal({ k, terms }: Claim): Check {
  return checkLabelled(k, tally(terms));
}

function comparison(
  name: string,
  what: string,
  formulaName: string,
  counted: readonly bigint[],
  formula: readonly bigint[],
): Check {
  const length = Math.max(counted.length, formula.length);
  const places = Array.from({ length }, (_, r) => r);
  const wrong = places.find((r) => (counted[r] ?? 0n) !== (formula[r] ?? 0n));
  return {
    name,
    passed: wrong === undefined,
    detail:
      wrong === undefined
        ? `${totalCount(formula)} ${what}, ${totalCount(formula)} ${formulaName}; by j sums ${formula.slice(1).join(" + ")}`
        : `with ${wrong} j sum${wrong === 1 ? "" : "s"}: ${counted[wrong] ?? 0n} ${what}, ${formula[wrong] ?? 0n} ${formulaName}`,
  };
}

/** |Aut| of every row again, by orbits of colour refinement instead of by equal branches. */
function automorphismGroups({ terms }: Claim): Check {
  const wrong = terms.find((t) => automorphismCount(t.diagram) !== t.automorphisms);
  return {
    name: "automorphism groups",
    passed: wrong === undefined,
    detail: wrong
      ? `${wrong.id}: |Aut| = ${wrong.automorphisms} in its row, ${automorphismCount(wrong.diagram)} by orbits and stabilisers`
      : `|Aut| of all ${terms.length} diagrams agrees with the count by orbits and stabilisers`,
  };
}

/** Every id parses back to the class that it stands for, and no class appears twice. */
function distinctClasses({ terms }: Claim): Check {
  const ids = new Set(terms.map(({ id }) => id));
  const wrong = terms.find(({ id }) => canonicalId(parseId(id)) !== id);
  return {
    name: "distinct classes",
    passed: wrong === undefined && ids.size === terms.length,
    detail: wrong
      ? `${wrong.id} is not the canonical id of its class, ${canonicalId(parseId(wrong.id))}`
      : `${ids.size} distinct canonical ids for ${terms.length} diagrams; each parses back to its class`,
  };
}
