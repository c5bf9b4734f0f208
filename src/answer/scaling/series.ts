import { type Polynomial, scale } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { UserError } from "../../foundation/errors.js";
import { printRequest, type Request, type ScalingRequest } from "../../language/request.js";
import { scalingRequest } from "../../language/support.js";
import { type Certificate, certificateOf, checked } from "../../proof/certificate.js";
import { orderChecks } from "../../proof/scaling/checks.js";
import { lossOfOrder, traceAverages, withMissingFaces } from "../../routes/scaling/loop-equations.js";
import { lossCircles } from "../../theory/scaling/diagram.js";
import { grammarSums } from "../../theory/scaling/grammar-series.js";
import { planarSum } from "./tally.js";

/*
 * The mean test loss of the model of scaling laws, order by order in s/gamma: exact polynomials in N, T and the moments of the spectrum. What is planar is the sum of its own diagrams, and past the orders that are
 * listed the sum by their grammar; what is not planar is by loop equations.
 */

/** A power of s/gamma of the loss. */
export interface ScalingOrder {
  readonly order: number;
  /** With its sign, in units C sigma_w^2/2M. */
  readonly sum: Polynomial;
  /** How many diagrams, those of L2 counted twice; where all are meant, pairings. */
  readonly diagrams: bigint;
}

/** The loss by orders, proved. */
export interface ScalingSeries {
  readonly kind: "scaling series";
  readonly request: ScalingRequest;
  readonly naming: { readonly text: string; readonly title: string };
  readonly orders: readonly ScalingOrder[];
  readonly certificate: Certificate;
}

/** The orders whose diagrams are listed one by one for their sum: half a million at 8, in a quarter of a second. */
const largestListed = 8;
/** The largest orders that are computed: ten seconds each. */
const largest = { planar: 12, others: 8 };

const total = (sum: Polynomial): bigint =>
  [...sum.values()].reduce((all, { coefficient }) => all + coefficient.num, 0n);

/** @throws UserError past the orders that are computed */
function requireWithin({ orders: [, to], genus }: ScalingRequest): void {
  const most = genus === 0 ? largest.planar : largest.others;
  if (to > most)
    throw new UserError(
      "budget",
      `order ${to}${genus === 0 ? "" : " beyond the planar diagrams"} takes longer than anybody waits for its list of terms\nexpected order ${most} at most; numbers of any model have no orders: oneovern scaling --N 10 ...`,
    );
}

/** What the series may take. */
export interface SeriesOptions {
  /** Also the checks of `certify`. */
  readonly thorough?: boolean;
}

/**
 * The orders of the loss that are asked for, proved; the certificate may say that it failed.
 * @throws UserError where the request cannot be read, or its orders are too high
 */
export function scalingSeriesUnproved(
  source: string | Request,
  { thorough = false }: SeriesOptions = {},
): ScalingSeries {
  const request = scalingRequest(source);
  requireWithin(request);
  const {
    orders: [from, to],
    genus,
  } = request;
  const average = traceAverages();
  const byGrammar = genus === 0 && to > largestListed ? grammarSums(to).loss : undefined;
  const orders = Array.from({ length: to - from + 1 }, (_, i): ScalingOrder & { readonly whole?: Polynomial } => {
    const order = from + i;
    const sign = Q.rational(order % 2 === 0 ? 1 : -1);
    if (genus === 0 && order > 0) {
      const found = byGrammar !== undefined && order > largestListed ? byGrammar[order] : undefined;
      return found === undefined
        ? { order, ...planarSum(order, lossCircles(order)) }
        : { order, sum: scale(found, sign), diagrams: total(found) };
    }
    const whole = lossOfOrder(order, average);
    const sum = genus === "every" ? whole : withMissingFaces(whole, order, genus);
    return { order, sum: scale(sum, sign), diagrams: total(sum), whole };
  });
  const checks = orders.flatMap(({ order, sum, diagrams, whole }) => {
    const claim = { order, genus, sum, diagrams, ...(whole === undefined ? {} : { whole }), average };
    return checked(claim, orderChecks, { thorough }).map((check) => ({
      ...check,
      detail: `order ${order}: ${check.detail}`,
    }));
  });
  return {
    kind: "scaling series",
    request,
    naming: { text: printRequest(request), title: titleOf(request) },
    orders: orders.map(({ order, sum, diagrams }) => ({ order, sum, diagrams })),
    certificate: certificateOf(checks),
  };
}

function titleOf({ orders: [from, to], genus }: ScalingRequest): string {
  const order = from === to ? `order ${to}` : `orders ${from} to ${to}`;
  const faces =
    genus === 0
      ? "planar diagrams"
      : genus === "every"
        ? "every genus"
        : `diagrams with ${genus} ${genus === 1 ? "face" : "faces"} less than planar`;
  return `mean test loss of scaling laws, ${order} in s/gamma, ${faces}`;
}
