import { orderOfMonomial } from "../../algebra/orders.js";
import {
  accumulator,
  addTerm,
  evaluate as exactlyAt,
  type Polynomial,
  single,
  symbolsOf,
} from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { defaultMaxTerms, isWithinBudget } from "../../answer/budget.js";
import { type CompileOptions, compile } from "../../answer/compile.js";
import { correlate } from "../../answer/correlate.js";
import type { Extent } from "../../answer/layer-step.js";
import { UserError } from "../../foundation/errors.js";
import { type Budget, lastOf, requireForecast, told } from "../../foundation/forecast.js";
import { memoised } from "../../foundation/memoised.js";
import type { Memory } from "../../foundation/memory.js";
import { type OrderedRequest, printRequest, type Request, type SumRequest } from "../../language/request.js";
import { objectOf, sumRequest } from "../../language/support.js";
import type { Naming } from "../../notation/naming.js";
import type { Pair, TheorySymbol } from "../../symbols/symbols.js";
import { namingOf } from "../../theory/kernel/naming.js";
import { coefficientOf, frontOf } from "../../theory/kernel/term.js";
import { averagesAt } from "../averages/averages.js";
import { averageWays, layerAverages } from "../averages/pair-averages.js";
import { type NamedInput, namedInputs } from "../networks/input-names.js";
import { type Network, requireFluctuations } from "../networks/network.js";
import { entryAt, pairsOf, tensorOf } from "../networks/pairs.js";
import { largeOrder, largestK, leadingCumulants } from "../series/large-orders.js";
import { atInputs } from "./chosen-entries.js";
import { exactFlow, exactValue, requireAgreement } from "./exact.js";
import { flow } from "./flow.js";
import { inDoubles } from "./in-doubles.js";
import { evaluatorAt, type LayerTensors } from "./layer-map.js";
import { forecastOf, type TensorFlowOptions, tensorFlow } from "./tensor-flow.js";

/*
 * A request as numbers at one layer of a network: the cumulants of the layer before by its flow, the averages there by
 * quadrature, and each row of the table at their values.
 */

/** One row of the table, as a number. */
export interface EvaluatedRow {
  /** The diagram's id; for a correlator the Kronecker deltas of the term. */
  readonly id: string;
  readonly order: number;
  readonly value: number;
  /** The row's part of the sum. */
  readonly share: number;
  /** The value as a rational number, where those were asked for. */
  readonly exact?: Q.Rational;
}

/** A request at one layer of a network. */
export interface Evaluation {
  readonly kind: "evaluation";
  readonly request: OrderedRequest;
  /** What it is called; of a correlator its text alone. */
  readonly naming: Pick<Naming, "text" | "title"> & Partial<Pick<Naming, "quantity" | "coefficient">>;
  readonly network: Network;
  /** Which layer the vertex belongs to: the last. */
  readonly layer: number;
  readonly rows: readonly EvaluatedRow[];
  /** The sum of the rows: V_2k / (C_W^k n_{l-1}^{k-1}), as the table divides. */
  readonly sum: number;
  /**
   * What was asked for: V_2k, or for K the mean of the kernel; of a request for one order alone that order's part of
   * it, with its power of 1/n, so that the parts of all orders add up to the whole.
   */
  readonly vertex: number;
  /**
   * Of a request for one coefficient of a series (an order alone, about K_0, with expanded blobs), that coefficient:
   * K_1, V_4[1].
   */
  readonly coefficient?: number;
  /** The sum and what was asked for as rational numbers, where those were asked for. */
  readonly exact?: { readonly sum: Q.Rational; readonly vertex: Q.Rational };
  /** Which input of the network each name of the request stands for. */
  readonly named: readonly NamedInput[];
  /** What the rows are made of, for one input: each symbol with its value. */
  readonly symbols: readonly { readonly name: string; readonly value: number }[];
  /**
   * Where there are more diagrams than the budget allows, the vertex comes from the recursion at leading order, without
   * rows: then an estimate of its relative error.
   */
  readonly recursion?: { readonly relativeError: number };
}

