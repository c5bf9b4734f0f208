import { type Polynomial, sum, symbolTerm, times, zeroPolynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { UserError } from "../../foundation/errors.js";
import { loopClassesByJSums } from "../../graphs/counting-loops.js";
import { type ActionRequest, printRequest, type Request } from "../../language/request.js";
import { actionRequest } from "../../language/support.js";
import { actionChecks, type ListedOrder, treeChecks } from "../../proof/action/checks.js";
import { generalChecks } from "../../proof/action/general.js";
import { type Certificate, certificateOf, checked } from "../../proof/certificate.js";
import { actionByFlow } from "../../routes/action/flow.js";
import { leadingCoupling } from "../../routes/action/legendre.js";
import { reExpandedAction } from "../../routes/action/re-expansion.js";
import { type Expansion, fieldsSquared } from "../../symbols/symbols.js";
import {
  type ActionTerm,
  actionDiagrams,
  actionSum,
  actionTerm,
  couplingOf,
  simpleClasses,
} from "../../theory/action/diagrams.js";
import { bilinears, type TraceDiagram, traceDiagrams } from "../../theory/action/traces.js";
import type { CompileOptions } from "../compile.js";

/*
 * The action of a layer by orders of 1/n_{l-1}, proved. What is listed is the sum of its diagrams; past the budget of
 * diagrams it is the flow's, and the diagrams are only counted.
 */

/** The coupling of (phi.phi)^(phi/2) at an order. */
export interface Coupling {
  /** The number of fields: 0 (a constant), 2, 4, ... */
  readonly phi: number;
  readonly order: number;
  /** In n, 1/n_{l-1}, the kernel and its cumulants. */
  readonly value: Polynomial;
}

/** What an action has with a power of 1/n_{l-1}. */
export interface ActionOrder {
  readonly order: number;
  /** From the most fields to none. */
  readonly couplings: readonly Coupling[];
  readonly diagrams: bigint;
  /** The diagrams, where they were listed. */
  readonly terms?: readonly ActionTerm[];
}

/** The action for one input. */
export interface ActionAnswer {
  readonly kind: "action";
  readonly request: ActionRequest;
  readonly naming: ActionNaming;
  readonly orders: readonly ActionOrder[];
  readonly certificate: Certificate;
}

/** What an action is called. */
export interface ActionNaming {
  readonly text: string;
  readonly title: string;
}

/** The action for several inputs, as a sum of products of tensors. */
export interface GeneralActionAnswer {
  readonly kind: "general action";
  readonly request: ActionRequest;
  readonly naming: ActionNaming;
  readonly orders: readonly { readonly order: number; readonly terms: readonly TraceDiagram[] }[];
  readonly certificate: Certificate;
}

/** The largest orders that are computed: some ten seconds. */
const largest = { full: 10, trees: 24, general: 4 };

/** How many diagrams are listed unless the user says otherwise. */
const defaultMaxTerms = 20_000;

/** The number of diagrams with a power of 1/n_{l-1}, by their number of vertices (entry v). */
export const diagramsByVertices = (order: number, expansion: Expansion): bigint[] =>
  Array.from({ length: order + 2 }, (_, v) =>
    v === 0 ? 0n : (loopClassesByJSums(v, order + 1 - v, expansion)[v] ?? 0n),
  );

const total = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);

/** @throws UserError past the orders that are computed */
export function requireOrder({ orders: [, to], trees, inputs }: ActionRequest): void {
  const kind = inputs === "general" ? "general" : trees ? "trees" : "full";
  const most = largest[kind];
  if (to <= most) return;
  const what = { full: "an action", trees: "an action at tree level", general: "an action for general inputs" }[kind];
  throw new UserError(
    "budget",
    `order 1/n^${to} of ${what} takes longer than anybody waits for its couplings\nexpected order 1/n^${most} at most${kind === "full" ? `, or at tree level 1/n^${largest.trees}` : ""}`,
  );
}

/**
 * The action that is asked for, proved; the certificate may say that it failed.
 * @throws UserError where the request cannot be read, or its orders are too high
 */
export function actionUnproved(
  source: string | Request,
  options: Pick<CompileOptions, "maxTerms" | "thorough" | "progress"> = {},
): ActionAnswer | GeneralActionAnswer {
  const request = actionRequest(source);
  requireOrder(request);
  if (request.inputs === "general") return generalAction(request, options);
  return request.trees ? leadingAction(request, options) : fullAction(request, options);
}

type Options = Pick<CompileOptions, "maxTerms" | "thorough" | "progress">;

const naming = (request: ActionRequest): ActionNaming => ({ text: printRequest(request), title: titleOf(request) });

function fullAction(
  request: ActionRequest,
  { maxTerms = defaultMaxTerms, thorough = false, progress }: Options,
): ActionAnswer {
  const { about, blobs, orders } = request;
  const [expansion, to] = [{ about, blobs }, orders[1]];
  const counts = Array.from({ length: to + 1 }, (_, p) => (p === 0 ? 0n : total(diagramsByVertices(p, expansion))));
  const all = total(counts);
  const terms = all <= BigInt(maxTerms) ? listedTerms(to, expansion, Number(all), progress) : undefined;
  const parts = terms === undefined ? reExpandedAction(actionByFlow(to), expansion) : actionSum(terms.flat(), to);
  const listed = terms?.map(tallied);
  const claim = { expansion, parts, ...(listed === undefined ? {} : { listed }) };
  return {
    kind: "action",
    request,
    naming: naming(request),
    orders: shownOrders(request).map((order) => ({
      order,
      couplings: couplingsOf(order, parts[order] as Polynomial, request),
      diagrams: counts[order] as bigint,
      ...(terms === undefined ? {} : { terms: terms[order] as readonly ActionTerm[] }),
    })),
    certificate: certificateOf(checked(claim, actionChecks, { thorough })),
  };
}

