import { oddFactorial } from "../../algebra/integers.js";
import { orderOfMonomial } from "../../algebra/orders.js";
import {
  accumulator,
  addTerm,
  addTo,
  type Polynomial,
  renameMonomial,
  restrict,
  samePolynomial,
  times,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { chiSquaredMoment, expandedWeight, overFunctions } from "../../routes/action/descriptions.js";
import { actionByFlow } from "../../routes/action/flow.js";
import { kernelSymbol, plainExpansion, vertex } from "../../symbols/symbols.js";
import type { Field } from "../../theory/kernel/correlator.js";
import type { CheckOf } from "../certificate.js";
import { firstDifference } from "../difference.js";

/* The checks of a correlator that was written out through the action. */

/** A correlator through the action, and the same over parameters. */
export interface ActionCorrelatorClaim {
  readonly fields: readonly Field[];
  readonly connected: boolean;
  /** By powers of 1/n_{l-1}. */
  readonly orders: readonly Polynomial[];
  /** From the cumulants of the kernel: all orders. */
  readonly overParameters: Polynomial;
}

const orderByOrder: CheckOf<ActionCorrelatorClaim> = {
  name: "over parameters, order by order",
  of: "correlators through the action",
  cannotSee: "what both share: the pairings of the fields, their deltas, and how pairs are grouped",
  look({ orders, overParameters }) {
    for (const [order, own] of orders.entries()) {
      const part = new Map([...overParameters].filter(([, { monomial }]) => orderOfMonomial(monomial) === order));
      if (!samePolynomial(own, part))
        return { passed: false, detail: `order ${order}: ${firstDifference(own, part, "over parameters")}` };
    }
    return {
      passed: true,
      detail: `${orders.map(({ size }) => size).join(" + ")} terms by orders of 1/n, the same from the cumulants of the kernel`,
    };
  },
};

/** The most fields for which e^{-S} is expanded: order 1/n^7. */
const mostExpanded = 16;

const expandedAction: CheckOf<ActionCorrelatorClaim> = {
  name: "e^-S expanded",
  of: `correlators of ${mostExpanded} fields at most, not connected ones`,
  cannotSee: "deltas and inputs: all fields are taken at one input, and neurons are summed over",
  look({ fields, connected, orders }) {
    if (connected || fields.length > mostExpanded || fields.length < 2) return undefined;
    const k = fields.length / 2;
    const functions = overFunctions(k, expandedWeight(actionByFlow(k - 1)), plainExpansion);
    // With all fields the same: (2k-1)!! <q^k>/(n(n+2)...(n+2k-2)).
    for (const [order, own] of orders.entries()) {
      const alone = accumulator();
      for (const { coefficient, monomial } of own.values())
        addTerm(
          alone,
          coefficient,
          renameMonomial(
            restrict(monomial, ({ kind }) => kind !== "delta"),
            (symbol) =>
              symbol.kind !== "cumulant"
                ? symbol
                : symbol.pairs.length === 1
                  ? kernelSymbol
                  : vertex(symbol.pairs.length),
          ),
        );
      const expected = accumulator();
      addTo(expected, functions[order] as Polynomial, Q.rational(oddFactorial(k)));
      const found = times(alone, chiSquaredMoment(k));
      if (!samePolynomial(found, expected))
        return {
          passed: false,
          detail: `order ${order}: ${firstDifference(found, expected, "in <q^k e^-S> expanded")}`,
        };
    }
    return {
      passed: true,
      detail: `with all fields the same, times n(n+2)...(n+${2 * k - 2}), it is ${oddFactorial(k)} <q^${k}> of the Gaussian weighed with e^-S expanded, at each order through ${k - 1}`,
    };
  },
};

/** Every check. */
export const actionCorrelatorChecks: readonly CheckOf<ActionCorrelatorClaim>[] = [orderByOrder, expandedAction];
