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
import { type CumulantLayer, meanShift, type TheorySymbol, vertex } from "../symbols/symbols.js";
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

/** Sums as a module of functions. */
export interface EvaluatorModule {
  /** What they are: "sum", or "step" for those of a layer's step. */
  readonly kind: string;
  /** The function that the module is about. */
  readonly name: string;
  /** "V_8, leading order, one input" */
  readonly title: string;
  /** What the value is. */
  readonly leftSide: string;
  /** The lines that every file begins with, in whatever a language has for comments. */
  readonly header: readonly string[];
  /** The formula of each output, a line a group. */
  readonly formulas: readonly { readonly leftSide: string; readonly lines: readonly string[] }[];
  /** What it was written for, as it may be typed again. */
  readonly request: string;
  readonly version: string;
  readonly checks: readonly string[];
  readonly inputs: readonly ModuleInput[];
  readonly outputs: readonly ModuleOutput[];
  /** The outputs first; where it was asked for, what gives their derivatives as well. */
  readonly entries: readonly [EntryPoint, ...EntryPoint[]];
  /** Points with the exact values there. */
  readonly samples: readonly Sample[];
  /** Of an action: how its results are those of fields. */
  readonly fields?: FieldsOf;
}

/** A result that depends on a list of fields by the sum of their squares: languages with numbers also take the fields. */
export interface FieldsOf {
  /** Which input is the sum of the squares, and which, where it is one, the number of the fields. */
  readonly squares: number;
  readonly count?: number;
  /** Which result is the value, and which its derivative by the sum of the squares. */
  readonly value: number;
  readonly slope: number;
}

/** A function of the inputs that a module offers. */
export interface EntryPoint {
  readonly kind: EntryKind;
  /** The outputs in order; of derivatives the outputs, then for each those by the inputs in order. */
  readonly operations: Operations;
}

/** What a function gives: a number, a list of numbers, the derivatives of the one, or of the other. */
export type EntryKind = "value" | "values" | "gradient" | "jacobian";

/** What a language writes for an entry point, by its kind. */
export type EntryPrinters<Lines> = {
  readonly [Kind in EntryKind]: (module: EvaluatorModule, operations: Operations) => Lines;
};

/**
 * What a language writes for each entry point, and for the last, which is what the module's own test calls: it has the
 * outputs of all.
 */