/** The orders that are shown beyond the Gaussian's. */
export const shownOrders = ({ orders: [from, to] }: ActionRequest): number[] =>
  Array.from({ length: Math.max(0, to - Math.max(1, from) + 1) }, (_, i) => Math.max(1, from) + i);

/** Whether a request for general inputs wants a diagram: its coupling, and with the trees alone that of the most fields. */
export function isWanted(diagram: TraceDiagram, { trees, highest }: ActionRequest): boolean {
  const fields = bilinears(diagram);
  return trees ? fields === diagram.order + 1 : highest === null || fields <= highest;
}

/** The terms by order, entry 0 empty. */
function listedTerms(
  to: number,
  expansion: Expansion,
  all: number,
  progress: CompileOptions["progress"],
): ActionTerm[][] {
  let done = 0;
  return Array.from({ length: to + 1 }, (_, p) => {
    const terms: ActionTerm[] = [];
    if (p > 0)
      for (const found of actionDiagrams(p, expansion)) {
        terms.push(actionTerm(found, expansion));
        if (++done % 500 === 0 || done === all) progress?.(done, all, "diagrams");
      }
    return terms;
  });
}

function tallied(terms: readonly ActionTerm[]): ListedOrder {
  const [classes, weights]: [bigint[], Q.Rational[]] = [[], []];
  for (const { diagram, automorphisms } of terms) {
    const v = diagram.vertices.length;
    classes[v] = (classes[v] ?? 0n) + 1n;
    weights[v] = Q.add(weights[v] ?? Q.zero, Q.rational(1n, automorphisms));
  }
  return { classes, weights };
}

/** The couplings of an order, from the most fields to none, as far as they are wanted. */
function couplingsOf(order: number, part: Polynomial, { highest }: ActionRequest): Coupling[] {
  const most = Math.min(order + 1, highest ?? order + 1);
  return Array.from({ length: most + 1 }, (_, i) => ({
    phi: 2 * (most - i),
    order,
    value: couplingOf(part, most - i),
  }));
}

/** How many trees are listed for the proof. */
const mostTrees = 2000n;

function leadingAction(request: ActionRequest, { thorough = false }: Options): ActionAnswer {
  const { about, blobs, orders, highest } = request;
  const expansion = { about, blobs };
  if (about !== "mean" || blobs !== "full")
    throw new UserError(
      "request/unsupported",
      `${printRequest(request)}: at tree level each symbol stands for itself, and another expansion has the same trees with other names\nexpected at tree level alone`,
    );
  const couplings = Array.from({ length: orders[1] + 1 }, (_, p) => leadingCoupling(p));
  const treesOf = (p: number): bigint => loopClassesByJSums(p + 1, 0, expansion)[p + 1] ?? 0n;
  const byTrees: Polynomial[] = [];
  for (let p = 0; p <= orders[1] && (p === 0 || treesOf(p) <= mostTrees); p++) {
    const trees = p === 0 ? [] : [...simpleClasses(p + 1, 0)].map((found) => actionTerm(found));
    byTrees.push(couplingOf(actionSum(trees, p)[p] as Polynomial, p + 1));
  }
  return {
    kind: "action",
    request,
    naming: naming(request),
    orders: shownOrders(request)
      .filter((order) => highest === null || order < highest)
      .map((order) => ({
        order,
        couplings: [{ phi: 2 * (order + 1), order, value: couplings[order] as Polynomial }],
        diagrams: treesOf(order),
      })),
    certificate: certificateOf(checked({ couplings, byTrees }, treeChecks, { thorough })),
  };
}

function generalAction(
  request: ActionRequest,
  { thorough = false, maxTerms = defaultMaxTerms }: Options,
): GeneralActionAnswer {
  const { about, blobs, orders } = request;
  const expansion = { about, blobs };
  let listed = 0;
  const all = Array.from({ length: orders[1] + 1 }, (_, p) => {
    const own: TraceDiagram[] = [];
    if (p > 0)
      for (const diagram of traceDiagrams(p, expansion)) {
        if (++listed > maxTerms)
          throw new UserError(
            "budget",
            `${printRequest(request)} has more than ${maxTerms} diagrams\nexpected a lower order, or a larger --max-terms`,
          );
        own.push(diagram);
      }
    return own;
  });
  return {
    kind: "general action",
    request,
    naming: naming(request),
    orders: shownOrders(request).map((order) => ({
      order,
      terms: (all[order] as TraceDiagram[])
        .filter((diagram) => isWanted(diagram, request))
        .sort((s, t) => bilinears(t) - bilinears(s)),
    })),
    certificate: certificateOf(checked({ expansion, orders: all }, generalChecks, { thorough })),
  };
}

function titleOf({ orders: [from, to], trees, inputs, about, blobs }: ActionRequest): string {
  const power = to === 1 ? "1/n_{l-1}" : `1/n_{l-1}^${to}`;
  return [
    `the action of a layer of n neurons, ${inputs === "one" ? "one input" : "general inputs"}, ${from === to ? "at" : "through"} order ${power}`,
    ...(trees ? [", trees alone"] : []),
    ...(about === "mean" ? [] : [" about K_0"]),
    ...(blobs === "full" ? [] : [" with expanded blobs"]),
  ].join("");
}

/** The parts S_0 (empty), S_1, ... of an action as polynomials in q. */
export const fieldsTimes = ({ orders }: ActionAnswer): Polynomial[] => [
  zeroPolynomial,
  ...orders.map(({ couplings }) =>
    sum(couplings.map(({ phi, value }) => (phi === 0 ? value : times(value, symbolTerm(fieldsSquared, phi / 2))))),
  ),
];
