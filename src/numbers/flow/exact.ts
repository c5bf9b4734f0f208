import { accumulator, addTerm, evaluate, type Factor, monomial, type Polynomial } from "../../algebra/polynomial.js";
import * as Q from "../../algebra/rational.js";
import { multiplyUnivariate, univariateAt } from "../../algebra/univariate.js";
import { byDegree, coefficientsOf, type Extent, requireFeasible, stepSums } from "../../answer/layer-step.js";
import type { Compilation } from "../../answer/passes.js";
import { DefectError, UserError } from "../../foundation/errors.js";
import { freshMemory, type Memory } from "../../foundation/memory.js";
import type { Check } from "../../proof/certificate.js";
import { kernelSymbol, meanShift, type TheorySymbol } from "../../symbols/symbols.js";
import type { Activation } from "../activations/activation.js";
import { averagesAt } from "../averages/averages.js";
import { type AverageIndex, averageInKernel, isExact } from "../averages/exact-averages.js";
import { type Network, requireNetwork } from "../networks/network.js";
import type { Layer } from "./flow.js";
import { inDoubles } from "./in-doubles.js";

/*
 * Exact numbers, where an activation has them: the averages of polynomials are polynomials in K, and those of
 * scale-invariant activations (ReLU) powers of K with rational coefficients. Then sums can be written out for the activation, and
 * flows and evaluations are rational numbers.
 */

/** @throws UserError where there are several inputs, or the activation has no exact averages */
export function requireExact({ activation, inputs }: Pick<Network, "activation" | "inputs">): void {
  if (inputs > 1)
    throw new UserError("network", `exact numbers of ${inputs} inputs are not computed\nexpected one input`);
  if (!isExact(activation))
    throw new UserError(
      "activation",
      `the averages of ${activation.name} are no rational numbers\nexpected a polynomial, or relu, abs, leaky-relu(a)`,
    );
}

/** One layer in rationals. */
export interface ExactLayer {
  readonly layer: number;
  /** cumulants[k][p], as {@link Layer} has them. */
  readonly cumulants: readonly (readonly Q.Rational[])[];
}

/** Numbers with more digits than this are not written. */
const mostDigits = 2000;

/**
 * The layers of a network of one input in rationals; C_b, C_W and K are what was most likely meant by their doubles.
 * @throws UserError where the activation has no exact averages, or numbers become too long
 */
export function* exactFlow(network: Network, extent: Extent, memory = freshMemory()): Generator<ExactLayer> {
  requireNetwork(network);
  requireExact(network);
  requireFeasible(extent);
  const { activation, depth, widths } = network;
  const coefficients = coefficientsOf(extent);
  const { written } = stepSums(coefficients, memory);
  const [biasVariance, weightVariance, first] = [network.biasVariance, network.weightVariance, network.kernel[0]!].map(
    Q.simplest,
  ) as [Q.Rational, Q.Rational, Q.Rational];
  let cumulants = byDegree(coefficients, ({ k, p }) => (k === 1 && p === 0 ? first : Q.zero));
  for (let layer = 1; ; layer++) {
    yield { layer, cumulants };
    if (layer === depth) return;
    const before = cumulants;
    const widthRatio = layer === 1 ? Q.one : Q.rational(widths[layer - 1]!, widths[layer - 2]!);
    const kernel = before[1]![0]!;
    const values = new Map<string, Q.Rational>();
    const valueAt = (symbol: TheorySymbol): Q.Rational => {
      const known = values.get(symbol.name);
      if (known !== undefined) return known;
      const value = exactValue(symbol, {
        activation,
        kernel,
        cumulants: before,
        parameters: { biasVariance, weightVariance, widthRatio, kernel },
      });
      values.set(symbol.name, value);
      return value;
    };
    cumulants = byDegree(coefficients, (_, i) => evaluate(written[i]!, valueAt));
    const longest = Math.max(...cumulants.flat().map(({ num, den }) => Math.max(`${num}`.length, `${den}`.length)));
    if (longest > mostDigits)
      throw new UserError(
        "budget",
        `the numbers of layer ${layer + 1} have ${longest} digits\nexpected fewer layers, a smaller --vertices or --loops, or no --exact`,
      );
  }
}

interface ExactValues {
  readonly activation: Activation;
  readonly kernel: Q.Rational;
  readonly cumulants: readonly (readonly Q.Rational[])[];
  readonly parameters?: { readonly [name in "biasVariance" | "weightVariance" | "widthRatio" | "kernel"]: Q.Rational };
}

/** Which average of the activation a symbol is, < sigma^2 > as that with m = p = 0; undefined where it is none. */
function indexOf(symbol: TheorySymbol): AverageIndex | undefined {
  if (symbol.kind === "second-moment") return { m: 0, p: 0 };
  return symbol.kind === "average" ? { m: symbol.derivatives, p: symbol.deltas } : undefined;
}

