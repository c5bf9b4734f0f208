import { type Polynomial, sorted, symbolsOf } from "../algebra/polynomial.js";
import * as Q from "../algebra/rational.js";
import type { CompileOptions } from "../answer/compile.js";
import type { Correlation } from "../answer/correlate.js";
import type { StepAnswer } from "../answer/layer-step.js";
import type { Compilation } from "../answer/passes.js";
import { version } from "../foundation/version.js";
import { type OrdersOf, printRequest } from "../language/request.js";
import { groupsOf } from "../notation/groups.js";
import { monomialText } from "../notation/notation.js";
import { ascii } from "../notation/notations.js";
import { orderText } from "../notation/orders.js";
import type { Certificate } from "../proof/certificate.js";
import { coefficientName, cumulantName } from "../symbols/cumulants.js";
import { meanShift, type TheorySymbol, vertex } from "../symbols/symbols.js";
import { plainSums, sumsOfTerms } from "../theory/kernel/sums.js";
import type { Graph } from "./graph.js";
import { meaning, variableName } from "./names.js";
import { type Operations, operationsOf, withDerivatives } from "./operations.js";
import { type Sample, type SampleResult, samplesOf } from "./samples.js";
import { stationaryGraph } from "./stationary.js";

/*
 * What a module of generated code holds, before a language is chosen: names, documentation, operations, and values to
 * test it with.
 */

/** A sum, or the sums of a layer's step, as a module. */
export interface EvaluatorModule {
  readonly kind: "sum" | "step";
  /** The function that the module is about. */
  readonly name: string;
  /** "V_8, leading order, one input" */
  readonly title: string;
  /** What the value is. */
  readonly leftSide: string;
  /** The formula of each output, a line a group. */
  readonly formulas: readonly { readonly leftSide: string; readonly lines: readonly string[] }[];
  /** What it was written for, as it may be typed again. */
  readonly request: string;
  readonly version: string;
  readonly checks: readonly string[];
  readonly inputs: readonly ModuleInput[];
  readonly outputs: readonly ModuleOutput[];
  readonly value: Operations;
  /** Where it was asked for: the outputs, then for each the derivatives by the inputs in order. */
  readonly gradient: Operations | null;
  /** Points with the exact values there. */
  readonly samples: readonly Sample[];
}

/** An input, as generated code names and explains it. */
export interface ModuleInput {
  /** As everywhere else: "<d^2 Delta^3>". */
  readonly name: string;
  /** As an identifier: d2D3. */
  readonly variable: string;
  readonly meaning: string;
}

/** A result, named and explained in the same way. */
export type ModuleOutput = ModuleInput;

/** What a module is called and holds. */
export interface ModuleOptions {
  /** The name of the function, instead of the object's. */
  readonly name?: string;
  /** Also the derivatives by every input. */
  readonly gradient?: boolean;
  /** Told how many operations were found, and how long that took. */
  readonly trace?: CompileOptions["trace"] | undefined;
}

/** The same of a step, and what it may take. */
export interface StepOptions extends ModuleOptions {
  /** How many diagrams each of its sums may have (default 20,000). */
  readonly maxTerms?: number;
}

/** The module of a compilation's sum. Of labelled externals, which need tensors, see tensorModule. */
export function sumModule(compilation: Compilation<OrdersOf>, options: ModuleOptions = {}): EvaluatorModule {
  const { request, naming, sum, terms, certificate } = compilation;
  const left = naming.leftSide.ascii;
  return moduleOf(
    {
      kind: "sum",
      name: options.name ?? naming.functionName,
      title: naming.title,
      leftSide: left,
      formulas: [{ leftSide: left, lines: groupsOf(compilation).map(({ result }) => result.ascii) }],
      request: naming.text,
      checks: checksOf(certificate),
      outputs: [{ name: left, variable: "value", meaning: left }],
    },
    [sum],
    () => operationsOf(sumsOfTerms([terms]), [sum], { alternative: alternativeFor(request, sum) }),
    options,
  );
}

/** At leading order and from k = 4 on the recursion may take fewer operations than the sum. */
function alternativeFor({ object, k, loops, blobs }: OrdersOf, sum: Polynomial): (() => Graph) | undefined {
  if (object !== "V" || loops[1] > 0 || k < 4) return undefined;
  return () => stationaryGraph(k, symbolsOf(sum), blobs === "expanded" ? 0 : undefined);
}

/** The module of a correlator: deltas are 0 or 1, K and V are those of its layer. */
export function correlatorModule(
  { request, sum, certificate }: Correlation,
  options: ModuleOptions = {},
): EvaluatorModule {
  const text = printRequest(request);
  return moduleOf(
    {
      kind: "sum",
      name: options.name ?? "correlator",
      title: "a correlator of layer l",
      leftSide: text,
      formulas: [{ leftSide: text, lines: monomialLines(sum) }],
      request: text,
      checks: checksOf(certificate),
      outputs: [{ name: text, variable: "value", meaning: text }],
    },
    [sum],
    () => operationsOf(plainSums([sum]), [sum]),
    options,
  );
}

