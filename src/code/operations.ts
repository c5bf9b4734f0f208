import { lehmer } from "../algebra/lehmer.js";
import { derivative, type Polynomial } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import { memoised } from "../foundation/memoised.js";
import type { Sums } from "../theory/kernel/sums.js";
import { balanced } from "./balance.js";
import { withGradient } from "./gradient.js";
import { type Graph, operationCount } from "./graph.js";
import { nested, type Powers, powersOf } from "./nest.js";
import { requireSame } from "./proof.js";
import { shared } from "./share.js";

/*
 * From sums to few operations: the sums are nested in a good order of their variables, or where there is one another
 * graph for them is taken; then come the passes; then the proof that the graph still is the sums.
 */

/** A graph that is the same and takes no more operations. */
type Pass = (graph: Graph) => Graph;

const passes: readonly Pass[] = [shared, balanced, shared, balanced];

/** How hard a good order of the variables is looked for. */
export type Effort =
  /** the first order will do: for code that runs here and now */
  | "quick"
  /** many orders: for code that is kept */
  | "thorough";

/** Operations found, and how many the sums take as they are written out. */
export interface Operations {
  readonly graph: Graph;
  readonly before: number;
  readonly after: number;
}

export interface OperationsOptions {
  readonly effort?: Effort;
  /** Another graph of the same sums, over the inputs that it is given. */
  readonly alternative?: (() => Graph) | undefined;
}

/**
 * The operations of sums.
 * @param written the same sums as polynomials in the inputs alone, which the graph is proved against
 * @throws DefectError when the graph is not the sums
 */
export function operationsOf(
  sums: Sums,
  written: readonly Polynomial[],
  { effort = "thorough", alternative }: OperationsOptions = {},
): Operations {
  const powers = powersOf(sums);
  const candidates = [nested(powers, effort === "quick" ? naturalOrder(powers) : goodOrder(powers))];
  if (alternative !== undefined) candidates.push(alternative());
  return proved(least(candidates.map(passed)), written);
}

/**
 * The operations of sums and, for each in turn, of its derivatives by every input.
 * @param graph the operations of the sums
 * @throws DefectError when the derivatives are not those of the sums
 */
export function withDerivatives(graph: Graph, written: readonly Polynomial[]): Operations {
  const derivatives = written.flatMap((sum) => graph.inputs.map((by) => derivative(sum, by)));
  return proved(passed(withGradient(graph)), [...written, ...derivatives]);
}

function proved(graph: Graph, written: readonly Polynomial[]): Operations {
  requireSame(graph, written);
  return { graph, before: expandedCount(written), after: operationCount(graph) };
}

/** The graph after the passes that leave it with no more operations. Their time grows with the square of these. */
export function passed(start: Graph): Graph {
  let [graph, count] = [start, operationCount(start)];
  for (const pass of passes) {
    const next = pass(graph);
    const fewer = operationCount(next);
    if (fewer <= count) [graph, count] = [next, fewer];
  }
  return graph;
}

const least = (graphs: readonly Graph[]): Graph =>
  graphs.reduce((best, graph) => (operationCount(graph) < operationCount(best) ? graph : best));

/** How many operations sums take as they are written out, each power a product and each 1/n made once. */
function expandedCount(sums: readonly Polynomial[]): number {
  const inverses = new Set<string>();
  let count = 0;
  for (const sum of sums) {
    count += Math.max(0, sum.size - 1);
    for (const { coefficient, monomial } of sum.values()) {
      let factors = Q.isOne(Q.absolute(coefficient)) ? 0 : 1;
      for (const { symbol, power } of monomial.factors) {
        factors += Math.abs(power);
        if (power < 0) inverses.add(symbol.name);
      }
      count += Math.max(0, factors - 1);
    }
  }
  return count + inverses.size;
}

/** The order of the theory: widths first, then vertices, averages and vertex functions. */
const naturalOrder = ({ variables }: Powers): number[] => variables.map((_, i) => i);

/** How many terms a search nests in all, and how many orders it tries at most. */
const searchWork = 40_000;
const mostOrders = 400;

/**
 * An order found by descent: from the natural one, one variable at a time is moved elsewhere, and a move that takes no
 * more operations stays. The moves come from a generator of numbers with a fixed start, so the same sums give the same
 * code.
 */
function goodOrder(powers: Powers): number[] {
  const variables = powers.variables.length;
  const terms = [...powers.parts, ...powers.sums].reduce((total, list) => total + list.length, 0);
  const orders = Math.min(mostOrders, Math.floor(searchWork / Math.max(1, terms)));
  // Half of the moves lead to an order that has been tried.
  const countOf = memoised(
    (order: readonly number[]): number => operationCount(shared(nested(powers, order))),
    (order) => order.join(),
  );
  const random = lehmer(1);
  const below = (n: number): number => random() % n;
  let best = naturalOrder(powers);
  if (orders < 2 || variables < 2 || terms < 3) return best;
  let least = countOf(best);
  for (let i = 0; i < orders; i++) {
    const order = [...best];
    const [moved] = order.splice(below(variables), 1);
    order.splice(below(variables), 0, moved as number);
    const count = countOf(order);
    if (count <= least) [best, least] = [order, count];
  }
  return best;
}
