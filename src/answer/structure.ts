import { contractionOf } from "../algebra/contractions.js";
import {
  derivative as derivativeOf,
  monomial,
  type Polynomial,
  samePolynomial,
  single,
  symbolTerm,
  times,
} from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { UserError } from "../foundation/errors.js";
import type { OrdersOf, Request } from "../language/request.js";
import type { Naming } from "../notation/naming.js";
import type { Certificate, Check } from "../proof/certificate.js";
import { cumulantName } from "../symbols/cumulants.js";
import { average, vertex, width } from "../symbols/symbols.js";
import { formalExternals, labelledTerms } from "../theory/kernel/pair-term.js";
import type { Term } from "../theory/kernel/term.js";
import { type CompileOptions, compile } from "./compile.js";
import type { Compilation, Passes } from "./passes.js";

/*
 * The structure of the flow: how V_2k of one layer enters V_2k of the next. Of all diagrams of V_2k at leading order
 * those that hold V_2k^(l-1) are looked for, in the degenerate limit and for general inputs, and what they multiply it
 * with is compared with a product of k susceptibilities. Nothing of the answer is assumed (docs/theory.md, "The
 * structure of the flow").
 */

/** How V_2k^(l-1) enters V_2k^(l) at leading order. */
export interface Structure {
  readonly kind: "structure";
  readonly request: OrdersOf;
  readonly naming: Naming;
  readonly k: number;
  /** How many classes of diagrams V_2k has. */
  readonly classes: number;
  /** Those that hold V_2k^(l-1): one, if the certificate has passed. */
  readonly terms: readonly Term[];
  /** The same for labelled externals, every labelling by itself. */
  readonly labelled: readonly Term[];
  /** n_{l-2}^{k-1} d/dV_2k of V_2k^(l) / (C_W^k n_{l-1}^{k-1}): the susceptibility over C_W, to the power k. */
  readonly derivative: Polynomial;
  readonly certificate: Certificate;
}

/**
 * Derives how V_2k^(l-1) enters V_2k^(l).
 * @param source V_2k at leading order
 * @throws UserError for another request, or one past the budget; DefectError where the diagrams themselves are not
 * confirmed
 */
export function structureOf(source: string | Request, options: CompileOptions = {}): Structure {
  return structureIn(compile(source, options), options.passes?.label);
}

/**
 * As {@link structureOf}, of diagrams that are at hand; they need not be proved, and the certificate does not repeat
 * their proof.
 */
export function structureIn(
  { request, naming, terms: all, sum }: Compilation,
  label: Passes["label"] = labelledTerms,
): Structure {
  const { k, loops, externals } = request;
  if (
    request.object !== "V" ||
    loops[1] > 0 ||
    externals !== null ||
    request.about !== "mean" ||
    request.blobs !== "full"
  )
    throw new UserError(
      "request/meaning",
      "the structure of the flow is that of a vertex at leading order\nexpected V_4, V_6, V_8, ...",
    );
  const terms = all.filter(({ diagram }) => diagram.blobs.some(({ degree }) => degree === k));
  const externalsOfK = formalExternals(k);
  const labelled = terms.flatMap((term) => [...label(term, externalsOfK)]);
  // n_{l-2}^{k-1} d(sum)/dV_2k.
  const derivative = times(derivativeOf(sum, vertex(k)), symbolTerm(width(2), k - 1));
  const checks: Check[] = [
    oneDiagram(terms, all.length, k),
    {
      name: "degenerate limit",
      passed: samePolynomial(derivative, susceptibilityPower(k)),
      detail: `n'^${k - 1} d(sum)/d${cumulantName(k)} = (1/2 <d^2 Delta>)^${k}, from the collected sum of all ${all.length} classes, which is the generating function's`,
    },
    generalInputs(labelled, k),
  ];
  const certificate = { passed: checks.every(({ passed }) => passed), checks };
  return { kind: "structure", request, naming, k, classes: all.length, terms, labelled, derivative, certificate };
}

/** (1/2 <d^2 Delta>)^k. */
const susceptibilityPower = (k: number): Polynomial =>
  single(Q.power(Q.rational(1n, 2n), k), monomial([[average(2, 1), k]]));

/** One class holds V_2k: k function vertices with one Delta and one leg each. */
function oneDiagram(terms: readonly Term[], classes: number, k: number): Check {
  const [term] = terms;
  const isStar =
    term !== undefined &&
    term.diagram.blobs.length === 1 &&
    term.diagram.vertices.length === k &&
    term.diagram.vertices.every(({ p, legs }) => p === 1 && legs === 1);
  return {
    name: "one diagram",
    passed: terms.length === 1 && isStar,
    detail: `${terms.length} of ${classes} classes ${terms.length === 1 ? "holds" : "hold"} ${cumulantName(k)}: ${terms.map(({ id }) => id).join(", ")}, ${k} function vertices with one Delta and one leg each`,
  };
}

/**
 * For general inputs V_2k(a, b, ...) is contracted with one <D Delta> an external pair, and nothing else stands there.
 */
function generalInputs(labelled: readonly Term[], k: number): Check {
  const products = labelled.flatMap(({ polynomial }) => [...polynomial.values()]);
  const [only] = products;
  const isProduct = (() => {
    if (only === undefined || products.length !== 1 || !Q.isOne(only.coefficient)) return false;
    const { averages, vertices, rest } = contractionOf(only.monomial);
    const pairs = new Set(averages.flatMap((symbol) => (symbol.pairs ?? []).map((pair) => pair.join())));
    return (
      vertices.length === 1 &&
      averages.length === k &&
      pairs.size === k &&
      averages.every((symbol) => symbol.pairs?.length === 1 && symbol.indices?.length === 1) &&
      rest.every(({ symbol, power }) => symbol.name === width(2).name && power === 1 - k)
    );
  })();
  return {
    name: "general inputs",
    passed: isProduct,
    detail: `${labelled.length} labelled diagram${labelled.length === 1 ? "" : "s"}: ${cumulantName(k)} as a tensor times one <D_a Delta(x,x')> for each of the ${k} external pairs`,
  };
}
