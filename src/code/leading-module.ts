import { lehmer } from "../algebra/lehmer.js";
import * as Q from "../algebra/rational.js";
import { inverseOf, pointOf, prime, provingPoints } from "../algebra/residues.js";
import type { LeadingOrder } from "../answer/evaluator.js";
import { DefectError, UserError } from "../foundation/errors.js";
import type { SumRequest } from "../language/request.js";
import { integralAt } from "../routes/kernel/integral.js";
import { commonWidth, type TheorySymbol } from "../symbols/symbols.js";
import { carriedModule, type EvaluatorModule, type ModuleOptions, oneSum } from "./evaluator-module.js";
import { withGradient } from "./gradient.js";
import { evaluateGraph, type Graph, operationCount } from "./graph.js";
import { passed } from "./operations.js";
import { residuesOf } from "./proof.js";
import type { Sample, SampleResult } from "./samples.js";
import { leadingSymbols, stationaryGraph } from "./stationary.js";

/*
 * V_2k at leading order where its sum is too large to be made: the recursion for the stationary value as operations. They
 * are proved against the integral over g modulo a prime, which knows neither the recursion nor a vertex function.
 */

/** The most operations that passes go over: they find a tenth less, in a time that grows with the square. */
const largestPassed = 10_000;
const shortened = (graph: Graph): Graph => (operationCount(graph) > largestPassed ? graph : passed(graph));

/** The most operations that are differentiated: the exact values of all derivatives at the samples take some seconds. */
const largestDerived = 40_000;

/** The module of V_2k at leading order, without its sum. @throws UserError where too many derivatives are asked for */
export function leadingModule({ request, naming }: LeadingOrder, options: ModuleOptions): EvaluatorModule {
  const { k, blobs, widths } = request;
  const order = blobs === "expanded" ? 0 : undefined;
  const symbols = leadingSymbols(k, order);
  const inputs = widths === "equal" ? [commonWidth, ...symbols.filter(({ kind }) => kind !== "width")] : symbols;
  const left = naming.leftSide.ascii;
  return carriedModule(
    {
      ...oneSum(naming.title, left, naming.text),
      name: options.name ?? naming.functionName,
      formulas: [
        {
          leftSide: left,
          lines: ["(k-1)! [t^{k-1}] d/dt of the stationary value over g and s of n c(t/n, g) - s g + w(s)"],
        },
      ],
      checks: ["integral modulo a prime"],
    },
    {
      operations: () => {
        const written = stationaryGraph(k, inputs, order);
        const graph = shortened(written);
        requireIntegral(graph, request);
        return { graph, before: operationCount(written), after: operationCount(graph) };
      },
      derived: (graph) => {
        const written = withGradient(graph);
        const before = operationCount(written);
        if (before > largestDerived)
          throw new UserError(
            "flag",
            `--gradient: all derivatives of ${naming.text} take ${before} operations\nexpected ${largestDerived} at most: the code without it, or a smaller request`,
          );
        const all = shortened(written);
        requireDerivatives(all, request);
        return { graph: all, before, after: operationCount(all) };
      },
      samples: samplesOf,
      asWritten: "the recursion is written",
    },
    options,
  );
}

/** What the integral over g is at values of the symbols, modulo the prime. */
function integralOf({ k, about, blobs, widths }: SumRequest, valueAt: (name: string) => number): number {
  const common = widths === "equal";
  const [value] = integralAt({ k, orders: 0, about, blobs }, ({ kind, name }) =>
    valueAt(common && kind === "width" ? commonWidth.name : name),
  );
  return value as number;
}

/** Makes sure that a graph is the integral over g, at points modulo a prime. @throws DefectError where it is not */
function requireIntegral(graph: Graph, request: SumRequest): void {
  for (const point of provingPoints) {
    const value = pointOf(point);
    const [found] = residuesOf(graph, ({ name }) => value(name));
    requireEqual(found, integralOf(request, value), `the recursion of V_${2 * request.k}`);
  }
}

/**
 * Makes sure of all derivatives at once: at a point, along a line without a pattern on which 1/n moves evenly like all
 * other symbols. There the integral is a polynomial of degree 3k at most, which its values at 3k + 1 places give.
 */