/** What an evaluation may take, and how much of the layer before it knows. */
export interface EvaluateOptions extends CompileOptions, Budget, Pick<TensorFlowOptions, "onForecast" | "onEntries"> {
  /** How many orders of the layer before are known (default: as many as the request has). */
  readonly orders?: number;
  /** The error that averages over several inputs may have, as a part of the average of the absolute value (1e-10). */
  readonly tolerance?: number;
  /** Rational numbers beside the doubles, for one input, where the activation has them. */
  readonly exact?: boolean;
  /** Told after each layer of the flow how many of how many are done; it may throw, to end the work. */
  readonly onLayer?: (done: number, total: number) => void;
  /** Where the sums of steps are remembered. */
  readonly memory?: Memory;
}

/**
 * Each row of a request as a number, at the last layer of a network.
 * @throws UserError where the request or the network is not valid, or they do not fit each other
 */
export function evaluateRequest(source: string | Request, network: Network, options: EvaluateOptions = {}): Evaluation {
  requireFluctuations(network);
  if (objectOf(source) === "correlator") return evaluateCorrelator(source, network, options);
  const request = sumRequest(source);
  if (options.exact && request.externals !== null)
    throw new UserError(
      "flag",
      "exact numbers of several inputs are not computed\nexpected a request for one input, or no --exact",
    );
  return request.externals === null
    ? evaluateScalar(request, network, options)
    : evaluateTensors(request, network, options);
}

const extentOf = ({ k, loops: [, to] }: SumRequest, { orders = to }: EvaluateOptions): Extent => ({
  highest: k,
  orders: Math.max(orders, to),
});

/** n_{l-1} and n_{l-2}: the widths that the last layer stands on. */
function widthsBelow({ widths, depth }: Network, request: SumRequest): readonly [number, number] {
  const near = widths[depth - 2]!;
  // Nothing of layer 1 fluctuates: the width before it is never seen.
  const far = depth > 2 ? widths[depth - 3]! : near;
  if (request.widths === "equal" && near !== far)
    throw new UserError(
      "network",
      `widths ${far} and ${near}, but the request sets all widths equal\nexpected one width`,
    );
  return [near, far];
}

/** A series sum_p list[p] / n^p. */
const seriesValue = (list: readonly number[], n: number): number =>
  list.reduceRight((value, coefficient) => coefficient + value / n, 0);

/** The network without its last layer. */
const below = (network: Network): Network => ({ ...network, depth: network.depth - 1 });

function requireOneInput({ inputs }: Network, what: string): void {
  if (inputs > 1)
    throw new UserError(
      "network",
      `${inputs} inputs, but ${what} is for one\nexpected one input, or a request that names its inputs: V_4(x1,x1; x1,x2)`,
    );
}

function evaluateScalar(request: SumRequest, network: Network, options: EvaluateOptions): Evaluation {
  requireOneInput(network, "the request");
  if (isForRecursion(request, options) && !options.exact) return evaluateByRecursion(request, network);
  const { terms, sum } = compile(request, options);
  const { activation } = network;
  const [near, far] = widthsBelow(network, request);
  const cumulants = cumulantsBefore(below(network), extentOf(request, options), options);
  const mean = cumulants[1]!;
  const kernel = request.about === "mean" ? seriesValue(mean, far) : mean[0]!;
  if (!(kernel > 0))
    throw new UserError(
      "network",
      `the mean kernel of layer ${network.depth - 1} comes out as ${kernel.toPrecision(3)} at this order: the widths are too small for the expansion\nexpected wider layers`,
    );
  const symbols = symbolsOf(sum);
  const indices = symbols.flatMap((symbol) =>
    symbol.kind === "average" ? [{ m: symbol.derivatives, p: symbol.deltas }] : [],
  );
  const found = averagesAt(activation, kernel, indices);
  let next = 0;
  const values = new Map(
    symbols.map((symbol) => [
      symbol.name,
      symbol.kind === "average"
        ? found.values[next++]!
        : scalarValue(symbol, { near, far, cumulants, secondMoment: found.secondMoment }),
    ]),
  );
  const at = (polynomial: Polynomial) => inDoubles(polynomial, (symbol) => values.get(symbol.name) as number).value;
  const total = at(sum);
  const exactly = options.exact
    ? exactEvaluator(request, network, extentOf(request, options), options.memory)
    : undefined;
  // Many rows share a bracket.
  const bracketAt = memoised((bracket: Polynomial) => at(bracket));
  const rows = terms.map((term) => {
    const { id, order } = term;
    const value = at(single(coefficientOf(term), frontOf(term))) * bracketAt(term.bracket);
    return { id, order, value, ...(exactly === undefined ? {} : { exact: checked(exactly(term.polynomial), value) }) };
  });
  return {
    ...evaluation(request, network, rows, total),
    ...(exactly === undefined ? {} : { exact: exactVertex(request, network, checked(exactly(sum), total)) }),
    symbols: [...values].map(([name, value]) => ({ name, value })),
  };
}

