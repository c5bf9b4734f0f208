import { momentsFromCumulants } from "../algebra/cumulants.js";
import { oddFactorial, stirlingRow } from "../algebra/integers.js";
import { setPartitions } from "../algebra/partitions.js";
import {
  accumulator,
  addTerm,
  type Monomial,
  monomial,
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
import { kernelCumulant, kroneckerDelta, type Pair, type TheorySymbol, width } from "../algebra/symbols.js";
import type { Certificate, Check } from "./certificate.js";
import { firstWrongNeurons } from "./neuron-by-neuron.js";

/*
 * Correlators of the preactivations themselves. Given layer l-1 the fields of layer l are Gaussian, independent over neurons, with the
 * random covariance G; so a correlator is a sum over pairings of the fields, a Kronecker delta of each pair's neuron indices, times a
 * moment of G at the pairs. A moment is a sum over set partitions of the pairs into cumulants of G: K at one pair, V_2b / n_{l-1}^{b-1} at
 * b. The connected correlator keeps the partition into one block (docs/theory.md, "Correlators").
 */

/** A preactivation: its neuron index and its input, by name. */
export interface Field {
  readonly index: string;
  readonly input: string;
}

/** The most fields whose correlator is expanded: twelve have 10,395 pairings and two million terms before they are collected. */
export const mostFields = 12;

/** < phi_i(x) phi_j(x') ... >, all terms, collected. An odd number of fields gives zero. */
export function correlatorSum(fields: readonly Field[], connected: boolean): Polynomial {
  const total = accumulator();
  const order = placesOf(fields);
  const m = fields.length / 2;
  const partitions = connected ? [[Array.from({ length: m }, (_, i) => i)]] : [...setPartitions(m)];
  for (const pairing of pairings(fields)) {
    const deltas = deltasOf(pairing);
    const pairs = pairing.map(([f, g]): Pair => inOrder(f.input, g.input, order));
    for (const blocks of partitions)
      addTerm(
        total,
        Q.one,
        termOf(
          deltas,
          blocks.map((block) => block.map((i) => pairs[i] as Pair)),
          order,
        ),
      );
  }
  return total;
}

/** The places of the inputs in the order in which they first appear. */
const placesOf = (fields: readonly Field[]): Map<string, number> =>
  new Map([...new Set(fields.map(({ input }) => input))].map((name, place) => [name, place] as const));

const inOrder = (x: string, y: string, order: ReadonlyMap<string, number>): Pair =>
  (order.get(x) ?? 0) <= (order.get(y) ?? 0) ? [x, y] : [y, x];

/** Every way to pair the fields. */
function* pairings(fields: readonly Field[]): Generator<(readonly [Field, Field])[]> {
  const [first, ...others] = fields;
  if (first === undefined) {
    yield [];
    return;
  }
  for (let i = 0; i < others.length; i++) {
    const rest = others.filter((_, j) => j !== i);
    for (const more of pairings(rest)) yield [[first, others[i] as Field], ...more];
  }
}

/** The product of a pairing's deltas: the sets of neuron indices that it makes equal, those of one index left out. */
function deltasOf(pairing: readonly (readonly [Field, Field])[]): TheorySymbol[] {
  const root = new Map<string, string>();
  const find = (index: string): string => {
    const above = root.get(index) ?? index;
    return above === index ? index : find(above);
  };
  for (const [f, g] of pairing) root.set(find(f.index), find(g.index));
  const classes = new Map<string, Set<string>>();
  for (const { index } of pairing.flat()) {
    const members = classes.get(find(index)) ?? new Set<string>();
    classes.set(find(index), members.add(index));
  }
  return [...classes.values()].filter(({ size }) => size > 1).map((members) => kroneckerDelta([...members].sort()));
}

function termOf(
  deltas: readonly TheorySymbol[],
  blocks: readonly (readonly Pair[])[],
  order: ReadonlyMap<string, number>,
): Monomial {
  const place = (pair: Pair) => (order.get(pair[0]) ?? 0) * order.size + (order.get(pair[1]) ?? 0);
  const widths = blocks.reduce((power, block) => power + 1 - block.length, 0);
  return monomial([
    [width(1), widths],
    ...deltas.map((delta) => [delta, 1] as const),
    ...blocks.map((block) => [kernelCumulant([...block].sort((p, q) => place(p) - place(q))), 1] as const),
  ]);
}

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