/** The module of a step from layer l-1 to layer l. */
export function stepModule(
  { extent, coefficients, sums, written }: StepAnswer,
  options: ModuleOptions = {},
): EvaluatorModule {
  const { highest, orders } = extent;
  const outputs = coefficients.map((coefficient) => {
    const name = coefficientName(coefficient);
    const { k, p } = coefficient;
    return {
      name,
      variable: variableName(k === 1 ? meanShift(p) : vertex(k, p)),
      meaning: `${name}^(l), the coefficient of 1/n_{l-1}^${k - 1 + p} in the ${k === 1 ? "mean of layer l's kernel" : `connected ${2 * k}-point vertex of layer l`}`,
    };
  });
  return moduleOf(
    {
      kind: "step",
      name: options.name ?? "step",
      title: `the step from layer l-1 to layer l: ${cumulantName(highest)}, ${orderText([0, orders])}`,
      leftSide: `${outputs[0]?.name} to ${outputs.at(-1)?.name} of layer l`,
      formulas: outputs.map(({ name }, i) => ({
        leftSide: `${name}^(l)`,
        lines: monomialLines(written[i] as Polynomial),
      })),
      request: `--kind step --vertices ${2 * highest} --loops ${orders}`,
      checks: ["each sum by the checks of its own request", "the averages are at K_0 of layer l-1"],
      outputs,
    },
    written,
    () => operationsOf(sums, written),
    options,
  );
}

type Description = Pick<
  EvaluatorModule,
  "kind" | "name" | "title" | "leftSide" | "formulas" | "request" | "checks" | "outputs"
>;

function moduleOf(
  description: Description,
  sums: readonly Polynomial[],
  operations: () => Operations,
  { gradient = false, trace }: ModuleOptions,
): EvaluatorModule {
  const timed = (pass: string, work: () => Operations): Operations => {
    const start = performance.now();
    const found = work();
    trace?.(pass, `${found.after}, of ${found.before} as written out`, performance.now() - start);
    return found;
  };
  const value = timed("optimise", operations);
  const { inputs } = value.graph;
  return {
    ...description,
    version,
    inputs: inputs.map(inputOf),
    value,
    gradient: gradient ? timed("derive", () => withDerivatives(value.graph, sums)) : null,
    samples: samplesOf(inputs, sums, gradient),
  };
}

const inputOf = (symbol: TheorySymbol): ModuleInput => ({
  name: symbol.name,
  variable: variableName(symbol),
  meaning: meaning(symbol),
});

const checksOf = ({ checks }: Certificate): string[] => checks.map(({ name }) => name);

const monomialLines = (sum: Polynomial): string[] =>
  sorted(sum).map(({ coefficient, monomial }) =>
    [
      ...(Q.isOne(coefficient) && monomial.factors.length > 0 ? [] : [Q.toText(coefficient)]),
      ...(monomial.factors.length > 0 ? [monomialText(monomial, ascii)] : []),
    ].join(" "),
  );

/** The lines that every module begins with, in whatever a language has for comments. */
export function headerOf({
  title,
  leftSide,
  request,
  version: writtenBy,
  kind,
  value,
  gradient,
}: EvaluatorModule): string[] {
  const command = kind === "step" ? `oneovern code ${request}` : `the request "${request}"`;
  const counts = ({ before, after }: Operations): string =>
    `${after} (${before} as ${kind === "step" ? "sums" : "a sum"} written out)`;
  return [
    kind === "step" ? title : `${title}: ${leftSide}`,
    "",
    `Written and certified by oneovern ${writtenBy} for ${command}; do not edit.`,
    ...(kind === "step" ? ["The averages are at K_0 of layer l-1."] : []),
    `Operations: ${counts(value)}${gradient === null ? "" : `; with all derivatives ${counts(gradient)}`}.`,
  ];
}

/** The formula of an output as lines: the left side, then a group a line. */
export const formulaLines = ({ leftSide, lines }: EvaluatorModule["formulas"][number]): string[] => [
  `${leftSide} =`,
  ...lines.map((line, i) => `    ${i === 0 ? "  " : "+ "}${line}`),
];

/** What a module's own test expects at a sample: the results, and where there is a gradient then their derivatives. */
export const expectedAt = ({ gradient }: EvaluatorModule, { results, derivatives }: Sample): readonly SampleResult[] =>
  gradient === null ? results : [...results, ...derivatives.flat()];