/** From which k on the leading order alone takes the recursion for the stationary value: the sums grow past a second's work. */
const forRecursion = 8;

/** The cumulants of the kernel of a network's last layer, by degree and then by order. */
function cumulantsBefore(network: Network, extent: Extent, options: EvaluateOptions): readonly (readonly number[])[] {
  if (extent.orders === 0 && extent.highest > forRecursion)
    return leadingCumulants(network, extent.highest).map((cumulant) => [cumulant]);
  return lastOf(told(flow(network, extent, options), network.depth, options.onLayer)).cumulants;
}

/** A rational number that is the double beside it. */
function checked(exact: Q.Rational, value: number): Q.Rational {
  requireAgreement(exact, value, "a row");
  return exact;
}

/** The sum, and C_W^k n^{k-1} times it, with C_b for the kernel. */
function exactVertex(
  { k, loops: [from] }: SumRequest,
  { biasVariance, weightVariance, widths, depth }: Network,
  sum: Q.Rational,
) {
  const scale = Q.multiply(Q.power(Q.simplest(weightVariance), k), Q.power(Q.rational(widths[depth - 2]!), k - 1));
  const scaled = Q.multiply(scale, sum);
  return { sum, vertex: k === 1 && from === 0 ? Q.add(Q.simplest(biasVariance), scaled) : scaled };
}

/** The values of polynomials at the last layer of a network, as rational numbers. */
function exactEvaluator(
  request: SumRequest,
  network: Network,
  extent: Extent,
  memory?: Memory,
): (polynomial: Polynomial) => Q.Rational {
  const [near, far] = widthsBelow(network, request).map((n) => Q.rational(n)) as [Q.Rational, Q.Rational];
  const { cumulants } = lastOf(exactFlow(below(network), extent, memory));
  const wholeOf = (series: readonly Q.Rational[]) =>
    series.reduceRight((value, coefficient) => Q.add(coefficient, Q.divide(value, far)), Q.zero);
  const kernel = request.about === "mean" ? wholeOf(cumulants[1]!) : cumulants[1]![0]!;
  return (polynomial) =>
    exactlyAt(polynomial, (symbol) => {
      if (symbol.kind === "width") return symbol.back === 2 ? far : near;
      if (symbol.kind === "vertex" && symbol.order === undefined) return wholeOf(cumulants[symbol.degree]!);
      return exactValue(symbol, { activation: network.activation, kernel, cumulants });
    });
}

/** Whether a request is at leading order, too large to be listed, and within the recursion's reach. */
function isForRecursion(request: SumRequest, { orders = 0, maxTerms = defaultMaxTerms }: EvaluateOptions): boolean {
  const { k, loops, object } = request;
  return object === "V" && loops[1] === 0 && orders === 0 && k <= largestK && !isWithinBudget(request, maxTerms);
}