function requireDerivatives(graph: Graph, request: SumRequest): void {
  const degree = 3 * request.k;
  for (const point of provingPoints) {
    const [value, direction] = [pointOf(point), pointOf(point + provingPoints.length)];
    const at =
      (s: number, isWidth: (name: string) => boolean) =>
      (name: string): number => {
        const moved = (start: number): number => (start + s * direction(name)) % prime;
        return isWidth(name) ? inverseOf(moved(inverseOf(value(name)))) : moved(value(name));
      };
    const widths = new Set(graph.inputs.filter(({ kind }) => kind === "width").map(({ name }) => name));
    const isWidth = (name: string) => widths.has(name);
    const values = Array.from({ length: degree + 1 }, (_, s) => integralOf(request, at(s, isWidth)));
    const [found, ...derivatives] = residuesOf(graph, ({ name }) => value(name));
    requireEqual(found, values[0], `the recursion of V_${2 * request.k}`);
    // d(n)/ds = -n^2 d(1/n)/ds.
    const along = graph.inputs.reduce((sum, { name }, i) => {
      const speed = isWidth(name)
        ? prime - ((((value(name) * value(name)) % prime) * direction(name)) % prime)
        : direction(name);
      return (sum + (derivatives[i] as number) * speed) % prime;
    }, 0);
    requireEqual(along, slopeAtZero(values), `the gradient of V_${2 * request.k}`);
  }
}

/** The derivative at 0 of the polynomial with given values at 0, 1, 2, ..., modulo the prime, by Newton's differences. */
function slopeAtZero(values: readonly number[]): number {
  // d/ds binom(s, j) at 0 is (-1)^{j-1}/j.
  let [slope, differences] = [0, [...values]];
  for (let j = 1; j < values.length; j++) {
    differences = differences.slice(1).map((value, i) => (value - (differences[i] as number) + prime) % prime);
    const part = ((differences[0] as number) * inverseOf(j)) % prime;
    slope = (slope + (j % 2 === 1 ? part : prime - part)) % prime;
  }
  return slope;
}

function requireEqual(found: number | undefined, expected: number | undefined, what: string): void {
  if (found !== expected)
    throw new DefectError(`${what} is not the integral over g: ${found} and ${expected} modulo a prime`);
}

/** How many points a module is tested at. */
const points = 3;

/**
 * Points with the exact values there, by the graphs in rational numbers: what they are has been proved. Averages grow with p! m!, as a
 * neuron's do, so that nothing cancels beyond what doubles hold.
 */
function samplesOf(graph: Graph, derived: Graph | undefined): Sample[] {
  const random = lehmer(7);
  return Array.from({ length: points }, () => {
    const inputs = graph.inputs.map((symbol) => Q.multiply(Q.rational(4 + (random() % 17), 8), scaleOf(symbol)));
    const [value, ...slopes] = resultsAt(derived ?? graph, inputs) as [SampleResult, ...SampleResult[]];
    return { inputs, results: [value], derivatives: derived === undefined ? [] : [slopes] };
  });
}

const resultsAt = (graph: Graph, inputs: readonly Q.Rational[]): SampleResult[] => {
  const magnitudes = exactlyAt(inSizes(graph), inputs);
  return exactlyAt(graph, inputs).map((value, i) => ({ value, magnitude: magnitudes[i] as Q.Rational }));
};

/** A power of two near the size that a symbol has: (b-1)! of V_2b, p! m! 2^m of an average. */
function scaleOf(symbol: TheorySymbol): Q.Rational {
  const logOfFactorial = (n: number): number => (n <= 1 ? 0 : Math.log2(n) + logOfFactorial(n - 1));
  const [p, m] = symbol.kind === "average" ? [symbol.deltas, symbol.derivatives / 2] : [1, 0];
  const exponent =
    symbol.kind === "vertex" ? logOfFactorial(symbol.degree - 1) : logOfFactorial(p) + logOfFactorial(m) + m;
  return Q.rational(2n ** BigInt(Math.round(exponent)));
}

const exactlyAt = (graph: Graph, inputs: readonly Q.Rational[]): Q.Rational[] =>
  evaluateGraph(graph, inputs, {
    constant: (value) => value,
    add: Q.add,
    multiply: Q.multiply,
    inverse: (value) => Q.divide(Q.one, value),
  });

/** The graph with the size of each number in it: what it gives is no less than the sum of the sizes of all terms. */
const inSizes = (graph: Graph): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node) =>
    node.kind === "sum"
      ? { ...node, terms: node.terms.map(({ coefficient, of }) => ({ coefficient: Q.absolute(coefficient), of })) }
      : node,
  ),
  outputs: graph.outputs.map(({ coefficient, of }) => ({ coefficient: Q.absolute(coefficient), of })),
});
