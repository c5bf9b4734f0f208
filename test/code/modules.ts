import { expect } from "vitest";
import { evaluate, type Polynomial, symbolsOf, toPlain } from "../../src/algebra/polynomial.js";
import * as Q from "../../src/algebra/rational.js";
import { compile } from "../../src/answer/compile.js";
import { correlate } from "../../src/answer/correlate.js";
import { correlatorModule, sumModule } from "../../src/code/evaluator-module.js";
import { targetNamed } from "../../src/code/files.js";
import { memoised } from "../../src/foundation/memoised.js";
import { objectOf } from "../../src/language/support.js";

/*
 * What every language is tested with: requests, their modules, and points. The values of generated code must be those
 * of the exact sums at random rational points, and where the language is exact, the sums themselves.
 */

export const correlator = "<phi_i(x1) phi_j(x2) phi_i(x1) phi_j(x3)>";

/**
 * The requests that every language is tested with: K, the published table, a large one, loops, both expansions, equal
 * widths, deltas.
 */
export const requests = [
  "K",
  "V_4",
  "V_8",
  "V_12",
  "V_4 through 2 loops",
  "V_4 through 1 loop about K_0 with expanded blobs",
  "K through 2 loops about K_0 with equal widths",
  correlator,
];

export const sumOf = (request: string): Polynomial =>
  (objectOf(request) === "correlator" ? correlate(request) : compiled(request)).sum;

/** A request carried out once for all languages. */
export const compiled = memoised((request: string) => compile(request), String);

/** What a module holds, before a language is chosen: the same for all of them, and most of the work. */
const moduleOf = memoised(
  ({ request, gradient }: { readonly request: string; readonly gradient: boolean }) =>
    objectOf(request) === "correlator"
      ? correlatorModule(correlate(request), { gradient })
      : sumModule(compiled(request), { gradient }),
  ({ request, gradient }) => `${gradient}: ${request}`,
);

/** A module as the command line writes it: that it does so by this way is tested (targets.test.ts). */
export const sourceOf = (request: string, language: string, gradient = false): string => {
  const module = moduleOf({ request, gradient });
  // K is the Wolfram Language's own.
  const name = language === "mathematica" && module.name === "K" ? "K_" : module.name;
  return targetNamed(language).write({ ...module, name });
};

/** The function that a request's module is named after. */
export const nameOf = (request: string): string =>
  objectOf(request) === "correlator" ? "correlator" : (request.split(" ")[0] as string);

export interface Point {
  readonly inputs: readonly Q.Rational[];
  readonly doubles: readonly number[];
}

/** Random rational points; not exact as doubles, which the condition number has to bear. */
export function pointsOf(sum: Polynomial, count = 3): Point[] {
  let state = 12345;
  const random = (n: number): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state % n;
  };
  return Array.from({ length: count }, () => {
    const inputs = symbolsOf(sum).map(() => Q.rational(10 + random(97), 30 + random(11)));
    return { inputs, doubles: inputs.map(Q.toNumber) };
  });
}

export const exactAt = (sum: Polynomial, names: readonly string[], { inputs }: Point): Q.Rational =>
  evaluate(sum, ({ name }) => inputs[names.indexOf(name)]);

/**
 * Within 1e-13 of the exact value, times the condition number: the sum of the sizes of the terms over the size of the
 * sum.
 */
export function expectAgreement(found: number, sum: Polynomial, names: readonly string[], point: Point): void {
  const exact = Q.toNumber(exactAt(sum, names, point));
  const sizes: Polynomial = new Map(
    [...sum].map(([key, s]) => [key, { ...s, coefficient: Q.absolute(s.coefficient) }]),
  );
  const size = Q.toNumber(exactAt(sizes, names, point));
  const condition = exact === 0 ? Number.POSITIVE_INFINITY : size / Math.abs(exact);
  expect(Math.abs(found - exact) / (size || 1), `condition number ${condition.toFixed(1)}`).toBeLessThan(1e-13);
}

/** A sum in a language of + * ^, each symbol as the module calls it. */
export const spelledOut = (sum: Polynomial, name: (symbol: string) => string, power: string): string =>
  toPlain(sum)
    .map(({ coefficient, powers }) =>
      [`(${coefficient})`, ...Object.entries(powers).map(([symbol, n]) => `${name(symbol)}${power}(${n})`)].join("*"),
    )
    .join(" + ");

/** What a module calls the symbols, read off its JSON. */
export const variablesOf = (request: string): ((symbol: string) => string) => {
  const { symbols } = JSON.parse(sourceOf(request, "json")) as { symbols: { name: string; variable: string }[] };
  return (symbol) => symbols.find(({ name }) => name === symbol)?.variable as string;
};