export function printed<Lines>(
  module: EvaluatorModule,
  printers: EntryPrinters<Lines>,
): { readonly entries: readonly Lines[]; readonly last: Lines } {
  const entries = module.entries.map(({ kind, operations }) => printers[kind](module, operations));
  return { entries, last: entries.at(-1) as Lines };
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

/** The module of a compilation's sum. Of labelled externals, which need tensors, see tensorModule. */
export function sumModule(compilation: Compilation<OrdersOf>, options: ModuleOptions = {}): EvaluatorModule {
  const { request, naming, sum, terms, certificate } = compilation;
  const left = naming.leftSide.ascii;
  return moduleOf(
    {
      ...oneSum(naming.title, left, naming.text),
      name: options.name ?? naming.functionName,
      formulas: [{ leftSide: left, lines: groupsOf(compilation).map(({ result }) => result.ascii) }],
      checks: checksOf(certificate),
    },
    [sum],
    () =>
      terms.length === 0
        ? operationsOf(plainSums([sum]), [sum], { effort: "quick" })
        : operationsOf(sumsOfTerms([terms]), [sum], { alternative: alternativeFor(request, sum) }),
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
      ...oneSum("a correlator of layer l", text, text),
      name: options.name ?? "correlator",
      formulas: [{ leftSide: text, lines: monomialLines(sum) }],
      checks: checksOf(certificate),
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
  const title = `the step from layer l-1 to layer l: ${cumulantName(highest)}, ${orderText([0, orders])}`;
  const request = `--kind step --vertices ${2 * highest} --loops ${orders}`;
  return moduleOf(
    {
      kind: "step",
      forms: ["values", "jacobian"],
      name: options.name ?? "step",
      title,
      heading: title,
      writtenFor: `oneovern code ${request}`,
      remarks: ["The averages are at K_0 of layer l-1."],
      leftSide: `${outputs[0]?.name} to ${outputs.at(-1)?.name} of layer l`,
      formulas: outputs.map(({ name }, i) => ({
        leftSide: `${name}^(l)`,
        lines: monomialLines(written[i] as Polynomial),
      })),
      request,
      checks: ["each sum by the checks of its own request", "the averages are at K_0 of layer l-1"],
      outputs,
    },
    written,
    () => operationsOf(sums, written),
    options,
  );
}

/** What a module says of itself, and what its two entry points are. */
export interface Description
  extends Pick<
    EvaluatorModule,
    "kind" | "name" | "title" | "leftSide" | "formulas" | "request" | "checks" | "outputs"
  > {
  readonly forms: readonly ["value", "gradient"] | readonly ["values", "jacobian"];
  /** The header's first line, whom the module was written for, and what else is to be said there. */
  readonly heading: string;
  readonly writtenFor: string;
  readonly remarks: readonly string[];
  /** Whose kernel the cumulants are of, where that is not layer l-1. */
  readonly cumulantsOf?: CumulantLayer;
  /** What the results are functions of fields by: the symbols' names. */
  readonly fields?: Pick<FieldsOf, "value" | "slope"> & { readonly squares: string; readonly count: string };
}

/** The description of one sum. */
export const oneSum = (title: string, leftSide: string, request: string) =>
  ({
    kind: "sum",
    forms: ["value", "gradient"],
    title,
    leftSide,
    heading: `${title}: ${leftSide}`,
    request,
    writtenFor: `the request "${request}"`,
    remarks: [],
    outputs: [{ name: leftSide, variable: "value", meaning: leftSide }],
  }) as const;

/** How the operations of a module are found, and what they are known to give. */
export interface Carried {
  readonly operations: () => Operations;
  /** Those with all derivatives, from the graph of the values. */
  readonly derived: (graph: Graph) => Operations;
  /** Points with the exact values there; with the graph of all derivatives, theirs too. */
  readonly samples: (graph: Graph, derived: Graph | undefined) => readonly Sample[];
  /** What takes as many operations as there were before: "a sum written out". */
  readonly asWritten: string;
}

/** The module of some sums. @param operations what carries them out */
export const moduleOf = (
  description: Description,
  sums: readonly Polynomial[],
  operations: () => Operations,
  options: ModuleOptions,
): EvaluatorModule =>
  carriedModule(
    description,
    {
      operations,
      derived: (graph) => withDerivatives(graph, sums),
      samples: ({ inputs }, derivatives) => samplesOf(inputs, sums, derivatives !== undefined),
      asWritten: `${description.forms[0] === "value" ? "a sum" : "sums"} written out`,
    },
    options,
  );

/** A module of operations. */
export function carriedModule(
  { forms, heading, writtenFor, remarks, cumulantsOf, fields, ...description }: Description,
  { operations, derived, samples, asWritten }: Carried,
  { gradient = false, trace }: ModuleOptions,
): EvaluatorModule {
  const timed = (pass: string, work: () => Operations): Operations => {
    const start = performance.now();
    const found = work();
    trace?.(pass, `${found.after}, of ${found.before} as ${asWritten}`, performance.now() - start);
    return found;
  };
  const value = timed("optimise", operations);
  const { inputs } = value.graph;
  const derivatives = gradient ? [timed("derive", () => derived(value.graph))] : [];
  const counts = ({ before, after }: Operations): string => `${after} (${before} as ${asWritten})`;
  return {
    ...description,
    version,
    header: [
      heading,
      "",
      `Written and certified by oneovern ${version} for ${writtenFor}; do not edit.`,
      ...remarks,
      `Operations: ${[counts(value), ...derivatives.map((all) => `with all derivatives ${counts(all)}`)].join("; ")}.`,
    ],
    inputs: inputs.map((symbol) => inputOf(symbol, cumulantsOf)),
    entries: [
      { kind: forms[0], operations: value },
      ...derivatives.map((all) => ({ kind: forms[1], operations: all })),
    ],
    samples: samples(value.graph, derivatives[0]?.graph),
    ...(fields === undefined ? {} : { fields: fieldsAmong(inputs, fields) }),
  };
}

function fieldsAmong(
  inputs: readonly TheorySymbol[],
  { squares, count, ...results }: NonNullable<Description["fields"]>,
): FieldsOf {
  const placeOf = (name: string): number => inputs.findIndex((symbol) => symbol.name === name);
  const own = placeOf(count);
  return { ...results, squares: placeOf(squares), ...(own < 0 ? {} : { count: own }) };
}

const inputOf = (symbol: TheorySymbol, cumulantsOf?: CumulantLayer): ModuleInput => ({
  name: symbol.name,
  variable: variableName(symbol),
  meaning: meaning(symbol, cumulantsOf),
});

/** The names of the checks that confirm a sum. */
export const checksOf = ({ checks }: Certificate): string[] => checks.map(({ name }) => name);

/** A sum as lines, a monomial each. */
export const monomialLines = (sum: Polynomial): string[] =>
  sorted(sum).map(({ coefficient, monomial }) =>
    [
      ...(Q.isOne(coefficient) && monomial.factors.length > 0 ? [] : [Q.toText(coefficient)]),
      ...(monomial.factors.length > 0 ? [monomialText(monomial, ascii)] : []),
    ].join(" "),
  );

/** The formulas of all outputs as lines, an empty one between two. */
export const formulasOf = ({ formulas }: EvaluatorModule): string[] =>
  formulas.flatMap((formula, i) => [...(i > 0 ? [""] : []), ...formulaLines(formula)]);

/** The formula of an output as lines: the left side, then a group a line. */
export const formulaLines = ({ leftSide, lines }: EvaluatorModule["formulas"][number]): string[] => [
  `${leftSide} =`,
  ...lines.map((line, i) => `    ${i === 0 ? "  " : "+ "}${line}`),
];

/** What a module's own test expects at a sample: the results, and then their derivatives where it has those. */
export const expectedAt = ({ results, derivatives }: Sample): readonly SampleResult[] => [
  ...results,
  ...derivatives.flat(),
];