function evaluateByRecursion(request: SumRequest, network: Network): Evaluation {
  widthsBelow(network, request);
  const { vertex, sum, relativeError } = largeOrder(network, request.k);
  return { ...evaluation(request, network, [], sum), vertex, recursion: { relativeError } };
}

/** An evaluation from the values of its rows and their sum, as the table divides them. */
function evaluation(
  request: SumRequest,
  network: Network,
  rows: readonly Omit<EvaluatedRow, "share">[],
  sum: number,
): Evaluation {
  const { biasVariance, weightVariance, widths, depth } = network;
  const {
    k,
    loops: [from],
  } = request;
  const n = widths[depth - 2]!;
  const scaled = weightVariance ** k * n ** (k - 1) * sum;
  const naming = namingOf(request);
  return {
    kind: "evaluation",
    request,
    naming,
    network,
    layer: depth,
    rows: withShares(rows, sum),
    sum,
    // The variance of the biases belongs to the leading order of the kernel, and to no other part of it.
    vertex: k === 1 && from === 0 ? biasVariance + scaled : scaled,
    ...(naming.coefficient !== undefined && from > 0 ? { coefficient: scaled * n ** from } : {}),
    named: [],
    symbols: [],
  };
}

const withShares = (rows: readonly Omit<EvaluatedRow, "share">[], total: number): EvaluatedRow[] =>
  rows.map((row) => ({ ...row, share: total === 0 ? 0 : row.value / total }));

interface ScalarValues {
  readonly near: number;
  readonly far: number;
  readonly cumulants: readonly (readonly number[])[];
  readonly secondMoment: number;
}

function scalarValue(symbol: TheorySymbol, { near, far, cumulants, secondMoment }: ScalarValues): number {
  switch (symbol.kind) {
    case "width":
      return symbol.back === 2 ? far : near;
    case "vertex": {
      const series = cumulants[symbol.degree]!;
      return symbol.order === undefined ? seriesValue(series, far) : series[symbol.order]!;
    }
    case "mean":
      return cumulants[1]![symbol.order]!;
    case "second-moment":
      return secondMoment;
    default:
      throw new RangeError(`no value for ${symbol.name} in a sum for one input`);
  }
}

/**
 * The network at the inputs that are named, and no others: nothing else enters; and where each name stands among them.
 */
function atNamed(
  network: Network,
  named: readonly NamedInput[],
): { readonly at: Network; readonly input: (name: string) => number } {
  const places = new Map(named.map(({ name }, place) => [name, place] as const));
  const at = atInputs(
    network,
    named.map(({ input }) => input),
  );
  return { at, input: (name) => places.get(name) as number };
}

function evaluateTensors(request: SumRequest, network: Network, options: EvaluateOptions): Evaluation {
  // A row that stands for its perms would be one of them only.
  const { terms, sum } = compile(request, { ...options, expandPerms: true });
  const [near, far] = widthsBelow(network, request);
  const externals = request.externals as readonly Pair[];
  const named = namedInputs(externals.flat(), network.inputs);
  const { at: reduced, input } = atNamed(network, named);
  const pairs = pairsOf(reduced.inputs);
  // The last layer's averages are the request's own, and are forecast with those of the layers before.
  const ways = averageWays(network.activation, options);
  const forecast = forecastOf(reduced, extentOf(request, options), ways);
  const what = `${printRequest(request)} through ${network.depth} layers`;
  requireForecast(forecast, options, what, "fewer inputs or layers, or a lower order");
  options.onForecast?.(forecast);
  const { onForecast: _, ...quietly } = options;
  const shared = { ...quietly, ways, isFollowed: true };
  const { tensors } = lastOf(
    told(tensorFlow(below(reduced), extentOf(request, options), shared), network.depth - 1, options.onLayer),
  );
  const { kernel, cumulants } = atOrders(tensors, request, far);
  const { averages, mean } = layerAverages(ways, kernel, pairs);
  const at = evaluatorAt(cumulants, averages, mean, ([x, y]) => pairs.index(input(x), input(y)), far / near);
  // A sum is homogeneous in the widths order by order, so each order is scaled back by itself.
  const value = (polynomial: Polynomial): number => {
    let total = 0;
    for (const [order, part] of byWidths(polynomial)) total += at(part) * near ** -order;
    return total;
  };
  const rows = terms.map(({ id, order, polynomial }, done) => {
    options.onEntries?.(done, terms.length + 1);
    return { id, order, value: value(polynomial) };
  });
  const total = value(sum);
  options.onEntries?.(terms.length + 1, terms.length + 1);
  return { ...evaluation(request, network, rows, total), named };
}

