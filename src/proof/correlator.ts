import { momentsFromCumulants } from "../algebra/cumulants.js";
import { oddFactorial, stirlingRow } from "../algebra/integers.js";
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
} from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { firstWrongNeurons } from "../routes/kernel/neuron-by-neuron.js";
import { kernelCumulant, type Pair, width } from "../symbols/symbols.js";
import type { Field } from "../theory/kernel/correlator.js";
import type { Certificate, Check } from "./certificate.js";

/** The proof of a correlator, by routes that pair no fields of it as a whole. */
export function certifyCorrelator(fields: readonly Field[], connected: boolean, sum: Polynomial): Certificate {
  const checks = [
    numberOfTerms(fields, connected, sum),
    oneField(fields, connected, sum),
    neuronByNeuron(fields, connected, sum),
  ];
  const made = checks.flatMap((check) => check ?? []);
  return { passed: made.every(({ passed }) => passed), checks: made };
}

/** The coefficients against (2m-1)!! pairings times the set partitions of m pairs. */
function numberOfTerms(fields: readonly Field[], connected: boolean, found: Polynomial): Check {
  const total = [...found.values()].reduce((n, { coefficient }) => Q.add(n, coefficient), Q.zero);
  const partitions = connected ? 1n : stirlingRow(fields.length / 2).reduce((sum, blocks) => sum + blocks, 0n);
  const pairingCount = oddFactorial(fields.length / 2);
  const expected = pairingCount * partitions;
  return {
    name: "pairings",
    passed: Q.equals(total, Q.rational(expected)),
    detail: `the coefficients add up to ${Q.toText(total)}; ${pairingCount} pairings times ${partitions} set partitions are ${expected}`,
  };
}

/** With all fields the same: (2m-1)!! <G^m>, the moment from the cumulants by recursion. */
function oneField(fields: readonly Field[], connected: boolean, sum: Polynomial): Check {
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
      renameMonomial(rest, (symbol) => (symbol.kind === "cumulant" ? alone(symbol.a) : symbol)),
    );
  }
  const passed = samePolynomial(found, expected);
  return {
    name: "one field",
    passed,
    detail: `with all fields the same it ${passed ? "is" : "is not"} ${oddFactorial(m)} times the ${connected ? "cumulant" : "moment"} of G of order ${m}, ${expected.size} monomial${expected.size === 1 ? "" : "s"}`,
  };
}

/** The most fields for which neurons are gone through. */
const mostWithNeurons = 8;

/** The sum for every choice of which neuron indices are the same, against fields paired neuron by neuron. */
function neuronByNeuron(fields: readonly Field[], connected: boolean, sum: Polynomial): Check | undefined {
  if (fields.length > mostWithNeurons) return undefined;
  const { choices, wrong } = firstWrongNeurons(fields, connected, sum);
  return {
    name: "neuron by neuron",
    passed: wrong === undefined,
    detail: wrong
      ? `with the neurons ${wrong.map((block) => block.join(" = ")).join(", ")} it is not the fields paired neuron by neuron`
      : `for ${choices === 1 ? "the one choice" : `all ${choices} choices`} of equal neurons it is the fields paired neuron by neuron`,
  };
}