/** @throws RangeError for a symbol that has no value in a step */
export function exactValue(
  symbol: TheorySymbol,
  { activation, kernel, cumulants, parameters }: ExactValues,
): Q.Rational {
  switch (symbol.kind) {
    case "parameter":
      if (parameters === undefined) break;
      return parameters[symbol.parameter];
    case "vertex":
      return cumulants[symbol.degree]![symbol.order!]!;
    case "mean":
      return cumulants[1]![symbol.order]!;
    default: {
      const index = indexOf(symbol);
      if (index !== undefined) return univariateAt(averageInKernel(activation, index), kernel);
    }
  }
  throw new RangeError(`no value for ${symbol.name} in a step`);
}

/** Doubles and rationals of one flow differ by rounding alone. */
const agreement = 1e-9;

/** @throws DefectError where a rational number is not the double beside it */
export function requireAgreement(exact: Q.Rational, value: number, what: string, where = ""): void {
  const number = Q.toNumber(exact);
  if (!(Math.abs(number - value) <= agreement * Math.max(Math.abs(number), Math.abs(value))))
    throw new DefectError(`${what} in rationals has ${number}${where}, and in doubles ${value}`);
}

/** The exact layers beside those of a flow in doubles. @throws DefectError where they are not the same numbers */
export function exactLayers(network: Network, extent: Extent, layers: readonly Layer[], memory: Memory): ExactLayer[] {
  const exact = [...exactFlow(network, extent, memory)];
  exact.forEach(({ layer, cumulants }, i) => {
    cumulants.forEach((series, k) => {
      series.forEach((value, p) => {
        requireAgreement(value, layers[i]!.cumulants[k]![p]!, "a flow", ` in layer ${layer}`);
      });
    });
  });
  return exact;
}

/**
 * A sum for one input written out for an activation: its averages as polynomials in K of layer l-1, K_0 where the sum is about K_0.
 * @throws UserError where the activation has no exact averages, or the request names its inputs
 */
export function writtenOut(compilation: Compilation, activation: Activation): Compilation {
  const { request, sum, terms, naming, certificate } = compilation;
  if (request.externals !== null)
    throw new UserError("flag", "--activation writes sums out for one input\nexpected a request without (x1,x2; ...)");
  requireExact({ activation, inputs: 1 });
  const kernel = request.about === "mean" ? kernelSymbol : meanShift(0);
  const out = substituted(sum, activation, kernel);
  const line = `the averages are those of ${activation.name}, ${kernel.name} the kernel of layer l-1`;
  return {
    ...compilation,
    sum: out,
    terms: terms.map((term) => ({ ...term, polynomial: substituted(term.polynomial, activation, kernel) })),
    naming: {
      ...naming,
      title: `${naming.title}, sigma = ${activation.name}`,
      legend: { ...naming.legend, table: [line], sum: [line], latex: [`${line}.`] },
    },
    certificate: { ...certificate, checks: [...certificate.checks, checkOf(sum, out, activation)] },
  };
}

/** A sum with polynomials in the kernel for its averages. */
function substituted(sum: Polynomial, activation: Activation, kernel: TheorySymbol): Polynomial {
  const total = accumulator();
  for (const {
    coefficient,
    monomial: { factors },
  } of sum.values()) {
    let powers: readonly Q.Rational[] = [coefficient];
    const rest: Factor[] = [];
    for (const factor of factors) {
      const { symbol, power } = factor;
      const index = indexOf(symbol);
      if (index === undefined) rest.push(factor);
      else {
        const average = averageInKernel(activation, index);
        for (let i = 0; i < power; i++) powers = multiplyUnivariate(powers, average);
      }
    }
    powers.forEach((c, power) => {
      if (!Q.isZero(c))
        addTerm(total, c, monomial([...rest.map(({ symbol, power: n }) => [symbol, n] as const), [kernel, power]]));
    });
  }
  return total;
}

/**
 * Both sums at numbers: the averages of one by quadrature, which knows nothing of polynomials and slopes; all other
 * symbols at numbers without a pattern.
 */
function checkOf(sum: Polynomial, out: Polynomial, activation: Activation): Check {
  const { polynomial: _, slopes: __, ...plain } = activation;
  let worst = 0;
  for (const K of [0.7, 1.9]) {
    const other = (symbol: TheorySymbol): number => 1 + 0.37 * Math.abs(Math.sin(7 * symbol.rank + symbol.name.length));
    const averages = (symbol: TheorySymbol): number => {
      if (symbol.kind === "second-moment") return averagesAt(plain, K, []).secondMoment;
      return symbol.kind === "average"
        ? averagesAt(plain, K, [{ m: symbol.derivatives, p: symbol.deltas }]).values[0]!
        : other(symbol);
    };
    const known = new Map<string, number>();
    const remembered = (symbol: TheorySymbol): number => {
      const found = known.get(symbol.name) ?? averages(symbol);
      known.set(symbol.name, found);
      return found;
    };
    const isKernel = (symbol: TheorySymbol) =>
      symbol.name === kernelSymbol.name || (symbol.kind === "mean" && symbol.order === 0);
    const [one, two] = [inDoubles(sum, remembered), inDoubles(out, (symbol) => (isKernel(symbol) ? K : other(symbol)))];
    worst = Math.max(worst, Math.abs(one.value - two.value) / Math.max(one.size, two.size, 1e-300));
  }
  return {
    name: "averages written out",
    passed: worst < agreement,
    detail: `at two kernels, the averages by quadrature: ${worst.toExponential(0)}`,
  };
}
