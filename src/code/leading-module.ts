import { lehmer } from "../algebra/lehmer.js";
import * as Q from "../algebra/rational.js";
import { pointOf } from "../algebra/residues.js";
import type { LeadingOrder } from "../answer/evaluator.js";
import { DefectError, UserError } from "../foundation/errors.js";
import { integralAt } from "../routes/kernel/integral.js";
import { commonWidth, type TheorySymbol } from "../symbols/symbols.js";
import { carriedModule, type EvaluatorModule, type ModuleOptions, oneSum } from "./evaluator-module.js";
import { evaluateGraph, type Graph, operationCount } from "./graph.js";
import { type Operations, passed } from "./operations.js";
import { provingPoints, residuesOf } from "./proof.js";
import type { Sample } from "./samples.js";
import { leadingSymbols, stationaryGraph } from "./stationary.js";

/*
 * V_2k at leading order where its sum is too large to be made: the recursion for the stationary value as operations. They
 * are proved against the integral over g modulo a prime, which knows neither the recursion nor a vertex function.
 */

/** The most operations that passes go over: they find a tenth less, in a time that grows with the square. */
const largestPassed = 10_000;

/** The module of V_2k at leading order, without its sum. @throws UserError where derivatives are asked for */
export function leadingModule({ request, naming }: LeadingOrder, options: ModuleOptions): EvaluatorModule {
  const { k, blobs, widths } = request;
  if (options.gradient)
    throw new UserError(
      "flag",
      `--gradient: ${naming.text} is written by its recursion, which has none\nexpected the code without it, or a request with fewer diagrams`,
    );
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
        const graph = stationaryGraph(k, inputs, order);
        const before = operationCount(graph);
        return { ...confirmed(before > largestPassed ? graph : passed(graph), request), before };
      },
      derived: () => {
        throw new RangeError("no derivatives");
      },
      samples: samplesOf,
      asWritten: "the recursion is written",
    },
    options,
  );
}

/** A graph that is the integral over g at points modulo a prime. @throws DefectError where it is not */
function confirmed(graph: Graph, { k, about, blobs, widths }: LeadingOrder["request"]): Omit<Operations, "before"> {
  for (const point of provingPoints) {
    const value = pointOf(point);
    const residueAt = (symbol: TheorySymbol) =>
      value(symbol.kind === "width" && widths === "equal" ? commonWidth.name : symbol.name);
    const [found] = residuesOf(graph, residueAt);
    const [expected] = integralAt({ k, orders: 0, about, blobs }, residueAt);
    if (found !== expected)
      throw new DefectError(
        `the recursion of V_${2 * k} is not the integral over g: ${found} and ${expected} modulo a prime`,
      );
  }
  return { graph, after: operationCount(graph) };
}

/** How many points a module is tested at. */
const points = 3;

/**
 * Points with the exact values there, by the graph in rational numbers: what it is has been proved. Averages grow with p! m!, as a
 * neuron's do, so that nothing cancels beyond what doubles hold.
 */
function samplesOf(graph: Graph): Sample[] {
  const random = lehmer(7);
  return Array.from({ length: points }, () => {
    const inputs = graph.inputs.map((symbol) => Q.multiply(Q.rational(4 + (random() % 17), 8), scaleOf(symbol)));
    return {
      inputs,
      results: [{ value: exactAt(graph, inputs), magnitude: exactAt(inSizes(graph), inputs) }],
      derivatives: [],
    };
  });
}

/** A power of two near the size that a symbol has: (b-1)! of V_2b, p! m! 2^m of an average. */
function scaleOf(symbol: TheorySymbol): Q.Rational {
  const logOfFactorial = (n: number): number => (n <= 1 ? 0 : Math.log2(n) + logOfFactorial(n - 1));
  const [p, m] = symbol.kind === "average" ? [symbol.deltas, symbol.derivatives / 2] : [1, 0];
  const exponent =
    symbol.kind === "vertex" ? logOfFactorial(symbol.degree - 1) : logOfFactorial(p) + logOfFactorial(m) + m;
  return Q.rational(2n ** BigInt(Math.round(exponent)));
}

const exactAt = (graph: Graph, inputs: readonly Q.Rational[]): Q.Rational =>
  evaluateGraph(graph, inputs, {
    constant: (value) => value,
    add: Q.add,
    multiply: Q.multiply,
    inverse: (value) => Q.divide(Q.one, value),
  })[0] as Q.Rational;

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
