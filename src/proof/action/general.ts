import {
  accumulator,
  addTerm,
  monomial,
  multiplyMonomials,
  type Polynomial,
  samePolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { actionByMoments } from "../../routes/action/moments.js";
import { actionOfTwoInputs, type TwoInputs } from "../../routes/action/several-inputs.js";
import { type Expansion, fieldsSquared, kernelOf } from "../../symbols/symbols.js";
import {
  bilinears,
  contractionOf,
  type TraceDiagram,
  traceCoefficient,
  traceWidths,
} from "../../theory/action/traces.js";
import type { CheckOf } from "../certificate.js";
import { firstDifference } from "../difference.js";
import { tablesOf, valueAtTwoInputs } from "./two-inputs.js";

/* The checks of the action of a layer for several inputs. */

/** Its diagrams, by their power of 1/n_{l-1}; entry 0 empty. */
export interface GeneralClaim {
  readonly expansion: Expansion;
  readonly orders: readonly (readonly TraceDiagram[])[];
}

/** What diagrams add up to where all inputs are one: Gamma is 1/K, Qt is q/K^2, and a tensor is its one entry. */
function atOneInput(diagrams: readonly TraceDiagram[], expansion: Expansion): Polynomial {
  const total = accumulator();
  for (const diagram of diagrams) {
    const [fields, { lines }] = [bilinears(diagram), contractionOf(diagram)];
    addTerm(
      total,
      traceCoefficient(diagram),
      multiplyMonomials(
        traceWidths(diagram),
        monomial([
          ...diagram.blobs.map((symbol) => [symbol, 1] as const),
          [kernelOf(expansion), -lines.length - fields],
          [fieldsSquared, fields],
        ]),
      ),
    );
  }
  return total;
}

const oneInput: CheckOf<GeneralClaim> = {
  name: "one input",
  of: "actions for general inputs",
  cannotSee: "which slots of the tensors are joined",
  look({ expansion, orders }) {
    const scalar = actionByMoments(orders.length - 1, expansion);
    for (let p = 1; p < orders.length; p++) {
      const [found, expected] = [atOneInput(orders[p] ?? [], expansion), scalar[p] as Polynomial];
      if (!samePolynomial(found, expected))
        return { passed: false, detail: `order ${p}: ${firstDifference(found, expected, "for one input")}` };
    }
    return {
      passed: true,
      detail: `${orders
        .slice(1)
        .map((list) => list.length)
        .join(" + ")} diagrams by orders become the action for one input where all inputs are the same`,
    };
  },
};

const r = (value: number): Q.Rational => Q.rational(value);

/** A layer without a pattern: Gamma times its matrices do not commute, so that their order in a trace is seen. */
const sample: TwoInputs = {
  kernel: [r(2), r(1), r(1)],
  fields: [r(3), r(1), r(2)],
  n: r(3),
  matrices: [
    [r(1), r(0), r(-1)],
    [r(0), r(1), r(1)],
  ],
  weights: [(b) => r(b), (b) => r(2 * b - 3)],
};

const twoInputs: CheckOf<GeneralClaim> = {
  name: "two inputs",
  of: "actions for general inputs about the mean",
  cannotSee: "what vanishes at two inputs alone, or at one layer",
  look({ expansion: { about, blobs }, orders }) {
    if (about !== "mean" || blobs !== "full") return undefined;
    const expected = actionOfTwoInputs(sample, orders.length - 1);
    const tables = tablesOf(sample);
    const values: string[] = [];
    for (let p = 1; p < orders.length; p++) {
      const found = (orders[p] ?? []).reduce((sum, diagram) => Q.add(sum, valueAtTwoInputs(diagram, tables)), Q.zero);
      if (!Q.equals(found, expected[p] as Q.Rational))
        return {
          passed: false,
          detail: `order ${p}: ${Q.toText(found)} by traces, ${Q.toText(expected[p] as Q.Rational)} by moments at two inputs`,
        };
      values.push(Q.toText(found));
    }
    return {
      passed: true,
      detail: `at two inputs of a layer with rational numbers ${values.join(", ")} by orders, the same by moments of the kernel's entries`,
    };
  },
};

/** Every check of an action for general inputs. */
export const generalChecks: readonly CheckOf<GeneralClaim>[] = [oneInput, twoInputs];
