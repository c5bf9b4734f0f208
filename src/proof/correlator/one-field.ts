import { momentsFromCumulants } from "../../algebra/cumulants.js";
import { oddFactorial } from "../../algebra/integers.js";
import {
  accumulator,
  addTerm,
  type Polynomial,
  renameMonomial,
  restrict,
  samePolynomial,
  scale,
  symbolTerm,
  times,
  zeroPolynomial,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { kernelCumulant, type Pair, width } from "../../symbols/symbols.js";
import type { CheckOf } from "../certificate.js";
import type { CorrelatorClaim } from "../claims.js";

/** With all fields the same: (2m-1)!! <G^m>, the moment from the cumulants by recursion. */
export const oneField: CheckOf<CorrelatorClaim> = {
  name: "one field",
  of: "every correlator",
  cannotSee: "deltas and inputs",
  look({ fields, connected, sum }) {
    const m = fields.length / 2;
    const alone = (b: number) => kernelCumulant(Array.from({ length: b }, (): Pair => ["x", "x"]));
    const cumulant = (b: number): Polynomial => times(symbolTerm(alone(b)), symbolTerm(width(1), 1 - b));
    const cumulants = Array.from({ length: m + 1 }, (_, b) => (b === 0 ? zeroPolynomial : cumulant(b)));
    const whole = connected ? cumulants[m] : momentsFromCumulants(cumulants)[m];
    const expected = scale(whole as Polynomial, Q.rational(oddFactorial(m)));
    const found = accumulator();
    for (const { coefficient, monomial: term } of sum.values()) {
      const rest = restrict(term, ({ kind }) => kind !== "delta");
      addTerm(
        found,
        coefficient,
        renameMonomial(rest, (symbol) => (symbol.kind === "cumulant" ? alone(symbol.pairs.length) : symbol)),
      );
    }
    const passed = samePolynomial(found, expected);
    return {
      passed,
      detail: `with all fields the same it ${passed ? "is" : "is not"} ${oddFactorial(m)} times the ${connected ? "cumulant" : "moment"} of G of order ${m}, ${expected.size} monomial${expected.size === 1 ? "" : "s"}`,
    };
  },
};