/** The terms of a sum by their power of 1/n, all widths counted. */
function byWidths(polynomial: Polynomial): Map<number, Polynomial> {
  const parts = new Map<number, ReturnType<typeof accumulator>>();
  for (const { coefficient, monomial } of polynomial.values()) {
    const order = orderOfMonomial(monomial);
    const part = parts.get(order) ?? accumulator();
    parts.set(order, part);
    addTerm(part, coefficient, monomial);
  }
  return parts;
}

/** The kernel that a request expands about, and the tensors as its symbols have them: whole, or as series. */
function atOrders(
  { inputs, cumulants }: LayerTensors,
  { about, blobs }: SumRequest,
  far: number,
): { readonly kernel: ArrayLike<number>; readonly cumulants: LayerTensors } {
  const whole = cumulants.map((series) => {
    const [leading] = series;
    if (leading === undefined) return [];
    const sum = tensorOf(leading.pairs, leading.rank, (at) =>
      seriesValue(
        series.map((tensor) => entryAt(tensor, at)),
        far,
      ),
    );
    return [sum];
  });
  const kernel = (about === "mean" ? whole : cumulants)[1]?.[0]?.entries ?? [];
  // The mean shifts are always terms of a series.
  const vertices = blobs === "full" ? whole.map((list, k) => (k === 1 ? (cumulants[1] ?? []) : list)) : cumulants;
  return { kernel, cumulants: { inputs, cumulants: vertices } };
}

function evaluateCorrelator(source: string | Request, network: Network, options: EvaluateOptions): Evaluation {
  const { request, sum } = correlate(source);
  const { widths, depth } = network;
  const { fields } = request.correlator;
  const named = namedInputs(
    fields.map((field) => field.input),
    network.inputs,
  );
  const { at: reduced, input } = atNamed(network, named);
  const extent = { highest: request.k, orders: options.orders ?? 0 };
  const near = widths[depth - 2]!;
  const pairs = pairsOf(reduced.inputs);
  const { tensors } = lastOf(told(tensorFlow(reduced, extent, options), depth, options.onLayer));
  const valueAt = (symbol: TheorySymbol): number => {
    switch (symbol.kind) {
      case "width":
        return near;
      case "delta":
        // Neurons of different names are different neurons.
        return new Set(symbol.neurons).size === 1 ? 1 : 0;
      case "cumulant": {
        const at = symbol.pairs.map(([x, y]) => pairs.index(input(x), input(y)));
        return seriesValue(
          (tensors.cumulants[at.length] ?? []).map((tensor) => entryAt(tensor, at)),
          near,
        );
      }
      default:
        throw new RangeError(`no value for ${symbol.name} in a correlator`);
    }
  };
  const total = inDoubles(sum, valueAt).value;
  const rows = [...sum.values()].map(({ coefficient, monomial }) => ({
    id: monomial.factors
      .filter(({ symbol }) => symbol.kind !== "width")
      .map(({ symbol }) => symbol.name)
      .join(" "),
    order: 0,
    value: inDoubles(new Map([[monomial.key, { coefficient, monomial }]]), valueAt).value,
  }));
  const text = printRequest(request);
  return {
    kind: "evaluation",
    request,
    naming: { text, title: text },
    network,
    layer: depth,
    rows: withShares(rows, total),
    sum: total,
    vertex: total,
    named,
    symbols: [],
  };
}
