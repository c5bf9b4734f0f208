import { factorial } from "../../algebra/integers.js";
import { orderOfMonomial } from "../../algebra/orders.js";
import { derivative, type Polynomial, type Summand, samePolynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { loopClassesByJSums, weightedTotalByJSums } from "../../graphs/counting-loops.js";
import { expandedWeight, overFunctions, overParameters } from "../../routes/action/descriptions.js";
import { actionByFlow } from "../../routes/action/flow.js";
import { leadingByFlow, leadingCoupling } from "../../routes/action/legendre.js";
import { atLinearLayer, linearLayerSlopes } from "../../routes/action/linear-layer.js";
import { actionByMoments } from "../../routes/action/moments.js";
import { reExpandedAction } from "../../routes/action/re-expansion.js";
import { type Expansion, fieldsSquared } from "../../symbols/symbols.js";
import { couplingOf } from "../../theory/action/diagrams.js";
import type { CheckOf, Finding } from "../certificate.js";
import { firstDifference } from "../difference.js";

/* The checks of the action of a layer for one input. */

/** What has been listed with a power of 1/n_{l-1}: by its number of vertices, how many classes, and the sum of 1/|Aut|. */
export interface ListedOrder {
  readonly classes: readonly bigint[];
  readonly weights: readonly Q.Rational[];
}

/** An action that is to be checked. */
export interface ActionClaim {
  readonly expansion: Expansion;
  /** S_0 (left empty), S_1, ..., each with its power of 1/n_{l-1}: the sum of the diagrams where these were listed. */
  readonly parts: readonly Polynomial[];
  /** By order, entry 0 empty; absent where the diagrams were too many to be listed. */
  readonly listed?: readonly ListedOrder[];
}

/** Compares S_1, S_2, ... with what another route says; of the Gaussian alone there is nothing to compare. */
function compared(parts: readonly Polynomial[], others: readonly Polynomial[], where: string): Finding | undefined {
  if (parts.length < 2) return undefined;
  for (let p = 1; p < parts.length; p++) {
    const [own, other] = [parts[p] as Polynomial, others[p] as Polynomial];
    if (!samePolynomial(own, other))
      return { passed: false, detail: `order ${p}: ${firstDifference(own, other, where)}` };
  }
  const sizes = parts.slice(1).map(({ size }) => size);
  return { passed: true, detail: `${sizes.join(" + ")} monomials by orders, the same ${where}` };
}

const isPlain = ({ about, blobs }: Expansion): boolean => about === "mean" && blobs === "full";

const moments: CheckOf<ActionClaim> = {
  name: "moments and Laguerre polynomials",
  of: "actions for one input",
  cannotSee: "what the cumulants of the kernel are called in an expansion",
  look: ({ expansion, parts }) =>
    compared(parts, actionByMoments(parts.length - 1, expansion), "by moments of the kernel"),
};

const flow: CheckOf<ActionClaim> = {
  name: "flow in the cumulants",
  of: "actions for one input",
  cannotSee: "a wrong leading part, from which it flows",
  look: ({ expansion, parts }) =>
    compared(parts, reExpandedAction(actionByFlow(parts.length - 1), expansion), "by Polchinski's flow"),
};

const diagramCount: CheckOf<ActionClaim> = {
  name: "number of diagrams",
  of: "actions whose diagrams are listed",
  cannotSee: "a class in place of another with as many vertices",
  look({ expansion, listed }) {
    if (listed === undefined || listed.length < 2) return undefined;
    const totals: bigint[] = [];
    for (let p = 1; p < listed.length; p++) {
      let total = 0n;
      for (let v = 1; v <= p + 1; v++) {
        const [found, expected] = [listed[p]?.classes[v] ?? 0n, loopClassesByJSums(v, p + 1 - v, expansion)[v] ?? 0n];
        if (found !== expected)
          return {
            passed: false,
            detail: `order ${p} with ${v} vertices: ${found} listed, ${expected} by Burnside's lemma`,
          };
        total += found;
      }
      totals.push(total);
    }
    return { passed: true, detail: `${totals.join(" + ")} classes by orders, as many by Burnside's lemma` };
  },
};

const weights: CheckOf<ActionClaim> = {
  name: "sum of symmetry factors",
  of: "actions whose diagrams are listed",
  cannotSee: "symmetry factors whose errors cancel in the sum",
  look({ expansion, listed }) {
    if (listed === undefined || listed.length < 2) return undefined;
    for (let p = 1; p < listed.length; p++)
      for (let v = 1; v <= p + 1; v++) {
        // That integral counts v!/|Aut|.
        const found = Q.multiply(listed[p]?.weights[v] ?? Q.zero, Q.rational(factorial(v)));
        const expected = weightedTotalByJSums(v, p + 1 - v, expansion)[v] ?? Q.zero;
        if (!Q.equals(found, expected))
          return {
            passed: false,
            detail: `order ${p} with ${v} vertices: v!/|Aut| adds up to ${Q.toText(found)}, to ${Q.toText(expected)} by the integral over one variable`,
          };
      }
    return {
      passed: true,
      detail: "v!/|Aut| adds up, by orders and numbers of vertices, to an integral over one variable",
    };
  },
};

const invariants: CheckOf<ActionClaim> = {
  name: "powers",
  of: "actions for one input",
  cannotSee: "coefficients",
  look({ expansion, parts }) {
    if (parts.length < 2) return undefined;
    for (let p = 1; p < parts.length; p++)
      for (const summand of parts[p]?.values() ?? []) {
        const wrong = wrongPowers(summand, p, expansion);
        if (wrong !== undefined) return { passed: false, detail: `order ${p}: ${summand.monomial.key}has ${wrong}` };
      }
    return {
      passed: true,
      detail:
        "in every monomial the power of K is -(j + sum of b), j + that of n at most p + 1, and that of 1/n_{l-1} p",
    };
  },
};

/** What is wrong with the powers of a monomial of order p. */
function wrongPowers({ monomial }: Summand, p: number, { about }: Expansion): string | undefined {
  let [q, n, kernel, degrees, own] = [0, 0, 0, 0, 0];
  for (const { symbol, power } of monomial.factors) {
    if (symbol.kind === "action") q = power;
    else if (symbol.kind === "vertex") {
      degrees += symbol.degree * power;
      own += (symbol.degree - 1 + (symbol.order ?? 0)) * power;
    } else if (symbol.kind === "mean" && symbol.order > 0) {
      degrees += power;
      own += symbol.order * power;
    } else if (symbol.kind === "width" && symbol.back === 0) n = power;
    else if (symbol.kind === (about === "K_0" ? "mean" : "parameter")) kernel = power;
  }
  if (kernel !== -(q + degrees)) return `the power ${kernel} of the kernel, not ${-(q + degrees)}`;
  if (q + n > p + 1) return `${q} + ${n} powers of q and n, more than ${p + 1}`;
  // Powers of n are none of 1/n_{l-1}.
  if (own !== p || orderOfMonomial(monomial) + n !== p) return `the order ${own}`;
  return undefined;
}

const legendre: CheckOf<ActionClaim> = {
  name: "Legendre transform",
  of: "actions about the mean",
  cannotSee: "couplings that are not leading",
  look({ expansion, parts }) {
    if (!isPlain(expansion)) return undefined;
    const couplings = parts.map((part, p) => couplingOf(part, p + 1));
    return compared(
      couplings,
      couplings.map((_, p) => leadingCoupling(p)),
      "by the Legendre transform of the rate function",
    );
  },
};

const linearLayer: CheckOf<ActionClaim> = {
  name: "linear layer",
  of: "actions about the mean",
  cannotSee: "the constant, and errors that cancel where V_2b = 2^{b-1} (b-1)! K^b",
  look({ expansion, parts }) {
    if (!isPlain(expansion)) return undefined;
    const slopes = parts.map((part) => derivative(atLinearLayer(part), fieldsSquared));
    return compared(slopes, linearLayerSlopes(parts.length - 1), "as slopes of Bessel's function");
  },
};

/** How many moments are compared beyond those that see every coupling of the last order. */
const momentsBeyond = { always: 0, thorough: 3 };

const descriptions = (beyond: number, name: string): CheckOf<ActionClaim> => ({
  name,
  of: "actions for one input",
  cannotSee: "actions that have the same moments through this order",
  isThorough: beyond > momentsBeyond.always,
  look({ expansion, parts }) {
    const order = parts.length - 1;
    const weight = expandedWeight([...parts]);
    const highest = order + 1 + beyond;
    for (let k = beyond > momentsBeyond.always ? order + 2 : 0; k <= highest; k++) {
      const [functions, parameters] = [overFunctions(k, weight, expansion), overParameters(k, order, expansion)];
      for (let p = 0; p <= order; p++)
        if (!samePolynomial(functions[p] as Polynomial, parameters[p] as Polynomial))
          return {
            passed: false,
            detail: `<q^${k}> at order ${p}: ${firstDifference(functions[p] as Polynomial, parameters[p] as Polynomial, "over parameters")}`,
          };
    }
    const from = beyond > momentsBeyond.always ? order + 2 : 0;
    return {
      passed: true,
      detail: `<q^k> over functions, with e^{-S} expanded, is <q^k> over parameters, k = ${from}, ..., ${highest}, at every order through ${order}; k = 0 is the norm`,
    };
  },
});

/** Every check of an action for one input. */
export const actionChecks: readonly CheckOf<ActionClaim>[] = [
  moments,
  flow,
  diagramCount,
  weights,
  invariants,
  legendre,
  linearLayer,
  descriptions(momentsBeyond.always, "two descriptions"),
  descriptions(momentsBeyond.thorough, "two descriptions, higher moments"),
];

/** The leading couplings alone: entry p of q^{p+1} in S_p. */
export interface TreesClaim {
  readonly couplings: readonly Polynomial[];
  /** The same as sums of diagrams that are trees, as far as these were listed. */
  readonly byTrees: readonly Polynomial[];
}

const treeDiagrams: CheckOf<TreesClaim> = {
  name: "tree diagrams",
  of: "leading couplings, as far as the trees are listed",
  cannotSee: "orders past those",
  look: ({ couplings, byTrees }) => compared(couplings.slice(0, byTrees.length), byTrees, "by tree diagrams"),
};

const hamiltonJacobi: CheckOf<TreesClaim> = {
  name: "Hamilton-Jacobi flow",
  of: "leading couplings",
  cannotSee: "a wrong coupling of the Gaussian, from which it flows",
  look: ({ couplings }) =>
    compared(couplings, leadingByFlow(couplings.length - 1), "by the leading flow in the cumulants"),
};

const catalan: CheckOf<TreesClaim> = {
  name: "linear layer",
  of: "leading couplings",
  cannotSee: "errors that cancel where V_2b = 2^{b-1} (b-1)! K^b",
  look({ couplings }) {
    if (couplings.length < 2) return undefined;
    // (-1)^p Cat_p/2(p+1) K^{-(p+1)}.
    let number = Q.one;
    for (let p = 1; p < couplings.length; p++) {
      number = Q.multiply(number, Q.rational(2 * (2 * p - 1), p + 1));
      const expected = Q.multiply(number, Q.rational(p % 2 === 0 ? 1 : -1, 2 * (p + 1)));
      const found = [...atLinearLayer(couplings[p] as Polynomial).values()];
      const [only] = found;
      if (only === undefined || found.length > 1 || !Q.equals(only.coefficient, expected))
        return {
          passed: false,
          detail: `order ${p}: ${only === undefined ? "0" : Q.toText(only.coefficient)}, by Catalan numbers ${Q.toText(expected)}`,
        };
    }
    return { passed: true, detail: "for a linear layer (-1)^p Cat_p/2(p+1), Cat_p the Catalan numbers" };
  },
};

/** Every check of the leading couplings by themselves. */
export const treeChecks: readonly CheckOf<TreesClaim>[] = [treeDiagrams, hamiltonJacobi, catalan];
